"""`demo`, and what people do next with the archive that it leaves: `lookup`, `doctor`, `crawl`."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from embedarchive.demo.world import demo_sources
from tests.cli.conftest import FLATTENED, Ended, Run, program_in
from tests.cli.test_program import ACTING

PERMALINK = "/NAofPakistan/status/"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Ended, Path]:
    """The demo, run once: how it ended, and the folder it was run in."""
    place = tmp_path_factory.mktemp("demo") / "work"
    place.mkdir()
    return program_in(place)("demo"), place


@pytest.fixture
def left(demo: tuple[Ended, Path], folder: Path) -> Path:
    """A copy of what the demo left, to work in."""
    shutil.copytree(demo[1], folder, dirs_exist_ok=True)
    return folder


def test_the_demo_shows_a_table_and_the_next_command(demo: tuple[Ended, Path]) -> None:
    """Who, when, which words, verdict, what became of the post, and where it stands."""
    ended, _ = demo
    assert (ended.code, ended.complaints) == (0, [])
    lines = ended.stdout.splitlines()
    assert sum(line.split() == ["VERDICT", "POST", "DATE", "WHO", "FIRST", "WORDS"] for line in lines) == len(
        demo_sources()
    )
    for verdict in ("confirmed", "conflict"):
        assert any(line.split()[:1] == [verdict] for line in lines)
    assert sum("2026-02-02  @NAofPakistan" in line for line in lines) >= 2
    assert sum(PERMALINK in line for line in lines) >= 2
    assert "lookup @NAofPakistan" in ended.stdout
    assert lines[-1].strip().endswith("crawl --db mine.db https://ADDRESS-OF-AN-ARTICLE")


def test_nothing_the_demo_prints_acts_on_a_terminal(demo: tuple[Ended, Path]) -> None:
    """Its articles and posts come from strangers, as in life."""
    assert ACTING.search(demo[0].stdout + demo[0].stderr) is None


def test_the_demo_leaves_an_archive_that_any_tool_reads(demo: tuple[Ended, Path]) -> None:
    """archive.db and the WARC files beside it, and nothing else."""
    left = {path.name for path in demo[1].iterdir()}
    assert {"archive.db", "archive.warcs"} <= left
    assert {name.partition("-")[0].partition(".")[0] for name in left} == {"archive"}
    with sqlite3.connect(demo[1] / "archive.db") as database:
        rows = database.execute(
            "SELECT post_url FROM citations WHERE claimed_handle = 'NAofPakistan'"
        ).fetchall()
    database.close()
    assert any(PERMALINK in (url or "") for (url,) in rows)


def test_the_demo_may_be_run_again(left: Path) -> None:
    """The second run finds its answers in the archive and shows the same."""
    ended = program_in(left)("demo")
    assert (ended.code, ended.complaints) == (0, [])
    assert "VERDICT" in ended.stdout


@pytest.mark.parametrize("query", ["@NAofPakistan", "@naofpakistan", "DdqVUnObjg", "https://t.co/DdqVUnObjg"])
def test_lookup_finds_a_citation_by_what_people_have_in_hand(left: Path, query: str) -> None:
    """A handle, a slug, a short link: the answer names post, verdict and reasons."""
    ended = program_in(left)("lookup", query)
    assert ended.code == 0
    assert PERMALINK in ended.stdout
    assert "because" in ended.stdout
    assert "its posts are invented" in ended.stderr
    assert ACTING.search(ended.stdout) is None


def test_lookup_prints_json_for_programs(left: Path) -> None:
    """One object per citation, with the columns of the view."""
    ended = program_in(left)("lookup", "--format", "json", "@NAofPakistan")
    rows = [json.loads(line) for line in ended.stdout.splitlines()]
    assert {row["claimed_handle"] for row in rows} == {"NAofPakistan"}
    assert all(isinstance(row["reasons"], list) for row in rows)
    assert {"article_url", "verdict", "liveness", "post_url"} <= set(rows[0])


def test_lookup_of_what_is_not_there_is_told_and_no_error(left: Path) -> None:
    """Exit code 0, nothing on stdout, one line on stderr."""
    ended = program_in(left)("lookup", "@nobody_at_all")
    assert (ended.code, ended.stdout) == (0, "")
    assert "nothing in archive.db matches '@nobody_at_all'" in ended.stderr


@pytest.mark.parametrize("query", ['"', "AND", "title:x", "-x", "a*", "\u202e", "%", "NEAR(", " "])
def test_no_query_is_a_syntax_error(left: Path, query: str) -> None:
    """People type anything; a query is words, never a language."""
    assert program_in(left)("lookup", "--", query).code == 0


def test_a_real_crawl_does_not_mix_with_the_demo(left: Path) -> None:
    """Invented testimony must not answer for a real link."""
    (left / "a.txt").write_text(FLATTENED, encoding="utf-8")
    ended = program_in(left)("crawl", "--offline", "a.txt")
    assert ended.code == 2
    assert "archive.db holds the demo's invented posts" in ended.stderr


def test_the_demo_does_not_mix_with_real_runs(run: Run, article: Path, folder: Path) -> None:
    """Nor may it add to an archive of evidence."""
    run("crawl", "--offline", article.name)
    before = (folder / "archive.db").read_bytes()
    ended = run("demo")
    assert ended.code == 2
    assert "archive.db holds your own runs" in ended.stderr
    assert (folder / "archive.db").read_bytes() == before


def test_doctor_finds_a_whole_archive_whole(left: Path) -> None:
    """One line per check; exit code 0; not a byte of the archive changes."""
    before = (left / "archive.db").read_bytes()
    ended = program_in(left)("doctor")
    assert (ended.code, ended.stderr) == (0, "")
    subjects = [line.split()[1] for line in ended.stdout.splitlines()]
    assert subjects == [
        *("python", "openssl", "sqlite", "packages", "folder", "archive", "warc", "proxy", "ca")
    ]
    assert {line.split()[0] for line in ended.stdout.splitlines()} <= {"ok", "warn"}
    assert (left / "archive.db").read_bytes() == before


def test_doctor_finds_a_shortened_and_a_missing_warc(left: Path) -> None:
    """Exit code 3, and the file is named: bytes that the database points at are gone."""
    warc = max((left / "archive.warcs").glob("*.warc.gz"), key=lambda path: path.stat().st_size)
    whole = warc.read_bytes()
    warc.write_bytes(whole[:-1])
    shortened = program_in(left)("doctor")
    assert shortened.code == 3
    assert f"{warc.name} has {len(whole) - 1:,} bytes, {len(whole):,} were kept" in shortened.stdout
    warc.unlink()
    missing = program_in(left)("doctor")
    assert missing.code == 3
    assert f"{warc.name} is missing" in missing.stdout


def test_doctor_finds_a_damaged_database(left: Path) -> None:
    """A page of zeros in the middle is damage, not a crash of ours."""
    path = left / "archive.db"
    content = bytearray(path.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 4096] = bytes(4096)
    path.write_bytes(content)
    ended = program_in(left)("doctor")
    assert ended.code == 3
    assert "FAIL  archive" in ended.stdout
