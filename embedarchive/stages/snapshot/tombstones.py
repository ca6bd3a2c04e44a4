"""Why X will not show a post: the words of its tombstones, told apart as far as they say so."""

from __future__ import annotations

from dataclasses import dataclass

from embedarchive.late import re
from embedarchive.records import Testified


@dataclass(frozen=True, slots=True)
class Reason:
    """One notice of X and what it means for the post."""

    status: Testified
    notice: re.Pattern[str]
    """English, as `lang=en` asks for: of Twitter until 2023, of X since."""
    source: str
    """Where the notice was seen."""


OFFLINE_TWITTER = "offline_twitter, `tombstone_types`"
REASONS = (
    Reason(
        Testified.DELETED,
        re.compile(r"was deleted by the (?:Tweet|Post) author", re.I),
        "stored answer of 2026 (github.com/tiagozip/emusks)",
    ),
    Reason(Testified.SUSPENDED, re.compile(r"is from a suspended account", re.I), OFFLINE_TWITTER),
    Reason(Testified.ACCOUNT_GONE, re.compile(r"account that no longer exists", re.I), OFFLINE_TWITTER),
    Reason(
        Testified.PROTECTED,
        re.compile(r"account owner limits who can view their (?:Tweets|Posts)", re.I),
        OFFLINE_TWITTER,
    ),
    Reason(Testified.REMOVED, re.compile(r"violated the (?:Twitter|X) Rules", re.I), OFFLINE_TWITTER),
    Reason(Testified.AGE_GATED, re.compile(r"age-restricted adult content", re.I), OFFLINE_TWITTER),
    Reason(
        Testified.WITHHELD,
        re.compile(r"has been withheld\b", re.I),
        "help.x.com/rules-and-policies/post-withheld-by-country; not seen at this endpoint",
    ),
)
"""Ordered; the first that fits counts. What says less ("This Post is unavailable", no text at all) stays a
plain tombstone: of 951 posts of one library every tombstone without text was an adult post (2026-07-29), but
nobody says that it always is."""


def reason_of(notice: str) -> Testified:
    """Return what a tombstone's words say; `tombstone` where they say too little."""
    found = (reason.status for reason in REASONS if reason.notice.search(notice))
    return next(found, Testified.TOMBSTONE)
