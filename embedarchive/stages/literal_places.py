"""Where literals stand in a text, however large."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

Places = Callable[[str], list[int]]
"""Returns where one of `find.locating.literals` begins in a text, in order, in whatever case."""
Look = Callable[[bytes], Places]
"""Is given a text as `lowered` returns it."""
CONTINUATION = bytes(range(0x80, 0xC0))
"""Bytes of UTF-8 that begin no character."""
LOWER = bytes(range(0x80)).lower() + b"?" * 0x80


def lowered(text: str, utf_8: bytes | None = None) -> bytes:
    """Return a text in lower case, one byte for each character, `?` for those beyond ASCII.

    From its bytes in UTF-8 it takes half the time.
    """
    return (text.encode("utf-8", "replace") if utf_8 is None else utf_8).translate(LOWER, CONTINUATION)


def places_by_search(lower: bytes) -> Places:
    """Return what tells where literals stand in a text, by a search for each that is asked for."""

    @cache
    def places(literal: str) -> list[int]:
        word, found = literal.encode(), []
        at = lower.find(word)
        while at >= 0:
            found.append(at)
            at = lower.find(word, at + 1)
        return found

    return places


def may_hold(text: str, words: Iterable[str]) -> bool:
    """Whether one of some words, given in lower case, may stand in a text, in whatever case.

    A cheap look before a pattern is asked. Beyond ASCII one letter may pass for another, ſ for s.
    """
    lower = text.lower()
    return not text.isascii() or any(word in lower for word in words)


def every_place(places: Places, literals: Iterable[str]) -> list[int]:
    """Return where any of some literals begins in a text, in order."""
    return sorted(place for literal in literals for place in places(literal))
