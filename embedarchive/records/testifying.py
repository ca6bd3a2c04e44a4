"""Testifying: what witnesses say of a post, and the copies kept of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from embedarchive.records.exchanging import RecordRef
from embedarchive.records.reading import PostRef
from embedarchive.records.witnessing import Testified, Witness


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
