"""What is known of a page's literals saves work; it never changes what is found."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embedarchive.platforms import PLATFORMS
from embedarchive.records import Exchange, Purpose, Request, Source, SourceKind
from embedarchive.stages.fetch import mentions_in, read
from embedarchive.stages.find.gate import LITERAL_SIGNS, LITERALS, literals_in, literals_of
from embedarchive.stages.find.literals import of_selector
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


def scanned(body: bytes) -> list[int]:
    """Look for the literals one by one."""
    return [n for n, sign in enumerate(LITERAL_SIGNS) if re.search(sign, body, re.IGNORECASE | re.DOTALL)]


@settings(deadline=None, max_examples=150)
@given(st.lists(PIECES, max_size=8).map("".join))
def test_what_is_known_of_a_page_changes_nothing(markup: str) -> None:
    """With its literals known, a page has the same mentions in the same places."""
    body = f"<!doctype html><html><body>{markup}".encode()
    source = Source("https://news.example/a", SourceKind.URL)
    headers = (("Content-Type", "text/html"),)
    exchange = Exchange(Request(source.name, Purpose.ARTICLE), "2026-02-03T00:00:00Z", 200, headers, body)
    assert mentions_in(source, exchange, literals_in(body, scanned)) == read(source, exchange).mentions


@pytest.mark.parametrize("selector", [rule.selector for site in PLATFORMS.values() for rule in site.embeds])
def test_every_selector_needs_a_literal(selector: str) -> None:
    """A rule is asked only where one of its literals stands, so each of its parts has one, in lower case."""
    literals = of_selector(selector)
    assert all(literal and literal == literal.lower() and literal in LITERALS for literal in literals)


def test_a_literal_is_the_longest_word_that_must_stand_in_the_source() -> None:
    """What follows `:not` says nothing; a bare element is known by its tag."""
    assert of_selector("blockquote:not(.twitter-tweet)") == ("<blockquote",)
    assert of_selector('iframe[src*="platform.x.com/embed/"], .tweet') == ("platform.x.com/embed/", "tweet")


@pytest.mark.parametrize("body", [b"\xff\xfea\0", b"a &#116;weet", b"\x1b$B"])
def test_escaped_letters_leave_literals_unknown(body: bytes) -> None:
    """Where letters are escaped, or are no ASCII, nothing is known and everything is asked."""
    assert literals_in(body, scanned) is None


def test_short_markup_is_looked_at_as_it_is() -> None:
    """Of an embed's own markup the literals are known, unless it escapes letters."""
    known = literals_of('<IFRAME src="https://x.com/embed/">')
    assert known is not None and {"<iframe", "x.com/"} <= known
    assert literals_of("&#x74;weet") is None
    assert parse("<p>", known).may_hold(("<iframe",)) and not parse("<p>", known).may_hold(("tiktok",))
