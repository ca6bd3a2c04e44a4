"""Bluesky: records of the AT protocol, named by their author and a key that tells the time."""

from __future__ import annotations

import datetime as dt
import re

from embedarchive.platforms.base import EmbedRule, Platform
from embedarchive.platforms.forms import everywhere
from embedarchive.platforms.urls import place
from embedarchive.records import PostRef

NAME = "bluesky"
HOSTS = frozenset({"bsky.app", "main.bsky.dev", "embed.bsky.app"})
TID = r"[234567a-j][234567a-z]{12}"
"""A timestamp identifier (atproto.com/specs/tid): 13 characters, the first of the lower sixteen."""
ACTOR = r"(?P<user>did:[a-z]{2,10}:[A-Za-z0-9._:%-]{1,100}|[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8})"
WEB = re.compile(rf"/profile/{ACTOR}/post/(?P<id>{TID})(?:/|\Z)", re.A)
FRAME = re.compile(rf"/embed/{ACTOR}/app\.bsky\.feed\.post/(?P<id>{TID})(?:/|\Z)", re.A)
URI = re.compile(rf"at://{ACTOR}/app\.bsky\.feed\.post/(?P<id>{TID})\Z", re.A)
ID = re.compile(rf"{TID}\Z", re.A)
DIGITS = "234567abcdefghijklmnopqrstuvwxyz"
CLOCK_BITS = 10
_UNIX = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def read_url(url: str) -> PostRef | None:
    """Return the post that a URL of Bluesky or an `at://` URI names; None for profiles, feeds and lists."""
    where = place(url, HOSTS)
    match = (WEB.match(where.path) or FRAME.match(where.path)) if where else URI.match(url.strip()[:400])
    return PostRef(NAME, match["id"], match["user"]) if match else None


def permalink(post: PostRef) -> str | None:
    """Return `https://bsky.app/profile/USER/post/KEY`, by handle or DID; None where neither is known."""
    return f"https://bsky.app/profile/{post.handle}/post/{post.id}" if post.handle else None


def is_id(text: str) -> bool:
    """Whether a string is written as a record key of a post."""
    return bool(ID.match(text))


def posted_at(key: str) -> dt.datetime | None:
    """Return when the record was made (UTC), by the clock of whoever made it: 53 bits of microseconds."""
    if not is_id(key):
        return None
    number = 0
    for letter in key:
        number = number * 32 + DIGITS.index(letter)
    micros = number >> CLOCK_BITS
    return _UNIX + dt.timedelta(microseconds=micros) if micros < 1 << 52 else None


BLUESKY = Platform(
    name=NAME,
    hosts=HOSTS,
    read_url=read_url,
    permalink=permalink,
    is_id=is_id,
    embeds=(
        # github.com/bluesky-social/social-app, bskyembed: the snippet of embed.bsky.app.
        EmbedRule("bluesky-blockquote", "[data-bluesky-uri]", urls=("data-bluesky-uri",)),
        *everywhere(NAME),
    ),
    posted_at=posted_at,
    marks=("bsky.", "bluesky-"),
)
