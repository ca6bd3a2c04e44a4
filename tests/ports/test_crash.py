"""Kill, starve and cut the archive wherever it can be; nothing acknowledged is ever lost."""

from __future__ import annotations

import os
import re
import resource
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from embedarchive.ports.archive import Archive
from embedarchive.ports.members import survey
from embedarchive.ports.steps import COUNTDOWN, VARIABLE
from tests.ports.crash import ARTICLES, DISK_FULL, Ended, faults, forked, page, script
from tests.ports.kept import run, wire

ROOT = Path(__file__).parents[2]
ENDLESS = 10**9
RUN_BEGINS = 2
"""Syncs of the log by the transaction that writes the row of the run, before recovery."""
EVERYTHING = {page(number) for number in range(ARTICLES)}


def steps_of_a_run(folder: Path) -> int:
    """Count the steps of a run that nobody kills."""
    return forked(folder / "archive.db", 1, ENDLESS).steps


def survives(folder: Path, kill_at: int, again_at: int | None) -> None:
    """Kill a run at a step, its successor too if asked, and let a third one finish."""
    db = folder / "archive.db"
    first = forked(db, 1, kill_at)
    assert first.code == -signal.SIGKILL
    acknowledged = [first.acknowledged]
    if again_at is not None:
        acknowledged.append(forked(db, 2, again_at).acknowledged)
    last = forked(db, 3)
    assert last.code == 0
    assert last.acknowledged.isdisjoint(set().union(*acknowledged)), (
        "an acknowledged commit was lost and done again"
    )
    assert faults(db, EVERYTHING) == []


def completes(db: Path, starved: Ended) -> None:
    """Let a second run finish what a starved one began."""
    folder = db.with_suffix(".warcs")
    assert not any(survey(path).torn for path in folder.glob("EA-*")), "the failed write was not undone"
    last = forked(db, 2)
    assert last.code == 0
    assert last.acknowledged.isdisjoint(starved.acknowledged)
    assert faults(db, EVERYTHING) == []


def sweep(tmp_path: Path, every: int) -> int:
    """Kill at every n-th step; a second time, during or soon after recovery, at changing steps."""
    count = 0
    (tmp_path / "whole").mkdir()
    for kill_at in range(1, steps_of_a_run(tmp_path / "whole") + 1, every):
        folder = tmp_path / str(kill_at)
        folder.mkdir()
        survives(folder, kill_at, 1 + count % 23 if count % 2 else None)
        count += 1
    return count


def test_a_run_that_nobody_kills_leaves_a_sound_archive(tmp_path: Path) -> None:
    """The inspection finds nothing wrong with an ordinary run, and all of it is there."""
    ended = forked(tmp_path / "archive.db", 1)
    assert ended.code == 0
    assert ended.acknowledged == EVERYTHING
    assert faults(tmp_path / "archive.db", EVERYTHING) == []


def test_the_inspection_sees_a_lost_commit_and_a_damaged_record(tmp_path: Path) -> None:
    """The inspection itself can fail: a missing article and a flipped byte are both seen."""
    db = tmp_path / "archive.db"
    forked(db, 1)
    assert faults(db, {"https://news.test/never"}) == ["lost: https://news.test/never"]
    path = next(db.with_suffix(".warcs").glob("EA-*"))
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)
    with pytest.raises(Exception):  # noqa: B017 - whichever way warcio and zlib complain
        assert faults(db, set()) == []


def test_kill_at_every_fifth_step(tmp_path: Path) -> None:
    """A fifth of all kill points: no acknowledged commit lost, nothing dangling, nothing asked twice."""
    assert sweep(tmp_path, every=5) >= 20


@pytest.mark.slow
def test_kill_at_every_step(tmp_path: Path) -> None:
    """All kill points, at least a hundred of them, every other one with a second kill."""
    assert sweep(tmp_path, every=1) >= 100


def test_no_commit_speaks_of_bytes_that_are_not_on_the_disk(tmp_path: Path) -> None:
    """Between the last byte written to WARC and the end of a transaction there is always an fsync."""
    COUNTDOWN.arm(ENDLESS)
    try:
        script(tmp_path / "archive.db", 1, lambda _url: None)
        passed = COUNTDOWN.passed
    finally:
        COUNTDOWN.arm(0)
    unsynced = False
    for name in passed:
        unsynced = name == "warc.written" or (unsynced and name != "warc.synced")
        assert not (unsynced and name == "database.commit")
    assert passed.count("database.committed") > ARTICLES


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace shows what reaches the disk when")
def test_the_kernel_is_told_in_the_right_order(tmp_path: Path) -> None:
    """Whenever the database's log is put on the disk, every WARC byte written so far is there already.

    The second run finds whole records of a run that vanished: it syncs them before it adopts them.
    """
    db, trace = tmp_path / "archive.db", tmp_path / "trace"
    with Archive.open(db, run(1)) as archive:
        archive.keep(wire("https://news.test/0"))
    (left,) = db.with_suffix(".warcs").iterdir()
    calls = "trace=write,fsync,fdatasync"
    traced = ["strace", "-f", "-y", "-s", "8", "-e", calls, "-o", str(trace)]
    script_2 = [sys.executable, "-m", "tests.ports.crash", str(db), "2"]
    if subprocess.run([*traced, *script_2], cwd=ROOT, capture_output=True, check=False).returncode:
        pytest.skip("tracing is not allowed here")
    unsynced = {left.name}
    logged = 0
    for call, name in re.findall(r"(\w+)\(\d+<[^>]*/([^/>]+)>", trace.read_text()):
        if name.endswith(".warc.gz"):
            (unsynced.add if call == "write" else unsynced.discard)(name)
        elif name.endswith("-wal") and call != "write":
            logged += 1
            assert not unsynced or (unsynced == {left.name} and logged <= RUN_BEGINS)
    assert logged > ARTICLES and not unsynced


def test_the_variable_kills_a_real_process(tmp_path: Path) -> None:
    """EMBEDARCHIVE_KILL_AT is obeyed by a process of its own, and the next one ends the work."""
    db = tmp_path / "archive.db"
    command = [sys.executable, "-m", "tests.ports.crash", str(db)]
    environment = {**os.environ, VARIABLE: "60"}
    killed = subprocess.run([*command, "1"], cwd=ROOT, env=environment, capture_output=True, check=False)
    assert killed.returncode == -signal.SIGKILL
    after = subprocess.run([*command, "2"], cwd=ROOT, capture_output=True, check=True)
    assert set(killed.stdout.split()).isdisjoint(after.stdout.split())
    assert faults(db, EVERYTHING) == []


@pytest.mark.parametrize("size", [1_000, 4_096, 9_000, 20_000, 70_000, 120_000, 150_000, 200_000])
def test_a_file_size_limit_is_a_full_disk(tmp_path: Path, size: int) -> None:
    """Whichever file hits the limit, the run says "disk full" and the next run completes the work."""
    db = tmp_path / "archive.db"
    starved = forked(db, 1, limit=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)))
    assert starved.code in (0, DISK_FULL)
    assert starved.code == DISK_FULL or size > 100_000
    completes(db, starved)


@pytest.mark.skipif(os.geteuid() != 0, reason="mounting a small disk needs root")
@pytest.mark.parametrize("kilobytes", [24, 60, 120, 200, 240, 280, 320, 360, 400, 480])
def test_a_full_disk(tmp_path: Path, kilobytes: int) -> None:
    """A disk that fills at any moment costs nothing that was acknowledged."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(disk)]
    if subprocess.run(mounted, capture_output=True, check=False).returncode:
        pytest.skip("mounting is not allowed here")
    try:
        starved = forked(disk / "archive.db", 1)
        assert starved.code in (0, DISK_FULL)
        subprocess.run(["mount", "-o", "remount,size=16m", str(disk)], check=True)
        completes(disk / "archive.db", starved)
    finally:
        subprocess.run(["umount", str(disk)], check=True)
