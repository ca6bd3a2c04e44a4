"""Audit an archive: is every kept byte what it was, and does every row still follow from the bytes?

The rows are derived again by the very pipeline and the very functions that wrote them, in a world in
which the archive's records answer.
"""

from __future__ import annotations

import asyncio
import json
import os
import sqlite3
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from embedarchive.errors import ArchiveDamaged, ExitCode, UsageError
from embedarchive.pipeline import drive
from embedarchive.ports import audit_database
from embedarchive.ports.answers import answers_of, newest_answer, record_ref
from embedarchive.ports.archive import Archive, ArchiveReader
from embedarchive.ports.audit_bytes import Bytes, BytesAudit
from embedarchive.ports.audit_rows import Comparison, Tables, Tally
from embedarchive.ports.confine import Confinement
from embedarchive.ports.rows import Book, Row, write_link, write_provenance
from embedarchive.records import LOAD, Answered, Finding, Grade, Provenance, RecordRef, Source, SourceKind
from embedarchive.runners import rules
from embedarchive.runners.local import A_BUG, followed
from embedarchive.runners.recording import Recording
from embedarchive.runners.replay import Replay, Unanswered
from embedarchive.stages.reading import FOR_PAGES
from embedarchive.stages.resolve import resolve

AT_ONCE = 16
"""Dialogues that are held side by side: while one is being parsed another is compared."""
DEADLINE = 60.0
"""Seconds for a parser, and bytes: more than any run grants, since what was stopped then is not run."""
MEMORY = 2 << 30
PATIENCE = 20.0
"""Seconds in which an article that a bug of ours ended must meet it again."""

SENSELESS = (TypeError, ValueError, LookupError, AttributeError, OverflowError, sqlite3.Error)
"""What may be raised over the cells of a database that SQLite itself finds damaged."""
DAMAGE = (ArchiveDamaged, *SENSELESS)

ROOTS = {
    "article": "SELECT * FROM article WHERE id > ? {chosen} ORDER BY id LIMIT ?",
    "resolution": """SELECT *, checked AS at, asked AS place FROM resolution
        WHERE citation IS NULL AND id > ? {chosen} ORDER BY id LIMIT ?""",
}
"""What rows hang on: articles, and links that were followed by themselves."""


@dataclass(frozen=True, slots=True)
class AuditProgress:
    """How far an audit is."""

    part: str
    """`bytes` or `rows`."""
    done: int
    total: int
    name: str


@dataclass(slots=True)
class AuditSummary:
    """What an audit looked at, and what it found."""

    articles: int = 0
    links: int = 0
    """Links that had been followed by themselves."""
    bytes: Bytes = field(default_factory=Bytes)
    rows: Tally = field(default_factory=Tally)
    found: Counter[Grade] = field(default_factory=Counter)
    guessed: int = 0
    """Articles and links written before answers were noted."""
    seconds: float = 0.0

    @property
    def exit_code(self) -> ExitCode:
        """How the program ends."""
        return ExitCode.DAMAGED if self.found[Grade.DAMAGE] else ExitCode.DONE


OnFinding = Callable[[Finding], None]
OnProgress = Callable[[AuditProgress], None]


def audit(
    db: Path,
    on_finding: OnFinding,
    on_progress: OnProgress | None = None,
    *,
    article: str | None = None,
    fast: bool = False,
) -> AuditSummary:
    """Audit the archive at `db`, or all looks at one article; findings are handed over as they are made.

    `fast` compares digests of the files as stored and derives nothing again. Raises `UsageError` where
    there is no archive or no such article. Nothing is written, and a run may go on writing.
    """
    began = time.monotonic()
    with Archive.read_only(db) as reader:
        reader.hold()
        auditing = _Audit(reader, on_finding, on_progress or (lambda _progress: None))
        auditing.chosen = _looks(reader, article) if article is not None else None
        auditing.audit_bytes(fast=fast)
        if not fast:
            asyncio.run(auditing.audit_rows())
    auditing.summary.seconds = time.monotonic() - began
    return auditing.summary


def _looks(reader: ArchiveReader, article: str) -> list[int]:
    """Return the looks at an article: by where it stands, or as it was asked for."""
    rows = reader.rows("SELECT id FROM article WHERE ? IN (place, source)", article)
    if not rows:
        raise UsageError(f"{reader.db} holds no article {article}; 'embedarchive lookup' finds what it holds")
    return [row["id"] for row in rows]


@dataclass(slots=True)
class _Audit:
    reader: ArchiveReader
    on_finding: OnFinding
    on_progress: OnProgress
    chosen: list[int] | None = None
    """The articles to audit; None: everything."""
    summary: AuditSummary = field(default_factory=AuditSummary)
    unsound: bool = False
    """SQLite finds the database damaged: a cell may hold anything."""
    _runs: dict[str, Row] = field(default_factory=dict)

    def _found(self, findings: Iterable[Finding]) -> None:
        for finding in findings:
            self.unsound |= finding.kind == "database"
            self.summary.found[finding.grade] += 1
            self.on_finding(finding)

    def _contained(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """Yield findings; where SQLite itself cannot go on, that is the last."""
        try:
            yield from findings
        except DAMAGE as error:
            yield self._stopped(error)

    def _stopped(self, error: Exception) -> Finding:
        """Name what kept us from looking further; where the database is sound it is a bug of ours."""
        if not isinstance(error, ArchiveDamaged) and not self.unsound:
            raise error
        return Finding("database", f"not all could be looked at: {error}")

    # --- Bytes -------------------------------------------------------------------------------------

    def audit_bytes(self, *, fast: bool) -> None:
        """Look at the database as such and at the WARC files."""
        seen = self.summary.bytes
        checking = BytesAudit(self.reader, fast, seen)
        if self.chosen is not None:
            self._found(found for number in self._records() for found in checking.record(number))
            return
        self._found(self._contained(audit_database.findings(self.reader, fast=fast)))
        self._found(self._contained(self._files(checking)))

    def _files(self, checking: BytesAudit) -> Iterator[Finding]:
        seen, total = checking.seen, checking.size()
        checking.moved = lambda name: self.on_progress(AuditProgress("bytes", seen.size, total, name))
        yield from checking.findings()

    def _records(self) -> Iterator[int]:
        """Yield the records that the chosen articles rest on."""
        for number in self.chosen or ():
            refs = {one.record for one in answers_of(self.reader, "article", number) if one.record}
            for ref in sorted(refs, key=lambda ref: (ref.warc, ref.offset)):
                yield self._number(ref)

    # --- Rows --------------------------------------------------------------------------------------

    async def audit_rows(self) -> None:
        """Derive every row again and compare."""
        tables = Tables.of(self.reader)
        workers = os.cpu_count() or 1
        async with Confinement(DEADLINE, MEMORY, workers=workers, modules=FOR_PAGES) as confinement:
            for root in ROOTS if self.chosen is None else ("article",):
                try:
                    await self._all(root, partial(self._derive, root, tables, confinement))
                except DAMAGE as error:
                    self._found([self._stopped(error)])

    async def _all(self, root: str, derive: Callable[[Row], Awaitable[list[Finding]]]) -> None:
        total, done = self._total(root), 0
        for rows in self._pages(root):
            for found in await asyncio.gather(*map(derive, rows)):
                self._found(found)
            done += len(rows)
            self.on_progress(AuditProgress("rows", done, total, rows[-1]["place"]))

    def _total(self, root: str) -> int:
        where = {"article": "article", "resolution": "resolution WHERE citation IS NULL"}[root]
        (row,) = self.reader.rows(f"SELECT count(*) AS n FROM {where}")
        return int(row["n"]) if self.chosen is None else len(self.chosen)

    def _pages(self, root: str) -> Iterator[list[Row]]:
        last = 0
        chosen = "" if self.chosen is None else f"AND id IN ({', '.join(map(str, self.chosen))})"
        while rows := self.reader.rows(ROOTS[root].format(chosen=chosen), last, AT_ONCE):
            yield rows
            last = rows[-1]["id"]

    async def _derive(self, root: str, tables: Tables, confinement: Confinement, row: Row) -> list[Finding]:
        """Hold one dialogue again and compare what it writes with what is stored."""
        self._count(root)
        same, run = self._run(row["run"])
        try:
            world = self._world(row, run, answers_of(self.reader, root, row["id"]), confinement)
            book = await self._write(root, row, world)
            compared = Comparison(self.reader, tables, root, row["id"], book.rows, self.summary.rows)
            found = list(compared.findings())
        except Unanswered as error:
            found = [_underivable(root, row, error)]
        except ArchiveDamaged as error:
            found, same = [_underivable(root, row, error)], True
        except SENSELESS as error:
            found, same = [self._stopped(error)], True
        told = self._excused(found, run) if not same else found
        number = row["id"] if root == "article" else None
        return [replace(one, article=number, place=row["place"]) for one in told]

    def _count(self, root: str) -> None:
        if root == "article":
            self.summary.articles += 1
        else:
            self.summary.links += 1

    def _world(self, row: Row, run: Row, answers: Sequence[Answered], confinement: Confinement) -> Replay:
        given = {(one.purpose, one.url): one for one in answers}
        world = Replay(self.reader.read, confinement, row["at"], given)
        if not (answers or rules.noted_answers(run["options"].get("versions"))):
            self.summary.guessed += 1
            world.guess = partial(self._guess, row)
            world.offline = bool(run["options"].get("offline"))
        return world

    def _guess(self, row: Row, purpose: str, url: str) -> RecordRef | None:
        if purpose == LOAD:
            return record_ref(self.reader, row["record"])
        return newest_answer(self.reader, url, row["at"])

    async def _write(self, root: str, row: Row, world: Replay) -> Book:
        recording = Recording(world, self.reader.read)
        if root == "resolution":
            resolution = await drive(resolve(row["asked"]), recording)
            book = self._book(row, world)
            write_link(book, resolution, () if world.guess else recording.answers)
            return book
        source = _source(row, self._run(row["run"])[1]["options"])
        provenance, bug = await self._followed(row, source, recording, world)
        book = self._book(row, world)
        # How far the other branches of a dialogue had come when it met a bug is chance.
        answers = world.given.values() if bug else recording.answers
        write_provenance(book, provenance, () if world.guess else answers)
        return book

    @staticmethod
    async def _followed(
        row: Row, source: Source, recording: Recording, world: Replay
    ) -> tuple[Provenance, bool]:
        world.waits = A_BUG in (row["problem"] or "")
        following = followed(source, recording)
        if not world.waits:
            return await following
        try:
            return await asyncio.wait_for(following, PATIENCE)
        except TimeoutError:
            raise Unanswered("the bug of ours that ended it is not met any more") from None

    def _book(self, row: Row, world: Replay) -> Book:
        """Begin a book as the writer did, but with nothing written before."""

        def located(name: str) -> str:
            return world.located or name

        return Book(
            run=row["run"],
            now=row["at"],
            last_id=lambda _table: 0,
            record_id=self._number,
            text_id=lambda _digest: None,
            exchange_id=self._exchange,
            locate=located,
        )

    def _number(self, ref: RecordRef) -> int:
        rows = self.reader.rows("SELECT id FROM warc_record WHERE record_id = ?", ref.record_id)
        if not rows:
            raise ArchiveDamaged(f"the archive holds no record {ref.record_id} ({ref.warc}, {ref.offset})")
        return int(rows[0]["id"])

    def _exchange(self, ref: RecordRef) -> int:
        rows = self.reader.rows("SELECT id FROM exchange WHERE record = ?", self._number(ref))
        if not rows:
            raise ArchiveDamaged(f"record {ref.record_id} ({ref.warc}, {ref.offset}) answers no question")
        return int(rows[0]["id"])

    # --- Rules -------------------------------------------------------------------------------------

    def _run(self, number: str) -> tuple[bool, Row]:
        """Return whether a run concluded by the rules that are running now, and its row."""
        if number not in self._runs:
            rows = self.reader.rows("SELECT version, options FROM run WHERE id = ?", number)
            row = rows[0] if rows else {"version": "unknown", "options": "{}"}
            self._runs[number] = {**row, "options": _options(row["options"])}
        run = self._runs[number]
        return rules.same(run["options"].get("versions")), run

    @staticmethod
    def _excused(found: list[Finding], run: Row) -> list[Finding]:
        """Grade differences from rows that other rules wrote: no sign of damage by themselves."""
        since = run["version"]
        return [
            replace(one, grade=Grade.CHANGED, since=since, told=f"changed since version {since}: {one.told}")
            for one in found
        ]


def _options(text: str) -> dict[str, Any]:
    try:
        options = json.loads(text)
    except ValueError:
        return {}
    return options if isinstance(options, dict) else {}


def _source(row: Row, options: Mapping[str, Any]) -> Source:
    """Return what was asked for; where a file was published only the user may have said (`--article-url`)."""
    try:
        kind = SourceKind(row["kind"])
        said = options.get("article_url") if kind is not SourceKind.URL else None
        return Source(row["source"], kind, said if isinstance(said, str) else None)
    except ValueError as error:
        raise ArchiveDamaged(f"{row['kind']!r} is no kind of source") from error


def _underivable(root: str, row: Row, error: ArchiveDamaged) -> Finding:
    told = f"{root} {row['id']} ({row['place']}) cannot be derived again: {error}"
    return Finding("underivable", told, table=root, row=row["id"])
