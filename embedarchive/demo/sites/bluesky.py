"""public.api.bsky.app and embed.bsky.app: the open interface and the embed service of Bluesky."""

from __future__ import annotations

import html
import json
from typing import Any

from embedarchive.demo.elsewhere import Elsewhere, Fate
from embedarchive.demo.reply import Answer, Ask, page
from embedarchive.demo.script import World

JSON = (("Content-Type", "application/json; charset=utf-8"),)
PLAIN = (("Content-Type", "text/plain; charset=UTF-8"),)
METHODS = "/xrpc/"
LISTED = frozenset({Fate.LIVE, Fate.MEMBERS})
CLOSED = {Fate.SUSPENDED: "AccountTakedown", Fate.CLOSED: "AccountDeactivated"}


def said(value: object, status: int = 200) -> Answer:
    """Answer in JSON."""
    return Answer(status, json.dumps(value, ensure_ascii=False).encode(), JSON)


def appview(world: World, ask: Ask) -> Answer:
    """Answer the three methods that a reader of posts needs."""
    posts = [post for post in world.elsewhere if post.platform == "bluesky"]
    match ask.path.removeprefix(METHODS):
        case "com.atproto.identity.resolveHandle":
            did = next((post.home for post in posts if post.handle == ask.parameter("handle")), None)
            return said({"did": did}) if did else _wrong("Unable to resolve handle")
        case "app.bsky.feed.getPosts":
            wanted = ask.parameters.get("uris", [])
            return said({"posts": [view(p) for p in posts if uri(p) in wanted and p.fate in LISTED]})
        case "app.bsky.actor.getProfile":
            return _profile(posts, ask.parameter("actor"))
    return said({"error": "MethodNotImplemented", "message": "Method Not Implemented"}, 501)


def _wrong(message: str, error: str = "InvalidRequest") -> Answer:
    return said({"error": error, "message": message}, 400)


def _profile(posts: list[Elsewhere], actor: str) -> Answer:
    own = next((post for post in posts if actor in (post.home, post.handle)), None)
    if own is None:
        return _wrong("Profile not found")
    if own.fate in CLOSED:
        return _wrong("Account is not available", CLOSED[own.fate])
    return said({"did": own.home, "handle": own.handle, "displayName": own.name})


def uri(post: Elsewhere) -> str:
    """Return the record's `at://` URI."""
    return f"at://{post.home}/app.bsky.feed.post/{post.id}"


def view(post: Elsewhere) -> dict[str, Any]:
    """Write a post as the AppView does."""
    labels = [{"val": "!no-unauthenticated", "src": post.home}] if post.fate is Fate.MEMBERS else []
    record = {"$type": "app.bsky.feed.post", "createdAt": post.stamp, "langs": [post.lang], "text": post.text}
    told: dict[str, Any] = {
        "uri": uri(post),
        "cid": "bafyreidemo",
        "author": {"did": post.home, "handle": post.handle, "displayName": post.name, "labels": labels},
        "record": record,
        "indexedAt": post.stamp,
        "labels": [],
    }
    if post.picture:
        image = {"thumb": post.picture, "fullsize": post.picture, "alt": ""}
        told["embed"] = {"$type": "app.bsky.embed.images#view", "images": [image]}
    return told


def oembed(world: World, ask: Ask) -> Answer:
    """Answer for the embed service (social-app, bskyweb/cmd/embedr/handlers.go)."""
    if ask.path != "/oembed":
        return page("<title>Embed</title>\n", 200 if ask.path == "/" else 404)
    _, _, rest = ask.parameter("url").partition("/profile/")
    actor, _, key = rest.partition("/post/")
    post = world.found_elsewhere.get(("bluesky", key.strip("/")))
    if post is None or actor not in (post.home, post.handle):
        return Answer(400, b"Expected 'url' to be bsky.app URL or AT-URI", PLAIN)
    if post.fate is Fate.MEMBERS:
        return Answer(403, b"post is not publicly accessible", PLAIN)
    if not post.alive:
        return Answer(404, b"post not found", PLAIN)
    body = {
        "type": "rich",
        "version": "1.0",
        "author_name": f"{post.name} (@{post.handle})",
        "author_url": f"https://bsky.app/profile/{post.handle}",
        "provider_name": "Bluesky Social",
        "cache_age": 86400,
        "width": 600,
        "height": None,
        "html": blockquote(post),
    }
    return said(body)


def blockquote(post: Elsewhere) -> str:
    """Write a post as the snippet of embed.bsky.app."""
    words = html.escape(post.text, quote=False).replace("\n", "<br>")
    profile = f"https://bsky.app/profile/{post.home}"
    day = f"{post.created:%B} {post.created.day}, {post.created.year} at {post.created:%-I:%M %p}"
    return (
        f'<blockquote class="bluesky-embed" data-bluesky-uri="{uri(post)}" data-bluesky-cid="bafyreidemo">'
        f'<p lang="{post.lang}">{words}</p>&mdash; {html.escape(post.name)} ('
        f'<a href="{profile}?ref_src=embed">@{post.handle}</a>) '
        f'<a href="{profile}/post/{post.id}?ref_src=embed">{day}</a></blockquote>'
        '<script async src="https://embed.bsky.app/static/embed.js" charset="utf-8"></script>'
    )
