"""Flattened embeds: attribution lines with the words they attribute, and the posts they turn out to be."""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Iterator

from embedarchive.platforms import tco
from embedarchive.records import Claim, MentionKind
from embedarchive.stages.blanks import evened
from embedarchive.stages.find.attributions import Attribution, attributions
from embedarchive.stages.find.bylines import ENDS_POST
from embedarchive.stages.find.dashes import IN_BRACKETS
from embedarchive.stages.find.draft import Cover, Draft
from embedarchive.stages.find.habits import habits, with_links_above
from embedarchive.stages.find.numbered import behind_heading, heading_between, headings
from embedarchive.stages.find.own_links import References
from embedarchive.stages.find.slugs import links_in
from embedarchive.stages.find.torn import is_prose, rest_behind, words_left_out
from embedarchive.stages.find.urls import post_at
from embedarchive.tuples import NamedTuple

TYPE_CHECKING = False  # as in cli/__init__.py
if TYPE_CHECKING:
    from embedarchive.stages.find.languages import Tongue
    from embedarchive.stages.find.walls import Walls
    from embedarchive.stages.page import Page

LONGEST_END = 80
"""Characters in which the end of some words shows."""


def flattened(text: str, seen: list[Draft], cover: Cover, page: Page | None = None) -> Iterator[Draft]:
    """Yield the attributions of a text with the words they attribute. A line in an embed is the embed's."""
    written, text = text, evened(text)
    lines = [each for each in with_floors(text, seen) if not cover.holds(each[0].start, each[0].end)]
    if not lines:
        return
    from embedarchive.stages.find.languages import tongue  # a page's embeds need nothing of it

    lost = words_left_out(text, lines)
    known = _known(text, lines, page) if page else [Known(floor, line.words_end) for line, floor in lines]
    home = tongue(text)
    found = with_links_above(text, [line for line, _ in lines])
    kept = habits(text, found) if page is None else [""] * len(lines)
    references = References(text)
    for line, of_line, habit in zip(found, known, kept, strict=True):
        numbered = line._replace(permalink=line.permalink or references.url_of(line.handle, line.date))
        yield _attribution(text, numbered, of_line, home, habit=habit, lost=lost, written=written)


class Known(NamedTuple):
    """What is known of the words of a line before they are weighed."""

    floor: int
    """Where they begin at the earliest."""
    end: int
    """Where they end at the latest."""
    told: tuple[int, int] | None = None
    """Where they begin and end, if the page tells."""
    sure: bool = True
    """Whether what is known leaves no doubt where they begin."""
    wall: bool = False
    """Whether a border of the page stands at the floor, and not the end of what was seen before."""
    floor_without_wall: int | None = None
    """The floor if that border were none: the line stands in none of its own, so it decides nothing alone."""


def _known(text: str, lines: list[tuple[Attribution, int]], page: Page) -> list[Known]:
    """Return what a page's markup tells of each line: X's own paragraph, a blockquote, borders."""
    from embedarchive.stages.find.paragraphs import paragraphs, words_in
    from embedarchive.stages.find.walls import walls

    told = paragraphs(page)
    alone = len(told) <= len(lines)
    borders = walls(page)
    known: list[Known] = []
    for line, low in lines:
        day = line.date.date if line.date else None
        words = words_in(text, told, low, line.words_end, alone=alone, day=day) if told else None
        known.append(Known(low, line.words_end, words) if words else _behind_wall(borders, line, low))
    return known


def _behind_wall(borders: Walls, line: Attribution, low: int) -> Known:
    """Return what the borders of a page tell of the words of a line."""
    from embedarchive.stages.find.boxes import boxed

    before, captioned = borders.before_captions(low, line.start)
    end, sure = before if before < line.start else line.words_end, not captioned
    box = boxed(borders, low, before, line)
    if box and not box.undecided:
        return Known(box.start, end, (box.start, box.end), sure and box.sure)
    if box:
        return Known(box.start, end, sure=False, wall=box.start > low)
    floor = borders.floor(low, before)
    if floor is None:
        return Known(low, end, sure=sure)
    return Known(floor[0], end, sure=sure, wall=True, floor_without_wall=None if floor[1] else low)


def with_floors(text: str, seen: list[Draft]) -> Iterator[tuple[Attribution, int]]:
    """Yield each attribution line, and where its words may begin at the earliest."""
    floors = sorted(place.end for draft in seen for place in draft.spans())
    floor = 0
    last: Attribution | None = None
    numbered: list[int] | None = None
    for line, following in itertools.pairwise((*attributions(text), None)):
        if line is None:
            return
        if last and _again(text, last, line):
            floor = line.end
            continue
        last = line
        passed = bisect.bisect_right(floors, line.start)
        numbered = headings(text) if numbered is None else numbered
        floor = max(floor, floors[passed - 1] if passed else 0, behind_heading(text, numbered, line.start))
        rest = rest_behind(text, line, following)
        if rest and (bisect.bisect_right(floors, rest) > passed or heading_between(numbered, line.end, rest)):
            rest = None
        yield line._replace(rest=rest), floor
        floor = rest or line.end


def _again(text: str, last: Attribution, line: Attribution) -> bool:
    """Whether a line is the one before, written twice: nothing stands between them."""
    alike = (last.name, last.handle, last.date and last.date.text) == (
        line.name,
        line.handle,
        line.date and line.date.text,
    )
    return alike and not text[last.end : line.start].strip()


def _attribution(
    text: str,
    line: Attribution,
    known: Known,
    home: Tongue,
    *,
    habit: str,
    lost: bool,
    written: str,
) -> Draft:
    """Read one line. Its claim has the words of `written`, whose lines may end in another way."""
    from embedarchive.stages.find.borders import surroundings
    from embedarchive.stages.find.skips import words_behind_skip
    from embedarchive.stages.find.words_before import words_before

    day = line.date.date if line.date else None
    told = known.told or words_behind_skip(text, known.floor, line)
    if told:
        start, end, certain = *told, known.sure or not known.told
        line = line._replace(rest=None)
    elif lost:
        start, end, certain = line.start, line.start, False
    else:
        around = surroundings(text, line, home, habit)
        start, end, certain = words_before(text, known.floor, known.end, around, wall=known.wall)
        certain = certain and known.sure
        if certain and known.floor_without_wall is not None:
            certain = words_before(text, known.floor_without_wall, known.end, around) == (start, end, True)
        certain = certain and line.dash != IN_BRACKETS
        certain = certain and not _may_be_prose(text, start, line)
        certain = certain and not _may_be_head(text, start, end, line)
    words = written[start:end]
    if line.rest:
        words = f"{words}{written[line.end : line.rest].rstrip()}"
    post = post_at(line.permalink) if line.permalink else None
    permalinks = (line.permalink,) if line.permalink and (post or tco.tco_slug(line.permalink)) else ()
    claim = Claim(
        name=line.name or None,
        handle=line.handle,
        date=day,
        date_text=written[line.date.end - len(line.date.text) : line.date.end] if line.date else None,
        text=words or None,
    )
    return Draft(
        "bluesky" if "." in line.handle else tco.NAME,
        MentionKind.ATTRIBUTION,
        f"attribution-{line.dash}",
        start if words else line.start,
        line.rest or line.end,
        claim,
        post,
        links_in(words) + permalinks,
        certain,
        signed=line.start,
    )


def _may_be_prose(text: str, start: int, line: Attribution) -> bool:
    """Whether what stands before a line may be the article's own, the post's words being left out.

    Of 19 certain ones of this kind on pages as they occur 13 were the article's (2026-11-27).
    """
    alone = text[line.start - 1 : line.start] in ("", "\n") and line.dash.endswith("-line")
    return alone and is_prose(text, start, line.words_end)


def _may_be_head(text: str, start: int, end: int, line: Attribution) -> bool:
    """Whether words that end as no sentence does may be a headline: over a byline, or in a row of columns."""
    if ENDS_POST.search(text, max(start, end - LONGEST_END), end):
        return False
    below = line.date is not None and "\n" in text[line.start : line.date.end - len(line.date.text)]
    return line.dash == "spaces" or (below and not text[:start].strip() and "\n" not in text[start:end])
