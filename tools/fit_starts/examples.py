"""The places and signs that the package sees before each quotation, and how well weights choose."""

from __future__ import annotations

import collections
import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from embedarchive.stages.find.attributions import Attribution
from embedarchive.stages.find.beginning import Beginning
from embedarchive.stages.find.borders import Surroundings, surroundings
from embedarchive.stages.find.flattened import with_floors
from embedarchive.stages.find.habits import habits
from embedarchive.stages.find.languages import tongue
from embedarchive.stages.find.pasted import pasted
from embedarchive.stages.find.starts import places
from embedarchive.stages.find.weights import GAPS, KINDS, SIGNS
from embedarchive.stages.find.words_before import Undecided, stretch_before
from tools.fit_starts.corpus import Flat, Quotation, half

NEAR = 30
"""Characters between a labelled dash and the one that is found."""
NAMES = (*itertools.product(KINDS, GAPS), *(sign.name for sign in SIGNS))
"""What the weights belong to, in their order."""
PRESENT = (*itertools.chain(*KINDS.values()), *(sign.weight for sign in SIGNS))
MADE_SHARE = 0.3
"""What a made quotation counts beside one of a real page. Of each kind an author's quotations, which are one
post in many layouts, count as their square root."""


@dataclass(frozen=True, slots=True)
class Example:
    """One quotation whose start has to be weighed."""

    site: str
    layout: str
    handle: str
    signs: tuple[tuple[float, ...], ...]
    """Of each place, in the order of `NAMES`."""
    lengths: tuple[int, ...]
    """Characters from each place to the end, white space counted as one."""
    length: int
    """Characters of the words that are known."""

    def f1(self, place: int) -> float:
        """Return the F1 of the words from a place: both end at the same dash."""
        return 2 * min(self.lengths[place], self.length) / (self.lengths[place] + self.length)


def examples(flats: Iterable[Flat]) -> Iterator[Example]:
    """Yield an example for each quotation whose layout does not say where it begins."""
    for flat in flats:
        found = list(with_floors(flat.text, pasted(flat.text)))
        home = tongue(flat.text)
        of_lines = habits(flat.text, [line for line, _ in found])
        for quotation in flat.quotations:
            near = [
                (line, floor, habit)
                for (line, floor), habit in zip(found, of_lines, strict=True)
                if abs(line.start - quotation.dash) <= NEAR
            ]
            best = min(near, key=lambda each: abs(each[0].start - quotation.dash), default=None)
            if best is None:
                continue
            line, floor, habit = best
            around = surroundings(flat.text, line, home, habit)
            example = _example(flat, quotation, line, floor, around)
            if example:
                yield example


def _example(
    flat: Flat, known: Quotation, line: Attribution, floor: int, around: Surroundings
) -> Example | None:
    stretch = stretch_before(flat.text, floor, line.words_end, around)
    if not isinstance(stretch, Undecided) or stretch.region.low >= stretch.region.stop:
        return None
    found = list(places(stretch.region, stretch.limit, stretch.weigh))
    if not found:
        return None
    lengths = tuple(_length(place.rest) for place in found)
    length = _length(flat.text[known.start : known.end])
    return Example(flat.site, flat.layout, line.handle, tuple(map(signs, found)), lengths, length)


def signs(place: Beginning) -> tuple[float, ...]:
    """Return what the package sees at a place, in the order of `NAMES`."""
    kinds = (float((place.kind, place.gap) == each) for each in itertools.product(KINDS, GAPS))
    return (*kinds, *(float(sign.at(place)) for sign in SIGNS))


def _length(words: str) -> int:
    return len(" ".join(words.split()))


def to_fit(made: Sequence[Example], real: Sequence[Example]) -> dict[str, list[Any]]:
    """Return the places of all examples as the program that fits reads them."""
    both = [*made, *real]
    return {
        "signs": [row for example in both for row in example.signs],
        "f1": [example.f1(i) for example in both for i in range(len(example.signs))],
        "places": [len(example.signs) for example in both],
        "half": [half(example.site) for example in both],
        "share": [*_shares(made, MADE_SHARE), *_shares(real, 1.0)],
        "present": list(PRESENT),
    }


def _shares(chosen: Sequence[Example], whole: float) -> list[float]:
    quoted = collections.Counter(example.handle for example in chosen)
    return [whole / quoted[example.handle] ** 0.5 for example in chosen]


def score(weights: Sequence[float], chosen: Iterable[Example]) -> float:
    """Return the F1 of the words that weights take, over the characters of all examples; NaN without any."""
    hit = total = 0
    for example in chosen:
        rated = [sum(w * s for w, s in zip(weights, row, strict=True) if s) for row in example.signs]
        said = example.lengths[rated.index(max(rated))]
        hit += 2 * min(said, example.length)
        total += said + example.length
    return hit / total if total else float("nan")
