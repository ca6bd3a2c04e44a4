"""Mastodon: many servers, one software; a post's number counts on its own server and tells the time."""

from __future__ import annotations

import datetime as dt
import re

from embedarchive.platforms.base import EmbedRule, Platform
from embedarchive.platforms.forms import everywhere
from embedarchive.platforms.urls import place
from embedarchive.records import PostRef

NAME = "mastodon"
HOSTS = frozenset({"mastodon.social", "mastodon.online", "mstdn.social", "mas.to"})
"""The largest servers; any other host is known by the form of its URLs alone."""
OTHERS = frozenset(
    {"truthsocial.com", "threads.net", "threads.com", "tiktok.com", "youtube.com", "medium.com"}
)
"""Sites with `/@user/` in their paths that are no servers of the Fediverse or platforms of their own."""
TIMED = r"[0-9]{17,19}"
"""An id of the kind that tells the time: shorter numbers behind `/@user/` are articles of other sites."""
POST = re.compile(rf"/(?:web/|deck/)?@(?P<user>\w{{1,64}})/(?P<id>{TIMED})(?:/|\Z)", re.A)
FRAME = re.compile(r"/@(?P<user>\w{1,64})/(?P<id>[0-9]{1,19})/embed/?\Z", re.A)
ACTIVITY = re.compile(rf"/users/(?P<user>\w{{1,64}})/statuses/(?P<id>{TIMED})(?:/|\Z)", re.A)
ID = re.compile(r"[0-9]{1,19}\Z", re.A)
SHIFT = 16
FIRST_TIMED = 96_000_000_000_000_000
"""Counted before 2017; timed ids begin at 1.46e12 ms << 16."""
_UNIX = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def read_url(url: str) -> PostRef | None:
    """Return the post that a URL of a Mastodon server names; its handle is `user@server`.

    None for a post shown on another server than its own: the number is that server's.
    """
    where = place(url)
    if where is None or where.host in OTHERS:
        return None
    match = POST.match(where.path) or FRAME.match(where.path) or ACTIVITY.match(where.path)
    return PostRef(NAME, match["id"], f"{match['user']}@{where.host}") if match else None


def permalink(post: PostRef) -> str | None:
    """Return `https://SERVER/@USER/ID`; without the server there is none."""
    user, _, server = (post.handle or "").partition("@")
    return f"https://{server}/@{user}/{post.id}" if server else None


def is_id(text: str) -> bool:
    """Whether a string is written as a status id."""
    return bool(ID.match(text)) and int(text) < 1 << 63


def posted_at(post_id: str) -> dt.datetime | None:
    """Return when the post was made (UTC): the upper 48 bits, milliseconds (lib/mastodon/snowflake.rb)."""
    if not is_id(post_id) or int(post_id) < FIRST_TIMED:
        return None
    return _UNIX + dt.timedelta(milliseconds=int(post_id) >> SHIFT)


MASTODON = Platform(
    name=NAME,
    hosts=HOSTS,
    read_url=read_url,
    permalink=permalink,
    is_id=is_id,
    embeds=(
        # github.com/mastodon/mastodon, oembed_serializer.rb: a blockquote since 4.3 (2024), a frame before.
        EmbedRule(
            "mastodon-embed", ".mastodon-embed", urls=("data-embed-url", "src", "data-src", "data-lazy-src")
        ),
        *everywhere(NAME),
    ),
    posted_at=posted_at,
    marks=("mastodon", "/@", "/statuses/"),
)
