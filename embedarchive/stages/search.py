"""Which post does a mention cite? A ladder: permalink, slug of the post's own media, archive search.

A wrong permalink is worse than none: each step names candidates and says why it took or refused them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from urllib.parse import urlsplit

from embedarchive.platforms import PLATFORMS, read_url, snowflake
from embedarchive.platforms.twitter import NAME, tco_slug
from embedarchive.records import (
    All,
    Candidate,
    Claim,
    Copy,
    Dialogue,
    Mention,
    MentionKind,
    PostRef,
    RecordRef,
    Resolution,
    Testified,
    Testimony,
)
from embedarchive.stages.snapshot.wayback import HOSTS, Capture, Listing, captures_under, memento, ranked
from embedarchive.stages.words import compare

OWN_MEDIA = re.compile(r"/(?:photo|video)/[0-9]+/?\Z")
"""A slug that leads to the media of a post, and so, unless borrowed, to the post itself (danbooru tests)."""
MOST_CANDIDATES = 12
"""Posts of one author and day that are read; of a day with more the first are only named."""


@dataclass(frozen=True, slots=True)
class Found:
    """What the ladder found."""

    post: PostRef | None
    candidates: tuple[Candidate, ...] = ()
    unreached: tuple[str, ...] = ()
    copies: tuple[Copy, ...] = ()


def search(mention: Mention, resolutions: Sequence[Resolution]) -> Dialogue[Found]:
    """Climb the ladder until a step accepts a post."""
    linked = _first_only(by_link(mention, resolutions))
    if chosen := next((one for one in linked if one.accepted), None):
        return Found(chosen.post, linked)
    claim = mention.claim
    if mention.platform != NAME or not (claim.handle and claim.date and claim.text):
        return Found(None, linked)
    found = yield from by_archive(mention, claim.handle, claim.date)
    return replace(found, candidates=linked + found.candidates)


# --- Steps that need no request ----------------------------------------------------------------


def by_link(mention: Mention, resolutions: Iterable[Resolution]) -> Iterator[Candidate]:
    """Yield the posts that the markup or the links name."""
    if mention.post:
        yield Candidate(mention.post, "permalink", True, "the article itself links the post")
    for resolution in resolutions:
        if resolution.post is None or _same(resolution.post, mention.post):
            continue
        if not resolution.arrived:
            yield _candidate(resolution, "link", False, "behind a page that warns of it")
        elif mention.kind is MentionKind.LINK:
            yield _candidate(resolution, "link", True, "the link leads to the post")
        else:
            yield by_slug(mention.claim, resolution)


def _first_only(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Leave one accepted: a mention cites one post, and what the article links goes before its slugs."""
    kept: list[Candidate] = []
    for one in candidates:
        first = next((other for other in kept if other.accepted), None)
        second = first is not None and one.accepted
        why = f"{one.reason}; but {first.post.id} goes before it" if first else one.reason
        kept.append(replace(one, accepted=False, reason=why) if second else one)
    return tuple(kept)


def by_slug(claim: Claim, resolution: Resolution) -> Candidate:
    """Judge a link in the quoted words: only the post's own media lead to the post.

    Media may be borrowed from another author's post, and a plain t.co is an outbound or quoted
    link; so handle and UTC date must agree.
    """
    assert resolution.post is not None
    post = resolution.post
    if post.platform != NAME or not _leads_to_media(resolution):
        return _candidate(resolution, "slug", False, "a link in the quoted words, not the post's own media")
    if not claim.handle or (post.handle or "").lower() != claim.handle.lower():
        return _candidate(resolution, "slug", False, f"the media are @{post.handle}'s, not @{claim.handle}'s")
    day = posted_on(post)
    if claim.date is None or day is None:
        return _candidate(resolution, "slug", False, "no date to hold against the post's own")
    if day != claim.date:
        return _candidate(resolution, "slug", False, f"the media were posted on {day}, not on {claim.date}")
    return _candidate(resolution, "slug", True, "the post's own media; author and UTC date agree")


def _leads_to_media(resolution: Resolution) -> bool:
    path = urlsplit(resolution.final_url or "").path
    return bool(tco_slug(resolution.asked)) and bool(OWN_MEDIA.search(path))


def _candidate(resolution: Resolution, rung: str, accepted: bool, reason: str) -> Candidate:
    assert resolution.post is not None
    return Candidate(resolution.post, rung, accepted, reason, resolution.record)


def _same(one: PostRef, other: PostRef | None) -> bool:
    return other is not None and (one.platform, one.id) == (other.platform, other.id)


def posted_on(post: PostRef) -> dt.date | None:
    """Return the UTC day that the id tells, where it tells one."""
    site = PLATFORMS.get(post.platform)
    moment = site.posted_at(post.id) if site else None
    return moment.date() if moment else None


# --- The archive -------------------------------------------------------------------------------


def by_archive(mention: Mention, handle: str, day: dt.date) -> Dialogue[Found]:
    """Ask the Wayback Machine for the author's posts of that UTC day and compare their words.

    One UTC day spans 3.6e14 ids, so one or two prefixes of `HOST/HANDLE/status/` cover it.
    """
    low, high = snowflake.day_range(day)
    paths = [f"{host}/{handle}/status/{prefix}" for host in HOSTS for prefix in snowflake.cover(low, high)]
    listings: list[Listing] = yield All.of(captures_under(path) for path in paths)
    unreached = tuple(one.exchange.request.url for one in listings if one.problem)
    by_post = _by_post(listings, low, high)
    if len(by_post) > MOST_CANDIDATES:
        return Found(None, tuple(_unread(by_post, listings)), unreached)
    tried: list[_Tried] = yield All.of(
        _compared(mention, post, captures) for post, captures in by_post.items()
    )
    unheard = tuple(one.told.url for one in tried if one.told.unanswered)
    candidates = _decided([one.candidate for one in tried])
    chosen = next((one.post for one in candidates if one.accepted), None)
    copies = tuple(one.copy for one in tried if one.copy and _same(one.candidate.post, chosen))
    return Found(chosen, candidates, unreached + unheard, copies)


def _unread(by_post: dict[PostRef, list[Capture]], listings: Sequence[Listing]) -> Iterator[Candidate]:
    """Name the first posts of a day that has too many of them, each with the index that lists it."""
    why = f"one of {len(by_post)} archived posts of that author and day, too many to read"
    for post, captures in islice(by_post.items(), MOST_CANDIDATES):
        index = next(one for one in listings if captures[0] in one.captures)
        yield Candidate(post, "cdx", False, why, index.exchange.record)


@dataclass(frozen=True, slots=True)
class _Tried:
    """One post of the day and what its copy says."""

    candidate: Candidate
    told: Testimony
    copy: Copy | None


def _by_post(listings: Iterable[Listing], low: int, high: int) -> dict[PostRef, list[Capture]]:
    """Group the captures of that day's posts; the prefixes cover more, so ids are compared as numbers."""
    grouped: dict[str, list[Capture]] = {}
    names: dict[str, PostRef] = {}
    for capture in (one for listing in listings for one in listing.captures):
        post = read_url(capture.original)
        if post and post.platform == NAME and low <= int(post.id) <= high:
            names.setdefault(post.id, post)
            grouped.setdefault(post.id, []).append(capture)
    return {names[post_id]: ranked(names[post_id], captures) for post_id, captures in grouped.items()}


def _compared(mention: Mention, post: PostRef, captures: Sequence[Capture]) -> Dialogue[_Tried]:
    testimony, copy = yield from memento(post, captures[0])
    agrees, reason = _agreement(mention, testimony)
    return _Tried(Candidate(post, "cdx", agrees, reason, testimony.record), testimony, copy)


def _agreement(mention: Mention, told: Testimony) -> tuple[bool, str]:
    if told.status is not Testified.FOUND:
        return False, f"its copy could not be read: {told.detail or told.status}"
    if (told.handle or "").lower() != (mention.claim.handle or "").lower():
        return False, f"its copy is of a post by @{told.handle}"
    held = compare(mention.claim.text, told.text, told_cut=told.text_cut, start_certain=mention.start_certain)
    if held.same and held.how not in ("part", "shortened"):
        return True, "an archived copy of that author and day says the same words"
    return False, "only a part of its words is quoted" if held.same else f"its words differ ({held.how})"


def _decided(candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Accept one post or none: two that say the same words cannot be told apart."""
    agreeing = [one for one in candidates if one.accepted]
    if len(agreeing) <= 1:
        return tuple(candidates)
    tie = "another post of that day says the same words"
    return tuple(replace(one, accepted=False, reason=tie) if one.accepted else one for one in candidates)


def record_of(candidates: Iterable[Candidate], post: PostRef | None) -> RecordRef | None:
    """Return the record on which the choice of `post` stands."""
    chosen = (one.record for one in candidates if one.accepted and _same(one.post, post))
    return next(chosen, None)
