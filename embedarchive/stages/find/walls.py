"""What a page's own markup says of where the words before an attribution line begin at the earliest.

A clean-up that takes the blockquote of an embed away leaves its paragraphs between those of the article. The
words do not run across the border of a cell, of an entry of a list, of a heading or of a part of the page;
and where any blockquote is left round them, they are what it has before the line.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterator

from embedarchive.late import re
from embedarchive.stages.find.blocks import QUOTED_LIMITS
from embedarchive.stages.find.quotes import REGION, length_of, weight
from embedarchive.stages.stretches import end_of_words
from embedarchive.tuples import NamedTuple

TYPE_CHECKING = False  # as in cli/__init__.py
if TYPE_CHECKING:
    import datetime as dt

    from embedarchive.stages.page import Page

SEEN = re.compile(r"\S")
QUOTE = "blockquote"
ENTRIES = frozenset({"li", "dd"})
WALLS = ENTRIES | {
    *("td", "th", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "caption", "figcaption", "summary", "legend"),
    *("article", "aside", "figure", "footer", "form", "header", "hr", "main", "nav", "section", QUOTE),
}
"""Elements whose borders the words of a post do not cross."""


class Walls(NamedTuple):
    """The borders of a page in the order of its text."""

    text: str
    places: list[int]
    names: list[str]
    """Of the tag at each place; one that closes an element has its stroke."""
    around: list[int]
    """Where the blockquote begins that is open behind each border; -1 where none is."""

    def floor(self, low: int, end: int) -> int:
        """Return where words that end before `end` begin at the earliest; `low` if no border is between.

        A border with nothing behind it tells nothing: the line has a cell or an entry of its own. A list
        right before it may be the post's.
        """
        listed = False
        last = end_of_words(self.text, low, end)
        for number in self._before(low, end):
            is_entry = self.names[number].removeprefix("/") in ENTRIES
            if self.places[number] >= last:
                listed = listed or is_entry
            elif not (listed and is_entry):
                return self.places[number]
        return low

    def quoted(self, low: int, end: int, day: dt.date | None) -> tuple[int, int] | None:
        """Return the words before a line, in the blockquote that it stands in or behind; None without any.

        As in a text whose lines begin with `> `, they may be as long as several posts.
        """
        at = bisect.bisect_right(self.places, end) - 1
        start = self.around[at] if at >= 0 else -1
        last = end_of_words(self.text, low, end)
        for number in self._before(low, end):
            if self.places[number] < last:
                break
            if self.names[number] == f"/{QUOTE}":
                start = self.around[number - 1]
                break
        if start < 0:
            return None
        return self._words(max(start, low), end, day)

    def _before(self, low: int, end: int) -> Iterator[int]:
        """Yield the numbers of the borders between two places, the last first."""
        for number in range(bisect.bisect_right(self.places, end) - 1, -1, -1):
            if self.places[number] <= low:
                return
            yield number

    def _words(self, start: int, end: int, day: dt.date | None) -> tuple[int, int] | None:
        limit, wide = length_of(day)
        first = SEEN.search(self.text, start, end)
        if first is None or end - start > REGION:
            return None
        stop = end_of_words(self.text, first.start(), end)
        fits = weight(self.text[first.start() : stop], wide) <= QUOTED_LIMITS * limit
        return (first.start(), stop) if fits else None


def walls(page: Page) -> Walls:
    """Return the borders of a page."""
    places: list[int] = []
    names: list[str] = []
    around: list[int] = []
    opened: list[int] = []
    for place, name in page.borders(WALLS):
        if name == QUOTE:
            opened.append(place)
        elif name == f"/{QUOTE}" and opened:
            opened.pop()
        places.append(place)
        names.append(name)
        around.append(opened[-1] if opened else -1)
    return Walls(page.text, places, names, around)
