"""How the commands that ask the web run: with a progress bar while they do, and a summary at the end."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

import click

from embedarchive.cli.talk import Talk
from embedarchive.errors import ExitCode
from embedarchive.outputs.terminal import line

if TYPE_CHECKING:
    from embedarchive.records import Provenance, Source
    from embedarchive.runners.local import Progress, Summary
    from embedarchive.runners.settings import Settings


ERASE = "\r\x1b[K"
"""Takes the progress bar from its line, where output is about to be written on the same terminal."""


def crawl(
    talk: Talk,
    sources: Sequence[Source],
    settings: Settings,
    on_provenance: Callable[[Provenance], None],
    stdin: bytes | None = None,
) -> int:
    """Crawl, draw the progress, tell the summary; return the exit code."""
    from embedarchive.runners import local

    def show(provenance: Provenance) -> None:
        if talk.draws and sys.stdout is not None and sys.stdout.isatty():
            click.echo(ERASE, nl=False, err=True)
        on_provenance(provenance)

    with progress(talk, len(sources)) as on_progress:
        summary = local.crawl(sources, settings, show, on_progress, stdin)
    tell(talk, summary)
    return summary.exit_code


@contextlib.contextmanager
def progress(talk: Talk, total: int) -> Iterator[Callable[[Progress], None] | None]:
    """Give what draws the progress on stderr; None where nobody watches."""
    if not talk.draws:
        yield None
        return
    with click.progressbar(
        length=max(total, 1), label="articles", file=sys.stderr, show_pos=True, item_show_func=line, width=24
    ) as bar:

        def draw(now: Progress) -> None:
            bar.length = max(now.total, 1)
            bar.update(now.done - bar.pos, now.waiting)

        yield draw


def tell(talk: Talk, summary: Summary) -> None:
    """Say what a run did, what it could not do, and where everything is."""
    for problem in summary.problems:
        talk.problem(problem)
    talk.say("\n".join(_lines(summary)), **_fields(summary))


def _lines(summary: Summary) -> Iterator[str]:
    verdicts = ", ".join(f"{count} {verdict}" for verdict, count in summary.by_verdict.items() if count)
    yield (
        f"{_count(summary.articles, 'article')}, {_count(summary.mentions, 'mention')} "
        f"in {summary.seconds:.1f} s" + (f": {verdicts}" if verdicts else "")
    )
    yield (
        f"{_count(summary.exchanges, 'question')} to the web, "
        f"{_count(summary.from_archive, 'answer')} from the archive"
    )
    if summary.unreached:
        yield (
            f"for {_count(summary.unreached, 'source')} something could not be reached; the same command, "
            "given again later, completes it"
        )
    if summary.exit_code in (ExitCode.INTERRUPTED, ExitCode.TERMINATED, ExitCode.LIMIT):
        yield "stopped early; what was done is kept, and the same command goes on from here"
    yield f"run {summary.run_id}: {summary.db} and {summary.db.with_suffix('.warcs')}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _fields(summary: Summary) -> dict[str, object]:
    return {
        "run": summary.run_id,
        "articles": summary.articles,
        "mentions": summary.mentions,
        "verdicts": dict(summary.by_verdict),
        "exchanges": summary.exchanges,
        "from_archive": summary.from_archive,
        "unreached": summary.unreached,
        "seconds": round(summary.seconds, 3),
        "exit_code": int(summary.exit_code),
        "db": str(summary.db),
    }
