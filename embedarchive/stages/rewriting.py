"""A page written anew, so that it is parsed within bounds (`bounds.py`): markup, tag by tag."""

from __future__ import annotations

from collections.abc import Iterable

from embedarchive.late import re

MAX_DEPTH = 512
"""Open elements. Browsers nest no deeper (Blink, `kMaximumHTMLParserDOMTreeDepth`); what is deeper stands
beside."""
MAX_ATTRIBUTES = 1_000
"""Of one tag; also of all the tags `<body>` together, which are one element."""
MAX_NAMES = 2_000
"""Different names of elements; what comes after them is a `<span>`. Lexbor's table of them does not grow."""
MAX_ATTRIBUTE_NAMES = 20_000
"""Different names of attributes; those that come after them are left out."""
NEAREST = 16
"""Open elements among which one is looked for that a tag closes."""
BLANK = " \\t\\n\\f\\r"
ATTRIBUTE = re.compile(
    rf"[^{BLANK}/>][^{BLANK}/>=]*(?:[{BLANK}]*=[{BLANK}]*"
    rf"""(?:"[^"]*(?:"|\Z)|'[^']*(?:'|\Z)|[^{BLANK}"'>][^{BLANK}>]*|(?=>)|\Z))?"""
)
ATTRIBUTES = re.compile(rf"(?:[{BLANK}/]+|{ATTRIBUTE.pattern})*")
OPENING = re.compile(rf"<(?:(?P<end>/?)(?P<name>[a-zA-Z][^{BLANK}/>]*)|(?P<comment>!--)|[!?/])")
COMMENT_END = re.compile(r"--!?>")
EMPTY_COMMENT = re.compile(r"-?>")
FORMATTING = frozenset(
    {"b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"}
)
ROOTS = frozenset({"html", "head", "body", "frameset"})
VOID = frozenset(
    {"area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "image", "img"}
    | {"input", "keygen", "link", "meta", "param", "source", "track", "wbr"}
)
RAW = frozenset({"script", "style", "xmp", "iframe", "noembed", "noframes", "textarea", "title"})
"""Elements that hold no others (https://html.spec.whatwg.org/multipage/parsing.html)."""
FOREIGN = frozenset({"svg", "math"})
SCOPES = frozenset(
    {"applet", "caption", "table", "td", "th", "marquee", "object", "template", "button", "select"}
    | {"svg", "math", "foreignobject", "desc", "title", "annotation-xml", "mi", "mo", "mn", "ms", "mtext"}
)
"""No paragraph that was opened outside them is closed inside."""
SPECIAL = SCOPES | frozenset(
    {"address", "article", "aside", "blockquote", "center", "colgroup", "dd", "details", "dir", "div"}
    | {"dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5"}
    | {"h6", "header", "hgroup", "li", "listing", "main", "menu", "nav", "noscript", "ol", "optgroup"}
    | {"option", "p", "plaintext", "pre", "search", "section", "summary", "tbody", "tfoot", "thead"}
    | {"tr", "ul"}
)
CELLS = frozenset({"td", "th"})
GROUPS = frozenset({"tbody", "thead", "tfoot", "caption", "colgroup"})
LOOSE = SPECIAL - {"address", "div", "p"}
TABLES = frozenset({"table", "template"})
CLOSES = {
    "li": (frozenset({"li"}), LOOSE),
    **dict.fromkeys(("dd", "dt"), (frozenset({"dd", "dt"}), LOOSE)),
    **dict.fromkeys(CELLS, (CELLS, TABLES)),
    "tr": (frozenset({"tr"}), TABLES),
    **dict.fromkeys(GROUPS, (GROUPS, TABLES)),
    "option": (frozenset({"option"}), SPECIAL),
}
"""What a tag closes although nobody wrote so, and what keeps it from that."""
CLOSES_PARAGRAPH = SPECIAL - SCOPES - {"option", "optgroup", "noscript", *CELLS, *GROUPS, "tr"} | {"table"}
PARAGRAPH = frozenset({"p"})


class Writer:
    """Writes a page anew, tag by tag, and keeps account of what is open.

    The account is no parser's. It may hold more than is open, then a page is cut earlier; it never
    holds much less.
    """

    def __init__(self, source: str, wordy: bool, plain: bool = False) -> None:
        """Take a source; whether attributes' names may be out of bounds; `plain` writes it unformatted."""
        self._source = source
        self._wordy = wordy
        self._plain = plain
        self._changed = plain
        self._unclosed = 0
        self.reopened = 0
        self._parts: list[str] = []
        self._open: list[str] = []
        self._names: set[str] = set()
        self._attributes: set[str] = set()
        self._of_roots = 0

    def written(self) -> str:
        """Return the page within bounds: the source itself, if it was so before."""
        source, at = self._source, 0
        while match := OPENING.search(source, at):
            self._parts.append(source[at : match.start()])
            if match["name"]:
                at = self._tag(match)
            else:
                at = self._unseen(match)
                self._parts.append(source[match.start() : at])
        self._parts.append(source[at:])
        return "".join(self._parts) if self._changed else source

    def _unseen(self, match: re.Match[str]) -> int:
        """Return where a comment or the like ends."""
        if not match["comment"]:
            return self._behind(">", match.end())
        empty = EMPTY_COMMENT.match(self._source, match.end())
        end = empty or COMMENT_END.search(self._source, match.end())
        return end.end() if end else len(self._source)

    def _behind(self, sign: str, since: int) -> int:
        place = self._source.find(sign, since)
        return len(self._source) if place < 0 else place + len(sign)

    def _tag(self, match: re.Match[str]) -> int:
        """Write a tag; return where to go on behind it."""
        held = ATTRIBUTES.match(self._source, match.end())
        end = held.end() if held else match.end()
        if end == len(self._source):
            return end
        name = match["name"].lower()
        said = "" if match["end"] else self._source[match.end() : end]
        known = self._name(name)
        if match["end"]:
            self._parts.append(f"</{known}>")
            self._close(known)
        elif name in ROOTS:
            self._of_roots += len(ATTRIBUTE.findall(said))
            kept = self._of_roots <= MAX_ATTRIBUTES
            self._changed |= not kept
            self._parts.append(f"<{name}{said}>" if kept else "")
        else:
            self._start(known)
            self._parts.append(f"<{known}{self._fewer(said)}>")
            if known in RAW and FOREIGN.isdisjoint(self._open):
                return self._raw(known, end + 1)
            if known == "plaintext":
                self._parts.append(self._source[end + 1 :])
                return len(self._source)
        return end + 1

    def _name(self, name: str) -> str:
        """Return the name to write: one of what only formats text says nothing, nor does the 2,001st."""
        if self._plain and name in FORMATTING:
            return "span"
        if name not in self._names and name not in SPECIAL | VOID | RAW:
            if len(self._names) == MAX_NAMES:
                self._changed = True
                return "span"
            self._names.add(name)
        return name

    def _raw(self, name: str, since: int) -> int:
        """Write the text of an element that holds no elements; return where its closing tag begins."""
        found = re.compile(rf"</{name}(?=[{BLANK}/>])", re.I).search(self._source, since)
        end = found.start() if found else len(self._source)
        self._parts.append(self._source[since:end])
        return end

    def _start(self, name: str) -> None:
        """Account for an element that begins; one that is too deep begins beside those it stands in."""
        if name in CLOSES_PARAGRAPH:
            self._close_nearest(PARAGRAPH, SCOPES)
        if name in CLOSES:
            self._close_nearest(*CLOSES[name])
        self.reopened += self._unclosed
        self._unclosed += name in FORMATTING
        if name in VOID:
            return
        if len(self._open) == MAX_DEPTH:
            self._changed = True
            self._parts += [f"</{each}>" for each in reversed(self._open)]
            self._open.clear()
        self._open.append(name)

    def _close(self, name: str) -> None:
        if name in FORMATTING or name == "a":
            self._unclosed -= self._unclosed > 0 and name != "a"
            # What was opened in it stays open, and is in it no more.
            if (place := self._nearest({name}, SCOPES)) >= 0:
                del self._open[place]
        else:
            self._close_nearest({name}, SCOPES - {name} if name in SPECIAL else SPECIAL)

    def _close_nearest(self, names: frozenset[str] | set[str], barriers: frozenset[str]) -> None:
        if (place := self._nearest(names, barriers)) >= 0:
            del self._open[place:]

    def _nearest(self, names: frozenset[str] | set[str], barriers: Iterable[str]) -> int:
        """Return the place of the nearest open element of some names; -1 for none, or behind a barrier."""
        for place in range(len(self._open) - 1, max(-1, len(self._open) - 1 - NEAREST), -1):
            if self._open[place] in names:
                return place
            if self._open[place] in barriers:
                break
        return -1

    def _fewer(self, said: str) -> str:
        """Return the attributes of a tag as they stand, up to the most there may be."""
        if not self._wordy and len(said) < 2 * MAX_ATTRIBUTES:
            return said
        kept: list[str] = []
        for number, attribute in enumerate(ATTRIBUTE.finditer(said)):
            name = attribute[0].partition("=")[0].strip()
            if number == MAX_ATTRIBUTES or (
                name not in self._attributes and len(self._attributes) == MAX_ATTRIBUTE_NAMES
            ):
                self._changed = True
                return " ".join(("", *kept))
            self._attributes.add(name)
            kept.append(attribute[0])
        return said
