"""Replays: addresses at which an archive shows its copy of a page, with the page's own behind a timestamp.

The Wayback Machine rewrites every link of a page that it shows (`/web/<timestamp>/<url>`; help.archive.org,
FACTS.md 7). pywb 2.10 and OpenWayback do so at any host, behind a collection
(`/<collection>/<timestamp>mp_/<url>`), as at Archive-It and arquivo.pt.
"""

from __future__ import annotations

from embedarchive.late import re
from embedarchive.platforms.urls import unquoted

REPLAY = re.compile(
    r"(?:https?:)?(?:"
    r"(?P<known>//(?:(?:(?:web|www|wayback|m)\.)?archive\.org/web|arquivo\.pt/(?:noFrame/)?(?:wayback|replay)))/[0-9*]{1,14}"
    r"|/web/[0-9]{1,14}"
    r"|(?://[\w.:-]{1,100})?/(?:[\w.-]{1,40}/){0,3}[0-9]{14}"
    r")(?:[a-z]{2}_)?/(?P<page>.+)",
    re.I | re.S,
)
"""At a host that is not known a timestamp is whole, and a scheme stands behind it. The letters behind a
timestamp say how the page is shown."""
IN_REPLAY = ("/http", "archive.org/web/", "arquivo.pt/")
"""One of these stands in each, in lower case."""
SCHEME = re.compile(r"(https?):/{1,2}(.*)", re.I | re.S)
ESCAPED = ("http%3a", "https%3a")


def replayed(url: str) -> str | None:
    """Return the address of the page that a replay shows; None for every other URL."""
    lower = url.lower()
    match = REPLAY.match(url) if any(word in lower for word in IN_REPLAY) else None
    page = match["page"] if match else ""
    known = match and (match["known"] or page[:4].lower() == "http")
    return whole(page) if known else None


def whole(page: str) -> str:
    """Return the address of a page that is percent-encoded there, or has one slash, or lacks its scheme."""
    page = unquoted(page) if page.lower().startswith(ESCAPED) else page
    spelled = SCHEME.match(page)
    return f"{spelled[1]}://{spelled[2]}" if spelled else f"http://{page}"
