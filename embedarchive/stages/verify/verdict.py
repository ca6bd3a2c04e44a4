"""The checks become a verdict."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from embedarchive.records import Check, CheckOutcome, Claim, Verdict
from embedarchive.stages.words import fold

AGREES, DIFFERS = CheckOutcome.AGREES, CheckOutcome.DIFFERS


def judge(claim: Claim, checks: Sequence[Check]) -> Verdict:
    """Return the verdict on a citation whose post is named.

    `conflict`: a check differs. `confirmed`: nothing differs and everything the article claims
    (author, day, words) is borne out, the words by a witness of the very post; where the article
    claims no more than the link, the link is enough. `probable`: the rest; also a bare link under
    another name than the author's, which may be an old name of his.
    """
    telling = [check for check in checks if not is_other_name(check, checks)]
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


def is_other_name(check: Check, checks: Iterable[Check]) -> bool:
    """Whether a differing name is outdone by a witness of the very post who knows the claimed one.

    The name in a status URL is not authoritative, and a renamed account's posts are shown under the
    new name today and under the old one in the archive (FACTS.md 5).
    """
    if check.name not in ("handle", "link-handle") or check.outcome is not DIFFERS:
        return False
    return any(one.name in ("handle", check.name) and one.outcome is AGREES for one in checks)
