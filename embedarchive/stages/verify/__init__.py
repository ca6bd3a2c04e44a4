"""A claim is held against the testimonies: checks, a verdict, and whether the post is still there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from embedarchive.records import Check, Mention, RecordRef, Resolution, Testimony, Verdict
from embedarchive.stages.search import Found, record_of
from embedarchive.stages.verify.checks import Held, checks_of
from embedarchive.stages.verify.reasons import reasons, why_unresolved
from embedarchive.stages.verify.verdict import judge
from embedarchive.stages.verify.visits import liveness

__all__ = ["Judgement", "judge", "liveness", "verify"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """How a citation stands, and why."""

    verdict: Verdict
    rule: str
    """The name of the rule that decided (`verify.verdict.RULES`)."""
    checks: tuple[Check, ...] = ()
    reasons: tuple[str, ...] = ()
    """In words."""


def verify(
    mention: Mention,
    found: Found,
    testimonies: Sequence[Testimony],
    resolutions: Sequence[Resolution] = (),
    article_record: RecordRef | None = None,
    *,
    read_at: str | None = None,
) -> Judgement:
    """Hold a mention against the evidence on the post that it was found to cite.

    `article_record` is where the claim itself is kept; it supports what the link says. `read_at` is
    when the article was read (ISO 8601): what it cites was posted before.
    """
    if found.post is None:
        rule = judge(mention.claim, (), named=False)
        return Judgement(rule.verdict, rule.name, (), why_unresolved(found.candidates, resolutions))
    record = record_of(found.candidates, found.post) or article_record
    checks = checks_of(Held(mention, found.post, record, read_at, resolutions), testimonies)
    rule = judge(mention.claim, checks)
    return Judgement(rule.verdict, rule.name, checks, reasons(mention.claim, rule, checks))
