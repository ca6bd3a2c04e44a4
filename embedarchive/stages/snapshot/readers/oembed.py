"""oEmbed answers (oembed.com, 2.3.4) of platforms that tell a post's title and author: YouTube and TikTok."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser

from embedarchive.late import re
from embedarchive.platforms import PLATFORMS, read_url
from embedarchive.records import PostRef, Testified
from embedarchive.stages.snapshot.asking import mapping, parse_json, text_of
from embedarchive.stages.snapshot.told import Told
from embedarchive.stages.words import is_cut

PLAIN_ANSWERS = {
    b"Forbidden": (Testified.PROTECTED, "the video is private"),
    b"Unauthorized": (Testified.RESTRICTED, "its owner has switched embedding off"),
    b"Not Found": (Testified.NOT_FOUND, "YouTube knows no such video"),
    b"Bad Request": (Testified.NOT_FOUND, "YouTube knows no video by that id"),
}
"""Said with status 200 too (ruby-oembed #79, 2020)."""
HANDLE = re.compile(r"/(?:@|user/|c/)?([^/]{1,100})/?\Z")
CHANNEL_NUMBER = re.compile(r"/channel/")


def youtube(body: bytes, _media_type: str, _post: PostRef) -> Told | None:
    """Read a video's title, which is what articles quote, its channel and its still image."""
    if plain := PLAIN_ANSWERS.get(body.strip()[:20]):
        return Told(status=plain[0], detail=plain[1])
    told = mapping(parse_json(body))
    if not told:
        return None
    return Told(
        post_id=_framed(told, "youtube"),
        name=text_of(told.get("author_name")),
        handle=handle_in(text_of(told.get("author_url"))),
        text=text_of(told.get("title")),
        media=thumbnail(told),
    )


NO_WORD = "something went wrong"


def tiktok(body: bytes, _media_type: str, _post: PostRef) -> Told | None:
    """Read a video's caption and author; TikTok gives one answer for all it does not show."""
    told = mapping(parse_json(body))
    if (text_of(told.get("status_msg")) or "").lower() == NO_WORD:
        return Told(status=Testified.TOMBSTONE, detail="TikTok does not show it and does not say why")
    if not told:
        return None
    caption = text_of(told.get("title"))
    return Told(
        post_id=text_of(told.get("embed_product_id")) or _framed(told, "tiktok"),
        name=text_of(told.get("author_name")),
        handle=text_of(told.get("author_unique_id")) or handle_in(text_of(told.get("author_url"))),
        text=caption,
        text_cut=is_cut(caption),
        media=thumbnail(told),
    )


def _framed(told: dict[str, Any], platform: str) -> str | None:
    """Return the post that the embed's own markup names."""
    tree = LexborHTMLParser(text_of(told.get("html")) or "")
    named = tree.css("iframe[src], blockquote[cite]")
    urls = [node.attributes.get("src") or node.attributes.get("cite") or "" for node in named]
    posts = (read_url(url) for url in urls)
    return next((post.id for post in posts if post and post.platform == platform), None)


def thumbnail(told: dict[str, Any]) -> tuple[str, ...]:
    """Return the still image of an oEmbed answer."""
    url = text_of(told.get("thumbnail_url"))
    return (url,) if url else ()


def handle_in(url: str | None) -> str | None:
    """Return the name in an author's address (`/@NAME`, `/user/NAME`); a channel's number is none."""
    try:
        path = unquote(urlsplit(url or "").path)
    except ValueError:
        return None
    match = HANDLE.search(path)
    return match[1] if match and not CHANNEL_NUMBER.match(path) else None


def same_post(url: str | None, post: PostRef) -> bool:
    """Whether an address in an answer names the post that was asked for."""
    named = PLATFORMS[post.platform].read_url(url or "")
    return named is not None and named.id == post.id
