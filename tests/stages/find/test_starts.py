"""The signs that tell where quoted words begin."""

from __future__ import annotations

import datetime as dt
import math
import textwrap

import pytest

from embedarchive.stages.find.beginning import Beginning
from embedarchive.stages.find.borders import (
    Surroundings,
    border,
    border_behind,
    calls,
    given_name,
    is_named,
    names_of,
)
from embedarchive.stages.find.habits import LISTED, ONE, SEVERAL
from embedarchive.stages.find.languages import tongue
from embedarchive.stages.find.starts import SURE, Region, likeliest, places
from embedarchive.stages.find.weights import GAPS, KINDS, SIGNS, rate
from embedarchive.stages.find.words_before import weight, words_before

DAY = dt.date(2020, 5, 1)
PROSE = (
    "The harbour authority had met for most of the night, and when its members came out into the rain "
    "they would say nothing to the reporters who had been waiting for them since the early evening."
)

FOLDED = "\n".join(textwrap.wrap(f"{PROSE} {PROSE}", 60)[:-1])
"""Prose in lines of one width, the last of them full, too."""


def at(text: str) -> Beginning:
    """Return the place marked `|` in a text whose words end at the last dash."""
    before, _, after = text.partition("|")
    whole = before + after
    dash = whole.rindex("—")
    names = names_of("Ada Quinlan", "ada")
    known = Surroundings(
        None, tongue(whole), names, border_behind(whole, dash + 3), given_name("Ada Quinlan")
    )
    region = Region(whole, 0, len(whole[:dash].rstrip()), "floor", dash, known)
    (found,) = [place for place in places(region, 10_000, weight) if place.at == len(before)]
    return found


CUT = (
    "The bridge is open again after eleven weeks of work, and nobody in the whole of the town is as glad of "
    "it as my d"
)
"""What 140 characters leave where X's sign of what is cut and a link follow."""
KNOWN = Surroundings(None, tongue(PROSE))
SHOWN = {
    "a colon before": f"{PROSE} She wrote: |The bridge is open. — A",
    "the article speaks of a post": f"{PROSE}\nShe tweeted it at once.\n|The bridge is open.\n— A",
    "the line before ends as a sentence": f"{PROSE}\n|The bridge is open.\n— A",
    "a long line before": f"{PROSE}\n|The bridge is open.\n— A",
    "what stands before goes on": "It was said of the\n|Bridge that it is open.\n— A",
    "a link or a handle alone before": "Look at\n@bridge\n|The bridge is open.\n— A",
    "a date before": "The Daily Bridge, 2019\n|The bridge is open.\n— A",
    "handles, hashtags, links or emoji before": "So said @bridge of it.\n|The bridge is open.\n— A",
    "none of these behind": "So said @bridge of it.\n|The bridge is open.\n— A",
    "begins with a handle, a hashtag, RT": f"{PROSE} |@bridge Are you open? — A",
    "begins with BREAKING and the like": f"{PROSE} |BREAKING: the bridge is open. — A",
    "begins with an emoji": f"{PROSE} |\U0001f6a7 The bridge is open. — A",
    "begins with a quotation behind a colon": "The mayor: |“The bridge is open.” — A",
    "begins with a small letter": f"{PROSE}\n|and the bridge is open.\n— A",
    "begins as a list does": f"{PROSE}\n|• the bridge is open.\n— A",
    "a number or a bullet of a list alone before": f"{PROSE}\n#3:\n|The bridge is open.\n— A",
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
    "hardly a letter but in handles, hashtags and links": f"{PROSE}\n|#bridge #river see @it\n— A",
    "sentences within": f"{PROSE}\n|It is open. It really is.\n— A",
    "a border as strong as behind the date": f"{PROSE}\n\n|The bridge is open. — A\n\nNobody came.",
    "the author is named before": "So said Ms Quinlan.\n|The bridge is open.\n— A",
    "called by the given name in the sentence before": f"{PROSE} So Ada said. |The bridge is open. — A",
    "a hashtag left out": f"{PROSE}\nAll open #bridge\nAt last.\n|The bridge is open.\n— A",
    "an emoji left out": f"{PROSE}\nAll open \U0001f6a7\nAt last.\n|The bridge is open.\n— A",
    "as long as words are that X cuts off at 140": f"{PROSE}\n|{CUT}… https://t.co/AbCdEfGhIj\n— A",
    "cut off so, and not as long": f"{PROSE}\n|The bridge is op… https://t.co/AbCdEfGhIj\n— A",
    "quotation marks left out that are not the article's": "It isn't.\n|So it is.\n— A\n\n“It’s”, they said.",
    "three points first": f"{PROSE}\n|Well... the bridge is open. At last.\n— A",
    "a question first": f"{PROSE} |Is the bridge open? It is. — A",
    "prose first, then a hashtag and the like": f"{PROSE}\n|The bridge is open.\nAt last #bridge\n— A",
    "a long line of prose first": f"Oh.\n|{PROSE}\nThe bridge is open #bridge\n— A",
    "begins as one speaks of oneself": f"{PROSE} |I’m on the bridge. — A",
    "speaks of a post itself": f"{PROSE}\n|She tweeted it at once.\nThe bridge is open.\n— A",
    "parts within": f"{PROSE}\n|The bridge is open. At last.\n— A",
    "long lines": f"{PROSE}\n|The bridge is open.\n— A",
    "one paragraph's end within": f"{PROSE}\n\n|The bridge is open.\n\nTake care.\n\n— A",
    "an enumeration goes on": f"{PROSE}\nWhat helps:\n1. To wait.\n|2. To swim.\n— A",
    "more than one empty line before, the dash beside the words": f"{PROSE}\n\n\n|The bridge is open. — A",
    "the line before is full": f"{FOLDED}\n|the bridge is open\nat last.\n— A",
    "the line before has room": f"{FOLDED}\nat last.\n|The bridge is open,\nand all may go.\n— A",
    "a hashtag or the like in each paragraph": f"{PROSE}\n\n|Open! #bridge\n\nTake care @river\n\n— A",
}
"""Each sign and a text in which it is there, at the place marked `|`."""
OF_LENGTH = ("cut off, and as long as a post may be", "nearly as long as a post may be")
OF_LINES = {
    ONE: "a line's end within, posts being torn",
    SEVERAL: "a line's end within, the dash glued",
    LISTED: "a line's end within, in a list",
}
"""What the lines of a text tell together of the words, and the sign of it."""


@pytest.mark.parametrize("name", SHOWN)
def test_each_sign_is_seen_where_it_stands(name: str) -> None:
    """A sign of the table shows itself in its example, with a value from 0 to 1."""
    (sign,) = [sign for sign in SIGNS if sign.name == name]
    assert 0 < sign.at(at(SHOWN[name])) <= 1


@pytest.mark.parametrize(
    "gap", ["\n\n|The bridge is open. — A", "\n\n\n\n|The bridge is open.\n\n— A", "\n\n\n|Open.— A"]
)
def test_a_place_is_far_only_where_empty_lines_tell_it(gap: str) -> None:
    """One empty line parts paragraphs; a dash below the words, or glued to them, shows another writer."""
    assert not at(f"{PROSE}{gap}").far


@pytest.mark.parametrize(
    "text",
    [
        f"{PROSE}\n|1. To wait.\n2. To swim.\n— A",  # the first entry
        f"{PROSE}\n1. To wait.\n|3. To swim.\n— A",  # of another list
        f"{PROSE}\n1. To wait.\n|2020. So it was.\n— A",
        f"{PROSE}\n1. To wait.\n|To swim.\n— A",
    ],
)
def test_what_does_not_go_on_counting_may_begin_a_post(text: str) -> None:
    """Only an entry whose number is the next one."""
    assert not at(text).counted


@pytest.mark.parametrize("number", ["2.", "(2)", "2)", "2/"])
def test_no_post_begins_behind_the_number_of_its_own_entry(number: str) -> None:
    """In one line of text the number stands before a place, as the end of a sentence does."""
    first = number.replace("2", "1")
    assert at(f"{PROSE} What helps: {first} To wait. |{number} To swim. — A").counted


def test_within_a_line_a_place_has_the_language_of_its_own_sentence() -> None:
    """What stands behind that sentence is another's, though the line has more of it."""
    german = "Die Brücke ist offen und das ist gut für uns, und wir sind nicht zu halten, so ist es."
    line = f"{PROSE} {PROSE} They looked at it for the rest of the day."
    assert not at(f"{line} |It is so and it was not. {german} — A").leaves
    assert at(f"{line} It is so and it was not. |{german} — A").leaves


def test_what_other_lines_tell_moves_a_start_but_makes_none_certain() -> None:
    """The start would be certain by its probability, and is not without what the lines tell."""
    text = f"{PROSE}\nThey looked on.\nWe are so glad to see you all @bridge https://t.co/AbCdEfGhIj\n— A"
    alone = Region(text, 0, text.rindex("\n"), "top", text.rindex("—"), KNOWN)
    told = alone._replace(around=KNOWN._replace(habit=ONE))
    rates = [rate(place) for place in places(told, 280, weight)]
    assert sum(math.exp(each - max(rates)) for each in rates) < 1 / SURE
    assert likeliest(told, 280, weight) == (text.index("We are"), False)
    assert likeliest(alone, 280, weight) == (text.index("We are"), False)


@pytest.mark.parametrize("habit", OF_LINES)
def test_a_line_end_within_is_seen_where_the_lines_of_the_text_tell_of_it(habit: str) -> None:
    """Words of one line have none, and where the lines tell something else it is another sign."""
    (sign,) = [sign for sign in SIGNS if sign.name == OF_LINES[habit]]
    within, last = at(f"{PROSE}\n|It is open.\nAt last\n— A"), at(f"{PROSE}\nIt is open.\n|At last\n— A")
    assert [sign.at(place._replace(habit=habit)) for place in (within, last)] == [True, False]
    assert not any(sign.at(within._replace(habit=other)) for other in {"", *OF_LINES} - {habit})


def test_every_sign_has_an_example_and_a_weight() -> None:
    """No sign is without meaning; those about length need a limit and have their own test, as have habits."""
    assert {sign.name for sign in SIGNS} == {*SHOWN, *OF_LENGTH, *OF_LINES.values()}
    assert all(sign.weight for sign in SIGNS)
    assert all(len(weights) == len(GAPS) for weights in KINDS.values())


def test_a_place_is_rated_by_the_sum_of_its_signs() -> None:
    """The rating is the worth of the kind and all weights that apply, nothing else."""
    place = at(f"{PROSE}\n|The bridge is open.\n— A")
    signs = sum(sign.weight * sign.at(place) for sign in SIGNS)
    assert rate(place) == pytest.approx(KINDS["line"][GAPS.index("line")] + signs)


@pytest.mark.parametrize(
    ("between", "strength"),
    [("", 0), (" ", 1), ("  ", 2), ("|", 2), (" \n", 3), ("\n\n", 4), ("|\n|", 4)],
)
def test_an_empty_line_is_the_strongest_border(between: str, strength: int) -> None:
    """A bar at a line's end is a text between two elements: an end of a block, too."""
    assert border(between) == strength
    assert border_behind(f"2019{between}Then", 4) == strength
    assert border_behind(f"2019{between}", 4) is None


def test_a_weaker_border_than_behind_the_date_is_none() -> None:
    """Where an empty line ends the post, a line within it does not begin it."""
    text = f"{PROSE}\n\nThe bridge is open.\n|It will stay so. — A\n\nNobody came."
    assert not at(text).strong


def test_an_author_is_called_by_the_name_its_last_word_or_the_handle() -> None:
    """Emoji are no part of it, and what is too short could be any word."""
    assert names_of("Ada \U0001f309 Quinlan", "ada") == ("ada quinlan", "quinlan")
    assert names_of("Li", "LiBuilds") == ("libuilds",)
    assert is_named(["quinlan"], "As QUINLAN said")
    assert not is_named([], "As Quinlan said")


def test_bars_with_a_line_end_between_part_paragraphs() -> None:
    """So does `get_text("|")` print two elements; a bar alone parts texts of one element, too."""
    text = f"Home|\n|{PROSE}|\n|The |#bridge| is open. — A"
    region = Region(text, 0, len(text) - 4, "top", len(text) - 3, Surroundings(None, tongue(text)))
    found = {text[place.at :][:4]: place.kind for place in places(region, 280, weight)}
    assert found["The "] == "paragraph"
    assert found["#bri"] == "bar"


@pytest.mark.parametrize(
    ("ending", "limit", "seen"),
    [
        ("seven… https://t.co/AbCdEfGhIj", 71, OF_LENGTH[0]),
        ("seven... pic.twitter.com/AbCdEfGhIj", 76, OF_LENGTH[0]),
        ("seven.", 78, OF_LENGTH[1]),
    ],
)
def test_a_post_that_fills_the_limit_is_likelier(ending: str, limit: int, seen: str) -> None:
    """X cuts what is longer, and most who write long write nearly as much as they may."""
    text = f"Eight nine ten eleven twelve thirteen.\nOne two three four five six {ending}\n— A"
    region = Region(text, 0, text.index("\n—"), "top", text.index("—"), Surroundings(None, tongue(text)))
    (sign,) = [sign for sign in SIGNS if sign.name == seen]
    assert [place.at for place in places(region, limit, weight) if sign.at(place)] == [0]


def test_a_sole_place_is_certain_and_an_even_choice_is_not() -> None:
    """Certainty is the probability among all places that are within reach."""
    sole = "The bridge is open for everyone."
    found = likeliest(
        Region(sole, 0, len(sole), "top", len(sole), Surroundings(None, tongue(sole))), 280, weight
    )
    assert found == (0, True)
    even = "It rained. " + "The bridge is open now. " * 6
    found = likeliest(
        Region(even, 0, len(even) - 1, "low", len(even), Surroundings(None, tongue(even))), 280, weight
    )
    assert found is not None
    assert not found[1]


def test_a_start_with_hardly_a_letter_behind_it_is_never_certain() -> None:
    """The line of hashtags that ends a post looks like a post, too."""
    text = f"{PROSE}\n\n#bridge #river pic.twitter.com/AbCdEfGhIj — A"
    region = Region(text, text.index("#"), len(text) - 4, "floor", len(text) - 3, KNOWN)
    assert likeliest(region, 280, weight) == (text.index("#"), False)
    said = text.replace("#bridge", "The bridge is open")
    region = Region(said, said.index("The bridge"), len(said) - 4, "floor", len(said) - 3, KNOWN)
    assert likeliest(region, 280, weight) == (said.index("The bridge"), True)


def test_a_start_within_a_line_is_never_certain() -> None:
    """Nothing marks where a heading ends that is glued to the words, nor where a sentence ends in Thai."""
    for text in (
        "สะพานปิดทั้งวัน! #สะพาน เปิดแล้ว ไปกันเถอะ — A",
        f"{PROSE} #bridge The bridge is open at last — A",
    ):
        region = Region(text, text.index("#"), len(text) - 4, "floor", len(text) - 3, KNOWN)
        assert likeliest(region, 280, weight) == (text.index("#"), True)
        found = likeliest(region._replace(low=0, edge="low"), 280, weight)
        assert found is not None
        assert not found[1]


def test_a_full_width_colon_ends_what_introduces() -> None:
    """A space may follow it, where another language begins."""
    text = "关于这座桥有很多讨论： The bridge is open for everyone. — A"
    region = Region(text, 0, len(text) - 4, "top", len(text) - 3, Surroundings(None, tongue(text)))
    assert text.index("The") in [place.at for place in places(region, 280, weight)]


def test_an_author_is_called_by_the_given_name() -> None:
    """As a word of its own, and not where it is so short that it could be any."""
    assert given_name("\U0001f309 Ada-Lou Quinlan") == "Ada-Lou"
    assert given_name("Al Quinlan") == ""
    assert given_name("\U0001f309") == ""
    assert calls("Ada", "So said Ada:")
    assert not calls("Ada", "So said Adam:")
    assert not calls("", "So said Ada:")


def test_words_longer_than_any_post_have_no_start() -> None:
    """A text without a place within reach gives its last line, in doubt."""
    text = "x" * 900 + " —"
    assert words_before(text, 0, len(text) - 1, Surroundings(DAY, tongue(text))) == (0, 900, False)


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
    start, end, _ = words_before(text, 0, text.rindex("—"), Surroundings(DAY, tongue(text)))
    assert text[start:end] == words


@pytest.mark.parametrize("words", ["COPY --from=bridge /open", "BRIDGE is open", "Breaking: it is open"])
def test_what_is_not_loud_is_no_alarm(words: str) -> None:
    """Neither a command with its option, nor a word in capitals by itself."""
    (sign,) = [sign for sign in SIGNS if sign.name == "begins with BREAKING and the like"]
    assert not sign.at(at(f"{PROSE}\n|{words}\n— A"))
    assert sign.at(at(f"{PROSE}\n|BREAKING - it is open\n— A"))
