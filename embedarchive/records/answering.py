"""Answering: which answer a question was given, so that a replay gives the same."""

from __future__ import annotations

from dataclasses import dataclass

from embedarchive.records.exchanging import RecordRef

LOAD = "load"
"""The `purpose` of asking for the bytes of a local source."""
CONFINED = "confined"
"""The `purpose` of a parser that was stopped."""


@dataclass(frozen=True, slots=True)
class Answered:
    """One question of a dialogue and the answer it was given."""

    purpose: str
    """A `Purpose`, `LOAD` or `CONFINED`."""
    url: str
    """What was asked, verbatim; for `CONFINED` the parser and the digest of what it was given."""
    record: RecordRef | None
    """The kept answer; None where nobody was asked."""
    failure: str | None = None
    detail: str = ""
    """The failure in words."""
