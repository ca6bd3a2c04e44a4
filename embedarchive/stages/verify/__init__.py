"""A claim is held against the testimonies: checks, a verdict, and whether the post is still there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from embedarchive.records import (
    Check,
    Dialogue,
    Exchange,
    Liveness,
    Mention,
    Resolution,
    Testimony,
    Verdict,
    Visit,
)
from embedarchive.stages.recall import recall_visits
from embedarchive.stages.search import Found, record_of
from embedarchive.stages.verify.checks import Held, checks_of
from embedarchive.stages.verify.reasons import reasons, why_unresolved
from embedarchive.stages.verify.verdict import judge
from embedarchive.stages.verify.visits import Rule as Presence
from embedarchive.stages.verify.visits import liveness, remembered, without_blind_witnesses

__all__ = ["Judgement", "judge", "liveness", "verify", "without_blind_witnesses"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """How a citation stands, and why."""

    verdict: Verdict
    rule: str
    """The name of the rule that decided (`verify.verdict.RULES`)."""
    checks: tuple[Check, ...]
    reasons: tuple[str, ...]
    """In words."""
    presence: Presence
    """The rule that decides whether the post is there (`verify.visits.RULES`)."""
    visits: tuple[Visit, ...] = ()
    """What the archive remembered of it, where it was asked."""

    @property
    def settled(self) -> bool:
        """Whether memory could add nothing."""
        return self.verdict is Verdict.CONFIRMED and self.presence.means is Liveness.LIVE


def verify(
    mention: Mention,
    found: Found,
    testimonies: Sequence[Testimony],
    resolutions: Sequence[Resolution] = (),
    article: Exchange | None = None,
) -> Dialogue[Judgement]:
    """Hold a mention against the evidence on the post that it was found to cite.

    `article` is where the claim itself was read; it supports what the link says, and what it cites was
    posted before. What today's witnesses leave open, the archive is asked for: what it saw itself on
    earlier visits is evidence too.
    """
    if found.post is None:
        rule = judge(mention.claim, (), named=False)
        why = why_unresolved(found.candidates, resolutions)
        return Judgement(rule.verdict, rule.name, (), why, liveness(testimonies))
    record = record_of(found.candidates, found.post) or (article.record if article else None)
    held = Held(mention, found.post, record, article.started if article else None, resolutions)
    today = _judged(held, testimonies)
    if today.settled:
        return today
    visits, _record = yield from recall_visits(found.post)
    if today.verdict is not Verdict.CONFIRMED:
        testimonies = (*testimonies, *remembered(visits, testimonies))
    return _judged(held, testimonies, visits)


def _judged(held: Held, testimonies: Sequence[Testimony], visits: tuple[Visit, ...] = ()) -> Judgement:
    checks = checks_of(held, testimonies)
    rule = judge(held.claim, checks)
    why = reasons(held.claim, rule, checks)
    return Judgement(rule.verdict, rule.name, checks, why, liveness(testimonies, visits), visits)
