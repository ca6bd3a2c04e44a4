"""One embed's own markup: an article's blockquote, or the `html` of an oEmbed answer (the same markup)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, cast

import regex

from embedarchive.platforms.twitter import tco_slug
from embedarchive.records import Claim, PostRef
from embedarchive.stages.decoding import clean
from embedarchive.stages.find.attributions import Attribution, attributions
from embedarchive.stages.find.dates import DateText, read_date
from embedarchive.stages.find.slugs import links_in, unrepeated
from embedarchive.stages.find.urls import post_at, written

if TYPE_CHECKING:
    from bs4 import Tag
    from bs4.element import PageElement

MAX_MARKUP = 100_000
"""Characters of one embed that are read; a real one has a few hundred."""
USUAL_MARKUP = 4_000
"""Characters up to which an embed is remembered."""
BLOCKS = frozenset({"p", "div", "blockquote", "li", "section", "h1", "h2", "h3", "h4", "footer", "br"})
HANDLE = regex.compile(r"[@＠](?P<handle>[A-Za-z0-9_]{1,20})(?![A-Za-z0-9_.])")
DASH = regex.compile(r"(?:[—―]|--+)\s{0,9}[^—]{0,200}\Z")


def read_blockquote(markup: str) -> tuple[Claim, PostRef | None, tuple[str, ...]]:
    """Read what an embed claims, the post its permalink names, and its links.

    Links are the permalink and the short links, in order, verbatim but absolute. The same embed is read for
    several rules, and stands in many pages of a site.
    """
    return _remembered(markup) if len(markup) <= USUAL_MARKUP else _read(markup)


def _read(markup: str) -> tuple[Claim, PostRef | None, tuple[str, ...]]:
    from bs4 import BeautifulSoup

    root = BeautifulSoup(markup[:MAX_MARKUP], "lxml")
    quote = root.find("blockquote") or root
    anchors = cast("list[Tag]", quote.find_all("a", href=True))
    dated = _date_link(anchors)
    post = post_at(_href(dated)) if dated else None
    words, line = _parted(quote)
    claim = _claim(quote, words, line, dated)
    return claim, post or _named(quote), _links(quote, dated)


_remembered = lru_cache(maxsize=512)(_read)


def _date_link(anchors: list[Tag]) -> Tag | None:
    """Return the last link to a post: in X's markup the date; a quoted post is linked before it."""
    posts = [a for a in anchors if post_at(_href(a))]
    return posts[-1] if posts else None


def _href(anchor: Tag) -> str:
    return written(str(anchor.get("href", "")))


def _named(quote: Tag) -> PostRef | None:
    """Return the post that an attribute of the blockquote names."""
    tag = quote if quote.name == "blockquote" else None
    for name in ("cite", "data-tweet-url", "data-url", "data-href"):
        if tag is not None and (post := post_at(str(tag.get(name, "")))):
            return post
    return None


def _claim(quote: Tag, words: str, line: Attribution | None, dated: Tag | None) -> Claim:
    date = line.date if line and line.date else _date_of(dated)
    paragraph = quote.find("p", lang=True)
    lang = str(paragraph.get("lang")) if paragraph else None
    return Claim(
        name=_clean(line.name) if line else None,
        handle=line.handle if line else _handle_of(quote, dated),
        date=date.date if date else None,
        date_text=clean(date.text) if date else None,
        text=_clean(words),
        lang=lang or None,
    )


def _clean(text: str) -> str | None:
    return clean(text.strip()) or None


def _date_of(dated: Tag | None) -> DateText | None:
    text = dated.get_text().strip() if dated else ""
    return read_date(text) if text else None


def _handle_of(quote: Tag, dated: Tag | None) -> str | None:
    """Return the handle of an embed without the usual line: `— <a href=permalink>@handle</a>`."""
    match = HANDLE.search(dated.get_text()) if dated else None
    if match:
        return str(match["handle"])
    closing = DASH.search(_text(quote).rstrip())
    match = HANDLE.search(closing[0]) if closing else None
    return str(match["handle"]) if match else None


# --- Words and attribution --------------------------------------------------------------------


def _parted(quote: Tag) -> tuple[str, Attribution | None]:
    """Part an embed's text into the quoted words and the attribution line."""
    text = _text(quote)
    line = next(iter(reversed(list(attributions(text)))), None)
    own = [t for t in map(_text, cast("list[Tag]", quote.find_all("p"))) if t.strip()]
    if line is None:
        closing = DASH.search(text.rstrip()) if HANDLE.search(text) else None
        return (text[: closing.start()] if closing else "\n".join(own) or text), None
    return text[: line.words_end], line


def _text(tag: Tag) -> str:
    """Return the text as shown: a line break for `<br>` and between blocks."""
    parts: list[str] = []
    for part in _parts(tag):
        if part == "\n" and (not parts or parts[-1].endswith("\n")):
            continue
        parts.append(part)
    return "".join(parts).strip()


def _parts(tag: Tag) -> Iterator[str]:
    """Yield text and line breaks in document order, without recursion."""
    from bs4.element import NavigableString, PreformattedString, Tag

    waiting: list[PageElement | None] = list(reversed(tag.contents))
    while waiting:
        one = waiting.pop()
        if one is None:
            yield "\n"
        elif isinstance(one, Tag):
            edge = [None] if one.name in BLOCKS else []
            waiting += [*edge, *reversed(_shown(one)), *edge]
        elif isinstance(one, NavigableString) and not isinstance(one, PreformattedString):
            yield regex.sub(r"[ \t\r\n]+", " ", str(one))


def _shown(tag: Tag) -> list[PageElement]:
    return [] if tag.name in ("script", "style", "br") else list(tag.contents)


def _links(quote: Tag, dated: Tag | None) -> tuple[str, ...]:
    """Return short links in order, then the permalink."""
    found: list[str] = []
    for anchor in quote.find_all("a", href=True):
        href = _href(anchor)
        shown = links_in(anchor.get_text()) if tco_slug(href) else ()
        # The visible pic. form says more than the same slug behind t.co: it leads to the post itself.
        picture = [link for link in shown if "//pic." in link and link.endswith(f"/{tco_slug(href)}")]
        found += picture or ([href] if tco_slug(href) else [])
    found += links_in(_text(quote))
    if dated:
        found.append(_href(dated))
    return tuple(clean(link) for link in unrepeated(found))
