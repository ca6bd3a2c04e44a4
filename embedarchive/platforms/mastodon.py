"""Mastodon: many servers, one software; a post's number counts on its own server and tells the time."""

from __future__ import annotations

import datetime as dt
from urllib.parse import urlencode

from embedarchive.late import re
from embedarchive.platforms.base import UNIX, EmbedRule, Endpoint, Meaning, PageForm, Platform, Wording
from embedarchive.platforms.forms import everywhere
from embedarchive.platforms.urls import place, split
from embedarchive.records import PostRef, Testified, Witness

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
STARTS = ("/@", "/web/@", "/deck/@", "/users/")
"""With one of these the path of a post begins."""
ID = re.compile(r"[0-9]{1,19}\Z", re.A)
SHIFT = 16
FIRST_TIMED = 96_000_000_000_000_000
"""Counted before 2017; timed ids begin at 1.46e12 ms << 16."""
LAST_TIMED = 140_000_000_000_000_000
"""Of the year 2037: other sites' numbers behind `/@user/` are far beyond (Lemon8), or dates."""


def read_url(url: str) -> PostRef | None:
    """Return the post that a URL of a Mastodon server names; its handle is `user@server`.

    None for a post shown on another server than its own: the number is that server's.
    """
    where = place(url)
    if where is None or where.host in OTHERS or not where.path.startswith(STARTS):
        return None
    timed = POST.match(where.path) or ACTIVITY.match(where.path)
    if timed and not FIRST_TIMED <= int(timed["id"]) < LAST_TIMED:
        timed = None
    match = timed or FRAME.match(where.path)
    return PostRef(NAME, match["id"], f"{match['user']}@{_server(url)}") if match else None


def _server(url: str) -> str:
    """Return the server's name in full: `m.`, another view of a site elsewhere, is a part of it here."""
    parts = split(url)
    return parts.hostname.removeprefix("www.") if parts else ""


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
    return UNIX + dt.timedelta(milliseconds=int(post_id) >> SHIFT)


def server_of(post: PostRef) -> str | None:
    """Return the server a post of Mastodon stands on; its number means nothing anywhere else."""
    return (post.handle or "").partition("@")[2] or None if post.platform == NAME else None


def own_account(post: PostRef, handle: str | None) -> str | None:
    """Return a handle that a post's server gives, unless it is of another server, whose it cannot tell."""
    server, _, other = (server_of(post) or "").lower(), *(handle or "").lower().partition("@")[1:]
    return None if server and other and other != server else handle


def status_url(post: PostRef) -> str | None:
    """Return the question for a public status; the server is whatever host the link names."""
    server = server_of(post)
    return f"https://{server}/api/v1/statuses/{post.id}" if server else None


def oembed_url(post: PostRef) -> str | None:
    """Return what the post's own server is asked for its embed."""
    server = server_of(post)
    return f"https://{server}/api/oembed?{urlencode({'url': permalink(post) or ''})}" if server else None


def same_author(one: str, other: str) -> bool:
    """Whether two names are one author's; a name without a server is held against the name alone."""
    (user, _, server), (other_user, _, other_server) = (name.lower().partition("@") for name in (one, other))
    return user == other_user and (not server or not other_server or server == other_server)


ABSENT = "the server has no such public post: deleted, or shown to followers only"
CLOSED = "the server answers account holders only"
WITNESSES = (
    Endpoint(
        Witness.API,
        "mastodon-status",
        status_url,
        "SERVER/api/v1/statuses/ID",
        "author, moment, words, media, when it was edited, quoted post",
        "docs.joinmastodon.org/methods/statuses/#get: public without a token unless the server forbids it",
        (
            Meaning(404, Testified.NOT_FOUND, ABSENT, "docs.joinmastodon.org: `Record not found`"),
            Meaning(
                410,
                Testified.ACCOUNT_GONE,
                "the server has closed the account",
                "mastodon, its pages of closed accounts; not verified here",
            ),
            Meaning(401, Testified.LOGIN_WALL, CLOSED, "mastodon, DISALLOW_UNAUTHENTICATED_API_ACCESS"),
            Meaning(403, Testified.LOGIN_WALL, CLOSED, "mastodon, LIMITED_FEDERATION_MODE; not verified"),
        ),
    ),
    Endpoint(
        Witness.OEMBED,
        "mastodon-oembed",
        oembed_url,
        "SERVER/api/oembed?url=PERMALINK",
        "author; no words",
        "docs.joinmastodon.org/methods/oembed",
        (
            Meaning(404, Testified.NOT_FOUND, ABSENT, "mastodon, oembed_controller.rb (2024)"),
            Meaning(
                410,
                Testified.ACCOUNT_GONE,
                "the server has closed the account",
                "mastodon, its pages of closed accounts; not verified here",
            ),
            Meaning(401, Testified.LOGIN_WALL, CLOSED, "mastodon, LIMITED_FEDERATION_MODE; not verified"),
            Meaning(403, Testified.LOGIN_WALL, CLOSED, "mastodon, LIMITED_FEDERATION_MODE; not verified"),
        ),
    ),
)

SAYS = Wording(lines=(re.compile(r"^[^\n@]{0,40}@(?P<handle>\w{1,64}@[a-z0-9.-]{4,253})$", re.M | re.I),))
"""`Post by @user@server` (oembed_serializer.rb); the words are not in it."""

MASTODON = Platform(
    name=NAME,
    hosts=HOSTS,
    read_url=read_url,
    permalink=permalink,
    is_id=is_id,
    frame=r"[a-z0-9-]{2,63}/@\w{1,64}/\d{17,19}/embed",
    embeds=(
        # github.com/mastodon/mastodon, oembed_serializer.rb: a blockquote since 4.3 (2024), a frame before.
        EmbedRule(
            "mastodon-embed",
            ".mastodon-embed",
            urls=("data-embed-url", "src", "data-src", "data-lazy-src"),
            says=SAYS,
        ),
        EmbedRule("mastodon-embed-link", "blockquote.mastodon-embed", inside=True, says=SAYS),
        # npm: @daviddarnes/mastodon-post, README: an element that draws the post it has a link to.
        EmbedRule("mastodon-element", "mastodon-post", inside=True, says=SAYS),
        *everywhere(NAME),
    ),
    posted_at=posted_at,
    witnesses=WITNESSES,
    page=PageForm(
        "og:description",
        # mastodon, statuses_helper.rb: a line about what is attached stands before the words.
        lead=re.compile(r"(?:Attached: [^\n]{1,100}\n{1,5})?"),
        title=re.compile(r"\A(?P<name>.{0,300}?) ?\(@(?P<handle>[\w.@-]{3,300})\)", re.S),
    ),
    same_author=same_author,
)
