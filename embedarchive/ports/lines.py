"""Bytes to and from a peer: a TCP connection, and TLS over one. Knows no names, rules or HTTP."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias, TypeVar

from embedarchive.errors import UsageError
from embedarchive.records import Failure

T = TypeVar("T")

CHUNK = 65_536
CERTIFICATE_MESSAGE = 11
"""The type of that handshake message (RFC 8446, 4)."""


class DialError(Exception):
    """The target was not reached. Caught in `web`, where it becomes a value."""

    def __init__(self, failure: Failure, detail: str, *, temporary: bool = False) -> None:
        super().__init__(detail)
        self.failure = failure
        self.temporary = temporary
        """Another try a moment later may end better."""
        self.certificate: bytes | None = None
        """The peer's leaf (DER), where it was what we refused."""


@dataclass(slots=True)
class Pipe:
    """A TCP connection as dialled."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    peer: str
    """The address at the other end, as the kernel names it."""


Connect: TypeAlias = Callable[[str, int], Awaitable[Pipe]]


async def connect(address: str, port: int) -> Pipe:
    """Dial a literal address."""
    reader, writer = await asyncio.open_connection(address, port)
    return Pipe(reader, writer, str(writer.get_extra_info("peername")[0]))


class Line(Protocol):
    """Bytes to and from a peer. `read` gives b"" at the end; both may raise OSError."""

    async def read(self, size: int) -> bytes:
        """Return what is there, at most `size` bytes."""

    async def write(self, piece: bytes) -> None:
        """Send a piece."""

    def close(self) -> None:
        """Hang up, at once."""


class PlainLine:
    """A TCP connection, perhaps through a proxy."""

    def __init__(self, pipe: Pipe) -> None:
        self._pipe = pipe

    async def read(self, size: int) -> bytes:
        """Return what is there, at most `size` bytes."""
        return await self._pipe.reader.read(size)

    async def write(self, piece: bytes) -> None:
        """Send a piece."""
        self._pipe.writer.write(piece)
        await self._pipe.writer.drain()

    def close(self) -> None:
        """Hang up, at once."""
        self._pipe.writer.close()


class SecureLine:
    """TLS over a line."""

    def __init__(self, line: Line, context: ssl.SSLContext, name: str) -> None:
        self._line = line
        self._incoming, self._outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self.engine = context.wrap_bio(self._incoming, self._outgoing, server_hostname=name)

    async def shake_hands(self) -> None:
        """Agree on keys and check the certificate, or raise a DialError that holds the one refused."""
        try:
            await self._drive(self.engine.do_handshake)
        except OSError as error:  # ssl.SSLError is one
            refused = DialError(Failure.TLS, _in_words(error))
            refused.certificate = getattr(self.engine, "leaf", None)
            raise refused from error

    async def read(self, size: int) -> bytes:
        """Return what is there; the end of the TCP connection is an end here too, as browsers see it."""
        try:
            return await self._drive(lambda: self.engine.read(size))
        except (ssl.SSLZeroReturnError, ssl.SSLEOFError):
            return b""

    async def write(self, piece: bytes) -> None:
        """Send a piece."""
        await self._drive(lambda: self.engine.write(piece))

    def close(self) -> None:
        """Hang up, at once."""
        self._line.close()

    async def _drive(self, step: Callable[[], T]) -> T:
        while True:
            try:
                result = step()
            except ssl.SSLWantReadError:
                await self._flush()
                self._take(await self._line.read(CHUNK))
            except ssl.SSLError:
                with contextlib.suppress(OSError):
                    await self._flush()  # the alert
                raise
            else:
                await self._flush()
                return result

    def _take(self, piece: bytes) -> None:
        if piece:
            self._incoming.write(piece)
        else:
            self._incoming.write_eof()

    async def _flush(self) -> None:
        if self._outgoing.pending:
            await self._line.write(self._outgoing.read())


def _in_words(error: OSError) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"certificate refused: {error.verify_message}"
    return f"TLS: {error.args[-1] if error.args else type(error).__name__}"


class _Watched(ssl.SSLObject):
    """Remembers the leaf that was shown, also where it was then refused."""

    leaf: bytes | None = None


def client_context(ca_file: str) -> ssl.SSLContext:
    """Return a context that trusts `ca_file` alone and remembers refused leaves."""
    try:
        context = ssl.create_default_context(cafile=ca_file)
    except OSError as error:
        raise UsageError(f"{ca_file}: no readable PEM bundle of certificates ({error})") from error
    context.sslobject_class = _Watched
    # Python tells a refused certificate in no public way (3.11 to 3.14); without this hook the record
    # lacks its digest and nothing else changes. To go when SSLCertVerificationError carries the chain.
    if hasattr(context, "_msg_callback"):
        context._msg_callback = _watch
    return context


def _watch(line: Any, direction: str, version: int, _content: int, kind: int, message: bytes) -> None:
    """Keep the first certificate of a Certificate message (RFC 8446 4.4.2, RFC 5246 7.4.2)."""
    if direction != "read" or kind != CERTIFICATE_MESSAGE:
        return
    context = 1 + int.from_bytes(message[4:5], "big") if version == ssl.TLSVersion.TLSv1_3 else 0
    start = 4 + context + 3
    length = int.from_bytes(message[start : start + 3], "big")
    if length:
        line.leaf = bytes(message[start + 3 : start + 3 + length])


def describe(engine: ssl.SSLObject) -> tuple[str, bytes | None]:
    """Return protocol with cipher suite, and the peer's leaf (DER)."""
    cipher = engine.cipher()
    return f"{engine.version()} {cipher[0] if cipher else 'unknown'}", engine.getpeercert(binary_form=True)
