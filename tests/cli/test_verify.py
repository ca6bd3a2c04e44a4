"""`verify` as a process: one article through the little web, and the report that people get."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import sqlite3
import struct
import subprocess
import termios
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from embedarchive.demo.littleweb import LittleWeb
from embedarchive.demo.world import FAROL_ARTICLE, LEDGER_ARTICLE, TIDE, demo_sources, demo_world
from embedarchive.ports.archive import Archive
from tests.cli.conftest import PATIENCE, PROGRAM, Ended, Run, environment, in_shell, program_in, shown_on
from tests.cli.test_program import ACTING
from tests.ports import kept
from tests.worlds.serve import options


@pytest.fixture(scope="module")
def web() -> Iterator[LittleWeb]:
    """The demo's little web, for all tests here."""
    with LittleWeb(demo_world()) as serving:
        yield serving


@pytest.fixture(scope="module")
def ledger(web: LittleWeb, tmp_path_factory: pytest.TempPathFactory) -> tuple[Ended, Path]:
    """One article verified as text: how it ended, and the folder."""
    place = tmp_path_factory.mktemp("verify") / "work"
    place.mkdir()
    return program_in(place)("verify", LEDGER_ARTICLE, *options(web)), place


def test_a_report_says_the_verdicts_in_words(ledger: tuple[Ended, Path]) -> None:
    """Confirmed, probable and different, each with what decides it."""
    ended, _ = ledger
    assert (ended.code, ended.complaints) == (0, [])
    for said in (
        "A night without the bridge",
        "8 posts are cited: 5 confirmed, 1 differs, 2 probable.",
        "confirmed: the post of 4 Feb 2026 says the same words",
        "confirmed: an archived copy of the post of 4 Feb 2026 says the same words",
        "differs: the post is dated 3 Feb 2026, the article says 5 Feb 2026",
        "gone: two witnesses no longer have it",
        f"https://web.archive.org/web/20260204103312/https://twitter.com/ea_demo_tide/status/{TIDE.id}",
        "https://t.co/Fy6hLs3EwK",
    ):
        assert said in ended.stdout
    assert ACTING.search(ended.stdout) is None


def test_what_was_verified_is_kept_like_any_crawl(ledger: tuple[Ended, Path]) -> None:
    """The archive holds the article, its citations and the bytes behind them."""
    _, place = ledger
    with sqlite3.connect(place / "archive.db") as database:
        assert database.execute("SELECT count(*) FROM article").fetchone() == (1,)
        assert database.execute("SELECT count(*) FROM citations").fetchone()[0] >= 8
    database.close()
    assert list((place / "archive.warcs").glob("*.warc.gz"))


def test_the_name_of_the_file_says_the_form(ledger: tuple[Ended, Path], web: LittleWeb) -> None:
    """An .html file holds the page, with the photos of the posts from the archive; nothing is on stdout."""
    _, place = ledger
    ended = program_in(place)("verify", LEDGER_ARTICLE, "-o", "report.html", *options(web))
    assert (ended.code, ended.stdout) == (0, "")
    assert "the report is in report.html" in ended.stderr
    page = (place / "report.html").read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert 'src="data:image/jpeg;base64,' in page
    assert "<script" not in page


def test_json_is_the_object_of_crawl_with_words(ledger: tuple[Ended, Path], web: LittleWeb) -> None:
    """What is added stands at the end."""
    _, place = ledger
    ended = program_in(place)("verify", LEDGER_ARTICLE, "--format", "json", *options(web))
    row = json.loads(ended.stdout)
    assert list(row)[:2] == ["source", "url"]
    assert list(row)[-2:] == ["run", "checked"]
    assert all(cited["in_words"].partition(":")[0] for cited in row["citations"])


def test_markdown_of_an_article_in_other_scripts(ledger: tuple[Ended, Path], web: LittleWeb) -> None:
    """Right-to-left words stay as they were written."""
    _, place = ledger
    ended = program_in(place)("verify", FAROL_ARTICLE, "--format", "markdown", *options(web))
    assert ended.code == 0
    assert ended.stdout.startswith("# La noche del puente\n")
    assert "الجسر مغلق هذه الليلة" in ended.stdout
    assert "goes round in circles" in ended.stdout


def test_a_text_file_and_standard_input_are_articles_as_well(run: Run, web: LittleWeb) -> None:
    """A flattened article is verified from its bare lines."""
    path = Path(demo_sources()[2])
    ended = run("verify", str(path), *options(web))
    piped = run("verify", "-", *options(web), stdin=path.read_bytes())
    for each in (ended, piped):
        assert each.code == 0
        assert "2 posts are cited: 2 confirmed." in each.stdout
    assert piped.stdout.startswith("standard input\n===")


def test_what_could_not_be_reached_ends_with_four(run: Run, article: Path) -> None:
    """The report is written all the same, and says what is open."""
    ended = run("verify", "--offline", article.name)
    assert ended.code == 4
    assert "not found: " in ended.stdout
    assert "could not be reached" in ended.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("gone.txt",), "gone.txt: no such file"),
        ((".",), "holds 2 articles; verify reports on one"),
        (("article.txt", "-o", "article.txt"), "name another file with -o"),
        (("article.txt", "-o", "archive.db"), "name another file with -o"),
        (("article.txt", "-o", "archive.warcs/report.html"), "name another file with -o"),
        (("article.txt", "-o", "nowhere/report.html"), "cannot be written: there is no folder nowhere; make"),
        (("article.txt", "-o", "new/"), "new/ names a folder; name the file as well: -o new/report.html"),
        (("article.txt", "-o", "."), ". names a folder; name the file as well: -o ./report.html"),
        (("article.txt", "-o", "article.txt/"), "article.txt/ names a folder"),
        (
            ("article.txt", "-o", "r.pdf"),
            "r.pdf: no report is written in this form; .html, .htm, .md, .json say",
        ),
        (("article.txt", "-o", "loop"), "loop cannot be written: Too many levels of symbolic links; name"),
        (("article.txt", "-o", "x" * 300), "cannot be written: File name too long; name another file"),
        (("article.txt", "-o", ""), "'' names a folder; name the file as well: -o report.html"),
    ],
)
def test_a_wrong_wish_is_told_before_anything_is_asked(
    run: Run, folder: Path, article: Path, words: tuple[str, ...], said: str
) -> None:
    """One line, exit code 2, no archive, and the article is as it was."""
    before = article.read_bytes()
    (folder / "loop").symlink_to("loop")
    (folder / "second.txt").write_bytes(before)
    ended = run("verify", "--offline", *words)
    assert (ended.code, ended.stdout, len(ended.complaints)) == (2, "", 1)
    assert said in ended.stderr
    assert article.read_bytes() == before
    assert not (folder / "archive.db").exists()


def test_a_report_that_cannot_be_written_is_named(run: Run, article: Path) -> None:
    """The system says only what is wrong, not where."""
    ended = run("verify", "--offline", article.name, "-o", "/dev/full")
    assert ended.code == 5
    assert ended.complaints[-1] == "embedarchive: /dev/full: No space left on device"


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("-o /dev/stdout >> r.txt", "r.txt"),
        ("-o /dev/stdout | cat > r.txt", "r.txt"),
        ("-o >(cat > r.txt); sleep 1", "r.txt"),
        ("-o /dev/fd/7 7> r.txt", "r.txt"),
        ("-o latest.txt", "r.txt"),
    ],
)
def test_a_report_goes_where_it_is_sent(folder: Path, article: Path, line: str, written: str) -> None:
    """A descriptor, a pipe, a link: none of them is replaced by a file."""
    (folder / "latest.txt").symlink_to(written)
    in_shell(folder, f"embedarchive verify --offline {article.name} {line}")
    assert "https://t.co/abcdefghij" in (folder / written).read_text(encoding="utf-8")
    assert (folder / "latest.txt").is_symlink()
    assert not list(folder.glob(".embedarchive*"))


@pytest.mark.parametrize(
    ("source", "url", "said"),
    [
        (LEDGER_ARTICLE, "https://news.test/", "is an address itself"),
        ("-", "news.test/story", "is no web address"),
    ],
)
def test_an_address_is_for_a_file_and_is_one(
    ledger: tuple[Ended, Path], source: str, url: str, said: str
) -> None:
    """What cannot be meant is said before anything is asked."""
    _, place = ledger
    ended = program_in(place)("verify", source, "--article-url", url, stdin=b"Words and nothing else")
    assert ended.code == 2 and said in ended.stderr


def test_a_report_names_its_own_run(run: Run, folder: Path, web: LittleWeb) -> None:
    """Not the one with the latest date: a clock may have been fast once."""
    ahead = "2999-01-01T00:00:00.000000Z"
    fast = replace(kept.run(1), id="29990101T000000-000001", started=ahead)
    with Archive.open(folder / "archive.db", fast) as one:
        one.end("done")
    ended = run("verify", FAROL_ARTICLE, *options(web))
    assert "2999" not in ended.stdout


@pytest.mark.parametrize(("columns", "widest"), [(40, 40), (200, 88)])
def test_a_report_fits_the_terminal_on_which_it_is_read(
    ledger: tuple[Ended, Path], columns: int, widest: int
) -> None:
    """No wider than a page; what is piped or written to a file is the same wherever it is made."""
    ended, place = ledger
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    with subprocess.Popen(
        [*PROGRAM, "-q", "verify", "--offline", LEDGER_ARTICLE],
        cwd=place,
        env=environment(place, TERM="xterm"),
        stdout=theirs,
        stderr=subprocess.DEVNULL,
    ) as process:
        os.close(theirs)
        lines = shown_on(ours).decode().splitlines()
        process.wait(PATIENCE)
    assert "8 posts are cited" in " ".join(lines)
    assert widest - 12 < max(map(len, (line for line in lines if "://" not in line))) <= widest
    assert max(len(line) for line in ended.stdout.splitlines() if "://" not in line) <= 88


def test_the_report_is_whole_on_a_run_that_says_more(run: Run, web: LittleWeb) -> None:
    """With -v each question and its answer is a line on stderr, as it is answered."""
    ended = run("-v", "verify", FAROL_ARTICLE, *options(web))
    assert f"{FAROL_ARTICLE}: 200" in ended.stderr.splitlines()
    assert FAROL_ARTICLE.partition("/2026")[0] + "/robots.txt: 404" in ended.stderr.splitlines()
    asked = int(ended.stderr.partition(" questions to the web")[0].rpartition("\n")[2])
    assert sum(line.startswith("http") for line in ended.stderr.splitlines()) == asked
