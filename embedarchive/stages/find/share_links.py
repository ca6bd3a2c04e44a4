"""Embeds that name their post by the address made for sharing it: which post that is, only its way tells."""

from __future__ import annotations

from collections.abc import Mapping

from embedarchive.late import re
from embedarchive.platforms.sharing import SHARING_SITES, WORDS, shared_on
from embedarchive.platforms.urls import MAX_URL, place
from embedarchive.stages.find.urls import is_button, written

TYPE_CHECKING = False  # as in cli/__init__.py
if TYPE_CHECKING:
    from embedarchive.platforms.base import EmbedRule, Platform

IN_FRAME = "%2f"
"""What the slashes of an address are in the query of a frame's."""


def share_link(site: Platform, rule: EmbedRule, attributes: Mapping[str, str | None]) -> str | None:
    """Return the address for sharing a post of a site that an attribute of a rule holds; None without one.

    Facebook's dialog for embedding writes the post's own address; plugins and people put in what the button
    for sharing gave them, also in the query of Facebook's frame.
    """
    for name in rule.urls if site.name in SHARING_SITES else ():
        value = (attributes.get(name) or "")[: MAX_URL + 1].strip()
        lower = value.lower().replace(IN_FRAME, "/")
        if not any(word in lower for word in WORDS):
            continue
        for url in (value, _framed(site, value)):
            address = written(url) if url and not is_button(url) else ""
            if address and shared_on(address) == site.name:
                return address
    return None


def _framed(site: Platform, url: str) -> str | None:
    """Return the address of the post that a site's own frame is given; None for every other address."""
    where = place(written(url)) if site.frame and re.compile(site.frame, re.I).search(url) else None
    return where.query.get("href") if where else None
