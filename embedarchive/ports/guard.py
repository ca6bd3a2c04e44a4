"""Decide which addresses and URLs may be dialled. Rules as ordered tables; no socket, no look-up.

The name of the rule that refused goes into the record. Address ranges are those of the IANA special
purpose registries (RFC 6890 and its updates), written out here because `ipaddress.is_global` of
Python 3.11 lets thirteen of them through.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import urlsplit

import ada_url

from embedarchive.records import Failure
from embedarchive.tuples import NamedTuple

IPAddress: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address
IPNetwork: TypeAlias = ipaddress.IPv4Network | ipaddress.IPv6Network

WEB_PORTS = {"http": 80, "https": 443}
MAX_URL = 65_536
MAX_NAME = 253


class Range(NamedTuple):
    """Addresses that are never dialled, and why."""

    rule: str
    network: IPNetwork


def _ranges(*rows: tuple[str, str]) -> tuple[Range, ...]:
    return tuple(Range(rule, ipaddress.ip_network(network)) for rule, network in rows)


RANGES = _ranges(
    ("this-network", "0.0.0.0/8"),
    ("private", "10.0.0.0/8"),
    ("shared", "100.64.0.0/10"),
    ("loopback", "127.0.0.0/8"),
    # Alibaba's metadata answers on 100.100.100.200, which `shared` covers; the rest of the clouds here.
    ("metadata", "169.254.169.254/32"),
    ("link-local", "169.254.0.0/16"),
    # Azure's wire server is a public address: learn.microsoft.com, "What is IP address 168.63.129.16".
    ("metadata", "168.63.129.16/32"),
    ("private", "172.16.0.0/12"),
    ("ietf-protocol", "192.0.0.0/24"),
    ("documentation", "192.0.2.0/24"),
    ("6to4-relay", "192.88.99.0/24"),
    ("private", "192.168.0.0/16"),
    ("benchmarking", "198.18.0.0/15"),
    ("documentation", "198.51.100.0/24"),
    ("documentation", "203.0.113.0/24"),
    ("multicast", "224.0.0.0/4"),
    ("reserved", "240.0.0.0/4"),
    ("unspecified", "::/128"),
    ("loopback", "::1/128"),
    ("v4-mapped", "::ffff:0:0/96"),
    ("v4-translated", "::ffff:0:0:0/96"),
    ("v4-compatible", "::/96"),
    ("nat64", "64:ff9b::/96"),
    ("nat64", "64:ff9b:1::/48"),
    ("teredo", "2001::/32"),
    ("ietf-protocol", "2001::/23"),
    ("documentation", "2001:db8::/32"),
    ("6to4", "2002::/16"),
    ("documentation", "3fff::/20"),
    ("multicast", "ff00::/8"),
)
LOOPBACK: tuple[IPNetwork, ...] = (
    ipaddress.IPv4Network("127.0.0.0/8"),
    ipaddress.IPv6Network("::1/128"),
)
GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")


class NameRule(NamedTuple):
    """Names that are never asked for, and why."""

    rule: str
    pattern: re.Pattern[str]


NAME_RULES = (
    NameRule(
        "metadata-name",
        re.compile(
            r"(.*\.)?(metadata|instance-data|metadata\.goog|metadata\.tencentyun\.com)"
            r"|.*(metadata|instance-data).*\.internal"
        ),
    ),
    NameRule("localhost-name", re.compile(r"(.*\.)?(localhost|localhost\.localdomain|localhost6)")),
    # RFC 6762 (.local), RFC 8375 (.home.arpa), RFC 7686 (.onion), ICANN 2024-07-29 (.internal).
    NameRule("local-name", re.compile(r".*\.(local|internal|localdomain|home\.arpa|onion)")),
)

AUTHORITY_RULES = (
    NameRule("percent-nul", re.compile(r"%00")),
    NameRule("backslash", re.compile(r"\\")),
    NameRule("control-character", re.compile(r"[\x00-\x1f\x7f-\x9f]")),
    NameRule("space", re.compile(r"\s")),
    NameRule("userinfo", re.compile("@")),
)
"""Characters of an authority that two readers of URLs read differently (Orange Tsai, "A New Era of SSRF",
Black Hat USA 2017), or that would send a password."""

_AUTHORITY = re.compile(r"(https?)://([^/?#]*)", re.IGNORECASE)
_LABEL = re.compile(r"[a-z0-9_-]{1,63}")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a URL is not asked for."""

    failure: Failure
    """`BAD_URL` where it names nothing we can ask, `REFUSED_ADDRESS` where it names what we will not."""
    rule: str
    detail: str

    def __str__(self) -> str:
        return f"{self.rule}: {self.detail}"


@dataclass(frozen=True, slots=True)
class Target:
    """What a URL means on the wire, as a browser reads it."""

    scheme: str
    host: str
    """Lower case, punycode, without a final dot; an IP literal without brackets, in canonical form."""
    port: int
    path: str
    """Request target, ASCII: path and query, percent-encoded as browsers do; never a fragment."""
    authority: str
    """Value of the Host header."""
    literal: bool
    """`host` is an IP address."""
    loopback_only: bool = False
    """The port is allowed for loopback addresses only."""


def judge_address(address: str, *, allow_loopback: bool = False, own: Collection[str] = ()) -> str | None:
    """Return why an address must not be dialled, beginning with the rule's name; None if it may."""
    if "%" in address:
        return f"scoped: {address}"
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return f"not-an-address: {address!r}"
    if allow_loopback and is_loopback(address):
        return None
    rule = _range_rule(parsed) or _own_rule(parsed, own)
    return f"{rule}: {parsed}" if rule else None


def is_loopback(address: str) -> bool:
    """Tell whether an address is 127.0.0.0/8 or ::1 itself; a mapped or compatible form is not."""
    parsed = _parse(address)
    return parsed is not None and any(
        parsed.version == network.version and parsed in network for network in LOOPBACK
    )


def judge_url(
    url: str, *, allow_loopback: bool = False, extra_ports: Collection[int] = (), own: Collection[str] = ()
) -> Target | Refusal:
    """Read a URL as a browser does, or say why it is not asked for."""
    spelled = _judge_spelling(url)
    if isinstance(spelled, Refusal):
        return spelled
    seen = _read_twice(url, spelled)
    if isinstance(seen, Refusal):
        return seen
    target = _target(seen, extra_ports)
    return _judge_target(target, allow_loopback=allow_loopback, own=own) or target


def _parse(address: str) -> IPAddress | None:
    try:
        return ipaddress.ip_address(address)
    except ValueError:
        return None


def _range_rule(parsed: IPAddress) -> str | None:
    for rule, network in RANGES:
        if parsed.version == network.version and parsed in network:
            return rule
    if parsed.version == 6 and parsed not in GLOBAL_UNICAST:
        return "outside-2000::/3"
    return None if parsed.is_global else "not-global"


def _own_rule(parsed: IPAddress, own: Collection[str]) -> str | None:
    return "own-interface" if parsed in {_parse(address) for address in own} else None


def _judge_spelling(url: str) -> re.Match[str] | Refusal:
    """Refuse what two readers of URLs would read differently, before either reads it."""
    if len(url) > MAX_URL:
        return Refusal(Failure.BAD_URL, "too-long", f"{len(url)} characters")
    if any("\ud800" <= letter <= "\udfff" for letter in url):
        return Refusal(Failure.BAD_URL, "surrogate", "it holds half a character")
    spelled = _AUTHORITY.match(url)
    if spelled is None:
        return Refusal(Failure.BAD_URL, "scheme", "it does not begin with http:// or https://")
    return _judge_authority(spelled[2]) or spelled


def _judge_authority(authority: str) -> Refusal | None:
    if not authority:
        return Refusal(Failure.BAD_URL, "no-host", "it names no host")
    shown = authority.rpartition("@")[2]  # a password stays out of the record
    if re.match(r"\[[^\]]*%", authority):
        return Refusal(Failure.REFUSED_ADDRESS, "scoped", f"{shown!r} names a network interface")
    for rule, pattern in AUTHORITY_RULES:
        if pattern.search(authority):
            return Refusal(Failure.BAD_URL, rule, f"in the authority {shown!r}")
    return None


def _read_twice(url: str, spelled: re.Match[str]) -> ada_url.URL | Refusal:
    """Read the host after RFC 3986 and after WHATWG; both must mean the same one."""
    try:
        seen = ada_url.URL(url)
        parts = urlsplit(url)
        host = parts.hostname or ""
        bracketed = f"[{host}]" if ":" in host else host
        other = ada_url.URL(f"{spelled[1].lower()}://{bracketed}/")
        port = parts.port
    except ValueError as error:
        return Refusal(Failure.BAD_URL, "unreadable", str(error))
    same_port = port in (None, WEB_PORTS[spelled[1].lower()]) if seen.port == "" else seen.port == str(port)
    if other.hostname != seen.hostname or not same_port:
        return Refusal(Failure.BAD_URL, "ambiguous", f"host {other.hostname!r} or {seen.hostname!r}")
    return seen


def _target(seen: ada_url.URL, extra_ports: Collection[int]) -> Target:
    scheme = str(seen.protocol).rstrip(":")
    port = int(seen.port) if seen.port else WEB_PORTS[scheme]
    host = str(seen.hostname)
    bare = host.strip("[]") if host.startswith("[") else host.removesuffix(".")
    after_host = str(seen.href).partition("#")[0].split("/", 3)[3]
    return Target(
        scheme=scheme,
        host=bare,
        port=port,
        path="/" + after_host,
        authority=host if port == WEB_PORTS[scheme] else f"{host}:{port}",
        literal=_parse(bare) is not None,
        loopback_only=port not in WEB_PORTS.values() and port not in extra_ports,
    )


def _judge_target(target: Target, *, allow_loopback: bool, own: Collection[str]) -> Refusal | None:
    problem = None if target.literal else _judge_name(target.host, allow_loopback)
    if problem:
        return problem
    if target.port == 0 or (target.loopback_only and not allow_loopback):
        return Refusal(Failure.REFUSED_ADDRESS, "port", f"{target.port} is not a port of the web")
    if not target.literal:
        return None
    reason = judge_address(target.host, allow_loopback=allow_loopback, own=own)
    reason = reason or judge_port(target, target.host)
    return None if reason is None else Refusal(Failure.REFUSED_ADDRESS, *reason.split(": ", 1))


def judge_port(target: Target, address: str) -> str | None:
    """Return why an address must not be dialled on the target's port; None if it may."""
    if target.loopback_only and not is_loopback(address):
        return f"port: {target.port} is not a port of the web"
    return None


def _judge_name(host: str, allow_loopback: bool) -> Refusal | None:
    if len(host) > MAX_NAME or not all(_LABEL.fullmatch(label) for label in host.split(".")):
        return Refusal(Failure.BAD_URL, "host-name", f"{host[:MAX_NAME]!r} is no host name")
    for rule, pattern in NAME_RULES:
        if pattern.fullmatch(host) and not (allow_loopback and rule == "localhost-name"):
            return Refusal(Failure.REFUSED_ADDRESS, rule, host)
    return None
