"""What a verdict rests on, in words."""

from __future__ import annotations

from collections.abc import Sequence

from embedarchive.records import Candidate, Check, CheckOutcome, Claim, Outcome, Resolution, Verdict
from embedarchive.stages.verify.verdict import claims_made, is_other_name

AGREES, DIFFERS = CheckOutcome.AGREES, CheckOutcome.DIFFERS
NOT_WHOLE = "but no witness shows the quotation as a whole: what surrounds the words may turn them"
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
    said = [_sentence(check) for check in telling if not (conflict and is_other_name(check, checks))]
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


def why_unresolved(candidates: Sequence[Candidate], resolutions: Sequence[Resolution]) -> tuple[str, ...]:
    refused = tuple(f"{one.post.id}: {one.reason}" for one in candidates)
    led = tuple(_where_it_led(one) for one in resolutions if one.post is None)
    return refused + led or ("no link and no archived copy names a post",)


def _where_it_led(resolution: Resolution) -> str:
    asked = resolution.asked
    if resolution.arrived:
        return f"{asked} leads to {resolution.final_url}, which is no post"
    if resolution.outcome is Outcome.TRUNCATED:
        return f"{asked} was cut short in the article and cannot be followed"
    detail = resolution.hops[-1].detail if resolution.hops else ""
    why = f"{resolution.outcome}, {detail}" if detail else str(resolution.outcome)
    return f"{asked} could not be followed to its end ({why})"
