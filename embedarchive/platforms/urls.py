"""A URL taken apart, as the rules of the platforms need it."""

from collections.abc import Collection, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

MAX_URL = 4_000
"""Characters. A longer one is a script or a document, not the address of a post."""
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


@lru_cache(maxsize=256)
def _apart(url: str) -> Place | None:
    """Take a URL apart; remembered, because one platform after the other asks."""
    try:
        parts = urlsplit(url.strip())
        host = bare_host(parts.hostname or "")
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host or "\\" in parts.netloc:
        return None
    query: dict[str, str] = {}
    for name, value in parse_qsl(parts.query):
        query.setdefault(name, value)
    return Place(host, unquote(parts.path), MappingProxyType(query))


def bare_host(host: str) -> str:
    """Return a host in lower case and without what stands before it for another view."""
    host = host.lower().rstrip(".")
    front = next((each for each in FRONTS if host.startswith(each)), "")
    return host[len(front) :]
