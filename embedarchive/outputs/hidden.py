"""Characters that act on a terminal or cannot be seen, shown as escapes.

Names, quoted words and URLs come from strangers: an escape sequence may rewrite the screen, a bidi
override may turn a handle around, a zero-width space may hide in it (CWE-150).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from embedarchive.late import re

HIDDEN = re.compile(
    "["
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 but tab and newline, DEL, C1
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufeff\uffa0"  # seen as nothing
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f"  # zero-width, line separators, bidi marks and overrides
    "\ud800-\udfff\ufff0-\ufffb\ufffe\uffff"  # surrogates, interlinear marks, no characters at all
    "\U00013430-\U00013455\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    "]"
)
"""Everything of Unicode's categories Cc, Cf, Cs, Zl and Zp but tab, newline and the visible number
signs, with the blank letters; variation selectors 1 to 16 stay: they only choose a glyph."""

_PRINTED = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0") | frozenset(
    map(chr, range(0xE0100, 0xE01F0))
)
"""Those of them that `str.isprintable` takes for characters which can be seen."""

_JOINERS = "\u200c\u200d"
"""ZWNJ and ZWJ: Persian, Indic scripts and emoji cannot be written without them."""


def escape(text: str, written: Callable[[int], str]) -> str:
    """Replace each hidden character by what `written` makes of its code point.

    A joiner stays where it joins: between two characters beyond ASCII that a reader can see.
    """

    if text.isprintable() and _PRINTED.isdisjoint(text):
        return text

    def shown(found: re.Match[str]) -> str:
        if found[0] in _JOINERS and _joins(text, found.start()):
            return found[0]
        return written(ord(found[0]))

    return HIDDEN.sub(shown, text)


def _joins(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return _joinable(before) and _joinable(after)


def _joinable(character: str) -> bool:
    return character > "\x7f" and unicodedata.category(character)[0] in "LMS"
