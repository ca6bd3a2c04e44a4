"""Note which answer each question of a dialogue is given, so that a replay can give the same.

Within one dialogue the same question has one answer: whoever asks again is given the first, read again
from its record. Without this a replay could not tell which of two answers went to whom.
"""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from embedarchive.errors import ArchiveDamaged
from embedarchive.pipeline import World
from embedarchive.records import (
    CONFINED,
    LOAD,
    Answered,
    Confined,
    Exchange,
    Overrun,
    Purpose,
    Recall,
    RecordRef,
    Request,
    Source,
)


@dataclass(slots=True)
class Recording:
    """The world of one dialogue, which notes its answers."""

    world: World
    read: Callable[[RecordRef], Exchange]
    """Reads a kept answer again."""
    _given: dict[tuple[str, str], Exchange] = field(default_factory=dict)
    """By purpose and URL. Bodies that can be read again are left out: a dialogue may see many."""
    _stopped: dict[str, str] = field(default_factory=dict)

    @property
    def answers(self) -> tuple[Answered, ...]:
        """Return what was asked and answered so far."""
        given = (answered(purpose, url, exchange) for (purpose, url), exchange in self._given.items())
        stopped = (Answered(CONFINED, asked, None, None, reason) for asked, reason in self._stopped.items())
        return (*given, *stopped)

    async def answer(self, request: Request) -> Exchange:
        """Answer one request."""
        return await self._once(str(request.purpose), request.url, lambda: self.world.answer(request))

    async def recall(self, question: Recall) -> Exchange:
        """Answer with what the archive remembers."""
        return await self._once(str(Purpose.MEMORY), question.url, lambda: self.world.recall(question))

    async def load(self, source: Source) -> Exchange:
        """Answer with the bytes of a local source; noted under the URI that these are kept under."""
        exchange = await self.world.load(source)
        self._note(LOAD, exchange.request.url, exchange)
        return exchange

    async def confine(self, work: Confined) -> Any:
        """Run a parser where it can be killed, and note where it was."""
        if self._stopped and (reason := self._stopped.get(name_of(work))):
            return Overrun(reason)
        done = await self.world.confine(work)
        if isinstance(done, Overrun):
            self._stopped.setdefault(name_of(work), done.reason)
        return done

    async def _once(self, purpose: str, url: str, ask: Callable[[], Awaitable[Exchange]]) -> Exchange:
        known = self._again(purpose, url)
        if known is not None:
            return known
        exchange = await ask()
        return self._note(purpose, url, exchange)

    def _note(self, purpose: str, url: str, exchange: Exchange) -> Exchange:
        """Note an answer; return the one noted before, where somebody else has meanwhile been given it."""
        known = self._again(purpose, url)
        if known is not None:
            return known
        self._given[purpose, url] = exchange if exchange.record is None else exchange._replace(body=b"")
        return exchange

    def _again(self, purpose: str, url: str) -> Exchange | None:
        """Return an answer noted before; None where there is none, or its bytes were damaged since."""
        known = self._given.get((purpose, url))
        if known is None or known.record is None:
            return known
        try:
            return self.read(known.record)._replace(request=known.request)
        except ArchiveDamaged:
            del self._given[purpose, url]
            return None


def answered(purpose: str, url: str, exchange: Exchange) -> Answered:
    """Describe an answer. Why it is missing stands in its record, where it has one."""
    if exchange.record is not None:
        return Answered(purpose, url, exchange.record)
    failure = str(exchange.failure) if exchange.failure else None
    return Answered(purpose, url, None, failure, exchange.detail)


def name_of(work: Confined) -> str:
    """Name a parser and what it is given: `module.function sha256:…`, the same in every process."""
    given = hashlib.sha256(repr(work.args).encode("utf-8", "backslashreplace")).hexdigest()
    return f"{work.function.__module__}.{work.function.__qualname__} sha256:{given}"
