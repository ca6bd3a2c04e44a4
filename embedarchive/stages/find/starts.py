"""Where quoted words begin that no layout sets apart: the places, the signs at them, and what they weigh.

Every place where something may begin is rated by the sum of its signs; the ratings are log-odds against the
other places, so that their softmax is the probability of each. The weights were fitted (logistic
regression) to real posts, flattened by some 30 extractors on their own pages and set between paragraphs of
other sites, and rounded; docs/find.md tells how well they do on pages left out, and tools/fit_starts fits
them anew.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable, Iterator

from embedarchive.late import regex
from embedarchive.stages.find import said
from embedarchive.stages.find.beginning import LINE_KINDS, Beginning
from embedarchive.stages.find.borders import Surroundings, border, calls, is_named
from embedarchive.stages.find.languages import Tongue, differ, tongue
from embedarchive.stages.find.slugs import PICTURE, SHORT_LINK
from embedarchive.stages.find.weights import FEW_LETTERS, GAPS, alone, is_small, rate
from embedarchive.tuples import NamedTuple

NEAR, TAIL, LAYOUT = 300, 120, 2_500
"""Characters looked at on each side of a place, at the end of the words, and to know the layout."""
REACHES = (400, 900, 1_800)
"""Characters before the dash within which a post mostly begins; links make it longer."""
SURE = 0.98
"""The probability from which a start is called certain."""
LINK_ALONE = 23
"""What a post that is nothing but a link counts, whatever the end of a post counts otherwise."""

BREAKS = regex.compile(
    r"(?P<paragraph>\|[^\S\n]*+\n[\s|]*+)"
    r"|(?=\s)(?:(?P<paragraph>[^\S\n]*+\n[^\S\n]*+\n\s*+)|(?P<line>[^\S\n]*+\n[^\S\n]*+)"
    r"|(?P<wide>(?<=\S)[^\S\n]{2,200}+(?!\|))"
    r"|(?P<sentence>(?<=[.!?…:：؟۔।。！？\"”’)»\p{Extended_Pictographic}])[^\S\n])"
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
UNSAID = regex.compile(rf"{TOKENS.pattern}|\]\([^()\s]{{0,400}}\)?", regex.I)
"""What of some words no letter counts of: the same, and the targets of links in Markdown."""
QUOTES = regex.compile(
    r"(?P<open>(?<![\p{L}\p{N}.,!?…;)%])[\"“„‚‘「『](?=\S)|«)"
    r"|(?P<close>(?<=[\p{L}\p{N}.,!?…;)%])[\"”“「」』](?!\p{L})|»)"
)
QUOTE_MARKS = frozenset('"“”„‚‘「」『』«»')
GOES_ON = frozenset(",.;:)!?")
"""How a line begins that goes on with the one above, besides a small letter."""


class Region(NamedTuple):
    """The stretch of text in which the quoted words begin and at whose end they end."""

    text: str
    low: int
    stop: int
    edge: str
    """What `low` is: `floor`, the end of the attribution before; `top`, where the text begins; or `low`."""
    dash: int
    around: Surroundings


def likeliest(region: Region, limit: int, weigh: Callable[[str], int]) -> tuple[int, bool] | None:
    """Return the likeliest start, and whether it is beyond doubt; None where no place is within reach."""
    rated = [(rate(place), place) for place in places(region, limit, weigh)]
    if not rated:
        return None
    best, place = max(rated, key=lambda one: one[0])
    probability = 1.0 / sum(math.exp(other - best) for other, _ in rated)
    return place.at, probability >= SURE and not _doubted(place)


def _doubted(place: Beginning) -> bool:
    """Whether a start stays a guess, however likely: of a line of tags, or within a line.

    Within a line the words may begin where nothing shows it: behind a heading, or in Thai.
    """
    return place.letters < FEW_LETTERS or not place.starts_line


def places(region: Region, limit: int, weigh: Callable[[str], int]) -> Iterator[Beginning]:
    """Yield the places of a region from which the words are no longer than a post, the nearest first."""
    text, low, stop = region.text, region.low, region.stop
    scanned = _reach(region, limit, weigh)
    breaks = _breaks(region, scanned)
    ends = [scanned, *(match.start() for match in breaks), stop]
    begins = [scanned, *(match.end() for match in breaks)]
    kinds = [region.edge if scanned == low else "low", *(match.lastgroup or "" for match in breaks)]
    quotes = _quotes(text, scanned, stop)
    gap, broken, tail = (
        _gap(text[stop : region.dash]),
        _broken(text[max(0, stop - LAYOUT) : stop]),
        _tail(text[low:stop]),
    )
    line_end, until, paragraphs, letters = stop, stop, 0, 0
    lowered, around = text[scanned:stop].lower(), region.around
    names = [name for name in around.names if name in lowered]
    tag, emoji = (said.first_at(one, text, scanned, stop) for one in (said.HASHTAG, said.EMOJI))
    spoken, cut = said.last_spoken(_unlinked(text[scanned:stop])), said.is_cut(text, low, stop)
    at_140 = cut and said.is_cut_at_140(text, low, stop)
    marks = said.marks_of(
        text[max(0, scanned - said.AROUND) : scanned], text[region.dash : region.dash + said.AROUND]
    )
    for i in range(len(begins) - 1, -1, -1):
        at, end = begins[i], ends[i]
        rest = text[at:stop]
        letters, until = letters + _letters(text[at:until]), at
        size = weigh(rest)
        if size > limit:
            break
        last = text[begins[i - 1] : end] if i else ""
        before = _lines(text[max(low, end - NEAR) : end])[-1]
        after = _lines(rest[:NEAR])[0]
        own = tongue(after)
        differs = bool(i) and differ(_near(last, before), own)
        leaves = differs and differ(around.home, own)
        yield Beginning(
            at, kinds[i], gap, before, last, after, rest, line_end - at, paragraphs, _within(quotes, at),
            size if size >= LINK_ALONE or not alone(rest) else LINK_ALONE, size / limit,
            leaves, differs and not leaves, differ(own, tail), broken,
            around.behind is not None and (not i or border(text[end:at]) >= around.behind), letters,
            is_named(names, before), calls(around.given, last), said.parts(rest),
            tag < at, emoji < at, cut, at_140, said.writes_otherwise(last, marks), spoken >= at - scanned,
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
    found = [match for match in BREAKS.finditer(text, scanned, stop) if scanned < match.end() < stop]
    # Behind white space nothing goes on but a link that is folded behind its slash.
    if "/\n" not in text[scanned:stop] and all(text[match.end() - 1].isspace() for match in found):
        return found
    inside = {
        at for token in TOKENS.finditer(text, scanned, stop) for at in range(token.start() + 1, token.end())
    }
    return [match for match in found if match.end() not in inside]


def _unlinked(words: str) -> str:
    """Return words in lower case, as long as they were, with links, handles and hashtags blotted out."""
    blotted = UNSAID.sub(lambda token: " " * len(token[0]), words)
    lowered = blotted.lower()
    return lowered if len(lowered) == len(blotted) else blotted


def _letters(words: str) -> int:
    return sum(2 if one >= "\u3000" else 1 for one in UNSAID.sub("", words) if one.isalpha())


def _lines(text: str) -> list[str]:
    return text.replace("|", "\n").split("\n")


def _quotes(text: str, start: int, stop: int) -> list[tuple[int, bool]]:
    """Return where quotation marks stand, each with whether it opens a quotation."""
    if QUOTE_MARKS.isdisjoint(text[start:stop]):
        return []
    return [(mark.start(), mark.lastgroup == "open") for mark in QUOTES.finditer(text, start, stop)]


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
    return (
        min(1.0, 2 * sum(row[0] in GOES_ON or is_small(row[0]) for row in rows) / len(rows)) if rows else 0.0
    )


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
