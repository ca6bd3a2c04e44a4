"""Numbered headings of lists of posts: `#3:`, `#3: Who would have thought` or `3.` on a line of their own."""

import bisect

from embedarchive.late import regex

HEADING = regex.compile(
    r"^[ \t]{0,9}(?:#(?P<number>\d{1,3})\b[.:)]?(?:[ \t][^\n]{0,120})?|(?P<number>\d{1,3})[.)][ \t]{0,9})$",
    regex.M,
)
FEWEST = 3
"""Headings of a list, at least: a post may begin with `#1`, but the next one hardly with `#2`."""
REACH = 2_000
"""Characters that the words of a post have at most."""


def headings(text: str) -> list[int]:
    """Return where the headings of lists end, whose numbers go up or down by one."""
    if sum(map(_may_be_heading, text.split("\n"))) < FEWEST:
        return []
    ends: list[int] = []
    run: list[int] = []
    last = step = 0
    for match in HEADING.finditer(text):
        number = int(match["number"])
        change = number - last
        if run and abs(change) == 1 and (len(run) == 1 or change == step):
            step = change
        else:
            ends += run if len(run) >= FEWEST else []
            run = []
        run.append(match.end())
        last = number
    return ends + (run if len(run) >= FEWEST else [])


def _may_be_heading(line: str) -> bool:
    """Whether a line begins as `HEADING` does, which takes longer to compile than most texts to read."""
    first = line.lstrip(" \t")[:1]
    return first == "#" or first.isdecimal()


def behind_heading(text: str, ends: list[int], line: int) -> int:
    """Return where the heading above an attribution line ends; 0 without one, or where nothing is between."""
    above = bisect.bisect_right(ends, line)
    end = ends[above - 1] if above else 0
    return end if end and line - end <= REACH and text[end:line].strip() else 0


def heading_between(ends: list[int], start: int, end: int) -> bool:
    """Whether a heading ends between two places."""
    return bisect.bisect_right(ends, start) < bisect.bisect_right(ends, end)
