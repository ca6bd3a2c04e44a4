"""What a page's own markup says of where the words before an attribution line begin at the earliest.

A clean-up that takes the blockquote of an embed away leaves its paragraphs between those of the article. The
words do not run across the border of a cell, of an entry of a list, of a heading or of a part of the page.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterator

from embedarchive.late import re
from embedarchive.stages.blanks import end_of_words
from embedarchive.tuples import NamedTuple

TYPE_CHECKING = False  # as in cli/__init__.py
if TYPE_CHECKING:
    from embedarchive.stages.page import Page

SEEN = re.compile(r"\S")
QUOTE = "blockquote"
ENTRIES = frozenset({"li", "dd"})
WALLS = ENTRIES | {
    *("td", "th", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "caption", "figcaption", "summary", "legend"),
    *("article", "aside", "figure", "footer", "form", "header", "hr", "main", "nav", "section", QUOTE),
}
"""Elements whose borders the words of a post do not cross."""
LINES = frozenset({"div", "address", "center"})
"""Elements that begin a line and are no border."""
CAPTIONS = frozenset({"figcaption", "aside"})
NOBODYS = frozenset(f"/{name}" for name in CAPTIONS)
"""What ends captions and advertisements, which stand between words and their line and are of neither."""


class Walls(NamedTuple):
    """The borders of a page in the order of its text."""

    text: str
    places: list[int]
    names: list[str]
    """Of the tag at each place; one that closes an element has its stroke."""
    around: list[int]
    """Where the blockquote begins that is open behind each border; -1 where none is."""
    pairs: list[int]
    """The number of the tag that closes what each opens, or opens what it closes; -1 where none does."""
    lines: list[int]
    """Where lines begin or end that have an element of their own."""

    def floor(self, low: int, end: int) -> tuple[int, bool] | None:
        """Return where words that end before `end` begin at the earliest, if a border is between.

        Return also whether a block begins there that has the line and is no caption. A border with nothing
        behind it tells nothing: the line has a cell or an entry of its own. A list right before it may be the
        post's.
        """
        listed = False
        last = end_of_words(self.text, low, end)
        for number in self._before(low, end):
            is_entry = self.names[number].removeprefix("/") in ENTRIES
            if self.places[number] >= last:
                listed = listed or is_entry
            elif not (listed and is_entry):
                closed = self.pairs[number]
                has_line = closed > number and self.places[closed] >= end
                return self.places[number], has_line and self.names[number] not in CAPTIONS
        return None

    def quote(self, low: int, end: int) -> tuple[int, bool] | None:
        """Return where the blockquote begins that a line stands in or right behind, and whether in."""
        at = bisect.bisect_right(self.places, end) - 1
        start, within = self.around[at] if at >= 0 else -1, True
        last = end_of_words(self.text, low, end)
        for number in self._before(low, end):
            if self.places[number] < last:
                break
            if self.names[number] == f"/{QUOTE}":
                start, within = self.around[number - 1], False
                break
        return (start, within) if start >= 0 else None

    def before_captions(self, low: int, end: int) -> tuple[int, bool]:
        """Return where captions and asides begin that stand right before `end`, and whether there are any.

        One with nothing before it, or with a blockquote, is not passed over: it may be the post's.
        """
        number = bisect.bisect_right(self.places, end) - 1
        low = max(low, self.around[number]) if number >= 0 else low
        place, last, any_seen = end, end_of_words(self.text, low, end), False
        while number >= 0 and self.places[number] >= last and self.names[number] != f"/{QUOTE}":
            start = self.pairs[number] if self.names[number] in NOBODYS else -1
            if start < 0:
                number -= 1
                continue
            before = self.places[start]
            any_seen = any_seen or before < last
            is_first = before <= low or not SEEN.search(self.text, low, before)
            if is_first or f"/{QUOTE}" in self.names[start:number]:
                break
            if before < last:
                place, last = before, end_of_words(self.text, low, before)
            number = start - 1
        return place, any_seen

    def begins_list(self, place: int) -> bool:
        """Whether a list begins where some words end."""
        at = bisect.bisect_left(self.places, place)
        return self.places[at : at + 1] == [place] and self.names[at] in ENTRIES

    def has_lines(self, start: int, end: int) -> bool:
        """Whether elements part some words into lines."""
        behind = bisect.bisect_right(self.lines, start)
        return behind < len(self.lines) and self.lines[behind] < end

    def _before(self, low: int, end: int) -> Iterator[int]:
        """Yield the numbers of the borders between two places, the last first."""
        for number in range(bisect.bisect_right(self.places, end) - 1, -1, -1):
            if self.places[number] <= low:
                return
            yield number


def walls(page: Page) -> Walls:
    """Return the borders of a page."""
    found = Walls(page.text, [], [], [], [], [])
    quotes: list[int] = []
    opened: dict[str, list[int]] = {}
    for place, name in page.borders(WALLS | LINES):
        if name.removeprefix("/") in LINES:
            found.lines.append(place)
            continue
        number, pair = len(found.places), -1
        if not name.startswith("/"):
            opened.setdefault(name, []).append(number)
        elif before := opened.get(name[1:]):
            pair = before.pop()
            found.pairs[pair] = number
        if name == QUOTE:
            quotes.append(place)
        elif name == f"/{QUOTE}" and quotes:
            quotes.pop()
        found.places.append(place)
        found.names.append(name)
        found.around.append(quotes[-1] if quotes else -1)
        found.pairs.append(pair)
    return found
