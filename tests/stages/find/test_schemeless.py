"""Addresses of posts without a scheme: as people type them, and as Markdown and pages refer to them."""

from __future__ import annotations

import pytest

from embedarchive.platforms import PLATFORMS
from embedarchive.platforms.sharing import SHARED
from embedarchive.records import MentionKind
from embedarchive.stages.find import schemeless
from embedarchive.stages.find.gate import may_cite
from tests.stages.find.reading import mentions, page

POSTS = {
    "twitter.com/press_example/status/2018345678901234567": "2018345678901234567",
    "x.com/press_example/status/2018345678901234567": "2018345678901234567",
    "mobile.twitter.com/press_example/statuses/2018345678901234567": "2018345678901234567",
    "fxtwitter.com/press_example/status/2018345678901234567": "2018345678901234567",
    "threadreaderapp.com/thread/2018345678901234567.html": "2018345678901234567",
    "en.rattibha.com/thread/2018345678901234567": "2018345678901234567",
    "threader.app/t/2018345678901234567": "2018345678901234567",
    "nitter.poast.org/press_example/status/2018345678901234567": "2018345678901234567",
    "twittpr.com/press_example/status/2018345678901234567": "2018345678901234567",
    "www.youtube-nocookie.com/embed/abcDEF_-123": "abcDEF_-123",
    "X.com/press_example/status/2018345678901234567": "2018345678901234567",
    "www.instagram.com/p/CYokA48MWDA/": "CYokA48MWDA",
    "instagr.am/p/CYokA48MWDA": "CYokA48MWDA",
    "facebook.com/press.example/posts/1234567890123": "1234567890123",
    "m.facebook.com/press.example/posts/1234567890123": "1234567890123",
    "tiktok.com/@press.example/video/7034174276785687814": "7034174276785687814",
    "youtu.be/abcDEF_-123": "abcDEF_-123",
    "www.youtube.com/watch?v=abcDEF_-123&t=9": "abcDEF_-123",
    "bsky.app/profile/press.example/post/3l25zusnsfctk": "3l25zusnsfctk",
    "threads.net/@press.example/post/CuVdfsNtmvh": "CuVdfsNtmvh",
    "t.me/press_example/68": "press_example/68",
    "old.reddit.com/r/example/comments/axeh8b/a_title/": "axeh8b",
    "linkedin.com/feed/update/urn:li:share:6422861848344821123/": "urn:li:share:6422861848344821123",
    "truthsocial.com/@press_example/posts/108779000807761862": "108779000807761862",
}
AROUND = (
    "Seen on {}.",
    "Seen ({}), says the office",
    "\u201c{}\u201d",
    "Seen on //{} today",
    "[seen](//{})",
    "\uff08{}\uff09",
    "vu\u00a0: {}",
)


CUT = {
    "instagram.com/p/CYokA": "\u2026",
    "https://www.instagram.com/p/CYokA": "...",
    "bsky.app/profile/press.example/post/3l25zu": "\u2026",
    "https://www.threads.net/@press.example/post/CuVdf": "...",
    "x.com/press_example/status/20183456": "\u2026",
}
NONE = (
    "press@x.com/press_example/status/2018345678901234567",
    "/x.com/press_example/status/2018345678901234567",
    "fedex.com/press_example/status/2018345678901234567",
    "notyoutu.be/abcDEF_-123",
    "contact.t.me.example/press_example/68",
    "t.me/press_example",
    "x.com/press_example",
    "youtube.com/@press.example",
    "instagram.com/press.example",
    "x.com/intent/tweet?in_reply_to=2018345678901234567",
)


def found(text: str) -> list[tuple[str, str]]:
    """Return the ids and the exact words of the links that are found."""
    return [
        (each.post.id, each.exact)
        for each in mentions(text, "article.txt")
        if each.kind is MentionKind.LINK and each.post
    ]


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("address", POSTS)
def test_an_address_without_scheme_is_a_link(address: str, around: str) -> None:
    """Wherever it stands in a text; two slashes before it belong to it."""
    text = around.format(address)
    slashes = "//" if f"//{address}" in text else ""
    assert found(text) == [(POSTS[address], slashes + address)]


@pytest.mark.parametrize("address", POSTS)
def test_it_is_one_in_a_page_too(address: str) -> None:
    """And the gate lets the page through."""
    source = f"<p>Seen on {address.replace('&', '&amp;')}, it said.</p>"
    assert [each.post.id for each in page(source) if each.post] == [POSTS[address]]
    assert may_cite(source.encode())


@pytest.mark.parametrize("address", POSTS)
def test_it_is_one_in_an_attribute_too(address: str) -> None:
    """Of an anchor, also with what was copied with it; the gate lets the page through."""
    said = address.replace("&", "&amp;")
    for markup in (
        f'<p>It <a href="{said}">said</a> so.</p>',
        f'<p>It <a href=" {said})">said</a> so.</p>',
    ):
        assert [each.post.id for each in page(markup) if each.post] == [POSTS[address]], markup
        assert may_cite(markup.encode())


@pytest.mark.parametrize("frame", ["www.youtube.com/embed/abcDEF_-123", "youtube.com/embed/abcDEF_-123"])
def test_a_frame_may_lack_it(frame: str) -> None:
    """The page shows nothing there; its author meant the film."""
    markup = f'<p>It said:</p><iframe src="{frame}"></iframe>'
    (found,) = page(markup)
    assert (found.kind, found.post and found.post.id) == (MentionKind.EMBED, "abcDEF_-123")
    assert may_cite(markup.encode())


@pytest.mark.parametrize("address", POSTS)
def test_what_an_anchor_shows_is_no_second_mention(address: str) -> None:
    """Where it leads is what it shows."""
    shown = address.replace("&", "&amp;")
    (mention,) = page(f'<p>It said <a href="https://{shown}">{shown}</a>.</p>')
    assert mention.post is not None and mention.post.id == POSTS[address]


@pytest.mark.parametrize("address", CUT)
def test_an_address_cut_short_names_no_post(address: str) -> None:
    """It would name another one."""
    assert found(f"Seen on {address}{CUT[address]} today") == []


@pytest.mark.parametrize("address", NONE)
def test_parts_of_other_addresses_and_profiles_are_none(address: str) -> None:
    """A host is a whole one, and has to be followed by the path of a post."""
    assert found(f"Seen on {address} today") == []
    assert page(f'<p>Seen <a href="{address}">there</a> today</p>') == ()


def test_the_letter_that_grows_in_lower_case_moves_nothing() -> None:
    """`İ` is two characters in lower case; hosts are known in capitals beside it, too."""
    for address in ("youtu.be/abcDEF_-123", "Youtu.be/abcDEF_-123"):
        assert found(f"İİ {address} İ") == [("abcDEF_-123", address)]


def test_each_platform_is_known_by_a_host() -> None:
    """But Mastodon, whose servers have none in common; and no host is one of nobody."""
    known = {host.rstrip("/") for host in schemeless.HOSTS}
    theirs = {site.name: site.hosts for site in PLATFORMS.values()}
    assert {name for name, hosts in theirs.items() if known.isdisjoint(hosts)} == {"mastodon"}
    assert known <= {host for hosts in theirs.values() for host in hosts} | SHARED.keys()
