"""Veils: escapes behind which a sign may stand, and a body without them.

An escape is a veil if it hides a letter, a digit, or what addresses, attribution lines and escapes are made
of, unless every sign knows it (`signs.NOTATION`). What pages escape for good reason (`&amp;`, `\\u0026`) is
one only where another escape begins with it: `\\u0026#x2e;` is a dot.
"""

from __future__ import annotations

from collections.abc import Iterator

from embedarchive.late import re
from embedarchive.stages.escapes import DECIMAL, DIGITS, HEXADECIMAL, NAMES, RARE, either
from embedarchive.stages.find.gate_sign import Sign, cut_up

# --- What is a veil -----------------------------------------------------------------------------

DECIMALS = ("3[57]", "92", *DECIMAL)
HEXADECIMALS = ("23", "5c", *HEXADECIMAL)
CALLED = ("num", "percnt", "bsol", *NAMES)
"""The characters of `escapes.py`, and those that other escapes begin with."""
CODES = ("2[58de]", "3a", "40", "5c", *RARE)
"""Behind `\\u00`."""
PERCENTS = ("2[de]", *RARE)

BACKSLASHES = r"\\\\{0,15}"
SHARP = rf"(?:#|%(?:25)*23|{BACKSLASHES}(?:u00|x)23)"
SEMICOLONS = (";", "%3b", "%25(?:25)*3b", rf"{BACKSLASHES}(?:u00|x)3b", "&semi;", "&#0*59;", "&#x0*3b;")
SEMICOLON = f"{either(SEMICOLONS)}?"
WORD = f"{either(CALLED)}{either(SEMICOLONS)}"
NUMBER = rf"(?:0*{either(DECIMALS)}(?:[^0-9]|$)|x0*{either(HEXADECIMALS)}(?:[^0-9a-f]|$))"
REFERENCE = rf"(?:(?:amp|{SHARP}(?:0*38|x0*26)){SEMICOLON})*(?:{SHARP}{NUMBER}|{WORD})"
"""What makes an escape of an `&`, which may be escaped several times itself."""
BEHIND_BACKSLASH = rf"(?:(?:u00|x)(?:26{REFERENCE}|23{NUMBER})|u00{either(CODES)}|x{either(HEXADECIMALS)})"

ABOUT = "(?:0*(?:3[57]|[4-9][0-9]|1[012][0-9])(?:[^0-9]|$)|x0*(?:2[358d-f]|[3-7][0-9a-f])(?:[^0-9a-f]|$))"
"""A `NUMBER`, or one beside it: learnt faster."""
NO_HEXADECIMAL = sorted(frozenset(range(256)) - frozenset(b"0123456789abcdefABCDEF;"))


def _ends_of_references() -> Iterator[str]:
    """Yield what a reference ends with, from the last part of its `&` on, each behind some literal bytes.

    Pages in Japanese are full of `&#x30AB;`: what would be looked at again at each of them is spelled out.
    """
    yield from (f"(?:&|amp;)#0?{each}(?:[^0-9]|$)" for each in DECIMALS)
    yield from (f"#x{each};" for each in HEXADECIMALS)
    yield from (f"#x{each}[^0-9a-f;]" for each in HEXADECIMALS if each != DIGITS)
    yield "#x3[1-9][^0-9a-f;]"
    yield from (rf"#x30\x{each:02x}" for each in NO_HEXADECIMAL)
    yield f"#x{either(HEXADECIMALS)}$"
    yield from ("(?:&|amp;)#00", "#x0")
    yield f"(?:&|amp;){WORD}"
    for last in (";", "3b", "amp", "26", "38"):
        yield from (f"{last}{sharp}{ABOUT}" for sharp in ("#", "%23", "%25(?:25)*23"))
        yield f"{last}{WORD}"
    yield f"&%(?:25)*23{ABOUT}"
    yield from (f"{front}23{ABOUT}" for front in (r"\\u00", r"\\x", "5cu00", "5cx"))


VEILS: tuple[Sign, ...] = (
    cut_up("entity", f"&{REFERENCE}", (b"&",), _ends_of_references()),
    cut_up(
        "backslash",
        f"{BACKSLASHES}{BEHIND_BACKSLASH}",
        (b"\\u00", b"\\x"),
        (rf"\\u00{either(CODES)}", *(rf"\\x{each}" for each in HEXADECIMALS)),
    ),
    cut_up(
        "percent",
        rf"%(?:25)*(?:26{REFERENCE}|5c{BEHIND_BACKSLASH}|{either(PERCENTS)})",
        (b"%",),
        (
            *(f"%{each}" for each in PERCENTS),
            *(f"%25{either(PERCENTS)}", "%2525"),
            *(f"5cu00{either(CODES)}", *(f"5cx{each}" for each in HEXADECIMALS)),
        ),
    ),
)
"""Those that begin with an entity, a backslash, a percent sign; hyperscan is given all that begin with an
escaped `&` as entities."""

# --- What is behind it --------------------------------------------------------------------------

NAMED = {
    b"amp": b"&",
    b"num": b"#",
    b"percnt": b"%",
    b"bsol": b"\\",
    b"semi": b";",
    b"period": b".",
    b"lowbar": b"_",
    b"underbar": b"_",
    b"sol": b"/",
    b"colon": b":",
    b"commat": b"@",
    b"lpar": b"(",
}
BEGINS = rf"(?=amp|semi|{SHARP}|{WORD})"
"""What stands behind an `&` that is not there for itself: `semi` ends what begins with another."""
TWO = f"(?:{either(('28', '2[5def]', '3[ab]', '40', '5c', *RARE))}|26{BEGINS}|23(?=x?[0-9a-f]))"
ESCAPES = tuple(
    re.compile(pattern.encode(), re.I)
    for pattern in (
        rf"&(?:#(?:0*(?P<decimal>{either(('38', '59', *DECIMALS))})(?![0-9])"
        rf"|x0*(?P<hexadecimal>{either(('26', '3b', *HEXADECIMALS))})(?![0-9a-f])){SEMICOLON}"
        rf"|(?P<name>amp(?={SEMICOLON}{BEGINS})|semi|{'|'.join(CALLED)}){SEMICOLON})",
        f"{BACKSLASHES}(?:u00|x)(?P<hexadecimal>{TWO})",
        f"%(?:25)*(?P<hexadecimal>{TWO})",
    )
)
"""Of the kinds of `VEILS`."""


def lifted(body: bytes, kind: int) -> bytes:
    """Return a body without the veils of a kind; what was hidden twice may be hidden once then."""
    return ESCAPES[kind].sub(_character, body)


def _character(escape: re.Match[bytes]) -> bytes:
    said = escape.groupdict()
    if name := said.get("name"):
        return NAMED[name.lower()]
    decimal = said.get("decimal")
    return bytes([int(decimal) if decimal else int(said["hexadecimal"], 16)])
