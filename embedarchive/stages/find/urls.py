"""URLs as documents write them: without a scheme, or rewritten by the archive the page was taken from."""

from __future__ import annotations

from functools import lru_cache

from embedarchive.late import regex
from embedarchive.platforms import SITES, read_url
from embedarchive.platforms.sharing import shared_on
from embedarchive.platforms.tco import tco_slug
from embedarchive.platforms.urls import MAX_URL
from embedarchive.records import PostRef
from embedarchive.stages.decoding import clean
from embedarchive.stages.find.copied import mended, trimmed
from embedarchive.stages.literal_places import may_hold

INTENT = regex.compile(
    r"//[^/]{1,60}/(?:(?:intent|share(?!/(?:[pvr]|reel|tv)/))\b|widgets/(?:tweet|follow)_button)", regex.I
)
"""Buttons, and the frames in which X draws them: to like or share a post is not to cite it. What was made for
sharing (`platforms/sharing.py`) is no button."""
USUAL_URL = 500
REPLAYED = regex.compile(
    r"(?:https?:)?(?:(?://web\.archive\.org)?/web/\d{1,14}"
    r"|(?://[\w.:-]{1,100})?/(?:[\w.-]{1,40}/){0,3}\d{14})(?:[a-z]{2}_)?/(?P<scheme>https?):/{1,2}(?P<rest>.{1,2000})",
    regex.I,
)
"""The Wayback Machine rewrites every link of a page it shows (`/web/<timestamp>/<url>`). pywb 2.10 and
OpenWayback do at any host, behind a collection (`/<collection>/<timestamp>mp_/<url>`): so does Archive-It.
Servers that take two slashes in a path for one leave `https:/`."""

PROXIED = regex.compile(
    r"(?:https?:)?(?://(?:cdn\.embedly\.com/widgets/media\.html|(?:cdn\.)?iframe(?:\.ly|ly\.net)/[\w/.-]{0,60}"
    r"|twitframe\.com/show|[\w.-]{1,100}/media/oembed)|/media/oembed"
    r"|(?://[\w.-]{1,100})?/embed/(?:youtube|twitter|instagram|facebook|tiktok|telegram))\?(?P<query>.{8,3000})",
    regex.I,
)
"""Frames that show somebody else's address: Embedly (Medium), Iframely, twitframe, Drupal's oEmbed,
telegra.ph's `/embed/youtube`."""
IN_PROXIED = ("/media.html?", "iframe", "/show?", "/oembed?", "/embed/")
"""One of these stands where `PROXIED` matches."""

STILL = regex.compile(
    r"(?:(?:https?:)?//i\.embed\.ly/1/[\w/.-]{0,40}\?.{0,300}?"
    r"|.{0,300}?\bbackground(?:-image)?\s?:\s?url\([\"']?(?:https?:)?//)"
    r"i\.ytimg\.com(?:/|%2F)vi(?:_webp)?(?:/|%2F)(?P<id>[\w-]{11})(?:/|%2F)",
    regex.I,
)
"""Embedly's copy of the picture that stands for a film; the picture in a box's style."""
HELPER = regex.compile(
    r"(?:https?:)?//[^/\s]{1,100}/(?:[\w.-]{1,40}/){0,3}iframe/(?:\d/)?"
    r"(?P<site>twitter|tiktok|telegram|bluesky|facebook|reddit|mastodon|threads|instagram)\.min\.html#(?P<of>[^#\s]{1,300})",
    regex.I,
)
"""Frames of s9e/TextFormatter, in which forums show posts (phpBB, Flarum): `#` stands before the post."""
MEANT = {
    "twitter": "https://twitter.com/i/web/status/{}",
    "tiktok": "https://www.tiktok.com/embed/v2/{}",
    "telegram": "https://t.me/{}",
    "bluesky": "{}",
    "reddit": "https://www.reddit.com/r/{}",
    "threads": "https://www.threads.net/t/{}",
    "instagram": "https://www.instagram.com/p/{}/",
}
OF_FACEBOOK = regex.compile(r"(?:post|video|[pvr])?(?P<id>\d{5,25})\Z")
OF_MASTODON = regex.compile(r"(?P<user>\w{1,64})(?:@(?P<server>[\w.-]{4,253}))?/(?P<id>\d{1,19})\Z")


def helped(href: str) -> str:
    """Return the address of the post that a helper's frame shows; any other address as it stands."""
    match = HELPER.match(href)
    if match is None:
        return href
    site, of = match["site"].lower(), match["of"]
    if site == "facebook":
        number = OF_FACEBOOK.match(of)
        return "https://www.facebook.com/" + (f"watch/?v={number['id']}" if number else of)
    if site == "mastodon":
        status = OF_MASTODON.match(of)
        server = (status and status["server"]) or "mastodon.social"
        return f"https://{server}/@{status['user']}/{status['id']}" if status else href
    return MEANT[site].format(of)


STROKES = regex.compile(r"\\{1,16}(?![\\\w.:@%&-])")
"""What JSON puts before a slash or a quote; nobody puts it before what an address is made of."""


def unescaped(text: str) -> str:
    """Return a text of JSON without the strokes that escape something."""
    return STROKES.sub("", text)


TOYS = "lj-toys.com/?"
LIVEJOURNAL = regex.compile(r"(?:https?:)?//(?:l\.)?lj-toys\.com/\?(?P<query>.{8,3000})", regex.I)
"""LiveJournal's frames (`source=youtube&vid=ID`, since 2015), in which it shows every film of an entry."""


def _entered(href: str) -> str:
    """Return the address of the film that LiveJournal's frame shows; any other as it stands."""
    from urllib.parse import parse_qs

    match = LIVEJOURNAL.match(href)
    said = parse_qs(match["query"]) if match else {}
    film = said.get("source") == ["youtube"] and said.get("vid")
    return f"https://www.youtube.com/watch?v={film[0]}" if film else href


SECOND_ADDRESS = regex.compile(r"(?<=.{8})(?:https?[:%]|/amp/|\.(?:ampproject\.org|bing-amp\.com)/)", regex.I)
"""What a link has in which another one stands (`platforms/wrappers.py`)."""
IN_SECOND = ("http", "/amp/", ".ampproject.", ".bing-amp.")
"""One of these stands where `SECOND_ADDRESS` matches, behind the address's own scheme."""
OWN_SCHEME = len("https://")
WORDS = (*(word for words in SITES.values() for word in words if word != "%"), "%40", "%2540", "fb.watch")
"""One of these stands in every address that leads to a post; Mastodon's have an `@`."""
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
    from urllib.parse import unquote

    from embedarchive.platforms.wrappers import carried

    url, shown = href, unquote(href)
    for _ in range(MOST_WRAPPERS):
        target = carried(url)
        if not target or target[:4].lower() != "http" or target.partition("://")[2] not in shown:
            break
        if tco_slug(target) or read_url(target) or shared_on(target):
            return target
        url, shown = target, unquote(shown)
    return href


def written(href: str) -> str:
    """Return the absolute URL that the author of a page wrote."""
    href = mended(href)
    if href[:12].lower().startswith(("https%3a%2f", "http%3a%2f")):
        from urllib.parse import unquote

        href = unquote(href)
    if ".min.html#" in href:
        href = helped(href)
    if TOYS in href:
        href = _entered(href)
    if "ytimg" in href and (match := STILL.match(href)):
        return f"https://www.youtube.com/watch?v={match['id']}"
    while "/http" in href.lower() and (match := REPLAYED.match(href)):  # archives hold each other's pages
        href = f"{match['scheme']}://{match['rest']}"
    if "?" in href and may_hold(href, IN_PROXIED) and (match := PROXIED.match(href)):
        from urllib.parse import parse_qs

        shown = parse_qs(match["query"])
        href = next((shown[name][0] for name in ("src", "url") if name in shown), href)
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


def is_button(url: str) -> bool:
    """Whether a URL is that of a button, though it names a post."""
    lower = url.lower()
    may = "/intent" in lower or "/share" in lower or "_button" in lower
    return may and bool(INTENT.search(url))


_remembered = lru_cache(maxsize=2048)(_post_at)
"""One link of an embed is asked about several times."""
