"""Lines that a page itself marks as the article's own author: they quote nobody, whatever dash they have."""

from __future__ import annotations

from embedarchive.late import regex
from embedarchive.stages.find.draft import Cover, Draft

TYPE_CHECKING = False  # as in cli/__init__.py
if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from embedarchive.stages.page import Page

MARKED = '[class*="byline" i], [class*="by-line" i], [rel~="author" i], [itemprop~="author" i]'
BYLINE = regex.compile(r"(?<![a-z])(?<!\b(?:has|no|with|without|hide|show)[-_])by-?line(?![a-z])", regex.I)
"""In a class; `has-byline` says what an element holds, not what it is."""
LONGEST = 400
"""Characters of a byline; themes name what holds an article with one after it, too."""
QUOTING = frozenset({"blockquote", "figure", "q"})
QUOTED = regex.compile(r"tweet|quote", regex.I)
"""In a class: cards of posts and pulled quotations have bylines, too. The author in one is who is quoted."""


def without_credits(lines: list[Draft], page: Page) -> list[Draft]:
    """Drop the lines that a page marks as its author's, but for those that name a post."""
    if all(line.post for line in lines):
        return lines
    quotes: dict[int, bool] = {}
    nodes = [node for node in page.select(MARKED) if _is_credit(page, node, quotes)]
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


def _is_credit(page: Page, node: LexborNode, quotes: dict[int, bool]) -> bool:
    attributes = page.attributes(node)
    related = f"{attributes.get('rel') or ''} {attributes.get('itemprop') or ''}".lower().split()
    if "author" not in related and not BYLINE.search(attributes.get("class") or ""):
        return False
    return not _is_quoted(page, node, quotes)


def _is_quoted(page: Page, node: LexborNode, quotes: dict[int, bool]) -> bool:
    """Whether an element is or stands in one that quotes; of each that was asked it is known from then on."""
    asked = []
    around: LexborNode | None = node
    while around is not None and around.mem_id not in quotes:
        asked.append(around.mem_id)
        if around.tag in QUOTING or QUOTED.search(page.attributes(around).get("class") or ""):
            quotes[around.mem_id] = True
        else:
            around = around.parent
    found = around is not None and quotes[around.mem_id]
    quotes.update(dict.fromkeys(asked, found))
    return found
