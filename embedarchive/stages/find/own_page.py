"""Pages of the platforms themselves: a post with its answers, a profile, a search. They cite none of it."""

from __future__ import annotations

from collections.abc import Iterator

from embedarchive.platforms import PLATFORMS, SITES
from embedarchive.platforms.urls import place
from embedarchive.stages.find.urls import post_at

TYPE_CHECKING = False  # as in cli/__init__.py
if TYPE_CHECKING:
    from embedarchive.stages.page import Page

CANONICAL = 'link[rel="canonical"]'


def shown_by(page: Page) -> set[str]:
    """Return the platform that shows a page: the address it gives itself names a post, or lies there."""
    addresses = (page.attributes(node).get("href") or "" for node in page.select(CANONICAL))
    return {name for address in addresses for name in _sites_at(address)}


def _sites_at(address: str) -> Iterator[str]:
    """Yield the platform whose post an address names, and the one on whose host it lies."""
    if post := post_at(address):
        yield post.platform
    lower = address.lower()
    for name, words in SITES.items():
        if any(word in lower for word in words) and place(address, PLATFORMS[name].hosts):
            yield name
