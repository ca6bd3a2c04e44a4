"""Words out of markup: what an HTML fragment or an element shows, line by line."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser, LexborNode

from embedarchive.stages.page import parse

MOST_MARKUP = 2_000_000
"""Characters of one answer's markup that are read."""


def tree_of(body: bytes) -> LexborHTMLParser:
    """Parse an answer that is a page; these endpoints all write UTF-8."""
    return LexborHTMLParser(body.decode("utf-8", "replace")[:MOST_MARKUP])


def shown(fragment: str | None) -> str | None:
    """Return the text that a fragment of HTML shows; None where it shows none."""
    return parse(fragment[:MOST_MARKUP]).text.strip() or None if fragment else None


def text_at(tree: LexborHTMLParser | LexborNode, selector: str) -> str | None:
    """Return the text that the first element of a selector shows."""
    node = tree.css_first(selector)
    return shown(node.html) if node else None


def attribute_at(tree: LexborHTMLParser | LexborNode, selector: str, name: str) -> str | None:
    """Return an attribute of the first element of a selector."""
    node = tree.css_first(selector)
    return (node.attributes.get(name) if node else None) or None


def attributes(tree: LexborHTMLParser | LexborNode, selector: str, *names: str) -> tuple[str, ...]:
    """Return the first of these attributes that each element of a selector has, each value once."""
    values = (next((v for n in names if (v := node.attributes.get(n))), None) for node in tree.css(selector))
    return tuple(dict.fromkeys(value for value in values if value))
