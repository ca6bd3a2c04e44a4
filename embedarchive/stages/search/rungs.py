"""What the rungs of the ladder share: the mention that is looked for, and what one rung found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from embedarchive.platforms import PLATFORMS
from embedarchive.records import Article, Candidate, Mention, PostRef, RecordRef, Resolution
from embedarchive.stages.snapshot.wayback import Kept


@dataclass(frozen=True, slots=True)
class Lost:
    """A mention whose post is looked for, and all that is known of it."""

    mention: Mention
    resolutions: tuple[Resolution, ...] = ()
    """Where its links led."""
    article: Article | None = None
    """Where it stands."""


@dataclass(frozen=True, slots=True)
class Rung:
    """What one rung of the ladder found."""

    candidates: tuple[Candidate, ...] = ()
    unreached: tuple[str, ...] = ()
    """URLs that gave no answer; a later run may find more with them."""
    held: Kept | None = None
    """What the web archive holds of the accepted post, where that was read already."""
    fallback: Candidate | None = None
    """A post to be accepted only if no lower rung finds a better one."""
    tied: bool = False
    """Several posts fit equally well: no lower rung may choose among them by chance."""

    @property
    def post(self) -> PostRef | None:
        """The post that was accepted."""
        return next((one.post for one in self.candidates if one.accepted), None)


@dataclass(frozen=True, slots=True)
class Quest:
    """Author and UTC day of a post of X whose permalink is lost."""

    handle: str
    day: dt.date


def quest(lost: Lost) -> Quest | None:
    """Return what a post can be looked for by; None where author, day or words are not claimed."""
    claim = lost.mention.claim
    if not (claim.handle and claim.date and claim.text):
        return None
    return Quest(claim.handle, claim.date)


def same(one: PostRef, other: PostRef | None) -> bool:
    """Whether two references name one post; the handle does not count."""
    return other is not None and (one.platform, one.id) == (other.platform, other.id)


def posted_on(post: PostRef) -> dt.date | None:
    """Return the UTC day that the id tells, where it tells one."""
    site = PLATFORMS.get(post.platform)
    moment = site.posted_at(post.id) if site else None
    return moment.date() if moment else None


def record_of(candidates: Iterable[Candidate], post: PostRef | None) -> RecordRef | None:
    """Return the record on which the choice of `post` stands."""
    chosen = (one.record for one in candidates if one.accepted and same(one.post, post))
    return next(chosen, None)
