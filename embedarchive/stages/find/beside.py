"""What stands beside an article: page footers, walls of somebody's latest posts. They cite nothing.

A single post in a side bar is a mention: somebody has put it there, and what is not found exists for nobody.
"""

from __future__ import annotations

import bisect
from collections.abc import Callable, Iterable

from embedarchive.late import regex
from embedarchive.stages.find.signature import is_signature
from embedarchive.stages.literal_places import may_hold

TYPE_CHECKING = False  # as in cli/__init__.py
if TYPE_CHECKING:
    from typing import TypeVar

    from selectolax.lexbor import LexborNode

    from embedarchive.stages.find.draft import Draft
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
FOOTER = "footer"
"""An id that says the same."""
WITH_OWN_FOOTER = frozenset({"blockquote", "figure"})
"""A footer in one of them is not the page's: it says who is quoted."""
DECIDING = f"{', '.join(sorted(ARTICLE | AROUND_PAGES))}, [id={FOOTER}]"


def is_beside(page: Page, node: LexborNode) -> bool:
    """Whether an element stands beside the article."""
    return _is_within(page, node.parent)


def _is_within(page: Page, node: LexborNode | None) -> bool:
    """Whether what an element holds stands beside the article."""

    def said(around: LexborNode) -> tuple[bool, bool] | None:
        if _is_named_so(page, around):
            return True, True
        return (False, False) if around.tag in ARTICLE else None

    def within(around: LexborNode, found: tuple[bool, bool]) -> tuple[bool, bool]:
        if around.tag in WITH_OWN_FOOTER:
            return found[0], found[0]
        is_footer = around.tag in AROUND_PAGES or page.attributes(around).get("id") == FOOTER
        return (found[1], found[1]) if is_footer and not _is_cards(around) else found

    # The second of the two: the answer if a footer lies between.
    return _inherited(page.beside, node, (False, True), said, within)[0]


def _is_cards(footer: LexborNode) -> bool:
    """Whether a footer is a card's, of which it has the line that names the author."""
    return footer.tag == FOOTER and is_signature(footer)


def _is_named_so(page: Page, node: LexborNode) -> bool:
    called = _called(page, node)
    return may_hold(called, IN_SIDE) and bool(SIDE.search(called))


def judged(page: Page, drafts: Iterable[Draft]) -> list[Draft]:
    """Say of drafts that were seen in a page's text whether they stand beside the article: where they end."""
    drafts = list(drafts)
    if not drafts:
        return []
    places, answers = _stretches(page)

    def is_there(draft: Draft) -> bool:
        return answers[bisect.bisect_right(places, max(draft.start, draft.end - 1)) - 1]

    return [draft._replace(beside=is_there(draft)) for draft in drafts]


def _stretches(page: Page) -> tuple[list[int], list[bool]]:
    """Return where in the text another answer begins, and the answers."""
    nodes = page.select(f"{DECIDING}, [class], [id]" if SIDE.search(page.source) else DECIDING)
    tags = ARTICLE | AROUND_PAGES
    nodes = [
        node
        for node in nodes
        if node.tag in tags or page.attributes(node).get("id") == FOOTER or _is_named_so(page, node)
    ]
    page.note(nodes)
    places, answers = [-1], [False]
    around: list[tuple[int, bool]] = [(page.end + 1, False)]
    spans = [(*page.span(node), number) for number, node in enumerate(nodes)]
    for start, end, number in sorted(spans, key=lambda span: (span[0], -span[1], span[2])):
        while around[-1][0] <= start:
            places.append(around.pop()[0])
            answers.append(around[-1][1])
        if end > start:
            around.append((end, _is_within(page, nodes[number])))
            places.append(start)
            answers.append(around[-1][1])
    while len(around) > 1:
        places.append(around.pop()[0])
        answers.append(around[-1][1])
    return places, answers


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
