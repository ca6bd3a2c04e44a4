"""HTTP/1.1 as text: the head of a request, and an answer written out."""

from __future__ import annotations

import datetime as dt
import http
from dataclasses import dataclass

from embedarchive.demo.reply import Answer, Headers, http_date


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a request."""

    method: str
    target: str
    headers: Headers

    def header(self, name: str) -> str:
        """Return a header's value, empty where there is none; `name` in lower case."""
        return next((value for key, value in self.headers if key.lower() == name), "")

    @property
    def last(self) -> bool:
        """Whether the client wants no further exchange on this connection."""
        return "close" in self.header("connection").lower()


def read_head(octets: bytes) -> Head | None:
    """Read the head of a request; None where it is no HTTP."""
    first, *lines = octets.decode("latin-1").rstrip("\r\n").split("\r\n")
    words = first.split(" ")
    if len(words) != 3:
        return None
    pairs = (line.partition(":") for line in lines)
    return Head(words[0], words[1], tuple((name, value.strip()) for name, _, value in pairs))


def status_of(octets: bytes) -> int | None:
    """Return the status that raw bytes begin with, if they are HTTP at all."""
    words = octets[:32].split(b" ")
    return int(words[1]) if words[0].startswith(b"HTTP/") and len(words) > 1 and words[1].isdigit() else None


def written(answer: Answer, *, last: bool, bodiless: bool = False) -> bytes:
    """Write an answer as HTTP/1.1."""
    length = ("Content-Length", str(len(answer.body)))
    framing = ("Transfer-Encoding", "chunked") if answer.chunked else length
    headers = [("Date", http_date(dt.datetime.now(dt.UTC))), *answer.headers]
    if answer.status != http.HTTPStatus.NOT_MODIFIED:
        headers.append(framing)
    headers.append(("Connection", "close" if last else "keep-alive"))
    lines = [f"HTTP/1.1 {answer.status} {_reason(answer.status)}"]
    lines += [f"{name}: {value}" for name, value in headers]
    head = ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")
    if bodiless or answer.status == http.HTTPStatus.NOT_MODIFIED:
        return head
    return head + (_chunks(answer.body) if answer.chunked else answer.body)


def _reason(status: int) -> str:
    try:
        return http.HTTPStatus(status).phrase
    except ValueError:
        return "Unassigned"


def _chunks(body: bytes) -> bytes:
    pieces = [body[start : start + 1024] for start in range(0, len(body), 1024)]
    return b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"
