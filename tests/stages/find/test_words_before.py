"""Where the quoted words begin."""

from __future__ import annotations

import datetime as dt

import pytest

from embedarchive.stages.find.borders import Surroundings
from embedarchive.stages.find.languages import tongue
from embedarchive.stages.find.words_before import weight, words_before
from tests.stages.find.reading import mentions

DAY = dt.date(2020, 5, 1)


def words(text: str, day: dt.date | None = DAY) -> tuple[str, bool]:
    """Return the words before the last dash of a text, and whether their start is certain."""
    start, end, certain = words_before(text, 0, text.rindex("—"), Surroundings(day, tongue(text)))
    return text[start:end], certain


PROSE = (
    "The harbour authority had met for most of the night, and when its members came out into the rain "
    "they would say nothing to the reporters who had been waiting for them since the early evening."
)


@pytest.mark.parametrize(
    "text",
    [
        f"{PROSE}\n\n> The bridge stays open.\n>\n> Take care.\n>\n> — Ann",
        f"{PROSE}\n\n    The bridge stays open.\n\n    Take care.\n\n    — Ann (@a) May 1, 2020\n\n{PROSE}",
        f"* > The bridge stays open.\n>\n> Take care.\n>\n> — Ann\n{PROSE}",
    ],
)
def test_layout_decides_alone(text: str) -> None:
    """Quote marks and indentation hold a post of several paragraphs together, beyond doubt."""
    found, certain = words(text)
    assert found.startswith("The bridge stays open.")
    assert found.endswith("Take care.")
    assert certain


@pytest.mark.parametrize("number", ["#3:", "#3", "3.", "3)", "(3)"])
def test_the_number_of_an_entry_is_no_word_of_the_post(number: str) -> None:
    """Lists of posts number them; a hashtag has a letter."""
    post = "The bridge stays open, and whoever wants to cross it shall do so before the evening."
    above = f"{PROSE}\n— Ben (@b) May 1, 2020"
    text = f"{above}\n{number}\n{post}\n— Ann (@a) May 1, 2020\n"
    start, end, _ = words_before(text, len(above), text.rindex("—"), Surroundings(DAY, tongue(text)))
    assert text[start:end] == post


def test_a_post_ends_with_its_picture() -> None:
    """What stands behind the link to a picture, on lines of its own, is no part of that post."""
    above = f"{PROSE}\n— Ben (@b) May 1, 2020"
    post = "The bridge stays open, whatever they say. pic.twitter.com/AbCdEfGhIj"
    text = f"{above}\nLook pic.twitter.com/ZyXwVu9876\nThere is more.\n{post}\n— Ann (@a) May 1, 2020\n"
    start, end, _ = words_before(text, len(above), text.rindex("—"), Surroundings(DAY, tongue(text)))
    assert not text[start:end].startswith("Look")
    assert text[start:end].endswith(post)


def test_a_quotation_within_a_quotation_is_as_deep_as_its_dash() -> None:
    """A mail quotes the one it answers; what that one says of the post is not the post's."""
    text = "> On Friday he sent this:\n> > The bridge stays open.\n> > Take care.\n> > — Ann\n> Nice.\n"
    assert words(text) == ("The bridge stays open.\n> > Take care.", True)


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_list_within_a_set_in_post_is_the_posts(gap: str) -> None:
    """Its entries follow a line of the post at once; a list in a paragraph of its own is the article's."""
    post = "    It takes three things:\n    - a bridge\n    - a river"
    found, certain = words(f"{PROSE}\n\n{post}{gap}    — Ann (@a) May 1, 2020\n\n{PROSE}")
    assert found.startswith("It takes three things:")
    assert certain
    listed = f"{PROSE}\n\n    - a bridge\n    - a river\n\n    The bridge stays open.{gap}"
    assert words(f"{listed}    — Ann (@a) May 1, 2020\n\n{PROSE}")[0] == "The bridge stays open."


@pytest.mark.parametrize(
    "post",
    [
        "    7. Build the bridge before it is too late, and\n    take care of it.",
        "    - a bridge\n    - a river\n    are all it takes.",
    ],
)
def test_entries_at_once_before_the_words_are_the_posts(post: str) -> None:
    """A post of a thread begins with its number, and a post may begin with a list."""
    found, certain = words(f"{PROSE}\n\n{post}\n\n    — Ann (@a) May 1, 2020\n\n{PROSE}")
    assert " ".join(found.split()) == " ".join(post.split())
    assert certain


def test_a_list_between_blank_lines_of_a_set_in_post_leaves_a_doubt() -> None:
    """Where the block goes on above the list, it may be the post's, or the article quotes something first."""
    post = "    It takes three things:\n\n    - a bridge\n    - a river\n\n    All else is idle."
    assert not words(f"{PROSE}\n\n{post}\n\n    — Ann (@a) May 1, 2020\n\n{PROSE}")[1]


@pytest.mark.parametrize(
    "text",
    [
        f"{PROSE}\n\n  * The bridge stays open.\n\n    — Ann (@a) May 1, 2020\n\n{PROSE}",  # Inscriptis
        f"{PROSE}\n\n  • The bridge stays open.\n\n    — Ann (@a) May 1, 2020\n\n{PROSE}",  # Resiliparse
        f"{PROSE}\n\n-   The bridge stays\n      open.\n\n      — Ann (@a) May 1, 2020\n\n{PROSE}",  # Pandoc
        f"{PROSE}\n\n-   The bridge stays  \n    > open.\n    >\n    > — Ann (@a) May 1, 2020\n\n{PROSE}",
        f"{PROSE}\n\n  * Look:\n\n    The bridge stays open.\n\n    — Ann (@a) May 1, 2020\n\n{PROSE}",
    ],
)
def test_a_quotation_in_an_entry_of_a_list_begins_with_the_entry(text: str) -> None:
    """Its first line stands behind the bullet; what of the entry stands apart from it is the article's."""
    found, certain = words(text)
    assert " ".join(found.replace(">", "").split()) == "The bridge stays open."
    assert certain


@pytest.mark.parametrize("above", ["               The harbour", "           <b>open</b>\n           <i>"])
def test_what_is_set_in_deeper_than_a_set_in_post_is_none_of_it(above: str) -> None:
    """Lynx centres a page's title, Pandoc sets code in by four spaces and quotations by two."""
    text = (
        f"{above}\n\n     The bridge stays open.\n     Take care.\n     — Ann (@a) May 1, 2020\n\n   {PROSE}"
    )
    assert words(text) == ("The bridge stays open.\n     Take care.", True)


def test_an_entry_that_goes_on_is_a_list_of_the_articles_too() -> None:
    """Lynx breaks its lines: they belong to the list above a blank line, whose end leaves a doubt."""
    entries = f"     * {PROSE[:60]}\n       {PROSE[60:100]}\n     * Come and see"
    text = f"{entries}\n\n     The bridge stays open! #harbour\n     — Ann (@a) May 1, 2020\n\n   {PROSE}"
    assert words(f"   {PROSE}\n\n{text}")[0] == "The bridge stays open! #harbour"


@pytest.mark.parametrize("fence", ["```\n", "```text\n", "```\nopen()\n```\n", "> ```\n"])
def test_no_post_has_a_fence(fence: str) -> None:
    """Neither a block of code above is a post's, nor the fence of one in which it stands."""
    text = f"{PROSE}\n\n{fence}The bridge stays open.\n— Ann (@a) May 1, 2020\n"
    assert words(text)[0] == "The bridge stays open."
    assert words(f"{PROSE}\nUse ```open()``` here.\n— Ann (@a) May 1, 2020\n")[0] != "here."


def test_a_dash_that_alone_is_set_in_has_the_line_above() -> None:
    """Books print it so; a set-in block of its own, with nothing above it, has no words."""
    assert words(f"{PROSE}\n\nThe bridge stays open. #harbour\n    — Ann (@a) May 1, 2020\n\n{PROSE}")[0] == (
        "The bridge stays open. #harbour"
    )
    assert words(f"{PROSE}\n\n    — Ann (@a) May 1, 2020\n\n{PROSE}")[0] == ""


def test_a_new_page_sets_nothing_in() -> None:
    """Text of PDF files has a form feed before the first line of each page, here that of the dash."""
    post = "The bridge stays open. #harbour"
    assert words(f"{PROSE}\n\n{post}\n\n\f— Ann (@a) May 1, 2020\n\n{PROSE}")[0] == post
    set_in = (
        f"{PROSE}\n\n    The bridge stays open.\n\n\f    Take care.\n\n    — Ann (@a) May 1, 2020\n\n{PROSE}"
    )
    assert words(set_in)[0] == "The bridge stays open.\n\n\f    Take care."


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_paragraph_of_prose_is_left_out(gap: str) -> None:
    """A long paragraph before the words is the article's own."""
    assert (
        words(f"{PROSE}{gap}The bridge stays open. Take care.{gap}— Ann")[0]
        == "The bridge stays open. Take care."
    )


def test_lines_of_a_post_stay_together() -> None:
    """Short lines after a paragraph of prose are one post."""
    post = "The bridge stays open #harbour\nThe ferry does not.\nTake care pic.twitter.com/ZyXwVu9876"
    assert words(f"{PROSE}\n{post}\n— Ann")[0] == post


def test_another_script_begins_the_post() -> None:
    """Where the article changes its script, the post begins."""
    post = "پل کھلا رہے گا اور کشتی آج نہیں چلے گی، احتیاط کریں"
    found, _certain = words(f"{PROSE}\nThe harbour stayed shut.\n{post}\n(Part-2)#Harbour— Ann")
    assert found == f"{post}\n(Part-2)#Harbour"


def test_another_language_begins_the_post_within_a_line() -> None:
    """A German post in an English paragraph begins where the German does."""
    prose = "The mayor was not amused and said that she had not been asked by anyone in the city."
    post = "Die Brücke bleibt offen und das ist auch gut so, weil wir sie nicht bezahlt haben."
    assert words(f"{PROSE} {prose} {post} — Ann")[0] == post


def test_a_post_is_not_longer_than_posts_were() -> None:
    """Words of 2016 have 140 characters at most: what exceeds them is prose."""
    long = "The council met and talked about the bridge for an hour. " * 4
    found, certain = words(f"{long}It stays open. — Ann", dt.date(2016, 5, 1))
    assert weight(found) <= 160
    assert not certain


def test_links_weigh_what_x_counts() -> None:
    """A link in the text counts 23, one at the end and the names a reply begins with count nothing."""
    assert weight("see https://example.org/a/very/long/path?with=query now") == len("see ") + 23 + len(" now")
    assert weight("Open. https://t.co/AbCdEf1234 pic.twitter.com/ZyXwVu9876") == len("Open.")
    assert weight("@ann @bob Open.") == len("Open.")


def test_no_words_at_all() -> None:
    """A line that follows nothing attributes nothing."""
    assert words("— Ann")[0] == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("\ufeffThe dam holds.\n— Ann (@ann) May 1, 2020", "The dam holds."),
        ("* The dam holds again today. — Ann (@ann) May 1, 2020", "The dam holds again today."),
        ("- One dam\n- Two dams #dams — Ann (@ann) May 1, 2020", "- One dam\n- Two dams #dams"),
    ],
)
def test_what_a_file_or_a_list_puts_before_the_words_is_no_part_of_them(text: str, words: str) -> None:
    """The mark of UTF-8 and the bullet of one entry; a list of the post's own keeps its bullets."""
    (found,) = mentions(text)
    assert (found.claim.text, found.exact) == (words, text[text.index(words) :])


def test_a_headline_over_a_byline_or_in_columns_is_not_certain() -> None:
    """Words that end as no sentence does, with the day on a line below the name or with wide gaps."""
    for text in (
        "River rises over its banks\n\n— Ann Lee (@ann_lee)\nMay 1, 2020",
        "RIVER NEWS   Ann Lee (@ann_lee)   May 1, 2020   Environment",
    ):
        (found,) = mentions(text)
        assert not found.start_certain
    (found,) = mentions("River rises over all its banks! #river\n\n— Ann Lee (@ann_lee)\nMay 1, 2020")
    assert found.start_certain


@pytest.mark.parametrize("space", [" \u200f", "\u2028", "\v", "\f", "\x85", " \u200e \u200f"])
def test_what_a_layout_puts_before_the_dash_is_no_part_of_the_words(space: str) -> None:
    """Ends of lines of every kind, and a mark of direction by itself; one glued to a word is the author's."""
    (found,) = mentions(f"The dam holds.{space}— Ann (@ann) May 1, 2020")
    assert found.claim.text == "The dam holds."
    (found,) = mentions("السد صامد\u200f— Ann (@ann) May 1, 2020")
    assert found.claim.text == "السد صامد\u200f"


@pytest.mark.parametrize(
    "document",
    [
        "It rains.\n\n<p>The dam holds.</p>\n\n<p>&mdash; Ann (@ann) <a href='{url}'>May 1, 2020</a></p>\n",
        "It rains.\n\n<p lang=en>The dam holds.<br>\n&mdash; Ann (@ann) <a href={url}>May 1, 2020</a></p>\n",
        '<div class="x">The dam holds.</div>\n<cite>— Ann (@ann) <a href="{url}">May 1, 2020</a></cite>',
    ],
)
def test_pasted_tags_around_the_words_are_none_of_them(document: str) -> None:
    """Markdown may have markup, and a text may be markup under another name."""
    text = document.format(url="https://twitter.com/ann/status/1256000000000000000")
    (found,) = mentions(text, "article.md" if text.startswith("It") else "article.txt")
    assert (found.claim.text, found.post and found.post.id) == ("The dam holds.", "1256000000000000000")
