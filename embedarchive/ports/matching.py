"""Many patterns over one body in one pass: hyperscan, where it is installed (the extra `bulk`)."""

from __future__ import annotations

import importlib
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

Matcher = Callable[[bytes], list[int]]
"""Returns the numbers of the patterns that match somewhere: all, or only one that decides."""
Locator = Callable[[bytes], dict[int, list[int]]]
"""Returns where matches end, in order, by the number of their pattern; patterns without any are left out."""


def matcher(patterns: Sequence[Sequence[bytes]], deciding: int = 0) -> Matcher | None:
    """Compile caseless patterns of which the first `deciding` decide; None where there is no hyperscan.

    A pattern is given as its alternatives: one that matches is enough.

    Takes about a third of a second of CPU; a process that is forked afterwards has it for nothing.
    """
    compiled = _compiled(patterns, len(patterns))
    if compiled is None:
        return None
    database, stopped = compiled

    def match(body: bytes) -> list[int]:
        seen: list[int] = []

        def note(number: int, _start: int, _end: int, _flags: int, _context: object) -> bool | None:
            seen.append(number)
            return number < deciding or None

        try:
            database.scan(body, match_event_handler=note)
        except stopped:
            return seen[-1:]
        return seen

    return match


def locator(patterns: Sequence[bytes], once: int = 0) -> Locator | None:
    """Compile caseless patterns, of the last `once` of which one match is enough; None without hyperscan."""
    compiled = _compiled([(each,) for each in patterns], once)
    if compiled is None:
        return None
    database, _ = compiled

    def locate(body: bytes) -> dict[int, list[int]]:
        ends: defaultdict[int, list[int]] = defaultdict(list)

        def note(number: int, _start: int, end: int, _flags: int, _context: object) -> None:
            ends[number].append(end)

        database.scan(body, match_event_handler=note)
        return ends

    return locate


def _compiled(patterns: Sequence[Sequence[bytes]], once: int) -> tuple[Any, type[Exception]] | None:
    """Return a database of hyperscan, and what is raised where a scan is stopped."""
    try:
        hyperscan: Any = importlib.import_module("hyperscan")
    except ImportError:
        return None
    flags = hyperscan.HS_FLAG_CASELESS | hyperscan.HS_FLAG_DOTALL
    single = len(patterns) - once
    numbered = [(number, each) for number, pattern in enumerate(patterns) for each in pattern]
    database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    database.compile(
        expressions=[each for _, each in numbered],
        ids=[number for number, _ in numbered],
        elements=len(numbered),
        flags=[flags | (hyperscan.HS_FLAG_SINGLEMATCH if n >= single else 0) for n, _ in numbered],
    )
    return database, hyperscan.ScanTerminated
