"""Pages of the platforms themselves: a profile, a search, a post with its answers. They cite none of it."""

from __future__ import annotations

from collections.abc import Iterator

from embedarchive.platforms import IN_URLS, PLATFORMS
from embedarchive.platforms.urls import place
from embedarchive.stages.find.urls import post_at, written

TYPE_CHECKING = False  # as in cli/__init__.py
if TYPE_CHECKING:
    from embedarchive.stages.find.draft import Draft
    from embedarchive.stages.page import Page

CANONICAL = 'link[rel="canonical"]'


def shown_by(page: Page) -> set[str]:
    """Return the platform that shows a page: the first address it gives itself names a post or lies there."""
    first = next(iter(page.select(CANONICAL)), None)
    address = page.attributes(first).get("href") if first is not None else None
    return set(_sites_at(written(address))) if address else set()


def cited(page: Page | None, links: list[Draft]) -> list[Draft]:
    """Drop links to posts of the platform that shows a page: they are its navigation."""
    if page is None or not any(link.post for link in links):
        return links
    own = shown_by(page)
    return [link for link in links if link.post is None or link.platform not in own]


def _sites_at(address: str) -> Iterator[str]:
    """Yield the platform whose post an address names, and the one on whose host it lies."""
    if post := post_at(address):
        yield post.platform
    lower = address.lower()
    for name, words in IN_URLS.items():
        if any(word in lower for word in words) and place(address, PLATFORMS[name].hosts):
            yield name
