"""What an archived copy says of a post: JSON of the API's versions, and Twitter's pages.

The bodies are untrusted: `read_memento` is run confined.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from embedarchive.late import re
from embedarchive.platforms import read_url
from embedarchive.platforms.twitter import NAME
from embedarchive.records import PostRef
from embedarchive.stages.snapshot.asking import (
    api_time,
    listing,
    mapping,
    moment,
    parse_json,
    text_of,
    unix_time,
    words_of,
)
from embedarchive.stages.snapshot.readers.graphql import graphql
from embedarchive.stages.snapshot.readers.pages import read_page
from embedarchive.stages.snapshot.told import Told
from embedarchive.stages.words import is_cut

MOST_VERSIONS = 20
QUOTED = re.compile(r"\A\s*[“\"](.*)[”\"]\s*\Z", re.S)
TITLE = re.compile(r"\A(.*?)(?: \(@([A-Za-z0-9_]{1,20})\))? (?:on|no|auf|sur|en|op) (?:Twitter|X)\b", re.S)


def read_memento(body: bytes, media_type: str, post: PostRef) -> Told | None:
    """Read an archived copy of a post; None where it does not show that very post."""
    page = _parsed(body, media_type)
    if page is None:
        return None
    is_json = _is_json(body, media_type)
    eras = (JSON_FORMS if is_json else PAGE_FORMS) if post.platform == NAME else ()
    found = [reader(page, post.id) for _era, reader in eras]
    found += [] if is_json else [read_page(page, post)]
    return next((told for told in found if told and told.text), None)


def _is_json(body: bytes, media_type: str) -> bool:
    return "json" in media_type.lower() or body.lstrip()[:1] in (b"{", b"[")


def _parsed(body: bytes, media_type: str) -> Any:
    return (
        parse_json(body) if _is_json(body, media_type) else LexborHTMLParser(body.decode("utf-8", "replace"))
    )


# --- JSON -----------------------------------------------------------------------------------------


def api_v1(told: Any, post_id: str) -> Told | None:
    """Read a status of API v1.1."""
    told = mapping(told)
    if text_of(told.get("id_str")) != post_id and told.get("id") != int(post_id):
        return None
    user = mapping(told.get("user"))
    entities = mapping(told.get("extended_entities") or told.get("entities"))
    return Told(
        name=text_of(user.get("name")),
        handle=text_of(user.get("screen_name")),
        created=api_time(text_of(told.get("created_at"))),
        text=words_of(told.get("full_text")) or words_of(told.get("text")),
        text_cut=told.get("truncated") is True and "full_text" not in told,
        lang=text_of(told.get("lang")),
        quoted=text_of(mapping(told.get("quoted_status_permalink")).get("expanded")),
        media=_urls(listing(entities.get("media")), "media_url_https"),
        author_id=text_of(user.get("id_str")),
    )


def api_v2(told: Any, post_id: str) -> Told | None:
    """Read an answer of API v2: the post under `data`, its author under `includes`."""
    told = mapping(told)
    posts = [mapping(one) for one in listing(told.get("data")) or [told.get("data")]]
    post = next((one for one in posts if text_of(one.get("id")) == post_id), None)
    if post is None:
        return None
    includes = mapping(told.get("includes"))
    users = [mapping(one) for one in listing(includes.get("users"))]
    author: dict[str, Any] = next((one for one in users if one.get("id") == post.get("author_id")), {})
    return Told(
        name=text_of(author.get("name")),
        handle=text_of(author.get("username")),
        created=moment(text_of(post.get("created_at"))),
        text=words_of(mapping(post.get("note_tweet")).get("text")) or words_of(post.get("text")),
        lang=text_of(post.get("lang")),
        media=_urls(listing(includes.get("media")), "url"),
        author_id=text_of(post.get("author_id")),
        edits=tuple(str(one) for one in listing(post.get("edit_history_tweet_ids"))[:MOST_VERSIONS]),
    )


def _urls(entities: list[Any], key: str) -> tuple[str, ...]:
    urls = (text_of(mapping(one).get(key)) for one in entities)
    return tuple(dict.fromkeys(url for url in urls if url))


# --- Twitter's pages ------------------------------------------------------------------------------


def permalink_page(page: LexborHTMLParser, post_id: str) -> Told | None:
    """Read a page of about 2012 to 2020: the post is drawn in `.permalink-tweet`."""
    post = page.css_first(f'.permalink-tweet[data-tweet-id="{post_id}"]')
    words = post.css_first("p.tweet-text") if post else None
    if post is None or words is None:
        return None
    stamp = post.css_first("._timestamp[data-time]")
    return Told(
        name=post.attributes.get("data-name"),
        handle=post.attributes.get("data-screen-name"),
        author_id=post.attributes.get("data-user-id"),
        created=unix_time(stamp.attributes.get("data-time") if stamp else None),
        text=_drawn_text(words),
        lang=words.attributes.get("lang"),
        media=tuple(
            src for img in post.css(".AdaptiveMedia-photoContainer img") if (src := img.attributes.get("src"))
        ),
    )


def _drawn_text(words: LexborNode) -> str:
    """Return the words of a drawn post as the API gives them.

    Emoji were images whose `alt` is the character; links were shown expanded and cut, over their t.co.
    """
    for link in words.css('a[href*="//t.co/"]'):
        link.replace_with(f" {link.attributes.get('href') or ''}")
    for image in words.css("img[alt]"):
        image.replace_with(image.attributes.get("alt") or "")
    return re.sub(r" {2,9}(?=https?://t\.co/)", " ", words.text()).strip()


def open_graph(page: LexborHTMLParser, post_id: str) -> Told | None:
    """Read the Open Graph properties that every era of the page carries for link previews."""
    post = read_url(_property(page, "og:url") or _canonical(page))
    quoted = QUOTED.match(_property(page, "og:description"))
    if post is None or post.id != post_id or quoted is None:
        return None
    title = TITLE.match(_property(page, "og:title"))
    return Told(
        name=title[1] if title else None,
        handle=(title[2] if title else None) or post.handle,
        text=quoted[1],
        text_cut=is_cut(quoted[1]),
        media=tuple(
            src for src in (_property(page, "og:image"),) if src.startswith("https://pbs.twimg.com/media/")
        ),
    )


def _property(page: LexborHTMLParser, name: str) -> str:
    meta = page.css_first(f'meta[property="{name}"]')
    return (meta.attributes.get("content") if meta else None) or ""


def _canonical(page: LexborHTMLParser) -> str:
    link = page.css_first('link[rel="canonical"]')
    return (link.attributes.get("href") if link else None) or ""


JSON_FORMS: tuple[tuple[str, Callable[[Any, str], Told | None]], ...] = (
    ("api-v1.1", api_v1),
    ("api-v2", api_v2),
    ("graphql", graphql),
)
PAGE_FORMS: tuple[tuple[str, Callable[[Any, str], Told | None]], ...] = (
    ("permalink-page", permalink_page),
    ("open-graph", open_graph),
)
