"""Dumps are read in bounded memory whatever they state about themselves, and damage costs what is damaged."""

from __future__ import annotations

import gzip
import io
import json
import os
import resource
import stat
import subprocess
import sys
import time
import zipfile
import zlib
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from embedarchive.errors import UsageError
from embedarchive.ports import dumps
from embedarchive.ports.dumps import (
    Damage,
    Found,
    Page,
    Reached,
    Stretch,
    cut,
    overruns,
    own_place,
    pages,
    whole_file,
)
from embedarchive.ports.wacz import warcs
from tests.ports.dumped import packed, record, response, wacz

PAGES = [response(f"https://news.example/{n}", f"<p>story {n}</p>".encode() * n) for n in range(1, 6)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the dump is written."""
    return tmp_path / "dump.warc.gz"


def found(path: Path, content: bytes) -> list[Found]:
    """Write a dump and read it."""
    path.write_bytes(content)
    return list(pages(whole_file(str(path))))


def urls(found: list[Found]) -> list[str]:
    """Return the URLs of the pages, without the site's name."""
    return [each.url.removeprefix("https://news.example/") for each in found if isinstance(each, Page)]


def damages(found: list[Found]) -> list[str]:
    """Return what is said of damage."""
    return [each.problem for each in found if isinstance(each, Damage)]


def test_pages_come_in_order_with_their_places(path: Path) -> None:
    """Each page has its URL, the offset of its own gzip member, its type and its body."""
    members = [gzip.compress(each, mtime=0) for each in PAGES]
    read = found(path, b"".join(members))
    offsets = [sum(map(len, members[:n])) for n in range(len(members))]
    assert [(p.url, p.offset, p.body) for p in read if isinstance(p, Page)] == [
        (f"https://news.example/{n}", offsets[n - 1], f"<p>story {n}</p>".encode() * n) for n in range(1, 6)
    ]
    assert read[-1] == Reached(sum(map(len, members)))
    assert all(p.content_type == "text/html; charset=utf-8" for p in read if isinstance(p, Page))


@pytest.mark.parametrize(
    "content", [b"".join(PAGES), gzip.compress(b"".join(PAGES))], ids=["plain", "one member"]
)
def test_a_dump_need_not_be_compressed_record_by_record(path: Path, content: bytes) -> None:
    """Uncompressed, or compressed as a whole: the pages are the same."""
    assert urls(found(path, content)) == ["1", "2", "3", "4", "5"]


def test_an_offset_is_given_only_where_a_record_begins(path: Path) -> None:
    """In a WARC compressed as a whole no record has a place of its own."""
    read = found(path, packed(PAGES))
    whole = whole_file(str(path))
    assert [own_place(whole, p.offset) for p in read if isinstance(p, Page)] == [
        p.offset for p in read if isinstance(p, Page)
    ]
    read = found(path, gzip.compress(b"".join(PAGES)))
    places = [own_place(whole_file(str(path)), p.offset) for p in read if isinstance(p, Page)]
    assert places[1:] == [None] * 4


def test_only_pages_that_may_be_articles_are_given(path: Path) -> None:
    """Errors, redirects, pictures, requests and metadata are passed over; text and feeds are not."""
    records = [
        response("https://news.example/gone", b"x", status="404 Not Found"),
        response("https://news.example/moved", b"x", status="301 Moved", headers="Location: /\r\n"),
        response("https://news.example/png", b"x", headers="Content-Type: image/png\r\n"),
        response("https://news.example/none", b"x", headers="Server: s\r\n"),
        response("https://news.example/feed", b"x", headers="Content-Type: application/rss+xml\r\n"),
        response(
            "https://news.example/plain", b"x", headers="content-type: TEXT/PLAIN\r\n", status="206 Part"
        ),
        record(
            "https://news.example/ask",
            b"GET / HTTP/1.1\r\n\r\n",
            "request",
            "application/http; msgtype=request",
        ),
        record("urn:text:https://news.example/", b"x", "conversion", "text/plain"),
        record("dns:news.example", b"1.2.3.4", "response", "text/dns"),
        record("https://news.example/meta", b"x", "metadata", "text/html"),
        record("https://news.example/again", b"", "revisit", "application/http; msgtype=response"),
    ]
    read = found(path, packed(records))
    assert urls(read) == ["none", "feed", "plain"]
    assert damages(read) == []


def test_wet_records_are_plain_text(tmp_path: Path) -> None:
    """The text of Common Crawl's WET files is given as text/plain, in UTF-8."""
    records = [
        record("", b"software: x", "warcinfo", "application/warc-fields"),
        record("https://news.example/1", "— Board (@board) 港".encode(), "conversion", "text/plain"),
    ]
    (page, _) = found(tmp_path / "x.wet.gz", packed(records))
    assert isinstance(page, Page)
    assert (page.content_type, page.body.decode()) == ("text/plain", "— Board (@board) 港")


def test_resource_records_are_pages(path: Path) -> None:
    """What was saved without HTTP headers: HTML and text of the web, no pictures, no notes of the writer."""
    records = [
        record("https://news.example/html", b"<p>x</p>", "resource", "text/html; charset=utf-8"),
        record("https://news.example/text", b"x", "resource", "text/plain"),
        record("https://news.example/picture", b"x", "resource", "image/png"),
        record("metadata://writer.example/log", b"x", "resource", "text/plain"),
        record("urn:pageinfo:https://news.example/", b"{}", "resource", "application/json"),
        record("https://news.example/converted", b"x", "conversion", "text/plain"),
    ]
    read = found(path, packed(records))
    given = [(page.content_type, page.converted) for page in read if isinstance(page, Page)]
    assert urls(read) == ["html", "text", "converted"]
    assert given == [("text/html; charset=utf-8", False), ("text/plain", False), ("text/plain", True)]
    assert damages(read) == []


def test_what_warcio_writes_is_read(path: Path) -> None:
    """The field's own writer, with its chunked and compressed answers."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)

    for name, body, extra in (
        ("gzip", gzip.compress(b"<p>a</p>"), ("Content-Encoding", "gzip")),
        ("chunked", b"3\r\n<p>\r\n1\r\na\r\n0\r\n\r\n", ("Transfer-Encoding", "chunked")),
        ("deflate", zlib.compress(b"<p>a</p>"), ("Content-Encoding", "deflate")),
        ("not gzip", b"<p>a</p>", ("Content-Encoding", "gzip")),
        ("not chunked", b"<p>a</p>", ("Transfer-Encoding", "chunked")),
    ):
        headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html"), extra], protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(
                f"https://news.example/{name}", "response", io.BytesIO(body), http_headers=headers
            )
        )
    read = found(path, out.getvalue())
    assert [p.body for p in read if isinstance(p, Page)] == [
        b"<p>a</p>", b"<p>a", b"<p>a</p>", b"<p>a</p>", b"<p>a</p>",
    ]  # fmt: skip


@pytest.mark.parametrize("length", [10**15, -5, "abc", "", "9" * 5_000, "١٢"])
def test_an_absurd_length_costs_its_record(path: Path, length: object) -> None:
    """The record is told and those behind it are read: no length can swallow them."""
    bad = response("https://news.example/bad", b"x" * 100, length=length)
    read = found(path, packed([PAGES[0], bad, *PAGES[1:]]))
    assert urls(read) == ["1", "2", "3", "4", "5"]
    assert len(damages(read)) == 1


def test_a_length_that_takes_in_the_next_record_is_seen(path: Path) -> None:
    """A body in which others' records stand is none: `overruns` tells it from an article about WARC."""
    bad = response("https://news.example/bad", b"x\n", length=700)
    about = response("https://news.example/about", b"<pre>\nWARC/1.1\r\nWARC-Type: response\r\n</pre>")
    read = found(path, packed([about, bad, *PAGES]))
    whole = whole_file(str(path))
    assert {p.url: overruns(whole, p) for p in read if isinstance(p, Page) and p.url[-1] in "td"} == {
        "https://news.example/about": False,
        "https://news.example/bad": True,
    }
    assert urls(read)[-3:] == ["3", "4", "5"]


@pytest.mark.parametrize("more", [0, 40, 300, 700])
def test_a_plain_length_that_takes_in_the_next_record_is_seen(path: Path, more: int) -> None:
    """The next record does not begin where it says; a record that holds a WARC is as long as it states."""
    holds = response("https://news.example/holds", b"<pre>\n" + PAGES[0] + PAGES[1] + b"</pre>")
    good = response("https://news.example/long", b"x\n")
    length = int(good.partition(b"Content-Length: ")[2].partition(b"\r")[0])
    long = response("https://news.example/long", b"x\n", length=length + more)
    path.write_bytes(holds + long + b"".join(PAGES))
    whole = whole_file(str(path))
    read = list(pages(whole))
    assert {p.url: overruns(whole, p) for p in read if isinstance(p, Page) and p.url[-1] in "sg"} == {
        "https://news.example/holds": False,
        "https://news.example/long": more > 0,
    }
    assert urls(read)[2:] == ["1", "2", "3", "4", "5"]
    assert overruns(whole, next(p for p in read if isinstance(p, Page))) is False


@pytest.mark.parametrize("place", ["warc", "http"])
def test_eighteen_megabytes_of_headers_are_refused_at_once(path: Path, place: str) -> None:
    """Three million header lines cost neither time nor memory, and their record only."""
    lines = "X: y\r\n" * 3_000_000
    bad = (
        response("https://news.example/bad", b"x", headers=lines)
        if place == "http"
        else record("https://news.example/bad", b"x", more=lines)
    )
    began = time.process_time()
    content = packed([PAGES[0], bad, *PAGES[1:]])
    packing = time.process_time() - began
    read = found(path, content)
    assert urls(read) == ["1", "2", "3", "4", "5"]
    assert len(damages(read)) == 1
    assert time.process_time() - began - packing < 5


def test_bombs_are_passed_over(path: Path) -> None:
    """A page that is too large in its record, or unpacks to too much, is told and nothing of it is kept."""
    zeros = b"\0" * (dumps.LARGEST_PAGE + 1)
    coded = "Content-Type: text/html\r\nContent-Encoding: gzip\r\n"
    records = [
        response("https://news.example/large", zeros),
        response("https://news.example/bomb", gzip.compress(zeros), headers=coded),
        *PAGES,
    ]
    read = found(path, packed(records))
    assert urls(read) == ["1", "2", "3", "4", "5"]
    assert [("large" in each, "16 MB" in each) for each in damages(read)] == [(True, True), (False, True)]


@pytest.mark.parametrize("at", [0, 1, 2, 4])
def test_a_damaged_member_costs_itself(path: Path, at: int) -> None:
    """Bytes overwritten in the middle of one record: it is told once, the others are read."""
    members = [gzip.compress(each, mtime=0) for each in PAGES]
    members[at] = members[at][:30] + b"\xff" * 20 + members[at][50:]
    read = found(path, b"".join(members))
    assert urls(read) == [str(n) for n in range(1, 6) if n != at + 1]
    assert len(damages(read)) == 1


def test_garbage_between_records_is_told_and_passed(path: Path) -> None:
    """Whatever stands between members, reading goes on at the next one."""
    read = found(path, packed(PAGES[:2]) + os.urandom(200_000) + packed(PAGES[2:]))
    assert urls(read) == ["1", "2", "3", "4", "5"]
    assert len(damages(read)) == 1


@pytest.mark.parametrize("compressed", [True, False])
def test_a_dump_cut_anywhere_has_no_phantom(path: Path, compressed: bool) -> None:
    """At every byte of the last three records: whole pages are given, a cut one never is."""
    pieces = [gzip.compress(each, mtime=0) for each in PAGES] if compressed else PAGES
    content = b"".join(pieces)
    bodies = {f"https://news.example/{n}": f"<p>story {n}</p>".encode() * n for n in range(1, 6)}
    first = len(b"".join(pieces[:2]))
    for size in range(first, len(content), 1 if compressed else 3):
        read = found(path, content[:size])
        given = [p for p in read if isinstance(p, Page)]
        assert all(p.body == bodies[p.url] for p in given), size
        assert len(given) >= 2
        assert isinstance(read[-1], Reached)
        whole = {
            len(b"".join(pieces[:n])) - (0 if compressed else blank) for n in range(6) for blank in range(5)
        }
        assert len(damages(read)) == (size not in whole), size


@pytest.mark.parametrize(
    ("compressed", "behind", "told"),
    [(True, b"", 0), (True, b"words\n", 1), (False, b"", 0), (False, b"\r\n", 0), (False, b"words\n", 1)],
)
def test_what_stands_behind_the_last_record(path: Path, compressed: bool, behind: bytes, told: int) -> None:
    """Empty lines are nothing; anything else is no record, and may have been one."""
    read = found(path, (packed(PAGES) if compressed else b"".join(PAGES)) + behind)
    assert urls(read) == ["1", "2", "3", "4", "5"]
    assert len(damages(read)) == told


def test_a_damaged_last_member_is_told_once(path: Path) -> None:
    """A checksum that is wrong is no end."""
    content = packed(PAGES)
    read = found(path, content[:-8] + b"\xff" * 8)
    assert len(damages(read)) == 1
    long = response("https://news.example/long", os.urandom(200_000))
    assert damages(found(path, packed([PAGES[0], long]))) == []


@pytest.mark.parametrize(
    "content", [b"", b"<html>", b"PK\3\4" + b"a" * 40, os.urandom(5_000), b"\x1f\x8b\x08" * 999]
)
def test_what_is_no_dump_gives_nothing(path: Path, content: bytes) -> None:
    """Whatever the bytes, reading ends, with at most one complaint."""
    read = found(path, content)
    assert urls(read) == []
    assert len(damages(read)) <= 1


def test_stretches_join_to_the_whole(path: Path) -> None:
    """However a file is cut, its stretches give all pages once, and each ends where the next begins."""
    path.write_bytes(packed(PAGES * 40))
    whole = whole_file(str(path))
    everything = urls(list(pages(whole)))
    for step in (1, 300, 1_000, 5_000, 10**6):
        parts = list(cut(whole, step))
        read = [list(pages(part)) for part in parts]
        assert [url for each in read for url in urls(each)] == everything
        ends = [each[-1] for each in read]
        assert ends == [*(Reached(part.start) for part in parts[1:]), Reached(whole.size)]
    assert len(list(cut(whole, 1))) == 200


def test_a_warc_inside_a_record_can_only_deceive_until_the_seam(path: Path) -> None:
    """A stored WARC within a record looks like records; the stretch before shows that none begins there."""
    inner = packed(PAGES)
    outer = record("https://news.example/inner", inner, "resource", "application/warc")
    stored = zlib.compressobj(0, zlib.DEFLATED, 31)
    path.write_bytes(packed(PAGES[:1]) + stored.compress(outer) + stored.flush() + packed(PAGES[1:]))
    first, second, *_ = cut(whole_file(str(path)), 260)
    reached = list(pages(first))[-1]
    assert isinstance(reached, Reached)
    assert reached.offset != second.start


READ_ALL = """
import resource, sys
from embedarchive.ports.dumps import Page, pages, whole_file
first = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
count = sum(isinstance(each, Page) for each in pages(whole_file(sys.argv[1])))
print(count, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - first) // 1024)
"""


def test_memory_does_not_grow_with_the_file(path: Path) -> None:
    """Two hundred megabytes of pages are read in a few."""
    page = gzip.compress(response("https://news.example/1", os.urandom(1_000) * 500), 1)
    with path.open("wb") as file:
        for _ in range(400):
            file.write(page)
    done = subprocess.run(
        [sys.executable, "-c", READ_ALL, str(path)], capture_output=True, text=True, check=True, timeout=120
    )
    count, grown = map(int, done.stdout.split())
    assert count == 400
    assert grown < 40


# --- WACZ ---------------------------------------------------------------------------------------


def test_a_wacz_is_read_where_it_stands(tmp_path: Path) -> None:
    """Its WARCs are stretches of the one file; nothing is unpacked; offsets count in the WARC."""
    file = wacz(
        tmp_path / "a.wacz",
        {"archive/one.warc.gz": packed(PAGES[:2]), "archive/two.warc": b"".join(PAGES[2:])},
    )
    one, two = warcs(str(file))
    read = list(pages(one)) + list(pages(two))
    assert urls(read) == ["1", "2", "3", "4", "5"]
    assert [p.offset for p in read if isinstance(p, Page)][::2] == [0, 0, len(PAGES[2]) + len(PAGES[3])]
    assert (one.member, own_place(two, 0), os.listdir(tmp_path)) == ("archive/one.warc.gz", 0, ["a.wacz"])
    assert [type(each) for each in cut(one, 1)] == [Stretch, Stretch]


def zipped(path: Path, *files: tuple[zipfile.ZipInfo | str, bytes], method: int = zipfile.ZIP_STORED) -> Path:
    """Write a ZIP that lists what it holds as a WACZ does."""
    listed = [{"path": n if isinstance(n, str) else n.filename, "bytes": len(b)} for n, b in files]
    with zipfile.ZipFile(path, "w", method) as out:
        for name, content in files:
            out.writestr(name, content)

        out.writestr("datapackage.json", json.dumps({"resources": listed}))
    return path


WARC = packed(PAGES[:1])


def link() -> zipfile.ZipInfo:
    """A symbolic link."""
    info = zipfile.ZipInfo("archive/a.warc.gz")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    ("files", "why"),
    [
        ([("archive/../../a.warc.gz", WARC)], "leads out"),
        ([("/archive/a.warc.gz", WARC)], "leads out"),
        ([("C:/a.warc.gz", WARC)], "leads out"),
        ([("archive\\a.warc.gz", WARC)], "leads out"),
        ([("archive/a\n.warc.gz", WARC)], "leads out"),
        ([(link(), b"/etc/passwd")], "symbolic link"),
        ([("archive/a.warc.gz", WARC), ("archive/a.warc.gz", WARC)], "twice"),
        ([("archive/a.warc.gz", WARC), ("archive/A.WARC.gz", WARC)], "two spellings"),
        ([("archive/a.exe", WARC)], "is none"),
        ([("readme", b"")], "holds no WARC"),
    ],
)
def test_an_odd_zip_is_refused_by_name(
    tmp_path: Path, files: list[tuple[zipfile.ZipInfo | str, bytes]], why: str
) -> None:
    """Slips, absolute and odd names, links, doubles: the reason names the file."""
    with pytest.raises(UsageError, match=why):
        warcs(str(zipped(tmp_path / "a.wacz", *files)))


def test_a_compressed_warc_in_a_zip_is_refused(tmp_path: Path) -> None:
    """What would have to be inflated first is not read; so no bomb is."""
    with pytest.raises(UsageError, match="store it"):
        warcs(
            str(zipped(tmp_path / "a.wacz", ("archive/a.warc", b"\0" * 10**6), method=zipfile.ZIP_DEFLATED))
        )


@pytest.mark.parametrize(
    ("listing", "why"),
    [
        ({"resources": []}, "is not listed"),
        ({"resources": [{"path": "archive/a.warc.gz", "bytes": 1}]}, "another size"),
        ({"resources": [{"path": "archive/a.warc.gz"}, {"path": "archive/b.warc.gz"}]}, "missing"),
        ({}, "missing"),
        ([], "cannot be read"),
        ({"resources": 7}, "cannot be read"),
    ],
)
def test_what_the_listing_says_must_be_there(tmp_path: Path, listing: object, why: str) -> None:
    """Unlisted, missing, of another size, or no listing at all: refused."""
    with pytest.raises(UsageError, match=why):
        warcs(str(wacz(tmp_path / "a.wacz", {"archive/a.warc.gz": WARC}, listing)))


def test_files_that_share_bytes_are_refused(tmp_path: Path) -> None:
    """Two names in the directory for one place in the file: how bombs are built."""
    file = zipped(tmp_path / "a.wacz", ("archive/a.warc.gz", WARC), ("archive/b.warc.gz", WARC))
    content = bytearray(file.read_bytes())
    second = content.rfind(b"PK\x01\x02", 0, content.rfind(b"archive/b.warc.gz"))
    content[second + 42 : second + 46] = b"\0\0\0\0"
    file.write_bytes(content)
    with pytest.raises(UsageError, match="refused"):
        warcs(str(file))


@pytest.mark.parametrize("content", [b"", b"PK\3\4", b"<html>", b"PK\x05\x06" + b"\xff" * 18, b"x" * 70_000])
def test_what_is_no_zip_is_refused(tmp_path: Path, content: bytes) -> None:
    """One line, no traceback, whatever the bytes."""
    file = tmp_path / "a.wacz"
    file.write_bytes(content)
    with pytest.raises(UsageError, match=r"a\.wacz: (no WACZ|refused)"):
        warcs(str(file))


def test_a_wacz_cut_anywhere_is_refused(tmp_path: Path) -> None:
    """However much of its end is missing, the answer is a refusal."""
    content = wacz(tmp_path / "a.wacz", {"archive/a.warc.gz": WARC}).read_bytes()
    file = tmp_path / "b.wacz"
    for size in range(0, len(content) - 1, 7):
        file.write_bytes(content[:size])
        with pytest.raises(UsageError):
            warcs(str(file))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < 2**21
