"""robots.txt: whether a site lets its article pages be fetched by programs (RFC 9309)."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from protego import Protego

from embedarchive.records import Exchange, Purpose, RecordRef, Request

PRODUCT = "embedarchive"
MOST_BYTES = 500 * 1024
"""RFC 9309 2.5: at least 500 KiB must be parsed; what lies beyond is left unread."""
MOST_REDIRECTS = 5
"""RFC 9309 2.3.1.2."""
CACHED = 86_400.0
"""Seconds. RFC 9309 2.4: a robots.txt should not be used for longer than a day."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a site's robots.txt says of one URL."""

    allowed: bool
    reason: str
    crawl_delay: float | None = None
    """Seconds, as asked for."""
    record: RecordRef | None = None
    """The robots.txt that says so."""


@dataclass(frozen=True, slots=True)
class _Rules:
    """A site's robots.txt, read."""

    read_at: float
    file: Protego | None
    """None where the status alone decides."""
    allowed: bool
    reason: str
    record: RecordRef | None


class Robots:
    """Reads each site's robots.txt once, through the same guard and pace as everything else."""

    def __init__(
        self,
        ask: Callable[[Request], Awaitable[Exchange]],
        *,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """Take the function that asks the web."""
        self._ask = ask
        self._monotonic = monotonic
        self._sites: dict[str, asyncio.Task[_Rules]] = {}

    async def allows(self, url: str) -> Allowance:
        """Say whether a URL may be fetched, and why not."""
        rules = await self._rules(url)
        if rules.file is None:
            return Allowance(rules.allowed, rules.reason, None, rules.record)
        allowed = rules.file.can_fetch(url, PRODUCT)
        reason = "" if allowed else f"{site_of(url)}/robots.txt forbids it to {PRODUCT}"
        return Allowance(allowed, reason, rules.file.crawl_delay(PRODUCT), rules.record)

    async def _rules(self, url: str) -> _Rules:
        """Return the site's rules; whoever asks while they are being read waits for the same answer."""
        site = site_of(url)
        known = self._sites.get(site)
        if known is None or self._stale(known):
            known = self._sites[site] = asyncio.create_task(self._read(site))
        return await asyncio.shield(known)

    def _stale(self, reading: asyncio.Task[_Rules]) -> bool:
        if not reading.done():
            return False
        failed = reading.cancelled() or reading.exception() is not None
        return failed or self._monotonic() - reading.result().read_at > CACHED

    async def _read(self, site: str) -> _Rules:
        exchange = await self._fetch(f"{site}/robots.txt")
        now = self._monotonic()
        status = exchange.status
        if exchange.failure is not None or status is None or status == 429 or status >= 500:
            why = (
                f"{site}/robots.txt could not be read ({exchange.detail or f'HTTP {status}'}): all forbidden"
            )
            return _Rules(now, None, False, why, exchange.record)
        if not 200 <= status < 300:
            return _Rules(now, None, True, f"no robots.txt (HTTP {status})", exchange.record)
        return _Rules(now, parse(exchange.body), True, "", exchange.record)

    async def _fetch(self, url: str) -> Exchange:
        """Ask for a robots.txt, following its redirects; beyond five it counts as not there."""
        exchange = await self._ask(Request(url, Purpose.ROBOTS))
        for _ in range(MOST_REDIRECTS):
            target = exchange.header("Location")
            if exchange.status not in (301, 302, 303, 307, 308) or not target:
                break
            try:
                url = urljoin(url, target)
            except ValueError:
                break
            exchange = await self._ask(Request(url, Purpose.ROBOTS))
        return exchange


def site_of(url: str) -> str:
    """Return scheme and authority: each has a robots.txt of its own."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2].lower()}"


def parse(body: bytes) -> Protego:
    """Read robots.txt: UTF-8 with or without a BOM, 500 KiB at most, up to the last whole line.

    Protego does not strip the BOM itself, and its group `embed` also binds `embedarchive`: the cautious
    side (measured, FAULTS.md 1.7).
    """
    if len(body) > MOST_BYTES:
        body = body[:MOST_BYTES].rpartition(b"\n")[0]
    return Protego.parse(body.decode("utf-8-sig", "replace"))
