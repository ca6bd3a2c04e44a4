"""Lines that a page itself marks as the article's own author: they quote nobody, whatever dash they have."""

from __future__ import annotations

from embedarchive.late import regex
from embedarchive.stages.find.draft import Cover, Draft

TYPE_CHECKING = False  # as in cli/__init__.py
if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from embedarchive.stages.page import Page

MARKED = '[class*="byline" i], [class*="by-line" i], [rel~="author" i], [itemprop~="author" i]'
BYLINE = regex.compile(r"(?<![a-z])by-?line(?![a-z])", regex.I)
LONGEST = 400
"""Characters of a byline; themes name what holds an article with one after it, too."""
QUOTING = frozenset({"blockquote", "figure"})
"""The author in one of them is who is quoted."""


def without_credits(lines: list[Draft], page: Page) -> list[Draft]:
    """Drop the lines that a page marks as its author's, but for those that name a post."""
    if all(line.post for line in lines):
        return lines
    nodes = [node for node in page.select(MARKED) if _is_credit(page, node)]
    if not nodes:
        return lines
    page.note(nodes)
    spans = (page.span(node) for node in nodes)
    any_line = lines[0]._replace(places=())
    marked = Cover(any_line._replace(start=at, end=end) for at, end in spans if end - at <= LONGEST)
    return [line for line in lines if line.post or not marked.holds(*_signature(line, page))]


def _signature(line: Draft, page: Page) -> tuple[int, int]:
    """Return where the handle of a line stands."""
    at = page.text.find(line.claim.handle or "", line.signed, line.end)
    return at, at + 1


def _is_credit(page: Page, node: LexborNode) -> bool:
    attributes = page.attributes(node)
    related = f"{attributes.get('rel') or ''} {attributes.get('itemprop') or ''}".lower().split()
    if "author" not in related and not BYLINE.search(attributes.get("class") or ""):
        return False
    around = node.parent
    while around is not None and around.tag not in QUOTING:
        around = around.parent
    return around is None
