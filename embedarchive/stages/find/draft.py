"""A mention before it has its number and its surroundings."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator

from embedarchive.records import Claim, Mention, MentionKind, Place, PostRef
from embedarchive.tuples import NamedTuple

TYPE_CHECKING = False  # as in cli/__init__.py
if TYPE_CHECKING:
    from typing import Self

    from selectolax.lexbor import LexborNode

    from embedarchive.stages.page import Page

AROUND = 32
"""Characters of the text kept before and after a mention, so that it can be found again."""


class Draft(NamedTuple):
    """What one rule saw at one place."""

    platform: str
    kind: MentionKind
    rule: str
    start: int
    end: int
    claim: Claim = Claim()
    post: PostRef | None = None
    links: tuple[str, ...] = ()
    start_certain: bool = True
    places: tuple[Place, ...] = ()
    """Where else it was seen."""
    hidden: bool = False
    """Seen in a script, a comment or a template: it stands nowhere in the text."""
    beside: bool = False
    """Stands beside the article: it is no mention, nor is what lies in it."""
    signed: int = 0
    """Where the line begins that names the author behind the words of an attribution."""

    @property
    def shows(self) -> bool:
        """Whether a reader sees it as text."""
        return self.end > self.start

    def spans(self) -> Iterator[Place]:
        """Yield all places of the text in which it stands."""
        if not self.hidden:
            yield Place(self.start, self.end)
        yield from self.places

    def within(self, other: Self) -> bool:
        """Whether it stands inside another one that shows something."""
        return other.start <= self.start and self.end <= other.end and other.end > other.start

    def numbered(self, seq: int, text: str) -> Mention:
        """Make the mention of it."""
        return Mention(
            seq=seq,
            platform=self.platform,
            kind=self.kind,
            rule=self.rule,
            start=self.start,
            end=self.end,
            exact=text[self.start : self.end],
            prefix=text[max(0, self.start - AROUND) : self.start],
            suffix=text[self.end : self.end + AROUND],
            claim=self.claim,
            post=self.post,
            links=self.links,
            start_certain=self.start_certain,
            places=self.places,
        )


class Cover:
    """The stretches of a text in which drafts show something, overlapping ones as one."""

    __slots__ = ("_ends", "_starts")

    def __init__(self, drafts: Iterable[Draft]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        places = (place for draft in drafts for place in draft.spans())
        for start, end in sorted((place.start, place.end) for place in places if place.end > place.start):
            if self._ends and start < self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def holds(self, start: int, end: int) -> bool:
        """Whether a stretch lies within one of them."""
        number = bisect.bisect_right(self._starts, start) - 1
        return number >= 0 and end <= self._ends[number]


class Sight(NamedTuple):
    """What a rule saw in a page's markup: its place is known when the text has been laid out."""

    draft: Draft
    node: LexborNode
    to_date: bool = False
    """Whether it ends at its date, where the date is shown."""

    def placed(self, page: Page) -> Draft:
        """Return the draft in its place."""
        start, end = page.span(self.node)
        said = self.draft.claim.date_text if self.to_date else None
        at = page.text.rfind(said, start, end) if said else -1
        return self.draft._replace(start=start, end=at + len(said) if said and at >= 0 else end)
