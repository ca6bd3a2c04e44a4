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
KNOWN = frozenset({"src", "href", "content", "data-href", "value", "action", "srcdoc"})
"""Attributes of other rules, and those in which a frame's address is no frame's. `LATER` is read by other
rules, but not where something is pressed."""
NO_FRAMES = frozenset({"meta", "link", "script", "input", "form", "li", "img", "source", "html", "body"})
PRESSED = frozenset({"a", "button"})
"""What hands a frame's address to a script when pressed: to show the frame, or to copy or share it."""
HANDED_ON = regex.compile(r"share|copy|clip|\bdata-embed", regex.I)


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
            tag = node.tag or ""
            unread = tag not in NO_FRAMES and (tag in PRESSED or name not in LATER)
            if not (unread and address().search(value)) or _is_handed_on(page, node, name, value):
                continue
            post = _only_one(value) if name == "onclick" else post_at(value)
            if post:
                yield _sight(post, node)


def _is_handed_on(page: Page, node: LexborNode, name: str, value: str) -> bool:
    """Whether a link or a button leads to the post itself, or gives its address to somebody else."""
    if node.tag not in PRESSED and name != "onclick":
        return False
    known = page.attributes(node)
    said = (name, value if name == "onclick" else "", known.get("class") or "", known.get("id") or "")
    return post_at(written(known.get("href") or "")) is not None or bool(HANDED_ON.search(" ".join(said)))


def _only_one(text: str) -> PostRef | None:
    """Return the post whose frame's address stands in a script or a page; None where there are several."""
    named = {post.id: post for each in shown().findall(text) if (post := post_at(each))}
    return next(iter(named.values())) if len(named) == 1 else None


def drawn(page: Page) -> Iterator[Sight]:
    """Yield posts that a frame shows when the picture in its `srcdoc` is pressed, where it has no `src`."""
    for node in page.select(held(page, DRAWN)):
        value = page.attributes(node).get("srcdoc") or ""
        if len(value) <= LONGEST_DRAWN and (post := _only_one(value)):
            yield _sight(post, node)


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
