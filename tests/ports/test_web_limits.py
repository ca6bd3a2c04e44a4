"""Limits of size and time, and the exactness of the wire within them."""

from __future__ import annotations

import asyncio
import gzip
import json
import random
import subprocess
import sys
import time

import pytest

from embedarchive.ports.web import HEAD_ALLOWANCE
from embedarchive.ports.wire import Wire
from embedarchive.records import Failure, Request

from .hostile import Mouth, Script, Server, answer, ask, local_web, run, says, served, until

OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"

# --- Endless ----------------------------------------------------------------------------------


PATIENCE = 30.0
"""Seconds: what would drip for ever has not ended at its deadline; a busy machine may take some."""


def endless(start: bytes, more: bytes) -> Script:
    """Make a script that says a start, and then more and more."""

    async def script(_reader: asyncio.StreamReader, mouth: Mouth) -> None:
        mouth.writer.write(start)
        while True:
            mouth.writer.write(more)
            await mouth.writer.drain()

    return script


@pytest.mark.parametrize(
    "script",
    [
        endless(OK + b"\r\n", b"x" * 65_536),
        endless(OK + b"Content-Length: 99999999999\r\n\r\n", b"x" * 65_536),
        endless(CHUNKED, b"10000\r\n" + b"x" * 65_536 + b"\r\n"),
    ],
)
def test_an_endless_body_is_cut_and_no_failure(script: Script) -> None:
    """A body beyond the limit is an answer that was cut at `length`, to the byte."""
    wire, _ = served(script, max_body=300_000)
    exchange = wire.exchange
    assert (exchange.failure, exchange.status, exchange.truncated) == (None, 200, "length")
    assert exchange.body == b"x" * 300_000
    assert 300_000 <= len(wire.received) < 300_000 + HEAD_ALLOWANCE


def test_a_body_of_exactly_the_limit_is_whole() -> None:
    """The limit itself is allowed."""
    wire, _ = served(says(answer(b"x" * 50_000)), max_body=50_000)
    assert wire.exchange.truncated is None
    assert len(wire.exchange.body) == 50_000


def test_tiny_chunks_cannot_fill_memory() -> None:
    """Framing counts: a body of one-byte chunks ends where the bytes received are too many."""
    wire, _ = served(endless(CHUNKED, b"1\r\nx\r\n" * 10_000), max_body=300_000)
    assert (wire.exchange.failure, wire.exchange.truncated) == (None, "length")
    assert len(wire.received) < 300_000 + 3 * HEAD_ALLOWANCE
    assert set(wire.exchange.body) == {ord("x")}


@pytest.mark.parametrize(
    "script",
    [
        endless(b"", b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" * 100),
        endless(OK, b"X-%d: y\r\n" % 1 * 1_000),
        endless(OK + b"X: ", b"y" * 10_000),
        endless(b"HTTP/1.1 200 ", b"O" * 10_000),
        endless(b"", b"x" * 10_000),
    ],
)
def test_endless_headers_are_stopped(script: Script) -> None:
    """Headers and interim answers without end are a protocol failure within 200 KB."""
    wire, _ = served(script)
    assert wire.exchange.failure is Failure.PROTOCOL
    assert 0 < len(wire.received) < HEAD_ALLOWANCE + 131_072


# --- Slow -------------------------------------------------------------------------------------


def drip(start: bytes, more: bytes) -> Script:
    """Make a script that says a start at once and more drop by drop."""

    async def script(_reader: asyncio.StreamReader, mouth: Mouth) -> None:
        await mouth.say(start)
        while True:
            await mouth.say(more, gap=0.05)

    return script


SLOW = {
    "silence": drip(b"", b""),
    "status line": drip(b"", b"H"),
    "headers": drip(OK, b"X: y\r\n"),
    "interim answers": drip(b"", b"HTTP/1.1 102 Wait\r\n\r\n"),
    "body": drip(OK + b"\r\n", b"x"),
    "chunks": drip(CHUNKED, b"1\r\nx\r\n"),
    "trailers": drip(CHUNKED + b"5\r\nhello\r\n0\r\n", b"X: y\r\n"),
}


@pytest.mark.parametrize("phase", SLOW)
def test_the_deadline_holds_in_every_phase(phase: str) -> None:
    """One byte at a time does not outlast the total deadline; what came is kept."""
    began = time.monotonic()
    wire, _ = served(SLOW[phase], total_timeout=0.6, patience=PATIENCE)
    assert time.monotonic() - began > 0.5
    assert (wire.exchange.failure, wire.exchange.detail) == (Failure.TIMEOUT, "no whole answer within 0.6 s")
    assert wire.exchange.truncated == ("time" if wire.received else None)
    assert wire.exchange.status == (200 if phase in ("headers", "body", "chunks", "trailers") else None)


SLOW_BEFORE = {
    None: drip(b"\x16\x03\x03\x40\x00", b"\x02"),  # a TLS record of 16 KB (RFC 8446, 5.1)
    "http": drip(b"", b"H"),
    "socks5": drip(b"\x05\x00\x05", b""),  # a method, and the start of an answer (RFC 1928, 3 and 6)
}


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("proxy", SLOW_BEFORE)
def test_the_deadline_holds_before_the_request(scheme: str, proxy: str | None) -> None:
    """A TLS handshake or a proxy that drips ends at the deadline too."""
    if scheme == "http" and proxy is None:
        pytest.skip("nothing happens before the request there")

    async def scene() -> Wire:
        async with Server(SLOW_BEFORE[proxy], listens=False) as server:
            options = {"proxy": f"{proxy}://127.0.0.1:{server.port}"} if proxy else {}
            return await ask(f"{scheme}://127.0.0.1:{server.port}/", total_timeout=0.6, **options)

    wire = run(scene(), PATIENCE)
    assert (wire.exchange.failure, wire.exchange.detail) == (Failure.TIMEOUT, "no whole answer within 0.6 s")
    assert wire.sent == b""


def test_a_black_hole_ends_at_the_deadline() -> None:
    """An address that never answers the dial is a time-out."""

    async def hole(_address: str, _port: int):  # type: ignore[no-untyped-def]
        await asyncio.sleep(60)

    async def scene() -> Wire:
        return await ask("http://127.0.0.1:9/", connect=hole, total_timeout=0.5)

    exchange = run(scene(), PATIENCE).exchange
    assert (exchange.failure, exchange.detail) == (Failure.TIMEOUT, "no whole answer within 0.5 s")


def test_cancelling_is_clean() -> None:
    """A question that is given up raises CancelledError and leaves no task and no connection behind."""

    async def scene() -> None:
        async with Server(drip(OK, b"X: y\r\n")) as server:
            web = local_web()
            tasks = asyncio.all_tasks()
            asking = asyncio.ensure_future(web.ask(Request(server.url())))
            await until(lambda: len(server.requests) == 1)
            asking.cancel()
            with pytest.raises(asyncio.CancelledError):
                await asking
            await until(lambda: len(server.said) == 1)
            await until(lambda: {task for task in asyncio.all_tasks() if "_greet" not in repr(task)} <= tasks)

    run(scene(), PATIENCE)


# --- Exactness and memory ---------------------------------------------------------------------


def test_five_hundred_odd_answers_cross_exactly() -> None:
    """The wire holds what the server's log holds, byte for byte, for chunks and headers of every form."""
    chance = random.Random(5)
    bodies = [chance.randbytes(chance.randint(0, 4_000)) for _ in range(500)]
    answers = [odd_answer(chance, body) for body in bodies]
    turn = iter(answers)

    async def script(_reader: asyncio.StreamReader, mouth: Mouth) -> None:
        said = next(turn)
        middle = chance.randint(0, len(said))
        await mouth.say(said[:middle], said[middle:])

    async def scene() -> tuple[list[Wire], Server]:
        async with Server(script) as server:
            web = local_web()
            wires = [await web.ask(Request(server.url(f"/{number}"))) for number in range(500)]
        return wires, server

    wires, server = run(scene())
    assert [wire.received for wire in wires] == server.said == answers
    assert [wire.sent for wire in wires] == server.requests
    assert [wire.exchange.body for wire in wires] == bodies
    assert {wire.exchange.failure for wire in wires} == {None}


def odd_answer(chance: random.Random, body: bytes) -> bytes:
    """Make an answer with odd, allowed framing and spacing."""
    headers = [
        chance.choice([b"X-Odd", b"x-ODD", b"x_odd"]) + b":" + b" \t"[: chance.randint(0, 2)] + b"v" * n
        for n in range(chance.randint(0, 9))
    ]
    framing = chance.choice(["length", "close", "chunks"])
    if framing == "length":
        headers.append(b"CONTENT-length:%d " % len(body))
    if framing == "chunks":
        headers.append(b"transfer-ENCODING: Chunked")
        body = odd_chunks(chance, body)
    chance.shuffle(headers)
    return b"\r\n".join([b"HTTP/1.1 200 " + b"OK" * chance.randint(0, 3), *headers, b"", b""]) + body


def odd_chunks(chance: random.Random, body: bytes) -> bytes:
    """Frame a body in chunks of chance sizes, with extensions, zeros and trailers."""
    framed = b""
    while body:
        size = chance.randint(1, 900)
        piece, body = body[:size], body[size:]
        number = chance.choice([b"%x", b"%X", b"%04x"]) % len(piece)
        framed += number + chance.choice([b"", b";a=b", b" "]) + b"\r\n" + piece + b"\r\n"
    return framed + b"0\r\n" + chance.choice([b"", b"X-Trailer: z\r\n"]) + b"\r\n"


BOMB_CLIENT = """
import asyncio, json, sys
from embedarchive.ports.web import Web
from embedarchive.records import Request
peak = lambda: int(next(l.split()[1] for l in open("/proc/self/status") if l.startswith("VmHWM")))
async def main():
    web = Web(user_agent="x", allow_loopback=True)
    url = sys.argv[1]
    await web.ask(Request(url + "small"))
    before = peak()
    exchange = (await web.ask(Request(url + "bomb"))).exchange
    print(json.dumps([len(exchange.body), exchange.truncated, exchange.failure, peak() - before]))
asyncio.run(main())
"""


@pytest.mark.slow
@pytest.mark.parametrize("coding", ["gzip", "gzip, gzip", "gzip, gzip, gzip, gzip, gzip"])
def test_a_bomb_on_the_wire_costs_no_more_than_its_cap(coding: str) -> None:
    """From the socket to the exchange, a bomb costs at most 48 MB more than a small page."""
    bomb = gzip.compress(bytes(2**28), compresslevel=9)
    for _ in coding.split(", ")[1:]:
        bomb = gzip.compress(bomb)

    async def script(_reader: asyncio.StreamReader, mouth: Mouth) -> None:
        if len(server.requests) == 1:
            await mouth.say(answer(gzip.compress(b"small"), b"Content-Encoding: gzip"))
        else:
            await mouth.say(answer(bomb, b"Content-Encoding: " + coding.encode()))

    server = Server(script)

    async def scene() -> bytes:
        async with server:
            client = await asyncio.create_subprocess_exec(
                sys.executable, "-c", BOMB_CLIENT, server.url(), stdout=subprocess.PIPE
            )
            told, _ = await client.communicate()
            return told

    size, truncated, failure, grown = json.loads(run(scene()))
    assert (size, truncated, failure) == (20_000_000, "length", None)
    assert grown <= 48 * 1024
