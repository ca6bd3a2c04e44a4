"""Recalling: what earlier looks of this archive know."""

from __future__ import annotations

from dataclasses import dataclass

from embedarchive.records.exchanging import RecordRef
from embedarchive.records.judging import Verdict
from embedarchive.records.reading import PostRef
from embedarchive.records.resolving import Outcome
from embedarchive.records.testifying import Testimony
from embedarchive.records.witnessing import Testified, Witness


@dataclass(frozen=True, slots=True)
class Visit:
    """One earlier observation of one post: what one witness answered."""

    at: str
    """When the witness was asked: UTC, ISO 8601, the date of the record."""
    witness: Witness
    status: Testified
    handle: str | None
    """The author's handle as the witness named it."""
    detail: str
    observed: RecordRef
    """The witness's own answer."""
    told: Testimony | None = None
    """What it said then; only for the last visit on which it showed the post."""


@dataclass(frozen=True, slots=True)
class Look:
    """One post that a witness showed, and what all of that look's witnesses answered."""

    post_id: str
    said: tuple[tuple[Witness, Testified], ...]


@dataclass(frozen=True, slots=True)
class Sibling:
    """The latest judgement of another mention, or of an earlier look at the same one."""

    post: PostRef
    """The post it was found to cite."""
    verdict: Verdict
    """Only `confirmed` is knowledge: there a witness of the very post bears the words out."""
    text: str | None
    """The words it quotes."""
    start_certain: bool
    rung: str | None
    """The step of the ladder by which the post was found."""
    place: str
    """Where its article stands."""
    checked: str
    """UTC, ISO 8601."""
    observed: RecordRef
    """The evidence on which the judgement stands."""


@dataclass(frozen=True, slots=True)
class PastLink:
    """Where a link led once."""

    asked: str
    outcome: Outcome
    final_url: str
    post: PostRef
    """The post that `final_url` names."""
    checked: str
    """UTC, ISO 8601."""
    observed: RecordRef
    """The last hop's record, else the article's."""
