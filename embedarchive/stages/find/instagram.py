"""Flattened embeds of Instagram: the line that says who shared a post; the post itself is not in it."""

from __future__ import annotations

from collections.abc import Iterator

from embedarchive.late import regex
from embedarchive.platforms.instagram import NAME, SHARED
from embedarchive.records import Claim, MentionKind
from embedarchive.stages.find.attributions import clean_name
from embedarchive.stages.find.dates import DateText, read_date
from embedarchive.stages.find.draft import Draft

FRONT = regex.compile(r"(?:^|\n|[Ii]nstagram(?: an)?)[^\S\n>]{0,20}(?:>[^\S\n]{0,9}){0,9}\Z")
"""The line begins a line of the text, or follows `View this post on Instagram`."""
LOOK_BACK = 60
LEAD = regex.compile(r"(?P<word>[^\S\n]{0,9})(?P<word>\p{L}{1,4}[^\S\n]{1,9}){0,2}")
"""What may stand before the date: `on`, `am`, `le`."""
ENDED = regex.compile(r"[^\S\n]{0,9}(?:\n|\Z)")


def shared(text: str) -> Iterator[Draft]:
    """Yield the lines `A post shared by NAME (@handle)`, with their date where one stands behind.

    A sentence may begin so too: without a date nothing else stands on the line.
    """
    if "(@" not in text:
        return
    for match in SHARED.finditer(text):
        start, close = match.start(), match.end("handle") + 1
        if not FRONT.search(text, max(0, start - LOOK_BACK), start):
            continue
        date = _date(text, close)
        if date or ENDED.match(text, close):
            claim = Claim(
                name=clean_name(match["name"]) or None,
                handle=match["handle"].rstrip("."),
                date=date.date if date else None,
                date_text=date.text if date else None,
            )
            end = date.end if date else close
            yield Draft(NAME, MentionKind.ATTRIBUTION, "attribution-shared-by", start, end, claim)


def _date(text: str, close: int) -> DateText | None:
    lead = LEAD.match(text, close)
    starts = lead.ends("word") if lead else []
    dates = (read_date(text, start) for start in starts)
    return next((date for date in dates if date and date.date), None)
