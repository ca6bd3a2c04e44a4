"""Are these the same words? Claims and testimonies are compared by letters and digits alone.

Flattening loses spaces, emoji and typographic quotes, glues hashtags to names and appends links;
none of that changes what was said. A changed word or number does.
"""

from __future__ import annotations

import html
import unicodedata
from dataclasses import dataclass

import regex
from rapidfuzz import fuzz

LINK = regex.compile(
    r"(?:https?://|pic\.(?:twitter|x)\.com/)\S{1,500}|(?:^|(?<=\s))(?:[\w-]{1,60}\.){1,9}[a-z]{2,10}/\S{0,200}…"
)
"""A link as it stands in a post, or as X displays it, cut by an ellipsis."""
NOT_SAID = regex.compile(r"[^\p{L}\p{N}\p{M}]+")
SHORTEST_PART = 12
"""Letters. A shorter piece of a post could be found in too many posts."""
LIKE = 85.0
"""Percent of `partial_ratio` from which two texts are versions of each other."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """How a quotation stands to the words of a post."""

    same: bool | None
    """None where one of them has no words."""
    score: float
    """0 to 100, rapidfuzz `partial_ratio` of the folded words."""
    how: str
    """`same`, `part`, `cut`, `surrounded`, `altered`, `other` or `wordless`."""


def fold(text: str | None) -> str:
    """Return the letters and digits of a text, links left out, in NFC.

    Hangul and Arabic presentation forms are told apart on purpose no further than NFC does: case counts.
    """
    plain = html.unescape(unicodedata.normalize("NFC", text or ""))
    return str(NOT_SAID.sub("", LINK.sub(" ", plain)))


def compare(
    claimed: str | None, told: str | None, *, told_cut: bool = False, start_certain: bool = True
) -> Comparison:
    """Hold quoted words against a post's own.

    A quotation may show a part of the post (`part`); a witness may show only the beginning
    (`told_cut`); a quotation whose start had to be guessed may begin too early (`surrounded`).
    """
    quote, post = fold(claimed), fold(told)
    if not quote or not post:
        return Comparison(None, 0.0, "wordless")
    if quote == post:
        return Comparison(True, 100.0, "same")
    if quote in post and len(quote) >= SHORTEST_PART:
        return Comparison(True, 100.0, "part")
    if told_cut and quote.startswith(post):
        return Comparison(True, 100.0, "cut")
    if not start_certain and quote.endswith(post) and len(post) >= SHORTEST_PART:
        return Comparison(True, 100.0, "surrounded")
    score = fuzz.partial_ratio(quote, post)
    return Comparison(False, score, "altered" if score >= LIKE else "other")
