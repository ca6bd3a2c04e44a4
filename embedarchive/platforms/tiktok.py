"""TikTok: videos and photo posts under numbers that begin with their time."""

from __future__ import annotations

import datetime as dt
from urllib.parse import urlencode

from embedarchive.late import re
from embedarchive.platforms import SITES
from embedarchive.platforms.base import UNIX, EmbedRule, Endpoint, Meaning, Platform, Wording
from embedarchive.platforms.forms import everywhere, forum
from embedarchive.platforms.urls import place
from embedarchive.records import PostRef, Testified, Witness

NAME = "tiktok"
HOSTS = frozenset(SITES[NAME])
POST = re.compile(
    r"/(?:@(?P<user>[\w.-]{1,64})/(?a:video|photo)|(?a:embed(?:/v[1-3])?|player/v1|share/video|v|video))"
    r"/(?P<id>[0-9]{15,20})(?:/|\.html|\Z)",
    re.I,
)
"""Also `developers.tiktok.com/doc/embed-player` (`player/v1`) and yt-dlp's `TikTokBaseIE`."""
ID = re.compile(r"[0-9]{15,20}\Z", re.A)
SHIFT = 32


def read_url(url: str) -> PostRef | None:
    """Return the post that a URL of TikTok names; None for profiles, tags, sounds and short links."""
    where = place(url, HOSTS)
    match = POST.match(where.path) if where else None
    return PostRef(NAME, match["id"], match["user"]) if match else None


def permalink(post: PostRef) -> str:
    """Return `https://www.tiktok.com/@USER/video/ID`; where no user is known, the address without one."""
    if post.handle:
        return f"https://www.tiktok.com/@{post.handle}/video/{post.id}"
    return f"https://m.tiktok.com/v/{post.id}.html"


def is_id(text: str) -> bool:
    """Whether a string is written as a post id."""
    return bool(ID.match(text))


def posted_at(post_id: str) -> dt.datetime | None:
    """Return when the post was made (UTC), to the second: the upper 32 bits (arXiv 2504.13279, 2025)."""
    if not is_id(post_id) or int(post_id) >= 1 << 63:
        return None
    return UNIX + dt.timedelta(seconds=int(post_id) >> SHIFT)


NO_WORD = "TikTok does not show it and does not say why: deleted, private or not in this country"
WITNESSES = (
    Endpoint(
        Witness.OEMBED,
        "tiktok-oembed",
        lambda post: f"https://www.tiktok.com/oembed?{urlencode({'url': permalink(post)})}",
        "www.tiktok.com/oembed?url=PERMALINK",
        "author, caption; no date (the id tells it)",
        "developers.tiktok.com/doc/embed-videos; stored answers of 2022 and 2024",
        (
            Meaning(400, Testified.TOMBSTONE, NO_WORD, "not verified", "something went wrong"),
            Meaning(404, Testified.TOMBSTONE, NO_WORD, "not verified"),
        ),
    ),
)

SAYS = Wording(
    lines=(
        re.compile(
            r"\A@(?P<handle>[\w.-]{1,64})(?:\s{1,3}(?P<words>.{0,5000}?))?\s{0,3}(?:♬[^\n]{0,300})?\Z", re.S
        ),
    )
)
"""The handle, the words, the music (www.tiktok.com/oembed, 2020 to 2024)."""

TIKTOK = Platform(
    name=NAME,
    hosts=HOSTS,
    read_url=read_url,
    permalink=permalink,
    is_id=is_id,
    frame=r"tiktok\.com/(?:embed|player)/",
    embeds=(
        # developers.tiktok.com/doc/embed-videos. A creator's profile has the class too, but no video.
        EmbedRule(
            "tiktok-blockquote",
            ".tiktok-embed[cite], .tiktok-embed[data-video-id]",
            ("data-video-id",),
            urls=("cite",),
            says=SAYS,
        ),
        EmbedRule("tiktok-blockquote-link", "blockquote.tiktok-embed", inside=True, says=SAYS),
        # amp.dev/documentation/components/amp-tiktok: a URL or a bare id.
        EmbedRule("amp-tiktok", "amp-tiktok[data-src]", ("data-src",)),
        EmbedRule("tiktok-substack-card", ".tiktok-wrap[data-attrs]", urls=("data-attrs",), keys=("url",)),
        EmbedRule("tiktok-substack", ".tiktok-wrap", inside=True),
        forum(NAME),
        *everywhere(NAME),
    ),
    posted_at=posted_at,
    witnesses=WITNESSES,
    media_hosts=("tiktokcdn.com", "tiktokcdn-us.com", "tiktokcdn-eu.com"),
)
