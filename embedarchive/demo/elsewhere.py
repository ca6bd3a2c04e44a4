"""A post of another platform than X, as a little web knows it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Fate(StrEnum):
    """What has become of a post; not every platform tells each apart."""

    LIVE = "live"
    DELETED = "deleted"
    REMOVED = "removed"
    """Taken down by a moderator or the platform."""
    PRIVATE = "private"
    MEMBERS = "members"
    """Its author, or its server, shows it to account holders only."""
    UNEMBEDDED = "unembedded"
    """There for everybody, but not in frames on other sites."""
    CLOSED = "closed"
    """The author's account is closed."""
    SUSPENDED = "suspended"


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """One post, as its own platform would tell it."""

    platform: str
    """As in `platforms/`: `bluesky`, `mastodon`, `youtube` …"""
    id: str
    handle: str
    """Without `@` and without server."""
    name: str
    text: str
    """The words; of YouTube and Reddit the title."""
    created: dt.datetime
    """Aware, UTC."""
    fate: Fate = Fate.LIVE
    lang: str = "en"
    home: str = ""
    """Bluesky: the author's DID. Mastodon: the server."""
    picture: str = ""
    """URL of its picture, served by the host it names."""
    edited: dt.datetime | None = None
    body: str = ""
    """Reddit: what stands below the title."""

    @property
    def alive(self) -> bool:
        """Whether everybody is shown it."""
        return self.fate is Fate.LIVE

    @property
    def stamp(self) -> str:
        """When it was made, as JSON says it."""
        return f"{self.created:%Y-%m-%dT%H:%M:%S}.000Z"
