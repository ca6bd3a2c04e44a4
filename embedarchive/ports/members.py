"""Find the whole gzip members of a file, and where a torn tail begins.

A WARC file is one gzip member per record. After a crash the last one may be cut anywhere; only a
member whose deflate stream ends and whose CRC and length agree counts as whole.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

STEP = 1 << 16
GZIP = 16 + zlib.MAX_WBITS


@dataclass(frozen=True, slots=True)
class Member:
    """One whole gzip member."""

    offset: int
    """Bytes from the start of the file."""
    length: int
    """Bytes, compressed, header and trailer included."""

    @property
    def end(self) -> int:
        """The offset behind the member."""
        return self.offset + self.length


@dataclass(frozen=True, slots=True)
class Survey:
    """What stands in a file from an offset on."""

    members: tuple[Member, ...]
    end: int
    """Where the last whole member ends: a torn tail begins here, if the file goes on."""
    size: int
    """Bytes in the file."""

    @property
    def torn(self) -> int:
        """Bytes of the torn tail; 0 where the file ends with a whole member."""
        return self.size - self.end


def members(stream: BinaryIO, start: int = 0) -> Iterator[Member]:
    """Yield whole members from an offset on, up to the first that is cut or damaged."""
    offset = start
    while (length := member_length(stream, offset)) is not None:
        yield Member(offset, length)
        offset += length


def member_length(stream: BinaryIO, offset: int) -> int | None:
    """Return the length of the member that begins at an offset; None where it is not whole."""
    stream.seek(offset)
    inflater = zlib.decompressobj(GZIP)
    read = 0
    try:
        while not inflater.eof:
            waiting = inflater.unconsumed_tail
            fresh = b"" if waiting else stream.read(STEP)
            read += len(fresh)
            inflated = inflater.decompress(waiting or fresh, STEP)
            if not (waiting or fresh or inflated or inflater.eof):
                return None
    except zlib.error:
        return None
    return read - len(inflater.unused_data)


def survey(path: Path, start: int = 0) -> Survey:
    """Scan a file from an offset on, in flat memory."""
    with path.open("rb") as stream:
        size = stream.seek(0, io.SEEK_END)
        found = tuple(members(stream, start))
    return Survey(found, found[-1].end if found else start, size)
