"""The date behind a handle, in the languages X displays, as a UTC day.

The forms are CLDR's long and medium ones and what X printed before it used them. Where the order
of two numbers cannot be known the text is kept and no date is read.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache

from embedarchive.late import regex
from embedarchive.stages.find.months import MONTHS, PERSIAN_MONTHS
from embedarchive.tuples import NamedTuple

TYPE_CHECKING = False  # as in cli/__init__.py
if TYPE_CHECKING:
    from typing import TypeAlias

    Form: TypeAlias = tuple[str, regex.Pattern[str], Callable[[regex.Match[str]], dt.date | None]]

FIRST_DAY = dt.date(2006, 3, 21)
"""The day of the first post (`x.com/jack/status/20`)."""
BUDDHIST = 543
"""Years by which the Thai calendar is ahead."""
BUDDHIST_YEARS = range(2006 + BUDDHIST, 2600 + BUDDHIST)
PERSIAN_YEARS = range(1384, 1600)
YEARS = range(2006, 2200)

GAP = r"[\s>\[\\\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]{0,80}"
"""What may stand between the parts: spaces, wrapped lines, `> ` of a quoted mail, marks of direction."""
SPACE = r"[\s>\[\\\u200b-\u200f\u202a-\u202e\u2060-\u2069]{1,80}"
DAY = r"(?P<d>\d{1,2})"
MONTH = r"(?P<m>\d{1,2})"
YEAR = r"(?P<y>\d{4})"
WORD = (
    r"(?P<word>\p{L}[\p{L}\p{M}\u200c’'׳॰]{0,20}(?:\.\p{L}{1,3})?"
    r"(?:(?<=تشرين|كانون)\s(?:الأول|الثاني|الاول))?)"
)
"""A month; of four in the Levant the second word tells which."""
STOP = r"(?:\\?\.)"
"""A full stop behind a number, which Markdown writers escape where a list could begin."""
ORDINAL = r"(?:st|nd|rd|th|er|ª|º|°|\.|\\\.)?"
OF = rf"(?:(?:de|del|of|ng|d'){SPACE})?"
WEEKDAY = regex.compile(
    r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\s{1,3}"
    r"|(?P<name>\p{L}[\p{L}\p{M}\p{Nd}\u200c.’'׳ -]{0,24})[,،]\s{1,3}"
    r"|(?P<bare>\p{L}[\p{L}\p{M}\u200c.’'׳-]{0,24})\s{1,3}(?:den\s)?(?=\d)"
)
"""With a comma, or before a number without one, as half of Europe writes it; also as X's first API and what
was drawn from it did: `Sat Jul 21 2012`."""
THAI_ON = "ที่"
"""Stands glued to the day of the week."""
TIME = regex.compile(r"\d{1,2}[:.]\d{2}(?:\s?[APap]\.?[Mm]\.?)?\s{0,3}[-–·•∙,]?\s{0,3}")
NO_DIGIT = r"(?!\d)"
SUFFIX = r"(?:[\s\u202f]{0,3}(?:г|р)\b\.?)?"


class DateText(NamedTuple):
    """A date as it stands and as it was understood."""

    date: dt.date | None
    text: str
    end: int
    """Where it ends, in characters of the text that was read."""


def _by_word(match: regex.Match[str]) -> dt.date | None:
    month = _month(match["word"])
    year, day = int(match["y"]), int(match["d"])
    if year in PERSIAN_YEARS:
        return _persian(year, PERSIAN_OF.get(fold(match["word"])), day)
    return _day(year, month, day) if month else None


def _by_number(match: regex.Match[str]) -> dt.date | None:
    return _day(int(match["y"]), int(match["m"]), int(match["d"]))


def _day_or_month_first(match: regex.Match[str]) -> dt.date | None:
    """Read `3/4/2020` only where one number is no month, or marks of direction say it is Arabic."""
    one, two, year = int(match["d"]), int(match["m"]), int(match["y"])
    arabic = "\u200f" in match[0] or not match[0].isascii()
    if two > 12:
        return _day(year, one, two)
    return _day(year, two, one) if one > 12 or one == two or arabic else None


def _by_milliseconds(match: regex.Match[str]) -> dt.date | None:
    when = dt.datetime(1970, 1, 1) + dt.timedelta(milliseconds=int(match["ms"]))
    return when.date()


FORMS: tuple[Form, ...] = tuple(
    (name, regex.compile(pattern, regex.I), read)
    for name, pattern, read in (
        (
            "word-day-year",
            rf"{WORD}\.?{GAP}{DAY}{ORDINAL}(?:[,،]{GAP}|{SPACE}){OF}{YEAR}{NO_DIGIT}",
            _by_word,
        ),
        (
            "day-word-year",
            rf"{DAY}{ORDINAL}{GAP}{OF}{WORD}\.?[,،]?{GAP}{OF}(?:[พค]\.ศ\.\s?)?{YEAR}{NO_DIGIT}{SUFFIX}",
            _by_word,
        ),
        ("year-word-day", rf"{YEAR}{STOP}?{GAP}{WORD}\.?{GAP}{DAY}{NO_DIGIT}\.?", _by_word),
        (
            "year-month-day-cjk",
            rf"{YEAR}\s?[年년,],?{GAP}{MONTH}\s?[月월]{GAP}{DAY}(?:\s?[日일]|{NO_DIGIT})",
            _by_number,
        ),
        (
            "vietnamese",
            rf"(?:ngày{SPACE})?{DAY}{SPACE}(?:tháng|thg){SPACE}{MONTH},?{SPACE}(?:năm{SPACE})?{YEAR}{NO_DIGIT}",
            _by_number,
        ),
        ("year-first", rf"{YEAR}\\?(?P<s>[-/.]){GAP}{MONTH}(?P=s){GAP}{DAY}{NO_DIGIT}\.?", _by_number),
        ("day-first", rf"{DAY}\\?(?P<s>[-.]){GAP}{MONTH}(?P=s){GAP}{YEAR}{NO_DIGIT}", _by_number),
        ("slashes", rf"{DAY}[\u200e\u200f]?/{MONTH}[\u200e\u200f]?/{YEAR}{NO_DIGIT}", _day_or_month_first),
        ("milliseconds", rf"(?P<ms>1[1-9]\d{{11}}){NO_DIGIT}", _by_milliseconds),
    )
)
"""How a date is written, in order: the first form that fits at a place is taken."""

LONGEST_PLAIN = 19
"""Characters of `September 12, 2020` and the one behind it."""


def read_date(text: str, start: int = 0) -> DateText | None:
    """Read the date that begins at `start`; None where none does.

    A form that fits without naming a day (30 February, 3/4/2020) gives its text and no date.
    """
    if plain := _plain(text, start):
        return plain
    for at in _beginnings(text, start):
        for _name, pattern, read in _forms(text[at : at + 1]):
            match = pattern.match(text, at, at + 240)
            if match and (known := _understood(match, read)):
                return DateText(known[0], text[start : match.end()], match.end())
    return None


def _forms(first: str) -> Iterator[Form]:
    """Yield the forms that may begin with a character: most take half a millisecond to compile."""
    for form in FORMS:
        begins = first.isalpha() if form[0] == "word-day-year" else first.isdecimal()
        if begins or (form[0] == "vietnamese" and first in ("n", "N")):
            yield form


def _plain(text: str, start: int) -> DateText | None:
    """Read `February 2, 2026`, as X itself writes it, without the pattern that would find the same.

    A page's source may have a line end for one of its spaces.
    """
    word, day, year = (*text[start : start + LONGEST_PLAIN].replace("\n", " ").split(" ", 2), "", "")[:3]
    month = _english().get(word.lower()) if word.isascii() and word.isalpha() else None
    number, behind = day.removesuffix(","), year[4:5]
    if month is None or number == day or not (number.isascii() and number.isdecimal() and len(number) < 3):
        return None
    if behind.isdecimal() or not (year[:4].isascii() and year[:4].isdecimal() and int(year[:4]) in YEARS):
        return None
    date, end = _day(int(year[:4]), month, int(number)), start + len(word) + len(day) + 6
    return DateText(date, text[start:end], end) if date and date >= FIRST_DAY else None


def _understood(
    match: regex.Match[str], read: Callable[[regex.Match[str]], dt.date | None]
) -> tuple[dt.date | None] | None:
    """Return the day in a tuple; None where the words around the numbers make no date."""
    date = read(match)
    if date is None and "word" in match.groupdict():
        return None
    if date is None and "s" in match.groupdict():
        return None
    return (date if date and date >= FIRST_DAY else None,)


def _beginnings(text: str, start: int) -> Iterator[int]:
    """Yield where a date may begin: at once, or behind the hour and the day of the week."""
    yield start
    hour = TIME.match(text, start) if text[start : start + 1].isdecimal() else None
    behind = hour.end() if hour else start
    day = WEEKDAY.match(text, behind) if text[behind : behind + 1].isalpha() else None
    name = (day["name"] or day["bare"]) if day else None
    if day and (name is None or fold(name).removesuffix(THAI_ON) in _weekdays()):
        yield day.end()
    elif hour:
        yield behind


def fold(name: str) -> str:
    """Fold a month's name: compatibility form, no case, no trailing full stop."""
    return unicodedata.normalize("NFKC", name).casefold().rstrip(".").strip()


def _bare(name: str) -> str:
    """Fold, and drop what a flattened text may have lost or a language puts in front (Hebrew b-)."""
    folded = fold(name).removeprefix("ב")
    return "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))


def _month(name: str) -> int | None:
    """Return the number of the month that a word names.

    The English names come first: the table of all takes a tenth of a start of Python.
    """
    name = " ".join(name.split())
    return _english().get(fold(name)) or _months().get(fold(name)) or _months().get(_bare(name))


@cache
def _english() -> dict[str, int]:
    """Return the English names: no language gives one of them to another month."""
    return dict(_names(MONTHS["en"]))


@cache
def _months() -> dict[str, int]:
    """Return the names in all languages, and what a flattened text may have left of them."""
    table = {name: number for months in MONTHS.values() for name, number in _names(months)}
    bare = {_bare(name): number for name, number in table.items() if not name.isascii()}
    return bare | table


@cache
def _weekdays() -> frozenset[str]:
    """Return the names of the days of the week in all languages."""
    from embedarchive.stages.find.weekdays import WEEKDAYS  # hardly an article has one

    return frozenset(name.replace("_", " ") for names in WEEKDAYS.values() for name in names.split())


def _names(months: str) -> Iterator[tuple[str, int]]:
    for number, names in enumerate(months.split("|"), 1):
        yield from ((name.replace("_", " "), number) for name in names.split())


PERSIAN_OF = {name: number for number, name in enumerate(PERSIAN_MONTHS.split("|"), 1)}


def _day(year: int, month: int | None, day: int) -> dt.date | None:
    year = year - BUDDHIST if year in BUDDHIST_YEARS else year
    try:
        return dt.date(year, month or 0, day)
    except ValueError:
        return None


def _persian(year: int, month: int | None, day: int) -> dt.date | None:
    """Turn a day of the Solar Hijri calendar into ours, by its 33-year cycle (exact from 1178 to 1633)."""
    if month is None or not 1 <= day <= 31:
        return None
    passed = 31 * min(month - 1, 6) + 30 * max(month - 7, 0) + day - 1
    leaps = (8 * year + 21) // 33 - (8 * 1385 + 21) // 33
    return dt.date(2006, 3, 21) + dt.timedelta(days=365 * (year - 1385) + leaps + passed)
