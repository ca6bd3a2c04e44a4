"""All embeds of a page: in its markup, then as text in scripts and attributes; each post once."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator

from embedarchive.late import re
from embedarchive.stages.find.beside import is_beside
from embedarchive.stages.find.draft import Draft, Sight
from embedarchive.stages.find.embeds import sights
from embedarchive.stages.find.encoded import ENCODED_LITERALS
from embedarchive.stages.find.hidden import COMMON_TAGS, FIGURE, Window, may_embed, may_hide, windows
from embedarchive.stages.find.literals import INERT, held
from embedarchive.stages.find.merging import identity, once, shared_code
from embedarchive.stages.find.own_page import shown_by
from embedarchive.stages.find.shortcodes import shortcodes
from embedarchive.stages.find.state import stated
from embedarchive.stages.page import Page, parse

TYPE_CHECKING = False  # as in cli/__init__.py
if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

SHORTEST_EMBED = 30
"""Characters; most comments are shorter: they say where a widget begins."""
OPENS, CLOSES = "<!--", "-->"
FRAME = "iframe"
OPEN_ENDED = tuple(f"<{tag}" for tag in {tag for _, tag in COMMON_TAGS} - {FIGURE})
"""Embeds whose window has what follows in it, too: nobody looks for the end of so common a tag."""
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
        own = _own(draft)
        if draft.beside and own and own not in named:
            others.add(own)
        if own not in others:
            yield draft


def _own(draft: Draft) -> tuple[str, ...] | None:
    """Return what tells a draft's post from others; None where only its words do."""
    return identity(draft.post) if draft.post else shared_code(draft)


def _ids(seen: Iterable[Sight]) -> set[tuple[str, ...]]:
    return {own for sight in seen if (own := _own(sight.draft))}


def _fully(seen: Iterable[Sight]) -> set[str]:
    """Return the ids of posts of which there is nothing more to learn."""
    return {sight.draft.post.id for sight in seen if sight.draft.post and sight.draft.claim.name}


def _hidden(page: Page, known: set[str]) -> Iterator[Draft]:
    """Yield embeds that stand as text in comments, templates, attributes and scripts.

    Lazy loaders and consent tools keep an embed as a comment in an element that has nothing else to show
    (Lazy Load XT, Decidim). A comment beside what is shown is how authors take an embed out.
    """
    encoded = any(page.places(literal) for literal in ENCODED_LITERALS)
    inert = [(node, inside) for node, inside in _inert(page, encoded) if inside]
    page.note(node for node, _ in inert)
    taken_out = set()
    for number, comment in page.comments if may_hide(page.places) else ():
        if not (inside := _within(comment, encoded)):
            continue
        if page.is_alone(number):
            yield from _unfolded(page, inside, page.place_of(number), known, set())
        else:
            taken_out.add(comment)
    # What stands in a frame that is never closed is the rest of the source, too.
    read: set[str] = set()
    for node, inside in inert:
        beside = is_beside(page, node)
        again = read if node.tag == FRAME and not beside else set()
        for draft in _unfolded(page, inside, page.span(node)[0], set() if beside else known, again):
            yield draft._replace(beside=beside)
    written = windows(page.source, page.places, page.is_element)
    if taken_out:
        written = _outside(written, _spans(page.source, taken_out))
    yield from _unfolded(page, written, page.end, known, read)
    own = shown_by(page)
    for draft in (*shortcodes(page.source, page.places), *stated(page)):
        if draft.platform not in own:
            yield draft._replace(start=page.end, end=page.end, hidden=True)


def _spans(source: str, comments: set[str]) -> list[tuple[int, int]]:
    """Return where comments with these texts stand in a source, in order."""
    spans = []
    at = source.find(OPENS)
    while at >= 0:
        end = source.find(CLOSES, at)
        end = len(source) if end < 0 else end
        if source[at + len(OPENS) : end].strip() in comments:
            spans.append((at, end))
        at = source.find(OPENS, end)
    return spans


def _outside(found: Iterable[Window], spans: list[tuple[int, int]]) -> Iterator[Window]:
    """Leave out what begins in one of these stretches, which are in order."""
    starts = [start for start, _ in spans]
    for window in found:
        at = bisect.bisect_right(starts, window.start)
        if not (at and window.start < spans[at - 1][1]):
            yield window


def _inert(page: Page, encoded: bool) -> Iterator[tuple[LexborNode, list[Window]]]:
    """Yield the elements that are no part of the page, each with what looks like an embed in it."""
    for node in page.select(held(page, INERT)):
        yield node, _within(node.text() if node.tag == FRAME else page.markup(node), encoded)


def _within(markup: str, encoded: bool) -> list[Window]:
    """Return what looks like an embed in markup, of which most is too short or names no platform."""
    if len(markup) < SHORTEST_EMBED or not (encoded or may_embed(markup)):
        return []
    return list(windows(markup))


def _unfolded(
    page: Page, found: Iterable[Window], place: int, known: set[str], read: set[str]
) -> Iterator[Draft]:
    """Yield what stands in windows that name a post not fully known yet; of those that are alike, in one."""
    for window in found:
        ids = set(POST_ID.findall(window.markup))
        told = ids and ids <= known and not window.markup.startswith(OPEN_ENDED)
        if window.markup in read or told:
            continue
        read.add(window.markup)
        for draft, *_ in sights(parse(window.markup, page.look)):
            if draft.post and draft.claim.name:
                known.add(draft.post.id)
            yield draft._replace(start=place, end=place, hidden=True)
