"""What the lines of a text tell together of the words before each: one line, or more."""

from __future__ import annotations

import pytest

from embedarchive.records import Mention, MentionKind
from embedarchive.stages.find import find
from embedarchive.stages.find.attributions import attributions
from embedarchive.stages.find.habits import LISTED, ONE, SEVERAL, habits

ABOVE = "Readers could follow the night of the long bridge on the web"


def line(number: int, mark: str = "— ") -> str:
    """Return an attribution line."""
    return f"{mark}Bridge Post {number} (@bridge_post{number}) May {number}, 2020"


def told(text: str) -> list[str]:
    """Return what the lines of a text tell of each."""
    return habits(text, list(attributions(text)))


def attributed(text: str) -> list[Mention]:
    """Return the attributions of a text."""
    return [each for each in find(text) if each.kind is MentionKind.ATTRIBUTION]


# --- Beside a torn post -----------------------------------------------------------------------------


def test_a_heading_above_a_post_is_the_articles_where_posts_are_torn() -> None:
    """A writer that puts all but the first line of a post behind its dash leaves one line before it."""
    text = (
        f"{ABOVE}\nWho was there first\nI saw the first train at six\n{line(1)}\n"
        f"It is open\n{line(2)}\nAt last! pic.twitter.com/ZyXwVu9876\n"
    )
    first, second = attributed(text)
    assert first.claim.text == "I saw the first train at six"
    assert second.claim.text == "It is open\nAt last! pic.twitter.com/ZyXwVu9876"


def test_without_a_torn_post_nothing_is_told() -> None:
    """Two lines alone may have words of any number of lines before them."""
    text = f"{ABOVE}\nIt is open\n{line(1)}\nAt last!\n{line(2)}\n"
    assert told(text) == ["", ""]


# --- Glued dashes among others ----------------------------------------------------------------------


def test_a_post_whose_dash_is_glued_has_several_lines_where_others_are_not() -> None:
    """The dash of a one-line post stands below it, that of a longer one behind its last word."""
    text = (
        f"{ABOVE}\nI saw the first train\n{line(1)}\n"
        f"Nobody should walk on the ramp!\nThe railing is still wet{line(2)}\nThe town hall is content.\n"
    )
    _, second = attributed(text)
    assert second.claim.text == "Nobody should walk on the ramp!\nThe railing is still wet"


@pytest.mark.parametrize(
    ("glue", "expected"),
    [
        ("", ["", SEVERAL]),
        (" ", ["", ""]),  # in the line of the words, as most writers have it
        ("|", ["", ""]),  # a mark of the layout
        ("\n\n", ["", ""]),  # a paragraph of its own
    ],
)
def test_only_a_dash_right_behind_a_word_is_glued(glue: str, expected: list[str]) -> None:
    """A space, a bar or an empty line before a dash part it from the words."""
    assert told(f"{ABOVE}\nIt is open\n{line(1)}\nAt last{glue}{line(2)}\n") == expected


def test_where_all_dashes_are_glued_most_posts_are_one_line() -> None:
    """Most such writers keep no line end of a post; one that keeps empty lines keeps others, too."""
    assert told(f"{ABOVE}\nIt is open{line(1)}\nAt last{line(2)}\n") == [LISTED, LISTED]
    assert told(f"{ABOVE}\n\nIt is open{line(1)}\nAt last{line(2)}\n") == ["", ""]


def test_a_torn_post_is_one_line_before_its_dash_though_it_is_glued() -> None:
    """What stands behind its line is the rest: before it stands the first line alone."""
    text = f"{ABOVE}\nIt is open\n{line(1)}\nAt last{line(2)}\nSee you there pic.twitter.com/ZyXwVu9876\n"
    with_rest = [each._replace(rest=len(text)) if n else each for n, each in enumerate(attributions(text))]
    assert habits(text, with_rest) == [ONE, ONE]


def test_a_bar_ends_no_line_of_a_post() -> None:
    """In a list of posts of one line it is one of the author's."""
    text = f"{ABOVE}\n{posts()}".replace(
        "At last\n", "NOW | VIDEO - The first train has come at last #bridge\n"
    )
    assert attributed(text)[1].claim.text == "NOW | VIDEO - The first train has come at last #bridge"


# --- Links above the words --------------------------------------------------------------------------


def test_links_above_the_words_are_not_those_of_the_line_before() -> None:
    """Where the last post of an author has its link above it, those of the others stand there, too."""
    ids = ("1256000000000000000", "1256000000000000001")
    signed = "— Ann (@ann_lee) May 1, 2020"
    links = [f"https://x.com/ann_lee/status/{each}" for each in ids]
    above = f"{ABOVE}\n{links[0]}\nIt is open\n{signed}\n{links[1]}\nAt last\n{signed}\n"
    assert [each.post for each in attributed(above)] == [None, None]
    below = f"{ABOVE}\nIt is open\n{signed}\n{links[0]}\nAt last\n{signed}\n{links[1]}\n"
    named = [each.post.id for each in find(below) if each.claim.text and each.post]
    assert named == list(ids)


# --- Lists ------------------------------------------------------------------------------------------


def posts(separator: str = "\n", date: str = " ") -> str:
    """Return a list of four posts."""
    said = ("It is open", "At last", "See you there", "Not for me")
    return "".join(
        f"{words}\n{line(n).replace(') ', f'){date}')}{separator}" for n, words in enumerate(said, 1)
    )


def test_four_lines_are_a_list_of_posts_of_one_line() -> None:
    """Most posts in lists are one line; of those in single articles fewer are."""
    assert told(f"{ABOVE}\n{posts()}") == [LISTED] * 4
    assert told(f"{ABOVE}\n{posts()}".replace(line(4), "")) == [""] * 3


def test_an_empty_line_in_the_text_makes_it_no_such_list() -> None:
    """Where paragraphs are set apart, the lines of a post are not."""
    assert told(f"{ABOVE}\n\n{posts()}") == [""] * 4


def test_a_date_below_its_handle_shows_a_writer_that_parts_all_elements() -> None:
    """Such a writer parts the lines of a post, too."""
    assert told(f"{ABOVE}\n{posts(date=chr(10))}") == [""] * 4


def test_a_line_at_the_beginning_of_a_text_is_glued_to_nothing() -> None:
    """Its words were left out."""
    assert told(f"{line(1)}\nAt last\n{line(2)}\n") == ["", ""]
