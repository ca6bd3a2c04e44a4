"""Layouts that set quoted words apart: by `> ` before each line, or by indentation."""

from collections.abc import Callable

from embedarchive.late import regex
from embedarchive.stages.blanks import end_of_words

QUOTED_LIMITS, INDENTED_LIMITS = 4, 2
"""How many lengths of a post a block may have that `> ` or indentation sets apart."""
NEW_PAGE = "\f"
"""Stands before the first line of a page in text of PDF files, and sets nothing in."""
PREFIX = regex.compile(r"[^\S\n]{0,200}(?:>[^\S\n]{0,80}){0,9}")
QUOTED = regex.compile(r"[^\S\n]{0,80}(?:[*+-][^\S\n]{1,8})?\[?>|\]\(https?://t\.co/", regex.I)
"""A line of a block quote; one writer puts the mark into a link's text and its target on the next line."""
BULLET = regex.compile(r"[^\S\n]{0,80}(?:[*+•□▪◦○-]|\d{1,3}[.)])(?:[^\S\n]|$)")


def block(text: str, low: int, dash: int) -> tuple[int, int] | None:
    """Return where the block of the dash's line begins and how many posts' length it may have.

    None where neither `> ` nor indentation makes a block, or not all of it may be the words.
    """
    line = text.rfind("\n", low, dash) + 1
    prefix = text[line:dash].lstrip(NEW_PAGE)
    if line <= low or not prefix or prefix.strip().strip("> \t\xa0") or not PREFIX.fullmatch(prefix):
        return None
    if ">" in prefix:
        first = _first_line(text, low, line, _as_deep(prefix.count(">")))
        return _with_entry(text, low, first, prefix.find(">"), beside=first < line), QUOTED_LIMITS
    prose, own = _indent_behind(text, dash), len(prefix.expandtabs())
    last, is_next = _line_above(text, line)
    if prose >= own or (_indent(last) <= prose and is_next):
        # Where the line just above is no deeper than the prose, the dash alone is set in.
        return None
    # Centred lines are indented each in its own way: then all that is deeper than the prose belongs.
    least = own if _indent(last) == own else prose + 1
    begin = _first_set_in(text, low, line, least, even=least == own)
    if begin is None:
        return None
    return _with_entry(text, low, begin, own, beside=begin < line), INDENTED_LIMITS


def _with_entry(text: str, low: int, first: int, own: int, *, beside: bool) -> int:
    """Return where a block begins, the entry of a list included that holds nothing but its words.

    The words' first line then stands behind the bullet, and the lines behind it, or the dash alone, are set
    in as far as the entry's text (Inscriptis, Resiliparse) or farther (Pandoc). Where lines of the block
    stand apart from the entry, it is the article's.
    """
    end = end_of_words(text, 0, first)
    begin = text.rfind("\n", 0, end) + 1
    last = text[begin:end]
    bullet = BULLET.match(last)
    if (
        not bullet
        or begin + len(last) - len(last.lstrip()) < low
        or (beside and text.count("\n", end, first) > 1)
    ):
        return first
    words = len(last) - len(last[bullet.end() :].lstrip())
    return begin + words if len(last[:words].expandtabs()) <= own else first


def _line_above(text: str, line: int) -> tuple[str, bool]:
    """Return the last line before one that is not blank, and whether nothing, nor a space, stands between."""
    end = end_of_words(text, 0, line)
    start = text.rfind("\n", 0, end) + 1
    return text[start:end], line - end == 1 or not end


def _as_deep(marks: int) -> Callable[[str], bool]:
    """Return what tells whether a line is quoted as often as the dash's is: a mail quotes what it answers."""
    if marks < 2:
        return lambda above: bool(QUOTED.match(above))
    return lambda above: (PREFIX.match(above) or [""])[0].count(">") >= marks


def _first_line(text: str, low: int, line: int, belongs: Callable[[str], bool]) -> int:
    """Return where the first line above begins from which on all lines are quoted; blank ones are."""
    first = line
    while line > low:
        above, shown = _above(text, line)
        if above < low and text[above:low].strip(" \t>"):
            return low
        if shown.strip():
            if not belongs(shown):
                break
            first = above
        elif ">" not in shown and _quoted(text, line):
            break
        line = above
    return max(first, low)


def _first_set_in(text: str, low: int, line: int, least: int, *, even: bool) -> int | None:
    """Return where the first line above begins from which on all are set in so deep, blank ones aside.

    Entries of a list belong to the words if a line follows them or is followed by them at once: between
    blank lines they are a list of the article's. None where more of the block stands above such a list.
    In a block whose lines are set in alike (`even`), a paragraph that is set in deeper is not the words'
    either: a centred heading (Lynx), or code (Pandoc).
    """
    first, top, entries, attached = line, line, 0, True
    while line > low:
        above, shown = _above(text, line)
        if above < low and text[above:low].strip():
            return first if entries else low
        if not shown.strip():
            if entries:
                break
            attached = False
        elif _indent(shown) < least:
            return top if entries and attached else max(first, low)
        elif BULLET.match(shown):
            entries, top = entries + 1, above
        elif not attached and even and _indent(shown) > least:
            if not entries:
                break
            top = above  # an entry that goes on
        else:
            first, top, entries, attached = above, above, 0, True
        line = above
    if entries and not attached:
        goes_on = line > low and _indent(_line_above(text, line)[0]) >= least
        return None if goes_on else max(first, low)
    return max(top, low)


def _above(text: str, line: int) -> tuple[int, str]:
    """Return where the line before one begins, and that line."""
    above = text.rfind("\n", 0, line - 1) + 1
    return above, text[above : line - 1]


def _quoted(text: str, line: int) -> bool:
    return text[line : line + 40].lstrip(" \t").startswith(">")


def _indent(line: str) -> int:
    expanded = line.lstrip(NEW_PAGE).expandtabs()
    return len(expanded) - len(expanded.lstrip())


def _indent_behind(text: str, dash: int) -> int:
    """Return how far the text behind the attribution's lines is indented; 0 where nothing follows."""
    end = text.find("\n", dash)
    for line in text[end + 1 : end + 2_000].split("\n") if end >= 0 else ():
        if line.strip() and not regex.match(r"\s*(?:\w{1,12}\s\d{1,2},\s)?\d{4,13}\s*$", line):
            return _indent(line)
    return 0
