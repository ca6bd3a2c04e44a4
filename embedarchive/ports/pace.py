"""Politeness: one request in flight per host, a pause between two, and rest where a host asks for it."""

from __future__ import annotations

import asyncio
import datetime as dt
import email.utils
import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from embedarchive.records import Exchange, Failure

LONGEST_REST = 86_400.0
"""Seconds. A `Retry-After` beyond a day is taken for a day."""
LONGEST_DELAY = 60.0
"""Seconds of `Crawl-delay` that are honoured; a longer one would stop a crawl for good."""
FAILURES_TO_OPEN = 5
FIRST_OPEN = 900.0
"""Seconds that a host rests after failing `FAILURES_TO_OPEN` times in a row; doubled each time after."""
SILENT_429 = 60.0
"""Seconds: what the Wayback Machine means by a 429 without `Retry-After` (edgi `wayback` 0.5.1)."""
SECONDS = re.compile(r"[0-9]{1,20}\Z", re.ASCII)
FAILED = frozenset({Failure.DNS, Failure.CONNECT, Failure.TIMEOUT, Failure.PROTOCOL, Failure.DISCONNECT})

BUILT_IN = (
    ("web.archive.org", "/cdx/", "web.archive.org cdx", 2.5),
    ("web.archive.org", "/web/timemap/", "web.archive.org cdx", 2.5),
    ("web.archive.org", "/save", "web.archive.org save", 10.0),
    ("web.archive.org", "/web/", "web.archive.org", 0.125),
)
"""Host, path, bucket and gap. CDX and TimeMap share 30 requests a minute, mementos have 600
(edgi `wayback` 0.5.1); we stay at 80 %. Save Page Now: 6 a minute for anonymous users."""


class Resting(Exception):
    """A host rests for longer than anyone waits."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"the host rests for another {seconds:.0f} s")
        self.seconds = seconds


@dataclass(slots=True)
class _Host:
    """What is known of one host."""

    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    """FIFO: whoever waits first goes first."""
    ended: dict[str, float] = field(default_factory=dict)
    """When the last request of each bucket ended."""
    not_before: float = float("-inf")
    delay: float = 0.0
    failures: int = 0
    opened: int = 0
    """How often in a row the breaker opened."""


class Pace:
    """Turns at hosts. Hosts never wait for one another."""

    def __init__(
        self,
        default: float,
        host_pace: Mapping[str, float] | None = None,
        *,
        patience: float = 120.0,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Take the least seconds between two requests to a host, and for named hosts their own.

        `patience`: a rest up to so many seconds is waited for; a longer one is `Resting`.
        """
        self._default = default
        self._host_pace = {host.lower(): seconds for host, seconds in (host_pace or {}).items()}
        self._patience = patience
        self._monotonic = monotonic
        self._sleep = sleep
        self._hosts: dict[str, _Host] = {}

    @asynccontextmanager
    async def turn(self, url: str) -> AsyncIterator[None]:
        """Hold the host's only turn, after the pause since the end of the last request.

        Raises `Resting` where the host is to rest for longer than `patience`.
        """
        host, (bucket, gap) = self._host(url), self.bucket(url)
        async with host.turn:
            await self._wait(url, host, bucket, gap)
            try:
                yield
            finally:
                host.ended[bucket] = self._monotonic()

    async def _wait(self, url: str, host: _Host, bucket: str, gap: float) -> None:
        """Wait until the turn is due; what changes meanwhile (a delay, a rest) counts."""
        while True:
            if (rest := self.resting(url)) is not None:
                raise Resting(rest)
            last = host.ended.get(bucket, float("-inf"))
            due = max(last + max(gap, host.delay), host.not_before)
            left = due - self._monotonic()
            if left <= 0:
                return
            await self._sleep(left)

    def resting(self, url: str) -> float | None:
        """Return the seconds a host still rests, where that is longer than `patience`; else None."""
        left = self._host(url).not_before - self._monotonic()
        return left if left > self._patience else None

    def bucket(self, url: str) -> tuple[str, float]:
        """Return the bucket a URL is counted in and the bucket's gap in seconds."""
        name, path = host_of(url), urlsplit(url).path
        if name in self._host_pace:
            return name, self._host_pace[name]
        rules = (
            (bucket, gap) for host, start, bucket, gap in BUILT_IN if host == name and path.startswith(start)
        )
        return next(rules, (name, self._default))

    def set_delay(self, url: str, seconds: float) -> None:
        """Honour a site's `Crawl-delay`, up to a minute."""
        self._host(url).delay = min(max(seconds, 0.0), LONGEST_DELAY)

    def heed(self, url: str, exchange: Exchange) -> None:
        """Learn from an answer: when to come again, and whether the host is well."""
        host = self._host(url)
        if (rest := rest_wanted(url, exchange)) is not None:
            host.not_before = max(host.not_before, self._monotonic() + rest)
        if not unwell(exchange):
            host.failures = host.opened = 0
            return
        host.failures += 1
        if host.failures >= FAILURES_TO_OPEN or host.opened:
            rest = min(FIRST_OPEN * 2**host.opened, LONGEST_REST)
            host.not_before = max(host.not_before, self._monotonic() + rest)
            host.opened, host.failures = host.opened + 1, 0

    def _host(self, url: str) -> _Host:
        return self._hosts.setdefault(host_of(url), _Host())


def host_of(url: str) -> str:
    """Return host and, unless it is the scheme's own, port."""
    parts = urlsplit(url)
    name = (parts.hostname or "").lower()
    usual = {"http": 80, "https": 443}.get(parts.scheme)
    return f"{name}:{parts.port}" if parts.port not in (None, usual) else name


def unwell(exchange: Exchange) -> bool:
    """Whether an answer speaks of a host in trouble; what the archive kept of others does not.

    A memento carries the status of the page it is a copy of (edgi `wayback` 0.5.1).
    """
    if exchange.failure in FAILED:
        return True
    status = exchange.status or 0
    return (status == 429 or status >= 500) and exchange.header("Memento-Datetime") is None


def rest_wanted(url: str, exchange: Exchange) -> float | None:
    """Return the seconds a host asks us to stay away, if it does (RFC 9110 10.2.3, RFC 6585)."""
    if exchange.status not in (429, 503) or exchange.header("Memento-Datetime") is not None:
        return None
    asked = retry_after(exchange.header("Retry-After"), exchange.started)
    if asked is None and exchange.status == 429 and host_of(url) == "web.archive.org":
        return SILENT_429
    return asked


def retry_after(value: str | None, now: str) -> float | None:
    """Read `Retry-After`, seconds or a date; nonsense is None, a past date 0, a day the most."""
    text = (value or "").strip()
    if SECONDS.match(text):
        return min(float(text), LONGEST_REST)
    try:
        moment = email.utils.parsedate_to_datetime(text)
        left = (moment.astimezone(dt.UTC) - dt.datetime.fromisoformat(now)).total_seconds()
    except (ValueError, TypeError, OverflowError):
        return None
    return min(max(left, 0.0), LONGEST_REST)
