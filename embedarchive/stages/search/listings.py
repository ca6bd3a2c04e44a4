"""Listings of the web archive's index for one author and one range of ids, page by page."""

from __future__ import annotations

import re
from dataclasses import dataclass

from embedarchive.platforms import snowflake
from embedarchive.records import Dialogue
from embedarchive.stages.snapshot.asking import listing as rows_of
from embedarchive.stages.snapshot.asking import read_json
from embedarchive.stages.snapshot.wayback import Listing, listed

MOST_PAGES = 4
"""Listing pages read per prefix, 500 captures each."""
STATUSES = "statuscode:(200|30[1278])"
"""A redirect leads to the post too: until 2020 X sent old names on to new ones."""


@dataclass(frozen=True, slots=True)
class Listed:
    """All pages of one listing, or the first of too many."""

    pages: tuple[Listing, ...]
    cut: bool
    """More pages would follow."""


def captures_between(prefix: str, low: int, high: int) -> Dialogue[Listed]:
    """List the captures of posts under a prefix (no scheme) whose ids lie in a range, page by page.

    The index applies the regular expression itself (wayback-cdx-server README, "Regex filtering"), so
    that the posts of the prefix's other days fill no page.
    """
    query: dict[str, str | tuple[str, ...]]
    query = {"filter": (STATUSES, f"original:{id_pattern(low, high)}"), "showResumeKey": "true"}
    pages: list[Listing] = []
    onward: dict[str, str] = {}
    for _ in range(MOST_PAGES):
        page = yield from listed(prefix, "prefix", {**query, **onward})
        pages.append(page)
        key = resume_key(page)
        if key is None:
            return Listed(tuple(pages), False)
        onward = {"resumeKey": key}
    return Listed(tuple(pages), True)


def resume_key(page: Listing) -> str | None:
    """Return where the listing goes on: behind an empty row stands the key alone (CDX README)."""
    rows = rows_of(read_json(page.exchange)) if page.problem is None else []
    if len(rows) < 2 or rows[-2] != [] or len(rows_of(rows[-1])) != 1:
        return None
    key = rows[-1][0]
    return key if isinstance(key, str) and re.fullmatch(r"[\x21-\x7e]{1,2000}", key) else None


def id_pattern(low: int, high: int) -> str:
    """Return a pattern for URLs with an id of a range, or a little beyond: by its leading digits."""
    return f".*/({'|'.join(snowflake.cover(low, high, most=10))})[0-9]*([^0-9].*)?"
