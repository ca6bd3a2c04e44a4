"""Entries of an enumeration within a post: `1. …`, `2) …`. None of them but the first begins a post."""

from __future__ import annotations

from embedarchive.late import regex

ENTRY = regex.compile(r"(?<!\S)\(?(?P<number>\d{1,2})[.):/](?=\s)")
NEAR = 4
"""Characters of a number with its marks: a place before it, and one behind it, are the entry's."""


class Enumerations:
    """The numbers of entries in a stretch of text, each where it stands."""

    __slots__ = ("_found",)

    def __init__(self, text: str, start: int, stop: int) -> None:
        """Find all of them."""
        entries = ENTRY.finditer(text, start, stop) if any(map(str.isdecimal, text[start:stop])) else ()
        self._found = [(entry.start("number"), int(entry["number"])) for entry in entries]

    def goes_on(self, at: int) -> bool:
        """Whether an entry begins at a place, or right before it, and the one before is left out."""
        here = {number for where, number in self._found if abs(where - at) <= NEAR}
        return bool(here) and any(number + 1 in here and where < at - NEAR for where, number in self._found)
