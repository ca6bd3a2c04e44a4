"""Addresses of posts in prose, and alone on a line."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from embedarchive.records import MentionKind
from tests.stages.find.reading import mentions, page
from tests.stages.find.test_wrapped import POSTS

ADDRESSES = (
    "https://x.com/ann_lee/status/2018345678901234567",
    "https://www.youtube.com/watch?v=abcDEF_-123",
    "https://youtu.be/abcDEF_-123",
    "https://t.me/example_press/68",
    "https://www.tiktok.com/@example.press/video/7034174276785687814",
)
SIGNED = f'&mdash; Ann Lee (@ann_lee) <a href="{ADDRESSES[0]}">February 2, 2026</a>'
GLUED = "。，、）」：،؟।—–“🌊를\u200b\ufeff\u200e\u200f\u2069"
"""Stops, brackets and dashes of many languages, an emoji, a particle, marks of direction."""


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_ends_where_another_script_begins(address: str) -> None:
    """Nobody puts a space between an address and a full stop of Japanese, Hindi or Arabic."""
    for mark in GLUED:
        for text in (f"See {address}{mark} and more.", f"See {address}?s=20.{mark}and more."):
            (found,) = mentions(text)
            assert found.kind is MentionKind.LINK
            assert found.exact in (address, f"{address}?s=20")
        (found,) = page(f"<p>See {address}{mark} and more.</p>")
        assert found.exact == address


def test_two_addresses_with_an_ideographic_comma_between_are_two() -> None:
    """What is glued to the first does not hide the second."""
    text = f"見よ{ADDRESSES[0]}、{ADDRESSES[2]}、https://news.example/話、{ADDRESSES[3]}。"
    assert [each.exact for each in mentions(text)] == [ADDRESSES[0], ADDRESSES[2], ADDRESSES[3]]


def test_an_address_keeps_the_letters_that_name_its_author() -> None:
    """Where what stands before a letter beyond ASCII names no post, the letter belongs to the address."""
    address = "https://www.facebook.com/Übung.Verein/posts/1234567890123"
    (found,) = mentions(f"See {address}, please.")
    assert found.exact == address


def anchored(href: str, words: str = "showed") -> str:
    """Return a paragraph with a link in it."""
    return f'<p>The agency <a href="{href}">{words}</a> it on Monday.</p>'


@pytest.mark.parametrize("address", POSTS)
def test_an_anchor_in_prose_is_a_link_on_every_platform(address: str) -> None:
    """As the bare address is."""
    (bare,) = page(f"<p>The agency showed it on Monday: {address}.</p>")
    (found,) = page(anchored(address))
    assert (found.kind, found.exact, found.links) == (MentionKind.LINK, "showed", (address,))
    assert found.post == bare.post is not None


def test_an_anchor_may_lead_there_by_way_of_another_site() -> None:
    """Facebook's own leads to everything that is linked on it."""
    for address in (POSTS[0], POSTS[1], POSTS[4], POSTS[7]):
        (found,) = page(anchored(f"https://l.facebook.com/l.php?u={quote(address, safe='')}"))
        assert found.post == page(anchored(address))[0].post


FORMS = (
    *("https://telegram.me/example_press/68", "https://telegram.dog/example_press/68"),
    *("https://instagr.am/p/CYokA48MWDA/", "HTTPS://WWW.INSTAGRAM.COM/p/CYokA48MWDA/"),
    *("https://fb.com/example.press/posts/1234567890123", "https://X.com/ann_lee/status/2018345678901234567"),
    *("https://www.YouTube.com/watch?v=abcDEF_-123", "https://www.youtube-nocookie.com/embed/abcDEF_-123"),
    *("https://social.example/users/ann/statuses/111794340630068408",),
    *("https://social.example/%40ann/111794340630068408", "https://redd.it/axeh8b"),
)
"""Other hosts and forms of the same posts."""


@pytest.mark.parametrize("address", FORMS)
def test_an_anchor_is_a_link_in_whatever_form_it_is_written(address: str) -> None:
    """Hosts have any case, and platforms several."""
    (found,) = page(anchored(address))
    assert found.kind is MentionKind.LINK and found.post is not None


@pytest.mark.parametrize("address", POSTS)
def test_a_platforms_own_pages_link_its_posts_for_navigation(address: str) -> None:
    """A thread links its answers; another platform's post is cited there as anywhere."""
    other = POSTS[1] if address == POSTS[0] else POSTS[0]
    links = f"<p>{address}</p>{anchored(address, '4 years ago')}{anchored(other, 'there')}"

    def seen(canonical: str) -> list[str]:
        return [each.exact for each in page(f'<head><link rel="canonical" href="{canonical}"></head>{links}')]

    assert seen(address) == ["there"]
    assert seen(f"https://web.archive.org/web/2026/{address}") == ["there"]
    assert len(seen("https://news.example/a")) == 2


def test_a_profile_links_its_posts_for_navigation() -> None:
    """Whoever else is linked there is cited."""
    head = '<head><link rel="canonical" href="https://web.archive.org/web/2020/https://www.youtube.com/@x"></head>'
    (found,) = page(f"{head}<p>https://youtu.be/abcDEF_-123</p>{anchored(POSTS[1])}")
    assert found.platform == "instagram"


@pytest.mark.parametrize(
    ("canonical", "embed"),
    [
        (
            "https://www.linkedin.com/pulse/a-dam",
            '<iframe src="https://www.linkedin.com/embed/feed/update/urn:li:share:6422861848344821123"></iframe>',
        ),
        ("https://t.me/s/example_press", '<iframe src="https://t.me/other_press/68?embed=1"></iframe>'),
    ],
)
def test_articles_on_a_platform_cite_by_its_embeds(canonical: str, embed: str) -> None:
    """What it has others embed it does not draw its own posts with."""
    (found,) = page(f'<head><link rel="canonical" href="{canonical}"></head><p>It rains.</p>{embed}')
    assert found.kind is MentionKind.EMBED


def test_what_an_embed_links_beside_its_post_is_no_mention() -> None:
    """Reddit's comment names the thread it stands in; nor where the embed stands beside the article."""
    thread = "https://www.reddit.com/r/example/comments/axeh8b/"
    comment = f'<a href="{thread}comment/lol1234/">Comment</a> in <a href="{thread}the_dam/">The dam</a>'
    (found,) = page(f'<p>It rains.</p><blockquote class="reddit-embed-bq">{comment}</blockquote>')
    assert found.kind is MentionKind.EMBED
    film = POSTS[4]
    tweet = f'<blockquote class="twitter-tweet"><p>Look: <a href="{film}">{film}</a></p>{SIGNED}</blockquote>'
    (found,) = page(f"<p>It rains.</p>{tweet}")
    assert found.platform == "twitter"
    assert [each.platform for each in page(f"<p>It rains.</p><footer>{tweet}</footer>")] == ["twitter"]


def test_what_is_linked_where_words_are_guessed_is_cited() -> None:
    """A post's own words link nothing on another platform."""
    line = "<p>The agency {} the ferry leaves at six. — Example Press (@example_press) February 2, 2026</p>"
    found = page(line.format(f'<a href="{POSTS[1]}">showed it</a>'))
    assert [each.platform for each in found if each.kind is MentionKind.LINK] == ["instagram"]


@pytest.mark.parametrize(
    "address",
    ["https://lemon.example/@ann/7111893456789012345", "https://news.example/@ann/20240212093000123"],
)
def test_a_number_of_no_possible_time_is_no_post_of_mastodon(address: str) -> None:
    """Behind `/@name/` other sites have numbers, too."""
    assert mentions(address) == ()
    assert page(anchored(address)) == ()


def test_a_server_of_mastodon_keeps_its_whole_name() -> None:
    """`m.` is no other view of it."""
    (found,) = mentions("See https://m.social.example/@ann/111794340630068408 there.")
    assert found.post is not None and found.post.handle == "ann@m.social.example"


@pytest.mark.parametrize("name", ["article.txt", "article.html"])
@pytest.mark.parametrize("host", ["twitter.com", "x.com", "www.twitter.com", "mobile.twitter.com"])
def test_a_permalink_without_its_scheme_is_a_link(name: str, host: str) -> None:
    """As it is shown and typed; the link is absolute."""
    bare = f"{host}/example_press/status/2018345678901234567"
    (found,) = mentions(f"<p>See ({bare}), it says.</p>", name)
    assert (found.kind, found.exact, found.links) == (MentionKind.LINK, bare, (f"https://{bare}",))


@pytest.mark.parametrize(
    "text",
    [
        "See nottwitter.com/example_press/status/2018345678901234567 now.",
        "See max.com/example_press/status/2018345678901234567 now.",
        "See https://news.example/?of=x.com/example_press/status/2018345678901234567 now.",
        "See twitter.com/example_press/status/ now, or x.com/example_press.",
        "Write to ann@x.com/example_press/status/2018345678901234567 now.",
    ],
)
def test_what_only_ends_like_a_permalink_without_scheme_is_none(text: str) -> None:
    """Another host, another address that carries it, a mail's address."""
    assert mentions(text) == ()


def test_a_permalink_on_the_first_line_stands_behind_the_mark_of_utf_8() -> None:
    """The mark is a character of the text, and none of the line."""
    (found,) = mentions(f"\ufeff{ADDRESSES[0]}\nThe dam.\n")
    assert (found.kind, found.start, found.exact) == (MentionKind.EMBED, 1, ADDRESSES[0])


def test_a_permalink_shown_in_its_own_link_is_one_mention() -> None:
    """At one place."""
    bare = "x.com/example_press/status/2018345678901234567"
    (found,) = mentions(f'<p>See <a href="https://{bare}">{bare}</a> now.</p>', "article.html")
    assert (found.exact, found.places) == (bare, ())


@pytest.mark.parametrize(
    "cut", ["x.com/ann_lee/status/2018345", "https://www.facebook.com/example/posts/10151015"]
)
@pytest.mark.parametrize("dots", ["…", "..."])
def test_an_address_that_is_cut_short_names_no_post(cut: str, dots: str) -> None:
    """Pages shorten the addresses that they show: the number that is left is that of another post."""
    assert mentions(f"See {cut}{dots} for more.") == ()
    whole = "https://x.com/ann_lee/status/2018345678901234567"
    (found,) = page(f'<p>See <a href="{whole}">{cut}{dots}</a> for more.</p>')
    assert found.links == (whole,)


@pytest.mark.parametrize("address", ["x.com/ann_lee/status/2018345678901234567", *ADDRESSES])
def test_a_whole_address_may_stand_before_dots(address: str) -> None:
    """A sentence that trails off."""
    (found,) = mentions(f"It was in {address}... or was it?")
    assert found.post
