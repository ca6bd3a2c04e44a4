"""Footers that are a card's, not the page's: all they hold is the line that names a post's author and day."""

from __future__ import annotations

from embedarchive.stages.find.attributions import attributions
from embedarchive.stages.find.own_links import own_url
from embedarchive.stages.find.urls import written
from embedarchive.stages.layout import UNSEEN

TYPE_CHECKING = False  # as in cli/__init__.py
if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

MOST_NODES, LONGEST = 40, 300
"""Elements, and characters, of an element that is no more than such a line."""
LONGEST_HOUR = 20
"""Characters behind the day."""


def is_signature(node: LexborNode) -> bool:
    """Whether an element is an attribution line, with a link to its author's post of that day."""
    seen = _shown(node)
    if seen is None:
        return False
    text, links = seen
    line = next(iter(attributions(text)), None)
    if line is None or line.start or line.date is None or len(text) - line.end > LONGEST_HOUR:
        return False
    day = line.date.date
    return day is not None and any(own_url(written(link), line.handle, day) for link in links)


def _shown(root: LexborNode) -> tuple[str, list[str]] | None:
    """Return the text of an element in one line, and the addresses of its links; None where it has more."""
    waiting = list(reversed([*root.iter(include_text=True)]))
    text: list[str] = []
    links: list[str] = []
    for _ in range(MOST_NODES):
        if not waiting:
            return " ".join("".join(text).split()), links
        node = waiting.pop()
        tag = node.tag or ""
        if tag == "-text":
            text.append((node.text_content or "")[: LONGEST + 1])
        elif tag not in UNSEEN:
            links += [node.attributes.get("href") or ""] if tag == "a" else []
            waiting += reversed([*node.iter(include_text=True)])
        if sum(map(len, text)) > LONGEST or len(waiting) > MOST_NODES:
            return None
    return None
