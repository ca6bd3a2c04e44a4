"""A post becomes testimonies and copies: oEmbed, syndication, mementos, photos."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from embedarchive.platforms.twitter import NAME
from embedarchive.records import (
    All,
    Claim,
    Copy,
    CopyKind,
    Dialogue,
    Exchange,
    Failure,
    PostRef,
    Purpose,
    Request,
    Testimony,
)
from embedarchive.stages.redirects import absolute_url
from embedarchive.stages.snapshot.asking import ask
from embedarchive.stages.snapshot.oembed import ask_oembed
from embedarchive.stages.snapshot.syndication import ask_syndication
from embedarchive.stages.snapshot.wayback import Kept, mementos_of

PHOTO_HOSTS = frozenset({"pbs.twimg.com"})
MOST_PHOTOS = 4
"""A post on X holds at most four photos."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What was learnt and kept of one post."""

    testimonies: tuple[Testimony, ...] = ()
    copies: tuple[Copy, ...] = ()
    unreached: tuple[str, ...] = ()
    """URLs that gave no answer at all; a later run may learn more from them."""


def snapshot(post: PostRef, claim: Claim) -> Dialogue[Snapshot]:
    """Ask every witness of a post side by side, then keep its photos.

    `claim` only helps to find the post in an archive that files it under the author's name. These are
    witnesses of X; a post of another platform has none here yet.
    """
    if post.platform != NAME:
        return Snapshot()
    answers = yield All((ask_oembed(post), ask_syndication(post), mementos_of(post, claim.handle)))
    said, told, kept = answers
    assert isinstance(kept, Kept)
    testimonies = (said, told, *kept.testimonies)
    photos: list[Exchange] = yield All.of(keep_photo(url) for url in photo_urls(testimonies))
    copies = (*kept.copies, *(copy_of(photo) for photo in photos if photo.ok))
    unreached = (
        *(t.url for t in testimonies if t.unanswered),
        *kept.unreached,
        *(photo.request.url for photo in photos if photo.failure not in (None, Failure.DISCONNECT)),
    )
    return Snapshot(testimonies, copies, unreached)


def photo_urls(testimonies: Iterable[Testimony]) -> tuple[str, ...]:
    """Return the distinct photo URLs that witnesses name, on X's own image host only."""
    named = (url for testimony in testimonies for url in testimony.media)
    urls = (absolute_url(url, url) for url in named)
    own = (url for url in urls if url and urlsplit(url).hostname in PHOTO_HOSTS)
    return tuple(dict.fromkeys(own))[:MOST_PHOTOS]


def keep_photo(url: str) -> Dialogue[Exchange]:
    """Ask for a photo: the asking is the keeping."""
    exchange = yield from ask(Request(url, Purpose.MEDIA))
    return exchange


def copy_of(photo: Exchange) -> Copy:
    """Describe a photo that was kept."""
    return Copy(CopyKind.PHOTO, photo.request.url, photo.started, photo.record)
