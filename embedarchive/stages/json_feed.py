"""A JSON Feed read as a page: its items one below the other, as `feeds.py` does with RSS and Atom.

Source: https://www.jsonfeed.org/version/1.1/ (looked at on 2026-11-28). An item has `content_html`,
`content_text` or both, which then say the same; its `title` is plain text. `external_url` is what an item of
a link blog is about, `url` its own page: a post on X where the feed is an account's.
"""

from __future__ import annotations

import html
import json
from collections.abc import Iterator

from embedarchive.platforms.urls import split
from embedarchive.stages.decoding import clean

TYPE_CHECKING = False  # as in cli/__init__.py
if TYPE_CHECKING:
    from typing import Any


def as_page(feed: str) -> str | None:
    """Return the titles, contents and addresses of a feed's items as one HTML page that has the feed's title.

    None for what is no JSON after all, or has no items.
    """
    try:
        read = json.loads(feed.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        return None
    items = read.get("items") if isinstance(read, dict) else None
    if not isinstance(items, list):
        return None
    parts = "".join(part for item in items if isinstance(item, dict) for part in _parts(item))
    title = _text(read, "title")
    head = f"<head><title>{title}</title></head>" if title else ""
    return f"<html{_lang(read)}>{head}<body>{parts}</body></html>"


def _parts(item: dict[str, Any]) -> Iterator[str]:
    yield f"<div{_lang(item)}>"
    if title := _text(item, "title"):
        yield f"<h2>{title}</h2>"
    markup = item.get("content_html")
    if isinstance(markup, str) and markup.strip():
        yield f"<div>{_clean(markup)}</div>"
    elif text := _text(item, "content_text") or _text(item, "summary"):
        yield f"<div>{'<br>'.join(text.splitlines())}</div>"
    for key in ("external_url", "url"):
        address = _text(item, key)
        if parts := split(html.unescape(address)):
            yield f'<p><a href="{address}">{parts.hostname}</a></p>'
    yield "</div>"


def _lang(holder: dict[str, Any]) -> str:
    lang = _text(holder, "language")
    return f' lang="{lang}"' if lang else ""


def _text(holder: dict[str, Any], key: str) -> str:
    """Return a plain text as markup; nothing where there is none."""
    value = holder.get(key)
    return html.escape(_clean(value)) if isinstance(value, str) and value.strip() else ""


def _clean(text: str) -> str:
    """Make a text of what JSON may escape and no text may hold: halves of surrogate pairs, zeros."""
    return clean(text).replace("\0", "\ufffd")
