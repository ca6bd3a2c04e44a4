"""What stands where a date stands and looks like one, in a language or of a day that is not known.

It proves nothing: it is kept beside a line that is one without it.
"""

from __future__ import annotations

from embedarchive.late import regex
from embedarchive.stages.find.dates import BUDDHIST_YEARS, PERSIAN_YEARS, YEARS, DateText, read_date

PART = r"(?P<part>[\p{L}\p{M}\p{Nd}.,،'’ªº°/-]{1,24})"
UNREAD = regex.compile(rf"{PART}(?:[^\S\n]{{1,3}}{PART}){{1,4}}(?=[^\S\n]{{0,9}}(?:\n|\Z))")
"""Two to five words and numbers, to the end of a line."""
LONGEST = 132
"""Characters of five such words and of what parts them."""
YEAR = regex.compile(r"\p{Nd}{4}[.,،]?\Z")
DAY = regex.compile(r"(?P<number>\p{Nd}{1,2})(?:\p{L}{1,3}|[ªº°])?[.,،]{0,2}\Z")
DIGIT = regex.compile(r"\p{Nd}")
LONGEST_PARTICLE = 4
"""Letters of what stands between the parts of a date: `de`, `of`, `gada`."""


def unread_date(text: str, start: int = 0) -> DateText | None:
    """Return what looks like a date to the end of its line: a year, a day, a month's name and particles."""
    # A year and a day at least are numbers.
    match = UNREAD.match(text, start) if any(map(str.isdecimal, text[start : start + LONGEST])) else None
    if match is None or not _is_shaped(parts := match.captures("part")):
        return None
    lead = len(parts[0]) if _is_particle(parts[0]) and not DIGIT.search(parts[0]) else 0
    known = read_date(match[0][lead:].lstrip()) if lead else None
    return DateText(known.date if known else None, match[0], match.end())


def _is_shaped(parts: list[str]) -> bool:
    """Whether a year begins or ends a run, with a day in it and at most one word that is no particle."""
    numbers = [at for at, part in enumerate(parts) if DIGIT.search(part)]
    words = [part for part in parts if not DIGIT.search(part)]
    years = [at for at in numbers if _is_year(parts[at])]
    days = [at for at in numbers if _is_day(parts[at])]
    if len(numbers) != 2 or len(years) != 1 or len(days) != 1 or not words:
        return False
    outside = years[0] in (0, len(parts) - 1) or (years[0] == len(parts) - 2 and _is_particle(parts[-1]))
    return outside and sum(not _is_particle(word) for word in words) <= 1


def _is_particle(word: str) -> bool:
    return len(word.rstrip(".,،")) <= LONGEST_PARTICLE


def _is_year(part: str) -> bool:
    """Whether a part can be a year of X in some calendar; telephone numbers mostly cannot."""
    number = int(part.rstrip(".,،")) if YEAR.match(part) else 0
    return number in YEARS or number in BUDDHIST_YEARS or number in PERSIAN_YEARS


def _is_day(part: str) -> bool:
    match = DAY.match(part)
    return match is not None and 1 <= int(match["number"]) <= 31
