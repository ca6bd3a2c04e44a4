"""Facebook: posts, videos, photos and reels, under numbers or, since 2022, `pfbid…` names."""

from __future__ import annotations

from urllib.parse import urlencode

from embedarchive.late import re
from embedarchive.platforms import SITES
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
from embedarchive.platforms.forms import everywhere, forum
from embedarchive.platforms.meta import OEMBED_TERMS
from embedarchive.platforms.urls import Place, place
from embedarchive.records import PostRef, Testified, Witness

NAME = "facebook"
FRONT = re.compile(r"(?:[a-z]{2}-[a-z]{2}|web|touch|mbasic|business|d|n|free)\.(?=facebook\.com\Z)", re.A)
"""`fr-fr.facebook.com` is the site in French; the others are its views for small telephones."""
HOSTS = frozenset(SITES[NAME])
NUMBER = r"(?P<id>pfbid[A-Za-z0-9]{20,120}|[0-9]{5,25})(?::[0-9]{1,3})?(?:/|\Z)"
USER = r"/(?!groups/|events/|share/|sharer)(?P<user>[\w.-]{1,100})"
SLUG = r"(?:/[^/]{1,300})?"
SHAPES = tuple(
    re.compile(shape + NUMBER, re.I)
    for shape in (
        rf"{USER}/(?a:posts|videos|activity){SLUG}/",
        rf"{USER}/(?a:photos){SLUG}/",
        r"/groups/[\w.-]{1,100}/(?a:posts|permalink)/",
        # Behind `/v/` stood films for Flash.
        r"/(?a:reel|video/embed/|watch/live|v)/",
        # Until 2020; between stands a name's spelling, which is no account's.
        r"/(?a:notes)/[^/]{1,300}/[^/]{1,300}/",
    )
)
"""developers.facebook.com/docs/plugins/oembed, "Supported URL formats", and yt-dlp's `FacebookIE`."""
BY_QUERY = {
    "/permalink.php": "story_fbid",
    "/story.php": "story_fbid",
    "/photo.php": "fbid",
    "/photo": "fbid",
    "/photo/": "fbid",
    "/photos/": "fbid",
    "/video.php": "v",
    "/video/video.php": "v",
    "/video/embed": "video_id",
    "/watch": "v",
    "/watch/": "v",
    "/watch/live": "v",
    "/watch/live/": "v",
}
"""Pages whose post stands in a parameter."""
PLUGINS = re.compile(r"(?:/v[0-9.]{1,6})?/plugins/(?:post|video|comment_embed)(?:\.php)?/?\Z")
"""The frames that show one post; `page`, `like`, `share_button`, `comments` show none."""
ID = re.compile(r"(?:pfbid[A-Za-z0-9]{20,120}|[0-9]{5,25})\Z", re.A)


def read_url(url: str) -> PostRef | None:
    """Return the post that a URL of Facebook names; None for pages, events, albums and share links."""
    where = _place(framed(url))
    return _post(where) if where else None


def framed(url: str) -> str:
    """Return the address that Facebook's frame of one post is given; any other URL as it stands."""
    where = _place(url)
    return where.query.get("href", "") if where and PLUGINS.match(where.path) else url


def _place(url: str) -> Place | None:
    found = place(url)
    if found is None or found.host in HOSTS:
        return found
    fronted = found.host.endswith(".facebook.com") and FRONT.sub("", found.host) in HOSTS
    return found if fronted else None


def _post(where: Place) -> PostRef | None:
    if where.path in BY_QUERY:
        given = where.query.get(BY_QUERY[where.path], "").split(":")[0]
        return PostRef(NAME, given, where.query.get("id")) if is_id(given) else None
    matches = (shape.match(where.path) for shape in SHAPES)
    match = next((match for match in matches if match), None)
    return PostRef(NAME, match["id"], match.groupdict().get("user")) if match else None


def permalink(post: PostRef) -> str:
    """Return `https://www.facebook.com/USER/posts/ID`; without a user `/ID`, from which Facebook redirects.

    `/ID` is not read back: a number alone may as well be a person's.
    """
    if post.handle:
        return f"https://www.facebook.com/{post.handle}/posts/{post.id}"
    return f"https://www.facebook.com/{post.id}"


def is_id(text: str) -> bool:
    """Whether a string is written as a post id: digits, or `pfbid` and letters."""
    return bool(ID.match(text))


def plugin_url(post: PostRef) -> str:
    """Return the frame of one post; without `locale` it speaks the language of the asking address."""
    query = urlencode({"href": permalink(post), "locale": "en_US"})
    return f"https://www.facebook.com/plugins/post.php?{query}"


def same_author(one: str, other: str) -> bool | None:
    """Whether two names are one author's; a page's number says nothing of its name."""
    return one.lower() == other.lower() if one.isdigit() == other.isdigit() else None


MEASURED = "ebfix.konnokai.me, FACEBOOK_EMBED_FIX_PLAN.md, measured 2026-10-03"
WITNESSES = (
    Endpoint(
        Witness.EMBED,
        "facebook-plugin",
        plugin_url,
        "www.facebook.com/plugins/post.php?href=PERMALINK",
        "author, moment (but for videos), words, small pictures",
        MEASURED,
        (
            Meaning(
                None,
                Testified.TOMBSTONE,
                "removed, or not shown to everybody: Facebook does not say which",
                MEASURED,
            ),
        ),
        HTML,
    ),
    Endpoint(
        Witness.PAGE,
        "page",
        permalink,
        "www.facebook.com/USER/posts/ID",
        "author, words (perhaps the beginning only)",
        MEASURED,
        (
            Meaning(404, Testified.NOT_FOUND, "Facebook has no such page", "not verified"),
            Meaning(None, Testified.LOGIN_WALL, "no properties for link previews, or a login page", MEASURED),
        ),
        HTML,
    ),
)
UNASKED = (
    Unasked(
        "graph.facebook.com/oembed_post",
        OEMBED_TERMS,
        "developers.facebook.com/docs/graph-api/reference/oembed-post (2026-06-15)",
    ),
)

HREFS = ("data-href", "href", "consent-original-data-href-_")
"""The last is Real Cookie Banner's, before consent (devowl.io)."""
FLASH = ("src", "data", "value")
SAYS = Wording(
    words="blockquote > p",
    author=("blockquote > p ~ a", "blockquote > a", "blockquote > p:last-child > a"),
    profile=re.compile(
        r"https?://(?:[a-z-]{1,9}\.)?facebook\.com/(?P<handle>(?![0-9]+/?\Z)[\w.]{1,100})/?\Z"
    ),
)
"""The words, then `Posted by NAME on DATE` in the language of whoever made it: the author is a link."""
BARE = "blockquote.fb-xfbml-parse-ignore[cite], .fb-xfbml-parse-ignore > blockquote[cite]"
"""Until 2016 the class was that of an element around it."""

FACEBOOK = Platform(
    name=NAME,
    hosts=HOSTS,
    read_url=read_url,
    permalink=permalink,
    is_id=is_id,
    frame=r"facebook\.com/(?:v[\d.]{1,6}/)?plugins/(?:post|video)\.php\?",
    framed=framed,
    embeds=(
        # developers.facebook.com/docs/plugins/embedded-posts and embedded-video-player; XFBML has no class.
        EmbedRule(
            "facebook-plugin",
            ".fb-post, .fb-video, .fb-comment-embed",
            urls=HREFS,
            says=SAYS,
        ),
        EmbedRule("facebook-xfbml", r"fb\:post[href], fb\:video[href]", urls=("href",), says=SAYS),
        # What readers without scripts see, where a page keeps that alone; a page's own names no post.
        EmbedRule("facebook-blockquote", BARE, urls=("cite",), says=SAYS),
        # amp.dev/documentation/components/amp-facebook; pages and like buttons have elements of their own.
        EmbedRule("amp-facebook", "amp-facebook[data-href]", urls=("data-href",)),
        EmbedRule("facebook-object", 'embed[src], object[data], param[name="movie"][value]', urls=FLASH),
        forum(NAME),
        *everywhere(NAME),
    ),
    witnesses=WITNESSES,
    unasked=UNASKED,
    media_hosts=("fbcdn.net",),
    # A reel's title counts its views first; what follows is not told apart from a name.
    page=PageForm("og:description", title=re.compile(r"\A(?P<name>[^|]{1,200})\Z")),
    same_author=same_author,
)
