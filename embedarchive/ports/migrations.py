"""The numbered steps by which a database becomes what this version of the program expects."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

from sqlite_utils import Database, Migrations

from embedarchive.ports.steps import step

APPLICATION_ID = 0x45424152
"""`EBAR`, in the file's header: https://sqlite.org/pragma.html#pragma_application_id."""
VERSION = 8
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
"""Append-only tables of the first migration and their single-column keys."""
ANSWERS = {"answer": ("id",)}
APPEND_ONLY = OBSERVATIONS | ANSWERS
"""All append-only tables."""
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
ADDED = {
    "mention": {"places": "JSON list of [start, end]: where else the text cites the post in the same way"},
}
"""What columns mean that a migration added: SQLite keeps no comment on them."""


@MIGRATIONS(name="0001_initial")
def initial(db: Database) -> None:
    """Create everything."""
    for statement in (*script("schema.sql"), *append_only(OBSERVATIONS, REGISTERS)):
        db.execute(statement)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute("PRAGMA user_version = 1")
    step("database.migrated")


TESTIMONY = """CREATE TABLE testimony_new ( -- What one witness says of one post.
  id INTEGER PRIMARY KEY, -- number
  citation INTEGER NOT NULL REFERENCES citation (id), -- what it was asked for
  seq INTEGER NOT NULL, -- from 1
  witness TEXT NOT NULL, -- `oembed`, `syndication`, `memento` or `page`; docs/witnesses.md has them all
  status TEXT NOT NULL, -- what kind of answer; only `found` says anything of the content
  url TEXT NOT NULL, -- what was asked
  post_platform TEXT, -- the post as the witness names it
  post_id TEXT, -- the platform's own id, as text
  post_handle TEXT, -- as the witness names it
  name TEXT, -- the author's name
  handle TEXT, -- the author's handle, without `@`
  created TEXT, -- UTC, ISO 8601: the moment of posting
  day TEXT, -- the UTC day, where only that is told
  text TEXT, -- the post's words
  text_cut INTEGER NOT NULL CHECK (text_cut IN (0, 1)), -- 1 where only the beginning is shown
  lang TEXT, -- language tag
  media TEXT NOT NULL, -- JSON list of URLs
  detail TEXT NOT NULL, -- in words
  record INTEGER REFERENCES warc_record (id), -- null only where the witness said nothing of the post
  edits TEXT NOT NULL DEFAULT '[]', -- JSON list of its versions' ids, first to last; empty: not told
  edited TEXT, -- UTC, ISO 8601: when its words were last changed; null: not told
  quoted TEXT, -- URL of the post that this one quotes
  UNIQUE (citation, seq),
  CHECK (record IS NOT NULL OR status IN ('no-copy', 'busy', 'unreachable', 'unreadable', 'login-wall'))
) STRICT"""


@MIGRATIONS(name="0002_versions")
def versions(db: Database) -> None:
    """Let a testimony tell of a post's versions and of the post it quotes."""
    _rebuild(db, "testimony", TESTIMONY)
    db.execute("PRAGMA user_version = 2")
    step("database.migrated")


def _rebuild(db: Database, table: str, sql: str) -> None:
    """Exchange a table for one with more columns: SQLite adds none between its comments."""
    old = ", ".join(f'"{column.name}"' for column in db.table(table).columns)
    db.execute(sql)
    db.execute(f"INSERT INTO {table}_new ({old}) SELECT {old} FROM {table}")
    db.execute(f"DROP TABLE {table}")
    db.execute(f"ALTER TABLE {table}_new RENAME TO {table}")
    for trigger in append_only(OBSERVATIONS):
        if f" ON {table} " in trigger:
            db.execute(trigger)


@MIGRATIONS(name="0003_memory")
def memory(db: Database) -> None:
    """Let mentions be found by the author and the day they claim."""
    db.execute("CREATE INDEX mention_claim ON mention (claimed_handle COLLATE NOCASE, claimed_date)")
    db.execute("PRAGMA user_version = 3")
    step("database.migrated")


@MIGRATIONS(name="0004_answer")
def answers(db: Database) -> None:
    """Remember which exchange answered which question."""
    for statement in (*script("answer.sql"), *append_only(ANSWERS)):
        db.execute(statement)
    db.execute("PRAGMA user_version = 4")
    step("database.migrated")


@MIGRATIONS(name="0005_places")
def places(db: Database) -> None:
    """Keep where else in its article a mention stands; what was seen before has no further places."""
    db.execute("ALTER TABLE mention ADD COLUMN places TEXT NOT NULL DEFAULT '[]'")
    db.execute("PRAGMA user_version = 5")
    step("database.migrated")


HOP = """CREATE TABLE hop_new ( -- One step from a link to where it leads.
  id INTEGER PRIMARY KEY, -- number
  resolution INTEGER NOT NULL REFERENCES resolution (id), -- the way it is part of
  n INTEGER NOT NULL, -- from 1
  url TEXT NOT NULL, -- what was asked
  kind TEXT NOT NULL, -- how it points onward; docs/resolving.md has them all
  status INTEGER, -- HTTP status
  target TEXT, -- what the answer gave as the next place, verbatim
  failure TEXT, -- why there is no complete answer
  detail TEXT NOT NULL, -- the failure in words
  record INTEGER REFERENCES warc_record (id), -- null only for an unwrapped URL: it is its own evidence
  notes TEXT NOT NULL DEFAULT '[]', -- JSON list: what is odd about the step; docs/resolving.md has them all
  raw BLOB, -- the bytes of `target`, where a header gave it and it is not plain ASCII; else null
  UNIQUE (resolution, n),
  CHECK (record IS NOT NULL OR status IS NULL)
) STRICT"""
LINKS = """CREATE VIEW links AS -- One row per link that was followed, latest result.
SELECT
  r.asked AS link, r.final_url,
  (SELECT count(*) FROM hop h WHERE h.resolution = r.id AND h.kind <> 'canonical') AS hops,
  r.outcome, r.checked AS last_checked
FROM resolution r
WHERE r.id = (SELECT max(l.id) FROM resolution l WHERE l.asked = r.asked)"""


@MIGRATIONS(name="0006_hops")
def hops(db: Database) -> None:
    """Let a hop say what is odd about it, and keep the bytes of a target that no text can hold."""
    db.execute("DROP VIEW links")
    _rebuild(db, "hop", HOP)
    db.execute(LINKS)
    db.execute("PRAGMA user_version = 6")
    step("database.migrated")


OUTCOMES = "'agrees', 'differs', 'silent', 'renamed', 'local-date', 'part', 'retyped', 'edited', 'absent'"
CHECK_RESULT = f"""CREATE TABLE check_result_new ( -- One claim held against one piece of evidence.
  id INTEGER PRIMARY KEY, -- number
  citation INTEGER NOT NULL REFERENCES citation (id), -- what was checked
  seq INTEGER NOT NULL, -- from 1
  name TEXT NOT NULL, -- `post`, `id`, `link-handle`, `handle`, `name`, `date`, `words`, `media`, `account`
  outcome TEXT NOT NULL CHECK (outcome IN ({OUTCOMES})), -- what it showed (docs/evidence.md)
  expected TEXT, -- what the article claims
  found TEXT, -- what the evidence says
  witness TEXT, -- who says it
  record INTEGER NOT NULL REFERENCES warc_record (id), -- the evidence; else the article's bytes
  UNIQUE (citation, seq)
) STRICT"""
VERDICT_RULE = (
    "  verdict_rule TEXT, -- the rule that decided (docs/evidence.md); null: an early version did\n"
)


@MIGRATIONS(name="0007_verdict_rule")
def verdict_rule(db: Database) -> None:
    """Name the rule that decided on a citation, and let checks show more than that something differs."""
    _rebuild(db, "check_result", CHECK_RESULT)
    _widen(db, "citation", "  reasons TEXT", VERDICT_RULE)
    db.execute("PRAGMA user_version = 7")
    step("database.migrated")


LIVENESS_RULE = (
    "  liveness_rule TEXT, -- the rule that decided on it (docs/evidence.md); null: an early version did\n"
)


@MIGRATIONS(name="0008_liveness_rule")
def liveness_rule(db: Database) -> None:
    """Name the rule that decided whether a post is there."""
    _widen(db, "citation", "  reached INTEGER", LIVENESS_RULE)
    db.execute("PRAGMA user_version = 8")
    step("database.migrated")


def _widen(db: Database, table: str, before: str, column: str) -> None:
    """Write a column into a table that others refer to, in front of the line that begins with `before`.

    Dropped and made again under its own name: until the transaction ends, references may dangle.
    """
    made = db.execute(
        "SELECT sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL ORDER BY rowid", (table,)
    )
    wanted, *rest = [sql for (sql,) in made.fetchall()]
    old = ", ".join(f'"{column.name}"' for column in db.table(table).columns)
    db.execute("PRAGMA defer_foreign_keys = ON")
    db.execute(f"CREATE TEMP TABLE saved AS SELECT * FROM {table}")
    db.execute(f"DROP TABLE {table}")
    db.execute(wanted.replace(f"\n{before}", f"\n{column}{before}", 1))
    db.execute(f"INSERT INTO {table} ({old}) SELECT {old} FROM temp.saved")
    db.execute("DROP TABLE temp.saved")
    for sql in rest:
        db.execute(sql)


def script(name: str) -> Iterator[str]:
    """Read a script beside this module, statement by statement."""
    return statements(Path(__file__).with_name(name).read_text(encoding="utf-8"))


def statements(sql: str) -> Iterator[str]:
    """Split a script into statements: `executescript` would commit the transaction it runs in."""
    pending = ""
    for line in sql.splitlines(keepends=True):
        pending += line
        if line.rstrip().endswith(";") and sqlite3.complete_statement(pending):
            yield pending
            pending = ""


Keys: TypeAlias = Mapping[str, tuple[str, ...]]
"""Tables and their single-column keys."""


def append_only(observations: Keys, registers: Keys = MappingProxyType({})) -> Iterator[str]:
    """Yield the triggers that refuse to change what was observed.

    The insert trigger stands in the way of `INSERT OR REPLACE`, which passes by delete triggers on a
    connection without `recursive_triggers`.
    """
    for table in observations:
        yield _refusal(table, "UPDATE", "")
    for table, keys in {**observations, **registers}.items():
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
