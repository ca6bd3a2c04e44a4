"""Turn what crossed the wire into WARC records, and records back into exchanges.

The block of a `request` or `response` holds the bytes as sent or received. What bytes cannot tell
(why we asked, why an answer is missing) stands as one line of ASCII JSON in the extension field
`EmbedArchive-Exchange`, so that an exchange can be made again from its WARC alone.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from embedarchive.errors import ArchiveDamaged
from embedarchive.ports.decode import decode_body
from embedarchive.ports.http_answer import head_length, read_answer
from embedarchive.ports.warc_record import Unpacked, WarcRecord, target_uri
from embedarchive.ports.wire import Wire
from embedarchive.records import Exchange, Failure, Purpose, RecordRef, Request, Run

NOTES = "EmbedArchive-Exchange"
CERTIFICATE = "EmbedArchive-Certificate-SHA256"
IDENTICAL_PAYLOAD = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
CONFORMS_TO = "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"
RUN_FIELD = "embedarchive-run"
ANSWERS = frozenset({"response", "revisit", "metadata", "resource"})
"""The record types that stand for an exchange."""


def warcinfo(run: Run, name: str, date: str) -> WarcRecord:
    """Describe the run at the head of a WARC file."""
    described = {
        "id": run.id,
        "started": run.started,
        "version": run.version,
        "user_agent": run.user_agent,
        "options": run.options,
    }
    lines = (
        ("software", f"embedarchive/{run.version}"),
        ("format", "WARC File Format 1.1"),
        ("conformsTo", CONFORMS_TO),
        ("isPartOf", run.id),
        ("robots", str(run.options.get("robots", "obey"))),
        ("http-header-user-agent", run.user_agent),
        ("operator", str(run.options.get("operator") or run.user_agent)),
        (RUN_FIELD, json.dumps(described)),
    )
    block = "".join(f"{key}: {' '.join(value.splitlines())}\r\n" for key, value in lines)
    fields = (("WARC-Filename", name),)
    return WarcRecord("warcinfo", date, block.encode(), "application/warc-fields", None, fields)


def read_run(kept: Unpacked) -> Run | None:
    """Read the run that a `warcinfo` record describes; None where it describes none of ours."""
    for line in kept.block.decode("utf-8", "replace").splitlines():
        key, _, value = line.partition(": ")
        if key == RUN_FIELD:
            with _sound(kept):
                return Run(**json.loads(value))
    return None


@contextmanager
def _sound(kept: Unpacked) -> Iterator[None]:
    """Turn what does not fit together in a record that is whole, so none of ours, into `ArchiveDamaged`."""
    try:
        yield
    except (ValueError, KeyError, TypeError) as error:
        raise ArchiveDamaged(f"record {kept.record_id} tells of no exchange of ours") from error


def request_record(wire: Wire) -> WarcRecord:
    """Keep the request as sent."""
    exchange = wire.exchange
    return WarcRecord(
        "request",
        exchange.started,
        wire.sent,
        "application/http;msgtype=request",
        exchange.request.url,
        tuple(_connection(wire)),
    )


def answer_record(wire: Wire, request_id: str | None) -> WarcRecord:
    """Keep the answer as received, or, where none can be told from the bytes, the failure."""
    return _failure(wire, request_id) if wire.exchange.status is None else _response(wire, request_id)


def _response(wire: Wire, request_id: str | None) -> WarcRecord:
    exchange = wire.exchange
    return WarcRecord(
        "response",
        exchange.started,
        wire.received,
        "application/http;msgtype=response",
        exchange.request.url,
        tuple(_answer_fields(wire, request_id)),
        payload=head_length(wire.received),
        truncated=None if read_answer(wire.received).whole else exchange.truncated,
    )


def _failure(wire: Wire, request_id: str | None) -> WarcRecord:
    exchange = wire.exchange
    told = {
        "url": exchange.request.url,
        "failure": exchange.failure,
        "detail": exchange.detail,
        "received_base64": base64.b64encode(wire.received).decode("ascii"),
    }
    return WarcRecord(
        "metadata",
        exchange.started,
        json.dumps(told).encode("ascii"),
        "application/json",
        exchange.request.url,
        tuple(_answer_fields(wire, request_id)),
    )


def revisit_record(
    answer: WarcRecord, payload_sha256: str, first: RecordRef, first_uri: str, first_date: str
) -> WarcRecord:
    """Keep only the head of an answer whose payload is kept already, and say where."""
    fields = dict(answer.fields)
    noted = json.loads(fields[NOTES]) | {"payload_in": ref_as_list(first)}
    fields[NOTES] = json.dumps(noted)
    referring = (
        ("WARC-Profile", IDENTICAL_PAYLOAD),
        ("WARC-Refers-To", f"<{first.record_id}>"),
        ("WARC-Refers-To-Target-URI", target_uri(first_uri)),
        ("WARC-Refers-To-Date", first_date),
    )
    return WarcRecord(
        "revisit",
        answer.date,
        answer.block[: answer.payload],
        answer.content_type,
        answer.target_uri,
        (*fields.items(), *referring),
        payload_sha256=payload_sha256,
    )


def resource_record(exchange: Exchange, media_type: str) -> WarcRecord:
    """Keep the bytes of a local source."""
    notes = _notes(exchange)
    return WarcRecord(
        "resource",
        exchange.started,
        exchange.body,
        media_type,
        exchange.request.url,
        ((NOTES, json.dumps(notes)),),
        payload=0,
    )


def _answer_fields(wire: Wire, request_id: str | None) -> Iterator[tuple[str, str]]:
    if request_id:
        yield "WARC-Concurrent-To", f"<{request_id}>"
    yield from _connection(wire)
    notes = _notes(wire.exchange)
    if wire.tls:
        notes["tls"] = wire.tls
    yield NOTES, json.dumps(notes)


def _connection(wire: Wire) -> Iterator[tuple[str, str]]:
    """Say over what the bytes came: the fields of iipc/warc-specifications#42 for TLS."""
    if wire.address:
        yield "WARC-IP-Address", wire.address
    if wire.tls:
        protocol, _, cipher = wire.tls.partition(" ")
        yield "WARC-Protocol", protocol.lower().replace("tlsv", "tls/")
        if cipher:
            yield "WARC-Cipher-Suite", cipher
    if wire.certificate_sha256:
        yield CERTIFICATE, wire.certificate_sha256


def _notes(exchange: Exchange) -> dict[str, Any]:
    request = exchange.request
    notes = {
        "purpose": str(request.purpose),
        "accept": request.accept,
        "failure": str(exchange.failure) if exchange.failure else None,
        "detail": exchange.detail or None,
        "truncated": exchange.truncated,
        "url": request.url if request.url != target_uri(request.url) else None,
    }
    return {key: value for key, value in notes.items() if value is not None} | {"size": len(exchange.body)}


def ref_as_list(ref: RecordRef) -> list[str | int]:
    """Write a reference as JSON knows it."""
    return [ref.warc, ref.offset, ref.length, ref.record_id]


def read_notes(kept: Unpacked) -> dict[str, Any]:
    """Read what the extension field tells; raise `ArchiveDamaged` where there is none."""
    with _sound(kept):
        return dict(json.loads(kept.field(NOTES) or ""))


def payload_place(kept: Unpacked) -> RecordRef | None:
    """Return where the payload of a `revisit` is kept."""
    place = read_notes(kept).get("payload_in")
    with _sound(kept):
        return RecordRef(*place) if place else None


def read_exchange(
    kept: Unpacked, record: RecordRef, payload: bytes = b"", *, with_body: bool = True
) -> Exchange:
    """Make the exchange again, as the stage saw it; `payload` is that of a `revisit`."""
    notes = read_notes(kept)
    with _sound(kept):
        status, headers, body = _answered(kept, notes if with_body else {**notes, "size": 0}, payload)
        failure = notes.get("failure")
        return Exchange(
            request=Request(
                url=notes.get("url") or kept.field("WARC-Target-URI") or "",
                purpose=Purpose(notes["purpose"]),
                accept=notes.get("accept"),
            ),
            started=kept.field("WARC-Date") or "",
            status=status,
            headers=headers,
            body=body,
            failure=Failure(failure) if failure else None,
            detail=notes.get("detail", ""),
            record=record,
            truncated=notes.get("truncated"),
        )


def _answered(
    kept: Unpacked, notes: dict[str, Any], payload: bytes
) -> tuple[int | None, tuple[tuple[str, str], ...], bytes]:
    """Return status, headers and body, the body cut where it was cut for the stage."""
    if kept.type == "metadata":
        return None, (), b""
    if kept.type == "resource":
        return 200, (("Content-Type", kept.field("Content-Type") or ""),), kept.block[: notes["size"]]
    answer = read_answer(kept.block + payload)
    size = int(notes["size"])
    body = decode_body(answer.body, answer.codings, size).body if size else b""
    return answer.status, answer.headers, body
