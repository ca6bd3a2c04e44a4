"""Turn nouns into rows: one numbered batch per table, to be inserted in one transaction."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from os.path import abspath
from typing import Any

from embedarchive.platforms import permalink
from embedarchive.records import (
    Answered,
    Article,
    Candidate,
    Check,
    Citation,
    Copy,
    CopyKind,
    Hop,
    HopKind,
    Mention,
    PostRef,
    Provenance,
    RecordRef,
    Resolution,
    Source,
    SourceKind,
    Testified,
    Testimony,
)

Row = dict[str, Any]
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
WORD_TABLE = "citation_words"


def storable(text: str) -> str:
    """Replace what SQLite cannot hold (NUL, lone surrogates) by U+FFFD, character for character."""
    return _UNSTORABLE.sub("\ufffd", text)


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        value = json.dumps(value, ensure_ascii=False)
    return storable(str(value)) if isinstance(value, str) else value


@dataclass(slots=True)
class Book:
    """The rows of one transaction, numbered on from what the database holds."""

    run: str
    now: str
    last_id: Callable[[str], int]
    """The highest id of a table."""
    record_id: Callable[[RecordRef], int]
    """The `warc_record.id` of a reference."""
    text_id: Callable[[str], int | None]
    """The `article_text.id` of a digest, where it is kept already."""
    exchange_id: Callable[[RecordRef], int]
    """The `exchange.id` of the answer that a reference names."""
    locate: Callable[[str], str] = abspath
    """Where a local source of that name stands."""
    rows: dict[str, list[Row]] = field(default_factory=dict)
    _next: dict[str, int] = field(default_factory=dict)

    def add(self, table: str, **columns: Any) -> int:
        """Write one row; return its number."""
        number = self._next.get(table) or self.last_id(table) + 1
        self._next[table] = number + 1
        row = {name: _cell(value) for name, value in columns.items()}
        self.rows.setdefault(table, []).append({"id": number, **row})
        return number

    def index(self, rowid: int, **columns: str | None) -> None:
        """Write the words of one citation into the full-text index."""
        words = {name: _cell(value or "") for name, value in columns.items()}
        self.rows.setdefault(WORD_TABLE, []).append({"rowid": rowid, **words})

    def evidence(self, *refs: RecordRef | None) -> int | None:
        """Return the row of the first reference that there is."""
        first = next((ref for ref in refs if ref), None)
        return self.record_id(first) if first else None


def place_of(source: Source, article: Article | None, locate: Callable[[str], str] = abspath) -> str:
    """Say where an article stands: its URL after redirects, its absolute path, or `-`."""
    if article and article.url:
        return article.url
    return locate(source.name) if source.kind is SourceKind.FILE else source.name


def mention_keys(place: str, mentions: Iterable[Mention]) -> list[str]:
    """Return what makes each mention the same mention in another run.

    SHA-256 over the JSON list [place of the article, platform, kind, identity, n]. The identity is the
    id of the post named by the mention itself; else the claimed handle, date and words; else the exact
    text. `n` counts, from 1, the mentions of the article that are alike in all of these.
    """
    seen: dict[str, int] = {}
    keys = []
    for mention in mentions:
        alike = json.dumps([place, mention.platform, mention.kind, _identity(mention)])
        seen[alike] = seen.get(alike, 0) + 1
        keys.append(hashlib.sha256(f"{alike}#{seen[alike]}".encode("ascii")).hexdigest())
    return keys


def _identity(mention: Mention) -> list[str | None]:
    claim = mention.claim
    if mention.post:
        return ["post", mention.post.platform, mention.post.id]
    if claim.handle:
        date = claim.date.isoformat() if claim.date else claim.date_text
        return ["claim", claim.handle.lower(), date, claim.text]
    return ["exact", mention.exact]


def best_copy_url(citation: Citation) -> str | None:
    """Return where a person looks first: the latest memento of the post, or the page a link ended on.

    A photo is a part of a post, and a page its words link to is another thing: neither is a copy of it.
    """
    kind = CopyKind.MEMENTO if citation.post else CopyKind.PAGE
    held = [copy for copy in citation.copies if copy.kind is kind]
    return max(held, key=lambda copy: copy.captured or "").url if held else None


def write_provenance(book: Book, provenance: Provenance, answers: Iterable[Answered] = ()) -> None:
    """Write an article with all that was learnt of its mentions, and which answers that rests on."""
    article, source = provenance.article, provenance.source
    ref = provenance.record or (article.exchange.record if article and article.exchange else None)
    record = book.evidence(ref)
    number = book.add("article", **_article(book, provenance, record))
    place = place_of(source, article, book.locate)
    keys = mention_keys(place, (one.mention for one in provenance.citations))
    for citation, key in zip(provenance.citations, keys, strict=True):
        mention = book.add("mention", article=number, **_mention(citation.mention, key), record=record)
        judged = _write_citation(book, citation, mention, key, record)
        _write_words(book, judged, article, citation.mention)
    _write_answers(book, answers, article=number)


def _article(book: Book, provenance: Provenance, record: int | None) -> Row:
    article, source = provenance.article, provenance.source
    problem = provenance.problem or (None if article else "it could not be read")
    return {
        "run": book.run,
        "at": book.now,
        "source": source.name,
        "kind": str(source.kind),
        "asked": article.asked if article else source.name,
        "place": place_of(source, article, book.locate),
        "url": article.url if article else None,
        "title": article.title if article else None,
        "publisher": article.publisher if article else None,
        "published": article.published if article else None,
        "lang": article.lang if article else None,
        "media_type": article.media_type if article else None,
        "encoding": article.encoding if article else None,
        "text": _text(book, article.text) if article else None,
        "record": record,
        "problem": problem,
    }


def _text(book: Book, text: str) -> int:
    """Write the text of an article, unless it is kept already."""
    text = storable(text)
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    known = book.text_id(digest)
    return book.add("article_text", sha256=digest, text=text) if known is None else known


def _post(post: PostRef | None) -> Row:
    return {
        "post_platform": post.platform if post else None,
        "post_id": post.id if post else None,
        "post_handle": post.handle if post else None,
    }


def _mention(mention: Mention, key: str) -> Row:
    claim = mention.claim
    return {
        "seq": mention.seq,
        "platform": mention.platform,
        "kind": str(mention.kind),
        "rule": mention.rule,
        "start": mention.start,
        "end": mention.end,
        "exact": mention.exact,
        "prefix": mention.prefix,
        "suffix": mention.suffix,
        "claimed_name": claim.name,
        "claimed_handle": claim.handle,
        "claimed_date": claim.date.isoformat() if claim.date else None,
        "claimed_date_text": claim.date_text,
        "claimed_text": claim.text,
        "claimed_lang": claim.lang,
        **_post(mention.post),
        "links": list(mention.links),
        "start_certain": int(mention.start_certain),
        "places": [[place.start, place.end] for place in mention.places],
        "key": key,
    }


def _write_citation(book: Book, citation: Citation, mention: int, key: str, article: int | None) -> int:
    found = (one.record for one in citation.testimonies if one.status is Testified.FOUND)
    number = book.add(
        "citation",
        mention=mention,
        key=key,
        run=book.run,
        checked=book.now,
        **_post(citation.post),
        post_url=permalink(citation.post) if citation.post else None,
        verdict=str(citation.verdict),
        verdict_rule=citation.verdict_rule,
        reasons=list(citation.reasons),
        liveness=str(citation.liveness),
        liveness_rule=citation.liveness_rule,
        reached=int(citation.reached),
        best_copy_url=best_copy_url(citation),
        record=book.evidence(*found) or article,
    )
    for seq, resolution in enumerate(citation.resolutions, 1):
        _write_resolution(book, resolution, seq, number, article)
    for table, rows in _findings(book, citation, article).items():
        for seq, row in enumerate(rows, 1):
            book.add(table, citation=number, seq=seq, **row)
    return number


def write_link(book: Book, resolution: Resolution, answers: Iterable[Answered] = ()) -> None:
    """Write where a link led that was followed by itself, and which answers that rests on."""
    number = _write_resolution(book, resolution, 1, None)
    _write_answers(book, answers, resolution=number)


def _write_resolution(
    book: Book, resolution: Resolution, seq: int, citation: int | None, article: int | None = None
) -> int:
    """Write where a link led, hop by hop; of a link that was not followed the article's bytes tell."""
    number = book.add(
        "resolution",
        run=book.run,
        checked=book.now,
        citation=citation,
        seq=seq,
        asked=resolution.asked,
        outcome=str(resolution.outcome),
        final_url=resolution.final_url,
        **_post(resolution.post),
        record=book.evidence(resolution.record) or article,
    )
    for n, hop in enumerate(resolution.hops, 1):
        book.add(
            "hop",
            resolution=number,
            n=n,
            url=hop.url,
            kind=str(hop.kind),
            status=hop.status,
            target=hop.target,
            failure=str(hop.failure) if hop.failure else None,
            detail=hop.detail,
            record=book.evidence(hop.record),
            notes=list(hop.notes),
            raw=target_bytes(hop),
        )
    return number


FROM_HEADERS = frozenset({HopKind.LOCATION, HopKind.REFRESH_HEADER, HopKind.ARCHIVED})


def target_bytes(hop: Hop) -> bytes | None:
    """Return a header's target byte for byte; None where its text is plain ASCII, or no header gave it."""
    target = hop.target
    if hop.kind not in FROM_HEADERS or target is None or (target.isascii() and "\0" not in target):
        return None
    try:
        return target.encode("latin-1")
    except UnicodeEncodeError:
        return None


def _write_answers(
    book: Book, answers: Iterable[Answered], *, article: int | None = None, resolution: int | None = None
) -> None:
    """Write which answers a dialogue was given, in an order that does not depend on who was quicker."""
    for one in sorted(answers, key=lambda one: (one.purpose, one.url)):
        book.add(
            "answer",
            article=article,
            resolution=resolution,
            purpose=one.purpose,
            url=one.url,
            exchange=book.exchange_id(one.record) if one.record else None,
            failure=one.failure,
            detail=one.detail,
        )


def _findings(book: Book, citation: Citation, article: int | None) -> Mapping[str, list[Row]]:
    """Return what was found out about a citation; `article` is the record of the article's bytes."""
    return {
        "candidate": [_candidate(book, one, article) for one in citation.candidates],
        "testimony": [_testimony(book, one) for one in citation.testimonies],
        "copy": [_copy(book, one, article) for one in citation.copies],
        "check_result": [_check(book, one, article) for one in citation.checks],
    }


def _candidate(book: Book, candidate: Candidate, article: int | None) -> Row:
    return {
        **_post(candidate.post),
        "rung": candidate.rung,
        "accepted": int(candidate.accepted),
        "reason": candidate.reason,
        "record": book.evidence(candidate.record) or article,
    }


def _testimony(book: Book, testimony: Testimony) -> Row:
    return {
        "witness": str(testimony.witness),
        "status": str(testimony.status),
        "url": testimony.url,
        **_post(testimony.post),
        "name": testimony.name,
        "handle": testimony.handle,
        "created": testimony.created.isoformat() if testimony.created else None,
        "day": testimony.day.isoformat() if testimony.day else None,
        "text": testimony.text,
        "text_cut": int(testimony.text_cut),
        "lang": testimony.lang,
        "media": list(testimony.media),
        "edits": list(testimony.edits),
        "edited": testimony.edited.isoformat() if testimony.edited else None,
        "quoted": testimony.quoted,
        "detail": testimony.detail,
        "record": book.evidence(testimony.record),
    }


def _copy(book: Book, copy: Copy, article: int | None) -> Row:
    return {
        "kind": str(copy.kind),
        "url": copy.url,
        "captured": copy.captured,
        "record": book.evidence(copy.record) or article,
    }


def _check(book: Book, check: Check, article: int | None) -> Row:
    return {
        "name": check.name,
        "outcome": str(check.outcome),
        "expected": check.expected,
        "found": check.found,
        "witness": check.witness,
        "record": book.evidence(check.record) or article,
    }


def _write_words(book: Book, citation: int, article: Article | None, mention: Mention) -> None:
    claim = mention.claim
    book.index(
        citation,
        title=article.title if article else None,
        publisher=article.publisher if article else None,
        name=claim.name,
        handle=claim.handle,
        quote=claim.text,
        exact=mention.exact,
    )
