"""A URL taken apart, as the rules of the platforms need it.

A URL that is written as nearly all are is taken apart here, any other by `urllib.parse`: importing that takes
a third of a start of Python.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import lru_cache
from types import MappingProxyType

from embedarchive.tuples import NamedTuple

MAX_URL = 4_000
"""Characters. A longer one is a script or a document, not the address of a post."""
BROKEN = frozenset("\t\n\r")
ODD = frozenset("\\\u212a")
"""In a host: a backslash, and the sign for kelvin, a `k` to whoever makes it lower case."""
FRONTS = ("www.", "m.", "mobile.", "amp.")
"""What sites put before their host name for another view of the same pages."""


HOST = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.")
"""What hosts are mostly made of. With anything else before the path a URL is no plain one."""


class Parts(NamedTuple):
    """What an http(s) URL is made of."""

    hostname: str
    """Lower case."""
    path: str
    """As it stands, as query and fragment do."""
    query: str
    fragment: str


class Place(NamedTuple):
    """Where a URL leads."""

    host: str
    """Lower case, without `www.`, `m.`, `mobile.` or `amp.`."""
    path: str
    """Percent-decoded."""
    asked: str
    """The query as it stands."""

    @property
    def query(self) -> Mapping[str, str]:
        """The first value of each parameter, percent-decoded."""
        return parameters(self.asked)


def place(url: str, hosts: Collection[str] | None = None) -> Place | None:
    """Take an http(s) URL apart; None for anything else, and for a host that is not among `hosts`."""
    found = _apart(url) if len(url) <= MAX_URL else None
    return None if found is None or (hosts is not None and found.host not in hosts) else found


def split(url: str) -> Parts | None:
    """Split an http(s) URL; None for anything else, and for what only looks like one.

    Browsers drop tabs and ends of lines within an address. Of 510 posts in the pages of the corpus none has
    one before its query: a gate for dumps need not look for words that are broken so (adr/0012).
    """
    url = url.strip()
    if not BROKEN.isdisjoint(url.partition("?")[0]):
        return None
    return _split_plainly(url) or _split(url)


def _split_plainly(url: str) -> Parts | None:
    """Split a URL whose scheme and host leave nothing open; None for any other."""
    scheme, _, rest = url.partition("://")
    if scheme not in ("http", "https") or not BROKEN.isdisjoint(url):
        return None
    rest, _, fragment = rest.partition("#")
    rest, _, query = rest.partition("?")
    host, slash, path = rest.partition("/")
    return Parts(host.lower(), slash + path, query, fragment) if host and HOST.issuperset(host) else None


def _split(url: str) -> Parts | None:
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme in ("http", "https") and host and ODD.isdisjoint(parts.netloc):
        return Parts(host, parts.path, parts.query, parts.fragment)
    return None


def unquoted(text: str) -> str:
    """Return a text with its percents undone, as `urllib` does, which is imported where there are any."""
    if "%" not in text:
        return text
    from urllib.parse import unquote

    return unquote(text)


@lru_cache(maxsize=256)
def _apart(url: str) -> Place | None:
    """Take a URL apart; remembered, because one platform after the other asks."""
    parts = split(url)
    host = bare_host(parts.hostname) if parts else ""
    return Place(host, unquoted(parts.path), parts.query) if parts and host else None


@lru_cache(maxsize=256)
def parameters(query: str) -> Mapping[str, str]:
    """Return the first value of each parameter of a query, percent-decoded."""
    from urllib.parse import parse_qsl

    found: dict[str, str] = {}
    for name, value in parse_qsl(query):
        found.setdefault(name, value)
    return MappingProxyType(found)


def bare_host(host: str) -> str:
    """Return a host in lower case and without what stands before it for another view."""
    host = host.lower().rstrip(".")
    front = next((each for each in FRONTS if host.startswith(each)), "")
    return host[len(front) :]
