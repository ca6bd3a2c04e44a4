"""Ready-made searches for a post that could not be named: a person may ask where a program may not."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from urllib.parse import quote, urlencode

from embedarchive.platforms import snowflake
from embedarchive.platforms.twitter import NAME
from embedarchive.records import Citation, Claim

LINK = re.compile(r"(?:https?://|pic\.(?:twitter|x)\.com/)\S*")
MOST_WORDS = 12
"""Words of a quotation that a search engine is asked for: more find less where one was changed."""
LONGEST = 120
"""Characters; X refuses longer queries as a whole at 512 (docs.x.com, search operators)."""


def searches(citation: Citation) -> tuple[tuple[str, str], ...]:
    """Return (where, URL) for every search that may find a post that was not named; none for one that was."""
    mention, claim = citation.mention, citation.mention.claim
    if citation.post is not None or not (claim.handle or claim.text):
        return ()
    own = _of_x(claim) if mention.platform == NAME and claim.handle else ()
    return (*own, *_engines(claim, mention.platform))


def _of_x(claim: Claim) -> Iterator[tuple[str, str]]:
    """X's own search, and archives that list addresses; these answer people, or only with an account."""
    handle, day = claim.handle or "", claim.date
    terms = [f"from:{handle}"]
    if day and dt.date.min < day < dt.date.max:
        yield "X, that day", _x([*terms, f"since:{day}", f"until:{day + dt.timedelta(days=1)}"])
    if words := quoted_words(claim.text):
        yield "X, the words", _x([*terms, words])
    for prefix in snowflake.day_cover(day) if day else ():
        place = f"twitter.com/{quote(handle)}/status/{prefix}*"
        yield "Wayback Machine, that day", f"https://web.archive.org/web/*/{place}"
        # archive.today has no API and shows captchas to programs: the link is for people.
        yield "archive.today, that day", f"https://archive.today/https://{place}"


def _x(terms: list[str]) -> str:
    return f"https://x.com/search?{urlencode({'q': ' '.join(terms), 'f': 'live'})}"


def _engines(claim: Claim, platform: str) -> Iterator[tuple[str, str]]:
    words = quoted_words(claim.text)
    terms = " ".join(filter(None, (words, f"@{claim.handle}" if claim.handle else "", platform)))
    yield "Google", f"https://www.google.com/search?{urlencode({'q': terms})}"
    yield "Bing", f"https://www.bing.com/search?{urlencode({'q': terms})}"


def quoted_words(text: str | None) -> str:
    """Return the first words of a quotation in quotation marks, links left out; else nothing."""
    plain = " ".join(LINK.sub(" ", text or "").replace('"', " ").split()[:MOST_WORDS])[:LONGEST].strip()
    return f'"{plain}"' if plain else ""
