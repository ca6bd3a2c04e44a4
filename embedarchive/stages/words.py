"""Are these the same words? Claims and testimonies are compared by letters and numbers alone.

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
    r"(?:https?://t\.co/|pic\.(?:twitter|x)\.com/)[A-Za-z0-9]{1,10}(?:\?amp=1)?"
    r"|https?://\S{1,500}"
    r"|(?:^|(?<=\s))(?:[\w-]{1,60}\.){1,9}[a-z]{2,10}/\S{0,200}…"
)
"""A link as it stands in a post, or as X displays it, cut by an ellipsis.

X's own slugs have ten characters (FACTS.md 2): what is glued behind one belongs to the words.
"""
DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
INVISIBLE = regex.compile(r"[\p{Cf}\uFE00-\uFE0F\u20E3\U000E0100-\U000E01EF]+")
"""Format characters, variation selectors and keycaps: they come and go with the emoji they dress."""
SAID = regex.compile(
    r"[\p{L}\p{N}\p{M}\p{Sc}%‰٪]+"
    r"|(?<=\p{N}\s{0,3})[.,:/٫٬-]{1,3}(?=\s{0,3}\p{N})"
    r"|(?<![\p{L}\p{N}\p{M}])-(?=\p{N})"
)
"""Letters and digits; the sign, point or currency of a number, without which it is another number."""
MARKS = regex.compile(r"(\p{M}{20})\p{M}+")
"""Canonical ordering takes the square of the length of a heap of marks; no word has twenty."""
LONG_REFERENCE = regex.compile(r"&#[xX]?[0-9a-fA-F]{9,}")
"""No character has such a number, and `int` refuses thousands of digits."""
MOST_READ = 50_000
"""Characters. The longest post of X has 25,000 (help.x.com, "About X Premium", 2023)."""
MOST_LIKENED = 1_000
"""Letters. `partial_ratio` takes the third power of the length; the likeness only words a reason."""
SHORTEST_CUT = 60
"""Letters. X cuts long posts after 280 characters (half as many in wide scripts), links among them."""
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
    """`same`, `shortened`, `part`, `cut`, `surrounded`, `altered`, `other` or `wordless`."""

    @property
    def whole(self) -> bool:
        """Whether the quotation says all that the post says and no more, as far as it can know."""
        return self.how in ("same", "shortened")


def fold(text: str | None) -> str:
    """Return the letters and numbers of a text, links left out, in NFC. Case counts."""
    plain = _unescaped(_unescaped((text or "")[:MOST_READ]))
    plain = unicodedata.normalize("NFC", MARKS.sub(r"\1", INVISIBLE.sub("", plain)))
    return "".join(SAID.findall(LINK.sub(" ", plain).translate(DASHES)))


def _unescaped(text: str) -> str:
    return html.unescape(LONG_REFERENCE.sub(" ", text))


def is_cut(text: str | None) -> bool:
    """Whether a text ends, but for links, in the ellipsis with which X cuts a long post."""
    return LINK.sub(" ", (text or "")[-MOST_READ:]).rstrip().endswith(("…", "..."))


def compare(
    claimed: str | None, told: str | None, *, told_cut: bool = False, start_certain: bool = True
) -> Comparison:
    """Hold quoted words against a post's own.

    A quotation may say all but what X cut off, or what a guessed start missed (`shortened`); it may
    show a part of the post that leaves out what it means (`part`); a witness may show only the
    beginning (`told_cut`); a quotation whose start was guessed may begin too early (`surrounded`).
    """
    quote, post = fold(claimed), fold(told)
    if not quote or not post:
        return Comparison(None, 0.0, "wordless")
    if quote == post:
        return Comparison(True, 100.0, "same")
    if quote in post and len(quote) >= SHORTEST_PART:
        cut = is_cut(claimed) and len(quote) >= SHORTEST_CUT and post.startswith(quote)
        late = not start_certain and post.endswith(quote)
        return Comparison(True, 100.0, "shortened" if cut or late else "part")
    if told_cut and quote.startswith(post) and len(post) >= SHORTEST_PART:
        return Comparison(True, 100.0, "cut")
    if not start_certain and quote.endswith(post) and len(post) >= SHORTEST_PART:
        return Comparison(True, 100.0, "surrounded")
    score = fuzz.partial_ratio(quote[:MOST_LIKENED], post[:MOST_LIKENED])
    return Comparison(False, score, "altered" if score >= LIKE else "other")
