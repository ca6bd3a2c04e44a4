"""Threads: short posts under shortcodes like Instagram's."""

from __future__ import annotations

import datetime as dt

from embedarchive.late import re
from embedarchive.platforms import SITES, instagram
from embedarchive.platforms.base import (
    HTML,
    EmbedRule,
    Endpoint,
    Meaning,
    PageForm,
    Platform,
    Unasked,
    Wording,
)
from embedarchive.platforms.forms import everywhere
from embedarchive.platforms.meta import OEMBED_TERMS
from embedarchive.platforms.urls import place
from embedarchive.records import PostRef, Testified, Witness

NAME = "threads"
HOSTS = frozenset(SITES[NAME])
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


LAUNCHED = dt.datetime(2023, 7, 5, tzinfo=dt.UTC)
"""about.fb.com, "Introducing Threads" (2023-07-05)."""


def posted_at(code: str) -> dt.datetime | None:
    """Return when the post was made (UTC): the codes are Instagram's.

    C2QBoRaRmR1 tells of 18 January 2024, the day of that post; ebfix.konnokai.me reads them so too (2026).
    """
    moment = instagram.posted_at(code)
    return moment if moment and moment >= LAUNCHED else None


def page_url(post: PostRef) -> str:
    """Return the post's page on threads.com, where it stands without a redirect."""
    return permalink(post).replace("threads.net", "threads.com", 1)


MEASURED = "a public measurement of 2026-09-16: served to any user agent"
WITNESSES = (
    Endpoint(
        Witness.PAGE,
        "page",
        page_url,
        "www.threads.com/@USER/post/CODE",
        "name, handle, words, first picture",
        MEASURED,
        (
            Meaning(404, Testified.NOT_FOUND, "Threads has no such page", "not verified"),
            Meaning(None, Testified.LOGIN_WALL, "no properties for link previews, or a login page", MEASURED),
        ),
        HTML,
    ),
)
UNASKED = (
    Unasked(
        "graph.threads.com/oembed",
        OEMBED_TERMS,
        "developers.facebook.com (2026-06-15); measured 2026-09-16: a skeleton that says View on Threads",
    ),
    Unasked(
        "www.threads.com/@USER/post/CODE/embed", "drawn by scripts; not verified to show words", "2026-06-09"
    ),
)

SAYS = Wording(lines=(re.compile(r"^[^\n@]{0,40}@(?P<handle>[A-Za-z0-9_.]{1,30})$", re.M),))
"""`Post by @handle`, in the language of whoever made the embed; the words are not in it."""

THREADS = Platform(
    name=NAME,
    hosts=HOSTS,
    read_url=read_url,
    permalink=permalink,
    is_id=is_id,
    frame=r"threads\.(?:net|com)/@[\w.]{1,30}/post/[\w-]{5,64}/embed",
    embeds=(
        # developers.facebook.com/docs/threads/tools-and-resources/embed-a-threads-post
        EmbedRule(
            "threads-blockquote",
            "[data-text-post-permalink]",
            urls=("data-text-post-permalink", "cite"),
            says=SAYS,
        ),
        EmbedRule("threads-blockquote-link", "blockquote.text-post-media", inside=True, says=SAYS),
        *everywhere(NAME),
    ),
    posted_at=posted_at,
    witnesses=WITNESSES,
    unasked=UNASKED,
    media_hosts=("cdninstagram.com", "fbcdn.net"),
    page=PageForm(
        "og:description",
        title=re.compile(r"\A(?:.{0,600}\| )?(?P<name>.{0,300}?) ?\(@(?P<handle>[\w.]{1,30})\) on Th", re.S),
        whole_up_to=480,
    ),
    archived_as=lambda post: tuple(
        f"{host}/@{post.handle}/post/{post.id}" if post.handle else f"{host}/t/{post.id}"
        for host in ("threads.net", "threads.com")
    ),
)
