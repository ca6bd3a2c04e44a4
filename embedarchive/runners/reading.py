"""Find without a network or a database: sources are read, mentions handed out, nothing is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from embedarchive.ports.confine import DEADLINE, Confinement
from embedarchive.ports.files import load
from embedarchive.records import Overrun, Reading, Source
from embedarchive.stages.reading import read


def find_here(
    sources: Iterable[Source], stdin: bytes | None = None, deadline: float = DEADLINE
) -> Iterator[tuple[Source, Reading]]:
    """Read local sources one after the other, each under a deadline."""
    with Confinement(deadline) as confinement:
        for source in sources:
            exchange = load(source, stdin)
            reading = confinement.run_now(read, source, exchange)
            if isinstance(reading, Overrun):
                why = f"{source.name}: could not be read ({reading.reason}); is it an article?"
                reading = Reading(None, (), problem=why)
            yield source, reading
