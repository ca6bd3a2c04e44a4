"""The proxy, its certificates, its log, its ways to misbehave, and its end."""

from __future__ import annotations

import datetime as dt
import gc
import os
import socket
import ssl
import threading
import time

import pytest

from embedarchive.demo.littleweb import LittleWeb
from embedarchive.demo.reply import Answer, Drip, Hang, Raw, Reset, Turns
from embedarchive.demo.script import Flaw, Page, World
from tests.demo.asking import PROGRAM, ask, connection, plug, port, read_all, trusting, tunnel

HOST = "odd.example"
HELLO = Answer(200, b"hello", (("Content-Type", "text/plain"),))


def odd_world(**routes: object) -> World:
    """A world with one host and one raw route for each keyword."""
    return World(routes={(HOST, f"/{name}"): reply for name, reply in routes.items()})  # type: ignore[misc]


def test_its_certificates_verify_against_its_own_authority(web: LittleWeb) -> None:
    """A strict client that trusts `ca_file` talks to every host without complaint."""
    for host in ("t.co", "x.com", "web.archive.org", "thedailyledger.example"):
        talk = connection(web, host, trusting(web))
        talk.request("GET", "/", headers={"User-Agent": PROGRAM})
        assert talk.getresponse().status in {200, 404}
        talk.close()


def test_nobody_else_trusts_its_certificates(web: LittleWeb) -> None:
    """A client with the usual authorities refuses the little web."""
    with pytest.raises(ssl.SSLCertVerificationError):
        connection(web, "t.co", ssl.create_default_context()).request("GET", "/")


@pytest.mark.parametrize("flaw", list(Flaw))
def test_a_flawed_certificate_is_refused(flaw: Flaw) -> None:
    """Expired, for another name, self-signed: each fails verification, the host beside it does not."""
    world = odd_world(hello=HELLO).plus(flaws={"bad.example": flaw})
    with LittleWeb(world) as web:
        with pytest.raises(ssl.SSLCertVerificationError):
            ask(web, "https://bad.example/")
        assert ask(web, f"https://{HOST}/hello").body == b"hello"


def test_an_unknown_host_is_refused_as_a_real_proxy_does(web: LittleWeb) -> None:
    """CONNECT to a host that does not exist gets 502, and the log says so."""
    with pytest.raises(OSError, match="502"):
        ask(web, "https://nowhere.example/")
    refused = [entry for entry in web.log if entry.method == "CONNECT"][-1]
    assert (refused.url, refused.status) == ("nowhere.example:443", 502)


def test_a_port_that_no_site_serves_is_refused(web: LittleWeb) -> None:
    """Only 80 and 443 are tunnelled."""
    talk, head = tunnel(web, "t.co:22")
    talk.close()
    assert head.startswith(b"HTTP/1.1 502 ")


def test_a_tunnel_to_an_address_goes_by_the_name_in_the_handshake(web: LittleWeb) -> None:
    """A client that resolves names itself tells the proxy an address and the site its name."""
    talk, head = tunnel(web, "203.0.113.7:443")
    assert head.startswith(b"HTTP/1.1 200 ")
    with trusting(web).wrap_socket(talk, server_hostname="t.co") as secure:
        secure.sendall(b"GET / HTTP/1.1\r\nHost: t.co\r\nConnection: close\r\n\r\n")
        assert read_all(secure).startswith(b"HTTP/1.1 200 ")


def test_port_80_is_plain_http_in_a_tunnel_and_in_absolute_form(web: LittleWeb) -> None:
    """Both ways of asking a proxy for an http URL meet the same site."""
    talk, _ = tunnel(web, "bit.ly:80")
    talk.sendall(b"GET /3demoMapa HTTP/1.1\r\nHost: bit.ly\r\nConnection: close\r\n\r\n")
    assert b"\r\nLocation: https://elfarol.example/mapa\r\n" in read_all(talk)
    talk.close()
    assert ask(web, "http://bit.ly/3demoMapa").location == "https://elfarol.example/mapa"
    assert web.log[-1].url == "http://bit.ly/3demoMapa"


def test_a_connection_is_kept_for_the_next_request(web: LittleWeb) -> None:
    """Two requests go over one tunnel."""
    talk = connection(web, "t.co")
    for _ in range(2):
        talk.request("GET", "/kfPNrRDYk8", headers={"User-Agent": PROGRAM})
        answer = talk.getresponse()
        assert (answer.status, answer.read()) == (301, b"")
    talk.close()


def test_the_log_tells_who_asked_for_what_and_when() -> None:
    """An entry carries host, URL, both clocks, status, user agent and headers."""
    before, since = time.monotonic(), dt.datetime.now(dt.UTC)
    with LittleWeb(odd_world(hello=HELLO)) as web:
        ask(web, f"https://{HOST}/hello?a=1", X_Mark="yes")
        (entry,) = web.log
    assert (entry.method, entry.host, entry.status) == ("GET", HOST, 200)
    assert (entry.url, entry.user_agent) == (f"https://{HOST}/hello?a=1", PROGRAM)
    assert before <= entry.started <= entry.ended <= time.monotonic()
    assert since <= entry.started_at <= entry.ended_at
    assert ("X-Mark", "yes") in entry.headers


def test_whoever_has_an_answer_finds_it_in_the_log() -> None:
    """The log is never behind its reader, for small answers and for large ones."""
    large = Answer(200, b"x" * 3_000_000)
    with LittleWeb(odd_world(hello=HELLO, large=large)) as web:
        for count, name in enumerate(("hello", "large") * 20, start=1):
            ask(web, f"https://{HOST}/{name}")
            assert len(web.log) == count


def test_latency_delays_every_answer() -> None:
    """No answer comes sooner than the latency asked for."""
    with LittleWeb(odd_world(hello=HELLO), latency=0.2) as web:
        ask(web, f"https://{HOST}/hello")
        (entry,) = web.log
    assert entry.ended - entry.started >= 0.2


def test_clients_are_served_side_by_side() -> None:
    """Eight slow answers at once overlap: all have begun before the first has ended."""
    with LittleWeb(odd_world(hello=HELLO), latency=0.5) as web:
        threads = [threading.Thread(target=ask, args=(web, f"https://{HOST}/hello")) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert max(entry.started for entry in web.log) < min(entry.ended for entry in web.log)


def test_raw_bytes_reach_the_client_exactly() -> None:
    """What a route holds is what a TLS client reads, however odd, and then the end."""
    odd = b"HTTP/1.1 302  Odd\r\nlocation:\t/x\r\nLOCATION: /y\r\n\r\n\xff\x00tail"
    with LittleWeb(odd_world(raw=Raw(odd))) as web:
        talk, _ = tunnel(web, f"{HOST}:443")
        with trusting(web).wrap_socket(talk, server_hostname=HOST) as secure:
            secure.sendall(f"GET /raw HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode())
            assert read_all(secure) == odd
        assert web.log[-1].status == 302


def test_a_hanging_route_says_nothing() -> None:
    """The client's own patience ends it, and the log has no status."""
    with LittleWeb(odd_world(hang=Hang())) as web:
        talk = connection(web, HOST)
        talk.request("GET", "/hang")
        assert talk.sock is not None
        talk.sock.settimeout(0.3)
        with pytest.raises(TimeoutError):
            talk.getresponse()
        talk.close()
    assert [entry.status for entry in web.log] == [None]


def test_a_reset_is_a_reset() -> None:
    """The connection is cut by RST, before a byte or after some."""
    cut = Raw(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly", reset=True)
    with LittleWeb(odd_world(reset=Reset(), cut=cut)) as web:
        for path in ("/reset", "/cut"):
            talk = plug(web)
            talk.sendall(f"GET http://{HOST}{path} HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode())
            with pytest.raises(ConnectionResetError):
                read_all(talk)
                read_all(talk)
            talk.close()


def test_a_drip_takes_its_time() -> None:
    """Pieces come one by one with a pause after each."""
    slow = Drip(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nslow", pause=0.02, piece=10)
    with LittleWeb(odd_world(drip=slow)) as web:
        assert ask(web, f"https://{HOST}/drip").body == b"slow"
    (entry,) = web.log
    assert entry.ended - entry.started >= 0.02 * 4


def test_turns_are_taken_in_order_and_the_last_remains() -> None:
    """First busy, then well, then well for ever."""
    busy = Answer(429, b"", (("Retry-After", "1"),))
    with LittleWeb(odd_world(turns=Turns((busy, HELLO)))) as web:
        assert [ask(web, f"https://{HOST}/turns").status for _ in range(3)] == [429, 200, 200]


def test_a_raw_route_wins_over_the_site(web: LittleWeb) -> None:
    """A test can put an answer of its own in the place of a real site's."""
    busy = Answer(503, b"later")
    with LittleWeb(World(routes={("t.co", "/kfPNrRDYk8"): busy})) as other:
        assert ask(other, "https://t.co/kfPNrRDYk8").status == 503
        assert ask(other, "https://t.co/").status == 200


def test_head_has_the_headers_and_no_body(web: LittleWeb) -> None:
    """HEAD tells the length GET would have."""
    url = "https://thedailyledger.example/briefs/closures"
    got, head = ask(web, url), ask(web, url, "HEAD")
    assert (head.status, head.body) == (200, b"")
    assert head.headers["content-length"] == str(len(got.body))


def test_only_reading_is_allowed(web: LittleWeb) -> None:
    """POST is refused: the little web keeps nothing."""
    assert ask(web, "https://x.com/x/migrate", "POST").status == 405


def test_leaving_frees_everything_even_with_clients_still_there() -> None:
    """After the context no thread, no socket, no file and no listener is left."""
    gc.collect()
    files_before, threads_before = len(os.listdir("/proc/self/fd")), threading.active_count()
    with LittleWeb(odd_world(hang=Hang(), hello=HELLO)) as web:
        number, folder = port(web), web.ca_file.parent
        idle, hanging = plug(web), connection(web, HOST)
        hanging.request("GET", "/hang")
        ask(web, f"https://{HOST}/hello")
    idle.close()
    hanging.close()
    until = time.monotonic() + 5.0  # On a busy machine the last socket is closed a moment later.
    while len(os.listdir("/proc/self/fd")) != files_before and time.monotonic() < until:
        gc.collect()
        time.sleep(0.02)
    assert threading.active_count() == threads_before
    assert len(os.listdir("/proc/self/fd")) == files_before
    assert not folder.exists()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", number), timeout=1)


def test_a_bug_in_a_site_does_not_stay_hidden() -> None:
    """What breaks inside the web is raised when its context is left."""
    broken = Answer(200, b"", (("X-Snow", "☃"),))
    web = LittleWeb(odd_world(broken=broken)).__enter__()
    with pytest.raises(OSError):
        ask(web, f"https://{HOST}/broken")
    with pytest.raises(UnicodeEncodeError):
        web.__exit__(None, None, None)


def test_two_webs_stand_side_by_side() -> None:
    """Each has its own port, its own authority and its own world."""
    one, two = (World(pages=(Page("https://a.example/", body),)) for body in (b"one", b"two"))
    with LittleWeb(one) as first, LittleWeb(two) as second:
        assert ask(first, "https://a.example/").body == b"one"
        assert ask(second, "https://a.example/").body == b"two"
        assert first.ca_file.read_bytes() != second.ca_file.read_bytes()


def test_one_ended_before_it_can_be_entered_again() -> None:
    """A web can be entered a second time, on a new port."""
    web = LittleWeb(odd_world(hello=HELLO))
    for _ in range(2):
        with web:
            assert ask(web, f"https://{HOST}/hello").body == b"hello"
