"""Which post does a mention cite? A ladder of named rungs, each with its evidence.

A wrong permalink is worse than none: each rung names candidates and says why it took or refused them,
and where several posts fit equally well none is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from embedarchive.records import Article, Candidate, Copy, Dialogue, Mention, PostRef, Resolution
from embedarchive.stages.search.index import by_index
from embedarchive.stages.search.links import by_link, by_permalink, by_slug, first_only
from embedarchive.stages.search.pages import by_live_page, by_old_page
from embedarchive.stages.search.rungs import Lost, Rung, posted_on, record_of
from embedarchive.stages.search.siblings import by_siblings
from embedarchive.stages.snapshot.wayback import Kept

__all__ = ["LADDER", "Found", "posted_on", "record_of", "search"]

LADDER: tuple[tuple[str, Callable[[Lost], Dialogue[Rung]]], ...] = (
    ("permalink", by_permalink),
    ("link", by_link),
    ("slug", by_slug),
    ("article-page", by_live_page),
    ("article-memento", by_old_page),
    ("sibling", by_siblings),
    ("cdx", by_index),
)
"""From what the article says of itself to what others kept (FACTS.md 8)."""
LINKED = 3
"""The first rungs follow what the article itself links: all of them are climbed, for their candidates."""


@dataclass(frozen=True, slots=True)
class Found:
    """What the ladder found."""

    post: PostRef | None
    candidates: tuple[Candidate, ...] = ()
    unreached: tuple[str, ...] = ()
    """URLs with which a later run may find the post, where it was not found."""
    copies: tuple[Copy, ...] = ()
    held: Kept | None = None
    """What the web archive holds of the post, where that was read already."""


def search(
    mention: Mention, resolutions: Sequence[Resolution] = (), article: Article | None = None
) -> Dialogue[Found]:
    """Climb the ladder until a rung accepts a post, or finds several between which nothing decides."""
    lost = Lost(mention, tuple(resolutions), article)
    candidates: tuple[Candidate, ...] = ()
    unreached: tuple[str, ...] = ()
    fallback: Candidate | None = None
    for number, (_name, climb) in enumerate(LADDER, 1):
        rung = yield from climb(lost)
        candidates = first_only((*candidates, *rung.candidates))
        unreached, fallback = unreached + rung.unreached, fallback or rung.fallback
        post = next((one.post for one in candidates if one.accepted), None)
        if number >= LINKED and post:
            held = rung.held if rung.post else None
            return Found(post, candidates, (), held.copies if held else (), held)
        if rung.tied:
            return Found(None, candidates, unreached)
    return Found(fallback.post if fallback else None, _accepting(candidates, fallback), unreached)


def _accepting(candidates: Sequence[Candidate], fallback: Candidate | None) -> tuple[Candidate, ...]:
    return tuple(replace(one, accepted=True) if one is fallback else one for one in candidates)
