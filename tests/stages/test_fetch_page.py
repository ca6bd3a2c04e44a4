"""A page as its reader sees it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedarchive.stages.feeds import as_page, is_feed
from embedarchive.stages.metadata import read_metadata
from embedarchive.stages.page import parse


def test_blocks_lines_and_spaces_are_laid_out_as_shown() -> None:
    """Paragraphs are set apart by an empty line, lines by a break, and white space collapses."""
    page = parse(
        "<h1>The\n bridge</h1><p>One <b>two</b>\n three<br>four</p><div>five<div>six</div></div>"
        "<ul><li>a</li><li>b</li></ul><pre>  kept\n as is</pre><table><tr><td>1</td><td>2</td></tr></table>"
    )
    assert page.text == "The bridge\n\nOne two three\nfour\n\nfive\nsix\n\na\nb\n\n  kept\n as is\n\n1 2"


def test_what_is_not_shown_is_not_text() -> None:
    """Scripts, styles, templates, comments and the head are no part of the text."""
    page = parse(
        "<head><title>T</title><style>p{}</style></head><p>Shown"
        "<script>var hidden</script><template>hidden</template><noscript>hidden</noscript><!-- hidden --></p>"
    )
    assert page.text == "Shown"
    assert [comment.strip() for _place, comment in page.comments] == ["hidden"]


def test_an_element_knows_where_its_text_stands() -> None:
    """A span covers what an element shows; one that shows nothing has its place."""
    page = parse(
        "<p>Before.</p><blockquote> <p>The words.</p> — Ann</blockquote><iframe></iframe><p>After.</p>"
    )
    (quote,), (frame,) = page.tree.css("blockquote"), page.tree.css("iframe")
    start, end = page.span(quote)
    assert page.text[start:end] == "The words.\n\n— Ann"
    start, end = page.span(frame)
    assert start == end
    assert page.text[:start].strip().endswith("— Ann")


def test_a_page_states_its_title_publisher_date_and_language() -> None:
    """Open Graph comes before JSON-LD, JSON-LD before what the page shows."""
    linked = {"@graph": [{"@type": "WebPage"}, {"@type": ["Thing", "NewsArticle"], "headline": "Linked",
              "datePublished": "2026-02-03T08:00:00Z", "publisher": {"name": "Seeburg Post"}}]}  # fmt: skip
    script = f'<script type="application/ld+json">{json.dumps(linked)}</script>'
    known = read_metadata(
        parse(f"<html lang='en'><head><title>T</title>{script}</head><h1>H</h1>").tree, None
    )
    assert (known.title, known.publisher, known.lang) == ("Linked", "Seeburg Post", "en")
    assert known.published == "2026-02-03T08:00:00+00:00"
    known = read_metadata(parse(f'<meta property="og:title" content="O">{script}').tree, None)
    assert known.title == "O"


def test_a_bare_page_is_published_by_its_host() -> None:
    """Where a page says nothing of its publisher, the host is all there is."""
    known = read_metadata(parse("<title> A \n title</title>").tree, "https://www.seeburg.example/a")
    assert (known.title, known.publisher, known.published) == ("A title", "seeburg.example", None)


@pytest.mark.parametrize("broken", ["{", "[" * 9000, "null", '{"@type": "NewsArticle", "headline": 7}'])
def test_broken_json_ld_says_nothing(broken: str) -> None:
    """JSON-LD that is no JSON, or too deep, is passed over."""
    page = parse(f'<title>T</title><script type="application/ld+json">{broken}</script>')
    assert read_metadata(page.tree, None).title == "T"


@pytest.mark.parametrize(
    "entry",
    [
        "<content:encoded><![CDATA[<p>The <b>words</b></p>]]></content:encoded>",
        "<description>&lt;p&gt;The &lt;b&gt;words&lt;/b&gt;&lt;/p&gt;</description>",
    ],
)
def test_a_feed_is_read_as_a_page_of_its_entries(entry: str) -> None:
    """Markup inside a feed is shown as markup, whichever way it was wrapped."""
    feed = f'<?xml version="1.0"?><rss><channel><item><title>A title</title>{entry}</item></channel></rss>'
    assert is_feed(feed)
    assert parse(as_page(feed)).text == "A title\n\nThe words"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (
            "<title>The &lt;Daily&gt; &amp;amp; Ledger</title><image><title>A logo</title></image>",
            "The <Daily> & Ledger",
        ),
        ("<title><![CDATA[The Ledger]]></title>", "The Ledger"),
        ("<title type='html'>&lt;b&gt;Ledger&lt;/b&gt; daily</title>", "<b>Ledger</b> daily"),
        ("", None),
    ],
)
def test_a_feed_has_its_own_title_and_the_words_of_every_entry(head: str, title: str | None) -> None:
    """An entry's title is a heading; a feed without one has none."""
    entries = "".join(f"<item><title>T{n}</title><description>W{n}</description></item>" for n in range(3))
    page = parse(as_page(f"<rss><channel>{head}{entries}</channel></rss>"))
    assert read_metadata(page.tree, None).title == title
    assert page.text.endswith("T0\n\nW0\n\nT1\n\nW1\n\nT2\n\nW2")


PIECES = st.sampled_from(
    [
        *("<p>", "</p>", "<div>", "a ", " b", "<br>", "<pre>", "</pre>", "<td>", "<table>", "\n"),
        *("<script>", "<!--", "-->", "<svg>", "<template>"),
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_markup_is_laid_out(markup: str) -> None:
    """Every span lies within the text, whatever the markup."""
    page = parse(markup)
    nodes = page.select("*")
    page.note(nodes)
    assert all(0 <= start <= end <= len(page.text) for start, end in map(page.span, nodes))


def test_stretches_round_words_are_joined_where_they_overlap() -> None:
    """A word at the very begin of a page has what stands there before it; letters' case does not count."""
    page = parse("ab ÄÖ STATUS ... status xy")
    assert list(page.around(("status",), 9, 6)) == [(0, 23)]
    assert list(page.around(("status",), 2, 6)) == [(4, 12), (15, 23)]
    assert list(page.around(("nothing",), 2, 6)) == []
