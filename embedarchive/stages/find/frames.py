"""Frames whose address waits in an attribute of any name, for scrolling or for consent."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from embedarchive.late import regex
from embedarchive.platforms import PLATFORMS
from embedarchive.platforms.forms import LATER
from embedarchive.records import MentionKind
from embedarchive.stages.find.attributes import attribute_at
from embedarchive.stages.find.draft import Draft, Sight
from embedarchive.stages.find.literals import DRAWN, FRAMES, held
from embedarchive.stages.find.urls import post_at, written

TYPE_CHECKING = False  # as in cli/__init__.py
if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from embedarchive.records import PostRef
    from embedarchive.stages.page import Page

LONGEST_DRAWN = 4_000
"""Characters of a `srcdoc` that is a picture and a link to press; archives keep whole pages in it."""
LONGEST = 150
"""Characters of an address before and behind one of `FRAMES`."""
KNOWN = frozenset({"src", "href", "content", "data-href", "value", "action", "onclick", "srcdoc", *LATER})
"""Attributes of other rules, and those in which a frame's address is no frame's."""
NO_FRAMES = frozenset(
    {"a", "meta", "link", "script", "input", "button", "form", "li", "img", "source", "html", "body"}
)


@cache
def address() -> regex.Pattern[str]:
    """Return what the address of a frame that shows a post looks like; asking imports all platforms."""
    any_ = "|".join(site.frame for site in PLATFORMS.values() if site.frame)
    return regex.compile(rf"//(?:[a-z0-9-]{{1,40}}\.){{0,2}}(?:{any_})", regex.I)


@cache
def shown() -> regex.Pattern[str]:
    """Return what the whole of such an address looks like."""
    return regex.compile(rf"(?:https?:)?{address().pattern}[^\s\"'<>]{{0,300}}", regex.I)


def waiting(page: Page) -> Iterator[Sight]:
    """Yield posts whose frame's address stands in an attribute that no rule names."""
    for name, nodes in page.with_attributes(tuple(_names(page))):
        for node in nodes:
            value = written(page.attributes(node).get(name) or "")
            shows = (node.tag or "") not in NO_FRAMES and address().search(value)
            post = post_at(value) if shows else None
            if post:
                yield _sight(post, node)


def drawn(page: Page) -> Iterator[Sight]:
    """Yield posts that a frame shows when the picture in its `srcdoc` is pressed, where it has no `src`."""
    for node in page.select(held(page, DRAWN)):
        value = page.attributes(node).get("srcdoc") or ""
        if len(value) <= LONGEST_DRAWN:
            named = {post.id: post for each in shown().findall(value) if (post := post_at(each))}
            if len(named) == 1:
                yield _sight(next(iter(named.values())), node)


def _sight(post: PostRef, node: LexborNode) -> Sight:
    return Sight(Draft(post.platform, MentionKind.EMBED, "frame-in-attribute", 0, 0, post=post), node)


def _names(page: Page) -> dict[str, None]:
    """Return the names of the attributes that hold the address of a frame somewhere in the page."""
    source = page.source
    names: dict[str, None] = {}
    for sign in FRAMES:
        behind = 0
        for at in page.places(sign):
            if at < behind:
                continue
            found = address().search(source, max(0, at - LONGEST), at + len(sign) + LONGEST)
            name = attribute_at(source, found.start()) if found else ""
            if name and name not in KNOWN:
                names[name] = None
            behind = found.end() if found else at
    return names
