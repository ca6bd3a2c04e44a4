"""READ FIRST: how an article becomes provenance, and how a dialogue is held with a world.

A stage is a generator: it yields what it wants to know, is sent the answer, returns a noun. It
never touches network, disk or clock. Who answers is the world's affair: the live web, the
archive's own WARC files, or a dictionary in a test.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any, Protocol, TypeVar

from embedarchive.records import (
    All,
    Article,
    Citation,
    Confined,
    Copy,
    CopyKind,
    Dialogue,
    Exchange,
    HopKind,
    Load,
    Mention,
    Outcome,
    Provenance,
    Recall,
    Request,
    Resolution,
    Source,
)
from embedarchive.stages.fetch import fetch
from embedarchive.stages.resolve import resolve
from embedarchive.stages.search import search
from embedarchive.stages.snapshot import Snapshot, snapshot
from embedarchive.stages.verify import verify, without_blind_witnesses

T = TypeVar("T")


def archive_article(source: Source) -> Dialogue[Provenance]:
    """Follow one article from where it stands to its provenance."""
    reading, exchange = yield from fetch(source)
    if reading.article is None:
        return Provenance(source, None, problem=reading.problem, record=exchange.record)
    investigated = yield All.of(investigate(reading.article, mention) for mention in reading.mentions)
    citations = yield from without_blind_witnesses(investigated)
    return Provenance(source, reading.article, citations, record=exchange.record)


def investigate(article: Article, mention: Mention) -> Dialogue[Citation]:
    """Follow one mention to the post it cites, and hold what it claims against the evidence."""
    resolutions = tuple((yield All.of(resolve(link) for link in mention.links)))
    found = yield from search(mention, resolutions, article)
    kept: Snapshot = Snapshot()
    if found.post:
        kept = yield from snapshot(found.post, mention.claim, found.held)
    judged = yield from verify(mention, found, kept.testimonies, resolutions, article.exchange)
    return Citation(
        mention=mention,
        resolutions=resolutions,
        candidates=found.candidates,
        post=found.post,
        testimonies=kept.testimonies,
        copies=_distinct((*found.copies, *kept.copies, *outbound_pages(resolutions))),
        checks=judged.checks,
        verdict=judged.verdict,
        verdict_rule=judged.rule,
        reasons=judged.reasons,
        liveness=judged.presence.means,
        liveness_rule=judged.presence.name,
        visits=judged.visits,
        reached=not (found.unreached or kept.unreached or any(map(unreached, resolutions))),
    )


UNREACHED = frozenset({Outcome.UNREACHABLE, Outcome.TIMEOUT, Outcome.TLS_ERROR})
LOOKED_UP = frozenset({HopKind.ARCHIVE_INDEX, HopKind.ARCHIVED})


def unreached(resolution: Resolution) -> bool:
    """Whether a link, or the archive where a dead one was looked up, gave no answer this time.

    A dead link (404, 410) did answer.
    """
    looked_up = (hop for hop in resolution.hops if hop.kind in LOOKED_UP)
    silent = any(hop.failure or (hop.status or 0) >= 500 or hop.status == 429 for hop in looked_up)
    return resolution.outcome in UNREACHED or (silent and resolution.outcome is not Outcome.ARCHIVED)


def outbound_pages(resolutions: Sequence[Resolution]) -> tuple[Copy, ...]:
    """Return the pages that links out of the article ended on: asking for them kept them."""
    ended = [one for one in resolutions if one.arrived and one.post is None and one.final_url]
    return tuple(Copy(CopyKind.PAGE, one.final_url or "", None, one.record) for one in ended)


def _distinct(copies: Sequence[Copy]) -> tuple[Copy, ...]:
    return tuple({(copy.kind, copy.url): copy for copy in copies}.values())


# --- Holding a dialogue ---------------------------------------------------------------------------


class World(Protocol):
    """Whoever answers: the web, the archive, a dictionary."""

    async def answer(self, request: Request) -> Exchange:
        """Answer one request. What goes wrong out there is part of the answer, never raised."""
        ...

    async def recall(self, question: Recall) -> Exchange:
        """Answer with what earlier looks of this archive know: JSON, kept as a record where it is any."""
        ...

    async def load(self, source: Source) -> Exchange:
        """Answer with the bytes of a local source."""
        ...

    async def confine(self, work: Confined) -> Any:
        """Return what the function returns, or an `Overrun`."""
        ...


async def drive(dialogue: Dialogue[T], world: World) -> T:
    """Hold a dialogue with a world to its end; return what the dialogue returns."""
    answer: Any = None
    while True:
        try:
            question = dialogue.send(answer)
        except StopIteration as end:
            result: T = end.value
            return result
        answer = await _answer(question, world)


async def _answer(question: Any, world: World) -> Any:
    match question:
        case Request():
            return await world.answer(question)
        case Recall():
            return await world.recall(question)
        case All(dialogues):
            return await _together(dialogues, world)
        case Confined():
            return await world.confine(question)
        case Load(source):
            return await world.load(source)
    raise TypeError(f"a stage yielded {question!r}, which no world can answer")


async def _together(dialogues: Sequence[Dialogue[Any]], world: World) -> list[Any]:
    """Hold several dialogues side by side: together they take as long as the slowest.

    What one of them raises ends them all and is raised as it is, not in a group.
    """
    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(drive(one, world)) for one in dialogues]
    except BaseExceptionGroup as raised:
        raise raised.exceptions[0] from None
    return [task.result() for task in tasks]
