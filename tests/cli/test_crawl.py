"""`crawl` and `resolve` as a process: what is asked, what is left, how it ends."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from embedarchive.ports.archive import Archive
from tests.cli.conftest import PATIENCE, PROGRAM, Run, environment, in_shell
from tests.ports import kept


@contextmanager
def silent_proxy() -> Iterator[tuple[str, socket.socket]]:
    """A proxy that takes every connection and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(30.0)
        yield f"http://127.0.0.1:{server.getsockname()[1]}", server


def test_without_any_network_all_is_kept_and_told(run: Run, folder: Path, article: Path) -> None:
    """Exit code 4: the mention is stored as unresolved, for a later run to complete."""
    ended = run("crawl", "--offline", article.name)
    assert ended.code == 4
    (row,) = (json.loads(line) for line in ended.stdout.splitlines())
    assert row["source"] == article.name
    assert {cited["verdict"] for cited in row["citations"]} == {"unresolved"}
    assert (
        "for 1 source something could not be reached; the same command, given again later, may"
        in ended.stderr
    )
    with sqlite3.connect(folder / "archive.db") as database:
        rows = database.execute("SELECT claimed_handle, verdict FROM citations").fetchall()
    database.close()
    assert ("harbour_board", "unresolved") in rows
    assert list((folder / "archive.warcs").glob("*.warc.gz"))


def test_offline_an_answer_is_never_too_old(run: Run, folder: Path) -> None:
    """What was kept months ago is in the archive; only --fresh says that it is too old."""
    url = "https://news.test/kept"
    with Archive.open(folder / "archive.db", kept.run(1)) as archive:
        archive.keep(kept.wire(url))
        archive.end("done")
    ended = run("crawl", "--offline", "--fresh", "1h", url)
    assert ended.code == 4
    assert ended.complaints == [f"embedarchive: {url}: is not in the archive, and --offline asks nobody"]
    ended = run("crawl", "--offline", url)
    assert (ended.code, ended.complaints) == (0, [])
    assert run("audit").code == 0


def test_a_repeated_run_prints_its_whole_list(run: Run, folder: Path, article: Path) -> None:
    """Each run's output is complete; of two in one file the last object of a source is the newest."""
    (folder / "second.txt").write_bytes(article.read_bytes())
    first = run("crawl", "--offline", article.name)
    again = run("crawl", "--offline", article.name, "second.txt")
    assert sorted(json.loads(line)["source"] for line in again.stdout.splitlines()) == [
        article.name,
        "second.txt",
    ]
    newest = {json.loads(line)["source"]: line for line in (first.stdout + again.stdout).splitlines()}
    assert set(newest.values()) == set(again.stdout.splitlines())


def test_addresses_piped_as_an_article_are_told_how_they_are_a_list(run: Run, article: Path) -> None:
    """They are read as what was asked for all the same, and an article that cites addresses is none."""
    addresses = b"https://news.test/1\nhttps://news.test/2\n"
    for command in ("crawl", "verify"):
        ended = run(command, "--offline", "-", stdin=addresses)
        assert "a list of them with 'embedarchive crawl -f -'" in ended.stderr.splitlines()[0]
        assert "crawl -f -" not in run(command, "--offline", "-", stdin=article.read_bytes()).stderr
    assert run("find", "-", stdin=addresses).stderr == ""


@pytest.mark.parametrize("command", ["crawl", "find", "resolve"])
def test_an_empty_list_is_told_with_its_name(run: Run, folder: Path, command: str) -> None:
    """A program that made no list must not look like a quiet night."""
    (folder / "tonight.txt").write_text("# nothing\n\n", encoding="utf-8")
    ended = run(command, "-f", "tonight.txt")
    assert (ended.code, ended.stdout, len(ended.stderr.splitlines())) == (2, "", 1)
    assert re.search(r"tonight\.txt: this list holds no (source|link); write one per line", ended.stderr)
    assert not (folder / "archive.db").exists()


def test_the_summary_is_one_json_object_when_asked(run: Run, article: Path) -> None:
    """An unattended run's numbers, for whoever watches it."""
    ended = run("--log-format", "json", "crawl", "--offline", article.name)
    spoken = [json.loads(line) for line in ended.stderr.splitlines()]
    (summary,) = (each for each in spoken if each["level"] == "info")
    assert summary["articles"] == 1
    assert summary["exit_code"] == ended.code == 4
    assert summary["db"] == "archive.db"


def test_the_summary_says_how_the_program_ends(run: Run, article: Path) -> None:
    """Also where a source that cannot be read weighs more than what could not be reached."""
    ended = run("--log-format", "json", "crawl", "--offline", article.name, "missing.html")
    spoken = [json.loads(line) for line in ended.stderr.splitlines()]
    (summary,) = (each for each in spoken if each["level"] == "info")
    assert summary["exit_code"] == ended.code == 2


def test_what_is_no_article_is_not_asked_for_again(run: Run, folder: Path) -> None:
    """Who repeats the command waits for nothing: a sitemap stays one."""
    (folder / "sitemap.xml").write_text("<urlset></urlset>", encoding="utf-8")
    ended = run("crawl", "--offline", "sitemap.xml")
    assert ended.code == 4
    assert "1 source could not be read, for the reason that is told above" in ended.stderr
    assert "given again later" not in ended.stderr


def test_quiet_says_nothing_of_what_went_well(run: Run, article: Path) -> None:
    """-q leaves the output and the problems."""
    ended = run("crawl", "-q", "--offline", article.name)
    assert ended.stderr == ""
    assert ended.stdout


def test_a_bad_source_does_not_cost_the_others(run: Run, article: Path) -> None:
    """Exit code 2 tells of the input; the good article is followed and kept."""
    ended = run("crawl", "--offline", "gone.txt", article.name)
    assert ended.code == 2
    assert "gone.txt: no such file" in ended.stderr
    assert json.loads(ended.stdout)["source"] == article.name


@pytest.mark.parametrize("command", [("crawl", "--offline", "article.txt"), ("demo",)])
def test_a_database_that_is_not_ours_is_left_alone(
    run: Run, folder: Path, article: Path, command: tuple[str, ...]
) -> None:
    """One line, exit code 2, and not a byte of it changes."""
    foreign = folder / "archive.db"
    with sqlite3.connect(foreign) as database:
        database.execute("CREATE TABLE recipes (name TEXT)")
    database.close()
    before = foreign.read_bytes()
    ended = run(*command)
    assert (ended.code, ended.stdout, len(ended.complaints)) == (2, "", 1)
    assert "archive.db was not made by embedarchive" in ended.stderr
    assert foreign.read_bytes() == before


@pytest.mark.parametrize(
    ("db", "said"),
    [
        (".", "is a folder"),
        ("no/such/archive.db", "does not exist"),
        ("article.txt", "is not an SQLite database"),
        ("/sys/archive.db", "/sys"),
    ],
)
def test_a_place_where_no_archive_can_be(run: Run, article: Path, db: str, said: str) -> None:
    """A folder, a missing folder, another file, a place we may not write: one line names it."""
    ended = run("crawl", "--offline", "--db", db, article.name)
    assert ended.code == 2
    assert ended.stdout == ""
    assert len(ended.complaints) == 1
    assert said in ended.stderr


@pytest.mark.parametrize(("fresh", "longer"), [("0", True), ("24h", False)])
def test_only_what_is_fresh_enough_is_gone_on_from(run: Run, article: Path, fresh: str, longer: bool) -> None:
    """Whoever has everything asked anew each time never comes to the end of a list: the summary says why."""
    web = ("--proxy-dns", "--allow-loopback", "--max-time", "1s", "--fresh", fresh)
    with silent_proxy() as (proxy, _):
        ended = run("crawl", *web, "--proxy", proxy, article.name)
    assert ended.code == 5
    assert "the same command goes on from here" in ended.stderr
    assert ("with a longer --fresh" in ended.stderr) is longer


@pytest.fixture
def hears_hangups() -> Iterator[None]:
    """Let programs hear SIGHUP though the tests run under `nohup`: who ignores it passes that on."""
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGHUP, before)


@pytest.mark.usefixtures("hears_hangups")
@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]
)
def test_a_signal_stops_cleanly(folder: Path, article: Path, number: signal.Signals, code: int) -> None:
    """They end in order while the web keeps us waiting, and the next run goes on."""
    with silent_proxy() as (proxy, server):
        process = subprocess.Popen(
            [*PROGRAM, "crawl", "--proxy", proxy, "--proxy-dns", "--allow-loopback", article.name],
            cwd=folder,
            env=environment(folder),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        connection, _ = server.accept()
        process.send_signal(number)
        _, stderr = process.communicate(timeout=PATIENCE)
        connection.close()
    assert process.returncode == code
    assert "stopped early; what was done is kept" in stderr
    assert "Traceback" not in stderr


def test_nohup_outlives_its_terminal(folder: Path, article: Path) -> None:
    """An ignored SIGHUP stays ignored; it takes another signal to end the run."""
    with silent_proxy() as (proxy, server):
        process = subprocess.Popen(
            ["nohup", *PROGRAM, "crawl", "--proxy", proxy, "--proxy-dns", "--allow-loopback", article.name],
            cwd=folder,
            env=environment(folder),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        connection, _ = server.accept()
        process.send_signal(signal.SIGHUP)
        with pytest.raises(subprocess.TimeoutExpired):
            process.communicate(timeout=0.5)
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=PATIENCE)
        connection.close()
    assert process.returncode == 143


@pytest.mark.usefixtures("hears_hangups")
def test_a_closed_terminal_ends_a_run_in_order(folder: Path, article: Path) -> None:
    """Nothing can be drawn or told any more, and the shell says it once more: the archive is sound."""
    ours, theirs = os.openpty()
    with silent_proxy() as (proxy, server):
        process = subprocess.Popen(
            [*PROGRAM, "crawl", "--proxy", proxy, "--proxy-dns", "--allow-loopback", article.name],
            cwd=folder,
            env=environment(folder, TERM="xterm"),
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
        )
        os.close(theirs)
        connection, _ = server.accept()
        os.close(ours)
        process.send_signal(signal.SIGHUP)
        process.send_signal(signal.SIGHUP)
        assert process.wait(timeout=PATIENCE) == 129
        connection.close()
    with Archive.read_only(folder / "archive.db") as archive:
        assert archive.rows("SELECT outcome FROM run") == [{"outcome": "hung_up"}]


def test_time_is_a_limit(run: Run, article: Path) -> None:
    """--max-time ends a run that waits for a silent web with exit code 5."""
    with silent_proxy() as (proxy, _):
        ended = run(
            "crawl", "--max-time", "1s", "--proxy", proxy, "--proxy-dns", "--allow-loopback", article.name
        )
    assert ended.code == 5
    assert "stopped early" in ended.stderr


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("-f <(cat list)", r"/dev/fd/[0-9]+"),
        ("-f /dev/stdin < <(cat list)", "/dev/stdin"),
        ("-f - <list", "-"),
        ("- <article.txt", "-"),
        ("-f list", ""),
    ],
)
def test_what_cannot_be_read_again_is_told(folder: Path, article: Path, line: str, named: str) -> None:
    """A run that stopped goes on with the same command; a pipe has to give the same once more."""
    (folder / "list").write_text(f"{article.name}\n", encoding="utf-8")
    with silent_proxy() as (proxy, _):
        options = f"--max-time 1s --proxy {proxy} --proxy-dns --allow-loopback"
        ended = in_shell(folder, f"embedarchive crawl {options} {line}")
    assert ended.code == 5
    (told,) = (each for each in ended.stderr.splitlines() if each.startswith("stopped early"))
    again = f", given {named} again: a pipe can be read only once" if named else ""
    assert re.fullmatch(f"stopped early; .* the same command goes on from here{again}", told)


def test_no_time_at_all_is_a_slip(run: Run, article: Path) -> None:
    """--max-time 0 would read as "stop at once" to some and as "no limit" to others."""
    ended = run("crawl", "--offline", "--max-time", "0", article.name)
    assert (ended.code, ended.stdout, len(ended.complaints)) == (2, "", 1)
    assert "'--max-time': '0' is no time at all" in ended.stderr


def test_an_archive_of_any_age_is_fresh_enough(run: Run, article: Path) -> None:
    """A span that begins before all calendars is no bug of ours."""
    ended = run("crawl", "--offline", "--fresh", "999999999d", article.name)
    assert ended.code == 4
    assert json.loads(ended.stdout)["problem"] is None


def test_a_crawl_goes_on_when_its_reader_has_gone(folder: Path, article: Path) -> None:
    """The archive is what a crawl is for; the second article is kept although `head` has seen enough."""
    (folder / "second.txt").write_text(article.read_text(encoding="utf-8") * 2, encoding="utf-8")
    told = in_shell(folder, "embedarchive crawl --offline article.txt second.txt | head -n 0").stderr
    assert "nobody reads the output any more; the run goes on" in told
    assert "2 articles, " in told
    with sqlite3.connect(folder / "archive.db") as database:
        assert database.execute("SELECT count(*) FROM article").fetchone() == (2,)
    database.close()


def test_who_gave_no_answer_is_told(run: Run, article: Path) -> None:
    """A wrong proxy is seen from the summary: the host that was asked, and why it stayed silent."""
    ended = run("crawl", "--proxy", "http://127.0.0.1:9", "--proxy-dns", "--pace", "0", article.name)
    assert ended.code == 4
    assert "no answer from t.co (proxy: 127.0.0.1: " in ended.stderr


@pytest.mark.parametrize(
    ("stdin", "said"),
    [(b"\x7fELF\x02", "-: this list is no text"), (b"", "-: this list holds no link; write one per line")],
)
def test_a_list_of_links_that_is_none(run: Run, stdin: bytes, said: str) -> None:
    """`resolve -` reads a list as well; what is none gets one line."""
    ended = run("resolve", "--offline", "-", stdin=stdin)
    assert (ended.code, ended.stdout, len(ended.complaints)) == (2, "", 1)
    assert said in ended.stderr


def test_a_link_is_resolved_with_its_hops(run: Run) -> None:
    """`resolve` prints one object per link, each once, whatever became of it."""
    ended = run("resolve", "--offline", "https://t.co/abcdefghij", "https://t.co/abcdefghij")
    assert ended.code == 4
    (row,) = (json.loads(line) for line in ended.stdout.splitlines())
    assert row["link"] == "https://t.co/abcdefghij"
    assert row["hops"][0]["failure"] == "offline"


def test_links_come_from_a_list_as_well(run: Run) -> None:
    """`-f -` and `-` read a list of links; a wrong line is told and the others are followed."""
    for words in (("-f", "-"), ("-",)):
        ended = run("resolve", "--offline", *words, stdin=b"# mine\nhttps://t.co/abcdefghij\nt.co/other\n")
        assert ended.code == 2
        assert len(ended.stdout.splitlines()) == 1
        assert "did you mean 'https://t.co/other'?" in ended.stderr
