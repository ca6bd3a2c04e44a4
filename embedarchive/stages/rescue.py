"""A dead short link: the Wayback Machine is asked where it led when it was alive.

t.co's redirects are themselves archived (ODU ws-dl, 2021-01-22). The index's key is lower-cased, while slugs
are case-sensitive: only captures are read whose `original` is the very link.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import SplitResult, urlsplit

from embedarchive.late import re
from embedarchive.platforms.replays import replayed
from embedarchive.records import Dialogue, Exchange, Hop, HopKind, Purpose, Request
from embedarchive.stages.redirects import Onward, by_meta_refresh, by_script, from_header
from embedarchive.stages.snapshot.wayback import Capture, Listing, captures_of

MOST_COPIES = 2
"""Mementos read for one link: the second where the first holds no redirect or cannot be had."""
ORIGINAL = re.compile(r"<([^<>\s]{1,4000})>\s{0,9};\s{0,9}rel\s{0,9}=\s{0,9}\"?original\b", re.I)
FOLDED = re.compile(r"30[12378]\Z")


@dataclass(frozen=True, slots=True)
class Rescue:
    """What the archive tells of a dead link."""

    hops: tuple[Hop, ...]
    """The index's answer and each copy that was read, with their records."""
    step: Onward | None = None
    """Where the link led; None where no copy tells."""


def rescue(link: str) -> Dialogue[Rescue]:
    """Look a dead link up in the Wayback Machine; read where an archived copy of it led."""
    listing = yield from captures_of(link)
    copies = telling(link, listing.captures)[:MOST_COPIES]
    hops = [_indexed(listing, copies)]
    for copy in copies:
        exchange: Exchange = yield Request(copy.raw_url, Purpose.MEMENTO)
        step = archived_step(link, exchange)
        hops.append(_read(copy, exchange, step))
        if step is not None:
            return Rescue(tuple(hops), step)
    return Rescue(tuple(hops))


def telling(link: str, captures: Iterable[Capture]) -> list[Capture]:
    """Order the captures of the very link: redirects, then pages, the earliest first; errors tell nothing."""
    own = (one for one in captures if same_link(one.original, link) and not re.match("[45]", one.status))
    return sorted(own, key=lambda one: (FOLDED.match(one.status) is None, one.timestamp))


def same_link(one: str, other: str) -> bool:
    """Whether two URLs are one link but for the scheme, the default port and the host's case."""
    first, second = _parts(one), _parts(other)
    return first is not None and first == second


def _parts(url: str) -> tuple[str, str, str] | None:
    try:
        parts: SplitResult = urlsplit(url)
        host = parts.hostname or ""
        port = parts.port
    except ValueError:
        return None
    return (host if port in (None, 80, 443) else f"{host}:{port}", parts.path or "/", parts.query)


def archived_step(link: str, exchange: Exchange) -> Onward | None:
    """Return where an archived copy of a link points; None where this is no copy of it, or tells nothing.

    An answer without `Memento-Datetime` is the archive's own (a neighbouring capture, an error, its limits).
    """
    if exchange.status is None or exchange.failure or exchange.header("Memento-Datetime") is None:
        return None
    named = ORIGINAL.search(exchange.header("Link") or "")
    if named and not same_link(named[1], link):
        return None
    location = exchange.header("Location")
    target = exchange.header("X-Archive-Orig-Location") or replayed(location or "") or location
    if target is not None and 300 <= exchange.status < 400:
        return from_header(HopKind.ARCHIVED, target, link)
    shown = exchange._replace(request=Request(link))
    step = by_meta_refresh(shown) or by_script(shown)
    return replace(step, kind=HopKind.ARCHIVED) if step and exchange.ok else None


def _indexed(listing: Listing, copies: list[Capture]) -> Hop:
    exchange = listing.exchange
    nothing = "" if copies else "the Wayback Machine lists no copy of this very link"
    return Hop(
        exchange.request.url,
        HopKind.ARCHIVE_INDEX,
        exchange.status,
        copies[0].raw_url if copies else None,
        exchange.failure,
        exchange.detail or ("the Wayback Machine's index could not be read" if listing.problem else nothing),
        exchange.record,
    )


def _read(copy: Capture, exchange: Exchange, step: Onward | None) -> Hop:
    return Hop(
        copy.raw_url,
        HopKind.ARCHIVED,
        exchange.status,
        step.target if step else None,
        exchange.failure,
        exchange.detail or ("" if step else "the copy does not tell where the link led"),
        exchange.record,
        step.notes if step else (),
    )
