"""Where a file says that it was published."""

from __future__ import annotations

import pytest

from embedarchive.records import Source, SourceKind
from embedarchive.stages.fetch import fetch
from embedarchive.stages.origin import origin_of_page, origin_of_text
from embedarchive.stages.page import parse
from tests.worlds.dict_world import DictWorld, hold

URL = "https://news.test/2026/02/story?id=7"
ELSEWHERE = "<link rel=canonical href='https://other.test/'>"


@pytest.mark.parametrize(
    "text",
    [
        f"Title\n\nSource: {URL}\n\nWords",
        f"\ufeffURL: <{URL}>\nWords",
        f"**Source:** {URL}\n",
        f"> Link: {URL}  \n",
        f"article url = {URL}\n",
        f"---\ntitle: A story\nurl: {URL}\nhostname: news.test\n---\nWords",
        f'---\ncanonical_url: "{URL}"\n---\n',
    ],
)
def test_a_text_names_its_source_at_its_head(text: str) -> None:
    """A labelled line, or front matter as trafilatura and static sites write it."""
    assert origin_of_text(text) == URL


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Words and nothing else\n",
        f"See {URL} for more\n",
        f"{URL}\n",
        f"Source: Reuters, {URL}\n",
        "Source: /2026/02/story\n",
        "Source: ftp://news.test/story\n",
        "\n".join(["Words"] * 20 + [f"Source: {URL}"]),
        f"---\ntitle: A story\n---\nWords\n{'Words' * 3}\nurl2: {URL}\n",
    ],
)
def test_nothing_is_guessed(text: str) -> None:
    """A link in the text, or a label with something else, is no statement of where it was published."""
    assert origin_of_text(text) is None


@pytest.mark.parametrize(
    "markup",
    [
        f"<!-- saved from url=(0041){URL} -->\n<html>",
        f"<html><!--\n Page saved with SingleFile \n url: {URL} \n saved date: x -->{ELSEWHERE}",
        f"<link rel='canonical' href='{URL}'><meta property='og:url' content='https://other.test/'>",
        f"<link rel=canonical href='/2026'><meta property='og:url' content='{URL}'>",
    ],
)
def test_a_saved_page_names_its_source(markup: str) -> None:
    """The browser that saved it, before the page itself; a relative address names no place."""
    assert origin_of_page(markup, parse(markup).tree) == URL


def test_a_page_that_says_nothing_has_no_origin() -> None:
    """Unknown is not none."""
    assert origin_of_page("<p>x", parse("<p>x").tree) is None


def test_what_the_user_says_goes_before_what_the_file_says() -> None:
    """And an article that was read on the web needs no other address."""
    files = {
        "a.txt": f"Source: {URL}\n".encode(),
        "b.html": b"<link rel=canonical href='https://own.test/'><p>x",
    }
    world = DictWorld(files=files)

    def origin(name: str, address: str | None = None) -> str | None:
        reading, _ = hold(fetch(Source(name, SourceKind.FILE, address)), world)
        assert reading.article is not None
        return reading.article.origin

    assert origin("a.txt") == URL
    assert origin("a.txt", "https://said.test/") == "https://said.test/"
    assert origin("b.html") == "https://own.test/"
