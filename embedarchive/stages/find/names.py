"""Where an attribution line begins: the dash before the name, and the name."""

from __future__ import annotations

from embedarchive.late import regex
from embedarchive.stages.blanks import OPENING_MARKS
from embedarchive.stages.emoji import is_emoji
from embedarchive.stages.find.dashes import (
    BEYOND_ASCII,
    DASHES,
    EM_DASHES,
    ENDS_WORDS,
    LOST,
    SHORT_LINK,
    USUAL,
    Dash,
)

TYPE_CHECKING = False  # as in cli/__init__.py
if TYPE_CHECKING:
    from embedarchive.stages.find.dashes import Match

MAX_NAME, LONGEST_NAME = 80, 50
"""Characters of a name without the spaces a layout put into it; X allows 50."""
SLUG_BEFORE = regex.compile(rf"{SHORT_LINK}[\s|]{{0,9}}\Z")
BEGINS_LINE = regex.compile(rf"{SLUG_BEFORE.pattern}|[.!?…\"”’)\]]\Z", regex.I)
"""What stands before a dash that no name has: a link of X, or the end of a sentence glued to it."""
HAS_LINK = regex.compile(SHORT_LINK)
"""Words that end with a dash and a link are no name."""
IN_NO_NAME = regex.compile(r"[.!?:;]\s+\S+\s+\S+\s+\S+")
"""A sentence that ends three words and more before: no dash tells where the name begins."""
ESCAPED = regex.compile(r"\\([!-/:-@\[-`{-~])")
"""What Markdown's writers keep from its meaning (CommonMark 0.31, 2.4)."""
LINKED = regex.compile(r"\[([^\[\]\n]{1,80})\]\([^()\s]{1,300}\)")
"""A name that leads to the account, in Markdown."""
AROUND_NAME = tuple("—―–>*_-[")
DASHES_IN_NAME = regex.compile(r"\A[—―–\s>*_-]{1,80}|(?<!\\)[\s*_\[]{1,80}\Z")


def dashes_of(text: str) -> tuple[Dash, ...]:
    """Return the dashes that a text may have: it has lost none if it has one."""
    kept = USUAL in text or (not text.isascii() and bool(BEYOND_ASCII.search(text)))
    return tuple(dash for dash in DASHES if dash.name not in LOST or not kept)


def dash_before(text: str, floor: int, name_end: int, dashes: list[Dash]) -> tuple[Dash, int, int] | None:
    """Return the dash that begins the line, where it stands, and where the name begins."""
    for dash in dashes:
        matches = dash.found(text, floor, name_end)[::-1]
        if dash.name == "spaces":
            matches.sort(key=lambda match: not _between_words_and_name(text, floor, match))
        named = [match for match in matches if _names(text, floor, match, name_end, dash)]
        if named:
            begin = _before_name_with_dash(text, named, name_end) if dash.name in EM_DASHES else None
            match = begin or named[0]
            return dash, match.start("dash"), match.end("dash")
    return None


def _before_name_with_dash(text: str, named: list[Match], name_end: int) -> Match | None:
    """Return the dash that begins a line whose name has a dash of its own, if words surely end at it."""
    for match in reversed(named[1:]):
        name = text[match.end("dash") : name_end]
        before = text[max(0, match.start("dash") - 80) : match.start("dash")]
        if len(name.strip()) <= LONGEST_NAME and "(@" not in name and BEGINS_LINE.search(before):
            return match
    return None


def _between_words_and_name(text: str, floor: int, match: Match) -> bool:
    return bool(ENDS_WORDS.search(text, floor, match.start("dash"))) and text[match.end("dash")].isalnum()


def _names(text: str, floor: int, match: Match, name_end: int, dash: Dash) -> bool:
    """Whether what stands between a dash and a handle can be the name of an account."""
    stated = text[match.end("dash") : name_end].strip()
    name = clean_name(stated)
    if len(name) > MAX_NAME or _is_parted(stated) or ("/" in name and HAS_LINK.search(name)):
        return False
    if dash.name not in LOST:
        return True
    if not 0 < len(name) <= LONGEST_NAME or IN_NO_NAME.search(name):
        return False
    if dash.name == "sentence":
        return ":" not in name and all(word[0].isupper() or not word[0].isalpha() for word in name.split())
    # A wrapped line: not between any two words.
    whole = "\n" not in stated and not match["dash"].endswith("\n")
    return whole or dash.name == "link" or _between_words_and_name(text, floor, match)


def _is_parted(stated: str) -> bool:
    """Whether an empty line stands in a stretch, be it a quotation's.

    One beside emoji parts nothing: their font has higher lines, and pdftotext begins a block for them.
    """
    rows = ["".join(row.split()).strip(">") for row in stated.split("\n")]
    return any(
        not row and not (is_emoji(rows[n - 1]) or is_emoji(rows[n + 1]))
        for n, row in enumerate(rows[1:-1], start=1)
    )


def clean_name(text: str) -> str:
    """Return a name in one line, without what a layout or an escape put into it."""
    shown = text
    if "&" in shown:
        from html import unescape  # its table of entities takes a twelfth of a start of Python

        shown = unescape(shown)
    if "\n" in shown:
        shown = regex.sub(r"\n[^\S\n]{0,80}(?:>[^\S\n]{0,80}){0,9}", " ", shown)
    if "[" in shown:
        shown = LINKED.sub(r"\1", shown)
        shown = shown if "]" in shown else shown.replace("[", "", 1)
    name = " ".join(shown.split()).rstrip(OPENING_MARKS + " ")
    if name.startswith(AROUND_NAME) or name.endswith(AROUND_NAME):
        name = " ".join(DASHES_IN_NAME.sub("", shown).split())
    return ESCAPED.sub(r"\1", name).rstrip("\\ ") if "\\" in name else name
