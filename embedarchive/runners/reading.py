"""Find without a network or a database: sources are read, lines of output handed out, nothing is kept."""

from __future__ import annotations

from embedarchive.ports.confine import DEADLINE, Confinement
from embedarchive.ports.files import load
from embedarchive.records import Exchange, Overrun, Source
from embedarchive.tuples import NamedTuple

TYPE_CHECKING = False  # as in cli/__init__.py
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MODULES = ("embedarchive.stages.reading", "embedarchive.outputs.ndjson")
"""What a worker needs. Imported by it alone: what the process that forks has imported is copied page by page
as soon as either of the two touches it, and put away when it ends."""


class Found(NamedTuple):
    """What was found in one source, written out."""

    lines: tuple[str, ...] = ()
    """One for each mention, without the newline."""
    problem: str | None = None
    """Why it could not be read, in words, for people."""


def find_here(
    sources: Iterable[Source], stdin: bytes | None = None, deadline: float = DEADLINE
) -> Iterator[Found]:
    """Read local sources one after the other, each under a deadline."""
    with Confinement(deadline, modules=MODULES) as confinement:
        for source in sources:
            found = confinement.run_now(find_in, source, load(source, stdin))
            if isinstance(found, Overrun):
                yield Found(problem=f"{source.name}: could not be read ({found.reason}); is it an article?")
            else:
                yield Found(*found)


def find_in(source: Source, exchange: Exchange) -> tuple[tuple[str, ...], str | None]:
    """Return what is `Found` in the bytes of a source, as plain values. Runs in a worker."""
    from embedarchive.outputs import ndjson
    from embedarchive.stages.reading import mentions_in

    mentions, problem = mentions_in(source, exchange)
    return tuple(ndjson.dump(ndjson.mention(source, mention)) for mention in mentions), problem
