"""Who answers a crawl: the archive first, then the live web; or the archive alone."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Protocol
from urllib.parse import urlsplit

from embedarchive.errors import ArchiveDamaged
from embedarchive.ports.archive import Archive
from embedarchive.ports.confine import Confinement
from embedarchive.ports.files import load, media_type_of, now
from embedarchive.ports.pace import Pace, Resting
from embedarchive.ports.robots import Robots
from embedarchive.ports.web import Web
from embedarchive.ports.wire import Wire
from embedarchive.records import Confined, Exchange, Failure, Purpose, Recall, Request, Source
from embedarchive.runners.reading import size_given

log = logging.getLogger(__name__)
NO_ANSWER = frozenset(
    {Failure.DNS, Failure.CONNECT, Failure.TLS, Failure.TIMEOUT, Failure.PROTOCOL, Failure.RESTING}
)

MOST_ASKINGS = 3
"""How often a question is put to a host that says when to come again: the first time counts."""

NOT_ASKED = "not in the archive, and --offline asks nobody"


class Answering(Protocol):
    """Whoever answers requests."""

    async def answer(self, request: Request) -> Exchange:
        """Answer one request."""
        ...


@dataclass(slots=True)
class Live:
    """The live web: paced, guarded, and every exchange written to WARC before a stage sees it."""

    web: Web
    pace: Pace
    archive: Archive
    asked: int = 0
    silent: dict[str, str] = field(default_factory=dict)
    """Hosts that gave no answer, each with the reason it last had; "rests" only without another."""

    async def answer(self, request: Request) -> Exchange:
        """Wait for the host's turn, ask, keep what came; ask again where the host says when to come."""
        for _ in range(MOST_ASKINGS - 1):
            exchange, come_again = await self._once(request)
            if not come_again:
                return exchange
        exchange, _ = await self._once(request)
        return exchange

    async def _once(self, request: Request) -> tuple[Exchange, bool]:
        """Return what came, and whether the host asked to be asked again so soon that we wait for it."""
        come_again = False
        try:
            async with self.pace.turn(request.url):
                self.asked += 1
                wire = await self.web.ask(request)
                told = self.pace.heed(request.url, wire.exchange)
                come_again = told and self.pace.resting(request.url) is None
        except Resting as rest:
            wire = Wire(Exchange(request, now(), failure=Failure.RESTING, detail=str(rest)))
        self._note(wire.exchange)
        log.debug("%s: %s", request.url, _told(wire.exchange))
        return self.archive.keep(wire), come_again

    def _note(self, exchange: Exchange) -> None:
        if exchange.failure not in NO_ANSWER:
            return
        host = self.pace.bucket(exchange.request.url).name
        why = exchange.detail or exchange.failure.value
        why = why.removeprefix(f"{urlsplit(exchange.request.url).hostname}: ")
        if exchange.failure is Failure.RESTING:  # for what it failed with before, which tells more
            self.silent.setdefault(host, why)
        else:
            self.silent[host] = why


@dataclass(slots=True)
class Polite:
    """robots.txt before an article page; links and evidence that a reader would open are not crawled."""

    beyond: Answering
    archive: Archive
    pace: Pace
    robots: Robots

    async def answer(self, request: Request) -> Exchange:
        """Ask, unless the site's robots.txt forbids an article page."""
        if request.purpose is not Purpose.ARTICLE:
            return await self.beyond.answer(request)
        allowance = await self.robots.allows(request.url)
        if not allowance.allowed:
            refused = Exchange(
                request, now(), failure=allowance.failure or Failure.ROBOTS, detail=allowance.reason
            )
            return self.archive.keep(Wire(refused))
        if allowance.crawl_delay:
            self.pace.set_delay(request.url, allowance.crawl_delay)
        return await self.beyond.answer(request)


class Offline:
    """Nobody: what is not in the archive is not known."""

    asked = 0
    silent: Mapping[str, str] = MappingProxyType({})

    async def answer(self, request: Request) -> Exchange:
        """Say that nothing was asked."""
        return Exchange(request, now(), failure=Failure.OFFLINE, detail=NOT_ASKED)


@dataclass(slots=True)
class ArchiveFirst:
    """Answers from our own WARC what was asked within `fresh` seconds; the rest from beyond.

    One mechanism for no request twice, across articles and after a crash. Two who ask the same at
    once share one answer, and within one run a failure is not tried again by a second mention.
    """

    archive: Archive
    beyond: Answering
    fresh: float
    from_archive: int = 0
    damage: dict[str, None] = field(default_factory=dict)
    """What of the archive could not be read, in words; it was asked for again."""
    _began: dt.datetime = field(default_factory=lambda: dt.datetime.now(dt.UTC))
    _began_ticks: float = field(default_factory=time.monotonic)
    _asking: dict[str, asyncio.Task[Exchange]] = field(default_factory=dict)

    async def answer(self, request: Request) -> Exchange:
        """Answer from the archive if it can, else ask beyond, once per URL and run.

        A fragment is not sent, so two URLs that differ in it alone are one question.
        """
        url = request.url.partition("#")[0]
        known = self._asking.get(url)
        if known is None:
            known = asyncio.create_task(self._first(request._replace(url=url)))
            self._asking[url] = known
            known.add_done_callback(lambda done: self._forget(url, done))
        exchange = await asyncio.shield(known)
        return exchange if url == request.url else exchange._replace(request=request)

    async def _first(self, request: Request) -> Exchange:
        kept = self._kept(request.url)
        if kept is not None:
            self.from_archive += 1
            return kept
        return await self.beyond.answer(request)

    def _kept(self, url: str) -> Exchange | None:
        """Return what the archive knows; a damaged record is no answer, and the run says so at its end."""
        try:
            return self.archive.fresh(url, *self._span())
        except ArchiveDamaged as damaged:
            self.damage[str(damaged)] = None
            return None

    def _forget(self, url: str, done: asyncio.Task[Exchange]) -> None:
        """Drop an answer that the archive gives again; a failure stays known for this run."""
        if done.cancelled() or done.exception() or answers(done.result()):
            self._asking.pop(url, None)

    def _span(self) -> tuple[str, str]:
        """Return from when to when an exchange is fresh: what a wrong clock dated ahead has no known age.

        One of this run is fresh whatever `fresh` says: nothing is asked twice in one run.
        """
        now = dt.datetime.now(dt.UTC)
        span = dt.timedelta(seconds=min(self.fresh, now.timestamp()))  # before 1970 no date compares as text
        # The clock may be set back while we run.
        unset = self._began + dt.timedelta(seconds=time.monotonic() - self._began_ticks)
        return _stamp(min(now - span, self._began)), _stamp(max(now, unset) + span)

    async def aclose(self) -> None:
        """Drop what is still being asked."""
        for task in self._asking.values():
            task.cancel()
        await asyncio.gather(*self._asking.values(), return_exceptions=True)


def _told(exchange: Exchange) -> str:
    return f"{exchange.failure.value}, {exchange.detail}" if exchange.failure else str(exchange.status)


def _stamp(moment: dt.datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def answers(exchange: Exchange) -> bool:
    """Whether the archive would give this exchange as an answer: complete, and no refusal to serve."""
    return exchange.failure is None and exchange.status not in (None, 429) and (exchange.status or 0) < 500


@dataclass(slots=True)
class LocalWorld:
    """One machine's world: requests to `requests`, files from disk into the archive, parsing confined."""

    requests: Answering
    archive: Archive
    confinement: Confinement
    stdin: bytes | None = None

    async def answer(self, request: Request) -> Exchange:
        """Answer one request."""
        return await self.requests.answer(request)

    async def recall(self, question: Recall) -> Exchange:
        """Answer from this archive's own committed rows, and keep what was remembered; also offline."""
        return self.archive.recall(question)

    async def load(self, source: Source) -> Exchange:
        """Read a local source and keep its bytes, so that what is said of it can be derived again."""
        read = await asyncio.to_thread(load, source, self.stdin)
        if read.failure is not None:
            return read
        media_type = media_type_of(source) or "application/octet-stream"
        return self.archive.keep_resource(source, read.body, media_type, read.started)

    async def confine(self, work: Confined) -> Any:
        """Run a parser where it can be killed."""
        return await self.confinement.run(work.function, *work.args, size=size_given(work.args))
