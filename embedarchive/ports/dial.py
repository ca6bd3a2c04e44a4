"""Reach a target: look its name up once, judge every address, dial a judged one, perhaps by a proxy.

Knows sockets and nothing of HTTP clients: `web` puts this beneath one, so that the client can be
exchanged. Name, SNI and certificate stay the name's; only the address that is dialled is a literal.
"""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import socket
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from embedarchive.ports.guard import Target, judge_port
from embedarchive.ports.lines import Connect, DialError, Pipe, PlainLine, connect
from embedarchive.ports.proxies import Proxy, bypasses
from embedarchive.records import Failure

CONNECT_TIMEOUT = 10.0
"""Seconds for one address of several; a black hole must not eat the whole deadline."""
MAX_ADDRESSES = 8
"""Addresses of one name that are tried."""

LookUp: TypeAlias = Callable[[str], Sequence[str]]
"""Blocking: a name to its addresses, or an `OSError` (`socket.gaierror`)."""
Judge: TypeAlias = Callable[[str], str | None]
"""An address to the reason why it must not be dialled."""


@dataclass(frozen=True, slots=True)
class Reached:
    """A connection to a target, and where it ends."""

    line: PlainLine
    address: str | None
    """The address dialled, or that the proxy was told; None where the proxy was told a name."""


class Dialler:
    """The one way out. Every address passes `judge` between its look-up and its use."""

    def __init__(
        self,
        judge: Judge,
        *,
        resolver: Resolver | None = None,
        proxy: Proxy | None = None,
        proxy_dns: bool = False,
        no_proxy: Sequence[str] = (),
        connect: Connect = connect,
    ) -> None:
        self._judge = judge
        self._resolver = resolver or Resolver()
        self._proxy = proxy
        self._proxy_dns = proxy_dns
        self._no_proxy = no_proxy
        self._connect = connect

    async def dial(self, target: Target) -> Reached:
        """Connect to a target, or raise a DialError."""
        proxy = None if bypasses(target.host, target.port, self._no_proxy) else self._proxy
        if proxy is not None and self._proxy_dns and not target.literal:
            return Reached(await self._through(proxy, target.host, target.port), None)
        problem: DialError | None = None
        for address in (await self._looked_up(target, proxy))[:MAX_ADDRESSES]:
            try:
                return Reached(await self._reach(proxy, address, target.port), address)
            except DialError as error:
                if error.failure is Failure.REFUSED_ADDRESS:
                    raise
                problem = error
        raise problem or DialError(Failure.DNS, f"{target.host}: it has no address")

    async def _looked_up(self, target: Target, proxy: Proxy | None) -> tuple[str, ...]:
        """Return the judged addresses; behind a proxy say what helps where this machine knows no names."""
        try:
            return await self._judged(target)
        except DialError as error:
            if proxy is None or error.failure is not Failure.DNS:
                raise
            told = f"{error}; if the proxy alone can look names up, give --proxy-dns"
            raise DialError(error.failure, told, temporary=error.temporary) from error

    async def _judged(self, target: Target) -> tuple[str, ...]:
        """Return the target's addresses; one bad one refuses them all, so that chance decides nothing."""
        addresses = (target.host,) if target.literal else await self._resolver.addresses(target.host)
        for address in addresses:
            reason = self._judge(address) or judge_port(target, address)
            if reason:
                raise DialError(Failure.REFUSED_ADDRESS, reason)
        return addresses

    async def _reach(self, proxy: Proxy | None, address: str, port: int) -> PlainLine:
        if proxy is not None:
            return await self._through(proxy, address, port)
        return PlainLine(await self._open(address, port))

    async def _through(self, proxy: Proxy, host: str, port: int) -> PlainLine:
        """Have the proxy connect us. Its own address is the user's choice and is not judged."""
        pipe = await self._to_proxy(proxy)
        line = PlainLine(pipe)
        try:
            async with asyncio.timeout(CONNECT_TIMEOUT):
                await proxy.ask(pipe, host, port)
        except TimeoutError as error:
            line.close()
            raise DialError(Failure.TIMEOUT, "the proxy did not answer", temporary=True) from error
        except BaseException:  # whatever ends this, a cancellation too, the proxy is hung up on
            line.close()
            raise
        return line

    async def _to_proxy(self, proxy: Proxy) -> Pipe:
        problem: DialError | None = None
        for address in (await self._addresses_of(proxy))[:MAX_ADDRESSES]:
            try:
                return await self._open(address, proxy.port)
            except DialError as error:
                problem = DialError(error.failure, f"proxy: {error}", temporary=error.temporary)
        raise problem or DialError(Failure.CONNECT, f"proxy: {proxy.host}: it has no address")

    async def _addresses_of(self, proxy: Proxy) -> tuple[str, ...]:
        """Return a proxy's addresses. That it has none is no failure of the target's name."""
        if _is_literal(proxy.host):
            return (proxy.host,)
        try:
            return await self._resolver.addresses(proxy.host)
        except DialError as error:
            raise DialError(Failure.CONNECT, f"proxy: {error}", temporary=error.temporary) from error

    async def _open(self, address: str, port: int) -> Pipe:
        try:
            async with asyncio.timeout(CONNECT_TIMEOUT):
                pipe = await self._connect(address, port)
        except TimeoutError as error:
            raise DialError(Failure.TIMEOUT, f"{address}: no answer to the dial", temporary=True) from error
        except OSError as error:
            problem = f"{address}: {error.strerror or error}"
            raise DialError(Failure.CONNECT, problem, temporary=True) from error
        if not _same(pipe.peer, address):
            pipe.writer.close()
            raise DialError(Failure.REFUSED_ADDRESS, f"peer: dialled {address}, reached {pipe.peer}")
        return pipe


def _is_literal(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _same(one: str, other: str) -> bool:
    return ipaddress.ip_address(one) == ipaddress.ip_address(other)


def look_up(name: str) -> list[str]:
    """Ask the system for the addresses of a name, in its order, each once."""
    found = socket.getaddrinfo(name, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(row[4][0]) for row in found))


class Resolver:
    """Look names up in threads of our own: few per name, so that a slow name waits for itself alone.

    A look-up in the system's resolver cannot be cancelled; its thread is left behind (a daemon) and its
    place is given back when it ends, not when the asker has lost patience.
    """

    def __init__(self, look_up: LookUp = look_up, *, per_name: int = 2, at_once: int = 64) -> None:
        self._look_up = look_up
        self._per_name = per_name
        self._all = asyncio.Semaphore(at_once)
        self._names: dict[str, tuple[asyncio.Semaphore, int]] = {}

    async def addresses(self, name: str) -> tuple[str, ...]:
        """Return the addresses of a name: one look-up, never an empty answer."""
        try:
            found = await self._in_turn(name)
        except (OSError, UnicodeError) as error:
            temporary = isinstance(error, socket.gaierror) and error.errno == socket.EAI_AGAIN
            why = getattr(error, "strerror", None) or error
            raise DialError(Failure.DNS, f"{name}: {why}", temporary=temporary) from error
        if not found:
            raise DialError(Failure.DNS, f"{name}: it has no address")
        return tuple(dict.fromkeys(found))

    async def _in_turn(self, name: str) -> Sequence[str]:
        place, users = self._names.get(name, (asyncio.Semaphore(self._per_name), 0))
        self._names[name] = (place, users + 1)
        held: list[asyncio.Semaphore] = []
        try:
            for semaphore in (place, self._all):
                await semaphore.acquire()
                held.append(semaphore)
        except asyncio.CancelledError:
            self._give_back(name, held)
            raise
        return await self._in_thread(name, held)

    async def _in_thread(self, name: str, held: list[asyncio.Semaphore]) -> Sequence[str]:
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[Sequence[str]] = loop.create_future()

        def done(outcome: Sequence[str] | OSError | UnicodeError) -> None:
            self._give_back(name, held)
            if answer.done():
                return
            if isinstance(outcome, (OSError, UnicodeError)):
                answer.set_exception(outcome)
            else:
                answer.set_result(outcome)

        def work() -> None:
            outcome: Sequence[str] | OSError | UnicodeError = OSError("the look-up broke off")
            try:
                outcome = self._look_up(name)
            except (OSError, UnicodeError) as error:
                outcome = error
            finally:
                with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
                    loop.call_soon_threadsafe(done, outcome)

        threading.Thread(target=work, name=f"look-up {name}", daemon=True).start()
        return await answer

    def _give_back(self, name: str, held: list[asyncio.Semaphore]) -> None:
        for semaphore in held:
            semaphore.release()
        place, users = self._names[name]
        if users > 1:
            self._names[name] = (place, users - 1)
        else:
            del self._names[name]


def own_addresses() -> frozenset[str]:
    """Return the addresses this machine uses to reach others. A UDP connect sends nothing."""
    found = set()
    for family, far in ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")):
        with contextlib.suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((far, 9))
            found.add(str(probe.getsockname()[0]))
    return frozenset(found)
