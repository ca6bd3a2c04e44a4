"""Hold the WARC files against the rows that speak of them: every byte, every digest, every exchange.

What a record's row and its exchange's row must say is made again from the record by the functions with
which recovery makes rows after a crash.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

from embedarchive.errors import ArchiveDamaged
from embedarchive.ports.archive import ArchiveReader
from embedarchive.ports.audit_rows import differing, differs
from embedarchive.ports.failing import closed
from embedarchive.ports.http_answer import head_length
from embedarchive.ports.members import Member, member_length, survey
from embedarchive.ports.pending import exchange_row, record_row
from embedarchive.ports.recovery import Recovered, recovered
from embedarchive.ports.rows import Row
from embedarchive.ports.warc import NAME
from embedarchive.ports.warc_record import Unpacked, sha256, target_uri, unpack
from embedarchive.ports.warc_wire import payload_place
from embedarchive.records import Finding, Grade, Run

PAGE = 500
"""Rows of `warc_record` that are in memory at a time."""


@dataclass(slots=True)
class Bytes:
    """What was checked."""

    names: set[str] = field(default_factory=set)
    """Of the files."""
    records: int = 0
    size: int = 0

    @property
    def files(self) -> int:
        """How many files."""
        return len(self.names)


@dataclass(slots=True)
class BytesAudit:
    """The check of all WARC files, or of single records."""

    reader: ArchiveReader
    fast: bool
    """Compare each member's digest alone; open it only where that differs."""
    seen: Bytes
    moved: Callable[[str], None] = lambda _name: None
    """Is told the file at hand, now and then."""

    def findings(self) -> Iterator[Finding]:
        """Yield what is wrong with the files, one after the other."""
        files = self.reader.rows(
            "SELECT f.*, r.ended FROM warc_file f LEFT JOIN run r ON r.id = f.run ORDER BY f.id"
        )
        for file in files:
            self.seen.names.add(file["name"])
            yield from self._file(file)
        yield from self._strangers({file["name"] for file in files})

    def size(self) -> int:
        """Return how many bytes the rows speak of."""
        (row,) = self.reader.rows("SELECT coalesce(sum(durable_end), 0) AS size FROM warc_file")
        return int(row["size"])

    def record(self, number: int) -> Iterator[Finding]:
        """Yield what is wrong with one record and its exchange."""
        (row,) = self.reader.rows("SELECT * FROM warc_record WHERE id = ?", number)
        (file,) = self.reader.rows("SELECT * FROM warc_file WHERE id = ?", row["file"])
        self.seen.names.add(file["name"])
        try:
            with (self.reader.warcs.folder / file["name"]).open("rb") as stream:
                found, _end = self._record(stream, file, row)
                yield from found
        except PermissionError as error:
            raise closed(self.reader.warcs.folder / file["name"], error) from error
        except OSError as error:
            yield _of_file(file, "file-missing", f"cannot be read ({error.strerror})")

    # --- Files -------------------------------------------------------------------------------------

    def _file(self, file: Row) -> Iterator[Finding]:
        name = file["name"]
        if not NAME.fullmatch(name) or not name.startswith(f"EA-{file['run']}-"):
            yield _of_file(file, "file-name", f"is not the name of a file of run {file['run']}")
        try:
            with (self.reader.warcs.folder / name).open("rb") as stream:
                yield from self._stream(stream, file)
        except PermissionError as error:
            raise closed(self.reader.warcs.folder / name, error) from error
        except OSError as error:
            yield _of_file(file, "file-missing", f"cannot be read ({error.strerror}); restore it from a copy")

    def _stream(self, stream: BinaryIO, file: Row) -> Iterator[Finding]:
        size, at = stream.seek(0, io.SEEK_END), 0
        if size < file["durable_end"]:
            told = f"has {size} bytes, {file['durable_end']} were kept; restore it from a copy"
            yield _of_file(file, "file-short", told)
        for row in self._rows(file["id"]):
            if row["offset"] > at:
                yield _gap(stream, file, at, min(row["offset"], size))
            elif row["offset"] < at:
                yield _at_record(file, row, "overlap", "begins inside the record before it")
            found, at = self._record(stream, file, row)
            yield from found
        yield from self._end(stream, file, at, size)

    def _rows(self, file: int) -> Iterator[Row]:
        last = -1
        sql = f'SELECT * FROM warc_record WHERE file = ? AND "offset" > ? ORDER BY "offset" LIMIT {PAGE}'
        while page := self.reader.rows(sql, file, last):
            yield from page
            last = page[-1]["offset"]

    def _end(self, stream: BinaryIO, file: Row, at: int, size: int) -> Iterator[Finding]:
        if at != file["durable_end"]:
            yield replace(
                differs("warc_file", file["id"], "durable_end", file["durable_end"], at), file=file["name"]
            )
        if size > at:
            unknown = _gap(stream, file, at, size)
            if file["ended"] is None:
                told = f"{unknown.told}; its run has not ended, and the next one takes them in"
                unknown = replace(unknown, told=told, grade=Grade.NOTE)
            yield unknown

    def _strangers(self, known: set[str]) -> Iterator[Finding]:
        """Name files that look like ours and that no row knows."""
        ended = {row["id"] for row in self.reader.rows("SELECT id FROM run WHERE ended IS NOT NULL")}
        for path in sorted(self.reader.warcs.folder.glob("EA-*")):
            if path.name in known:
                continue
            of_ended = path.name.removeprefix("EA-").rpartition("-")[0] in ended
            grade = Grade.DAMAGE if of_ended else Grade.NOTE
            told = f"{path.name}: no row knows this file ({path.stat().st_size} bytes)"
            yield Finding("unknown-file", told, grade, file=path.name)

    # --- Records -----------------------------------------------------------------------------------

    def _record(self, stream: BinaryIO, file: Row, row: Row) -> tuple[list[Finding], int]:
        """Return what is wrong with a record, and where it ends."""
        stream.seek(row["offset"])
        packed = stream.read(row["length"])
        self.seen.records += 1
        self.seen.size += len(packed)
        self.moved(file["name"])
        end = row["offset"] + row["length"]
        if self.fast and sha256(packed) == row["member_sha256"]:
            return [], end
        try:
            return list(self._content(file, row, packed, unpack(packed))), end
        except ArchiveDamaged as error:
            whole = member_length(stream, row["offset"])
            if whole is None or whole == row["length"]:
                return [_at_record(file, row, "record", str(error))], end
        shorter = _placed(differs("warc_record", row["id"], "length", row["length"], whole), file, row)
        again, _ = self._record(stream, file, {**row, "length": whole})
        return [shorter, *again], row["offset"] + whole

    def _content(self, file: Row, row: Row, packed: bytes, unpacked: Unpacked) -> Iterator[Finding]:
        member = Member(row["offset"], row["length"])
        found = recovered(file["name"], member, packed, unpacked)
        for one in differing(_comparable(row), _comparable(record_row(found.kept, file["id"]))):
            finding = _placed(differs("warc_record", row["id"], *one), file, row)
            if one[0] == "member_sha256":
                told = "; the record in it reads as it did: its gzip header or its compression was changed"
                finding = replace(finding, told=finding.told + told)
            yield finding
        computed = self._payload_sha256(unpacked)
        if computed != found.kept.payload_sha256:
            yield _at_record(file, row, "record", "its payload is not the one whose digest it states")
        yield from (_placed(one, file, row) for one in self._of_exchange(file, row, found))
        if found.run:
            yield from (_placed(one, file, row) for one in self._of_run(file, found.run))

    def _payload_sha256(self, unpacked: Unpacked) -> str | None:
        """Return the digest of the payload itself; for a `revisit` of the record it refers to."""
        if unpacked.type == "resource":
            return sha256(unpacked.block)
        if unpacked.type == "response":
            head = head_length(unpacked.block)
            return None if head is None else sha256(unpacked.block[head:])
        place = payload_place(unpacked) if unpacked.type == "revisit" else None
        if place is None:
            return None
        sql = """SELECT r.payload_sha256 FROM warc_record r JOIN warc_file f ON f.id = r.file
            WHERE r.record_id = ? AND f.name = ? AND r."offset" = ? AND r.length = ?"""
        rows = self.reader.rows(sql, place.record_id, place.warc, place.offset, place.length)
        return rows[0]["payload_sha256"] if rows else None

    def _of_exchange(self, file: Row, row: Row, found: Recovered) -> Iterator[Finding]:
        stored = self.reader.rows("SELECT * FROM exchange WHERE record = ?", row["id"])
        if found.asked is None:
            for one in stored:
                told = f"exchange {one['id']}: its record is no answer"
                yield Finding("unknown-row", told, table="exchange", row=one["id"])
            return
        if not stored:
            yield Finding("missing-row", f"the exchange of record {row['id']} has no row", table="exchange")
            return
        ids = self._numbers(found.asked.request_record) | {found.kept.ref.record_id: row["id"]}
        derived = exchange_row(found.asked, file["run"], ids)
        yield from (differs("exchange", stored[0]["id"], *one) for one in differing(stored[0], derived))

    def _numbers(self, record_id: str | None) -> dict[str, int]:
        rows = self.reader.rows("SELECT id FROM warc_record WHERE record_id = ?", record_id)
        return {record_id: rows[0]["id"]} if record_id and rows else {}

    def _of_run(self, file: Row, described: Run) -> Iterator[Finding]:
        """Hold the row of a run against the `warcinfo` that describes it."""
        for stored in self.reader.rows("SELECT * FROM run WHERE id = ?", file["run"]):
            options = _parsed(stored["options"])
            told: Mapping[str, object] = {
                "id": described.id,
                "started": described.started,
                "version": described.version,
                "user_agent": described.user_agent,
            }
            yield from (differs("run", stored["id"], *one) for one in differing(stored, dict(told)))
            if options != described.options:
                made = json.dumps(described.options)
                yield differs("run", stored["id"], "options", stored["options"], made)


def _parsed(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return None


def _comparable(row: Row) -> Row:
    """Return a row of `warc_record` without its key; of a request the record holds the URL encoded."""
    kept = {name: value for name, value in row.items() if name != "id"}
    if kept["type"] == "request" and kept["target_uri"]:
        kept["target_uri"] = target_uri(kept["target_uri"])
    return kept


def _of_file(file: Row, kind: str, why: str) -> Finding:
    name = file["name"]
    return Finding(kind, f"{name} {why}", file=name, table="warc_file", row=file["id"])


def _at_record(file: Row, row: Row, kind: str, why: str) -> Finding:
    told = f"{file['name']} at byte {row['offset']}: {why}"
    return _placed(Finding(kind, told, table="warc_record", row=row["id"]), file, row)


def _placed(finding: Finding, file: Row, row: Row) -> Finding:
    return replace(finding, file=file["name"], offset=row["offset"], length=row["length"])


def _gap(stream: BinaryIO, file: Row, start: int, end: int) -> Finding:
    """Name a stretch of a file that no row knows."""
    name = file["name"]
    whole = sum(1 for member in survey(Path(stream.name), start).members if member.end <= end)
    held = f"{whole} whole records among them" if whole else "no whole record among them"
    told = f"{name}: no row knows the {end - start} bytes from byte {start} on, {held}"
    return Finding("unknown-bytes", told, file=name, offset=start, length=end - start)
