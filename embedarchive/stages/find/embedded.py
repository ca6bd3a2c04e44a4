"""All embeds of a page: in its markup, then as text in scripts and attributes; each post once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from embedarchive.late import re
from embedarchive.stages.find.beside import is_beside
from embedarchive.stages.find.draft import Draft, Sight
from embedarchive.stages.find.embeds import sights
from embedarchive.stages.find.hidden import ENCODED_LITERALS, Window, may_embed, may_hide, windows
from embedarchive.stages.find.literals import INERT, held
from embedarchive.stages.find.own_page import shown_by
from embedarchive.stages.find.places import identity, once
from embedarchive.stages.find.shortcodes import shortcodes
from embedarchive.stages.find.state import stated
from embedarchive.stages.page import Page, parse

TYPE_CHECKING = False  # as in cli/__init__.py
if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

SHORTEST_EMBED = 30
"""Characters; most comments are shorter: they say where a widget begins."""
POST_ID = re.compile(r"/status(?:es)?/([0-9]{1,19})")


def embedded(page: Page) -> list[Draft]:
    """Return the embeds of a page."""
    drafts = list(_in_page(page))
    return once(drafts, page.text)


def _in_page(page: Page) -> Iterator[Draft]:
    """Yield a page's embeds: those in its markup, then those that stand in it as text."""
    seen = [(sight, is_beside(page, sight.node)) for sight in sights(page)]
    page.note(sight.node for sight, _ in seen)
    shown = [sight for sight, beside in seen if not beside]
    for sight, beside in seen:
        yield sight.placed(page)._replace(beside=beside)
    # Where the page's source is read as text, the posts beside the article are seen once more.
    named = _ids(shown)
    others = _ids(sight for sight, beside in seen if beside) - named
    for draft in _hidden(page, _fully(shown)):
        own = identity(draft.post) if draft.post else None
        if draft.beside and own and own not in named:
            others.add(own)
        if own not in others:
            yield draft


def _ids(seen: Iterable[Sight]) -> set[tuple[str, str, str]]:
    return {identity(sight.draft.post) for sight in seen if sight.draft.post}


def _fully(seen: Iterable[Sight]) -> set[str]:
    """Return the ids of posts of which there is nothing more to learn."""
    return {sight.draft.post.id for sight in seen if sight.draft.post and sight.draft.claim.name}


def _hidden(page: Page, known: set[str]) -> Iterator[Draft]:
    """Yield embeds that stand as text in comments, templates, attributes and scripts."""
    inert = [(node, list(windows(_inner(page, node)))) for node in page.select(held(page, INERT))]
    inert = [(node, inside) for node, inside in inert if inside]
    page.note(node for node, _ in inert)
    encoded = any(page.places(literal) for literal in ENCODED_LITERALS)
    for number, comment in page.comments if may_hide(page.places) else ():
        if len(comment) < SHORTEST_EMBED or not (encoded or may_embed(comment)):
            continue
        if inside := list(windows(comment)):
            yield from _unfolded(page, inside, page.place_of(number), known)
    for node, inside in inert:
        beside = is_beside(page, node)
        for draft in _unfolded(page, inside, page.span(node)[0], set() if beside else known):
            yield draft._replace(beside=beside)
    yield from _unfolded(page, windows(page.source, page.places, page.is_element), page.end, known)
    own = shown_by(page)
    for draft in (*shortcodes(page.source, page.places), *stated(page)):
        if draft.platform not in own:
            yield draft._replace(start=page.end, end=page.end, hidden=True)


def _inner(page: Page, node: LexborNode) -> str:
    """Return the markup in which an element that is no part of the page may hold embeds."""
    return node.text() if node.tag == "iframe" else page.markup(node)


def _unfolded(page: Page, found: Iterable[Window], place: int, known: set[str]) -> Iterator[Draft]:
    """Yield what stands in windows that name a post not fully known yet."""
    for window in found:
        ids = set(POST_ID.findall(window.markup))
        if ids and ids <= known:
            continue
        for draft, *_ in sights(parse(window.markup, page.look)):
            if draft.post and draft.claim.name:
                known.add(draft.post.id)
            yield draft._replace(start=place, end=place, hidden=True)
