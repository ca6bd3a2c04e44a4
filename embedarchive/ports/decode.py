"""Undo content codings in bounded memory and time, whatever the server says and sends.

Every coding is a generator over pieces of about `STEP` bytes, so that stacked codings hold a few
pieces each; no layer may give without end, so that no stack of them can spin for long.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO, TypeAlias, cast

import brotli  # type: ignore[import-untyped]
import zstandard

STEP = 65_536
"""Bytes handed from layer to layer."""
MAX_CODINGS = 5
MAX_MEMBERS = 1_000
"""Gzip members in one body: empty ones cost time and give nothing."""
MAX_INNER = 32 * 2**20
"""Bytes a coding beneath another may give; apart from the cap, which a second reading may set lower."""
MAX_WINDOW = 8 * 2**20
"""Bytes a zstd window may take: the limit of RFC 9659 for the web."""

Pieces: TypeAlias = Iterator[bytes]


@dataclass(frozen=True, slots=True)
class Decoded:
    """A body without its content codings."""

    body: bytes
    truncated: bool = False
    """There was more than the cap allows, in the body or in a layer beneath it."""
    problem: str | None = None
    """In words: a coding we do not know, bytes that are not of the coding named, an early end."""


class _Corrupt(Exception):
    """The bytes are not of the coding that the header names, or not all of it."""


class _TooMuch(Exception):
    """A layer gives more than the cap."""


def content_codings(headers: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Return the content codings in the order they were applied: lower case, `identity` left out."""
    values = (value for name, value in headers if name.lower() == "content-encoding")
    names = (name.strip().lower() for value in values for name in value.split(","))
    return tuple(name for name in names if name not in ("", "identity"))


def decode_body(raw: bytes, encodings: Sequence[str], cap: int) -> Decoded:
    """Undo `encodings` (as `content_codings` gives them), giving at most `cap` bytes.

    A cap of exactly the bytes that an earlier reading gave gives those bytes again.
    """
    problem = _unknown(encodings)
    if problem or not encodings:
        return Decoded(raw[:cap], len(raw) > cap, problem)
    pieces: Pieces = (raw[start : start + STEP] for start in range(0, len(raw), STEP))
    for name in reversed(encodings[1:]):
        pieces = _capped(CODINGS[name](pieces), MAX_INNER)
    return _collect(_capped(CODINGS[encodings[0]](pieces), cap), raw, cap)


def _unknown(encodings: Sequence[str]) -> str | None:
    if len(encodings) > MAX_CODINGS:
        return f"{len(encodings)} content codings, one upon the other: left as received"
    strange = next((name for name in encodings if name not in CODINGS), None)
    return None if strange is None else f"unknown content coding {strange[:40]!r}: left as received"


def _collect(pieces: Pieces, raw: bytes, cap: int) -> Decoded:
    gathered = io.BytesIO()
    truncated, problem = False, None
    try:
        for piece in pieces:
            gathered.write(piece)
    except _TooMuch:
        truncated = True
    except _Corrupt as error:
        problem = str(error)
        if not gathered.tell():
            return Decoded(raw[:cap], len(raw) > cap, f"{problem}: left as received")
    return Decoded(gathered.getvalue(), truncated, problem)


def _capped(pieces: Pieces, cap: int) -> Pieces:
    left = cap
    for piece in pieces:
        if len(piece) > left:
            if left:
                yield piece[:left]
            raise _TooMuch
        left -= len(piece)
        yield piece


def _gzip(pieces: Pieces) -> Pieces:
    """Undo gzip, members one after the other; what follows the last is no part of it (RFC 1952)."""
    engine = None
    members = 0
    for piece in pieces:
        pending = piece
        while pending:
            if engine is None:
                if members and pending[0] != 0x1F:
                    return
                members += 1
                engine = _next_member(members)
            pending = yield from _inflate(engine, pending, "gzip")
            engine = None if engine.eof else engine
    if engine is not None:
        raise _Corrupt("the gzip stream ends early")


def _next_member(members: int) -> zlib._Decompress:
    if members > MAX_MEMBERS:
        raise _Corrupt(f"more than {MAX_MEMBERS} gzip members")
    return zlib.decompressobj(16 + zlib.MAX_WBITS)


def _deflate(pieces: Pieces) -> Pieces:
    """Undo `deflate`: a zlib stream as RFC 9110 8.4.1.2 says, or bare deflate as some servers send."""
    engine = None
    for piece in pieces:
        engine = engine or zlib.decompressobj(zlib.MAX_WBITS if _is_zlib(piece) else -zlib.MAX_WBITS)
        yield from _inflate(engine, piece, "deflate")
        if engine.eof:
            return
    if engine is not None:
        raise _Corrupt("the deflate stream ends early")


def _is_zlib(start: bytes) -> bool:
    """Tell by the two header bytes of RFC 1950."""
    return len(start) > 1 and start[0] & 0x0F == 8 and int.from_bytes(start[:2], "big") % 31 == 0


def _inflate(engine: zlib._Decompress, pending: bytes, name: str) -> Generator[bytes, None, bytes]:
    """Give what `pending` inflates to; return what is left behind the end of the stream."""
    full = True
    while (pending or full) and not engine.eof:
        try:
            piece = engine.decompress(pending, STEP)
        except zlib.error as error:
            raise _Corrupt(f"not {name}: {error}") from error
        pending = engine.unconsumed_tail
        full = len(piece) == STEP
        if piece:
            yield piece
    return engine.unused_data


def _brotli(pieces: Pieces) -> Pieces:
    engine = brotli.Decompressor()
    began = False
    for piece in pieces:
        began = True
        yield from _brotli_piece(engine, piece)
        if engine.is_finished():
            return
    if began:
        raise _Corrupt("the brotli stream ends early")


def _brotli_piece(engine: brotli.Decompressor, pending: bytes) -> Pieces:
    # brotli 1.2.1 says `can_accept_more_data` while output is waiting: ask until it gives none.
    while not engine.is_finished():
        try:
            piece = engine.process(pending, output_buffer_limit=STEP)
        except brotli.error as error:
            raise _Corrupt(f"not br: {error}") from error
        if not piece:
            return
        yield piece
        pending = b""


class _Source:
    """Pieces as something to `read` from."""

    def __init__(self, pieces: Pieces) -> None:
        self._pieces = pieces

    def read(self, size: int = -1) -> bytes:
        """Return the next piece, empty at the end; `size` is a wish that pieces fit anyway."""
        return next((piece for piece in self._pieces if piece), b"")


def _zstd(pieces: Pieces) -> Pieces:
    engine = zstandard.ZstdDecompressor(max_window_size=MAX_WINDOW)
    source = cast("IO[bytes]", _Source(pieces))
    reader = engine.stream_reader(source, read_size=STEP, read_across_frames=True)
    while True:
        try:
            piece = reader.read(STEP)
        except zstandard.ZstdError as error:
            raise _Corrupt(f"not zstd: {error}") from error
        if not piece:
            return
        yield piece


CODINGS: dict[str, Callable[[Pieces], Pieces]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}
