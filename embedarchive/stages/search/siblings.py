"""The rung that asks this archive's own memory: another mention of the same author, day and words."""

from __future__ import annotations

from embedarchive.records import Dialogue, Mention, RecordRef, Sibling, Verdict
from embedarchive.stages.recall import recall_siblings
from embedarchive.stages.search.likeness import SAYS_IT, Judged, Likeness, decided
from embedarchive.stages.search.rungs import Lost, Rung, quest
from embedarchive.stages.words import compare

RUNG = "sibling"


def by_siblings(lost: Lost) -> Dialogue[Rung]:
    """Take the post that other mentions of the same words were found to cite, if they are confirmed.

    Where a citation is confirmed, a witness of the very post bore these words out.
    """
    sought = quest(lost)
    if sought is None:
        return Rung()
    siblings, record = yield from recall_siblings(lost.mention.platform, sought.handle, sought.day)
    alike = [one for one in siblings if _says_it(lost.mention, one)]
    surest: dict[tuple[str, str], Sibling] = {}
    for one in sorted(alike, key=lambda one: one.verdict is not Verdict.CONFIRMED):
        surest.setdefault((one.post.platform, one.post.id), one)
    judged = [_judged(one, record) for one in surest.values()]
    candidates, _chosen, tied = decided(RUNG, judged)
    return Rung(candidates, tied=tied)


def _says_it(mention: Mention, sibling: Sibling) -> bool:
    certain = mention.start_certain and sibling.start_certain
    return compare(mention.claim.text, sibling.text, start_certain=certain).how in SAYS_IT


def _judged(sibling: Sibling, record: RecordRef | None) -> Judged:
    confirmed = sibling.verdict is Verdict.CONFIRMED
    where = f"{sibling.place} cites it with the same words, author and day"
    fits = Likeness.WORDS if confirmed else Likeness.NONE
    return Judged(
        sibling.post, fits, where if confirmed else f"{where}, but is only {sibling.verdict}", record
    )
