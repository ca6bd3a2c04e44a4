"""A claim is held against the testimonies: checks, a verdict, and whether the post is still there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from embedarchive.records import Check, Mention, RecordRef, Resolution, Testified, Testimony, Verdict
from embedarchive.stages.search import Found, record_of
from embedarchive.stages.verify.checks import held, of_identity, of_testimony
from embedarchive.stages.verify.reasons import NOT_WHOLE, reasons, why_unresolved
from embedarchive.stages.verify.verdict import judge
from embedarchive.stages.verify.visits import liveness
from embedarchive.stages.words import fold

__all__ = ["judge", "liveness", "verify"]


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
        return (), Verdict.UNRESOLVED, why_unresolved(found.candidates, resolutions)
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


def _whole(mention: Mention, telling: Iterable[Testimony]) -> bool:
    """Whether a witness bears the quotation out as a whole: "not" is easily left out or put in front."""
    return not fold(mention.claim.text) or any(held(mention, told).whole for told in telling)
