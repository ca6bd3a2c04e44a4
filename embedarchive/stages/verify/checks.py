"""Each claim is held against each piece of evidence; a check names the record that supports it."""

from __future__ import annotations

import datetime as dt
from typing import TypeAlias

from embedarchive.platforms import PLATFORMS
from embedarchive.records import Check, CheckOutcome, Claim, Mention, PostRef, RecordRef, Testimony
from embedarchive.stages.search import posted_on
from embedarchive.stages.words import Comparison, compare

AGREES, DIFFERS, SILENT = CheckOutcome.AGREES, CheckOutcome.DIFFERS, CheckOutcome.SILENT
Basis: TypeAlias = tuple[str, RecordRef | None]
"""Who says it, and the record in which."""


def of_identity(
    claim: Claim, post: PostRef, record: RecordRef | None, read_at: str | None = None
) -> tuple[Check, ...]:
    """Hold the claim against what the link and the id themselves say."""
    return (
        of_id(post, record, read_at),
        of_handle("link-handle", claim.handle, post.handle, ("link", record)),
        of_day(claim.date, posted_on(post), ("id", record)),
    )


def of_id(post: PostRef, record: RecordRef | None, read_at: str | None = None) -> Check:
    """Whether the id can have been issued, and when."""
    site = PLATFORMS.get(post.platform)
    moment = site.posted_at(post.id) if site else None
    why = (site.forged_id(post.id) if site else None) or _not_yet(moment, read_at)
    if why:
        return Check("id", DIFFERS, "an id that was issued", why, "id", record)
    found = moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment else None
    return Check("id", AGREES if moment else SILENT, None, found, "id", record)


def _not_yet(moment: dt.datetime | None, read_at: str | None) -> str | None:
    """Say so where an article cites what was posted after it was read, a day's wrong clock allowed."""
    read = dt.datetime.fromisoformat(read_at) if read_at else None
    late = moment is not None and read is not None and moment > read + dt.timedelta(days=1)
    return f"it tells of {moment:%Y-%m-%d}, after the article was read" if late else None


def of_testimony(mention: Mention, told: Testimony, post: PostRef) -> tuple[Check, ...]:
    """Hold the claim against what one witness says; a link that names an author claims that much."""
    basis = (told.witness.value, told.record)
    day = told.created.date() if told.created else told.day
    author = (
        of_handle("handle", mention.claim.handle, told.handle, basis)
        if mention.claim.handle
        else of_handle("link-handle", post.handle, told.handle, basis)
    )
    return (author, of_day(mention.claim.date, day, basis), of_words(mention, told, basis))


def of_handle(name: str, claimed: str | None, found: str | None, basis: Basis) -> Check:
    """Handles are the same whatever their case."""
    same = claimed.lower() == found.lower() if claimed and found else None
    return Check(name, _outcome(same), claimed, found, *basis)


def of_day(claimed: dt.date | None, found: dt.date | None, basis: Basis) -> Check:
    """The date line gives the UTC day: 199 of 199 dated embeds (FACTS.md 4), so the check is exact."""
    same = claimed == found if claimed and found else None
    return Check("date", _outcome(same), _iso(claimed), _iso(found), *basis)


def of_words(mention: Mention, told: Testimony, basis: Basis) -> Check:
    """Hold the quoted words against the witness's."""
    same = held(mention, told).same
    return Check("words", _outcome(same), mention.claim.text, told.text, *basis)


def held(mention: Mention, told: Testimony) -> Comparison:
    return compare(mention.claim.text, told.text, told_cut=told.text_cut, start_certain=mention.start_certain)


def _outcome(same: bool | None) -> CheckOutcome:
    return SILENT if same is None else AGREES if same else DIFFERS


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
