"""YouTube: videos, shorts and live streams under one kind of id."""

from __future__ import annotations

from urllib.parse import urlencode

from embedarchive.late import re
from embedarchive.platforms import SITES
from embedarchive.platforms.base import EmbedRule, Endpoint, Meaning, PageForm, Platform
from embedarchive.platforms.forms import LATER, everywhere, forum
from embedarchive.platforms.urls import Place, place
from embedarchive.records import PostRef, Testified, Witness

NAME = "youtube"
SHORT = "youtu.be"
HOSTS = frozenset({*SITES[NAME], "music.youtube.com", "gaming.youtube.com"})
"""`youtube.googleapis.com` played films for Flash, until 2015; Blogger's pages have it."""
ID = re.compile(r"[A-Za-z0-9_-]{11}\Z", re.A)
PATH = re.compile(
    r"/(?:embed(?:/shorts)?|v|e|vi|shorts|live)/\"?(?P<id>[A-Za-z0-9_-]{11})(?![A-Za-z0-9_-])", re.A
)
"""Steam's news have a quotation mark before the id."""
FRONT = re.compile(r"[A-Za-z0-9_-]{11}(?=[?&/]|\Z)", re.A)
"""An id, and what is glued to it: `watch?v=ID?feature=oembed`."""
NO_IDS = frozenset({"videoseries", "live_stream", "LATEST_LIVE"})
"""They stand where the id stands and have its length: a playlist, whatever a channel streams now
(developers.google.com/youtube/player_parameters), and a word for that until a script knows the id."""
NO_LIVE = re.compile(r"/live/[A-Za-z]?[a-z]{4,10}[0-9]{0,6}(?![A-Za-z0-9_-])")
"""A word behind `live`, perhaps with a number: `livestream1`. One id in some thousand is written so."""


def read_url(url: str) -> PostRef | None:
    """Return the video that a URL of YouTube names; None for channels, playlists and searches."""
    where = place(url, HOSTS)
    found = _id(where) if where else ""
    return PostRef(NAME, found) if is_id(found) else None


def _id(where: Place) -> str:
    if where.host == SHORT:
        return _front(where.path[1:])
    if where.path in ("/watch", "/watch/", "/watch_popup", "/embed/watch"):
        return _front(where.query.get("v", ""))
    if where.path == "/attribution_link":
        inner = place("https://youtube.com" + where.query.get("u", ""), HOSTS)
        return inner.query.get("v", "") if inner and inner.path == "/watch" else ""
    match = PATH.match(where.path)
    return match["id"] if match and not NO_LIVE.match(where.path) else ""


def _front(said: str) -> str:
    match = FRONT.match(said)
    return match[0] if match else ""


def permalink(post: PostRef) -> str:
    """Return `https://www.youtube.com/watch?v=ID`."""
    return f"https://www.youtube.com/watch?v={post.id}"


def is_id(text: str) -> bool:
    """Whether a string is written as a video id."""
    return bool(ID.match(text)) and text not in NO_IDS


ID_ATTRIBUTES = (
    "data-youtube-id",
    "data-youtubeid",
    "data-youtube-video-id",
    "data-youtube-video",
    "data-youtube",
    "data-yt-id",
    "data-ytid",
    "data-yt",
    "youtube-id",
)
NO_PLAYERS = ":not(img):not(a):not(button):not(li)"
ID_ELEMENTS = ", ".join(f"[{name}]{NO_PLAYERS}" for name in ID_ATTRIBUTES)
"""A thumbnail or a list's entry with an id leads to a video; it does not show it."""
PROVIDED = ", ".join(
    f'[{whose}="youtube" i][{which}]{NO_PLAYERS}'
    for whose in ("data-provider", "data-provider-name", "data-video-provider", "data-service")
    for which in ("data-video-id", "data-id")
)
BOX_NAMES = (
    *("youtube-embed", "embed-youtube", "youtube-video", "youtube-player", "youtube-container"),
    *("youtube-lazy", "yt-embed", "yt-lite"),
)
BOX_ATTRIBUTES = ("data-video-id", "data-videoid", "data-id", "data-embed")
BOXES = ", ".join(
    f".{name}[{attribute}]{NO_PLAYERS}:not(article)" for name in BOX_NAMES for attribute in BOX_ATTRIBUTES
)
"""Boxes that themes' own scripts make players of; in dozens of repositories (2026), under few names."""
MODALS = ", ".join(
    (
        *('[data-toggle="modal"]', '[data-bs-toggle="modal"]', "[data-fancybox][data-src]"),
        *(f"button[{name}]" for name in ("data-video", "data-videourl", "data-video-url", "data-video-src")),
        *(
            f'a[{name}]:not([href*="youtu"])'
            for name in ("data-video", "data-videourl", "data-video-url", "data-src")
        ),
    )
)
"""What opens a film over the page by a script that takes the address from the button: Bootstrap's modals,
Fancybox's (fancyapps.com, `data-src`), themes' own; ten sites by as many authors (2026-11-28)."""
CALLED_VIDEO = ('[class*="video" i]', '[id*="video" i]', "[data-video]")
WITH_ADDRESS = ", ".join(f'{called}[data-url]{NO_PLAYERS}:not([class*="share" i])' for called in CALLED_VIDEO)
"""Boxes of themes' own scripts, on three sites by three authors (2026-11-28). A share button has one, too."""
NUMBERED = re.compile(r"(?:[a-z]{1,9}[_-]){0,2}[0-9]{1,11}\Z")
"""What else `data-id` holds: a number, or a word and a number (`elementor-5`). One id of YouTube in some
hundred thousand is written so."""
FACADES = (
    ("lite-youtube[videoid]", "videoid"),
    ("amp-youtube[data-videoid]", "data-videoid"),
    ("youtube-video[videoid]", "videoid"),
    ("lite-yt[videoid]", "videoid"),
    ('embetty-video[type="youtube"][video-id]', "video-id"),
    (".rll-youtube-player[data-id]", "data-id"),
    (".youtube[data-embed]", "data-embed"),
    (".youtube_player[videoid]", "videoid"),
    (".youtube_player[data-videoid]", "data-videoid"),
    ("lite-youtube[video-id]", "video-id"),
    ('[data-plyr-provider="youtube"][data-plyr-embed-id]', "data-plyr-embed-id"),
    (f".youtube-facade[data-video-id]{NO_PLAYERS}", "data-video-id"),
    (".arve-play-btn[data-iframe]", "data-iframe"),
    ('.lightbox[data-type="youtube"][data-id]', "data-id"),
    (".js-modal-btn[data-video-id]", "data-video-id"),
)
"""Elements that stand for a player and load it later: github.com/paulirish/lite-youtube-embed,
amp.dev (amp-youtube), heise/embetty, orestbida/iframemanager, WP Rocket, sampotts/plyr, Discourse, ARVE,
tarteaucitron (`youtube_player`); github.com/midzer/tobii (`lightbox`), github.com/appleple/modal-video
(`js-modal-btn`; Vimeo's numbers are shorter)."""

WITNESSES = (
    Endpoint(
        Witness.OEMBED,
        "youtube-oembed",
        lambda post: (
            f"https://www.youtube.com/oembed?{urlencode({'url': permalink(post), 'format': 'json'})}"
        ),
        "www.youtube.com/oembed?url=PERMALINK",
        "channel, title; no date",
        "oembed.com/providers.json",
        (
            Meaning(404, Testified.NOT_FOUND, "YouTube knows no such video", "mellowagain/pomu #9 (2022)"),
            Meaning(
                400, Testified.NOT_FOUND, "YouTube knows no video by that id", "mellowagain/pomu #9 (2022)"
            ),
            Meaning(
                401,
                Testified.RESTRICTED,
                "its owner has switched embedding off",
                "extractus/oembed-extractor #168 (2023), TryGhost/Ghost #16374 (2023)",
            ),
            Meaning(403, Testified.PROTECTED, "the video is private", "ruby-oembed #79 (2020)"),
        ),
    ),
)


YOUTUBE = Platform(
    name=NAME,
    hosts=HOSTS,
    read_url=read_url,
    permalink=permalink,
    is_id=is_id,
    frame=r"youtube(?:-nocookie)?\.com/embed/[\w-]{11}",
    embeds=(
        *(EmbedRule("youtube-facade", selector, (attribute,)) for selector, attribute in FACADES),
        EmbedRule("youtube-box", BOXES, BOX_ATTRIBUTES, unlike=NUMBERED),
        EmbedRule("youtube-provided", PROVIDED, ("data-video-id", "data-id"), unlike=NUMBERED),
        EmbedRule("youtube-modal", MODALS, urls=LATER),
        # jquery.mb.YTPlayer (github.com/pupunzi): an object as JavaScript writes it.
        EmbedRule(
            "youtube-background", '[data-property*="videoURL"]', ("data-property",), keys=("videoURL",)
        ),
        EmbedRule("youtube-url-box", WITH_ADDRESS, urls=("data-url",)),
        EmbedRule("youtube-substack", ".youtube-wrap[data-attrs]", ("data-attrs",), keys=("videoId",)),
        # Medium until 2019: the frame's own address names nothing.
        EmbedRule("youtube-thumbnail", "iframe[data-thumbnail]", urls=("data-thumbnail",)),
        # WP YouTube Lyte: the thumbnail's link in its noscript. react-social-media-embed: before its script.
        EmbedRule("youtube-lyte", ".lyte-wrapper, .rsme-youtube-embed", inside=True),
        # react-lite-youtube-embed and vue-lite-youtube-embed: the picture behind the button.
        EmbedRule("youtube-still", ".yt-lite[style]", ("style",)),
        # Lazy Load for Videos: the link that its script puts a player in the place of.
        EmbedRule("youtube-lazy-link", "a.lazy-load-youtube[href]", urls=("href",)),
        EmbedRule("youtube-id-attribute", ID_ELEMENTS, ID_ATTRIBUTES),
        # presto-player: the WordPress plugin Presto Player, whose script makes a player of it.
        EmbedRule(
            "youtube-element",
            "lite-youtube, youtube-video, youtube-embed, presto-player",
            urls=("src", "href", "url"),
        ),
        EmbedRule(
            "youtube-object",
            'embed[src], object[data], param[name="movie"][value], video[src], video source[src]',
            urls=("src", "data", "value"),
        ),
        forum(NAME),
        *everywhere(NAME),
    ),
    witnesses=WITNESSES,
    media_hosts=("i.ytimg.com",),
    page=PageForm("og:title", whole_up_to=100),
)
