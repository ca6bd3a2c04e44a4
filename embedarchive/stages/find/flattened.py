"""Flattened embeds: attribution lines with the words they attribute, and the posts they turn out to be."""

from __future__ import annotations

import bisect
from collections.abc import Iterator
from dataclasses import replace

from embedarchive.platforms.twitter import NAME, read_url
from embedarchive.records import Claim, MentionKind
from embedarchive.stages.find.attributions import Attribution, attributions
from embedarchive.stages.find.draft import Draft
from embedarchive.stages.find.languages import Tongue, tongue
from embedarchive.stages.find.prose import anchors
from embedarchive.stages.find.quotes import words_before
from embedarchive.stages.find.slugs import links_in
from embedarchive.stages.page import Page


def flattened(text: str, seen: list[Draft]) -> Iterator[Draft]:
    """Yield the attributions of a text with the words they attribute."""
    floors = sorted(draft.end for draft in seen)
    floor = 0
    home = tongue(text)
    for line in attributions(text):
        passed = bisect.bisect_right(floors, line.start)
        floor = max(floor, floors[passed - 1] if passed else 0)
        yield _attribution(text, line, floor, home)
        floor = line.end


def _attribution(text: str, line: Attribution, floor: int, home: Tongue) -> Draft:
    day = line.date.date if line.date else None
    start, end, certain = words_before(text, floor, line.words_end, day, home)
    words = text[start:end]
    post = read_url(line.permalink) if line.permalink else None
    permalinks = (line.permalink,) if post and line.permalink else ()
    claim = Claim(
        name=line.name or None,
        handle=line.handle,
        date=day,
        date_text=line.date.text if line.date else None,
        text=words or None,
    )
    return Draft(
        NAME,
        MentionKind.ATTRIBUTION,
        f"attribution-{line.dash}",
        start if words else line.start,
        line.end,
        claim,
        post,
        links_in(words) + permalinks,
        certain,
    )


def linked(lines: list[Draft], page: Page) -> list[Draft]:
    """Give attributions whose date still is a link, though the blockquote is gone, the post it names."""
    posts = [draft for draft in anchors(page) if draft.post and draft.end > draft.start]
    return [_with_post(line, [draft for draft in posts if draft.within(line)]) for line in lines]


def _with_post(line: Draft, linked: list[Draft]) -> Draft:
    if line.post or not linked:
        return line
    return replace(line, post=linked[-1].post, links=(*line.links, *linked[-1].links))


def joined(drafts: list[Draft]) -> list[Draft]:
    """Make one of an embed that shows nothing (JSON) and the flattened line that shows the same post."""
    lines = {_author(d): d for d in drafts if d.kind is MentionKind.ATTRIBUTION}
    one: list[Draft] = []
    taken: set[int] = set()
    for draft in drafts:
        line = (
            lines.get(_author(draft))
            if draft.kind is MentionKind.EMBED and draft.start == draft.end
            else None
        )
        same = line is not None and (line.post is None or line.post == draft.post) and _alike(line, draft)
        if line is not None and same and id(line) not in taken:
            taken.add(id(line))
            one.append(replace(draft, start=line.start, end=line.end))
        else:
            one.append(draft)
    return [draft for draft in one if id(draft) not in taken]


def _author(draft: Draft) -> tuple[str, object]:
    return (draft.claim.handle or "").lower(), draft.claim.date


def _alike(one: Draft, other: Draft) -> bool:
    """Whether two claims begin with the same words."""
    first, second = (" ".join((draft.claim.text or "").split())[:30] for draft in (one, other))
    return bool(first) and first == second
