"""Letters that a page writes as escapes although nobody has a reason to: what they spell is unseen."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from embedarchive.late import re

DIGITS = "3[0-9]"
RARE = (DIGITS, "4[1-9a-f]", "5[0-9af]", "6[1-9a-f]", "7[0-9a]")
"""Hexadecimal: letters, digits, `_`; nobody has a reason to escape them in an article."""
HEXADECIMAL = ("25", "28", "2[d-f]", "3a", "40", *RARE)
"""The same and what addresses and attribution lines are made of besides."""
DECIMAL = (
    *("37", "40", "4[5-9]", "5[0-8]"),
    *("6[4-9]", "7[0-9]", "8[0-9]", "90", "95", "9[7-9]", "1[01][0-9]", "12[0-2]"),
)
NAMES = ("period", "lowbar", "underbar", "sol", "colon", "commat", "lpar")


def either(alternatives: Iterable[str]) -> str:
    """Return a pattern that matches what one of several matches."""
    return f"(?:{'|'.join(alternatives)})"


ENTITY = rf"(?:#0*{either(DECIMAL)}(?:[^0-9]|$)|#x0*{either(HEXADECIMAL)}(?:[^0-9a-f]|$)|{either(NAMES)};?)"
"""An entity behind its `&`, which may be an entity itself."""
ESCAPED = re.compile(ENTITY, re.I)
OPENINGS = tuple(f"{front}{name}" for front in "&;" for name in ("#", *NAMES))
"""One of these stands where such an entity begins."""


def has_escaped_letters(source: str, places: Callable[[str], list[int]]) -> bool:
    """Whether letters are escaped: then what elements and attributes hold stands not in the source."""
    return any(ESCAPED.match(source, place + 1) for literal in OPENINGS for place in places(literal))
