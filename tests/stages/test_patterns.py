"""No regular expression backtracks: each takes time in proportion to the text, on the worst it can be fed."""

from __future__ import annotations

import dataclasses
import importlib
import pkgutil
import re
import time
from collections.abc import Iterator
from typing import Any, TypeAlias

import pytest
import regex

import embedarchive.platforms
import embedarchive.stages
from embedarchive import late
from embedarchive.platforms.tco import TCO_SLUG
from embedarchive.stages.find.frames import address, shown
from embedarchive.stages.find.gate import pattern_of
from embedarchive.stages.find.signs import SIGNS
from embedarchive.stages.find.slugs import SHORT
from embedarchive.stages.layout import TAG
from embedarchive.stages.page import parse

Pattern: TypeAlias = re.Pattern[Any] | regex.Pattern[Any]
SIZE = 60_000
"""Characters in the small version. A pattern that takes the square of the time needs some 40 µs for each."""
WORST = 10_000_000
SLOWEST = 8e-6
"""Seconds for each character from which a pattern is looked at again; what counts up to 400 at each place
needs 2 µs."""
SQUARE = 8.0
"""Four times the text takes four times as long in proportion, and sixteen times in the square."""

ANCHORED = frozenset(
    {
        "platforms.wrapping.V3",
        "stages.find.hidden.IN_VALUE",
        "stages.find.hidden_cards.CLASS",
        "stages.find.unread_dates.UNREAD",
        "stages.find.blocks.BULLET",
        "stages.find.blocks.QUOTED",
        "stages.find.weights.ALARM",
        "stages.redirects.AUTHORITY",
    }
)
"""Patterns that are only asked whether they match at one place."""
BOUNDED = {"stages.find.breaks.BREAKS": 3_300}
"""Patterns that only see so many characters (`words_before.REGION`, `starts.NEAR`)."""
FORMED = frozenset({"stages.layout.TAG"})
"""Patterns that only see what Lexbor serialised, where every comment and element is closed; the layout of
hostile pages has a test of its own below."""


def compiled() -> dict[str, Pattern]:
    """Return every compiled pattern of the pure modules by the name under which it stands there."""
    found: dict[str, Pattern] = {}
    for package in (embedarchive.stages, embedarchive.platforms):
        names = [package.__name__]
        names += [each.name for each in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")]
        for name in names:
            for attribute, value in vars(importlib.import_module(name)).items():
                for path, pattern in patterns_in(value):
                    if pattern not in found.values():
                        found[f"{name.removeprefix('embedarchive.')}.{attribute}{path}"] = pattern
    signs = {f"stages.find.gate[{sign.name!r}]": pattern_of(number) for number, sign in enumerate(SIGNS)}
    frames = {f"stages.find.frames.{each.__name__}()": each() for each in (address, shown)}
    return found | signs | frames


def patterns_in(value: object, depth: int = 0) -> Iterator[tuple[str, Pattern]]:
    """Yield the patterns in tables and records of them."""
    if isinstance(value, re.Pattern | regex.Pattern | late.Pattern):
        yield "", value  # type: ignore[misc]  # a late pattern has all that it stands for
    elif depth < 4 and isinstance(value, tuple | list):
        for number, each in enumerate(value):
            yield from ((f"[{number}]{path}", found) for path, found in patterns_in(each, depth + 1))
    elif depth < 4 and isinstance(value, dict):
        for key, each in value.items():
            yield from ((f"[{key!r}]{path}", found) for path, found in patterns_in(each, depth + 1))
    elif depth < 4 and dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            inner = patterns_in(getattr(value, field.name), depth + 1)
            yield from ((f".{field.name}{path}", found) for path, found in inner)


PATTERNS = compiled()
LITERALS = regex.compile(r"(?:\\[./()\[\]{}+*?|^$\\-]|[\w<>=:/@#%&;\"' ,!.—-])+")
USUAL = (
    " ",
    "\n",
    "a",
    "7",
    "A",
    "<",
    ">",
    "(",
    "@",
    '"',
    "'",
    "\\",
    "/",
    "-",
    "—",
    ".",
    "&",
    "%",
    "=",
    "{",
    "[",
)


def seeds(pattern: Pattern) -> list[str]:
    """Return what texts that nearly match are made of: the pattern's own words, and usual characters."""
    source = pattern.pattern
    source = source.decode("latin-1") if isinstance(source, bytes) else source
    plain = regex.sub(r"\(\?[P<>=!:#ims-]+(?:\w+>)?|\\[pPbBAZsSdDwW](?:\{[^}]*\})?|\{\d*,?\d*\}", "|", source)
    words = {regex.sub(r"\\(.)", r"\1", word)[:40] for word in LITERALS.findall(plain)}
    longest = sorted(words, key=len, reverse=True)[:6]
    joined = "".join(longest[:4])
    glued = [f"{word}{end}" for word in longest[:3] for end in (" ", "a")]
    return [*USUAL, *longest, *glued, *([joined] if joined else [])]


def texts(pattern: Pattern, size: int) -> Iterator[tuple[str, str]]:
    """Yield texts of a size: each seed over and over, and after a begin that matches."""
    own = seeds(pattern)
    for seed in own:
        yield seed, (seed * (size // len(seed) + 1))[:size]
    for begin in own[len(USUAL) : len(USUAL) + 2]:
        for filler in (" ", "a", "7", "\n"):
            yield f"{begin}+{filler}", (begin + filler * (size - len(begin)))[:size]


def seconds(name: str, pattern: Pattern, text: str) -> float:
    """Return the CPU time of looking for all matches, or of one look at the begin."""
    body = text.encode("latin-1", "replace") if isinstance(pattern.pattern, bytes) else text
    began = time.process_time()
    if name in ANCHORED:
        pattern.match(body)
    else:
        for _ in pattern.finditer(body):
            pass
    return time.process_time() - began


def test_the_patterns_are_found() -> None:
    """Enough of them that none is forgotten: tables, records and plain names."""
    assert len(PATTERNS) > 150
    assert {SHORT, TAG, TCO_SLUG} <= {*PATTERNS.values()}
    assert {*BOUNDED, *ANCHORED, *FORMED} <= PATTERNS.keys()


@pytest.mark.parametrize("name", sorted(PATTERNS.keys() - FORMED))
def test_a_pattern_takes_time_in_proportion(name: str) -> None:
    """Whatever nearly matches, over and over: four times the text takes about four times as long."""
    pattern, size = PATTERNS[name], BOUNDED.get(name, SIZE)
    slow = [
        seed
        for seed, text in texts(pattern, size)
        if seconds(name, pattern, text) > SLOWEST * SIZE and growth(name, size, seed) > SQUARE
    ]
    assert slow == []


def growth(name: str, size: int, seed: str) -> float:
    """Return how many times as long a text takes as its first quarter: the least of three tries."""
    text = dict(texts(PATTERNS[name], size))[seed]

    def ratio() -> float:
        part = seconds(name, PATTERNS[name], text[: size // 4])
        return seconds(name, PATTERNS[name], text) / max(part, 1e-6)

    return min(ratio() for _ in range(3))


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(PATTERNS.keys() - BOUNDED.keys() - FORMED))
def test_ten_megabytes_of_the_worst_prefix(name: str) -> None:
    """The text that is slowest in small goes through whole."""
    pattern = PATTERNS[name]
    seed = max(texts(pattern, SIZE // 10), key=lambda each: seconds(name, pattern, each[1]))[0]
    text = next(text for found, text in texts(pattern, WORST) if found == seed)
    part = seconds(name, pattern, text[: WORST // 4])
    assert seconds(name, pattern, text) < SQUARE * max(part, 0.1), seed


def test_what_backtracks_is_seen() -> None:
    """The measure tells a pattern that takes the square of the time from one that does not."""
    times = {
        source: [seconds("", re.compile(source), "a" * size) for size in (SIZE // 4, SIZE)]
        for source in (r"a*b", r"a{0,99}b")
    }
    ratios = {source: whole / part for source, (part, whole) in times.items()}
    assert ratios[r"a*b"] > SQUARE > ratios[r"a{0,99}b"]


@pytest.mark.parametrize(
    "piece",
    [
        "<!--",
        "<script>",
        "<iframe ",
        "<pre>",
        "<svg>",
        "<p>",
        "<b>x",
        "<!-- - -- ",
        "</p>",
        "\n",
        "<xmp><!--",
    ],
)
def test_a_hostile_page_is_laid_out_in_proportion(piece: str) -> None:
    """What is left open is closed before the text is cut from the markup."""

    def taken(size: int) -> float:
        began = time.process_time()
        page = parse(piece * (size // len(piece)))
        page.note(page.select("body"))
        assert isinstance(page.text, str) and page.comments is not None
        return time.process_time() - began

    # Less than a tenth of a second is measured too coarsely to be compared. Not larger, for the
    # parser itself looks through all open elements for each `<pre>` (WHATWG HTML, "element in scope").
    assert min(taken(SIZE) / max(taken(SIZE // 4), 0.1) for _ in range(2)) < SQUARE
