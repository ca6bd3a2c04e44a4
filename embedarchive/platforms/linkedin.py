"""LinkedIn: shares, activities and posts, each named by a URN whose number tells the time."""

from __future__ import annotations

import datetime as dt

from embedarchive.late import re
from embedarchive.platforms import SITES
from embedarchive.platforms.base import HTML, UNIX, EmbedRule, Endpoint, Meaning, PageForm, Platform
from embedarchive.platforms.forms import everywhere
from embedarchive.platforms.urls import bare_host, place
from embedarchive.records import PostRef, Testified, Witness

NAME = "linkedin"
HOSTS = frozenset(SITES[NAME])
COUNTRY = re.compile(r"[a-z]{2}\.(?=linkedin\.com\Z)", re.A)
URN = r"urn:li:(?P<kind>share|activity|ugcPost):(?P<id>[0-9]{15,20})"
UPDATE = re.compile(rf"/(?:embed/)?feed/update/{URN}(?:/|\Z)", re.A | re.I)
POST = re.compile(
    r"/posts/(?:(?P<user>[^/_]{1,100})_)?[^/]{0,300}?-?(?P<kind>share|activity|ugcPost)-(?P<id>[0-9]{15,20})(?:-|/|\Z)",
    re.A | re.I,
)
ID = re.compile(rf"{URN}\Z", re.A)
HIGHLIGHTED = "highlightedUpdateUrn"
"""The parameter of `/feed/` that names the post on top: notices and shared links have it."""
KINDS = {"share": "share", "activity": "activity", "ugcpost": "ugcPost"}
SHIFT = 22


def read_url(url: str) -> PostRef | None:
    """Return the post that a URL of LinkedIn names; None for people, companies, articles and share links.

    One post has several URNs (learn.microsoft.com/linkedin, "Share API"), and nothing here tells which
    belong together.
    """
    where = place(url)
    if where is None or not where.host.endswith("linkedin.com"):
        return None
    if COUNTRY.sub("", bare_host(where.host)) not in HOSTS:
        return None
    match = UPDATE.match(where.path) or POST.match(where.path)
    if match is None and where.path in ("/feed/", "/feed"):
        match = ID.match(where.query.get(HIGHLIGHTED, ""))
    if match is None:
        return None
    return PostRef(
        NAME, f"urn:li:{KINDS[match['kind'].lower()]}:{match['id']}", match.groupdict().get("user")
    )


def permalink(post: PostRef) -> str:
    """Return `https://www.linkedin.com/feed/update/URN/`."""
    return f"https://www.linkedin.com/feed/update/{post.id}/"


def is_id(text: str) -> bool:
    """Whether a string is written as the URN of a post."""
    return bool(ID.match(text))


def posted_at(urn: str) -> dt.datetime | None:
    """Return when the post was made (UTC), within a second or so: the upper 41 bits are milliseconds.

    Measured: activity 7075043149462556672 has `datePublished` 2023-06-15T09:35:34.752Z
    (shkspr.mobi/blog/2023/06/linkedin-supports-schema-org-metadata).
    """
    match = ID.match(urn)
    if match is None or int(match["id"]) >= 1 << 63:
        return None
    return UNIX + dt.timedelta(milliseconds=int(match["id"]) >> SHIFT)


WITNESSES = (
    Endpoint(
        Witness.EMBED,
        "linkedin-embed",
        lambda post: f"https://www.linkedin.com/embed/feed/update/{post.id}",
        "www.linkedin.com/embed/feed/update/URN",
        "author's name, words",
        "linkedin.com/help/linkedin/answer/a522525; read by others in 2026",
        (
            Meaning(404, Testified.NOT_FOUND, "LinkedIn has no such public post", "not verified"),
            Meaning(999, Testified.LOGIN_WALL, "LinkedIn refuses programs", "widely reported; not verified"),
        ),
        HTML,
    ),
)


LINKEDIN = Platform(
    name=NAME,
    hosts=HOSTS,
    read_url=read_url,
    permalink=permalink,
    is_id=is_id,
    # linkedin.com/help/linkedin/answer/a522525, "Embed a post": a frame of /embed/feed/update/URN.
    frame=r"linkedin\.com/embed/feed/update/",
    embeds=(
        # Not LinkedIn's: what sites that know only its frames make up after the other platforms' forms.
        EmbedRule("linkedin-post", ".linkedin-post", urls=("data-href", "data-url")),
        EmbedRule("linkedin-post-link", "blockquote.linkedin-post", inside=True),
        *everywhere(NAME),
    ),
    posted_at=posted_at,
    witnesses=WITNESSES,
    media_hosts=("media.licdn.com",),
    page=PageForm(
        "og:description",
        tail=re.compile(r"\| ?[\d,.]{1,12} comments? on LinkedIn"),
        title=re.compile(r"\A(?P<name>.{0,300}?) on LinkedIn\b", re.S),
    ),
)
