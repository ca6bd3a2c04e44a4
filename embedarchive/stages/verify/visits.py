"""What the visits to a post say of it today: the first rule of one table that applies.

A 404 or a tombstone is testimony, not proof: adult, limited or protected posts and blocked data centres
look alike (react-tweet #134, #151, #160). So `gone` needs two witnesses, or two visits a day apart.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from embedarchive.records import Citation, Dialogue, Liveness, Look, Testified, Testimony, Visit, Witness
from embedarchive.stages.recall import recall_looks
from embedarchive.stages.snapshot.tombstones import reason_of

APART = dt.timedelta(days=1)
"""The least time between two visits that count as two: an outage passes, a deletion stays."""
TOLD_GONE = frozenset({Testified.DELETED, Testified.REMOVED, Testified.ACCOUNT_GONE})
"""Answers that say in words that, and by whom, a post was taken down; no blocked data centre does."""
ABSENT = TOLD_GONE | {Testified.NOT_FOUND}
THERE = frozenset(
    {
        Testified.FOUND,
        Testified.PROTECTED,
        Testified.SUSPENDED,
        Testified.AGE_GATED,
        Testified.WITHHELD,
        Testified.RESTRICTED,
    }
)
"""Answers for a post that is there, be it shown or not: what was absent before has come back."""
UNHEARD = frozenset({Testified.BUSY, Testified.UNREACHABLE})
WORDLESS = UNHEARD | {Testified.LOGIN_WALL, Testified.NO_COPY}
FEWEST_LOOKS, MOST_LOOKS = 3, 5
"""A witness is blind that missed each of the last five posts that others showed, or of at least three."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the visits come to."""

    said: frozenset[Testified]
    """Today, by witnesses that ask the platform itself."""
    absent: frozenset[Witness]
    """Who says today that the post is not there, and can see."""
    blind: frozenset[Witness]
    """Who says so, but misses posts that others show."""
    absent_for: dt.timedelta
    """Between the first absence since the post was last there, and today's."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule on whether a post is there."""

    name: str
    """Goes into the record as `citation.liveness_rule`."""
    means: Liveness
    applies: Callable[[Seen], bool]


def _said(name: str, status: Testified, means: Liveness) -> Rule:
    return Rule(name, means, lambda seen: status in seen.said)


RULES = (
    _said("shown", Testified.FOUND, Liveness.LIVE),
    _said("protected", Testified.PROTECTED, Liveness.PROTECTED),
    _said("suspended", Testified.SUSPENDED, Liveness.SUSPENDED),
    _said("age-gated", Testified.AGE_GATED, Liveness.RESTRICTED),
    _said("withheld", Testified.WITHHELD, Liveness.RESTRICTED),
    _said("restricted", Testified.RESTRICTED, Liveness.RESTRICTED),
    Rule("unheard", Liveness.UNREACHABLE, lambda seen: bool(seen.said & UNHEARD) and seen.said <= WORDLESS),
    Rule("two-witnesses", Liveness.GONE, lambda seen: len(seen.absent) >= 2),
    Rule("two-visits", Liveness.GONE, lambda seen: bool(seen.absent) and seen.absent_for >= APART),
    Rule("blind-witness", Liveness.UNKNOWN, lambda seen: bool(seen.blind)),
    Rule("one-witness", Liveness.UNKNOWN, lambda seen: bool(seen.absent)),
    Rule("not-settled", Liveness.UNKNOWN, lambda _seen: True),
)
"""The first that applies decides: what one witness shows or explains settles more than what others miss."""


def liveness(
    testimonies: Sequence[Testimony], visits: Sequence[Visit] = (), blind: frozenset[Witness] = frozenset()
) -> Rule:
    """Return the rule that decides whether a post is there today.

    `visits` are what the archive remembers; `blind` are witnesses whose "not found" says nothing.
    """
    seen = see(testimonies, visits, blind)
    return next(rule for rule in RULES if rule.applies(seen))


def see(
    testimonies: Sequence[Testimony], visits: Sequence[Visit], blind: frozenset[Witness] = frozenset()
) -> Seen:
    """Tell what the visits come to."""
    today = [told for told in testimonies if told.witness is not Witness.MEMENTO and not told.recalled]
    missing = [told for told in today if _absent(told, frozenset())]
    absent = [told for told in missing if _absent(told, blind)]
    return Seen(
        frozenset(told.status for told in today),
        frozenset(told.witness for told in absent),
        frozenset(told.witness for told in missing) - {told.witness for told in absent},
        _absent_for(absent, visits, blind),
    )


def _absent_for(
    absent: Sequence[Testimony], visits: Iterable[Visit], blind: frozenset[Witness]
) -> dt.timedelta:
    """Return how long the post has been absent, as far as visits show it."""
    today = [moment for told in absent if (moment := _moment(told.at))]
    asked = {told.record for told in absent}
    earlier = [one for one in visits if one.witness is not Witness.MEMENTO and one.observed not in asked]
    there = [moment for one in earlier if one.status in THERE and (moment := _moment(one.at))]
    missed = [moment for one in earlier if _absent(one, blind) and (moment := _moment(one.at))]
    since = [moment for moment in missed if not there or moment > max(there)]
    return max(today) - min(since) if today and since else dt.timedelta(0)


def _absent(one: Testimony | Visit, blind: frozenset[Witness]) -> bool:
    """Whether a witness says that the post is not there: it knows none, or says who took it down.

    Early archives kept every reason of X's as a tombstone with its words.
    """
    status = reason_of(one.detail) if one.status is Testified.TOMBSTONE else one.status
    return status in (TOLD_GONE if one.witness in blind else ABSENT)


def _moment(at: str | None) -> dt.datetime | None:
    return dt.datetime.fromisoformat(at) if at else None


def remembered(visits: Iterable[Visit], testimonies: Iterable[Testimony]) -> tuple[Testimony, ...]:
    """Return what witnesses showed on earlier visits: the archive's own copies of what is gone today."""
    heard = {told.record for told in testimonies}
    return tuple(one.told for one in visits if one.told and one.observed not in heard)


# --- Blind witnesses -----------------------------------------------------------------------------


def without_blind_witnesses(citations: Sequence[Citation]) -> Dialogue[tuple[Citation, ...]]:
    """Take back what was called gone on the word of a witness that misses what others show.

    A data centre that X does not serve gets a 404 for every post (react-tweet #134), while oEmbed goes
    on showing them. Whether that is so, other citations tell: of this article, and remembered ones.
    """
    settled = list(citations)
    gone = [one.post.platform for one in citations if one.post and one.liveness is Liveness.GONE]
    for platform in dict.fromkeys(gone):
        remembered, _record = yield from recall_looks(platform)
        blind = blind_witnesses((*looks_of(citations, platform), *remembered))
        settled = [
            _again(one, blind) if one.post and one.post.platform == platform else one for one in settled
        ]
    return tuple(settled)


def _again(citation: Citation, blind: frozenset[Witness]) -> Citation:
    if citation.liveness is not Liveness.GONE or not blind:
        return citation
    rule = liveness(citation.testimonies, citation.visits, blind)
    return replace(citation, liveness=rule.means, liveness_rule=rule.name)


def looks_of(citations: Iterable[Citation], platform: str) -> Iterator[Look]:
    """Yield what the witnesses of a platform said of the posts of an article that one of them showed."""
    for one in citations:
        said = tuple(
            (told.witness, told.status) for told in one.testimonies if told.witness is not Witness.MEMENTO
        )
        if one.post and one.post.platform == platform and any(what is Testified.FOUND for _who, what in said):
            yield Look(one.post.id, said)


def blind_witnesses(looks: Iterable[Look]) -> frozenset[Witness]:
    """Return the witnesses that miss every post that others show; `looks` are given newest first."""
    shown: dict[str, Look] = {}
    for look in looks:
        shown.setdefault(look.post_id, look)
    return frozenset(who for who in Witness if _misses_all(who, shown.values()))


def _misses_all(who: Witness, shown: Iterable[Look]) -> bool:
    said = [what for look in shown for asked, what in look.said if asked is who and what not in WORDLESS]
    answers = said[:MOST_LOOKS]
    return len(answers) >= FEWEST_LOOKS and Testified.FOUND not in answers and Testified.NOT_FOUND in answers
