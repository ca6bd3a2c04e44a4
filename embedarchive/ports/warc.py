"""Write WARC files: every exchange as it happens, one gzip member per record, rolled over by size.

Bytes are handed to the operating system before `write` returns, so a killed process loses nothing
that was written; `sync` puts them on the disk. A write that fails is undone to the last whole record.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from embedarchive.errors import ArchiveDamaged
from embedarchive.ports.failing import closed, disk_trouble
from embedarchive.ports.http_answer import head_length
from embedarchive.ports.steps import armed, step
from embedarchive.ports.warc_record import Packed, Unpacked, WarcRecord, pack, unpack
from embedarchive.ports.warc_wire import payload_place, read_exchange, warcinfo
from embedarchive.records import Exchange, RecordRef, Run

ROLL_AT = 1_000_000_000
WAY_OUT = "restore the file from a copy, or go on in another archive with --db"
NAME = re.compile(r"EA-[0-9A-Za-z]+(?:-[0-9A-Za-z]+)*-[0-9]{5}\.warc\.gz")
"""`EA-<time>-<run>-NNNNN.warc.gz`; a run's id is `<time>-<run>`."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A record as it stands in a file: one row of `warc_record`."""

    ref: RecordRef
    type: str
    target_uri: str | None
    date: str
    block_sha256: str
    payload_sha256: str | None
    member_sha256: str
    truncated: str | None

    @property
    def end(self) -> int:
        """The offset behind the record."""
        return self.ref.offset + self.ref.length


def folder_of(db: Path) -> Path:
    """Return the folder of WARC files beside a database."""
    return db.with_suffix(".warcs")


def sync_folder(folder: Path) -> None:
    """Put a folder's list of names on the disk."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class WarcWriter:
    """The WARC files of one run. A run never appends to another run's file."""

    def __init__(
        self, folder: Path, run: Run, *, roll_at: int = ROLL_AT, clock: Callable[[], str] | None = None
    ) -> None:
        self.folder = folder
        self.run = run
        self.roll_at = roll_at
        self.clock = clock or (lambda: run.started)
        self.name = ""
        self.end = 0
        self._descriptor: int | None = None
        self._dirty = False

    def write(self, records: Sequence[WarcRecord]) -> tuple[Kept, ...]:
        """Append records side by side into one file; a new file's `warcinfo` comes first in the answer."""
        opened = () if self._descriptor is not None and self.end < self.roll_at else self._open_next()
        return (*opened, *self._append([pack(record) for record in records]))

    def sync(self) -> None:
        """Put every written byte on the disk."""
        if self._descriptor is None or not self._dirty:
            return
        step("warc.sync")
        with disk_trouble(self.folder):
            os.fsync(self._descriptor)
        self._dirty = False
        step("warc.synced")

    def close(self) -> None:
        """Sync and close the current file."""
        if self._descriptor is None:
            return
        try:
            self.sync()
        finally:
            os.close(self._descriptor)
            self._descriptor = None

    def abandon(self) -> None:
        """Close the current file as it stands, after a failure."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def _open_next(self) -> tuple[Kept, ...]:
        self.close()
        step("warc.open")
        with disk_trouble(self.folder):
            self._descriptor, self.name = self._create()
            sync_folder(self.folder)
        self.end = 0
        step("warc.opened")
        return self._append([pack(warcinfo(self.run, self.name, self.clock()))])

    def _create(self) -> tuple[int, str]:
        for number in range(1, 100_000):
            name = f"EA-{self.run.id}-{number:05}.warc.gz"
            try:
                flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC
                return os.open(self.folder / name, flags, 0o600), name
            except FileExistsError:
                continue
        raise ArchiveDamaged(f"run {self.run.id} has filled 99999 WARC files; start a new run")

    def _append(self, packed: Sequence[Packed]) -> tuple[Kept, ...]:
        kept, end = [], self.end
        for one in packed:
            kept.append(_kept(one, self.name, end))
            end += len(one.member)
        self._put(b"".join(one.member for one in packed))
        self.end = end
        return tuple(kept)

    def _put(self, members: bytes) -> None:
        """Write at the end; whatever fails, the file again ends with a whole record."""
        assert self._descriptor is not None
        step("warc.write")
        try:
            with disk_trouble(self.folder):
                _write_all(self._descriptor, members)
        except BaseException:
            os.ftruncate(self._descriptor, self.end)
            os.lseek(self._descriptor, self.end, os.SEEK_SET)
            raise
        self._dirty = True
        step("warc.written")


def _write_all(descriptor: int, members: bytes) -> None:
    half = len(members) // 2 if armed() else 0
    for piece in (members[:half], members[half:]):
        rest = memoryview(piece)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        step("warc.half")


def _kept(packed: Packed, name: str, offset: int) -> Kept:
    record = packed.record
    return Kept(
        RecordRef(name, offset, len(packed.member), record.record_id),
        record.type,
        record.target_uri,
        record.date,
        packed.block_sha256,
        packed.payload_sha256,
        packed.member_sha256,
        record.truncated,
    )


class WarcReader:
    """Read single records back; every one is checked against the digest it states."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def member(self, ref: RecordRef) -> bytes:
        """Return the bytes of a gzip member. Raises UsageError where this user may not read the file."""
        if not NAME.fullmatch(ref.warc):
            raise ArchiveDamaged(f"{ref.warc!r} is not the name of a WARC file of ours")
        try:
            with (self.folder / ref.warc).open("rb") as stream:
                stream.seek(ref.offset)
                return stream.read(ref.length)
        except PermissionError as error:
            raise closed(self.folder / ref.warc, error) from error
        except OSError as error:
            raise ArchiveDamaged(
                f"{self.folder / ref.warc} cannot be read ({error.strerror}); {WAY_OUT}"
            ) from error

    def record(self, ref: RecordRef) -> Unpacked:
        """Return one record."""
        member = self.member(ref)
        try:
            kept = unpack(member)
        except ArchiveDamaged as error:
            raise ArchiveDamaged(
                f"{self.folder / ref.warc} at byte {ref.offset}: {error}; {WAY_OUT}"
            ) from error
        if kept.record_id != ref.record_id:
            raise ArchiveDamaged(
                f"{self.folder / ref.warc} at byte {ref.offset}: another record stands here; {WAY_OUT}"
            )
        return kept

    def exchange(self, ref: RecordRef) -> Exchange:
        """Return the exchange that a record stands for, exactly as the stage saw it."""
        kept = self.record(ref)
        return read_exchange(kept, ref, self._payload(kept))

    def _payload(self, kept: Unpacked) -> bytes:
        """Follow a `revisit` to the payload it refers to."""
        place = payload_place(kept) if kept.type == "revisit" else None
        if place is None:
            return b""
        block = self.record(place).block
        return block[head_length(block) or len(block) :]
