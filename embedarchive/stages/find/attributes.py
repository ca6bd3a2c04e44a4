"""In which attribute a place of a page's source lies, seen from the place backwards."""

from __future__ import annotations

from embedarchive.late import re

NAME = re.compile(r"[A-Za-z_][\w-]{0,60}\Z", re.A)
LOOK_BACK = 400
"""Characters of a value before the place in it."""
LONGEST_NAME = 70


def attribute_at(source: str, place: int) -> str:
    """Return the name of the attribute in whose quoted value a place lies, in lower case; "" if in none."""
    lowest = max(0, place - LOOK_BACK)
    for quote in ('"', "'"):
        begin = source.rfind(quote, lowest, place)
        if begin < 0 or source.find("<", begin, place) >= 0 or source.find(">", begin, place) >= 0:
            continue
        before = source[max(0, begin - LONGEST_NAME) : begin].rstrip()
        name = NAME.search(before[:-1].rstrip()) if before.endswith("=") else None
        if name:
            return name[0].lower()
    return ""
