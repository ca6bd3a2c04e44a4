"""Dates behind a handle, in every language X displays."""

from __future__ import annotations

import datetime as dt
import json
import pathlib

import pytest
from babel import Locale
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from embedarchive.stages.find.dates import FIRST_DAY, read_date

SHARED = pathlib.Path(__file__).resolve().parents[3].parent / "shared"
DAY = dt.date(2026, 2, 2)
LOCALES = (
    *(
        "ar",
        "ar_EG",
        "bn",
        "cs",
        "da",
        "de",
        "el",
        "en",
        "en_GB",
        "es",
        "es_MX",
        "fa",
        "fi",
        "fil",
        "fr",
        "fr_CA",
    ),
    *(
        "he",
        "hi",
        "hu",
        "id",
        "it",
        "ja",
        "ko",
        "ms",
        "nb",
        "nl",
        "pl",
        "pt",
        "pt_PT",
        "ro",
        "ru",
        "sv",
        "th",
    ),
    *("tr", "uk", "ur", "vi", "zh_Hans", "zh_Hant"),
)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("width", ["long", "medium"])
def test_what_cldr_prints_is_read_back(locale: str, width: str) -> None:
    """Every month in CLDR's long and medium form gives the day it was printed from."""
    for month in range(1, 13):
        day = dt.date(2019, month, 13 + month)
        printed = format_date(day, width, locale=locale)
        if "M0" in printed or "M1" in printed:
            continue  # Babel prints the key where the locale aliases a form that it does not resolve.
        found = read_date(printed)
        assert found is not None, printed
        assert (found.date, found.end) == (day, len(printed)), printed


@pytest.mark.slow
@pytest.mark.parametrize("locale", LOCALES)
def test_every_day_of_a_year_is_read_back(locale: str) -> None:
    """All 366 days of 2024 in the long form, with an hour before them and without, native digits too."""
    native = {"ar_EG": "٠١٢٣٤٥٦٧٨٩", "fa": "۰۱۲۳۴۵۶۷۸۹", "hi": "०१२३४५६७८९", "bn": "০১২৩৪৫৬৭৮৯"}.get(locale)
    for passed in range(366):
        day = dt.date(2024, 1, 1) + dt.timedelta(days=passed)
        printed = format_date(day, "long", locale=locale)
        forms = [printed, f"9:57 PM · {printed}", f"21:57 - {printed}"]
        if native:
            forms.append(printed.translate(str.maketrans("0123456789", native)))
        for form in forms:
            found = read_date(form)
            assert found is not None, form
            assert (found.date, found.end) == (day, len(form)), form


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("febrero 8, 2016", dt.date(2016, 2, 8)),
        ("Sat Jul 21 2012", dt.date(2012, 7, 21)),
        ("3:04 PM Thu Jan 3, 2013", dt.date(2013, 1, 3)),
        ("1:26 AM ∙ Apr 28, 2022", dt.date(2022, 4, 28)),
        ("Feb 2,2026", dt.date(2026, 2, 2)),
        ("February2,2026", dt.date(2026, 2, 2)),
        ("16 мая 2018 г.", dt.date(2018, 5, 16)),
        ("1er février 2016", dt.date(2016, 2, 1)),
        ("29 fevrier 2016", dt.date(2016, 2, 29)),
        ("6\\. März 2018", dt.date(2018, 3, 6)),
        ("September 9,\n> 2016", dt.date(2016, 9, 9)),
        ("13 de febrero de\n> 2017", dt.date(2017, 2, 13)),
        ("[December 23, 2023", dt.date(2023, 12, 23)),
        ("2013년, 7월 20일", dt.date(2013, 7, 20)),
        ("2 tháng 2, 2026", dt.date(2026, 2, 2)),
        ("٢ فبراير ٢٠٢٦", dt.date(2026, 2, 2)),
        ("June 12th 2022", dt.date(2022, 6, 12)),
        ("9:57 PM · Feb 2, 2026", dt.date(2026, 2, 2)),
        ("Lunes, 23 de diciembre de 2019", dt.date(2019, 12, 23)),
        ("1554399627000", dt.date(2019, 4, 4)),
        ("2018-06-28", dt.date(2018, 6, 28)),
        ("6 تشرين الثاني 2023", dt.date(2023, 11, 6)),
        ("٦ تشرين الأول، ٢٠٢٣", dt.date(2023, 10, 6)),
        ("31 كانون\nالأول 2023", dt.date(2023, 12, 31)),
        ("كانون الثاني 6, 2023", dt.date(2023, 1, 6)),
        ("6 नवम्बर 2023", dt.date(2023, 11, 6)),
        ("फरवरी 6, 2023", dt.date(2023, 2, 6)),
    ],
)
def test_older_and_damaged_forms_are_read(text: str, day: dt.date) -> None:
    """What X printed before CLDR, and what wrapping, escaping and translators make of a date, is read."""
    found = read_date(text, 1 if text.startswith("[") else 0)
    assert found is not None
    assert found.date == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("13 بهمن 1404", dt.date(2026, 2, 2)),
        ("۱ فروردین ۱۴۰۰", dt.date(2021, 3, 21)),
        ("30 اسفند 1399", dt.date(2021, 3, 20)),
        ("2 กุมภาพันธ์ 2569", dt.date(2026, 2, 2)),
        ("2 กุมภาพันธ์ พ.ศ. 2569", dt.date(2026, 2, 2)),
    ],
)
def test_calendars_of_iran_and_thailand_are_converted(text: str, day: dt.date) -> None:
    """Solar Hijri and Buddhist years name the same day as ours."""
    found = read_date(text)
    assert found is not None
    assert found.date == day


@pytest.mark.parametrize("text", ["3/4/2020", "January 5, 1999", "1 January 2006"])
def test_a_date_that_cannot_be_is_kept_as_text_only(text: str) -> None:
    """Day and month that cannot be told apart, and days before the first post, give no date."""
    found = read_date(text)
    assert found is not None
    assert (found.date, found.text) == (None, text)


@pytest.mark.parametrize("text", ["We 5, 2026", "30 February 2020 ", "Part 2, 2020", "", "soon", "12"])
def test_words_beside_numbers_are_no_date(text: str) -> None:
    """A word that names no month makes no date, whatever the numbers look like."""
    assert read_date(text) is None


PARTS = st.sampled_from(
    [
        *("February", "Feb.", "März", "февраля", "فبراير", "tháng", "năm", "Sun,", "lunes,", "resigned,"),
        *("de", "1er", "2.", "30", "12", "2", "1404", "2005", "2006", "2026", "2569", "३", "२०२६"),
        *("1770033600000", "9:57 PM", "年", "月", "日", "/", "-", ".", ",", " "),
    ]
)
"""What dates are made of: of any characters hardly a date comes to be."""


@given(st.lists(PARTS | st.text(max_size=3), max_size=8), st.sampled_from(["", " "]), st.integers(0, 4))
def test_any_text_is_read_or_refused(parts: list[str], between: str, start: int) -> None:
    """No text raises, and a date that is read stands in the text and is not older than the first post."""
    text = between.join(parts)
    found = read_date(text, start)
    if found is not None:
        assert start < found.end <= len(text)
        assert found.text == text[start : found.end]
        assert found.date is None or found.date >= FIRST_DAY


@given(st.dates(FIRST_DAY, dt.date(2199, 12, 31)), st.sampled_from(LOCALES), st.text(max_size=20))
def test_whatever_stands_behind_a_date_it_is_read(day: dt.date, locale: str, behind: str) -> None:
    """What follows behind a space changes no day; digits of a date are read whole."""
    printed = format_date(day, "long", locale=locale)
    found = read_date(f"{printed} {behind}")
    assert found is not None
    assert found.date == day


@pytest.mark.parametrize("locale", LOCALES)
def test_the_days_of_the_week_are_those_of_the_languages(locale: str) -> None:
    """With a comma, in full and short; another word before a date is none."""
    date = format_date(DAY, "long", locale=locale)
    for number in range(7):
        for width in ("wide", "abbreviated"):
            name = Locale.parse(locale).days["format"][width][number]
            found = read_date(f"{name}, {date}")
            assert found is not None, name
            assert (found.date, found.text) == (DAY, f"{name}, {date}")


@pytest.mark.parametrize("locale", LOCALES)
def test_a_day_of_the_week_stands_before_a_date_as_cldr_prints_it(locale: str) -> None:
    """With a comma or without one, whatever stands between."""
    for number in range(7):
        day = DAY + dt.timedelta(days=number)
        printed = format_date(day, "full", locale=locale)
        found = read_date(printed)
        assert found is not None, printed
        assert found.date == day, printed


@pytest.mark.parametrize("word", ["resigned", "yesterday", "London", "gestern", "по словам"])
def test_any_other_word_before_a_date_is_no_day(word: str) -> None:
    """A sentence that goes on behind a name is no date."""
    assert read_date(f"{word}, 2 February 2026") is None
    assert read_date(f"{word} 2 February 2026") is None


def test_real_date_lines_agree_with_their_snowflakes() -> None:
    """Of 293 real lines in 30 languages, all give the day of their post."""
    lines = SHARED / "corpus" / "locales" / "date_lines.jsonl"
    if not lines.exists():
        pytest.skip(f"../shared is absent: {lines}")
    for line in lines.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found = read_date(row["date_text"])
        assert found is not None, row
        assert str(found.date) == row["iso"], row
