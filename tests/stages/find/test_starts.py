"""The signs that tell where quoted words begin."""

from __future__ import annotations

import datetime as dt

import pytest

from embedarchive.stages.find.languages import tongue
from embedarchive.stages.find.quotes import weight, words_before
from embedarchive.stages.find.starts import Region, likeliest, places
from embedarchive.stages.find.weights import GAPS, KINDS, SIGNS, Place, rate

DAY = dt.date(2020, 5, 1)
PROSE = (
    "The harbour authority had met for most of the night, and when its members came out into the rain "
    "they would say nothing to the reporters who had been waiting for them since the early evening."
)


def at(text: str) -> Place:
    """Return the place marked `|` in a text whose words end at the last dash."""
    before, _, after = text.partition("|")
    whole = before + after
    dash = whole.rindex("—")
    region = Region(whole, 0, len(whole[:dash].rstrip()), "floor", dash, tongue(whole))
    (found,) = [place for place in places(region, 10_000, weight) if place.at == len(before)]
    return found


SHOWN = {
    "a colon before": f"{PROSE} She wrote: |The bridge is open. — A",
    "the article speaks of a post": f"{PROSE}\nShe tweeted it at once.\n|The bridge is open.\n— A",
    "the line before ends as a sentence": f"{PROSE}\n|The bridge is open.\n— A",
    "a long line before": f"{PROSE}\n|The bridge is open.\n— A",
    "a long sentence before": f"{PROSE} |The bridge is open. — A",
    "what stands before goes on": "It was said of the\n|Bridge that it is open.\n— A",
    "a link or a handle alone before": "Look at\n@bridge\n|The bridge is open.\n— A",
    "a short link before": "It is here: https://t.co/AbCdEfGhIj\n|The bridge is open.\n— A",
    "a date before": "The Daily Bridge, 2019\n|The bridge is open.\n— A",
    "handles, hashtags, links or emoji before": "So said @bridge of it.\n|The bridge is open.\n— A",
    "none of these behind": "So said @bridge of it.\n|The bridge is open.\n— A",
    "none of these in the first line, some later": "Open.\n|The bridge is open.\nAll of it #bridge\n— A",
    "begins with a handle, a hashtag, RT": f"{PROSE} |@bridge Are you open? — A",
    "begins with BREAKING and the like": f"{PROSE} |BREAKING: the bridge is open. — A",
    "begins with an emoji": f"{PROSE} |\U0001f6a7 The bridge is open. — A",
    "begins with a quotation behind a colon": "The mayor: |“The bridge is open.” — A",
    "begins with a small letter": f"{PROSE}\n|and the bridge is open.\n— A",
    "begins as a list does": f"{PROSE}\n|• the bridge is open.\n— A",
    "a number of a list alone before": f"{PROSE}\n#3:\n|The bridge is open.\n— A",
    "begins with a link or a handle alone": f"{PROSE}\n|#bridge\nis open.\n— A",
    "the same where lines are broken": "look at\nthe new\n|#bridge\nis open.\n— A",
    "nothing but a link or a handle": f"{PROSE}\n|https://t.co/AbCdEfGhIj\n— A",
    "two letters glued, as in AfD": "The |AfD is not open. — A".replace("|AfD", "Af|D"),
    "between quotation marks": "The mayor said “It is so. |The bridge is open.” That was all. — A",
    "a picture's link and more lines within": "|Look! pic.twitter.com/AbCdEfGhIj\nThe bridge is open.\n— A",
    "paragraphs within": f"{PROSE}\n\n|The bridge is open.\n\nTake care.\n\n— A",
    "paragraphs within, the dash in its own": f"{PROSE}\n\n|The bridge is open.\n\nTake care.\n\n— A",
    "one line behind an attribution": "|The bridge is open.\n— A",
    "leaves the article's language": f"{PROSE} {PROSE} |Die Brücke ist offen und das ist gut für uns. — A",
    "changes the language": f"Die Brücke ist offen und das ist gut für uns. |{PROSE} {PROSE} — A",
    "begins in another language than it ends in": f"{PROSE}\n|It is for you and we do it\nМост открыт.\n— A",
    "less than 12 characters": f"{PROSE} |Open. — A",
    "less than 30 characters": f"{PROSE}\n|The bridge is open.\n— A",
    "less than 30 characters within a line": f"{PROSE} |The bridge is open. — A",
}
"""Each sign and a text in which it is there, at the place marked `|`."""


@pytest.mark.parametrize("name", SHOWN)
def test_each_sign_is_seen_where_it_stands(name: str) -> None:
    """A sign of the table shows itself in its example, with a value from 0 to 1."""
    (sign,) = [sign for sign in SIGNS if sign.name == name]
    assert 0 < sign.at(at(SHOWN[name])) <= 1


def test_every_sign_has_an_example_and_a_weight() -> None:
    """No sign is without meaning; the one about length needs a limit and has its own test."""
    assert {sign.name for sign in SIGNS} == {*SHOWN, "as long as a post may be"}
    assert all(sign.weight for sign in SIGNS)
    assert all(len(weights) == len(GAPS) for weights in KINDS.values())


def test_a_place_is_rated_by_the_sum_of_its_signs() -> None:
    """The rating is the worth of the kind and all weights that apply, nothing else."""
    place = at(f"{PROSE}\n|The bridge is open.\n— A")
    signs = sum(sign.weight * sign.at(place) for sign in SIGNS)
    assert rate(place) == pytest.approx(KINDS["line"][GAPS.index("line")] + signs)


def test_a_post_that_fills_the_limit_is_likelier() -> None:
    """Where one place gives just what a post may have, that speaks for it."""
    text = "One two three four five six seven.\nEight nine ten eleven twelve thirteen.\n— A"
    region = Region(text, 0, text.index("\n—"), "top", text.index("—"), tongue(text))
    full = {place.at: place.share > 0.9 for place in places(region, 76, weight)}
    assert full == {0: True, 35: False}


def test_a_sole_place_is_certain_and_an_even_choice_is_not() -> None:
    """Certainty is the probability among all places that are within reach."""
    sole = "The bridge is open for everyone."
    found = likeliest(Region(sole, 0, len(sole), "top", len(sole), tongue(sole)), 280, weight)
    assert found == (0, True)
    even = "It rained. " + "The bridge is open now. " * 6
    found = likeliest(Region(even, 0, len(even) - 1, "low", len(even), tongue(even)), 280, weight)
    assert found is not None
    assert not found[1]


def test_words_longer_than_any_post_have_no_start() -> None:
    """A text without a place within reach gives its last line, in doubt."""
    text = "x" * 900 + " —"
    assert words_before(text, 0, len(text) - 1, DAY, tongue(text)) == (0, 900, False)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"{PROSE}\n> The bridge is open.\n[> pic.twitter.com/AbCdEfGhIj\n](https://t.co/AbCdEfGhIj)\n> — A",
         "The bridge is open.\n[> pic.twitter.com/AbCdEfGhIj"),
        (f"{PROSE}\n\n> The bridge is open: https://t.co/AbCdEfGhIj (https://t.co/AbCdEfGhIj)\n> — A",
         "The bridge is open: https://t.co/AbCdEfGhIj"),
        (f"{PROSE} {PROSE} @bridge The U.S. Embassy and the AfD“ were there, too. — A",
         "@bridge The U.S. Embassy and the AfD“ were there, too."),
    ],
)  # fmt: skip
def test_what_writers_of_text_do_to_links_and_names(text: str, words: str) -> None:
    """Quote marks in links, repeated addresses, initials and camel case mislead nobody."""
    start, end, _ = words_before(text, 0, text.rindex("—"), DAY, tongue(text))
    assert text[start:end] == words
