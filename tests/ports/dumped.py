"""Makes dumps for the tests: records as a careful writer would write them, or not."""

from __future__ import annotations

import gzip
import json
import zipfile
from collections.abc import Iterable
from pathlib import Path

FOLDED = "Content-Type: text/html; charset=utf-8\r\n"


def record(
    url: str,
    block: bytes,
    kind: str = "response",
    content_type: str = "application/http; msgtype=response",
    length: object = None,
    more: str = "",
) -> bytes:
    """Return one WARC record; `length` is what it states, if that is to be wrong."""
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2026-02-02T00:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000000>\r\n{more}"
        f"Content-Type: {content_type}\r\nContent-Length: {len(block) if length is None else length}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def response(
    url: str, body: bytes, headers: str = FOLDED, status: str = "200 OK", length: object = None
) -> bytes:
    """Return a response record."""
    return record(url, f"HTTP/1.1 {status}\r\n{headers}\r\n".encode() + body, length=length)


def packed(records: Iterable[bytes]) -> bytes:
    """Compress records one by one."""
    return b"".join(gzip.compress(each, mtime=0) for each in records)


def wacz(path: Path, warcs: dict[str, bytes], listing: object = None, **more: bytes) -> Path:
    """Write a WACZ with these WARCs, and a listing of them unless another one is given."""
    listed = [{"name": n.rpartition("/")[2], "path": n, "bytes": len(b)} for n, b in warcs.items()]
    with zipfile.ZipFile(path, "w") as file:
        for name, content in warcs.items():
            file.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_STORED)
        for name, content in more.items():
            file.writestr(name, content, zipfile.ZIP_DEFLATED)
        told = {"profile": "data-package", "resources": listed} if listing is None else listing
        file.writestr("datapackage.json", json.dumps(told), zipfile.ZIP_DEFLATED)
    return path
