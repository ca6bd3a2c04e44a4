"""Cards in a page's state: newsletters', themes' and forums' own markup, kept as text."""

# ruff: noqa: E501 - markup stands as it is found, in one line

from __future__ import annotations

import datetime as dt
import html
import json
from collections.abc import Callable

import pytest

from embedarchive.records import Mention, MentionKind
from embedarchive.stages.find.gate import may_cite
from tests.stages.find.reading import page

ID = "2018345678901234567"
URL = f"https://twitter.com/ann_lee/status/{ID}"
SAID = {
    "url": URL,
    "full_text": "The dam holds.",
    "username": "ann_lee",
    "name": "Ann",
    "date": "Mon Feb 02 15:33:00 +0000 2026",
    "photos": [{"img_url": f"https://pbs.twimg.com/media/{number:015}.jpg"} for number in range(20)],
}
NESTED = "<div><div>x</div></div>" * 20
CARDS = {
    "substack": f'<div class="tweet" data-attrs="{html.escape(json.dumps(SAID))}"></div>',
    "drawn by substack": f'<div class="tweet" data-attrs="{html.escape(json.dumps(SAID))}" data-component-name="'
    f'Twitter2ToDOM"><span class="tweet-author-name">Ann</span><span class="tweet-author-handle">@ann_lee</span>'
    f'<p class="tweet-text">The dam holds.</p>{NESTED}<a href="{URL}"><span class="tweet-date">Feb 2, 2026</span>'
    "</a></div>",
    "react-tweet": f'<div class="react-tweet-theme container_x1"><div class="author_x1"><a href="{URL}" class="link_x1">'
    f'<span title="Ann">Ann</span></a><a href="{URL}"><span title="@ann_lee">@ann_lee</span></a></div><p class="root_x1" '
    f'lang="en" dir="auto">The dam holds.</p>{NESTED}<a href="{URL}"><time datetime="2026-02-02T15:33:00.000Z">Feb 2</time>'
    "</a></div>",
    "discourse": f'<aside class="onebox twitterstatus" data-onebox-src="{URL}"><article><h4><a href="{URL}">Ann</a></h4>'
    f'<div class="twitter-screen-name"><a href="{URL}">@ann_lee</a></div><div class="tweet"><span '
    f'class="tweet-description">The dam holds.</span></div><div class="date"><a href="{URL}">2 Feb 2026</a></div>'
    "</article></aside>",
}
BARE = f'<div class="embed-twitter" data-embed-id="{ID}"></div>'
AROUND = "<p>It rains.</p>{}<p>More of it follows tomorrow.</p>"
PLACES: dict[str, Callable[[str], str]] = {
    "json": lambda text: f"<script>s={json.dumps({'html': text})}</script>",
    "json in json": lambda text: f"<script>s={json.dumps(json.dumps({'html': text}))}</script>",
    "json for html": lambda text: "<script>s={}</script>".format(
        json.dumps({"html": text}).replace("<", "\\u003c").replace(">", "\\u003e").replace("/", "\\/")
    ),
    "signs in json": lambda text: "<script>s='{}'</script>".format(
        "".join(f"\\u{ord(one):04X}" if one in "<>&'\"=;" else one for one in text)
    ),
    "attribute": lambda text: f'<div data-state="{html.escape(text)}"></div>',
    "json in an attribute": lambda text: (
        f'<div data-state="{html.escape(json.dumps({"html": text}))}"></div>'
    ),
}


def embeds(body: str) -> list[Mention]:
    """Return the embeds of a page in whose article something stands."""
    return [
        one for one in page(f"<article><p>It rains.</p>{body}</article>") if one.kind is MentionKind.EMBED
    ]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("card", CARDS)
def test_a_card_in_a_pages_state_is_read_like_one_in_the_page(card: str, place: str) -> None:
    """Author, day and words, and nothing of what stands behind it."""
    body = PLACES[place](AROUND.format(CARDS[card]))
    (found,) = embeds(body)
    assert found.post is not None and found.post.id == ID
    assert (found.claim.name, found.claim.handle) == ("Ann", "ann_lee")
    assert (found.claim.date, found.claim.text) == (dt.date(2026, 2, 2), "The dam holds.")
    assert may_cite(body.encode())


@pytest.mark.parametrize("place", PLACES)
def test_a_box_that_waits_for_its_widget_names_its_post(place: str) -> None:
    """It has an id and nothing else."""
    (found,) = embeds(PLACES[place](AROUND.format(BARE)))
    assert (found.post and found.post.id, found.rule) == (ID, "embed-twitter")


@pytest.mark.parametrize(
    "place", sorted(PLACES.keys() - {"attribute"})
)  # a box that waits, for all that it holds
@pytest.mark.parametrize(
    "markup",
    [
        f'<div class="tweet-list" data-attrs="x"><a href="{URL}">Feb 2</a></div>',
        f'<div class="tweet"><a href="{URL}">Feb 2</a></div>',
        f'<div class="image" data-attrs="x"><a href="{URL}">Feb 2</a></div>',
        f'<div class="react-tweet-theme"><a href="{URL}">3h</a></div>',
        f'<div class="react-tweet-theme">x</div><p><a href="{URL}">Feb 2</a></p>',
        f"<div>react-tweet-theme</div><p><a href='{URL}'>twitterstatus</a></p>",
        '<aside class="onebox twitterstatus"><a href="https://twitter.com/ann_lee">Ann</a></aside>',
    ],
)
def test_other_boxes_in_a_pages_state_are_no_cards(markup: str, place: str) -> None:
    """Of another class, of the latest posts, or about no post."""
    assert embeds(PLACES[place](AROUND.format(markup))) == []


@pytest.mark.parametrize("card", CARDS)
def test_a_card_beside_the_article_is_not_read_as_text(card: str) -> None:
    """An element of the page is read where it stands."""
    found = page(f'<p>It rains.</p><div class="site-footer">{CARDS[card]}</div>')
    assert [one for one in found if one.kind is not MentionKind.LINK] == []


@pytest.mark.parametrize("end", ["", "<div>" * 300])
def test_a_card_without_an_end_is_read(end: str) -> None:
    """As far as one without more boxes than any has."""
    body = CARDS["react-tweet"].replace(NESTED, "").removesuffix("</div>")
    (found,) = embeds(PLACES["json"](body + end))
    assert found.post is not None and found.post.id == ID
