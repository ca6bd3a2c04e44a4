"""What a URL of Bluesky names, what its embeds look like, and what a record key tells."""

from __future__ import annotations

import datetime as dt

import pytest

from embedarchive.platforms import PLATFORMS, permalink, read_url
from embedarchive.records import PostRef
from tests.platforms.embedding import embedded, hidden, mentions

KEY = "3l25zusnsfctk"
DID = "did:plc:vwzwgnygau7ed7b7wt5ux7y2"
QUOTE = (
    f'<blockquote class="bluesky-embed" data-bluesky-uri="at://{DID}/app.bsky.feed.post/{KEY}"'
    ' data-bluesky-cid="bafyrei"><p lang="en">Words of the post.</p>&mdash; Some One '
    f'(<a href="https://bsky.app/profile/{DID}?ref_src=embed">@someone.bsky.social</a>) '
    f'<a href="https://bsky.app/profile/{DID}/post/{KEY}?ref_src=embed">August 20, 2024 at 4:31 PM</a>'
    "</blockquote>"
)


@pytest.mark.parametrize(
    ("url", "actor"),
    [
        (f"https://bsky.app/profile/someone.bsky.social/post/{KEY}?ref_src=embed", "someone.bsky.social"),
        (f"https://bsky.app/profile/{DID}/post/{KEY}", DID),
        (f"https://bsky.app/profile/did%3Aplc%3Avwzwgnygau7ed7b7wt5ux7y2/post/{KEY}", DID),
        (f"https://bsky.app/profile/did:web:news.example.org/post/{KEY}", "did:web:news.example.org"),
        (f"https://embed.bsky.app/embed/{DID}/app.bsky.feed.post/{KEY}?id=1&ref_url=x", DID),
        (f"at://{DID}/app.bsky.feed.post/{KEY}", DID),
    ],
)
def test_a_post_is_named_by_actor_and_key(url: str, actor: str) -> None:
    """The actor is a handle or a DID; the key is the identity."""
    post = PostRef("bluesky", KEY, actor)
    assert read_url(url) == post
    assert read_url(permalink(post) or "") == post


def test_without_an_actor_there_is_no_permalink() -> None:
    """A key alone leads nowhere, and no URL is made up."""
    assert permalink(PostRef("bluesky", KEY)) is None


@pytest.mark.parametrize(
    "url",
    [
        "https://bsky.app/profile/someone.bsky.social",
        "https://bsky.app/profile/someone.bsky.social/feed/whats-hot",
        "https://bsky.app/profile/someone.bsky.social/lists/3l25zusnsfctk",
        f"https://bsky.app/profile/someone.bsky.social/post/{KEY}x",
        f"https://bsky.app/profile/someone.bsky.social/post/{KEY.upper()}",
        f"https://bsky.app/profile/someone.bsky.social/post/z{KEY[1:]}",
        f"https://bsky.app/intent/compose?text=https://bsky.app/profile/a.b/post/{KEY}",
        f"at://{DID}/app.bsky.feed.like/{KEY}",
        f"at://{DID}",
    ],
)
def test_profiles_feeds_and_malformed_keys_name_no_post(url: str) -> None:
    """A key has 13 characters of 32, the first of the lower sixteen (atproto.com/specs/tid)."""
    assert read_url(url) is None


def test_the_blockquote_is_one_mention() -> None:
    """It is no attribution of X besides, though it ends like one."""
    found = mentions(QUOTE)
    assert [(m.platform, m.post.id if m.post else None) for m in found] == [("bluesky", KEY)]
    assert all(embedded(page) == {("bluesky", KEY)} for page in hidden(QUOTE))


@pytest.mark.parametrize(
    ("key", "micros"),
    [("3l25zusnsfctk", 1724171495793000), ("2222222222222", 0)],
)
def test_a_key_tells_the_time(key: str, micros: int) -> None:
    """The pair of atcute's README; and the key of zero of the specification."""
    assert PLATFORMS["bluesky"].posted_at(key) == dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(
        microseconds=micros
    )
    assert PLATFORMS["bluesky"].posted_at("no key") is None
