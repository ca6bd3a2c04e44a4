"""A server of Mastodon, and Truth Social: statuses as JSON, and the embed of one."""

from __future__ import annotations

import html
import re
from typing import Any

from embedarchive.demo.elsewhere import Elsewhere, Fate
from embedarchive.demo.reply import Answer, Ask, page
from embedarchive.demo.script import World
from embedarchive.demo.sites.bluesky import said

_STATUS = re.compile(r"/api/v1/statuses/(\d+)\Z")
_NUMBER = re.compile(r"/(\d+)(?:/embed)?/?\Z")
_HIDDEN = {
    Fate.MEMBERS: (401, "This method requires an authenticated user"),
    Fate.CLOSED: (410, "Gone"),
}


def server(world: World, ask: Ask) -> Answer:
    """Answer for whichever server is asked; a number means nothing on another."""
    if found := _STATUS.match(ask.path):
        return _told(world, ask.host, found[1])
    if ask.path == "/api/oembed":
        number = _NUMBER.search(ask.parameter("url"))
        return _told(world, ask.host, number[1] if number else "", embed=True)
    return page("<title>Mastodon</title><noscript>This application needs scripts.</noscript>\n")


def truth(world: World, ask: Ask) -> Answer:
    """Answer for Truth Social: Mastodon's interface, behind a challenge where the post is for members."""
    found = _STATUS.match(ask.path)
    post = world.found_elsewhere.get(("truthsocial", found[1])) if found else None
    if post and post.fate is Fate.MEMBERS:
        return page("<!doctype html><title>Just a moment...</title>", 403)
    return said(status(post)) if post and post.alive else said({"error": "Record not found"}, 404)


def _told(world: World, host: str, number: str, *, embed: bool = False) -> Answer:
    post = world.found_elsewhere.get(("mastodon", number))
    if post is None or post.home != host:
        return said({"error": "Record not found"}, 404)
    if post.fate in _HIDDEN:
        code, error = _HIDDEN[post.fate]
        return said({"error": error}, code)
    if not post.alive:
        return said({"error": "Record not found"}, 404)
    return said(oembed(post) if embed else status(post))


def address(post: Elsewhere) -> str:
    """Return the post's page."""
    return f"https://{post.home or 'truthsocial.com'}/@{post.handle}/{post.id}"


def status(post: Elsewhere) -> dict[str, Any]:
    """Write a status (docs.joinmastodon.org/entities/Status)."""
    words = html.escape(post.text, quote=False)
    lines = (part.replace("\n", "<br>") for part in words.split("\n\n"))
    media = [{"id": "1", "type": "image", "url": post.picture, "preview_url": post.picture}]
    return {
        "id": post.id,
        "created_at": post.stamp,
        "edited_at": f"{post.edited:%Y-%m-%dT%H:%M:%S}.000Z" if post.edited else None,
        "in_reply_to_id": None,
        "sensitive": False,
        "spoiler_text": "",
        "visibility": "public",
        "language": post.lang,
        "uri": f"https://{post.home}/users/{post.handle}/statuses/{post.id}",
        "url": address(post),
        "content": "".join(f"<p>{line}</p>" for line in lines),
        "reblog": None,
        "account": {
            "id": "1",
            "username": post.handle,
            "acct": post.handle,
            "display_name": post.name,
            "url": f"https://{post.home}/@{post.handle}",
        },
        "media_attachments": media if post.picture else [],
        "mentions": [],
        "tags": [],
        "emojis": [],
    }


def oembed(post: Elsewhere) -> dict[str, Any]:
    """Write the embed (oembed_serializer.rb, 4.3): it shows no words."""
    url = address(post)
    return {
        "type": "rich",
        "version": "1.0",
        "author_name": post.name,
        "author_url": f"https://{post.home}/@{post.handle}",
        "provider_name": post.home,
        "provider_url": f"https://{post.home}/",
        "cache_age": 86400,
        "html": f'<blockquote class="mastodon-embed" data-embed-url="{url}/embed"><a href="{url}">'
        f"<div>Post by @{post.handle}@{post.home}</div><div>View on Mastodon</div></a></blockquote>",
        "width": 400,
        "height": None,
    }
