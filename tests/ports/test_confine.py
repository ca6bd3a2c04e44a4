"""A worker's death costs one document."""

from __future__ import annotations

import asyncio
import datetime as dt
import fcntl
import os
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from selectolax.lexbor import LexborHTMLParser

from embedarchive.ports.confine import Confinement
from embedarchive.ports.confined import ConfinedBug
from embedarchive.records import Overrun, Source, SourceKind

DEADLINE = 1.0
ROOT = Path(__file__).resolve().parents[2]


def same(value: object) -> object:
    return value


def double(number: int) -> int:
    return 2 * number


def for_ever(*_: object) -> None:
    while True:
        pass


def hog() -> int:
    return len(bytearray(3 << 30))


def hog_slowly() -> None:
    pieces = []
    while True:
        pieces.append(bytes(1 << 20))


def leave(code: int) -> None:
    os._exit(code)


def break_down() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def raise_it() -> None:
    raise ValueError("a bug of ours")


class Stubborn(Exception):
    def __init__(self, one: int, other: int) -> None:
        super().__init__("will not be unpickled")


def raise_stubbornly() -> None:
    raise Stubborn(1, 2)


def deep(level: int = 0) -> int:
    return deep(level + 1)


def nap(seconds: float) -> float:
    time.sleep(seconds)
    return seconds


def large(size: int) -> bytes:
    return b"x" * size


def own_pid() -> int:
    return os.getpid()


def memory_limit() -> int:
    return resource.getrlimit(resource.RLIMIT_AS)[0]


def open_files() -> list[str]:
    return [
        os.readlink(f"/proc/self/fd/{name}") for name in os.listdir("/proc/self/fd") if _is_open(int(name))
    ]


def _is_open(number: int) -> bool:
    try:
        os.fstat(number)
    except OSError:
        return False
    return True


def modules_loaded() -> set[str]:
    return set(sys.modules)


def lexbor(markup: str) -> int:
    return len(LexborHTMLParser(markup).css("a"))


def soup(markup: str) -> int:
    return len(BeautifulSoup(markup, "lxml").find_all("a"))


def files_open() -> int:
    return len(os.listdir("/proc/self/fd"))


def is_running(pid: int) -> bool:
    """Whether a process is there and not merely waiting for its burial."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0] not in "ZX"
    except FileNotFoundError:
        return False


def ends_within(seconds: float, *pids: int) -> bool:
    until = time.monotonic() + seconds
    while any(map(is_running, pids)) and time.monotonic() < until:
        time.sleep(0.02)
    return not any(map(is_running, pids))


def children() -> list[int]:
    tasks = Path(f"/proc/{os.getpid()}/task")
    return [int(pid) for task in tasks.iterdir() for pid in (task / "children").read_text().split()]


Ask = Callable[..., Any]


def ask_here(*work: Any, deadline: float = DEADLINE, times: int = 1) -> list[Any]:
    with Confinement(deadline) as confinement:
        return [confinement.run_now(*work) for _ in range(times)]


def ask_loop(*work: Any, deadline: float = DEADLINE, times: int = 1) -> list[Any]:
    async def story() -> list[Any]:
        async with Confinement(deadline) as confinement:
            return [await confinement.run(*work) for _ in range(times)]

    return asyncio.run(story())


both_ways = pytest.mark.parametrize("ask", [ask_here, ask_loop])

BAD_ENDS: list[tuple[Callable[..., Any], tuple[Any, ...], str]] = [
    (for_ever, (), "deadline"),
    (hog, (), "memory"),
    (hog_slowly, (), "memory"),
    (leave, (7,), "crash: exit code 7"),
    (leave, (0,), "crash: exit code 0"),
    (sys.exit, ("enough",), "crash: exit code 1"),
    (break_down, (), "crash: signal SIGSEGV"),
    (deep, (), "crash: nested too deeply"),
]


@both_ways
@pytest.mark.parametrize(("job", "args", "reason"), BAD_ENDS)
def test_what_does_not_end_well_is_an_overrun(
    ask: Ask, job: Callable[..., Any], args: tuple[Any, ...], reason: str
) -> None:
    """An endless loop, gigabytes, a death, bottomless recursion: a value that says which, twice in a row."""
    deadline = 0.5 if reason == "deadline" else 10.0
    assert ask(job, *args, deadline=deadline, times=2) == [Overrun(reason)] * 2


@both_ways
def test_seconds_are_of_the_processor(ask: Ask) -> None:
    """A job that waits its turn, as on a busy machine, is not ended at its deadline."""
    assert ask(nap, 1.0, deadline=0.2, times=2) == [1.0, 1.0]


@both_ways
def test_a_job_that_sleeps_is_ended_by_the_clock(ask: Ask) -> None:
    """Whatever it waits for, somebody waits for it."""
    began = time.monotonic()
    assert ask(nap, 60.0, deadline=0.1) == [Overrun("deadline")]
    assert time.monotonic() - began < 20


STOPPED = """
from embedarchive.ports.confine import Confinement
from tests.ports.test_confine import nap
with Confinement(0.1) as confinement:
    print("begun", flush=True)
    print(confinement.run_now(nap, 0.6))
"""


@pytest.mark.parametrize("seconds", [2.0, 5.0])
def test_stopped_and_continued_loses_nothing(seconds: float) -> None:
    """Ctrl-Z and `fg`, both processes, for longer than the parent waits, and than the worker's own clock."""
    parent = subprocess.Popen(
        [sys.executable, "-c", STOPPED],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert parent.stdout is not None
    with parent.stdout:
        parent.stdout.readline()
        time.sleep(0.3)
        os.killpg(parent.pid, signal.SIGSTOP)
        time.sleep(seconds)
        os.killpg(parent.pid, signal.SIGCONT)
        assert parent.stdout.read() == "0.6\n"
    assert parent.wait() == 0


@pytest.mark.parametrize("threaded", [False, True])
def test_the_next_job_is_done(threaded: bool) -> None:
    """A dead worker is replaced, in a process with one thread and in one with more."""
    enough = threading.Event()
    other = threading.Thread(target=enough.wait)
    if threaded:
        other.start()
    with Confinement(DEADLINE) as confinement:
        ended = [confinement.run_now(*work) for work in ((double, 1), (leave, 7), (double, 2))]
    enough.set()
    assert ended == [2, Overrun("crash: exit code 7"), 4]


@both_ways
def test_a_bug_of_ours_is_raised_with_its_traceback(ask: Ask) -> None:
    """It is not the document's fault; the note says where in the worker it happened."""
    with pytest.raises(ValueError, match="a bug of ours") as caught:
        ask(raise_it)
    assert "in raise_it" in caught.value.__notes__[0]


@both_ways
def test_a_bug_that_cannot_travel_is_raised_in_words(ask: Ask) -> None:
    """Some exceptions can be pickled but not unpickled."""
    with pytest.raises(ConfinedBug, match="Stubborn: will not be unpickled"):
        ask(raise_stubbornly)


@both_ways
def test_large_documents_cross_the_line_both_ways(ask: Ask) -> None:
    """Tens of megabytes are more than a socket holds."""
    assert len(ask(large, 60_000_000, deadline=20.0)[0]) == 60_000_000
    assert ask(lexbor, "<p>" + "x" * 20_000_000, deadline=20.0, times=2) == [0, 0]


@both_ways
@pytest.mark.parametrize(
    "value",
    [
        *(None, True, -3, 1 << 70, 0.1, "é\ud800", b"\0", (), [[1], {"a": {2}}], {1: "a"}, frozenset({1})),
        *(
            Overrun("noun"),
            [Source("a.txt", SourceKind.FILE)],
            ("a", SourceKind.FILE),
            dt.date(2026, 2, 2),
            range,
        ),
    ],
)
def test_what_is_given_and_returned_arrives_as_it_is(ask: Ask, value: object) -> None:
    """Plain values and nouns, in the job that a worker is forked with and in the next."""
    for arrived in ask(same, value, times=2):
        assert (type(arrived), arrived) == (type(value), value)
        kinds = [type(one) for one in arrived] if isinstance(arrived, list | tuple) else []
        assert kinds == ([type(one) for one in value] if isinstance(value, list | tuple) else [])


@both_ways
def test_a_worker_is_used_again(ask: Ask) -> None:
    """Thousands of jobs do not start thousands of processes."""
    assert len(set(ask(own_pid, times=300))) == 1


def test_jobs_are_done_side_by_side_and_none_is_lost() -> None:
    """Two hundred jobs, two workers; four hostile ones among them cost their own deadline alone."""

    async def story() -> list[Any]:
        async with Confinement(DEADLINE, workers=2) as confinement:
            jobs: list[Any] = [confinement.run(double, number) for number in range(200)]
            for place in (3, 50, 51, 120):
                jobs.insert(place, confinement.run(for_ever))
            jobs.append(confinement.run(leave, 3))
            return await asyncio.gather(*jobs)

    ended = asyncio.run(story())
    overruns = [value for value in ended if isinstance(value, Overrun)]
    assert [value for value in ended if isinstance(value, int)] == [2 * number for number in range(200)]
    assert sorted(overrun.reason for overrun in overruns) == ["crash: exit code 3"] + ["deadline"] * 4


def test_no_more_workers_than_allowed() -> None:
    """Ten jobs at once, two processes."""

    async def story() -> list[int | Overrun]:
        async with Confinement(DEADLINE, workers=2) as confinement:
            await asyncio.gather(*(confinement.run(nap, 0.05) for _ in range(4)))
            return await asyncio.gather(*(confinement.run(own_pid) for _ in range(10)))

    assert 1 <= len(set(asyncio.run(story()))) <= 2


def test_the_loop_goes_on_meanwhile() -> None:
    """A hostile document holds up nobody else."""

    async def story() -> int:
        ticks = 0
        async with Confinement(DEADLINE) as confinement:
            hostile = asyncio.create_task(confinement.run(for_ever))
            while not hostile.done():
                await asyncio.sleep(0.01)
                ticks += 1
        return ticks

    assert asyncio.run(story()) >= 10


def test_a_cancelled_job_is_killed_and_those_behind_it_are_done() -> None:
    """Ctrl-C does not wait for a hostile document."""

    async def story() -> tuple[int | Overrun, float]:
        async with Confinement(30.0, workers=1) as confinement:
            await confinement.run(double, 1)
            hostile = asyncio.create_task(confinement.run(for_ever))
            behind = [asyncio.create_task(confinement.run(double, number)) for number in (3, 4)]
            await asyncio.sleep(0.3)
            began = time.monotonic()
            hostile.cancel()
            behind[0].cancel()
            return await behind[1], time.monotonic() - began

    answer, took = asyncio.run(story())
    assert answer == 8 and took < 10


def test_closing_ends_what_is_under_way() -> None:
    """An archive that is closed leaves no parser running and waits for none."""

    async def story() -> tuple[object, float]:
        confinement = Confinement(60.0)
        hostile = asyncio.create_task(confinement.run(for_ever))
        await asyncio.sleep(1.0)
        began = time.monotonic()
        confinement.close()
        took = time.monotonic() - began
        return await hostile, took

    ended, took = asyncio.run(story())
    assert isinstance(ended, Overrun) and took < 10


def test_a_worker_found_dead_costs_no_job() -> None:
    """The kernel may kill an idle worker, or the nursery: the next job finds another."""

    async def story() -> list[Any]:
        async with Confinement(DEADLINE, workers=1) as confinement:
            first = await confinement.run(own_pid)
            assert isinstance(first, int)
            os.kill(first, signal.SIGKILL)
            assert ends_within(20, first)
            second = await confinement.run(own_pid)
            (nursery,) = children()
            os.kill(nursery, signal.SIGKILL)
            assert ends_within(20, nursery)
            ended = await confinement.run(leave, 7)
            return [first != second, ended, await confinement.run(double, 21)]

    different, ended, answer = asyncio.run(story())
    assert different and isinstance(ended, Overrun) and answer == 42


@both_ways
def test_nothing_is_left_behind(ask: Ask) -> None:
    """No process, living or unburied, and no file descriptor outlives `close`."""
    ask(double, 1)
    before, had = files_open(), children()
    for work in ((double, 1), (leave, 7), (for_ever,)):
        ask(*work, deadline=0.3)
    assert files_open() == before
    assert children() == had


@both_ways
def test_many_deaths_leak_nothing(ask: Ask) -> None:
    """Forty workers die one after the other; what the parent holds does not grow."""
    before = files_open()
    with Confinement(DEADLINE) as confinement:
        for _ in range(40):
            confinement.run_now(leave, 1)
        assert files_open() <= before + 4
    assert ask(leave, 1, times=40) == [Overrun("crash: exit code 1")] * 40


@both_ways
def test_a_worker_keeps_nothing_of_the_parents_files(ask: Ask, tmp_path: Path) -> None:
    """A lock is free once the parent lets go of it, and no output of a parser reaches the user's."""
    with (tmp_path / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        open_there = ask(open_files)[0]
    lines = [name for name in open_there if name.startswith(("socket:", "pipe:"))]
    assert {*open_there} - {*lines} == {"/dev/null"}
    assert len(lines) == (2 if ask is ask_here else 1)


@both_ways
def test_the_memory_of_a_worker_is_limited(ask: Ask) -> None:
    """To what was allowed beyond what it starts with."""
    assert (1 << 30) < ask(memory_limit)[0] < (1 << 30) + (4 << 30)


def test_signals_are_the_parents_to_decide() -> None:
    """Ctrl-C reaches every process of the terminal; the worker goes on with its job."""

    async def story() -> float | Overrun:
        async with Confinement(5.0, workers=1) as confinement:
            pid = await confinement.run(own_pid)
            assert isinstance(pid, int)
            job = asyncio.create_task(confinement.run(nap, 0.5))
            await asyncio.sleep(0.2)
            for process in (pid, *children()):
                os.kill(process, signal.SIGINT)
                os.kill(process, signal.SIGTERM)
                os.kill(process, signal.SIGHUP)
            return await job

    assert asyncio.run(story()) == 0.5


def test_workers_of_the_loop_are_not_forked_from_us() -> None:
    """What this process has imported, opened and locked is not in them."""
    sys.modules["only_here"] = sys.modules[__name__]
    try:
        (loaded,) = ask_loop(modules_loaded)
    finally:
        del sys.modules["only_here"]
    assert "only_here" not in loaded and __name__ in loaded


def test_a_worker_imports_its_modules_for_itself() -> None:
    """Before its first job, and within neither its seconds nor those of a module that is not there."""
    program = (
        "import sys\n"
        "from embedarchive.ports.confine import Confinement\n"
        "def has(): return 'colorsys' in sys.modules\n"
        "with Confinement(1.0, modules=('colorsys', 'not_there')) as confinement:\n"
        "    print(confinement.run_now(has), has())"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("True False\n", "")


@pytest.mark.parametrize("how", ["loop", "here"])
def test_modules_are_there_for_every_worker(how: str) -> None:
    """For those of a nursery as for those that this process forks."""
    modules = ("colorsys",)

    async def story() -> set[str] | Overrun:
        async with Confinement(DEADLINE, modules=modules) as confinement:
            return await confinement.run(modules_loaded)

    if how == "loop":
        loaded = asyncio.run(story())
    else:
        with Confinement(DEADLINE, modules=modules) as confinement:
            loaded = confinement.run_now(modules_loaded)
    assert not isinstance(loaded, Overrun) and set(modules) <= loaded


def test_a_closed_confinement_takes_no_job() -> None:
    """Closing twice does no harm; asking afterwards is our mistake."""
    confinement = Confinement(DEADLINE)
    confinement.close()
    confinement.close()
    with pytest.raises(RuntimeError, match="closed"):
        confinement.run_now(double, 1)


PARENT = """
import asyncio, os, sys, threading
from embedarchive.ports.confine import Confinement
from tests.ports.test_confine import children, for_ever, own_pid

async def story():
    confinement = Confinement({deadline}, workers=2)
    busy = asyncio.create_task(confinement.run(for_ever))
    idle = await confinement.run(own_pid)
    nursery, = children()
    both = open(f"/proc/{{nursery}}/task/{{nursery}}/children").read()
    print(nursery, both, flush=True)
    await busy

def here():
    confinement, second = Confinement({deadline}), Confinement({deadline})
    idle = confinement.run_now(own_pid)
    busy = second.run_now(own_pid)
    print(idle, busy, flush=True)
    second.run_now(for_ever)

if sys.argv[1] == "loop":
    asyncio.run(story())
else:
    here()
"""


@pytest.mark.parametrize("kind", ["loop", "here"])
def test_workers_end_when_the_parent_is_killed(kind: str) -> None:
    """kill -9 leaves no parser running; a busy one without a nursery ends with its time of the processor."""
    deadline = 60.0 if kind == "loop" else 2.0
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT.format(deadline=deadline), kind],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert parent.stdout is not None
    with parent.stdout:
        pids = [int(pid) for pid in parent.stdout.readline().split()]
        time.sleep(0.3)
        assert len(pids) >= 2 and all(map(is_running, pids))
        parent.kill()
        parent.wait()
    assert ends_within(30, *pids)


HOSTILE = {
    "a million nested divs": "<div>" * 1_000_000,
    "five million angle brackets": "<" * 5_000_000,
    "half a million attributes": "<a " + " ".join(f"a{n}=1" for n in range(500_000)) + ">",
    "nested tables": "<table>" * 20_000,
    "open comments": "<!--" * 300_000,
    "open CDATA": "<![CDATA[" * 300_000,
    "nested formatting": "<a><b><i>" * 50_000,
}


def time_here(parser: Callable[[str], int], markup: str) -> tuple[object, float]:
    with Confinement(3.0) as confinement:
        confinement.run_now(double, 1)
        began = time.monotonic()
        ended = confinement.run_now(parser, markup)
        took = time.monotonic() - began
        assert confinement.run_now(double, 21) == 42
        return ended, took


def time_loop(parser: Callable[[str], int], markup: str) -> tuple[object, float]:
    async def story() -> tuple[object, float]:
        async with Confinement(3.0, workers=1) as confinement:
            await confinement.run(double, 1)
            began = time.monotonic()
            ended = await confinement.run(parser, markup)
            took = time.monotonic() - began
            assert await confinement.run(double, 21) == 42
            return ended, took

    return asyncio.run(story())


@pytest.mark.slow
@pytest.mark.parametrize("measure", [time_here, time_loop])
@pytest.mark.parametrize("parser", [lexbor, soup])
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_end_in_time(
    measure: Callable[..., tuple[object, float]], parser: Callable[[str], int], name: str
) -> None:
    """Whatever the document and the parser: an answer or an overrun, soon behind the deadline of 3 s.

    On a quiet machine within one; the others may keep two cores busy.
    """
    ended, took = measure(parser, HOSTILE[name])
    assert isinstance(ended, int | Overrun)
    assert took < 10
