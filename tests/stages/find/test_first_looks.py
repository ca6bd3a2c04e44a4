"""The cheap looks that spare a pattern change nothing: what they pass over the pattern finds neither."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from embedarchive.platforms import sharing
from embedarchive.platforms.tco import SHORT_HOSTS, TCO_SLUG, tco_slug
from embedarchive.platforms.urls import split
from embedarchive.stages import feeds
from embedarchive.stages.find import beside, blockquotes, embeds, frames_of_others, hidden, prose
from embedarchive.stages.find.attributes import attribute_at
from embedarchive.stages.literal_places import may_hold
from embedarchive.stages.page import parse


def texts(*pieces: str) -> st.SearchStrategy[str]:
    """Return texts of some pieces and of what mostly stands between them."""
    usual = [
        *pieces,
        " ",
        "\n",
        "-",
        "_",
        "/",
        "A",
        "a",
        "<",
        ">",
        "=",
        "ſ",
        "\u212a",
        "İ",
        "é",
        "7",
        ".",
        "?",
    ]
    return st.lists(st.sampled_from(usual), max_size=12).map("".join)


SIDES = texts(
    *("footer", "widgets", "site", "main", "Header", "colophon", "social", "WALL", "insta", "feed", "tweets"),
    *("stream", "flockler", "juicer", "sb_instagram", "sbi_images", "ctf-tweets", "curator", "widget"),
    *("recent", "latest", "related", "posts", "tweet", "videos", "entry"),
)


@given(SIDES)
@example("Widget_recent-posts")
@example("ſite-footer")
def test_a_class_of_a_side_bar_has_one_of_the_words(called: str) -> None:
    """In whatever case."""
    assert may_hold(called, beside.IN_SIDE) or not beside.SIDE.search(called)


@given(
    texts(
        *("https://", "//", "cdn.", "embedly.com", "/widgets", "/MEDIA.html", "iframe.ly", "iframely.net"),
        *("twitframe.com", "/show", "/media", "/oembed", "url=https://x.example"),
    )
)
@example("//cdn.iframely.net/api/ab?url=https://x.example")
@example("https://twitframe.com/show?url=https://x.example")
@example("/media/oembed?url=https://x.example")
@example("/embed/YouTube?url=https://x.example")
def test_a_frame_for_somebody_elses_address_has_one_of_the_words(href: str) -> None:
    """Embedly, Iframely, twitframe, Drupal, telegra.ph."""
    assert may_hold(href, frames_of_others.IN_PROXIED) or not frames_of_others.PROXIED.match(href)


@given(
    texts(
        *("https://", "//", "x.com", "facebook.com", "/INTENT", "/share", "/Share", "r.php", "/p/", "/reel/"),
        *("/widgets/", "follow", "tweet", "_button", "AbCdEf"),
    )
)
@example("//x.com/Intent")
@example("//x.com/widgets/Tweet_Button")
def test_a_buttons_address_has_one_of_the_words(url: str) -> None:
    """And none that leads to a post is a button's."""
    assert sharing.is_button(url) == bool(sharing.BUTTON.search(url)) or not url.isascii()
    assert not (sharing.shared_on(url) and sharing.is_button(url))


@given(texts("/status", "(", "@", "name_1", "</a", "\t"))
def test_an_embed_that_says_something_is_known_by_its_pattern(markup: str) -> None:
    """By a permalink, a handle in brackets, or a link that ends with one."""
    assert blockquotes._says_something(markup) == bool(blockquotes.SIGNS.search(markup))


@given(texts("\\", "u002F", "u002f", "%", "25", "2f", "2F", "&#", "47;", "x2f;", "amp;"))
def test_an_escaped_slash_begins_as_an_escape(text: str) -> None:
    """With a stroke, a percent or an ampersand."""
    assert any(sign in text for sign in prose.IN_ESCAPES) or not prose.ESCAPED_SLASH.search(text)


@given(
    texts(
        "\\",
        '"',
        "'",
        "\\u00",
        "\\X2",
        "&",
        "amp;",
        "LT;",
        "quot;",
        "#034;",
        "#x0022;",
        "#60;",
        "%",
        "25",
        "3c",
    )
)
def test_what_is_still_escaped_is_known_by_the_patterns(markup: str) -> None:
    """JSON, entities, percents; of the latter two in the opening tag."""
    escaped = hidden.STILL_JSON.search(markup) or hidden.STILL_ENTITIES.search(markup)
    if not (escaped or hidden.STILL_PERCENT.match(markup)):
        assert hidden._unescape(markup) == markup
    if not hidden.STILL_JSON.search(markup):
        assert not hidden.STILL_ENTITIES.search(markup) or may_hold(markup, hidden.IN_ENTITIES)


@given(texts("<p ", "class", "CLASS", "='", "Post", "post", "' >", "Text"))
def test_a_class_with_capitals_is_seen(markup: str) -> None:
    """In the first tag."""
    if hidden._unescape(markup) == markup:
        assert hidden._is_plain(markup) == (not hidden.CAPITALS.match(markup))


@given(
    texts("\ufeff", "<?xml ?>", "<!-- a -->", "<?xml-stylesheet ?>", "<RSS ", "<feed>", "<rdf:RDF\n", "<rſs>")
)
@example("\ufeff<?xml version='1.0'?>\n<rss>")
@example("<RſS >")
def test_a_feed_is_what_the_pattern_says(text: str) -> None:
    """In whatever case."""
    assert feeds.is_feed(text) == bool(feeds.FEED.match(text.removeprefix("\ufeff")))


def test_the_root_of_a_feed_stands_within_what_is_looked_at() -> None:
    """Behind all that the pattern allows before it."""
    blank, long = " " * 512, " " * 399
    declared, comment = f"<?xml {long}>{blank}", f"<!--{'a' * 2000}-->{blank}"
    styled = f"<?xml-stylesheet {long}>{blank}"
    assert feeds.is_feed(f"\ufeff{blank}{declared}{comment * 3}{styled * 3}<rdf:RDF >")


@given(
    texts(
        "https://",
        "HTTP://",
        "t.co/",
        "T.co/",
        "pic.x.com/",
        "pic.twitter.com/",
        "Ab1",
        "x" * 41,
        "#",
        "@",
        ":80",
    )
)
@example("https://t.co/Ab1/")
@example(" https://t.co/Ab1 ")
@example("https://www.example.org/t.co/Ab1")
def test_a_short_link_is_what_its_address_taken_apart_says(url: str) -> None:
    """However plainly it is written."""
    parts = split(url)
    match = TCO_SLUG.match(parts.path) if parts and parts.hostname in SHORT_HOSTS else None
    assert tco_slug(url) == (match[1] if match else None)


@pytest.mark.parametrize("text", ["Feed", "ſtream", "é"])
def test_letters_beyond_ascii_leave_it_open(text: str) -> None:
    """One of them may pass for a plain one."""
    assert may_hold(text, ("feed",))


@given(
    texts(
        *('<a href="', "<b data-url='", '<b data-url="', "<p title=", '"', "'", "https://x.com/a/status/1"),
        *("https%3A%2F%2Fx.com%2Fa%2Fstatus%2F1", "x" * 190, "x" * 390),
    )
)
@example(f"<b data-url=\"{'x' * 390} href='https://x.com/a/status/1'\">")
@example("<b data-url='https://x.com/a/status/1'><a href=\"https://x.com/a/status/1\">")
def test_permalinks_that_are_all_linked_name_no_attribute(markup: str) -> None:
    """What the pattern finds stands in the attribute that one sees from the middle of it."""
    page = parse(markup)
    told = embeds._attribute_names(page)
    names = [attribute_at(markup, match.start()) for match in embeds.PERMALINK.finditer(markup)]
    assert told == tuple(dict.fromkeys(name for name in names if name and name not in embeds.NOT_FOR_POSTS))
