"""One writer per archive: a lock that no crash leaves behind.

The lock is SQLite's own, on an empty side file: a POSIX record lock, which the kernel frees when its
process dies and no forked child inherits, with SQLite's bookkeeping for two openings in one process.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from embedarchive.ports.failing import database_trouble

PATIENCE = 0.3
"""Seconds to wait for another writer that is just ending."""


class WriterLock:
    """Held from its making until `release` or the end of the process."""

    def __init__(self, db: Path) -> None:
        self._side = db.with_name(db.name + ".lock")
        with database_trouble(db):
            self._holder = sqlite3.connect(
                self._side.absolute(), timeout=PATIENCE, isolation_level=None, check_same_thread=False
            )
            try:
                self._holder.execute("BEGIN EXCLUSIVE")
            except BaseException:
                self._holder.close()
                raise

    def release(self) -> None:
        """Let another run write. The side file stays: removing it would race with the next writer."""
        self._holder.close()
