"""What stands between the words of an attribution line and the name: its dash, or what is left of one."""

from __future__ import annotations

from embedarchive.late import regex
from embedarchive.tuples import NamedTuple


class Dash(NamedTuple):
    """One way in which the dash before a name stands in a text."""

    name: str
    """Ends the name of the rule that goes into the record."""
    pattern: regex.Pattern[str]
    dated: bool = False
    """Believed only with a date behind the handle."""


LINE_START = r"(?:^|(?<=\n))[^\S\n]{0,80}(?:>[^\S\n]{0,80}){0,9}"
PICTURE = r"pic\.(?:twitter|x)\.com/[A-Za-z0-9]{1,40}"
"""The last of a post that has pictures or a film."""
SHORT_LINK = rf"(?:t\.co/[A-Za-z0-9]{{1,40}}|{PICTURE})"
ENDED = rf"(?:{SHORT_LINK}|(?<=[.!?…\"”’)\]]))"
"""The end of a sentence or a short link: else a hyphen parts a name from a title."""
ENDS_WORDS = regex.compile(rf"[.!?…\"”’)\]]\Z|{SHORT_LINK}\Z")
"""What spaces that are left of a dash rather stand behind than within a name."""
EM_DASH = (
    r"(?:[—―\x97]|&(?:amp;)?(?:mdash;|#(?:8212|151|[xX]2014);)|\\u2014|\\xe2\\x80\\x94"
    r"|â€[”•\"]|â\x80[\x94\x95]|‚Ä[îï]|[ΓÔ]Çö|вЂ”)"
)
"""The dash, escaped, and what becomes of its bytes in UTF-8 that are read as cp1252, Latin-1, Mac OS Roman,
cp437, cp850 and cp1251; its one byte in cp1252 that is read as Latin-1."""
HYPHEN = (
    r"(?:[–‐‑‒−\x96-]|&(?:amp;)?(?:ndash;|#(?:8211|150|[xX]2013);)|\\u2013|\\xe2\\x80\\x93"
    r"|â€“|â\x80\x93|‚Äì|[ΓÔ]Çô|вЂ“)"
)
"""The same of a hyphen and of a shorter dash."""
DASHES = (
    Dash("em-dash-line", regex.compile(rf"{LINE_START}(?P<dash>{EM_DASH})(?=[^\S\n]|[^-\s>])")),
    Dash("double-hyphen-line", regex.compile(rf"{LINE_START}(?P<dash>--+)(?=[^\S\n]|[^-\s>])")),
    Dash("em-dash", regex.compile(rf"(?P<dash>{EM_DASH})")),
    Dash("double-hyphen", regex.compile(r"(?<![-!<])(?P<dash>--)(?![->])"), dated=True),
    Dash("lost-character", regex.compile(r"(?P<dash>\ufffd{1,3})(?=\s)"), dated=True),
    Dash("hyphen-line", regex.compile(rf"{LINE_START}(?P<dash>{HYPHEN})(?=[^\S\n])"), dated=True),
    Dash("hyphen", regex.compile(rf"{ENDED}[^\S\n]{{0,9}}(?P<dash>{HYPHEN})(?=\s)"), dated=True),
    Dash(
        "spaces",
        regex.compile(r"(?:(?<=\S)(?P<dash>[^\S\n]{2,80}\n?)|(?<=\S\n{1,2})(?P<dash>[^\S\n]))(?=\S)"),
        dated=True,
    ),
    Dash("question-mark", regex.compile(r"(?<=\S)(?P<dash>\s{1,3}\?\s{1,2})(?=\S)"), dated=True),
    Dash("link", regex.compile(rf"{SHORT_LINK}(?P<dash>\s{{1,9}})(?=\S)"), dated=True),
    Dash("picture", regex.compile(rf"{PICTURE}(?P<dash>[^\S\n]{{1,9}})(?=\S)")),
    Dash("sentence", regex.compile(r"(?:\p{Ll}{2}[.]|[!?…\"”])(?P<dash>[^\S\n])(?=\p{Lu})"), dated=True),
)
"""The dashes, in the order of what they are worth; U+2014 in 365 of 368 lines (FACTS.md 4).

Of a dash that a clean-up dropped with every character beyond ASCII the spaces around it are left, a short
link or the end of a sentence before them, or a question mark; no text that has a dash has lost one.
"""
BEYOND_ASCII = regex.compile(r"[‐-―−\x96\x97]")
"""Dashes that such a clean-up drops."""
LOST = frozenset({"question-mark", "link", "picture", "spaces", "sentence"})
"""What is left where the dash is lost."""
UNSURE = frozenset({"sentence"})
"""Believed only if the date stands right behind the handle."""
EM_DASHES = frozenset({"em-dash-line", "em-dash", "double-hyphen-line"})
"""Bluesky's embeds have no other dash, and a date; what else names a host may be anybody's byline."""
IN_BRACKETS = "in-brackets"
"""The rule of a line that has no dash, with the date in the handle's brackets."""
