"""What goes wrong on our side of the wire, and how the program then ends.

    EmbedArchiveError               1  a bug of ours, or what no leaf below names
    ├── UsageError                  2  a wrong option, a missing file, an input we cannot take
    │   └── ForeignDatabase         2  a database that is not ours, or newer than this version
    ├── ArchiveDamaged              3  kept bytes are missing or do not say what the database says
    ├── LimitReached                5  time, size or disk ran out
    │   └── DiskFull                5
    └── ArchiveBusy                 5  another run writes to this archive

What the web does (a dead link, a refusal, a time-out) is never one of these: it is a value in
`records`. 0 is done; 4 is "finished, but something asked for could not be reached"; 129, 130 and 143
are a clean stop by a terminal that was closed (SIGHUP), by Ctrl-C and by SIGTERM.
"""

from __future__ import annotations

from enum import IntEnum

TYPE_CHECKING = False  # as in cli/__init__.py
if TYPE_CHECKING:
    from typing import ClassVar


class ExitCode(IntEnum):
    """How the program ends. Scripts depend on these numbers."""

    DONE = 0
    BUG = 1
    USAGE = 2
    DAMAGED = 3
    UNREACHED = 4
    LIMIT = 5
    HUNG_UP = 129
    INTERRUPTED = 130
    TERMINATED = 143


class EmbedArchiveError(Exception):
    """Root of the tree. Its text is one line for people: what, and the way out."""

    exit_code: ClassVar[ExitCode] = ExitCode.BUG


class UsageError(EmbedArchiveError):
    """The user asked for something that cannot be done as asked."""

    exit_code = ExitCode.USAGE


class ForeignDatabase(UsageError):
    """The database is not ours, or a newer version of us wrote it."""


class ArchiveDamaged(EmbedArchiveError):
    """Kept bytes are missing, or do not say what the database says they do."""

    exit_code = ExitCode.DAMAGED


class LimitReached(EmbedArchiveError):
    """Time, size or disk ran out; what was done is kept and the run can be resumed."""

    exit_code = ExitCode.LIMIT


class DiskFull(LimitReached):
    """The disk is full."""


class ArchiveBusy(LimitReached):
    """Another run is writing to this archive."""
