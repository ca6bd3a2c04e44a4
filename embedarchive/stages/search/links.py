"""The rungs that follow what the article itself links: the permalink, and the slug of own media."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import urlsplit

from embedarchive.late import re
from embedarchive.platforms.twitter import NAME, tco_slug
from embedarchive.records import (
    Candidate,
    Claim,
    Dialogue,
    Hop,
    HopKind,
    MentionKind,
    Outcome,
    PostRef,
    Resolution,
    Testified,
    Testimony,
)
from embedarchive.stages.recall import recall_slug
from embedarchive.stages.search.likeness import held_against, shows_other_media
from embedarchive.stages.search.rungs import Lost, Rung, posted_on, same
from embedarchive.stages.snapshot import ask_platform
from embedarchive.stages.snapshot.wayback import Kept, mementos_of

OWN_MEDIA = re.compile(r"/(?:photo|video)/[0-9]+/?\Z")
"""A slug that leads to the media of a post, and so, unless borrowed, to the post itself (danbooru tests)."""


def by_permalink(lost: Lost) -> Dialogue[Rung]:
    """Take the post that the markup itself links."""
    yield from ()
    if lost.mention.post is None:
        return Rung()
    return Rung((Candidate(lost.mention.post, "permalink", True, "the article itself links the post"),))


def by_link(lost: Lost) -> Dialogue[Rung]:
    """Take the post that a link in prose leads to: there the link is all that is claimed."""
    if lost.mention.kind is not MentionKind.LINK:
        return Rung()
    ways = yield from _ways(lost)
    warned = [one for one in ways if not one.arrived]
    said = [_candidate(one, "link", one not in warned, _why_linked(one)) for one in ways]
    return Rung(first_only(said))


def _why_linked(way: Resolution) -> str:
    if way.outcome is Outcome.ARCHIVED:
        return "the link is dead; an archived copy of it leads to the post"
    return "the link leads to the post" if way.arrived else "behind a page that warns of it"


def by_slug(lost: Lost) -> Dialogue[Rung]:
    """Follow the slugs in the quoted words: only the post's own media lead to the post.

    Media may be borrowed from another post, of another author or of the same, and a plain t.co is an
    outbound or quoted link; so handle and UTC date must agree, and the words must not be others.
    """
    if lost.mention.kind is MentionKind.LINK:
        return Rung()
    said: list[Candidate] = []
    ways = yield from _ways(lost)
    for one in [judge_slug(lost.mention.claim, way) for way in ways]:
        doubtful = one.accepted and lost.mention.post is None
        said.append((yield from _heard(lost, one)) if doubtful else one)
    likes = (one for one in said if one.reason == LIKE_WORDS)
    return Rung(first_only(said), fallback=next(likes, None))


LIKE_WORDS = "the post's own media; author and UTC date agree, but its words are only like those quoted"
OTHER_MEDIA = "the media are lent: the post that they are of shows another slug of its own"
OTHER_WORDS = "the media are of another post of that author and day, which says other words"


def judge_slug(claim: Claim, resolution: Resolution) -> Candidate:
    """Judge by its address alone whether a slug led to the post that is quoted."""
    post = _named(resolution)
    if not resolution.arrived:
        return _candidate(resolution, "slug", False, "behind a page that warns of it")
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


def _heard(lost: Lost, candidate: Candidate) -> Dialogue[Candidate]:
    """Doubt a post of that author and day that says something else: its media may be borrowed."""
    told = yield from words_of(candidate.post, lost.mention.claim.handle)
    if told is None or (why := _doubt(lost, told)) is None:
        return candidate
    return replace(candidate, accepted=False, reason=why, record=told.record or candidate.record)


def _doubt(lost: Lost, told: Testimony) -> str | None:
    if shows_other_media(lost.mention, told):
        return OTHER_MEDIA
    held = held_against(lost.mention, told)
    if held.same is not False:
        return None
    return LIKE_WORDS if held.how == "altered" else OTHER_WORDS


def words_of(post: PostRef, handle: str | None) -> Dialogue[Testimony | None]:
    """Return a testimony to a post's words, from X itself or else from an archived copy."""
    said: tuple[Testimony, ...] = yield from ask_platform(post)
    kept = Kept() if any(map(_tells, said)) else (yield from mementos_of(post, handle))
    return next((told for told in (*said, *kept.testimonies) if _tells(told)), None)


def _tells(told: Testimony) -> bool:
    return told.status is Testified.FOUND and bool(told.text)


def first_only(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Leave one accepted: a mention cites one post, and what stands first goes before the rest."""
    kept: list[Candidate] = []
    for one in candidates:
        first = next((other for other in kept if other.accepted), None)
        second = first is not None and one.accepted
        why = f"{one.reason}; but {first.post.id} goes before it" if first else one.reason
        kept.append(replace(one, accepted=False, reason=why) if second else one)
    return tuple(kept)


def _ways(lost: Lost) -> Dialogue[list[Resolution]]:
    """Return the ways that lead to posts; of a slug that is dead today, where it led before."""
    ways = list(lost.resolutions)
    for one in lost.resolutions:
        if not one.arrived and one.post is None:
            ways += yield from _remembered(one)
    return [one for one in ways if one.post is not None and not same(one.post, lost.mention.post)]


def _remembered(dead: Resolution) -> Dialogue[list[Resolution]]:
    slug = tco_slug(dead.asked)
    if slug is None:
        return []
    past, record = yield from recall_slug(slug)
    return [
        Resolution(
            dead.asked,
            (Hop(dead.asked, HopKind.LOCATION, None, one.final_url, record=record),),
            one.outcome,
            one.final_url,
            one.post,
        )
        for one in past
    ]


def _leads_to_media(resolution: Resolution) -> bool:
    path = urlsplit(resolution.final_url or "").path
    return bool(tco_slug(resolution.asked)) and bool(OWN_MEDIA.search(path))


def _named(resolution: Resolution) -> PostRef:
    assert resolution.post is not None
    return resolution.post


def _candidate(resolution: Resolution, rung: str, accepted: bool, reason: str) -> Candidate:
    return Candidate(_named(resolution), rung, accepted, reason, resolution.record)
