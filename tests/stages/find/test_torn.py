"""Lines whose words a renderer left out or put behind them, and links that pass over an embed."""

from __future__ import annotations

import pytest

from embedarchive.records import Mention, MentionKind
from embedarchive.stages.find import find

PROSE = (
    "The harbour master closed the pier on Monday, and boats had to wait outside.",
    "Crews worked through the night to free the two barges.",
    "By noon a first ferry was allowed to pass.",
)
"""Paragraphs of an article, not of posts."""


def attributed(text: str) -> list[Mention]:
    """Return the attributions of a text."""
    return [each for each in find(text) if each.kind is MentionKind.ATTRIBUTION]


def line(number: int) -> str:
    """Return an attribution line."""
    return f"— Pier Watch {number} (@pier_watch{number}) May {number}, 2020"


# --- The rest of the words behind the line ----------------------------------------------------------


def test_the_rest_of_a_torn_post_belongs_to_it() -> None:
    """The post's link tells that what stands behind the line is its own: with it the permalink is found."""
    text = (
        f"{PROSE[0]}\nThe pier is open.\n{line(1)}\nAt last!\n"
        f"See you there pic.x.com/ZyXwVu9876\n{PROSE[1]}\n"
    )
    (found,) = attributed(text)
    assert found.claim.text is not None
    assert found.claim.text.endswith("The pier is open.\nAt last!\nSee you there pic.x.com/ZyXwVu9876")
    assert found.links == ("https://pic.x.com/ZyXwVu9876",)
    assert found.exact == text[found.start : found.end]
    assert found.exact.endswith("pic.x.com/ZyXwVu9876")


def test_the_next_post_begins_behind_the_rest() -> None:
    """The words of the line that follows are its own."""
    text = (
        f"{PROSE[0]}\nOpen again.\n{line(1)}\nWhat a sight https://t.co/ZyXwVu9876\n"
        f"Not for us.\n{line(2)}\n{PROSE[1]}\n"
    )
    first, second = attributed(text)
    assert first.claim.text is not None and first.claim.text.endswith("https://t.co/ZyXwVu9876")
    assert second.claim.text == "Not for us."


@pytest.mark.parametrize(
    "behind",
    [
        "\nThe pier pic.x.com/ZyXwVu9876\n— Bob (@bob) May 2, 2020\n",  # the words of the next line
        "\nThe pier pic.x.com/ZyXwVu9876 — Bob (@bob) May 2, 2020\n",
        "\nThe pier pic.x.com/ZyXwVu9876\n— Bob, a reader, has sent it.\n",
        "\n\nThe pier pic.x.com/ZyXwVu9876\n",  # another paragraph
        "\nThe pier.\n\npic.x.com/ZyXwVu9876\n",
        f"\n{'The pier was long. ' * 30}pic.x.com/ZyXwVu9876\n",  # longer than a post
        "\n" + "The pier.\n" * 14 + "pic.x.com/ZyXwVu9876\n",
        "\nThe pier was long.\n",
        "\nThe pier was long.",
        "\n](https://x.com/a)\nThe pier pic.x.com/ZyXwVu9876\n",
        "",
    ],
)
def test_what_is_no_rest_stays_outside(behind: str) -> None:
    """Without a post's link, in a paragraph of its own, with a line of its own or too long it is no rest."""
    text = f"{PROSE[0]}\nThe pier is open.\n{line(1)}{behind}"
    assert attributed(text)[0].exact.endswith("May 1, 2020")


def test_words_that_have_their_link_are_whole() -> None:
    """X writes the link behind the last word: nothing of the post stands behind the line."""
    text = f"{PROSE[0]}\nOpen! pic.x.com/AbCdEf1234\n{line(1)}\nThe pier pic.x.com/ZyXwVu9876\n{PROSE[1]}\n"
    (found,) = attributed(text)
    assert found.exact.endswith("May 1, 2020")


def test_a_link_below_a_date_on_its_own_line_is_the_next_posts() -> None:
    """Writers that part all elements (`get_text("\\n")`) part a post's links from its words, too."""
    text = (
        f"{PROSE[0]}\nThe pier is open.\n— Pier Watch (@pier_watch)\nMay 1, 2020\n"
        f"The list:\nhttps://t.co/ZyXwVu9876\nis long.\n— Pier Watch (@pier_watch)\nMay 2, 2020\n{PROSE[1]}\n"
    )
    assert [each.claim.text for each in attributed(text)][1] == "The list:\nhttps://t.co/ZyXwVu9876\nis long."


def test_a_post_of_its_own_is_no_rest() -> None:
    """What markup or a permalink shows is its own mention."""
    text = (
        f"{PROSE[0]}\nOpen again.\n{line(1)}\nhttps://twitter.com/example/status/2018345678901234567\n"
        f"The pier pic.x.com/ZyXwVu9876\n{PROSE[1]}\n"
    )
    assert attributed(text)[0].exact.endswith("May 1, 2020")


# --- Words that were left out ------------------------------------------------------------------------


def test_paragraphs_of_the_article_are_no_words_where_a_line_has_none() -> None:
    """One line has nothing before it, and nothing before the others is a post's: all words were left out."""
    text = f"{line(1)}\n{PROSE[0]}\n{line(2)}\n{PROSE[1]}\n{line(3)}\n{PROSE[2]}\n"
    assert [(each.claim.text, each.exact, each.start_certain) for each in attributed(text)] == [
        (None, line(number), False) for number in (1, 2, 3)
    ]


def test_too_few_lines_tell_nothing() -> None:
    """Two lines, one with nothing before it, may stand behind a photograph's post and a post of words."""
    text = f"{line(1)}\n{PROSE[0]}\n{line(2)}\n{PROSE[1]}\n"
    assert [each.claim.text for each in attributed(text)] == [None, PROSE[0]]


def test_one_post_among_them_shows_that_words_are_kept() -> None:
    """A hashtag, a handle, a link of X or an emoji is what posts have."""
    text = f"{line(1)}\n{PROSE[0]}\n{line(2)}\nFree! #pier\n{line(3)}\n"
    assert [each.claim.text for each in attributed(text)] == [None, PROSE[0], "Free! #pier"]


@pytest.mark.parametrize(
    "before",
    [
        "Others did not want to believe it:",
        "Open the pier, they demanded.",
        "They spoke of “a day to remember.”",
        "他们要求开放码头。",
    ],
)
def test_words_that_end_as_prose_does_are_not_certain(before: str) -> None:
    """They may be the article's own, the post's being left out: nothing tells the two apart."""
    text = f"{PROSE[1]}\nFree! #pier\n{line(1)}\n{before}\n{line(2)}\n{PROSE[2]}\n"
    found = attributed(text)[1]
    assert (found.claim.text, found.start_certain) == (before, False)


@pytest.mark.parametrize(
    "words",
    ["Open the pier!", "Open the pier now", "Open the pier…", "Open the pier. #pier"],
)
def test_words_that_posts_have_may_be_certain(words: str) -> None:
    """A hashtag, a handle, or an end that prose does not have."""
    text = f"{PROSE[1]}\nFree! #pier\n{line(1)}\n{words}\n{line(2)}\n{PROSE[2]}\n"
    found = attributed(text)[1]
    assert (found.claim.text, found.start_certain) == (words, True)


def test_words_in_the_line_itself_may_be_certain() -> None:
    """Where the dash stands behind the words, no words were left out."""
    text = f"{PROSE[1]}\nFree! #pier {line(1)}\nOpen the pier. {line(2)}\n{PROSE[2]}\n"
    found = attributed(text)[1]
    assert (found.claim.text, found.start_certain) == ("Open the pier.", True)


def test_a_line_that_is_written_twice_is_one() -> None:
    """Nothing stands between the two, and the next words begin behind the second."""
    twice = f"{line(1)}\n{line(1)}"
    text = f"{PROSE[0]}\n\nThe pier is open again! #pier\n{twice}\nThe ferry came. #pier\n{line(2)}\n"
    assert [each.claim.text for each in attributed(text)] == [
        "The pier is open again! #pier",
        "The ferry came. #pier",
    ]


# --- Links that pass over an embed -------------------------------------------------------------------


@pytest.mark.parametrize(
    "skip",
    [
        "Skip Twitter post by @pier_watch1 ",
        "Skip twitter post 2 by @Pier_Watch1\n\n",
        "Skip X post by @pier_watch1\nAllow this? It may use cookies. Accept and continue\n",
    ],
)
def test_the_words_begin_behind_the_link_that_passes_over_them(skip: str) -> None:
    """However many sentences the post has, its beginning is certain."""
    words = "We are open. Nobody has to wait. Come and see."
    (found,) = attributed(f"{PROSE[0]} {skip}{words} {line(1)} Report\n{PROSE[1]}")
    assert (found.claim.text, found.start_certain) == (words, True)


def test_a_link_that_passes_over_another_post_says_nothing() -> None:
    """It must name the author of the line."""
    text = f"{PROSE[0]}\n\nSkip Twitter post by @someone_else\n\nOpen now, at last.\n{line(1)}\n"
    (found,) = attributed(text)
    assert not found.start_certain


def test_nothing_between_the_link_and_the_line_means_no_words() -> None:
    """The embed's words were left out."""
    (found,) = attributed(f"{PROSE[0]}\nSkip Twitter post by @pier_watch1\n{line(1)}\n")
    assert (found.claim.text, found.exact) == (None, line(1))
