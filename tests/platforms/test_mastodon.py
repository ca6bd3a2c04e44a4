"""What a URL of a Mastodon server names, what its embeds look like, and what an id tells."""

from __future__ import annotations

import datetime as dt

import pytest

from embedarchive.platforms import PLATFORMS, permalink, read_url
from embedarchive.records import PostRef
from tests.platforms.embedding import embedded, hidden

ID = "103270115826048975"


@pytest.mark.parametrize(
    "url",
    [
        f"https://mastodon.social/@Gargron/{ID}",
        f"https://mastodon.social/@Gargron/{ID}/embed",
        f"https://mastodon.social/web/@Gargron/{ID}",
        f"https://mastodon.social/users/Gargron/statuses/{ID}",
    ],
)
def test_a_post_is_named_by_its_number_and_server(url: str) -> None:
    """The number counts on one server, so the handle says which."""
    post = PostRef("mastodon", ID, "Gargron@mastodon.social")
    assert read_url(url) == post
    assert permalink(post) == f"https://mastodon.social/@Gargron/{ID}"


def test_any_host_may_be_a_server() -> None:
    """Servers are known by the form of the URL; a short number is believed only in a frame's address."""
    assert read_url(f"https://social.example/@a/{ID}") == PostRef("mastodon", ID, "a@social.example")
    assert read_url("https://social.example/@a/12345/embed") == PostRef(
        "mastodon", "12345", "a@social.example"
    )
    assert permalink(PostRef("mastodon", ID)) is None


@pytest.mark.parametrize(
    "url",
    [
        "https://mastodon.social/@Gargron",
        "https://mastodon.social/tags/news",
        f"https://mastodon.social/@someone@other.example/{ID}",
        "https://brunch.co.kr/@someone/123",
        "https://medium.com/@someone/a-story-0123456789ab",
        f"https://medium.com/@someone/{ID}",
        f"https://share.example/?url=https://mastodon.social/@Gargron/{ID}",
        f"https://mastodon.social/media_proxy/{ID}/original",
    ],
)
def test_profiles_other_sites_and_borrowed_numbers_name_no_post(url: str) -> None:
    """A post shown on another server has that server's number, which is not the post's."""
    assert read_url(url) is None


@pytest.mark.parametrize(
    "markup",
    [
        f'<blockquote class="mastodon-embed" data-embed-url="https://social.example/@a/{ID}/embed">'
        f'<a href="https://social.example/@a/{ID}">Post by @a@social.example</a></blockquote>',
        f'<iframe class="mastodon-embed" src="https://social.example/@a/{ID}/embed"></iframe>',
        f'<iframe src="https://social.example/@a/{ID}/embed"></iframe>',
    ],
)
def test_embeds(markup: str) -> None:
    """The blockquote since version 4.3 and the frame before it."""
    assert embedded(markup) == {("mastodon", ID)}
    assert all(embedded(page) == {("mastodon", ID)} for page in hidden(markup))


def test_an_id_tells_the_time() -> None:
    """The pair of the documentation (docs.joinmastodon.org/entities/Status), to the second."""
    when = PLATFORMS["mastodon"].posted_at(ID)
    assert when is not None
    said = dt.datetime.fromisoformat("2019-12-08T03:48:33.901+00:00")
    assert abs(when - said) < dt.timedelta(seconds=1)
    assert PLATFORMS["mastodon"].posted_at("12345") is None
