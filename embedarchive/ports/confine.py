"""Run a pure function over untrusted bytes in a process that can be killed.

On hostile pages every HTML parser falls over somewhere: minutes, gigabytes, a broken stack (html.parser:
CVE-2025-6069). Here that costs one document. A worker takes one job at a time and is used again until it
is killed. Where workers come from:

* `run` never forks this process, which has threads: a nursery, a fresh interpreter that has imported
  what the first job needs, forks the workers and takes their deaths;
* `run_now` forks this process where it has a single thread, which costs milliseconds, the less the less this
  process has imported: `modules` are the worker's own; else as `run`.

A worker keeps nothing of the parent's files and locks, leaves Ctrl-C, SIGTERM and SIGHUP to the parent, and
ends with it: at once where it is idle or of the nursery, else by its own alarms.

A job's seconds are seconds of CPU: on a busy machine, or stopped for a while (Ctrl-Z), nothing is lost. One
that sleeps is ended by the clock, at `ASLEEP` times as many.
"""

from __future__ import annotations

import marshal
import select
import signal
import sys
import threading

from embedarchive.ports.confined import (
    ASLEEP,
    BIRTH,
    DEPTH,
    DONE,
    MEMORY,
    MICRO,
    PLAIN,
    RAISED,
    READY,
    Patience,
    end_child,
    exactly,
    fork_worker,
    number_bytes,
    receive,
    received_number,
    seconds_for,
    send,
)
from embedarchive.ports.pipes import pair
from embedarchive.records import Overrun

TYPE_CHECKING = False  # as in cli/__init__.py
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import ThreadPoolExecutor
    from types import TracebackType
    from typing import Any, Self, TypeVar

    from embedarchive.ports.confined import Job
    from embedarchive.ports.pipes import Line

    T = TypeVar("T")

DEADLINE = 5.0
"""Seconds of CPU that one document may take, but for a large one: see `seconds_for`."""
PATIENCE = 60.0
"""Seconds that a nursery may take to fork or to bury a worker, and that importing may take."""

BOTH_WAYS = 2
"""`socket.SHUT_RDWR`, which only who starts a nursery imports."""

STOPPED = "crash: its clock ran out"
_OVERRUNS = {MEMORY: "memory", DEPTH: "crash: nested too deeply"}


class Confinement:
    """A few workers, started when first needed. Every method may be called from any thread."""

    def __init__(
        self,
        deadline: float = DEADLINE,
        memory: int = 1 << 30,
        workers: int = 2,
        modules: Sequence[str] = (),
    ) -> None:
        """Take seconds of CPU and bytes for each job, and the modules that jobs need.

        What a worker imports of them before its first job counts neither as its seconds nor as its bytes.
        """
        self._deadline = deadline
        self._memory = memory
        self._workers = workers
        self._modules = tuple(modules)
        self._threads: ThreadPoolExecutor | None = None
        self._lock = threading.Lock()
        self._nursery: _Nursery | None = None
        self._all: set[_Worker] = set()
        self._idle: list[_Worker] = []
        self._closed = False

    async def run(self, function: Callable[..., T], *args: object, size: int = 0) -> T | Overrun:
        """Do the same as `run_now` while the loop goes on: `workers` jobs at a time, in order.

        A job that is cancelled is killed; those behind it are not.
        """
        import asyncio

        call = _Call()
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self._executor(), self._work, call, False, size, function, args)
        except asyncio.CancelledError:
            call.give_up()
            raise

    def run_now(self, function: Callable[..., T], *args: object, size: int = 0) -> T | Overrun:
        """Return what the function returns, or an `Overrun`; raise what it raises: a bug of ours.

        The function is importable by name; arguments and result are pickled, but for the arguments that a
        worker is forked with and for a result of plain values, in which a `bytearray` arrives as `bytes`.
        A `RecursionError` is the document's doing and an `Overrun`. A job with a `size`, in bytes, has the
        more time for it.
        """
        return self._work(_Call(), threading.active_count() == 1, size, function, args)

    def close(self) -> None:
        """End every worker; what is still under way ends as an `Overrun`."""
        with self._lock:
            self._closed = True
            for worker in self._all:
                worker.hang_up()
        if self._threads:
            self._threads.shutdown(cancel_futures=True)
        with self._lock:
            for worker in self._all:
                worker.bury()
            self._all.clear()
            self._idle.clear()
            if self._nursery:
                self._nursery.close()
                self._nursery = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _executor(self) -> ThreadPoolExecutor:
        """Return the threads that wait for workers: started by the first to need one."""
        from concurrent.futures import ThreadPoolExecutor

        with self._lock:
            self._refuse_when_closed()
            if self._threads is None:
                self._threads = ThreadPoolExecutor(self._workers, thread_name_prefix="confinement")
            return self._threads

    def _work(
        self, call: _Call, here: bool, size: int, function: Callable[..., T], args: tuple[object, ...]
    ) -> T | Overrun:
        seconds = seconds_for(size, self._deadline)
        job = (function, args, seconds)
        worker, order = self._take(here, job)
        call.begin(worker)
        reply = worker.ask(order, seconds * ASLEEP)
        call.end()
        if not isinstance(reply, Overrun) and reply[:1] in (PLAIN, DONE):
            self._give_back(worker)
            done: T = _read(reply)
            return done
        cause = self._bury(worker)
        if isinstance(reply, Overrun):
            if cause == STOPPED and not reply.reason:  # with us: we have not waited as long as its clock says
                return self._work(call, here, size, function, args)
            return reply if reply.reason else Overrun(cause)
        if reply[:1] == RAISED:
            raise _read(reply)
        return Overrun(_OVERRUNS[bytes(reply[:1])])

    def _take(self, here: bool, job: Job) -> tuple[_Worker, tuple[bytes, ...]]:
        """Return a worker and what is to be sent to it: nothing to one that was forked with the job."""
        with self._lock:
            self._refuse_when_closed()
            worker = self._waiting()
            forked = worker is None and here
            if worker is None:
                worker = self._fork_here(job) if here else self._from_nursery(job[0].__module__)
                self._all.add(worker)
        return worker, () if forked else _written(job)

    def _waiting(self) -> _Worker | None:
        """Return a worker that has nothing to do; the dead ones among them are buried."""
        while self._idle:
            worker = self._idle.pop()
            if worker.is_waiting():
                return worker
            self._all.discard(worker)
            worker.bury()
        return None

    def _refuse_when_closed(self) -> None:
        if self._closed:
            raise RuntimeError("this confinement is closed")

    def _give_back(self, worker: _Worker) -> None:
        with self._lock:
            self._idle.append(worker)

    def _bury(self, worker: _Worker) -> str:
        with self._lock:
            self._all.discard(worker)
            return worker.bury()

    def _fork_here(self, job: Job) -> _Worker:
        ours, theirs = pair()
        with theirs:
            pid = fork_worker(theirs, self._memory, self._modules, job)
        worker = _Worker(ours, pid, end_child)
        if self._modules:
            worker.wait()
        return worker

    def _from_nursery(self, module: str) -> _Worker:
        """Let the nursery fork a worker; found dead, it is replaced once."""
        if self._nursery:
            try:
                return self._nursery.bear()
            except (OSError, EOFError):
                self._nursery.close()
        self._nursery = _Nursery(self._memory, (*self._modules, module))
        return self._nursery.bear()


def _written(job: Job) -> tuple[bytes, bytes]:
    """Write its seconds, which count from before the rest is read, and the job."""
    import pickle

    return number_bytes(int(job[2] * MICRO)), pickle.dumps(job, pickle.HIGHEST_PROTOCOL)


def _read(reply: bytearray) -> Any:
    """Return what a reply holds behind its first byte: a result, or what was raised."""
    rest = memoryview(reply)[1:]
    if reply[:1] == PLAIN:
        return marshal.loads(rest)
    import pickle

    return pickle.loads(rest)


class _Call:
    """A job under way, which another thread may give up."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._worker: _Worker | None = None
        self._given_up = False

    def begin(self, worker: _Worker) -> None:
        """Say who does the job."""
        with self._lock:
            self._worker = worker
            if self._given_up:
                worker.hang_up()

    def end(self) -> None:
        """Let go of the worker: its next job is another's."""
        with self._lock:
            self._worker = None

    def give_up(self) -> None:
        """End the job; whoever waits for the worker sees it die."""
        with self._lock:
            self._given_up = True
            if self._worker:
                self._worker.hang_up()


class _Worker:
    """The parent's view of a worker."""

    __slots__ = ("_end", "_line", "_pid")

    def __init__(self, line: Line, pid: int, end: Callable[[int], int | None]) -> None:
        """Take what kills and reaps by pid: how it ended, negative for a signal, None where nobody knows."""
        self._line = line
        self._pid = pid
        self._end = end

    def ask(self, order: tuple[bytes, ...], seconds: float) -> bytearray | Overrun:
        """Send a job it does not know and return the reply; an `Overrun` without a reason where it died."""
        patience = Patience(seconds)
        try:
            if order:
                send(self._line, patience, *order)
            return receive(self._line, patience)
        except TimeoutError:
            return Overrun("deadline")
        except (OSError, EOFError):
            return Overrun("")

    def wait(self) -> None:
        """Wait until it has imported its modules; that it died of it its first job will tell."""
        self._line.settimeout(PATIENCE)
        try:
            exactly(self._line, len(READY))
        except (OSError, EOFError):
            pass

    def is_waiting(self) -> bool:
        """Whether it is there and silent, so that a job can be sent."""
        poll = select.poll()
        poll.register(self._line.fileno(), select.POLLIN)
        return not poll.poll(0)

    def hang_up(self) -> None:
        """Break the line, from any thread: whoever waits at either end sees its end."""
        try:
            self._line.shutdown(BOTH_WAYS)
        except OSError:
            pass  # it is broken

    def bury(self) -> str:
        """Kill what is left of it, take its exit code, and say what it died of."""
        self._line.close()
        code = self._end(self._pid)
        if code == -signal.SIGALRM:
            return STOPPED
        if code == -signal.SIGPROF:
            return "deadline"
        if code is None:
            return "crash: of an unknown cause"
        return f"crash: signal {signal.Signals(-code).name}" if code < 0 else f"crash: exit code {code}"


class _Nursery:
    """The parent's view of a nursery: a process with one thread that forks workers and buries them.

    Only it knows when a pid of its children is free again, so only it kills them.
    """

    def __init__(self, memory: int, modules: tuple[str, ...]) -> None:
        import socket
        import subprocess

        self._control, theirs = socket.socketpair()
        self._control.settimeout(PATIENCE)
        program = (
            f"import sys; sys.path[:] = {sys.path!r}; from embedarchive.ports.confined import nurse; "
            f"nurse({theirs.fileno()}, {memory!r}, {modules!r})"
        )
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-c", program],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C is the parent's to decide
            )

    def bear(self) -> _Worker:
        """Have a worker forked. Raises OSError or EOFError where the nursery is gone."""
        import socket

        ours, theirs = socket.socketpair()
        try:
            with theirs:
                socket.send_fds(self._control, [number_bytes(BIRTH)], [theirs.fileno()])
                return _Worker(ours, received_number(self._control), self._bury)
        except (OSError, EOFError):
            ours.close()
            raise

    def close(self) -> None:
        """End it; with it end the workers it still has."""
        import subprocess

        self._control.close()
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _bury(self, pid: int) -> int | None:
        try:
            self._control.sendall(number_bytes(pid))
            return received_number(self._control)
        except (OSError, EOFError):
            return None
