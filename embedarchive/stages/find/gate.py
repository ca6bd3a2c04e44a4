"""The gate: can anything in these bytes be a mention? Asked of a page before it is decoded and parsed.

A sign is a regular expression over raw bytes; one of the signs stands in every page in which `read` finds a
mention. A sign in a page without any costs the time of reading it, nothing else. Letters behind escapes are
rare: a page that has some is unescaped and asked again. Not seen is a word of a URL that the end of a line
or an element breaks in two.

Two engines give the same answers: `re`, behind a search for plain literals, and what the caller brings as a
`Scanner` (hyperscan). The signs keep to the dialect of both: no look-around, no back-references.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from embedarchive.platforms import PLATFORMS, EmbedRule, Platform
from embedarchive.stages.find.hidden import BASE64_SIGNS, HIDDEN_LITERALS
from embedarchive.stages.find.literals import (
    BY_STEP,
    EMBEDS,
    FRAMES,
    OTHERS,
    PERMALINKS,
    SHORT_LINKS,
    STATED,
    parts_of,
)
from embedarchive.stages.find.shortcodes import SHORTCODES
from embedarchive.stages.page import Locate, Located


@dataclass(frozen=True, slots=True)
class Sign:
    """Bytes that mentions leave in a raw body, or that hide such bytes."""

    name: str
    pattern: bytes
    """Caseless; `.` is any byte."""
    needs: tuple[bytes, ...]
    """Lower case; one of them stands in whatever the pattern matches."""


Scanner = Callable[[bytes], Iterable[int]]
"""Returns the numbers of the `SIGNS` that stand in a body: all veils, but of the others one is enough."""

# --- URLs that name a post ----------------------------------------------------------------------

SLASH = r"(?:\\*/|\\+u002f|%(?:25)*2f)"
AT = "(?:@|%(?:25)*40)"
COLON = "(?::|%(?:25)*3a)"
PORT = rf"\.?(?:{COLON}[0-9]+)?"
GAP = r"[^\s\x22'<>?]{0,200}"
NOTATION = {"/": SLASH, "@": AT, ":": COLON, "!": PORT, "~": GAP, "#": "[0-9]", "^": "[/f]"}
"""In the sign of a URL these stand for themselves in the usual escapes, for what may follow a host, for what
may stand between host and path, for a digit, for the end of a slash."""
TOKEN = re.compile(r"(?<!\?):|(?<!\[)\^|[/@!~#]")

URLS: dict[str, tuple[tuple[str, ...], ...]] = {
    "twitter": (
        ("^status(?:es)?/#", "status/", "status\\", "status%", "statuses"),
        ("^i/videos/", "videos"),
        (r"^embed/(?:tweet|index)\.html", "tweet.html", "index.html"),
        (r"tweet_id(?:=|%|\\|&)", "tweet_id"),
        (r"(?:\A|[^a-eg-z0-9-])t\.co/[\s>]{0,80}[a-z0-9]", "t.co/", "t.co\\", "t.co%"),
        (r"(?:\A|[^a-eg-z0-9-])t\.co/?<[^<>]*>/?[a-z0-9]", "t.co<", "t.co/", "t.co\\", "t.co%"),
        (r"pic\.(?:twitter|x)\.com(?:/|<)", "pic."),
    ),
    "instagram": ((r"instagr(?:am\.com|\.am)~/(?:p|reels?|tv)/", "instagr"),),
    "facebook": (
        (
            r"(?:facebook|fb)\.com~/(?:posts|videos?|activity|photos?|permalink|reel|watch|story|plugins/(?:post|video"
            r"|comment_embed))(?:/|\?|\.php|%)",
            "facebook.com",
            "fb.com",
        ),
    ),
    "tiktok": ((r"tiktok\.com~/(?:video|photo|embed|player|v)/", "tiktok.com"),),
    "youtube": (
        (r"youtube(?:-nocookie)?\.com!/(?:embed|v|e|vi|shorts|live)/[a-z0-9_-]", "youtube"),
        (r"youtube(?:-nocookie)?\.com!/(?:watch|watch_popup|attribution_link)(?:/|\?|%)", "youtube"),
        (r"youtu\.be!/[a-z0-9_-]", "youtu.be"),
    ),
    "bluesky": ((r"bsky\.(?:app|dev)~/post/", "bsky."), (r"app\.bsky\.feed\.post/", "bsky.")),
    "threads": ((r"threads\.(?:net|com)!/(?:@~/post|t)/", "threads."),),
    "telegram": (
        (r"(?:t\.me|telegram\.(?:me|dog))!/(?:s/)?[a-z][a-z0-9_]{3,31}/#", "t.me", "telegram."),
        (r"\.t\.me!/#", "t.me"),
    ),
    "reddit": (
        (r"reddit(?:media)?\.com~/comments/", "reddit"),
        (r"(?:^|@|www\.|m\.|mobile\.|amp\.)redd\.it!/[a-z0-9]", "redd.it"),
    ),
    "linkedin": (
        ("urn:li:(?:share|activity|ugcpost):#", "urn:li", "urn%"),
        (r"linkedin\.com~/posts/~(?:share|activity|ugcpost)-#", "linkedin.com"),
    ),
    "truthsocial": ((r"truthsocial\.com~/#", "truthsocial.com"),),
    "mastodon": (
        ("@[a-z0-9_]{1,64}/[0-9]{17}", "@", "40"),
        ("@[a-z0-9_]{1,64}/[0-9]{1,19}/embed", "embed"),
        ("^users/[a-z0-9_]{1,64}/statuses/#", "statuses"),
    ),
}
"""Signs of the URLs that name a post, each with what it needs. A platform that has none here is known by its
`marks`, and without those no page is passed over."""

# --- Attribution lines --------------------------------------------------------------------------

BLANKS = (
    r"(?:[\s\x80-\xff]|&(?:[a-z]{0,6}sp|zwn?j|[lr]rm|#(?:1[67]|8[0-9])[0-9]{1,2}|#x(?:20|a)[0-9a-f]{1,2});)*"
)
WIDE_AT = r"(?:@|\xef\xbc\xa0|\xa3\xc0|\xa2\x49|\x81\x97|\xa1\xf7|&#(?:0*65312|x0*ff20);?)"
WIDE_OPENING = r"(?:\xef\xbc\x88|\xa3\xa8|\xa1\x5d|\xa1\xca|\x81\x69|&#(?:0*65288|x0*ff08);?)"
"""In UTF-8, GBK, Big5, EUC, Shift JIS, and as entities."""
HANDLE = r"(?:<[^<>]*>)?[\s\x80-\xff]{0,9}[a-z0-9_\\]"
ATTRIBUTIONS = (
    rf"\({BLANKS}(?:<[^(]*>{BLANKS})?{WIDE_AT}{HANDLE}",
    rf"{WIDE_OPENING}\s*[\x80-\xff]{{0,6}}(?:<[^<>]*>\s*)?{WIDE_AT}{HANDLE}",
)
"""`(@handle)`, the one fixed point of an attribution line, with whatever markup between."""
ATS = (b"@", b"\xbc\xa0", b"\xa3\xc0", b"\xa2i", b"\x81\x97", b"\xa1\xf7", b"65312", b"ff20")

# --- Veils --------------------------------------------------------------------------------------

RARE = "3[0-9]|4[1-9a-f]|5[0-9af]|6[1-9a-f]|7[0-9a]"
"""Hexadecimal: letters, digits, `_`; nobody has a reason to escape them in an article."""
DECIMAL = "40|4[5-9]|5[0-8]|6[4-9]|[78][0-9]|90|95|9[7-9]|1[01][0-9]|12[0-2]"
NAMES = "period|lowbar|underbar|sol|colon|commat|lpar"
ENTITY = (
    rf"&(?:amp;)*(?:#0*(?:{DECIMAL})(?:[^0-9]|$)"
    rf"|#x0*(?:28|2[d-f]|3a|40|{RARE})(?:[^0-9a-f]|$)|(?:{NAMES});?)"
)
ENTITIES = Sign("entity", ENTITY.encode(), (b"&#", b"amp;#", *NAMES.encode().split(b"|")))
NULLS = Sign("null", rb"\x00", (b"\0",))
VEILS = (
    ENTITIES,
    Sign(
        "backslash",
        rf"\\(?:u00(?:28|2[de]|3a|40|{RARE})|x(?:28|2[d-f]|3a|40|{RARE}))".encode(),
        (b"\\u00", b"\\x"),
    ),
    Sign("percent", rf"%(?:25)*(?:2[de]|{RARE})".encode(), (b"%",)),
    NULLS,
)
"""Escapes of which the other signs know nothing, and what is every other byte of UTF-16."""
SHIFTED = Sign("iso-2022-jp", rb"\x1b\$", (b"\x1b$",))
"""The one encoding of the web whose bytes are not what they look like."""

# --- All signs ----------------------------------------------------------------------------------

SIMPLE = re.compile(
    r"""\[(?P<attribute>[\w-]+)(?:[*^$~|]?=["']?(?P<value>[^"'\]]{0,200}))?[^\]]{0,9}\]"""
    r"""|\.(?P<name>[\w-]+)|(?P<tag>(?<![\w-])[a-z]+-[\w-]+)"""
)
NEGATED = re.compile(r":not\([^()]*\)")


def _signs() -> tuple[Sign, ...]:
    found = [sign for site in PLATFORMS.values() for sign in _url_signs(site)]
    found += _unrepeated(
        sign for site in PLATFORMS.values() for rule in site.embeds for sign in _rule_signs(site, rule)
    )
    found += [
        Sign(f"attribution-{number}", pattern.encode("latin-1"), ATS)
        for number, pattern in enumerate(ATTRIBUTIONS)
    ]
    for name, pattern in SHORTCODES:
        front = pattern.pattern.partition("(?P<of>")[0].encode()
        found.append(Sign(name, front, tuple(each.encode() for each in BY_STEP[name])))
    found += [Sign("base64", re.escape(each.encode()), (each.lower().encode(),)) for each in BASE64_SIGNS]
    return (*found, SHIFTED, *VEILS)


def _url_signs(site: Platform) -> Iterator[Sign]:
    for number, (notation, *needs) in enumerate(URLS.get(site.name, ())):
        yield Sign(f"{site.name}-url-{number}", _written(notation), tuple(need.encode() for need in needs))
    if site.name not in URLS:
        marks = [mark.encode() for mark in site.marks or ("",)]
        yield Sign(f"{site.name}-marks", b"|".join(re.escape(mark) for mark in marks), tuple(marks))


def _written(notation: str) -> bytes:
    return TOKEN.sub(lambda token: NOTATION[token[0]], notation).encode()


def _rule_signs(site: Platform, rule: EmbedRule) -> Iterator[Sign]:
    """Yield what a rule needs that is believed without a post's URL: its own class, element or attribute."""
    if rule.shaped or rule.inside or not (rule.quotes or rule.attributes):
        return
    for selector in NEGATED.sub("", rule.selector).split(","):
        part, is_attribute = telling(selector, site.name)
        end = rb"\s{0,9}(?:=|\\|&|%)" if is_attribute else b""
        yield Sign(
            f"{rule.name} {part}", _written(re.escape(part)) + end, (max(part.split("/"), key=len).encode(),)
        )


def telling(selector: str, platform: str) -> tuple[str, bool]:
    """Return the part of a selector that says most, in lower case, and whether it is an attribute's name."""
    parts: list[tuple[str, bool]] = []
    for found in SIMPLE.finditer(selector):
        parts += [(part.lower(), False) for part in (found["value"], found["name"], found["tag"]) if part]
        parts += [(found["attribute"].lower(), True)] if found["attribute"] else []

    def worth(part: tuple[str, bool]) -> tuple[bool, int]:
        return platform in part[0] and part[0] != platform, len(part[0])

    return max(parts, key=worth, default=("", False))


def _unrepeated(signs: Iterable[Sign]) -> list[Sign]:
    """Drop signs in which another one stands: `data-tweet-id` where `tweet-id` is one."""
    kept = {sign.pattern: sign for sign in signs}
    return [
        sign
        for sign in kept.values()
        if not any(other is not sign and other.pattern in sign.pattern for other in kept.values())
    ]


SIGNS = _signs()
"""All signs, the veils last."""
FIRST_VEIL = len(SIGNS) - len(VEILS)
NULL = len(SIGNS) - 1

# --- Literals -----------------------------------------------------------------------------------


def _literals() -> tuple[str, ...]:
    found = [
        *SHORT_LINKS,
        *PERMALINKS,
        *EMBEDS,
        *FRAMES,
        *STATED,
        *HIDDEN_LITERALS,
    ]
    found += [literal for literals in BY_STEP.values() for literal in literals]
    found += [part.literal for selector in OTHERS for part in parts_of(selector)]
    for site in PLATFORMS.values():
        found += site.marks
        found += [part.literal for rule in site.embeds for part in parts_of(rule.selector)]
    return tuple(dict.fromkeys(literal for literal in found if literal))


UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
LITERALS = _literals()
"""All literals that the steps ask for, in lower case."""
LITERAL_SIGNS = (*(re.escape(literal).encode() for literal in LITERALS), ENTITIES.pattern)
"""What to look for in a text, caseless: its literals, and escaped letters, of which one is enough."""


def locating(scan: Callable[[bytes], Mapping[int, list[int]]]) -> Locate:
    """Return what tells where the `LITERALS` of a text stand.

    `scan` returns where `LITERAL_SIGNS` end, in order, by their numbers.
    """

    def locate(text: bytes) -> Located:
        ends = dict(scan(text))
        escaped = ends.pop(len(LITERALS), None) is not None
        places = {
            LITERALS[number]: [end - len(LITERALS[number]) for end in found] for number, found in ends.items()
        }
        return Located(places, escaped)

    return locate


# --- Asking -------------------------------------------------------------------------------------

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
        if NULL in found and body.count(0) * MOST_NULLS > len(body):
            return True
        veils = found - {NULL}
        if not veils:
            return False
        for number in veils:
            body = pattern_of(number).sub(_unescaped, body)
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
