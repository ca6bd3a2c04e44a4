"""What `find` does grows with the article, whatever somebody has nested or repeated in it.

Counted are the calls that Python makes, at one size and at four times it: no clock is asked.
"""

# ruff: noqa: E501 - markup stands as it is found, in one line

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import count
from types import FrameType
from typing import Any

import pytest

from embedarchive.records import Mention
from embedarchive.stages import layout
from embedarchive.stages.find import hidden, merging, wording
from embedarchive.stages.page import Page, parse
from tests.stages.find.reading import mentions, page

POST = "https://twitter.com/ann_lee/status/{}"
LINK = f'<a href="{POST.format(1721408587073732675)}">November 6, 2023</a>'
QUOTE = f'<blockquote class="twitter-tweet"><p>w</p>&mdash; Ann (@ann_lee) {LINK}</blockquote>'
LINE = "— Ann Lee (@ann_lee) November 6, 2023"
SMALL = 250
MOST = 7.0
"""Four times the article, and something for what is remembered of a small one; sixteen were the square."""


def times(markup: str) -> Callable[[int], str]:
    """Return what repeats markup, each time with another number for `#`."""
    return lambda number: "".join(markup.replace("#", str(1721408587073732675 + at)) for at in range(number))


def under(around: str, inner: str, close: str = "") -> Callable[[int], str]:
    """Return what puts markup, many times, into a nest of elements as deep."""
    return lambda number: around * number + times(inner)(number) + close


CARD = '<div class="tweet"><p class="tweet-text">w</p>' + LINK
PAGES: dict[str, Callable[[int], str]] = {
    "blockquotes": times("<blockquote>w "),
    "embeds": times('<blockquote class="twitter-tweet">w '),
    "embeds with a link each": times('<blockquote class="twitter-tweet">w ' + LINK),
    "cards": times('<span class="tweet">w '),
    "cards with a link each": times('<div class="tweet">w ' + LINK),
    "paragraphs in an embed": lambda n: '<blockquote class="twitter-tweet">' + "<p><object>w " * n + LINK,
    "links in an embed": lambda n: '<blockquote class="twitter-tweet">' + f"{LINK[:-4]}<object>" * n + LINK,
    "widgets": times('<div class="fb-post" data-href="https://www.facebook.com/example.press/posts/#"><blockquote><p>w'),
    "widgets that name ids": times('<div class="embed-twitter" data-embed-id="#">w '),
    "authors in a widget": lambda n: '<div class="fb-post" data-href="https://www.facebook.com/example.press/posts/1234567890123"><blockquote><p>w</p>' + '<p><a href="https://www.facebook.com/a">a b c d e</a></p>' * n,
    "cards in a script": lambda n: "<script>" + times('<div class=\\"react-tweet-theme\\">w <a href=\\"' + POST.format("#") + '\\">x</a>')(n) + "</script>",
    "cards in a nest": under("<div>", CARD + "</div>"),
    "cards in a nest of side bars": under("<aside>", CARD + "</div>"),
    "embeds in a nest": under("<span>", QUOTE),
    "links in a nest": under("<section>", f'<a href="{POST}">x</a> '.replace("{}", "#")),
    "parts of a card": lambda n: '<div class="tweet"><div class="tweet-text">' + "<q>w</q>" * n + "<span>" * n + '<time class="tweet-date">Feb 2, 2026</time>' + "</span>" * n + "</div>" + LINK,
    "attributes of any name": lambda n: "".join(f'<div data-x{at}="{POST.format(at + 10**18)}">w</div>' for at in range(n)),
    "frames in attributes of any name": lambda n: "".join(f'<div uc-x{at}="https://www.youtube.com/embed/abc{at:08d}">w</div>' for at in range(n)),
    "comments": times(f"<div><!-- {QUOTE} --></div>".replace("1721408587073732675", "#")),
    "comments in a row": times(f"<!-- {QUOTE} -->".replace("1721408587073732675", "#")),
    "comments that take an embed out": times(f"<p>w</p><!-- {QUOTE} -->".replace("1721408587073732675", "#")),
    "icons in a row": times(f'<a href="{POST}"><i></i></a>'.replace("{}", "#")),
    "scripts of what is pressed": lambda n: "".join(f"<div onclick=\"show('https://www.youtube.com/embed/abc{at:08d}')\">w</div>" for at in range(n)),
    "a long script of what is pressed": lambda n: "<div onclick=\"show(" + "".join(f"'https://www.youtube.com/embed/abc{at:08d}'," for at in range(n)) + ")\">w</div>",
    "objects of players": lambda n: "<div data-property=\"{videoURL:'x'," + "videoURL : '" * n + "}\">w</div>",
    "templates": times(f"<template>{QUOTE}</template>".replace("1721408587073732675", "#")),
    "figures in a script": lambda n: "<script>" + '\\u003cfigure class="wp-block-embed">https://x.com/a/status/20\\u003c/figure>' * n + "</script>",
    "bylines": times(f"<div class=\"byline\">The dam # holds.{LINE}"),
    "frames without an address": times(f"<iframe>{QUOTE}</iframe>".replace("1721408587073732675", "#")),
    "text areas": times(f"<textarea>{QUOTE}</textarea>".replace("1721408587073732675", "#")),
    "templates in a nest": under("<template>", QUOTE.replace("1721408587073732675", "#")),
    "lines in footers": times(f"<footer><p>The dam # holds.{LINE}</p></footer>"),
    "lines in a nest of footers": under('<footer><div class="site-footer">w', f"<p>The dam # holds.{LINE}</p>", "</div></footer>w"),
    "entries of a list before a line": lambda n: "<p>w</p><ul>" + "<li>w" * n + f"</ul>{LINE}",
    "entries of a list in a blockquote before a line": lambda n: "<blockquote><ul>" + "<li>w" * n + f"</ul>{LINE}",
    "asides before a line": lambda n: "<p>w</p>" + "<aside>w</aside><aside></aside>" * n + LINE,
    "asides in a nest before a line": lambda n: "<p>w</p>" + "<aside>w" * n + "</aside>" * n + LINE,
    "lines in blockquotes with heads": times(f"<blockquote><p>Ann Lee</p><p>w #:</p><p>w</p>{LINE}</blockquote>"),
    "lists in JSON-LD": lambda n: '<script type="application/ld+json">' + "[" * 200 + "{}," * n + "{}" + "]" * 200 + "</script>",
}  # fmt: skip
TEXTS: dict[str, Callable[[int], str]] = {
    "lines": times(f"The dam # holds.\n{LINE}\n\n"),
    "lines in one": times(f"The dam # holds.{LINE} "),
    "lines set in": times(f"Prose.\n    The dam # holds.\n    {LINE}\nMore prose.\n"),
    "lines without a dash": times("The dam holds ж.  Ann Lee (@ann_lee) November 6, 2023\n"),
    "lines with references of one number": times(
        f"The dam # holds.\n— Ann Lee (@ann_lee) [2]November 6, 2023\n\n 2. {POST.format('#')}\n\n"
    ),
    "lines with links behind them": times(f"The dam # holds.\n{LINE} ({POST.format('#')})\n\n"),
    "tags without an end": times("<iframe src=https://www.youtube.com/embed/abcDEF_-123> "),
}


def calls(find: Callable[[], object]) -> int:
    """Return how many calls something takes."""
    counted = count()

    def see(_frame: object, event: str, _argument: object) -> None:
        if event in ("call", "c_call"):
            next(counted)

    sys.setprofile(see)
    try:
        find()
    finally:
        sys.setprofile(None)
    return next(counted)


def given_to(function: Callable[..., object], work: Callable[[], object]) -> list[dict[str, Any]]:
    """Return what a function of ours is given while something is done, call by call: it is watched, not replaced."""
    given: list[dict[str, Any]] = []

    def watch(frame: FrameType, event: str, _argument: object) -> None:
        if event == "call" and frame.f_code is function.__code__:
            given.append(dict(frame.f_locals))

    sys.setprofile(watch)
    try:
        work()
    finally:
        sys.setprofile(None)
    return given


def growth(find: Callable[[str], object], make: Callable[[int], str]) -> float:
    """Return how many times the calls four times an article takes; what is remembered is so before."""
    small, large = make(SMALL), make(4 * SMALL)
    find(small)
    return calls(lambda: find(large)) / calls(lambda: find(small))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_takes_calls_in_proportion(name: str) -> None:
    """Nests and rows of whatever a rule looks at."""
    assert growth(page, PAGES[name]) < MOST


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_takes_calls_in_proportion(name: str) -> None:
    """Lines, and what stands between them."""
    assert growth(mentions, TEXTS[name]) < MOST


@pytest.mark.parametrize(
    "markup",
    [
        '<div class="fb-post" data-href="https://www.facebook.com/example.press/posts/1234567890123"><blockquote><p>w',
        '<blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/p/CYokA48MWDA/"><p>w',
        '<blockquote class="reddit-card"><a href="https://www.reddit.com/r/example/comments/axeh8b/a_title/">w</a>',
    ],
)
def test_a_nest_of_embeds_is_read_a_few_times(markup: str) -> None:
    """What is read of all of them together is no more than a few times the page."""
    body = markup * SMALL
    read = [len(given["markup"]) for given in given_to(wording.read_wording, lambda: page(body))]
    assert 0 < sum(read) < 10 * len(body)


def test_a_page_is_laid_out_once_for_its_comments() -> None:
    """Not once for each of them."""
    found: list[Mention] = []
    written = given_to(layout._written, lambda: found.extend(page(PAGES["comments"](SMALL))))
    assert len(found) == SMALL
    assert 0 < len(written) < 10


@pytest.mark.parametrize("name", ["templates", "text areas"])
def test_a_page_is_laid_out_a_few_times_for_what_is_inert(name: str) -> None:
    """Not once for each template: calls do not tell, for one layout is few calls however long the page."""
    found: list[Mention] = []
    laid_out = given_to(layout.Layout.__init__, lambda: found.extend(page(PAGES[name](SMALL))))
    assert len(found) == SMALL
    assert 0 < len(laid_out) < 5


def test_frames_without_words_are_not_looked_through() -> None:
    """Most hold nothing, or a sentence for old browsers: only the source is, and the frame with an embed."""
    empty = "<iframe></iframe><iframe>Your browser shows no frames, nor what stands in them.</iframe>"
    found: list[Mention] = []
    asked = given_to(hidden.windows, lambda: found.extend(page(empty * SMALL + f"<iframe>{QUOTE}</iframe>")))
    assert len(found) == 1
    assert len({id(each["text"]) for each in asked}) == 2


@pytest.mark.parametrize("around", ["{}", "<iframe>{}", "<!-- {} -->"])
def test_what_is_alike_is_read_once(around: str) -> None:
    """The same embed many times in one text, and in a frame that is never closed and so in the source, too."""
    body = "<template></template>" + around.format('<blockquote class="twitter-tweet">' * SMALL)
    assert len(given_to(parse, lambda: page(body))) < 10


def test_what_differs_in_a_frame_that_is_never_closed_is_found() -> None:
    """Each embed once, though the rest of the source is its text."""
    ids = ["1721408587073732675", "1721408587073732676"]
    found = page("<iframe>" + "".join(QUOTE.replace(ids[0], each) for each in ids))
    assert [mention.post.id for mention in found if mention.post] == ids


def test_words_are_made_comparable_once() -> None:
    """One embed of a whole page's length and many small ones by its author: the long one's not for each."""
    day = "November 6, 2023"
    long = QUOTE.replace("<p>w</p>", f"<p>{'The dam holds. ' * 20_000}</p>").replace(LINK, day)
    small = QUOTE.replace("<p>w</p>", f"<p>{'The dam holds. ' * 5}</p>").replace(LINK, day)
    given = given_to(merging.letters, lambda: page(long + small * SMALL))
    made = [len(each["claim"].text or "") for each in given]
    assert len(made) > SMALL
    assert 0 < sum(length > 10_000 for length in made) < 10


@pytest.mark.parametrize(
    "tag", ["div", "span", "p><object", "blockquote", "ul><li", "template", "svg><g", 'p class="tweet"']
)
def test_no_depth_ends_in_an_exception(tag: str) -> None:
    """Nothing calls itself for an element within an element."""
    assert [mention.claim.handle for mention in page(f"<{tag}>" * 20_000 + QUOTE)] in ([], ["ann_lee"])


def test_no_page_can_write_the_mark_of_a_place() -> None:
    """The elements whose place is asked are marked with what depends on the whole page."""
    assert Page(QUOTE)._mark != Page(QUOTE + " ")._mark
    for written in (
        "<p>x data&#45;place=&quot;",
        "<p>x data&#45;place=&quot;0&quot; y</p>",
        "<p DATA-PLACE='a b'>x",
    ):
        for body in (QUOTE + written, written + QUOTE):
            assert [mention.exact for mention in page(body)] == [mention.exact for mention in page(QUOTE)]


class Scanned(str):
    """A source that counts the characters which are looked over in it."""

    looked_over = 0

    def find(self, words: str, start: int = 0, end: int | None = None) -> int:  # type: ignore[override]
        """Count up to where the words stand."""
        at = super().find(words, start, end)
        self.looked_over += (at if at >= 0 else len(self) if end is None else end) - start
        return at


@pytest.mark.parametrize("front", ["", "&amp;"])
def test_a_source_is_looked_over_once_for_all_addresses_of_its_text(front: str) -> None:
    """Each has to stand in it in one piece; they do in its order, and one that does not is still found missing."""
    urls = [POST.format(1721408587073732675 + at) for at in range(200)]
    read = parse(f"{front}{' '.join(urls)}")
    read.source = source = Scanned(read.source)
    assert all(map(read.holds, urls))
    assert source.looked_over < 2 * len(source)
    assert [
        read.holds(url) for url in (urls[7], urls[190], urls[7], "https://x.com/a/status/2", urls[199])
    ] == [*(True, True, True, False, True)]
