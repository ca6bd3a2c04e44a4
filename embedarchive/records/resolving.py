"""Resolving: a link becomes hops."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from embedarchive.records.asking import Failure, RecordRef
from embedarchive.records.reading import PostRef


class HopKind(StrEnum):
    """How a hop points onward."""

    LOCATION = "location"
    REFRESH_HEADER = "refresh-header"
    META_REFRESH = "meta-refresh"
    JAVASCRIPT = "javascript"
    INTERSTITIAL = "interstitial"
    UNWRAPPED = "unwrapped"
    """The target stands in the URL itself; nothing was asked."""
    CANONICAL = "canonical"
    FINAL = "final"
    """It points nowhere: the chain ends here."""


class Outcome(StrEnum):
    """How the resolution of a link ended."""

    FINAL = "final"
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
    """None only for `unwrapped` and `interstitial`: there the URL itself is the evidence."""


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
    def record(self) -> RecordRef | None:
        """The record of the last hop that has one."""
        return next((hop.record for hop in reversed(self.hops) if hop.record), None)
