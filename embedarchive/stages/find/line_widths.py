"""Lines that a layout breaks at a width: how surely it does, and whether the one before a place is full.

Text of PDF files, of terminals and of mails has lines of about one length, in any script. A line is full if
the first word behind it found no room in it; one that has room left ends a paragraph, a post, a heading.
"""

from __future__ import annotations

from itertools import pairwise

WIDTHS = range(24, 140)
"""Characters of the longest lines of a layout that breaks them; a menu's are shorter, paragraphs longer."""
NEAR, BEYOND, ROOM = 0.8, 1.2, 0.95
"""Parts of that width: printed letters have widths of their own."""
LEAST, MOST = 0.35, 0.7
"""The share of lines that are nearly as long as the longest: where none is broken, and where all are."""
FEWEST = 4
"""Lines that tell, at least."""


def one_width(text: str) -> float:
    """Tell how surely a layout breaks lines at a width, 0 to 1, by the lines that have one behind them."""
    rows = [row.strip() for row in text.split("\n")]
    sizes = sorted(len(row) for row, behind in pairwise(rows) if row and behind)
    longest = sizes[len(sizes) * 9 // 10] if len(sizes) >= FEWEST else 0
    if longest not in WIDTHS:
        return 0.0
    full = sum(NEAR * longest <= size <= BEYOND * longest for size in sizes) / len(sizes)
    return min(1.0, max(0.0, (full - LEAST) / (MOST - LEAST)))


def is_full(before: str, after: str, longest: int) -> bool:
    """Whether the first word behind a line has no room in it; `longest` is that of the lines behind it.

    Chinese and Japanese are broken at any letter.
    """
    word = (after.split(None, 1) or [""])[0]
    return len(before.strip()) + 1 + (len(word) if word.isascii() else 1) > ROOM * longest
