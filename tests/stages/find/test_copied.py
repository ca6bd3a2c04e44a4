"""What was copied or typed with an address hides no post, and what cuts an address short makes none."""

from __future__ import annotations

import pytest

from embedarchive.runners.bulk import scanner
from embedarchive.stages.find.gate import Scanner, may_cite, scan
from embedarchive.stages.find.urls import post_at
from tests.stages.find.reading import mentions, page

ID = "1721408587073732675"
URL = f"https://twitter.com/ann_lee/status/{ID}"


@pytest.mark.parametrize(
    "url",
    [
        f"{URL}\u200b",
        f"{URL}%E2%80%8B",
        f"{URL}%EF%BB%BF?s=20",
        f"”{URL}?ref_src=twsrc%5Etfw”",
        f"“{URL}″",
        f"{URL}%3C/a%3E",
        f"{URL}<",
        f"{URL}\\",
        f"http://{URL}",
        f"http://{URL.replace('https:', 'https')}",
        f"https://{URL}",
        URL.replace("_", "\\_"),
        URL.removeprefix("https://"),
        f"www.{URL.removeprefix('https://')}?s=20",
    ],
)
def test_a_post_is_read_in_spite_of_what_was_copied_with_its_address(url: str) -> None:
    """Unseen characters, curly quotation marks, a second scheme and Markdown's strokes are no part of it."""
    post = post_at(url)
    assert post is not None
    assert (post.id, post.handle) == (ID, "ann_lee")


@pytest.mark.parametrize(
    ("url", "post_id"),
    [
        ("https://www.youtube.com/watch?v=abcDEF_-123%E2%80%8B", "abcDEF_-123"),
        ("https://youtu.be/abcDEF_-123.", "abcDEF_-123"),
        ("https://www.instagram.com/p/CYokA48MWDA%E2%80%8B/", "CYokA48MWDA"),
        ("https://t.me/example_press/68\u200e", "example_press/68"),
        ("https://www.tiktok.com/@example.press/video/7034174276785687814)", "7034174276785687814"),
        ("https://www.facebook.com/example.press/posts/1234567890123%20", "1234567890123"),
        ("https://bsky.app/profile/press.example/post/3l25zusnsfctk”", "3l25zusnsfctk"),
    ],
)
def test_the_same_on_every_platform(url: str, post_id: str) -> None:
    """No platform's ids end with a stop, a bracket or a character without width."""
    post = post_at(url)
    assert post is not None
    assert post.id == post_id


@pytest.mark.parametrize(
    "url",
    [
        "https://twitter.com/ann_lee/status/17214…",
        "https://twitter.com/ann_lee/status/17214...",
        "https://twitter.com/ann_lee/status/17214%E2%80%A6",
        "https://twitter.com/ann_lee/status/17214..?s=20",
        "https://www.facebook.com/permalink.php?id=100&story_fbid=12345...",
        "https://twitter.com/ann_lee.",
        "twitter.com/ann_lee",
        "mytwitter.com/ann_lee/status/1721408587073732675",
        "x.com/ann_lee/status/17214-dam-holds",
        "https://www.youtube.com/watch?v=abcDEF...",
    ],
)
def test_an_address_that_is_cut_short_names_no_post(url: str) -> None:
    """What is left of a number is another post's."""
    assert post_at(url) is None


def test_pasted_markup_with_curly_quotation_marks_is_an_embed() -> None:
    """`wptexturize` and word processors make the attributes' marks a part of their values."""
    quote = (
        f"<blockquote class=”twitter-tweet”><p lang=”en”>The bridge stays open.</p>— Ann Lee (@ann_lee) "
        f"<a href=”{URL}?ref_src=twsrc%5Etfw”>November 6, 2023</a></blockquote>"
    )
    (found,) = page(f"<p>Before.</p>{quote}<p>After.</p>")
    assert found.post is not None
    assert (found.post.id, found.claim.handle, found.claim.text) == (ID, "ann_lee", "The bridge stays open.")
    assert found.links == (f"{URL}?ref_src=twsrc%5Etfw",)
    assert may_cite(quote.encode())


def test_a_link_without_a_scheme_is_a_link() -> None:
    """A browser looks for it on the page's own site; whoever wrote it did not."""
    (found,) = page(f'<p>She <a href="{URL.removeprefix("https://")}">said</a> so.</p>')
    assert (found.rule, found.links) == ("permalink", (URL,))


def test_turndowns_escapes_are_no_end_of_an_address() -> None:
    """A bare permalink of a page that became Markdown has strokes before its underscores."""
    escaped = URL.replace("_", "\\_")
    (alone,) = mentions(f"Before.\n\n{escaped}\n\nAfter.", "article.md")
    (inside,) = mentions(f"Before, see {escaped}, after.", "article.md")
    assert (alone.rule, alone.links) == ("bare-permalink", (URL,))
    assert (inside.rule, inside.links, inside.exact) == ("permalink", (URL,), escaped)


def test_an_attribute_with_a_name_that_no_selector_has_is_passed_over() -> None:
    """`³` is a digit to Python, and nothing that a selector may have in a name."""
    frame = "https://www.linkedin.com/embed/feed/update/urn:li:activity:6422861848344821123"
    assert page(f'<p>Words.</p><div data-co³ntent="{frame}"></div>') == ()


@pytest.mark.parametrize(
    "url",
    [
        r"https://t.me/example\_press/68",
        r"https://mastodon.social/@ann\_lee/112345678901234567",
        r"https://www.reddit.com/r/ann\_lee/s/AbC123",
        "https%3A%2F%2Fl.lj-toys.com%2F%3Fsource%3Dyoutube%26vid%3DabcDEF_-123",
    ],
)
@pytest.mark.parametrize("looking", [scan, scanner()], ids=["re", "the fastest"])
def test_the_gate_passes_over_strokes_and_escapes_in_addresses(url: str, looking: Scanner) -> None:
    """What `find` reads in spite of them must be let through."""
    body = f'<p>Seen <a href="{url}">there</a> today</p>'
    assert page(body)
    assert may_cite(body.encode(), looking)


@pytest.mark.parametrize("address", [URL, URL.removeprefix("https://")])
def test_an_escaped_underscore_behind_an_address_is_none_of_it(address: str) -> None:
    """Nor is its stroke."""
    (found,) = mentions(f"Seen on {address}\\_ today.", "article.md")
    assert (found.exact, found.links) == (address, (URL,))
