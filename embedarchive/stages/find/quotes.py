"""Where the quoted words before an attribution line begin.

Nothing marks the first word of a flattened post, so its place is weighed: `> ` and indentation
decide alone; else every boundary before the dash is rated by what stands on both sides of it, and
the strongest is taken that no stronger one cuts off, within the length a post could have.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import regex

from embedarchive.stages.find.languages import Tongue, differ, tongue

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

SHORT_LINK = r"(?:https?://(?:\n[ \t>]{0,80})?)?t\.co/[A-Za-z0-9]{1,40}"
PICTURE = r"pic\.(?:twitter|x)\.com/(?:\n[ \t>]{0,80})?[A-Za-z0-9]{1,40}"
UNCOUNTED = regex.compile(
    rf"\]\([^()\s]{{0,400}}\)?|\[(?=[^\]\n]{{0,300}}\]\()|{PICTURE}|^[\s>]{{0,80}}(?:\.?@\w{{1,20}}\s{{1,9}}){{0,50}}"
    r"|[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe0f]|\n[ \t>]{0,80}",
    regex.I,
)
"""What does not count: markdown's link targets, the media link, the names a reply begins with."""
LAST_LINKS = regex.compile(rf"(?:\u2026?[\s\]]{{0,9}}(?:{SHORT_LINK}|{PICTURE})){{1,5}}\s{{0,9}}\Z", regex.I)
"""Links at the end: to media, to a quoted post, or to the rest of a long one; none of them counts."""
LINK = regex.compile(rf"https?://\S{{1,300}}|{SHORT_LINK}", regex.I)
WIDE = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\uff01-\uff60]")
"""Characters that count double since posts have 280."""
PREFIX = regex.compile(r"[^\S\n]{0,200}(?:>[^\S\n]{0,80}){0,9}")
QUOTED = regex.compile(r"[^\S\n]{0,80}(?:[*+-][^\S\n]{1,8})?>")
BULLET = regex.compile(r"[^\S\n]{0,80}(?:[*+•□▪◦○-]|\d{1,3}[.)])(?:[^\S\n]|$)")
LAST_TARGET = regex.compile(r"\]\(https?://t\.co/[A-Za-z0-9]{1,40}\)\Z", regex.I)
"""The target of a markdown link at the very end: the words end with what it shows."""
FRONT = regex.compile(r"\s{0,400}(?:[*+-]\s{1,8}(?=>))?[\s>]{0,400}")
"""Spaces, quote marks and the bullet of a quoted list entry before the first word."""
LEAVINGS = regex.compile(r"\\?\]?\(https?://[^\s()]{1,400}\)|[\s>]{1,400}|\\?\](?:\([^\s()]{0,400}\)?)?")
"""What an attribution before leaves behind: its date's link target, spaces, quote marks."""


def words_before(text: str, floor: int, end: int, day: dt.date | None, home: Tongue) -> tuple[int, int, bool]:
    """Return start and end of the quoted words that end before `end`, and whether the start is certain.

    `home` is what the article itself is written in.
    """
    stop = _trim_end(text, floor, end)
    floor = _skip_leavings(text, floor, stop)
    limit = (MAX_LENGTH_BEFORE if day and day < LONG_POSTS else MAX_LENGTH) + SLACK
    wide = 2 if limit > MAX_LENGTH else 1
    low = max(floor, stop - REGION)
    block = _block(text, low, end)
    if block is not None:
        start = _trim_start(text, max(low, block[0]), stop)
        if weight(text[start:stop], wide) <= block[1] * limit:
            return start, stop, True
        low = start
    start, certain = _weighed(_Region(text, low, stop, floor, home), limit, wide)
    return start, stop, certain


def _trim_end(text: str, floor: int, end: int) -> int:
    stop = end
    while stop > floor and text[stop - 1] in " \t\r\n>\xa0\u3000":
        stop -= 1
    target = LAST_TARGET.search(text, max(floor, stop - 400), stop)
    return target.start() if target else stop


def _trim_start(text: str, start: int, stop: int) -> int:
    match = FRONT.match(text, start, stop)
    return match.end() if match else start


def _skip_leavings(text: str, floor: int, stop: int) -> int:
    while floor and (match := LEAVINGS.match(text, floor, stop)):
        floor = match.end()
    return floor


def weight(text: str, wide: int = 2) -> int:
    """Return how many characters a text counts as a post."""
    counted = UNCOUNTED.sub("", LAST_LINKS.sub("", text))
    links = len(LINK.findall(counted))
    plain = regex.sub(r"\s{2,}", " ", LINK.sub("\ufffc", counted))
    return len(plain) + links * (LINK_WEIGHT - 1) + (wide - 1) * len(WIDE.findall(plain))


# --- Layouts that say it ------------------------------------------------------------------------


def _block(text: str, low: int, dash: int) -> tuple[int, int] | None:
    """Return where the block of the dash's line begins and how many posts' length it may have.

    None where neither `> ` nor indentation makes a block.
    """
    line = text.rfind("\n", 0, dash) + 1
    prefix = text[line:dash]
    if line <= low or not PREFIX.fullmatch(prefix):
        return None
    if ">" in prefix:
        return _first_line(text, low, line, lambda above: bool(QUOTED.match(above))), QUOTED_LIMITS
    prose, own = _indent_behind(text, dash), len(prefix.expandtabs())
    if prose >= own:
        return None
    last = text[:line].rstrip().rpartition("\n")[2]
    # Centred lines are indented each in its own way: then all that is deeper than the prose belongs.
    least = own if _indent(last) == own else prose + 1
    first = _first_line(text, low, line, lambda above: _indent(above) >= least and not BULLET.match(above))
    return first, INDENTED_LIMITS


def _first_line(text: str, low: int, line: int, belongs: Callable[[str], bool]) -> int:
    """Return where the first line above begins from which on all lines belong; blank ones do."""
    first = line
    while line > low:
        above = text.rfind("\n", 0, line - 1) + 1
        shown = text[above : line - 1]
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


# --- Weighing -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Boundary:
    """A place where the quoted words may begin."""

    at: int
    strength: float


BREAKS = regex.compile(
    r"(?P<paragraph>[^\S\n]*+\n[^\S\n]*+\n\s*+)|(?P<line>[^\S\n]*+\n[^\S\n]*+)|(?P<wide>(?<=\S)[^\S\n]{2,200}+)"
    r"|(?P<sentence>(?<=[.!?…:؟۔।。！？\"”’)»])[^\S\n])|(?P<ideographic>(?<=[。！？」』】])(?=[^\s。！？」』】]))"
    r"|(?P<glue>(?<=[.!?:”\"’)\]\p{Ll}\d])(?=[\p{Lu}@#]))"
)
"""Places where one thing may end and another begin."""
KINDS = {"paragraph": 1.4, "line": 0.1, "wide": -0.6, "sentence": -1.9, "ideographic": -0.5, "glue": -1.0}
INTRODUCES = regex.compile(
    r"[:：]\s*[\"“”'»]?\s*\Z|(?:tweeted|wrote|said|posted|schrieb|twitterte|escribió)[:,]?\s*\Z", regex.I
)
TERMINAL = regex.compile(r"[.!?…؟۔।。！？\"”’)»\]]\s*\Z")
UNFINISHED = regex.compile(
    r"[,;—–(\[&|/]\s*\Z|(?:\s|^)(?:the|a|an|of|to|and|or|in|by|with|for|from|at|on)\s*\Z", regex.I
)
ADDRESSES = regex.compile(
    r"\.?[@#＃]\w|RT @|BREAKING|[\"“‘„«»]|\p{Extended_Pictographic}|\p{Regional_Indicator}"
)
CONTINUES = regex.compile(r"\p{Ll}|[,.;:)\]|/’”%&](?!\w*@)|'s\b|-\s")
LONE = regex.compile(rf"\s*(?:[@#＃]\w{{1,60}}|{SHORT_LINK}|{PICTURE})[.,:;!?]?\s*\Z")
CLOSES = regex.compile(rf"(?:{SHORT_LINK}|{PICTURE})\s*\Z", regex.I)
TOKENS = regex.compile(rf"https?://\S{{1,300}}|{SHORT_LINK}|{PICTURE}|[@#＃]\w{{1,100}}", regex.I)
"""Links, handles and hashtags: nothing begins within one."""
BULLETS = regex.compile(r"[・•‣▪◦✅✔➡👉▶→*-]\s?\S")
BEFORE = ((INTRODUCES, 1.2), (CLOSES, 1.0), (UNFINISHED, -1.5), (LONE, -2.0))
AFTER = ((ADDRESSES, 0.1), (CONTINUES, -1.2), (LONE, -1.2), (BULLETS, -0.8))
"""Signs on both sides of a boundary and what they add to its strength."""
ENDED = 0.3
"""A line that ends as a sentence does."""
LONG_BEFORE = 2.0
"""A line of 200 characters and more is a paragraph of prose, hardly a part of a post."""
LEAVES_HOME, CHANGES = 1.5, 1.5
"""From the article's language into another; from another into a third or back."""
MIXED = -0.8
"""Words that begin in another language than they end in."""
NEAR, TAIL = 300, 120
"""Characters looked at on each side of a boundary, and at the end of the words."""
AT_FLOOR = 1.3
"""Where the attribution before ends."""
SURE = 2.0
"""How far ahead of all others a start must be to leave no doubt."""
CROSSED = 0.1
"""How much of a boundary's strength counts against beginning before it."""


@dataclass(frozen=True, slots=True)
class _Region:
    """The stretch of text in which the quoted words begin and at whose end they end."""

    text: str
    low: int
    stop: int
    floor: int
    home: Tongue


def _weighed(region: _Region, limit: int, wide: int) -> tuple[int, bool]:
    """Return the best-rated start, and whether it leaves no doubt."""
    best, best_score, second = region.low, float("-inf"), float("-inf")
    crossed = 0.0
    for boundary in _boundaries(region):
        length = weight(region.text[boundary.at : region.stop], wide)
        if length > limit:
            break
        score = boundary.strength - crossed + _likely(length, limit)
        if score > best_score:
            best, best_score, second = boundary.at, score, best_score
        else:
            second = max(second, score)
        crossed += CROSSED * max(boundary.strength, 0.0)
    if best_score == float("-inf"):
        return max(region.low, region.text.rfind("\n", region.low, region.stop) + 1), False
    return best, best_score - second > SURE


def _likely(length: int, limit: int) -> float:
    """Rate a length: hardly a post has a few characters only."""
    return -1.0 if length < 12 else -2.0 if length < 30 else 0.2 * min(length / limit, 1.0)


def _boundaries(region: _Region) -> Iterator[Boundary]:
    """Yield the boundaries of a region, the nearest to the dash first."""
    text, low, stop = region.text, region.low, region.stop
    tail = _tail(text[low:stop])
    inside = {
        at for token in TOKENS.finditer(text, low, stop) for at in range(token.start() + 1, token.end())
    }
    for match in reversed(list(BREAKS.finditer(text, low, stop))):
        if match.end() < stop and match.end() not in inside:
            yield Boundary(match.end(), _strength(region, match, tail))
    start = _trim_start(text, low, stop)
    strength = AT_FLOOR if low == region.floor else 0.0
    if differ(tongue(text[start : min(stop, start + NEAR)].partition("\n")[0]), tail):
        strength += MIXED
    yield Boundary(start, strength)


def _tail(text: str) -> Tongue:
    """Tell the tongue of the last words, as far back as it takes to know their script."""
    found = Tongue(None, None)
    for line in reversed(text[-REGION:].splitlines()[-9:]):
        found = tongue(line[-TAIL:])
        if found.script:
            break
    return found


def _strength(region: _Region, match: regex.Match[str], tail: Tongue) -> float:
    """Rate one boundary by its kind and by what stands on both sides of it."""
    text, kind = region.text, match.lastgroup or "line"
    before = text[max(region.low, match.start() - NEAR) : match.start()].rpartition("\n")[2]
    after = text[match.end() : min(region.stop, match.end() + NEAR)].partition("\n")[0]
    strength = KINDS[kind] + sum(value for sign, value in BEFORE if sign.search(before))
    strength += sum(value for sign, value in AFTER if sign.match(after))
    if kind in ("line", "paragraph"):
        strength += LONG_BEFORE * min(len(before), 200) / 200
    if kind in ("line", "wide") and TERMINAL.search(before):
        strength += ENDED
    if differ(tongue(before), tongue(after)):
        strength += LEAVES_HOME if differ(region.home, tongue(after)) else CHANGES
    return strength + (MIXED if differ(tongue(after), tail) else 0.0)
