"""WARC files: bytes as received, readable by others, and read back exactly as the stage saw them."""

from __future__ import annotations

import gzip
import json
import string
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import fastwarc.warc
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator
from warcio.recordloader import ArcWarcRecord

from embedarchive.errors import ArchiveDamaged
from embedarchive.ports.archive import Archive
from embedarchive.ports.wire import Wire
from embedarchive.records import Exchange, Failure, Purpose, RecordRef, Request, Source, SourceKind
from tests.ports.kept import STARTED, failed, run, wire

LONG = b"<p>a long page</p>" * 200


def paths(archive: Archive) -> list[Path]:
    """Return the WARC files."""
    return sorted(archive.warcs.folder.glob("EA-*"))


def read_by_warcio(path: Path) -> list[tuple[ArcWarcRecord, bytes]]:
    """Read a file as warcio does, once with digests checked, once for the blocks as they are."""
    with path.open("rb") as stream:
        for record in ArchiveIterator(stream, check_digests="raise"):
            record.raw_stream.read()
    with path.open("rb") as stream:
        records = ArchiveIterator(stream, no_record_parse=True)
        return [(record, record.raw_stream.read()) for record in records]


def field(record: ArcWarcRecord, name: str) -> str:
    """Return one header of a record."""
    return str(record.rec_headers.get_header(name))


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """Open an archive of its own."""
    return Archive.open(tmp_path / "archive.db", run())


def test_the_file_stands_beside_the_database_and_is_named_after_the_run(archive: Archive) -> None:
    """archive.warcs/EA-<time>-<run>-NNNNN.warc.gz, its first record a warcinfo."""
    archive.keep(wire("https://e.test/"))
    (path,) = paths(archive)
    assert path.parent.name == "archive.warcs"
    assert path.name == "EA-20260203T040506-000001-00001.warc.gz"
    record, block = read_by_warcio(path)[0]
    assert (record.rec_type, field(record, "WARC-Filename")) == ("warcinfo", path.name)
    for line in (b"software: embedarchive/0.1.0", b"isPartOf: 20260203T040506-000001", b"robots: obey"):
        assert line in block


def test_request_and_response_are_kept_byte_for_byte(archive: Archive) -> None:
    """Nothing is re-serialised: header case, odd bytes and spacing stay."""
    odd = b"HTTP/1.1  200 Sure\r\nCoNtEnT-lEnGtH:   2\r\nX-A:caf\xe9\r\n\r\nhi"
    sent = b"GET /a HTTP/1.1\r\nhOsT: e.test\r\n\r\n"
    headers = (("CoNtEnT-lEnGtH", "2"), ("X-A", "caf\xe9"))
    exchange = Exchange(Request("https://e.test/a"), STARTED, 200, headers, b"hi")
    tls = "TLSv1.3 TLS_AES_256_GCM_SHA384"
    archive.keep(Wire(exchange, sent, odd, "2001:db8::1", tls, "ab" * 32))
    _, (request, asked), (response, answered) = read_by_warcio(paths(archive)[0])
    assert (request.rec_type, asked) == ("request", sent)
    assert (response.rec_type, answered) == ("response", odd)
    assert field(response, "WARC-Concurrent-To") == field(request, "WARC-Record-ID")
    assert field(response, "WARC-Date") == STARTED
    assert field(response, "WARC-IP-Address") == "2001:db8::1"
    assert field(response, "WARC-Protocol") == "tls/1.3"
    assert field(response, "WARC-Cipher-Suite") == "TLS_AES_256_GCM_SHA384"
    assert field(response, "EmbedArchive-Certificate-SHA256") == "ab" * 32
    assert field(response, "WARC-Block-Digest").startswith("sha256:")


def test_other_readers_read_it(archive: Archive) -> None:
    """`warcio check`, fastwarc and gzip find nothing to complain of."""
    for n in range(5):
        archive.keep(wire(f"https://e.test/{n}", LONG))
    archive.keep(failed("https://dead.test/"))
    archive.keep_resource(Source("a.txt", SourceKind.FILE), b"text", "text/plain", STARTED)
    (path,) = paths(archive)
    checked = subprocess.run([sys.executable, "-m", "warcio.cli", "check", str(path)], check=False)
    assert checked.returncode == 0
    with path.open("rb") as stream:
        types = [record.headers["WARC-Type"] for record in fastwarc.warc.ArchiveIterator(stream)]
    pairs = ["request", "response", *["request", "revisit"] * 4]
    assert types == ["warcinfo", *pairs, "metadata", "resource"]
    gzip.decompress(path.read_bytes())


def test_a_payload_kept_already_is_referred_to(archive: Archive) -> None:
    """The second identical payload becomes a revisit; reading it gives the whole answer."""
    archive.keep(wire("https://e.test/1", LONG))
    second = archive.keep(wire("https://e.test/2", LONG))
    record, block = read_by_warcio(paths(archive)[0])[-1]
    assert record.rec_type == "revisit"
    assert field(record, "WARC-Refers-To-Target-URI") == "https://e.test/1"
    assert field(record, "WARC-Refers-To-Date") == STARTED
    assert block.endswith(b"\r\n\r\n") and LONG not in block
    assert archive.read(ref(second)) == second


def ref(exchange: Exchange) -> RecordRef:
    """Return the record that an exchange must have."""
    assert exchange.record is not None
    return exchange.record


def test_a_revisit_may_refer_to_an_earlier_run(tmp_path: Path) -> None:
    """Payloads are known across runs and files, through the database."""
    with Archive.open(tmp_path / "archive.db", run(1)) as first:
        first.keep(wire("https://e.test/1", LONG))
        first.end("done")
    with Archive.open(tmp_path / "archive.db", run(2)) as second:
        again = second.keep(wire("https://e.test/1", LONG))
        assert second.read(ref(again)) == again
        assert read_by_warcio(paths(second)[1])[-1][0].rec_type == "revisit"


def test_short_payloads_are_kept_again(archive: Archive) -> None:
    """A reference is no shorter than a short page."""
    for n in range(2):
        archive.keep(wire(f"https://e.test/{n}", b"x" * 1000))
    assert read_by_warcio(paths(archive)[0])[-1][0].rec_type == "response"


def test_a_failure_is_a_metadata_record(archive: Archive) -> None:
    """What failed is kept too: why, in words, and the bytes that came."""
    kept = archive.keep(failed("https://e.test/", Failure.PROTOCOL, b"HTP/1.1 nonsense"))
    records = read_by_warcio(paths(archive)[0])
    assert [record.rec_type for record, _ in records] == ["warcinfo", "request", "metadata"]
    told = json.loads(records[-1][1])
    assert (told["failure"], told["detail"]) == ("protocol", "protocol: no luck")
    assert told["received_base64"] == "SFRQLzEuMSBub25zZW5zZQ=="
    assert archive.read(ref(kept)) == kept


def test_a_cut_body_is_kept_with_its_failure(archive: Archive) -> None:
    """A body cut by a disconnect has WARC-Truncated, a status and a failure, and reads back so."""
    whole = wire("https://e.test/", LONG)
    exchange = whole.exchange._replace(
        body=LONG[:100],
        failure=Failure.DISCONNECT,
        detail="the peer hung up",
        truncated="disconnect",
    )
    kept = archive.keep(replace(whole, exchange=exchange, received=whole.received[: 100 - len(LONG)]))
    record, _ = read_by_warcio(paths(archive)[0])[-1]
    assert field(record, "WARC-Truncated") == "disconnect"
    assert archive.read(ref(kept)) == kept


def test_a_cut_body_without_a_stated_length_is_marked(archive: Archive) -> None:
    """A body that ends with the connection and was cut at the size limit is marked as truncated."""
    headers = (("Connection", "close"),)
    exchange = Exchange(Request("https://e.test/"), STARTED, 200, headers, LONG, truncated="length")
    kept = archive.keep(Wire(exchange, b"GET", b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + LONG))
    record, _ = read_by_warcio(paths(archive)[0])[-1]
    assert field(record, "WARC-Truncated") == "length"
    assert archive.read(ref(kept)) == kept


def test_a_body_cut_only_for_the_stage_is_whole_in_the_warc(archive: Archive) -> None:
    """Where decoding stopped at the size limit, the record is not truncated, but the exchange is."""
    body = gzip.compress(b"\0" * 100_000)
    headers = (("Content-Encoding", "gzip"), ("Content-Length", str(len(body))))
    head = "".join(f"{name}: {value}\r\n" for name, value in headers).encode()
    exchange = Exchange(Request("https://e.test/"), STARTED, 200, headers, b"\0" * 5000, truncated="length")
    kept = archive.keep(Wire(exchange, b"GET", b"HTTP/1.1 200 OK\r\n" + head + b"\r\n" + body))
    record, _ = read_by_warcio(paths(archive)[0])[-1]
    assert record.rec_headers.get_header("WARC-Truncated") is None
    assert archive.read(ref(kept)) == kept


def test_a_local_source_is_a_resource(archive: Archive, tmp_path: Path) -> None:
    """A file is kept as it is, under its absolute file: URI; standard input under a URN."""
    path = tmp_path / "ä b.txt"
    kept = archive.keep_resource(Source(str(path), SourceKind.FILE), b"\xff\0text", "text/plain", STARTED)
    piped = archive.keep_resource(Source("-", SourceKind.STDIN), b"piped", "text/plain", STARTED)
    record, block = read_by_warcio(paths(archive)[0])[1]
    assert (record.rec_type, block) == ("resource", b"\xff\0text")
    assert field(record, "WARC-Target-URI") == f"file://{tmp_path}/%C3%A4%20b.txt"
    assert field(record, "Content-Type") == "text/plain"
    assert archive.read(ref(kept)) == kept
    assert archive.read(ref(piped)) == piped
    assert piped.request.url.startswith("urn:")


@pytest.mark.parametrize(
    "url", ["https://e.test/\r\nWARC-Type: evil", "https://é.test/ü", "http://a b/\0\ud800"]
)
def test_no_url_breaks_out_of_a_header(archive: Archive, url: str) -> None:
    """Control and non-ASCII characters of a URL are encoded in the WARC and verbatim when read back."""
    kept = archive.keep(failed(url))
    record, _ = read_by_warcio(paths(archive)[0])[-1]
    assert field(record, "WARC-Target-URI").isascii()
    assert (record.rec_type, archive.read(ref(kept)).request.url) == ("metadata", url)


def test_files_roll_over(tmp_path: Path) -> None:
    """A full file is closed and the next one begins with a warcinfo; everything stays readable."""
    with Archive.open(tmp_path / "archive.db", run(), roll_at=2_000) as archive:
        kept = [archive.keep(wire(f"https://e.test/{n}")) for n in range(12)]
        archive.flush()
        assert len(paths(archive)) > 2
        assert all(read_by_warcio(path)[0][0].rec_type == "warcinfo" for path in paths(archive))
        assert [archive.read(ref(one)) for one in kept] == kept
        ends = archive.rows("SELECT name, durable_end FROM warc_file ORDER BY name")
        assert [row["durable_end"] for row in ends] == [path.stat().st_size for path in paths(archive)]


def test_damage_is_named(archive: Archive) -> None:
    """A flipped byte, a missing file and a foreign name are refused, with the place."""
    place = ref(archive.keep(wire("https://e.test/", LONG)))
    (path,) = paths(archive)
    content = bytearray(path.read_bytes())
    content[place.offset + place.length // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(ArchiveDamaged, match=f"{place.warc} at byte {place.offset}"):
        archive.read(place)
    path.unlink()
    with pytest.raises(ArchiveDamaged, match="restore the file from a copy"):
        archive.read(place)
    with pytest.raises(ArchiveDamaged, match="not the name"):
        archive.read(place._replace(warc="../../etc/passwd"))


def test_another_record_at_the_place_is_refused(archive: Archive) -> None:
    """A reference names its record: a whole one with another id is not it."""
    place = ref(archive.keep(wire("https://e.test/")))
    with pytest.raises(ArchiveDamaged, match="another record"):
        archive.read(place._replace(record_id="urn:uuid:other"))


NAME = st.text(string.ascii_letters + string.digits + "-", min_size=1, max_size=12).filter(
    lambda name: name.lower() not in ("content-length", "transfer-encoding", "content-encoding")
)
VALUE = st.text(
    st.characters(min_codepoint=0x21, max_codepoint=0xFF, exclude_characters="\x7f\x85"), max_size=20
).map(lambda value: value.strip())
URL = st.text(max_size=20).map(lambda tail: "https://e.test/" + tail)


@st.composite
def wires(draw: st.DrawFn) -> Wire:
    """Draw an answer together with what a stage would see of it, each made without our reader."""
    body = draw(st.binary(max_size=3000))
    coding = draw(st.sampled_from(["", "gzip", "identity"]))
    framing = draw(st.sampled_from(["length", "chunked", "close"]))
    raw = gzip.compress(body, mtime=0) if coding == "gzip" else body
    headers = draw(st.lists(st.tuples(NAME, VALUE), max_size=4))
    if coding:
        headers.append(("Content-Encoding", coding))
    framed = raw
    if framing == "length":
        headers.append(("content-length", str(len(raw))))
    if framing == "chunked":
        headers.append(("Transfer-Encoding", "chunked"))
        sizes = [raw[start : start + 700] for start in range(0, len(raw), 700)]
        framed = b"".join(b"%X\r\n%s\r\n" % (len(piece), piece) for piece in sizes) + b"0\r\n\r\n"
    status = draw(st.sampled_from([200, 301, 404, 418, 503, 999]))
    lines = [f"HTTP/1.1 {status} Words"] + [f"{name}: {value}" for name, value in headers]
    head = "\r\n".join([*lines, "", ""]).encode("latin-1")
    request = Request(draw(URL), draw(st.sampled_from(Purpose)), draw(st.sampled_from([None, "text/html"])))
    exchange = Exchange(request, STARTED, status, tuple(headers), body)
    return Wire(exchange, b"GET / HTTP/1.1\r\n\r\n", head + framed, "192.0.2.1")


@given(st.lists(wires(), min_size=1, max_size=4))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_read_is_what_the_stage_saw(
    tmp_path_factory: pytest.TempPathFactory, drawn: list[Wire]
) -> None:
    """For any answer, however framed or coded, the kept bytes give the live exchange again."""
    with Archive.open(tmp_path_factory.mktemp("warc") / "archive.db", run()) as archive:
        kept = [archive.keep(one) for one in [*drawn, *drawn]]
        for lived, stored in zip([*drawn, *drawn], kept, strict=True):
            assert archive.read(ref(stored)) == lived.exchange._replace(record=stored.record)
        archive.flush()
        for path in paths(archive):
            read_by_warcio(path)
