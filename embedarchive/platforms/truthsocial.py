"""Truth Social: Mastodon's software on one host, with paths of its own."""

from __future__ import annotations

from embedarchive.late import re
from embedarchive.platforms import SITES
from embedarchive.platforms.base import Endpoint, Meaning, Platform
from embedarchive.platforms.forms import everywhere
from embedarchive.platforms.mastodon import is_id, posted_at
from embedarchive.platforms.urls import place
from embedarchive.records import PostRef, Testified, Witness

NAME = "truthsocial"
HOSTS = frozenset(SITES[NAME])
POST = re.compile(
    r"/(?:embed/statuses|(?:users/|@)(?P<user>\w{1,64})(?:/(?:posts|statuses))?)/(?P<id>[0-9]{15,19})(?:/|\Z)",
    re.A | re.I,
)
"""`/@user/posts/ID` is the page, `/@user/ID/embed` the frame (yt-dlp `TruthIE`; truthsocial.com/embed.js);
`/embed/statuses/ID` is asked for by programs that photograph posts (public code, seen 2026-11-27)."""


def read_url(url: str) -> PostRef | None:
    """Return the post that a URL of Truth Social names; None for profiles and groups."""
    where = place(url, HOSTS)
    match = POST.match(where.path) if where else None
    return PostRef(NAME, match["id"], match["user"]) if match else None


def permalink(post: PostRef) -> str | None:
    """Return `https://truthsocial.com/@USER/posts/ID`; without a user there is none."""
    return f"https://truthsocial.com/@{post.handle}/posts/{post.id}" if post.handle else None


CLOSED = "Truth Social answers programs with a challenge of Cloudflare's"
WITNESSES = (
    Endpoint(
        Witness.API,
        "mastodon-status",
        lambda post: f"https://truthsocial.com/api/v1/statuses/{post.id}",
        "truthsocial.com/api/v1/statuses/ID",
        "author, moment, words, media",
        "snscrape #493 (2022), truthbrush #32 (2024): Mastodon's interface, open to some and not to others",
        (
            Meaning(404, Testified.NOT_FOUND, "Truth Social has no such public post", "Mastodon's meaning"),
            Meaning(403, Testified.LOGIN_WALL, CLOSED, "truthbrush #63 (2026-01)"),
            Meaning(401, Testified.LOGIN_WALL, CLOSED, "snscrape #412 (2022)"),
        ),
    ),
)


TRUTHSOCIAL = Platform(
    name=NAME,
    hosts=HOSTS,
    read_url=read_url,
    permalink=permalink,
    is_id=is_id,
    frame=r"truthsocial\.com/(?:users/|@)\w{1,64}/(?:posts/|statuses/)?\d{15,19}/embed",
    embeds=everywhere(NAME),
    posted_at=posted_at,
    witnesses=WITNESSES,
    media_hosts=("truthsocial.com",),
)
