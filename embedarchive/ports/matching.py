"""Many patterns over one body in one pass: hyperscan, where it is installed (the extra `bulk`)."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from typing import Any

Matcher = Callable[[bytes], list[int]]
"""Returns the numbers of the patterns that match somewhere: all, or only one that decides."""


def matcher(patterns: Sequence[Sequence[bytes]], deciding: int = 0) -> Matcher | None:
    """Compile caseless patterns of which the first `deciding` decide; None where there is no hyperscan.

    A pattern is given as its alternatives: one that matches is enough.

    Takes about a third of a second of CPU; a process that is forked afterwards has it for nothing.
    """
    try:
        hyperscan: Any = importlib.import_module("hyperscan")
    except ImportError:
        return None
    flags = hyperscan.HS_FLAG_CASELESS | hyperscan.HS_FLAG_DOTALL | hyperscan.HS_FLAG_SINGLEMATCH
    numbered = [(number, each) for number, pattern in enumerate(patterns) for each in pattern]
    database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    database.compile(
        expressions=[each for _, each in numbered],
        ids=[number for number, _ in numbered],
        elements=len(numbered),
        flags=[flags] * len(numbered),
    )
    stopped = hyperscan.ScanTerminated

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
