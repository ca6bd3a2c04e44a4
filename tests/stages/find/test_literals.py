"""Where a page's literals stand saves work; it never changes what is found."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embedarchive.platforms import MARKS, PLATFORMS
from embedarchive.stages.find import find
from embedarchive.stages.find.literals import NEGATED, OTHERS, held, parts_of
from embedarchive.stages.find.locating import SHORT, places_by_automaton
from embedarchive.stages.find.locating import literals as all_literals
from embedarchive.stages.literal_places import lowered, places_by_search
from embedarchive.stages.page import parse

POST = "https://twitter.com/Board/status/1356789012345678901"
LINE = f'<p lang="en">The bridge</p>— Board (@Board) <a href="{POST}">February 2, 2021</a>'
PIECES = st.sampled_from(
    [
        f'<blockquote class="twitter-tweet">{LINE}</blockquote>',
        f'<BLOCKQUOTE CLASS="twitter-tweet">{LINE}</BLOCKQUOTE>',
        f'<blockquote class="twitter&#45;tweet">{LINE}</blockquote>',
        f'<script>var a = "\\u003cblockquote class=twitter-tweet>{LINE}\\u003c/blockquote>"</script>',
        f'<!-- <blockquote class="twitter-tweet">{LINE}</blockquote> -->',
        f"<template><blockquote class='twitter-tweet'>{LINE}</blockquote></template>",
        f"<p>{POST}</p>",
        f'<div data-embed="{POST}"></div>',
        '<amp-twitter data-tweetid="1356789012345678901"></amp-twitter>',
        '<iframe data-src="https://www.youtube.com/embed/abcDEF_-123"></iframe>',
        '<iframe src="https://www.youtube.com/embed/abcDEF_-124"></iframe>',
        '<a href="https://t.co/DdqVUnObjg">a link</a> pic.twitter.com/kfPNrRDYk8 ',
        '<script>"https:\\/\\/t.co\\/AbcdefghiJ"</script>',
        "{{< tweet 1356789012345678901 >}}",
        "[embed]https://www.youtube.com/watch?v=abcDEF_-125[/embed] ",
        "<p>Words. — Ann (@ann_b) February 2, 2021</p>",
        '<div data-later="https://www.tiktok.com/embed/v2/7107337212743830830"></div>',
        '<script>{"@type":"SocialMediaPosting","url":"https:\\/\\/x.com\\/Board\\/status\\/1356789012345678902"}</script>',
        '<script>{"tweetId":"1356789012345678903"}</script>',
        *("<p>", "</p>", "<div>", "</div>", "<!--", "-->", "<script>", "</script>", "&#x200b;", "\n"),
    ]
)


@settings(max_examples=150)
@given(st.lists(PIECES, max_size=8).map("".join))
def test_what_tells_places_changes_nothing(markup: str) -> None:
    """A page long enough for the automaton has the mentions of a short one, in the same places."""
    page = f"<!doctype html><html><body>{markup}</script>-->"
    assert find(parse(page + " " * SHORT, places_by_automaton)) == find(parse(page))


RULES = [rule.selector for site in PLATFORMS.values() for rule in site.embeds]


@pytest.mark.parametrize("selector", [*RULES, *OTHERS])
def test_every_selector_needs_a_literal(selector: str) -> None:
    """A rule is asked only where one of its literals stands, so each of its parts has one, in lower case."""
    literals = [part.literal for part in parts_of(selector)]
    assert all(literal and literal == literal.lower() and literal in all_literals() for literal in literals)
    assert ", ".join(part.selector for part in parts_of(selector)) == selector


BARE = [
    (site.name, selector.strip().lower(), rule.attributes)
    for site in PLATFORMS.values()
    for rule in site.embeds
    if site.name in MARKS and rule.attributes
    for selector in NEGATED.sub("", rule.selector).split(",")
]


@pytest.mark.parametrize(("platform", "selector", "attributes"), BARE)
def test_what_names_a_post_by_a_bare_id_has_a_mark(
    platform: str, selector: str, attributes: tuple[str, ...]
) -> None:
    """Else the rule is not asked where nothing else names its platform. ARVE's attribute is an address."""
    marked = any(mark in selector for mark in MARKS[platform])
    assert marked or attributes == ("data-iframe",)


def test_a_literal_is_the_longest_word_that_must_stand_in_the_source() -> None:
    """What follows `:not` says nothing; a bare element is known by its tag; classes are whole."""
    assert parts_of("blockquote:not(.twitter-tweet)")[0][1:] == ("<blockquote", False)
    frame, card = parts_of('iframe[src*="platform.x.com/embed/"], .tweet')
    assert frame == ('iframe[src*="platform.x.com/embed/"]', "platform.x.com/embed/", False)
    assert card == (".tweet", "tweet", True)


def test_only_those_parts_of_a_selector_are_asked_that_may_name_something() -> None:
    """A class of which the page has but a longer one names nothing."""
    page = parse("<p class='tweet-list' data-tweet=1><b class=tweet>")
    assert held(page, ".tweet, .twitter-embed, [data-tweet], iframe[src]") == ".tweet, [data-tweet]"
    assert held(parse("<p class='tweet-list'>"), ".tweet") == ""
    assert held(parse("<p class='&#x74;weet'>"), ".tweet, [data-tweet]") == ".tweet, [data-tweet]"


@pytest.mark.parametrize("text", ["Ünter <IFRAME src='https://T.CO/a'> t.co/b &#116;", "status\0/status"])
def test_automaton_and_plain_search_see_the_same_places(text: str) -> None:
    """Whatever stands between them, in whatever case, and one in another."""
    lower = lowered(text + " " * SHORT)
    one, other = places_by_search(lower), places_by_automaton(lower)
    assert all(one(literal) == other(literal) for literal in all_literals())
    with pytest.raises(KeyError):
        other("a word that no step asks for")


def test_escaped_letters_leave_open_what_elements_there_are() -> None:
    """Where letters are escaped every rule is asked; else those whose literals stand in the source."""
    for escaped in ("&#x74;weet", "&amp;#116;weet", "tweet&period;", "&AMP;AMP;#116;weet"):
        assert parse(f"<p class='{escaped}'>").may_hold("tiktok")
    for other in ("&#8217;", "&amp;", "&lt;", "&#x2019;", "#116;"):
        assert not parse(f"<p class='{other}'>").may_hold("tiktok")
    assert parse("<IFRAME src='https://x.com/embed/'>").may_hold("<iframe")


def test_a_tag_is_an_element_where_the_tree_has_as_many() -> None:
    """One more in a script, a comment or an attribute, and nobody knows which is which."""
    frame = '<p><iframe src="https://x.com/"></iframe>'
    assert parse(frame).is_element("iframe", frame.index("iframe"))
    assert not parse(frame).is_element("iframe", frame.rindex("iframe"))
    doubtful = frame + "<!-- <iframe></iframe> -->"
    assert not parse(doubtful).is_element("iframe", frame.index("iframe"))


@given(st.text())
def test_a_lowered_text_has_a_byte_for_each_character(text: str) -> None:
    """Whatever the character, half of a surrogate pair apart, which no page has."""
    text = text.encode("utf-8", "replace").decode()
    expected = "".join(one.lower() if one.isascii() else "?" for one in text).encode()
    assert lowered(text) == lowered(text, text.encode()) == expected
