"""A feed read as a page: its entries one below the other."""

from __future__ import annotations

from embedarchive.late import re

PROLOGUE = (
    r"\A\s{0,512}(?:<\?xml\b[^>]{0,400}>\s{0,512})?(?:<!--.{0,2000}?-->\s{0,512}){0,3}"
    r"(?:<\?xml-stylesheet\b[^>]{0,400}>\s{0,512}){0,3}"
)
FEED = re.compile(PROLOGUE + r"<(?:rss|feed|rdf:RDF)[\s>]", re.I | re.S)
SITEMAP = re.compile(PROLOGUE + r"<(?:urlset|sitemapindex)[\s>]", re.I | re.S)
"""https://www.sitemaps.org/protocol.html (looked at on 2026-11-28)."""
ROOTS = ("<rss", "<feed", "<rdf:rdf")
LONGEST_HEAD = 12_000
"""Characters within which one of `ROOTS` stands where `FEED` matches."""
OPENING = re.compile(r"<(?P<tag>content:encoded|description|content|summary|title)\b[^>]{0,400}(?<!/)>", re.I)
ENTRY = re.compile(r"<(?:item|entry)\b", re.I)
MARK = "<![CDATA["
MAX_PART = 2_000_000


def is_feed(text: str) -> bool:
    """Whether a document is RSS, RDF or Atom."""
    head = text[:LONGEST_HEAD].casefold()
    return any(root in head for root in ROOTS) and bool(FEED.match(text.removeprefix("\ufeff")))


def is_sitemap(text: str) -> bool:
    """Whether a document lists the pages of a site, and no words of theirs."""
    head = text[:LONGEST_HEAD].casefold()
    return ("<urlset" in head or "<sitemapindex" in head) and bool(SITEMAP.match(text.removeprefix("\ufeff")))


def as_page(feed: str) -> str:
    """Return the titles and contents of a feed's entries as one HTML page that has the feed's title."""
    parts: list[str] = []
    head, at = "", 0
    entry = ENTRY.search(feed)
    first_entry = entry.start() if entry else len(feed)
    unclosed: set[str] = set()
    while match := OPENING.search(feed, at):
        closing = f"</{match['tag']}>"
        end = -1 if closing in unclosed else feed.find(closing, match.end())
        if end < 0:
            unclosed.add(closing)
            at = match.end()
            continue
        inner = _markup(feed[match.end() : min(end, match.end() + MAX_PART)])
        is_title = match["tag"].lower() == "title"
        parts.append(f"<h2>{inner}</h2>" if is_title else f"<div>{inner}</div>")
        if is_title and not head and match.start() < first_entry:
            head = f"<head><title>{inner.replace('<', '&lt;')}</title></head>"
        at = end + len(closing)
    return f"<html>{head}<body>{''.join(parts)}</body></html>"


def _markup(inner: str) -> str:
    """Undo the one level of wrapping that a feed puts around HTML."""
    stripped = inner.strip()
    if stripped.startswith(MARK):
        return stripped[len(MARK) :].replace("]]>", "")
    import html

    return html.unescape(stripped)
