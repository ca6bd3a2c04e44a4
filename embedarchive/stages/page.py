"""A parsed page: its source, its tree, its text, and where in the text an element stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from embedarchive.late import re
from embedarchive.stages import emoji
from embedarchive.stages.blanks import end_of_words
from embedarchive.stages.bounds import bounded
from embedarchive.stages.escapes import has_escaped_letters
from embedarchive.stages.layout import Layout
from embedarchive.stages.literal_places import Look, Places, every_place, lowered, places_by_search

TYPE_CHECKING = False  # as in cli/__init__.py
if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

EDGES = frozenset("\"' \t\r\n\f=>/")
"""What stands before and behind a class or an attribute's name in the source."""
MANY_NAMES = 30
"""Names of attributes that are looked for one by one."""
REACT_CLASS = ("className=", "classname=")
"""What React's programs call a class; pasted into a page as it stands it is an attribute of no meaning, and
whatever parses and writes the page has it in lower case."""
SEEN = re.compile(r"\S")


class Page:
    """A parsed page. It stays in the process that parsed it: the tree cannot be pickled."""

    __slots__ = (
        "_attributes",
        "_elements",
        "_escaped",
        "_holders",
        "_laid_out",
        "_mark",
        "_marked",
        "_near",
        "_places",
        "_plain",
        "_selected",
        "_tags",
        "_utf_8",
        "beside",
        "in_side_bar",
        "look",
        "source",
        "tree",
    )

    def __init__(self, source: str, look: Look = places_by_search, utf_8: bytes | None = None) -> None:
        """Parse a decoded page.

        `look` returns what tells where literals stand in it; `utf_8` is the source encoded, where
        somebody has it.
        """
        from selectolax.lexbor import LexborHTMLParser

        self.source = source
        self.look = look
        self._utf_8 = utf_8
        self._places: Places | None = None
        self._escaped: bool | None = None
        self._plain: str | None = None
        self._near = [0, 0]
        self._elements: dict[str, bool] = {}
        markup = bounded(source)
        self.tree = LexborHTMLParser(markup if utf_8 is None or markup is not source else utf_8)
        if emoji.SIGN in source:
            emoji.spell_out(self.tree)
        if any(name in source for name in REACT_CLASS):
            for node in self.tree.css("[classname]:not([class])"):
                node.attrs["class"] = node.attributes["classname"] or ""
        self._selected: dict[str, list[LexborNode]] = {}
        self._attributes: dict[int, dict[str, str | None]] = {}
        self._marked: dict[int, int] = {}
        # Of what nobody can have written into the page: it hangs on all of it, and on this process.
        self._mark = f"data-place-{abs(hash(source)):x}"
        self._tags: set[str] = set()
        self._laid_out: Layout | None = None
        self._holders: dict[str, set[int]] = {}
        self.beside: dict[int, tuple[bool, bool]] = {}
        self.in_side_bar: dict[int, bool] = {}
        """What `find.beside` has found of elements, by their number: each is asked once."""

    def places(self, literal: str) -> list[int]:
        """Return where one of `find.locating.literals` stands in the source, in whatever case."""
        if self._places is None:
            self._places = self.look(lowered(self.source, self._utf_8))
            self._utf_8 = None
        return self._places(literal)

    def may_hold(self, literal: str, whole: bool = False) -> bool:
        """Whether elements or attributes may have a literal in them, `whole` with nothing glued to it."""
        if self._escaped is None:
            self._escaped = has_escaped_letters(self.source, self.places)
        if not literal or self._escaped:
            return True
        places = self.places(literal)
        if places and whole:
            return any(self._is_apart(place, len(literal)) for place in places)
        return bool(places)

    def holds(self, words: str) -> bool:
        """Whether words of the text stand in the source in one piece, its entities undone."""
        if "&" not in self.source:
            return self._stands(words, False)  # nothing to undo
        escaped = "&" in words  # in the source it is mostly `&amp;`
        return self._stands(words, escaped) or self._stands(words, not escaped)

    def _stands(self, words: str, plain: bool) -> bool:
        """Look behind the last words that were found first: a text has the order of its source."""
        if plain and self._plain is None:
            import html

            self._plain = html.unescape(self.source)
        source = self._plain if plain and self._plain is not None else self.source
        at = source.find(words, self._near[plain])
        at = source.find(words, 0, self._near[plain] + len(words)) if at < 0 else at
        self._near[plain] = at if at >= 0 else self._near[plain]
        return at >= 0

    def _is_apart(self, place: int, length: int) -> bool:
        edges = self.source[place - 1 : place], self.source[place + length : place + length + 1]
        return all(edge in EDGES for edge in edges)

    def is_element(self, tag: str, place: int) -> bool:
        """Whether a tag whose name stands somewhere in the source is an element of the tree.

        Nobody knows where the tree's elements come from; but if there are as many as the source has tags, in
        scripts, comments and attributes too, then each tag is one of them.
        """
        if tag not in self._elements:
            written = sum(self.source[at - 1 : at] == "<" for at in self.places(tag))
            self._elements[tag] = written == len(self.select(tag))
        return self._elements[tag] and self.source[place - 1 : place] == "<"

    def around(self, literals: Iterable[str], before: int, behind: int) -> Iterator[tuple[int, int]]:
        """Yield the stretches of the source that reach so far around literals, overlapping ones as one."""
        stretch: tuple[int, int] | None = None
        for place in every_place(self.places, literals):
            if stretch and place - before <= stretch[1]:
                stretch = stretch[0], place + behind
                continue
            if stretch:
                yield stretch
            stretch = max(0, place - before), place + behind
        if stretch:
            yield stretch

    def select(self, selector: str) -> list[LexborNode]:
        """Return the elements that a CSS selector names, in document order; none for the empty selector."""
        if selector not in self._selected:
            nodes = self.tree.css(selector) if selector else []
            # Lexbor names an element once for each part of a list that it fits.
            once = {node.mem_id: node for node in nodes} if "," in selector else None
            self._selected[selector] = nodes if once is None else list(once.values())
        return self._selected[selector]

    def holders(self, selector: str) -> set[int]:
        """Return the numbers of the elements that a selector names, or that hold one of these."""
        if selector not in self._holders:
            self._holders[selector] = holders = set()
            for node in self.select(selector):
                around: LexborNode | None = node
                while around is not None and around.mem_id not in holders:
                    holders.add(around.mem_id)
                    around = around.parent
        return self._holders[selector]

    def with_attributes(self, names: Sequence[str]) -> Iterator[tuple[str, list[LexborNode]]]:
        """Yield names of attributes with the elements that have them."""
        if len(names) < MANY_NAMES:
            yield from ((name, self.select(f"[{name}]")) for name in names)
            return
        # A page made of names nobody knows: one look at each element, not one at all for each name.
        found: dict[str, list[LexborNode]] = {name: [] for name in names}
        for node in self.select("*"):
            for name in found.keys() & self.attributes(node).keys():
                found[name].append(node)
        yield from found.items()

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
    def end(self) -> int:
        """Where the text ends: the place of what no reader sees."""
        return len(self.text)

    @property
    def comments(self) -> list[tuple[int, str]]:
        """The comments that are no part of something unseen, each with its number; see `place_of`."""
        return self._layout().comments()

    def is_alone(self, comment: int) -> bool:
        """Whether a comment is all that its element has to show."""
        return self._layout().is_alone(comment)

    def place_of(self, comment: int) -> int:
        """Return where in `text` a comment stands."""
        return self._layout().place(comment)

    def borders(self, names: Collection[str]) -> list[tuple[int, str]]:
        """Return where in `text` tags of these names stand, in order (`Layout.borders`)."""
        return self._layout().borders(names)

    def span(self, node: LexborNode) -> tuple[int, int]:
        """Return where an element's text stands, trimmed; the place alone where it shows none."""
        self.note([node])
        start, end = self._layout().spans.get(self._marked[node.mem_id], (0, 0))
        return _trimmed(self.text, min(start, len(self.text)), end)

    def markup(self, node: LexborNode) -> str:
        """Return an element's markup."""
        first, *others = (node.html or "").split(f' {self._mark}="')
        return first + "".join(other.partition('"')[2] for other in others)

    def _layout(self) -> Layout:
        if self._laid_out is None:
            root = self.tree.body or self.tree.root
            markup = (root.html if root is not None else None) or ""
            self._laid_out = Layout(markup, self._mark, self._tags)
        return self._laid_out


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a stretch of a text without the spaces around it; of nothing but spaces, where it begins.

    Without a copy of it: of elements that stand one in the other the texts are many times the page.
    """
    first = SEEN.search(text, start, end)
    if first is None:
        return start, start
    return first.start(), end_of_words(text, first.start(), end)


def parse(source: str, look: Look = places_by_search, utf_8: bytes | None = None) -> Page:
    """Parse a decoded page."""
    return Page(source, look, utf_8)
