"""Read an HTTP/1 answer from its bytes, tolerantly: what a server sent is evidence, however odd.

Interim answers (1xx) are passed over. `web` and the reader of WARC records both use this, so that a
stage sees the same answer live and from the archive.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

Headers = tuple[tuple[str, str], ...]

_HEAD_END = re.compile(rb"\n\r?\n")
_STATUS = re.compile(rb"[A-Za-z]+/?[0-9.]*[ \t]+([0-9]{3})(?![0-9])")
_CHUNK_SIZE = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,15})[ \t]*(?:;[^\n]*?)?\r?\n")
_NO_BODY = frozenset({204, 304})
_SWITCHING = 101


@dataclass(frozen=True, slots=True)
class Answer:
    """The last answer in the bytes received on one request."""

    status: int | None
    """None where there is no status line."""
    headers: Headers
    """As received: order, case, repetition kept; the bytes read as Latin-1, outer blanks removed."""
    body: bytes
    """Chunk framing undone, content encoding not."""
    whole: bool
    """Whether the framing shows that nothing is missing; a body that ends with the connection cannot."""

    def values(self, name: str) -> tuple[str, ...]:
        """Return the values of all headers of that name."""
        return tuple(value for key, value in self.headers if key.lower() == name)

    @property
    def codings(self) -> tuple[str, ...]:
        """Return the content codings in the order they were applied."""
        listed = ",".join(self.values("content-encoding")).lower().split(",")
        return tuple(name.strip() for name in listed if name.strip())


def head_length(received: bytes) -> int | None:
    """Return where the first header block ends, blank line included; None where it does not."""
    match = _HEAD_END.search(received)
    return match.end() if match else None


def read_answer(received: bytes) -> Answer:
    """Read what was received on one request."""
    start = 0
    while True:
        end = head_length(received[start:])
        head = _whole_lines(received[start:]) if end is None else received[start : start + end]
        status, headers = _read_head(head)
        if end is None or status is None:
            return Answer(status, headers if status else (), b"", whole=False)
        start += end
        if not 100 <= status < 200 or status == _SWITCHING:
            return _framed(status, headers, received[start:])


def _whole_lines(head: bytes) -> bytes:
    """Leave out a last line that broke off: half a `Location` names another place."""
    end = head.rfind(b"\n") + 1
    return head[:end] if end else head


def _read_head(head: bytes) -> tuple[int | None, Headers]:
    lines = [line.rstrip(b"\r") for line in head.split(b"\n")]
    match = _STATUS.match(lines[0])
    return (int(match[1]) if match else None), _read_fields(lines[1:])


def _read_fields(lines: list[bytes]) -> Headers:
    """Read header lines; a line that begins with a blank goes on with the one before it."""
    fields: list[tuple[str, str]] = []
    for line in lines:
        if line[:1] in (b" ", b"\t") and fields:
            name, value = fields[-1]
            fields[-1] = (name, f"{value} {_text(line)}".strip(" \t"))
        elif b":" in line:
            raw, _, rest = line.partition(b":")
            fields.append((_text(raw), _text(rest)))
    return tuple(fields)


def _text(raw: bytes) -> str:
    return raw.decode("latin-1").strip(" \t")


def _framed(status: int, headers: Headers, rest: bytes) -> Answer:
    """Undo the framing of a body: chunks come before a stated length (RFC 9112, 6.3)."""
    answer = Answer(status, headers, b"", whole=True)
    if status in _NO_BODY:
        return answer
    if "chunked" in ",".join(answer.values("transfer-encoding")).lower():
        body, whole = dechunk(rest)
        return Answer(status, headers, body, whole)
    length = _stated_length(answer)
    if length is None:
        return Answer(status, headers, rest, whole=False)
    return Answer(status, headers, rest[:length], whole=len(rest) >= length)


def _stated_length(answer: Answer) -> int | None:
    first = ",".join(answer.values("content-length")).split(",")[0].strip()
    return int(first) if first.isascii() and first.isdecimal() and len(first) <= 15 else None


def dechunk(framed: bytes) -> tuple[bytes, bool]:
    """Undo chunk framing; return the bytes, and whether the last chunk was seen."""
    parts: list[bytes] = []
    at = 0
    while match := _CHUNK_SIZE.match(framed, at):
        size, start = int(match[1], 16), match.end()
        if size == 0:
            return b"".join(parts), True
        parts.append(framed[start : start + size])
        at = start + size
        at += 2 if framed[at : at + 2] == b"\r\n" else int(framed[at : at + 1] == b"\n")
    return b"".join(parts), False
