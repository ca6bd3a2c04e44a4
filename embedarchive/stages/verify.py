"""A claim is held against the testimonies: checks, a verdict, and whether the post is still there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from embedarchive.platforms import PLATFORMS
from embedarchive.records import (
    Candidate,
    Check,
    CheckOutcome,
    Claim,
    Liveness,
    Mention,
    Outcome,
    PostRef,
    RecordRef,
    Resolution,
    Testified,
    Testimony,
    Verdict,
    Witness,
)
from embedarchive.stages.search import Found, posted_on, record_of
from embedarchive.stages.words import compare, fold

AGREES, DIFFERS, SILENT = CheckOutcome.AGREES, CheckOutcome.DIFFERS, CheckOutcome.SILENT
Basis: TypeAlias = tuple[str, RecordRef | None]
"""Who says it, and the record in which."""


def verify(
    mention: Mention,
    found: Found,
    testimonies: Sequence[Testimony],
    resolutions: Sequence[Resolution] = (),
    article_record: RecordRef | None = None,
) -> tuple[tuple[Check, ...], Verdict, tuple[str, ...]]:
    """Return the checks, the verdict and its reasons in words.

    `article_record` is where the claim itself is kept; it supports what the link says.
    """
    if found.post is None:
        return (), Verdict.UNRESOLVED, _why_unresolved(found.candidates, resolutions)
    record = record_of(found.candidates, found.post) or article_record
    telling = [told for told in testimonies if told.status is Testified.FOUND]
    checks = (
        *of_identity(mention.claim, found.post, record),
        *(check for told in telling for check in of_testimony(mention, told)),
    )
    verdict = judge(mention.claim, checks)
    return checks, verdict, reasons(verdict, checks)


# --- Checks --------------------------------------------------------------------------------------


def of_identity(claim: Claim, post: PostRef, record: RecordRef | None) -> tuple[Check, ...]:
    """Hold the claim against what the link and the id themselves say."""
    return (
        of_id(post, record),
        of_handle("link-handle", claim.handle, post.handle, ("link", record)),
        of_day(claim.date, posted_on(post), ("id", record)),
    )


def of_id(post: PostRef, record: RecordRef | None) -> Check:
    """Whether the id can have been issued, and when."""
    site = PLATFORMS.get(post.platform)
    why = site.forged_id(post.id) if site else None
    moment = site.posted_at(post.id) if site else None
    if why:
        return Check("id", DIFFERS, "an id that was issued", why, "id", record)
    found = moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment else None
    return Check("id", AGREES if moment else SILENT, None, found, "id", record)


def of_testimony(mention: Mention, told: Testimony) -> tuple[Check, ...]:
    """Hold the claim against what one witness says."""
    basis = (told.witness.value, told.record)
    day = told.created.date() if told.created else told.day
    return (
        of_handle("handle", mention.claim.handle, told.handle, basis),
        of_day(mention.claim.date, day, basis),
        of_words(mention, told, basis),
    )


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
    claimed = mention.claim.text
    held = compare(claimed, told.text, told_cut=told.text_cut, start_certain=mention.start_certain)
    return Check("words", _outcome(held.same), claimed, told.text, *basis)


def _outcome(same: bool | None) -> CheckOutcome:
    return SILENT if same is None else AGREES if same else DIFFERS


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


# --- Verdict -------------------------------------------------------------------------------------


def judge(claim: Claim, checks: Sequence[Check]) -> Verdict:
    """Return the verdict on a citation whose post is named.

    `conflict`: a check differs. `confirmed`: nothing differs and everything the article claims
    (author, day, words) is borne out, the words by a witness of the very post; where the article
    claims no more than the link, the link is enough. `probable`: the rest.
    """
    telling = [check for check in checks if not _is_old_name(check, checks)]
    if any(check.outcome is DIFFERS for check in telling):
        return Verdict.CONFLICT
    agreeing = {check.name for check in telling if check.outcome is AGREES}
    return Verdict.CONFIRMED if claims_made(claim) <= agreeing else Verdict.PROBABLE


def claims_made(claim: Claim) -> set[str]:
    """Return the names of the checks that a confirmation needs: what the article asserts."""
    made = {"handle": claim.handle, "date": claim.date or claim.date_text, "words": fold(claim.text)}
    return {name for name, value in made.items() if value}


def _is_old_name(check: Check, checks: Iterable[Check]) -> bool:
    """Whether a differing name in the link is outdone: it is not authoritative (FACTS.md 5).

    A witness of the very post that bears the claimed handle out is.
    """
    return check.name == "link-handle" and any(c.name == "handle" and c.outcome is AGREES for c in checks)


SAID = {
    ("handle", AGREES): "{witness}: the post is by @{found}",
    ("handle", DIFFERS): "{witness}: the post is by @{found}, not by @{expected}",
    ("link-handle", DIFFERS): "the link names @{found}, the article @{expected}",
    ("date", AGREES): "{witness}: posted on {found} (UTC)",
    ("date", DIFFERS): "{witness}: the post is dated {found}, the article says {expected}",
    ("words", AGREES): "{witness}: the post says the same words",
    ("words", DIFFERS): "{witness}: the post's words differ",
    ("id", DIFFERS): "the post id cannot be genuine: {found}",
}


def reasons(verdict: Verdict, checks: Sequence[Check]) -> tuple[str, ...]:
    """Say in words what the verdict rests on; for a conflict only what differs."""
    wanted = (DIFFERS,) if verdict is Verdict.CONFLICT else (AGREES,)
    said = [
        _sentence(check)
        for check in checks
        if check.outcome in wanted and (check.name, check.outcome) in SAID
    ]
    if verdict is Verdict.PROBABLE:
        said.append(_what_is_missing(checks))
    return tuple(dict.fromkeys(said))


def _sentence(check: Check) -> str:
    who = {"id": "the post id", "link": "the link"}.get(check.witness or "", check.witness)
    return SAID[check.name, check.outcome].format(witness=who, found=check.found, expected=check.expected)


def _what_is_missing(checks: Sequence[Check]) -> str:
    agreeing = {check.name for check in checks if check.outcome is AGREES}
    missing = [name for name in ("handle", "date", "words") if name not in agreeing]
    names = {"handle": "author", "date": "date", "words": "words"}
    return f"no witness to the {' or the '.join(names[name] for name in missing) or 'post itself'}"


def _why_unresolved(candidates: Sequence[Candidate], resolutions: Sequence[Resolution]) -> tuple[str, ...]:
    refused = tuple(f"{one.post.id}: {one.reason}" for one in candidates)
    led = tuple(_where_it_led(one) for one in resolutions if one.post is None)
    return refused + led or ("no link and no archived copy names a post",)


def _where_it_led(resolution: Resolution) -> str:
    asked = resolution.asked
    if resolution.outcome is Outcome.FINAL:
        return f"{asked} leads to {resolution.final_url}, which is no post"
    if resolution.outcome is Outcome.TRUNCATED:
        return f"{asked} was cut short in the article and cannot be followed"
    detail = resolution.hops[-1].detail if resolution.hops else ""
    why = f"{resolution.outcome}, {detail}" if detail else str(resolution.outcome)
    return f"{asked} could not be followed to its end ({why})"


# --- Liveness ------------------------------------------------------------------------------------


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
)
"""What one witness's answer settles alone, the strongest first."""
DELETED = "deleted by the Post author"


def says_gone(told: Testimony) -> bool:
    """Whether a witness says that the post is not there: a 404, or a tombstone that says deleted."""
    return told.status is Testified.NOT_FOUND or (
        told.status is Testified.TOMBSTONE and DELETED.lower() in told.detail.lower()
    )
