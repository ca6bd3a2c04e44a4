"""Which answers a dialogue was given, as the database remembers it."""

from __future__ import annotations

from typing import Any

from embedarchive.ports.archive import ArchiveReader
from embedarchive.ports.rows import storable
from embedarchive.records import Answered, RecordRef

_PLACE = 'f.name, r."offset", r.length, r.record_id'
_RECORD = "JOIN warc_record r ON r.id = e.record JOIN warc_file f ON f.id = r.file"
GIVEN = f"""SELECT w.purpose, w.url, w.failure, w.detail, w.exchange, {_PLACE}
FROM answer w LEFT JOIN (exchange e {_RECORD}) ON e.id = w.exchange
WHERE w.{{owner}} = ? ORDER BY w.id"""
NEWEST = f"""SELECT {_PLACE} FROM exchange e {_RECORD}
WHERE e.url = ? AND e.started <= ? ORDER BY e.started DESC, e.id DESC LIMIT 1"""


def answers_of(reader: ArchiveReader, owner: str, number: int) -> list[Answered]:
    """Return the answers of an `article` or of a `resolution` that stands alone; none in an old archive."""
    if not reader.rows("SELECT 1 FROM sqlite_master WHERE name = 'answer'"):
        return []
    return [
        Answered(row["purpose"], row["url"], _ref(row), row["failure"], row["detail"])
        for row in reader.rows(GIVEN.format(owner=owner), number)
    ]


def newest_answer(reader: ArchiveReader, url: str, moment: str) -> RecordRef | None:
    """Return the newest answer to a URL that was asked for no later than a moment; also a failure."""
    rows = reader.rows(NEWEST, storable(url), moment)
    return _ref(rows[0]) if rows else None


def _ref(row: dict[str, Any]) -> RecordRef | None:
    named = row["record_id"] is not None
    return RecordRef(row["name"], row["offset"], row["length"], row["record_id"]) if named else None


def record_ref(reader: ArchiveReader, number: int | None) -> RecordRef | None:
    """Return where a record stands."""
    sql = f"SELECT {_PLACE} FROM warc_record r JOIN warc_file f ON f.id = r.file WHERE r.id = ?"
    rows = reader.rows(sql, number)
    return _ref(rows[0]) if rows else None
