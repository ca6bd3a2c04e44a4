"""Find without a network or a database: sources are read, lines of output handed out, nothing is kept."""

from __future__ import annotations

from embedarchive.ports.confine import DEADLINE, Confinement
from embedarchive.ports.confined import seconds_for
from embedarchive.ports.files import load
from embedarchive.records import Exchange, Overrun, Source, SourceKind
from embedarchive.tuples import NamedTuple

TYPE_CHECKING = False  # as in cli/__init__.py
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MODULES = ("embedarchive.stages.reading",)
"""What a worker needs whatever it reads. Imported by it alone: what the process that forks has imported is
copied page by page as soon as either of the two touches it, and put away when it ends."""


class Found(NamedTuple):
    """What was found in one source, written out."""

    lines: tuple[str, ...] = ()
    """One for each mention, without the newline."""
    problem: str | None = None
    """Why it could not be read, in words, for people."""


def find_here(
    sources: Iterable[Source], stdin: bytes | None = None, deadline: float = DEADLINE
) -> Iterator[Found]:
    """Read local sources one after the other, each under a deadline that grows with its size."""
    with Confinement(deadline, modules=MODULES) as confinement:
        for source in sources:
            exchange = load(source, stdin)
            size = len(exchange.body)
            found = confinement.run_now(find_in, source, exchange, size=size)
            if isinstance(found, Overrun):
                yield Found(problem=f"{source.name}: {_given_up(found.reason, size, deadline)}")
            else:
                yield Found(*found)


def _given_up(reason: str, size: int, deadline: float) -> str:
    """Say why a source was given up, and the way out."""
    held = f"its {size / 1e6:.1f} MB" if size >= 50_000 else f"its {size} bytes"
    if reason == "deadline":
        seconds = round(seconds_for(size, deadline), 1)
        return f"{held} take more than {seconds:g} s to read, so it was given up; split it into smaller files"
    if reason == "memory":
        return f"{held} need too much memory to read, so it was given up; split it into smaller files"
    return f"made its reader stop ({reason}) and was given up; please report it with the file"


def size_given(args: tuple[object, ...]) -> int:
    """Return the bytes of a source that a person gave, where a job reads one; 0 for what the web sent."""
    source, exchange = args if len(args) == 2 else (None, None)
    if not isinstance(source, Source) or source.kind is SourceKind.URL:
        return 0
    return len(exchange.body) if isinstance(exchange, Exchange) else 0


def find_in(source: Source, exchange: Exchange) -> tuple[tuple[str, ...], str | None]:
    """Return what is `Found` in the bytes of a source, as plain values. Runs in a worker."""
    from embedarchive.stages.reading import mentions_in

    mentions, problem = mentions_in(source, exchange)
    if not mentions:
        return (), problem
    from embedarchive.outputs import ndjson

    return tuple(ndjson.dump(ndjson.mention(source, mention)) for mention in mentions), problem
