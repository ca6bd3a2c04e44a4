"""Resolving: a link becomes hops."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from embedarchive.records.exchanging import Failure, RecordRef
from embedarchive.records.reading import PostRef


class HopKind(StrEnum):
    """How a hop points onward."""

    LOCATION = "location"
    REFRESH_HEADER = "refresh-header"
    META_REFRESH = "meta-refresh"
    JAVASCRIPT = "javascript"
    INTERSTITIAL = "interstitial"
    """A page stands before the target and shows it."""
    UNWRAPPED = "unwrapped"
    """The target stands in the URL itself; nothing was asked."""
    CANONICAL = "canonical"
    """What the page at the end calls its own address; noted, not asked for."""
    ARCHIVE_INDEX = "archive-index"
    """The Wayback Machine was asked for copies of a dead link; the target is the copy that was chosen."""
    ARCHIVED = "archived"
    """An archived copy of a dead link tells where it led."""
    FINAL = "final"
    """It points nowhere: the chain ends here."""


class Outcome(StrEnum):
    """How the resolution of a link ended."""

    FINAL = "final"
    ARCHIVED = "archived"
    """The link is dead; an archived copy of it tells where it led, and that was followed to its end."""
    NOT_FOUND = "not-found"
    SOFT_404 = "soft-404"
    GONE = "gone"
    BLOCKED = "blocked"
    LOOP = "loop"
    TOO_MANY_HOPS = "too-many-hops"
    REFUSED_ADDRESS = "refused-address"
    TIMEOUT = "timeout"
    TLS_ERROR = "tls-error"
    UNREACHABLE = "unreachable"
    TRUNCATED = "truncated"
    """The link was cut short by `…` in the article; it is never asked for."""
    UNSAFE_INTERSTITIAL = "unsafe-interstitial"
    LOGIN_WALL = "login-wall"
    NON_HTTP = "non-http"


@dataclass(frozen=True, slots=True)
class Hop:
    """One step on the way from a link to where it leads."""

    url: str
    kind: HopKind
    status: int | None = None
    target: str | None = None
    """What the answer gave as the next place, verbatim; None at the end."""
    failure: Failure | None = None
    detail: str = ""
    record: RecordRef | None = None
    """None only where the target stands in the URL itself, which then is the evidence."""
    notes: tuple[str, ...] = ()
    """Names of what is odd about this step (`stages.redirects.NOTES`)."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """Where a link led."""

    asked: str
    hops: tuple[Hop, ...]
    outcome: Outcome
    final_url: str | None
    """The last URL of the chain, asked or not (a permalink is not asked for); None if it led nowhere."""
    post: PostRef | None = None
    """The post that `final_url` names."""

    @property
    def arrived(self) -> bool:
        """Whether the way was followed to its end, from the link itself or from an archived copy of it."""
        return self.outcome in (Outcome.FINAL, Outcome.ARCHIVED)

    @property
    def record(self) -> RecordRef | None:
        """The record of the last hop that has one."""
        return next((hop.record for hop in reversed(self.hops) if hop.record), None)
