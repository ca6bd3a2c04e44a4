"""Where the quoted words before an attribution line begin.

Nothing marks the first word of a flattened post, so its place is weighed: `> ` and indentation
decide alone; else every place before the dash is rated by what stands around it (starts.py), and the
likeliest is taken within the length a post could have.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from embedarchive.late import regex
from embedarchive.stages.find.borders import Surroundings
from embedarchive.stages.find.slugs import PICTURE, SHORT_LINK
from embedarchive.stages.find.starts import Region, likeliest
from embedarchive.stages.stretches import end_of_words
from embedarchive.tuples import NamedTuple

LONG_POSTS = dt.date(2017, 11, 7)
"""From this day posts have 280 characters, before it 140 (blog.x.com, "Tweeting Made Easier")."""
MAX_LENGTH, MAX_LENGTH_BEFORE = 280, 140
SLACK = 14
"""Characters over the limit that are allowed: escapes, glue and spaces a layout put in."""
LINK_WEIGHT = 23
"""What any link counts, however long (developer docs of X, "Counting characters")."""
QUOTED_LIMITS, INDENTED_LIMITS = 4, 2
"""How many lengths of a post a block may have that `> ` or indentation sets apart."""
REGION = 3_000
"""Characters before the dash that are looked at."""

UNCOUNTED = regex.compile(
    rf"\]\([^()\s]{{0,400}}\)?|\[(?=[^\]\n]{{0,300}}\]\()|{PICTURE}|^[\s>]{{0,80}}(?:\.?@\w{{1,20}}\s{{1,9}}){{0,50}}"
    r"|[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe0f]|\n[ \t>]{0,80}",
    regex.I,
)
"""What does not count: markdown's link targets, the media link, the names a reply begins with."""
NOT_PLAIN = frozenset(
    chr(point)
    for first, last in ((0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x2069), (0xFE0F, 0xFE0F))
    for point in range(first, last + 1)
) | frozenset("[]@")
"""One of these, or a picture's link, stands where more of it matches than the beginning of a line."""
LINE_BEGINS = regex.compile(r"\n[ \t>]{0,80}")
LAST_LINKS = regex.compile(rf"(?:\u2026?[\s\]]{{0,9}}(?:{SHORT_LINK}|{PICTURE})){{1,5}}\s{{0,9}}\Z", regex.I)
"""Links at the end: to media, to a quoted post, or to the rest of a long one; none of them counts."""
LINK = regex.compile(rf"https?://\S{{1,300}}|{SHORT_LINK}", regex.I)
SPACES = regex.compile(r"\s{2,}")
WIDE = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\uff01-\uff60]")
"""Characters that count double since posts have 280."""
PREFIX = regex.compile(r"[^\S\n]{0,200}(?:>[^\S\n]{0,80}){0,9}")
QUOTED = regex.compile(r"[^\S\n]{0,80}(?:[*+-][^\S\n]{1,8})?\[?>|\]\(https?://t\.co/", regex.I)
"""A line of a block quote; one writer puts the mark into a link's text and its target on the next line."""
BULLET = regex.compile(r"[^\S\n]{0,80}(?:[*+•□▪◦○-]|\d{1,3}[.)])(?:[^\S\n]|$)")
LAST_TARGET = regex.compile(
    r"\s{0,2}\]\(https?://t\.co/[A-Za-z0-9]{1,40}\)\Z"
    r"|(?<=(?P<slug>t\.co/[A-Za-z0-9]{1,40}))\s?\(https?://(?P=slug)\)\Z",
    regex.I,
)
"""The target of a link at the very end, in markdown or in brackets behind its own address: the words end
with what the link shows."""
AUTOLINK = regex.compile(r"<https?://[^\s<>]{1,390}\Z", regex.I)
"""A link in angle brackets without its end, in Markdown."""
FRONT = regex.compile(r"\s{0,400}(?:[*+-]\s{1,8}(?=>))?[\s>|]{0,400}")
"""Spaces, quote marks and the bullet of a quoted list entry before the first word."""
LEAVINGS = regex.compile(r"\\?\]?\(https?://[^\s()]{1,400}\)|[\s>|]{1,400}|\\?\](?:\([^\s()]{0,400}\)?)?")
"""What an attribution before leaves behind: its date's link target, spaces, quote marks."""


class Undecided(NamedTuple):
    """A stretch before a dash whose layout does not say where the words begin: its places are weighed."""

    region: Region
    limit: int
    """The most that the words may count."""
    wide: int
    """What a wide character counts."""

    def weigh(self, words: str) -> int:
        """Return how many characters words count."""
        return weight(words, self.wide)


def words_before(text: str, floor: int, end: int, around: Surroundings) -> tuple[int, int, bool]:
    """Return start and end of the quoted words that end before `end`, and whether the start is certain."""
    stretch = stretch_before(text, floor, end, around)
    if not isinstance(stretch, Undecided):
        return *stretch, True
    region = stretch.region
    found = likeliest(region, stretch.limit, stretch.weigh)
    if found is None:
        return _last_line(text, region.low, region.stop), region.stop, False
    return found[0], region.stop, found[1]


def stretch_before(text: str, floor: int, end: int, around: Surroundings) -> tuple[int, int] | Undecided:
    """Return start and end of the quoted words where the layout sets them apart, else what to weigh."""
    stop = _trim_end(text, floor, end)
    floor = _skip_leavings(text, floor, stop)
    day = around.day
    limit = (MAX_LENGTH_BEFORE if day and day < LONG_POSTS else MAX_LENGTH) + SLACK
    wide = 2 if limit > MAX_LENGTH else 1
    low = max(floor, stop - REGION)
    block = _block(text, low, end)
    if block is not None:
        start = _trim_start(text, max(low, block[0]), stop)
        if weight(text[start:stop], wide) <= block[1] * limit:
            return start, stop
        low = start
    first = _trim_start(text, low, stop)
    edge = "low" if low > floor else "floor" if floor else "top"
    return Undecided(Region(text, first, stop, edge, end, around), limit, wide)


def _last_line(text: str, low: int, stop: int) -> int:
    """Return where the last line begins: words longer than any post have no start that is known."""
    return max(low, text.rfind("\n", low, stop) + 1)


def _trim_end(text: str, floor: int, end: int) -> int:
    stop = end
    while stop > floor and text[stop - 1] in " \t\r\n>|\xa0\u3000":
        stop -= 1
    bracket = text[stop - 1 : stop] == ")"
    if bracket and (target := LAST_TARGET.search(text, max(floor, stop - 400), stop)):
        return target.start()
    return stop + (text[stop : stop + 1] == ">" and bool(AUTOLINK.search(text, max(floor, stop - 400), stop)))


def _trim_start(text: str, start: int, stop: int) -> int:
    if text[start : start + 1].isalnum():
        return start
    match = FRONT.match(text, start, stop)
    return match.end() if match else start


def _skip_leavings(text: str, floor: int, stop: int) -> int:
    while floor and (match := LEAVINGS.match(text, floor, stop)):
        floor = match.end()
    return floor


def weight(text: str, wide: int = 2) -> int:
    """Return how many characters a text counts as a post."""
    linked = "/" in text
    counted = _counted(LAST_LINKS.sub("", text) if linked else text)
    links = len(LINK.findall(counted)) if linked else 0
    plain = SPACES.sub(" ", LINK.sub("\ufffc", counted) if links else counted)
    doubled = 0 if wide == 1 or plain.isascii() else len(WIDE.findall(plain))
    return len(plain) + links * (LINK_WEIGHT - 1) + doubled


def _counted(text: str) -> str:
    """Return a text without what does not count."""
    led = text.startswith(">") or text[:1].isspace()
    if not led and NOT_PLAIN.isdisjoint(text) and ".com/" not in text.lower():
        return LINE_BEGINS.sub("", text) if "\n" in text else text
    return UNCOUNTED.sub("", text)


# --- Layouts that say it ------------------------------------------------------------------------


def _block(text: str, low: int, dash: int) -> tuple[int, int] | None:
    """Return where the block of the dash's line begins and how many posts' length it may have.

    None where neither `> ` nor indentation makes a block.
    """
    line = text.rfind("\n", low, dash) + 1
    prefix = text[line:dash]
    if line <= low or not prefix or prefix.strip().strip("> \t\xa0") or not PREFIX.fullmatch(prefix):
        return None
    if ">" in prefix:
        return _first_line(text, low, line, _as_deep(prefix.count(">"))), QUOTED_LIMITS
    prose, own = _indent_behind(text, dash), len(prefix.expandtabs())
    last, is_next = _line_above(text, line)
    if prose >= own or (_indent(last) <= prose and is_next):
        # Where the line just above is no deeper than the prose, the dash alone is set in.
        return None
    # Centred lines are indented each in its own way: then all that is deeper than the prose belongs.
    least = own if _indent(last) == own else prose + 1
    first = _first_line(text, low, line, lambda above: _indent(above) >= least, BULLET)
    return first, INDENTED_LIMITS


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


def _first_line(
    text: str, low: int, line: int, belongs: Callable[[str], bool], entry: regex.Pattern[str] | None = None
) -> int:
    """Return where the first line above begins from which on all lines belong; blank ones do.

    Of a list they do if its first entry follows a line at once: entries alone are a list of the article's.
    """
    first, listed = line, False
    while line > low:
        above = text.rfind("\n", 0, line - 1) + 1
        shown = text[above : line - 1]
        if above < low and text[above:low].strip(" \t>"):
            return first if listed else low
        if shown.strip():
            if not belongs(shown):
                break
            listed = bool(entry and entry.match(shown))
            first = first if listed else above
        elif listed or (">" not in shown and _quoted(text, line)):
            break
        line = above
    return max(first, low)


def _quoted(text: str, line: int) -> bool:
    return text[line : line + 40].lstrip(" \t").startswith(">")


def _indent(line: str) -> int:
    expanded = line.expandtabs()
    return len(expanded) - len(expanded.lstrip())


def _indent_behind(text: str, dash: int) -> int:
    """Return how far the text behind the attribution's lines is indented; 0 where nothing follows."""
    end = text.find("\n", dash)
    for line in text[end + 1 : end + 2_000].split("\n") if end >= 0 else ():
        if line.strip() and not regex.match(r"\s*(?:\w{1,12}\s\d{1,2},\s)?\d{4,13}\s*$", line):
            return _indent(line)
    return 0
