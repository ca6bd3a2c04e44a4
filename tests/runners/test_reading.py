"""Local sources are read under a deadline that fits their size; what is given up says why."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

from embedarchive.ports.confined import seconds_for
from embedarchive.records import Exchange, Request, Source, SourceKind
from embedarchive.runners.reading import find_here, size_given
from tests.cli.conftest import FLATTENED, PATIENCE, PROGRAM, environment, in_shell


def source(path: Path, content: str) -> Source:
    """Write a file."""
    path.write_text(content, encoding="utf-8")
    return Source(str(path), SourceKind.FILE)


def test_seconds_grow_with_the_size() -> None:
    """5 s, 10 s more for each megabyte, ten minutes at most."""
    seconds = [seconds_for(size, 5.0) for size in (0, 1_000_000, 10_000_000, 200_000_000)]
    assert seconds == [5.0, 15.0, 105.0, 600.0]


def test_a_large_file_has_the_time_it_needs(tmp_path: Path) -> None:
    """Many attributions take longer than a short article may."""
    posts = (f"The river rose by {n} m.\n\n— Board {n} (@board_{n}) February 2, 2026" for n in range(400))
    many = source(tmp_path / "many.txt", "\n\n".join(posts))
    (found,) = find_here([many], deadline=2.0)
    assert (len(found.lines), found.problem) == (400, None)


def test_what_takes_too_long_says_so_and_the_rest_is_read(tmp_path: Path) -> None:
    """The way out is a smaller file."""
    long = source(tmp_path / "long.txt", FLATTENED * 10_000)
    short = source(tmp_path / "short.txt", FLATTENED)
    seconds = round(seconds_for(Path(long.name).stat().st_size, 0.1), 1)
    given_up, found = find_here([long, short], deadline=0.1)
    assert given_up.problem is not None and given_up.problem.startswith(f"{long.name}: its ")
    assert f"MB take more than {seconds} s to read, so it was given up; split it into" in given_up.problem
    assert len(found.lines) == 1


def test_a_small_file_is_told_in_bytes(tmp_path: Path) -> None:
    """Not as 0.0 MB."""
    slow = source(tmp_path / "slow.txt", ("A. B. C. D. " * 30 + FLATTENED + "\n") * 70)
    (given_up,) = find_here([slow], deadline=0.1)
    size = Path(slow.name).stat().st_size
    assert given_up.problem is not None and f"its {size} bytes take more than 0.1 s" in given_up.problem


def test_a_reader_that_crashes_is_told(tmp_path: Path) -> None:
    """In words, for people, with the signal."""
    source(tmp_path / "long.txt", FLATTENED * 10_000)
    words = [*PROGRAM, "find", "long.txt"]
    with subprocess.Popen(words, cwd=tmp_path, env=environment(tmp_path), stderr=subprocess.PIPE) as program:
        children = Path(f"/proc/{program.pid}/task/{program.pid}/children")
        while not (readers := children.read_text().split()):
            assert program.poll() is None
            time.sleep(0.01)
        os.kill(int(readers[0]), signal.SIGSEGV)
        _, told = program.communicate(timeout=PATIENCE)
    assert program.returncode == 4
    assert "made its reader stop (crash: signal SIGSEGV) and was given up;" in told.decode()


def test_a_reader_that_lacks_memory_is_told(tmp_path: Path) -> None:
    """The program was allowed less than a large page takes."""
    source(tmp_path / "large.html", "<html><body>" + "<p><b>The dam</b> holds <i>well</i>" * 150_000)
    done = in_shell(tmp_path, "ulimit -v 140000; embedarchive find large.html")
    told = (
        "large.html: its 5.3 MB need too much memory to read, so it was given up; split it into smaller files"
    )
    assert (done.code, done.stdout) == (4, "")
    assert told in done.stderr


def test_only_what_a_person_gave_has_more_time() -> None:
    """A server could send ten megabytes to every reader."""
    exchange = Exchange(Request("https://news.example/"), "2026-02-02T00:00:00Z", status=200, body=b"Words")
    here, there = Source("a.txt", SourceKind.FILE), Source("https://news.example/", SourceKind.URL)
    given = [size_given(args) for args in ((here, exchange), (there, exchange), (exchange,), (1, 2))]
    assert given == [5, 0, 0, 0]
