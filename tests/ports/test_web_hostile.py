"""What servers may say: each answer, however broken, ends as an exchange with its bytes."""

from __future__ import annotations

import asyncio
import gzip
import random

import pytest

from embedarchive.records import Failure, Request

from .hostile import Mouth, Server, answer, local_web, run, says, served

OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"

# --- Odd, but answers -------------------------------------------------------------------------

READABLE: dict[str, tuple[bytes, int, bytes]] = {
    "plain": (answer(), 200, b"hello"),
    "header case and blanks": (OK + b"cOnTent-LENGTH:   5  \r\nX-A:\tb\r\n\r\nhello", 200, b"hello"),
    "repeated headers": (OK + b"Link: a\r\nlink: b\r\nLINK: c\r\nContent-Length: 0\r\n\r\n", 200, b""),
    "until close": (OK + b"\r\nhello", 200, b"hello"),
    "HTTP/1.0": (b"HTTP/1.0 200 OK\r\n\r\nhello", 200, b"hello"),
    "no reason": (b"HTTP/1.1 200\r\nContent-Length: 5\r\n\r\nhello", 200, b"hello"),
    "odd reason": (b"HTTP/1.1 404 \xe9t\xe9 (x)\r\nContent-Length: 0\r\n\r\n", 404, b""),
    "status 999": (b"HTTP/1.1 999 Request denied\r\nContent-Length: 2\r\n\r\nno", 999, b"no"),
    "LF alone": (b"HTTP/1.1 200 OK\nContent-Length: 5\n\nhello", 200, b"hello"),
    "Latin-1 header": (answer(b"", b"X-Name: caf\xe9"), 200, b""),
    "folded header": (OK + b"X-A: b\r\n c\r\nContent-Length: 0\r\n\r\n", 200, b""),
    "chunks": (CHUNKED + b"5\r\nhello\r\n0\r\n\r\n", 200, b"hello"),
    "chunks, odd framing": (CHUNKED + b"002;x=y\r\nhe\r\n3 \r\nllo\r\n0\r\nX-T: r\r\n\r\n", 200, b"hello"),
    "both framings": (
        OK + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
        200,
        b"hello",
    ),
    "after hints": (b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" * 3 + answer(), 200, b"hello"),
    "204": (b"HTTP/1.1 204 No Content\r\n\r\n", 204, b""),
    "304": (b"HTTP/1.1 304 Not Modified\r\nETag: x\r\nContent-Length: 9\r\n\r\n", 304, b""),
    "gzip": (answer(gzip.compress(b"hello"), b"Content-Encoding: gzip"), 200, b"hello"),
    "says gzip": (answer(b"hello", b"Content-Encoding: gzip"), 200, b"hello"),
    "unknown coding": (answer(b"hello", b"Content-Encoding: sdch"), 200, b"hello"),
    "many headers": (answer(b"", *(b"X-%d: y" % n for n in range(2_000))), 200, b""),
    "401": (answer(b"", b'WWW-Authenticate: Basic realm="x"', status=b"401 No"), 401, b""),
}


@pytest.mark.parametrize("name", READABLE)
@pytest.mark.parametrize("in_bits", [False, True])
def test_an_odd_answer_is_an_answer(name: str, in_bits: bool) -> None:
    """What a browser would take is taken, and the wire holds it byte for byte, however it arrives."""
    said, status, body = READABLE[name]
    pieces = [said[at : at + 97] for at in range(0, len(said), 97)] if in_bits else [said]
    wire, server = served(says(*pieces))
    assert (wire.exchange.failure, wire.exchange.status, wire.exchange.body) == (None, status, body)
    assert wire.received == server.said[0] == said
    assert [wire.sent] == server.requests


def test_headers_are_kept_as_received() -> None:
    """Order, case, repetition and Latin-1 survive."""
    wire, _ = served(says(OK + b"X-b: caf\xe9\r\nX-A: 1\r\nx-a:2 \r\nContent-Length: 0\r\n\r\n"))
    assert wire.exchange.headers == (("X-b", "café"), ("X-A", "1"), ("x-a", "2"), ("Content-Length", "0"))
    assert wire.exchange.header("X-B") == "café"


def test_what_could_not_be_decoded_is_said() -> None:
    """An unknown or false coding leaves the body raw and is named, and is no failure."""
    for coding in (b"sdch", b"br", b"gzip"):
        wire, _ = served(says(answer(b"hello!", b"Content-Encoding: " + coding)))
        assert wire.exchange.body == b"hello!"
        assert wire.exchange.ok
        assert "left as received" in wire.exchange.detail


LOCATIONS = (
    b"/next",
    b"//other.test/x",
    b"http://other.test:99999/",
    b"http://other.test:abc/",
    b"http://[::1",
    b"http://[fe80::1%25eth0]/",
    b"http:///x",
    b"http:/x",
    b"http:\\\\other.test",
    b"http://a..b/",
    b"http://xn--a/",
    b"http://\xc3\xbcber.test/",
    b"http://\xfc.test/",
    b"http://" + b"a" * 300 + b".test/",
    b"http://user:pw@other.test/",
    b"http://127.0.0.1\\@good.test/",
    b"javascript:alert(1)",
    b"data:text/html,x",
    b"intent://x#Intent;end",
    b"",
    b"   ",
    b"http://other.test/a b\tc",
    b"http://other.test/" + b"x" * 60_000,
    b"http://\xe2\x91\xa0.test/",
    b"%%%",
    b"http://other.test/\xf0\x9f\x98\x80",
)


@pytest.mark.parametrize("location", LOCATIONS, ids=range(len(LOCATIONS)))
def test_no_location_loses_the_answer(location: bytes) -> None:
    """A Location nobody can read is still a redirect, with its bytes as sent."""
    wire, _ = served(says(answer(b"", b"Location: " + location, status=b"302 Found")))
    assert (wire.exchange.failure, wire.exchange.status) == (None, 302)
    assert wire.exchange.header("location") == location.decode("latin-1").strip(" \t")


# --- Broken -----------------------------------------------------------------------------------

BROKEN: dict[str, tuple[bytes, Failure, int | None, bytes]] = {
    "nothing": (b"", Failure.DISCONNECT, None, b""),
    "half a word": (b"HTT", Failure.DISCONNECT, None, b""),
    "half a head": (OK + b"Content-Le", Failure.DISCONNECT, 200, b""),
    "cut body": (OK + b"Content-Length: 50\r\n\r\nhello", Failure.DISCONNECT, 200, b"hello"),
    "cut chunk": (CHUNKED + b"50\r\nhello", Failure.DISCONNECT, 200, b"hello"),
    "no last chunk": (CHUNKED + b"5\r\nhello\r\n", Failure.DISCONNECT, 200, b"hello"),
    "cut trailers": (CHUNKED + b"5\r\nhello\r\n0\r\nX: y\r\n", Failure.DISCONNECT, 200, b"hello"),
    "cut gzip": (
        OK + b"Content-Encoding: gzip\r\nContent-Length: 900\r\n\r\n" + gzip.compress(b"hello" * 9)[:-8],
        Failure.DISCONNECT,
        200,
        b"hello" * 9,
    ),
    "two lengths": (
        OK + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!",
        Failure.PROTOCOL,
        200,
        b"hello",
    ),
    "no such length": (OK + b"Content-Length: -5\r\n\r\nhello", Failure.PROTOCOL, 200, b"hello"),
    "length of 5,000 digits": (
        OK + b"Content-Length: " + b"9" * 5_000 + b"\r\n\r\nhi",
        Failure.PROTOCOL,
        200,
        b"hi",
    ),
    "no such chunk": (CHUNKED + b"zz\r\nhello", Failure.PROTOCOL, 200, b""),
    "unknown framing": (OK + b"Transfer-Encoding: gzip\r\n\r\nhello", Failure.PROTOCOL, 200, b"hello"),
    "HTTP/0.9": (b"<html>hello</html>\r\n\r\n", Failure.PROTOCOL, None, b""),
    "HTTP/0.9, one line": (b"<html>hello</html>", Failure.PROTOCOL, None, b""),
    "HTTP/2": (b"\x00\x00\x12\x04\x00\x00\x00\x00\x00\r\n\r\n", Failure.PROTOCOL, None, b""),
    "SSH": (b"SSH-2.0-OpenSSH_9\r\n", Failure.PROTOCOL, None, b""),
    "status 099": (b"HTTP/1.1 099 Odd\r\nContent-Length: 5\r\n\r\nhello", Failure.PROTOCOL, 99, b"hello"),
    "status 101": (b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\n", Failure.PROTOCOL, 101, b""),
    "NUL in a header": (OK + b"X: a\x00b\r\nContent-Length: 5\r\n\r\nhello", Failure.PROTOCOL, 200, b"hello"),
    "no colon": (OK + b"nonsense\r\nContent-Length: 5\r\n\r\nhello", Failure.PROTOCOL, 200, b"hello"),
    "blank before colon": (OK + b"X : y\r\nContent-Length: 5\r\n\r\nhello", Failure.PROTOCOL, 200, b"hello"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_answer_keeps_its_bytes(name: str) -> None:
    """What the client refuses is kept as received, with its status where there is one."""
    said, failure, status, body = BROKEN[name]
    wire, _ = served(says(said))
    exchange = wire.exchange
    assert (exchange.failure, exchange.status, exchange.body) == (failure, status, body), exchange.detail
    assert wire.received == said
    assert exchange.detail
    cut = failure is Failure.DISCONNECT and said
    assert exchange.truncated == ("disconnect" if cut else None)


@pytest.mark.parametrize("said", [b"", OK, OK + b"Content-Length: 50\r\n\r\nhello"])
def test_a_reset_is_a_disconnect(said: bytes) -> None:
    """A RST at any point is a disconnect with what came before it."""

    async def script(_reader: asyncio.StreamReader, mouth: Mouth) -> None:
        await mouth.say(said, gap=0.05)
        mouth.reset()

    wire, _ = served(script)
    assert wire.exchange.failure is Failure.DISCONNECT
    assert wire.received == said
    assert wire.exchange.status == (200 if said else None)
    assert wire.exchange.truncated == ("disconnect" if said else None)


def test_a_server_that_does_not_read_still_answers() -> None:
    """An answer given before our request is read counts."""
    wire, server = served(says(answer(), gap=0.2), listens=False)
    assert (wire.exchange.ok, wire.exchange.body) == (True, b"hello")
    assert server.requests == []


def test_no_bytes_raise() -> None:
    """Three hundred mangled answers: each is an exchange that holds a beginning of what was said."""
    chance = random.Random(1)
    seeds = [said for said, _, _ in READABLE.values() if len(said) < 5_000]
    seeds += [said for said, _, _, _ in BROKEN.values() if len(said) < 5_000]
    said_last = b""

    async def script(_reader: asyncio.StreamReader, mouth: Mouth) -> None:
        await mouth.say(said_last)

    async def scene() -> None:
        nonlocal said_last
        async with Server(script) as server:
            web = local_web(total_timeout=2.0)
            for _ in range(300):
                mangled = bytearray(chance.choice(seeds))
                for _ in range(chance.randint(1, 4)):
                    at = chance.randint(0, len(mangled))
                    mangled[at : at + chance.randint(0, 3)] = chance.randbytes(chance.randint(0, 3))
                said_last = bytes(mangled)
                wire = await web.ask(Request(server.url()))
                assert said_last.startswith(wire.received)
                assert wire.exchange.failure is not None or wire.exchange.status is not None

    run(scene())
