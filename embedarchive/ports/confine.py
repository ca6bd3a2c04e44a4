"""Run a pure function over untrusted bytes in a process that can be killed.

Every HTML parser falls over somewhere (FAULTS.md 1.4): a worker has a deadline and a memory limit, and
its death costs one document.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import resource
import signal
import threading
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Any, Literal, Self

from embedarchive.records import Overrun

PRELOADED = ["embedarchive.stages.fetch", "embedarchive.stages.snapshot.mementos"]
"""Imported once by the server that workers are forked from, so that a new worker costs little."""
SLACK = 10.0
"""Seconds the parent waits beyond a deadline before it kills a worker that did not end itself."""


class ConfinedBug(Exception):
    """A confined function raised: our bug. Its text is the worker's traceback."""


def _serve(pipe: Connection, deadline: float, memory: int) -> None:
    """Answer jobs until the parent is gone.

    The alarm's default action ends the process wherever it is, in C code too, and even if the
    parent was killed; Ctrl-C is the parent's to decide.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(EOFError, ConnectionError):
        while True:
            function, args = pipe.recv()
            signal.setitimer(signal.ITIMER_REAL, deadline)
            answer = _outcome(function, args)
            signal.setitimer(signal.ITIMER_REAL, 0)
            pipe.send(answer)


def _outcome(function: Callable[..., Any], args: tuple[Any, ...]) -> tuple[bool, Any]:
    try:
        return True, function(*args)
    except MemoryError:
        return True, Overrun("memory")
    except RecursionError:
        return True, Overrun("crash: nested too deeply")
    except BaseException:  # sent to the parent as a bug of ours, and raised there
        return False, traceback.format_exc()


class _Worker:
    """One process and the pipe to it."""

    def __init__(self, method: Literal["fork", "forkserver"], deadline: float, memory: int) -> None:
        multiprocessing.set_forkserver_preload(PRELOADED)
        context: Any = multiprocessing.get_context(method)
        self._deadline = deadline
        self._pipe, theirs = context.Pipe()
        self._process: multiprocessing.process.BaseProcess = context.Process(
            target=_serve, args=(theirs, deadline, memory), daemon=True
        )
        self._process.start()
        theirs.close()

    def run(self, function: Callable[..., Any], args: tuple[Any, ...]) -> tuple[bool, Any]:
        """Send a job and return its outcome; whatever ends the worker is an `Overrun`."""
        try:
            self._pipe.send((function, args))
            if not self._pipe.poll(self._deadline + SLACK):
                self.end()
                return True, Overrun("deadline")
            answer: tuple[bool, Any] = self._pipe.recv()
            return answer
        except (EOFError, ConnectionError):
            return True, Overrun(self._cause_of_death())

    def _cause_of_death(self) -> str:
        self._process.join(SLACK)
        code = self._process.exitcode
        self.end()
        if code == -signal.SIGALRM:
            return "deadline"
        named = f"signal {signal.Signals(-code).name}" if code and code < 0 else f"exit code {code}"
        return f"crash: {named}"

    @property
    def alive(self) -> bool:
        """Whether another job can be sent."""
        return not self._pipe.closed and self._process.is_alive()

    def kill(self) -> None:
        """End the process from any thread; whoever waits for its answer sees it die."""
        if self._process.pid is not None:
            with suppress(ProcessLookupError):
                os.kill(self._process.pid, signal.SIGKILL)

    def end(self) -> None:
        """End the process and forget it."""
        self.kill()
        self._process.join()
        self._process.close()
        self._pipe.close()


class Confinement:
    """A few workers, started when first needed and used again."""

    def __init__(
        self,
        deadline: float = 5.0,
        memory: int = 1 << 30,
        workers: int = 2,
        method: Literal["fork", "forkserver"] = "forkserver",
    ) -> None:
        """Take seconds and bytes for each job.

        `fork` starts fastest but only from a process without threads; `forkserver` from any: its
        workers inherit no file, no lock and no thread of the parent.
        """
        self._settings = (method, deadline, memory)
        self._idle: list[_Worker] = []
        self._lock = threading.Lock()
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="confinement")
        self._slots = asyncio.Semaphore(workers)

    def run_now(self, function: Callable[..., Any], *args: Any) -> Any:
        """Return what the function returns, or an `Overrun`; raise `ConfinedBug` where it raised."""
        worker = self._take()
        return self._finish(worker, worker.run(function, args))

    async def run(self, function: Callable[..., Any], *args: Any) -> Any:
        """Do the same while the loop goes on; a cancelled job is killed, the jobs behind it are not."""
        async with self._slots:
            worker = await asyncio.to_thread(self._take)
            work = asyncio.get_running_loop().run_in_executor(self._threads, worker.run, function, args)
            try:
                outcome = await asyncio.shield(work)
            except asyncio.CancelledError:
                worker.kill()
                await work
                raise
        return self._finish(worker, outcome)

    def _take(self) -> _Worker:
        with self._lock:
            while self._idle:
                worker = self._idle.pop()
                if worker.alive:
                    return worker
                worker.end()
        return _Worker(*self._settings)

    def _finish(self, worker: _Worker, outcome: tuple[bool, Any]) -> Any:
        good, value = outcome
        with self._lock:
            if worker.alive:
                self._idle.append(worker)
        if not good:
            raise ConfinedBug(value)
        return value

    def close(self) -> None:
        """End every worker."""
        self._threads.shutdown()
        with self._lock:
            while self._idle:
                self._idle.pop().end()

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
