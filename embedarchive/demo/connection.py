"""One connection to the little web: the proxy's CONNECT, TLS for the asked host, HTTP/1.1."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import socket
import ssl
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from embedarchive.demo.http1 import Head, read_head, status_of, written
from embedarchive.demo.reply import Answer, Ask, Drip, Hang, Headers, Raw, Reply, Reset

HTTP_PORT, HTTPS_PORT = 80, 443
LONGEST_HEAD = 65_536
_HANDSHAKE_SECONDS = 10.0
_BODY_SECONDS = 10.0
_LONGEST_REQUEST_BODY = 1_000_000
_RST_ON_CLOSE = struct.pack("ii", 1, 0)


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One request the little web saw, or one CONNECT it refused."""

    method: str
    host: str
    url: str
    """For a refused CONNECT `host:port`."""
    started: float
    """Monotonic seconds, when the head of the request had arrived."""
    ended: float
    """Monotonic seconds, when the last byte was written or the connection was lost."""
    started_at: dt.datetime
    ended_at: dt.datetime
    status: int | None
    """None where no status line of ours was sent."""
    user_agent: str
    headers: Headers


@dataclass(frozen=True, slots=True)
class Site:
    """What a connection needs of the web it belongs to."""

    knows: Callable[[str], bool]
    answer: Callable[[Ask], Reply]
    context: Callable[[str], ssl.SSLContext]
    log: Callable[[LogEntry], None]
    latency: float


class Connection:
    """Serve one client until it leaves."""

    def __init__(self, site: Site, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._site = site
        self._reader = reader
        self._writer = writer
        self._scheme = "http"
        self._tunnel_host = ""
        # Kept, because a StreamWriter that is forgotten closes its transport (CPython's streams.py, 3.11).
        self._plain_writer = writer

    async def serve(self) -> None:
        """Read what the client asks and answer, until either side ends it."""
        try:
            head = await self._read_head()
            if head and head.method == "CONNECT":
                head = await self._read_head() if await self._open_tunnel(head) else None
            while head and await self._exchange(head):
                head = await self._read_head()
            await self._close()
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass  # The client left or talked no HTTP: nobody is there to be told.
        finally:
            self._abort()

    def _abort(self) -> None:
        """End the connection at once. Python 3.11.2's TLS transport fails here where it has ended already."""
        with contextlib.suppress(AttributeError):
            self._writer.transport.abort()

    async def _close(self) -> None:
        self._writer.close()
        await self._writer.wait_closed()

    async def _read_head(self) -> Head | None:
        try:
            return read_head(await self._reader.readuntil(b"\r\n\r\n"))
        except asyncio.IncompleteReadError:
            return None

    async def _open_tunnel(self, head: Head) -> bool:
        host, _, port = head.target.rpartition(":")
        host = host.strip("[]").lower()
        if port not in {str(HTTP_PORT), str(HTTPS_PORT)} or not self._reachable(host):
            await self._refuse_tunnel(head, host)
            return False
        self._tunnel_host = host
        self._writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        if port == str(HTTPS_PORT):
            # No await between the 200 and this: the ClientHello must meet the TLS layer, not our reader.
            await self._start_tls()
        return True

    def _reachable(self, host: str) -> bool:
        """Whether a name is known; an address is taken for whatever the client then names."""
        return self._site.knows(host) or _is_address(host)

    async def _refuse_tunnel(self, head: Head, host: str) -> None:
        clock = _Clock()
        text = f"cannot resolve {host}\n".encode()
        self._writer.write(written(Answer(502, text, (("Content-Type", "text/plain"),)), last=True))
        await self._writer.drain()
        self._site.log(clock.entry(head, host, head.target, 502))

    async def _start_tls(self) -> None:
        reader = asyncio.StreamReader(limit=LONGEST_HEAD)
        protocol = asyncio.StreamReaderProtocol(reader)
        loop = asyncio.get_running_loop()
        transport = await loop.start_tls(
            self._writer.transport,
            protocol,
            self._leaf_by_name(),
            server_side=True,
            ssl_handshake_timeout=_HANDSHAKE_SECONDS,
            ssl_shutdown_timeout=1.0,
        )
        if transport is None:
            raise ConnectionResetError("the client left during the handshake")
        protocol.connection_made(transport)
        self._reader, self._scheme = reader, "https"
        self._writer = asyncio.StreamWriter(transport, protocol, reader, loop)

    def _leaf_by_name(self) -> ssl.SSLContext:
        """Return a context that shows the leaf of the name the client asks for (SNI)."""
        context = self._site.context(self._tunnel_host)

        def choose(connection: ssl.SSLObject, name: str | None, _: ssl.SSLContext) -> int | None:
            if name and not self._site.knows(name.lower()):
                return ssl.ALERT_DESCRIPTION_UNRECOGNIZED_NAME
            if name:
                connection.context = self._site.context(name.lower())
            return None

        context.sni_callback = choose
        return context

    async def _exchange(self, head: Head) -> bool:
        """Answer one request; tell whether another may follow."""
        await self._skip_body(head)
        clock, ask = _Clock(), self._ask(head)
        status: int | None = None
        try:
            await asyncio.sleep(self._site.latency)
            reply = self._reply(ask)
            status = await self._perform(reply, head)
        finally:
            self._site.log(clock.entry(head, ask.host, ask.url, status))
        return isinstance(reply, Answer) and not head.last

    def _reply(self, ask: Ask) -> Reply:
        if not self._site.knows(ask.host):
            status = 421 if self._tunnel_host else 502
            return Answer(status, b"no such host here\n", (("Content-Type", "text/plain"),))
        return self._site.answer(ask)

    def _ask(self, head: Head) -> Ask:
        """Read the request line in origin form (in a tunnel) or in absolute form (to the proxy)."""
        target, host = head.target, head.header("host") or self._tunnel_host
        if target.startswith(("http://", "https://")):
            parts = urlsplit(target)
            host = parts.netloc
            target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        return Ask(head.method, self._scheme, host.partition(":")[0].lower(), target, head.headers)

    async def _skip_body(self, head: Head) -> None:
        length = head.header("content-length")
        if length.isdigit() and 0 < int(length) <= _LONGEST_REQUEST_BODY:
            async with asyncio.timeout(_BODY_SECONDS):
                await self._reader.readexactly(int(length))

    async def _perform(self, reply: Reply, head: Head) -> int | None:
        match reply:
            case Answer():
                await self._say(written(reply, last=head.last, bodiless=head.method == "HEAD"))
                return reply.status
            case Raw():
                await self._say(reply.octets)
                if reply.reset:
                    self._reset()
                return status_of(reply.octets)
            case Drip():
                return await self._drip(reply)
            case Hang():
                await self._wait_for_leave(reply.seconds)
            case Reset():
                self._reset()
        return None

    async def _say(self, octets: bytes) -> None:
        self._writer.write(octets)
        await self._writer.drain()

    async def _wait_for_leave(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._reader.read()

    async def _drip(self, reply: Drip) -> int | None:
        for start in range(0, len(reply.octets), reply.piece):
            await self._say(reply.octets[start : start + reply.piece])
            await asyncio.sleep(reply.pause)
        return status_of(reply.octets)

    def _reset(self) -> None:
        plug: socket.socket | None = self._writer.get_extra_info("socket")
        if plug is not None:
            plug.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RST_ON_CLOSE)
        self._writer.transport.abort()


class _Clock:
    """When a request began, by both clocks."""

    def __init__(self) -> None:
        self._started = time.monotonic()
        self._started_at = dt.datetime.now(dt.UTC)

    def entry(self, head: Head, host: str, url: str, status: int | None) -> LogEntry:
        return LogEntry(
            method=head.method,
            host=host,
            url=url,
            started=self._started,
            ended=time.monotonic(),
            started_at=self._started_at,
            ended_at=dt.datetime.now(dt.UTC),
            status=status,
            user_agent=head.header("user-agent"),
            headers=head.headers,
        )


def _is_address(host: str) -> bool:
    return ":" in host or all(part.isdigit() for part in host.split("."))
