"""A scripted run that may be killed anywhere, and the inspection of what it leaves.

As a program: `EMBEDARCHIVE_KILL_AT=n python -m tests.ports.crash DB RUN` prints each commit once it is
acknowledged. In a test the same script runs in forked children, which begin in milliseconds.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator

from embedarchive.errors import DiskFull
from embedarchive.ports.archive import Archive
from embedarchive.ports.steps import COUNTDOWN
from embedarchive.ports.wire import Wire
from embedarchive.records import Exchange, Failure
from tests.ports.kept import citation, failed, provenance, run, wire

ARTICLES = 9
ROLL_AT = 9_000
SHARED = b"<p>the same on every page</p>" * 60
DISK_FULL = 5
Acknowledge = Callable[[str], None]


def page(number: int) -> str:
    """Return the URL of an article."""
    return f"https://news.test/{number}"


def script(db: Path, run_number: int, acknowledge: Acknowledge) -> None:
    """Keep and commit every article that is not committed yet; ask nothing that is kept already."""
    with Archive.open(db, run(run_number), roll_at=ROLL_AT) as archive:
        done = {row["source"] for row in archive.rows("SELECT source FROM article")}
        for number in range(ARTICLES):
            if page(number) in done:
                continue
            seen = ask(archive, wire(page(number), os.urandom(400).hex().encode()))
            evidence = ask(archive, wire(f"{page(number)}/oembed", SHARED))
            ask(archive, wire("https://t.co/shared", b"", 301))
            archive.keep(failed(f"{page(number)}/dead", Failure.TIMEOUT))
            archive.commit(provenance(seen, citation(evidence)))
            acknowledge(page(number))
        archive.end("done")


def ask(archive: Archive, answer: Wire) -> Exchange:
    """Answer from the archive first."""
    return archive.fresh(answer.exchange.request.url) or archive.keep(answer)


def forked(db: Path, run_number: int, kill_at: int = 0, limit: Callable[[], None] = lambda: None) -> Ended:
    """Run the script in a child; tell how it ended, what it acknowledged, how many steps it passed."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _in_child(db, run_number, kill_at, writing, limit)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as pipe:
        lines = pipe.read().split()
    _, status = os.waitpid(child, 0)
    steps = [int(line.removeprefix("steps:")) for line in lines if line.startswith("steps:")]
    acknowledged = {line for line in lines if not line.startswith("steps:")}
    return Ended(os.waitstatus_to_exitcode(status), acknowledged, steps[0] if steps else 0)


class Ended:
    """How a child ended."""

    def __init__(self, code: int, acknowledged: set[str], steps: int) -> None:
        self.code = code
        self.acknowledged = acknowledged
        self.steps = steps


def _in_child(db: Path, run_number: int, kill_at: int, pipe: int, limit: Callable[[], None]) -> None:
    """Never return: whatever happens, the child must not go on as a second test run."""
    code = 1
    try:
        limit()
        COUNTDOWN.arm(kill_at)
        script(db, run_number, lambda url: _say(pipe, url))
        code = 0
    except DiskFull:
        code = DISK_FULL
    finally:
        _say(pipe, f"steps:{len(COUNTDOWN.passed)}")
        os._exit(code)


def _say(pipe: int, line: str) -> None:
    os.write(pipe, f"{line}\n".encode())


def faults(db: Path, acknowledged: set[str]) -> list[str]:
    """Inspect a finished archive with other people's programs; return what is wrong with it."""
    connection = sqlite3.connect(db)
    try:
        rows = connection.execute(
            """SELECT f.name, r."offset", r.length, r.record_id, f.durable_end
            FROM warc_record r JOIN warc_file f ON f.id = r.file ORDER BY r.id"""
        ).fetchall()
        articles = [source for (source,) in connection.execute("SELECT source FROM article")]
        sound = connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        strangers = connection.execute("PRAGMA foreign_key_check").fetchall()
        exchanges = Counter(
            connection.execute("SELECT url FROM exchange WHERE status IS NOT NULL").fetchall()
        )
    finally:
        connection.close()
    folder = db.with_suffix(".warcs")
    found = [] if sound and not strangers else ["the database is not sound"]
    found += [f"lost: {url}" for url in acknowledged - set(articles)]
    found += [f"twice: {url}" for url, times in Counter(articles).items() if times > 1]
    found += [f"kept twice: {url}" for (url,), times in exchanges.items() if times > 1]
    found += [fault for row in rows for fault in dangling(folder, *row)]
    return found + file_faults(folder, {(name, offset) for name, offset, *_ in rows})


def dangling(folder: Path, name: str, offset: int, length: int, record_id: str, end: int) -> list[str]:
    """Read one record as warcio does."""
    with (folder / name).open("rb") as stream:
        stream.seek(offset)
        record = next(iter(ArchiveIterator(stream, check_digests="raise")))
        record.content_stream().read()
        there = record.rec_headers.get_header("WARC-Record-ID") == f"<{record_id}>"
    return [] if there and offset + length <= end else [f"dangling: {name} {offset}"]


def file_faults(folder: Path, known: set[tuple[str, int]]) -> list[str]:
    """Read every file from end to end: whole, all of it known, no answer written twice."""
    found: list[str] = []
    answers: Counter[str] = Counter()
    for path in sorted(folder.glob("EA-*.warc.gz")):
        if subprocess.run(["gzip", "-t", str(path)], capture_output=True, check=False).returncode:
            found.append(f"gzip -t: {path.name}")
        with path.open("rb") as stream:
            for record in (records := ArchiveIterator(stream)):
                offset = records.get_record_offset()
                if (path.name, offset) not in known:
                    found.append(f"unknown to the database: {path.name} {offset}")
                if record.rec_type in ("response", "revisit"):
                    answers[record.rec_headers.get_header("WARC-Target-URI")] += 1
    return found + [f"asked twice: {url}" for url, times in answers.items() if times > 1]


if __name__ == "__main__":
    script(Path(sys.argv[1]), int(sys.argv[2]), lambda url: _say(1, url))
