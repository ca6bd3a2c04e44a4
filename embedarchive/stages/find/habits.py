"""What the attribution lines of a text, seen together, tell of the lines its writer kept of posts.

A writer that keeps the dash of a post of one line below its words glues that of a longer post to its last
word, or tears the post (`torn.py`). In texts as they occur on the web (2026-11-27, the four samples of
docs/misses.md) 59 of 59 posts in texts with a torn one are one line, 15 of 16 with a glued dash among others
are more, 190 of 198 in lists are one, and 40 of 41 where all dashes are glued and no line is empty.
"""

from __future__ import annotations

from embedarchive.late import regex
from embedarchive.stages.find.attributions import Attribution
from embedarchive.stages.find.own_links import is_own

ONE, SEVERAL, LISTED = "one", "several", "listed"
"""The words before a line are one line; they are several; they are one line more often than elsewhere."""
FEWEST_LISTED = 4
"""Lines of a text from which on it is taken for a list of posts."""
NO_WORDS = frozenset("|>*_[")
"""Marks of a layout before a dash, to which a dash is not glued as to a word."""
LINK_LINE = regex.compile(
    r"[^\S\n]{0,9}\n[^\S\n]{0,9}(?P<url>https?://[^\s()<>\[\]\"']{8,400})[^\S\n]{0,9}\n", regex.I
)
"""A line below another one that is nothing but an address."""


def habits(text: str, lines: list[Attribution]) -> list[str]:
    """Return for each line of a text one of the words above, or an empty string where nothing is told."""
    if len(lines) < 2 and not any(line.rest for line in lines):
        return [""] * len(lines)
    begins = [_begins_line(text, line) for line in lines]
    torn, mixed = any(line.rest for line in lines), any(begins)
    dense = "\n\n" not in text
    if dense and not torn and not mixed and all(_is_glued(text, line) for line in lines):
        return [LISTED] * len(lines)
    listed = dense and len(lines) >= FEWEST_LISTED and sum(begins) > 1
    return [
        _habit(text, line, begun, torn=torn, mixed=mixed, listed=listed)
        for line, begun in zip(lines, begins, strict=True)
    ]


def _habit(text: str, line: Attribution, begun: bool, *, torn: bool, mixed: bool, listed: bool) -> str:
    if line.rest:
        return ONE
    if mixed and not begun and _is_glued(text, line):
        return SEVERAL
    if torn and (begun or _is_glued(text, line)):
        return ONE
    return LISTED if listed and begun and _is_dated_beside(text, line) else ""


def _begins_line(text: str, line: Attribution) -> bool:
    """Whether a dash begins a line below the words, without an empty one between them."""
    return text[line.start - 1 : line.start] == "\n" and text[line.start - 2 : line.start - 1] != "\n"


def _is_glued(text: str, line: Attribution) -> bool:
    """Whether a dash stands right behind the last word."""
    before = text[line.start - 1 : line.start]
    return bool(before) and not before.isspace() and before not in NO_WORDS


def _is_dated_beside(text: str, line: Attribution) -> bool:
    """Whether the date stands in the line of the dash: writers that part all elements put it below."""
    return line.date is not None and "\n" not in text[line.start : line.end]


def with_links_above(text: str, lines: list[Attribution]) -> list[Attribution]:
    """Return the lines of a text, without the addresses below them where they stand above their words.

    The address between two posts of one author and day may belong to either. Above the last of them it is the
    only one that can be its own.
    """
    if len(lines) < 2 or not any(line.permalink for line in lines):
        return lines
    below = [LINK_LINE.match(text, line.end) for line in lines]
    above = any(
        link and not line.permalink and is_own(link["url"], line.handle, line.date and line.date.date)
        for link, line in zip(below, lines[1:], strict=False)
    )
    if not above:
        return lines
    return [
        line._replace(permalink=None) if link and line.permalink == link["url"] else line
        for link, line in zip(below, lines, strict=True)
    ]
