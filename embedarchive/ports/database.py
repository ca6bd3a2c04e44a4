"""Open `archive.db`: make it, refuse what is not ours, set what every connection needs."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from sqlite_utils import Database

from embedarchive.errors import ForeignDatabase, UsageError
from embedarchive.ports.failing import database_trouble
from embedarchive.ports.migrations import APPLICATION_ID, MIGRATIONS, OBSERVATIONS, REGISTERS, VERSION
from embedarchive.ports.steps import step

BUSY_MS = 5000
WRITER_PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "recursive_triggers = ON",
    f"busy_timeout = {BUSY_MS}",
    "trusted_schema = OFF",
)
READER_PRAGMAS = ("query_only = ON", f"busy_timeout = {BUSY_MS}", "trusted_schema = OFF")
ANOTHER = "name another file with --db"


def check_place(db: Path) -> None:
    """Refuse a path at which no database can stand, in words that help."""
    if db.is_dir():
        raise UsageError(f"{db} is a folder: {ANOTHER}, for instance {db / 'archive.db'}")
    if not db.absolute().parent.is_dir():
        raise UsageError(f"the folder {db.absolute().parent} does not exist: make it, or {ANOTHER}")
    if db.exists() and not db.is_file():
        raise UsageError(f"{db} is not a regular file: {ANOTHER}")


def open_writer(db: Path) -> Database:
    """Open a database for writing, make it where there is none, migrate it where it is older."""
    check_place(db)
    check_header(db)
    with database_trouble(db):
        # Absolute: `:memory:` and `file:…` would mean something else to SQLite.
        connection = sqlite3.connect(db.absolute(), check_same_thread=False)
        try:
            return _prepared(connection, db)
        except BaseException:
            connection.close()
            raise


def _prepared(connection: sqlite3.Connection, db: Path) -> Database:
    if not _untouched(connection):
        check_ours(connection, db)
    for pragma in WRITER_PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    database = Database(connection, execute_plugins=False)
    if MIGRATIONS.pending(database):
        with writing(database):
            MIGRATIONS.apply(database)
    return database


def open_reader(db: Path) -> Database:
    """Open a database for reading; it takes no lock and a run may go on writing."""
    check_place(db)
    if not db.exists():
        raise UsageError(f"there is no archive at {db}: crawl something first, or {ANOTHER}")
    check_header(db)
    with database_trouble(db):
        connection = sqlite3.connect(reading_uri(db), uri=True, check_same_thread=False)
        try:
            if _untouched(connection):
                raise UsageError(f"{db} is empty: no run has written to it yet; crawl something first")
            check_ours(connection, db)
            for pragma in READER_PRAGMAS:
                connection.execute(f"PRAGMA {pragma}")
        except BaseException:
            connection.close()
            raise
    return Database(connection, execute_plugins=False, recursive_triggers=False)


def reading_uri(db: Path) -> str:
    """Name the file as a URI; in a folder we cannot write, a WAL database opens only as immutable."""
    path = quote(os.fsencode(db.absolute()))
    log = db.with_name(db.name + "-wal")
    frozen = not os.access(db.absolute().parent, os.W_OK) and not log.exists()
    return f"file:{path}?mode=ro" + ("&immutable=1" if frozen else "")


def check_foreign(db: Path) -> None:
    """Refuse what is not ours before anything is made beside it."""
    check_header(db)
    if not db.exists():
        return
    with database_trouble(db), closing(sqlite3.connect(reading_uri(db), uri=True)) as connection:
        if not _untouched(connection):
            check_ours(connection, db)


def check_header(db: Path) -> None:
    """Refuse a file that is not SQLite before SQLite touches it."""
    try:
        with db.open("rb") as stream:
            first = stream.read(16)
    except FileNotFoundError:
        return
    except OSError as error:
        raise UsageError(f"{db} cannot be read ({error.strerror}): {ANOTHER}") from error
    if first and first != b"SQLite format 3\0":
        raise ForeignDatabase(f"{db} is not an SQLite database: {ANOTHER}")


def _untouched(connection: sqlite3.Connection) -> bool:
    """Tell whether nobody has written anything: a new file, or one whose making was cut short."""
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return tables == 0 and _pragma(connection, "application_id") == 0


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    (number,) = connection.execute(f"PRAGMA {name}").fetchone()
    return int(number)


def check_ours(connection: sqlite3.Connection, db: Path) -> None:
    """Refuse a database that another program made, or a newer version of this one."""
    names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    expected = {*OBSERVATIONS, *REGISTERS, MIGRATIONS.migrations_table}
    if _pragma(connection, "application_id") != APPLICATION_ID or expected - names:
        raise ForeignDatabase(f"{db} was not made by embedarchive: {ANOTHER}")
    applied = connection.execute(
        f"SELECT name FROM {MIGRATIONS.migrations_table} WHERE migration_set = ?", [MIGRATIONS.name]
    )
    # sqlite-utils does not tell the names of all migrations; on an empty database all are pending.
    known = {migration.name for migration in MIGRATIONS.pending(Database(memory=True))}
    if _pragma(connection, "user_version") > VERSION or {name for (name,) in applied} - known:
        raise ForeignDatabase(f"{db} was made by a newer embedarchive: install the newest, or {ANOTHER}")


@contextmanager
def writing(database: Database) -> Iterator[None]:
    """Hold one transaction, begun as a writer: a deferred one fails at once when it is upgraded.

    `db.atomic()` and `insert_all` inside are savepoints of it.
    """
    connection = database.conn
    step("database.begin")
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        step("database.commit")
        connection.execute("COMMIT")
    except BaseException:
        connection.rollback()
        raise
    step("database.committed")
