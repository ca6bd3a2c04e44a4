"""Change one thing in an archive, as a failing disk or a forger would, past all its triggers."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple


class Cell(NamedTuple):
    """One value of a database."""

    table: str
    rowid: int
    column: str


def copied(db: Path, folder: Path) -> Path:
    """Copy an archive that nobody has open."""
    folder.mkdir()
    shutil.copytree(db.with_suffix(".warcs"), folder / db.with_suffix(".warcs").name)
    return Path(shutil.copy(db, folder / db.name))


@contextmanager
def forging(db: Path) -> Iterator[sqlite3.Connection]:
    """Write past triggers, checks and foreign keys; the triggers stand as before afterwards."""
    connection = sqlite3.connect(db, isolation_level=None)
    connection.execute("PRAGMA ignore_check_constraints = ON")
    triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _sql in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    try:
        yield connection
    finally:
        for _name, sql in triggers:
            connection.execute(sql)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()


def cells(db: Path) -> list[Cell]:
    """Return every value of every table, those of the full-text index among them."""
    with sqlite3.connect(db) as connection:
        sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
        found = []
        for (table,) in connection.execute(sql).fetchall():
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            if table.startswith("citation_words_") and table.endswith(("idx", "config")):
                continue  # WITHOUT ROWID
            for (rowid,) in connection.execute(f"SELECT rowid FROM {table}").fetchall():
                found += [Cell(table, rowid, column) for column in columns]
    return found


def flip(db: Path, cell: Cell, chance: random.Random) -> tuple[Any, Any] | None:
    """Flip one bit of a value; return it before and after, None where SQLite itself refuses."""
    with forging(db) as connection:
        where = f"FROM {cell.table} WHERE rowid = {cell.rowid}"
        (before,) = connection.execute(f'SELECT "{cell.column}" {where}').fetchone()
        after = flipped(before, chance)
        try:
            sql = f'UPDATE {cell.table} SET "{cell.column}" = ? WHERE rowid = {cell.rowid}'
            connection.execute(sql, (after,))
        except (sqlite3.IntegrityError, sqlite3.OperationalError):
            return None
    return before, after


def flipped(value: Any, chance: random.Random) -> Any:
    """Flip a bit of a number, a byte or a letter; where there is nothing, put something."""
    if value is None:
        return chance.choice([1, "x"])
    if isinstance(value, int):
        return value ^ (1 << chance.randrange(8))
    if not value:
        return b"x" if isinstance(value, bytes) else "x"
    place = chance.randrange(len(value))
    if isinstance(value, bytes):
        return value[:place] + bytes([value[place] ^ (1 << chance.randrange(8))]) + value[place + 1 :]
    other = chr(ord(value[place]) ^ (1 << chance.randrange(5)))
    return value[:place] + other + value[place + 1 :]
