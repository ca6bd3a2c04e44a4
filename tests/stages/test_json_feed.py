"""JSON Feeds are read as RSS and Atom are, wherever they come from."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedarchive.records import Exchange, Mention, Purpose, Request, Source, SourceKind
from embedarchive.stages.find.gate import may_cite
from embedarchive.stages.json_feed import as_page
from embedarchive.stages.page import parse
from embedarchive.stages.reading import read

WHEN = "2026-02-10T12:00:00Z"
VERSION = "https://jsonfeed.org/version/1.1"
ID = "1755981274215022593"
QUOTE = (
    '<blockquote class="twitter-tweet"><p>No cars</p>&mdash; Board (@harbour_board) '
    f'<a href="https://twitter.com/harbour_board/status/{ID}">February 9, 2024</a></blockquote>'
)
LINE = "Only on foot.\n— Harbour Board (@harbour_board) February 2, 2026\n"
FEED = {
    "version": VERSION,
    "title": "Harbour <News>",
    "language": "en",
    "items": [
        {"id": "1", "url": "https://news.test/1", "title": "Fish & bridge", "content_html": QUOTE},
        {"id": "2", "content_text": LINE, "external_url": f"https://x.com/board/status/{int(ID) + 1}"},
    ],
}


def written(feed: object) -> bytes:
    """Write a feed as PHP does, with a stroke before every slash and all letters in ASCII."""
    return json.dumps(feed).replace("/", "\\/").encode()


def mentions(body: bytes, kind: str | None, name: str = "https://news.test/feed") -> tuple[Mention, ...]:
    """Return what is found in an answer of the web with this content type; of a file with None."""
    source = Source(name, SourceKind.FILE if kind is None else SourceKind.URL)
    headers = () if kind is None else (("Content-Type", kind),)
    return read(source, Exchange(Request(name, Purpose.ARTICLE), WHEN, 200, headers, body)).mentions


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("application/feed+json", "https://news.test/feed"),
        ("application/json; charset=utf-8", "https://news.test/feed.json"),
        ("text/plain", "https://news.test/feed.json"),
        (None, "feed.json"),
        (None, "-"),
    ],
)
def test_the_posts_of_all_items_are_found(kind: str | None, name: str) -> None:
    """Markup, plain text with its line ends, and the address that an item is about."""
    for body in (json.dumps(FEED).encode(), b"\xef\xbb\xbf\n" + written(FEED)):
        embed, line, link = mentions(body, kind, name)
        assert (embed.kind, embed.post and embed.post.id, embed.claim.text) == ("embed", ID, "No cars")
        assert (line.kind, line.claim.handle, line.claim.text) == (
            "attribution",
            "harbour_board",
            "Only on foot.",
        )
        assert (link.kind, link.post and link.post.id) == ("link", str(int(ID) + 1))


def test_a_feed_becomes_a_page_with_its_title() -> None:
    """Titles are plain text; an item that says what it holds twice is read once."""
    page = parse(
        as_page(
            json.dumps(
                {"title": "A <b>", "items": [{"title": "<i>", "content_html": "x", "content_text": "x"}]}
            )
        )
        or ""
    )
    assert page.text == "<i>\n\nx"
    assert page.tree.css_first("title").text() == "A <b>"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "body",
    [
        b'{"items": [{"content_html": "<p>https://t.co/abcdefghij</p>"}]}',
        b'[{"version": "https://jsonfeed.org/version/1", "content_text": "https://t.co/abcdefghij"}]',
    ],
)
def test_other_json_is_no_article(body: bytes) -> None:
    """Only what says that it is a feed is one."""
    source = Source("a.json", SourceKind.FILE)
    problem = read(source, Exchange(Request("file:a.json"), WHEN, 200, (), body)).problem
    assert problem is not None
    assert problem.startswith("a.json: not an article: application/json")


def test_a_feed_that_was_cut_is_told() -> None:
    """It is no page without citations."""
    source = Source("a.json", SourceKind.FILE)
    problem = read(source, Exchange(Request("file:a.json"), WHEN, 200, (), written(FEED)[:200])).problem
    assert problem == ("a.json: not an article: a JSON Feed that cannot be read; it may have been cut short")


@pytest.mark.parametrize("name", ["page.html", "notes.txt"])
def test_a_file_with_another_name_is_what_its_name_says(name: str) -> None:
    """A text about feeds may begin as one."""
    source = Source(name, SourceKind.FILE)
    article = read(source, Exchange(Request(f"file:{name}"), WHEN, 200, (), written(FEED))).article
    assert article is not None
    assert article.text.startswith("{")


def test_no_escape_hides_a_feed_from_the_gate() -> None:
    """Every letter of JSON may be escaped but those by which it is known."""
    escaped = "".join(f"\\u{ord(each):04x}" for each in "https://t.co/abcdefghij")
    body = f'{{"version": "{VERSION}", "items": [{{"content_text": "{escaped}"}}]}}'.encode()
    assert len(mentions(body, "application/feed+json")) == 1
    assert may_cite(body)


@given(
    st.recursive(
        st.none() | st.text() | st.integers(),
        lambda some: (
            st.lists(some)
            | st.dictionaries(
                st.sampled_from(["items", "title", "url", "content_html", "content_text", "language"]), some
            )
        ),
    )
)
def test_no_feed_is_too_odd(items: object) -> None:
    """Whatever stands where something else belongs, it is read or refused."""
    page = as_page(json.dumps({"version": VERSION, "items": items}))
    assert (page is None) is not isinstance(items, list)
    assert page is None or parse(page)
