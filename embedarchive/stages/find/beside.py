"""What stands beside an article: side bars, footers, walls of somebody's latest posts. They cite nothing."""

from __future__ import annotations

import regex
from selectolax.lexbor import LexborNode

from embedarchive.stages.page import Page

SIDE = regex.compile(
    r"(?<![\w-])(?:"
    r"(?:(?:primary|secondary|right|left|main|site|page|global|blog|sticky)[-_]?)?side[-_]?bar"
    r"(?:[-_](?:widgets?|inner|content|area|primary|secondary|wrap|wrapper|container|\d{1,2}))?"
    r"|widget-area|widgets-area|widget_[\w-]{1,60}|footer-widgets?"
    r"|(?:site|page|global|main)[-_](?:footer|header)|colophon"
    r"|social[-_]?wall|(?:instagram|insta|twitter|tweets|social|youtube)[-_](?:feed|wall|stream)"
    r"|flockler[\w-]{0,40}|juicer-feed|sb_instagram|sbi_images|ctf-tweets|curator-feed"
    r"|(?:recent|latest|related)[-_](?:posts?|tweets?|videos?)"
    r")(?![\w-])",
    regex.I,
)
"""Classes and ids of WordPress themes and widgets, and of feeds that a plug-in draws (Smash Balloon,
Flockler, Juicer, Curator). `no-sidebar` and `has-sidebar` name a page's layout, not a side bar."""
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
