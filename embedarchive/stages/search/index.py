"""The rung that asks the web archive's index for an author's posts of one UTC day and reads them all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from embedarchive.platforms import read_url, snowflake
from embedarchive.platforms.twitter import NAME
from embedarchive.records import All, Candidate, Dialogue, PostRef, Testified, Testimony
from embedarchive.stages.search.likeness import Judged, decided, likeness
from embedarchive.stages.search.rungs import Lost, Rung, quest
from embedarchive.stages.snapshot import ask_platform
from embedarchive.stages.snapshot.asking import listing as rows_of
from embedarchive.stages.snapshot.asking import read_json
from embedarchive.stages.snapshot.wayback import HOSTS, Capture, Kept, Listing, best_of, listed, ranked

RUNG = "cdx"
MOST_PAGES = 4
"""Listing pages read per prefix, 500 captures each."""
MOST_READ = 60
"""Posts of one author and day that are read; of a day with more the first are only named."""
MOST_NAMED = 12
MOST_ASKED = 12
"""Posts whose copies show no words and for which X itself is asked."""


def by_index(lost: Lost) -> Dialogue[Rung]:
    """Look for the author's archived posts of the claimed UTC day and compare their words.

    All of them are read, though one may fit: the author may have said the same twice that day.
    """
    sought = quest(lost)
    if sought is None or lost.mention.platform != NAME:
        return Rung()
    low, high = snowflake.day_range(sought.day)
    prefixes = snowflake.day_cover(sought.day)
    paths = [f"{host}/{sought.handle}/status/{prefix}" for host in HOSTS for prefix in prefixes]
    found: list[Listed] = yield All.of(captures_between(path, low, high) for path in paths)
    return (yield from _read(lost, found, low, high))


def _read(lost: Lost, found: Sequence[Listed], low: int, high: int) -> Dialogue[Rung]:
    pages = [page for one in found for page in one.pages]
    unreached = tuple(page.exchange.request.url for page in pages if page.problem)
    by_post = _by_post(pages, low, high)
    if len(by_post) > MOST_READ or any(one.cut for one in found):
        return Rung(tuple(_unread(by_post, pages)), unreached)
    judged: list[Judged] = yield All.of(
        _judged(lost, post, page, n) for n, (post, page) in enumerate(by_post.items())
    )
    unheard = tuple(url for one in judged for url in one.unreached)
    candidates, chosen, tied = decided(RUNG, judged)
    return Rung(candidates, unreached + unheard, chosen.held if chosen else None, tied=tied)


def _judged(lost: Lost, post: PostRef, page: Listing, number: int) -> Dialogue[Judged]:
    """Read the copies of one post; where they show no words, ask X itself for them."""
    held: Kept = yield from best_of(post, [page])
    told = _telling(held.testimonies)
    if told is None and number < MOST_ASKED:
        said: tuple[Testimony, ...] = yield from ask_platform(post)
        told = _telling(said)
    last = told or held.testimonies[-1]
    fits, why = likeness(lost.mention, last)
    unheard = tuple(one.url for one in held.testimonies if one.unanswered)
    return Judged(post, fits, why, last.record, held, unheard if told is None else ())


def _telling(testimonies: Iterable[Testimony]) -> Testimony | None:
    return next((one for one in testimonies if one.status is Testified.FOUND and one.text), None)


def _unread(by_post: Mapping[PostRef, Listing], pages: Sequence[Listing]) -> Iterator[Candidate]:
    """Name the first posts of a day that has too many of them, each with the index that lists it."""
    why = f"one of {len(by_post)} or more archived posts of that author and day, too many to read"
    for post, page in islice(by_post.items(), MOST_NAMED):
        yield Candidate(post, RUNG, False, why, page.exchange.record)


def _by_post(pages: Iterable[Listing], low: int, high: int) -> dict[PostRef, Listing]:
    """Group the captures of that day's posts; the prefixes cover more, so ids are compared as numbers."""
    names: dict[str, PostRef] = {}
    grouped: dict[str, list[Capture]] = {}
    first: dict[str, Listing] = {}
    for page in pages:
        for capture in page.captures:
            post = read_url(capture.original)
            if post and post.platform == NAME and low <= int(post.id) <= high:
                names.setdefault(post.id, post)
                first.setdefault(post.id, page)
                grouped.setdefault(post.id, []).append(capture)
    return {
        names[post_id]: replace(
            first[post_id], captures=tuple(ranked(names[post_id], captures)), problem=None
        )
        for post_id, captures in grouped.items()
    }


# --- Listings, page by page -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Listed:
    """All pages of one listing, or the first of too many."""

    pages: tuple[Listing, ...]
    cut: bool
    """More pages would follow."""


def captures_between(prefix: str, low: int, high: int) -> Dialogue[Listed]:
    """List the captures of posts under a prefix (no scheme) whose ids lie in a range, page by page.

    The index applies the regular expression itself (wayback-cdx-server README, "Regex filtering"), so
    that the posts of the prefix's other days fill no page.
    """
    query: dict[str, str | tuple[str, ...]]
    query = {"filter": ("statuscode:200", f"original:{id_pattern(low, high)}"), "showResumeKey": "true"}
    pages: list[Listing] = []
    onward: dict[str, str] = {}
    for _ in range(MOST_PAGES):
        page = yield from listed(prefix, "prefix", {**query, **onward})
        pages.append(page)
        key = resume_key(page)
        if key is None:
            return Listed(tuple(pages), False)
        onward = {"resumeKey": key}
    return Listed(tuple(pages), True)


def resume_key(page: Listing) -> str | None:
    """Return where the listing goes on: behind an empty row stands the key alone (CDX README)."""
    rows = rows_of(read_json(page.exchange)) if page.problem is None else []
    if len(rows) < 2 or rows[-2] != [] or len(rows_of(rows[-1])) != 1:
        return None
    key = rows[-1][0]
    return key if isinstance(key, str) and re.fullmatch(r"[\x21-\x7e]{1,2000}", key) else None


def id_pattern(low: int, high: int) -> str:
    """Return a pattern for URLs with an id of a range, or a little beyond: by its leading digits."""
    return f".*/({'|'.join(snowflake.cover(low, high, most=10))})[0-9]*([^0-9].*)?"
