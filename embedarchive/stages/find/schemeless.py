"""Addresses of posts as people type and pages show them: without `https:`, or without `https://`."""

from __future__ import annotations

from collections.abc import Iterator

from embedarchive.late import re
from embedarchive.platforms import SITES, shortest
from embedarchive.platforms.sharing import SHARED
from embedarchive.stages.blanks import WHITE

NOT_BELIEVED = frozenset({"redd.it"})
"""Too short a word."""
HOSTS = shortest(
    *(f"{host}/" for hosts in (*SITES.values(), SHARED) for host in hosts if host not in NOT_BELIEVED)
)
"""Ends of the hosts that name the site by themselves; before one may stand another view's name (`www.`,
`m.`, `fx`). Mastodon's have no host in common."""
IN_HOST = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-")
NOT_BEFORE = frozenset("_/:@%=&?+~")
"""What an address that goes on, a mail's or a path's, has before what looks like a host."""
LONGEST_FRONT = 20
REST = re.compile(rf"[^{WHITE}<>\"'`\\^{{}}|()\[\]\u2026]{{4,400}}")
"""As far as `prose.URL` goes behind a host."""


def stretches(text: str) -> Iterator[tuple[int, int]]:
    """Yield where addresses without a scheme stand, in order of hosts: start and end in characters.

    A stretch ends where an address must end at the latest: before a space, a quote or a bracket. Two slashes
    before the host belong to it (RFC 3986, 4.2: a reference without a scheme).
    """
    lower = text.replace("İ", "_").lower()  # it alone is two characters in lower case
    for host in HOSTS:
        at = lower.find(host)
        while at >= 0:
            start, behind = _start(text, at), at + len(host)
            if start is not None and (rest := REST.match(text, behind)):
                yield start, rest.end()
            at = lower.find(host, behind)


def begins_bare(text: str) -> bool:
    """Whether a text begins with a host that names a site, as what is typed into a field does."""
    host, slash, _ = text.partition("/")
    return bool(slash) and IN_HOST.issuperset(host) and f"{host}/".lower().endswith(HOSTS)


def absolute(text: str) -> str | None:
    """Return the absolute address that a text is without its scheme; None for any other text."""
    found = next(stretches(text), None)
    return f"https://{text.removeprefix('//')}" if found == (0, len(text)) else None


def _start(text: str, at: int) -> int | None:
    """Return where the address begins; None where it has a scheme, or is part of another one."""
    start, least = at, max(0, at - LONGEST_FRONT)
    while start > least and text[start - 1] in IN_HOST:
        start -= 1
    before = text[max(0, start - 3) : start]
    if before.endswith("//"):
        start -= 2
        before = before[:-2]
    return None if before and (before[-1] in NOT_BEFORE or before[-1] in IN_HOST) else start
