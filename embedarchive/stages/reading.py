"""Bytes become a reading: decoded, laid out as text, searched for mentions. Nobody vouches for them."""

from __future__ import annotations

from embedarchive.platforms import SITES
from embedarchive.records import Article, Exchange, Mention, Reading, Source, SourceKind
from embedarchive.stages.decoding import Decoded, decode
from embedarchive.stages.feed_type import JSON_FEED
from embedarchive.stages.find import find
from embedarchive.stages.mediatype import HTML, MIME, PACKED, PLAIN, media_type, refusal
from embedarchive.tuples import NamedTuple

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


FRONT = 512
"""Characters within which markup begins."""


class Taken(NamedTuple):
    """What is read of the bytes of a source."""

    kind: str
    decoded: Decoded
    address: str | None = None
    """Where it was published, as the program says that saved it."""


def read(source: Source, exchange: Exchange) -> Reading:
    """Read the bytes of an exchange: the article and its mentions, or why there is none."""
    taken = _taken(source, exchange)
    if isinstance(taken, str):
        return Reading(None, (), taken)
    document = _document(taken)
    # Before the text is looked at: what is found says which places in it are wanted.
    mentions = find(document, exchange.started)
    return Reading(_article(source, exchange, taken, document), mentions)


def mentions_in(
    source: Source, exchange: Exchange, *, converted: bool = False
) -> tuple[tuple[Mention, ...], str | None]:
    """Return the mentions that `read` finds and nothing else of the article, or why there is none.

    `converted` says that somebody made text of it, as WET files hold.
    """
    taken = _taken(source, exchange, converted=converted)
    return ((), taken) if isinstance(taken, str) else (find(_document(taken), exchange.started), None)


def _taken(source: Source, exchange: Exchange, *, converted: bool = False) -> Taken | str:
    """Return what there is to read in the bytes of a source, or why there is nothing, for people."""
    is_local = source.kind is not SourceKind.URL
    declared = None if is_local else exchange.header("Content-Type")
    kind = media_type(source.name, declared, exchange.body, converted=converted)
    if kind in PACKED and is_local:
        return _opened(source, kind, exchange.body)
    kind = PLAIN if kind == MIME else kind  # on the web nobody reads it otherwise
    if problem := refusal(kind, exchange.body):
        return f"{source.name}: {problem}"
    if kind == JSON_FEED:
        return _unfolded(source, exchange.body)
    decoded = decode(exchange.body, declared, markup=kind == HTML)
    if decoded.text[:FRONT].lstrip().startswith("<") and _is_sitemap(decoded.text):
        return (
            f"{source.name}: not an article: a sitemap, which lists pages; give their addresses with -f FILE"
        )
    return Taken(kind, decoded)


def _opened(source: Source, kind: str, body: bytes) -> Taken | str:
    from embedarchive.stages.saved import opened

    saved = opened(kind, body)
    if saved is None or not saved.text.strip():
        return f"{source.name}: there is no page and no text in it; save the article as HTML instead"
    return Taken(HTML if saved.is_html else PLAIN, Decoded(saved.text, saved.encoding), saved.address)


def _is_sitemap(text: str) -> bool:
    from embedarchive.stages.feeds import is_sitemap

    return is_sitemap(text)


def _unfolded(source: Source, body: bytes) -> Taken | str:
    from embedarchive.stages.json_feed import as_page

    decoded = decode(body, markup=False)
    page = as_page(decoded.text)
    if page is None:
        return f"{source.name}: not an article: a JSON Feed that cannot be read; it may have been cut short"
    return Taken(HTML, Decoded(page, decoded.encoding))


def _document(taken: Taken) -> Page | str:
    decoded = taken.decoded
    if taken.kind != HTML:
        return decoded.text
    from embedarchive.stages.feeds import as_page, is_feed
    from embedarchive.stages.find.locating import places_by_automaton
    from embedarchive.stages.packed_state import unpacked
    from embedarchive.stages.page import parse

    if is_feed(decoded.text):
        return parse(as_page(decoded.text), places_by_automaton)
    text = unpacked(decoded.text)
    return parse(text, places_by_automaton, decoded.utf_8 if text is decoded.text else None)


def _article(source: Source, exchange: Exchange, taken: Taken, document: Page | str) -> Article:
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
        media_type=taken.kind,
        encoding=taken.decoded.encoding,
        origin=_origin(source, document, taken.address),
        uploads=uploads(document if isinstance(document, str) else document.source),
        exchange=exchange._replace(body=b""),
    )


def _stated(page: Page, url: str | None) -> dict[str, str | None]:
    from embedarchive.stages.metadata import read_metadata

    return read_metadata(page.tree, url)._asdict()


def _origin(source: Source, document: Page | str, saved_from: str | None) -> str | None:
    from embedarchive.stages.origin import origin_of_page, origin_of_text

    if source.kind is SourceKind.URL:
        return None
    found = (
        origin_of_text(document)
        if isinstance(document, str)
        else origin_of_page(document.source, document.tree)
    )
    return source.address or saved_from or found
