"""Stretches of a text looked at from their end, without a copy of all of them."""

from __future__ import annotations

STEP = 64
"""Characters that are looked at first; twice as many each time there is nothing but spaces."""


def end_of_words(text: str, start: int, end: int) -> int:
    """Return where what is no space ends between two places; `start` where there is nothing else."""
    reach = STEP
    while end - reach > start and text[end - reach : end].isspace():
        reach *= 2
    low = max(start, end - reach)
    return low + len(text[low:end].rstrip())
