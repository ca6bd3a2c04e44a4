"""One WARC 1.1 record as bytes: one gzip member, its block untouched, its digests SHA-256.

The form: ISO 28500:2017, https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/
"""

from __future__ import annotations

import hashlib
import re
import uuid
import zlib
from dataclasses import dataclass, field

from embedarchive.errors import ArchiveDamaged

END = b"\r\n\r\n"
SHA256 = "sha256:"
HEADER_LIMIT = 1 << 20
BLOCK_LIMIT = 1 << 28
FAST_FROM = 1 << 20
"""Blocks larger than this (bytes) are mostly media, compressed already: level 1 is enough."""
_UNSAFE = re.compile(r"[^\x20-\x7e]")
_UNSAFE_URI = re.compile(r"[^\x21-\x7e]")


@dataclass(frozen=True, slots=True)
class WarcRecord:
    """A record before it is written."""

    type: str
    """`warcinfo`, `request`, `response`, `revisit`, `metadata` or `resource`."""
    date: str
    """UTC, ISO 8601 with microseconds."""
    block: bytes
    content_type: str
    target_uri: str | None = None
    fields: tuple[tuple[str, str], ...] = ()
    """What is not named here, in order."""
    payload: int | None = None
    """Where the payload begins in the block; None where the record has none."""
    payload_sha256: str | None = None
    """Hex; given for a `revisit`, whose payload is not in its block."""
    truncated: str | None = None
    record_id: str = field(default_factory=lambda: f"urn:uuid:{uuid.uuid4()}")


@dataclass(frozen=True, slots=True)
class Packed:
    """A record as it goes to the disk."""

    record: WarcRecord
    member: bytes
    """The gzip member."""
    block_sha256: str
    payload_sha256: str | None
    member_sha256: str


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A record as it was read back."""

    fields: tuple[tuple[str, str], ...]
    """Names in lower case, in order."""
    block: bytes

    def field(self, name: str) -> str | None:
        """Return the first field of that name."""
        wanted = name.lower()
        return next((value for key, value in self.fields if key == wanted), None)

    @property
    def block_sha256(self) -> str:
        """The digest of the block: the one it states, against which it was checked, or a computed one."""
        stated = self.field("WARC-Block-Digest") or ""
        return stated.removeprefix(SHA256) if stated.startswith(SHA256) else sha256(self.block)

    @property
    def type(self) -> str:
        """The record's type; empty where it states none."""
        return self.field("WARC-Type") or ""

    @property
    def record_id(self) -> str:
        """The record's id, without the angle brackets."""
        return (self.field("WARC-Record-ID") or "").strip("<>")


def sha256(content: bytes) -> str:
    """Return the SHA-256 digest in hex."""
    return hashlib.sha256(content).hexdigest()


def _escaped(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "surrogatepass"))


def header_value(value: str) -> str:
    """Make a string safe in a WARC header: control and non-ASCII characters percent-encoded."""
    return _UNSAFE.sub(_escaped, value)


def target_uri(url: str) -> str:
    """Make a URL safe in `WARC-Target-URI`: spaces are encoded too."""
    return _UNSAFE_URI.sub(_escaped, url)


def pack(record: WarcRecord) -> Packed:
    """Turn a record into its gzip member."""
    block_sha256 = sha256(record.block)
    payload_sha256 = record.payload_sha256
    if record.payload is not None:
        payload_sha256 = sha256(record.block[record.payload :])
    head = _head(record, block_sha256, payload_sha256)
    level = 1 if len(record.block) >= FAST_FROM else 6
    deflater = zlib.compressobj(level, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    parts = [deflater.compress(part) for part in (head, record.block, END)]
    member = b"".join((*parts, deflater.flush()))
    return Packed(record, member, block_sha256, payload_sha256, sha256(member))


def _head(record: WarcRecord, block_sha256: str, payload_sha256: str | None) -> bytes:
    fields = [
        ("WARC-Type", record.type),
        ("WARC-Record-ID", f"<{record.record_id}>"),
        ("WARC-Date", record.date),
        ("WARC-Target-URI", target_uri(record.target_uri) if record.target_uri else None),
        *record.fields,
        ("WARC-Truncated", record.truncated),
        ("WARC-Payload-Digest", f"sha256:{payload_sha256}" if payload_sha256 else None),
        ("WARC-Block-Digest", f"sha256:{block_sha256}"),
        ("Content-Type", record.content_type),
        ("Content-Length", str(len(record.block))),
    ]
    lines = [f"{name}: {header_value(value)}" for name, value in fields if value is not None]
    return "\r\n".join(["WARC/1.1", *lines, "", ""]).encode("ascii")


def unpack(member: bytes) -> Unpacked:
    """Read a gzip member back; raise `ArchiveDamaged` where it is not one whole record of ours."""
    head, found, rest = _inflate(member).partition(END)
    lines = head.decode("utf-8", "replace").split("\r\n")
    if not found or not lines[0].startswith("WARC/1.") or len(head) > HEADER_LIMIT:
        raise ArchiveDamaged("these bytes are no WARC record")
    pairs = (line.partition(":") for line in lines[1:])
    fields = tuple((name.strip().lower(), value.strip()) for name, _, value in pairs)
    return Unpacked(fields, _block(fields, rest))


def _inflate(member: bytes) -> bytes:
    inflater = zlib.decompressobj(16 + zlib.MAX_WBITS)
    try:
        content = inflater.decompress(member, BLOCK_LIMIT)
    except zlib.error as error:
        raise ArchiveDamaged(f"the gzip member cannot be read: {error}") from error
    if not inflater.eof or inflater.unused_data:
        raise ArchiveDamaged("the gzip member is cut, or too large")
    return content


def _block(fields: tuple[tuple[str, str], ...], rest: bytes) -> bytes:
    """Return the block, checked against its stated length and digest."""
    stated = dict(fields)
    block, tail = rest[: -len(END)], rest[-len(END) :]
    if tail != END or stated.get("content-length") != str(len(block)):
        raise ArchiveDamaged("the WARC record has not the length it states")
    digest = stated.get("warc-block-digest", "")
    if digest.startswith(SHA256) and digest != f"{SHA256}{sha256(block)}":
        raise ArchiveDamaged("the WARC record's bytes differ from its digest")
    return block
