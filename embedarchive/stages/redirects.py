"""Where an answer points: the signs in an exchange that its page is not the end."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qs, urldefrag, urlsplit

import ada_url
from bs4 import BeautifulSoup

from embedarchive.platforms.twitter import OWN_HOSTS, bare_host
from embedarchive.records import Exchange, HopKind

HEAD_BYTES = 65_536
"""A page that only leads on says so at its beginning."""
SMALL_PAGE = 8_192
"""A script that moves the reader on is believed only on a page that holds little else."""
LONGEST_DELAY = 30.0
"""Seconds. A meta refresh after a longer time reloads a page for a reader who stays."""


@dataclass(frozen=True, slots=True)
class Onward:
    """Where an answer points."""

    kind: HopKind
    target: str
    """Verbatim."""
    url: str | None
    """Absolute; None where `target` cannot be read as an http(s) URL."""


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


def by_location(exchange: Exchange) -> Onward | None:
    """Read `Location` of a 3xx answer."""
    if exchange.status is None or not 300 <= exchange.status < 400:
        return None
    target = exchange.header("Location")
    return _onward(HopKind.LOCATION, target, exchange.request.url) if target is not None else None


def by_refresh_header(exchange: Exchange) -> Onward | None:
    """Read the `Refresh` header, which browsers obey like a meta refresh."""
    return _refresh(HopKind.REFRESH_HEADER, exchange.header("Refresh") or "", exchange.request.url)


def by_meta_refresh(exchange: Exchange) -> Onward | None:
    """Read `<meta http-equiv=refresh>`, in noscript too, where t.co puts it."""
    markup, _scripts = _parted(_page_head(exchange))
    named = [tag for tag in META.findall(markup) if "http-equiv" in tag.lower()]
    tags = BeautifulSoup("".join(named[:MOST_METAS]), "lxml").find_all("meta") if named else []
    refreshes = (tag for tag in tags if str(tag.get("http-equiv", "")).strip().lower() == "refresh")
    steps = (
        _refresh(HopKind.META_REFRESH, str(tag.get("content", "")), exchange.request.url) for tag in refreshes
    )
    return next((step for step in steps if step), None)


def by_script(exchange: Exchange) -> Onward | None:
    """Read `location.replace("…")` and its like in a script of a page that does nothing else.

    Not in an attribute: a button that leads somewhere waits for its reader.
    """
    if len(exchange.body) > SMALL_PAGE:
        return None
    _markup, scripts = _parted(_page_head(exchange))
    match = SCRIPT.search(scripts)
    return _onward(HopKind.JAVASCRIPT, _unescape(match[2]), exchange.request.url) if match else None


SIGNS: tuple[tuple[str, Callable[[Exchange], Onward | None]], ...] = (
    ("location", by_location),
    ("refresh-header", by_refresh_header),
    ("meta-refresh", by_meta_refresh),
    ("javascript", by_script),
)
"""The signs that an answer leads on, the most reliable first."""

HIDDEN = re.compile(r"<!--.*?(?:-->|\Z)|<script\b[^<>]{0,500}>(.*?)(?:</script|\Z)", re.I | re.S)
"""A comment or a script, whichever begins first: either may hold the other's signs (WHATWG HTML 13.2.5)."""
MOST_METAS = 50
META = re.compile(r"<meta\b[^<>]{1,2000}>", re.I)
REFRESH = re.compile(r"\s*([0-9.]{0,10})\s*[;,]?\s*(?:url\s*=\s*)?(['\"]?)(.*)", re.I | re.S)
SCRIPT = re.compile(
    r"""\blocation(?:\.href)?\s{0,9}(?:=|\.(?:replace|assign)\()\s{0,9}(["'])([^"'<>\s]{1,4000})\1""", re.I
)
ESCAPES = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))")


def _page_head(exchange: Exchange) -> str:
    kind = exchange.header("Content-Type") or "text/html"
    if "html" not in kind.lower():
        return ""
    return exchange.body[:HEAD_BYTES].decode("utf-8", "replace")


def _parted(page: str) -> tuple[str, str]:
    """Part a page into its markup and its scripts, each without what stands in comments."""
    scripts = "\n".join(found[1] for found in HIDDEN.finditer(page) if found[1])
    return HIDDEN.sub(" ", page), scripts


def _refresh(kind: HopKind, value: str, base: str) -> Onward | None:
    match = REFRESH.match(value)
    if not match or not match[3].strip():
        return None
    delay = float(match[1]) if re.fullmatch(r"[0-9]+(?:\.[0-9]*)?", match[1]) else 0.0
    target = match[3].split(match[2])[0] if match[2] else match[3]
    return _onward(kind, target.strip(), base) if delay <= LONGEST_DELAY else None


def _unescape(text: str) -> str:
    def one(match: re.Match[str]) -> str:
        code = match[1] or match[2]
        return chr(int(code, 16)) if code else str(match[3])

    return ESCAPES.sub(one, text)


def _onward(kind: HopKind, target: str, base: str) -> Onward | None:
    return Onward(kind, target, absolute_url(_utf8(target), base))


def _utf8(header: str) -> str:
    """Read a header's bytes as UTF-8 where they are; servers send raw non-ASCII targets."""
    try:
        return header.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return header


def absolute_url(target: str, base: str) -> str | None:
    """Join a target to its base as browsers do (WHATWG URL); None unless it is http(s)."""
    try:
        joined = ada_url.join_url(base, target)
    except ValueError:
        return None
    return str(joined) if joined.startswith(("http://", "https://")) else None
