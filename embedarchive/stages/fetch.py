"""A source becomes a reading: it is asked for, followed to its end, and read."""

from __future__ import annotations

from embedarchive.records import (
    Confined,
    Dialogue,
    Exchange,
    Failure,
    HopKind,
    Load,
    Overrun,
    Purpose,
    Reading,
    Request,
    Source,
    SourceKind,
)
from embedarchive.stages.reading import read
from embedarchive.stages.redirects import onward

MAX_HOPS = 10
FOLLOWED = frozenset({HopKind.LOCATION, HopKind.REFRESH_HEADER, HopKind.META_REFRESH, HopKind.INTERSTITIAL})
"""Signs that lead from an article's URL to the article; scripts of a news page lead elsewhere."""

FAILURES = {
    Failure.BAD_URL: "is no http(s) URL; check how it is written",
    Failure.REFUSED_ADDRESS: (
        "is refused: only public addresses and the web's own ports are asked "
        "(for a test server on this machine there is --allow-loopback)"
    ),
    Failure.DNS: "has a host name that cannot be found; check the name or try again later",
    Failure.CONNECT: "cannot be reached: the host takes no connection; try again later",
    Failure.TLS: "has no trustworthy certificate; nothing was read",
    Failure.TIMEOUT: "did not answer in time; try again later",
    Failure.PROTOCOL: "answered with something that is no HTTP; check the address or try again later",
    Failure.DISCONNECT: "broke off in the middle of its answer; try again later",
    Failure.ROBOTS: "is closed to us by the site's robots.txt; save the page and give the file",
    Failure.RESTING: "was not asked: its host is resting after failures; try again later",
    Failure.OFFLINE: "is not in the archive, and --offline asks nobody",
    Failure.STOPPED: "was not asked: the run was being stopped; run it again",
    Failure.UNREADABLE: "cannot be read",
}
STATUSES = {
    401: "wants a login; save the page and give the file",
    403: "refuses us (403); save the page and give the file, or look for it in the Wayback Machine",
    404: "does not exist (404); look for it in the Wayback Machine",
    410: "is gone (410); look for it in the Wayback Machine",
    429: "asks us to come later (429); try again later",
    451: "is withheld for legal reasons (451); look for it in the Wayback Machine",
}
OVERRUNS = {
    "deadline": "takes too long to read and was given up",
    "memory": "needs too much memory to read and was given up",
}


def fetch(source: Source) -> Dialogue[tuple[Reading, Exchange]]:
    """Follow a source to its end and read it. What goes wrong is the reading's `problem`."""
    exchange: Exchange = (
        (yield from _follow(source.url)) if source.kind is SourceKind.URL else (yield Load(source))
    )
    problem = exchange_problem(source, exchange)
    if problem:
        return Reading(None, (), problem), exchange
    reading: Reading | Overrun = yield Confined(read, (source, exchange))
    if isinstance(reading, Overrun):
        why = OVERRUNS.get(reading.reason, f"made its reader stop ({reading.reason}) and was given up")
        return Reading(None, (), f"{source.name}: {why}"), exchange
    return reading, exchange


def _follow(url: str) -> Dialogue[Exchange]:
    """Ask for a URL and for what its answers point to; the last answer is the article's."""
    seen: set[str] = set()
    while True:
        exchange: Exchange = yield Request(url, Purpose.ARTICLE)
        seen.add(url)
        step = onward(exchange)
        if step is None or step.kind not in FOLLOWED or exchange.failure is not None:
            return exchange
        if step.url is None:
            return _broken(exchange, f"points to {step.target!r}, which is no http(s) URL")
        if step.url in seen:
            # A page that refreshes itself into a page already seen is still a page.
            is_page = step.kind is not HopKind.LOCATION
            return exchange if is_page else _broken(exchange, "redirects in a circle")
        if len(seen) > MAX_HOPS:
            return _broken(exchange, f"redirects more than {MAX_HOPS} times")
        url = step.url


def _broken(exchange: Exchange, why: str) -> Exchange:
    return exchange._replace(failure=Failure.PROTOCOL, detail=why)


def exchange_problem(source: Source, exchange: Exchange) -> str | None:
    """Say in one line why an exchange holds no article; None where it may."""
    if exchange.failure:
        return f"{source.name}: {_failure(source, exchange)}"
    if exchange.status is not None and not 200 <= exchange.status < 300:
        general = (
            f"answers with status {exchange.status}; try again later or look for it in the Wayback Machine"
        )
        return f"{source.name}: {STATUSES.get(exchange.status, general)}"
    return None


def _failure(source: Source, exchange: Exchange) -> str:
    failure = exchange.failure or Failure.UNREADABLE
    said = " ".join(exchange.detail.split())
    if source.kind is not SourceKind.URL or failure is Failure.UNREADABLE:
        return said or "cannot be read; check the path and its permissions"
    if failure is Failure.PROTOCOL and said and exchange.status is not None:
        return said  # `_broken` says it in our words
    # Of a run that asks nobody the detail says no more than the failure.
    return f"{FAILURES[failure]} ({said})" if said and failure is not Failure.OFFLINE else FAILURES[failure]
