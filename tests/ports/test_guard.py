"""The guard's tables: every special range, in every spelling of an address, and every odd URL."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedarchive.ports.guard import Refusal, Target, judge_address, judge_url
from embedarchive.records import Failure

# IANA IPv4 and IPv6 Special-Purpose Address Registries, the rows that are not globally reachable, and
# FAULTS.md 1.1: written down here a second time, as bounds instead of prefixes.
SPECIAL_V4 = (
    ("0.0.0.0", "0.255.255.255"),
    ("10.0.0.0", "10.255.255.255"),
    ("100.64.0.0", "100.127.255.255"),
    ("127.0.0.0", "127.255.255.255"),
    ("168.63.129.16", "168.63.129.16"),
    ("169.254.0.0", "169.254.255.255"),
    ("172.16.0.0", "172.31.255.255"),
    ("192.0.0.0", "192.0.0.255"),
    ("192.0.2.0", "192.0.2.255"),
    ("192.88.99.0", "192.88.99.255"),
    ("192.168.0.0", "192.168.255.255"),
    ("198.18.0.0", "198.19.255.255"),
    ("198.51.100.0", "198.51.100.255"),
    ("203.0.113.0", "203.0.113.255"),
    ("224.0.0.0", "239.255.255.255"),
    ("240.0.0.0", "255.255.255.255"),
)
SPECIAL_V6 = (
    ("::", "1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
    ("::ffff:0:0", "::ffff:ffff:ffff"),
    ("::ffff:0:0:0", "::ffff:0:ffff:ffff"),
    ("64:ff9b::", "64:ff9b::ffff:ffff"),
    ("64:ff9b:1::", "64:ff9b:1:ffff:ffff:ffff:ffff:ffff"),
    ("100::", "100::ffff:ffff:ffff:ffff"),
    ("2001::", "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff"),
    ("2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff"),
    ("2002::", "2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
    ("3fff::", "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff"),
    ("4000::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
    ("5f00::", "5f00:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
    ("fc00::", "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
    ("fe80::", "febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
    ("fec0::", "feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
    ("ff00::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
)
METADATA = ("169.254.169.254", "100.100.100.200", "192.0.0.192", "168.63.129.16", "fd00:ec2::254")
PUBLIC = ("1.1.1.1", "8.8.8.8", "93.184.216.34", "104.244.42.1", "2606:4700::1111", "2a00:1450::1", "2600::")


def number(address: str) -> int:
    """Read an address as a number."""
    return int(ipaddress.ip_address(address))


def special(address: str) -> bool:
    """Tell whether an address lies between the bounds of any row above."""
    table = SPECIAL_V6 if ":" in address else SPECIAL_V4
    return any(number(first) <= number(address) <= number(last) for first, last in table)


def around(rows: tuple[tuple[str, str], ...], bits: int) -> Iterator[str]:
    """Give first, second, middle, last but one, last of each row, and the two just outside."""
    of = ipaddress.IPv4Address if bits == 32 else ipaddress.IPv6Address
    for first, last in rows:
        low, high = number(first), number(last)
        for value in (low - 1, low, low + 1, (low + high) // 2, high - 1, high, high + 1):
            if 0 <= value < 2**bits:
                yield str(of(value))


def embedded(address: str) -> Iterator[str]:
    """Give the IPv6 forms that carry an IPv4 address."""
    four = number(address)
    yield f"::ffff:{address}"
    yield str(ipaddress.IPv6Address(four))
    yield f"::{address}"
    yield f"::ffff:0:{address}"
    yield f"64:ff9b::{address}"
    yield f"64:ff9b:1::{address}"
    yield str(ipaddress.IPv6Address((0x2002 << 112) | (four << 80)))
    yield str(ipaddress.IPv6Address((0x20010000 << 96) | (four ^ 0xFFFFFFFF)))


V4 = (*dict.fromkeys(around(SPECIAL_V4, 32)), *PUBLIC[:4])
V6 = (*dict.fromkeys(around(SPECIAL_V6, 128)), *PUBLIC[4:])
EMBEDDED = tuple(dict.fromkeys(form for address in V4 for form in embedded(address)))


def test_the_table_is_large() -> None:
    """Addresses and their spellings make more than two thousand cases."""
    spellings = sum(len(tuple(spelled(address))) for address in V4)
    assert len(V4) + len(V6) + len(EMBEDDED) + spellings > 2_000


@pytest.mark.parametrize("address", [*V4, *V6])
def test_special_addresses_are_refused_and_their_neighbours_are_not(address: str) -> None:
    """An address is refused exactly where a registry row or FAULTS.md says so."""
    assert (judge_address(address) is not None) == special(address)


def test_every_embedded_form_is_refused() -> None:
    """An IPv4 address inside an IPv6 one is never dialled, not even a public one."""
    assert [address for address in EMBEDDED if judge_address(address) is None] == []


@pytest.mark.parametrize("address", METADATA)
def test_metadata_services_are_refused(address: str) -> None:
    """No cloud's metadata address is dialled, in loopback mode neither."""
    assert judge_address(address) is not None
    assert judge_address(address, allow_loopback=True) is not None


@pytest.mark.parametrize(
    ("address", "rule"),
    [
        ("127.0.0.1", "loopback"),
        ("::1", "loopback"),
        ("::ffff:1.1.1.1", "v4-mapped"),
        ("::ffff:0:1.1.1.1", "v4-translated"),
        ("::1.1.1.1", "v4-compatible"),
        ("64:ff9b::1.1.1.1", "nat64"),
        ("64:ff9b:1::1", "nat64"),
        ("2002:101:101::", "6to4"),
        ("2001::1", "teredo"),
        ("fe80::1%eth0", "scoped"),
        ("fe80::1", "outside-2000::/3"),
        ("ff02::1", "multicast"),
        ("169.254.169.254", "metadata"),
        ("168.63.129.16", "metadata"),
        ("192.0.0.192", "ietf-protocol"),
        ("100.64.0.1", "shared"),
        ("example.org", "not-an-address"),
        ("0177.0.0.1", "not-an-address"),
        ("", "not-an-address"),
    ],
)
def test_a_refusal_begins_with_its_rule(address: str, rule: str) -> None:
    """The reason names the rule, so that a reader of the record knows which one it was."""
    assert (judge_address(address) or "").split(":")[0] == rule.split(":", maxsplit=1)[0]


def test_own_addresses_are_refused_in_every_spelling() -> None:
    """The machine's own public address is not dialled, however it is written."""
    own = ("93.184.216.34", "2606:4700:0:0::1")
    assert judge_address("93.184.216.34", own=own) == "own-interface: 93.184.216.34"
    assert judge_address("2606:4700::1", own=own) == "own-interface: 2606:4700::1"
    assert judge_address("93.184.216.35", own=own) is None


def test_loopback_mode_allows_loopback_alone() -> None:
    """`allow_loopback` opens 127.0.0.0/8 and ::1 and nothing else, also where they are our own."""
    allowed = [one for one in (*V4, *V6, *EMBEDDED) if judge_address(one, allow_loopback=True) is None]
    public = [one for one in (*V4, *V6) if not special(one)]
    loopback = [one for one in V4 if one.startswith("127.")]
    assert {one for one in allowed if number(one) != 1} == {*public, *loopback}
    assert judge_address("127.0.0.1", allow_loopback=True, own=("127.0.0.1",)) is None
    assert judge_address("::1", allow_loopback=True) is None


def spelled(address: str) -> Iterator[str]:
    """Give the hosts that a browser reads as an IPv4 address."""
    four = number(address)
    a, b, c, d = (four >> 24, four >> 16 & 255, four >> 8 & 255, four & 255)
    yield address
    yield f"{address}."
    yield str(four)
    yield hex(four)
    yield f"0X{four:X}"
    yield f"0{four:o}"
    yield f"{a}.{four & 0xFFFFFF}"
    yield f"{a}.{b}.{four & 0xFFFF}"
    yield f"0{a:o}.0{b:o}.0{c:o}.0{d:o}"
    yield f"0x{a:x}.{b}.0{c:o}.{d}"
    yield f"000{a:o}.{b}.{c}.{d}"
    yield address.translate({ord("0") + digit: 0xFF10 + digit for digit in range(10)})
    yield address.replace(".", "。")
    yield address.replace(".", "．")
    yield address.replace("1", "①").replace("2", "②").replace("0", "⓪")
    yield address.replace(".", "%2e")
    yield "".join(f"%{ord(letter):02x}" for letter in address)
    yield f"[::ffff:{address}]"
    yield f"[::{address}]"
    yield f"[64:ff9b::{address}]"


@pytest.mark.parametrize("address", V4)
def test_odd_spellings_are_judged_as_a_browser_reads_them(address: str) -> None:
    """A special address stays special in decimal, octal, hex, short, full-width and circled digits."""
    for host in spelled(address):
        for scheme in ("http", "https"):
            judged = judge_url(f"{scheme}://{host}/x")
            if special(address) or host.startswith("["):
                assert isinstance(judged, Refusal), host
                assert judged.failure is Failure.REFUSED_ADDRESS, host
            else:
                assert isinstance(judged, Target), host
                assert judged.host == address


@pytest.mark.parametrize(
    ("url", "rule"),
    [
        ("http://127.0.0.1\\@good.test/", "backslash"),
        ("http://good.test\\@127.0.0.1/", "backslash"),
        ("http://good.test\\.evil.test/", "backslash"),
        ("http://good.test\t/", "control-character"),
        ("http://go\nod.test/", "control-character"),
        ("http://good.test\r\nHost: x/", "control-character"),
        ("http://good.test\x00.evil.test/", "control-character"),
        ("http://good.test\x7f/", "control-character"),
        ("http://good.test /", "space"),
        ("http://good\u00a0.test/", "space"),
        ("http://good\u3000.test/", "space"),
        ("http://good.test%00.evil.test/", "percent-nul"),
        ("http://user@good.test/", "userinfo"),
        ("http://user:secret@good.test/", "userinfo"),
        ("http://good.test@127.0.0.1/", "userinfo"),
        ("http://@good.test/", "userinfo"),
        ("http://[fe80::1%25eth0]/", "scoped"),
        ("http://[fe80::1%eth0]/", "scoped"),
        ("http:///good.test/", "no-host"),
        ("http://", "no-host"),
        ("http://?x", "no-host"),
        ("http:good.test", "scheme"),
        ("http:/good.test", "scheme"),
        ("http:\\\\good.test", "scheme"),
        ("ht\ttp://good.test/", "scheme"),
        (" http://good.test/", "scheme"),
        ("//good.test/", "scheme"),
        ("good.test", "scheme"),
        ("", "scheme"),
        ("file:///etc/passwd", "scheme"),
        ("data:text/html,x", "scheme"),
        ("javascript:alert(1)", "scheme"),
        ("blob:https://good.test/1", "scheme"),
        ("ftp://good.test/", "scheme"),
        ("gopher://good.test/", "scheme"),
        ("unix:///run/x", "scheme"),
        ("view-source:http://good.test/", "scheme"),
        ("ws://good.test/", "scheme"),
        ("http://good.test:99999/", "unreadable"),
        ("http://good.test:65536/", "unreadable"),
        ("http://good.test:-1/", "unreadable"),
        ("http://good.test:８０/", "unreadable"),
        ("http://good.test:80:80/", "unreadable"),
        ("http://1.2.3.256/", "unreadable"),
        ("http://1.2.3.4.5/", "unreadable"),
        ("http://[::1/", "unreadable"),
        ("http://[v1.x]/", "unreadable"),
        ("http://a<b/", "unreadable"),
        ("http://good.test／@127.0.0.1/", "userinfo"),
        ("http://good.test／x", "unreadable"),
        ("http://\u202egood.test/", "unreadable"),
        ("http://a..b/", "host-name"),
        ("http://.test/", "host-name"),
        (f"http://{'a' * 64}.test/", "host-name"),
        (f"http://{'a.' * 130}test/", "host-name"),
        ("http://a*b.test/", "host-name"),
        ("http://a,b.test/", "host-name"),
        ("http://good.test/\ud800", "surrogate"),
        (f"http://good.test/{'x' * 70_000}", "too-long"),
        ("http://good.test:0/", "port"),
        ("http://good.test:22/", "port"),
        ("http://good.test:25/", "port"),
        ("http://good.test:6379/", "port"),
        ("http://good.test:8080/", "port"),
        ("http://good.test:65535/", "port"),
        ("http://metadata.google.internal/", "metadata-name"),
        ("http://METADATA/", "metadata-name"),
        ("http://metadata.goog./", "metadata-name"),
        ("http://instance-data.ec2.internal/", "metadata-name"),
        ("http://localhost/", "localhost-name"),
        ("http://LOCALHOST./", "localhost-name"),
        ("http://a.localhost/", "localhost-name"),
        ("http://ⓛocalhost/", "localhost-name"),
        ("http://printer.local/", "local-name"),
        ("http://a.onion/", "local-name"),
    ],
)
def test_odd_urls_are_refused_by_name(url: str, rule: str) -> None:
    """What readers of URLs disagree on, and what is not the web, is refused, with the rule's name."""
    judged = judge_url(url)
    assert isinstance(judged, Refusal)
    assert judged.rule == rule
    assert "secret" not in str(judged)


@pytest.mark.parametrize(
    ("url", "host", "authority", "path"),
    [
        ("https://t.co/AbC9", "t.co", "t.co", "/AbC9"),
        ("HTTPS://T.CO/AbC9", "t.co", "t.co", "/AbC9"),
        ("http://good.test", "good.test", "good.test", "/"),
        ("http://good.test./x", "good.test", "good.test.", "/x"),
        ("http://good.test:80/x", "good.test", "good.test", "/x"),
        ("http://good.test:443/x", "good.test", "good.test:443", "/x"),
        ("http://good.test:/x", "good.test", "good.test", "/x"),
        ("http://good.test?q", "good.test", "good.test", "/?q"),
        ("http://good.test/?", "good.test", "good.test", "/?"),
        ("http://good.test/#@127.0.0.1", "good.test", "good.test", "/"),
        ("http://good.test/x?y#z", "good.test", "good.test", "/x?y"),
        ("http://good.test/a b?ü", "good.test", "good.test", "/a%20b?%C3%BC"),
        ("http://good.test/%zz%2F", "good.test", "good.test", "/%zz%2F"),
        ("http://good.test/a\\b\nc", "good.test", "good.test", "/a/bc"),
        (
            "http://good.test/?u=http://user@127.0.0.1/",
            "good.test",
            "good.test",
            "/?u=http://user@127.0.0.1/",
        ),
        ("http://ex%61mple.org/", "example.org", "example.org", "/"),
        ("http://bücher.example/", "xn--bcher-kva.example", "xn--bcher-kva.example", "/"),
        ("http://раypal.example/", "xn--ypal-43d9g.example", "xn--ypal-43d9g.example", "/"),
        ("http://خبر.پاکستان/", "xn--ngblk.xn--mgbai9azgqp6j", "xn--ngblk.xn--mgbai9azgqp6j", "/"),
        ("http://under_score.example/", "under_score.example", "under_score.example", "/"),
        ("http://[2606:4700::1111]/", "2606:4700::1111", "[2606:4700::1111]", "/"),
        ("http://[2606:4700:0:0:0:0:0:1111]:443/", "2606:4700::1111", "[2606:4700::1111]:443", "/"),
    ],
)
def test_what_is_sent_is_what_a_browser_sends(url: str, host: str, authority: str, path: str) -> None:
    """Hosts go out in punycode, paths percent-encoded, fragments never."""
    judged = judge_url(url)
    assert isinstance(judged, Target), judged
    assert (judged.host, judged.authority, judged.path) == (host, authority, path)


def test_loopback_mode_opens_any_port_for_loopback_only() -> None:
    """In loopback mode a port of our choice is for loopback addresses, and port 0 for nobody."""
    assert isinstance(judge_url("http://127.0.0.1:8080/", allow_loopback=True), Target)
    assert isinstance(judge_url("http://[::1]:8080/", allow_loopback=True), Target)
    assert isinstance(judge_url("http://localhost:8080/", allow_loopback=True), Target)
    assert isinstance(judge_url("http://8.8.8.8:8080/", allow_loopback=True), Refusal)
    assert isinstance(judge_url("http://[::ffff:127.0.0.1]:8080/", allow_loopback=True), Refusal)
    assert isinstance(judge_url("http://127.0.0.1:0/", allow_loopback=True), Refusal)
    assert isinstance(judge_url("http://127.0.0.1/"), Refusal)


def test_a_configured_port_is_allowed() -> None:
    """`extra_ports` adds to 80 and 443."""
    assert isinstance(judge_url("http://good.test:8080/", extra_ports=(8080,)), Target)
    assert isinstance(judge_url("http://good.test:8081/", extra_ports=(8080,)), Refusal)


@given(
    st.text(max_size=60),
    st.sampled_from(["", "http://", "https://", "http://good.test", "http://[", "http://1."]),
)
def test_no_text_raises(text: str, start: str) -> None:
    """Whatever stands in an article, it is a target or a refusal, and a target can be sent."""
    judged = judge_url(start + text)
    if isinstance(judged, Target):
        assert judged.path.isascii() and judged.path.isprintable() and " " not in judged.path
        assert judged.host.isascii() and not set(judged.host) & set("/\\@?#% ")


@given(st.ip_addresses())
def test_what_may_be_dialled_is_global(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> None:
    """Nothing is allowed that the registries call special."""
    if judge_address(str(address)) is None:
        assert address.is_global and not special(str(address))
