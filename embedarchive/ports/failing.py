"""Say what the disk or SQLite refused in the words of our error tree."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

from embedarchive.errors import (
    ArchiveBusy,
    ArchiveDamaged,
    DiskFull,
    EmbedArchiveError,
    ForeignDatabase,
    LimitReached,
    UsageError,
)

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
REFUSED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST})
UNDECODABLE = "Could not decode to UTF-8"
"""How Python's sqlite3 begins an error that has no code: what we write is always UTF-8."""
_PRIMARY = 0xFF
"""SQLite's primary result code is the low byte of the extended one (https://sqlite.org/rescode.html)."""

_FAILING = (DiskFull, "the disk under {db} is full or failing: free space, run again ({error})")
_BUSY = (ArchiveBusy, "another program is writing to {db}: wait for it to end, run again")
_CLOSED = (
    UsageError,
    "{db} cannot be opened, or nothing may be written in its folder ({error}): name another file with --db",
)
EXPLAINED: Mapping[int, tuple[type[EmbedArchiveError], str]] = MappingProxyType(
    {
        sqlite3.SQLITE_FULL: _FAILING,
        sqlite3.SQLITE_IOERR: _FAILING,
        sqlite3.SQLITE_BUSY: _BUSY,
        sqlite3.SQLITE_LOCKED: _BUSY,
        sqlite3.SQLITE_CORRUPT: (ArchiveDamaged, "{db} is damaged ({error}): restore it from a copy"),
        sqlite3.SQLITE_NOTADB: (ForeignDatabase, "{db} is not an SQLite database: name another with --db"),
        sqlite3.SQLITE_CANTOPEN: _CLOSED,
        sqlite3.SQLITE_READONLY: _CLOSED,
        sqlite3.SQLITE_PERM: _CLOSED,
    }
)
"""What SQLite's primary result codes mean for the user; the others are bugs of ours."""


@contextmanager
def disk_trouble(place: Path) -> Iterator[None]:
    """Turn a refused write into `DiskFull`, or `LimitReached` where the disk is not full but failing."""
    try:
        yield
    except OSError as error:
        raise _disk_error(error, place) from error


def _disk_error(error: OSError, place: Path) -> EmbedArchiveError:
    if error.errno in REFUSED:
        return UsageError(f"{place} cannot be written ({error.strerror}): name another file with --db")
    if error.errno in FULL:
        return DiskFull(f"the disk under {place} is full; what was committed is kept: free space, run again")
    return LimitReached(f"{place} cannot be written ({error.strerror}); run again once the disk is sound")


def closed(path: Path, error: OSError) -> UsageError:
    """Say that this user may not read a file: that is no damage."""
    return UsageError(f"{path}: {error.strerror}; run as its owner")


@contextmanager
def database_trouble(db: Path) -> Iterator[None]:
    """Turn an operational error of SQLite into one of ours; programming errors stay as they are."""
    try:
        yield
    except sqlite3.Error as error:
        explained = _database_error(error, db)
        if explained is None:
            raise
        raise explained from error
    except UnicodeDecodeError as error:  # a column's name
        raise _no_utf_8(db) from error


def _no_utf_8(db: Path) -> ArchiveDamaged:
    return ArchiveDamaged(f"{db} is damaged (a text that is no UTF-8): restore it from a copy")


def _database_error(error: sqlite3.Error, db: Path) -> EmbedArchiveError | None:
    if str(error).startswith(UNDECODABLE):
        return _no_utf_8(db)
    code = getattr(error, "sqlite_errorcode", 0) & _PRIMARY
    if code not in EXPLAINED:
        return None
    kind, words = EXPLAINED[code]
    return kind(words.format(db=db, error=error))
