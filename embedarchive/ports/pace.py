"""Politeness: one request in flight per host, a pause between two, and rest where a host asks for it.

What is known of a host lives as long as the run; nobody waits for another host's turn.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import email.utils
import math
import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from types import MappingProxyType

import ada_url

from embedarchive.records import Exchange, Failure
from embedarchive.tuples import NamedTuple

LONGEST_REST = 86_400.0
"""Seconds. A longer `Retry-After` is taken for a day, and the breaker opens for no longer."""
LONGEST_DELAY = 60.0
"""Seconds of `Crawl-delay` that are honoured; a longer one would stop a crawl for good."""
FAILURES_TO_OPEN = 5
FIRST_OPEN = 900.0
"""Seconds that a host rests after `FAILURES_TO_OPEN` failures in a row; doubled with each that follows."""
FAILED = frozenset({Failure.DNS, Failure.CONNECT, Failure.TIMEOUT, Failure.PROTOCOL, Failure.DISCONNECT})
"""Failures that speak of a host in trouble; the others are our own refusals, or a matter of trust."""

WAYBACK = "web.archive.org"
SILENT_429 = 60.0
"""Seconds that the Wayback Machine means by a 429 without `Retry-After` (edgi `wayback` 0.5.1)."""


class Bucket(NamedTuple):
    """Requests that are counted together, and the least seconds between the end of one and the next."""

    name: str
    gap: float


class BuiltIn(NamedTuple):
    """A host whose limits are known."""

    host: str
    path: str
    """What the path begins with; the first row that fits counts."""
    bucket: Bucket


BUILT_IN = (
    # edgi `wayback` 0.5.1, src/wayback/_client.py: CDX and TimeMap 30 a minute together, mementos 600 a
    # minute; we stay at 80 %.
    BuiltIn(WAYBACK, "/cdx/", Bucket(f"{WAYBACK}/cdx", 2.5)),
    BuiltIn(WAYBACK, "/web/timemap/", Bucket(f"{WAYBACK}/cdx", 2.5)),
    BuiltIn(WAYBACK, "/web/", Bucket(f"{WAYBACK}/web", 0.125)),
    # Sources differ on Save Page Now: slow on purpose; `host_pace` may name the bucket.
    BuiltIn(WAYBACK, "/save", Bucket(f"{WAYBACK}/save", 15.0)),
    # only-cli/oc #53 (2026-09-04): without an account about ten a minute, feeds and oEmbed together; at 80 %.
    BuiltIn("www.reddit.com", "/", Bucket("www.reddit.com", 7.5)),
)

_SECONDS = re.compile(r"[0-9]+\Z")
_NEVER = -math.inf


class Resting(Exception):
    """A host rests for longer than anyone waits; nothing was asked of it."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"the host rests for another {seconds:.0f} s")
        self.seconds = seconds


@dataclass(slots=True)
class _Queue:
    """Those who wait for one bucket; first come, first served."""

    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    ended: float = _NEVER
    """When the last request ended."""


@dataclass(slots=True)
class _Host:
    """What is known of one host. Moments are those of the monotonic clock."""

    flight: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held while a request is under way, whatever its bucket."""
    queues: dict[str, _Queue] = field(default_factory=dict)
    delay: float = 0.0
    asked_until: float = _NEVER
    """The host asked for rest until then (`Retry-After`)."""
    open_until: float = _NEVER
    """The breaker is open until then; afterwards the next request is the probe."""
    failures: int = 0
    openings: int = 0
    """How often the breaker opened since the host was last well."""

    @property
    def rests_until(self) -> float:
        return max(self.asked_until, self.open_until)

    def succeed(self) -> None:
        """Close the breaker."""
        self.failures = self.openings = 0
        self.open_until = _NEVER

    def fail(self, now: float) -> None:
        """Count a failure; open the breaker at the fifth in a row, and at each failed probe."""
        self.failures += 1
        if self.openings or self.failures >= FAILURES_TO_OPEN:
            self.open_until = now + min(FIRST_OPEN * 2.0 ** min(self.openings, 16), LONGEST_REST)
            self.openings += 1


class Pace:
    """Turns at hosts, one at a time."""

    def __init__(
        self,
        default: float,
        host_pace: Mapping[str, float] = MappingProxyType({}),
        *,
        patience: float = 120.0,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        """Take the least seconds between two requests to a host, and for named hosts their own.

        `host_pace` overrides what is built in; its keys are hosts (with `:port` where that is not the
        usual one) or the name of a built-in bucket. A rest of up to `patience` seconds is waited for.
        """
        self._default = default
        self._host_pace = {name.lower(): gap for name, gap in host_pace.items()}
        self._patience = patience
        self._monotonic = monotonic
        self._sleep = sleep
        self._hosts: dict[str, _Host] = {}

    @asynccontextmanager
    async def turn(self, url: str) -> AsyncIterator[None]:
        """Hold the host's only turn, once the pause since the bucket's last request is over.

        Raises `Resting` where the host is to rest for longer than `patience`, also when that comes to
        light only while waiting.
        """
        bucket, host = self.bucket(url), self._host(url)
        queue = host.queues.setdefault(bucket.name, _Queue())
        async with queue.turn:
            # Two locks, so that a memento need not wait behind a pausing CDX query of the same host.
            await self._until_due(host, queue, bucket.gap)
            async with host.flight:
                await self._until_due(host, queue, bucket.gap)
                try:
                    yield
                finally:
                    queue.ended = self._monotonic()

    def resting(self, url: str) -> float | None:
        """Return the seconds a host still rests, where that is longer than `patience`; else None."""
        return self._too_long(self._host(url))

    def bucket(self, url: str) -> Bucket:
        """Return the bucket that a URL is counted in."""
        host, path = _place(url)
        fitting = (row.bucket for row in BUILT_IN if row.host == host and path.startswith(row.path))
        built_in = next(fitting, None)
        if built_in and built_in.name in self._host_pace:
            return Bucket(built_in.name, self._host_pace[built_in.name])
        if host in self._host_pace:
            return Bucket(host, self._host_pace[host])
        return built_in or Bucket(host, self._default)

    def set_delay(self, host: str, seconds: float) -> None:
        """Honour the `Crawl-delay` of a host (or of a URL's host), up to a minute.

        It never shortens a pause; what is no number of seconds is ignored.
        """
        if seconds >= 0:
            named = host if "://" in host else f"http://{host}/"
            self._host(named).delay = min(seconds, LONGEST_DELAY)

    def heed(self, url: str, exchange: Exchange) -> bool:
        """Learn from an answer when to come again and whether the host is well.

        Call it while the turn is held: whoever waits then sees what was learnt. Returns whether the answer
        said when to come again.
        """
        host, now = self._host(url), self._monotonic()
        archived = _is_archived(url, exchange)
        rest = None if archived else _rest_wanted(url, exchange)
        if rest is not None:
            host.asked_until = max(host.asked_until, now + rest)
        well = archived or _is_well(exchange)
        if well:
            host.succeed()
        elif well is not None:
            host.fail(now)
        return rest is not None

    async def _until_due(self, host: _Host, queue: _Queue, gap: float) -> None:
        """Sleep until the turn is due; what changes meanwhile (a delay, a rest) counts."""
        while True:
            if (rest := self._too_long(host)) is not None:
                raise Resting(rest)
            due = max(queue.ended + max(gap, host.delay), host.rests_until)
            left = due - self._monotonic()
            if left <= 0:
                return
            await self._sleep(left)

    def _too_long(self, host: _Host) -> float | None:
        left = host.rests_until - self._monotonic()
        return left if left > self._patience else None

    def _host(self, url: str) -> _Host:
        return self._hosts.setdefault(_place(url)[0], _Host())


def retry_after(value: str, now: str) -> float | None:
    """Read a `Retry-After`: seconds to wait, a day at most, or None where it is nonsense.

    `now` is an ISO 8601 time with zone, for the form that names a date. RFC 9110 10.2.3 knows digits
    and dates only; `int` and `float` would take more (`٣`, `1_000`, `-5`, `inf`).
    """
    value = value.strip(" \t")
    if _SECONDS.match(value):
        digits = value.lstrip("0")
        return float(digits or 0) if len(digits) < 6 and float(digits or 0) < LONGEST_REST else LONGEST_REST
    try:
        moment = email.utils.parsedate_to_datetime(value)
        started = dt.datetime.fromisoformat(now)
    except (ValueError, TypeError, OverflowError):
        return None
    # A date without a zone is GMT as well: the asctime form of RFC 9110 5.6.7 names none.
    moment = moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    return min(max((moment - started).total_seconds(), 0.0), LONGEST_REST)


def _place(url: str) -> tuple[str, str]:
    """Return host and path as they are dialled: `T.CO.` is t.co, `bücher.example` its punycode.

    What cannot be read is never sent (`ports.guard` refuses it): it may share a bucket.
    """
    try:
        seen = ada_url.URL(url)
    except ValueError:
        return "", ""
    name = str(seen.hostname).removesuffix(".")
    return (f"{name}:{seen.port}" if seen.port else name), str(seen.pathname)


def _is_archived(url: str, exchange: Exchange) -> bool:
    """Whether the status is that of a page the Wayback Machine keeps, not its own.

    A memento repeats the status it was captured with (RFC 7089 4; edgi `wayback` 0.5.1).
    """
    return _place(url)[0] == WAYBACK and exchange.header("Memento-Datetime") is not None


def _is_well(exchange: Exchange) -> bool | None:
    """Whether the host is well; None where the exchange says nothing of it."""
    if exchange.failure in FAILED:
        return False
    if exchange.status is None:
        return None
    return exchange.status != 429 and exchange.status < 500


def _rest_wanted(url: str, exchange: Exchange) -> float | None:
    """Return the seconds a host asks us to stay away, if it does (RFC 9110 10.2.3, RFC 6585 4)."""
    if exchange.status not in (429, 503):
        return None
    wanted = retry_after(exchange.header("Retry-After") or "", exchange.started)
    if wanted is None and exchange.status == 429 and _place(url)[0] == WAYBACK:
        return SILENT_429
    return wanted
