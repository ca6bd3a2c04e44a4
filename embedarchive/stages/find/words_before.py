"""Where the quoted words before an attribution line begin.

Nothing marks the first word of a flattened post, so its place is weighed: `> ` and indentation
decide alone; else every place before the dash is rated by what stands around it (starts.py), and the
likeliest is taken within the length a post could have.
"""

from __future__ import annotations

import datetime as dt

from embedarchive.late import regex
from embedarchive.stages.find.blocks import block
from embedarchive.stages.find.borders import Surroundings
from embedarchive.stages.find.slugs import PICTURE, SHORT_LINK
from embedarchive.stages.find.starts import Region, likeliest
from embedarchive.tuples import NamedTuple

LONG_POSTS = dt.date(2017, 11, 7)
"""From this day posts have 280 characters, before it 140 (blog.x.com, "Tweeting Made Easier")."""
MAX_LENGTH, MAX_LENGTH_BEFORE = 280, 140
SLACK = 14
"""Characters over the limit that are allowed: escapes, glue and spaces a layout put in."""
LINK_WEIGHT = 23
"""What any link counts, however long (developer docs of X, "Counting characters")."""
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
BEFORE_LINK = 120
"""Characters that one of them may have before `t.co/`: what cut the words, spaces, a folded `https://`."""
LINK = regex.compile(rf"https?://\S{{1,300}}|{SHORT_LINK}", regex.I)
SPACES = regex.compile(r"\s{2,}")
WIDE = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\uff01-\uff60]")
"""Characters that count double since posts have 280."""
LAST_TARGET = regex.compile(
    r"\s{0,2}\]\(https?://t\.co/[A-Za-z0-9]{1,40}\)\Z"
    r"|(?<=(?P<slug>t\.co/[A-Za-z0-9]{1,40}))\s?\(https?://(?P=slug)\)\Z",
    regex.I,
)
"""The target of a link at the very end, in markdown or in brackets behind its own address: the words end
with what the link shows."""
AUTOLINK = regex.compile(r"<https?://[^\s<>]{1,390}\Z", regex.I)
"""A link in angle brackets without its end, in Markdown."""
FRONT = regex.compile(r"[\s\ufeff]{0,400}(?:[*+-]\s{1,8}(?=>))?[\s>|]{0,400}")
"""The mark of UTF-8, spaces, quote marks and the bullet of a quoted list entry before the first word."""
BEHIND_WORDS = frozenset(" \t\r\n\v\f\x85\u2028\u2029>|\xa0\u3000")
"""What a layout puts between the last word and the dash."""
TAG = r"</?(?:p|br|div|span|(?:block)?quote|cite|footer|small|em|i|b|strong)\b[^<>]{0,100}>"
TAGS_BEHIND = regex.compile(rf"(?:{TAG}\s{{0,9}}){{1,9}}\Z", regex.I)
TAGS_BEFORE = regex.compile(rf"(?:{TAG}\s{{0,9}}|(?:\{{quote\}}|_{{4,80}}(?=\n))\s{{1,9}}){{1,9}}", regex.I)
"""What stands around the words where markup was pasted into a text, or what opens a quotation in AsciiDoc
(`____`), Jira's wiki, TEI and Muse."""
OPENERS = ("<", "____", "{quote}")
LONGEST_TAGS = 400
ENTRY_SIGNS = ("*", "+", "•", "-")
ENTRY = regex.compile(r"[*+•-][^\S\n]{1,8}(?=\S)")
LEAVINGS = regex.compile(
    r"\\?\]?\(https?://[^\s()]{1,400}\)|[\s>|]{1,400}|\\?\](?:\([^\s()]{0,400}\)?)?"
    r"|[<\[]?https?://(?:\w{1,9}\.)?(?:twitter|x)\.com/(?:\w{1,20}|i/web)/status/\d{1,19}[^\s()<>\[\]]{0,200}[>\]]?",
    regex.I,
)
"""What an attribution before leaves behind: its date's link or the target of it, spaces, quote marks."""


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


def words_before(
    text: str, floor: int, end: int, around: Surroundings, *, wall: bool = False
) -> tuple[int, int, bool]:
    """Return start and end of the quoted words that end before `end`, and whether the start is certain.

    `wall` says that a block of the page begins at `floor`, not the end of what was seen before.
    """
    stretch = stretch_before(text, floor, end, around, wall=wall)
    if not isinstance(stretch, Undecided):
        return *stretch, True
    region = stretch.region
    found = likeliest(region, stretch.limit, stretch.weigh)
    if found is None:
        return _last_line(text, region.low, region.stop), region.stop, False
    start = _behind_bullet(text, found[0], region.stop)
    tags = TAGS_BEFORE.match(text, start, region.stop) if text.startswith(OPENERS, start) else None
    return tags.end() if tags else start, region.stop, found[1]


def _behind_bullet(text: str, start: int, stop: int) -> int:
    """Return where words begin of which a list of the article's has made an entry; a post's list has more."""
    begins = text.startswith(ENTRY_SIGNS, start) and text[start - 1 : start] in ("", "\n")
    entry = ENTRY.match(text, start, stop) if begins else None
    return entry.end() if entry and f"\n{text[start]}" not in text[start:stop] else start


def stretch_before(
    text: str, floor: int, end: int, around: Surroundings, *, wall: bool = False
) -> tuple[int, int] | Undecided:
    """Return start and end of the quoted words where the layout sets them apart, else what to weigh."""
    stop = _trim_end(text, floor, end)
    floor = _skip_leavings(text, floor, stop)
    limit, wide = length_of(around.day)
    low = max(floor, stop - REGION)
    low = _behind_fence(text, low, stop)
    set_apart = block(text, low, end)
    if set_apart is not None:
        first, lengths = set_apart
        start = _trim_start(text, max(low, first), stop)
        if weight(text[start:stop], wide) <= lengths * limit:
            return start, stop
        low = start
    first = _trim_start(text, low, stop)
    edge = "low" if low > floor else "paragraph" if wall else "floor" if floor else "top"
    return Undecided(Region(text, first, stop, edge, end, around), limit, wide)


def _behind_fence(text: str, low: int, stop: int) -> int:
    """Return where the words begin at the earliest: behind the last fence of a block of code, in Markdown."""
    fence = text.rfind("```", low, stop)
    if fence < 0 or text[text.rfind("\n", 0, fence) + 1 : fence].strip(" \t>"):
        return low
    line_end = text.find("\n", fence, stop)
    return line_end + 1 if line_end >= 0 and text[line_end:stop].strip() else low


def length_of(day: dt.date | None) -> tuple[int, int]:
    """Return the most that the words of a post may count, and what a wide character counts."""
    short = day is not None and day < LONG_POSTS
    return (MAX_LENGTH_BEFORE if short else MAX_LENGTH) + SLACK, 1 if short else 2


def _last_line(text: str, low: int, stop: int) -> int:
    """Return where the last line begins: words longer than any post have no start that is known."""
    return max(low, text.rfind("\n", low, stop) + 1)


def _trim_end(text: str, floor: int, end: int) -> int:
    low = max(floor, end - LONGEST_TAGS)
    tags = TAGS_BEHIND.search(text, low, end) if text.find("<", low, end) >= 0 else None
    stop = tags.start() if tags else end
    while stop > floor and (text[stop - 1] in BEHIND_WORDS or _is_mark_behind_space(text, floor, stop)):
        stop -= 1
    bracket = text[stop - 1 : stop] == ")"
    if bracket and (target := LAST_TARGET.search(text, max(floor, stop - 400), stop)):
        return target.start()
    return stop + (text[stop : stop + 1] == ">" and bool(AUTOLINK.search(text, max(floor, stop - 400), stop)))


def _is_mark_behind_space(text: str, floor: int, stop: int) -> bool:
    """Whether a mark of direction stands there by itself: right behind a word it may be the author's."""
    return text[stop - 1] in "\u200e\u200f" and stop - 2 >= floor and text[stop - 2] in BEHIND_WORDS


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
    counted = _counted(_without_last_links(text) if "/" in text else text)
    links = len(LINK.findall(counted)) if "/" in counted else 0
    plain = SPACES.sub(" ", LINK.sub("\ufffc", counted) if links else counted)
    doubled = 0 if wide == 1 or plain.isascii() else len(WIDE.findall(plain))
    return len(plain) + links * (LINK_WEIGHT - 1) + doubled


def _without_last_links(text: str) -> str:
    """Return a text without the links at its end, which are looked for from the first short link on."""
    lowered = text.lower()
    begins = [at for begin in ("t.co/", "pic.") if (at := lowered.find(begin)) >= 0]
    start = max(0, min(begins, default=0) - BEFORE_LINK) if len(lowered) == len(text) else 0
    last = LAST_LINKS.search(text, start) if begins else None
    return text[: last.start()] if last else text


def _counted(text: str) -> str:
    """Return a text without what does not count."""
    led = text.startswith(">") or text[:1].isspace()
    if not led and NOT_PLAIN.isdisjoint(text) and ".com/" not in text.lower():
        return LINE_BEGINS.sub("", text) if "\n" in text else text
    return UNCOUNTED.sub("", text)
