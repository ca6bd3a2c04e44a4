"""Where an article that is at hand as a file was published, as far as it says so itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from embedarchive.late import re

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

FIRST_LINES = 12
"""A text names its source at its head."""
LONGEST = 2_000
LABELLED = re.compile(
    r"\s{0,9}[*_>#-]{0,3}\s{0,3}(?:source|url|link|permalink|original|article url|source url|canonical)"
    r"[*_]{0,3}\s{0,3}[:=]\s{0,3}[*_]{0,3}\s{0,3}<?(https?://[^\s<>]{1,2000}?)>?\s*\Z",
    re.I,
)
"""`Source: https://…`, as people and text extractors write it, in bold or quoted."""
LABELS = ("source", "url", "link", "permalink", "original", "article url", "canonical")
"""With one of these begins what it matches."""
FRONT_KEYS = re.compile(
    r"(?:url|link|source|source_url|permalink|canonical|canonical_url|original_url)\s{0,3}:\s{0,3}"
    r"[\"']?(https?://[^\s\"'<>]{1,2000})[\"']?\s*\Z",
    re.I,
)
"""Keys of YAML front matter that hold the address (trafilatura writes `url:`; Jekyll, Hugo and clippers)."""
SAVED_FROM = re.compile(r"<!--\s{0,9}saved from url=\([0-9]{1,5}\)(https?://[^\s>]{1,2000})\s", re.I)
"""The mark of the web, which browsers write into saved pages (Microsoft, "Mark of the Web", MS-DOCS 2017)."""
SINGLE_FILE = re.compile(
    r"<!--\s{0,9}Page saved with SingleFile\s{1,20}url:\s{0,9}(https?://[^\s>]{1,2000})", re.I
)
"""SingleFile's comment at the head of what it saves (gildas-lormeau/SingleFile)."""


def origin_of_text(text: str) -> str | None:
    """Return the address that a plain text or Markdown names at its head."""
    lines = text.lstrip("\ufeff").splitlines()[:200]
    return next((url for one in (*_front_matter(lines), *_labelled(lines)) if (url := _address(one))), None)


def _front_matter(lines: list[str]) -> Iterator[str]:
    if not lines or lines[0].strip() != "---":
        return
    for line in lines[1:]:
        if line.strip() in ("---", "..."):
            return
        if match := FRONT_KEYS.match(line[:LONGEST]):
            yield match[1]


def _labelled(lines: list[str]) -> Iterator[str]:
    said = [line for line in lines if line.strip()][:FIRST_LINES]
    linking = (line[:LONGEST] for line in said if "://" in line and _bare(line).startswith(LABELS))
    yield from (match[1] for line in linking if (match := LABELLED.match(line)))


def _bare(line: str) -> str:
    return line.lstrip().lstrip("*_>#-").lstrip().lower()


def origin_of_page(markup: str, tree: LexborHTMLParser) -> str | None:
    """Return the address that a saved page was saved from, or that it calls its own."""
    said = (rule(markup, tree) for _name, rule in RULES)
    return next((url for one in said if one and (url := _address(one))), None)


def _saved(pattern: re.Pattern[str]) -> Callable[[str, LexborHTMLParser], str | None]:
    def rule(markup: str, _tree: LexborHTMLParser) -> str | None:
        match = pattern.search(markup, 0, 10_000)
        return match[1] if match else None

    return rule


def _attribute(selector: str, name: str) -> Callable[[str, LexborHTMLParser], str | None]:
    def rule(_markup: str, tree: LexborHTMLParser) -> str | None:
        found = tree.css_first(selector)
        return (found.attributes.get(name) if found else None) or None

    return rule


RULES: tuple[tuple[str, Callable[[str, LexborHTMLParser], str | None]], ...] = (
    ("saved-from", _saved(SAVED_FROM)),
    ("single-file", _saved(SINGLE_FILE)),
    ("canonical", _attribute('link[rel="canonical"]', "href")),
    ("open-graph", _attribute('meta[property="og:url"]', "content")),
)
"""Who wrote it down: the browser that saved the page, then the page itself."""


def _address(said: str) -> str | None:
    """Return an absolute http(s) address; a relative one names no place on the web."""
    from embedarchive.stages.absolute import absolute_url

    return absolute_url(said.strip(), "about:blank") if len(said) <= LONGEST else None
