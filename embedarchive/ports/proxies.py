"""Proxies: which one the user names, which hosts go past it, and how to ask it for a connection."""

from __future__ import annotations

import asyncio
import base64
import ipaddress
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from embedarchive.errors import UsageError
from embedarchive.ports.lines import DialError, Pipe
from embedarchive.records import Failure

PORTS = {"http": 3128, "socks5": 1080, "socks5h": 1080}
PROXY_FORMS = "give http://host:port or socks5://host:port"
_STATUS = re.compile(rb"HTTP/1\.[0-9] ([0-9]{3})(?: ([^\r\n]{0,80}))?")
_SOCKS_TROUBLE = {
    1: "general failure",
    2: "not allowed by its rules",
    3: "network unreachable",
    4: "host unreachable",
    5: "connection refused",
    6: "TTL expired",
    7: "command not supported",
    8: "address type not supported",
}
"""RFC 1928, 6."""


@dataclass(frozen=True, slots=True)
class Proxy:
    """One proxy, as the user named it."""

    kind: str
    """`http` (CONNECT for every target) or `socks5`."""
    host: str
    port: int
    user: str | None = None
    password: str = ""
    resolves: bool = False
    """`socks5h`: the proxy is to resolve names itself."""

    async def ask(self, pipe: Pipe, host: str, port: int) -> None:
        """Have the proxy at the other end of `pipe` connect us to a host, or raise a DialError."""
        speak = _connect if self.kind == "http" else _socks5
        try:
            await speak(self, pipe, host, port)
        except (EOFError, asyncio.LimitOverrunError) as error:
            raise DialError(Failure.CONNECT, "proxy: it hung up on us", temporary=True) from error
        except OSError as error:
            raise DialError(Failure.CONNECT, f"proxy: {error.strerror or error}", temporary=True) from error


def parse_proxy(url: str) -> Proxy:
    """Read `http://[user:password@]host[:port]`, `socks5://…` or `socks5h://…`; bare `host:port` is http."""
    try:
        parts = urlsplit(url if "://" in url else f"http://{url}")
        port = parts.port
    except ValueError as error:
        raise UsageError(f"proxy {without_secret(url)}: {error}; {PROXY_FORMS}") from error
    if parts.scheme not in PORTS or not parts.hostname:
        raise UsageError(f"proxy {without_secret(url)}: {PROXY_FORMS}")
    return Proxy(
        kind="http" if parts.scheme == "http" else "socks5",
        host=parts.hostname,
        port=port or PORTS[parts.scheme],
        user=None if parts.username is None else unquote(parts.username),
        password=unquote(parts.password or ""),
        resolves=parts.scheme == "socks5h",
    )


def without_secret(proxy: str | None) -> str | None:
    """Return a proxy's URL without its user and password: a run is read by others."""
    if proxy is None or "@" not in proxy:
        return proxy
    scheme, _, rest = proxy.rpartition("://")
    return f"{scheme}://…@{rest.rpartition('@')[2]}"


def proxy_from_environment(environ: Mapping[str, str]) -> tuple[str | None, tuple[str, ...]]:
    """Return the proxy that HTTPS_PROXY, ALL_PROXY or HTTP_PROXY names, and the hosts of NO_PROXY.

    Lower case comes first, as in curl. Under CGI, HTTP_PROXY is a header of the client's (httpoxy.org,
    CVE-2016-5385) and is left out.
    """
    names = ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "http_proxy"]
    if "REQUEST_METHOD" not in environ:
        names.append("HTTP_PROXY")
    proxy = next((environ[name].strip() for name in names if environ.get(name, "").strip()), None)
    listed = environ.get("no_proxy") or environ.get("NO_PROXY") or ""
    return proxy, tuple(host for host in re.split(r"[\s,]+", listed) if host)


def bypasses(host: str, port: int, no_proxy: Sequence[str]) -> bool:
    """Tell whether a host goes past the proxy: `*`, a name and all beneath it, an address, a network."""
    return any(_matches(host, port, pattern.lower()) for pattern in no_proxy)


def _matches(host: str, port: int, pattern: str) -> bool:
    if pattern == "*":
        return True
    if _in_network(host, pattern.strip("[]")):
        return True
    name, _, wanted = pattern.partition(":")
    if wanted and wanted != str(port):
        return False
    name = name.removeprefix("*").removeprefix(".")
    return bool(name) and (host == name or host.endswith(f".{name}"))


def _in_network(host: str, pattern: str) -> bool:
    try:
        return ipaddress.ip_address(host) in ipaddress.ip_network(pattern, strict=False)
    except (ValueError, TypeError):
        return False


async def _connect(proxy: Proxy, pipe: Pipe, host: str, port: int) -> None:
    """Ask by HTTP CONNECT (RFC 9110, 9.3.6), for http targets too: the proxy then sees no requests."""
    authority = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    lines = [f"CONNECT {authority} HTTP/1.1", f"Host: {authority}"]
    if proxy.user is not None:
        word = base64.b64encode(f"{proxy.user}:{proxy.password}".encode()).decode("ascii")
        lines.append(f"Proxy-Authorization: Basic {word}")
    pipe.writer.write("\r\n".join([*lines, "", ""]).encode("ascii"))
    await pipe.writer.drain()
    answer = _STATUS.match(await pipe.reader.readuntil(b"\r\n\r\n"))
    if answer is None:
        raise DialError(Failure.CONNECT, "proxy: it does not speak HTTP")
    if not 200 <= int(answer[1]) < 300:
        reason = (answer[2] or b"").decode("latin-1")
        raise DialError(Failure.CONNECT, f"proxy: {int(answer[1])} {reason}".rstrip())


async def _socks5(proxy: Proxy, pipe: Pipe, host: str, port: int) -> None:
    """Ask by SOCKS version 5 (RFC 1928), with user and password (RFC 1929) where we have them."""
    reader, writer = pipe.reader, pipe.writer
    writer.write(b"\x05\x01\x00" if proxy.user is None else b"\x05\x02\x00\x02")
    method = await _two(pipe, 5)
    if method == 2 and proxy.user is not None:
        await _introduce(proxy, pipe)
    elif method != 0:
        raise DialError(Failure.CONNECT, "proxy: it takes no way to introduce ourselves")
    writer.write(b"\x05\x01\x00" + _socks_address(host) + port.to_bytes(2, "big"))
    trouble = await _two(pipe, 5)
    if trouble:
        raise DialError(Failure.CONNECT, f"proxy: {_SOCKS_TROUBLE.get(trouble, f'error {trouble}')}")
    kind = (await reader.readexactly(2))[1]
    length = {1: 4, 4: 16}.get(kind) or (await reader.readexactly(1))[0]
    await reader.readexactly(length + 2)


async def _introduce(proxy: Proxy, pipe: Pipe) -> None:
    user, password = (proxy.user or "").encode()[:255], proxy.password.encode()[:255]
    pipe.writer.write(b"\x01" + bytes([len(user)]) + user + bytes([len(password)]) + password)
    if await _two(pipe, 1):
        raise DialError(Failure.CONNECT, "proxy: it refused user or password")


async def _two(pipe: Pipe, version: int) -> int:
    """Send what is written, read an answer's version and its second byte."""
    await pipe.writer.drain()
    told, second = await pipe.reader.readexactly(2)
    if told != version:
        raise DialError(Failure.CONNECT, "proxy: it does not speak SOCKS5")
    return second


def _socks_address(host: str) -> bytes:
    try:
        packed = ipaddress.ip_address(host).packed
    except ValueError:
        name = host.encode("ascii")
        return b"\x03" + bytes([len(name)]) + name
    return (b"\x01" if len(packed) == 4 else b"\x04") + packed
