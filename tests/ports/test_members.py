"""The scanner of gzip members is exact wherever a file is cut."""

from __future__ import annotations

import gzip
import io
import os
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from embedarchive.ports.members import Member, member_length, members, survey


def packed(contents: list[bytes]) -> tuple[bytes, list[Member]]:
    """Compress contents one by one; return the file and where its members stand."""
    pieces = [gzip.compress(content, mtime=0) for content in contents]
    offsets = [sum(len(piece) for piece in pieces[:n]) for n in range(len(pieces))]
    return b"".join(pieces), [Member(at, len(piece)) for at, piece in zip(offsets, pieces, strict=True)]


def test_every_cut_in_the_last_five_records_is_seen_exactly() -> None:
    """At each of more than 5,000 cuts the scanner names the whole members and nothing else."""
    content, whole = packed([os.urandom(1_100) for _ in range(9)])
    start = whole[-5].offset
    cuts = 0
    for size in range(start, len(content) + 1):
        found = list(members(io.BytesIO(content[:size]), start))
        assert found == [member for member in whole[-5:] if member.end <= size]
        cuts += 1
    assert cuts >= 5_000


@given(st.lists(st.binary(max_size=300), max_size=6), st.data())
def test_a_cut_anywhere_leaves_the_whole_members(contents: list[bytes], data: st.DataObject) -> None:
    """Whatever the records and wherever the cut, the tail begins behind the last whole member."""
    content, whole = packed(contents)
    size = data.draw(st.integers(0, len(content)))
    assert list(members(io.BytesIO(content[:size]))) == [one for one in whole if one.end <= size]


@given(st.binary(min_size=1, max_size=200), st.data())
def test_a_flipped_bit_in_the_stream_or_its_checksum_ends_the_scan(
    content: bytes, data: st.DataObject
) -> None:
    """A member counts only if CRC and length agree; the header's time and system fields are not covered."""
    member = bytearray(gzip.compress(content, mtime=0))
    at = data.draw(st.integers(10, len(member) - 1))
    member[at] ^= 1 << data.draw(st.integers(0, 7))
    found = member_length(io.BytesIO(bytes(member)), 0)
    assert found is None or gzip.decompress(bytes(member[:found])) == content


def test_a_large_member_is_scanned_over_many_reads() -> None:
    """Members larger than one read, compressible or not, are measured exactly."""
    content, whole = packed([os.urandom(300_000), b"\0" * 5_000_000, b"end"])
    assert list(members(io.BytesIO(content))) == whole


def test_survey_tells_of_the_torn_tail(tmp_path: Path) -> None:
    """The survey of a file gives its members, the end of the last one, and the torn bytes behind it."""
    content, whole = packed([b"one", b"two"])
    path = tmp_path / "file.gz"
    path.write_bytes(content + b"\x1f\x8b\x08torn")
    seen = survey(path)
    assert seen.members == tuple(whole)
    assert (seen.end, seen.torn) == (len(content), 7)
    assert survey(path, whole[0].end).members == (whole[1],)


def test_zeros_behind_the_last_member_are_a_torn_tail(tmp_path: Path) -> None:
    """A file system may leave zeros after a power cut; they are no member."""
    path = tmp_path / "file.gz"
    path.write_bytes(gzip.compress(b"one") + bytes(4096))
    assert survey(path).torn == 4096
