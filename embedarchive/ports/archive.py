"""The archive: database and WARC files as one thing, with a lock, recovery and group commit.

Exchanges go to WARC as they happen. A commit first puts the WARC on the disk, then writes in one
transaction every record and exchange that waits, and the rows of one article. So the database never
speaks of bytes that are not on the disk, and what a killed run had asked is not asked again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import Any, Self

from sqlite_utils import Database

from embedarchive.errors import ArchiveBusy, EmbedArchiveError, LimitReached
from embedarchive.ports.database import check_foreign, check_place, open_reader, open_writer, writing
from embedarchive.ports.failing import database_trouble, disk_trouble
from embedarchive.ports.files import STDIN, file_uri
from embedarchive.ports.lock import WriterLock
from embedarchive.ports.memory import remember
from embedarchive.ports.pending import BUSY_STATUS, SERVER_ERROR, Asked, Pending
from embedarchive.ports.recovery import recover
from embedarchive.ports.rows import Book, storable, write_link, write_provenance
from embedarchive.ports.search import addressed, last_look, search, spellings
from embedarchive.ports.store import Store
from embedarchive.ports.warc import ROLL_AT, Kept, WarcReader, WarcWriter, folder_of, sync_folder
from embedarchive.ports.warc_record import WarcRecord, sha256
from embedarchive.ports.warc_wire import answer_record, request_record, resource_record, revisit_record
from embedarchive.ports.wire import Wire
from embedarchive.records import (
    Answered,
    Exchange,
    Provenance,
    Purpose,
    Recall,
    RecordRef,
    Request,
    Resolution,
    Run,
    Source,
    SourceKind,
)

END_OF_TIME = "9999"
"""Comes after every moment as it is written."""
REVISIT_FROM = 1024
"""Payloads of at most this many bytes are kept again: a reference would save nothing."""


def utc_now() -> str:
    """Return the time as records state it."""
    return dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


class ArchiveReader:
    """The archive as a reader sees it: a run may go on writing."""

    def __init__(self, database: Database, db: Path) -> None:
        self.db = db
        self.database = database
        self.warcs = WarcReader(folder_of(db))
        self._lock = RLock()

    def read(self, ref: RecordRef) -> Exchange:
        """Return an exchange from its kept bytes, exactly as the stage saw it."""
        return self.warcs.exchange(ref)

    def fresh(
        self, url: str, younger_than: str | None = None, not_after: str = END_OF_TIME
    ) -> Exchange | None:
        """Return the newest complete answer to exactly this URL, asked from one moment to the other.

        429 and 5xx are no answers; an answer cut at the size limit is one, for it would be cut again.
        """
        sql = """SELECT f.name, r."offset", r.length, r.record_id
            FROM exchange e JOIN warc_record r ON r.id = e.record JOIN warc_file f ON f.id = r.file
            WHERE e.url = ? AND e.started BETWEEN ? AND ?
            AND e.failure IS NULL AND e.status < ? AND e.status <> ?
            ORDER BY e.started DESC, e.id DESC LIMIT 1"""
        values = (storable(url), younger_than or "", not_after, SERVER_ERROR, BUSY_STATUS)
        with self._lock, database_trouble(self.db):
            row = self.database.execute(sql, values).fetchone()
        return self.read(RecordRef(*row)) if row else None

    def search(self, query: str) -> list[dict[str, Any]]:
        """Return rows of the `citations` view for a URL, host, file, slug, @handle, post id, or words."""
        with self._lock, database_trouble(self.db):
            return search(self.database, query)

    def spellings(self, query: str) -> list[str]:
        """Return what is looked for, as it is kept, and the addresses that are kept and lead to its page."""
        sought = storable(query).strip()
        with self._lock, database_trouble(self.db):
            return [sought, *spellings(self.database, addressed(sought))]

    def last_look(self, query: str) -> dict[str, Any] | None:
        """Return when an article was looked at last, and the problem with it; None if it never was."""
        with self._lock, database_trouble(self.db):
            return last_look(self.database, query)

    def rows(self, sql: str, *values: Any) -> list[dict[str, Any]]:
        """Return the rows of a query, whose words are looked for as they are kept."""
        held = [storable(value) if isinstance(value, str) else value for value in values]
        with self._lock, database_trouble(self.db):
            return list(self.database.query(sql, held))

    def hold(self) -> None:
        """See the database from now on as it is now, whatever a run writes meanwhile.

        Texts that are damaged are read all the same, their bytes as escapes.
        """
        with self._lock, database_trouble(self.db):
            self.database.conn.text_factory = lambda raw: raw.decode("utf-8", "backslashreplace")
            self.database.execute("BEGIN")
            self.database.execute("SELECT count(*) FROM run").fetchone()

    def close(self) -> None:
        """Close the database."""
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class Archive(ArchiveReader):
    """The archive as one run writes it. Calls from several threads follow one another."""

    def __init__(
        self,
        db: Path,
        run: Run,
        database: Database,
        lock: WriterLock,
        *,
        roll_at: int = ROLL_AT,
        clock: Callable[[], str] = utc_now,
    ) -> None:
        super().__init__(database, db)
        self.run = run
        self._store = Store(database)
        self._pending = Pending()
        self._writer = WarcWriter(self.warcs.folder, run, roll_at=roll_at, clock=clock)
        self._writer_lock = lock
        self._clock = clock
        self._broken: EmbedArchiveError | None = None

    @classmethod
    def open(
        cls, db: Path, run: Run, *, roll_at: int = ROLL_AT, clock: Callable[[], str] = utc_now
    ) -> Archive:
        """Open for writing: take the lock, make or migrate the database, recover, begin the run."""
        check_place(db)
        check_foreign(db)
        lock = WriterLock(db)
        try:
            archive = cls(db, run, open_writer(db), lock, roll_at=roll_at, clock=clock)
        except BaseException:
            lock.release()
            raise
        try:
            archive._begin()
        except BaseException:
            archive.close()
            raise
        return archive

    @staticmethod
    def read_only(db: Path) -> ArchiveReader:
        """Open for reading, without a lock."""
        return ArchiveReader(open_reader(db), db)

    def _begin(self) -> None:
        folder = self.warcs.folder
        with disk_trouble(folder):
            _make_folder(folder)
        with database_trouble(self.db):
            with writing(self.database):
                self._store.add_run(self.run)
            recover(self._store, folder, self.run, self._clock())

    def keep(self, wire: Wire) -> Exchange:
        """Write an exchange to WARC and return it with its record; the bytes are with the OS by then."""
        with self._lock, self._unbroken():
            request = request_record(wire) if wire.sent else None
            request_id = request.record_id if request else None
            answer = self._once(answer_record(wire, request_id))
            kept = self._writer.write([request, answer] if request else [answer])
            self._pending.add(kept, Asked.of(wire, kept[-1].ref, request_id))
            return wire.exchange._replace(record=kept[-1].ref)

    def keep_resource(self, source: Source, body: bytes, media_type: str, started: str) -> Exchange:
        """Keep the bytes of a local source as they are."""
        request = Request(resource_uri(source, self.run), Purpose.ARTICLE)
        headers = (("Content-Type", media_type),)
        return self._keep_resource(Exchange(request, started, 200, headers, body))

    def recall(self, question: Recall) -> Exchange:
        """Answer from the committed rows, and keep the answer: what follows from it names that record."""
        with self._lock:
            with database_trouble(self.db):
                known = remember(self.database, question)
            nothing = question.nothing(self._clock())
            return self._keep_resource(nothing._replace(body=known)) if known else nothing

    def _keep_resource(self, exchange: Exchange) -> Exchange:
        media_type = exchange.header("Content-Type") or "application/octet-stream"
        with self._lock, self._unbroken():
            kept = self._writer.write([resource_record(exchange, media_type)])
            self._pending.add(kept, Asked.of(Wire(exchange), kept[-1].ref, None))
            return exchange._replace(record=kept[-1].ref)

    def fresh(
        self, url: str, younger_than: str | None = None, not_after: str = END_OF_TIME
    ) -> Exchange | None:
        """Return the newest complete answer, also one that is not yet in the database."""
        with self._lock:
            newest = self._pending.newest(url)
            if newest and newest.record and newest.started >= (younger_than or ""):
                return self.read(newest.record)
            return super().fresh(url, younger_than, not_after)

    def commit(self, provenance: Provenance, answers: Iterable[Answered] = ()) -> None:
        """Write an article's rows, which answers they rest on, and all that waits, in one transaction."""
        self._commit(lambda book: write_provenance(book, provenance, answers))

    def commit_link(self, resolution: Resolution, answers: Iterable[Answered] = ()) -> None:
        """Write the same of a link that was followed by itself, without an article."""
        self._commit(lambda book: write_link(book, resolution, answers))

    def flush(self) -> None:
        """Write all that waits."""
        with self._lock:
            if self._pending:
                self._commit(lambda _book: None)

    def end(self, outcome: str) -> None:
        """Write all that waits, and how the run ended."""
        with self._lock:
            self.flush()
            with self._unbroken(), database_trouble(self.db), writing(self.database):
                sql = "UPDATE run SET ended = ?, outcome = ? WHERE id = ? AND ended IS NULL"
                self.database.execute(sql, (self._clock(), outcome, self.run.id))

    def close(self) -> None:
        """Close everything. What waits is in the WARC, and the next run takes it in."""
        with self._lock:
            self._writer.abandon()
            self.database.close()
            self._writer_lock.release()

    def _commit(self, write: Callable[[Book], None]) -> None:
        """Put the WARC on the disk, then write what waits and what `write` adds, in one transaction."""
        with self._lock, self._unbroken(), database_trouble(self.db):
            self._writer.sync()
            with writing(self.database):
                self._write_pending()
                book = self._store.book(self.run.id, self._clock())
                write(book)
                self._store.insert_book(book)
            self._pending = Pending()

    def _write_pending(self) -> None:
        pending, run = self._pending, self.run.id
        ends = pending.ends()
        ids = self._store.add_records(pending.records, ends, dict.fromkeys(ends, run))
        self._store.add_exchanges(((asked, run) for asked in pending.asked), ids)

    def _once(self, answer: WarcRecord) -> WarcRecord:
        """Return the answer, or a reference to the same payload, where that is kept already."""
        if answer.type != "response" or answer.payload is None or answer.truncated:
            return answer
        payload = answer.block[answer.payload :]
        if len(payload) <= REVISIT_FROM:
            return answer
        digest = sha256(payload)
        first = self._pending.payload(digest) or self._kept_payload(digest)
        if first is None:
            return answer
        return revisit_record(answer, digest, first.ref, first.target_uri or "", first.date)

    def _kept_payload(self, digest: str) -> Kept | None:
        sql = """SELECT f.name, r."offset", r.length, r.record_id, r.type, r.target_uri, r.date,
            r.block_sha256, r.payload_sha256, r.member_sha256, r.truncated
            FROM warc_record r JOIN warc_file f ON f.id = r.file
            WHERE r.payload_sha256 = ? AND r.type = 'response' AND r.truncated IS NULL LIMIT 1"""
        with database_trouble(self.db):
            row = self.database.execute(sql, (digest,)).fetchone()
        return Kept(RecordRef(*row[:4]), *row[4:]) if row else None

    @contextmanager
    def _unbroken(self) -> Iterator[None]:
        """Write nothing more once the disk has failed: a failed fsync must not be tried again.

        The next one may say "done" although the bytes are lost
        (https://wiki.postgresql.org/wiki/Fsync_Errors).
        """
        if self._broken:
            raise self._broken
        try:
            yield
        except ArchiveBusy:
            raise
        except LimitReached as error:
            self._broken = error
            raise


def _make_folder(folder: Path) -> None:
    """Make the folder of WARC files, readable by its owner alone, and put its name on the disk."""
    if not folder.is_dir():
        folder.mkdir(mode=0o700)
        sync_folder(folder.parent)


def resource_uri(source: Source, run: Run) -> str:
    """Name a local source as a URI: standard input is named after the run."""
    if source.kind is SourceKind.FILE:
        return file_uri(source.name)
    return f"{STDIN}:{run.id}" if source.kind is SourceKind.STDIN else source.name
