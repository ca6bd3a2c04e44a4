"""The forms of a report: complete, and inert whatever strangers wrote into the article or the post."""

from __future__ import annotations

import html.parser
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embedarchive.outputs import report_html, report_markdown, report_text
from embedarchive.outputs.report import Photo, report
from embedarchive.records import Outcome
from tests.outputs.reporting import (
    CHECKED,
    CONFIRMED,
    DIFFERENT,
    PHOTO,
    PROBABLE,
    UNRESOLVED,
    bare_link,
    hostile,
    provenance,
)

ALL = provenance(CONFIRMED, DIFFERENT, PROBABLE, UNRESOLVED, bare_link("https://t.co/zz", None, Outcome.LOOP))
SHOWN = report(ALL, CHECKED, "20260905T102030-abcdef", {PHOTO: Photo("image/jpeg", b"\xff\xd8\xff")})
ACTING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
BAIT = (
    '"><script>alert(1)</script>',
    "<img src=x onerror=alert(1)> &lt;b&gt; ' \" `code` ``",
    "[click](javascript:alert(1)) ![x](https://evil.example/x.png) <https://evil.example>",
    "# heading\n- list\n1. list\n> quote\n***\n    code\n| a | b |\n===\n",
    "www.evil.example mail@evil.example @everyone #123 https://evil.example/`a` :smile: $x$",
    "\u202eedirrevo \u2066isolate \x1b[31mred\x07 \x9b2J",
)
TAGS = {
    *("html", "head", "meta", "title", "style", "body", "header", "h1", "h2", "h3", "p", "dl", "dt", "dd"),
    *("main", "article", "span", "bdi", "blockquote", "a", "section", "div", "img", "footer", "br"),
    *("ul", "li", "b", "details", "summary"),
}
ATTRIBUTES = {
    *("lang", "charset", "http-equiv", "content", "name", "dir", "class", "href", "rel", "src", "alt"),
}


class Page(html.parser.HTMLParser):
    """Notes what a page would do."""

    def __init__(self, text: str) -> None:
        """Read a page."""
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str, str]] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.tags.add(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in ("meta", "img", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the element that was opened last."""
        assert self.open.pop() == tag

    def values(self, name: str) -> list[str]:
        """Return the values of an attribute."""
        return [value for _tag, named, value in self.attributes if named == name]


def held(page: Page) -> None:
    """Hold a page against what a report may do."""
    assert page.open == []
    assert page.tags <= TAGS
    assert {name for _tag, name, _value in page.attributes} <= ATTRIBUTES
    assert all(re.match(r"https?://", value) for value in page.values("href"))
    assert all(value.startswith("data:image/") for value in page.values("src"))
    assert len(page.values("rel")) == len(page.values("href"))
    assert set(page.values("rel")) <= {"noreferrer noopener"}


def test_the_page_says_everything_and_fetches_nothing() -> None:
    """No script, a policy that forbids all but its own style and drawn photos, and well-formed."""
    written = report_html.render(SHOWN)
    page = Page(written)
    held(page)
    assert report_html.POLICY in page.values("content")
    assert page.values("src") == ["data:image/jpeg;base64,/9j/"]
    for said in ("the post of 2 Feb 2026 says the same words", "5 Feb 2026", "The bridge is open."):
        assert said in written
    assert "goes round in circles" in written


def test_the_styles_know_the_dark_the_printer_and_the_phone() -> None:
    """And nothing in them is loaded from anywhere."""
    written = report_html.render(SHOWN)
    for query in ("(prefers-color-scheme: dark)", "@media print", "(max-width: 30rem)"):
        assert query in written
    assert "@import" not in written
    assert "url(" not in written


@pytest.mark.parametrize("bait", BAIT)
def test_strangers_write_no_html(bait: str) -> None:
    """Whatever stands in every text of an article, a post and a link."""
    for url in ("https://news.example/", f"https://news.example/{bait}", bait):
        written = report_html.render(report(hostile(bait, url), CHECKED))
        held(Page(written))
        assert ACTING.search(written) is None


@given(st.text(), st.text())
@settings(max_examples=60)
def test_no_text_at_all_becomes_markup(text: str, path: str) -> None:
    """For every text and every address there is."""
    shown = report(hostile(text, f"https://news.example/{path}"), CHECKED)
    held(Page(report_html.render(shown)))
    for render in (report_html.render, report_text.render, report_markdown.render):
        assert ACTING.search(render(shown)) is None


def bared(markdown: str) -> str:
    """Return Markdown without escaped characters and code spans: what is left may act."""
    return re.sub(r"\\[!-/:-@\[-`{-~]|(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)", " ", markdown)


@pytest.mark.parametrize("bait", BAIT)
def test_strangers_write_no_markdown(bait: str) -> None:
    """No tag, link, picture, heading, table, mention or bare address is formed by their words."""
    left = bared(report_markdown.plain(bait))
    assert not re.search(r"[\[\]<>`*_|#$~&]|!\[|://|www\.|@|:smile:", left), left


@given(st.text("ab1.@:/#`[]()<>!*_-+= \n\\"))
@settings(max_examples=400)
def test_markdown_text_is_inert(text: str) -> None:
    """No combination of the characters that act survives."""
    shown = report_markdown.plain(text)
    assert "\n" not in shown
    assert not re.search(r"[\[\]<>*_#]|://|\w\.\w|@", bared(shown))
    assert not re.match(r"[-+=]|\d+[.)]", shown)


def test_markdown_links_only_to_the_web() -> None:
    """Every link of the report is one of ours, in angle brackets."""
    written = report_markdown.render(SHOWN)
    targets = re.findall(r"\]\(<(.*?)>\)", written)
    assert "https://news.example/bridge" in targets
    assert all(target.startswith(("https://", "http://")) for target in targets)
    assert "## 1\\. confirmed: the post of 2 Feb 2026 says the same words" in written
    assert "> The bridge is open." in written


def test_the_text_says_everything_in_lines_of_bounded_width() -> None:
    """Quoted words stand on lines of their own; an address is never broken."""
    lines = report_text.render(SHOWN).splitlines()
    assert "1. confirmed: the post of 2 Feb 2026 says the same words" in lines
    assert "   > The bridge is shut." in lines
    assert "   | The bridge is open." in lines
    assert any(line.startswith("   ! differs: Words: not the same") for line in lines)
    assert all(len(line) <= 88 for line in lines if "://" not in line)
    narrow = report_text.render(SHOWN, columns=40).splitlines()
    assert max(len(line) for line in narrow if "://" not in line) <= 40


@pytest.mark.parametrize("bait", BAIT)
def test_nothing_acts_on_a_terminal(bait: str) -> None:
    """Escape sequences and overrides are shown as what they are."""
    assert ACTING.search(report_text.render(report(hostile(bait), CHECKED))) is None
