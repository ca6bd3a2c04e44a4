"""Where quoted words begin that no layout sets apart: the places, the signs at them, and what they weigh.

Every place where something may begin is rated by the sum of its signs; the ratings are log-odds against the
other places, so that their softmax is the probability of each. The weights were fitted (logistic
regression) to posts of 45 sites flattened by 30 extractors, and to posts set between the paragraphs of
other sites and flattened in 10 layouts, and rounded; docs/find.md tells how well they do on sites left
out, and tools/fit_starts fits them anew.
"""

import math
from bisect import bisect_left
from collections.abc import Callable, Iterator
from typing import NamedTuple

from embedarchive.late import regex
from embedarchive.stages.find.languages import Tongue, differ, tongue

SHORT_LINK = r"(?:https?://(?:\n[ \t>]{0,80})?)?t\.co/[A-Za-z0-9]{1,40}"
PICTURE = r"pic\.(?:twitter|x)\.com/(?:\n[ \t>]{0,80})?[A-Za-z0-9]{1,40}"
LINE_ENDS = regex.compile(r"\n|\|")
NEAR, TAIL, LAYOUT = 300, 120, 2_500
"""Characters looked at on each side of a place, at the end of the words, and to know the layout."""
REACHES = (400, 900, 1_800)
"""Characters before the dash within which a post mostly begins; links make it longer."""
SURE = 0.9
"""The probability from which a start is called certain."""
LINK_ALONE = 23
"""What a post that is nothing but a link counts, whatever the end of a post counts otherwise."""

BREAKS = regex.compile(
    r"(?=\s)(?:(?P<paragraph>[^\S\n]*+\n[^\S\n]*+\n\s*+)|(?P<line>[^\S\n]*+\n[^\S\n]*+)"
    r"|(?P<wide>(?<=\S)[^\S\n]{2,200}+(?!\|))"
    r"|(?P<sentence>(?<=[.!?…:؟۔।。！？\"”’)»\p{Extended_Pictographic}])[^\S\n])"
    r"|(?P<dated>(?<=[\d日])(?<=\b(?:19|20)\d\d|\d日)[^\S\n](?=[\p{Lu}\p{Lo}@#“„«\"])))"
    r"|(?P<bar>\|++\s?)"
    r"|(?P<glue>(?=[\p{Lu}@#“„«\"])(?<=[.!?:”\"’)\]\p{Ll}\d])"
    r"|(?=\p{Lo}|\.@)(?<=[.!?؟۔।]))"
    r"|(?P<ideographic>(?<=[。！？」』】])(?=[^\s。！？」』】]))"
)
"""Places where one thing may end and another begin."""
TAGGED = (
    r"[\w\u200c\u200d\ua67e\u05be\u05f3\u05f4\uff5e\u301c\u309b\u309c\u30a0\u30fb\u3003\u0f0b\u0f0c\u00b7]"
)
"""What a hashtag may hold (twitter-text, `hashtagSpecialChars`)."""
TOKENS = regex.compile(
    rf"https?://\S{{1,300}}|{SHORT_LINK}|{PICTURE}|[@#＠＃]{TAGGED}{{1,100}}|\b(?:\p{{Lu}}\.){{1,6}}\p{{Lu}}",
    regex.I,
)
"""Links, handles, hashtags and initials: nothing begins within one."""
QUOTES = regex.compile(
    r"(?P<open>(?<![\p{L}\p{N}.,!?…;)%])[\"“„‚‘「『](?=\S)|«)"
    r"|(?P<close>(?<=[\p{L}\p{N}.,!?…;)%])[\"”“「」』](?!\p{L})|»)"
)
BROKEN = regex.compile(r"[\p{Ll},.;:)!?]")
"""How a line begins that goes on with the one above."""

INTRODUCES = regex.compile(r"[:：]\s*[\"“”'»]?\s*\Z")
SPEAKS = regex.compile(
    r"twe{1,2}t|twitt|twit\b|\btuit|\bposte?[ds]?\b|\b(?:wrote|writes|schrieb|schreibt|escribió|écrit|scrive)\b"
    r"|ट्वीट|ট্যুইট|টুইট|ട്വീറ്റ്|ട്വിറ്റ|تغريد|غرد|تويتر|ٹویٹ|ٹوئٹ|توییت|توئیت|ツイート|ツイッター|つぶや|твит|推文|推特"
    r"|트위터|트윗|ทวีต|ทวิต|ציוץ|צייצ|טוויט",
    regex.I,
)
TERMINAL = regex.compile(r"[.!?…؟۔।。！？\"”’)»\]]\s*\Z")
UNFINISHED = regex.compile(
    r"[,;—–(\[&|/-]\s*\Z"
    r"|(?:\s|^)(?:the|a|an|of|to|and|or|in|by|with|for|from|at|on|der|die|das|und|de|la|le|el|que|et|y)\s*\Z",
    regex.I,
)
LONE = regex.compile(rf"\A\s*(?:[@#＃]\w{{1,60}}|{SHORT_LINK}|{PICTURE})[.,:;!?]?\s*\Z", regex.I)
CLOSES = regex.compile(rf"(?:{SHORT_LINK}|{PICTURE})\s*\Z", regex.I)
DATED = regex.compile(r"(?:\b(?:19|20)\d\d|年\d{1,2}月\d{1,2}日)\)?\s*\Z")
PICTURE_WITHIN = regex.compile(
    rf"{PICTURE}[^\S\n]{{0,9}}\n(?!\s{{0,9}}(?:{SHORT_LINK}|{PICTURE}))\s{{0,80}}\S", regex.I
)
"""X writes the link to a post's own pictures behind its last word."""
SOCIAL = regex.compile(
    rf"(?<![\w.])[@#＃](?!\d{{1,3}}\b)\w|{SHORT_LINK}|{PICTURE}|(?!\d)\p{{Extended_Pictographic}}", regex.I
)
NAMED = regex.compile(r"(?:\.\s{0,2})?[@#＃](?!\d{1,3}\b)\w|RT\s{1,2}@|[\u2066-\u2069]@")
ALARM = regex.compile(r"\p{Lu}{4,}(?:\s\p{Lu}{2,}){0,3}\s?[:!—–|-]")
PICTOGRAPH = regex.compile(r"(?!\d)\p{Extended_Pictographic}|\p{Regional_Indicator}")
OPENS = regex.compile(r"[\"“‘„«「【]")
CONTINUES = regex.compile(r"\p{Ll}")
NUMBER = r"(?:#\d{1,3}[.:)]?|\(?\d{1,3}[.):])"
"""Of an entry in a list; a hashtag has a letter."""
BULLETS = regex.compile(rf"[・•‣▪◦✅✔➡👉▶→*-]\s?\S|{NUMBER}(?:\s|\Z)")
NUMBER_ALONE = regex.compile(rf"\A\s*{NUMBER}\s*\Z")
GLUED_LETTERS = regex.compile(r"[\p{Ll}\d]\Z")


LINE_KINDS = frozenset({"line", "paragraph", "bar", "floor", "top"})
"""Kinds of places at which a line, a block or the text itself begins."""


class Region(NamedTuple):
    """The stretch of text in which the quoted words begin and at whose end they end."""

    text: str
    low: int
    stop: int
    edge: str
    """What `low` is: `floor`, the end of the attribution before; `top`, where the text begins; or `low`."""
    dash: int
    home: Tongue
    """What the article itself is written in."""


class Place(NamedTuple):
    """A place where the quoted words may begin, with what stands around it."""

    at: int
    kind: str
    gap: str
    """What parts the words from the dash: `paragraph`, `line` or `inline`."""
    before: str
    """The line before it, as far as 300 characters."""
    last: str
    """What stands between the place before and this one."""
    after: str
    """The line behind it, as far as 300 characters."""
    rest: str
    """All words from here to the dash."""
    first_line: int
    """Characters of `rest` up to its first line's end."""
    paragraphs: int
    """Paragraphs that end between here and the dash."""
    quoted: bool
    """Whether it stands between an opening quotation mark and its end."""
    size: int
    """Characters from here to the dash, as X counts them."""
    share: float
    """Its part of the most there may be."""
    leaves: bool
    """Whether the article's language is left here."""
    changes: bool
    """Whether the language changes here otherwise."""
    mixed: bool
    """Whether the words begin in another language than they end in."""
    broken: float
    """How surely the layout breaks lines within sentences, 0 to 1."""

    @property
    def starts_line(self) -> bool:
        """Whether it begins a line, or stands behind another attribution."""
        return self.kind in LINE_KINDS

    @property
    def one_line(self) -> bool:
        """Whether no line ends between here and the dash."""
        return self.first_line == len(self.rest)


class Sign(NamedTuple):
    """Something that speaks for or against beginning at a place."""

    name: str
    weight: float
    at: Callable[[Place], float]
    """How far the sign is there, 0 to 1."""


KINDS = {
    "paragraph": (2.2, 1.9, 1.7),
    "line": (0.6, 1.4, 0.4),
    "wide": (-0.7, -1.5, -0.6),
    "sentence": (-2.3, -2.5, -0.7),
    "ideographic": (-1.3, -1.6, -1.1),
    "dated": (-0.3, -0.5, 0.4),
    "glue": (0.7, 0.4, 1.1),
    "floor": (2.6, 2.2, 1.5),
    "bar": (-0.8, 0.4, -1.2),
    "top": (1.0, 1.0, 0.3),
    "low": (-1.0, -1.0, -1.0),
}
"""What a place is worth by its kind, where the dash stands in a paragraph of its own, in a line of its own,
or in the words' line. `floor` is the end of the attribution before, `low` that of what is looked at."""
GAPS = ("paragraph", "line", "inline")


def _before(pattern: regex.Pattern[str]) -> Callable[[Place], float]:
    return lambda place: float(bool(place.before and pattern.search(place.before)))


def _after(pattern: regex.Pattern[str]) -> Callable[[Place], float]:
    return lambda place: float(bool(pattern.match(place.after)))


def _bare_line(place: Place) -> float:
    line, others = place.rest[: place.first_line], place.rest[place.first_line :]
    return float(not SOCIAL.search(line) and bool(SOCIAL.search(others)))


def _paragraphs(place: Place) -> float:
    return min(place.paragraphs, 4) / 4


def _length_before(place: Place) -> tuple[float, float]:
    """Return how long the line before is where a line begins, and else how long the sentence before."""
    if place.starts_line:
        return min(len(place.before), 200) / 200, 0.0
    return 0.0, min(len(place.last), 150) / 150


SIGNS = (
    Sign("a colon before", 0.7, _before(INTRODUCES)),
    Sign("the article speaks of a post", 0.7, lambda p: bool(SPEAKS.search(p.last))),
    Sign(
        "the line before ends as a sentence", 0.4, lambda p: p.starts_line and bool(TERMINAL.search(p.before))
    ),
    Sign("a long line before", 0.8, lambda p: _length_before(p)[0]),
    Sign("a long sentence before", 0.8, lambda p: _length_before(p)[1]),
    Sign("what stands before goes on", -1.3, _before(UNFINISHED)),
    Sign("a link or a handle alone before", -1.9, _before(LONE)),
    Sign("a short link before", -0.6, _before(CLOSES)),
    Sign("a date before", 1.7, _before(DATED)),
    Sign("handles, hashtags, links or emoji before", -0.8, lambda p: bool(SOCIAL.search(p.last))),
    Sign("none of these behind", -1.4, lambda p: not SOCIAL.search(p.rest)),
    Sign("none of these in the first line, some later", -0.8, _bare_line),
    Sign("begins with a handle, a hashtag, RT", 1.2, lambda p: bool(NAMED.match(p.rest))),
    Sign("begins with BREAKING and the like", 1.7, _after(ALARM)),
    Sign("begins with an emoji", 0.9, _after(PICTOGRAPH)),
    Sign("begins with a quotation behind a colon", -1.0, lambda p: _after(OPENS)(p) * _before(INTRODUCES)(p)),
    Sign("begins with a small letter", -1.7, _after(CONTINUES)),
    Sign("begins as a list does", -1.7, _after(BULLETS)),
    Sign("a number of a list alone before", 0.7, lambda p: p.starts_line * _before(NUMBER_ALONE)(p)),
    Sign("begins with a link or a handle alone", -1.5, _after(LONE)),
    Sign("the same where lines are broken", -1.2, lambda p: p.broken * _after(LONE)(p)),
    Sign("nothing but a link or a handle", -1.2, lambda p: p.starts_line * p.one_line * _after(LONE)(p)),
    Sign("two letters glued, as in AfD", -1.2, lambda p: (p.kind == "glue") * _before(GLUED_LETTERS)(p)),
    Sign("between quotation marks", -2.4, lambda p: p.quoted),
    Sign("a picture's link and more lines within", -2.0, lambda p: bool(PICTURE_WITHIN.search(p.rest))),
    Sign("paragraphs within", -1.7, _paragraphs),
    Sign("paragraphs within, the dash in its own", 0.9, lambda p: (p.gap == "paragraph") * _paragraphs(p)),
    Sign("one line behind an attribution", 0.3, lambda p: p.kind == "floor" and p.one_line),
    Sign("leaves the article's language", 2.1, lambda p: p.leaves),
    Sign("changes the language", 1.0, lambda p: p.changes),
    Sign("begins in another language than it ends in", -1.9, lambda p: p.mixed),
    Sign("less than 12 characters", -3.1, lambda p: p.size < 12),
    Sign("less than 30 characters", -0.7, lambda p: p.size < 30),
    Sign("less than 30 characters within a line", -0.9, lambda p: p.size < 30 and not p.starts_line),
    Sign("as long as a post may be", 0.7, lambda p: p.share > 0.9),
)


def rate(place: Place) -> float:
    """Return the log-odds of the words beginning at a place."""
    return KINDS[place.kind][GAPS.index(place.gap)] + sum(sign.weight * sign.at(place) for sign in SIGNS)


def likeliest(region: Region, limit: int, weigh: Callable[[str], int]) -> tuple[int, bool] | None:
    """Return the likeliest start, and whether it is beyond doubt; None where no place is within reach."""
    rated = [(rate(place), place.at) for place in places(region, limit, weigh)]
    if not rated:
        return None
    best, at = max(rated, key=lambda one: one[0])
    return at, 1.0 / sum(math.exp(other - best) for other, _ in rated) >= SURE


def places(region: Region, limit: int, weigh: Callable[[str], int]) -> Iterator[Place]:
    """Yield the places of a region from which the words are no longer than a post, the nearest first."""
    text, low, stop = region.text, region.low, region.stop
    scanned = _reach(region, limit, weigh)
    breaks = _breaks(region, scanned)
    ends = [scanned, *(match.start() for match in breaks), stop]
    begins = [scanned, *(match.end() for match in breaks)]
    kinds = [region.edge if scanned == low else "low", *(match.lastgroup or "" for match in breaks)]
    quotes = [(m.start(), m.lastgroup == "open") for m in QUOTES.finditer(text, scanned, stop)]
    gap, broken, tail = (
        _gap(text[stop : region.dash]),
        _broken(text[max(0, stop - LAYOUT) : stop]),
        _tail(text[low:stop]),
    )
    line_end, paragraphs = stop, 0
    for i in range(len(begins) - 1, -1, -1):
        at, end = begins[i], ends[i]
        rest = text[at:stop]
        size = weigh(rest)
        if size > limit:
            break
        last = text[begins[i - 1] : end] if i else ""
        before = LINE_ENDS.split(text[max(low, end - NEAR) : end])[-1]
        after = LINE_ENDS.split(rest[:NEAR], 1)[0]
        own = tongue(after)
        differs = bool(i) and differ(_near(last, before), own)
        leaves = differs and differ(region.home, own)
        yield Place(
            at, kinds[i], gap, before, last, after, rest, line_end - at, paragraphs, _within(quotes, at),
            size if size >= LINK_ALONE or not LONE.match(rest) else LINK_ALONE, size / limit,
            leaves, differs and not leaves, differ(own, tail), broken,
        )  # fmt: skip
        line_end = end if kinds[i] in LINE_KINDS else line_end
        paragraphs += kinds[i] == "paragraph"


def _reach(region: Region, limit: int, weigh: Callable[[str], int]) -> int:
    """Return from where on to look for places: far enough for a post, as X counts, and no farther."""
    for reach in REACHES:
        if region.stop - reach <= region.low:
            break
        if weigh(region.text[region.stop - reach : region.stop]) > limit:
            return max(region.low, region.stop - reach - NEAR)
    return region.low


def _breaks(region: Region, scanned: int) -> list[regex.Match[str]]:
    text, stop = region.text, region.stop
    inside = {
        at for token in TOKENS.finditer(text, scanned, stop) for at in range(token.start() + 1, token.end())
    }
    found = BREAKS.finditer(text, scanned, stop)
    return [match for match in found if scanned < match.end() < stop and match.end() not in inside]


def _within(quotes: list[tuple[int, bool]], at: int) -> bool:
    """Whether the mark before a place opens a quotation and the one behind it closes one."""
    behind = bisect_left(quotes, (at, False))
    return 0 < behind < len(quotes) and quotes[behind - 1][1] and not quotes[behind][1]


def _gap(between: str) -> str:
    lines = between.count("\n") + ("|" in between)
    return GAPS[0] if lines > 1 else GAPS[1] if lines else GAPS[2]


def _broken(text: str) -> float:
    """Tell from its lines whether a layout breaks them within sentences: half of them or more surely."""
    rows = [row for line in text.split("\n") if (row := line.strip(" \t>*"))]
    return min(1.0, 2 * sum(bool(BROKEN.match(row)) for row in rows) / len(rows)) if rows else 0.0


def _near(last: str, before: str) -> Tongue:
    """Tell the tongue of the words just before a place; of the whole line where they do not show it."""
    found = tongue(last)
    return found if found.language or found.script not in (None, "latin") else tongue(before)


def _tail(text: str) -> Tongue:
    """Tell the tongue of the last words, as far back as it takes to know their script."""
    found = Tongue(None, None)
    for line in reversed(text.splitlines()[-9:]):
        found = tongue(line[-TAIL:])
        if found.script:
            break
    return found
