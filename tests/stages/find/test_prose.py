"""Addresses of posts in prose, and alone on a line."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from embedarchive.records import MentionKind
from tests.stages.find.reading import mentions, page
from tests.stages.find.test_wrapped import POSTS

ADDRESSES = (
    "https://x.com/ann_lee/status/2018345678901234567",
    "https://www.youtube.com/watch?v=abcDEF_-123",
    "https://youtu.be/abcDEF_-123",
    "https://t.me/example_press/68",
    "https://www.tiktok.com/@example.press/video/7034174276785687814",
)
GLUED = "。，、）」：،؟।—–“🌊를\u200b\ufeff\u200e\u200f\u2069"
"""Stops, brackets and dashes of many languages, an emoji, a particle, marks of direction."""


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_ends_where_another_script_begins(address: str) -> None:
    """Nobody puts a space between an address and a full stop of Japanese, Hindi or Arabic."""
    for mark in GLUED:
        for text in (f"See {address}{mark} and more.", f"See {address}?s=20.{mark}and more."):
            (found,) = mentions(text)
            assert found.kind is MentionKind.LINK
            assert found.exact in (address, f"{address}?s=20")
        (found,) = page(f"<p>See {address}{mark} and more.</p>")
        assert found.exact == address


def test_two_addresses_with_an_ideographic_comma_between_are_two() -> None:
    """What is glued to the first does not hide the second."""
    text = f"見よ{ADDRESSES[0]}、{ADDRESSES[2]}、https://news.example/話、{ADDRESSES[3]}。"
    assert [each.exact for each in mentions(text)] == [ADDRESSES[0], ADDRESSES[2], ADDRESSES[3]]


def test_an_address_keeps_the_letters_that_name_its_author() -> None:
    """Where what stands before a letter beyond ASCII names no post, the letter belongs to the address."""
    address = "https://www.facebook.com/Übung.Verein/posts/1234567890123"
    (found,) = mentions(f"See {address}, please.")
    assert found.exact == address


def anchored(href: str, words: str = "showed") -> str:
    """Return a paragraph with a link in it."""
    return f'<p>The agency <a href="{href}">{words}</a> it on Monday.</p>'


@pytest.mark.parametrize("address", POSTS)
def test_an_anchor_in_prose_is_a_link_on_every_platform(address: str) -> None:
    """As the bare address is."""
    (bare,) = page(f"<p>The agency showed it on Monday: {address}.</p>")
    (found,) = page(anchored(address))
    assert (found.kind, found.exact, found.links) == (MentionKind.LINK, "showed", (address,))
    assert found.post == bare.post is not None


def test_an_anchor_may_lead_there_by_way_of_another_site() -> None:
    """Facebook's own leads to everything that is linked on it."""
    for address in (POSTS[0], POSTS[1], POSTS[4], POSTS[7]):
        (found,) = page(anchored(f"https://l.facebook.com/l.php?u={quote(address, safe='')}"))
        assert found.post == page(anchored(address))[0].post


@pytest.mark.parametrize("address", POSTS[1:])
def test_a_platforms_own_pages_link_its_posts_for_navigation(address: str) -> None:
    """A thread links its answers; another platform's post is cited there as anywhere."""
    other = POSTS[0]
    anchors = anchored(address, "4 years ago") + anchored(other, "there")

    def seen(canonical: str) -> list[str]:
        return [
            each.exact for each in page(f'<head><link rel="canonical" href="{canonical}"></head>{anchors}')
        ]

    assert seen(address) == ["there"]
    assert seen("https://news.example/a") == ["4 years ago", "there"]


def test_what_an_embed_links_beside_its_post_is_no_mention() -> None:
    """Reddit's comment names the thread it stands in."""
    thread = "https://www.reddit.com/r/example/comments/axeh8b/"
    comment = f'<a href="{thread}comment/lol1234/">Comment</a> in <a href="{thread}the_dam/">The dam</a>'
    (found,) = page(f'<p>It rains.</p><blockquote class="reddit-embed-bq">{comment}</blockquote>')
    assert found.kind is MentionKind.EMBED
