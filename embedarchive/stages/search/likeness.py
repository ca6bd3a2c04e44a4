"""Does a post say what a mention quotes, and does it alone? A tie is listed, never guessed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from urllib.parse import urlsplit

from embedarchive.late import re
from embedarchive.platforms.twitter import tco_slug
from embedarchive.records import Candidate, Mention, PostRef, RecordRef, Testified, Testimony
from embedarchive.stages.snapshot.wayback import Kept
from embedarchive.stages.words import Comparison, compare

SLUG = re.compile(r"\b(?:t\.co|pic\.(?:twitter|x)\.com)/([A-Za-z0-9]{8,10})")
"""A slug as it stands in a post's words; FACTS.md 2: ten characters, eight in old ones."""
SAYS_IT = frozenset({"same", "shortened", "retyped", "cut", "surrounded"})
"""Ways of `Comparison.how` in which a quotation and a post are one text; a mere part could be of another."""


class Likeness(IntEnum):
    """How well a post fits a mention, the better the higher."""

    NONE = 0
    WORDS = 1
    """Author and words agree."""
    WORDS_AND_LINK = 2
    """So does a short link in the words: t.co makes one for each post."""
    MEDIA = 3
    """The slug of the post's own media stands in the quotation."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One post held against a mention."""

    post: PostRef
    likeness: Likeness
    reason: str
    record: RecordRef | None = None
    told: Testimony | None = None
    """The witness who was heard."""
    held: Kept | None = None
    """What the web archive holds of it."""
    unreached: tuple[str, ...] = ()

    def candidate(self, rung: str, accepted: bool, reason: str | None = None) -> Candidate:
        """Return it as a candidate."""
        return Candidate(self.post, rung, accepted, reason or self.reason, self.record)


def held_against(mention: Mention, told: Testimony) -> Comparison:
    """Hold the quoted words against what a witness shows."""
    return compare(mention.claim.text, told.text, told_cut=told.text_cut, start_certain=mention.start_certain)


def likeness(mention: Mention, told: Testimony, names: frozenset[str] = frozenset()) -> tuple[Likeness, str]:
    """Return how well the post that a witness shows fits a mention, and why.

    `names` are other handles of the claimed account, in lower case.
    """
    if why := _another(mention, told, names):
        return Likeness.NONE, why
    held, own = held_against(mention, told), slugs_in(told.text)
    if media_slugs(mention) & own:
        return Likeness.MEDIA, "the slug of its own media stands in the quotation"
    if held.how in SAYS_IT:
        linked = bool(slugs(mention) & own)
        how = "the same words with the same short link" if linked else "the same words"
        return Likeness.WORDS_AND_LINK if linked else Likeness.WORDS, f"it says {how}"
    differ = "only a part of its words is quoted" if held.same else f"its words differ ({held.how})"
    return Likeness.NONE, differ


def _another(mention: Mention, told: Testimony, names: frozenset[str]) -> str | None:
    """Say why a witness shows another post than the quoted one; None where it may be that one."""
    if told.status is not Testified.FOUND:
        return f"its words could not be read: {told.detail or told.status}"
    if (told.handle or "").lower() not in {(mention.claim.handle or "").lower(), *names}:
        return f"it is shown as a post by @{told.handle}"
    return (
        "its own links are others than those in the quotation" if shows_other_media(mention, told) else None
    )


def shows_other_media(mention: Mention, told: Testimony) -> bool:
    """Whether a post shows short links, and none of those in a quotation that ends in a picture's."""
    own = slugs_in(told.text)
    return bool(media_slugs(mention) and own and not own & slugs(mention)) and not told.text_cut


def slugs(mention: Mention) -> frozenset[str]:
    """Return the slugs of a mention's short links."""
    return frozenset(slug for link in mention.links if (slug := tco_slug(link)))


def media_slugs(mention: Mention) -> frozenset[str]:
    """Return the slugs that are written as pictures: `pic.twitter.com/S`."""
    pictures = (link for link in mention.links if (urlsplit(link).hostname or "").startswith("pic."))
    return frozenset(slug for link in pictures if (slug := tco_slug(link)))


def slugs_in(text: str | None) -> frozenset[str]:
    """Return the slugs in a post's words."""
    return frozenset(SLUG.findall(text or ""))


def decided(
    rung: str, judged: Sequence[Judged], decisive: Callable[[PostRef], bool] | None = None
) -> tuple[tuple[Candidate, ...], Judged | None, bool]:
    """Accept the one post that fits best; return the candidates, the chosen one, and whether it is a tie.

    Two posts that fit equally well cannot be told apart, unless `decisive` holds of one of them alone.
    """
    best = max((one.likeness for one in judged), default=Likeness.NONE)
    fitting = [one for one in judged if one.likeness is best] if best else []
    if len(fitting) > 1 and decisive:
        preferred = [one for one in fitting if decisive(one.post)]
        fitting = preferred if len(preferred) == 1 else fitting
    if len(fitting) == 1:
        return _chosen(rung, judged, fitting[0]), fitting[0], False
    tie = f"{len(fitting)} posts fit equally well: " if fitting else ""
    said = tuple(one.candidate(rung, False, (tie if one in fitting else "") + one.reason) for one in judged)
    return said, None, bool(fitting)


def _chosen(rung: str, judged: Sequence[Judged], best: Judged) -> tuple[Candidate, ...]:
    def candidate(one: Judged) -> Candidate:
        lesser = f"{one.reason}, but {best.post.id} fits better"
        return one.candidate(rung, one is best, lesser if one.likeness and one is not best else None)

    return tuple(candidate(one) for one in judged)
