"""X's own short links, t.co, pic.twitter.com and pic.x.com: apart from all else that is known of X, because
an article that was flattened holds nothing else of it."""

from __future__ import annotations

from embedarchive.late import re
from embedarchive.platforms.urls import split

NAME = "twitter"
"""What X is called here."""
SHORT_HOSTS = frozenset({"t.co", "pic.twitter.com", "pic.x.com"})
LONGEST_SLUG = 40
"""twitter-text's `MAX_TCO_SLUG_LENGTH`."""
TCO_SLUG = re.compile(rf"/([A-Za-z0-9]{{1,{LONGEST_SLUG}}})/?\Z")


def tco_slug(url: str) -> str | None:
    """Return the case-sensitive slug of a t.co, pic.twitter.com or pic.x.com link."""
    scheme, _, rest = url.partition("://")
    host, _, slug = rest.partition("/")
    if host in SHORT_HOSTS and scheme in ("http", "https") and slug.isascii() and slug.isalnum():
        return slug if len(slug) <= LONGEST_SLUG else None  # written plainly, as nearly all are
    lower = url.lower()
    parts = split(url) if any(host in lower for host in SHORT_HOSTS) else None
    match = TCO_SLUG.match(parts.path) if parts and parts.hostname in SHORT_HOSTS else None
    return match[1] if match else None
