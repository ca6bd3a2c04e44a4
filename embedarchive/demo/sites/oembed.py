"""publish.twitter.com and publish.x.com: the oEmbed answer for a post."""

from __future__ import annotations

import json
import re

from embedarchive.demo.markup import blockquote
from embedarchive.demo.reply import Answer, Ask, http_date, page, redirect
from embedarchive.demo.script import Post, State, World, status_id

_JSON = ("Content-Type", "application/json; charset=utf-8")
_SCRIPT = '<script async src="https://platform.{host}/widgets.js" charset="utf-8"></script>\n'
_FOR_EVER = "3153600000"
"""The cache age real answers carry, in seconds."""
_MARKS = (
    ("hide_thread", ' data-conversation="none"'),
    ("hide_media", ' data-cards="hidden"'),
    ("dnt", ' data-dnt="true"'),
)
_TRUE = {"1", "t", "true"}
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


def publish_x(world: World, ask: Ask) -> Answer:
    """Redirect to publish.twitter.com with the same query, as in a stored exchange of June 2024."""
    return redirect(f"https://publish.twitter.com{ask.target}")


def publish_twitter(world: World, ask: Ask) -> Answer:
    """Answer for the post the URL names, whatever user name stands in it."""
    if ask.path != "/oembed":
        return page("<title>Publish</title>\n", 200 if ask.path == "/" else 404)
    if ask.parameter("format", "json") != "json":
        return _errors(400, 356, "only JSON is written here")
    post = world.post_by_id.get(status_id(ask.parameter("url")) or "")
    if post is None or post.state is State.DELETED:
        return page("<title>404</title><p>There is no such post.</p>\n", 404)
    if post.state is State.PROTECTED:
        return _errors(403, 179, "Sorry, you are not authorized to see this status.")
    if post.state is State.SUSPENDED:
        return _errors(403, 63, "The account of this post is suspended.")
    return _found(world, ask, post)


def _found(world: World, ask: Ask, post: Post) -> Answer:
    host = world.href_host
    body = {
        "url": post.permalink(host),
        "author_name": post.author.name,
        "author_url": f"https://{host}/{post.author.handle}",
        "html": _html(world, ask, post),
        "width": 550,
        "height": None,
        "type": "rich",
        "cache_age": _FOR_EVER,
        "provider_name": "Twitter",
        "provider_url": "https://twitter.com",
        "version": "1.0",
    }
    kept = ("Cache-Control", f"must-revalidate, max-age={_FOR_EVER}")
    return Answer(200, _escaped(body), (_JSON, kept, ("Last-Modified", http_date(post.created))))


def _html(world: World, ask: Ask, post: Post) -> str:
    marks = "".join(mark for name, mark in _MARKS if ask.parameter(name) in _TRUE)
    quote = blockquote(world, post, lang=ask.parameter("lang"), marks=marks)
    script = "" if ask.parameter("omit_script") in _TRUE else _SCRIPT.format(host="twitter.com")
    return f"{quote}\n{script}\n"


def _escaped(value: object) -> bytes:
    """Write JSON as this endpoint does: `\\/`, `\\u003C`, and surrogate pairs for what is beyond the BMP."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("/", "\\/")
    text = text.replace("<", "\\u003C").replace(">", "\\u003E")
    return _ASTRAL.sub(_surrogates, text).encode()


def _surrogates(found: re.Match[str]) -> str:
    pair = found[0].encode("utf-16-be")
    return f"\\u{pair[:2].hex().upper()}\\u{pair[2:].hex().upper()}"


def _errors(status: int, code: int, message: str) -> Answer:
    body = _escaped({"errors": [{"code": code, "message": message}]})
    return Answer(status, body, (_JSON, ("Cache-Control", "no-cache, no-store, max-age=0")))
