"""The gate: can anything in these bytes be a mention? Asked of a page before it is decoded and parsed.

A sign is a regular expression over raw bytes; one of the signs stands in every page in which `read` finds a
mention. A sign in a page without any costs the time of reading it, nothing else. Letters behind escapes are
rare: a page that has some is unescaped and asked again (`veils.py`). `read` sees no URL in whose words a line
ends, or that an element parts in the text (`platforms/urls.py`, `prose.py`): neither does the gate.

Two engines give the same answers: `re`, behind a search for plain literals, and what the caller brings as a
`Scanner` (hyperscan). Where a sign has room for what stands between two of its parts, `re` looks no further
than a mention's longest, hyperscan over any length: a page more is read, none less.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from embedarchive.stages.find.signs import FIRST_VEIL, SIGNS
from embedarchive.stages.find.veils import lifted

Scanner = Callable[[bytes], Iterable[int]]
"""Returns the numbers of the `SIGNS` that stand in a body: all veils, but of the others one is enough."""

UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

ROUNDS = 12
"""One for each kind of escape in escapes, as often as `find` undoes them and twice over."""
MOST_NULLS = 21
"""Text with fewer than one zero in so many bytes is not read as UTF-16 (`stages/decoding.py`: 20)."""


@cache
def pattern_of(number: int) -> re.Pattern[bytes]:
    """Compile a sign when it is first asked for: most articles are not asked, for a person gave them."""
    return re.compile(SIGNS[number].pattern, re.IGNORECASE | re.DOTALL)


def scan(body: bytes) -> Iterator[int]:
    """Yield the numbers of the signs that stand in a body: the scanner that needs no engine."""
    lower = body.lower()
    for number, sign in enumerate(SIGNS):
        if any(need in lower for need in sign.needs) and pattern_of(number).search(body):
            yield number


def may_cite(body: bytes, scanner: Scanner = scan) -> bool:
    """Whether a raw body can hold a mention. Never says no to one in which `read` finds some."""
    if body.startswith(UTF16):
        return True
    for _ in range(ROUNDS):
        veils: list[int] = []
        for number in scanner(body):
            if number < FIRST_VEIL:
                return True
            veils.append(number - FIRST_VEIL)
        kind = _veil_in(body, veils) if veils else None
        if kind is None:
            # `count` takes its time over every byte; most bodies have no zero.
            return 0 in body and body.count(0) * MOST_NULLS > len(body)
        body = lifted(body, kind)
    # Escaped more often than anything is: whoever does that hides something.
    return True


def _veil_in(body: bytes, seen: Iterable[int]) -> int | None:
    """Return which kind of veil stands in a body: an engine sees some that are none or of another kind.

    The first of those seen, in whatever order an engine tells them: what is lifted first decides what
    the other looks like.
    """
    kinds = dict.fromkeys((*sorted(seen), *range(len(SIGNS) - FIRST_VEIL)))
    return next((kind for kind in kinds if pattern_of(FIRST_VEIL + kind).search(body)), None)
