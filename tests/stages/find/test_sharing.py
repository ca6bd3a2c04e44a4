"""Addresses that sites hand out for sharing a post: links whose post only their way tells."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from embedarchive.records import MentionKind
from embedarchive.stages.find.gate import may_cite
from tests.stages.find.reading import mentions, page

SHARED = {
    "https://fb.watch/x3ilDnrM8-/": "facebook",
    "https://www.facebook.com/share/p/16TFvMfZXX/?mibextid=wwXIfr": "facebook",
    "https://m.facebook.com/share/v/16SyPiG7sR/": "facebook",
    "https://www.facebook.com/share/r/1AbCdEfGhI": "facebook",
    "https://vm.tiktok.com/ZMabcDEfg/": "tiktok",
    "https://vt.tiktok.com/ZSabcdef/": "tiktok",
    "https://www.tiktok.com/t/ZTabcdefg/": "tiktok",
    "https://www.instagram.com/share/reel/BAabcDE12f/": "instagram",
    "https://www.reddit.com/r/example/s/AbCdEf1234": "reddit",
    "https://reddit.com/u/ann_lee/s/AbCdEf1234": "reddit",
}
NONE = (
    "https://www.facebook.com/share/18aE3NF9KW/",
    "https://www.facebook.com/share.php?u=https%3A%2F%2Fnews.example%2F1",
    "https://www.facebook.com/sharer/sharer.php?u=https%3A%2F%2Fnews.example%2F1",
    "https://www.tiktok.com/tag/example",
    "https://vm.tiktok.com/",
    "https://fb.watch/",
    "https://www.reddit.com/r/example/submit?url=https%3A%2F%2Fnews.example%2F1",
    "https://www.instagram.com/share/",
    "https://news.example/r/example/s/AbCdEf1234",
)


@pytest.mark.parametrize("address", SHARED)
def test_it_is_a_link_without_a_post(address: str) -> None:
    """In a text, in a page's text and in an anchor; it is followed, as X's short links are."""
    shown = address.replace("&", "&amp;")
    documents = (
        mentions(f"It was shown ({address}) on Monday."),
        page(f"<p>It was shown ({shown}) on Monday.</p>"),
        page(f'<p>It was <a href="{shown}">shown</a> on Monday.</p>'),
        page(f'<p>It was <a href="{shown}">{shown}</a>.</p>'),
        page(f'<p><a href="{shown}">One</a> and <a href="{shown}">again</a>.</p>'),
    )
    for found in documents:
        (mention,) = found
        assert (mention.kind, mention.rule, mention.post) == (MentionKind.LINK, "share-link", None)
        assert (mention.platform, mention.links) == (SHARED[address], (address,))


@pytest.mark.parametrize("address", SHARED)
def test_it_may_stand_without_scheme_or_behind_another_address(address: str) -> None:
    """As every address of a post may."""
    bare = address.removeprefix("https://")
    (found,) = mentions(f"It was shown on {bare}, they said.")
    assert (found.exact, found.links) == (bare, (address,))
    wrapped = f"https://l.facebook.com/l.php?u={quote(address, safe='')}"
    (found,) = page(f'<p><a href="{wrapped}">shown</a></p>')
    assert found.links == (address,)


@pytest.mark.parametrize("address", SHARED)
def test_the_gate_lets_it_through(address: str) -> None:
    """However its slashes are written."""
    for written in (address, address.replace("/", "\\/"), address.replace("/", "%2F")):
        assert may_cite(f"<a href='{written}'>".encode())


@pytest.mark.parametrize("address", NONE)
def test_buttons_profiles_and_homes_are_none(address: str) -> None:
    """Nobody cites a post by them."""
    assert mentions(f"See {address} for more.") == ()
    assert page(f'<p>See <a href="{address}">this</a> for more.</p>') == ()


def test_one_that_is_cut_short_is_none() -> None:
    """What is left leads elsewhere."""
    assert mentions("See https://vm.tiktok.com/ZMabc\u2026 and fb.watch/x3ilD... today.") == ()


def test_within_an_embed_it_is_no_mention_of_its_own() -> None:
    """The embed is the citation."""
    source = (
        '<blockquote class="tiktok-embed" cite="https://www.tiktok.com/@ann/video/7034174276785687814"'
        ' data-video-id="7034174276785687814"><section><a href="https://www.tiktok.com/@ann">@ann</a> words'
        ' <a href="https://vm.tiktok.com/ZMabcDEfg/">more</a></section></blockquote>'
    )
    (found,) = page(f"<p>Before.</p>{source}<p>After.</p>")
    assert found.kind is MentionKind.EMBED
