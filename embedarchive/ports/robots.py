"""robots.txt: whether a site lets its article pages be fetched by programs (RFC 9309).

Protego matches paths. Lines and groups are read here, because Protego 0.7 differs from the RFC in them:
it takes a group `embed` for ours (then a general `Disallow: /` would not count), lets an unknown line end
a list of user agents (2.2.4 forbids that), breaks lines at U+2028 and form feeds, keeps a BOM, and needs
minutes for a file of thousands of user agents followed by thousands of rules.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Awaitable, Callable, Collection, Iterator
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

import ada_url
from protego import Protego

from embedarchive.records import Exchange, Failure, Purpose, RecordRef, Request

PRODUCT = "embedarchive"
MOST_BYTES = 500 * 1024
"""RFC 9309 2.5: at least 500 KiB must be parsed; what lies beyond is left unread."""
MOST_REDIRECTS = 5
"""RFC 9309 2.3.1.2: follow five; beyond that the file may be taken for unavailable."""
CACHED = 86_400.0
"""Seconds. RFC 9309 2.4: a robots.txt should not be used for longer than a day."""
CACHED_UNREACHABLE = 900.0
"""Seconds. A site that did not answer may be well again before the night is over."""
MOST_SITES = 4096
"""Sites remembered at a time; whoever was read first is forgotten first."""

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_AGENT = re.compile(r"user[- ]?agent(?:[ \t]*:|[ \t]|\Z)(.*)", re.IGNORECASE | re.DOTALL)
# The slips of the pen are those that google/robotstxt takes (robots.cc, KeyIsDisallow).
_RULE = re.compile(
    r"(?:(allow)|(dis+al+ow|diasllow|disallaw)|crawl[- ]?delay)(?:[ \t]*:|[ \t])(.*)",
    re.IGNORECASE | re.DOTALL,
)
_TOKEN = re.compile(r"[A-Za-z_-]+")
_NOT_OURS = "!"
"""A user agent that can be nobody's: a product token has letters, `_` and `-` only (RFC 9309 2.2.1)."""
_FALSE_BREAKS = re.compile("[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
"""What `str.splitlines` breaks at and the RFC's EOL does not."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a site's robots.txt says of one URL."""

    allowed: bool
    reason: str
    """Why not, or why there are no rules; empty where rules were read and allow it."""
    crawl_delay: float | None = None
    """Seconds, as asked for."""
    record: RecordRef | None = None
    """The robots.txt that says so, or the failure to get it."""
    failure: Failure | None = None
    """What kept us from reading it, where that is why the URL is not allowed."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """A site's robots.txt, read."""

    until: float
    """By the monotonic clock."""
    rules: Protego | None
    """None where the answer alone decides."""
    otherwise: Allowance
    """What holds for every URL where there are no rules."""


class Robots:
    """Reads each site's robots.txt once, through the same guard and pace as everything else."""

    def __init__(
        self,
        ask: Callable[[Request], Awaitable[Exchange]],
        user_agent: str = PRODUCT,
        *,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """Take the function that asks the web, and the User-Agent it asks with.

        A user agent of another name obeys the rules for that name as well as those for ours.
        """
        named = _TOKEN.match(user_agent)
        self._products = tuple(dict.fromkeys((PRODUCT, named[0].lower() if named else PRODUCT)))
        self._ask = ask
        self._monotonic = monotonic
        self._sites: dict[str, asyncio.Task[_Reading]] = {}

    async def allows(self, url: str) -> Allowance:
        """Say whether a URL may be fetched, and why not."""
        try:
            site = site_of(url)
        except ValueError:
            return Allowance(True, "no URL of the web: the guard refuses it")
        reading = await self._reading(site)
        if reading.rules is None:
            return reading.otherwise
        return self._judge(url, site, reading.rules, reading.otherwise.record)

    def _judge(self, url: str, site: str, rules: Protego, record: RecordRef | None) -> Allowance:
        dialled = str(ada_url.URL(url).href)
        refusing = [product for product in self._products if not rules.can_fetch(dialled, product)]
        reason = f"{site}/robots.txt forbids it to {refusing[0]}" if refusing else ""
        delays = [rules.crawl_delay(product) for product in self._products]
        delay = max((delay for delay in delays if delay is not None), default=None)
        return Allowance(not refusing, reason, delay, record)

    async def _reading(self, site: str) -> _Reading:
        """Return the site's rules; whoever asks while they are being read waits for the same answer."""
        known = self._sites.get(site)
        if known is None or self._is_stale(known):
            self._sites.pop(site, None)
            known = self._sites[site] = asyncio.create_task(self._read(site))
            if len(self._sites) > MOST_SITES:
                del self._sites[next(iter(self._sites))]
        return await asyncio.shield(known)

    def _is_stale(self, reading: asyncio.Task[_Reading]) -> bool:
        if not reading.done():
            return False
        if reading.cancelled() or reading.exception() is not None:
            return True
        return self._monotonic() >= reading.result().until

    async def _read(self, site: str) -> _Reading:
        exchange = await self._fetch(f"{site}/robots.txt")
        now, status, record = self._monotonic(), exchange.status or 0, exchange.record
        if _is_unreachable(exchange):
            busy = f"{site}/robots.txt could not be read (HTTP {status}): until it can, all is forbidden"
            reason = (exchange.detail or str(exchange.failure)) if exchange.failure else busy
            refusal = Allowance(False, reason, None, record, exchange.failure)
            return _Reading(now + CACHED_UNREACHABLE, None, refusal)
        if status >= 300:
            absent = Allowance(True, f"no robots.txt (HTTP {status})", None, record)
            return _Reading(now + CACHED, None, absent)
        rules = read_rules(exchange.body, self._products)
        return _Reading(now + CACHED, rules, Allowance(True, "", None, record))

    async def _fetch(self, url: str) -> Exchange:
        """Ask for a robots.txt and follow its redirects, each through the same guard and pace."""
        exchange = await self._ask(Request(url, Purpose.ROBOTS))
        for _ in range(MOST_REDIRECTS):
            target = _redirect(url, exchange)
            if target is None:
                break
            url = target
            exchange = await self._ask(Request(url, Purpose.ROBOTS))
        return exchange


def site_of(url: str) -> str:
    """Return scheme and authority, without credentials: each has a robots.txt of its own.

    Raises ValueError for what is no http(s) URL.
    """
    seen = ada_url.URL(url)
    if seen.protocol not in ("http:", "https:"):
        raise ValueError(f"no URL of the web: {url!r}")
    return f"{seen.protocol}//{seen.host}"


def read_rules(body: bytes, products: Collection[str] = (PRODUCT,)) -> Protego:
    """Read a robots.txt, whatever it is: an HTML page has no lines that are rules."""
    return Protego.parse("\n".join(_canonical(_text(body), products)))


def _text(body: bytes) -> str:
    """Decode the first 500 KiB; a line that is cut there does not count."""
    if len(body) > MOST_BYTES:
        body = body[:MOST_BYTES]
        body = body[: max(body.rfind(b"\n"), body.rfind(b"\r")) + 1] or body
    return body.decode("utf-8-sig", "replace")


def _canonical(text: str, products: Collection[str]) -> Iterator[str]:
    """Yield user agents and rules alone, in their canonical spelling.

    A Crawl-delay within a list of user agents waits for the end of the list, for it must not end it
    (RFC 9309 2.2.4; google/robotstxt, robots_test.cc, ID_LineSyntax_Groups_OtherRules).
    """
    held: list[str] = []
    in_rules = True
    for raw in re.split(r"[\r\n]+", text):
        line = raw.partition("#")[0].strip(" \t")
        if agent := _AGENT.match(line):
            in_rules = False
            yield f"user-agent: {_product(agent[1], products)}"
        elif rule := _RULE.match(line):
            value = _FALSE_BREAKS.sub(lambda found: quote(found[0]), rule[3].strip(" \t"))
            if rule[1] or rule[2]:
                yield from held
                held.clear()
                in_rules = True
                yield f"{'allow' if rule[1] else 'disallow'}: {value}"
            elif in_rules:
                yield f"crawl-delay: {value}"
            else:
                held.append(f"crawl-delay: {value}")
    yield from held


def _product(value: str, products: Collection[str]) -> str:
    """Return the product a user-agent line names, `*`, or a name that is nobody's.

    The version behind it (`embedarchive/1.0`) is no part of the name (RFC 9309 2.2.1).
    """
    value = value.strip(" \t")
    if value == "*" or value.startswith(("* ", "*\t")):
        return "*"
    named = _TOKEN.match(value)
    return named[0].lower() if named and named[0].lower() in products else _NOT_OURS


def _is_unreachable(exchange: Exchange) -> bool:
    """Whether RFC 9309 2.3.1.4 forbids everything: no answer, a server error, half a file.

    429 is treated as unreachable, not as "unavailable" like the other 4xx: it says "not now".
    """
    status = exchange.status
    if status is None or status == 429 or status < 200 or status >= 500:
        return True
    cut = exchange.failure is not None and len(exchange.body) < MOST_BYTES
    return cut and status < 300


def _redirect(url: str, exchange: Exchange) -> str | None:
    """Return where the answer points to, if that can be asked for."""
    target = exchange.header("Location")
    if exchange.status not in _REDIRECTS or not target:
        return None
    try:
        following = urljoin(url, target.strip())
        return following if urlsplit(following).scheme in ("http", "https") else None
    except ValueError:
        return None
