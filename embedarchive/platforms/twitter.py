"""Twitter, now X: one site under two names, with mirrors, a shortener and timed ids."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from embedarchive.platforms import snowflake
from embedarchive.platforms.base import EmbedRule, Platform
from embedarchive.platforms.syndication import token as syndication_token
from embedarchive.records import PostRef

NAME = "twitter"
OWN_HOSTS = frozenset({"twitter.com", "x.com"})
MIRRORS = frozenset(
    {
        "fxtwitter.com",
        "vxtwitter.com",
        "twittpr.com",
        "fixvx.com",
        "fixupx.com",
        "xcancel.com",
        "nitter.net",
        "nitter.poast.org",
        "nitter.privacydev.net",
    }
)
"""They keep the path of X, as any `nitter.` host does (FixTweet, vxtwitter and nitter READMEs)."""
PREFIXES = ("www.", "mobile.", "m.")
SHORT_HOSTS = frozenset({"t.co", "pic.twitter.com", "pic.x.com"})
NO_USER = frozenset(
    {"home", "explore", "i", "intent", "messages", "notifications", "privacy", "search", "tos", "hashtag"}
    | {"settings", "share", "login", "signup", "compose", "about", "jobs", "download"}
)
"""First path segments that name no user (danbooru `Source::URL::Twitter`)."""
HANDLE = re.compile(r"[A-Za-z0-9_]{1,20}\Z")
"""Fifteen characters today, twenty in accounts of the first years (twitter-text)."""
MAX_TCO_SLUG = 40
"""twitter-text `MAX_TCO_SLUG_LENGTH`."""
TCO_SLUG = re.compile(r"/([A-Za-z0-9]{1,40})/?\Z")
EMBED_PAGES = re.compile(r"/embed/(?:Tweet|index)\.html\Z", re.I)

SHAPES = (
    ("status", re.compile(r"/@?(?P<user>[A-Za-z0-9_]{1,20})/status(?:es)?/(?P<id>[0-9]+)(?:/|\Z)", re.I)),
    ("web-status", re.compile(r"/i/(?:web/)?status/(?P<id>[0-9]+)(?:/|\Z)", re.I)),
    ("bare-status", re.compile(r"/statuses/(?P<id>[0-9]+)(?:/|\Z)", re.I)),
    ("video", re.compile(r"/i/videos/(?:tweet/)?(?P<id>[0-9]+)(?:/|\Z)", re.I)),
)
"""Paths that name a post, in order (danbooru, yt-dlp `TwitterBaseIE`, FACTS.md 6)."""


def read_url(url: str) -> PostRef | None:
    """Return the post that a URL of X names, in any of its forms; None for any other URL."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or "\\" in parts.netloc:
        return None
    if host in ("platform.twitter.com", "platform.x.com"):
        return _from_embed_page(parts)
    if bare_host(host) not in OWN_HOSTS | MIRRORS and not host.startswith("nitter."):
        return None
    return _from_path(_hashbang(parts)) or _from_intent(parts)


def bare_host(host: str) -> str:
    """Return a host without the prefixes that X gives its front pages."""
    host = host.lower()
    prefix = next((p for p in PREFIXES if host.startswith(p)), "")
    return host[len(prefix) :]


def _hashbang(parts: SplitResult) -> str:
    """Return the path, or the one behind `#!` that stood in its place until 2012."""
    return unquote(parts.fragment[1:] if parts.fragment.startswith("!/") else parts.path)


def _from_path(path: str) -> PostRef | None:
    for _name, shape in SHAPES:
        if match := shape.match(path):
            return _post(match["id"], match.groupdict().get("user"))
    return None


def _from_embed_page(parts: SplitResult) -> PostRef | None:
    if not EMBED_PAGES.match(parts.path):
        return None
    query = parse_qs(parts.query)
    given = query.get("id") or query.get("tweetId") or [""]
    return _post(given[0], None)


def _from_intent(parts: SplitResult) -> PostRef | None:
    if not re.match(r"/intent/(?:like|favorite|retweet)\Z", parts.path):
        return None
    return _post(parse_qs(parts.query).get("tweet_id", [""])[0], None)


def _post(post_id: str, user: str | None) -> PostRef | None:
    if not snowflake.is_id(post_id):
        return None
    known = user if user and user.lower() not in NO_USER else None
    return PostRef(NAME, str(int(post_id)), known)


def permalink(post: PostRef) -> str:
    """Return `https://twitter.com/USER/status/ID`; `i/web` where no user is known.

    twitter.com, because the archives hold posts under that name (wayback-machine-webextension #1054);
    x.com redirects from it.
    """
    return f"https://twitter.com/{post.handle or 'i/web'}/status/{post.id}"


def tco_slug(url: str) -> str | None:
    """Return the case-sensitive slug of a t.co, pic.twitter.com or pic.x.com link."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
    except ValueError:
        return None
    match = TCO_SLUG.match(parts.path) if host in SHORT_HOSTS and "\\" not in parts.netloc else None
    return match[1] if match else None


def same_post(one: PostRef | None, other: PostRef | None) -> bool:
    """Whether two references name one post; the handle does not count."""
    return bool(one and other) and (one.platform, one.id) == (other.platform, other.id)  # type: ignore[union-attr]


ID_ATTRIBUTES = ("data-tweet-id", "data-tweetid", "data-tweet", "tweet-id", "tweetid", "data-twitter-id")
PLAIN_QUOTES = "blockquote:not(.twitter-tweet):not(.twitter-video)"
ID_ELEMENTS = ", ".join(f"[{name}]" for name in ID_ATTRIBUTES)
"""Themes and consent tools that load the post later leave its bare id in one of these."""
IFRAMES = ", ".join(
    f'iframe[{name}*="platform.{host}/embed/"]'
    for host in ("twitter.com", "x.com")
    for name in ("src", "data-src", "data-lazy-src")
)

TWITTER = Platform(
    name=NAME,
    hosts=OWN_HOSTS | MIRRORS,
    read_url=read_url,
    permalink=permalink,
    is_id=snowflake.is_id,
    embeds=(
        EmbedRule("twitter-blockquote", "blockquote.twitter-tweet, blockquote.twitter-video", quotes=True),
        EmbedRule("blockquote-without-class", PLAIN_QUOTES, quotes=True, shaped=True),
        EmbedRule("amp-twitter", "amp-twitter[data-tweetid]", ("data-tweetid",)),
        EmbedRule("twitter-widget", "twitter-widget[data-tweet-id]", ("data-tweet-id",)),
        EmbedRule("twitter-rendered", "iframe[data-tweet-id]", ("data-tweet-id",)),
        EmbedRule("twitter-iframe", IFRAMES, ("src", "data-src", "data-lazy-src")),
        EmbedRule("embed-twitter", ".embed-twitter[data-embed-id]", ("data-embed-id",)),
        EmbedRule("tweet-id-attribute", ID_ELEMENTS, ID_ATTRIBUTES),
        EmbedRule("twitter-card", ".tweet, .twitter-embed", inside=True),
        EmbedRule("embedly-card", ".embedly-card", inside=True),
        EmbedRule("gutenberg", "figure.wp-block-embed-twitter, figure.is-provider-twitter", inside=True),
    ),
    short_hosts=SHORT_HOSTS,
    posted_at=snowflake.moment,
    forged_id=snowflake.forged,
)

__all__ = ["TWITTER", "permalink", "read_url", "same_post", "syndication_token", "tco_slug"]
