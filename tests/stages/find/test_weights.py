"""What is looked at before a pattern is asked changes no answer: the pattern alone would give the same."""

from __future__ import annotations

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from embedarchive.platforms.instagram import SHARED, SHARED_BEHIND, SHARING
from embedarchive.stages.find import dates, weights
from embedarchive.stages.find.weights import Place, alone

PIECES = (
    *(
        "the",
        "The",
        "of",
        "bridge",
        "Tweet",
        "tweets",
        "twit",
        "twits",
        "tuit",
        "post",
        "poste",
        "posts",
        "wrote",
    ),
    *("твит", "推特", "@bridge", "#bridge", "＃橋", "t.co/AbCdEfGhIj", "https://t.co/a", "HTTPS://T.CO/b"),
    *(
        "pic.twitter.com/AbCdEf",
        "pic.x.com/\n> c",
        "https://\n t.co/d",
        "RT @a",
        "RT",
        "BREAKING:",
        "FLOOD",
        "2019",
    ),
    *(
        "1999)",
        "年1月2日",
        "#1",
        "(2)",
        "3.",
        "•",
        "*",
        "🇵🇰",
        "🔥",
        "©",
        "«",
        "»",
        '"',
        "“",
        "”",
        ":",
        "：",
        ",",
        "—",
        ".",
        "…",
    ),
    *(" ", "  ", "\n", "\t", "\xa0", "\u3000", "\u2066@", ". @a", "x", "Ä", "9", "/", "("),
)
TEXTS = st.lists(st.sampled_from(PIECES), max_size=7).map("".join)
SPEAKS = regex.compile(rf"{'|'.join(weights.SPEAKS)}|{weights.SPEAKS_IN_WORDS.pattern}", regex.I)
INTRODUCES = regex.compile(r"[:：]\s*[\"“”'»]?\s*\Z")
TERMINAL = regex.compile(r"[.!?…؟۔।。！？\"”’)»\]]\s*\Z")
UNFINISHED = regex.compile(rf"[,;—–(\[&|/-]\s*\Z|(?:\s|^)(?:{'|'.join(weights.GOES_ON)})\s*\Z", regex.I)


def place(text: str) -> Place:
    """Return a place with the same text on each side."""
    return Place(0, "glue", "line", text, text, text, text, 0, 0, False, 0, 0.0, False, False, False, 0.0)


def weighed(name: str, text: str) -> float:
    """Return how far a sign is at a place."""
    kind = "line" if name in ON_LINES else "glue"
    return next(sign for sign in weights.SIGNS if sign.name == name).at(place(text)._replace(kind=kind))


ON_LINES = {"the line before ends as a sentence", "a number of a list alone before"}
BEFORE = {
    "a colon before": INTRODUCES,
    "the article speaks of a post": SPEAKS,
    "the line before ends as a sentence": TERMINAL,
    "what stands before goes on": UNFINISHED,
    "a link or a handle alone before": weights.LONE,
    "a short link before": weights.CLOSES,
    "a date before": weights.DATED,
    "a number of a list alone before": weights.NUMBER_ALONE,
    "a picture's link and more lines within": weights.PICTURE_WITHIN,
}
BEHIND = {
    "begins with a handle, a hashtag, RT": weights.NAMED,
    "begins with BREAKING and the like": weights.ALARM,
    "begins with an emoji": weights.PICTOGRAPH,
    "begins as a list does": weights.BULLETS,
}


@pytest.mark.parametrize("name", [*BEFORE, *BEHIND])
@given(text=TEXTS)
def test_a_sign_is_where_its_pattern_matches(name: str, text: str) -> None:
    """Searched before a place, matched behind it."""
    pattern = BEFORE.get(name) or BEHIND[name]
    found = pattern.search(text) if name in BEFORE else pattern.match(text)
    assert bool(weighed(name, text)) == bool(found)


@given(TEXTS)
def test_what_stands_alone_is_what_the_pattern_says(text: str) -> None:
    """Also where a line breaks an address."""
    assert alone(text) == bool(weights.LONE.match(text))


@pytest.mark.parametrize("pattern", [SHARED.pattern, SHARED_BEHIND.pattern])
def test_every_line_that_shares_a_post_has_one_of_the_words(pattern: str) -> None:
    """Instagram's lines are not looked for in a text that has none."""

    @given(st.from_regex(pattern))
    def holds(line: str) -> None:
        assert any(word in line for word in SHARING)

    holds()


def test_no_language_gives_an_english_month_another_number() -> None:
    """So the English names can be looked up alone."""
    assert dates._english().items() <= dates._months().items()
