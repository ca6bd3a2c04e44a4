"""What a URL of X names, and what it does not."""

from __future__ import annotations

import pytest

from embedarchive.platforms import permalink, read_url
from embedarchive.platforms.twitter import same_post, tco_slug
from embedarchive.records import PostRef

ID = "1496555599718498319"

NAMES = [
    (f"https://twitter.com/Kekeflipnote/status/{ID}", "Kekeflipnote"),
    (f"https://x.com/Kekeflipnote/status/{ID}?s=20&t=abc", "Kekeflipnote"),
    (f"http://www.twitter.com/Kekeflipnote/statuses/{ID}", "Kekeflipnote"),
    (f"https://mobile.twitter.com/Kekeflipnote/status/{ID}/photo/1", "Kekeflipnote"),
    (f"https://m.x.com/Kekeflipnote/status/{ID}/video/1", "Kekeflipnote"),
    (f"https://twitter.com/#!/Kekeflipnote/status/{ID}", "Kekeflipnote"),
    (f"http://twitter.com/#%21/Kekeflipnote/status/{ID}", "Kekeflipnote"),
    (f"https://twitter.com/i/cards/tfw/v1/{ID}", None),
    (f"https://twitter.com/@Kekeflipnote/status/{ID}", "Kekeflipnote"),
    (f"https://TWITTER.com/Kekeflipnote/Status/{ID}/likes", "Kekeflipnote"),
    (f"https://fxtwitter.com/Kekeflipnote/status/{ID}", "Kekeflipnote"),
    (f"https://xcancel.com/Kekeflipnote/status/{ID}#m", "Kekeflipnote"),
    (f"https://threadreaderapp.com/thread/{ID}.html?utm_campaign=topunroll", None),
    (f"https://threader.app/thread/{ID}", None),
    (f"https://en.rattibha.com/thread/{ID}", None),
    (f"https://rattibha.com/thread/{ID}/", None),
    (f"https://twitter-thread.com/t/ZH/{ID}", None),
    (f"https://nitter.example.org/Kekeflipnote/status/{ID}", "Kekeflipnote"),
    (f"https://twitter.com/%4bekeflipnote/status/{ID}", "Kekeflipnote"),
    (f"https://twitter.com/i/web/status/{ID}", None),
    (f"https://x.com/i/status/{ID}", None),
    (f"https://twitter.com/statuses/{ID}", None),
    (f"https://twitter.com/i/videos/tweet/{ID}", None),
    (f"https://twitter.com/intent/like?tweet_id={ID}", None),
    (f"https://platform.twitter.com/embed/Tweet.html?dnt=true&id={ID}", None),
    (f"https://platform.x.com/embed/index.html?tweetId={ID}", None),
]


@pytest.mark.parametrize(("url", "handle"), NAMES)
def test_every_form_of_a_status_url_names_the_post(url: str, handle: str | None) -> None:
    """Many spellings, one post; the user is kept only where the URL has one."""
    assert read_url(url) == PostRef("twitter", ID, handle)


@pytest.mark.parametrize("behind", ["%20", "%3Fs=20", "&s=20", ",", ".", ")", "%E2%80%9D", "%22%3E", ";"])
def test_what_was_copied_with_an_address_ends_the_id(behind: str) -> None:
    """A space, a quotation mark, a stop; a query whose question mark was escaped."""
    assert read_url(f"https://x.com/ann/status/{ID}{behind}") == PostRef("twitter", ID, "ann")


@pytest.mark.parametrize("behind", ["…", "%E2%80%A6", "...", "abc", "-x", ".mp4"])
def test_an_id_that_goes_on_or_was_cut_short_is_none(behind: str) -> None:
    """Nobody knows the rest."""
    assert read_url(f"https://x.com/ann/status/{ID}{behind}") is None


@pytest.mark.parametrize(
    "url",
    [
        "https://twitter.com/Kekeflipnote",
        "https://twitter.com/hashtag/NASession",
        "https://twitter.com/share?url=https://example.org",
        f"https://twitter.com/intent/tweet?in_reply_to={ID}",
        f"https://example.org/Kekeflipnote/status/{ID}",
        f"https://twitter.com.example.org/a/status/{ID}",
        f"https://nottwitter.com/a/status/{ID}",
        f"ftp://twitter.com/a/status/{ID}",
        "https://threadreaderapp.com/user/ann",
        f"https://threadreaderapp.com/hashtag/{ID}",
        f"https://example.org/thread/{ID}.html",
        f"https://threadreaderapp.com.example.org/thread/{ID}.html",
        f"https://twitter.com/thread/{ID}",
        "https://twitter.com/a/status/",
        "https://twitter.com/a/status/12a",
        "https://twitter.com/a/status/99999999999999999999999",
        "https://twitter.com/a/status/٣",
        "https://[bad/a/status/1",
        f"https://example.org\\@twitter.com/a/status/{ID}",
        "",
    ],
)
def test_other_urls_name_nothing(url: str) -> None:
    """Profiles, share buttons, other hosts and numbers that are no ids: parse or refuse."""
    assert read_url(url) is None


def test_a_permalink_reads_back_as_the_same_post() -> None:
    """The canonical URL names the post it was made from, with and without a user."""
    for post in (PostRef("twitter", ID, "Kekeflipnote"), PostRef("twitter", ID)):
        assert read_url(permalink(post) or "") == post
    assert permalink(PostRef("elsewhere", "1")) is None


def test_the_user_in_a_url_does_not_make_another_post() -> None:
    """The name in a status URL is not authoritative: the id is."""
    assert same_post(PostRef("twitter", ID, "a"), PostRef("twitter", ID, "b"))
    assert not same_post(PostRef("twitter", ID), PostRef("twitter", "20"))
    assert not same_post(PostRef("twitter", ID), None)


@pytest.mark.parametrize(
    ("url", "slug"),
    [
        ("https://t.co/DdqVUnObjg", "DdqVUnObjg"),
        ("http://t.co/AbCd1234", "AbCd1234"),
        ("https://pic.twitter.com/kfPNrRDYk8", "kfPNrRDYk8"),
        ("https://pic.x.com/kfPNrRDYk8", "kfPNrRDYk8"),
        ("https://t.co/DdqVUnObjg?amp=1", "DdqVUnObjg"),
        ("https://t.co/", None),
        ("https://t.co/a/b", None),
        ("https://t.co/ab-c", None),
        ("https://t.co/" + "a" * 41, None),
        ("https://example.org/DdqVUnObjg", None),
        ("https://[bad", None),
        ("https://example.org\\@t.co/DdqVUnObjg", None),
    ],
)
def test_a_slug_keeps_its_case_and_has_no_further_path(url: str, slug: str | None) -> None:
    """twitter-text: letters and digits, at most forty, a query may follow."""
    assert tco_slug(url) == slug
