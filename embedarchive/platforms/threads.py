"""Threads: short posts under shortcodes like Instagram's."""

from __future__ import annotations

import re

from embedarchive.platforms.base import EmbedRule, Platform
from embedarchive.platforms.forms import everywhere
from embedarchive.platforms.urls import place
from embedarchive.records import PostRef

NAME = "threads"
HOSTS = frozenset({"threads.net", "threads.com"})
"""threads.net until April 2025; it redirects since."""
POST = re.compile(r"/(?:@(?P<user>[A-Za-z0-9_.]{1,30})/post|t)/(?P<id>[A-Za-z0-9_-]{5,64})(?:/|\Z)", re.A)
ID = re.compile(r"[A-Za-z0-9_-]{5,64}\Z", re.A)


def read_url(url: str) -> PostRef | None:
    """Return the post that a URL of Threads names; None for profiles, tags and intents."""
    where = place(url, HOSTS)
    match = POST.match(where.path) if where else None
    return PostRef(NAME, match["id"], match["user"]) if match else None


def permalink(post: PostRef) -> str:
    """Return `https://www.threads.net/@USER/post/CODE`; `/t/CODE` where no user is known."""
    path = f"@{post.handle}/post" if post.handle else "t"
    return f"https://www.threads.net/{path}/{post.id}"


def is_id(text: str) -> bool:
    """Whether a string is written as a shortcode."""
    return bool(ID.match(text))


THREADS = Platform(
    name=NAME,
    hosts=HOSTS,
    read_url=read_url,
    permalink=permalink,
    is_id=is_id,
    embeds=(
        # developers.facebook.com/docs/threads/tools-and-resources/embed-a-threads-post
        EmbedRule(
            "threads-blockquote", "[data-text-post-permalink]", urls=("data-text-post-permalink", "cite")
        ),
        EmbedRule("threads-blockquote-link", "blockquote.text-post-media", inside=True),
        *everywhere(NAME),
    ),
    marks=("threads.", "text-post-"),
)
