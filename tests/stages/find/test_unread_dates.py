"""What stands behind a handle and is no date that is known: kept if it looks like one, and no proof."""

from __future__ import annotations

import pytest

from embedarchive.stages.find.attributions import attributions
from embedarchive.stages.find.unread_dates import unread_date


@pytest.mark.parametrize(
    "text",
    [
        "12 Gorffennaf 2021",
        "February 30, 2020",
        "3rd Gorffennaf, 2021",
        "2021. gada 5. februāris",
        "2026 m. vasario 2 d.",
        "2 de frevelhe de 2026",
        "2 veebruar 2026 a.",
        "२ गोर्फ २०२६",
    ],
)
def test_a_year_a_day_and_one_word_look_like_a_date(text: str) -> None:
    """In any order of the three with the year outside, with particles between, in any digits."""
    found = unread_date(f"{text} \nMore.")
    assert found is not None
    assert (found.date, found.text) == (None, text)


NO_DATES = (
    "won the race in 2019.",
    "covers rivers since 2015",
    "all rights reserved 2024",
    "Tel. 2016",
    "Main Street 2100",
    "wins for 2024",
    "on TikTok, February 2, 2026",
    "2 Gorffennaf 2050 and more words",
    "45 Gorffennaf 2021",
    "0 Gorffennaf 2021",
    "12 Gorffennaf 1021",
    "room 12 floor 2021 house",
    "12 14 Gorffennaf 2021",
    "2021 12",
    "2021",
    "",
)


@pytest.mark.parametrize("text", NO_DATES)
def test_words_that_end_in_a_year_are_no_date(text: str) -> None:
    """A sentence, an address, a telephone number, a day that no month has."""
    assert unread_date(text) is None


@pytest.mark.parametrize("text", NO_DATES)
@pytest.mark.parametrize("front", ["The mayor — ", "— ", "- Best album — "])
def test_with_them_behind_a_handle_there_is_no_line(front: str, text: str) -> None:
    """Prose goes on behind a name in brackets."""
    found = [line.date for line in attributions(f"{front}Ann Lee (@ann_lee) {text}")]
    assert found == ([None] if front == "— " and not text else [])


def test_what_looks_like_a_date_proves_nothing() -> None:
    """It is kept where the line would be one without it: not within a sentence."""
    (line,) = attributions("The dam holds.\n— Ann Lee (@ann_lee) 12 Gorffennaf 2021")
    assert line.date is not None
    assert list(attributions("The mayor — Ann Lee (@ann_lee) 12 Gorffennaf 2021")) == []
