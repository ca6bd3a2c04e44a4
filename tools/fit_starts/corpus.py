"""What the corpus has for fitting: posts, other sites' paragraphs, and texts whose quoted words are known."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import regex
from selectolax.lexbor import LexborHTMLParser, LexborNode

POSTS_OF_A_SITE, PAGES_OF_A_SITE, PARAGRAPHS_OF_A_PAGE = 10, 4, 120
"""The most that are taken: no site shall be all there is."""
LEAST_PARAGRAPHS, SHORTEST = 8, 25
"""Paragraphs a site must have to count as prose, and the characters of one."""
LONGEST_NAME = 60
SHORTEST_LEAD = 8
ATTRIBUTED = regex.compile(r"\(@\w+\)")
NOT_PROSE = regex.compile(r"<img|<iframe|<script|@\w+\)")


@dataclass(frozen=True, slots=True)
class Post:
    """An embedded post as its page has it."""

    site: str
    lang: str
    """Two letters; English where the page does not say."""
    paragraphs: tuple[str, ...]
    """The markup within its paragraphs, without the attribution."""
    name: str
    handle: str
    date_text: str
    lead: str = ""
    """The markup within the paragraph before it on its page, empty where that is no prose."""


@dataclass(frozen=True, slots=True)
class Prose:
    """The paragraphs of one site."""

    site: str
    lang: str
    paragraphs: tuple[str, ...]
    """The markup within them."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Where the words of a post are in a text."""

    start: int
    end: int
    dash: int
    """About where the dash behind them stands."""


@dataclass(frozen=True, slots=True)
class Flat:
    """A page as text, with the quotations that are known."""

    site: str
    layout: str
    text: str
    quotations: tuple[Quotation, ...]


def half(site: str) -> int:
    """Return which half of the sites one belongs to, 0 or 1."""
    return zlib.crc32(site.encode()) % 2


def posts(corpus: Path) -> list[Post]:
    """Return the posts that its pages embed and whose author and date are labelled."""
    taken: dict[str, list[Post]] = {}
    for label, page in _pages(corpus, ("html",)):
        of_site = taken.setdefault(label["site"], [])
        of_site += list(_posts_of(label, page))[: POSTS_OF_A_SITE - len(of_site)]
    return [post for of_site in taken.values() for post in of_site]


def _posts_of(label: dict[str, Any], page: LexborHTMLParser) -> Iterator[Post]:
    labelled = {each.get("status_id"): each for each in label["embeds"] if each["platform"] == "twitter"}
    before = leads(page)
    for quote in page.css("blockquote"):
        embed = labelled.pop(_status(quote), None)
        said = [p.inner_html or "" for p in quote.css("p")]
        words = tuple(each for each in said if each.strip() and not ATTRIBUTED.search(each))
        if embed and words and all(embed.get(part) for part in ("author", "handle", "date_text")):
            lang = (embed.get("tweet_lang") or "en").replace("und", "en")[:2]
            post = Post(
                label["site"],
                lang,
                words,
                embed["author"],
                embed["handle"],
                embed["date_text"],
                before.get(quote.mem_id, ""),
            )
            if len(post.name) <= LONGEST_NAME:
                yield post


def leads(page: LexborHTMLParser) -> dict[int, str]:
    """Return the paragraph before each blockquote that has one and no other embed between."""
    found: dict[int, str] = {}
    before = ""
    for node in page.css("p, blockquote"):
        if node.tag == "blockquote":
            found[node.mem_id] = before
            before = ""
        elif not _is_quoted(node) and (node.text() or "").strip():
            plain = len(node.text().strip()) >= SHORTEST_LEAD and not NOT_PROSE.search(node.inner_html or "")
            before = (node.inner_html or "") if plain else ""
    return found


def _is_quoted(node: LexborNode) -> bool:
    up = node.parent
    while up is not None and up.tag != "blockquote":
        up = up.parent
    return up is not None


def _status(quote: LexborNode) -> str | None:
    """Return the id in the last link of an embed."""
    links = (link.attributes.get("href") or "" for link in quote.css('a[href*="/status"]'))
    ids = [found[1] for link in links if (found := regex.search(r"/status(?:es)?/(\d+)", link))]
    return ids[-1] if ids else None


def prose(corpus: Path) -> list[Prose]:
    """Return the paragraphs of each site that has enough of them, without its posts."""
    found: dict[str, list[tuple[str, list[str]]]] = {}
    for label, page in _pages(corpus, ("html", "neg")):
        for quote in page.css("blockquote"):
            quote.decompose()
        marked = [p.inner_html or "" for p in page.css("p") if len(p.text().strip()) >= SHORTEST]
        plain = [each for each in marked if not NOT_PROSE.search(each)]
        found.setdefault(label["site"], []).append((label.get("lang") or "en", plain))
    return [one for site, pages in found.items() if (one := _prose(site, pages)) is not None]


def _prose(site: str, pages: list[tuple[str, list[str]]]) -> Prose | None:
    paragraphs = [each for _, plain in pages[:PAGES_OF_A_SITE] for each in plain[:PARAGRAPHS_OF_A_PAGE]]
    return Prose(site, pages[0][0][:2], tuple(paragraphs)) if len(paragraphs) >= LEAST_PARAGRAPHS else None


def labelled(corpus: Path) -> Iterator[Flat]:
    """Yield the flattened texts with the posts whose words are labelled whole."""
    for row, label, body in _documents(corpus, ("flat",)):
        embeds = (each for each in label["embeds"] if each["platform"] == "twitter" and each.get("handle"))
        whole = (each for each in embeds if each.get("text_whole") and not each.get("text_after_attribution"))
        quotations = tuple(
            Quotation(each["text_start"], each["text_end"], each["attr_start"])
            for each in whole
            if each.get("text_end") and each.get("attr_start") is not None
        )
        if quotations:
            yield Flat(row["site"], row["extractor"], body.decode("utf-8", "replace"), quotations)


def _pages(corpus: Path, kinds: tuple[str, ...]) -> Iterator[tuple[dict[str, Any], LexborHTMLParser]]:
    for _row, label, body in _documents(corpus, kinds):
        text = body.decode(label.get("encoding") or "utf-8", "replace")
        yield label, LexborHTMLParser(text)


def _documents(
    corpus: Path, kinds: tuple[str, ...]
) -> Iterator[tuple[dict[str, Any], dict[str, Any], bytes]]:
    """Yield the manifest's row, the labels and the bytes of each document."""
    with (corpus / "manifest.jsonl").open(encoding="utf-8") as manifest:
        rows = [json.loads(line) for line in manifest]
    for row in (row for row in rows if row["kind"] in kinds):
        label = json.loads((corpus / row["labels"]).read_text(encoding="utf-8"))
        body = (corpus / row["file"]).read_bytes()
        yield row, label, gzip.decompress(body) if row["file"].endswith(".gz") else body
