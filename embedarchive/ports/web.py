"""The live web: one request, one connection, one answer with its bytes as they crossed.

The only module that knows the HTTP client: httpx 0.28 has stopped, and the day its successor takes over
(https://pypi.org/project/httpx2/, with httpcore2) the two imports here change and nothing else. It is
called by its transport alone: a client follows redirects, keeps cookies, reads .netrc and the proxy
variables, and raises where a Location cannot be read (encode/httpx, seen with 0.28.1).
"""

from __future__ import annotations

import asyncio
import datetime as dt
import functools
import hashlib
import io
import os
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Iterable, Sequence
from pathlib import Path
from typing import Any

import certifi
import httpcore
import httpx
import tenacity

from embedarchive.ports.decode import content_codings, decode_body
from embedarchive.ports.dial import Dialler, LookUp, Reached, Resolver, look_up, own_addresses
from embedarchive.ports.guard import Refusal, Target, judge_address, judge_url
from embedarchive.ports.http_answer import read_answer
from embedarchive.ports.lines import Connect, DialError, Line, SecureLine, client_context, connect, describe
from embedarchive.ports.proxies import parse_proxy, proxy_from_environment
from embedarchive.ports.wire import Wire
from embedarchive.records import Exchange, Failure, Request

__all__ = ["Web", "proxy_from_environment"]

ATTEMPTS = 3
"""Dials within one request, where the name or the host does not answer at once."""
HEAD_ALLOWANCE = 196_608
"""Bytes of interim answers and headers before a final answer; h11 stops one head at 100 KB."""


class Web:
    """Ask the live web. Whatever it does is a value: `ask` raises for our own mistakes alone."""

    def __init__(
        self,
        *,
        user_agent: str,
        allow_loopback: bool = False,
        proxy: str | None = None,
        proxy_dns: bool = False,
        ca_file: str | Path | None = None,
        total_timeout: float = 60.0,
        max_body: int = 20_000_000,
        resolver: LookUp | None = None,
        clock: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
        no_proxy: Sequence[str] = (),
        extra_ports: Collection[int] = (),
        own: Collection[str] | None = None,
        connect: Connect = connect,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Take the options of a run; `resolver`, `clock`, `own`, `connect` and `pause` are for tests."""
        rules: dict[str, Any] = {
            "allow_loopback": allow_loopback,
            "own": own_addresses() if own is None else own,
        }
        chosen = parse_proxy(proxy) if proxy else None
        dialler = Dialler(
            functools.partial(judge_address, **rules),
            resolver=Resolver(resolver or look_up),
            proxy=chosen,
            proxy_dns=proxy_dns or (chosen is not None and chosen.resolves),
            no_proxy=no_proxy,
            connect=connect,
        )
        trusted = str(ca_file or os.environ.get("SSL_CERT_FILE") or certifi.where())
        self._transport = GuardedTransport(dialler, client_context(trusted))
        self._rules = rules | {"extra_ports": extra_ports}
        self._user_agent = user_agent
        self._total_timeout = total_timeout
        self._max_body = max_body
        self._clock = clock
        self._pause = pause

    async def ask(self, request: Request) -> Wire:
        """Ask once; return what was sent, what came, and what it amounts to."""
        visit = Visit(request, _timestamp(self._clock()))
        target = judge_url(request.url, **self._rules)
        if isinstance(target, Refusal):
            visit.fail(target.failure, str(target))
        else:
            await self._converse(target, visit)
        if not visit.received.tell():
            return visit.wire(self._max_body)
        return await asyncio.to_thread(visit.wire, self._max_body)

    async def aclose(self) -> None:
        """Let go of the transport; every exchange has hung up for itself already."""
        await self._transport.aclose()

    async def _converse(self, target: Target, visit: Visit) -> None:
        try:
            async with asyncio.timeout(self._total_timeout):
                await self._retrying()(self._exchange, target, visit)
        except TimeoutError:
            visit.fail(Failure.TIMEOUT, f"no whole answer within {self._total_timeout:g} s", "time")
        except DialError as error:
            visit.fail(error.failure, str(error))
            visit.leaf = error.certificate
        except Endless:
            visit.flood()
        except httpcore.NetworkError as error:
            visit.fail(Failure.DISCONNECT, str(error) or "the connection broke", "disconnect")
        except httpcore.ProtocolError as error:
            visit.misspoke(str(error))
        finally:
            visit.hang_up()

    def _retrying(self) -> tenacity.AsyncRetrying:
        """Dial again where nothing was reached; what was sent once is not sent twice."""
        return tenacity.AsyncRetrying(
            retry=tenacity.retry_if_exception(lambda error: isinstance(error, DialError) and error.temporary),
            stop=tenacity.stop_before_delay(self._total_timeout) | tenacity.stop_after_attempt(ATTEMPTS),
            wait=tenacity.wait_random_exponential(multiplier=0.2, max=2),
            sleep=self._pause,
            reraise=True,
        )

    async def _exchange(self, target: Target, visit: Visit) -> None:
        response = await self._transport.handle_async_request(self._question(target, visit))
        visit.allowance = visit.received.tell() + self._max_body + HEAD_ALLOWANCE
        taken = 0
        try:
            assert isinstance(response.stream, httpx.AsyncByteStream)
            async for piece in response.stream:
                taken += len(piece)
                if taken > self._max_body:
                    visit.truncated = "length"
                    break
        finally:
            await response.aclose()

    def _question(self, target: Target, visit: Visit) -> httpx.Request:
        headers = (
            ("Host", target.authority),
            ("User-Agent", self._user_agent),
            ("Accept", visit.request.accept or "*/*"),
            ("Accept-Encoding", "gzip"),
            ("Connection", "close"),
        )
        url = httpx.URL(scheme=target.scheme, host=target.host, port=target.port, path="/")
        raw = [(name.encode("ascii"), value.encode("latin-1")) for name, value in headers]
        return httpx.Request("GET", url, headers=raw, extensions={"target": target, "visit": visit})


class Endless(Exception):
    """More came than one exchange may bring."""


class Visit:
    """One exchange while it lasts: what crossed the wire so far, and how it ended."""

    def __init__(self, request: Request, started: str) -> None:
        self.request = request
        self.started = started
        self.sent = bytearray()
        self.received = io.BytesIO()
        self.allowance = HEAD_ALLOWANCE
        """Bytes that may be received by now."""
        self.ended = False
        """The peer has said that nothing more will come."""
        self.failure: Failure | None = None
        self.detail = ""
        self.truncated: str | None = None
        self.reached: Reached | None = None
        self.tls: str | None = None
        self.leaf: bytes | None = None

    def heard(self, piece: bytes) -> bytes:
        """Note what was received; raise `Endless` where it is too much."""
        self.received.write(piece)
        self.ended = not piece
        if self.received.tell() > self.allowance:
            raise Endless
        return piece

    def fail(self, failure: Failure, detail: str, truncated: str | None = None) -> None:
        """Note how the exchange failed; `truncated` holds where something was received."""
        self.failure, self.detail = failure, detail
        self.truncated = truncated if self.received.tell() else None

    def flood(self) -> None:
        """Note that the peer would not stop: a long body is cut, endless headers are no answer."""
        if self.allowance > HEAD_ALLOWANCE:
            self.truncated = "length"
        else:
            self.fail(Failure.PROTOCOL, f"no answer within {HEAD_ALLOWANCE} bytes of headers", "length")

    def misspoke(self, problem: str) -> None:
        """Tell a peer that broke off in mid-sentence from one that does not speak HTTP."""
        start = self.received.getvalue()[:5]
        if self.ended and start == b"HTTP/"[: len(start)]:
            self.fail(Failure.DISCONNECT, problem, "disconnect")
        else:
            self.fail(Failure.PROTOCOL, problem)

    def hang_up(self) -> None:
        """Close the connection, whatever became of it."""
        if self.reached is not None:
            self.reached.line.close()

    def wire(self, max_body: int) -> Wire:
        """Return the exchange with its bytes, read as the archive will read them again."""
        received = self.received.getvalue()
        answer = read_answer(received)
        if answer.status is None and self.failure is None:
            self.fail(Failure.PROTOCOL, "no status line that can be read")
        decoded = decode_body(answer.body, content_codings(answer.headers), max_body)
        exchange = Exchange(
            self.request,
            self.started,
            answer.status,
            answer.headers,
            decoded.body,
            self.failure,
            self.detail or decoded.problem or "",
            truncated=self.truncated or ("length" if decoded.truncated else None),
        )
        address = self.reached.address if self.reached else None
        return Wire(exchange, bytes(self.sent), received, address, self.tls, _digest(self.leaf))


class GuardedTransport(httpx.AsyncBaseTransport):
    """Carry requests over a guarded backend; every request has a connection of its own.

    A pool is made for one request, so that no two exchanges can share a handshake: each testifies to its
    own peer and certificate.
    """

    def __init__(self, dialler: Dialler, context: ssl.SSLContext) -> None:
        self._dialler = dialler
        self._context = context

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request whose extensions hold its `target` and its `visit`."""
        target: Target = request.extensions["target"]
        pool = httpcore.AsyncConnectionPool(
            ssl_context=self._context,
            max_keepalive_connections=0,
            network_backend=_Backend(self._dialler, target, request.extensions["visit"]),
        )
        url = httpcore.URL(scheme=target.scheme, host=target.host, port=target.port, target=target.path)
        answer = await pool.handle_async_request(
            httpcore.Request(request.method, url, headers=request.headers.raw)
        )
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer))


class _Body(httpx.AsyncByteStream):
    """A body without its chunk framing, and with its content coding."""

    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for piece in self._answer.aiter_stream():
            yield piece

    async def aclose(self) -> None:
        await self._answer.aclose()


class _Backend(httpcore.AsyncNetworkBackend):
    """The client's way to the network: it may name a host and port, and gets the target of its visit."""

    def __init__(self, dialler: Dialler, target: Target, visit: Visit) -> None:
        self._dialler = dialler
        self._target = target
        self._visit = visit

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        if (host, port) != (self._target.host, self._target.port):
            raise DialError(Failure.REFUSED_ADDRESS, f"strayed: {host}:{port} was never judged")
        self._visit.reached = await self._dialler.dial(self._target)
        return _Stream(self._visit.reached.line, self._visit)


class _Stream(httpcore.AsyncNetworkStream):
    """What the client reads and writes, noted byte for byte: above TLS where there is TLS."""

    def __init__(self, line: Line, visit: Visit) -> None:
        self._line = line
        self._visit = visit

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        try:
            piece = await self._line.read(max_bytes)
        except OSError as error:
            raise httpcore.ReadError(error.strerror or str(error)) from error
        return self._visit.heard(piece)

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._visit.sent += buffer
        try:
            await self._line.write(buffer)
        except OSError as error:
            raise httpcore.WriteError(error.strerror or str(error)) from error

    async def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.AsyncNetworkStream:
        secure = SecureLine(self._line, ssl_context, server_hostname or "")
        await secure.shake_hands()
        self._visit.tls, self._visit.leaf = describe(secure.engine)
        return _Stream(secure, self._visit)

    async def aclose(self) -> None:
        self._line.close()

    def get_extra_info(self, info: str) -> Any:
        """Tell the client nothing: it asks for the TLS object (HTTP/2) and for readability (keep-alive)."""
        return None


def _timestamp(moment: dt.datetime) -> str:
    utc = moment.astimezone(dt.UTC).replace(tzinfo=None)
    return utc.isoformat(timespec="microseconds") + "Z"


def _digest(leaf: bytes | None) -> str | None:
    return hashlib.sha256(leaf).hexdigest() if leaf else None
