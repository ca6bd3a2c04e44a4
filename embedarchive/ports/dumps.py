"""Bulk reading of dumps: the pages of WARC, WET and WACZ files, one after the other, in flat memory.

fastwarc reads; here are the limits on everything that a file states about itself, and the way on behind
damage: a record that cannot be read is one `Damage`, and reading goes on at the next place where a record
begins. Nothing is unpacked to the disk.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from fastwarc.warc import ArchiveIterator, WarcHeader, WarcRecord, WarcRecordType

from embedarchive.ports.decode import content_codings, decode_body
from embedarchive.ports.http_answer import dechunk
from embedarchive.ports.record_ends import (
    HEAD,
    LARGEST_HEADERS,
    MAGIC,
    RECORD,
    RECORD_START,
    STEP,
    Window,
    begins_record,
    inflated,
    record_end,
    unfinished,
)

LARGEST_PAGE = 16_000_000
"""Bytes of a page, as it stands in the record and decoded."""
LARGEST_RECORD = 2**32
"""Bytes; crawlers cut far below. A record that states more is believed to be damaged."""
LONGEST_URL = 16_000
READABLE = frozenset(
    {"text/html", "application/xhtml+xml", "text/plain", "text/markdown", "text/x-markdown", "text/xml"}
    | {"application/xml", "application/rss+xml", "application/atom+xml"}
    | {"application/rdf+xml", "application/feed+json", "application/json", ""}
)
"""Media types that may be an article; for a page without one, and for JSON, the bytes will tell."""
SUCCESS = range(200, 300)
BARE_TYPES = WarcRecordType.conversion | WarcRecordType.resource
"""Their block is the page itself, without HTTP headers."""
READ_TYPES = WarcRecordType.response | BARE_TYPES


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some records of one WARC, side by side."""

    path: str
    """The file, as given."""
    start: int
    """Where the first record begins, in bytes of the WARC."""
    end: int
    """A record that begins here or behind is another stretch's."""
    size: int
    """Bytes of the WARC."""
    member: str | None = None
    """The name of the WARC inside a WACZ."""
    base: int = 0
    """Where the WARC begins in the file; not 0 only inside a WACZ."""

    @property
    def name(self) -> str:
        """What to call it when talking to people."""
        return f"{self.path}: {self.member}" if self.member else self.path


@dataclass(frozen=True, slots=True)
class Page:
    """A page out of a dump, decoded as far as HTTP encoded it."""

    url: str
    offset: int
    """Where its record begins, in bytes of the WARC; see `own_place`."""
    content_type: str
    """The header's value as it stands; empty where there is none."""
    body: bytes
    length: int
    """Bytes that the record states for its block."""
    date: str
    """When it was fetched: `WARC-Date`, as it stands."""
    converted: bool = False
    """Whether it is a `conversion`: text that was made of a page, as in WET files."""


@dataclass(frozen=True, slots=True)
class Damage:
    """A record, or a stretch of bytes, that cannot be read."""

    offset: int
    problem: str
    """In words, for people."""


@dataclass(frozen=True, slots=True)
class Reached:
    """The last thing a stretch yields: where the next stretch has to begin, if all is as it should be."""

    offset: int


Found: TypeAlias = Page | Damage | Reached


# --- Where records begin ------------------------------------------------------------------------


def next_record(window: Window, start: int, end: int) -> int | None:
    """Return the first place from `start` on, before `end`, where a record seems to begin.

    In a compressed WARC that is a gzip member in which a record header stands. A payload that is itself
    a WARC can deceive; whoever cuts a file there asks whether the records before it end there.
    """
    packed = window.at(0, len(MAGIC)) == MAGIC
    overlap = len(MAGIC) - 1 if packed else 80
    at = start
    while at < end:
        block = window.at(at, STEP + overlap)
        for place in _members(window, at, block) if packed else _headers(block, at):
            if place < end:
                return place
        at += STEP
    return None


def _members(window: Window, at: int, block: bytes) -> Iterator[int]:
    place = block.find(MAGIC)
    while 0 <= place < STEP:
        if begins_record(window.at(at + place, HEAD)):
            yield at + place
        place = block.find(MAGIC, place + 1)


def _headers(block: bytes, at: int) -> Iterator[int]:
    return (at + match.start() for match in RECORD_START.finditer(block))


def own_place(stretch: Stretch, offset: int) -> int | None:
    """Return an offset if a record begins there; None in a WARC that is compressed as a whole."""
    with Window.of(stretch) as window:
        head = window.at(offset, len(MAGIC))
        return offset if head in (MAGIC, b"WAR") else None


def overruns(stretch: Stretch, page: Page) -> bool:
    """Whether a record states more bytes than it has, so that others' were read as its own."""
    # The plain search takes a twentieth of the time of the pattern's, which begins with a look behind.
    if b"WARC/1." not in page.body or not RECORD_START.search(page.body):
        return False
    with Window.of(stretch) as window:
        if window.at(page.offset, len(MAGIC)) == MAGIC:
            return inflated(window, page.offset, page.length) < page.length
        end = record_end(window, page.offset)
        behind = window.at(end, len(RECORD) + 4).lstrip(b"\r\n") if end else b""
        return not RECORD.startswith(behind[: len(RECORD)])


def cut(whole: Stretch, step: int) -> Iterator[Stretch]:
    """Cut a WARC into stretches of about `step` bytes, at places where a record begins."""
    with Window.of(whole) as window:
        start = whole.start
        while start < whole.end:
            end = next_record(window, start + step, whole.end) if start + step < whole.end else None
            end = whole.end if end is None else end
            yield Stretch(whole.path, start, end, whole.size, whole.member, whole.base)
            start = end


def whole_file(path: str) -> Stretch:
    """Return a WARC file as one stretch."""
    size = Path(path).stat().st_size
    return Stretch(path, 0, size, size)


# --- Reading ------------------------------------------------------------------------------------


def pages(stretch: Stretch) -> Iterator[Found]:
    """Yield the pages of a stretch (HTML and text, status 2xx), its damages, and at last what was reached.

    Raises OSError where the file cannot be opened.
    """
    with Window.of(stretch) as window:
        yield from _from(window, stretch, stretch.start)


def _from(window: Window, stretch: Stretch, start: int) -> Iterator[Found]:
    """Read from one record on; where that fails, go on at the next place where one begins."""
    at: int | None = start
    known = False
    """Whether the damage has been told: trying again within it tells nothing new."""
    while at is not None and at < stretch.end:
        try:
            yield from _unbroken(window, at, stretch.end)
            return
        except _Lost as lost:
            if lost.seen or not known:
                yield Damage(lost.offset, lost.problem)
            known = True
            at = next_record(window, max(lost.offset, at) + 1, stretch.size)
    yield Reached(stretch.size if at is None else at)


class _Lost(Exception):
    """Nobody knows where the next record begins."""

    def __init__(self, offset: int, problem: str, seen: int = 0) -> None:
        super().__init__(problem)
        self.offset = offset
        self.problem = problem
        self.seen = seen
        """How many records were read before."""


def _unbroken(window: Window, start: int, end: int) -> Iterator[Found]:
    """Read records one by one, at last what was reached. Raises `_Lost`."""
    window.seek(start)
    at, seen, told = start, 0, False
    try:
        for record in ArchiveIterator(window, parse_http=False, max_header_len=LARGEST_HEADERS):
            at = record.stream_pos
            # Where all is one gzip member, every record "begins" at the end of the file.
            if at >= end and end < window.size:
                yield Reached(at)
                return
            found = _read(record, at) if record.record_type & READ_TYPES else None
            seen += 1
            told = isinstance(found, Damage)
            if found is not None:
                yield found
                # Not held while the next is read: two bodies take turns in the processor's cache.
                found = None
    except OSError as error:
        raise _Lost(at, f"damaged at or behind byte {at} ({error})", seen) from error
    except _Lost as lost:
        lost.seen = seen
        raise
    # fastwarc says nothing of what is cut off in the head of a record, or in the last bytes of a member.
    if not told and (problem := unfinished(window, at)):
        yield Damage(at, problem)
    yield Reached(window.size)


def _read(record: WarcRecord, at: int) -> Found | None:
    # A name that fastwarc knows is looked up in a sixth of the time of a string.
    headers = record.headers
    url = (headers.get(WarcHeader.WARC_TARGET_URI) or "").strip("<>")[:LONGEST_URL]
    stated = headers.get(WarcHeader.CONTENT_LENGTH) or ""
    if not (stated.isascii() and stated.strip().isdecimal()):
        raise _Lost(at, f"the record at byte {at} states the length {stated[:40]!r}")
    if not url.lower().startswith(("http:", "https:")):
        return None
    if record.record_type & BARE_TYPES:
        content_type = headers.get(WarcHeader.CONTENT_TYPE) or ""
        return _page(record, url, at, content_type) if _readable(content_type) else None
    return _answer(record, url, at) if record.is_http else None


def _answer(record: WarcRecord, url: str, at: int) -> Found | None:
    try:
        record.parse_http(max_header_len=LARGEST_HEADERS)
    except OSError:
        return Damage(at, f"{url}: the HTTP headers (record at byte {at}) cannot be read")
    headers = record.http_headers
    content_type = headers.get(WarcHeader.CONTENT_TYPE) or ""
    if headers.status_code not in SUCCESS or not _readable(content_type):
        return None
    found = _page(record, url, at, content_type)
    coded = "-encoding" in "\n".join(headers.keys()).lower()
    return _decoded(found, headers.to_tuples()) if coded and isinstance(found, Page) else found


def _readable(content_type: str) -> bool:
    return content_type.partition(";")[0].strip().lower() in READABLE


def _page(record: WarcRecord, url: str, at: int, content_type: str) -> Page | Damage:
    left = record.content_length
    if left > LARGEST_PAGE:
        problem = (
            f"{url}: larger than {LARGEST_PAGE // 1_000_000} MB (record at byte {at}); an article is smaller"
        )
        if left > LARGEST_RECORD:
            # A length that is wrong would swallow what stands behind the record.
            raise _Lost(at, problem)
        return Damage(at, problem)
    body = record.reader.read(LARGEST_PAGE)
    if len(body) < left:
        return Damage(at, f"{url}: the record at byte {at} ends early")
    headers = record.headers
    date = headers.get(WarcHeader.WARC_DATE) or ""
    converted = record.record_type == WarcRecordType.conversion
    length = int(headers.get(WarcHeader.CONTENT_LENGTH) or 0)
    return Page(url, at, content_type, body, length, date, converted)


def _decoded(page: Page, headers: Sequence[tuple[str, str]]) -> Page | Damage:
    """Undo chunks and content codings. Crawlers keep these headers over bodies they have decoded already:
    what does not look coded stays as it is."""
    body = page.body
    if any(name.lower() == "transfer-encoding" and "chunked" in value.lower() for name, value in headers):
        plain, whole = dechunk(body)
        body = plain if whole or plain else body
    done = decode_body(body, content_codings(headers), LARGEST_PAGE)
    if done.truncated:
        most = LARGEST_PAGE // 1_000_000
        return Damage(
            page.offset, f"{page.url}: unpacks to more than {most} MB (record at byte {page.offset})"
        )
    return replace(page, body=done.body)
