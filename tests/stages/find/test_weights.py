"""What is looked at before a pattern is asked changes no answer: the pattern alone would give the same."""

from __future__ import annotations

import pytest
import regex
from hypothesis import example, given
from hypothesis import strategies as st

from embedarchive.platforms.instagram import SHARED, SHARED_BEHIND
from embedarchive.stages.find import breaks, dates, said, slugs, starts, weights, words_before
from embedarchive.stages.find.beginning import Beginning
from embedarchive.stages.find.borders import Surroundings
from embedarchive.stages.find.instagram import SHARING
from embedarchive.stages.find.languages import Tongue
from embedarchive.stages.find.weights import alone, is_small

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
    *("|", "。", "」", "川", "?", "!", "日", ".."),
    *(" ", "  ", "\n", "\t", "\xa0", "\u3000", "\u2066@", ". @a", "x", "Ä", "9", "/", "("),
)
TEXTS = st.lists(st.sampled_from(PIECES), max_size=7).map("".join)
SPEAKS = regex.compile(rf"{'|'.join(said.SPEAKS)}|{weights.SPEAKS_IN_WORDS.pattern}", regex.I)
INTRODUCES = regex.compile(r"[:：]\s*[\"“”'»]?\s*\Z")
TERMINAL = regex.compile(r"[.!?…؟۔।。！？\"”’)»\]]\s*\Z")
UNFINISHED = regex.compile(rf"[,;—–(\[&|/-]\s*\Z|(?:\s|^)(?:{'|'.join(weights.GOES_ON)})\s*\Z", regex.I)


def place(text: str) -> Beginning:
    """Return a place with the same text on each side."""
    return Beginning(0, "glue", "line", text, text, text, text, 0, 0, False, 0, 0.0, False, False, False, 0.0)


def weighed(name: str, text: str) -> float:
    """Return how far a sign is at a place."""
    kind = "line" if name in ON_LINES else "glue"
    return next(sign for sign in weights.SIGNS if sign.name == name).at(place(text)._replace(kind=kind))


ON_LINES = {"the line before ends as a sentence", "a number or a bullet of a list alone before"}
BEFORE = {
    "a colon before": INTRODUCES,
    "the article speaks of a post": SPEAKS,
    "the line before ends as a sentence": TERMINAL,
    "what stands before goes on": UNFINISHED,
    "a link or a handle alone before": weights.LONE,
    "a date before": weights.DATED,
    "a number or a bullet of a list alone before": weights.NUMBER_ALONE,
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


@given(TEXTS)
def test_what_counts_is_what_the_pattern_leaves(text: str) -> None:
    """Also where a line breaks a picture's link."""
    assert words_before._counted(text) == words_before.UNCOUNTED.sub("", text)


@given(TEXTS)
def test_nothing_begins_within_a_token(text: str) -> None:
    """Though tokens are looked for only where a break may lie within one."""
    tokens = [token.span() for token in breaks.TOKENS.finditer(text)]
    ends = [match.end() for match in breaks.BREAKS.finditer(text) if 0 < match.end() < len(text)]
    outside = [end for end in ends if not any(first < end < last for first, last in tokens)]
    assert [match.end() for match in breaks.breaks(text, 0, len(text))] == outside


@given(TEXTS, st.integers(0, 9))
def test_breaks_are_looked_for_where_they_are(text: str, start: int) -> None:
    """Two characters tell where the pattern need not be asked."""
    stop = max(start, len(text) - 2)
    found = [(match.span(), match.lastgroup) for match in breaks.BREAKS.finditer(text, start, stop)]
    assert [(match.span(), match.lastgroup) for match in breaks._matches(text, start, stop)] == found


@given(TEXTS)
def test_letters_are_counted_as_far_as_it_takes(text: str) -> None:
    """Where no handle or link stands before enough of them, none is looked for."""
    said_letters = sum(2 if one >= "\u3000" else 1 for one in starts.UNSAID.sub("", text) if one.isalpha())
    few = weights.FEW_LETTERS
    assert min(few, starts._letters(text)) == min(few, said_letters)


@given(TEXTS)
def test_last_links_are_looked_for_from_the_first_short_link(text: str) -> None:
    """Whatever stands before it."""
    assert words_before._without_last_links(text) == words_before.LAST_LINKS.sub("", text)


@given(TEXTS, st.integers(0, 9))
def test_sentences_are_parted_once(text: str, start: int) -> None:
    """From each place on they are what the pattern parts there."""
    at = len(text) - len(text[start:].lstrip())
    parts = tuple(part for part in said.ENDS.split(text[at:]) if part.strip())
    assert said.Sentences(text, 0, len(text)).behind(at) == parts


@given(TEXTS, TEXTS)
@example("RT@bridgepic.x.com/\n> c", "the")  # a picture's link folded between two lines
def test_a_sign_is_only_where_it_is_asked(before: str, rest: str) -> None:
    """What has to be true of a place for a sign to be asked is true wherever the sign is."""
    around = Surroundings(None, Tongue(None, None), (), 4)
    text = f"{before}\n\n{rest}\n\n— A"
    stop = len(text) - 5
    for one in starts.places(starts.Region(text, 0, stop, "top", stop + 2, around), 280, words_before.weight):
        for sign in weights.SIGNS:
            assert not sign.at(one) or not sign.where or getattr(one, sign.where), sign.name


WHOLE = regex.compile(
    rf"(?<![\w.])[@#＃](?!\d{{1,3}}\b)\w|{slugs.SHORT_LINK}|{slugs.PICTURE}|(?!\d)\p{{Extended_Pictographic}}",
    regex.I,
)


@given(TEXTS)
def test_the_beginning_of_a_link_tells_as_much_as_the_whole(text: str) -> None:
    """Where only whether there is one is asked."""
    assert bool(said.SOCIAL.search(text)) == bool(WHOLE.search(text))


def test_small_letters_are_those_of_the_pattern() -> None:
    """Unicode's `Ll`, without other small letters (`ª`, `ⅷ`)."""
    letters = "".join(map(chr, range(0x1C80)))  # what lies above is younger than some Python
    small = {character for character in letters if is_small(character)}
    assert small ^ set(regex.findall(r"\p{Ll}", letters)) <= {"ʕ"}  # of another class in Unicode 16
    assert not is_small("")


DATE_PIECES = (
    *("February", "may", "SEPT", "sep", "Sept.", "Mai", "Smarch", "February 2, 2026", "Feb 30, 2020"),
    *("2", "31", "007", "٣", "2026", "1999", "1404", "20261", "2026٣", "2,", "12, ", "March 20, 2006"),
    *(" ", ", ", ",", "\n", "  ", "x", ""),
)


@given(st.lists(st.sampled_from(DATE_PIECES), max_size=6).map("".join))
def test_a_plain_date_is_what_the_forms_read(text: str) -> None:
    """The first of the forms finds the same where a plain date is read."""
    plain = dates._plain(text, 0)
    if plain:
        match = dates.FORMS[0][1].match(text)
        assert match
        assert plain == (dates._by_word(match), match[0], match.end())
