"""A URL taken apart, as the rules of the platforms need it.

`urllib.parse` is imported for the first URL that is taken apart: of a text with short links alone none is.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import lru_cache
from types import MappingProxyType

from embedarchive.tuples import NamedTuple

TYPE_CHECKING = False  # as in cli/__init__.py
if TYPE_CHECKING:
    from urllib.parse import SplitResult

MAX_URL = 4_000
"""Characters. A longer one is a script or a document, not the address of a post."""
BROKEN = frozenset("\t\n\r")
ODD = frozenset("\\\u212a")
"""In a host: a backslash, and the sign for kelvin, a `k` to whoever makes it lower case."""
FRONTS = ("www.", "m.", "mobile.", "amp.")
"""What sites put before their host name for another view of the same pages."""


class Place(NamedTuple):
    """Where a URL leads."""

    host: str
    """Lower case, without `www.`, `m.`, `mobile.` or `amp.`."""
    path: str
    """Percent-decoded."""
    query: Mapping[str, str]
    """The first value of each parameter, percent-decoded."""


def place(url: str, hosts: Collection[str] | None = None) -> Place | None:
    """Take an http(s) URL apart; None for anything else, and for a host that is not among `hosts`."""
    found = _apart(url) if len(url) <= MAX_URL else None
    return None if found is None or (hosts is not None and found.host not in hosts) else found


def split(url: str) -> SplitResult | None:
    """Split an http(s) URL; None for anything else, and for what only looks like one.

    Browsers drop tabs and ends of lines within an address. Of 510 posts in the pages of the corpus none has
    one before its query: a gate for dumps need not look for words that are broken so (adr/0012).
    """
    url = url.strip()
    if not BROKEN.isdisjoint(url.partition("?")[0]):
        return None
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    known = parts.scheme in ("http", "https") and host and ODD.isdisjoint(parts.netloc)
    return parts if known else None


@lru_cache(maxsize=256)
def _apart(url: str) -> Place | None:
    """Take a URL apart; remembered, because one platform after the other asks."""
    parts = split(url)
    host = bare_host(parts.hostname or "") if parts else ""
    if parts is None or not host:
        return None
    from urllib.parse import parse_qsl, unquote

    query: dict[str, str] = {}
    for name, value in parse_qsl(parts.query):
        query.setdefault(name, value)
    return Place(host, unquote(parts.path), MappingProxyType(query))


def bare_host(host: str) -> str:
    """Return a host in lower case and without what stands before it for another view."""
    host = host.lower().rstrip(".")
    front = next((each for each in FRONTS if host.startswith(each)), "")
    return host[len(front) :]
