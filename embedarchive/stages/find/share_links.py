"""Embeds that name their post by the address made for sharing it: which post that is, only its way tells."""

from __future__ import annotations

from collections.abc import Mapping

from embedarchive.platforms.sharing import SHARING_SITES, shared_on
from embedarchive.platforms.urls import MAX_URL
from embedarchive.stages.find.urls import written

TYPE_CHECKING = False  # as in cli/__init__.py
if TYPE_CHECKING:
    from embedarchive.platforms.base import EmbedRule, Platform


def share_link(site: Platform, rule: EmbedRule, attributes: Mapping[str, str | None]) -> str | None:
    """Return the address for sharing a post of a site that an attribute of a rule holds; None without one.

    Facebook's dialog for embedding writes the post's own address; plugins and people put in what the button
    for sharing gave them, also in the query of Facebook's frame.
    """
    for name in rule.urls if site.name in SHARING_SITES else ():
        value = (attributes.get(name) or "")[: MAX_URL + 1].strip()
        address = written(site.framed(written(value))) if value else ""
        if shared_on(address) == site.name:
            return address
    return None
