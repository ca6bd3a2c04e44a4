"""What stands between the words of an attribution line and the name: its dash, or what is left of one."""

from __future__ import annotations

from embedarchive.late import re, regex
from embedarchive.stages.blanks import BLANK
from embedarchive.tuples import NamedTuple

TYPE_CHECKING = False  # as in cli/__init__.py
if TYPE_CHECKING:
    from typing import TypeAlias

    Match: TypeAlias = re.Match[str] | regex.Match[str]


class Dash(NamedTuple):
    """One way in which the dash before a name stands in a text."""

    name: str
    """Ends the name of the rule that goes into the record."""
    pattern: regex.Pattern[str]
    dated: bool = False
    """Believed only with a date behind the handle."""
    signs: tuple[str, ...] = ("",)
    """One of these stands in what the pattern matches."""
    bare: re.Pattern[str] | regex.Pattern[str] | None = None
    """The same pattern for a text with none of `SPELT`: it takes a third of the time to compile."""

    def found(self, text: str, start: int, stop: int) -> list[Match]:
        """Return where it stands in a stretch of text, in order."""
        stretch = text[start:stop]
        if not any(sign in stretch for sign in self.signs):
            return []
        plain = self.bare is not None and not any(sign in stretch for sign in SPELT)
        return [*((self.bare if plain else None) or self.pattern).finditer(text, start, stop)]


LINE_START = r"(?:^|(?<=\n))[^\S\n]{0,80}(?:>[^\S\n]{0,80}){0,9}"
OPENED = r"[*_\[]{0,3}"
"""What Markdown puts before a line that is stressed or a link as a whole: it is none of the words before."""
PICTURE = r"pic\.(?:twitter|x)\.com/[A-Za-z0-9]{1,40}"
"""The last of a post that has pictures or a film."""
SHORT_LINK = rf"(?:t\.co/[A-Za-z0-9]{{1,40}}|{PICTURE})"
ENDED = rf"(?:{SHORT_LINK}|(?<=[.!?…\"”’)\]]))"
"""The end of a sentence or a short link: else a hyphen parts a name from a title."""
ENDS_WORDS = regex.compile(rf"[.!?…\"”’)\]]\Z|{SHORT_LINK}\Z")
"""What spaces that are left of a dash rather stand behind than within a name."""
EM_DASH, HYPHEN = r"[—―\x97]", r"[–‐‑‒−\x96-]"
ANY_EM_DASH = (
    rf"(?:{EM_DASH}|&(?:amp;)?(?:mdash;|#(?:8212|151|[xX]2014);)|\\u2014|\\xe2\\x80\\x94"
    r"|â€[”•\"]|â\x80[\x94\x95]|‚Ä[îï]|[ΓÔ]Çö|вЂ”)"
)
"""The dash, escaped, and what becomes of its bytes in UTF-8 that are read as cp1252, Latin-1, Mac OS Roman,
cp437, cp850 and cp1251; its one byte in cp1252 that is read as Latin-1."""
ANY_HYPHEN = (
    rf"(?:{HYPHEN}|&(?:amp;)?(?:ndash;|#(?:8211|150|[xX]2013);)|\\u2013|\\xe2\\x80\\x93"
    r"|â€“|â\x80\x93|‚Äì|[ΓÔ]Çô|вЂ“)"
)
"""The same of a hyphen and of a shorter dash."""
SPELT = ("&", "\\", "â", "‚Ä", "Ç", "вЂ")
"""One of these stands in a dash or a hyphen that is not written as one character."""
USUAL = "—"
"""The dash as X writes it."""
IN_EM_DASH = (USUAL, "―", "\x97", *SPELT)
IN_HYPHEN = ("-", "–", "‐", "‑", "‒", "−", "\x96", *SPELT)
BEFORE_NAME = r"(?=[^\S\n]|[^-\s>])"
DASHES = (
    Dash(
        "em-dash-line",
        regex.compile(rf"{LINE_START}(?P<dash>{OPENED}{ANY_EM_DASH}){BEFORE_NAME}"),
        signs=IN_EM_DASH,
        bare=re.compile(
            rf"(?:^|(?<=\n)){BLANK}{{0,80}}(?:>{BLANK}{{0,80}}){{0,9}}(?P<dash>{OPENED}{EM_DASH})(?=[^\n>-])"
        ),
    ),
    Dash(
        "double-hyphen-line",
        regex.compile(rf"{LINE_START}(?P<dash>{OPENED}\\?--+){BEFORE_NAME}"),
        signs=("--",),
    ),
    Dash(
        "em-dash",
        regex.compile(rf"(?P<dash>{ANY_EM_DASH})"),
        signs=IN_EM_DASH,
        bare=regex.compile(rf"(?P<dash>{EM_DASH})"),
    ),
    Dash("double-hyphen", regex.compile(r"(?<![-!<])(?P<dash>--)(?![->])"), dated=True, signs=("--",)),
    Dash("lost-character", regex.compile(r"(?P<dash>\ufffd{1,3})(?=\s)"), dated=True, signs=("\ufffd",)),
    Dash(
        "hyphen-line",
        regex.compile(rf"{LINE_START}(?P<dash>{OPENED}\\?{ANY_HYPHEN})(?=[^\S\n])"),
        dated=True,
        signs=IN_HYPHEN,
        bare=regex.compile(rf"{LINE_START}(?P<dash>{OPENED}{HYPHEN})(?=[^\S\n])"),
    ),
    Dash(
        "hyphen",
        regex.compile(rf"{ENDED}[^\S\n]{{0,9}}(?P<dash>{ANY_HYPHEN})(?=\s)"),
        dated=True,
        signs=IN_HYPHEN,
        bare=regex.compile(rf"{ENDED}[^\S\n]{{0,9}}(?P<dash>{HYPHEN})(?=\s)"),
    ),
    Dash(
        "spaces",
        regex.compile(r"(?:(?<=\S)(?P<dash>[^\S\n]{2,80}\n?)|(?<=\S\n{1,2})(?P<dash>[^\S\n]))(?=\S)"),
        dated=True,
    ),
    Dash(
        "question-mark", regex.compile(r"(?<=\S)(?P<dash>\s{1,3}\?\s{1,2})(?=\S)"), dated=True, signs=("?",)
    ),
    Dash("link", regex.compile(rf"{SHORT_LINK}(?P<dash>\s{{1,9}})(?=\S)"), dated=True, signs=("/",)),
    Dash("picture", regex.compile(rf"{PICTURE}(?P<dash>[^\S\n]{{1,9}})(?=\S)"), signs=("pic.",)),
    Dash(
        "sentence",
        regex.compile(r"(?:\p{Ll}{2}[.]|[!?…\"”])(?P<dash>[^\S\n])(?=\p{Lu})"),
        dated=True,
        signs=(".", "!", "?", "…", '"', "”"),
    ),
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
