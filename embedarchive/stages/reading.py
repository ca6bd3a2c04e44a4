"""Bytes become a reading: decoded, laid out as text, searched for mentions. Nobody vouches for them."""

from __future__ import annotations

from embedarchive.platforms import SITES
from embedarchive.records import Article, Exchange, Mention, Reading, Source, SourceKind
from embedarchive.stages.decoding import Decoded, decode
from embedarchive.stages.find import find
from embedarchive.stages.mediatype import HTML, media_type, refusal

TYPE_CHECKING = False  # as in cli/__init__.py
if TYPE_CHECKING:
    from embedarchive.stages.page import Page

FOR_PAGES = (
    "regex",
    *(f"embedarchive.platforms.{name}" for name in SITES),
    *(f"embedarchive.stages.{name}" for name in ("feeds", "metadata")),
    *(
        f"embedarchive.stages.find.{name}"
        for name in (
            *("beside", "embedded", "flattened", "frames", "instagram", "locating", "paragraphs"),
            *("quotes", "wording"),
        )
    ),
)
"""What is imported for the first page that has it; a text that cites nothing needs none of it."""


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


def mentions_in(
    source: Source, exchange: Exchange, *, converted: bool = False
) -> tuple[tuple[Mention, ...], str | None]:
    """Return the mentions that `read` finds and nothing else of the article, or why there is none.

    `converted` says that somebody made text of it, as WET files hold.
    """
    declared = exchange.header("Content-Type") if source.kind is SourceKind.URL else None
    kind = media_type(source.name, declared, exchange.body, converted=converted)
    problem = refusal(kind, exchange.body)
    if problem:
        return (), f"{source.name}: {problem}"
    decoded = decode(exchange.body, declared, markup=kind == HTML)
    return find(_document(kind, decoded), exchange.started), None


def _document(kind: str, decoded: Decoded) -> Page | str:
    if kind != HTML:
        return decoded.text
    from embedarchive.stages.feeds import as_page, is_feed
    from embedarchive.stages.find.locating import places_by_automaton
    from embedarchive.stages.page import parse

    if is_feed(decoded.text):
        return parse(as_page(decoded.text), places_by_automaton)
    return parse(decoded.text, places_by_automaton, decoded.utf_8)


def _article(source: Source, exchange: Exchange, kind: str, document: Page | str, encoding: str) -> Article:
    from embedarchive.platforms.snowflake import uploads  # `find` makes no article

    url = exchange.request.url if source.kind is SourceKind.URL else None
    known = {} if isinstance(document, str) else _stated(document, url)
    return Article(
        asked=source.name,
        url=url,
        title=known.get("title"),
        publisher=known.get("publisher"),
        published=known.get("published"),
        lang=known.get("lang"),
        text=document if isinstance(document, str) else document.text,
        media_type=kind,
        encoding=encoding,
        origin=_origin(source, document),
        uploads=uploads(document if isinstance(document, str) else document.source),
        exchange=exchange._replace(body=b""),
    )


def _stated(page: Page, url: str | None) -> dict[str, str | None]:
    from embedarchive.stages.metadata import read_metadata

    return read_metadata(page.tree, url)._asdict()


def _origin(source: Source, document: Page | str) -> str | None:
    from embedarchive.stages.origin import origin_of_page, origin_of_text

    if source.kind is SourceKind.URL:
        return None
    found = (
        origin_of_text(document)
        if isinstance(document, str)
        else origin_of_page(document.source, document.tree)
    )
    return source.address or found
