"""Bluesky: records of the AT protocol, named by their author and a key that tells the time."""

from __future__ import annotations

import datetime as dt
from urllib.parse import urlencode

from embedarchive.late import re
from embedarchive.platforms import SITES
from embedarchive.platforms.base import UNIX, EmbedRule, Endpoint, Meaning, PageForm, Platform, Wording
from embedarchive.platforms.forms import everywhere
from embedarchive.platforms.urls import place
from embedarchive.records import PostRef, Testified, Witness

NAME = "bluesky"
HOSTS = frozenset({*SITES[NAME], "embed.bsky.app"})
TID = r"[234567a-j][234567a-z]{12}"
"""A timestamp identifier (atproto.com/specs/tid): 13 characters, the first of the lower sixteen."""
ACTOR = r"(?P<user>did:[a-z]{2,10}:[A-Za-z0-9._:%-]{1,100}|[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8})"
WEB = re.compile(rf"/profile/{ACTOR}/post/(?P<id>{TID})(?:/|\Z)", re.A)
FRAME = re.compile(rf"/embed/{ACTOR}/app\.bsky\.feed\.post/(?P<id>{TID})(?:/|\Z)", re.A)
URI = re.compile(rf"at://{ACTOR}/app\.bsky\.feed\.post/(?P<id>{TID})\Z", re.A)
ID = re.compile(rf"{TID}\Z", re.A)
DIGITS = "234567abcdefghijklmnopqrstuvwxyz"
CLOCK_BITS = 10


def read_url(url: str) -> PostRef | None:
    """Return the post that a URL of Bluesky or an `at://` URI names; None for profiles, feeds and lists."""
    where = place(url, HOSTS)
    if where is None and not url.lstrip().startswith("at:"):
        return None
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
    return UNIX + dt.timedelta(microseconds=micros) if micros < 1 << 52 else None


APPVIEW = "https://public.api.bsky.app/xrpc"
"""The AppView that answers without an account (docs.bsky.app/docs/advanced-guides/api-directory, 2024)."""


def is_did(user: str | None) -> bool:
    """Whether an author is named by his lasting identifier."""
    return (user or "").startswith("did:")


def resolve_url(handle: str) -> str:
    """Return the question for the lasting identifier behind a handle."""
    return f"{APPVIEW}/com.atproto.identity.resolveHandle?{urlencode({'handle': handle})}"


def profile_url(did: str) -> str:
    """Return the question for an account, which tells why its posts are not listed."""
    return f"{APPVIEW}/app.bsky.actor.getProfile?{urlencode({'actor': did})}"


def posts_url(post: PostRef) -> str | None:
    """Return the question for a post; only by the author's DID, since a handle may change hands."""
    uri = f"at://{post.handle}/app.bsky.feed.post/{post.id}"
    return f"{APPVIEW}/app.bsky.feed.getPosts?{urlencode({'uris': uri})}" if is_did(post.handle) else None


def oembed_url(post: PostRef) -> str | None:
    """Return what embed.bsky.app is asked."""
    query = urlencode({"url": permalink(post) or "", "format": "json"})
    return f"https://embed.bsky.app/oembed?{query}" if post.handle else None


def same_author(one: str, other: str) -> bool | None:
    """Whether two names are one author's; a DID says nothing of a handle."""
    return one.lower() == other.lower() if is_did(one) == is_did(other) else None


EMBEDR = "bluesky-social/social-app, bskyweb/cmd/embedr/handlers.go (2024)"
WITNESSES = (
    Endpoint(
        Witness.API,
        "bluesky-posts",
        posts_url,
        "public.api.bsky.app/xrpc/app.bsky.feed.getPosts?uris=at://DID/app.bsky.feed.post/KEY",
        "author, moment (as the author's app states it), words, pictures, quoted post",
        "docs.bsky.app/docs/api/app-bsky-feed-get-posts (2024)",
        (
            Meaning(None, Testified.NOT_FOUND, "Bluesky lists no such post", "docs.bsky.app: left out"),
            Meaning(
                None,
                Testified.SUSPENDED,
                "not listed, and the profile is taken down; likewise account-gone",
                "app.bsky.actor.getProfile: errors named by feed readers (2026)",
            ),
        ),
    ),
    Endpoint(
        Witness.OEMBED,
        "bluesky-oembed",
        oembed_url,
        "embed.bsky.app/oembed?url=PERMALINK",
        "author, day, words",
        EMBEDR,
        (
            Meaning(404, Testified.NOT_FOUND, "oEmbed knows no such post", EMBEDR),
            Meaning(403, Testified.RESTRICTED, "its author shows it to account holders only", EMBEDR),
            Meaning(
                400,
                Testified.UNREADABLE,
                "Bluesky knows no account by that name; it may have another",
                EMBEDR,
            ),
        ),
    ),
)
ACCOUNT_ERRORS = {
    "AccountTakedown": (Testified.SUSPENDED, "Bluesky has taken the account down"),
    "AccountDeactivated": (Testified.ACCOUNT_GONE, "its author has deactivated the account"),
    "InvalidRequest": (Testified.ACCOUNT_GONE, "Bluesky knows no such profile"),
}
"""What `getProfile` answers with status 400 for an account whose posts it does not list."""

SAYS = Wording(
    lines=(
        re.compile(
            r"(?:[—―]|-{2,3})\s{0,3}(?P<name>[^\n]{0,200}?)\s{0,3}\(\s{0,3}@(?P<handle>[A-Za-z0-9.-]{3,253})\s{0,3}\)"
            r"(?P<date>[^\n]{0,80})"
        ),
    ),
    before=True,
    stand_ins=("[image or embed]",),
)
"""`— NAME (@handle.example) February 1, 2025 at 7:01 PM`, by the clock of whoever made the snippet: that
one's record, 3lh5px6yngs26, was made on 2025-02-02 at 00:01 UTC (verdverm/cf-repro, bluesky-embed.tsx)."""

BLUESKY = Platform(
    name=NAME,
    hosts=HOSTS,
    read_url=read_url,
    permalink=permalink,
    is_id=is_id,
    frame=r"embed\.bsky\.app/embed/",
    embeds=(
        # github.com/bluesky-social/social-app, bskyembed: the snippet of embed.bsky.app.
        EmbedRule("bluesky-blockquote", "[data-bluesky-uri]", urls=("data-bluesky-uri",), says=SAYS),
        EmbedRule("bluesky-blockquote-link", "blockquote.bluesky-embed", inside=True, says=SAYS),
        # github.com/mary-ext/bluesky-embed: an element, with the post as it would be without scripts.
        EmbedRule("bluesky-element", "bluesky-post[src]", urls=("src",), says=SAYS),
        EmbedRule(
            "bluesky-substack-card",
            '.bluesky-wrap[data-attrs], [data-component-name="BlueskyCreateBlueskyEmbed"][data-attrs]',
            urls=("data-attrs",),
            keys=("uri",),
            tells=(
                ("name", "authorName"),
                ("handle", "authorHandle"),
                ("date", "createdAt"),
                ("text", "text"),
            ),
        ),
        *everywhere(NAME),
    ),
    posted_at=posted_at,
    witnesses=WITNESSES,
    media_hosts=("cdn.bsky.app", "video.bsky.app"),
    page=PageForm(
        "og:description",
        title=re.compile(r"\A(?P<name>.{0,300}?) ?\(@(?P<handle>[A-Za-z0-9.-]{3,253})\)", re.S),
    ),
    same_author=same_author,
)
