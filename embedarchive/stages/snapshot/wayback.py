"""The Wayback Machine: which copies it holds of a post, and what the best of them says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from embedarchive.late import re
from embedarchive.platforms import PLATFORMS, read_url
from embedarchive.platforms.twitter import NAME
from embedarchive.records import (
    All,
    Confined,
    Copy,
    CopyKind,
    Dialogue,
    Exchange,
    Overrun,
    PostRef,
    Purpose,
    Request,
    Testified,
    Testimony,
    Witness,
)
from embedarchive.stages.snapshot.asking import ask, listing, read_json, unanswered
from embedarchive.stages.snapshot.mementos import read_memento
from embedarchive.stages.snapshot.told import Told, silent, testimony_of

CDX = "https://web.archive.org/cdx/search/cdx"
FIELDS = ("timestamp", "original", "mimetype", "statuscode", "digest")
MOST_CAPTURES = 500
MOST_TRIED = 3
"""Mementos read for one post before giving up: most are of the same words."""
HOSTS = ("twitter.com", "x.com")
"""Posts are held mostly under the old name, some under the new one (wayback-machine-webextension #1054)."""
STAMP = re.compile(r"[0-9]{14}\Z")
IN_MEMENTO = re.compile(r"/web/([0-9]{14})(?:id_)?/")


@dataclass(frozen=True, slots=True)
class Capture:
    """One row of the CDX index."""

    timestamp: str
    """`YYYYMMDDhhmmss`, UTC."""
    original: str
    """The URL as captured, in its own case: the index's key is lower-cased."""
    mimetype: str
    status: str = ""
    """HTTP status of the capture as the index writes it; `-` for a repeated capture (a revisit record)."""

    @property
    def raw_url(self) -> str:
        """Where the bytes as captured stand."""
        return f"https://web.archive.org/web/{self.timestamp}id_/{self.original}"

    @property
    def public_url(self) -> str:
        """Where a person looks at it."""
        return f"https://web.archive.org/web/{self.timestamp}/{self.original}"


@dataclass(frozen=True, slots=True)
class Listing:
    """The answer to one CDX query."""

    captures: tuple[Capture, ...]
    exchange: Exchange
    problem: Testified | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """What the archive holds of one post."""

    testimonies: tuple[Testimony, ...] = ()
    copies: tuple[Copy, ...] = ()
    unreached: tuple[str, ...] = ()


def captures_under(prefix: str) -> Dialogue[Listing]:
    """List the successful captures of every URL that begins with `prefix` (no scheme)."""
    return (yield from listed(prefix, "prefix", {"filter": "statuscode:200"}))


def captures_of(url: str) -> Dialogue[Listing]:
    """List every capture of one URL, whatever its status, and of those the index takes for the same.

    The index's key is lower-cased: compare `Capture.original`.
    """
    return (yield from listed(url, "exact", {}))


def held_of(url: str) -> Dialogue[Listing]:
    """List the successful captures of one URL."""
    return (yield from listed(url, "exact", {"filter": "statuscode:200"}))


def listed(url: str, match: str, narrowed: Mapping[str, str | tuple[str, ...]]) -> Dialogue[Listing]:
    """Ask the index; `match` is `exact` or `prefix`, `narrowed` are further parameters."""
    query: dict[str, str | tuple[str, ...]] = {
        "url": url,
        "matchType": match,
        "output": "json",
        "fl": ",".join(FIELDS),
        **narrowed,
        "limit": str(MOST_CAPTURES),
    }
    exchange = yield from ask(Request(f"{CDX}?{urlencode(query, doseq=True)}", Purpose.CDX))
    if problem := unanswered(exchange):
        return Listing((), exchange, problem)
    if not exchange.ok:
        return Listing((), exchange, Testified.UNREADABLE)
    if exchange.body.strip() and not isinstance(read_json(exchange), list):
        return Listing((), exchange, Testified.UNREADABLE)
    return Listing(read_cdx(exchange), exchange)


def read_cdx(exchange: Exchange) -> tuple[Capture, ...]:
    """Read CDX JSON: a header row, then rows; malformed rows occur and are left out (edgi `wayback`)."""
    rows = [listing(row) for row in listing(read_json(exchange))]
    names = [str(name) for name in rows[0]] if rows else []
    keyed = (dict(zip(names, row, strict=False)) for row in rows[1:] if len(row) == len(names))
    return tuple(
        Capture(
            str(row["timestamp"]),
            str(row["original"]),
            str(row.get("mimetype", "")),
            str(row.get("statuscode", "")),
        )
        for row in keyed
        if STAMP.match(str(row.get("timestamp", ""))) and "original" in row
    )


def mementos_of(post: PostRef, handle: str | None) -> Dialogue[Kept]:
    """Look for copies of one post under the addresses that archives know it by, and read the best."""
    known = post._replace(handle=post.handle or handle)
    paths = archived_as(known)
    if not paths:
        return Kept()
    # X's permalinks are asked for by prefix: `…/status/ID/photo/1` shows the post too.
    asked = captures_under if post.platform == NAME else held_of
    listings: list[Listing] = yield All.of(asked(path) for path in paths)
    return (yield from best_of(post, listings))


def archived_as(post: PostRef) -> tuple[str, ...]:
    """Return the addresses, without scheme, under which archives hold a post."""
    site = PLATFORMS[post.platform]
    if post.platform == NAME and post.handle is None:
        return ()
    own = site.permalink(post)
    return site.archived_as(post) or ((own.partition("://")[2],) if own else ())


def best_of(post: PostRef, listings: Sequence[Listing]) -> Dialogue[Kept]:
    """Read captures of a post, the most telling first, until one shows its words."""
    failed = tuple(one.exchange.request.url for one in listings if one.problem)
    captures = ranked(post, (capture for one in listings for capture in one.captures))
    if not captures:
        return Kept((_nothing(listings),), (), failed)
    tried: list[Testimony] = []
    copies: list[Copy] = []
    for capture in captures[:MOST_TRIED]:
        testimony, copy = yield from memento(post, capture)
        tried.append(testimony)
        copies.extend([copy] if copy else [])
        if testimony.status is Testified.FOUND:
            break
    return Kept(tuple(tried), tuple(copies), failed)


def _nothing(listings: Sequence[Listing]) -> Testimony:
    worst = next((one for one in listings if one.problem), listings[0])
    return Testimony(
        Witness.MEMENTO,
        worst.problem or Testified.NO_COPY,
        worst.exchange.request.url,
        detail=worst.exchange.detail or _why_nothing(worst),
        record=worst.exchange.record,
    )


def _why_nothing(listing: Listing) -> str:
    said = f"the Wayback Machine's index answered HTTP {listing.exchange.status} and nothing to read"
    return said if listing.problem else "the Wayback Machine holds no copy"


def ranked(post: PostRef, captures: Iterable[Capture]) -> list[Capture]:
    """Order the captures of one post: JSON before pages, then the earliest.

    X refuses most page captures, and an early copy shows the words before an edit.
    """
    own = [one for one in captures if (named := read_url(one.original)) and named.id == post.id]
    return sorted(own, key=lambda one: ("json" not in one.mimetype, one.timestamp))


def memento(post: PostRef, capture: Capture) -> Dialogue[tuple[Testimony, Copy | None]]:
    """Fetch one capture as raw bytes; return what it says and, if it came, the copy."""
    exchange = yield from ask(Request(capture.raw_url, Purpose.MEMENTO))
    if problem := unanswered(exchange):
        return silent(exchange, Witness.MEMENTO, problem, exchange.detail), None
    if not exchange.ok:
        return silent(exchange, Witness.MEMENTO, Testified.NO_COPY, f"HTTP {exchange.status}"), None
    kept = Copy(CopyKind.MEMENTO, capture.public_url, captured_at(exchange, capture), exchange.record)
    media_type = exchange.header("Content-Type") or capture.mimetype
    told: Told | Overrun | None = yield Confined(read_memento, (exchange.body, media_type, post))
    if isinstance(told, Told):
        return testimony_of(exchange, Witness.MEMENTO, post, replace(told, post_id=post.id)), kept
    why = told.reason if told else "the copy does not show the post's words"
    return silent(exchange, Witness.MEMENTO, Testified.UNREADABLE, why), kept


def captured_at(exchange: Exchange, capture: Capture) -> str:
    """Return when the answered capture was made, ISO 8601: the archive may answer with its neighbour."""
    moved = IN_MEMENTO.search(exchange.request.url)
    stamp = moved[1] if moved else capture.timestamp
    day, time = (
        "-".join((stamp[:4], stamp[4:6], stamp[6:8])),
        ":".join((stamp[8:10], stamp[10:12], stamp[12:])),
    )
    return f"{day}T{time}Z"
