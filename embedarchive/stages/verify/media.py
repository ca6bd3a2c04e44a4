"""Are the media of the quoted words the post's own? A slug can be borrowed from another post."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product
from typing import TypeAlias

from embedarchive.late import re
from embedarchive.records import (
    Check,
    CheckOutcome,
    Claim,
    PostRef,
    RecordRef,
    Resolution,
    Testimony,
    Witness,
)

Basis: TypeAlias = tuple[str, RecordRef | None]
"""Who says it, and the record in which."""

PICTURE = re.compile(r"\bpic\.(?:twitter|x)\.com/([A-Za-z0-9]{8,40})(?!…)")
"""How a post's own media are written where its words are shown (FACTS.md 3)."""
SLUG = re.compile(r"(?:\bpic\.(?:twitter|x)\.com|\bt\.co)/([A-Za-z0-9]{8,10})")
"""X's slugs have ten characters, old ones eight; what is glued behind one belongs to the words."""
SLUG_LENGTH = 10
TELLING_ALL = frozenset({Witness.OEMBED, Witness.SYNDICATION})
"""Witnesses whose words hold the links of all media: their silence on media says that there are none."""


def claimed_media(claim: Claim) -> frozenset[str]:
    """Return the slugs of the media that the quoted words show as their own."""
    return frozenset(slug[:SLUG_LENGTH] for slug in PICTURE.findall(claim.text or ""))


def of_linked_media(claim: Claim, post: PostRef, resolutions: Iterable[Resolution]) -> Iterator[Check]:
    """Yield a claimed slug that leads to this very post; one that leads elsewhere may be borrowed."""
    claimed = claimed_media(claim)
    for one in resolutions:
        own = one.post and (one.post.platform, one.post.id) == (post.platform, post.id)
        if own and _alike(claimed, SLUG.findall(one.asked)):
            yield Check(
                "media", CheckOutcome.AGREES, " ".join(sorted(claimed)), one.final_url, "link", one.record
            )


def of_shown_media(claim: Claim, told: Testimony, basis: Basis) -> Iterator[Check]:
    """Yield whether a witness shows the claimed media: the same slug stands in the post's own words."""
    claimed, shown = claimed_media(claim), sorted(set(SLUG.findall(told.text or "")))
    if not claimed:
        return
    outcome = CheckOutcome.SILENT
    if _alike(claimed, shown):
        outcome = CheckOutcome.AGREES
    elif told.witness in TELLING_ALL and not told.text_cut and (shown or not told.media):
        outcome = CheckOutcome.DIFFERS
    found = " ".join(shown or told.media) or None
    yield Check("media", outcome, " ".join(sorted(claimed)), found, *basis)


def _alike(claimed: Iterable[str], shown: Iterable[str]) -> bool:
    """Whether two name one slug; an old one of eight characters may have words glued behind it."""
    return any(one.startswith(other) or other.startswith(one) for one, other in product(claimed, shown))
