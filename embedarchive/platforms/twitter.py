"""Twitter, now X: one site under two names, with mirrors, a shortener and timed ids."""

from __future__ import annotations

from embedarchive.late import re
from embedarchive.platforms import SITES, THREAD_READERS, snowflake
from embedarchive.platforms.base import HTML, EmbedRule, Endpoint, Meaning, PageForm, Platform
from embedarchive.platforms.forms import everywhere, forum
from embedarchive.platforms.syndication import token as syndication_token
from embedarchive.platforms.tco import NAME, tco_slug
from embedarchive.platforms.urls import Parts, bare_host, parameters, split, unquoted
from embedarchive.records import PostRef, Testified, Witness

OWN_HOSTS = frozenset({"twitter.com", "x.com"})
THREAD = re.compile(r"/(?:thread|t)/(?:[a-z]{2}/)?(?P<id>[0-9]+)(?:\.html)?/?\Z", re.A | re.I)
"""`/thread/ID.html`, `/thread/ID`, `/t/ID`, the last also with a language before the number."""
NO_USER = frozenset(
    {"home", "explore", "i", "intent", "messages", "notifications", "privacy", "search", "tos", "hashtag"}
    | {"settings", "share", "login", "signup", "compose", "about", "jobs", "download"}
)
"""First path segments that name no user (danbooru `Source::URL::Twitter`)."""
HANDLE = re.compile(r"[A-Za-z0-9_]{1,20}\Z")
"""Fifteen characters today, twenty in accounts of the first years (twitter-text)."""
EMBED_PAGES = re.compile(r"/embed/(?:Tweet|index)\.html\Z", re.A | re.I)

END = r"(?:[/?&\s,;:!)\]}\"'“”’»*]|\.?\Z)"
"""What ends an id: also what was copied with the address (a space, a bracket, a stop), or escaped in it that
should begin its query (`%3Fs=20`). An id that `…` cut short is none."""
SHAPES = (
    (
        "status",
        re.compile(rf"/@?(?P<user>[A-Za-z0-9_]{{1,20}})/status(?:es)?/(?P<id>[0-9]+){END}", re.A | re.I),
    ),
    ("web-status", re.compile(rf"/i/(?:web/)?status/(?P<id>[0-9]+){END}", re.A | re.I)),
    ("bare-status", re.compile(rf"/statuses/(?P<id>[0-9]+){END}", re.A | re.I)),
    ("video", re.compile(rf"/i/(?:videos/(?:tweet/)?|cards/tfw/v[0-9]/)(?P<id>[0-9]+){END}", re.A | re.I)),
)
"""Paths that name a post, in order (danbooru, yt-dlp `TwitterBaseIE`, FACTS.md 6)."""


def read_url(url: str) -> PostRef | None:
    """Return the post that a URL of X names, in any of its forms; None for any other URL."""
    parts = split(url)
    if parts is None:
        return None
    host = bare_host(parts.hostname)
    if host in ("platform.twitter.com", "platform.x.com"):
        return _from_embed_page(parts)
    if _is_thread_reader(host):
        thread = THREAD.match(unquoted(parts.path))
        return _post(thread["id"], None) if thread else None
    if host not in SITES[NAME] and not host.startswith("nitter."):
        return None
    return _from_path(_hashbang(parts)) or _from_intent(parts)


def shows_thread(url: str) -> bool:
    """Whether a URL is a thread reader's: it names one post of a thread, of which any other may be quoted."""
    parts = split(url)
    return parts is not None and _is_thread_reader(parts.hostname.rstrip("."))


def _is_thread_reader(host: str) -> bool:
    """Whether a host is one of the thread readers; Rattibha's languages stand before its name (`en.`)."""
    return host in THREAD_READERS or host.partition(".")[2] == "rattibha.com"


def _hashbang(parts: Parts) -> str:
    """Return the path, or the one behind `#!` that stood in its place until 2012."""
    fragment = unquoted(parts.fragment)
    return fragment[1:] if fragment.startswith("!/") else unquoted(parts.path)


def _from_path(path: str) -> PostRef | None:
    for _name, shape in SHAPES:
        if match := shape.match(path):
            return _post(match["id"], match.groupdict().get("user"))
    return None


def _from_embed_page(parts: Parts) -> PostRef | None:
    if not EMBED_PAGES.match(parts.path):
        return None
    given = parameters(parts.query)
    return _post(given.get("id") or given.get("tweetId") or "", None)


def _from_intent(parts: Parts) -> PostRef | None:
    if not re.match(r"/intent/(?:like|favorite|retweet)\Z", parts.path):
        return None
    return _post(parameters(parts.query).get("tweet_id", ""), None)


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


def same_post(one: PostRef | None, other: PostRef | None) -> bool:
    """Whether two references name one post; the handle does not count."""
    return bool(one and other) and (one.platform, one.id) == (other.platform, other.id)  # type: ignore[union-attr]


ID_ATTRIBUTES = (
    *("data-tweet-id", "data-tweetid", "data-tweet", "tweet-id", "tweetid", "data-twitter-id"),
    "data-twitter-tweet-id",
    "data-lexical-tweet-id",
)
PLAIN_QUOTES = "blockquote:not(.twitter-tweet):not(.twitter-video)"
CARDS = (
    ".tweet, .tweet-card, .twitter-embed, .rsme-twitter-embed, .kg-twitter-card, .bbpBox, .twitterstatus"
    ', [data-component-name="Twitter2ToDOM"]'
)
"""Newsletters (Substack, Ghost), Blackbird Pie (2010), Discourse: they draw the post;
react-social-media-embed draws a box that links it, until its script has the widget."""
PROVIDED = '[data-service="twitter" i][data-id]:not(a):not(button):not(li):not(span)'
"""orestbida/iframemanager's boxes, before consent (its demo and README, 2026-11-28)."""
OF_PAGES = re.compile(r"[0-9]{1,14}\Z")
"""What else `data-id` holds beside the name of X: in share buttons the article's own number. X's were so
short until November 2010, before posts were embedded by a number."""
ID_ELEMENTS = ", ".join(f"[{name}]" for name in ID_ATTRIBUTES)
"""Themes and consent tools that load the post later leave its bare id in one of these."""

OEMBED_FLAGS = {"omit_script": "1", "hide_thread": "1", "dnt": "1", "lang": "en"}


def oembed_url(post: PostRef) -> str:
    """Return what publish.twitter.com is asked."""
    from urllib.parse import urlencode

    query = urlencode({"url": permalink(post), **OEMBED_FLAGS})
    return f"https://publish.twitter.com/oembed?{query}"


def syndication_url(post: PostRef) -> str:
    """Return what the embed widget asks (vercel/react-tweet, `fetchTweet`)."""
    from urllib.parse import urlencode

    query = urlencode({"id": post.id, "lang": "en", "token": syndication_token(post.id)})
    return f"https://cdn.syndication.twimg.com/tweet-result?{query}"


def page_url(post: PostRef) -> str:
    """Return the post's page on x.com, where it stands without a redirect."""
    return f"https://x.com/{post.handle or 'i'}/status/{post.id}"


TABLE_OF_IFRAMELY = "itteco/iframely, its plugin for Twitter"
WITNESSES = (
    Endpoint(
        Witness.OEMBED,
        "x-oembed",
        oembed_url,
        "publish.twitter.com/oembed?url=PERMALINK",
        "author, UTC day, words (a long post's beginning)",
        "developer.x.com, oEmbed API: no account needed; publish.x.com leads here",
        (
            Meaning(404, Testified.NOT_FOUND, "oEmbed knows no such post", TABLE_OF_IFRAMELY),
            Meaning(
                403,
                Testified.PROTECTED,
                "the account is protected or the post is age-gated",
                TABLE_OF_IFRAMELY,
                "not authorized to see this status",
            ),
            Meaning(
                403,
                Testified.SUSPENDED,
                "the account is suspended",
                "developer.x.com, error 63; not verified here",
                "has been suspended",
            ),
            Meaning(
                403,
                Testified.UNREADABLE,
                "a page refuses us: nothing is said of the post",
                "not verified",
                "<html",
            ),
            Meaning(403, Testified.SUSPENDED, "the account is suspended or closed to us", TABLE_OF_IFRAMELY),
        ),
    ),
    Endpoint(
        Witness.SYNDICATION,
        "x-syndication",
        syndication_url,
        "cdn.syndication.twimg.com/tweet-result?id=ID&token=TOKEN",
        "author, moment, words, media, versions, quoted post",
        "vercel/react-tweet (2023-2026)",
        (
            Meaning(
                404, Testified.NOT_FOUND, "syndication shows no such post", "react-tweet #134, #151 (2023)"
            ),
            Meaning(None, Testified.TOMBSTONE, "hidden without a reason", "react-tweet #160 (2024)"),
            Meaning(None, Testified.EMPTY, "`{}` or no body: nothing is said of why", "react-tweet (2023)"),
            Meaning(
                None,
                Testified.DELETED,
                "a tombstone says so in words; likewise removed, account-gone, suspended, protected, "
                "age-gated and withheld",
                "stages/snapshot/tombstones.py names a source for each notice",
            ),
        ),
    ),
    Endpoint(
        Witness.PAGE,
        "page",
        page_url,
        "x.com/USER/status/ID",
        "author and words (perhaps the beginning only), from the properties for link previews",
        "a public measurement of 2026-09-16: served to any user agent; elsewhere, a shell",
        (
            Meaning(
                404,
                Testified.NOT_FOUND,
                "X says it could not be found or may be deleted",
                "the same measurement",
            ),
            Meaning(
                None,
                Testified.LOGIN_WALL,
                "a shell without the post's properties, a login page or the x/migrate form",
                "php-embed #536 (2024)",
            ),
        ),
        HTML,
    ),
)
PAGE = PageForm(
    words="og:description",
    title=re.compile(r"\A(?P<name>.{0,300}?) ?\(@(?P<handle>[A-Za-z0-9_]{1,20})\)", re.S),
)


TWITTER = Platform(
    name=NAME,
    hosts=frozenset(SITES[NAME]),
    read_url=read_url,
    permalink=permalink,
    is_id=snowflake.is_id,
    frame=r"platform\.(?:twitter|x)\.com/embed/(?:Tweet|index)\.html\?",
    embeds=(
        EmbedRule("twitter-blockquote", "blockquote.twitter-tweet, blockquote.twitter-video", quotes=True),
        EmbedRule("blockquote-without-class", PLAIN_QUOTES, quotes=True, shaped=True),
        EmbedRule("amp-twitter", "amp-twitter[data-tweetid]", ("data-tweetid",)),
        EmbedRule("twitter-widget", "twitter-widget[data-tweet-id]", ("data-tweet-id",)),
        EmbedRule("twitter-rendered", "iframe[data-tweet-id]", ("data-tweet-id",)),
        EmbedRule("embed-twitter", ".embed-twitter[data-embed-id]", ("data-embed-id",)),
        EmbedRule("tweet-id-attribute", ID_ELEMENTS, ID_ATTRIBUTES),
        EmbedRule("tweet-card", CARDS, inside=True),
        # vercel/react-tweet: its own post stands before the one that it quotes.
        EmbedRule("react-tweet", ".react-tweet-theme", inside=True, first=True),
        EmbedRule("embetty-tweet", "embetty-tweet[status]", ("status",)),
        EmbedRule("embedly-card", ".embedly-card:not(a)", inside=True),
        EmbedRule("twitter-provided", PROVIDED, ("data-id",), unlike=OF_PAGES),
        forum(NAME),
        *everywhere(NAME),
    ),
    posted_at=snowflake.moment,
    joined_at=snowflake.moment,
    posted_by=snowflake.posted_by,
    forged_id=snowflake.forged,
    witnesses=WITNESSES,
    media_hosts=("pbs.twimg.com",),
    page=PAGE,
    archived_as=lambda post: tuple(
        f"{host}/{post.handle}/status/{post.id}" for host in ("twitter.com", "x.com")
    ),
)

__all__ = ["NAME", "TWITTER", "permalink", "read_url", "same_post", "syndication_token", "tco_slug"]
