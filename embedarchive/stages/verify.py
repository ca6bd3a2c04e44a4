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
from embedarchive.stages.words import Comparison, compare, fold

AGREES, DIFFERS, SILENT = CheckOutcome.AGREES, CheckOutcome.DIFFERS, CheckOutcome.SILENT
Basis: TypeAlias = tuple[str, RecordRef | None]
"""Who says it, and the record in which."""


def verify(
    mention: Mention,
    found: Found,
    testimonies: Sequence[Testimony],
    resolutions: Sequence[Resolution] = (),
    article_record: RecordRef | None = None,
    *,
    read_at: str | None = None,
) -> tuple[tuple[Check, ...], Verdict, tuple[str, ...]]:
    """Return the checks, the verdict and its reasons in words.

    `article_record` is where the claim itself is kept; it supports what the link says. `read_at` is
    when the article was read (ISO 8601): what it cites was posted before.
    """
    if found.post is None:
        return (), Verdict.UNRESOLVED, _why_unresolved(found.candidates, resolutions)
    record = record_of(found.candidates, found.post) or article_record
    telling = [told for told in testimonies if told.status is Testified.FOUND]
    checks = (
        *of_identity(mention.claim, found.post, record, read_at),
        *(check for told in telling for check in of_testimony(mention, told, found.post)),
    )
    verdict = judge(mention.claim, checks)
    if verdict is Verdict.CONFIRMED and not _whole(mention, telling):
        return checks, Verdict.PROBABLE, (*reasons(mention.claim, Verdict.CONFIRMED, checks), NOT_WHOLE)
    return checks, verdict, reasons(mention.claim, verdict, checks)


NOT_WHOLE = "but no witness shows the quotation as a whole: what surrounds the words may turn them"


def _whole(mention: Mention, telling: Iterable[Testimony]) -> bool:
    """Whether a witness bears the quotation out as a whole: "not" is easily left out or put in front."""
    return not fold(mention.claim.text) or any(_held(mention, told).whole for told in telling)


# --- Checks --------------------------------------------------------------------------------------


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
    same = _held(mention, told).same
    return Check("words", _outcome(same), mention.claim.text, told.text, *basis)


def _held(mention: Mention, told: Testimony) -> Comparison:
    return compare(mention.claim.text, told.text, told_cut=told.text_cut, start_certain=mention.start_certain)


def _outcome(same: bool | None) -> CheckOutcome:
    return SILENT if same is None else AGREES if same else DIFFERS


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


# --- Verdict -------------------------------------------------------------------------------------


def judge(claim: Claim, checks: Sequence[Check]) -> Verdict:
    """Return the verdict on a citation whose post is named.

    `conflict`: a check differs. `confirmed`: nothing differs and everything the article claims
    (author, day, words) is borne out, the words by a witness of the very post; where the article
    claims no more than the link, the link is enough. `probable`: the rest; also a bare link under
    another name than the author's, which may be an old name of his.
    """
    telling = [check for check in checks if not _is_other_name(check, checks)]
    differing = [check for check in telling if check.outcome is DIFFERS]
    if any(claim.handle or check.name != "link-handle" for check in differing):
        return Verdict.CONFLICT
    if differing:
        return Verdict.PROBABLE
    agreeing = {check.name for check in telling if check.outcome is AGREES}
    return Verdict.CONFIRMED if claims_made(claim) <= agreeing else Verdict.PROBABLE


def claims_made(claim: Claim) -> set[str]:
    """Return the names of the checks that a confirmation needs: what the article asserts."""
    made = {"handle": claim.handle, "date": claim.date or claim.date_text, "words": fold(claim.text)}
    return {name for name, value in made.items() if value}


def _is_other_name(check: Check, checks: Iterable[Check]) -> bool:
    """Whether a differing name is outdone by a witness of the very post who knows the claimed one.

    The name in a status URL is not authoritative, and a renamed account's posts are shown under the
    new name today and under the old one in the archive (FACTS.md 5).
    """
    if check.name not in ("handle", "link-handle") or check.outcome is not DIFFERS:
        return False
    return any(one.name in ("handle", check.name) and one.outcome is AGREES for one in checks)


SAID = {
    ("handle", AGREES): "{witness}: the post is by @{found}",
    ("handle", DIFFERS): "{witness}: the post is by @{found}, not by @{expected}",
    ("date", AGREES): "{witness}: posted on {found} (UTC)",
    ("date", DIFFERS): "{witness}: the post is dated {found}, the article says {expected}",
    ("words", AGREES): "{witness}: the post says the same words",
    ("words", DIFFERS): "{witness}: the post's words differ",
    ("id", DIFFERS): "the post id cannot be genuine: {found}",
}


def reasons(claim: Claim, verdict: Verdict, checks: Sequence[Check]) -> tuple[str, ...]:
    """Say in words what the verdict rests on; for a conflict only what differs."""
    conflict = verdict is Verdict.CONFLICT
    telling = [check for check in checks if check.outcome is (DIFFERS if conflict else AGREES)]
    said = [_sentence(check) for check in telling if not (conflict and _is_other_name(check, checks))]
    if verdict is Verdict.PROBABLE:
        said += _what_is_missing(claim, checks)
    if verdict is Verdict.CONFIRMED and not claims_made(claim):
        said.insert(0, "the link names the post, and the article claims no more")
    return tuple(dict.fromkeys(one for one in said if one))


def _sentence(check: Check) -> str | None:
    who = {"id": "the post id", "link": "the link"}.get(check.witness or "", check.witness)
    if check.name == "link-handle" and check.outcome is DIFFERS:
        return _other_name(check)
    said = SAID.get((check.name, check.outcome))
    return said.format(witness=who, found=check.found, expected=check.expected) if said else None


def _other_name(check: Check) -> str:
    if check.witness == "link":
        return f"the link names @{check.found}, the article @{check.expected}"
    return f"the link names @{check.expected}, {check.witness} shows the post as @{check.found}'s"


def _what_is_missing(claim: Claim, checks: Sequence[Check]) -> list[str]:
    """Say which claims nobody bears out, and which name in a bare link is not the author's."""
    agreeing = {check.name for check in checks if check.outcome is AGREES}
    missing = [name for name in ("handle", "date", "words") if name in claims_made(claim) - agreeing]
    names = {"handle": "author", "date": "date", "words": "words"}
    lacking = [f"no witness to the {' or the '.join(names[name] for name in missing)}"] if missing else []
    return lacking + [_other_name(check) for check in checks if _names_another(check)]


def _names_another(check: Check) -> bool:
    return check.name == "link-handle" and check.outcome is DIFFERS


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
