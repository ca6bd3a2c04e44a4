"""What `embedarchive find` does, apart from its options: it starts without click (quick.py)."""

from __future__ import annotations

from itertools import groupby

from embedarchive.cli.sources import gather, is_dump
from embedarchive.cli.talk import Unbroken, count, write
from embedarchive.errors import ExitCode

TYPE_CHECKING = False  # as in cli/__init__.py
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from embedarchive.cli.sources import Gathered
    from embedarchive.cli.talk import Talk
    from embedarchive.ports.dumps import Page, Stretch
    from embedarchive.records import Mention, Source

SMALL = 64_000_000
"""Bytes of dumps, all together, below which a second process is not worth its start."""


def find(talk: Talk, sources: Sequence[str], files: Sequence[str] = (), jobs: int | None = None) -> int:
    """Print the mentions of sources and of lists of sources; return the exit code."""
    found = gather(sources, files, web=False, dumps=True, say=talk.say)
    for problem in found.problems:
        talk.problem(problem)
    if not found.sources:
        return ExitCode.USAGE
    unread = _print(talk, found, jobs)
    if found.problems:
        return ExitCode.USAGE
    return ExitCode.UNREACHED if unread else ExitCode.DONE


def _print(talk: Talk, found: Gathered, jobs: int | None) -> int:
    """Print every mention, in the order of the sources; return how many articles could not be read."""
    tally = _Tally(talk)
    for dumps, sources in groupby(found.sources, lambda source: is_dump(source.name)):
        if dumps:
            _print_dumps(tally, found, list(sources), jobs)
        else:
            _print_articles(tally, found, list(sources))
    talk.detail(f"{count(tally.mentions, 'mention')} in {count(tally.articles, 'article')}")
    return tally.unread


class _Tally:
    """What was found so far."""

    def __init__(self, talk: Talk) -> None:
        self.talk = talk
        self.articles = self.mentions = self.unread = 0

    def problem(self, text: str) -> None:
        """Say that something could not be read."""
        self.talk.problem(text)
        self.unread += 1


def _print_articles(tally: _Tally, found: Gathered, sources: list[Source]) -> None:
    from embedarchive.runners.reading import find_here

    with Unbroken():
        for article in find_here(sources, found.stdin):
            for line in article.lines:
                write(line)
            if article.problem:
                tally.problem(article.problem)
            tally.articles += not article.problem
            tally.mentions += len(article.lines)


def _print_dumps(tally: _Tally, found: Gathered, sources: list[Source], jobs: int | None) -> None:
    from embedarchive.cli.running import working
    from embedarchive.runners.bulk import Count, Lines, find_in_dumps

    names = [source.name for source in sources]
    with working(tally.talk):
        stretches = _stretches(found, tally.talk, names)
        for outcome in find_in_dumps(stretches, _lines, jobs=jobs or _fitting_jobs(names)):
            if isinstance(outcome, Lines):
                write(outcome.text.decode().removesuffix("\n"))
            elif isinstance(outcome, Count):
                tally.articles += outcome.pages
                tally.mentions += outcome.mentions
            else:
                tally.problem(outcome.problem)


def _stretches(found: Gathered, talk: Talk, names: list[str]) -> Iterator[Stretch]:
    """Yield the WARCs of dumps; what cannot be one is told and passed over."""
    from embedarchive.errors import UsageError
    from embedarchive.ports.dumps import whole_file
    from embedarchive.ports.wacz import warcs

    for name in names:
        try:
            yield from warcs(name) if name.lower().endswith(".wacz") else (whole_file(name),)
        except (UsageError, OSError) as error:
            told = str(error) if isinstance(error, UsageError) else f"{name}: {error.strerror or error}"
            found.problems.append(told)
            talk.problem(told)


def _fitting_jobs(names: list[str]) -> int:
    import os
    from contextlib import suppress

    size = 0
    for name in names:
        with suppress(OSError):
            size += os.path.getsize(name)
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return (processors or 1) if size > SMALL else 1


def _lines(stretch: Stretch, page: Page, mentions: tuple[Mention, ...]) -> str:
    """Write a page's mentions: what `find` prints of an article, and where in the dump the page stands."""
    from embedarchive.outputs import ndjson
    from embedarchive.ports.dumps import own_place
    from embedarchive.records import Source, SourceKind

    source = Source(stretch.path, SourceKind.FILE)
    place = {"url": page.url, "offset": own_place(stretch, page.offset)}
    member = {"member": stretch.member} if stretch.member else {}
    rows = (ndjson.mention(source, mention) | place | member for mention in mentions)
    return "".join(ndjson.dump(row) + "\n" for row in rows)
