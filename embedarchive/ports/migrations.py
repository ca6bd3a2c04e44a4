"""The numbered steps by which a database becomes what this version of the program expects."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from sqlite_utils import Database, Migrations

from embedarchive.ports.steps import step

APPLICATION_ID = 0x45424152
"""`EBAR`, in the file's header: https://sqlite.org/pragma.html#pragma_application_id."""
VERSION = 1
"""`user_version`: the number of the newest migration."""

MIGRATIONS = Migrations("embedarchive")

OBSERVATIONS = {
    "warc_record": ("id", "record_id"),
    "event": ("id",),
    "exchange": ("id", "record"),
    "article_text": ("id", "sha256"),
    "article": ("id",),
    "mention": ("id",),
    "citation": ("id",),
    "resolution": ("id",),
    "hop": ("id",),
    "candidate": ("id",),
    "testimony": ("id",),
    "copy": ("id",),
    "check_result": ("id",),
}
"""Append-only tables and their single-column keys."""
REGISTERS = {"run": ("id",), "warc_file": ("id", "name")}
"""Tables whose rows are never deleted, but may be completed as their own triggers allow."""
PAIRED_KEYS = {
    "warc_record": ("file", "offset"),
    "mention": ("article", "seq"),
    "hop": ("resolution", "n"),
    "candidate": ("citation", "seq"),
    "testimony": ("citation", "seq"),
    "copy": ("citation", "seq"),
    "check_result": ("citation", "seq"),
}
"""Keys of two columns."""


@MIGRATIONS(name="0001_initial")
def initial(db: Database) -> None:
    """Create everything."""
    sql = Path(__file__).with_name("schema.sql").read_text(encoding="utf-8")
    for statement in (*statements(sql), *append_only()):
        db.execute(statement)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute("PRAGMA user_version = 1")
    step("database.migrated")


def statements(sql: str) -> Iterator[str]:
    """Split a script into statements: `executescript` would commit the transaction it runs in."""
    pending = ""
    for line in sql.splitlines(keepends=True):
        pending += line
        if line.rstrip().endswith(";") and sqlite3.complete_statement(pending):
            yield pending
            pending = ""


def append_only() -> Iterator[str]:
    """Yield the triggers that refuse to change what was observed.

    The insert trigger stands in the way of `INSERT OR REPLACE`, which passes by delete triggers on a
    connection without `recursive_triggers`.
    """
    for table in OBSERVATIONS:
        yield _refusal(table, "UPDATE", "")
    for table, keys in (OBSERVATIONS | REGISTERS).items():
        yield _refusal(table, "DELETE", "")
        yield _refusal(table, "INSERT", f"WHEN {_taken(table, keys)}")


def _taken(table: str, keys: tuple[str, ...]) -> str:
    taken = [f'EXISTS (SELECT 1 FROM "{table}" WHERE "{key}" = new."{key}")' for key in keys]
    if table in PAIRED_KEYS:
        first, second = PAIRED_KEYS[table]
        both = f'"{first}" = new."{first}" AND "{second}" = new."{second}"'
        taken.append(f'EXISTS (SELECT 1 FROM "{table}" WHERE {both})')
    return " OR ".join(taken)


def _refusal(table: str, verb: str, when: str) -> str:
    return (
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} {when} "
        f"BEGIN SELECT raise(ABORT, '{table}: observations are append-only'); END"
    )
