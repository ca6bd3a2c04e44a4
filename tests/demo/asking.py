"""Ask the little web by hand: sockets, `ssl` and `http.client`, nothing of the program's own."""

from __future__ import annotations

import http.client
import json
import socket
import ssl
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from embedarchive.demo.littleweb import LittleWeb

BROWSER = "Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/140.0"
PROGRAM = "embedarchive-tests/1 (+https://example.org)"
SECONDS = 20.0


@dataclass(frozen=True)
class Seen:
    """An answer as it came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def location(self) -> str | None:
        return self.headers.get("location")


def trusting(web: LittleWeb) -> ssl.SSLContext:
    """Return a client context that trusts the web's authority and is as strict as `ssl` can be."""
    context = ssl.create_default_context(cafile=str(web.ca_file))
    context.verify_flags |= ssl.VERIFY_X509_STRICT
    return context


def port(web: LittleWeb) -> int:
    found = urlsplit(web.proxy).port
    assert found is not None
    return found


def connection(
    web: LittleWeb, host: str, context: ssl.SSLContext | None = None
) -> http.client.HTTPConnection:
    """Return a connection that will go through a CONNECT tunnel to a host's port 443."""
    made = http.client.HTTPSConnection(
        "127.0.0.1", port(web), timeout=SECONDS, context=context or trusting(web)
    )
    made.set_tunnel(host, 443)
    return made


def ask(web: LittleWeb, url: str, method: str = "GET", **headers: str) -> Seen:
    """Ask for a URL without following anything; `user_agent="…"` sets that header."""
    parts = urlsplit(url)
    sent = {"User-Agent": PROGRAM, **{name.replace("_", "-"): value for name, value in headers.items()}}
    if parts.scheme == "http":
        talk, target = http.client.HTTPConnection("127.0.0.1", port(web), timeout=SECONDS), url
        sent["Host"] = parts.netloc
    else:
        talk = connection(web, parts.hostname or "")
        target = url.partition(parts.netloc)[2] or "/"
    try:
        talk.request(method, target, headers=sent)
        answer = talk.getresponse()
        body = answer.read()
        return Seen(answer.status, {name.lower(): value for name, value in answer.getheaders()}, body)
    finally:
        talk.close()


def plug(web: LittleWeb) -> socket.socket:
    """Return a bare connection to the proxy."""
    return socket.create_connection(("127.0.0.1", port(web)), timeout=SECONDS)


def read_all(talk: socket.socket) -> bytes:
    """Read until the other side ends the connection."""
    pieces = []
    while piece := talk.recv(65_536):
        pieces.append(piece)
    return b"".join(pieces)


def tunnel(web: LittleWeb, target: str) -> tuple[socket.socket, bytes]:
    """Open a CONNECT tunnel by hand; return the socket and the proxy's head."""
    talk = plug(web)
    talk.sendall(f"CONNECT {target} HTTP/1.1\r\nHost: {target}\r\n\r\n".encode())
    head = b""
    while b"\r\n\r\n" not in head and (octet := talk.recv(1)):
        head += octet
    return talk, head
