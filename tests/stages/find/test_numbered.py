"""Numbered headings of lists of posts."""

from __future__ import annotations

import pytest

from embedarchive.stages.find import find
from embedarchive.stages.find.numbered import headings

WORDS = ("The pier is open", "Nobody waits for the ferry any more", "Three barges. And a boat. And rain")
"""Nothing in them tells where they begin."""


def listed(*numbers: str) -> str:
    """Return a list of posts with the headings."""
    items = zip(numbers, WORDS, strict=True)
    return "These are the posts of the day.\n" + "".join(
        f"{number}\n{words}\n— Pier Watch {at} (@pier_watch{at}) May {at}, 2020\n"
        for at, (number, words) in enumerate(items, 1)
    )


@pytest.mark.parametrize(
    "numbers",
    [
        ("#1:", "#2:", "#3:"),
        ("#1: Who would have thought", "#2: Rain, rain", "#3: *opens the window*"),
        ("9.", "8.", "7."),
        ("11)", "12)", "13)"),
        (" #1", " #2 ", " #3 Rain"),
    ],
)
def test_the_words_begin_behind_a_numbered_heading(numbers: tuple[str, ...]) -> None:
    """The headings are not the posts'."""
    assert [each.claim.text for each in find(listed(*numbers))] == list(WORDS)


@pytest.mark.parametrize(
    "text",
    [
        listed("#1:", "#2:", "What else?"),  # too few
        listed("#1:", "#3:", "#2:"),
        listed("#1:", "#3:", "#5:"),
        listed("1. Rain", "2. Sun", "3. Snow"),  # a list in a post is as likely
        listed("1", "2", "3"),
        listed("#1st", "#2nd", "#3rd"),
    ],
)
def test_other_numbers_are_no_headings(text: str) -> None:
    """They do not count, have no sign, or are too few."""
    assert headings(text) == []


def test_a_new_list_begins_where_the_numbers_jump() -> None:
    """Each list needs its own three headings."""
    text = "#1\na\n#2\nb\n#3\nc\n#1\nd\n#2\ne\n7.\nf\n8.\ng\n9.\nh"
    assert [text[:end].rpartition("\n")[2] for end in headings(text)] == ["#1", "#2", "#3", "7.", "8.", "9."]


def test_a_numbered_line_with_nothing_behind_it_is_the_words() -> None:
    """Posts that count are posts."""
    text = "".join(f"#{at} rule: no rain\n— Pier Watch (@pier_watch) May {at}, 2020\n" for at in (1, 2, 3))
    assert [each.claim.text for each in find(text)] == [f"#{at} rule: no rain" for at in (1, 2, 3)]


def test_the_rest_of_a_post_ends_at_a_heading() -> None:
    """What stands behind the next heading belongs to the next post."""
    text = (
        "#1:\nOpen again.\n— Pier Watch (@pier_watch) May 1, 2020\n#2:\nRain pic.x.com/ZyXwVu9876\n"
        "#3:\nSnow.\n— Pier Watch (@pier_watch) May 3, 2020\n"
    )
    assert [each.claim.text for each in find(text) if each.claim.name] == ["Open again.", "Snow."]
