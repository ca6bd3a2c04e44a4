"""Whether bytes can be an article, judged by how they begin, before anything is read."""

from __future__ import annotations

import os
import stat

from embedarchive.cli.addresses import missing
from embedarchive.late import re

SAMPLE = 8_192
"""Bytes that are looked at."""
PACKED = b"\x1f\x8b"
WAY_OUT = "HTML or plain text is needed"
MAGIC = (
    (b"%PDF-", "a PDF", "extract its text (pdftotext) and give that"),
    (b"\x89PNG", "a PNG picture", WAY_OUT),
    (b"\xff\xd8\xff", "a JPEG picture", WAY_OUT),
    (b"GIF8", "a GIF picture", WAY_OUT),
    (
        b"PK\x03\x04",
        "a ZIP file (a .docx or .wacz is one)",
        "unpack it, or save it as HTML or text",
    ),
    (b"\xd0\xcf\x11\xe0", "a document of Microsoft Office", "save it as HTML or text"),
    (b"{\\rtf", "RTF", "save it as HTML or text"),
    (PACKED, "gzip", "unpack it first"),
    (b"\x7fELF", "a program", WAY_OUT),
    (b"SQLite format 3\x00", "an SQLite database", WAY_OUT),
)
"""How files begin that hold no text, what they are, and the way out."""
DUMP = re.compile(rb"WARC/1\.[0-9]\r?\n")
"""How a WARC or WET begins; prose that begins with the word goes on in its line."""
WEB_ARCHIVE = b"bplist00"
"""How Safari's web archives begin, and other files of Apple's, which hold no page."""
_TEXT_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\b\x1b"))


def content_problem(name: str, sample: bytes) -> str | None:
    """Say why what begins so cannot be an article; None where it may be one."""
    if dump := _dump_kind(sample):
        return (
            f"{name}: no article but {dump}, a dump of pages; 'embedarchive find FILE' reads it from a file "
            "whose name ends in .warc or .warc.gz"
        )
    kind = binary_kind(sample)
    way_out = next((way for _, one, way in MAGIC if one == kind), WAY_OUT)
    return f"{name}: no text but {kind}; {way_out}" if kind else None


def _dump_kind(sample: bytes) -> str | None:
    if sample.startswith(b"WARC/") and DUMP.match(sample):
        return "a WARC"
    if not sample.startswith(PACKED):
        return None
    import zlib  # only what is packed needs it

    try:
        packed = DUMP.match(zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(sample, 16))
    except zlib.error:
        return None
    return "a compressed WARC" if packed else None


def binary_kind(sample: bytes) -> str | None:
    """Say what a file is that holds no text, by its beginning; None for text in whatever encoding."""
    for magic, kind, _ in MAGIC:
        if sample.startswith(magic):
            return kind
    if sample.startswith((WEB_ARCHIVE, *_TEXT_MARKS)) or _utf16(sample):
        return None
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return "binary" if controls * 33 > len(sample) else None


def _utf16(sample: bytes) -> bool:
    """Whether it looks like UTF-16 without its mark: zeros at every other place, and only there."""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    return min(even, odd) == 0 and max(even, odd) * 4 > len(sample) // 2


def file_problem(path: str, largest: int | None, *, web: bool = True) -> str | None:
    """Say why a file cannot be read as text; None where it can. Without a largest size it is a dump.

    `web` says whether an address would have been taken as well.
    """
    try:
        state = os.stat(path)
        if not stat.S_ISREG(state.st_mode):
            return f"{path}: not a regular file; use - to read from a pipe"
        if largest is not None and state.st_size > largest:
            return (
                f"{path}: {megabytes(state.st_size)}, more than the {megabytes(largest)} we take; "
                "an article is smaller: split it"
            )
        with open(path, "rb") as file:
            sample = file.read(SAMPLE)
    except FileNotFoundError:
        return missing(path, web=web)
    except (OSError, ValueError) as error:
        return f"{path}: {getattr(error, 'strerror', None) or error}"
    if not sample.strip():
        return f"{path}: the file is empty" if state.st_size <= SAMPLE else None
    return None if largest is None else content_problem(path, sample)


def megabytes(size: int) -> str:
    """Return a size for people, rounded up: a limit and what exceeds it must not look alike."""
    return f"{-(-size // 1_000_000)} MB"
