"""What the live web answers, however oddly, is what the archive answers afterwards."""

from __future__ import annotations

import asyncio
import gzip
import zlib
from collections.abc import Sequence
from pathlib import Path

import pytest

from embedarchive.ports.archive import Archive
from embedarchive.ports.web import Web
from embedarchive.ports.wire import Wire
from embedarchive.records import Request
from tests.ports.crash import faults
from tests.ports.kept import run

OK = b"HTTP/1.1 200 OK\r\n"
PAGE = b"<p>words and more words</p>" * 100
PACKED = gzip.compress(PAGE)
LIMIT = 1_500
ANSWERS = {
    "plain": OK + b"Content-Length: 5\r\n\r\nhello",
    "odd case and spacing": OK + b"cOnTeNt-LeNgTh:5\r\nX-A:   \xe9 \r\nX-B: a\r\nx-b: b\r\n\r\nhello",
    "line feeds alone": b"HTTP/1.1 200 OK\nContent-Length: 5\n\nhello",
    "until the end": OK + b"\r\nhello",
    "chunked": OK + b"Transfer-Encoding: chunked\r\n\r\n5;x=y\r\nhello\r\n1\r\n!\r\n0\r\nT: r\r\n\r\n",
    "chunked, cut": OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n9\r\nab",
    "length, cut": OK + b"Content-Length: 50\r\n\r\nhello",
    "head, cut": OK + b"Content-Le",
    "gzip": OK + b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(PACKED) + PACKED,
    "gzip twice": OK + b"Content-Encoding: gzip, gzip\r\n\r\n" + gzip.compress(PACKED),
    "deflate": OK + b"Content-Encoding: deflate\r\n\r\n" + zlib.compress(PAGE),
    "gzip, false": OK + b"Content-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello",
    "gzip, cut": OK + b"Content-Encoding: gzip\r\n\r\n" + PACKED[:-9],
    "unknown coding": OK + b"Content-Encoding: rot13\r\nContent-Length: 5\r\n\r\nuryyb",
    "larger than the limit": OK + b"Content-Length: 9000\r\n\r\n" + b"x" * 9000,
    "larger, until the end": OK + b"\r\n" + b"y" * 9000,
    "hints first": b"HTTP/1.1 103 Early\r\nLink: </a>\r\n\r\n" + OK + b"Content-Length: 2\r\n\r\nok",
    "a redirect": b"HTTP/1.1 301 Moved\r\nLocation: /\xc3\xbc b\r\nContent-Length: 0\r\n\r\n",
    "status 999": b"HTTP/1.1 999 No\r\nContent-Length: 2\r\n\r\nno",
    "a folded header": OK + b"A: one\r\n two\r\nContent-Length: 2\r\n\r\nok",
    "both lengths": OK + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
    "no HTTP": b"SSH-2.0-nonsense\r\nA: b\r\n\r\nbody",
    "HTTP/0.9": b"<html>no head</html>",
    "status 099": b"HTTP/1.1 099 Low\r\nContent-Length: 2\r\n\r\nno",
    "nothing": b"",
    "long, once": OK + b"Content-Length: 2700\r\n\r\n" + PAGE[:2700],
    "long, again": OK + b"X: y\r\nContent-Length: 2700\r\n\r\n" + PAGE[:2700],
}


async def answered(answers: Sequence[bytes], limit: int) -> list[Wire]:
    """Ask a server that says each of these in turn and hangs up."""
    turns = iter(answers)

    async def say(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(next(turns))
        writer.close()

    server = await asyncio.start_server(say, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    web = Web(user_agent="t", allow_loopback=True, max_body=limit, extra_ports={port})
    async with asyncio.timeout(60), server:
        wires = [await web.ask(Request(f"http://127.0.0.1:{port}/{n}")) for n in range(len(answers))]
        await web.aclose()
    return wires


@pytest.mark.parametrize("limit", [LIMIT, 20_000_000])
def test_odd_answers_are_read_as_they_were_seen(tmp_path: Path, limit: int) -> None:
    """Each of these answers gives, read from the archive, exactly the exchange that the stage was given."""
    wires = asyncio.run(answered(tuple(ANSWERS.values()), limit))
    db = tmp_path / "archive.db"
    with Archive.open(db, run()) as archive:
        kept = [archive.keep(wire) for wire in wires]
        archive.end("done")
    with Archive.read_only(db) as reader:
        for name, exchange in zip(ANSWERS, kept, strict=True):
            assert exchange.record is not None
            assert reader.read(exchange.record) == exchange, name
    assert faults(db, set()) == []
