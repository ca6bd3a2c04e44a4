"""Where an answer points: the signs in an exchange that its page is not the end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qs, urldefrag, urlsplit

import ada_url
from selectolax.lexbor import LexborHTMLParser, LexborNode

from embedarchive.late import re
from embedarchive.platforms.shorteners import Door, shortener_of
from embedarchive.platforms.twitter import OWN_HOSTS
from embedarchive.platforms.urls import bare_host
from embedarchive.records import Exchange, HopKind
from embedarchive.stages.absolute import absolute_url

HEAD_BYTES = 65_536
"""A page that only leads on says so at its beginning."""
DOOR_BYTES = 262_144
"""What is read of a shortener's own page."""
SMALL_PAGE = 8_192
"""A script that moves the reader on is believed only on a page that holds little else."""
LONGEST_DELAY = 30.0
"""Seconds. A meta refresh after a longer time reloads a page for a reader who stays."""

NOTES = {
    "relative": "the target is relative",
    "blanks-removed": "tabs, line ends or outer blanks in the target were removed, as browsers do",
    "userinfo-removed": "a user name or password in the target was left out and is never sent",
    "ambiguous-authority": "two readers of URLs would see different hosts in the target; it is not followed",
    "international-host": "the host is asked for by its punycode: compare how it looks",
    "https-upgrade": "the same place, by https",
    "fragment-inherited": "the fragment of the URL before goes on to the target (RFC 9110, 10.2.2)",
    "several-locations": "the answer names several targets; the first counts",
    "sets-cookie": "the answer sends the reader to the same place with a cookie, which is not carried",
    "archived-address": "the link is to an archive's copy of another link",
}
"""Everything that `Hop.notes` can say."""


@dataclass(frozen=True, slots=True)
class Onward:
    """Where an answer points."""

    kind: HopKind
    target: str
    """Verbatim."""
    url: str | None
    """Absolute; None where `target` cannot be read as an http(s) URL, or is refused."""
    notes: tuple[str, ...] = ()


def onward(exchange: Exchange) -> Onward | None:
    """Return where an answer points, by the first sign of it in `SIGNS`; None if it is the end."""
    signs = (sign(exchange) for _name, sign in SIGNS)
    return next((step for step in signs if step and not is_trap(exchange.request.url, step)), None)


def is_trap(url: str, step: Onward) -> bool:
    """Whether a step is no redirect: a page that reloads itself, or X's move from one name to the other.

    twitter.com answers `content="5; url = https://twitter.com?mx=1"` and posts itself to
    x.com/x/migrate (php-embed #536): that says nothing of the page that was asked for.
    """
    if step.kind is HopKind.LOCATION or step.url is None:
        return False
    here, there = urlsplit(url), urlsplit(step.url)
    own = bare_host(here.hostname or "") in OWN_HOSTS and bare_host(there.hostname or "") in OWN_HOSTS
    migrates = "mx" in parse_qs(there.query) or there.path.startswith("/x/migrate")
    return urldefrag(step.url).url == urldefrag(url).url or (own and migrates)


# --- Signs --------------------------------------------------------------------------------------


def by_location(exchange: Exchange) -> Onward | None:
    """Read `Location` of a 3xx answer."""
    if exchange.status is None or not 300 <= exchange.status < 400:
        return None
    targets = [value for name, value in exchange.headers if name.lower() == "location"]
    if not targets:
        return None
    several = ("several-locations",) if len(set(targets)) > 1 else ()
    return from_header(HopKind.LOCATION, targets[0], exchange.request.url, several)


def by_refresh_header(exchange: Exchange) -> Onward | None:
    """Read the `Refresh` header, which browsers obey like a meta refresh."""
    target = _refresh(exchange.header("Refresh") or "")
    return from_header(HopKind.REFRESH_HEADER, target, exchange.request.url) if target else None


def by_meta_refresh(exchange: Exchange) -> Onward | None:
    """Read `<meta http-equiv=refresh>`, in noscript too, where t.co puts it."""
    tags = _tags(exchange, META, "http-equiv")
    refreshes = (tag for tag in tags if tag.get("http-equiv", "").strip().lower() == "refresh")
    target = next((found for tag in refreshes if (found := _refresh(tag.get("content", "")))), None)
    return from_page(HopKind.META_REFRESH, target, exchange.request.url) if target else None


def by_script(exchange: Exchange) -> Onward | None:
    """Read `location.replace("…")` and its like in a script of a page that does nothing else.

    Not in an attribute: a button that leads somewhere waits for its reader.
    """
    if len(exchange.body) > SMALL_PAGE:
        return None
    _markup, scripts = _parted(_page_head(exchange))
    match = SCRIPT.search(scripts)
    return from_page(HopKind.JAVASCRIPT, _unescape(match[2]), exchange.request.url) if match else None


def by_door(exchange: Exchange) -> Onward | None:
    """Read the target that a known shortener shows on a page before it."""
    row = shortener_of(exchange.request.url)
    if row is None or exchange.status is None or not 200 <= exchange.status < 300:
        return None
    named = exchange.header(row.door_header) if row.door_header else None
    if named:
        return from_header(HopKind.INTERSTITIAL, named, exchange.request.url)
    if not row.doors or not _is_page(exchange):
        return None
    tree = LexborHTMLParser(exchange.body[:DOOR_BYTES].decode("utf-8", "replace"))
    host = urlsplit(exchange.request.url).hostname or ""
    shown = (_behind(tree, door, host) for door in row.doors)
    target = next((one for one in shown if one), None)
    return from_page(HopKind.INTERSTITIAL, target, exchange.request.url) if target else None


SIGNS: tuple[tuple[str, Callable[[Exchange], Onward | None]], ...] = (
    ("location", by_location),
    ("interstitial", by_door),
    ("refresh-header", by_refresh_header),
    ("meta-refresh", by_meta_refresh),
    ("javascript", by_script),
)
"""The signs that an answer leads on, the most reliable first."""


def canonical(exchange: Exchange) -> str | None:
    """Return what a page calls its own address, verbatim: `Link` (RFC 8288), else `<link rel=canonical>`."""
    linked = (CANONICAL_LINK.search(value) for name, value in exchange.headers if name.lower() == "link")
    named = next((found[1] for found in linked if found), None)
    if named:
        return named
    tags = (
        tag for tag in _tags(exchange, LINK, "canonical") if "canonical" in tag.get("rel", "").lower().split()
    )
    return next((href for tag in tags if (href := tag.get("href", "").strip())), None)


HIDDEN = re.compile(r"<!--.*?(?:-->|\Z)|<script\b[^<>]{0,500}>(.*?)(?:</script|\Z)", re.I | re.S)
"""A comment or a script, whichever begins first: either may hold the other's signs (WHATWG HTML 13.2.5)."""
MOST_TAGS = 50
META = re.compile(r"<meta\b[^<>]{1,2000}>", re.I)
LINK = re.compile(r"<link\b[^<>]{1,4000}>", re.I)
CANONICAL_LINK = re.compile(r"<([^<>\s]{1,4000})>\s{0,9};\s{0,9}rel\s{0,9}=\s{0,9}\"?canonical\b", re.I)
REFRESH = re.compile(r"\s*([0-9.]{0,10})\s*[;,]?\s*(?:url\s*=\s*)?(['\"]?)(.*)", re.I | re.S)
SCRIPT = re.compile(
    r"""\blocation(?:\.href)?\s{0,9}(?:=|\.(?:replace|assign)\()\s{0,9}(["'])([^"'<>\s]{1,4000})\1""", re.I
)
ESCAPES = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))")


def _is_page(exchange: Exchange) -> bool:
    return "html" in (exchange.header("Content-Type") or "text/html").lower()


def _page_head(exchange: Exchange) -> str:
    return exchange.body[:HEAD_BYTES].decode("utf-8", "replace") if _is_page(exchange) else ""


def _parted(page: str) -> tuple[str, str]:
    """Part a page into its markup and its scripts, each without what stands in comments."""
    scripts = "\n".join(found[1] for found in HIDDEN.finditer(page) if found[1])
    return HIDDEN.sub(" ", page), scripts


def _tags(exchange: Exchange, form: re.Pattern[str], word: str) -> list[dict[str, str]]:
    """Return the attributes of the first tags of a form that hold a word."""
    markup, _scripts = _parted(_page_head(exchange))
    named = [tag for tag in form.findall(markup) if word in tag.lower()][:MOST_TAGS]
    if not named:
        return []
    from bs4 import BeautifulSoup

    return [
        {
            name: " ".join(value) if isinstance(value, list) else str(value)
            for name, value in tag.attrs.items()
        }
        for tag in BeautifulSoup("".join(named), "lxml").find_all(["meta", "link"])
    ]


def _refresh(value: str) -> str | None:
    """Return the target of a refresh, verbatim; None where it only reloads, or leads on after a long time."""
    match = REFRESH.match(value)
    if not match or not match[3].strip():
        return None
    delay = float(match[1]) if re.fullmatch(r"[0-9]+(?:\.[0-9]*)?", match[1]) else 0.0
    target = match[3].split(match[2])[0] if match[2] else match[3]
    return target.strip() if delay <= LONGEST_DELAY else None


def _unescape(text: str) -> str:
    def one(match: re.Match[str]) -> str:
        code = match[1] or match[2]
        return chr(int(code, 16)) if code else str(match[3])

    # A character beyond the first 65,536 is escaped as the two halves of a pair (ECMA-262, 12.9.4).
    return ESCAPES.sub(one, text).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _behind(tree: LexborHTMLParser, door: Door, host: str) -> str | None:
    found = tree.css(door.selector)
    if door.alone:
        shown = {target for node in found if (target := _shown(node, host))}
        return shown.pop() if len(shown) == 1 else None
    named = ((node.attributes.get(door.attribute) if door.attribute else node.text()) for node in found)
    return next((one.strip() for one in named if one and one.strip()), None)


def _shown(node: LexborNode, host: str) -> str | None:
    """Return the target of a link that is written out in full and leads to another host."""
    target = (node.attributes.get("href") or "").strip()
    try:
        there = urlsplit(target).hostname
    except ValueError:
        return None
    return target if there and there != host and node.text().strip() == target else None


# --- From a target to a place ---------------------------------------------------------------------

AUTHORITY = re.compile(r"[\x00-\x20]*(?:https?:)?([/\\]{2,})([^/?#]*)", re.I)
DIFFERING = re.compile(r"[\\\x00-\x20\x7f]|%00")
"""In an authority: what RFC 3986 and WHATWG read differently (Orange Tsai, Black Hat USA 2017)."""
BLANKS = re.compile(r"[\t\n\r]|\A[\x00-\x20]|[\x00-\x20]\Z")


def from_header(kind: HopKind, target: str, base: str, notes: tuple[str, ...] = ()) -> Onward:
    """Read a header's target: bytes that are no ASCII are escaped one by one, as Chromium does."""
    escaped = re.sub(r"[\x80-\xff]", lambda byte: f"%{ord(byte[0]):02X}", target)
    return _placed(kind, target, escaped, base, notes)


def from_page(kind: HopKind, target: str, base: str) -> Onward:
    """Read a target that stands in text."""
    return _placed(kind, target, target, base, ())


def _placed(kind: HopKind, verbatim: str, target: str, base: str, notes: tuple[str, ...]) -> Onward:
    if ambiguous(target):
        return Onward(kind, verbatim, None, (*notes, "ambiguous-authority"))
    joined = absolute_url(target, base)
    if joined is None:
        return Onward(kind, verbatim, None, notes)
    url = without_userinfo(joined)
    seen = {
        "relative": re.match(r"[\x00-\x20]*[a-z][a-z0-9+.-]*:", target, re.I) is None,
        "blanks-removed": BLANKS.search(target) is not None,
        "userinfo-removed": url != joined,
        "international-host": re.match(r"https?://(?:[^/]*\.)?xn--", url) is not None,
        "https-upgrade": base.startswith("http:") and url.partition("#")[0] == _secure(base),
    }
    return Onward(kind, verbatim, url, (*notes, *(name for name, holds in seen.items() if holds)))


def ambiguous(target: str) -> bool:
    """Whether RFC 3986 and WHATWG, which drops tabs and line ends, see different hosts in a target."""
    seen, spelled = AUTHORITY.match(re.sub(r"[\t\n\r]", "", target)), AUTHORITY.match(target)
    if seen is None:
        return False
    return spelled is None or "\\" in seen[1] or DIFFERING.search(spelled[2]) is not None


def _secure(url: str) -> str:
    return f"https:{url.partition('#')[0].partition(':')[2]}"


def without_userinfo(url: str) -> str:
    """Leave out a user name and password: they are never sent to anybody."""
    parsed = ada_url.URL(url)
    if not parsed.username and not parsed.password:
        return url
    parsed.username = parsed.password = ""
    return str(parsed.href)
