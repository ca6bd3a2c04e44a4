"""Judging: a claim held against the evidence, and all that was learnt of a citation."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from embedarchive.records.exchanging import RecordRef
from embedarchive.records.reading import Article, Mention, PostRef, Source
from embedarchive.records.resolving import Resolution
from embedarchive.records.testifying import Copy, Testimony

if TYPE_CHECKING:
    from embedarchive.records.recalling import Visit


class CheckOutcome(StrEnum):
    """What holding a claim against the evidence showed."""

    AGREES = "agrees"
    DIFFERS = "differs"
    SILENT = "silent"
    RENAMED = "renamed"
    """The post, by its id, is shown under another name than the claim and the link give."""
    LOCAL_DATE = "local-date"
    """Not the UTC day of the post, but its day somewhere on earth."""
    PART = "part"
    """The quotation and what the witness shows cover each other in part."""
    RETYPED = "retyped"
    """The same words with other capitals, accents, question marks or spaces in numbers."""
    EDITED = "edited"
    """The words may be, or are, those of another version of the post."""
    ABSENT = "absent"
    """The witness knows no such post; it may be gone, or never have been."""


@dataclass(frozen=True, slots=True)
class Check:
    """One claim held against one piece of evidence."""

    name: str
    """`post`, `id`, `link-handle`, `handle`, `name`, `date`, `words`, `media`, `account`."""
    outcome: CheckOutcome
    expected: str | None
    """What the article claims."""
    found: str | None
    """What the evidence says."""
    witness: str | None = None
    record: RecordRef | None = None


class Verdict(StrEnum):
    """How well a citation stands; never more certain than its evidence."""

    CONFIRMED = "confirmed"
    PROBABLE = "probable"
    CONFLICT = "conflict"
    UNRESOLVED = "unresolved"


class Liveness(StrEnum):
    """What is known of the post today."""

    LIVE = "live"
    GONE = "gone"
    PROTECTED = "protected"
    SUSPENDED = "suspended"
    RESTRICTED = "restricted"
    UNREACHABLE = "unreachable"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A post that a mention may cite, and why it was taken or refused."""

    post: PostRef
    rung: str
    """The rung of the ladder that named it: a name in `stages.search.LADDER`."""
    accepted: bool
    reason: str
    record: RecordRef | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A mention with all that was learnt of it."""

    mention: Mention
    resolutions: tuple[Resolution, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    post: PostRef | None = None
    testimonies: tuple[Testimony, ...] = ()
    copies: tuple[Copy, ...] = ()
    checks: tuple[Check, ...] = ()
    verdict: Verdict = Verdict.UNRESOLVED
    reasons: tuple[str, ...] = ()
    liveness: Liveness = Liveness.UNKNOWN
    liveness_rule: str = "not-settled"
    """The name of the rule that decided (`stages.verify.visits.RULES`)."""
    visits: tuple[Visit, ...] = ()
    """What the archive remembered of the post, where it was asked; kept as a record of its own."""
    verdict_rule: str = "no-post"
    """The name of the rule that decided (`stages.verify.verdict.RULES`)."""
    reached: bool = True
    """False where something asked for could not be reached: a later run may learn more."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """An article followed to its end."""

    source: Source
    article: Article | None
    citations: tuple[Citation, ...] = ()
    problem: str | None = None
    """Why there is no article, in words."""
    record: RecordRef | None = None
    """Where the article's bytes, or the failure to get them, are kept."""

    @property
    def reached(self) -> bool:
        """Whether everything that was asked for could be reached."""
        return self.problem is None and all(citation.reached for citation in self.citations)


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the program: who looked, when, with what."""

    id: str
    """`YYYYMMDDTHHMMSS-xxxxxx`: sortable, unique."""
    started: str
    version: str
    user_agent: str
    options: dict[str, Any]
    """Everything that decides what a run may see: proxy, loopback allowed, pace, fresh, …"""
