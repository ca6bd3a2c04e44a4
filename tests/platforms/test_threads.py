"""What a URL of Threads names and what its embeds look like."""

from __future__ import annotations

import datetime as dt

import pytest

from embedarchive.platforms import permalink, read_url, threads
from embedarchive.records import PostRef
from tests.platforms.embedding import embedded, hidden

CODE = "CuVdfsNtmvh"


@pytest.mark.parametrize(
    ("url", "handle"),
    [
        (f"https://www.threads.net/@some.one/post/{CODE}", "some.one"),
        (f"https://www.threads.com/@some.one/post/{CODE}?xmt=AQ", "some.one"),
        (f"https://www.threads.net/@some.one/post/{CODE}/embed/", "some.one"),
        (f"https://www.threads.net/t/{CODE}/", None),
    ],
)
def test_every_form_of_a_permalink_names_the_post(url: str, handle: str | None) -> None:
    """Under both hosts."""
    post = PostRef("threads", CODE, handle)
    assert read_url(url) == post
    assert read_url(permalink(post) or "") == post


@pytest.mark.parametrize(
    "url",
    [
        "https://www.threads.net/@some.one",
        "https://www.threads.net/@some.one/replies",
        "https://www.threads.net/tag/news",
        "https://www.threads.net/intent/post?text=x",
        f"https://example.org/@some.one/post/{CODE}",
    ],
)
def test_profiles_tags_and_intents_name_no_post(url: str) -> None:
    """Parse or refuse."""
    assert read_url(url) is None


@pytest.mark.parametrize(
    "markup",
    [
        f'<blockquote class="text-post-media" data-text-post-permalink="https://www.threads.net/@a/post/{CODE}"'
        f' data-text-post-version="0"><a href="https://www.threads.net/@a/post/{CODE}">x</a></blockquote>',
        f'<blockquote class="text-post-media"><a href="https://www.threads.com/@a/post/{CODE}">x</a></blockquote>',
    ],
)
def test_embeds(markup: str) -> None:
    """With the attribute, and where a content filter took it away."""
    assert embedded(markup) == {("threads", CODE)}
    assert all(embedded(page) == {("threads", CODE)} for page in hidden(markup))


def test_a_code_tells_when_the_post_was_made() -> None:
    """As on Instagram; a code from before there was Threads tells nothing."""
    moment = threads.posted_at("C2QBoRaRmR1")
    assert moment is not None and moment.date() == dt.date(2024, 1, 18)
    assert threads.posted_at("CYokA48MWDA") is None, "January 2022"
    assert threads.posted_at("short") is None
