"""What a URL of Truth Social names, and what an id tells."""

from __future__ import annotations

import datetime as dt

import pytest

from embedarchive.platforms import PLATFORMS, permalink, read_url
from embedarchive.records import PostRef
from tests.platforms.embedding import embedded, hidden

ID = "108779000807761862"


@pytest.mark.parametrize(
    "url",
    [
        f"https://truthsocial.com/@realDonaldTrump/posts/{ID}",
        f"https://truthsocial.com/@realDonaldTrump/{ID}",
        f"https://truthsocial.com/@realDonaldTrump/{ID}/embed",
        f"https://truthsocial.com/users/realDonaldTrump/statuses/{ID}",
    ],
)
def test_every_form_of_a_permalink_names_the_post(url: str) -> None:
    """It is Mastodon's software, but a platform of its own."""
    post = PostRef("truthsocial", ID, "realDonaldTrump")
    assert read_url(url) == post
    assert read_url(permalink(post) or "") == post


@pytest.mark.parametrize(
    "url",
    [
        "https://truthsocial.com/@realDonaldTrump",
        "https://truthsocial.com/group/news",
        "https://truthsocial.com/tags/news",
        "https://truthsocial.com/share?url=https://example.org",
        f"https://truthsocial.com.example.org/posts/{ID}",
    ],
)
def test_profiles_groups_and_share_links_name_no_post(url: str) -> None:
    """Parse or refuse."""
    assert read_url(url) is None


def test_embeds() -> None:
    """The frame with its class, and the same as text."""
    frame = (
        f'<iframe class="truthsocial-embed" src="https://truthsocial.com/@realDonaldTrump/{ID}/embed">'
        '</iframe><script src="https://truthsocial.com/embed.js" async></script>'
    )
    assert embedded(frame) == {("truthsocial", ID)}
    assert all(embedded(page) == {("truthsocial", ID)} for page in hidden(frame[: frame.find("<script")]))


@pytest.mark.parametrize(("post_id", "seconds"), [(ID, 1659835827), ("108618228543962049", 1657382637)])
def test_an_id_tells_the_time(post_id: str, seconds: int) -> None:
    """Two pairs of the tests of yt-dlp's `TruthIE`, to the second."""
    when = PLATFORMS["truthsocial"].posted_at(post_id)
    assert when is not None
    assert abs(when - dt.datetime.fromtimestamp(seconds, dt.UTC)) < dt.timedelta(seconds=2)
