"""The words in which a little web is declared: authors, posts, short links, pages, captures, oddities.

A world is a plain value. The sites (`demo/sites/`) read it and answer; nothing here serves.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from urllib.parse import urlsplit

from embedarchive.demo.elsewhere import Elsewhere
from embedarchive.demo.reply import Reply

SNOWFLAKE_EPOCH_MS = 1_288_834_974_657
"""Twitter's `snowflake` (2010): the id's upper bits count milliseconds from here."""
X_NAMES_FROM = dt.date(2024, 5, 17)
"""From this day new permalinks were written with x.com; links of older posts kept twitter.com."""
_UNIX = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_STATUS_PATH = re.compile(r"/status(?:es)?/(\d+)")


def post_id(moment: dt.datetime, sequence: int = 0) -> str:
    """Return the id of a post made at an aware moment; `sequence` keeps ids of one instant apart."""
    milliseconds = (moment - _UNIX) // dt.timedelta(milliseconds=1) - SNOWFLAKE_EPOCH_MS
    return str(milliseconds << 22 | sequence)


def status_id(url: str) -> str | None:
    """Return the id that a status URL names, whatever its host and its user name."""
    found = _STATUS_PATH.search(url)
    return found[1] if found else None


class State(StrEnum):
    """What has become of a post."""

    LIVE = "live"
    DELETED = "deleted"
    PROTECTED = "protected"
    SUSPENDED = "suspended"


class Shown(StrEnum):
    """What the syndication endpoint says of a post; it need not agree with oEmbed."""

    TWEET = "tweet"
    TOMBSTONE = "tombstone"
    MISSING = "missing"
    """Status 404."""
    EMPTY_OBJECT = "empty-object"
    """Status 200 and `{}`."""
    EMPTY_BODY = "empty-body"
    """Status 200 and no byte."""


_SHOWN_BY_STATE = {
    State.LIVE: Shown.TWEET,
    State.DELETED: Shown.MISSING,
    State.PROTECTED: Shown.TOMBSTONE,
    State.SUSPENDED: Shown.TOMBSTONE,
}


class MediaKind(StrEnum):
    """What hangs on a post."""

    PHOTO = "photo"
    VIDEO = "video"
    GIF = "gif"
    """An animated picture: its permalink says `photo/1`."""


@dataclass(frozen=True, slots=True)
class Author:
    """An account."""

    handle: str
    name: str
    number: int = 0
    """The account's own id; 0 lets it follow from the handle."""

    @property
    def id(self) -> str:
        """The account's id as text."""
        return str(self.number or int.from_bytes(self.handle.encode()[:6]))


@dataclass(frozen=True, slots=True)
class Media:
    """One photo, video or animated picture; all photos of a post share one slug."""

    slug: str
    """As in `t.co/SLUG` and `pic.twitter.com/SLUG`."""
    kind: MediaKind = MediaKind.PHOTO
    source: str | None = None
    """The permalink it was borrowed from: then the slug leads to that post, perhaps another author's."""
    width: int = 1200
    height: int = 800


@dataclass(frozen=True, slots=True)
class Post:
    """A post and what has become of it."""

    id: str
    author: Author
    text: str
    """As the API gives it: links as t.co, media slugs at the end, line breaks kept."""
    lang: str = "en"
    state: State = State.LIVE
    shown: Shown | None = None
    """What syndication says, where it does not follow from the state."""
    media: tuple[Media, ...] = ()
    quoted: str | None = None
    """The id of the post it quotes."""
    edits: tuple[str, ...] = ()
    """The ids of all its versions, first to last; empty for a post that was never edited."""
    long: bool = False
    """A long post: every witness but the archive shows only its beginning."""
    objects_for_lists: bool = False
    """Syndication writes `{}` where it usually writes `[]` (vercel/react-tweet saw both)."""

    @property
    def created(self) -> dt.datetime:
        """When it was made (UTC), from its id."""
        return _UNIX + dt.timedelta(milliseconds=(int(self.id) >> 22) + SNOWFLAKE_EPOCH_MS)

    @property
    def host(self) -> str:
        """The host its permalinks were written with."""
        return "x.com" if self.created.date() >= X_NAMES_FROM else "twitter.com"

    @property
    def syndicated(self) -> Shown:
        """What the syndication endpoint says."""
        return self.shown or _SHOWN_BY_STATE[self.state]

    def permalink(self, host: str | None = None) -> str:
        """Return the canonical URL, by default on the host of its time."""
        return f"https://{host or self.host}/{self.author.handle}/status/{self.id}"

    def leads_to(self, media: Media) -> str:
        """Return where a media slug of this post leads."""
        leaf = "video/1" if media.kind is MediaKind.VIDEO else "photo/1"
        return f"{media.source or self.permalink()}/{leaf}"


@dataclass(frozen=True, slots=True)
class ShortLink:
    """A link that only points on: t.co, bit.ly and the others of `demo/sites/shorteners.py`."""

    url: str
    target: str
    """An unsafe one: what the interstitial warns of."""
    unsafe: bool = False
    """The shortener answers with a warning, an exit page or a challenge, whichever it has."""
    headless: bool = False
    """The form for browsers has no `<head>`, as often in the wild (JabRef's fenix #4003)."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a news site."""

    url: str
    body: bytes = b""
    media_type: str = "text/html; charset=utf-8"
    status: int = 200
    location: str | None = None
    modified: dt.datetime | None = None
    chunked: bool = False


@dataclass(frozen=True, slots=True)
class Capture:
    """One capture in the Wayback Machine."""

    url: str
    """In the case it was captured in; the archive's key is lower-cased."""
    timestamp: str
    """14 digits, UTC."""
    body: bytes = b""
    media_type: str = "text/html"
    status: int = 200
    location: str | None = None
    """Where the captured answer redirected."""


class Flaw(StrEnum):
    """What is wrong with a host's certificate."""

    EXPIRED = "expired"
    OTHER_NAME = "other-name"
    SELF_SIGNED = "self-signed"


@dataclass(frozen=True)
class World:
    """Everything a little web plays."""

    posts: tuple[Post, ...] = ()
    links: tuple[ShortLink, ...] = ()
    pages: tuple[Page, ...] = ()
    captures: tuple[Capture, ...] = ()
    routes: Mapping[tuple[str, str], Reply] = field(default_factory=dict)
    """(host, path) or (host, path with query) to a raw answer or a misbehaviour; asked first."""
    migrating: frozenset[str] = frozenset()
    """Paths on which twitter.com answers with the `x/migrate` trap instead of its redirect."""
    flaws: Mapping[str, Flaw] = field(default_factory=dict)
    hosts: frozenset[str] = frozenset()
    """Hosts that exist beyond those that follow from the script."""
    href_host: str = "x.com"
    """The host of the links in oEmbed's HTML: x.com since about June 2026."""
    elsewhere: tuple[Elsewhere, ...] = ()
    """Posts of other platforms."""
    previews: bool = False
    """Whether x.com serves the properties for link previews, and 404 for what is deleted (2026-09-16)."""

    def plus(self, **changes: object) -> World:
        """Return this world with some fields replaced."""
        return replace(self, **changes)  # type: ignore[arg-type]

    @cached_property
    def post_by_id(self) -> dict[str, Post]:
        """Every post by its id."""
        return {post.id: post for post in self.posts}

    @cached_property
    def link_by_url(self) -> dict[str, ShortLink]:
        """Every short link by its URL without scheme: both schemes answer alike."""
        return {link.url.partition("://")[2]: link for link in self.links}

    @cached_property
    def media_by_slug(self) -> dict[str, str]:
        """Where each media slug leads."""
        return {media.slug: post.leads_to(media) for post in self.posts for media in post.media}

    @cached_property
    def page_by_url(self) -> dict[str, Page]:
        """Every page by its URL without scheme."""
        return {page.url.partition("://")[2]: page for page in self.pages}

    @cached_property
    def own_hosts(self) -> frozenset[str]:
        """Hosts named by pages, routes, short links and certificates."""
        urls = [page.url for page in self.pages] + [link.url for link in self.links]
        named = {urlsplit(url).hostname or "" for url in urls}
        served = self.servers | {url.partition("/")[0] for url in self.pictures}
        return frozenset(named | {host for host, _ in self.routes} | set(self.flaws) | self.hosts | served)

    @cached_property
    def found_elsewhere(self) -> dict[tuple[str, str], Elsewhere]:
        """Every post of another platform by its platform and id."""
        return {(post.platform, post.id): post for post in self.elsewhere}

    @cached_property
    def servers(self) -> frozenset[str]:
        """The hosts that are servers of Mastodon."""
        return frozenset(post.home for post in self.elsewhere if post.platform == "mastodon")

    @cached_property
    def pictures(self) -> dict[str, Elsewhere]:
        """The posts elsewhere by the URLs of their pictures, without scheme."""
        return {post.picture.partition("://")[2]: post for post in self.elsewhere if post.picture}

    def slug_target(self, slug: str) -> str | None:
        """Return where `t.co/SLUG` leads; slugs are case-sensitive."""
        link = self.link_by_url.get(f"t.co/{slug}")
        return link.target if link else self.media_by_slug.get(slug)
