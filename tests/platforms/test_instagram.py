"""What a URL of Instagram names, what its embeds look like, and what a shortcode tells."""

from __future__ import annotations

import datetime as dt

import pytest

from embedarchive.platforms import PLATFORMS, read_url
from embedarchive.records import PostRef
from tests.platforms.embedding import embedded, hidden, mentions

CODE = "CYokA48MWDA"
POST = {("instagram", CODE)}


@pytest.mark.parametrize(
    ("url", "handle"),
    [
        (f"https://www.instagram.com/p/{CODE}/?utm_source=ig_embed&utm_campaign=loading", None),
        (f"http://instagram.com/p/{CODE}", None),
        (f"https://instagr.am/p/{CODE}/", None),
        (f"https://m.instagram.com/p/{CODE}/media/?size=l", None),
        (f"https://www.instagram.com/reel/{CODE}/", None),
        (f"https://www.instagram.com/reels/{CODE}/", None),
        (f"https://www.instagram.com/tv/{CODE}/embed/captioned/", None),
        (f"https://www.instagram.com/some.one_1/p/{CODE}/", "some.one_1"),
        (f"https://www.instagram.com/some.one_1/reel/{CODE}/", "some.one_1"),
    ],
)
def test_posts_reels_and_videos_have_one_kind_of_code(url: str, handle: str | None) -> None:
    """The kind of post stands in the path; the code alone is the identity."""
    assert read_url(url) == PostRef("instagram", CODE, handle)


@pytest.mark.parametrize(
    "url",
    [
        "https://www.instagram.com/someone/",
        "https://www.instagram.com/explore/tags/news/",
        "https://www.instagram.com/stories/someone/2745151511223344556/",
        "https://www.instagram.com/reels/audio/1234567890/",
        "https://www.instagram.com/p/",
        f"https://www.instagram.com/share/p/{CODE}/",
        f"https://www.instagram.com/explore/p/{CODE}/",
        "https://www.instagram.com/sharer?u=https://example.org/p/CYokA48MWDA/",
        f"https://example.org/p/{CODE}/",
    ],
)
def test_profiles_stories_and_lists_name_no_post(url: str) -> None:
    """Stories are gone after a day and have no permalink; the rest are lists."""
    assert read_url(url) is None


@pytest.mark.parametrize(
    "markup",
    [
        f'<blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/p/{CODE}/?x=1">'
        '<a href="https://www.instagram.com/someone/">A post shared by Some One (@someone)</a></blockquote>',
        f'<blockquote class="instagram-media"><p><a href="https://instagram.com/p/{CODE}/">Words</a></p>'
        '<a href="https://instagram.com/someone/">@someone</a></blockquote>',
        f'<amp-instagram data-shortcode="{CODE}" width="1" height="1"></amp-instagram>',
        f'<div class="instagram-embed-wrap"><a class="instagram-image" href="https://instagram.com/p/{CODE}">x</a></div>',
    ],
)
def test_embeds(markup: str) -> None:
    """Today's blockquote, the one without an attribute (until 2017), AMP, Substack; also as text."""
    assert embedded(markup) == POST
    if "wrap" not in markup:
        assert all(embedded(page) == POST for page in hidden(markup))


def test_a_profile_card_is_no_citation() -> None:
    """The profile embed has the class of a post and names none."""
    assert not embedded(
        '<blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/someone/">'
        '<a href="https://www.instagram.com/someone/">View this profile</a></blockquote>'
    )


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("99kB_8L00w", "2015-11-11T22:50:35"),
        ("BNpLF8LD0GD", "2016-12-05T17:10:10"),
        ("BalQ2SWFty8", "2017-10-23T07:31:37"),
        ("ByzVwmRB0gM", "2019-06-17T07:17:21"),
    ],
)
def test_a_shortcode_tells_the_time(code: str, shown: str) -> None:
    """Four posts whose embed code states its time in `<time datetime>`, on news pages of the corpus."""
    when = PLATFORMS["instagram"].posted_at(code)
    assert when is not None
    assert when.replace(microsecond=0) == dt.datetime.fromisoformat(shown).replace(tzinfo=dt.UTC)


def test_a_private_posts_longer_code_tells_the_same_time() -> None:
    """What follows the eleven digits is a key."""
    posted_at = PLATFORMS["instagram"].posted_at
    assert posted_at("BalQ2SWFty8") == posted_at("BalQ2SWFty8AbCdEfGhIjKlMnOpQrStUvWxYz0")
    assert posted_at("BOVR") is None
    assert posted_at("not a code") is None


def test_the_date_of_an_embed_is_the_utc_day() -> None:
    """The words say the day in California; `datetime` says the moment, and the two may be a day apart."""
    found = mentions(
        '<blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/p/BalQ2SWFty8/">'
        '<p>A post shared by S (@s) on <time datetime="2017-10-23T07:31:37+00:00">Oct 22, 2017 at 11:31pm'
        " PDT</time></p></blockquote>"
    )
    assert [m.claim.date for m in found] == [dt.date(2017, 10, 23)]
