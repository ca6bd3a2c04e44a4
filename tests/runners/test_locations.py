"""However odd a `Location` is, its hop is kept: 0 of more than 400 forms lost, byte for byte.

FAULTS.md counts what httpx loses: 8 of 22.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

import pytest

from embedarchive.demo.littleweb import LittleWeb
from embedarchive.demo.reply import Raw
from embedarchive.demo.script import World
from embedarchive.ports.archive import Archive
from embedarchive.records import HopKind, Outcome, Resolution
from embedarchive.runners.local import resolve_links
from embedarchive.runners.settings import Settings

RELATIVE = (
    b"/",
    b"?q",
    b"#f",
    b"x",
    b"../x",
    b"./x",
    b"../../../x",
    b"//b.example/x",
    b"///b.example/x",
    b"",
)
ABSOLUTE = (
    b"http:",
    b"https:",
    b"http:/b.example/x",
    b"https:b.example/x",
    b"HTTPS://B.EXAMPLE/X",
    b"http://",
)
BROKEN = (
    *(b"http://[bad", b"http://[::1", b"http://b.example:99999/", b"http://b.example:port/", b"http:///"),
    *(b"http://%", b"http://a b/", b"://x", b":", b"http//x", b"//", b"http://b..example/", b"http://*/"),
    *(b"http://-b.example/", b"http://b.example:/", b"https://b.example%00.evil.test/", b"http://0x7f.1/"),
    *(
        b"http://" + b"a" * 300 + b".example/",
        b"/" + b"a" * 8000,
        b"http://b.example/%zz%",
        b"h\tttp://b.example",
    ),
    *(b"\\\\b.example\\x", b"/\\b.example/x", b"https:\\\\b.example", b"https://b.example\\@c.example/"),
    *(b"https://u:p@b.example/", b"https://u@b.example/", b"https://@b.example/", b"https://a@b@c.example/"),
    *(b"<https://b.example/>", b'"https://b.example/"', b"https://b.example/, https://c.example/", b"a b c"),
    *(
        b"https://b.example/x y",
        b"https://b.example/\x7f",
        b"https://b.example/x;y",
        b"url=https://b.example/",
    ),
)
OUTER = (b"\x0b/x", b"/x\x1f", b"\xa0/x\x85")
"""What Python's `strip` takes away and HTTP does not."""
SCHEMES = tuple(
    scheme + b":" + rest
    for scheme in (
        *(b"javascript", b"data", b"file", b"ftp", b"gopher", b"blob", b"view-source", b"unix", b"about"),
        *(b"mailto", b"tel", b"intent", b"ws", b"x-unknown", b"HtTpX", b"market"),
    )
    for rest in (b"x", b"//b.example/x")
)
EVERY_BYTE = tuple(bytes([one]) for one in range(256) if one not in b"\r\n")
IN_PATH = tuple(b"/p" + one + b"q" for one in EVERY_BYTE)
IN_HOST = tuple(b"https://b" + one + b"c.example/x" for one in EVERY_BYTE if not one.isalnum())[::3]
WORDS = "/Ўзбек-新聞-خبر-é-🇵🇰"
ENCODED = tuple(
    WORDS.encode(name, "ignore")
    for name in ("utf-8", "shift-jis", "gbk", "koi8-r", "windows-1256", "euc-kr", "big5", "utf-7")
)
VALUES = (*RELATIVE, *ABSOLUTE, *BROKEN, *OUTER, *SCHEMES, *IN_PATH, *IN_HOST, *ENCODED)

SPELLINGS = (
    b"location: %s\r\n",
    b"LOCATION:%s\r\n",
    b"Location:   %s   \r\n",
    b"Location:\t%s\r\n",
    b"Location: %s\n",
    b"X-One: 1\r\nLocation: %s\r\nX-Two: 2\r\n",
    b"Location: %s\r\nLocation: https://second.example/\r\n",
    b"Location : %s\r\n",
    b"Set-Cookie: a=b\r\nLocation: %s\r\n",
    b"Transfer-Encoding: chunked\r\nContent-Length: 3\r\nLocation: %s\r\n",
    b"Content-Length: 3\r\nContent-Length: 4\r\nLocation: %s\r\n",
    b"Content-Encoding: br\r\nLocation: %s\r\n",
)
STATUS_LINES = (
    *(b"HTTP/1.1 %d Moved\r\n" % status for status in (*range(300, 309), 399)),
    *(b"HTTP/1.0 301 Moved\r\n", b"HTTP/1.1 301\r\n", b"HTTP/1.1 302 \xe9t\xe9\r\n"),
)
PLAIN = b"/plain"


@dataclass(frozen=True)
class Form:
    """One odd redirect."""

    octets: bytes
    value: bytes
    """The value of `Location`, without outer blanks (RFC 9110, 5.5)."""


def forms() -> Iterator[Form]:
    for value in VALUES:
        yield Form(b"HTTP/1.1 302 Found\r\nLocation: " + value + b"\r\n\r\n", value.strip(b" \t"))
    for spelling in SPELLINGS:
        yield Form(b"HTTP/1.1 302 Found\r\n" + spelling % PLAIN + b"\r\n", PLAIN)
    for line in STATUS_LINES:
        yield Form(line + b"Location: " + PLAIN + b"\r\n\r\n", PLAIN)
    yield Form(b"HTTP/1.1 302 Found\r\nLocation: /folded\r\n value\r\n\r\n", b"/folded value")
    yield Form(b"HTTP/1.1 302 Found\r\nLocation: /a\rb\r\n\r\n", b"/a\rb")
    yield Form(b"HTTP/1.1 103 Early\r\n\r\nHTTP/1.1 302 Found\r\nLocation: " + PLAIN + b"\r\n\r\n", PLAIN)


FORMS = tuple(forms())


@dataclass(frozen=True)
class Kept:
    """What a run kept of every form."""

    ways: list[Resolution]
    reread: list[str | None]
    """`Location` as it follows from the WARC alone."""
    rows: list[tuple[str, bytes | None]]
    """`target` and `raw` of each first hop in the database."""
    hosts: set[str]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    db = tmp_path_factory.mktemp("locations") / "archive.db"
    links = [f"https://odd.example/{n}" for n in range(len(FORMS))]
    routes = {("odd.example", f"/{n}"): Raw(form.octets) for n, form in enumerate(FORMS)}
    found: dict[str, Resolution] = {}
    with LittleWeb(World(routes=routes)) as web:
        chosen = Settings(db=db, proxy=web.proxy, proxy_dns=True, ca_file=web.ca_file, pace=0.0)
        resolve_links(links, chosen, found.__setitem__)
        hosts = {entry.host for entry in web.log if entry.method != "CONNECT"}
    ways = [found[link] for link in links]
    with Archive.read_only(db) as archive:
        records = [way.hops[0].record for way in ways]
        reread = [archive.read(record).header("Location") if record else None for record in records]
    way = "SELECT id FROM resolution WHERE asked = ?"
    query = f"SELECT target, raw FROM hop WHERE n = 1 AND resolution = ({way})"
    with sqlite3.connect(db) as connection:
        rows = [connection.execute(query, (link,)).fetchone() for link in links]
    return Kept(ways, reread, rows, hosts)


def lost(values: list[str | bytes | None]) -> list[tuple[bytes, object]]:
    """Return every form whose value is not what stood on the wire, with that value."""
    read = [value.encode("latin-1") if isinstance(value, str) else value for value in values]
    return [(form.value, one) for form, one in zip(FORMS, read, strict=True) if one != form.value]


def test_no_hop_is_lost(kept: Kept) -> None:
    """0 of them: kind, status and the bytes of the target, as the server sent them."""
    print(f"{len(FORMS)} forms of Location")
    assert len(FORMS) >= 400
    assert [way.hops[0] for way in kept.ways if way.hops[0].kind is not HopKind.LOCATION] == []
    assert [way.hops[0] for way in kept.ways if way.hops[0].status is None] == []
    assert lost([way.hops[0].target for way in kept.ways]) == []


def test_the_warc_alone_gives_every_target_again(kept: Kept) -> None:
    """The record of the hop holds the same bytes."""
    assert lost(list(kept.reread)) == []


def test_the_database_gives_every_target_again(kept: Kept) -> None:
    """As text, or as bytes where no text can hold them."""
    assert lost([raw if raw is not None else target for target, raw in kept.rows]) == []


def test_every_way_ended_with_a_name(kept: Kept) -> None:
    """Nothing was raised, and what could not be followed says why."""
    ends = {way.outcome for way in kept.ways}
    assert ends <= {
        *(Outcome.NOT_FOUND, Outcome.NON_HTTP, Outcome.REFUSED_ADDRESS, Outcome.UNREACHABLE, Outcome.LOOP)
    }
    assert {Outcome.NON_HTTP, Outcome.REFUSED_ADDRESS, Outcome.LOOP} <= ends


def test_only_names_were_asked_that_the_browsers_reading_names(kept: Kept) -> None:
    """No private address; of two readings of one authority neither."""
    assert not [host for host in kept.hosts if host.startswith(("127.", "0x", "localhost"))]
    assert "c.example" not in kept.hosts


@pytest.mark.parametrize("name", ["utf-8", "shift-jis", "gbk"])
def test_bytes_that_are_no_ascii_are_asked_for_as_bytes(kept: Kept, name: str) -> None:
    """Whatever encoding they are in: Chromium escapes them one by one."""
    value = WORDS.encode(name, "ignore")
    (way,) = (one for one, form in zip(kept.ways, FORMS, strict=True) if form.value == value)
    escaped = quote(value, safe="/")
    assert way.final_url == f"https://odd.example{escaped}"
