"""kill -9 anywhere in a crawl: nothing committed is lost, nothing dangles, nothing is asked twice."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from embedarchive.demo.littleweb import LittleWeb
from embedarchive.demo.world import demo_sources, demo_world
from embedarchive.ports.steps import VARIABLE

ROOT = Path(__file__).resolve().parents[2]
ENDLESS = 10**9
SOURCES = demo_sources()


def crawled(web: LittleWeb, db: Path, kill_at: int = 0) -> subprocess.CompletedProcess[str]:
    """Crawl the demo's articles in a process that dies at a step."""
    words = [sys.executable, "-m", "tests.runners.killed", str(db), web.proxy, str(web.ca_file), *SOURCES]
    environment = {**os.environ, VARIABLE: str(kill_at)}
    return subprocess.run(
        words, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False
    )


def acknowledged(ended: subprocess.CompletedProcess[str]) -> list[str]:
    return [line.split(" ", 1)[1] for line in ended.stdout.splitlines() if line.startswith("committed ")]


def steps(ended: subprocess.CompletedProcess[str]) -> int:
    return int(ended.stdout.split("steps ")[1])


def kept(db: Path) -> Counter[str]:
    """How many times each source stands in the archive."""
    with sqlite3.connect(db) as connection:
        return Counter(name for (name,) in connection.execute("SELECT source FROM article"))


def dangling(db: Path) -> list[str]:
    """Records that the database names and warcio does not read at that place."""
    faults = []
    with sqlite3.connect(db) as connection:
        sql = 'SELECT f.name, r."offset", r.record_id FROM warc_record r JOIN warc_file f ON f.id = r.file'
        listed = list(connection.execute(sql))
        broken = list(connection.execute("PRAGMA foreign_key_check"))
    for name, offset, record_id in listed:
        with (db.with_suffix(".warcs") / name).open("rb") as file:
            file.seek(offset)
            record = next(iter(ArchiveIterator(file, check_digests="raise")))
            record.content_stream().read()
            if record.rec_headers.get_header("WARC-Record-ID") != f"<{record_id}>":
                faults.append(f"{name} {offset}")
    return faults + [str(row) for row in broken]


def survives(folder: Path, kill_at: int) -> None:
    """Kill a crawl at a step, run it again, and look at all that is left."""
    folder.mkdir()
    db = folder / "archive.db"
    with LittleWeb(demo_world()) as web:
        first = crawled(web, db, kill_at)
        assert first.returncode == -signal.SIGKILL, first.stderr
        before = len(web.log)
        answered = Counter(entry.url for entry in web.log[:before] if entry.status and entry.status < 429)
        last = crawled(web, db)
        again = [entry.url for entry in web.log[before:] if entry.url in answered]
    assert last.returncode in (0, 4), last.stderr
    assert dangling(db) == []
    assert set(kept(db)) == set(SOURCES)
    assert all(kept(db)[name] == 2 for name in acknowledged(first)), "an acknowledged commit was lost"
    hosts = Counter(url.split("/")[2] for url in again)
    assert all(count <= 1 for count in hosts.values()), f"asked again: {again}"


def steps_of_a_crawl(folder: Path) -> int:
    with LittleWeb(demo_world()) as web:
        ended = crawled(web, folder / "whole.db", ENDLESS)
    assert ended.returncode in (0, 4), ended.stderr
    return steps(ended)


def sweep(folder: Path, points: int) -> int:
    """Kill at so many steps, evenly spread; no two crawls take exactly as many, so the last few are left."""
    total = steps_of_a_crawl(folder) * 19 // 20
    chosen = sorted({1 + n * (total - 1) // (points - 1) for n in range(points)})
    for kill_at in chosen:
        survives(folder / str(kill_at), kill_at)
    return len(chosen)


def test_a_killed_crawl_is_finished_by_the_next(tmp_path: Path) -> None:
    """Four points of the path; at most what was in flight at a host is asked again."""
    assert sweep(tmp_path, 4) == 4


@pytest.mark.slow
def test_a_crawl_may_be_killed_at_any_step(tmp_path: Path) -> None:
    """Over a hundred points of the path."""
    assert sweep(tmp_path, 120) >= 100
