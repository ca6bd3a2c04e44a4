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
from embedarchive.stages.find.breaks import TOKENS, breaks
from embedarchive.stages.find.counting import Enumerations
from embedarchive.stages.find.languages import Tongue, differ, tongue
from embedarchive.stages.find.line_widths import is_full, one_width
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

UNSAID = regex.compile(rf"{TOKENS.pattern}|\]\([^()\s]{{0,400}}\)?", regex.I)
"""What of some words no letter counts of: the same, and the targets of links in Markdown."""
BEGIN_UNSAID = ("/", "@", "#", "＠", "＃", ".", "]")
"""One of these stands in each of them, behind no space but where a link is folded."""
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
    """Return the likeliest start, and whether it is beyond doubt; None where no place is within reach.

    What other lines of the text tell moves a start, but makes none certain: no writer does as it does always.
    """
    found = list(places(region, limit, weigh))
    if not found:
        return None
    place, sure = _rated(found)
    if sure and place.habit:
        sure = _rated([each._replace(habit="") for each in found]) == (place._replace(habit=""), True)
    return place.at, sure and not _doubted(place)


def _rated(found: list[Beginning]) -> tuple[Beginning, bool]:
    """Return the likeliest of some places, and whether its probability is `SURE`."""
    rates = [rate(place) for place in found]
    best = max(rates)
    return found[rates.index(best)], sum(math.exp(other - best) for other in rates) <= 1 / SURE


def _doubted(place: Beginning) -> bool:
    """Whether a start stays a guess, however likely: of a line of tags, or within a line.

    Within a line the words may begin where nothing shows it: behind a heading, or in Thai.
    """
    return place.letters < FEW_LETTERS or not place.starts_line


def places(region: Region, limit: int, weigh: Callable[[str], int]) -> Iterator[Beginning]:
    """Yield the places of a region from which the words are no longer than a post, the nearest first."""
    text, low, stop = region.text, region.low, region.stop
    scanned = _reach(region, limit, weigh)
    found = breaks(text, scanned, stop)
    ends = [scanned, *(match.start() for match in found), stop]
    begins = [scanned, *(match.end() for match in found)]
    kinds = [region.edge if scanned == low else "low", *(match.lastgroup or "" for match in found)]
    quotes = _quotes(text, scanned, stop)
    gap, broken, tail = (
        _gap(text[stop : region.dash]),
        _broken(text[max(0, stop - LAYOUT) : stop]),
        _tail(text[low:stop]),
    )
    line_end, until, paragraphs, letters, longest, social = stop, stop, 0, 0, 0, False
    around, rest = region.around, text[scanned:stop]
    lowered = rest.lower()
    names = [name for name in around.names if name in lowered]
    tag, emoji = (said.first_at(one, text, scanned, stop) for one in (said.HASHTAG, said.EMOJI))
    spoken = said.last_spoken(_unlinked(rest)) if said.last_spoken(lowered) >= 0 else -1
    cut = said.is_cut(text, low, stop)
    at_140 = cut and said.is_cut_at_140(text, low, stop)
    beside = gap == GAPS[2] and text[region.dash - 1 : region.dash].isspace()
    marks: str | None = None
    enumerations = Enumerations(text, scanned, stop)
    sentences = said.Sentences(text, scanned, stop)
    social_before = said.is_social(text[begins[-1] : stop])
    of_one_width = one_width(text[max(0, stop - LAYOUT) : stop])
    for i in range(len(begins) - 1, -1, -1):
        at, end = begins[i], ends[i]
        rest = text[at:stop]
        if letters < FEW_LETTERS:  # more is not asked
            letters, until = letters + _letters(text[at:until]), at
        size = weigh(rest)
        if size > limit:
            break
        last = text[begins[i - 1] : end] if i else ""
        social, social_before = social or social_before, bool(last) and said.is_social(last)
        before, after = _last_line(text[max(low, end - NEAR) : end]), _first_line(rest[:NEAR])
        strange = False
        if of_one_width and kinds[i] in LINE_KINDS:
            longest = max(longest, len(after.strip()))
        folded = of_one_width if kinds[i] == "line" else 0.0
        if said.has_marks(last):
            marks = _marks(region, scanned) if marks is None else marks
            strange = said.writes_otherwise(last, marks)
        own = tongue(after) if kinds[i] in LINE_KINDS else _own(text[at : ends[i + 1]], after)
        differs = bool(i) and differ(_near(last, before), own)
        leaves = differs and differ(around.home, own)
        yield Beginning(
            at, kinds[i], gap, before, last, after, rest, line_end - at, paragraphs, _within(quotes, at),
            size if size >= LINK_ALONE or not alone(rest) else LINK_ALONE, size / limit,
            leaves, differs and not leaves, differ(own, tail), broken,
            around.behind is not None and (not i or border(text[end:at]) >= around.behind), letters,
            is_named(names, before), calls(around.given, last), sentences.behind(at), social_before, social,
            tag < at, emoji < at, cut, at_140, strange, spoken >= at - scanned,
            beside and text.count("\n", end, at) > 2, enumerations.goes_on(at), around.habit,
            folded, folded > 0 and is_full(before, after, longest),
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


def _unlinked(words: str) -> str:
    """Return words in lower case, as long as they were, with links, handles and hashtags blotted out."""
    blotted = UNSAID.sub(lambda token: " " * len(token[0]), words)
    lowered = blotted.lower()
    return lowered if len(lowered) == len(blotted) else blotted


def _letters(words: str) -> int:
    """Count the letters that are said, as far as it takes."""
    signs = [at for sign in BEGIN_UNSAID if (at := words.find(sign)) >= 0]
    plain = words[: words.rfind(" ", 0, min(signs)) + 1] if signs else words
    count = 0
    for one in plain:
        if one.isalpha():
            count += 2 if one >= "\u3000" else 1
            if count >= FEW_LETTERS:
                return count
    if not signs:
        return count
    return sum(2 if one >= "\u3000" else 1 for one in UNSAID.sub("", words) if one.isalpha())


def _last_line(text: str) -> str:
    return text[max(text.rfind("\n"), text.rfind("|")) + 1 :]


def _first_line(text: str) -> str:
    return text.partition("\n")[0].partition("|")[0]


def _quotes(text: str, start: int, stop: int) -> list[tuple[int, bool]]:
    """Return where quotation marks stand, each with whether it opens a quotation."""
    if QUOTE_MARKS.isdisjoint(text[start:stop]):
        return []
    return [(mark.start(), mark.lastgroup == "open") for mark in QUOTES.finditer(text, start, stop)]


def _within(quotes: list[tuple[int, bool]], at: int) -> bool:
    """Whether the mark before a place opens a quotation and the one behind it closes one."""
    behind = bisect_left(quotes, (at, False))
    return 0 < behind < len(quotes) and quotes[behind - 1][1] and not quotes[behind][1]


def _marks(region: Region, scanned: int) -> str:
    """Return the quotation marks of the article around a region."""
    text, dash = region.text, region.dash
    return said.marks_of(text[max(0, scanned - said.AROUND) : scanned], text[dash : dash + said.AROUND])


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


def _own(sentence: str, line: str) -> Tongue:
    """Tell the tongue in which words begin: of their first sentence, or of the line if that does not show."""
    found = tongue(sentence) if len(sentence) < len(line) else tongue(line)
    return found if found.language or found.script not in (None, "latin") else tongue(line)


def _tail(text: str) -> Tongue:
    """Tell the tongue of the last words, as far back as it takes to know their script."""
    found = Tongue(None, None)
    for line in reversed(text.splitlines()[-9:]):
        found = tongue(line[-TAIL:])
        if found.script:
            break
    return found
