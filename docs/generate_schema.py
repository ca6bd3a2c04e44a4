"""Write docs/schema.md from a fresh database; with `--check`, only tell whether it is as it should be.

    python docs/generate_schema.py [--check]

What a table or a column means is a comment beside its definition in `embedarchive/ports/schema.sql`;
SQLite keeps these comments, so that any tool shows them too.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from sqlite_utils import Database  # noqa: E402

from embedarchive.ports.database import open_writer  # noqa: E402
from embedarchive.ports.migrations import ADDED, APPEND_ONLY  # noqa: E402
from embedarchive.ports.rows import mention_keys  # noqa: E402

TARGET = ROOT / "docs" / "schema.md"
HEAD = """# What a run leaves: `archive.db`

Made by `python docs/generate_schema.py` from a fresh database; do not edit.

SQLite, WAL, STRICT tables, foreign keys. Tables named *append-only* refuse UPDATE, DELETE and
INSERT OR REPLACE by triggers: that stops mistakes, not attackers, who can drop a trigger. `record`
columns lead to `warc_record`, and so to the bytes in `archive.warcs/`. Times are UTC, ISO 8601. NUL and
lone surrogates stand as U+FFFD in the database; the bytes as received are in the WARC.
"""
SINCE = {("exchange", "purpose"): "; since version 3 also `memory`: what this archive knew itself"}
"""What later migrations add to the meaning of a column; its own comment stays as it was made."""
_COLUMN = re.compile(
    r'^\s+"?(?P<name>\w+)"? (?P<type>INTEGER|TEXT|BLOB|REAL)\b(?P<rest>.*?) -- (?P<meaning>.*)$'
)
_TARGET = re.compile(r"REFERENCES (\w+)")


def main(arguments: list[str]) -> int:
    """Write the document, or compare it."""
    wanted = schema_document()
    if "--check" not in arguments:
        TARGET.write_text(wanted, encoding="utf-8")
        return 0
    if TARGET.is_file() and TARGET.read_text(encoding="utf-8") == wanted:
        return 0
    sys.stderr.write("docs/schema.md is not what the database is: run python docs/generate_schema.py\n")
    return 1


def schema_document() -> str:
    """Return the document for a database made by this version."""
    with tempfile.TemporaryDirectory() as folder:
        database = open_writer(Path(folder) / "archive.db")
        lines = [HEAD, *_views(database), *_tables(database)]
        database.close()
    return "\n".join(lines)


def _definitions(database: Database, kind: str) -> list[tuple[str, str]]:
    sql = """SELECT name, sql FROM sqlite_master WHERE type = ? AND name NOT LIKE 'sqlite_%'
        AND name NOT LIKE '\\_%' ESCAPE '\\' AND name NOT GLOB 'citation_words_*' ORDER BY rowid"""
    return list(database.execute(sql, (kind,)).fetchall())


def _meaning(sql: str) -> str:
    return sql.splitlines()[0].partition(" -- ")[2]


def _views(database: Database) -> Iterator[str]:
    yield "## Views\n"
    for name, sql in _definitions(database, "view"):
        columns = database.execute(f'PRAGMA table_info("{name}")').fetchall()
        listed = ", ".join(f"`{column[1]}`" for column in columns)
        yield f"### `{name}`\n\n{_meaning(sql)}\n\n{listed}\n"


def _tables(database: Database) -> Iterator[str]:
    yield "## Tables\n"
    found = _definitions(database, "table")
    first = (ROOT / "embedarchive" / "ports" / "schema.sql").read_text(encoding="utf-8")
    places = {name: first.find(f"CREATE TABLE {name} ") % len(first) for name, _sql in found}
    for name, sql in sorted(found, key=lambda one: places[one[0]]):
        bound = " *Append-only.*" if name in APPEND_ONLY else ""
        yield f"### `{name}`\n\n{_meaning(sql)}{bound}\n"
        yield from _columns(name, sql)
        if name == "mention":
            yield _key_rule()


def _columns(table: str, sql: str) -> Iterator[str]:
    columns = [match for line in sql.splitlines() if (match := _COLUMN.match(line))]
    if not columns:
        return
    yield "| column | type | meaning |\n|---|---|---|"
    for match in columns:
        target = _TARGET.search(match["rest"])
        kind = f"{match['type']} → `{target[1]}`" if target else match["type"]
        needed = "" if "NOT NULL" in match["rest"] or "PRIMARY KEY" in match["rest"] else ", or null"
        meaning = match["meaning"] + SINCE.get((table, match["name"]), "")
        yield f"| `{match['name']}` | {kind}{needed} | {meaning} |"
    for name, meaning in ADDED.get(table, {}).items():
        kind = re.search(rf"\b{name} (INTEGER|TEXT|BLOB|REAL)( NOT NULL)?", sql)
        if kind is None:
            raise KeyError(name)
        yield f"| `{name}` | {kind[1]}{'' if kind[2] else ', or null'} | {meaning} |"
    yield ""


def _key_rule() -> str:
    lines = [line.strip() for line in (mention_keys.__doc__ or "").strip().splitlines()]
    return f"**`key`**: {' '.join(line for line in lines[2:] if line)}\n"


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
