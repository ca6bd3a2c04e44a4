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
    floors = sorted(place.end for draft in seen for place in draft.spans())
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
