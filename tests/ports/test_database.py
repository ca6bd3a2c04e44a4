"""The database: made, refused, kept append-only, and documented as it is."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from sqlite_utils import Database

from embedarchive.errors import ArchiveBusy, EmbedArchiveError, ForeignDatabase, UsageError
from embedarchive.ports.archive import Archive
from embedarchive.ports.database import BUSY_MS, open_reader, open_writer
from embedarchive.ports.migrations import (
    APPEND_ONLY,
    APPLICATION_ID,
    OBSERVATIONS,
    REGISTERS,
    VERSION,
    append_only,
    statements,
)
from embedarchive.records import Answered
from tests.ports.kept import citation, provenance, run, wire

ROOT = Path(__file__).parents[2]
CITATIONS = [
    "article_url",
    "article_title",
    "platform",
    "kind",
    "rule",
    "claimed_name",
    "claimed_handle",
    "claimed_date",
    "quote",
    "post_id",
    "post_url",
    "verdict",
    "reasons",
    "liveness",
    "best_copy_url",
    "first_seen",
    "last_checked",
]


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """Make an archive that holds one article, after a run that was cut short."""
    path = tmp_path / "archive.db"
    with Archive.open(path, run(9)) as archive:
        archive.keep(wire("https://news.test/0"))
    with Archive.open(path, run()) as archive:
        page, evidence = archive.keep(wire("https://news.test/1")), archive.keep(wire("https://o.test/1"))
        asked = Answered("article", "https://news.test/1", page.record)
        archive.commit(provenance(page, citation(evidence)), [asked])
        archive.end("done")
    return path


def pragma(connection: sqlite3.Connection, name: str) -> object:
    """Return the value of a pragma."""
    return connection.execute(f"PRAGMA {name}").fetchone()[0]


def test_pragmas_of_the_writer(tmp_path: Path) -> None:
    """WAL, full sync, foreign keys, recursive triggers, five seconds of patience, an untrusted schema."""
    connection = open_writer(tmp_path / "archive.db").conn
    names = (
        "journal_mode",
        "synchronous",
        "foreign_keys",
        "recursive_triggers",
        "busy_timeout",
        "trusted_schema",
    )
    assert [pragma(connection, name) for name in names] == ["wal", 2, 1, 1, 5000, 0]
    assert (pragma(connection, "application_id"), pragma(connection, "user_version")) == (0x45424152, VERSION)


def test_every_table_is_strict(db: Path) -> None:
    """A text never slips into a number's column."""
    tables = {row["name"]: row for row in open_reader(db).query("PRAGMA table_list")}
    assert all(tables[name]["strict"] for name in (*APPEND_ONLY, *REGISTERS))


def test_the_citations_view_has_exactly_its_columns(db: Path) -> None:
    """People and scripts depend on these names in this order."""
    reader = open_reader(db)
    assert [row["name"] for row in reader.query("PRAGMA table_info(citations)")] == CITATIONS
    links = [row["name"] for row in reader.query("PRAGMA table_info(links)")]
    assert links == ["link", "final_url", "hops", "outcome", "last_checked"]


@pytest.mark.parametrize("table", [*APPEND_ONLY, *REGISTERS])
def test_rows_are_neither_deleted_nor_replaced(db: Path, table: str) -> None:
    """DELETE and INSERT OR REPLACE are refused, also on a connection that sets no pragma at all."""
    connection = sqlite3.connect(db)
    assert connection.execute(f'SELECT count(*) FROM "{table}"').fetchone() != (0,)
    before = connection.execute(f'SELECT * FROM "{table}"').fetchall()
    for attack in (f'DELETE FROM "{table}"', f'INSERT OR REPLACE INTO "{table}" SELECT * FROM "{table}"'):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            connection.execute(attack)
    assert connection.execute(f'SELECT * FROM "{table}"').fetchall() == before


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_observations_are_not_updated(db: Path, table: str) -> None:
    """No column of no observation is changed, by UPDATE or by an upsert."""
    connection = sqlite3.connect(db)
    names = [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]
    assert connection.execute(f'SELECT count(*) FROM "{table}"').fetchone() != (0,)
    for name in names:
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            connection.execute(f'UPDATE OR REPLACE "{table}" SET "{name}" = "{name}"')


def copying(connection: sqlite3.Connection, verb: str, table: str, **changed: str) -> str:
    """Write a statement that copies rows of a table, some columns changed."""
    names = [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]
    chosen = ", ".join(changed.get(name, f'"{name}"') for name in names)
    return f'{verb} INTO "{table}" SELECT {chosen} FROM "{table}"'


@pytest.mark.parametrize(
    ("verb", "table", "changed"),
    [
        ("INSERT OR REPLACE", "warc_record", {"id": "id + 1000"}),
        ("INSERT OR REPLACE", "warc_record", {"id": "id + 1000", "record_id": "record_id || 'x'"}),
        ("INSERT", "warc_record", {"id": "id + 1000", "record_id": "'urn:x'", "offset": "99999999"}),
        ("INSERT OR REPLACE", "article_text", {"id": "id + 1000", "text": "'another text'"}),
        ("INSERT OR REPLACE", "warc_file", {"id": "id + 1000", "durable_end": "0"}),
        ("INSERT OR REPLACE", "mention", {"id": "id + 1000", "exact": "'other words'"}),
        ("INSERT", "citation", {"id": "id + 1000", "verdict": "'certain'"}),
        ("INSERT", "testimony", {"id": "id + 1000", "seq": "seq + 1", "record": "NULL"}),
        ("INSERT", "hop", {"id": "id + 1000", "n": "n + 1", "record": "NULL"}),
        ("INSERT", "article", {"id": "id + 1000", "record": "NULL"}),
        ("INSERT", "answer", {"id": "id + 1000", "article": "NULL"}),
    ],
)
def test_rows_are_not_written_around(db: Path, verb: str, table: str, changed: dict[str, str]) -> None:
    """Keys, durable ends, verdicts and evidence hold on a connection that sets no pragma at all."""
    connection = sqlite3.connect(db)
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute(copying(connection, verb, table, **changed))


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE warc_file SET durable_end = durable_end - 1",
        "UPDATE warc_file SET name = 'another.warc.gz'",
        "UPDATE run SET outcome = 'something else' WHERE ended IS NOT NULL",
        "UPDATE run SET ended = NULL, outcome = NULL",
        "UPDATE run SET id = 'another'",
    ],
)
def test_registers_change_only_as_they_may(db: Path, attack: str) -> None:
    """A file's durable end only grows; a run ends once."""
    with pytest.raises(sqlite3.IntegrityError):
        sqlite3.connect(db).execute(attack)


def test_foreign_keys_hold_in_the_writer(db: Path) -> None:
    """A statement about a post must lead to a record that exists."""
    connection = open_writer(db).conn
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        changed = {"id": "id + 1000", "seq": "seq + 1", "record": "999"}
        connection.execute(copying(connection, "INSERT", "testimony", **changed))


def test_what_is_no_database_of_ours_is_refused(tmp_path: Path) -> None:
    """Not SQLite, another program's, ours but maimed: each is named, left as it was, with a way out."""
    text = tmp_path / "text.db"
    text.write_text("just some text, longer than a header of sixteen bytes")
    other = tmp_path / "other.db"
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE tweet (id)")
    connection.commit()
    for path in (text, other):
        before = path.read_bytes()
        for opening in (open_writer, open_reader):
            with pytest.raises(ForeignDatabase, match=r"(not an SQLite|not made by).*--db"):
                opening(path)
        assert path.read_bytes() == before


@pytest.mark.parametrize(
    "change",
    [
        "PRAGMA user_version = 99",
        "INSERT INTO _sqlite_migrations VALUES (99, 'embedarchive', '0099_new', '')",
    ],
)
def test_a_newer_database_is_refused(db: Path, change: str) -> None:
    """A newer version's database is not touched; the way out is to install the newest."""
    connection = sqlite3.connect(db)
    connection.execute(change)
    connection.commit()
    connection.close()
    for opening in (open_writer, open_reader):
        with pytest.raises(ForeignDatabase, match="newer embedarchive: install"):
            opening(db)


def as_first_made(db: Path, old: Path) -> None:
    """Write what a database holds into one of the first version."""
    made = (ROOT / "embedarchive" / "ports" / "schema.sql").read_text(encoding="utf-8")
    connection = sqlite3.connect(old)
    connection.execute("ATTACH ? AS new", (str(db),))
    for statement in statements(made):
        connection.execute(statement)
    for table in {**REGISTERS, **OBSERVATIONS}:
        names = ", ".join(f'"{row[1]}"' for row in connection.execute(f"PRAGMA main.table_info({table})"))
        connection.execute(f"INSERT INTO main.{table} ({names}) SELECT {names} FROM new.{table}")
    for statement in append_only(OBSERVATIONS, REGISTERS):
        connection.execute(statement)
    connection.execute("CREATE TABLE _sqlite_migrations AS SELECT * FROM new._sqlite_migrations WHERE id = 1")
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute("PRAGMA user_version = 1")
    connection.commit()
    connection.close()


def test_an_older_database_is_brought_up_to_date(db: Path, tmp_path: Path) -> None:
    """What a first version kept stays as it was and is read; rebuilt tables refuse changes as before."""
    old = tmp_path / "old.db"
    as_first_made(db, old)
    assert open_reader(old).execute("SELECT count(*) FROM citations").fetchone() == (1,)
    database = open_writer(old)
    shape = "SELECT type, name, tbl_name FROM sqlite_master WHERE name NOT GLOB '_sqlite*' ORDER BY 1, 2"
    assert database.execute(shape).fetchall() == open_reader(db).execute(shape).fetchall()
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert database.execute("PRAGMA foreign_keys").fetchone() == (1,)
    new = {
        "edits": "[]",
        "edited": None,
        "quoted": None,
        "places": "[]",
        "verdict_rule": None,
        "liveness_rule": None,
    }
    for table in OBSERVATIONS:
        before = list(Database(sqlite3.connect(db)).query(f"SELECT * FROM {table}"))
        assert list(database.query(f"SELECT * FROM {table}")) == [
            {name: new.get(name, value) for name, value in row.items()} for row in before
        ]
    for table in ("testimony", "check_result", "citation"):
        for change in (f"UPDATE {table} SET id = 7", f"DELETE FROM {table}"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                database.execute(change)
    assert pragma(database.conn, "user_version") == VERSION
    database.close()


def test_impossible_places_are_usage_errors(tmp_path: Path) -> None:
    """A folder, a missing folder, a folder that cannot be written, no archive to read."""
    for path in (tmp_path, tmp_path / "no" / "archive.db", Path("/proc/archive.db")):
        with pytest.raises(UsageError):
            Archive.open(path, run())
    with pytest.raises(UsageError, match="no archive at"):
        Archive.read_only(tmp_path / "archive.db")
    (tmp_path / "taken.warcs").write_text("a file stands where the folder must be")
    with pytest.raises(UsageError, match="cannot be written"):
        Archive.open(tmp_path / "taken.db", run())


def test_a_second_writer_is_told_at_once(db: Path) -> None:
    """In one process or another, the second writer gets "busy" before SQLite gives up; readers get in."""
    program = (
        "import sys, time; from pathlib import Path\n"
        "from embedarchive.ports.archive import Archive\n"
        "from embedarchive.errors import ArchiveBusy\n"
        "from tests.ports.kept import run\n"
        "try: Archive.open(Path(sys.argv[1]), run(3))\n"
        "except ArchiveBusy: sys.exit(5)\n"
    )
    with Archive.open(db, run(2)):
        began = time.monotonic()
        with pytest.raises(ArchiveBusy, match="wait for it to end"):
            Archive.open(db, run(3))
        assert time.monotonic() - began < BUSY_MS / 1000
        assert subprocess.run([sys.executable, "-c", program, str(db)], cwd=ROOT, check=False).returncode == 5
        assert len(Archive.read_only(db).search("quoted words")) == 1
    Archive.open(db, run(4)).close()


def test_the_lock_is_free_after_a_kill_even_with_children_alive(db: Path) -> None:
    """A forked child of a killed run holds no lock."""
    program = (
        "import os, sys, time; from pathlib import Path\n"
        "from embedarchive.ports.archive import Archive\n"
        "from tests.ports.kept import run\n"
        "held = Archive.open(Path(sys.argv[1]), run(2))\n"
        "child = os.fork()\n"
        "if child: print(child, flush=True)\n"
        "time.sleep(60)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", program, str(db)], cwd=ROOT, stdout=subprocess.PIPE)
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    try:
        with pytest.raises(ArchiveBusy):
            Archive.open(db, run(3))
        parent.send_signal(signal.SIGKILL)
        parent.wait()
        os.kill(child, 0)
        Archive.open(db, run(3)).close()
    finally:
        os.kill(child, signal.SIGKILL)
        parent.stdout.close()


def test_readers_are_never_locked_out(db: Path) -> None:
    """Four readers beside a writer meet no "locked"."""
    troubles: list[EmbedArchiveError] = []
    done = threading.Event()

    def read() -> None:
        try:
            while not done.is_set():
                with Archive.read_only(db) as reader:
                    assert reader.search("quoted")
        except EmbedArchiveError as error:
            troubles.append(error)

    readers = [threading.Thread(target=read) for _ in range(4)]
    with Archive.open(db, run(2)) as archive:
        for reader in readers:
            reader.start()
        for n in range(40):
            page = archive.keep(wire(f"https://news.test/{n}"))
            archive.commit(provenance(page, citation(page)))
        done.set()
        for reader in readers:
            reader.join()
    assert troubles == []


def test_statements_are_split_at_their_ends() -> None:
    """Triggers with semicolons inside, and comments, stay in one piece."""
    trigger = "CREATE TRIGGER t BEFORE DELETE ON a -- so;\nBEGIN\nSELECT 1;\nSELECT 2;\nEND;\n"
    table = "CREATE TABLE a ( -- a table\n  b -- a column;\n);\n"
    assert list(statements(table + trigger)) == [table, trigger]


def test_an_interrupted_making_is_made_again(tmp_path: Path) -> None:
    """An empty file, or a database in which nothing was committed yet, becomes an archive."""
    empty = tmp_path / "empty.db"
    empty.touch()
    begun = tmp_path / "begun.db"
    sqlite3.connect(begun).execute("PRAGMA journal_mode = WAL")
    for path in (empty, begun):
        Archive.open(path, run()).close()
        Archive.read_only(path).close()


def test_the_document_is_what_the_database_is() -> None:
    """docs/schema.md is made from a fresh database, and is up to date."""
    script = ROOT / "docs" / "generate_schema.py"
    checked = subprocess.run([sys.executable, str(script), "--check"], cwd=ROOT, check=False)
    assert checked.returncode == 0
