"""Where the records of a dump begin and end, told from their bytes alone and not by what reads them."""

from __future__ import annotations

import io
import os
import re
import zlib

TYPE_CHECKING = False  # as in cli/__init__.py
if TYPE_CHECKING:
    from embedarchive.ports.dumps import Stretch

LARGEST_HEADERS = 64 * 1024
"""Bytes of a record's header block, and of an HTTP one; 18 MB of header lines took warcio half a minute."""
STEP = 1 << 16
MAGIC = b"\x1f\x8b\x08"
RECORD_START = re.compile(rb"(?<=\n)WARC/1\.[01]\r?\n[A-Za-z-]{1,60}:")
HEAD = 4_096
"""Compressed bytes in which a member shows whether it begins with a record."""
RECORD = b"WARC/1."
LENGTH = re.compile(rb"(?i)\ncontent-length:[ \t]{0,16}([0-9]{1,19})[ \t]{0,16}\r?\n")
HEADERS_END = re.compile(rb"\n\r?\n")
PADDING = b"\0\r\n \t"


class Window(io.RawIOBase):
    """A part of a file, read as if it were all."""

    def __init__(self, path: str, base: int, size: int) -> None:
        """Open the file."""
        super().__init__()
        self._descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        self._base = base
        self.size = size
        self._at = 0

    @classmethod
    def of(cls, stretch: Stretch) -> Window:
        """Open the WARC of a stretch. Raises OSError."""
        return cls(stretch.path, stretch.base, stretch.size)

    def close(self) -> None:
        """Close the file."""
        if not self.closed:
            os.close(self._descriptor)
        super().close()

    def readable(self) -> bool:
        """Say yes."""
        return True

    def seekable(self) -> bool:
        """Say yes."""
        return True

    def tell(self) -> int:
        """Return the place in the window."""
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place in the window."""
        self._at = max(0, offset + {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self.size}[whence])
        return self._at

    def at(self, offset: int, count: int) -> bytes:
        """Return bytes from anywhere, without going there."""
        count = min(count, self.size - offset)
        return os.pread(self._descriptor, count, self._base + offset) if count > 0 else b""

    def readinto(self, buffer: object) -> int:
        """Read on."""
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        piece = self.at(self._at, len(view))
        view[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)

    def read(self, size: int = -1, /) -> bytes:
        """Read on; fastwarc asks for a block at a time."""
        piece = self.at(self._at, self.size - self._at if size < 0 else size)
        self._at += len(piece)
        return piece


def begins_record(member: bytes) -> bool:
    """Whether a gzip member holds a record, by its first bytes."""
    try:
        return zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(member, 8).startswith(RECORD)
    except zlib.error:
        return False


def inflated(window: Window, at: int, enough: int) -> int:
    """Return how many bytes the member at a place inflates to, or at least `enough`."""
    return _inflate(window, at, enough)[0]


def _inflate(window: Window, at: int, enough: int | None = None) -> tuple[int, int | None]:
    """Return how many bytes a member inflates to, and where it ends: None if not read to the end."""
    window.seek(at)
    inflater = zlib.decompressobj(16 + zlib.MAX_WBITS)
    size = 0
    while not inflater.eof and (enough is None or size < enough):
        packed = inflater.unconsumed_tail or window.read(STEP)
        if not packed:
            break
        size += len(inflater.decompress(packed, STEP))
    return size, window.tell() - len(inflater.unused_data) if inflater.eof else None


def record_end(window: Window, at: int) -> int | None:
    """Return where the block of a plain record ends by what its header states; None where it is cut off."""
    head = window.at(at, LARGEST_HEADERS)
    end = HEADERS_END.search(head)
    length = LENGTH.search(head, 0, end.end()) if end else None
    if not end or not length:
        return None
    place = at + end.end() + int(length[1])
    return place if place <= window.size else None


def unfinished(window: Window, at: int) -> str | None:
    """Say what is wrong with the end of a dump whose last record begins at a place; None if nothing is.

    Of a WARC that is compressed as a whole, where no record begins there, nothing can be told.
    """
    head = window.at(at, HEAD)
    try:
        if begins_record(head):
            end = _inflate(window, at)[1]
        elif head.startswith(RECORD):
            end = record_end(window, at)
        else:
            return None
    except zlib.error as error:
        return f"damaged at or behind byte {at} ({error})"
    if end is None:
        return f"the record at byte {at} is cut off"
    if window.at(end, STEP).strip(PADDING):
        return f"damaged at or behind byte {end} (no whole record stands there)"
    return None
