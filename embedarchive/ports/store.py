"""Write rows: what is pending, and an article's own, in one transaction."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, cast

from sqlite_utils import Database
from sqlite_utils.db import Table

from embedarchive.errors import ArchiveDamaged
from embedarchive.ports.pending import Asked, exchange_row, record_row
from embedarchive.ports.rows import Book, Row
from embedarchive.ports.steps import step
from embedarchive.ports.warc import Kept
from embedarchive.records import RecordRef, Run

ORDER = (
    "event",
    "article_text",
    "article",
    "mention",
    "citation",
    "resolution",
    "hop",
    "candidate",
    "testimony",
    "copy",
    "check_result",
    "citation_words",
    "answer",
)
"""Tables in the order in which rows refer to each other."""


class Store:
    """The tables, as the writer sees them. Every call stands inside a transaction of the caller's."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def insert(self, table: str, rows: list[Row]) -> None:
        """Insert one batch."""
        if rows:
            step(f"insert {table}")
            cast(Table, self.database[table]).insert_all(rows)

    def insert_book(self, book: Book) -> None:
        """Insert all batches of a transaction."""
        for table in ORDER:
            self.insert(table, book.rows.get(table, []))

    def one(self, sql: str, *values: Any) -> Any:
        """Return the first column of the first row; None where there is none."""
        row = self.database.execute(sql, values).fetchone()
        return row[0] if row else None

    def last_id(self, table: str) -> int:
        """Return the highest number of a table; 0 for an empty one."""
        return int(self.one(f'SELECT coalesce(max(id), 0) FROM "{table}"'))

    def add_run(self, run: Run) -> None:
        """Write a run, unless it is known."""
        if self.one("SELECT 1 FROM run WHERE id = ?", run.id) is None:
            row = {"id": run.id, "started": run.started, "version": run.version}
            row |= {"user_agent": run.user_agent, "options": json.dumps(run.options)}
            self.insert("run", [row])

    def add_records(
        self, records: Iterable[Kept], ends: Mapping[str, int], runs: Mapping[str, str]
    ) -> dict[str, int]:
        """Write records and how far their files are durable; return their numbers by record id.

        `runs` tells which run wrote a file, by file name.
        """
        files = {name: self._durable(name, end, runs[name]) for name, end in ends.items()}
        first = self.last_id("warc_record") + 1
        rows = [record_row(kept, files[kept.ref.warc]) for kept in records]
        self.insert("warc_record", [{"id": n, **row} for n, row in enumerate(rows, first)])
        return {row["record_id"]: n for n, row in enumerate(rows, first)}

    def _durable(self, name: str, end: int, run: str) -> int:
        """Say that a file is on the disk up to its `end`; return its number."""
        number: int | None = self.one("SELECT id FROM warc_file WHERE name = ?", name)
        if number is None:
            number = self.last_id("warc_file") + 1
            row = {"id": number, "name": name, "run": run, "durable_end": end}
            self.insert("warc_file", [row])
        else:
            step("update warc_file")
            self.database.execute("UPDATE warc_file SET durable_end = ? WHERE id = ?", (end, number))
        return number

    def add_exchanges(self, asked: Iterable[tuple[Asked, str]], ids: Mapping[str, int]) -> None:
        """Write exchanges, each with the run that asked."""
        first = self.last_id("exchange") + 1
        rows = (exchange_row(one, run, ids) for one, run in asked)
        self.insert("exchange", [{"id": n, **row} for n, row in enumerate(rows, first)])

    def record_number(self, ref: RecordRef) -> int:
        """Return the number of a record; refuse a reference to bytes that this archive does not hold."""
        number = self.one("SELECT id FROM warc_record WHERE record_id = ?", ref.record_id)
        if number is None:
            raise ArchiveDamaged(f"the archive holds no record {ref.record_id} ({ref.warc}, {ref.offset})")
        return int(number)

    def exchange_number(self, ref: RecordRef) -> int:
        """Return the number of the exchange that a record stands for."""
        number = self.one("SELECT id FROM exchange WHERE record = ?", self.record_number(ref))
        if number is None:
            raise ArchiveDamaged(f"record {ref.record_id} ({ref.warc}, {ref.offset}) answers no question")
        return int(number)

    def book(self, run: str, now: str) -> Book:
        """Begin the rows of a transaction."""

        def text_id(sha256: str) -> int | None:
            number: int | None = self.one("SELECT id FROM article_text WHERE sha256 = ?", sha256)
            return number

        return Book(run, now, self.last_id, self.record_number, text_id, self.exchange_number)
