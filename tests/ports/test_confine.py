"""A worker's death costs one document."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from selectolax.lexbor import LexborHTMLParser

from embedarchive.ports.confine import ConfinedBug, Confinement
from embedarchive.records import Overrun

DEADLINE = 1.0


def double(number: int) -> int:
    return 2 * number


def for_ever() -> None:
    while True:
        pass


def hog() -> int:
    return len(bytearray(3 << 30))


def leave() -> None:
    os._exit(7)


def raise_it() -> None:
    raise ValueError("a bug of ours")


def deep(level: int) -> int:
    return deep(level + 1)


def nap(seconds: float) -> float:
    time.sleep(seconds)
    return seconds


def large(size: int) -> bytes:
    return b"x" * size


def lexbor(markup: str) -> int:
    return len(LexborHTMLParser(markup).css("a"))


def soup(markup: str) -> int:
    return len(BeautifulSoup(markup, "lxml").find_all("a"))


def files_open() -> int:
    return len(os.listdir("/proc/self/fd"))


def children() -> list[int]:
    listed = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(os.getpid())], capture_output=True, text=True, check=False
    )
    return [int(pid) for pid in listed.stdout.split()]


@pytest.mark.parametrize(
    ("job", "reason"),
    [(for_ever, "deadline"), (hog, "memory"), (leave, "crash: exit code 7"), (deep, "crash")],
)
def test_what_does_not_end_well_is_an_overrun(job: object, reason: str) -> None:
    """An endless loop, three gigabytes, a death, bottomless recursion: a value, and the next job is done."""
    with Confinement(DEADLINE) as confinement:
        args = (0,) if job is deep else ()
        ended = confinement.run_now(job, *args)  # type: ignore[arg-type]
        assert isinstance(ended, Overrun) and ended.reason.startswith(reason)
        assert confinement.run_now(double, 21) == 42


def test_a_bug_of_ours_is_raised_with_its_traceback() -> None:
    """It is not the document's fault."""
    with Confinement(DEADLINE) as confinement:
        with pytest.raises(ConfinedBug, match="ValueError: a bug of ours"):
            confinement.run_now(raise_it)
        assert confinement.run_now(double, 1) == 2


def test_large_documents_cross_the_pipe_both_ways() -> None:
    """Tens of megabytes are more than a pipe holds."""
    with Confinement(10.0) as confinement:
        assert len(confinement.run_now(large, 30_000_000)) == 30_000_000
        assert confinement.run_now(lexbor, "<p>" + "x" * 20_000_000) == 0


def test_many_jobs_side_by_side_use_few_workers() -> None:
    """Two hundred jobs, two workers, and a slow one delays nobody but itself."""

    async def all_of_them() -> list[int]:
        async with Confinement(DEADLINE) as confinement:
            await confinement.run(double, 0)
            before = files_open()
            slow = asyncio.create_task(confinement.run(for_ever))
            numbers = await asyncio.gather(*(confinement.run(double, n) for n in range(200)))
            assert await slow == Overrun("deadline")
            assert files_open() <= before + 4
            return numbers

    assert asyncio.run(all_of_them()) == [2 * n for n in range(200)]


def test_a_cancelled_job_is_killed_and_those_behind_it_are_done() -> None:
    """Ctrl-C does not wait for a hostile document."""

    async def cancel_one() -> tuple[float, int]:
        async with Confinement(30.0, workers=1) as confinement:
            hostile = asyncio.create_task(confinement.run(for_ever))
            behind = asyncio.create_task(confinement.run(double, 4))
            await asyncio.sleep(0.5)
            began = time.monotonic()
            hostile.cancel()
            with pytest.raises(asyncio.CancelledError):
                await hostile
            return time.monotonic() - began, await behind

    took, answer = asyncio.run(cancel_one())
    assert took < 5 and answer == 8


def test_nothing_is_left_behind() -> None:
    """No process and no file descriptor outlives `close`."""
    with Confinement(DEADLINE) as confinement:
        confinement.run_now(double, 1)
    before = files_open()
    for _ in range(3):
        with Confinement(DEADLINE, method="fork") as confinement:
            confinement.run_now(double, 1)
            confinement.run_now(leave)
    assert files_open() <= before


def test_workers_end_when_the_parent_is_killed(tmp_path: Path) -> None:
    """kill -9 of the crawler leaves no parser running: the alarm is the worker's own."""
    marker = tmp_path / "pid"
    program = (
        "import asyncio, os, signal\n"
        "from embedarchive.ports.confine import Confinement\n"
        "from tests.ports.test_confine import for_ever, own_pid\n"
        "if __name__ == '__main__':\n"
        "    confinement = Confinement(2.0)\n"
        f"    open({str(marker)!r}, 'w').write(str(confinement.run_now(own_pid)))\n"
        "    import threading\n"
        "    threading.Timer(0.3, lambda: os.kill(os.getpid(), signal.SIGKILL)).start()\n"
        "    confinement.run_now(for_ever)\n"
    )
    script = tmp_path / "parent.py"
    script.write_text(program)
    root = Path(__file__).resolve().parents[2]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    subprocess.run([sys.executable, str(script)], cwd=root, env=environment, timeout=30, check=False)
    pid = int(marker.read_text())
    until = time.monotonic() + 10
    while Path(f"/proc/{pid}").exists() and time.monotonic() < until:
        time.sleep(0.1)
    assert not Path(f"/proc/{pid}").exists()


def own_pid() -> int:
    return os.getpid()


HOSTILE = {
    "a million nested divs": "<div>" * 1_000_000,
    "five million angle brackets": "<" * 5_000_000,
    "half a million attributes": "<a " + " ".join(f"a{n}=1" for n in range(500_000)) + ">",
    "nested tables": "<table>" * 20_000,
    "open comments": "<!--" * 300_000,
    "open CDATA": "<![CDATA[" * 300_000,
    "nested formatting": "<a><b><i>" * 50_000,
}


@pytest.mark.slow
@pytest.mark.parametrize("parser", [lexbor, soup])
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_end_in_time(parser: object, name: str) -> None:
    """Whatever the document and the parser: an answer or an overrun, within the deadline and a second."""
    with Confinement(3.0) as confinement:
        confinement.run_now(double, 1)
        began = time.monotonic()
        ended = confinement.run_now(parser, HOSTILE[name])  # type: ignore[arg-type]
        assert isinstance(ended, int | Overrun)
        assert time.monotonic() - began < 3.0 + 1.5
