"""What is known of a post today."""

from __future__ import annotations

from collections.abc import Sequence

from embedarchive.records import Liveness, Testified, Testimony, Witness
from embedarchive.stages.snapshot.tombstones import reason_of


def liveness(testimonies: Sequence[Testimony]) -> Liveness:
    """Say what is known of the post today, from the witnesses who ask X itself.

    `gone` needs two witnesses: a 404 or a tombstone alone also stands for adult, limited or
    protected posts and for blocked data centres (react-tweet #134, #151, #160).
    """
    today = {told.witness: told for told in testimonies if told.witness is not Witness.MEMENTO}
    statuses = {told.status for told in today.values()}
    for status, means in MEANINGS:
        if status in statuses:
            return means
    if today and all(told.unanswered for told in today.values()):
        return Liveness.UNREACHABLE
    absent = [told for told in today.values() if says_gone(told)]
    return Liveness.GONE if len(absent) >= 2 else Liveness.UNKNOWN


MEANINGS = (
    (Testified.FOUND, Liveness.LIVE),
    (Testified.PROTECTED, Liveness.PROTECTED),
    (Testified.SUSPENDED, Liveness.SUSPENDED),
    (Testified.AGE_GATED, Liveness.RESTRICTED),
    (Testified.WITHHELD, Liveness.RESTRICTED),
    (Testified.RESTRICTED, Liveness.RESTRICTED),
)
"""What one witness's answer settles alone, the strongest first."""
ABSENT = frozenset({Testified.NOT_FOUND, Testified.DELETED, Testified.REMOVED, Testified.ACCOUNT_GONE})


def says_gone(told: Testimony) -> bool:
    """Whether a witness says that the post is not there: it knows none, or says who took it down.

    Early archives kept every reason of X's as a tombstone with its words.
    """
    status = reason_of(told.detail) if told.status is Testified.TOMBSTONE else told.status
    return status in ABSENT
