"""What is written to WARC but not yet to the database: the rows of the next transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from embedarchive.ports.rows import Row, storable
from embedarchive.ports.warc import Kept
from embedarchive.ports.wire import Wire
from embedarchive.records import Exchange, RecordRef

BUSY_STATUS = 429
SERVER_ERROR = 500


@dataclass(frozen=True, slots=True)
class Asked:
    """One exchange, its body left out, and what is known of its connection."""

    exchange: Exchange
    address: str | None = None
    tls: str | None = None
    certificate_sha256: str | None = None
    request_record: str | None = None
    """`WARC-Record-ID` of the request; None where nothing was sent."""

    @classmethod
    def of(cls, wire: Wire, record: RecordRef, request_record: str | None) -> Asked:
        """Take from a wire what goes into the database."""
        exchange = wire.exchange._replace(body=b"", record=record)
        return cls(exchange, wire.address, wire.tls, wire.certificate_sha256, request_record)


@dataclass(slots=True)
class Pending:
    """Records and exchanges that wait for the next transaction."""

    records: list[Kept] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    _newest: dict[str, Exchange] = field(default_factory=dict)
    _payloads: dict[str, Kept] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.records)

    def add(self, records: Iterable[Kept], asked: Asked | None) -> None:
        """Take in what was just written."""
        for kept in records:
            self.records.append(kept)
            if kept.type == "response" and kept.payload_sha256 and not kept.truncated:
                self._payloads.setdefault(kept.payload_sha256, kept)
        if asked:
            self.asked.append(asked)
            if reusable(asked.exchange):
                self._newest[asked.exchange.request.url] = asked.exchange

    def newest(self, url: str) -> Exchange | None:
        """Return the newest complete answer to a URL."""
        return self._newest.get(url)

    def payload(self, sha256: str) -> Kept | None:
        """Return the response whose payload has this digest."""
        return self._payloads.get(sha256)

    def ends(self) -> Mapping[str, int]:
        """Return, for each file, where the last record ends."""
        return {kept.ref.warc: kept.end for kept in self.records}


def reusable(exchange: Exchange) -> bool:
    """Tell whether an answer may stand for asking again: complete, and not merely "come back later"."""
    status = exchange.status
    return exchange.failure is None and status is not None and status < SERVER_ERROR and status != BUSY_STATUS


def record_row(kept: Kept, file: int) -> Row:
    """Return the row of one record, still without a number."""
    return {
        "file": file,
        "offset": kept.ref.offset,
        "length": kept.ref.length,
        "record_id": kept.ref.record_id,
        "type": kept.type,
        "target_uri": storable(kept.target_uri) if kept.target_uri else None,
        "date": kept.date,
        "payload_sha256": kept.payload_sha256,
        "block_sha256": kept.block_sha256,
        "member_sha256": kept.member_sha256,
        "truncated": kept.truncated,
    }


def exchange_row(asked: Asked, run: str, ids: Mapping[str, int]) -> Row:
    """Return the row of one exchange; `ids` are the numbers of records by `WARC-Record-ID`."""
    exchange = asked.exchange
    request = exchange.request
    assert exchange.record is not None
    return {
        "run": run,
        "url": storable(request.url),
        "purpose": str(request.purpose),
        "accept": request.accept,
        "started": exchange.started,
        "status": exchange.status,
        "failure": str(exchange.failure) if exchange.failure else None,
        "detail": storable(exchange.detail),
        "truncated": exchange.truncated,
        "address": asked.address,
        "tls": asked.tls,
        "certificate_sha256": asked.certificate_sha256,
        "request_record": ids.get(asked.request_record) if asked.request_record else None,
        "record": ids[exchange.record.record_id],
    }
