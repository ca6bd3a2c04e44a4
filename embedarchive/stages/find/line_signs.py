"""The signs of an attribution line: `(@handle)`, its one fixed point, with whatever stands between."""

from __future__ import annotations

from collections.abc import Iterator

from embedarchive.stages.escapes import either
from embedarchive.stages.find.gate_sign import Sign, cut_up

BLANK = r"(?:[\s\x1c-\x1f\x80-\xff]|&[#a-z0-9]+;?)"
WIDE_ATS = r"(?:\xef\xbc\xa0|\xa3\xc0|\xa2\x49|\x81\x97|\xa1\xf7|&#x?0*(?:65312|ff20);?)"
WIDE_AT = f"(?:@|{WIDE_ATS})"
WIDE_OPENINGS = (r"\xef\xbc\x88", r"\xa3\xa8", r"\xa1\x5d", r"\xa1\xca", r"\x81\x69")
"""In UTF-8, GBK, Big5, EUC, Shift JIS, and as entities."""
BLANK_LEADS = (
    b"\x81\x84\x85\x90\x91\x93\x94\x9a\x9d\x9e\xa0\xa1\xa4\xad"
    b"\xc2\xca\xd3\xd8\xdb\xdc\xe0\xe1\xe2\xe3\xef\xf0\xf3\xfd\xfe\xff"
)
"""With what the blank and the invisible characters beyond ASCII begin, in all encodings of the web."""
TAGS = rf"(?:<[^(]*(?:\([^(]*){{0,4}}>|(?:<[^<>]*>{BLANK}*)+)"
"""Tags between the bracket and the handle; what a script does on a click has brackets of its own."""
MARKUP = rf"(?:{TAGS}{BLANK}*)?"
LINKED = r"\[?\\{0,8}"
"""What Markdown puts before an `@`: the link's bracket, and the stroke that keeps the sign from its meaning;
JSON doubles that."""
HANDLE = r"(?:[a-z0-9_\\<&\s\x1c-\x1f\x80-\xff]|\.[.a-z0-9_])"
BEHIND_WIDE = rf"\s*(?:[\x80-\xff]|&[#a-z0-9]+;?\s*){{0,6}}(?:<[^<]*>\s*)*{LINKED}{WIDE_AT}{HANDLE}"
OPENED = (r"&(?:amp;)*(?:lt|#0*60|#x0*3c);?", r"\\{1,16}(?:u00|x)3c", "%(?:25)*3c")
CLOSED = r"(?:(?:gt|#0*62|#x0*3e);?|3e|>)"
GAPS_IN_TAGS = r"[^(]{0,600}(?:\([^(]{0,300}){0,4}", r"[^(]*(?:\([^(]*){0,4}"
"""For `re` and for hyperscan (`signs.ANY_GAP`)."""
ESCAPED_BLANK = rf"(?:{BLANK}|\\{{1,16}}[nrt]|%(?:25)*(?:20|5b))"
ESCAPED_AT = rf"{ESCAPED_BLANK}*{LINKED}(?:{WIDE_AT}|%(?:25)*40)(?:%|{HANDLE})"
ATS = (b"@", b"\xbc\xa0", b"\xa3\xc0", b"\xa2i", b"\x81\x97", b"\xa1\xf7", b"65312", b"ff20")


def _pairs(values: bytes) -> Iterator[str]:
    """Yield classes of two characters: few enough that hyperscan spells them out."""
    for at in range(0, len(values), 2):
        yield "[" + "".join(rf"\x{value:02x}" for value in values[at : at + 2]) + "]"


def attribution_signs() -> tuple[Sign, ...]:
    """Return the signs of `(@handle)`."""
    blanks = (*_pairs(b"\t\n\v\f\r \x1c\x1d\x1e\x1f"), *_pairs(BLANK_LEADS), "&[#a-z0-9]+;?")
    narrow = (
        *(rf"\({LINKED}{at}{HANDLE}" for at in ("@", WIDE_ATS)),
        rf"\({TAGS}{BLANK}*{LINKED}{WIDE_AT}{HANDLE}",
        *(rf"\({blank}{BLANK}*{MARKUP}{LINKED}{WIDE_AT}{HANDLE}" for blank in blanks),
    )
    in_link = rf"\(\[(?:<[^<>]*>)+{WIDE_AT}{HANDLE}"  # a tag within the brackets of Markdown's link
    wide = (*WIDE_OPENINGS, "65288;?", "ff08;?")
    behind = rf"(?:{either(blanks)}{BLANK}*)?{MARKUP}{LINKED}{WIDE_AT}{HANDLE}"
    return (
        cut_up("attribution-0", rf"\({behind}|{in_link}", ATS, (*narrow, in_link)),
        cut_up("attribution-1", either(wide) + BEHIND_WIDE, ATS, [each + BEHIND_WIDE for each in wide]),
        _escaped(),
    )


def _escaped() -> Sign:
    """The same in markup that stands as text: in feeds, in scripts, in percent signs."""
    gap, any_gap = GAPS_IN_TAGS
    brackets = (
        *(rf"\({blank}" for blank in ("", " ", r"\n", r"\r\n")),
        *WIDE_OPENINGS,
        "%28",
        "%25(?:25)*28",
    )
    behind = CLOSED + ESCAPED_AT
    cuts = [rf"{bracket}{tag}{any_gap}{behind}" for bracket in brackets for tag in OPENED]
    cuts += [bracket + ESCAPED_AT for bracket in brackets[-2:]]
    pattern = rf"{either(brackets)}{either(OPENED)}{gap}{behind}|%(?:25)*28{ESCAPED_AT}"
    return cut_up("attribution-2", pattern, (*ATS, b"40"), cuts)
