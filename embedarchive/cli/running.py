"""How the commands that ask the web run: with a progress bar while they do, and a summary at the end."""

from __future__ import annotations

import contextlib
import io
import logging
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TextIO, cast

import click

from embedarchive.cli.quick import USUAL
from embedarchive.cli.talk import OutputClosed, ReaderGone, Talk, Unbroken, count, write
from embedarchive.errors import ExitCode
from embedarchive.outputs.terminal import clip, line

if TYPE_CHECKING:
    from embedarchive.records import Provenance, Source
    from embedarchive.runners.local import Progress, Summary
    from embedarchive.runners.settings import Settings


SHOWN = 5
"""Silent hosts that are named."""
BAR = 60
"""Columns for the bar with its label, counts and remaining time; the rest is for a name."""
WIDTH = 24
"""Columns of the bar itself, of those."""
ERASE = "\r\x1b[K"
"""Takes the progress bar from its line, where output is about to be written on the same terminal."""


def crawl(
    talk: Talk,
    sources: Sequence[Source],
    settings: Settings,
    on_provenance: Callable[[Provenance], None],
    stdin: bytes | None = None,
    *,
    refused: bool = False,
    once: Sequence[str] = (),
) -> int:
    """Crawl, draw the progress, tell the summary; return the exit code.

    `refused` says that there was a source that cannot be read at all: that ends with 2, whatever else is
    missing; `once` names what cannot be read again.
    """
    from embedarchive.runners import local

    def show(provenance: Provenance) -> None:
        if talk.draws and sys.stdout.isatty():
            screen().write(ERASE)
        on_provenance(provenance)

    with working(talk), progress(talk, len(sources)) as on_progress:
        summary = local.crawl(sources, settings, show, on_progress, stdin)
    if refused and summary.exit_code in (ExitCode.DONE, ExitCode.UNREACHED):
        summary = replace(summary, exit_code=ExitCode.USAGE)
    tell(talk, summary, settings.fresh, once)
    return summary.exit_code


class Output:
    """Standard output of a run whose product is the archive: it goes on when its reader has gone."""

    def __init__(self, talk: Talk) -> None:
        """Begin with a reader."""
        self._talk = talk
        self._read = True

    def write(self, text: str) -> None:
        """Print one line while anybody reads."""
        if not self._read:
            return
        try:
            write(text)
        except ReaderGone:
            self._read = False
            self._talk.say("nobody reads the output any more; the run goes on, Ctrl-C ends it")
        except OutputClosed:
            self._read = False
            self._talk.say(
                "standard output is closed: nothing is printed; the run goes on, its archive is kept"
            )


class _Spoken(logging.Handler):
    """What runners and libraries log, in our voice: one line, in the form that was asked for."""

    def __init__(self, talk: Talk) -> None:
        super().__init__()
        self._talk = talk

    def emit(self, record: logging.LogRecord) -> None:
        """Say the message, a detail only with -v, and so what raised it."""
        say = self._talk.problem if record.levelno >= logging.WARNING else self._talk.detail
        say(record.getMessage())
        if record.exc_info and record.exc_info[1]:
            self._talk.trace(record.exc_info[1])


@contextlib.contextmanager
def working(talk: Talk) -> Iterator[None]:
    """Let only `talk` write to stderr, and know a line to a process of ours that breaks for a bug."""
    spoken = _Spoken(talk)
    root = logging.getLogger()
    root.addHandler(spoken)
    if talk.verbose:
        logging.getLogger("embedarchive").setLevel(logging.DEBUG)
    try:
        with Unbroken():
            yield
    finally:
        root.removeHandler(spoken)


@contextlib.contextmanager
def progress(talk: Talk, total: int) -> Iterator[Callable[[Progress], None] | None]:
    """Give what draws the progress on stderr; None where nobody watches."""
    if not talk.draws:
        yield None
        return
    room = max(_columns() - BAR, 0)

    def shown(name: str | None) -> str:
        return clip(line(name), room)

    with click.progressbar(
        length=max(total, 1),
        label="articles",
        file=screen(),
        show_pos=True,
        item_show_func=shown,
        width=bar_width(),
    ) as bar:

        def draw(now: Progress) -> None:
            bar.length = max(now.total, 1)
            bar.update(now.done - bar.pos, now.waiting)

        yield draw


class _Screen(io.TextIOBase):
    """The terminal that stderr is, for what is drawn: that it was closed ends no run."""

    def write(self, text: str) -> int:
        """Draw at once, where there is still a terminal."""
        with contextlib.suppress(OSError):
            sys.stderr.write(text)
            sys.stderr.flush()
        return len(text)

    def fileno(self) -> int:
        """Return the number of the descriptor."""
        return sys.stderr.fileno()

    def isatty(self) -> bool:
        """Whether it is a terminal."""
        return sys.stderr.isatty()


def screen() -> TextIO:
    """Return what a progress bar is drawn on."""
    return cast("TextIO", _Screen())


def bar_width() -> int:
    """Return the columns for a bar on this terminal: one that wraps is not drawn over but repeated."""
    return max(min(WIDTH, _columns() - BAR + WIDTH), 1)


def _columns() -> int:
    """Return the columns of the terminal that is drawn on: stderr, for stdout often goes into a file."""
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or USUAL
    except (OSError, ValueError):
        return USUAL


def tell(talk: Talk, summary: Summary, fresh: float, once: Sequence[str] = ()) -> None:
    """Say what a run did, what it could not do, and where everything is.

    `fresh` is the run's, in seconds; `once` names what was read of a pipe.
    """
    for problem in summary.problems:
        talk.problem(problem)
    talk.say("\n".join(_lines(summary, fresh, once)), **_fields(summary))


def _lines(summary: Summary, fresh: float, once: Sequence[str]) -> Iterator[str]:
    from embedarchive.runners.local import STOPPED

    verdicts = ", ".join(f"{number} {verdict}" for verdict, number in summary.by_verdict.items() if number)
    done = f"{count(summary.articles, 'article')}, {count(summary.mentions, 'mention')}"
    if summary.links:
        done = count(summary.links, "link")
    yield f"{done} in {summary.seconds:.1f} s" + (f": {verdicts}" if verdicts else "")
    yield (
        f"{count(summary.exchanges, 'question')} to the web, "
        f"{count(summary.from_archive, 'answer')} from the archive"
    )
    if summary.silent:
        more = len(summary.silent) - SHOWN
        shown = (*summary.silent[:SHOWN], *([f"and {more} more"] if more > 0 else ()))
        yield f"no answer from {', '.join(map(line, shown))}"
    if summary.unread:
        yield f"{count(summary.unread, 'source')} could not be read, for the reason that is told above"
    if incomplete := summary.unreached - summary.unread:
        of = "link" if summary.links else "source"
        yield (
            f"for {count(incomplete, of)} something could not be reached; the same command, "
            "given again later, may complete it"
        )
    if summary.exit_code in STOPPED:
        # What is older than --fresh is asked again: with 0 a run of many hours would never come to its end.
        longer = "with a longer --fresh " if fresh < summary.seconds else ""
        again = f", given {' and '.join(once)} again: a pipe can be read only once" if once else ""
        yield f"stopped early; what was done is kept, and {longer}the same command goes on from here{again}"
    yield f"run {summary.run_id}: {summary.db} and {summary.db.with_suffix('.warcs')}"


def _fields(summary: Summary) -> dict[str, object]:
    return {
        "run": summary.run_id,
        "articles": summary.articles,
        "links": summary.links,
        "mentions": summary.mentions,
        "verdicts": dict(summary.by_verdict),
        "exchanges": summary.exchanges,
        "from_archive": summary.from_archive,
        "unreached": summary.unreached,
        "no_answer": list(summary.silent),
        "seconds": round(summary.seconds, 3),
        "exit_code": int(summary.exit_code),
        "db": str(summary.db),
    }
