"""What a site may do with a request: answer it, or misbehave in one of the ways the web does."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from email.utils import format_datetime
from functools import cached_property
from typing import TypeAlias
from urllib.parse import parse_qs

Headers: TypeAlias = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Ask:
    """One request as a site sees it."""

    method: str
    scheme: str
    host: str
    """Lower case, without port."""
    target: str
    """Path with query, as sent."""
    headers: Headers = ()

    @property
    def path(self) -> str:
        """The path as sent, without query."""
        return self.target.partition("?")[0]

    @property
    def url(self) -> str:
        """The whole URL."""
        return f"{self.scheme}://{self.host}{self.target}"

    @cached_property
    def parameters(self) -> dict[str, list[str]]:
        """The decoded query."""
        return parse_qs(self.target.partition("?")[2], keep_blank_values=True)

    def parameter(self, name: str, default: str = "") -> str:
        """Return the first value of a query parameter."""
        return self.parameters.get(name, [default])[0]

    def header(self, name: str) -> str:
        """Return a header's value, empty where there is none."""
        return next((value for key, value in self.headers if key.lower() == name), "")

    @property
    def browser(self) -> bool:
        """Whether the user agent says it is a browser."""
        return "mozilla/" in self.header("user-agent").lower()


@dataclass(frozen=True, slots=True)
class Answer:
    """A complete answer; length, date and connection headers are added by the server."""

    status: int = 200
    body: bytes = b""
    headers: Headers = ()
    chunked: bool = False


@dataclass(frozen=True, slots=True)
class Raw:
    """Bytes for the wire exactly as they stand, then the end of the connection."""

    octets: bytes
    reset: bool = False
    """End it by RST instead of by a clean close."""


@dataclass(frozen=True, slots=True)
class Hang:
    """Say nothing at all."""

    seconds: float = 3600.0


@dataclass(frozen=True, slots=True)
class Reset:
    """Cut the connection by RST before a byte is said."""


@dataclass(frozen=True, slots=True)
class Drip:
    """Say the bytes one piece at a time."""

    octets: bytes
    pause: float
    """Seconds between two pieces."""
    piece: int = 1


@dataclass(frozen=True, slots=True)
class Turns:
    """Do the first at the first request, the second at the second, and the last ever after."""

    replies: tuple[Answer | Raw | Hang | Reset | Drip, ...]


Reply: TypeAlias = Answer | Raw | Hang | Reset | Drip | Turns


def page(body: str, status: int = 200, headers: Headers = ()) -> Answer:
    """Answer with an HTML page."""
    return Answer(status, body.encode(), (("Content-Type", "text/html; charset=utf-8"), *headers))


def redirect(location: str, status: int = 301, headers: Headers = ()) -> Answer:
    """Answer with a redirect and no body."""
    return Answer(status, b"", (("Location", location), *headers))


def http_date(moment: dt.datetime) -> str:
    """Write an aware moment as HTTP does (RFC 9110, 5.6.7)."""
    return format_datetime(moment.astimezone(dt.UTC), usegmt=True)
