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


class Testified(StrEnum):
    """What kind of answer a witness gave. Only `found` says anything of the post's content."""

    FOUND = "found"
    NOT_FOUND = "not-found"
    TOMBSTONE = "tombstone"
    """X's answer for a post it will not show: deleted, limited, adult or protected look alike."""
    EMPTY = "empty"
    PROTECTED = "protected"
    SUSPENDED = "suspended"
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
    detail: str = ""
    record: RecordRef | None = None

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
