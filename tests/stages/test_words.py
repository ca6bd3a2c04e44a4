"""Are these the same words?"""

from __future__ import annotations

import time

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
        ("I love this town today", "I love this town \u2764\ufe0f today"),
        ("Stage 1 and stage 2", "Stage 1\ufe0f\u20e3 and stage 2\ufe0f\u20e3"),
        ("See https://t.co/abcdefghijMore words here", "See https://t.co/abcdefghij\nMore words here"),
        ("In 2025.3 people came, 5–6 stayed", "In 2025.\n3 people came, 5-6 stayed"),
        ("The rights R&copyrights hold", "The rights R&amp;copyrights hold"),
        ("The ﬁrst of many", "The first of many"),
        ("\u2f29\u2f1d\u2f08", "小口人"),
        ("ＮＨＫ の ニュース", "NHK の ニュース"),
        ("Is it over??", "Is it over?"),
        ("> It is over", "It is over"),
    ],
)
def test_flattening_does_not_change_words(claimed: str, told: str) -> None:
    """Spaces, links, emoji, quotes and entities come and go; the words are the same."""
    assert compare(claimed, told).how == "same"


@pytest.mark.parametrize(
    ("claimed", "told"),
    [
        ("polish it", "Polish it"),
        ("He has resigned", "He has resigned?"),
        ("Le café est ferme", "Le café est fermé"),
        ("وزير الخارجيه", "وزيرُ الخارجيه"),
        ("Call 112 now", "Call ١١٢ now"),
        ("THE STRASSE IS CLOSED", "The Straße is closed"),
        ("Read all of it paper.example/story/one", "Read all of it https://t.co/abcdefghij"),
    ],
)
def test_words_typed_by_hand_are_neither_the_same_nor_others(claimed: str, told: str) -> None:
    """Capitals, accents, native digits, a question mark: too little to differ, too much to be the same."""
    held = compare(claimed, told)
    assert (held.how, held.same, held.whole) == ("retyped", True, False)


@pytest.mark.parametrize(
    ("claimed", "told"),
    [
        ("We will pay 100 dollars", "We will pay 900 dollars"),
        ("We did not approve the plan", "We did approve the plan"),
        ("I never said that to him", "I always said that to him"),
        ("Something else entirely was here", "A post about the weather in Lahore"),
        ("We will pay 100 dollars", "We will pay 10² dollars"),
        ("Stage 5 > stage 3", "Stage 5 < stage 3"),
        ("Profit rose +5 this year", "Profit rose ±5 this year"),
        ("likely to happen this year", "It is unlikely to happen this year"),
        ("5 people were found in the town", "15 people were found in the town"),
        ("I can help you with this", "I can't help you with this"),
        ("elected mayor of the town", "He was re-elected mayor of the town"),
        ("Unemployment rose 3.5 percent today", "Unemployment rose 35 percent today"),
        ("It rose by 1,5 points", "It rose by 1.5 points"),
        ("It costs the town $5 million", "It costs the town €5 million"),
        ("Growth will be 5 this year", "Growth will be -5 this year"),
        ("Five in a hundred is 5%", "Five in a hundred is 5"),
        ("Read today https://t.co/abcdefghij,and-it-was-a-lie", "Read today https://t.co/abcdefghij"),
    ],
)
def test_a_changed_word_is_a_difference(claimed: str, told: str) -> None:
    """One number, one "not", one capital: altered is not the same, however alike."""
    assert compare(claimed, told).same is False


def test_a_part_of_a_post_is_its_words() -> None:
    """Articles quote a part, and put an ellipsis for what they leave out; two letters are too few to tell."""
    post = "Today: the plan to raise the dam was read for the first time, 大坝计划宣读"
    for part in (
        "the plan to raise the dam",
        "the plan",
        "The plan … was read",
        "[…] raise the dam (...) time",
    ):
        assert compare(part, post).how == "part"
    assert compare("坝计划宣", post).how == "part"
    for no_part in ("to", "an to raise the", "was read … the plan", "the plan … was not read"):
        assert compare(no_part, post).same is False


def test_a_cut_testimony_bears_out_its_beginning() -> None:
    """Syndication shows only the first 280 characters of a long post."""
    long, seen = "word " * 100, "word " * 56
    assert compare(long, seen, told_cut=True).how == "cut"
    assert compare(long, seen).same is False


def test_a_cut_beginning_of_a_few_letters_says_nothing() -> None:
    """Whatever was written behind a victim's "I have…" would be borne out by it."""
    assert compare("I have decided to resign tonight", "I have…", told_cut=True).same is False


SEEN = (
    "The plan to raise the dam by two metres was read for the first time today and met with loud applause. "
)
LONG = f"{SEEN}{SEEN}It was not read again"


@pytest.mark.parametrize(
    ("claimed", "told", "start_certain", "how"),
    [
        (
            f"{LONG}… pic.twitter.com/abc",
            f"{LONG} before everybody had gone home for the week and the hall stood empty",
            True,
            "shortened",
        ),
        (f"{LONG}…", f"{LONG} by him", True, "part"),
        (f"{SEEN}…", f"{SEEN} {SEEN} {SEEN}", True, "part"),
        (LONG, f"{LONG} before everybody had gone home for the week and the hall stood empty", True, "part"),
        ("I will resign tonight…", "I will resign tonight if they find a proof", True, "part"),
        ("the mayor has resigned", "It is not true that the mayor has resigned", True, "part"),
        ("the mayor has resigned", "Today the mayor has resigned", False, "part"),
    ],
)
def test_what_leaves_something_out_is_no_whole(
    claimed: str, told: str, start_certain: bool, how: str
) -> None:
    """X's own cut of a long post explains what is missing, and X cuts only what is too long to show."""
    held = compare(claimed, told, start_certain=start_certain)
    assert (held.how, held.same, held.whole) == (how, True, how == "shortened")


def test_what_a_guessed_start_missed_stands_before_it() -> None:
    """A guess that began too late is made good by the article; a quotation torn from its post is not."""
    quote, post = "the mayor has resigned", "It is not true. Today the mayor has resigned"
    for before, how in (
        ("A paper says: It is not true. Today ", "shortened"),
        ("ue. Today ", "shortened"),
        ("He wrote: ", "part"),
        ("", "part"),
    ):
        assert compare(quote, post, start_certain=False, before=before).how == how


def test_hostile_texts_are_compared_in_time() -> None:
    """A number of thousands of digits, a heap of marks, two long different texts: no error, no hang."""
    assert fold("a &#" + "1" * 5000 + "; b") == fold("a &amp;#" + "1" * 5000 + "; b") == "ab"
    assert len(fold("a" + "\u0300\u0316" * 25_000)) < 100
    one, other = "".join(map(str, range(9000))), "".join(str(n * 7919 % 9001) for n in range(9000))
    started = time.monotonic()
    assert compare(one, other).same is False
    assert time.monotonic() - started < 10


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


@pytest.mark.parametrize(
    ("claimed", "told"),
    [
        ("34 dead", "3 4 dead"),
        ("In 2024 people left", "In 20 24 people left"),
        ("1 000 tonnes", "1000 tonnes"),
    ],
)
def test_numbers_that_are_parted_otherwise_are_not_confirmed(claimed: str, told: str) -> None:
    """Flattening may have glued them, and somebody may have made another number: neither same nor other."""
    assert (compare(claimed, told).how, compare(told, claimed).how) == ("retyped", "retyped")
    assert compare(claimed, claimed).how == compare(told, told).how == "same"


def test_parted_numbers_count_where_a_quotation_is_cut_too() -> None:
    """X's own cut and a guessed start are whole only with the very numbers."""
    words = "water rose at the dam " * 12
    post = f"There were 3 4 gates open, {words}"
    assert compare(f"There were 3 4 gates open, {words[:220]}…", post, told_cut=True).how == "shortened"
    assert compare(f"There were 34 gates open, {words[:220]}…", post, told_cut=True).how == "part"
    for quoted, how in (("3 4 gates open", "shortened"), ("34 gates open", "part")):
        held = compare(quoted, "Alas! 3 4 gates open", start_certain=False, before="Alas! ")
        assert held.how == how


def test_a_plus_behind_a_number_is_said() -> None:
    """More than eighteen is not eighteen."""
    assert not compare("18+ dead", "18 dead").whole and not compare("5+5 is ten", "55 is ten").whole
    assert compare("18+ dead", "18+ dead").whole
