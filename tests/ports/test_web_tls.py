"""Certificates, SNI and proxies: TLS is the name's, whatever way the bytes take."""

from __future__ import annotations

import asyncio
import hashlib
from pathlib import Path

import pytest

from embedarchive.errors import UsageError
from embedarchive.ports.web import Web, proxy_from_environment
from embedarchive.ports.wire import Wire
from embedarchive.records import Failure, Request

from .hostile import (
    PUBLIC,
    USER_AGENT,
    Authority,
    MiniProxy,
    Mouth,
    Names,
    Road,
    Server,
    answer,
    ask,
    no_pause,
    run,
    says,
)

GOOD = {"good.test": [[PUBLIC]], "other.test": [[PUBLIC]]}


def sha256(der: bytes) -> str:
    """Return the hex digest as the record states it."""
    return hashlib.sha256(der).hexdigest()


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("kind", ["connect", "socks5"])
@pytest.mark.parametrize("remote", [False, True])
def test_a_proxy_is_told_the_checked_address(tmp_path: Path, scheme: str, kind: str, remote: bool) -> None:
    """By proxy, http and https alike: it is told the address we judged, TLS is told the name."""
    authority = Authority(tmp_path)
    context = authority.context("good.test") if scheme == "https" else None
    names = Names(GOOD)

    async def scene() -> tuple[Wire, Server, MiniProxy]:
        async with Server(says(answer()), context=context) as server, MiniProxy(kind, server.port) as proxy:
            web = Web(
                user_agent=USER_AGENT,
                proxy=proxy.url(),
                proxy_dns=remote,
                ca_file=authority.file,
                resolver=names,
                own=(),
            )
            return await web.ask(Request(f"{scheme}://good.test/x")), server, proxy

    wire, server, proxy = run(scene())
    port = 443 if scheme == "https" else 80
    assert wire.exchange.ok, wire.exchange.detail
    assert wire.exchange.body == b"hello"
    assert proxy.told == [f"good.test:{port}" if remote else f"{PUBLIC}:{port}"]
    assert wire.address == (None if remote else PUBLIC)
    assert names.asked == ([] if remote else ["good.test"])
    assert server.names == (["good.test"] if scheme == "https" else [])
    assert server.requests == [wire.sent]
    assert wire.sent.startswith(b"GET /x HTTP/1.1\r\nHost: good.test\r\n")
    assert wire.received == answer()


@pytest.mark.parametrize("tls12", [False, True])
def test_direct_tls_testifies_to_protocol_and_certificate(tmp_path: Path, tls12: bool) -> None:
    """Protocol, cipher suite and the leaf's digest are in the wire."""
    authority = Authority(tmp_path)
    context = authority.context("good.test", tls12=tls12)

    async def scene() -> tuple[Wire, Server]:
        async with Server(says(answer()), context=context) as server:
            options = {"ca_file": authority.file, "resolver": Names({"good.test": [["127.0.0.1"]]})}
            return await ask(server.url(host="good.test"), **options), server

    wire, server = run(scene())
    assert wire.exchange.ok
    assert (wire.tls or "").split(" ")[0] == ("TLSv1.2" if tls12 else "TLSv1.3")
    assert wire.certificate_sha256 == sha256(authority.leaves[0])
    assert server.names == ["good.test"]
    assert wire.received == server.said[0]


@pytest.mark.parametrize("tls12", [False, True])
@pytest.mark.parametrize("flaw", ["name", "expired", "self-signed"])
def test_a_bad_certificate_is_an_outcome_with_its_digest(tmp_path: Path, flaw: str, tls12: bool) -> None:
    """A certificate for another name, too old, or of nobody we know: nothing is sent, its digest is kept."""
    trusted = Authority(tmp_path)
    (tmp_path / "other").mkdir()
    signer = Authority(tmp_path / "other") if flaw == "self-signed" else trusted
    name = "other.test" if flaw == "name" else "good.test"
    context = signer.context(name, expired=flaw == "expired", tls12=tls12)

    async def scene() -> tuple[Wire, Server]:
        async with Server(says(answer()), context=context) as server:
            options = {"ca_file": trusted.file, "resolver": Names({"good.test": [["127.0.0.1"]]})}
            return await ask(server.url(host="good.test"), **options), server

    wire, server = run(scene())
    assert wire.exchange.failure is Failure.TLS
    assert wire.exchange.status is None
    assert wire.certificate_sha256 == sha256(signer.leaves[0])
    assert (wire.sent, server.requests) == (b"", [])


def test_a_bare_end_of_the_connection_ends_a_tls_answer(tmp_path: Path) -> None:
    """Servers that leave out close_notify are read as browsers read them; a stated length still binds."""
    authority = Authority(tmp_path)

    async def scene(said: bytes) -> Wire:
        async def script(_reader: asyncio.StreamReader, mouth: Mouth) -> None:
            await mouth.say(said, gap=0.05)
            mouth.writer.transport.abort()

        async with Server(script, context=authority.context("127.0.0.1")) as server:
            return await ask(server.url(), ca_file=authority.file)

    open_ended = run(scene(b"HTTP/1.1 200 OK\r\n\r\nhello")).exchange
    assert (open_ended.failure, open_ended.body) == (None, b"hello")
    cut = run(scene(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello")).exchange
    assert (cut.failure, cut.body, cut.truncated) == (Failure.DISCONNECT, b"hello", "disconnect")


def test_a_server_that_speaks_no_tls_is_a_tls_error(tmp_path: Path) -> None:
    """Plain HTTP on an https port is an outcome."""
    authority = Authority(tmp_path)

    async def scene() -> Wire:
        async with Server(says(answer()), listens=False) as server:
            return await ask(f"https://127.0.0.1:{server.port}/", ca_file=authority.file)

    assert run(scene()).exchange.failure is Failure.TLS


def test_two_names_on_one_address_shake_hands_twice(tmp_path: Path) -> None:
    """No connection is used for two exchanges: a name that is not in the certificate is refused."""
    authority = Authority(tmp_path)
    context = authority.context("good.test", "other.test")
    names = Names({**GOOD, "evil.test": [[PUBLIC]]})

    async def scene() -> tuple[list[Wire], Server]:
        async with Server(says(answer()), context=context) as server:
            web = Web(
                user_agent=USER_AGENT,
                ca_file=authority.file,
                resolver=names,
                connect=Road(server.port),
                own=(),
            )
            urls = [f"https://{name}/" for name in ("good.test", "other.test", "good.test", "evil.test")]
            return [await web.ask(Request(url)) for url in urls], server

    wires, server = run(scene())
    assert [wire.exchange.ok for wire in wires] == [True, True, True, False]
    assert wires[3].exchange.failure is Failure.TLS
    assert server.names == ["good.test", "other.test", "good.test", "evil.test"]


@pytest.mark.parametrize("kind", ["connect", "socks5"])
@pytest.mark.parametrize("right", [True, False])
def test_a_proxy_s_password_is_given_to_the_proxy_alone(kind: str, right: bool) -> None:
    """User and password of the proxy's URL go to the proxy; a wrong one is a `connect` failure."""
    wanted = b"bWU6cEB3" if kind == "connect" else b"me:p@w"  # base64 of me:p@w

    async def scene() -> tuple[Wire, Server]:
        async with (
            Server(says(answer())) as server,
            MiniProxy(kind, server.port, password=wanted) as proxy,
        ):
            login = "me:p%40w@" if right else "me:wrong@"
            options = {"proxy": proxy.url(login), "resolver": Names(GOOD), "pause": no_pause}
            return await ask("http://good.test/", **options), server

    wire, server = run(scene())
    assert wire.exchange.failure is (None if right else Failure.CONNECT)
    assert b"Authorization" not in b"".join(server.requests)
    assert "wrong" not in wire.exchange.detail


@pytest.mark.parametrize("kind", ["connect", "socks5"])
def test_a_bad_address_is_not_told_to_a_proxy(kind: str) -> None:
    """The guard stands before the proxy: names and literals are judged first."""
    names = Names({"inside.test": [["10.0.0.1"]], "half.test": [[PUBLIC, "127.0.0.1"]]})

    async def scene() -> tuple[list[Wire], MiniProxy]:
        async with Server(says(answer())) as server, MiniProxy(kind, server.port) as proxy:
            web = Web(user_agent=USER_AGENT, proxy=proxy.url(), resolver=names, own=())
            far = Web(user_agent=USER_AGENT, proxy=proxy.url(), proxy_dns=True, resolver=names, own=())
            asked = ["http://inside.test/", "https://half.test/", "http://169.254.169.254/"]
            told = ["http://127.1/", "http://[::ffff:10.0.0.1]/", "http://localhost/", "http://good.test:22/"]
            wires = [await web.ask(Request(url)) for url in asked]
            return wires + [await far.ask(Request(url)) for url in told], proxy

    wires, proxy = run(scene())
    assert {wire.exchange.failure for wire in wires} == {Failure.REFUSED_ADDRESS}
    assert proxy.told == []


@pytest.mark.parametrize("kind", ["connect", "socks5"])
def test_a_proxy_s_refusal_is_an_outcome(kind: str) -> None:
    """Where the proxy will not, it is a `connect` failure in its own words."""

    async def scene() -> Wire:
        async with Server(says(answer())) as server, MiniProxy(kind, server.port, refuse=True) as proxy:
            return await ask("http://good.test/", proxy=proxy.url(), resolver=Names(GOOD), pause=no_pause)

    wire = run(scene())
    assert wire.exchange.failure is Failure.CONNECT
    assert ("403" if kind == "connect" else "refused") in wire.exchange.detail


@pytest.mark.parametrize("nonsense", [b"", b"SSH-2.0-x\r\n\r\n", b"\x00" * 8, b"x" * 200_000])
@pytest.mark.parametrize("scheme", ["http", "socks5"])
def test_nonsense_from_a_proxy_is_an_outcome(nonsense: bytes, scheme: str) -> None:
    """A proxy that speaks something else is a `connect` failure."""

    async def scene() -> Wire:
        async with Server(says(nonsense), listens=False) as server:
            proxy = f"{scheme}://127.0.0.1:{server.port}"
            return await ask("http://good.test/", proxy=proxy, resolver=Names(GOOD), pause=no_pause)

    assert run(scene()).exchange.failure is Failure.CONNECT


def test_no_proxy_goes_past_the_proxy() -> None:
    """Names, their sub-names, addresses and networks of NO_PROXY are dialled directly."""

    async def scene() -> tuple[list[Wire], MiniProxy]:
        async with Server(says(answer())) as server, MiniProxy("connect", server.port) as proxy:
            listed = (".past.test", "127.0.0.0/8", "[::1]", "only.test:81")
            hosts = ("past.test", "a.past.test", "notpast.test", "only.test")
            names = Names({host: [["127.0.0.1"]] for host in hosts})
            options = {"proxy": proxy.url(), "no_proxy": listed, "resolver": names}
            urls = [server.url(host=host) for host in (*hosts, "127.0.0.1")]
            return [await ask(url, **options) for url in urls], proxy

    wires, proxy = run(scene())
    assert all(wire.exchange.ok for wire in wires)
    assert len(proxy.told) == 2  # notpast.test and only.test


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({}, (None, ())),
        ({"HTTPS_PROXY": "http://a:1"}, ("http://a:1", ())),
        ({"https_proxy": "http://b:1", "HTTPS_PROXY": "http://a:1"}, ("http://b:1", ())),
        ({"ALL_PROXY": "socks5://c:1"}, ("socks5://c:1", ())),
        ({"HTTPS_PROXY": "http://a:1", "all_proxy": "socks5://c:1"}, ("http://a:1", ())),
        ({"HTTP_PROXY": "http://d:1", "NO_PROXY": "a.b, .c ,::1"}, ("http://d:1", ("a.b", ".c", "::1"))),
        ({"HTTP_PROXY": "http://d:1", "REQUEST_METHOD": "GET"}, (None, ())),
        ({"HTTPS_PROXY": "  ", "http_proxy": "http://d:1", "no_proxy": "*"}, ("http://d:1", ("*",))),
    ],
)
def test_the_environment_names_the_proxy(
    environ: dict[str, str], expected: tuple[str | None, tuple[str, ...]]
) -> None:
    """HTTPS_PROXY before ALL_PROXY before HTTP_PROXY, lower case first; httpoxy is not believed."""
    assert proxy_from_environment(environ) == expected


@pytest.mark.parametrize(
    "proxy", ["https://a:1", "ftp://a", "http://", "socks5://a:x", "http://a:99999", "://"]
)
def test_a_proxy_we_cannot_use_is_a_usage_error(proxy: str) -> None:
    """A wrong proxy is the user's to correct, not an outcome of the web."""
    with pytest.raises(UsageError):
        Web(user_agent=USER_AGENT, proxy=proxy)


def test_an_unreadable_bundle_is_a_usage_error(tmp_path: Path) -> None:
    """A missing or empty CA bundle is named at the start."""
    (tmp_path / "empty.pem").write_text("")
    for name in ("missing.pem", "empty.pem"):
        with pytest.raises(UsageError, match=name):
            Web(user_agent=USER_AGENT, ca_file=tmp_path / name)


def test_ssl_cert_file_is_honoured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SSL_CERT_FILE stands in for certifi's bundle."""
    authority = Authority(tmp_path)
    context = authority.context("127.0.0.1")
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))

    async def scene() -> Wire:
        async with Server(says(answer()), context=context) as server:
            return await ask(server.url())

    assert run(scene()).exchange.ok
