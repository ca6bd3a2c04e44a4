"""The worker's side of `confine`: fork, let go of everything, do one job after another, die on time.

A nursery runs this module in an interpreter of its own; it imports nothing that starts a thread.
"""

from __future__ import annotations

import gc
import marshal
import os
import resource
import signal
import time

from embedarchive.late import imported
from embedarchive.ports.pipes import Pipes

TYPE_CHECKING = False  # as in cli/__init__.py
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any, NoReturn, TypeAlias

    from embedarchive.ports.pipes import Line

    Job: TypeAlias = tuple[Callable[..., Any], tuple[Any, ...], float]
    """What is to be done, and the seconds of CPU that it may take."""

MORE_PER_MB = 2
"""So many times the least seconds a document may take more for each megabyte: 10 s where the least are 5."""
MOST_TIMES = 120
"""So many times the least seconds a document may take at most: ten minutes."""
ASLEEP = 12
"""So many times its seconds of CPU a job may take by the clock: on a busy machine it waits its turn, and one
that waits for nothing for ever is ended, too."""
SLACK = 1.0
"""Seconds by which the worker's own clock runs out later than twice its parent's patience."""
MICRO = 1e6
"""Parts of a second in which an order begins with its seconds."""
GLANCE = 1.0
"""Seconds of the clock that count at most where a process was stopped and goes on (Ctrl-Z, `fg`)."""
BIRTH = 0
"""Asks a nursery for a worker; any other number is the pid of one to bury."""
READY = b"!"
PLAIN, DONE, RAISED, MEMORY, DEPTH = b"P", b"D", b"R", b"M", b"N"
"""How a reply begins; after the first what `marshal` wrote follows, after the next two a pickle."""
NUMBER = 8
"""Bytes of a number on a line."""

_IGNORED = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
"""Theirs to decide who started us: a worker ends with its line."""


class ConfinedBug(Exception):
    """A confined function raised what cannot be pickled: its text is the worker's traceback."""


def seconds_for(size: int, least: float) -> float:
    """Return the seconds of CPU that a document of so many bytes may take.

    Reading is linear, but slower where much is cited: 8 s for 1 MB with 6,000 attributions (2026-11-27).
    """
    return least * min(1 + MORE_PER_MB * size / 1e6, MOST_TIMES)


def nurse(control: int, memory: int, modules: Sequence[str]) -> NoReturn:
    """Fork workers and bury them as the parent orders, until it is gone; then kill those that are left.

    Runs in an interpreter of its own. What the first job needs is imported once, before any fork.
    """
    import socket

    living: set[int] = set()
    try:
        for number in _IGNORED:
            signal.signal(number, signal.SIG_IGN)
        _import((*modules, "pickle"))
        with socket.socket(fileno=control) as line:
            while order := socket.recv_fds(line, NUMBER, 1):
                if not order[0]:
                    break
                line.sendall(number_bytes(_obey(order[0], order[1], living, memory)))
    finally:
        for pid in living:
            end_child(pid)
        os._exit(0)


def _obey(order: bytes, lines: list[int], living: set[int], memory: int) -> int:
    import socket

    pid = int.from_bytes(order, "big", signed=True)
    if pid == BIRTH:
        with socket.socket(fileno=lines[0]) as line:
            born = fork_worker(line, memory)
        living.add(born)
        return born
    living.discard(pid)
    return end_child(pid)


def end_child(pid: int) -> int:
    """Kill a child, unless it is dead already, and return how it ended, negative for a signal."""
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        pass  # dead already
    try:
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    except ChildProcessError:  # whoever started us ignores SIGCHLD: the kernel has buried it
        return -signal.SIGKILL


def fork_worker(line: Line, memory: int, modules: Sequence[str] = (), job: Job | None = None) -> int:
    """Fork a worker and return its pid. Signals wait, so that none finds the child in the parent's code.

    A worker that is to import something says `READY` when it has. It may be given its first job: what it is
    forked with need not be written and read.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _IGNORED)
    try:
        pid = os.fork()
        if pid == 0:
            _be_worker(line, memory, modules, job)
        return pid
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _be_worker(line: Line, memory: int, modules: Sequence[str], job: Job | None) -> NoReturn:
    """Do jobs until the line ends. Whatever happens, nothing of the parent's code runs on in here."""
    try:
        gc.freeze()  # objects of the parent are never finalised here: their descriptors are closed next
        _let_go(line.descriptors() if isinstance(line, Pipes) else (line.fileno(),))
        signal.set_wakeup_fd(-1)
        for number in _IGNORED:
            signal.signal(number, signal.SIG_IGN)
        for number in (signal.SIGALRM, signal.SIGPROF):
            signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_SETMASK, ())
        line.settimeout(None)
        if modules:
            _import(modules)
            line.sendall(READY)
        limit_memory(memory)
        while True:
            _do(line, job)
            job = None
    finally:
        os._exit(1)


def _import(modules: Sequence[str]) -> None:
    """Import what the jobs need; what cannot be imported is told by the job that needs it."""
    for module in modules:
        try:
            imported(module)
        except ImportError:
            pass


def _let_go(keep: Sequence[int]) -> None:
    """Close every descriptor but these; the standard streams lead nowhere."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    for name in os.listdir("/dev/fd"):
        if int(name) > 2 and int(name) not in keep:
            try:
                os.close(int(name))
            except OSError:
                pass  # the listing's own


def limit_memory(memory: int) -> None:
    """Allow so many bytes of address space beyond what is in use, and no core file."""
    try:
        with open("/proc/self/statm", encoding="ascii") as statm:
            used = int(statm.read().split()[0]) * resource.getpagesize()
    except OSError:
        used = 0
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    limit = used + memory if hard == resource.RLIM_INFINITY else min(used + memory, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _do(line: Line, job: Job | None) -> None:
    """Do one job, that given or the next on the line, and reply. The alarms end the process wherever it is,
    in C code too: that of its seconds of CPU, and that of the clock, for one whose parent is gone.
    """
    order = b"" if job else receive(line)
    seconds = job[2] if job else int.from_bytes(order[:NUMBER], "big") / MICRO
    signal.setitimer(signal.ITIMER_REAL, seconds * ASLEEP * 2 + SLACK)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        function, args, _ = job or _unpack(order)
        reply = _told(function(*args))
    except MemoryError:
        reply = (MEMORY, b"")
    except RecursionError:
        reply = (DEPTH, b"")
    except Exception as error:
        send(line, None, RAISED, _pack(error))
        raise
    send(line, None, *reply)
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.setitimer(signal.ITIMER_PROF, 0)


def _unpack(order: bytes | bytearray) -> Job:
    import pickle

    job: Job = pickle.loads(memoryview(order)[NUMBER:])
    return job


def _told(result: Any) -> tuple[bytes, bytes]:
    """Return a reply: what is made of plain values is written by `marshal`, which is there; `pickle` takes a
    fifth of a start of Python to import."""
    try:
        return PLAIN, marshal.dumps(result)
    except ValueError:  # holds a value of a class
        import pickle

        return DONE, pickle.dumps(result, pickle.HIGHEST_PROTOCOL)


def _pack(error: Exception) -> bytes:
    """Pickle an exception with its traceback as a note, or its traceback alone if it will not travel."""
    import pickle
    import traceback  # nobody else needs it

    told = "".join(traceback.format_exception(error))
    error.add_note(f"In a confined process:\n{told}")
    try:
        packed = pickle.dumps(error)
        pickle.loads(packed)
    except (pickle.PickleError, TypeError, AttributeError, ValueError):
        return pickle.dumps(ConfinedBug(told))
    return packed


class Patience:
    """Seconds of waiting for the other end of a line, but for those in which this process was stopped."""

    def __init__(self, seconds: float) -> None:
        self._left = seconds

    def wait(self, line: Line, act: Callable[[memoryview], int], piece: memoryview) -> int:
        """Send or receive. Raises TimeoutError when the seconds are used up."""
        while True:
            glance = max(min(self._left, GLANCE), 0.001)
            line.settimeout(glance)
            began = time.monotonic()
            try:
                return act(piece)
            except TimeoutError:
                if self._left <= glance:
                    raise
            finally:
                self._left -= min(time.monotonic() - began, glance)


def send(line: Line, patience: Patience | None, *pieces: bytes) -> None:
    for piece in (number_bytes(sum(map(len, pieces))), *pieces):
        rest = memoryview(piece)
        while rest:
            rest = rest[patience.wait(line, line.send, rest) if patience else line.send(rest) :]


def receive(line: Line, patience: Patience | None = None) -> bytearray:
    return exactly(line, received_number(line, patience), patience)


def number_bytes(number: int) -> bytes:
    return number.to_bytes(NUMBER, "big", signed=True)


def received_number(line: Line, patience: Patience | None = None) -> int:
    return int.from_bytes(exactly(line, NUMBER, patience), "big", signed=True)


def exactly(line: Line, size: int, patience: Patience | None = None) -> bytearray:
    """Receive so many bytes. Raises TimeoutError, or EOFError where the other end is gone."""
    received = bytearray(size)
    rest = memoryview(received)
    while rest:
        count = patience.wait(line, line.recv_into, rest) if patience else line.recv_into(rest)
        if not count:
            raise EOFError("the line ended")
        rest = rest[count:]
    return received
