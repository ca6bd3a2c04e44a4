"""Bring WARC files and database together again after a crash, before anything new is written.

Whole records behind `durable_end` are taken in, so that nothing is asked twice; a torn tail is saved
aside and cut off; either leaves an event. Each step may be repeated: recovery itself may be killed.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from embedarchive.errors import ArchiveDamaged
from embedarchive.ports.database import writing
from embedarchive.ports.failing import disk_trouble
from embedarchive.ports.members import Member, survey
from embedarchive.ports.pending import Asked
from embedarchive.ports.steps import step
from embedarchive.ports.store import Store
from embedarchive.ports.warc import NAME, Kept, sync_folder
from embedarchive.ports.warc_record import Unpacked, sha256, unpack
from embedarchive.ports.warc_wire import ANSWERS, CERTIFICATE, read_exchange, read_notes, read_run
from embedarchive.records import RecordRef, Run

_ID = re.compile(r"EA-(.+)-[0-9]{5}\.warc\.gz")


@dataclass(frozen=True, slots=True)
class Recovered:
    """One whole record, its block left out."""

    kept: Kept
    asked: Asked | None
    """The exchange it stands for, if it stands for one."""
    run: Run | None
    """The run it describes, for a `warcinfo`."""


@dataclass(frozen=True, slots=True)
class Found:
    """What stands behind `durable_end` in one file."""

    path: Path
    records: tuple[Recovered, ...]
    durable_end: int
    """What the database says."""
    end: int
    """Where the last whole record ends."""
    size: int

    @property
    def run_id(self) -> str:
        """The run that wrote the file, by its name."""
        match = _ID.fullmatch(self.path.name)
        return match[1] if match else ""


def recover(store: Store, folder: Path, run: Run, now: str) -> None:
    """Repair the archive; `run` is the one that is starting, and goes into the events."""
    durable = _durable_ends(store)
    _check_present(folder, durable)
    for path in sorted(folder.glob("EA-*.warc.gz")):
        known = durable.get(path.name)
        if NAME.fullmatch(path.name) and path.stat().st_size != known:
            with disk_trouble(path):
                _recover_file(store, _look(path, known or 0), run, now)


def _durable_ends(store: Store) -> dict[str, int]:
    return dict(store.database.execute("SELECT name, durable_end FROM warc_file").fetchall())


def _check_present(folder: Path, durable: dict[str, int]) -> None:
    for name, end in durable.items():
        path = folder / name
        size = path.stat().st_size if path.is_file() else None
        if size is None or size < end:
            state = "is missing" if size is None else f"has {size} bytes instead of at least {end}"
            raise ArchiveDamaged(
                f"{path} {state}: restore it from a copy, or go on in another archive with --db"
            )


def _look(path: Path, start: int) -> Found:
    step("recovery.look")
    seen = survey(path, start)
    records = tuple(_readable(path, seen.members))
    end = records[-1].kept.end if records else start
    return Found(path, records, start, end, seen.size)


def _readable(path: Path, members: tuple[Member, ...]) -> Iterator[Recovered]:
    """Yield records up to the first member that is none of ours."""
    with path.open("rb") as stream:
        for member in members:
            stream.seek(member.offset)
            try:
                packed = stream.read(member.length)
                yield recovered(path.name, member, packed, unpack(packed))
            except ArchiveDamaged:
                return


def recovered(name: str, member: Member, packed: bytes, unpacked: Unpacked) -> Recovered:
    """Make what the rows of one record say from the record alone."""
    kept = _kept(name, member, packed, unpacked)
    asked = _asked(kept, unpacked) if kept.type in ANSWERS else None
    return Recovered(kept, asked, read_run(unpacked) if kept.type == "warcinfo" else None)


def _kept(name: str, member: Member, packed: bytes, unpacked: Unpacked) -> Kept:
    payload = (unpacked.field("WARC-Payload-Digest") or "").removeprefix("sha256:")
    uri = unpacked.field("WARC-Target-URI")
    if unpacked.type in ANSWERS:
        uri = read_notes(unpacked).get("url") or uri
    return Kept(
        RecordRef(name, member.offset, member.length, unpacked.record_id),
        unpacked.type,
        uri,
        unpacked.field("WARC-Date") or "",
        unpacked.block_sha256,
        payload or None,
        sha256(packed),
        unpacked.field("WARC-Truncated"),
    )


def _recover_file(store: Store, found: Found, run: Run, now: str) -> None:
    """Save the torn tail aside, take in the whole records, then cut the tail off: in this order."""
    aside = _save_aside(found)
    _sync(found.path)
    step("recovery.saved")
    with writing(store.database):
        _adopt(store, found, run, now, aside)
    step("recovery.adopted")
    if aside or not found.end:
        _cut(found)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _save_aside(found: Found) -> Path | None:
    """Copy the torn tail to a file of its own; the copy is on the disk before the tail goes."""
    if found.end == found.size:
        return None
    aside = found.path.with_name(f"torn-{found.path.name}-{found.end}")
    with found.path.open("rb") as stream, aside.open("wb") as copy:
        stream.seek(found.end)
        while piece := stream.read(1 << 20):
            copy.write(piece)
        copy.flush()
        os.fsync(copy.fileno())
    sync_folder(aside.parent)
    return aside


def _cut(found: Found) -> None:
    step("recovery.cut")
    if found.end == 0:
        found.path.unlink()
        sync_folder(found.path.parent)
        return
    os.truncate(found.path, found.end)
    _sync(found.path)


def _adopt(store: Store, found: Found, run: Run, now: str, aside: Path | None) -> None:
    if found.records:
        _adopt_records(store, found)
        _tell(store, run, now, "recovered", _told(found))
    if aside:
        torn = {"file": found.path.name, "offset": found.end, "bytes": found.size - found.end}
        _tell(store, run, now, "torn-tail", {**torn, "saved_as": aside.name})


def _told(found: Found) -> dict[str, Any]:
    answers = sum(one.asked is not None for one in found.records)
    told = {"file": found.path.name, "offset": found.durable_end, "end": found.end}
    return {**told, "records": len(found.records), "exchanges": answers}


def _tell(store: Store, run: Run, now: str, kind: str, told: dict[str, Any]) -> None:
    """Write an event, unless an earlier recovery, itself killed, has told the same."""
    detail = json.dumps(told)
    if store.one("SELECT 1 FROM event WHERE kind = ? AND detail = ?", kind, detail) is None:
        row = {"id": store.last_id("event") + 1, "run": run.id, "at": now, "kind": kind, "detail": detail}
        store.insert("event", [row])


def _adopt_records(store: Store, found: Found) -> None:
    _adopt_run(store, found)
    name = found.path.name
    ids = store.add_records((one.kept for one in found.records), {name: found.end}, {name: found.run_id})
    store.add_exchanges(((one.asked, found.run_id) for one in found.records if one.asked), ids)


def _adopt_run(store: Store, found: Found) -> None:
    """Write the run that a file's `warcinfo` describes, where the database was lost or left behind."""
    if store.one("SELECT 1 FROM run WHERE id = ?", found.run_id) is not None:
        return
    run = next((one.run for one in found.records if one.run), None)
    unknown = Run(found.run_id, found.records[0].kept.date, "unknown", "unknown", {})
    store.add_run(replace(run, id=found.run_id) if run else unknown)


def _asked(kept: Kept, record: Unpacked) -> Asked:
    """Read an exchange for its row: the body is not needed, so a `revisit` need not be followed."""
    exchange = read_exchange(record, kept.ref, with_body=False)
    notes = read_notes(record)
    concurrent = record.field("WARC-Concurrent-To")
    return Asked(
        exchange,
        record.field("WARC-IP-Address"),
        notes.get("tls"),
        record.field(CERTIFICATE),
        concurrent.strip("<>") if concurrent else None,
    )
