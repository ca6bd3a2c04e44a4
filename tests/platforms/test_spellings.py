"""One page under several addresses, and accounts by the addresses of their profiles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedarchive.platforms.spellings import page_of, profile_of

PAGE = "https://news.test/a/story?id=7"


@pytest.mark.parametrize(
    "url",
    [
        "http://news.test/a/story?id=7",
        "https://www.news.test:443/a/story/?id=7",
        "http://m.news.test:80/a/story?id=7#comments",
        "https://NEWS.test/a/st%6Fry?utm_source=tw&id=7&fbclid=x&at_medium=social",
    ],
)
def test_a_page_has_many_spellings(url: str) -> None:
    """None of them changes what is read there."""
    assert page_of(url) == page_of(PAGE)


@pytest.mark.parametrize(
    "url",
    [
        "https://news.test/a/story",
        "https://news.test/a/story?id=8",
        "https://news.test/a/Story?id=7",
        "https://news.test:8443/a/story?id=7",
        "https://blog.news.test/a/story?id=7",
        "https://news.test/a/story?id=7&page=2",
    ],
)
def test_another_page_is_another(url: str) -> None:
    """A parameter that nobody knows may be the page's."""
    assert page_of(url) != page_of(PAGE)


@pytest.mark.parametrize(
    ("url", "account"),
    [
        ("https://twitter.com/board", ("twitter", "board")),
        ("https://mobile.twitter.com/#!/board", ("twitter", "board")),
        ("https://x.com/@board/media?lang=en", ("twitter", "board")),
        ("https://www.instagram.com/the.board/", ("instagram", "the.board")),
        ("https://m.facebook.com/board", ("facebook", "board")),
        ("https://www.tiktok.com/@board?lang=de", ("tiktok", "board")),
        ("https://youtube.com/@board/videos", ("youtube", "board")),
        ("https://bsky.app/profile/board.bsky.social", ("bluesky", "board.bsky.social")),
        ("https://www.threads.net/@board", ("threads", "board")),
        ("https://t.me/s/board", ("telegram", "board")),
        ("https://old.reddit.com/user/board", ("reddit", "board")),
        ("https://truthsocial.com/@board", ("truthsocial", "board")),
        ("https://social.test/@board", ("mastodon", "board@social.test")),
    ],
)
def test_a_profile_names_its_account(url: str, account: tuple[str, str]) -> None:
    """In each of the forms in which browsers and phones show it."""
    assert profile_of(url) == account


@pytest.mark.parametrize(
    "url",
    [
        "https://x.com/home",
        "https://x.com/hashtag/board",
        "https://x.com/board/status/20",
        "https://www.instagram.com/reels/",
        "https://www.instagram.com/p/abc/",
        "https://news.test/board",
        "board",
    ],
)
def test_other_addresses_name_no_account(url: str) -> None:
    """Not even on a platform's own host."""
    assert profile_of(url) is None


@given(st.text(max_size=80))
def test_nothing_raises(text: str) -> None:
    """Whatever stands behind the scheme is a page or none."""
    for url in (text, f"https://{text}", f"https://x.com/{text}", f"https://x.com:{text}"):
        assert page_of(url) is None or profile_of(url) is None or page_of(url) is not None
