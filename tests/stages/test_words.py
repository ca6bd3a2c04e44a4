"""Are these the same words?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedarchive.stages.words import compare, fold

POST = (
    "قومی اسمبلی کے اجلاس میں خواجہ محمد آصف کا اظہارِ خیال #NASession @KhawajaMAsif https://t.co/DdqVUnObjg"
)


@pytest.mark.parametrize(
    ("claimed", "told"),
    [
        ("Hello world", "Hello   world\n"),
        ("Hello world pic.twitter.com/abc", "Hello world https://t.co/xyz"),
        ("“It’s fine” — she said", '"It\'s fine" - she said'),
        ("Tom &amp; Jerry", "Tom & Jerry"),
        ("Great 🎉🎉 day", "Great day"),
        ("cafe\u0301", "café"),
        (POST.replace(" #", "#"), POST),
    ],
)
def test_flattening_does_not_change_words(claimed: str, told: str) -> None:
    """Spaces, links, emoji, quotes and entities come and go; the words are the same."""
    assert compare(claimed, told).how == "same"


@pytest.mark.parametrize(
    ("claimed", "told"),
    [
        ("We will pay 100 dollars", "We will pay 900 dollars"),
        ("We did not approve the plan", "We did approve the plan"),
        ("I never said that to him", "I always said that to him"),
        ("Something else entirely was here", "A post about the weather in Lahore"),
        ("polish it", "Polish it"),
    ],
)
def test_a_changed_word_is_a_difference(claimed: str, told: str) -> None:
    """One number, one "not", one capital: altered is not the same, however alike."""
    assert compare(claimed, told).same is False


def test_a_part_of_a_post_is_its_words() -> None:
    """Articles quote a part; a piece of a few letters is too short to tell."""
    assert compare("the plan to raise the dam", "Today: the plan to raise the dam was read").how == "part"
    assert compare("the plan", "Today: the plan to raise the dam was read").same is False


def test_a_cut_testimony_bears_out_its_beginning() -> None:
    """Syndication shows only the first 280 characters of a long post."""
    long, seen = "word " * 100, "word " * 56
    assert compare(long, seen, told_cut=True).how == "cut"
    assert compare(long, seen).same is False


def test_a_guessed_start_may_reach_too_far_back() -> None:
    """Where find could not know the first word, prose before the quotation is no difference."""
    prose = "The minister wrote: the plan to raise the dam"
    assert compare(prose, "the plan to raise the dam", start_certain=False).how == "surrounded"
    assert compare(prose, "the plan to raise the dam").same is False


def test_no_words_say_nothing() -> None:
    """A photo without words neither agrees nor differs."""
    assert compare("pic.twitter.com/abc", "https://t.co/abc").same is None
    assert compare(None, "text").how == "wordless"


@given(st.text(), st.text())
def test_any_two_texts_can_be_compared(one: str, other: str) -> None:
    """Folding ends, and comparing says the same both ways round where nothing is cut."""
    assert fold(fold(one)) == fold(fold(fold(one)))
    held = compare(one, other)
    assert held.same in (True, False, None) and 0 <= held.score <= 100
