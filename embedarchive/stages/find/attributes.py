"""In which attribute a place of a page's source lies, seen from the place backwards."""

from __future__ import annotations

from embedarchive.late import re

NAME = re.compile(r"[A-Za-z_][\w-]{0,60}\Z", re.A)
LOOK_BACK = 400
"""Characters of a value before the place in it."""
LONGEST_NAME = 70
BARE = re.compile(r"[\s\"']([A-Za-z_][\w-]{0,60})=[^\s\"'<>`]{0,400}\Z", re.A)
"""A value without quotation marks, as minifiers write it, with what stands before its attribute's name."""
LONGEST_TAG = 4_000
"""Characters of a tag before such a value."""


def attribute_at(source: str, place: int) -> str:
    """Return the name of the attribute in whose value a place lies, in lower case; "" if in none.

    A value without quotation marks counts only in a tag.
    """
    lowest = max(0, place - LOOK_BACK)
    for quote in ('"', "'"):
        begin = source.rfind(quote, lowest, place)
        if begin < 0 or source.find("<", begin, place) >= 0 or source.find(">", begin, place) >= 0:
            continue
        before = source[max(0, begin - LONGEST_NAME) : begin].rstrip()
        name = NAME.search(before[:-1].rstrip()) if before.endswith("=") else None
        if name:
            return name[0].lower()
    return _bare(source, place)


def _bare(source: str, place: int) -> str:
    """Return the name of the attribute in whose value without quotation marks a place lies."""
    match = BARE.search(source[max(0, place - LOOK_BACK - LONGEST_NAME) : place])
    lowest = max(0, place - LONGEST_TAG)
    in_tag = match and source.rfind("<", lowest, place) > source.rfind(">", lowest, place)
    return match[1].lower() if match and in_tag else ""
