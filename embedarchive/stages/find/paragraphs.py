"""What is left of X's own markup where the blockquote round it is gone: the paragraph of the words.

X writes the words of a post as `<p lang="en" dir="ltr">`. A clean-up that takes the blockquote or its class
away mostly leaves that, and then nothing about the words has to be weighed.
"""

from __future__ import annotations

import bisect
import datetime as dt
from collections.abc import Sequence

from embedarchive.stages.find.words_before import REGION, length_of, weight
from embedarchive.tuples import NamedTuple

TYPE_CHECKING = False  # as in cli/__init__.py
if TYPE_CHECKING:
    from embedarchive.stages.page import Page

PARAGRAPH = "p[lang][dir]"
"""What few writers of articles write: a language and a direction for one paragraph."""


class Paragraph(NamedTuple):
    """Where in the text of a page a paragraph of a post stands."""

    start: int
    end: int


def paragraphs(page: Page) -> list[Paragraph]:
    """Return the paragraphs of a page that are as X writes them, in order."""
    nodes = page.select(PARAGRAPH)
    page.note(nodes)
    spans = sorted(Paragraph(*page.span(node)) for node in nodes)
    return [span for span in spans if span.end > span.start]


def words_in(
    text: str, told: Sequence[Paragraph], floor: int, end: int, *, alone: bool, day: dt.date | None
) -> tuple[int, int] | None:
    """Return start and end of the words before a dash at `end`, if a paragraph of X's is among them.

    WordPress makes each line behind an empty one a paragraph without these attributes. It belongs to the
    words if `alone` posts have them in this article, and all of it is no longer than a post of that day.
    """
    number = bisect.bisect_right(told, end, key=lambda one: one.end) - 1
    if number < 0 or told[number].start < floor:
        return None
    start, stop = told[number]
    between = text[stop:end]
    if between.strip():
        stop += len(between.rstrip())
        return (start, stop) if alone and _is_post_long(text, start, stop, day) else None
    return start, stop


def _is_post_long(text: str, start: int, stop: int, day: dt.date | None) -> bool:
    limit, wide = length_of(day)
    return stop - start <= REGION and weight(text[start:stop], wide) <= limit
