"""What the program says to the person who runs it: on stderr, apart from what it prints as output."""

from __future__ import annotations

import errno
import io
import os
import stat
import sys

TYPE_CHECKING = False  # as in __init__.py
if TYPE_CHECKING:
    from types import TracebackType
    from typing import Any, TextIO


class Talk:
    """The voice of one invocation: how much it says, and in which form."""

    def __init__(self) -> None:
        """Speak as people expect: results and problems, no details."""
        self.quiet = False
        self.verbose = False
        self.json = False

    def say(self, text: str, **fields: Any) -> None:
        """Say what was done; silent with -q. `fields` join the object with --log-format json."""
        if not self.quiet:
            self._speak("info", text, fields)

    def detail(self, text: str) -> None:
        """Say what only -v asks for."""
        if self.verbose:
            self._speak("debug", text, {})

    def problem(self, text: str) -> None:
        """Say what went wrong, in one line that names it and the way out; never silent."""
        self._speak("error", " ".join(text.split()), {})

    def bug(self, error: Exception) -> None:
        """Own up to a bug of ours; the traceback comes with -v."""
        from embedarchive.runners.settings import HOME_PAGE

        self.problem(
            f"this is a bug of ours ({type(error).__name__}: {error}); please report it with what "
            f"'embedarchive -v …' prints: {HOME_PAGE}/issues"
        )
        self.trace(error)

    def trace(self, error: BaseException) -> None:
        """Show with -v where an error comes from."""
        if self.verbose:
            import traceback

            self._speak("debug", "".join(traceback.format_exception(error)).rstrip(), {})

    @property
    def draws(self) -> bool:
        """Whether a progress bar may be drawn: somebody watches, and reads nothing line by line."""
        return not (self.quiet or self.json or self.verbose) and _is_screen()

    def _speak(self, level: str, text: str, fields: dict[str, Any]) -> None:
        from embedarchive.outputs.terminal import safe

        if sys.stderr is None:
            return
        told = f"embedarchive: {text}" if level == "error" else text
        try:
            sys.stderr.write((_object(level, text, fields) if self.json else safe(told)) + "\n")
            sys.stderr.flush()
        except OSError:
            # Nobody can be told; the work goes on, and the exit code still says how it ended.
            hush(sys.stderr)


def count(number: int, noun: str) -> str:
    """Return how many there are of something whose plural ends with s."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def hush(*streams: TextIO | None) -> None:
    """Let what is still buffered, and all that comes, go nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in streams:
        if stream is not None:
            os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def _is_screen() -> bool:
    """Whether stderr is a terminal on which the cursor can be moved."""
    return sys.stderr is not None and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


def _object(level: str, text: str, fields: dict[str, Any]) -> str:
    import datetime as dt

    from embedarchive.outputs.ndjson import dump

    moment = dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return dump({"time": moment, "level": level, "message": text, **fields})


class Unbroken:
    """Knows a line to a process of ours that breaks for a bug.

    Else it would look like a reader of our output who has gone: both are a BrokenPipeError.
    """

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(error, ConnectionError):
            raise RuntimeError(f"a line to a process of ours broke: {error}") from error


class OutputFailed(OSError):
    """Standard output cannot be written."""


class ReaderGone(OutputFailed):
    """Whoever read our output has seen enough: `head`, a pager, a program that ended."""


class OutputClosed(OutputFailed):
    """We were started without a standard output."""


class Closed(io.TextIOBase):
    """Stands for a standard output with which we were not started: nothing is lost in it unseen."""

    def write(self, text: str) -> int:
        """Raise `OutputClosed`, as writing to a closed descriptor does."""
        raise OutputClosed(errno.EBADF, "standard output is closed; redirect it to a file or to /dev/null")

    def fileno(self) -> int:
        """Return the number that standard output has."""
        return 1


def write(line: str) -> None:
    """Print one line of output, at once: whoever reads us may be waiting for it.

    Raises `OutputFailed`: apart from other OSErrors, so that a broken socket of ours is not taken for it.
    """
    try:
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
    except BrokenPipeError as error:
        raise ReaderGone(error.errno, error.strerror) from error
    except OutputFailed:
        raise
    except OSError as error:
        raise (ReaderGone if _hung_up(error) else OutputFailed)(error.errno, error.strerror) from error


def _hung_up(error: OSError) -> bool:
    """Whether the terminal that we write to was closed."""
    return error.errno == errno.EIO and stat.S_ISCHR(os.fstat(sys.stdout.fileno()).st_mode)
