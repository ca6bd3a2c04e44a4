"""Cards of newsletters, themes and forums as text: known by a class, for their tags are too common.

Only where the tag is escaped: an element of the page is read in its tree, which tells what stands beside the
article.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from embedarchive.late import regex
from embedarchive.stages.find.escaped_tags import CLOSES, ENDS_OF_ESCAPES, LONGEST_ESCAPE, opens
from embedarchive.stages.literal_places import Places

CARDS = (
    ("data-attrs", "div", "tweet"),
    ("embed-twitter", "div", "embed-twitter"),
    ("react-tweet-theme", "div", "react-tweet-theme"),
    ("twitterstatus", "aside", "twitterstatus"),
)
"""What stands in the tag, its name, and its class: Substack, a theme's box for the widget,
vercel/react-tweet, Discourse."""
CARD_LITERALS = tuple(sign for sign, *_ in CARDS)
LONGEST_TAG = 300
"""Characters between the name of a tag and what stands in it."""
CLASS = regex.compile(
    r"[^<>]{1,300}?\bclass(?:=|\\{1,16}u003d|%(?:25){0,4}3d)"
    r"(?P<quote>\\{0,16}[\"']|\\{1,16}u00(?:22|27)|\\{0,16}&(?:amp;){0,4}(?:quot|apos|#0{0,3}3[49]|#x0{0,3}2[27]);"
    r"|%(?:25){0,4}2[27])(?P<classes>[\w\s-]{1,300})",
    regex.I,
)
"""From the name of a tag on to its classes."""
PLAIN = ('"', "'")
MAX_CARD = 40_000
GOES_ON = frozenset("abcdefghijklmnopqrstuvwxyz-")
"""Behind a name that is only the begin of another."""


def cards(text: str, places: Places) -> Iterator[tuple[int, str]]:
    """Yield where the names of the tags of escaped cards stand, and the names."""
    for sign, tag, own in CARDS:
        for at in places(sign):
            start = text.rfind(tag, max(0, at - LONGEST_TAG), at)
            found = CLASS.match(text, start + len(tag)) if start >= 0 else None
            escaped = found and (text[start - 1 : start] != "<" or found["quote"] not in PLAIN)
            if found and escaped and own in found["classes"].lower().split():
                yield start, tag


def ends_of(text: str, found: Iterable[tuple[int, str]]) -> dict[tuple[int, str], int]:
    """Return where the closing tags of cards are named; none for those whose end is not seen."""
    own = set(found)
    ends: dict[tuple[int, str], int] = {}
    for name in sorted({tag for _, tag in own}):
        starts = [start for start, tag in own if tag == name]
        around: list[int] = []
        at = min(starts)
        stop = max(starts) + MAX_CARD
        while (at := text.find(name, at, stop)) >= 0:
            behind = at + len(name)
            kind = _kind(text, at, behind)
            if kind > 0:
                around.append(at)
            elif kind < 0 and around:
                ends[around.pop(), name] = behind
            at = behind
    return {card: end for card, end in ends.items() if card in own and end - card[0] <= MAX_CARD}


def _kind(text: str, at: int, behind: int) -> int:
    """Return 1 where a name opens an element, -1 where it closes one, 0 where it does neither."""
    last = text[at - 1 : at]
    if (last not in ENDS_OF_ESCAPES and last not in ("<", "/")) or text[behind : behind + 1] in GOES_ON:
        return 0
    if last == "<":
        return 1
    before = text[max(0, at - LONGEST_ESCAPE) : at]
    if last == "/":
        return -opens(before[:-1].rstrip("\\"))
    if opens(before):
        return 1
    stroke = CLOSES.search(before)
    return -opens(before[: stroke.start()]) if stroke else 0
