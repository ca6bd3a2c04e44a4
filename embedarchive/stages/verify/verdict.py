"""The checks become a verdict: the first rule of one table that applies.

The order of verdicts: `unresolved` < `probable` < `confirmed`; `conflict` stands apart, below them
where they must be compared. A check that agrees supports; one that is silent says nothing; every other
one speaks against the claim, more or less. Supporting checks never lower a verdict, and opposing ones
never raise it; so taking support away never raises it. Their order and number do not count.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from embedarchive.records import Check, CheckOutcome, Claim, Verdict
from embedarchive.stages.verify.media import claimed_media
from embedarchive.stages.words import fold

OUTDONE_BY: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "post": frozenset({"post"}),
        "handle": frozenset({"handle"}),
        "link-handle": frozenset({"handle", "link-handle"}),
        "name": frozenset({"name"}),
        "media": frozenset({"media"}),
    }
)
"""Checks whose opposition is outdone where one of these agrees: a witness of the very post who knows the
claimed name is enough, for accounts are renamed and a post keeps its id (FACTS.md 5)."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the checks come to."""

    named: bool
    """A post was named."""
    claimed: frozenset[str]
    """The names of the checks that a confirmation needs."""
    borne_out: frozenset[str]
    """Names of checks that agree."""
    differing: frozenset[str]
    """Names of checks that differ and are not outdone."""
    explained: frozenset[CheckOutcome]
    """Outcomes short of a difference that are not outdone."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of judgement."""

    name: str
    """Goes into the record as `citation.verdict_rule`."""
    verdict: Verdict
    applies: Callable[[Weighed], bool]


def _explained(outcome: CheckOutcome) -> Rule:
    return Rule(outcome.value, Verdict.PROBABLE, lambda weighed: outcome in weighed.explained)


RULES = (
    Rule("no-post", Verdict.UNRESOLVED, lambda weighed: not weighed.named),
    Rule("differs", Verdict.CONFLICT, lambda weighed: bool(weighed.differing - weighed.borne_out)),
    Rule("witnesses-disagree", Verdict.PROBABLE, lambda weighed: bool(weighed.differing)),
    _explained(CheckOutcome.ABSENT),
    _explained(CheckOutcome.RENAMED),
    _explained(CheckOutcome.LOCAL_DATE),
    _explained(CheckOutcome.EDITED),
    _explained(CheckOutcome.RETYPED),
    _explained(CheckOutcome.PART),
    Rule("not-borne-out", Verdict.PROBABLE, lambda weighed: bool(weighed.claimed - weighed.borne_out)),
    Rule("borne-out", Verdict.CONFIRMED, lambda weighed: bool(weighed.claimed)),
    Rule("link-alone", Verdict.CONFIRMED, lambda _weighed: True),
)
"""The first that applies decides."""


def judge(claim: Claim, checks: Iterable[Check], *, named: bool = True) -> Rule:
    """Return the rule that decides on a citation; `named`: a post was found for it."""
    weighed = weigh(claim, tuple(checks), named=named)
    return next(rule for rule in RULES if rule.applies(weighed))


def weigh(claim: Claim, checks: tuple[Check, ...], *, named: bool = True) -> Weighed:
    """Tell what the checks come to."""
    opposing = [one for one in checks if opposes(one) and not outdone(one, checks)]
    return Weighed(
        named,
        frozenset(claims_made(claim)),
        frozenset(one.name for one in checks if one.outcome is CheckOutcome.AGREES),
        frozenset(one.name for one in opposing if one.outcome is CheckOutcome.DIFFERS),
        frozenset(one.outcome for one in opposing if one.outcome is not CheckOutcome.DIFFERS),
    )


def claims_made(claim: Claim) -> set[str]:
    """Return the names of the checks that a confirmation needs: what the article asserts."""
    made = {
        "handle": claim.handle,
        "date": claim.date or claim.date_text,
        "words": fold(claim.text),
        "media": claimed_media(claim),
    }
    return {name for name, value in made.items() if value}


def opposes(check: Check) -> bool:
    """Whether a check speaks against the claim."""
    return check.outcome not in (CheckOutcome.AGREES, CheckOutcome.SILENT)


def outdone(check: Check, checks: Iterable[Check]) -> bool:
    """Whether what a check holds against the claim is outdone by a witness who bears the claim out.

    Words that a witness shows in part, or in another version, are outdone by one who shows them.
    """
    by = OUTDONE_BY.get(check.name, frozenset())
    if check.name == "words" and check.outcome is not CheckOutcome.DIFFERS:
        by = frozenset({"words"})
    return any(one.name in by and one.outcome is CheckOutcome.AGREES for one in checks)
