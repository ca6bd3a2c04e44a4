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
    around, outside = node.parent, False
    while around is not None and around.tag not in ("body", "html"):
        said = page.attributes(around)
        if SIDE.search(f"{said.get('class') or ''} {said.get('id') or ''}"):
            return True
        if around.tag in ARTICLE:
            return False
        outside = outside or around.tag in AROUND_PAGES
        around = around.parent
    return outside


def in_side_bar(node: LexborNode) -> bool:
    """Whether an element that names a post only by a link in it stands where links are no citations."""
    around: LexborNode | None = node
    while around is not None and around.tag not in ("body", "html"):
        attributes = around.attributes
        said = f"{around.tag} {attributes.get('class') or ''} {attributes.get('id') or ''}"
        if SIDE_BAR.search(said):
            return around.css_first(HOLDS_ARTICLE) is None
        if around.tag in ARTICLE:
            return False
        around = around.parent
    return False
