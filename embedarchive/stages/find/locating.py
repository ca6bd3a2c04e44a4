"""Where the literals stand that the steps of `find` look for: all of them in one pass over a page.

Two hundred searches one after the other took 25 ms on a page of 200 KB, more than all that is done with
what they find. An automaton (Aho-Corasick) takes half a millisecond.
"""

from __future__ import annotations

from functools import cache

from embedarchive.platforms import MARKS, PLATFORMS
from embedarchive.stages import escapes
from embedarchive.stages.find.hidden import HIDDEN_LITERALS
from embedarchive.stages.find.literals import (
    BY_STEP,
    FRAMES,
    NAMES_OF_X,
    OTHERS,
    PERMALINKS,
    SHORT_LINKS,
    STATED,
    parts_of,
)
from embedarchive.stages.literal_places import Places, places_by_search

TYPE_CHECKING = False  # as in cli/__init__.py
if TYPE_CHECKING:
    from ahocorasick_rs import BytesAhoCorasick

SHORT = 16_000
"""Characters below which a text is searched for each literal in turn: the automaton takes 4 ms to build."""


@cache
def literals() -> tuple[str, ...]:
    """Return all literals that the steps ask for, in lower case; asking imports all platforms."""
    found = [*SHORT_LINKS, *PERMALINKS, *NAMES_OF_X, *FRAMES, *STATED, *HIDDEN_LITERALS, *escapes.OPENINGS]
    found += [literal for literals in BY_STEP.values() for literal in literals]
    found += [part.literal for selector in OTHERS for part in parts_of(selector)]
    found += [mark for marks in MARKS.values() for mark in marks]
    for site in PLATFORMS.values():
        found += [part.literal for rule in site.embeds for part in parts_of(rule.selector)]
    return tuple(dict.fromkeys(literal for literal in found if literal))


@cache
def _automaton() -> BytesAhoCorasick:
    from ahocorasick_rs import BytesAhoCorasick, Implementation

    return BytesAhoCorasick([literal.encode() for literal in literals()], implementation=Implementation.DFA)


def places_by_automaton(lower: bytes) -> Places:
    """Return what tells where a literal begins in a text, given as `lowered` returns it.

    A `KeyError` says of a long text that it is none of `literals`.
    """
    if len(lower) < SHORT:
        return places_by_search(lower)
    found: dict[str, list[int]] = {literal: [] for literal in literals()}
    names = literals()
    for number, start, _end in _automaton().find_matches_as_indexes(lower, overlapping=True):
        found[names[number]].append(start)
    return found.__getitem__
