"""A source becomes a reading: it is asked for, decoded, laid out as text and searched for mentions."""

from __future__ import annotations

from dataclasses import replace

from embedarchive.platforms.snowflake import uploads
from embedarchive.records import (
    Article,
    Confined,
    Dialogue,
    Exchange,
    Failure,
    HopKind,
    Load,
    Mention,
    Overrun,
    Purpose,
    Reading,
    Request,
    Source,
    SourceKind,
)
from embedarchive.stages.decoding import decode
from embedarchive.stages.feeds import as_page, is_feed
from embedarchive.stages.find import find
from embedarchive.stages.mediatype import HTML, media_type, refusal
from embedarchive.stages.metadata import Metadata, read_metadata
from embedarchive.stages.origin import origin_of_page, origin_of_text
from embedarchive.stages.page import Locate, Page, parse
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
    Failure.PROTOCOL: "answered with something that is no HTTP",
    Failure.DISCONNECT: "broke off in the middle of its answer; try again later",
    Failure.ROBOTS: "is closed to us by the site's robots.txt; save the page and give the file",
    Failure.RESTING: "was not asked: its host is resting after failures; try again later",
    Failure.OFFLINE: "is not in the archive, and this run asks nobody else",
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
    return replace(exchange, failure=Failure.PROTOCOL, detail=why)


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
    if failure is Failure.PROTOCOL and said:
        return said
    return f"{FAILURES[failure]} ({said})" if said else FAILURES[failure]


# --- Reading: pure, over bytes nobody vouches for -----------------------------------------------


def read(source: Source, exchange: Exchange) -> Reading:
    """Read the bytes of an exchange: the article and its mentions, or why there is none."""
    declared = exchange.header("Content-Type") if source.kind is SourceKind.URL else None
    kind = media_type(source.name, declared, exchange.body)
    problem = refusal(kind, exchange.body)
    if problem:
        return Reading(None, (), f"{source.name}: {problem}")
    text, encoding = decode(exchange.body, declared, markup=kind == HTML)
    document = _document(kind, text)
    # Before the text is looked at: what is found says which places in it are wanted.
    mentions = find(document, exchange.started)
    return Reading(_article(source, exchange, kind, document, encoding), mentions)


def mentions_in(source: Source, exchange: Exchange, locate: Locate | None) -> tuple[Mention, ...]:
    """Return the mentions that `read` finds, and nothing else of the article; none where there is none.

    `locate` is an engine that looks for all literals at once (`find.gate.locating`).
    """
    declared = exchange.header("Content-Type") if source.kind is SourceKind.URL else None
    kind = media_type(source.name, declared, exchange.body)
    if refusal(kind, exchange.body):
        return ()
    text, _ = decode(exchange.body, declared, markup=kind == HTML)
    return find(_document(kind, text, locate), exchange.started)


def _document(kind: str, text: str, locate: Locate | None = None) -> Page | str:
    if kind != HTML:
        return text
    return parse(as_page(text) if is_feed(text) else text, locate)


def _article(source: Source, exchange: Exchange, kind: str, document: Page | str, encoding: str) -> Article:
    url = exchange.request.url if source.kind is SourceKind.URL else None
    page = document if isinstance(document, Page) else None
    known = read_metadata(page.tree, url) if page else Metadata(title=None)
    return Article(
        asked=source.name,
        url=url,
        title=known.title,
        publisher=known.publisher,
        published=known.published,
        lang=known.lang,
        text=document.text if isinstance(document, Page) else document,
        media_type=kind,
        encoding=encoding,
        origin=_origin(source, document),
        uploads=uploads(document.source if isinstance(document, Page) else document),
        exchange=replace(exchange, body=b""),
    )


def _origin(source: Source, document: Page | str) -> str | None:
    if source.kind is SourceKind.URL:
        return None
    found = (
        origin_of_page(document.source, document.tree)
        if isinstance(document, Page)
        else origin_of_text(document)
    )
    return source.address or found
