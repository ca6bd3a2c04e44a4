"""Icons that stand for a site's own accounts, some of which lead to one of its posts: they cite nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from embedarchive.platforms import PLATFORMS
from embedarchive.platforms.urls import place
from embedarchive.stages.find.urls import post_at, written

TYPE_CHECKING = False  # as in cli/__init__.py
if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from embedarchive.stages.page import Page

SHOWN = "picture, video, iframe"
"""What makes a link without words more than an icon of a font or a drawing; so does a large picture."""
LARGEST = 64
"""Pixels that an icon is wide or high at most, by its picture's own attributes."""
MOST = 20
"""Links of a row, or what stands between them, that are looked at on each side."""
LONE = frozenset({"li", "span", "div", "p"})
"""What one icon of a row may be wrapped in."""


def is_account(page: Page, node: LexborNode) -> bool:
    """Whether a link is an icon in the page's footer, or in a row of icons where one leads to an account.

    A row in which all lead to posts shows where one thing was posted: it cites.
    """
    if not _is_icon(node):
        return False
    from embedarchive.stages.find.beside import is_beside

    return is_beside(page, node) or any(_names_account(page, other) for other in _row(node))


def _row(node: LexborNode) -> list[LexborNode]:
    """Return the other icons of the row that an icon stands in; none where a link beside it has words."""
    box = node.parent
    lone = box is not None and box.tag in LONE and next(_beside(node), None) is None
    beside = list(_beside(box if box is not None and lone else node))
    links = [link for each in beside for link in ([each] if each.tag == "a" else each.css("a"))]
    return links if len(beside) < MOST and len(links) < MOST and all(map(_is_icon, links)) else []


def _beside(node: LexborNode) -> Iterator[LexborNode]:
    """Yield the elements that stand beside a node, before it and behind it, as far as one looks."""
    for step in ("prev", "next"):
        other = getattr(node, step)
        for _ in range(2 * MOST):
            if other is None:
                break
            if other.tag[:1] not in "-_":
                yield other
            other = getattr(other, step)


def _is_icon(link: LexborNode) -> bool:
    if (link.text() or "").strip() or link.css_first(SHOWN) is not None:
        return False
    return all(_is_small(picture) for picture in link.css("img"))


def _is_small(picture: LexborNode) -> bool:
    sizes = (picture.attributes.get(name) or "" for name in ("width", "height"))
    return any(size.isdecimal() and int(size) <= LARGEST for size in sizes if len(size) < 6)


def _names_account(page: Page, link: LexborNode) -> bool:
    url = written(page.attributes(link).get("href") or "")
    where = place(url) if post_at(url) is None else None
    return where is not None and any(_is_of(where.host, site.hosts) for site in PLATFORMS.values())


def _is_of(host: str, hosts: Collection[str]) -> bool:
    """Whether a host is one of a platform's, or one of its languages' (`ma.linkedin.com`)."""
    return host in hosts or host.partition(".")[2] in hosts
