"""What stands beside an article: page footers, walls of somebody's latest posts. They cite nothing.

A single post in a side bar is a mention: somebody has put it there, and what is not found exists for nobody.
"""

from __future__ import annotations

from collections.abc import Callable

from embedarchive.late import regex
from embedarchive.stages.literal_places import may_hold

TYPE_CHECKING = False  # as in cli/__init__.py
if TYPE_CHECKING:
    from typing import TypeVar

    from selectolax.lexbor import LexborNode

    from embedarchive.stages.page import Page

    Found = TypeVar("Found", bool, tuple[bool, bool])

SIDE = regex.compile(
    r"(?<![\w-])(?:"
    r"footer-widgets?"
    r"|(?:site|page|global|main)[-_](?:footer|header)|colophon"
    r"|social[-_]?wall|(?:instagram|insta|twitter|tweets|social|youtube)[-_](?:feed|wall|stream)"
    r"|flockler[\w-]{0,40}|juicer-feed|sb_instagram|sbi_images|ctf-tweets|curator-feed"
    r"|(?:widget[-_])?(?:recent|latest|related)[-_](?:posts?|tweets?|videos?)"
    r")(?![\w-])",
    regex.I,
)
"""Classes and ids of WordPress themes and widgets, and of feeds that a plug-in draws (Smash Balloon,
Flockler, Juicer, Curator)."""
IN_SIDE = (
    *("footer", "header", "colophon", "wall", "feed", "stream", "flockler", "sb_instagram", "sbi_images"),
    *("ctf-tweets", "recent", "latest", "related"),
)
"""One of these stands where `SIDE` matches."""
SIDE_BAR = regex.compile(r"^(?:aside|nav|footer|header)\b|side-?bar|widget-area|timeline|\bfooter\b", regex.I)
HOLDS_ARTICLE = "main, h1"
"""Themes name what holds article and side bar after both (`content-sidebar-wrap`)."""
ARTICLE = frozenset({"article", "main"})
AROUND_PAGES = frozenset({"footer", "nav"})
"""Outside an article; a header may be the article's own and hold its film, an aside its embeds."""


def is_beside(page: Page, node: LexborNode) -> bool:
    """Whether an element stands beside the article."""

    def said(around: LexborNode) -> tuple[bool, bool] | None:
        called = _called(page, around)
        if may_hold(called, IN_SIDE) and SIDE.search(called):
            return True, True
        return (False, False) if around.tag in ARTICLE else None

    def within(around: LexborNode, found: tuple[bool, bool]) -> tuple[bool, bool]:
        return (found[1], found[1]) if around.tag in AROUND_PAGES else found

    # The second of the two: the answer if a footer lies between.
    return _inherited(page.beside, node.parent, (False, True), said, within)[0]


def in_side_bar(page: Page, node: LexborNode) -> bool:
    """Whether an element that names a post only by a link in it stands where links are no citations."""

    def said(around: LexborNode) -> bool | None:
        if SIDE_BAR.search(f"{around.tag} {_called(page, around)}"):
            return around.mem_id not in page.holders(HOLDS_ARTICLE)
        return False if around.tag in ARTICLE else None

    return _inherited(page.in_side_bar, node, False, said, lambda _around, found: found)


def _called(page: Page, node: LexborNode) -> str:
    attributes = page.attributes(node)
    return f"{attributes.get('class') or ''} {attributes.get('id') or ''}"


def _inherited(
    known: dict[int, Found],
    node: LexborNode | None,
    outermost: Found,
    said: Callable[[LexborNode], Found | None],
    within: Callable[[LexborNode, Found], Found],
) -> Found:
    """Return what an element has from the nearest one round it, or itself, of which something is `said`.

    `within` tells what each on the way makes of it; `known` keeps it, so that each is asked once.
    """
    path: list[LexborNode] = []
    found = outermost
    while node is not None and node.tag not in ("body", "html"):
        if (before := known.get(node.mem_id)) is not None:
            found = before
            break
        path.append(node)
        if (own := said(node)) is not None:
            found = own
            break
        node = node.parent
    for around in reversed(path):
        found = known[around.mem_id] = within(around, found)
    return found
