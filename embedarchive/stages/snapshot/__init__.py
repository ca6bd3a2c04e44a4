"""A post becomes testimonies and copies: the platform's own witnesses, mementos, photos."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from embedarchive.platforms import PLATFORMS, bluesky
from embedarchive.platforms.mastodon import server_of
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
from embedarchive.stages.absolute import absolute_url
from embedarchive.stages.snapshot.asking import ask
from embedarchive.stages.snapshot.at_bluesky import ask_bluesky
from embedarchive.stages.snapshot.wayback import Kept, mementos_of
from embedarchive.stages.snapshot.witnesses import ask_all

MOST_PHOTOS = 4
"""A post on X or Bluesky holds at most four; of more the first four are kept."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What was learnt and kept of one post."""

    testimonies: tuple[Testimony, ...] = ()
    copies: tuple[Copy, ...] = ()
    unreached: tuple[str, ...] = ()
    """URLs that gave no answer at all; a later run may learn more from them."""


def snapshot(post: PostRef, claim: Claim, held: Kept | None = None) -> Dialogue[Snapshot]:
    """Ask every witness of a post side by side, then keep its photos.

    `claim` only helps to find the post in an archive that files it under the author's name; `held` is
    what the web archive holds of it, where the search for the post has read that already.
    """
    said, kept = yield All((ask_platform(post), _copies_of(post, claim, held)))
    assert isinstance(kept, Kept)
    testimonies = (*said, *kept.testimonies)
    photos: list[Exchange] = yield All.of(keep_photo(url) for url in photo_urls(testimonies, post))
    copies = (*kept.copies, *(copy_of(photo) for photo in photos if photo.ok))
    unreached = (
        *(t.url for t in testimonies if t.unanswered),
        *kept.unreached,
        *(photo.request.url for photo in photos if photo.failure not in (None, Failure.DISCONNECT)),
    )
    return Snapshot(testimonies, copies, unreached)


def ask_platform(post: PostRef) -> Dialogue[tuple[Testimony, ...]]:
    """Ask the platform's own witnesses; a post of Bluesky is looked for under its author's DID first."""
    if post.platform == bluesky.NAME:
        return (yield from ask_bluesky(post))
    return (yield from ask_all(PLATFORMS[post.platform].witnesses, post))


def _copies_of(post: PostRef, claim: Claim, held: Kept | None) -> Dialogue[Kept]:
    return held if held is not None else (yield from mementos_of(post, claim.handle))


def photo_urls(testimonies: Iterable[Testimony], post: PostRef) -> tuple[str, ...]:
    """Return the distinct picture URLs that witnesses name, on the platform's own media hosts only."""
    named = (url for testimony in testimonies for url in testimony.media)
    urls = (absolute_url(url, url) for url in named)
    hosts = media_hosts(post)
    own = (url for url in urls if url and _stands_under(url, hosts))
    return tuple(dict.fromkeys(own))[:MOST_PHOTOS]


def media_hosts(post: PostRef) -> tuple[str, ...]:
    """Return the hosts of a platform's media; a Mastodon server's stand on or beneath itself."""
    server = server_of(post)
    return (server,) if server else PLATFORMS[post.platform].media_hosts


def _stands_under(url: str, hosts: Iterable[str]) -> bool:
    host = urlsplit(url).hostname or ""
    return any(host == own or host.endswith(f".{own}") for own in hosts)


def keep_photo(url: str) -> Dialogue[Exchange]:
    """Ask for a photo: the asking is the keeping."""
    exchange = yield from ask(Request(url, Purpose.MEDIA))
    return exchange


def copy_of(photo: Exchange) -> Copy:
    """Describe a photo that was kept."""
    return Copy(CopyKind.PHOTO, photo.request.url, photo.started, photo.record)
