"""Testifying: what witnesses say of a post, and the copies kept of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from embedarchive.records.asking import RecordRef
from embedarchive.records.reading import PostRef


class Witness(StrEnum):
    """Who says something of a post."""

    OEMBED = "oembed"
    SYNDICATION = "syndication"
    MEMENTO = "memento"
    PAGE = "page"
    """The post's own page, as it answers without an account."""
    API = "api"
    """The platform's open interface."""
    EMBED = "embed"
    """The page that the platform shows in a frame on other sites."""


class Testified(StrEnum):
    """What kind of answer a witness gave. Only `found` says anything of the post's content."""

    FOUND = "found"
    NOT_FOUND = "not-found"
    TOMBSTONE = "tombstone"
    """X's answer for a post it will not show and does not say why; deleted, limited and adult look alike."""
    EMPTY = "empty"
    DELETED = "deleted"
    """The witness says in words that the author took the post down."""
    REMOVED = "removed"
    """The witness says in words that the platform or a moderator took the post down."""
    ACCOUNT_GONE = "account-gone"
    """The author's account no longer exists."""
    PROTECTED = "protected"
    SUSPENDED = "suspended"
    RESTRICTED = "restricted"
    """The post is there, but this witness may not show it: embedding switched off, limited visibility."""
    WITHHELD = "withheld"
    """Withheld in a country by its law: there, and shown elsewhere."""
    AGE_GATED = "age-gated"
    """There, and shown to grown-up account holders only."""
    LOGIN_WALL = "login-wall"
    """Shown to account holders only, or a page that is drawn by its scripts: says nothing of the post."""
    NO_COPY = "no-copy"
    """The archive asked holds no copy: says nothing of the post."""
    BUSY = "busy"
    """429 or 5xx: says nothing of the post."""
    UNREACHABLE = "unreachable"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Testimony:
    """What one witness says of one post."""

    witness: Witness
    status: Testified
    url: str
    """What was asked."""
    post: PostRef | None = None
    """The post as the witness names it."""
    name: str | None = None
    handle: str | None = None
    created: dt.datetime | None = None
    """Aware, UTC."""
    day: dt.date | None = None
    """The UTC day, where only that is told (oEmbed)."""
    text: str | None = None
    text_cut: bool = False
    """The witness shows only the beginning of a long post."""
    lang: str | None = None
    media: tuple[str, ...] = ()
    """URLs of photos and video thumbnails."""
    edits: tuple[str, ...] = ()
    """Ids of all versions of the post, first to last; one id: never edited; empty: not told."""
    edited: dt.datetime | None = None
    """When its words were last changed (aware, UTC), where that is told; None says nothing."""
    quoted: str | None = None
    """URL of the post that this one quotes."""
    author_id: str | None = None
    """The platform's own id of the author, which outlives a change of name; not stored."""
    detail: str = ""
    record: RecordRef | None = None
    at: str | None = None
    """When the witness was asked: UTC, ISO 8601, the date of the record."""
    recalled: bool = False
    """The witness said so on an earlier visit; today it may say otherwise."""

    @property
    def unanswered(self) -> bool:
        """Whether the witness could not be heard: a later visit may hear it."""
        return self.status in (Testified.BUSY, Testified.UNREACHABLE)


class CopyKind(StrEnum):
    """What a kept copy is a copy of."""

    MEMENTO = "memento"
    PHOTO = "photo"
    OEMBED = "oembed"
    SYNDICATION = "syndication"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Copy:
    """A kept copy of a post or a part of it."""

    kind: CopyKind
    url: str
    """Where anyone can look at it; for a memento the Wayback Machine's page."""
    captured: str | None = None
    """When the copy was made, ISO 8601 UTC: for a memento, the archive's time, not ours."""
    record: RecordRef | None = None
