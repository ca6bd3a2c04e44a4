"""A small hostile web on the loopback: servers that lie, a stub of the DNS, an authority, two proxies."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import ipaddress
import socket
import ssl
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import trustme

from embedarchive.ports.lines import Pipe
from embedarchive.ports.web import Web
from embedarchive.ports.wire import Wire
from embedarchive.records import Request

T = TypeVar("T")

USER_AGENT = "embedarchive-test/1 (+https://example.org)"
PUBLIC = "93.184.216.34"
OTHER_PUBLIC = "2606:4700::1111"

Script = Callable[[asyncio.StreamReader, "Mouth"], Awaitable[None]]


def run(coroutine: Coroutine[Any, Any, T], patience: float = 300.0) -> T:
    """Run a test's coroutine; its deadline ends what hangs, and is no measure of a busy machine."""

    async def in_time() -> T:
        async with asyncio.timeout(patience):
            return await coroutine

    return asyncio.run(in_time())


async def until(happened: Callable[[], bool]) -> None:
    """Wait for what must happen; the deadline of `run` ends a wait for what does not."""
    while not happened():
        await asyncio.sleep(0.01)


class Mouth:
    """What a server says: every byte is logged."""

    def __init__(self, writer: asyncio.StreamWriter) -> None:
        self.writer = writer
        self.said = bytearray()

    async def say(self, *pieces: bytes, gap: float = 0.0) -> None:
        """Say pieces one by one."""
        for piece in pieces:
            self.writer.write(piece)
            self.said += piece
            await self.writer.drain()
            await asyncio.sleep(gap)

    def reset(self) -> None:
        """Break the connection off with a RST."""
        sock = self.writer.get_extra_info("socket")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
        self.writer.transport.abort()


class Server:
    """A server that follows a script once per connection, after it has read a request."""

    def __init__(
        self, script: Script, *, context: ssl.SSLContext | None = None, listens: bool = True
    ) -> None:
        self._script = script
        self._context = context
        self._listens = listens
        self.port = 0
        self.requests: list[bytes] = []
        self.said: list[bytes] = []
        self.names: list[str | None] = []
        """The SNI of each handshake."""
        self._tasks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Server:
        if self._context is not None:
            self._context.sni_callback = lambda _sock, name, _context: self.names.append(name)
        self._server = await asyncio.start_server(self._greet, "127.0.0.1", 0, ssl=self._context)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        """Return a URL of this server."""
        return f"{'https' if self._context else 'http'}://{host}:{self.port}{path}"

    async def _greet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        mouth = Mouth(writer)
        try:
            if self._listens:
                self.requests.append(await reader.readuntil(b"\r\n\r\n"))
            await self._script(reader, mouth)
        except (OSError, EOFError, asyncio.CancelledError):
            pass  # the client hung up, or the test is over
        finally:
            self.said.append(bytes(mouth.said))
            writer.close()
            self._tasks.discard(task)


def says(*pieces: bytes, gap: float = 0.0) -> Script:
    """Make a script that says pieces and hangs up."""

    async def script(_reader: asyncio.StreamReader, mouth: Mouth) -> None:
        await mouth.say(*pieces, gap=gap)

    return script


def answer(body: bytes = b"hello", *headers: bytes, status: bytes = b"200 OK") -> bytes:
    """Make a well-formed answer."""
    lines = [b"HTTP/1.1 " + status, b"Content-Length: %d" % len(body), *headers, b"", b""]
    return b"\r\n".join(lines) + body


class Names:
    """A stub of the DNS: the nth look-up of a name gets the nth of its answers, then the last."""

    def __init__(self, answers: Mapping[str, Sequence[Sequence[str]]]) -> None:
        self._answers = answers
        self._lock = threading.Lock()
        self.asked: list[str] = []

    def __call__(self, name: str) -> Sequence[str]:
        with self._lock:
            seen = self.asked.count(name)
            self.asked.append(name)
        if name not in self._answers:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        answers = self._answers[name]
        return answers[min(seen, len(answers) - 1)]


class Road:
    """A network in which every address stands on this machine; it notes where it is sent."""

    def __init__(self, port: int | Mapping[int, int] | None = None, peer: str | None = None) -> None:
        self._port = port
        self._peer = peer
        self.dialled: list[tuple[str, int]] = []

    async def __call__(self, address: str, port: int) -> Pipe:
        self.dialled.append((address, port))
        local = self._port if isinstance(self._port, int) else (self._port or {}).get(port)
        if local is None:
            raise ConnectionRefusedError(111, "Connection refused")
        reader, writer = await asyncio.open_connection("127.0.0.1", local)
        return Pipe(reader, writer, self._peer or address)


class Authority:
    """A certificate authority of the test's own."""

    def __init__(self, folder: Path) -> None:
        self._ca = trustme.CA()
        self.file = folder / "ca.pem"
        self._ca.cert_pem.write_to_path(str(self.file))
        self.leaves: list[bytes] = []

    def context(self, *names: str, expired: bool = False, tls12: bool = False) -> ssl.SSLContext:
        """Return a server's context with a certificate for names."""
        then = dt.datetime.now(dt.UTC) - dt.timedelta(days=2) if expired else None
        cert = self._ca.issue_cert(*names, not_after=then)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        if tls12:
            context.maximum_version = ssl.TLSVersion.TLSv1_2
        cert.configure_cert(context)
        self.leaves.append(ssl.PEM_cert_to_DER_cert(cert.cert_chain_pems[0].bytes().decode("ascii")))
        return context


class MiniProxy:
    """An HTTP CONNECT or SOCKS5 proxy. It notes what it is told and takes everyone to one local port."""

    def __init__(
        self, kind: str, to_port: int, *, password: bytes | None = None, refuse: bool = False
    ) -> None:
        self._kind = kind
        self._to_port = to_port
        self._password = password
        self._refuse = refuse
        self._tasks: set[asyncio.Task[None]] = set()
        self.told: list[str] = []
        self.heads: list[bytes] = []

    async def __aenter__(self) -> MiniProxy:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def url(self, login: str = "") -> str:
        """Return the proxy's URL."""
        scheme = "http" if self._kind == "connect" else "socks5"
        return f"{scheme}://{login}127.0.0.1:{self.port}"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        greet = self._connect if self._kind == "connect" else self._socks5
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        with contextlib.suppress(OSError, EOFError, asyncio.CancelledError):
            if await greet(reader, writer):
                await self._splice(reader, writer)
        writer.close()
        self._tasks.discard(task)

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = await reader.readuntil(b"\r\n\r\n")
        self.heads.append(head)
        self.told.append(head.split()[1].decode())
        denied = self._password is not None and self._password not in head
        refused = b"407 Who are you" if denied else b"403 Not there"
        ok = not (denied or self._refuse)
        writer.write(b"HTTP/1.1 " + (b"200 Fine" if ok else refused) + b"\r\n\r\n")
        return ok

    async def _socks5(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        methods = await reader.readexactly((await reader.readexactly(2))[1])
        if self._password is not None and 2 in methods:
            writer.write(b"\x05\x02")
            _, length = await reader.readexactly(2)
            user = await reader.readexactly(length)
            password = await reader.readexactly((await reader.readexactly(1))[0])
            right = self._password == user + b":" + password
            writer.write(b"\x01\x00" if right else b"\x01\x01")
            if not right:
                return False
        else:
            writer.write(b"\x05\x00")
        _, _, _, kind = await reader.readexactly(4)
        host = await self._socks_host(reader, kind)
        port = int.from_bytes(await reader.readexactly(2), "big")
        self.told.append(f"{host}:{port}")
        writer.write(bytes([5, 5 if self._refuse else 0, 0, 1, 0, 0, 0, 0, 0, 0]))
        return not self._refuse

    async def _socks_host(self, reader: asyncio.StreamReader, kind: int) -> str:
        if kind == 3:
            return (await reader.readexactly((await reader.readexactly(1))[0])).decode()
        return str(ipaddress.ip_address(await reader.readexactly(4 if kind == 1 else 16)))

    async def _splice(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._to_port)
        await asyncio.gather(_pour(reader, far_writer), _pour(far_reader, writer))


async def _pour(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while piece := await reader.read(65_536):
            writer.write(piece)
            await writer.drain()
    except OSError:
        pass  # one side hung up; so do we
    finally:
        writer.close()


@contextlib.asynccontextmanager
async def canaries() -> AsyncIterator[tuple[int, list[str]]]:
    """Listen on 127.0.0.1 and ::1, on one port; the list names every visitor."""
    visitors: list[str] = []

    def seen(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        visitors.append(str(writer.get_extra_info("sockname")))
        writer.close()

    four = await asyncio.start_server(seen, "127.0.0.1", 0)
    port = four.sockets[0].getsockname()[1]
    six = await asyncio.start_server(seen, "::1", port)
    try:
        yield port, visitors
    finally:
        four.close()
        six.close()


def local_web(**options: Any) -> Web:
    """Return a web that may dial the loopback."""
    defaults: dict[str, Any] = {"user_agent": USER_AGENT, "allow_loopback": True, "own": ()}
    return Web(**(defaults | options))


async def ask(url: str, **options: Any) -> Wire:
    """Ask a web made for this one question."""
    web = local_web(**options)
    try:
        return await web.ask(Request(url))
    finally:
        await web.aclose()


async def no_pause(_seconds: float) -> None:
    """Wait for nothing."""


def served(
    script: Script, *, listens: bool = True, patience: float = 300.0, **options: Any
) -> tuple[Wire, Server]:
    """Ask a server that follows a script; return the wire and the server with its logs."""

    async def scene() -> tuple[Wire, Server]:
        async with Server(script, listens=listens) as server:
            wire = await ask(server.url(), **options)
            await asyncio.sleep(0.01)
        return wire, server

    return run(scene(), patience)
