"""An account that was renamed: which other handles are proved to be its own.

The name in a status URL proves nothing: X shows a post under any name and corrects it. What outlives a
change of name is the account's own id, which archived answers of the API and old pages hold.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from embedarchive.platforms import read_url
from embedarchive.platforms.twitter import NAME
from embedarchive.records import Dialogue, PostRef, Testimony
from embedarchive.stages.search.likeness import Judged, likeness
from embedarchive.stages.search.rungs import Lost, Quest
from embedarchive.stages.snapshot.wayback import Capture, Listing, listed, memento

MOST_COPIES = 3
"""Copies of other posts that are read to learn an account's id."""


def proved(lost: Lost, sought: Quest, judged: Sequence[Judged]) -> Dialogue[list[Judged]]:
    """Judge again what fits but for its name, where the account's id is proved to be the same."""
    doubtful = [
        one for one in judged if one.told and one.told.author_id and _fits_but_for_name(lost, one.told)
    ]
    if not doubtful:
        return list(judged)
    ids = yield from account_ids(sought.handle)
    return [_again(lost, one, ids) if one in doubtful else one for one in judged]


def _fits_but_for_name(lost: Lost, told: Testimony) -> bool:
    handle = (told.handle or "").lower()
    fits, _why = likeness(lost.mention, told, frozenset({handle}))
    return bool(fits) and handle != (lost.mention.claim.handle or "").lower()


def _again(lost: Lost, one: Judged, ids: dict[str, Testimony]) -> Judged:
    told = one.told
    proof = ids.get(told.author_id or "") if told else None
    if told is None or proof is None:
        return one
    fits, why = likeness(lost.mention, told, frozenset({(told.handle or "").lower()}))
    named = f"@{told.handle} and @{proof.handle} are one account, {told.author_id}, as {proof.url} shows"
    return replace(one, likeness=fits, reason=f"{why}; {named}")


def account_ids(handle: str) -> Dialogue[dict[str, Testimony]]:
    """Return the ids that archived posts under a handle give their author, each with who says so."""
    page: Listing = yield from listed(
        f"twitter.com/{handle}/status/", "prefix", {"filter": ("statuscode:200", "mimetype:application/json")}
    )
    ids: dict[str, Testimony] = {}
    for post, capture in _first_of_each(page.captures)[:MOST_COPIES]:
        told, _copy = yield from memento(post, capture)
        if told.author_id and (told.handle or "").lower() == handle.lower():
            ids.setdefault(told.author_id, told)
            break
    return ids


def _first_of_each(captures: Sequence[Capture]) -> list[tuple[PostRef, Capture]]:
    seen: dict[str, tuple[PostRef, Capture]] = {}
    for capture in captures:
        post = read_url(capture.original)
        if post is not None and post.platform == NAME:
            seen.setdefault(post.id, (post, capture))
    return list(seen.values())
