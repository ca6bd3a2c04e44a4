"""What stands beside an article: page footers, walls of somebody's latest posts. They cite nothing.

A single post in a side bar is a mention: somebody has put it there, and what is not found exists for nobody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from embedarchive.late import regex

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from embedarchive.stages.page import Page

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
SIDE_BAR = regex.compile(r"^(?:aside|nav|footer|header)\b|side-?bar|widget-area|timeline|\bfooter\b", regex.I)
HOLDS_ARTICLE = "main, h1"
"""Themes name what holds article and side bar after both (`content-sidebar-wrap`)."""
ARTICLE = frozenset({"article", "main"})
AROUND_PAGES = frozenset({"footer", "nav"})
"""Outside an article; a header may be the article's own and hold its film, an aside its embeds."""


def is_beside(page: Page, node: LexborNode) -> bool:
    """Whether an element stands beside the article."""
    return _beside(page, node.parent)[0]


def _beside(page: Page, node: LexborNode | None) -> tuple[bool, bool]:
    """Whether what stands in an element does beside the article; and whether, if a footer lies between."""
    path: list[LexborNode] = []
    found = (False, True)
    while node is not None and node.tag not in ("body", "html"):
        if (known := page.beside.get(node.mem_id)) is not None:
            found = known
            break
        path.append(node)
        said = page.attributes(node)
        if SIDE.search(f"{said.get('class') or ''} {said.get('id') or ''}"):
            found = (True, True)
            break
        if node.tag in ARTICLE:
            found = (False, False)
            break
        node = node.parent
    for around in reversed(path):
        found = (found[1], found[1]) if around.tag in AROUND_PAGES else found
        page.beside[around.mem_id] = found
    return found


def in_side_bar(page: Page, node: LexborNode) -> bool:
    """Whether an element that names a post only by a link in it stands where links are no citations."""
    around: LexborNode | None = node
    path: list[int] = []
    found = False
    while around is not None and around.tag not in ("body", "html"):
        if (known := page.in_side_bar.get(around.mem_id)) is not None:
            found = known
            break
        path.append(around.mem_id)
        attributes = page.attributes(around)
        said = f"{around.tag} {attributes.get('class') or ''} {attributes.get('id') or ''}"
        if SIDE_BAR.search(said):
            found = around.mem_id not in page.holders(HOLDS_ARTICLE)
            break
        if around.tag in ARTICLE:
            break
        around = around.parent
    page.in_side_bar.update(dict.fromkeys(path, found))
    return found
