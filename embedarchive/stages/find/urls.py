"""URLs as documents write them: what was copied with them, the archive and the link in which they stand."""

from __future__ import annotations

from functools import lru_cache

from embedarchive.late import regex
from embedarchive.platforms import read_url, shortest
from embedarchive.platforms.replays import replayed
from embedarchive.platforms.sharing import is_button, shared_on
from embedarchive.platforms.tco import tco_slug
from embedarchive.platforms.urls import MAX_URL, unquoted
from embedarchive.records import PostRef
from embedarchive.stages.decoding import clean
from embedarchive.stages.find.copied import mended, trimmed
from embedarchive.stages.find.frames_of_others import framed
from embedarchive.stages.find.literals import HOSTS
from embedarchive.stages.literal_places import may_hold

USUAL_URL = 500
STROKES = regex.compile(r"\\{1,16}(?![\\\w.:@%&-])")
"""What JSON puts before a slash or a quote; nobody puts it before what an address is made of."""


def unescaped(text: str) -> str:
    """Return a text of JSON without the strokes that escape something."""
    return STROKES.sub("", text)


SECOND_ADDRESS = regex.compile(r"(?<=.{8})(?:https?[:%]|/amp/|\.(?:ampproject\.org|bing-amp\.com)/)", regex.I)
"""What a link has in which another one stands (`platforms/wrappers.py`)."""
IN_SECOND = ("http", "/amp/", ".ampproject.", ".bing-amp.")
"""One of these stands where `SECOND_ADDRESS` matches, behind the address's own scheme."""
OWN_SCHEME = len("https://")
WORDS = shortest(*HOSTS, "@", "%40", "%2540", "/users/", "at:")
"""One of these stands in every address that leads to a post; Mastodon's have an `@` or `/users/`."""
MOST_WRAPPERS = 3


def unwrapped(href: str) -> str:
    """Return the address of a post, or the short link, that a link carries; any other as it stands.

    Words that only a cipher spells (Proofpoint's, a newsletter's token) are none: a gate for dumps does not
    see them (adr/0012).
    """
    may = len(href) <= MAX_URL and may_hold(href[OWN_SCHEME:], IN_SECOND)
    second = SECOND_ADDRESS.search(href) if may else None
    rest = href[second.start() :].lower() if second else ""
    if not any(word in rest for word in WORDS):
        return href
    from embedarchive.platforms.wrappers import carried

    url, shown = href, unquoted(href)
    for _ in range(MOST_WRAPPERS):
        target = carried(url)
        if not target or target[:4].lower() != "http" or target.partition("://")[2] not in shown:
            break
        if tco_slug(target) or read_url(target) or shared_on(target):
            return target
        url, shown = target, unquoted(shown)
    return href


def written(href: str) -> str:
    """Return the absolute URL that the author of a page wrote."""
    href = mended(href)
    if href[:12].lower().startswith(("https%3a%2f", "http%3a%2f")):
        href = unquoted(href)
    while page := replayed(href):  # archives hold each other's pages
        href = page
    href = framed(href)
    if not is_button(href):
        href = unwrapped(href)
    return clean(f"https:{href}" if href.startswith("//") else href)


def post_at(href: str) -> PostRef | None:
    """Return the post a link cites; None for every other link, buttons among them."""
    return _remembered(href) if len(href) <= USUAL_URL else _post_at(href)


def _post_at(href: str) -> PostRef | None:
    url = written(href)
    if is_button(url):
        return None
    found = read_url(url)
    return found or (read_url(shorter) if (shorter := trimmed(url)) != url else None)


def is_thread(href: str) -> bool:
    """Whether a link to a post of X shows it in its thread: of a quoted line it says nothing."""
    from embedarchive.platforms.twitter import shows_thread

    return shows_thread(written(href))


_remembered = lru_cache(maxsize=2048)(_post_at)
"""One link of an embed is asked about several times."""
