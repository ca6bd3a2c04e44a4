"""The sites people embed. A new site is one module here and its name in `PLATFORMS`."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from embedarchive.platforms.base import EmbedRule, Platform, Wording
from embedarchive.platforms.bluesky import BLUESKY
from embedarchive.platforms.facebook import FACEBOOK
from embedarchive.platforms.instagram import INSTAGRAM
from embedarchive.platforms.linkedin import LINKEDIN
from embedarchive.platforms.mastodon import MASTODON
from embedarchive.platforms.reddit import REDDIT
from embedarchive.platforms.telegram import TELEGRAM
from embedarchive.platforms.threads import THREADS
from embedarchive.platforms.tiktok import TIKTOK
from embedarchive.platforms.truthsocial import TRUTHSOCIAL
from embedarchive.platforms.twitter import TWITTER
from embedarchive.platforms.youtube import YOUTUBE
from embedarchive.records import PostRef

SITES = (
    TWITTER,
    INSTAGRAM,
    FACEBOOK,
    TIKTOK,
    YOUTUBE,
    BLUESKY,
    THREADS,
    TELEGRAM,
    REDDIT,
    LINKEDIN,
    TRUTHSOCIAL,
    MASTODON,
)
"""Mastodon stands last: its servers are known by the form of their URLs, not by their names."""
PLATFORMS: Mapping[str, Platform] = MappingProxyType({site.name: site for site in SITES})


def read_url(url: str) -> PostRef | None:
    """Return the post that a URL names, on whatever platform; None where it names none."""
    posts = (site.read_url(url) for site in SITES)
    return next((post for post in posts if post), None)


def permalink(post: PostRef) -> str | None:
    """Return the canonical URL of a post; None where nothing but its id is known and that is not enough."""
    site = PLATFORMS.get(post.platform)
    return site.permalink(post) if site else None


__all__ = ["PLATFORMS", "EmbedRule", "Platform", "Wording", "permalink", "read_url"]
