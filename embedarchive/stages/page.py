"""An HTML page as its reader sees it: the text block by block, and where in it each element stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

UNSEEN = frozenset(
    {"script", "style", "noscript", "template", "textarea", "head", "svg", "math", "iframe", "object"}
    | {"select", "datalist", "audio", "video", "canvas", "title", "frameset", "dialog"}
)
"""Elements whose text is not part of what stands on the page."""
PARAGRAPHS = frozenset(
    {"p", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "table", "figure", "pre"}
    | {"section", "article", "aside", "header", "footer", "nav", "main", "form", "fieldset", "hr", "details"}
)
"""Elements set apart by an empty line."""
LINES = frozenset(
    {"div", "li", "dt", "dd", "tr", "figcaption", "address", "center", "caption", "summary", "option"}
    | {"legend", "body", "html"}
)
"""Elements that begin and end a line."""
CELLS = frozenset({"td", "th"})
KEPT_SPACES = frozenset({"pre", "listing", "xmp"})
SPACES = re.compile(r"[ \t\n\r\f]+")
MAX_DEPTH = 5_000
"""Elements nested deeper are left out of the text; no page for people comes near it."""


@dataclass(slots=True)
class Page:
    """A parsed page. It stays in the process that parsed it: the tree cannot be pickled."""

    source: str
    """The decoded page."""
    tree: LexborHTMLParser
    text: str
    spans: dict[int, tuple[int, int]] = field(default_factory=dict)
    """`mem_id` of an element: where its text begins and ends in `text`."""
    comments: tuple[tuple[int, str], ...] = ()
    """Comments, each with its place in `text`."""

    def span(self, node: LexborNode) -> tuple[int, int]:
        """Return where an element's text stands, trimmed; the place alone where it shows none."""
        around: LexborNode | None = node
        while around is not None:
            found = self.spans.get(around.mem_id)
            if found is not None:
                return self._trimmed(*found) if around is node else (found[0], found[0])
            around = around.parent
        return 0, 0

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        shown = self.text[start:end]
        if not shown.strip():
            place = min(start, len(self.text))
            return place, place
        return start + len(shown) - len(shown.lstrip()), start + len(shown.rstrip())


def parse(source: str) -> Page:
    """Parse a decoded page and lay out its text."""
    tree = LexborHTMLParser(source)
    layout = _Layout()
    root = tree.body or tree.root
    if root is not None:
        layout.walk(root)
    return Page(source, tree, "".join(layout.parts), layout.spans, tuple(layout.comments))


class _Layout:
    """Writes the text of a page while walking over its elements."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.spans: dict[int, tuple[int, int]] = {}
        self.comments: list[tuple[int, str]] = []
        self.pending = ""
        """White space that is written only if text follows."""
        self.kept = 0
        """How many open elements keep their spaces."""

    def walk(self, root: LexborNode) -> None:
        """Walk in document order without recursion: pages nest deeper than Python does."""
        opened: list[tuple[LexborNode, int]] = []
        node = self._enter(root, opened)
        while node is not None or opened:
            if node is None:
                parent, start = opened.pop()
                self._leave(parent, start)
                node = parent.next if opened or parent is not root else None
                continue
            node = self._enter(node, opened) if len(opened) < MAX_DEPTH else node.next

    def _enter(self, node: LexborNode, opened: list[tuple[LexborNode, int]]) -> LexborNode | None:
        """Take one node; return the one to go on with, or None at the end of a row of siblings."""
        tag = node.tag or ""
        if tag == "-text":
            self._write(node.text_content or "")
        elif tag == "-comment":
            self.comments.append((self.length, node.comment_content or ""))
        elif tag == "br":
            self._break("\n")
        elif tag in UNSEEN or not tag or tag[0] in "-!":
            self.spans[node.mem_id] = (self.length, self.length)
        else:
            return self._open(node, tag, opened)
        return node.next

    def _open(self, node: LexborNode, tag: str, opened: list[tuple[LexborNode, int]]) -> LexborNode | None:
        self._separate(tag)
        self.kept += tag in KEPT_SPACES
        opened.append((node, self.length))
        return node.first_child

    def _leave(self, node: LexborNode, start: int) -> None:
        tag = node.tag or ""
        self.spans[node.mem_id] = (start, self.length)
        self.kept -= tag in KEPT_SPACES
        self._separate(tag)

    def _separate(self, tag: str) -> None:
        if tag in PARAGRAPHS:
            self._break("\n\n")
        elif tag in LINES:
            self._break("\n")
        elif tag in CELLS and not self.pending:
            self.pending = " "

    def _break(self, lines: str) -> None:
        if lines == "\n" and self.pending.startswith("\n"):
            lines = "\n\n" if self.pending == "\n\n" else "\n"
        self.pending = max(self.pending.strip(" "), lines, key=len)

    def _write(self, text: str) -> None:
        words = text if self.kept else SPACES.sub(" ", text)
        if not words.strip(" ") and not self.kept:
            self.pending = self.pending or (" " if words else "")
            return
        if not self.pending.endswith("\n") and words.startswith(" "):
            self.pending = " "
        gap = self.pending if self.length else ""
        body = words if self.kept else words.strip(" ")
        self.parts += [gap, body]
        self.length += len(gap) + len(body)
        self.pending = " " if words.endswith(" ") and not self.kept else ""


def elements(page: Page, selector: str) -> Iterator[LexborNode]:
    """Yield the elements that a CSS selector names, in document order."""
    yield from page.tree.css(selector)
