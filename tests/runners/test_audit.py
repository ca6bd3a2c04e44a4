"""Every row follows from the kept bytes, and whatever is changed in an archive is named."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from embedarchive.demo.littleweb import LittleWeb
from embedarchive.demo.script import World
from embedarchive.demo.world import demo_sources, demo_world
from embedarchive.errors import ArchiveDamaged, ExitCode, UsageError
from embedarchive.ports.archive import Archive
from embedarchive.ports.members import survey
from embedarchive.ports.store import ORDER
from embedarchive.records import Finding, Grade, Source, SourceKind
from embedarchive.runners import audit as auditing
from embedarchive.runners.audit import AuditProgress, AuditSummary, audit
from embedarchive.runners.local import crawl, resolve_links
from tests.runners.test_crash import SOURCES, crawled, steps_of_a_crawl
from tests.runners.test_crawl import run, settings
from tests.shared import shared
from tests.worlds.another import AnotherVersion
from tests.worlds.seed import seed_world
from tests.worlds.tampered import cells, copied, flip, forging


def look(db: Path, **options: Any) -> tuple[AuditSummary, list[Finding]]:
    """Audit an archive."""
    found: list[Finding] = []
    return audit(db, found.append, **options), found


def is_whole(db: Path) -> AuditSummary:
    """Audit an archive of which every row must be derived identically."""
    summary, found = look(db)
    assert [one for one in found if one.grade is not Grade.NOTE] == []
    assert summary.rows.identical == summary.rows.rows > 0
    assert summary.exit_code is ExitCode.DONE
    return summary


def count(db: Path, table: str) -> int:
    """Count rows."""
    with sqlite3.connect(db) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


# --- What runs leave ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def seed() -> tuple[Path, World]:
    """The seed article and the web it speaks of."""
    article = shared("seed/article.txt")
    return article, seed_world(article.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's archive."""
    folder = tmp_path_factory.mktemp("demo")
    with LittleWeb(demo_world()) as web:
        run(list(demo_sources()), settings(folder, web))
    return folder / "archive.db"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory, seed: tuple[Path, World]) -> Path:
    """The archive of one article with two citations."""
    folder = tmp_path_factory.mktemp("small")
    with LittleWeb(seed[1]) as web:
        run([str(seed[0])], settings(folder, web))
    return folder / "archive.db"


CONCLUDED = tuple(table for table in ORDER if table != "event")


def test_every_row_of_the_demo_is_derived_identically(demo: Path) -> None:
    """All of them, with their texts, and every record is read."""
    summary = is_whole(demo)
    assert summary.rows.rows == sum(count(demo, table) for table in CONCLUDED)
    assert (summary.articles, summary.bytes.records) == (3, count(demo, "warc_record"))
    assert summary.guessed == 0


def test_every_row_of_the_seed_is_derived_identically(small: Path) -> None:
    """The same for a crawl of the seed article."""
    assert is_whole(small).rows.rows > 50


def test_runs_of_every_kind_are_derived_identically(tmp_path: Path) -> None:
    """Asked anew, offline, out of time, from files, from standard input, links alone, what is not there."""
    db, sources = tmp_path / "archive.db", list(demo_sources())
    page = tmp_path / "page.html"
    page.write_text("<p>Words <a href='https://t.co/Ab12345678'>here</a> and https://t.co/cut…</p>")
    with LittleWeb(demo_world(), latency=0.02) as web:
        run(sources[:1], settings(tmp_path, web, max_time=0.3))
        run(sources, settings(tmp_path, web))
        run(sources, settings(tmp_path, web, fresh=0.0))
        run([*sources, f"{sources[0]}#part"], settings(tmp_path, web, offline=True))
        run([str(page), str(tmp_path / "missing.html")], settings(tmp_path, web))
        piped = Source("-", SourceKind.STDIN)
        crawl([piped], settings(tmp_path, web), lambda _one: None, stdin=page.read_bytes())
        links = ["https://t.co/Ab12345678", "https://x.com/a/status/20", "https://t.co/cut…", "no link"]
        resolve_links(links, settings(tmp_path, web), lambda _url, _way: None)
        resolve_links(links, settings(tmp_path, web, offline=True), lambda _url, _way: None)
    run(["https://never.test/", sources[0]], settings(tmp_path, None, fresh=0.0))
    summary = is_whole(db)
    assert (summary.links, summary.guessed) == (8, 0)
    assert summary.articles == count(db, "article") >= 13


def test_a_relative_path_is_found_from_wherever_the_audit_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The place of a local article stands in its record's URI."""
    (tmp_path / "sub").mkdir()
    (tmp_path / "a.txt").write_text("Words — NA (@NAofPakistan) February 2, 2026", encoding="utf-8")
    monkeypatch.chdir(tmp_path / "sub")
    run(["../a.txt", "not/there.txt"], settings(tmp_path, None, offline=True))
    monkeypatch.chdir("/")
    assert is_whole(tmp_path / "archive.db").articles == 2


def test_a_parser_that_was_stopped_is_stopped_again(tmp_path: Path) -> None:
    """However fast the machine is today."""
    page = tmp_path / "page.html"
    page.write_text("<div>" * 200_000, encoding="utf-8")
    run([str(page)], settings(tmp_path, None, offline=True, parse_deadline=0.0))
    with sqlite3.connect(tmp_path / "archive.db") as connection:
        (problem,) = connection.execute("SELECT problem FROM article").fetchone()
    assert "given up" in problem
    assert is_whole(tmp_path / "archive.db").articles == 1


@pytest.fixture(scope="module")
def with_a_bug(tmp_path_factory: pytest.TempPathFactory) -> AnotherVersion:
    """A version that fails wherever it puts captures in order."""
    folder = tmp_path_factory.mktemp("bug")
    begin = "    own = [one for one in captures"
    bug = '    raise ZeroDivisionError("a bug")\n'
    return AnotherVersion.with_other_words(folder, "stages/snapshot/wayback.py", begin, bug + begin)


def test_an_article_that_met_a_bug_of_ours_meets_it_again(tmp_path: Path, with_a_bug: AnotherVersion) -> None:
    """What is stored says so, and so does the replay."""
    db = tmp_path / "archive.db"
    with LittleWeb(demo_world()) as web:
        assert with_a_bug.crawl(db, web, *demo_sources()) == ExitCode.BUG
    assert count(db, "article") == 3
    assert with_a_bug.run("embedarchive", "audit", "--db", str(db)) == ExitCode.DONE


@pytest.mark.slow
def test_a_bug_of_ours_that_is_mended_is_no_damage(tmp_path: Path, with_a_bug: AnotherVersion) -> None:
    """The version in which it is mended says that it does not meet it any more."""
    db = tmp_path / "archive.db"
    with LittleWeb(demo_world()) as web:
        assert with_a_bug.crawl(db, web, *demo_sources()) == ExitCode.BUG
    summary, found = look(db)
    assert summary.exit_code is ExitCode.DONE
    assert {one.grade for one in found} == {Grade.CHANGED}
    assert all("is not met any more" in one.told for one in found)


def test_an_archive_that_was_recovered_is_derived_identically(tmp_path: Path) -> None:
    """Killed in the middle, taken up by the next run: every row follows, the event is borne out."""
    with LittleWeb(demo_world()) as web:
        kill_at = steps_of_a_crawl(tmp_path) // 2
        crawled(web, tmp_path / "archive.db", kill_at)
        crawled(web, tmp_path / "archive.db")
    summary = is_whole(tmp_path / "archive.db")
    assert summary.articles >= len(SOURCES)
    assert count(tmp_path / "archive.db", "event") >= 1


def test_what_a_killed_run_left_is_a_note(tmp_path: Path, demo: Path) -> None:
    """Bytes that the next run will take in are no damage, and are named with their number."""
    db = copied(demo, tmp_path / "copy")
    with forging(db) as connection:
        connection.execute("UPDATE run SET ended = NULL, outcome = NULL")
    (path,) = db.with_suffix(".warcs").iterdir()
    members = survey(path).members
    with path.open("ab") as stream:
        stream.write(path.read_bytes()[: members[0].length])
    summary, found = look(db)
    (note,) = found
    assert (note.kind, note.grade, note.length) == ("unknown-bytes", Grade.NOTE, members[0].length)
    assert "1 whole record" in note.told and summary.exit_code is ExitCode.DONE


def test_an_audit_sees_the_archive_as_it_began(tmp_path: Path, seed: tuple[Path, World]) -> None:
    """A run may go on writing meanwhile: what it adds is not looked at, and nothing is wrong."""
    with LittleWeb(seed[1]) as web:
        run([str(seed[0])], settings(tmp_path, web))
        runs = iter([1])

        def crawl_meanwhile(now: AuditProgress) -> None:
            if next(runs, None):
                run([str(seed[0])], settings(tmp_path, web, fresh=0.0))

        found: list[Finding] = []
        summary = audit(tmp_path / "archive.db", found.append, crawl_meanwhile)
    assert summary.articles == 1 and count(tmp_path / "archive.db", "article") == 2
    assert {one.grade for one in found} <= {Grade.NOTE}


def test_an_archive_without_answers_is_replayed_by_the_newest_of_the_time(
    tmp_path: Path, seed: tuple[Path, World]
) -> None:
    """An older version noted none; the summary says for how many articles that was so."""
    db = tmp_path / "archive.db"
    older = AnotherVersion.with_other_words(
        tmp_path / "older", "runners/rules.py", '"rules": fingerprint(),', ""
    )
    with LittleWeb(seed[1]) as web:
        older.crawl(db, web, str(seed[0]))
    older.run("embedarchive", "crawl", "--db", str(db), "--offline", "https://never.test/")
    with forging(db) as connection:
        connection.execute("DELETE FROM answer")
    summary, found = look(db)
    assert summary.guessed == 2
    assert found == [] and summary.rows.identical == summary.rows.rows


def test_other_rules_may_conclude_otherwise(tmp_path: Path, seed: tuple[Path, World]) -> None:
    """A difference from what an older version wrote is told apart, and is no damage."""
    db = tmp_path / "archive.db"
    rule = 'Rule("borne-out", Verdict.CONFIRMED'
    other = rule.replace("CONFIRMED", "PROBABLE")
    older = AnotherVersion.with_other_words(tmp_path / "older", "stages/verify/verdict.py", rule, other)
    with LittleWeb(seed[1]) as web:
        older.crawl(db, web, str(seed[0]))
    summary, found = look(db)
    assert {(one.grade, one.since) for one in found} == {(Grade.CHANGED, "0.1.0")}
    assert "verdict" in {one.column for one in found}
    assert all(one.told.startswith("changed since version 0.1.0: ") for one in found)
    assert summary.exit_code is ExitCode.DONE


def test_one_article_can_be_audited_alone(tmp_path: Path, demo: Path) -> None:
    """By its address; what is wrong with the others is not looked at."""
    db = copied(demo, tmp_path / "copy")
    with sqlite3.connect(db) as connection:
        places = [place for (place,) in connection.execute("SELECT place FROM article ORDER BY id")]
    with forging(db) as connection:
        connection.execute("UPDATE mention SET exact = 'forged' WHERE article = 2")
    assert look(db, article=places[0])[1] == []
    _, found = look(db, article=places[1])
    assert {(one.table, one.article, one.place) for one in found} == {("mention", 2, places[1])}
    with pytest.raises(UsageError, match="holds no article"):
        look(db, article="https://elsewhere.test/")


# --- What is changed ------------------------------------------------------------------------------


def sql(statement: str) -> Callable[[Path], None]:
    """Return a forger who executes a statement."""

    def forge(db: Path) -> None:
        with forging(db) as connection:
            assert connection.execute(statement).rowcount != 0

    return forge


def warc(change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    """Return a forger who rewrites the WARC file."""

    def forge(db: Path) -> None:
        (path,) = db.with_suffix(".warcs").iterdir()
        path.write_bytes(change(path.read_bytes()))

    return forge


def without_file(db: Path) -> None:
    """Delete the WARC file."""
    next(db.with_suffix(".warcs").iterdir()).unlink()


def swapped(db: Path) -> None:
    """Let two records change places in the file."""
    (path,) = db.with_suffix(".warcs").iterdir()
    members, content = survey(path).members, path.read_bytes()
    first, second = (content[one.offset : one.end] for one in members[3:5])
    path.write_bytes(content[: members[3].offset] + second + first + content[members[4].end :])


def without_trigger(db: Path) -> None:
    """Let rows be deleted."""
    with sqlite3.connect(db) as connection:
        connection.execute("DROP TRIGGER citation_no_delete")


ADDED = """INSERT INTO check_result (id, citation, seq, name, outcome, record)
SELECT id + 1, citation, seq + 1, name, 'agrees', record FROM check_result ORDER BY id DESC LIMIT 1"""
JUDGED = """INSERT INTO citation (id, mention, key, run, checked, verdict, reasons, liveness, reached, record)
SELECT id + 1, mention, key, run, checked, 'confirmed', '[]', 'live', 1, record
FROM citation ORDER BY id DESC LIMIT 1"""
NEVER = """INSERT INTO event SELECT 1, id, started, 'torn-tail',
'{"file": "f", "offset": 1, "bytes": 2, "saved_as": "torn-f-1"}' FROM run"""
STRAY = f"INSERT INTO article_text VALUES (2, '{'0' * 64}', 'x')"
LAST = "DELETE FROM check_result WHERE id = (SELECT max(id) FROM check_result)"
FORGERIES: dict[str, tuple[Callable[[Path], None], str, str | None]] = {
    "verdict": (sql("UPDATE citation SET verdict = 'conflict' WHERE id = 1"), "differs", "citation"),
    "quotation": (sql("UPDATE mention SET claimed_text = claimed_text || '.'"), "differs", "mention"),
    "witness": (sql("UPDATE testimony SET text = 'x' WHERE text IS NOT NULL"), "differs", "testimony"),
    "article": (sql("UPDATE article_text SET text = text || '.'"), "differs", "article_text"),
    "index": (sql("UPDATE citation_words SET quote = 'other words'"), "differs", "citation_words"),
    "question": (sql("UPDATE exchange SET url = url || '#'"), "differs", "exchange"),
    "run": (sql("UPDATE run SET user_agent = 'Mozilla/5.0'"), "differs", "run"),
    "another record": (sql("UPDATE hop SET record = record - 1"), "differs", "hop"),
    "another answer": (sql("UPDATE answer SET exchange = 1"), "underivable", "article"),
    "an answer to another question": (
        sql("UPDATE answer SET exchange = exchange - 1 WHERE exchange = (SELECT max(exchange) FROM answer)"),
        "answer",
        "answer",
    ),
    "all answers removed": (sql("DELETE FROM answer"), "underivable", "article"),
    "an answer removed": (sql("DELETE FROM answer WHERE id = 3"), "gone", "answer"),
    "a row removed": (sql("DELETE FROM check_result WHERE id = 2"), "gone", "check_result"),
    "the last row removed": (sql(LAST), "missing-row", "check_result"),
    "a row added": (sql(ADDED), "unknown-row", "check_result"),
    "a judgement added": (sql(JUDGED), "unknown-row", "citation"),
    "a record's row removed": (sql("DELETE FROM warc_record WHERE id = 4"), "unknown-bytes", None),
    "a stray text": (
        sql(f"INSERT INTO article_text VALUES (2, '{'0' * 64}', 'x')"),
        "unknown-row",
        "article_text",
    ),
    "an event that never was": (sql(NEVER), "event", "event"),
    "a trigger dropped": (without_trigger, "schema", "citation_no_delete"),
    "a file deleted": (without_file, "file-missing", "warc_file"),
    "a file cut": (warc(lambda content: content[:-10]), "file-short", "warc_file"),
    "bytes appended": (warc(lambda content: content + b"more"), "unknown-bytes", None),
    "a file emptied": (warc(lambda _content: b""), "file-short", "warc_file"),
    "records swapped": (swapped, "differs", "warc_record"),
}
"""What is changed, and by which kind of finding in which table it is named."""


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forgery_is_named(tmp_path: Path, small: Path, forgery: str) -> None:
    """By what it is and where it stands."""
    forge, kind, table = FORGERIES[forgery]
    db = copied(small, tmp_path / "copy")
    forge(db)
    summary, found = look(db)
    assert summary.exit_code is ExitCode.DAMAGED
    assert (kind, table) in {(one.kind, one.table) for one in found if one.grade is Grade.DAMAGE}, found


def test_a_change_without_effect_is_told_as_such(tmp_path: Path, small: Path) -> None:
    """The clock in a gzip header says nothing of the record: its digest differs, and only that."""
    db = copied(small, tmp_path / "copy")
    warc(lambda content: content[:4] + b"\x01" + content[5:])(db)
    (found,) = look(db)[1]
    assert (found.table, found.column, found.offset) == ("warc_record", "member_sha256", 0)
    assert "the record in it reads as it did" in found.told


def test_a_damaged_name_of_a_column_is_damage(tmp_path: Path, small: Path) -> None:
    """Python's sqlite3 cannot even ask for the rows."""
    db = copied(small, tmp_path / "copy")
    with forging(db) as connection:
        (made,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'article'").fetchone()
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(
            "UPDATE sqlite_master SET sql = CAST(? AS TEXT) WHERE name = 'article'",
            (made.encode().replace(b"publisher", b"publish\xe5r"),),
        )
    assert any(one.grade is Grade.DAMAGE for one in named(db))


UNVOUCHED = {
    ("run", "ended"),
    ("run", "outcome"),
    ("event", "run"),
    ("event", "at"),
    ("article", "at"),
    ("_sqlite_migrations", "id"),
    ("_sqlite_migrations", "applied_at"),
}
"""Cells that follow from no record: when and how a run ended, when an article was written."""


def flips_in_bytes(db: Path, times: int, chance: random.Random) -> Iterator[str]:
    """Flip bits of the WARC file, one at a time; yield those that are not named by their place."""
    (path,) = db.with_suffix(".warcs").iterdir()
    whole = path.read_bytes()
    for _ in range(times):
        place, bit = chance.randrange(len(whole)), 1 << chance.randrange(8)
        path.write_bytes(whole[:place] + bytes([whole[place] ^ bit]) + whole[place + 1 :])
        _, found = look(db, fast=True)
        here = (one for one in found if one.file == path.name and one.offset is not None and one.length)
        if not any((one.offset or 0) <= place < (one.offset or 0) + (one.length or 0) for one in here):
            yield f"byte {place}, bit {bit}: {found}"
    path.write_bytes(whole)


def flips_in_cells(db: Path, folder: Path, times: int, chance: random.Random) -> Iterator[str]:
    """Flip bits of stored values, one at a time; yield those for which nothing is named."""
    pool = [cell for cell in cells(db) if (cell.table, cell.column) not in UNVOUCHED]
    done = 0
    while done < times:
        cell = chance.choice(pool)
        copy = copied(db, folder / str(done))
        changed = flip(copy, cell, chance)
        if changed is None or changed[0] == changed[1]:
            shutil.rmtree(copy.parent)
            continue
        done += 1
        if not any(one.grade is Grade.DAMAGE for one in named(copy)):
            yield f"{cell}: {changed}"
        shutil.rmtree(copy.parent)


def named(db: Path) -> list[Finding]:
    """Audit; a database that is refused or cannot be opened any more is named by that."""
    try:
        return look(db)[1]
    except (UsageError, ArchiveDamaged) as error:
        return [Finding("refused", str(error))]


class Here:
    """Parsing in this process: a thousand audits of our own pages need no thousand nurseries."""

    def __init__(self, *_limits: float, workers: int, modules: Sequence[str]) -> None:
        pass

    async def __aenter__(self) -> Here:
        return self

    async def __aexit__(self, *_error: object) -> None:
        pass

    async def run(self, function: Callable[..., Any], *args: object) -> Any:
        return function(*args)


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parse in this process."""
    monkeypatch.setattr(auditing, "Confinement", Here)


@pytest.mark.usefixtures("here")
def test_flipped_bits_are_named(tmp_path: Path, small: Path) -> None:
    """A hundred of them, in bytes and in cells."""
    chance = random.Random(2026)
    db = copied(small, tmp_path / "bytes")
    assert list(flips_in_bytes(db, 70, chance)) == []
    assert list(flips_in_cells(small, tmp_path, 30, chance)) == []


def dump(db: Path) -> list[object]:
    """Return all that a database says."""
    with sqlite3.connect(db) as connection:
        versions = [connection.execute(f"PRAGMA {name}_{kind}").fetchone() for name, kind in VERSIONS]
        return [*connection.iterdump(), *versions]


VERSIONS = (("user", "version"), ("application", "id"))


def flips_in_the_file(db: Path, folder: Path, times: int, chance: random.Random) -> Iterator[str]:
    """Flip bits of the database file itself; yield those that change what it says and are not named."""
    whole, said = db.read_bytes(), dump(db)
    for number in range(times):
        place, bit = chance.randrange(len(whole)), 1 << chance.randrange(8)
        copy = copied(db, folder / f"file-{number}")
        copy.write_bytes(whole[:place] + bytes([whole[place] ^ bit]) + whole[place + 1 :])
        if not any(one.grade is Grade.DAMAGE for one in named(copy)) and dump(copy) != said:
            yield f"byte {place}, bit {bit}"
        shutil.rmtree(copy.parent)


@pytest.mark.usefixtures("here")
def test_a_flipped_bit_of_the_database_file_is_named_or_without_effect(tmp_path: Path, small: Path) -> None:
    """Much of the file is free space; what is not is found by SQLite or by the rows."""
    assert list(flips_in_the_file(small, tmp_path, 25, random.Random(5))) == []


def test_a_damaged_text_is_damage_to_every_command(tmp_path: Path, small: Path) -> None:
    """Bytes that are no UTF-8 are no bug of ours."""
    db = copied(small, tmp_path / "copy")
    with forging(db) as connection:
        connection.execute("UPDATE article SET title = CAST(x'ff41' AS TEXT)")
    with Archive.read_only(db) as reader, pytest.raises(ArchiveDamaged, match="no UTF-8"):
        reader.rows("SELECT title FROM article")
    assert ("article", "title") in {(one.table, one.column) for one in look(db)[1]}


@pytest.mark.slow
@pytest.mark.usefixtures("here")
def test_two_thousand_flipped_bits_are_named(tmp_path: Path, demo: Path) -> None:
    """R12 of FAULTS.md: nothing that was changed goes unnamed."""
    chance = random.Random(12)
    db = copied(demo, tmp_path / "bytes")
    assert list(flips_in_bytes(db, 1000, chance)) == []
    assert list(flips_in_cells(demo, tmp_path, 1000, chance)) == []
    assert list(flips_in_the_file(demo, tmp_path, 300, chance)) == []
