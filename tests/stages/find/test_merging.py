"""One post is one mention, wherever and however often the article shows it."""

# ruff: noqa: E501 - markup stands as it is found, in one line

from __future__ import annotations

import json
import time

import pytest

from embedarchive.records import Mention, MentionKind
from tests.stages.find.reading import mentions, of_kind, page

ID = "1721408587073732675"
URL = f"https://twitter.com/ann_lee/status/{ID}"
WORDS = "The bridge stays open for now."
LINE = "— Ann Lee (@ann_lee) November 6, 2023"
QUOTE = f'<blockquote class="twitter-tweet"><p lang="en">{WORDS}</p>&mdash; Ann Lee (@ann_lee) <a href="{URL}">November 6, 2023</a></blockquote>'
AMP = f'<amp-twitter data-tweetid="{ID}"></amp-twitter>'
JSON = f"<script>{json.dumps({'html': QUOTE}).replace('/', chr(92) + '/')}</script>"
FLAT = f"<p>{WORDS}</p><p>{LINE}</p>"
LINKED = f'<p>{WORDS}— Ann Lee (@ann_lee) <a href="{URL}">November 6, 2023</a></p>'
BARE = f"<p>{URL}</p>"
PROSE = "<p>Nobody on the board would say for how long it is going to be so.</p>"


def shown(found: tuple[Mention, ...]) -> list[Mention]:
    """Return what shows a post."""
    return [mention for mention in found if mention.kind is not MentionKind.LINK]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (QUOTE, QUOTE), (QUOTE, AMP), (AMP, QUOTE), (QUOTE, FLAT), (FLAT, QUOTE), (QUOTE, LINKED), (LINKED, QUOTE),
        (QUOTE, BARE), (BARE, QUOTE), (FLAT, FLAT), (LINKED, LINKED), (LINKED, FLAT), (BARE, BARE), (AMP, AMP),
    ],
)  # fmt: skip
def test_two_places_of_one_post_are_one_mention(first: str, second: str) -> None:
    """Whatever shows it, with prose between: one mention, which knows both places."""
    found = page(f"{PROSE}{first}{PROSE}{second}{PROSE}")
    (mention,) = found
    assert len(mention.places) == 1
    (place,) = mention.places
    assert mention.end <= place.start or place.end <= mention.start
    assert mention.kind is (
        MentionKind.EMBED if {first, second} - {FLAT, LINKED} else MentionKind.ATTRIBUTION
    )


@pytest.mark.parametrize("body", [QUOTE + AMP, AMP + QUOTE, f"<amp-twitter data-tweetid='{ID}'>{QUOTE}</amp-twitter>", QUOTE + JSON, JSON + QUOTE, QUOTE + f"<!-- {QUOTE} -->", QUOTE + f"<noscript>{QUOTE}</noscript>", f"<template>{QUOTE}</template>" + QUOTE, FLAT + JSON, JSON])  # fmt: skip
def test_a_copy_nobody_sees_is_no_place(body: str) -> None:
    """An AMP twin beside it, a script, a comment, a template: the reader sees one post."""
    (mention,) = shown(page(f"{PROSE}{body}{PROSE}"))
    assert mention.places == ()
    assert (mention.claim.handle, mention.claim.text) == ("ann_lee", WORDS)


def test_the_mention_stands_where_most_is_said() -> None:
    """A bare address above the whole post is the further place, not the first."""
    (mention,) = page(f"{PROSE}{BARE}{PROSE}{QUOTE}{PROSE}")
    assert mention.exact.startswith(WORDS)
    assert [mention.claim.name, mention.rule] == ["Ann Lee", "twitter-blockquote"]


def test_two_posts_with_the_same_words_are_two() -> None:
    """Different ids are different posts, though author, day and words are the same."""
    other = QUOTE.replace(ID, "1721408587073732699")
    assert len(shown(page(QUOTE + PROSE + other))) == 2


def test_lines_without_words_are_not_put_together() -> None:
    """Of two lines of one author and day without words nothing says that they are one post."""
    found = mentions(f"One thing is said here.\n{LINE}\n\nQuite another thing is said here.\n{LINE}")
    assert [len(mention.places) for mention in found] == [0, 0]


def test_a_plain_text_says_a_line_twice() -> None:
    """An article that repeats its quotation cites it once, in two places."""
    text = f"Before, at some length.\n\n{WORDS}\n{LINE}\n\nBetween, at some length.\n\n{WORDS}\n{LINE}\n"
    (mention,) = mentions(text)
    (place,) = mention.places
    assert text[place.start : place.end] == mention.exact == f"{WORDS}\n{LINE}"


def test_a_link_that_stands_twice_has_two_places() -> None:
    """So it is with links in prose."""
    (mention,) = page(
        f'<p>She <a href="{URL}">said so</a>.</p>{PROSE}<p>Again: <a href="{URL}">there</a>.</p>'
    )
    assert (mention.kind, mention.exact, len(mention.places)) == (MentionKind.LINK, "said so", 1)


def test_a_quoted_post_is_not_a_place_of_the_post() -> None:
    """What a post quotes is a post of its own, embedded elsewhere or not."""
    other = "https://twitter.com/bob/status/1721000000000000000"
    outer = QUOTE.replace("</p>", f' <a href="{other}">{other}</a></p>', 1)
    own = QUOTE.replace(URL, other).replace("ann_lee", "bob").replace(WORDS, "It is shut.")
    found = of_kind(page(outer + PROSE + own), MentionKind.EMBED)
    assert [mention.post.id for mention in found if mention.post] == [ID, "1721000000000000000"]
    assert [mention.places for mention in found] == [(), ()]


def test_many_places_take_linear_time() -> None:
    """Thousands of copies of one post, in a page or a text, are one mention in seconds."""
    began = time.process_time()
    (mention,) = mentions(f"{WORDS}\n{LINE}\n\nBetween, at some length.\n\n" * 1_000)
    assert len(mention.places) == 999
    (mention,) = page(f'<p>As <a href="{URL}">said</a>.</p>' * 2_000)
    assert len(mention.places) == 1_999
    assert time.process_time() - began < 10


@pytest.mark.parametrize(
    "carrier",
    [
        f"https://twitframe.com/show?url=https%3A%2F%2Ftwitter.com%2Fann_lee%2Fstatus%2F{ID}",
        f"https://l.facebook.com/l.php?u=https%3A%2F%2Ftwitter.com%2Fann_lee%2Fstatus%2F{ID}&h=x",
    ],
)
def test_a_link_that_carries_the_posts_address_is_the_same_in_a_text(carrier: str) -> None:
    """What stands in the embed's own tag is no second mention, nor is the same link written plainly."""
    (found,) = mentions(f'The dam.\n\n<iframe src="{carrier}"></iframe>\n\nSee {URL} now.\n')
    assert (found.kind, found.post and found.post.id) == (MentionKind.EMBED, ID)
    links = mentions(f"See {carrier} now, or {URL} later.\n")
    assert [(link.kind, len(link.places)) for link in links] == [(MentionKind.LINK, 1)]
