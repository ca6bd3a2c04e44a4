"""www.youtube.com and www.tiktok.com: their oEmbed."""

from __future__ import annotations

import html
import re

from embedarchive.demo.elsewhere import Elsewhere, Fate
from embedarchive.demo.reply import Answer, Ask, page
from embedarchive.demo.script import World
from embedarchive.demo.sites.bluesky import said

_WATCHED = re.compile(r"[?&]v=([\w-]{11})")
_VIDEO = re.compile(r"/(?:video|v)/(\d+)")
_PLAIN = (("Content-Type", "text/html; charset=utf-8"),)
_REFUSED = {
    Fate.DELETED: (404, b"Not Found"),
    Fate.PRIVATE: (403, b"Forbidden"),
    Fate.UNEMBEDDED: (401, b"Unauthorized"),
}
"""Bare words, no JSON (ruby-oembed #79)."""


def youtube(world: World, ask: Ask) -> Answer:
    """Answer for a video; a word and a status where it is not shown."""
    if ask.path != "/oembed":
        return page("<title>YouTube</title>\n", 200 if ask.path == "/" else 404)
    found = _WATCHED.search(ask.parameter("url"))
    post = world.found_elsewhere.get(("youtube", found[1])) if found else None
    if post is None:
        return Answer(400, b"Bad Request", _PLAIN)
    if not post.alive:
        return Answer(*_REFUSED.get(post.fate, (404, b"Not Found")), _PLAIN)
    frame = f'<iframe width="200" height="113" src="https://www.youtube.com/embed/{post.id}?feature=oembed"></iframe>'
    return said(
        _common(post)
        | {
            "author_url": f"https://www.youtube.com/@{post.handle}",
            "provider_name": "YouTube",
            "thumbnail_url": post.picture or f"https://i.ytimg.com/vi/{post.id}/hqdefault.jpg",
            "html": frame,
        }
    )


def tiktok(world: World, ask: Ask) -> Answer:
    """Answer for a video; one answer for all that is not shown."""
    if ask.path != "/oembed":
        return page("<title>TikTok</title>\n", 200 if ask.path == "/" else 404)
    found = _VIDEO.search(ask.parameter("url"))
    post = world.found_elsewhere.get(("tiktok", found[1])) if found else None
    if post is None or not post.alive:
        return said({"status_msg": "Something went wrong", "code": 400}, 400)
    url = f"https://www.tiktok.com/@{post.handle}/video/{post.id}"
    quote = (
        f'<blockquote class="tiktok-embed" cite="{url}" data-video-id="{post.id}"><section>'
        f'<a target="_blank" href="https://www.tiktok.com/@{post.handle}?refer=embed">@{post.handle}</a>'
        f"<p>{html.escape(post.text)}</p></section></blockquote>"
    )
    return said(
        _common(post)
        | {
            "author_url": f"https://www.tiktok.com/@{post.handle}",
            "author_unique_id": post.handle,
            "embed_product_id": post.id,
            "provider_name": "TikTok",
            "thumbnail_url": post.picture,
            "html": quote,
        }
    )


def _common(post: Elsewhere) -> dict[str, object]:
    return {"version": "1.0", "type": "video", "title": post.text, "author_name": post.name}
