"""URLs as documents write them: without a scheme, or rewritten by the archive the page was taken from."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import parse_qs

from embedarchive.late import regex
from embedarchive.platforms import read_url
from embedarchive.records import PostRef
from embedarchive.stages.decoding import clean

INTENT = regex.compile(r"//[^/]{1,60}/(?:intent|share)\b", regex.I)
"""Buttons: to like or share a post is not to cite it."""
USUAL_URL = 500
REPLAYED = regex.compile(
    r"(?:https?:)?(?://web\.archive\.org)?/web/\d{1,14}(?:[a-z]{2}_)?/(?P<url>https?:/{1,2}.{1,2000})",
    regex.I,
)
"""The Wayback Machine rewrites every link of a page it shows (`/web/<timestamp>/<url>`)."""

PROXIED = regex.compile(
    r"(?:https?:)?(?://(?:cdn\.embedly\.com/widgets/media\.html|(?:cdn\.)?iframe(?:\.ly|ly\.net)/[\w/.-]{0,60}"
    r"|twitframe\.com/show|[\w.-]{1,100}/media/oembed)|/media/oembed)\?(?P<query>.{8,3000})",
    regex.I,
)
"""Frames that show somebody else's address: Embedly (Medium), Iframely, twitframe, Drupal's oEmbed."""


def written(href: str) -> str:
    """Return the absolute URL that the author of a page wrote."""
    href = href.strip()
    if "/web/" in href.lower() and (match := REPLAYED.match(href)):
        href = match["url"]
    if "?" in href and (match := PROXIED.match(href)):
        shown = parse_qs(match["query"])
        href = next((shown[name][0] for name in ("src", "url") if name in shown), href)
    return clean(f"https:{href}" if href.startswith("//") else href)


def post_at(href: str) -> PostRef | None:
    """Return the post a link cites; None for every other link, buttons among them."""
    return _remembered(href) if len(href) <= USUAL_URL else _post_at(href)


def _post_at(href: str) -> PostRef | None:
    url = written(href)
    return None if INTENT.search(url) else read_url(url)


_remembered = lru_cache(maxsize=2048)(_post_at)
"""One link of an embed is asked about several times."""
