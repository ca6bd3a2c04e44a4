"""An embed's own markup, taken apart: its text as shown, its links, its paragraphs.

Inside an article the embed is part of a tree already, that of Lexbor; the `html` of an oEmbed answer is a
fragment of its own and goes to BeautifulSoup. Both become the same `Quote`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from embedarchive.late import re
from embedarchive.stages.layout import UNSEEN
from embedarchive.stages.nesting import outermost, readable
from embedarchive.tuples import NamedTuple

TYPE_CHECKING = False  # as in cli/__init__.py
if TYPE_CHECKING:
    from bs4 import Tag
    from bs4.element import PageElement
    from selectolax.lexbor import LexborNode

BLOCKS = frozenset({"p", "div", "blockquote", "li", "section", "h1", "h2", "h3", "h4", "footer", "br"})
NAMING = ("cite", "data-tweet-url", "data-url", "data-href")
"""Attributes of a blockquote that name its post."""
SPACES = re.compile(r"[ \t\r\n]+")


class Anchor(NamedTuple):
    """A link of an embed."""

    href: str
    text: str
    """As it stands, unlike `Quote.text`."""


class Quote(NamedTuple):
    """What an embed's markup holds."""

    text: str
    """As shown: a line break for `<br>` and between blocks."""
    anchors: tuple[Anchor, ...]
    """Those with an address, in order."""
    paragraphs: tuple[str, ...]
    """The texts of its `<p>`, as shown; those of one in another are the other's."""
    lang: str | None
    """The language of the first paragraph that states one."""
    naming: tuple[str, ...] = ()
    """What attributes of the blockquote say where they may name the post."""


# --- From the tree of an article -------------------------------------------------------------------


def quote_of(node: LexborNode, without: LexborNode | None = None) -> Quote:
    """Take apart an element of an article: the blockquote in it, or itself; `without` one it holds."""
    left_out = {one.mem_id for one in (without, *without.css("a[href], p"))} if without is not None else set()
    quote = node if node.tag == "blockquote" else node.css_first("blockquote") or node
    out = {quote.mem_id, *left_out}
    attributes = quote.attributes if quote.tag == "blockquote" else {}
    paragraphs = outermost([one for one in quote.css("p") if one.mem_id not in out], quote)
    links = [one for one in quote.css("a[href]") if one.mem_id not in out]
    read = readable(links, quote)
    return Quote(
        text=_joined(_shown(quote, left_out)),
        anchors=tuple(
            Anchor(one.attributes.get("href") or "", one.text() if one.mem_id in read else "")
            for one in links
        ),
        paragraphs=tuple(_joined(_shown(one, left_out)) for one in paragraphs),
        lang=next((lang for one in paragraphs if (lang := one.attributes.get("lang"))), None),
        naming=tuple(attributes.get(name) or "" for name in NAMING),
    )


def _shown(root: LexborNode, left_out: Collection[int]) -> Iterator[str]:
    """Yield text and line breaks in document order, without recursion."""
    waiting: list[LexborNode | None] = list(reversed([*root.iter(include_text=True)]))
    while waiting:
        node = waiting.pop()
        if node is None:
            yield "\n"
            continue
        tag = node.tag or ""
        if tag == "-text":
            yield SPACES.sub(" ", node.text_content or "")
        elif tag not in UNSEEN and node.mem_id not in left_out:
            edge = [None] if tag in BLOCKS else []
            waiting += [*edge, *reversed([*node.iter(include_text=True)]), *edge]


def _joined(parts: Iterable[str]) -> str:
    """Join text and line breaks; breaks side by side are one."""
    kept: list[str] = []
    for part in parts:
        if part != "\n" or (kept and not kept[-1].endswith("\n")):
            kept.append(part)
    return "".join(kept).strip()


# --- From a fragment -------------------------------------------------------------------------------


def quote_in(markup: str) -> Quote:
    """Take apart a fragment of markup: the first blockquote in it, or all of it."""
    from typing import cast

    from bs4 import BeautifulSoup

    root = BeautifulSoup(markup, "lxml")
    quote = root.find("blockquote")
    whole = quote or root
    paragraphs = cast("list[Tag]", whole.find_all("p"))
    return Quote(
        text=_joined(_soup_parts(whole)),
        anchors=tuple(
            Anchor(str(one["href"]), one.get_text())
            for one in cast("list[Tag]", whole.find_all("a", href=True))
        ),
        paragraphs=tuple(_joined(_soup_parts(one)) for one in paragraphs),
        lang=next((str(lang) for one in paragraphs if (lang := one.get("lang"))), None),
        naming=tuple(str(quote.get(name, "")) for name in NAMING) if quote else (),
    )


def _soup_parts(tag: Tag) -> Iterator[str]:
    from bs4.element import NavigableString, PreformattedString, Tag

    waiting: list[PageElement | None] = list(reversed(tag.contents))
    while waiting:
        one = waiting.pop()
        if one is None:
            yield "\n"
        elif isinstance(one, Tag):
            edge = [None] if one.name in BLOCKS else []
            inside = [] if one.name in UNSEEN else one.contents
            waiting += [*edge, *reversed(inside), *edge]
        elif isinstance(one, NavigableString) and not isinstance(one, PreformattedString):
            yield SPACES.sub(" ", str(one))
