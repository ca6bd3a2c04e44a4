"""X's own short links, t.co, pic.twitter.com and pic.x.com: apart from all else that is known of X, because
an article that was flattened holds nothing else of it."""

from __future__ import annotations

from embedarchive.late import re
from embedarchive.platforms.urls import split

NAME = "twitter"
"""What X is called here."""
SHORT_HOSTS = frozenset({"t.co", "pic.twitter.com", "pic.x.com"})
TCO_SLUG = re.compile(r"/([A-Za-z0-9]{1,40})/?\Z")
"""Forty characters are twitter-text's `MAX_TCO_SLUG_LENGTH`."""


def tco_slug(url: str) -> str | None:
    """Return the case-sensitive slug of a t.co, pic.twitter.com or pic.x.com link."""
    parts = split(url)
    match = TCO_SLUG.match(parts.path) if parts and parts.hostname in SHORT_HOSTS else None
    return match[1] if match else None
