"""The command line's outer shell: finds the command, runs it, and ends with the right exit code.

The plainest `--help` and completion are answered from what was written down of click's answers (quick.py);
for the rest click is loaded. A command's module declares its options, and imports what it works with when it
is called.
"""

from __future__ import annotations

import errno
import gc
import io
import os
import sys

from embedarchive.cli import quick
from embedarchive.cli.talk import Closed, ReaderGone, Talk, hush, write
from embedarchive.errors import EmbedArchiveError, ExitCode

TYPE_CHECKING = False  # importing `typing` for it takes as long as all the rest of a `--help`
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn

NAME = "embedarchive"
STDERR = 2
SELDOM = 50_000
"""New objects after which rings of them are looked for: importing makes 100,000 that stay (Python: 700)."""
LEFT_BEHIND = ("click", "concurrent.futures", "multiprocessing", "tempfile")
"""Modules whose users may have left something to do for when the interpreter ends."""
COMMANDS = {
    "verify": "Report how well the citations of one article stand.",
    "crawl": "Follow articles to the posts they cite; keep and check them.",
    "find": "List the posts that local articles cite.",
    "resolve": "Follow links and show every hop.",
    "lookup": "Search the archive for citations.",
    "cite": "Write a post of the archive as a reference.",
    "audit": "Check that the archive is what it was and follows from its bytes.",
    "demo": "Crawl three sample articles through a little web on this machine.",
    "doctor": "Check the installation, the archive and the way to the web.",
}
"""In the order of the help: what people need first stands first. Each is a module of this package, whose own
help begins with the same sentence."""


def main(argv: Sequence[str] | None = None) -> None:
    """Run the command line and end the process with its exit code."""
    arguments = sys.argv[1:] if argv is None else argv
    gc.set_threshold(SELDOM)
    _occupy_standard_streams()
    _speak_utf8()
    code: int = ExitCode.DONE
    try:
        code = _end(arguments, Talk())
        sys.stdout.flush()
    except OSError:
        # A reader (`head`, a pager) that has seen enough is no error, and a full disk was told before;
        # the interpreter must not try to write the rest when it ends.
        hush(sys.stdout, sys.stderr)
    except KeyboardInterrupt:  # again, while we were telling of the first
        hush(sys.stdout, sys.stderr)
        code = ExitCode.INTERRUPTED
    _leave(code, at_once=argv is None)


def _leave(code: int, at_once: bool) -> NoReturn:
    """End the process, where nothing is left to put away without taking the interpreter apart: that takes
    as long as a fifth of a start of Python. Both streams were flushed, or lead nowhere."""
    watched = sys.gettrace() or sys.getprofile()  # by who writes down what was seen when we end
    if at_once and not watched and not any(name in sys.modules for name in LEFT_BEHIND):
        os._exit(code)
    gc.freeze()  # the interpreter need not look through all that is left when it ends
    sys.exit(code)


def _end(arguments: Sequence[str], talk: Talk) -> int:
    """Run a command; whatever goes wrong becomes one line and an exit code."""
    try:
        return _invoke(arguments, talk)
    except (ReaderGone, BrokenPipeError):  # the second while click prints a help
        raise
    except KeyboardInterrupt:
        told, code = "stopped", ExitCode.INTERRUPTED
    except EmbedArchiveError as error:
        told, code = str(error), error.exit_code
    except Exception as error:
        trouble = _trouble(error)
        if trouble is None:  # A bug of ours: one line for people, the rest with -v.
            talk.bug(error)
            return ExitCode.BUG
        told, code = trouble
    talk.problem(told)
    return code


def _trouble(error: Exception) -> tuple[str, ExitCode] | None:
    """Return what the system refused and how to end; None for a bug of ours."""
    if isinstance(error, MemoryError):
        return "there is not enough memory; allow more (ulimit -v), or give smaller files", ExitCode.LIMIT
    if not isinstance(error, OSError):
        return None
    full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
    told = f"{error.filename or 'output'}: {error.strerror or error}"
    return told, ExitCode.LIMIT if full else ExitCode.USAGE


def _invoke(arguments: Sequence[str], talk: Talk) -> int:
    told = quick.told(arguments, os.environ)
    if told is not None:
        write(told)
        return ExitCode.DONE
    sources = quick.files_of_find(arguments, os.environ)
    if sources is not None:
        from embedarchive.cli.finding import find

        return find(talk, sources)
    from embedarchive.cli.program import run

    return run(arguments, talk)


def _occupy_standard_streams() -> None:
    """Open /dev/null where we were started with a closed stdin, stdout or stderr.

    Else the next file that is opened gets the free number, and what a library or a child writes to
    "stderr" lands in the archive. What we ourselves print is not lost in it: that is told.
    """
    if sys.stdout is None:
        sys.stdout = Closed()
    while (opened := os.open(os.devnull, os.O_RDWR)) <= STDERR:
        os.set_inheritable(opened, True)
    os.close(opened)


def _speak_utf8() -> None:
    """Write UTF-8 whatever the locale: what we print is data, and JSON is UTF-8."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    if isinstance(sys.stderr, io.TextIOWrapper):
        sys.stderr.reconfigure(errors="backslashreplace")
