"""What a page says of itself: title, publisher, date of publication, language."""

from __future__ import annotations

import datetime as dt
import json
from collections import deque
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from embedarchive.late import re
from embedarchive.stages.decoding import clean
from embedarchive.tuples import NamedTuple

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

MAX_JSON = 2_000_000
"""Characters of one JSON-LD block that are read."""
MAX_NODES = 2_000
ARTICLE_TYPES = re.compile(r"Article\Z|Posting\Z|Report\Z|Blog\Z")
"""Types of schema.org that stand for an article (NewsArticle, BlogPosting, Report …)."""
ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?\Z")


class Metadata(NamedTuple):
    """What a page says of itself; each field None where it says nothing."""

    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    """ISO 8601 where it could be read, else verbatim."""
    lang: str | None = None


def read_metadata(tree: LexborHTMLParser, url: str | None) -> Metadata:
    """Read a page's own statements, the most deliberate one first."""
    linked = _linked_article(tree)
    host = (urlsplit(url).hostname or "").removeprefix("www.") if url else ""
    return Metadata(
        title=_first(
            _meta(tree, "property", "og:title"),
            _words(linked.get("headline")),
            _element(tree, "h1"),
            _element(tree, "title"),
        ),
        publisher=_first(_meta(tree, "property", "og:site_name"), _name(linked.get("publisher")), host),
        published=_moment(
            _first(
                _words(linked.get("datePublished")),
                _meta(tree, "property", "article:published_time"),
                _meta(tree, "itemprop", "datePublished"),
                _attribute(tree, "time[datetime]", "datetime"),
            )
        ),
        lang=_first(_attribute(tree, "html[lang]", "lang"), _meta(tree, "property", "og:locale")),
    )


def _first(*said: str | None) -> str | None:
    return next((text for text in said if text), None)


def _squeeze(text: str | None) -> str | None:
    squeezed = " ".join((text or "").split())
    return clean(squeezed) or None


def _meta(tree: LexborHTMLParser, attribute: str, name: str) -> str | None:
    found = tree.css_first(f'meta[{attribute}="{name}"]') or tree.css_first(f'meta[name="{name}"]')
    return _squeeze(found.attributes.get("content")) if found else None


def _attribute(tree: LexborHTMLParser, selector: str, name: str) -> str | None:
    found = tree.css_first(selector)
    return _squeeze(found.attributes.get(name)) if found else None


def _element(tree: LexborHTMLParser, selector: str) -> str | None:
    found = tree.css_first(selector)
    return _squeeze(found.text()) if found else None


def _moment(text: str | None) -> str | None:
    """Return ISO 8601 for what is ISO 8601 in some dress, else the text as it stands."""
    if not text or not ISO.match(text):
        return text
    try:
        return dt.datetime.fromisoformat(text).isoformat() if len(text) > 10 else text
    except ValueError:
        return text


# --- JSON-LD ------------------------------------------------------------------------------------


def _linked_article(tree: LexborHTMLParser) -> dict[str, object]:
    """Return the first node of the page's JSON-LD that is an article."""
    for script in tree.css('script[type="application/ld+json"]'):
        for node in _nodes(_json(script.text() or "")):
            if ARTICLE_TYPES.search(_words(node.get("@type")) or ""):
                return node
    return {}


def _json(text: str) -> object:
    if len(text) > MAX_JSON:
        return None
    try:
        # strict=False: pages put raw line breaks into strings.
        parsed: object = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None
    return parsed


def _nodes(value: object) -> Iterator[dict[str, object]]:
    """Yield the objects of lists and `@graph`s, without going into their other properties."""
    waiting = deque([value])
    for _ in range(MAX_NODES):
        if not waiting:
            return
        one = waiting.popleft()
        if isinstance(one, list):
            waiting.extendleft(reversed(one))
        elif isinstance(one, dict):
            yield one
            waiting.extend([one["@graph"]] if "@graph" in one else [])


def _words(value: object) -> str | None:
    """Return a string, or the last of a list of strings (`@type` goes from general to special)."""
    if isinstance(value, list):
        value = value[-1] if value else None
    return _squeeze(value) if isinstance(value, str) else None


def _name(value: object) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    return _words(value.get("name")) if isinstance(value, dict) else _words(value)
