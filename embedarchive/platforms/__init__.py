"""The sites people embed. A new site is one module here and its name in `PLATFORMS`."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from embedarchive.platforms.base import EmbedRule, Platform
from embedarchive.platforms.twitter import TWITTER
from embedarchive.records import PostRef

PLATFORMS: Mapping[str, Platform] = MappingProxyType({site.name: site for site in (TWITTER,)})


def read_url(url: str) -> PostRef | None:
    """Return the post that a URL names, on whatever platform; None where it names none."""
    posts = (site.read_url(url) for site in PLATFORMS.values())
    return next((post for post in posts if post), None)


def permalink(post: PostRef) -> str | None:
    """Return the canonical URL of a post; None for a platform that is not known here."""
    site = PLATFORMS.get(post.platform)
    return site.permalink(post) if site else None


__all__ = ["PLATFORMS", "EmbedRule", "Platform", "permalink", "read_url"]
