"""Text that speaks of markup is text; what begins as markup is HTML, unless it goes on as Markdown."""

from __future__ import annotations

import pytest

from embedarchive.stages.mediatype import HTML, MARKDOWN, PLAIN, media_type, refusal

SPEAKS = b"Learn the <html> tag and more.\n\nThe river rose.\n"


@pytest.mark.parametrize(
    "body", [SPEAKS, b"\xef\xbb\xbf" + SPEAKS, b"A line.\n<body>\n", b"a < b <div> c", b"<i>a"]
)
def test_text_that_speaks_of_markup_is_text(body: bytes) -> None:
    """On standard input, where no name tells, only the beginning counts."""
    assert media_type("-", None, body) == PLAIN


@pytest.mark.parametrize(
    "body",
    [
        *(b"<html>x", b"\xef\xbb\xbf \n<!DOCTYPE html>", b"<body class=a>", b"<p>words</p>", b"<br/>words"),
        *(
            b"<!-- saved --><html>",
            b"<!-- saved",
            b"<!-- a -->\n<!-- b -->\n<div>words</div>",
            b"<!-- alone -->",
        ),
        *(
            b"<?xml version='1.0'?><rss>",
            b"<b>words</b>",
            b"<a href='https://a.example/'>words</a>",
        ),
        b"<html><pre>\n\n# a comment\n</pre>[a](https://a.example/)",
    ],
)
def test_what_begins_as_markup_is_html(body: bytes) -> None:
    """As browsers sniff it; a whole document is nothing else, whatever stands in it."""
    assert media_type("-", None, body) == HTML


@pytest.mark.parametrize(
    "body",
    [
        b"<p align=center><img src=a.png></p>\n\n# Title\n\nWords.\n",
        b"<p align=center>\r\n<img src=a.png>\r\n</p>\r\n\r\n## Title\r\n",
        b"<a name=top></a>\nWords, and [more](https://a.example/).\n",
        b"<!-- lint off -->\nWords.\n\nThe river rose.\n",
        b"<!-- lint off -->\n# Title\n",
        b"<!-- lint off -->\n<div>\n\n![a](https://a.example/a.png)\n\n</div>",
    ],
)
def test_what_goes_on_as_markdown_is_markdown(body: bytes) -> None:
    """It may begin with tags or with a comment; its lines are kept as they are."""
    assert media_type("-", None, body) == MARKDOWN


@pytest.mark.parametrize(
    ("said", "kind"),
    [(None, PLAIN), ("text/plain", PLAIN), ("text/plain; charset=utf-8", PLAIN), ("text/html", HTML)],
)
def test_what_was_converted_to_text_is_text(said: str | None, kind: str) -> None:
    """A `conversion` record, whatever it begins with, unless it says another type."""
    assert media_type("https://a.example/", said, b"<html> is a tag.\n", converted=True) == kind
    assert media_type("https://a.example/", said, b"<html> is a tag.\n") == HTML


def test_a_warc_is_no_article() -> None:
    """Read as one, the headers of its records would stand in the words of posts."""
    kind = media_type("https://a.example/dump", "text/plain", b"WARC/1.1\r\nWARC-Type: response\r\n")
    assert "not an article: application/warc; 'embedarchive find" in str(refusal(kind, b"WARC"))
    assert media_type("-", None, b"WARC/1.1 is a format.\n") == PLAIN
