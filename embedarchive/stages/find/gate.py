"""The gate: can anything in these bytes be a mention? Asked of a page before it is decoded and parsed.

A sign is a regular expression over raw bytes; one of the signs stands in every page in which `read` finds a
mention. A sign in a page without any costs the time of reading it, nothing else. Letters behind escapes are
rare: a page that has some is unescaped and asked again. Not seen is a word of a URL that the end of a line
or an element breaks in two.

Two engines give the same answers: `re`, behind a search for plain literals, and what the caller brings as a
`Scanner` (hyperscan).
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from embedarchive.stages.find.signs import FIRST_VEIL, SIGNS

Scanner = Callable[[bytes], Iterable[int]]
"""Returns the numbers of the `SIGNS` that stand in a body: all veils, but of the others one is enough."""

UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

MOST_NULLS = 21
"""Text with fewer than one zero in so many bytes is not read as UTF-16 (`stages/decoding.py`: 20)."""
UNESCAPED_ROUNDS = 6


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
    for _ in range(UNESCAPED_ROUNDS):
        found = set(scanner(body))
        if min(found, default=FIRST_VEIL) < FIRST_VEIL:
            return True
        # `count` takes its time over every byte; most bodies have no zero.
        if 0 in body and body.count(0) * MOST_NULLS > len(body):
            return True
        plain = body
        for number in found:
            plain = pattern_of(number).sub(_unescaped, plain)
        if plain == body:
            return False
        body = plain
    # Escaped more often than anything is: whoever does that hides something.
    return True


NAMED = {b"period": b".", b"lowbar": b"_", b"underbar": b"_", b"sol": b"/", b"colon": b":", b"commat": b"@"}
NUMBER = re.compile(rb"(?:#(?P<decimal>[0-9]+)|(?:u00|[#\\]x0*|%(?:25)*)(?P<hexadecimal>[0-9a-f]+))", re.I)


def _unescaped(veil: re.Match[bytes]) -> bytes:
    """Return the character that an escape hides, and what was looked at behind it."""
    escape = veil[0].lower().rstrip(b";")
    number = NUMBER.search(escape)
    if number is None:
        return next((sign for name, sign in NAMED.items() if escape.endswith(name)), b"(")
    code = int(number["decimal"] or number["hexadecimal"], 16 if number["hexadecimal"] else 10)
    behind = veil[0][number.end() :]
    return bytes([code & 0x7F]) + behind.removeprefix(b";")
