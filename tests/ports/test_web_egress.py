"""What `Web.ask` dials, and what it never does: names, addresses, rebinding, retries."""

from __future__ import annotations

import asyncio
import datetime as dt
import random
import socket
import threading
import time
from collections.abc import Sequence

import pytest

from embedarchive.ports.web import Web
from embedarchive.ports.wire import Wire
from embedarchive.records import Exchange, Failure, Request

from .hostile import (
    OTHER_PUBLIC,
    PUBLIC,
    USER_AGENT,
    Names,
    Road,
    Server,
    answer,
    ask,
    canaries,
    local_web,
    no_pause,
    run,
    says,
    until,
)
from .test_guard import EMBEDDED, METADATA, V4, V6, special, spelled

BAD_V4 = [address for address in V4 if special(address)]
BAD = [*BAD_V4, *(address for address in V6 if special(address)), *EMBEDDED]


def hosts_of_bad_addresses() -> list[str]:
    """Give every spelling of every refused address, as the host of a URL."""
    bracketed = [f"[{address}]" for address in BAD if ":" in address]
    return [*bracketed, *(host for address in BAD_V4 for host in spelled(address))]


def strict_web(road: Road, names: Names | None = None, **options: object) -> Web:
    """Return a web as in production, but on a road that only notes where it is sent."""
    return Web(user_agent=USER_AGENT, connect=road, resolver=names, own=(), pause=no_pause, **options)  # type: ignore[arg-type]


def test_no_spelling_of_a_bad_address_is_dialled() -> None:
    """More than two thousand literals: none is dialled, none reaches a canary, each names its reason."""
    road = Road()

    async def scene() -> list[Wire]:
        async with canaries() as (port, visitors):
            web = strict_web(road, extra_ports=(port,))
            hosts = hosts_of_bad_addresses()
            wires = [await web.ask(Request(f"http://{host}:{port}/")) for host in hosts]
            assert visitors == []
        return wires

    wires = run(scene())
    assert len(wires) > 2_000
    assert road.dialled == []
    assert {wire.exchange.failure for wire in wires} == {Failure.REFUSED_ADDRESS}
    assert all(": " in wire.exchange.detail and wire.sent == b"" for wire in wires)


def test_no_name_of_a_bad_address_is_dialled() -> None:
    """A name that stands for a bad address, or has one among good ones, is refused as a whole."""
    answers: dict[str, Sequence[Sequence[str]]] = {}
    for number, bad in enumerate([*BAD, *METADATA, "fe80::1%eth0"]):
        good = [PUBLIC, OTHER_PUBLIC, "1.1.1.1"]
        good.insert(number % 4, bad)
        answers[f"one-{number}.test"] = [[bad]]
        answers[f"among-{number}.test"] = [good]
    names, road = Names(answers), Road()

    async def scene() -> list[Wire]:
        web = strict_web(road, names)
        return [await web.ask(Request(f"https://{name}/")) for name in answers]

    wires = run(scene())
    assert len(wires) > 2_000
    assert road.dialled == []
    assert {wire.exchange.failure for wire in wires} == {Failure.REFUSED_ADDRESS}
    assert names.asked == list(answers)


def test_canaries_do_sing() -> None:
    """The canaries notice a visitor, so that their silence says something."""

    async def scene() -> int:
        async with canaries() as (port, visitors):
            await ask(f"http://127.0.0.1:{port}/")
            await ask(f"http://[::1]:{port}/")
            await until(lambda: len(visitors) >= 2)
            return len(visitors)

    assert run(scene(), 30.0) == 2


@pytest.mark.parametrize(
    "url",
    [
        *(f"http://good.test:{port}/" for port in (0, 22, 25, 6379, 65536, -1)),
        "http://user:pass@good.test/",
        "http://good.test\\@127.0.0.1/",
        "http://good.test%00.test/",
        "http://metadata.google.internal/",
        "ftp://good.test/",
        "javascript:alert(1)",
    ],
)
def test_bad_urls_are_refused_before_dns(url: str) -> None:
    """A URL that is no good is neither looked up nor dialled, and stands verbatim in the exchange."""
    names, road = Names({"good.test": [[PUBLIC]]}), Road()

    async def scene() -> Wire:
        return await strict_web(road, names).ask(Request(url))

    exchange = run(scene()).exchange
    assert exchange.failure in (Failure.BAD_URL, Failure.REFUSED_ADDRESS)
    assert exchange.request.url == url
    assert (names.asked, road.dialled) == ([], [])
    assert "pass" not in exchange.detail


def test_rebinding_finds_no_gap() -> None:
    """With answers that alternate, each dial has one look-up, and what was judged is what is dialled."""
    chance = random.Random(7)
    turns = [[chance.choice([PUBLIC, "127.0.0.1", "169.254.169.254", OTHER_PUBLIC])] for _ in range(600)]
    names = Names({"turn.test": turns})

    async def scene() -> tuple[list[Wire], Road]:
        async with Server(says(answer())) as server:
            road = Road(server.port)
            web = strict_web(road, names)
            wires = [await web.ask(Request("http://turn.test/")) for _ in turns]
        return wires, road

    wires, road = run(scene())
    good = [turn[0] for turn in turns if turn[0] in (PUBLIC, OTHER_PUBLIC)]
    assert len(names.asked) == len(turns)
    assert [address for address, _ in road.dialled] == good
    for turn, wire in zip(turns, wires, strict=True):
        allowed = turn[0] in (PUBLIC, OTHER_PUBLIC)
        assert wire.address == (turn[0] if allowed else None)
        assert wire.exchange.failure == (None if allowed else Failure.REFUSED_ADDRESS)


def test_a_peer_that_is_not_the_dialled_address_is_hung_up_on() -> None:
    """Where the kernel names another peer than was dialled, nothing is sent."""

    async def scene() -> tuple[Wire, Server]:
        async with Server(says(answer())) as server:
            road = Road(server.port, peer="10.0.0.1")
            names = Names({"good.test": [[PUBLIC, "1.1.1.1"]]})
            wire = await strict_web(road, names).ask(Request("http://good.test/"))
            assert road.dialled == [(PUBLIC, 80)]
            return wire, server

    wire, server = run(scene())
    assert wire.exchange.failure is Failure.REFUSED_ADDRESS
    assert (wire.sent, server.requests) == (b"", [])


def test_addresses_are_tried_in_turn() -> None:
    """A name whose first address does not answer is reached at its second."""

    class HalfRoad(Road):
        async def __call__(self, address: str, port: int):  # type: ignore[no-untyped-def]
            if address == OTHER_PUBLIC:
                self.dialled.append((address, port))
                raise OSError(101, "Network is unreachable")
            return await super().__call__(address, port)

    async def scene() -> tuple[Wire, Road]:
        async with Server(says(answer())) as server:
            road = HalfRoad(server.port)
            names = Names({"good.test": [[OTHER_PUBLIC, PUBLIC]]})
            return await strict_web(road, names).ask(Request("http://good.test/x")), road

    wire, road = run(scene())
    assert wire.exchange.ok and wire.address == PUBLIC
    assert road.dialled == [(OTHER_PUBLIC, 80), (PUBLIC, 80)]


def test_loopback_mode_does_not_open_odd_ports_of_the_world() -> None:
    """With `allow_loopback`, a name on port 8080 is dialled only where it stands for the loopback."""
    road = Road()
    names = Names({"far.test": [[PUBLIC]], "mixed.test": [["127.0.0.1", PUBLIC]]})

    async def scene() -> list[Failure | None]:
        web = strict_web(road, names, allow_loopback=True)
        wires = [await web.ask(Request(f"http://{name}:8080/")) for name in ("far.test", "mixed.test")]
        return [wire.exchange.failure for wire in wires]

    assert run(scene()) == [Failure.REFUSED_ADDRESS] * 2
    assert road.dialled == []


def test_a_passing_dns_failure_is_tried_again_and_a_lasting_one_is_not() -> None:
    """EAI_AGAIN is worth another look-up; an unknown name is not."""

    class Flaky(Names):
        def __call__(self, name: str) -> Sequence[str]:
            answers = super().__call__(name)
            if self.asked.count(name) < 3:
                raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
            return answers

    names = Flaky({"slow.test": [["127.0.0.1"]]})

    async def scene() -> tuple[Wire, Wire]:
        async with Server(says(answer())) as server:
            web = local_web(resolver=names, pause=no_pause)
            return (
                await web.ask(Request(server.url(host="slow.test"))),
                await web.ask(Request("http://nowhere.test/")),
            )

    flaky, unknown = run(scene())
    assert flaky.exchange.ok
    assert unknown.exchange.failure is Failure.DNS
    assert names.asked == ["slow.test"] * 3 + ["nowhere.test"]


def test_a_proxy_without_an_address_is_not_taken_for_the_host() -> None:
    """The failure is the way's, not the name's, and it says that it is the proxy's."""
    names = Names({"there.test": [[PUBLIC]]})
    web = local_web(resolver=names, proxy="http://proxy.test:3128", pause=no_pause)
    exchange = run(web.ask(Request("http://there.test/"))).exchange
    assert exchange.failure is Failure.CONNECT
    assert exchange.detail.startswith("proxy: proxy.test: ")


@pytest.mark.parametrize("proxy", [None, "http://127.0.0.1:9"])
def test_behind_a_proxy_a_name_that_only_it_knows_is_told_with_the_way_out(proxy: str | None) -> None:
    """In many companies no machine but the proxy asks the DNS: there is an option for that."""
    web = local_web(resolver=Names({}), proxy=proxy, pause=no_pause)
    exchange = run(web.ask(Request("http://there.test/"))).exchange
    assert exchange.failure is Failure.DNS
    assert ("--proxy-dns" in exchange.detail) is (proxy is not None)


def test_a_refused_connection_is_dialled_three_times() -> None:
    """A host that refuses is dialled three times, each time looked up anew; then it is `connect`."""
    names, road = Names({"shut.test": [[PUBLIC]]}), Road()

    async def scene() -> Exchange:
        return (await strict_web(road, names).ask(Request("http://shut.test/"))).exchange

    exchange = run(scene())
    assert exchange.failure is Failure.CONNECT
    assert "refused" in exchange.detail.lower()
    assert road.dialled == [(PUBLIC, 80)] * 3
    assert len(names.asked) == 3


def test_a_request_that_was_sent_is_not_sent_again() -> None:
    """A server that hangs up on our request gets no second one."""

    async def scene() -> tuple[Wire, Server]:
        async with Server(says()) as server:
            return await ask(server.url(), pause=no_pause), server

    wire, server = run(scene())
    assert wire.exchange.failure is Failure.DISCONNECT
    assert len(server.requests) == 1


def test_slow_names_do_not_delay_good_ones() -> None:
    """Eight names whose look-up hangs cost a good host nothing, and are given up at the deadline."""
    release = threading.Event()
    hanging: set[str] = set()

    def look_up(name: str) -> list[str]:
        if name.startswith("slow"):
            hanging.add(name)
            release.wait(60)
        return ["127.0.0.1"]

    async def scene() -> list[Wire]:
        async with Server(says(answer())) as server:
            patient = local_web(resolver=look_up, total_timeout=3.0)
            urls = [f"http://slow{number % 8}.test/" for number in range(32)]
            slow = [asyncio.ensure_future(patient.ask(Request(url))) for url in urls]
            await until(lambda: len(hanging) == 8)
            good = await patient.ask(Request(server.url(host="good.test")))
            assert good.exchange.ok
            assert not any(asking.done() for asking in slow)
            return await asyncio.gather(*slow)

    try:
        slow = run(scene(), 30.0)
    finally:
        release.set()
    assert {wire.exchange.failure for wire in slow} == {Failure.TIMEOUT}


def test_a_name_has_few_threads_of_its_own() -> None:
    """Fifty questions for one slow name hold two look-ups at once, not fifty."""
    busy, most, lock = 0, 0, threading.Lock()

    def look_up(_name: str) -> list[str]:
        nonlocal busy, most
        with lock:
            busy += 1
            most = max(most, busy)
        time.sleep(0.01)
        with lock:
            busy -= 1
        return ["127.0.0.1"]

    async def scene() -> list[Wire]:
        async with Server(says(answer())) as server:
            web = local_web(resolver=look_up)
            url = server.url(host="same.test")
            return await asyncio.gather(*(web.ask(Request(url)) for _ in range(50)))

    assert all(wire.exchange.ok for wire in run(scene()))
    assert most == 2


def test_the_request_is_plain_and_says_who_we_are() -> None:
    """Five headers, no cookies, no passwords, nothing after `#`; Accept as the stage wishes."""

    async def scene() -> tuple[bytes, Wire]:
        async with Server(says(answer(b"x", b"Set-Cookie: a=b"))) as server:
            web = local_web()
            await web.ask(Request(server.url()))
            wire = await web.ask(Request(server.url("/p?q#f"), accept="application/json"))
            assert server.requests[1] == wire.sent
            return wire.sent.replace(b":%d" % server.port, b""), wire

    sent, wire = run(scene())
    assert sent.decode() == (
        "GET /p?q HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        f"User-Agent: {USER_AGENT}\r\nAccept: application/json\r\n"
        "Accept-Encoding: gzip\r\nConnection: close\r\n\r\n"
    )
    assert wire.exchange.request.url.endswith("#f")
    assert wire.address == "127.0.0.1"


def test_netrc_is_not_read(tmp_path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    """A password for the host in ~/.netrc is never sent."""
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login me password secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    monkeypatch.setenv("HOME", str(tmp_path))

    async def scene() -> bytes:
        async with Server(says(answer())) as server:
            return (await ask(server.url())).sent

    assert b"Authorization" not in run(scene())


def test_started_is_utc_with_microseconds() -> None:
    """`started` has the form of WARC-Date with six digits, also for a refused URL."""
    moment = dt.datetime(2026, 2, 2, 3, 4, 5, 0, tzinfo=dt.timezone(dt.timedelta(hours=5)))

    async def scene() -> Wire:
        return await ask("http://10.0.0.1/", clock=lambda: moment)

    assert run(scene()).exchange.started == "2026-02-01T22:04:05.000000Z"
