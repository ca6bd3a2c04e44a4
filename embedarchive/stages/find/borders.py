"""What of a text parts one block from the next, and who is named in it."""

from __future__ import annotations

import datetime as dt

from embedarchive.late import regex
from embedarchive.stages.find.attributions import Attribution
from embedarchive.stages.find.languages import Tongue
from embedarchive.tuples import NamedTuple

BETWEEN = regex.compile(r"[\s|]{0,400}")
LINE, PARAGRAPH = 3, 4


class Surroundings(NamedTuple):
    """What is known of quoted words before one looks at them."""

    day: dt.date | None
    """That of the post, as its attribution has it."""
    home: Tongue
    """What the article itself is written in."""
    names: tuple[str, ...] = ()
    """How the article may name the author, in lower case."""
    behind: int | None = None
    """How strong the border behind it is; None where nothing follows."""
    given: str = ""
    """The first word of the author's name, as it is written; empty where it is too short to tell."""
    habit: str = ""
    """What the lines of the text tell of those of the words (`habits.py`)."""


def surroundings(text: str, line: Attribution, home: Tongue, habit: str = "") -> Surroundings:
    """Return what an attribution tells of the words before it."""
    day = line.date.date if line.date else None
    behind = border_behind(text, line.end)
    return Surroundings(day, home, names_of(line.name, line.handle), behind, given_name(line.name), habit)


def border(between: str) -> int:
    """Return how strong a border spaces, line ends and bars are, 0 to 4: an empty line is the strongest."""
    lines, bars = between.count("\n"), "|" in between
    if lines:
        return PARAGRAPH if lines > 1 or bars else LINE
    return 2 if bars else min(len(between), 2)


def border_behind(text: str, end: int) -> int | None:
    """Return how strong the border behind a place is; None at the end of the text."""
    found = BETWEEN.match(text, end)
    return border(found[0]) if found and found.end() < len(text) else None


NOT_SAID = regex.compile(r"[^\p{L}\p{M}\p{N}.'’-]+")
WORDS = regex.compile(r"\p{L}[\p{L}\p{M}'’-]{0,80}")
LONGEST_WORD = 80
"""Characters; all of such a word `WORDS` matches at once."""
SHORTEST_NAME, SHORTEST_GIVEN = 4, 3


def names_of(name: str, handle: str) -> tuple[str, ...]:
    """Return how a text may name someone, in lower case: by name, by its last word, by the handle."""
    lower = name.lower()
    said = " ".join((lower if _is_plain(name) else NOT_SAID.sub(" ", lower)).split())
    every = dict.fromkeys((said, said.rpartition(" ")[2], handle.lower()))
    return tuple(one for one in every if len(one) >= SHORTEST_NAME)


def given_name(name: str) -> str:
    """Return the first word of a name, by which an article may call its bearer; empty where it is short."""
    first = next(iter(name.split() if _is_plain(name) else WORDS.findall(name)), "")
    return first if len(first) >= SHORTEST_GIVEN else ""


def _is_plain(name: str) -> bool:
    """Whether a name is made of words that no pattern has to tell: letters of ASCII, and spaces."""
    return len(name) < LONGEST_WORD and name.isascii() and name.replace(" ", "").isalpha()


def calls(given: str, text: str) -> bool:
    """Whether a given name is a word of a text."""
    return bool(given) and given in text and given in WORDS.findall(text)


def is_named(names: list[str], text: str) -> bool:
    """Whether one of somebody's names, in lower case, stands in a text."""
    lowered = text.lower() if names else ""
    return any(one in lowered for one in names)
