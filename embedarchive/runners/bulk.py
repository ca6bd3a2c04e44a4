"""Find in dumps with several processes: the pages of WARC, WET and WACZ files, gated before they are read.

Workers are forked and read stretches of files; this process hands stretches out and passes on what comes
back, in the order of the input. A page that takes a worker down (deadline, memory, a broken stack) costs
that page: the next worker goes on behind it. A file is cut where a record seems to begin; what was found in
a stretch counts only if the stretch before ends exactly there, else it is read again from where that ended.
"""

from __future__ import annotations

import mmap
import os
import pickle
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from typing import TypeAlias

from embedarchive.ports.dumps import Page, Stretch, cut
from embedarchive.ports.matching import matcher
from embedarchive.runners.bulk_worker import (
    BUG,
    ENDED,
    HEAD,
    LONGEST_NAME,
    NUMBER,
    PLACE,
    SAID,
    SPENT,
    WRONG,
    Orders,
    Render,
    Task,
    be_worker,
    last_page,
    mentions_of,
)
from embedarchive.stages.find.gate import Scanner, scan
from embedarchive.stages.find.signs import FIRST_VEIL, SIGNS

STEP = 1_000_000
"""Bytes of a stretch: some thirty pages. At the end of the last file all workers but one wait for the last
stretch, so it is short: a hundredth of a second of reading, a few tenths where every page cites something.
Handing one out takes half a millisecond."""
AHEAD = 24
"""Stretches per worker that may be read before it is their turn to be passed on."""
MOST_WAITING = 250_000
"""Bytes of output of one stretch that may wait for its turn; then its worker waits."""
MOST_DEATHS = 20
"""In one stretch; what takes more workers down is left alone from there to the end of the stretch."""
MOST_UNKNOWN = 3
"""Deaths between two pages, of which nobody knows the cause."""
MEMORY = 1 << 30
DEADLINE = 5.0


@dataclass(frozen=True, slots=True)
class Lines:
    """Output of some pages, whole lines."""

    text: bytes


@dataclass(frozen=True, slots=True)
class Trouble:
    """A record that could not be read, in words for people."""

    problem: str


@dataclass(frozen=True, slots=True)
class Count:
    """What a stretch held."""

    pages: int
    candidates: int
    mentions: int


Outcome: TypeAlias = Lines | Trouble | Count

SAMPLE = Page(
    "https://example.org/",
    0,
    "text/html",
    b'<blockquote class="twitter-tweet"><p>Words</p>&mdash; Name (@handle) '
    b'<a href="https://twitter.com/handle/status/20">March 21, 2006</a></blockquote>'
    b"<p>Words again.&mdash; Other Name (@other) March 22, 2006</p>"
    b"<p>Words.</p><p>- Third Name (@third) 22/3/2006</p><p>Words pic.twitter.com/abcdefghij</p>"
    b'<blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/p/abcdefgh/">'
    b'<a href="https://www.instagram.com/p/abcdefgh/">A post shared by Name (@handle)</a></blockquote>'
    b'<iframe src="https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Fwww.facebook.com%2Fa%2Fposts%2F20">'
    b'</iframe><iframe src="https://platform.twitter.com/embed/Tweet.html?id=20"></iframe>'
    b'<script>{"html":"\\u003cp\\u003ehttps:\\/\\/twitter.com\\/handle\\/status\\/20"}</script>',
    0,
    "2026-01-01T00:00:00Z",
)
"""Read before the first fork: what reading loads on first use, every worker then has for nothing."""


def find_in_dumps(
    dumps: Iterable[Stretch],
    render: Render,
    *,
    jobs: int = 1,
    deadline: float = DEADLINE,
    memory: int = MEMORY,
    step: int = STEP,
) -> Iterator[Outcome]:
    """Yield what stands in dumps, in their order, whatever the number of workers.

    `deadline` is in seconds of CPU for one page, more for a large one: under load, or stopped for a while,
    nothing is lost. Closing the iterator ends the workers.
    """
    crew = _Crew(Orders(render, scanner(), deadline, memory))
    mentions_of(SAMPLE)
    try:
        yield from _Line(dumps, step, crew, jobs).run()
    finally:
        crew.dismiss()


def scanner() -> Scanner:
    """Return the fastest scanner there is for the gate."""
    return matcher([sign.expressions for sign in SIGNS], FIRST_VEIL) or scan


# --- Workers ------------------------------------------------------------------------------------


@dataclass(slots=True, eq=False)
class _Worker:
    """The parent's view of a worker."""

    line: Connection
    pid: int
    place: mmap.mmap
    """What it is at; see `last_page`."""
    job: _Job | None = None
    bug: str | None = None
    """What it said last, if it met a bug of ours."""


class _Crew:
    """The workers there are."""

    def __init__(self, orders: Orders) -> None:
        self.orders = orders
        self.all: list[_Worker] = []

    def idle(self, most: int) -> _Worker | None:
        """Return a worker without a job; a new one as long as there are fewer than `most`."""
        free = next((worker for worker in self.all if worker.job is None), None)
        return free or (self._fork() if len(self.all) < most else None)

    def _fork(self) -> _Worker:
        ours, theirs = Pipe()
        place = mmap.mmap(-1, PLACE.size + LONGEST_NAME)
        pid = os.fork()
        if pid == 0:
            for line in (ours, *(worker.line for worker in self.all)):
                line.close()
            be_worker(theirs, place, self.orders)
        theirs.close()
        worker = _Worker(ours, pid, place)
        self.all.append(worker)
        return worker

    def bury(self, worker: _Worker) -> str:
        """Take the exit code of a worker that has died, or is made to, and say what it died of."""
        self.all.remove(worker)
        worker.line.close()
        with suppress(ProcessLookupError):
            os.kill(worker.pid, signal.SIGKILL)
        code = os.waitstatus_to_exitcode(os.waitpid(worker.pid, 0)[1])
        if worker.bug:
            return f"met a bug of ours; please report it: {worker.bug}"
        if code == -signal.SIGPROF:
            return f"takes more than {round(last_page(worker.place)[2], 1):g} s to read and was given up"
        if code == SPENT:
            return "needs too much memory to read and was given up"
        return f"made its reader stop ({signal.Signals(-code).name if code < 0 else f'exit code {code}'})"

    def dismiss(self) -> None:
        """End all workers."""
        for worker in list(self.all):
            self.bury(worker)


# --- Stretches in line --------------------------------------------------------------------------


@dataclass(slots=True, eq=False)
class _Job:
    """One stretch on its way through the line."""

    task: Task
    outcomes: deque[Outcome] = field(default_factory=deque)
    """What waits to be passed on."""
    waiting: int = 0
    """Bytes of it."""
    deaths: int = 0
    reached: int | None = None
    """Where the next stretch has to begin; None until it is read."""
    void: bool = False
    """Begun at a place where no record begins: what its worker still sends counts for nothing."""

    def add(self, outcome: Outcome) -> None:
        """Keep an outcome until it is this stretch's turn."""
        self.outcomes.append(outcome)
        self.waiting += len(outcome.text) if isinstance(outcome, Lines) else 0


class _Line:
    """Stretches in the order of the input: the first is passed on while those behind it are read."""

    def __init__(self, dumps: Iterable[Stretch], step: int, crew: _Crew, jobs: int) -> None:
        self.coming = (stretch for dump in dumps for stretch in cut(dump, step))
        self.crew = crew
        self.jobs = jobs
        self.line: deque[_Job] = deque()
        self.unread: deque[_Job] = deque()

    def run(self) -> Iterator[Outcome]:
        """Yield all outcomes in order."""
        while self._fill():
            self._hand_out()
            yield from self._pass_on()
            self._listen()

    def _fill(self) -> bool:
        """Take in what may be handed out next; return whether there is anything left to do."""
        while len(self.unread) < self.jobs and len(self.line) < self.jobs * AHEAD:
            stretch = next(self.coming, None)
            if stretch is None:
                break
            job = _Job(Task(stretch))
            self.line.append(job)
            self.unread.append(job)
        return bool(self.line)

    def _hand_out(self) -> None:
        while self.unread and (worker := self.crew.idle(self.jobs)):
            worker.job = self.unread.popleft()
            with suppress(BrokenPipeError, ConnectionResetError):  # dead: `_listen` will hear of it
                worker.line.send_bytes(pickle.dumps(worker.job.task))

    def _pass_on(self) -> Iterator[Outcome]:
        """Yield what the first stretch has to say, and the next ones' as long as the first is read."""
        while self.line:
            first = self.line[0]
            while first.outcomes:
                yield first.outcomes.popleft()
            first.waiting = 0
            if first.reached is None:
                return
            self.line.popleft()
            self._fill()
            self._join(first)

    def _join(self, read: _Job) -> None:
        """Hold the next stretch of the same WARC against where this one ended."""
        after = self.line[0] if self.line else None
        if after is None or read.reached is None or read.task.stretch.end == read.task.stretch.size:
            return
        stretch = after.task.stretch
        if stretch.start == read.reached:
            return
        after.void = True
        again = _Job(Task(replace(stretch, start=read.reached)))
        if read.reached >= stretch.end and stretch.end < stretch.size:
            again.reached = read.reached
        elif read.reached >= stretch.size:
            again.reached = stretch.size
        else:
            self.unread.appendleft(again)
        if after in self.unread:
            self.unread.remove(after)
        self.line[0] = again

    def _listen(self) -> None:
        """Wait until a worker says something. Whoever is far ahead of its turn is not listened to."""
        busy = {worker.line: worker for worker in self.crew.all if worker.job}
        first = self.line[0] if self.line else None
        if any(worker.job is first for worker in busy.values()):
            busy = {line: worker for line, worker in busy.items() if self._is_heard(worker)}
        for line in wait(list(busy)) if busy else ():
            worker = busy[line]  # type: ignore[index]
            try:
                self._hear(worker, worker.line.recv_bytes())
            except (EOFError, OSError):
                self._mourn(worker)

    def _is_heard(self, worker: _Worker) -> bool:
        job = worker.job
        return job is not None and (job is self.line[0] or job.void or job.waiting < MOST_WAITING)

    def _hear(self, worker: _Worker, frame: bytes) -> None:
        job = worker.job
        assert job is not None
        kind, done, *counts = HEAD.unpack_from(frame)
        content = frame[HEAD.size :]
        if kind == BUG:
            worker.bug = content.decode("utf-8", "replace").strip().rpartition("\n")[2]
            return
        if job.void:
            worker.job = None if kind == ENDED else job
            return
        pages, candidates, mentions = counts
        job.task = replace(job.task, done=done, counts=(pages, candidates, mentions))
        if kind == SAID:
            job.add(Lines(content))
        elif kind == WRONG:
            job.add(Trouble(content.decode("utf-8", "replace")))
        elif kind == ENDED:
            job.add(Count(pages, candidates, mentions))
            job.reached = NUMBER.unpack(content)[0]
            worker.job = None

    def _mourn(self, worker: _Worker) -> None:
        """Bury a worker and have its stretch read on behind the page that took it down."""
        job = worker.job
        number, page, _seconds = last_page(worker.place)
        why = self.crew.bury(worker)
        if job is None or job.void:
            return
        job.deaths += 1
        stretch = job.task.stretch
        if number:
            job.add(Trouble(f"{stretch.name}: {page} {why}"))
            job.task = replace(job.task, skipped=job.task.skipped | {number})
        if job.deaths >= (MOST_DEATHS if number else MOST_UNKNOWN):
            job.add(Trouble(f"{stretch.name}: given up as far as byte {stretch.end}: its reader {why}"))
            job.reached = stretch.end
            return
        self.unread.appendleft(job)


__all__ = ["Count", "Lines", "Outcome", "Render", "Trouble", "find_in_dumps", "scanner"]
