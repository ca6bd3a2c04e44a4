"""Two posts in one element, embeds beside each other as text, and links that show another address."""

from __future__ import annotations

import json

import pytest

from embedarchive.records import MentionKind
from tests.stages.find.reading import page

FIRST, SECOND = "1721408587073732675", "1721408587073732999"


def said(post_id: str, handle: str, words: str) -> str:
    """Return what an embed of X holds."""
    return (
        f"<p>{words}</p>— {handle.title()} (@{handle}) "
        f'<a href="https://twitter.com/{handle}/status/{post_id}">November 6, 2023</a>'
    )


@pytest.mark.parametrize("opening", ["<blockquote>", '<blockquote class="twitter-tweet">'])
def test_two_lines_in_one_blockquote_are_two_posts(opening: str) -> None:
    """Python-Markdown makes one blockquote of two embeds in a row."""
    inside = said(FIRST, "annlee", "The bridge stays open.") + said(SECOND, "bobray", "So does the dam.")
    found = page(f"<p>It rained.</p>{opening}{inside}</blockquote><p>The mayor spoke.</p>")
    assert [(one.post and one.post.id, one.claim.handle, one.claim.text) for one in found] == [
        (FIRST, "annlee", "The bridge stays open."),
        (SECOND, "bobray", "So does the dam."),
    ]


def test_a_line_among_the_words_of_a_post_is_the_posts() -> None:
    """Only a link of its own makes it another post; a link to another post makes no line."""
    inside = said(FIRST, "annlee", "They wrote: — Bob Ray (@bobray) May 5, 2020")
    linked = said(
        FIRST, "annlee", f'See <a href="https://twitter.com/bobray/status/{SECOND}">November 5, 2023</a>'
    )
    for words in (inside, linked):
        found = page(f'<p>It rained.</p><blockquote class="twitter-tweet">{words}</blockquote>')
        assert (found[0].kind, found[0].post and found[0].post.id) == (MentionKind.EMBED, FIRST)


@pytest.mark.parametrize("dash", ["", "| "])
def test_the_handle_of_an_embed_is_read_without_its_dash(dash: str) -> None:
    """Clean-ups take the dash; name and handle still stand before the link to the author's post."""
    inside = said(FIRST, "annlee", "The bridge stays open.").replace("— ", dash)
    (found,) = page(f'<blockquote class="twitter-tweet">{inside}</blockquote>')
    assert (found.claim.name, found.claim.handle) == ("Annlee", "annlee")


def test_a_word_before_a_day_does_not_hide_it() -> None:
    """`on November 6, 2023` at the end of a line is that day."""
    inside = said(FIRST, "annlee", "The bridge stays open.").replace(") <a", ") on <a")
    (found,) = page(f'<blockquote class="twitter-tweet">{inside}</blockquote>')
    assert str(found.claim.date) == "2023-11-06"


@pytest.mark.parametrize(
    "markup",
    [
        '<script async src="https://telegram.org/js/w.js" data-telegram-post="example_press/68"></script>',
        '<div class="fb-post" data-href="https://www.facebook.com/example.press/posts/1234567890123"></div>',
    ],
)
def test_an_embed_without_an_end_as_text_is_read_beside_a_known_post(markup: str) -> None:
    """What was looked at of the one had the other in it, which was known, and so it was passed over."""
    state = json.dumps({"html": markup}).replace("</", "<\\/")
    embed = (
        f'<blockquote class="twitter-tweet">{said(FIRST, "annlee", "The bridge stays open.")}</blockquote>'
    )
    found = page(f"<script>var state = {state}</script>{embed}")
    assert len(found) == 2


def test_a_short_link_that_shows_a_posts_address_is_one_link() -> None:
    """It was two: where it leads, and what it shows."""
    shown = f"twitter.com/ann_lee/status/{FIRST}"
    (found,) = page(f'<p>See <a href="https://t.co/AbCdEf1234">{shown}</a>, they say.</p>')
    assert found.post is not None
    assert (found.post.id, found.links) == (FIRST, ("https://t.co/AbCdEf1234", f"https://{shown}"))
    (other,) = page('<p>See <a href="https://t.co/AbCdEf1234">twitter.com/ann_lee/statu…</a>, they say.</p>')
    assert (other.post, other.links) == (None, ("https://t.co/AbCdEf1234",))


@pytest.mark.parametrize("said", ['id="{}"', 'url="https://twitter.com/ann_lee/status/{}"'])
def test_twitters_own_old_plug_in_is_read(said: str) -> None:
    """WordPress prints a code as it stands when its plug-in is gone (Blackbird Pie, 2010)."""
    (found,) = page(f"<p>[blackbirdpie {said.format(FIRST)}]</p>")
    assert (found.rule, found.post and found.post.id) == ("wordpress-shortcode", FIRST)
