"""A parsed page: its source, its tree, its text, and where in the text an element stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from embedarchive.stages.layout import Layout


class Page:
    """A parsed page. It stays in the process that parsed it: the tree cannot be pickled."""

    __slots__ = (
        "_attributes",
        "_laid_out",
        "_mark",
        "_marked",
        "_plain",
        "_selected",
        "_tags",
        "known",
        "source",
        "tree",
    )

    def __init__(self, source: str, known: frozenset[str] | None = None) -> None:
        """Parse a decoded page. `known` are the `find.literals` that stand in it, where somebody looked."""
        self.source = source
        self.known = known
        self._plain: bytes | None = None
        self.tree = LexborHTMLParser(source)
        self._selected: dict[str, list[LexborNode]] = {}
        self._attributes: dict[int, dict[str, str | None]] = {}
        self._marked: dict[int, int] = {}
        self._mark = "data-place"
        while self._mark in source:
            self._mark += "-"
        self._tags: set[str] = set()
        self._laid_out: Layout | None = None

    def may_hold(self, literals: Iterable[str]) -> bool:
        """Whether one of some literals stands in the source; True where nobody looked."""
        return self.known is None or any(not literal or literal in self.known for literal in literals)

    @property
    def plain(self) -> bytes:
        """The source in lower case, one byte for each character, `?` for those beyond ASCII."""
        if self._plain is None:
            self._plain = self.source.encode("ascii", "replace").lower()
        return self._plain

    def around(self, literals: Iterable[str], before: int, behind: int) -> Iterator[tuple[int, int]]:
        """Yield the stretches of the source that reach so far around literals, overlapping ones as one."""
        held = [literal for literal in literals if self.may_hold((literal,))]
        places = sorted(place for literal in held for place in _places(self.plain, literal.encode()))
        stretch: tuple[int, int] | None = None
        for place in places:
            if stretch and place - before <= stretch[1]:
                stretch = stretch[0], place + behind
                continue
            if stretch:
                yield stretch
            stretch = max(0, place - before), place + behind
        if stretch:
            yield stretch

    def select(self, selector: str) -> list[LexborNode]:
        """Return the elements that a CSS selector names, in document order."""
        if selector not in self._selected:
            self._selected[selector] = self.tree.css(selector)
        return self._selected[selector]

    def attributes(self, node: LexborNode) -> dict[str, str | None]:
        """Return an element's attributes."""
        if node.mem_id not in self._attributes:
            self._attributes[node.mem_id] = node.attributes
        return self._attributes[node.mem_id]

    def note(self, nodes: Iterable[LexborNode]) -> None:
        """Have the places of elements found while the text is laid out. After that it is laid out again."""
        for node in nodes:
            if node.mem_id not in self._marked:
                number = self._marked[node.mem_id] = len(self._marked)
                node.attrs[self._mark] = str(number)
                self._tags.add(node.tag or "")
                self._laid_out = None

    @property
    def text(self) -> str:
        """What a reader sees, block by block."""
        return self._layout().text

    @property
    def comments(self) -> list[tuple[int, str]]:
        """The comments that are no part of something unseen, each with its number; see `place_of`."""
        return self._layout().comments()

    def place_of(self, comment: int) -> int:
        """Return where in `text` a comment stands."""
        return self._layout().place(comment)

    def span(self, node: LexborNode) -> tuple[int, int]:
        """Return where an element's text stands, trimmed; the place alone where it shows none."""
        self.note([node])
        start, end = self._layout().spans.get(self._marked[node.mem_id], (0, 0))
        shown = self.text[start:end]
        if not shown.strip():
            place = min(start, len(self.text))
            return place, place
        return start + len(shown) - len(shown.lstrip()), start + len(shown.rstrip())

    def markup(self, node: LexborNode) -> str:
        """Return an element's markup."""
        return re.sub(rf' {self._mark}="[0-9]+"', "", node.html or "")

    def _layout(self) -> Layout:
        if self._laid_out is None:
            root = self.tree.body or self.tree.root
            markup = (root.html if root is not None else None) or ""
            self._laid_out = Layout(markup, self._mark, self._tags)
        return self._laid_out


def _places(text: bytes, word: bytes) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def parse(source: str, known: frozenset[str] | None = None) -> Page:
    """Parse a decoded page."""
    return Page(source, known)
