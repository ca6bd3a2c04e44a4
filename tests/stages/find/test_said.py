"""What quoted words are like from a place on."""

from __future__ import annotations

import pytest

from embedarchive.stages.find.said import Sentences, left_of_140, marks_of, not_left_of_140, writes_otherwise
from embedarchive.stages.find.words_before import words_before
from tests.stages.find.test_starts import CUT, KNOWN, PROSE, at


@pytest.mark.parametrize(
    ("words", "known"),
    [
        (f"{CUT}… https://t.co/AbCdEfGhIj", (True, False)),
        (f"{CUT}... https://t.co/AbCdEfGhIj", (True, False)),
        (f"@bridge {CUT[10:]}… https://t.co/AbCdEfGhIj", (False, False)),
        (f"{CUT[60:]}… https://t.co/AbCdEfGhIj", (False, True)),
        (f"{CUT} {CUT}… https://t.co/AbCdEfGhIj", (False, True)),
        (f"{CUT} {CUT} {CUT}… https://t.co/AbCdEfGhIj", (False, False)),
        (f"{CUT}… pic.twitter.com/AbCdEfGhIj", (False, False)),
        (f"{CUT}… https://t.co/AbCdEfGhIj pic.twitter.com/AbCdEfGhIj", (False, False)),
        (f"{CUT} https://t.co/AbCdEfGhIj", (False, False)),
    ],
)
def test_words_cut_off_at_140_have_one_length(words: str, known: tuple[bool, bool]) -> None:
    """What fits, not what is shorter or longer; a name in front does not count, and pictures cut nothing."""
    place = at(f"{PROSE}\n|{words}\n— A")
    assert (left_of_140(place), not_left_of_140(place)) == known


@pytest.mark.parametrize(
    ("article", "words", "otherwise"),
    [
        ("“It’s closed”, they said.", "It isn't.", True),
        ("“It’s closed”, they said.", "It isn’t.", False),
        ("“It’s closed”, they said.", "It is not.", False),
        ("“It’s closed”, they said.", "It isn't, it isn’t.", False),
        ('"It\'s closed", they said.', "“It” isn’t.", True),
        ('"It\'s closed", they said.', "It isn't.", False),
        ("“It's closed, they said.", "It isn't.", False),
        ("It is closed, they said.", "It isn't.", False),
    ],
)
def test_marks_tell_the_article_where_it_has_one_kind(article: str, words: str, otherwise: bool) -> None:
    """What editors' programs make of them the posts have not, mostly."""
    assert writes_otherwise(words, marks_of(article, "More.")) == otherwise


def test_the_bullet_of_an_entry_stands_before_its_post() -> None:
    """Renderers of text leave it on a line of its own, as they do the number of one that is counted."""
    post = "   *\n\n   The bridge is open.\n   At last.\n   — Ada Quinlan (@ada) May 1, 2020"
    text = f"{PROSE}\n\n{post}\n\nMore."
    assert words_before(text, 0, text.index("—"), KNOWN)[0] == text.index("The bridge")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("橋が開いた。やっと渡れる！ありがとう。", ("橋が開いた。", "やっと渡れる！", "ありがとう。")),
        ("橋が開いた．やっと渡れる．", ("橋が開いた．", "やっと渡れる．")),
        ("橋は３．５キロ。「長い。」と言う。", ("橋は３．５キロ。", "「長い。」と言う。")),
        ("The bridge is 3.5 km long.It is.", ("The bridge is 3.5 km long.It is.",)),
    ],
)
def test_no_space_parts_the_sentences_of_chinese_and_japanese(text: str, parts: tuple[str, ...]) -> None:
    """A point ends one, also the full-width one of the sciences, but neither in a number nor in quotes."""
    assert Sentences(text, 0, len(text)).behind(0) == parts
