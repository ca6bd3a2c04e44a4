"""Look at the database itself: is it whole, made as ours are, do its rows refer to rows, is none gone?"""

from __future__ import annotations

import json
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database

from embedarchive.errors import ArchiveDamaged
from embedarchive.ports.archive import ArchiveReader
from embedarchive.ports.database import reading_uri
from embedarchive.ports.failing import database_trouble
from embedarchive.ports.migrations import APPEND_ONLY, MIGRATIONS
from embedarchive.ports.rows import WORD_TABLE
from embedarchive.records import Finding, Grade

MOST = 100
"""Problems of one kind that are listed."""
UNREAD = "unable to validate the inverted index"
"""What SQLite from 3.44 on may say of a full-text index on a connection that cannot write
(https://sqlite.org/pragma.html#pragma_integrity_check); `_index` looks at it by itself."""
SHADOWS = ("data", "idx", "content", "docsize", "config")
"""The tables in which FTS5 keeps an index (https://sqlite.org/fts5.html#fts5_data_structures)."""


def findings(reader: ArchiveReader, *, fast: bool) -> Iterator[Finding]:
    """Yield what is wrong with the database as a database."""
    yield from _whole(reader, "quick_check" if fast else "integrity_check")
    yield from _made(reader)
    yield from _references(reader)
    yield from _gone(reader)
    yield from _orphans(reader)
    yield from _answers(reader)
    yield from _events(reader)
    if not fast:
        yield from _index(reader)


def _whole(reader: ArchiveReader, pragma: str) -> Iterator[Finding]:
    try:
        rows = reader.rows(f"PRAGMA {pragma}({MOST})")
    except ArchiveDamaged as error:
        yield Finding("database", str(error))
        return
    told = [str(value) for row in rows for value in row.values()]
    sound = ("ok", *(one for one in told if one.startswith(UNREAD)))
    yield from (Finding("database", f"SQLite finds: {one}") for one in told if one not in sound)


def _made(reader: ArchiveReader) -> Iterator[Finding]:
    """Hold every table, index, view and trigger against a database that the same migrations make."""
    applied = [migration.name for migration in MIGRATIONS.applied(reader.database)]
    (version,) = reader.rows("PRAGMA user_version")
    if version["user_version"] != len(applied):
        told = f"user_version is {version['user_version']}, and {len(applied)} migrations were applied"
        yield Finding("schema", told)
    fresh = Database(memory=True)
    pending = [migration.name for migration in MIGRATIONS.pending(fresh)]
    MIGRATIONS.apply(fresh, stop_before=pending[len(applied) : len(applied) + 1])
    expected, there = _definitions(fresh), _definitions(reader.database)
    fresh.close()
    for kind, name in expected.keys() | there.keys():
        ours, theirs = expected.get((kind, name)), there.get((kind, name))
        if theirs is None:
            yield Finding("schema", f"the {kind} {name} is missing", table=name)
        elif ours is None:
            yield Finding("schema", f"the {kind} {name} is none of ours", Grade.NOTE, table=name)
        elif ours != theirs:
            yield Finding("schema", f"the {kind} {name} is not as we make it", table=name)


def _definitions(database: Database) -> dict[tuple[str, str], str]:
    sql = "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name"
    return {(kind, name): text for kind, name, text in database.execute(sql).fetchall()}


def _references(reader: ArchiveReader) -> Iterator[Finding]:
    for row in reader.rows("PRAGMA foreign_key_check")[:MOST]:
        told = f"{row['table']} {row['rowid']} refers to a row of {row['parent']} that is not there"
        yield Finding("dangling", told, table=row["table"], row=row["rowid"])


def _gone(reader: ArchiveReader) -> Iterator[Finding]:
    """Name gaps in the numbers of rows: they are given without one, and no row is ever deleted."""
    there = {row["name"] for row in reader.rows("SELECT name FROM sqlite_master WHERE type = 'table'")}
    for table in (*APPEND_ONLY, "warc_file"):
        if table not in there:
            continue
        sql = f"SELECT id, id - coalesce(lag(id) OVER (ORDER BY id), 0) - 1 AS gone FROM {table}"
        gaps = reader.rows(f"SELECT id, gone FROM ({sql}) WHERE gone <> 0 LIMIT {MOST}")
        for gap in gaps:
            first, last = gap["id"] - gap["gone"], gap["id"] - 1
            numbers = str(first) if first == last else f"{first} to {last}"
            yield Finding("gone", f"{table} {numbers}: no such row is there any more", table=table, row=first)


ORPHANS = {
    "article_text": "SELECT id FROM article_text WHERE id NOT IN (SELECT ifnull(text, 0) FROM article)",
    WORD_TABLE: f"SELECT rowid AS id FROM {WORD_TABLE} WHERE rowid NOT IN (SELECT id FROM citation)",
}
"""Rows that no foreign key binds to what they belong to."""


def _orphans(reader: ArchiveReader) -> Iterator[Finding]:
    for table, sql in ORPHANS.items():
        for row in reader.rows(f"{sql} LIMIT {MOST}"):
            told = f"{table} {row['id']} belongs to nothing"
            yield Finding("unknown-row", told, table=table, row=row["id"])


def _answers(reader: ArchiveReader) -> Iterator[Finding]:
    """Name answers to other questions: where both say nothing, what follows is the same.

    Two URLs that differ in their fragment alone are one question (`runners/worlds.py`).
    """
    if not reader.rows("SELECT 1 FROM sqlite_master WHERE name = 'answer'"):
        return
    sql = f"""SELECT a.id, e.id AS exchange FROM answer a JOIN exchange e ON e.id = a.exchange
        WHERE {_sent("a.url")} <> {_sent("e.url")} LIMIT {MOST}"""
    for row in reader.rows(sql):
        told = f"answer {row['id']}: exchange {row['exchange']} answers another question"
        yield Finding("answer", told, table="answer", row=row["id"])


def _sent(url: str) -> str:
    return f"substr({url}, 1, instr({url} || '#', '#') - 1)"


# --- Events ---------------------------------------------------------------------------------------


def _events(reader: ArchiveReader) -> Iterator[Finding]:
    """Hold what recovery told against what it left: records between two offsets, or a tail set aside."""
    for row in reader.rows("SELECT * FROM event"):
        try:
            detail = json.loads(row["detail"])
            why = EVENTS[row["kind"]](reader, detail)
        except (ValueError, KeyError, TypeError):
            why = "tells of nothing that we tell of"
        if why:
            yield Finding("event", f"event {row['id']}: {why}", table="event", row=row["id"])


def _recovered(reader: ArchiveReader, detail: dict[str, object]) -> str | None:
    sql = """SELECT count(*) AS records, count(e.id) AS exchanges FROM warc_record r
        JOIN warc_file f ON f.id = r.file LEFT JOIN exchange e ON e.record = r.id
        WHERE f.name = ? AND r."offset" >= ? AND r."offset" < ?"""
    (row,) = reader.rows(sql, detail["file"], detail["offset"], detail["end"])
    same = (row["records"], row["exchanges"]) == (detail["records"], detail["exchanges"])
    return None if same else f"{row['records']} records with {row['exchanges']} exchanges stand there"


def _torn(reader: ArchiveReader, detail: dict[str, object]) -> str | None:
    aside = reader.warcs.folder / Path(str(detail["saved_as"])).name
    size = aside.stat().st_size if aside.is_file() else None
    named = f"torn-{detail['file']}-{detail['offset']}" == detail["saved_as"]
    return None if named and size == detail["bytes"] else f"{aside.name} has {size} bytes"


EVENTS = {"recovered": _recovered, "torn-tail": _torn}


# --- The full-text index --------------------------------------------------------------------------


def _index(reader: ArchiveReader) -> Iterator[Finding]:
    """Let FTS5 check a copy of its index: the check itself is a write, and we write nothing here."""
    (made,) = reader.rows("SELECT sql FROM sqlite_master WHERE name = ?", WORD_TABLE) or [{"sql": None}]
    if made["sql"] is None:
        return
    with tempfile.TemporaryDirectory(prefix="embedarchive-") as folder:
        copy = Path(folder) / "words.db"
        try:
            with database_trouble(copy):
                _copy_index(reader.db, copy, made["sql"])
                with closing(sqlite3.connect(copy)) as connection:
                    connection.execute(f"INSERT INTO {WORD_TABLE} ({WORD_TABLE}) VALUES ('integrity-check')")
        except (sqlite3.DatabaseError, ArchiveDamaged) as error:
            why = error.__cause__ or error
            told = f"the full-text index does not say what its rows say ({why}); lookups by words may miss"
            yield Finding("index", told, table=WORD_TABLE)


def _copy_index(db: Path, copy: Path, made: str) -> None:
    with closing(sqlite3.connect(copy, uri=True, isolation_level=None)) as connection:
        connection.execute(made)
        connection.execute("ATTACH ? AS archive", (reading_uri(db),))
        connection.execute("BEGIN")
        for part in SHADOWS:
            shadow = f"{WORD_TABLE}_{part}"
            connection.execute(f"DELETE FROM main.{shadow}")
            connection.execute(f"INSERT INTO main.{shadow} SELECT * FROM archive.{shadow}")
        connection.execute("COMMIT")
