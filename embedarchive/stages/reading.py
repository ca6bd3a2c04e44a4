"""Bytes become a reading: decoded, laid out as text, searched for mentions. Nobody vouches for them."""

from __future__ import annotations

from embedarchive.platforms.snowflake import uploads
from embedarchive.records import Article, Exchange, Mention, Reading, Source, SourceKind
from embedarchive.stages.decoding import Decoded, decode
from embedarchive.stages.feeds import as_page, is_feed
from embedarchive.stages.find import find
from embedarchive.stages.find.locating import places_by_automaton
from embedarchive.stages.mediatype import HTML, media_type, refusal
from embedarchive.stages.metadata import Metadata, read_metadata
from embedarchive.stages.origin import origin_of_page, origin_of_text
from embedarchive.stages.page import Page, parse


def read(source: Source, exchange: Exchange) -> Reading:
    """Read the bytes of an exchange: the article and its mentions, or why there is none."""
    declared = exchange.header("Content-Type") if source.kind is SourceKind.URL else None
    kind = media_type(source.name, declared, exchange.body)
    problem = refusal(kind, exchange.body)
    if problem:
        return Reading(None, (), f"{source.name}: {problem}")
    decoded = decode(exchange.body, declared, markup=kind == HTML)
    document = _document(kind, decoded)
    # Before the text is looked at: what is found says which places in it are wanted.
    mentions = find(document, exchange.started)
    return Reading(_article(source, exchange, kind, document, decoded.encoding), mentions)


def mentions_in(source: Source, exchange: Exchange) -> tuple[Mention, ...]:
    """Return the mentions that `read` finds, and nothing else of the article; none where there is none."""
    declared = exchange.header("Content-Type") if source.kind is SourceKind.URL else None
    kind = media_type(source.name, declared, exchange.body)
    if refusal(kind, exchange.body):
        return ()
    decoded = decode(exchange.body, declared, markup=kind == HTML)
    return find(_document(kind, decoded), exchange.started)


def _document(kind: str, decoded: Decoded) -> Page | str:
    if kind != HTML:
        return decoded.text
    if is_feed(decoded.text):
        return parse(as_page(decoded.text), places_by_automaton)
    return parse(decoded.text, places_by_automaton, decoded.utf_8)


def _article(source: Source, exchange: Exchange, kind: str, document: Page | str, encoding: str) -> Article:
    url = exchange.request.url if source.kind is SourceKind.URL else None
    page = document if isinstance(document, Page) else None
    known = read_metadata(page.tree, url) if page else Metadata(title=None)
    return Article(
        asked=source.name,
        url=url,
        title=known.title,
        publisher=known.publisher,
        published=known.published,
        lang=known.lang,
        text=document.text if isinstance(document, Page) else document,
        media_type=kind,
        encoding=encoding,
        origin=_origin(source, document),
        uploads=uploads(document.source if isinstance(document, Page) else document),
        exchange=exchange._replace(body=b""),
    )


def _origin(source: Source, document: Page | str) -> str | None:
    if source.kind is SourceKind.URL:
        return None
    found = (
        origin_of_page(document.source, document.tree)
        if isinstance(document, Page)
        else origin_of_text(document)
    )
    return source.address or found
