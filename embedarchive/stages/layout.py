"""The text of a page as its reader sees it, laid out from what Lexbor serialises.

Serialised markup is regular: each `<` of a text or an attribute is escaped, each element but the void ones is
closed. So one pattern cuts it into tags and texts, and breaks and spaces between words are joined in one
pass; walking over the nodes of the tree one by one took ten times as long.
"""

from __future__ import annotations

import bisect
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import repeat

from embedarchive.late import re

UNSEEN = frozenset(
    {"script", "style", "noscript", "template", "textarea", "head", "svg", "math", "iframe", "object"}
    | {"select", "datalist", "audio", "video", "canvas", "title", "frameset", "dialog"}
)
"""Elements whose text is not part of what stands on the page."""
AROUND_NOTHING = frozenset({"noscript", "template"})
NOTHING = frozenset({"!--", "script", "style", "link", "meta"})
"""Tags, and elements that are one (`WHOLE`), that show nothing; the others have theirs within."""
MOST_NOTHING = 100
"""Tags that are passed over at most to see what stands next to a comment: a page may be a row of comments."""
AFTER_NAME = re.compile(r"[ >]")
PARAGRAPHS = frozenset(
    {"p", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "table", "figure", "pre"}
    | {"section", "article", "aside", "header", "footer", "nav", "main", "form", "fieldset", "hr", "details"}
)
"""Elements set apart by an empty line."""
LINES = frozenset(
    {"div", "li", "dt", "dd", "tr", "figcaption", "address", "center", "caption", "summary", "option"}
    | {"legend", "body", "html", "br"}
)
"""Elements that begin and end a line."""
CELLS = frozenset({"td", "th"})
KEPT_SPACES = frozenset({"pre", "listing"})

UNESCAPED = ("script", "style", "iframe")
SHOWN_UNESCAPED = ("xmp", "plaintext", "noembed", "noframes")
"""Elements whose text is not escaped (https://html.spec.whatwg.org/multipage/parsing.html, "Serializing HTML
fragments")."""
WHOLE = "|".join(
    rf"{name}(?=[ >])[^>]*>[^<]*(?:<(?!/{name}>)[^<]*)*(?=</{name}>)"
    for name in (*UNESCAPED, *SHOWN_UNESCAPED)
)
TAG = re.compile(rf"<(!--[^-]*(?:-(?!->)[^-]*)*|{WHOLE}|/?[^ >]+)[^>]*>")
"""A tag, of which the name is kept; or, as a whole, a comment or an element whose text is not escaped.

Not possessive: Python 3.11.2 (Debian 12's) misses the end of a possessive repeat (python/cpython#106052).
"""

MARKED = re.compile(r"\A([^>]*>)<=([0-9]{1,9})>")
"""The begin of an element as a whole that is marked."""

LINE, PARAGRAPH = "<", ">"
"""What stands for a break while a text is laid out: no text has these two, they are escaped."""
CODES = dict.fromkeys(PARAGRAPHS, PARAGRAPH) | dict.fromkeys(LINES, LINE) | dict.fromkeys(CELLS, " ")
INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "cite", "code", "em", "font", "i", "img", "input", "ins", "label", "link"}
    | {"mark", "meta", "path", "picture", "q", "small", "source", "span", "strong", "sub", "sup", "svg"}
    | {"tbody", "thead", "time", "u", "g", "use", "button", "wbr"}
)
"""Common elements that the layout does nothing about."""
CODES |= {f"/{name}": code for name, code in CODES.items()}
PLAIN = frozenset({name for tag in INLINE for name in (tag, f"/{tag}")} | CODES.keys()) - {
    name for tag in UNSEEN | KEPT_SPACES for name in (tag, f"/{tag}")
}
"""Names of tags that need no look unless their element is marked."""
BLANK = " \n\t\r\f<>"
GAP = re.compile("(" + "|".join(f"{each}[{BLANK}]{'+' if each == ' ' else '*'}" for each in BLANK) + ")")
"""Breaks and spaces side by side. Alternatives that begin with one character each are found faster."""
SPACES = {" ": "&sp;", "\t": "&tab;", "\n": "&nl;", "\r": "&cr;", "\f": "&ff;"}
"""Spaces that are kept are made entities that no page has: its own `&` is escaped."""
ENTITIES = (
    *((entity, space) for space, entity in SPACES.items()),
    *(("&nbsp;", "\xa0"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")),
)
"""All that is escaped in what is laid out; `&` last."""
KEPT = str.maketrans(SPACES)
ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


class Layout:
    """A text and the places of what is in it.

    A mark becomes a tag of its own, `<=NUMBER>` behind the tag that had it. Tags are numbered; of the parts
    those with even numbers are texts, and tag N is part 2 N + 1.
    """

    def __init__(self, markup: str, mark: str, marked: Iterable[str]) -> None:
        """Lay markup out. Elements named in `marked` may have a number as their last attribute, `mark`."""
        self._parts = TAG.split(_with_marks(markup, mark))
        self._names = self._parts[1::2]
        plain = PLAIN.difference(name for tag in marked for name in (tag, f"/{tag}"))
        self._looked_at = [number for number, name in enumerate(self._names) if name not in plain]
        self._parts[1::2] = map(CODES.get, self._names, repeat(""))
        self._hidden: list[tuple[int, int]] = []
        self._comments: dict[int, int] | None = None
        pairs = self._pairs()
        self._hide(pairs)
        self._keep(pairs)
        bounds = dict(self._bounds(pairs))
        self.text, places = _written(self._parts, (at for both in bounds.values() for at in both))
        self.spans = {number: (places[start], places[end]) for number, (start, end) in bounds.items()}
        """Where the text of the marked elements begins and ends."""

    def comments(self) -> list[tuple[int, str]]:
        """Return the comments that are no part of something unseen, each with its number; see `place`."""
        comments = [
            (number, self._names[number][3:].strip())
            for number in self._looked_at
            if self._names[number].startswith("!--")
        ]
        ends = [end for _, end in self._hidden]

        def is_apart(number: int) -> bool:
            place = bisect.bisect_right(ends, number)
            return place == len(ends) or number < self._hidden[place][0]

        return [comment for comment in comments if is_apart(comment[0])]

    def is_alone(self, comment: int) -> bool:
        """Whether the element that a comment stands in has nothing else that is shown."""
        return self._next_shown(comment, 1) == f"/{self._next_shown(comment, -1)}"

    def _next_shown(self, comment: int, step: int) -> str:
        """Return the name of the next tag before or behind a comment; "" where a text is shown first.

        What shows nothing is passed over.
        """
        number, within = comment, ""
        while 0 <= number + step < len(self._names) and abs(number - comment) < MOST_NOTHING:
            if not within and self._parts[2 * number + 1 + step].strip():
                return ""
            number += step
            name = self._names[number]
            name = "!--" if name.startswith("!--") else AFTER_NAME.split(name, maxsplit=1)[0]
            if within:
                within = "" if name == within else within
            elif name.removeprefix("/") in AROUND_NOTHING:
                within = name.removeprefix("/") if step < 0 else f"/{name}"
            elif name not in NOTHING:
                return name
        return ""

    def borders(self, names: Collection[str]) -> list[tuple[int, str]]:
        """Return where in the text tags of these names stand that are no part of something unseen, in order.

        A tag stands where the text before it ends; a name that closes an element has its stroke.
        """
        wanted = set(names) | {f"/{name}" for name in names}
        numbers = [number for number, name in enumerate(self._names) if name in wanted]
        places = _written(self._parts, (2 * number + 1 for number in numbers))[1]
        begins = [start for start, _ in self._hidden]

        def is_seen(number: int) -> bool:
            around = bisect.bisect_right(begins, number)
            return not around or self._hidden[around - 1][1] < number

        return [(places[2 * number + 1], self._names[number]) for number in numbers if is_seen(number)]

    def place(self, comment: int) -> int:
        """Return where in the text a comment stands."""
        if self._comments is None:
            self._comments = _written(self._parts, [2 * number + 1 for number, _ in self.comments()])[1]
        return self._comments[2 * comment + 1]

    def _pairs(self) -> dict[int, int]:
        """Return the numbers of the tags with which elements begin and end."""
        opened: dict[str, list[int]] = {}
        pairs: dict[int, int] = {}
        names = self._names
        for number in self._looked_at:
            name = names[number]
            if name[0] != "/":
                if name in opened:
                    opened[name].append(number)
                else:
                    opened[name] = [number]
            elif before := opened.get(name[1:]):
                pairs[before.pop()] = number
        return pairs

    def _hide(self, pairs: Mapping[int, int]) -> None:
        """Empty the elements that are not seen."""
        behind = -1
        for start in self._looked_at:
            if start > behind and self._names[start] in UNSEEN and start in pairs:
                behind = pairs[start]
                self._parts[2 * start + 1 : 2 * behind + 2] = [""] * (2 * (behind - start) + 1)
                self._hidden.append((start, behind))

    def _keep(self, pairs: Mapping[int, int]) -> None:
        """Protect spaces that are kept, and what is not escaped."""
        behind = -1
        for number in self._looked_at:
            name = self._names[number]
            if name in KEPT_SPACES and pairs.get(number, -1) > behind:
                behind = pairs[number]
                texts = slice(2 * number + 2, 2 * behind + 1, 2)
                self._parts[texts] = [text.translate(KEPT) for text in self._parts[texts]]
            elif ">" in name and name.startswith(SHOWN_UNESCAPED):
                shown = MARKED.sub(r"\1", name).partition(">")[2].translate(ESCAPED)
                self._parts[2 * number + 1] = shown.translate(KEPT) if name.startswith("xmp") else shown

    def _bounds(self, pairs: Mapping[int, int]) -> Iterator[tuple[int, tuple[int, int]]]:
        """Yield the number of each mark and the parts with which its element begins and ends."""
        for number in self._looked_at:
            name = self._names[number]
            if name[0] == "=" and name[1:].isdecimal():
                start = number - 1
                yield int(name[1:]), (2 * start + 1, 2 * pairs.get(start, start) + 1)
            elif ">" in name and (mark := MARKED.match(name)):
                yield int(mark[2]), (2 * number + 1, 2 * number + 2)


def _with_marks(markup: str, mark: str) -> str:
    """Make a tag of its own of each mark; it is the last attribute of its tag."""
    first, *others = markup.split(f' {mark}="')
    marks = (other.partition('"') for other in others)
    return first + "".join(f"><={number}{rest}" for number, _, rest in marks)


class _Gaps(dict[str, str]):
    """What is written for breaks and spaces side by side: the strongest of them."""

    def __missing__(self, breaks: str) -> str:
        gap = "\n\n" if PARAGRAPH in breaks else "\n" if LINE in breaks else " "
        if len(self) == MOST_GAPS:
            self.clear()
        self[breaks] = gap
        return gap


MOST_GAPS = 2_000
GAPS = _Gaps()
STRENGTH = ("", " ", "\n", "\n\n")


def _written(parts: Sequence[str], asked: Iterable[int]) -> tuple[str, dict[int, int]]:
    """Write texts with the gaps between them; return also how long the text is before the parts asked for."""
    places: dict[int, int] = {}
    written: list[str] = []
    length = before = 0
    pending = ""
    for at in (*sorted(set(asked)), len(parts)):
        pieces = GAP.split("".join(parts[before:at]))
        pieces[1::2] = map(GAPS.__getitem__, pieces[1::2])
        shown = "".join(pieces)
        words = shown.lstrip(" \n")
        pending = max(pending, shown[: len(shown) - len(words)], key=STRENGTH.index)
        if words:
            shown = words.rstrip(" \n")
            plain = _unescaped(shown)
            written += [pending, plain] if length else [plain]
            length += len(plain) + (len(pending) if length else 0)
            pending = words[len(shown) :]
        places[at] = length
        before = at
    return "".join(written), places


def _unescaped(text: str) -> str:
    if "&" in text:
        for entity, character in ENTITIES:
            text = text.replace(entity, character)
    return text
