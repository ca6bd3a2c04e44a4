"""The words before an attribution line in a blockquote that has lost its class.

Any writer may have made it, and of anything: of the post, of what somebody says about it, or of the mayor's
words above. So it tells where the words begin at the earliest, and mostly that they are what it has.
"""

from __future__ import annotations

from collections.abc import Iterator

from embedarchive.stages.blanks import end_of_words
from embedarchive.stages.find.attributions import Attribution
from embedarchive.stages.find.blocks import QUOTED_LIMITS
from embedarchive.stages.find.said import last_spoken
from embedarchive.stages.find.walls import SEEN, Walls
from embedarchive.stages.find.weights import LONGEST_NUMBER, OPENS
from embedarchive.stages.find.words_before import REGION, length_of, weight
from embedarchive.tuples import NamedTuple

SAYING = frozenset(
    {"said", "says", "wrote", "writes", "posted", "posts", "tweeted", "tweets", "sagte", "sagt", "schrieb"}
    | {"schreibt", "twitterte", "dijo", "escribió", "escribe", "dit", "écrit", "disse", "escreveu"}
    | {"scrive", "scritto"}
)
"""Words of a line that introduces those of somebody, with a colon at its end."""
TAG_SIGNS = ("@", "#", "＠", "＃")
DIGITS = "0123456789"
BEHIND_NUMBER = (")", ".", ":")
COLONS = (":", "：")


class Boxed(NamedTuple):
    """What a blockquote tells of the words before a line."""

    start: int
    """Where they begin at the earliest."""
    end: int
    sure: bool
    """Whether they are what the blockquote has, beyond doubt."""
    undecided: bool
    """Whether they may begin anywhere in it, which is to be weighed."""


def boxed(walls: Walls, low: int, end: int, line: Attribution) -> Boxed | None:
    """Return what the blockquote tells that a line stands in or behind; None where it tells nothing.

    As in a text whose lines begin with `> `, the words may be as long as several posts.
    """
    quote = walls.quote(low, end)
    if quote is None:
        return None
    begin, within = max(quote[0], low), quote[1]
    floor = walls.floor(begin, end)
    whole = SEEN.search(walls.text, begin, end)
    first = SEEN.search(walls.text, floor[0], end) if floor else whole
    if whole is None or first is None or end - first.start() > REGION:
        return None
    stop = end_of_words(walls.text, first.start(), end)
    start = _behind_heads(walls.text, first.start(), stop, line)
    limit, wide = length_of(line.date.date if line.date else None)
    words = walls.text[start:stop]
    if weight(words, wide) > QUOTED_LIMITS * limit:
        return None
    colons = list(_colons(walls.text, start, stop))
    alone = "\n\n" not in words and not walls.has_lines(start, stop)
    bare = alone and not colons and not any(_is_head(row, line) for row in words.split("\n"))
    undecided = any(walls.text.startswith("\n\n", at) and not _begins_list(walls, at, stop) for at in colons)
    return Boxed(start, stop, within and bare and start == whole.start(), undecided)


def _colons(text: str, start: int, stop: int) -> Iterator[int]:
    """Yield where the lines end that have a colon there."""
    while (ended := text.find("\n", start, stop)) >= 0:
        if text.endswith(COLONS, start, ended):
            yield ended
        start = ended + 1


def _begins_list(walls: Walls, at: int, stop: int) -> bool:
    """Whether a list stands below a line: its elements, or a number, a letter or a sign before each entry."""
    following = SEEN.search(walls.text, at, stop)
    if following is None or walls.begins_list(at):
        return True
    begin = walls.text[following.start() : following.start() + LONGEST_NUMBER]
    if not begin[0].isalnum():
        return begin[0] not in OPENS + TAG_SIGNS
    behind = begin.lstrip(DIGITS) if begin[0] in DIGITS else begin[1:]
    return behind.startswith(BEHIND_NUMBER)


def _behind_heads(text: str, start: int, stop: int, line: Attribution) -> int:
    """Return where what somebody says begins, behind lines that only tell who does."""
    while (ended := text.find("\n", start, stop)) >= 0:
        following = SEEN.search(text, ended, stop)
        row = text[start:ended]
        if following is None or not (_is_head(row, line) or _introduces(row, text[following.start()])):
            break
        start = following.start()
    return start


def _is_head(row: str, line: Attribution) -> bool:
    """Whether a line has nothing but the author's name and handle, as the head of a card."""
    rest = lowered = row.lower()
    for name in sorted((line.name.lower(), line.handle.lower()), key=len, reverse=True):
        rest = rest.replace(name, "") if name else rest
    return rest != lowered and not any(one.isalnum() for one in rest)


def _introduces(row: str, following: str) -> bool:
    """Whether a line says who speaks below it. The words of a post may go on with a quotation themselves."""
    said, colon, behind = row.replace(COLONS[1], COLONS[0]).rpartition(COLONS[0])
    if not colon or following in OPENS or any(one.isalnum() for one in behind):
        return False
    lowered = said.lower()
    return last_spoken(lowered) >= 0 or not SAYING.isdisjoint(word.strip(",.()") for word in lowered.split())
