"""The worker's side of `bulk`: read stretches of dumps, gate, find, write lines; die rather than hang.

On a page that overruns its deadline the kernel ends this process (SIGPROF), in whatever C code it is. What
it was at stands in memory shared with the parent, which starts another one behind that page.
"""

from __future__ import annotations

import datetime as dt
import gc
import mmap
import os
import pickle
import signal
import struct
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import NoReturn, TypeAlias

from embedarchive.ports.confined import limit_memory, seconds_for
from embedarchive.ports.dumps import Damage, Found, Page, Reached, Stretch, overruns, pages
from embedarchive.ports.files import now
from embedarchive.records import Exchange, Mention, Purpose, Request, Source, SourceKind
from embedarchive.stages.feed_type import is_json_feed
from embedarchive.stages.find.gate import Scanner, may_cite
from embedarchive.stages.reading import mentions_in

Render: TypeAlias = Callable[[Stretch, Page, tuple[Mention, ...]], str]
"""Writes the lines of output for a page's mentions."""

HEAD = struct.Struct("<cqqqq")
"""A frame's kind; how many of the stretch's pages and damages are dealt with; pages, candidates, mentions."""
NUMBER = struct.Struct("<q")
PLACE = struct.Struct("<qqdH")
"""What a worker is at: the page's number in the stretch (0: between pages), its offset, the seconds it may
take, its URL behind."""
LONGEST_NAME = 2_000
SAID, WRONG, ENDED, BUG = b"S", b"W", b"E", b"B"
FRAME = 1 << 16
SPENT = 77
"""Exit code of a worker that ran out of memory."""


@dataclass(frozen=True, slots=True)
class Orders:
    """What every worker does with every stretch."""

    render: Render
    scanner: Scanner
    deadline: float
    """Seconds of CPU for one page, but for a large one: see `seconds_for`."""
    memory: int
    """Bytes beyond what a worker starts with."""


@dataclass(frozen=True, slots=True)
class Task:
    """A stretch to read, wholly or from where another worker died."""

    stretch: Stretch
    done: int = 0
    """So many of its pages and damages are dealt with."""
    skipped: frozenset[int] = frozenset()
    """These pages, counted from 1, took workers down."""
    counts: tuple[int, int, int] = (0, 0, 0)


def last_page(place: mmap.mmap) -> tuple[int, str, float]:
    """Return the number of the page a worker was at, 0 if at none, what to call it, and its seconds."""
    number, offset, seconds, length = PLACE.unpack_from(place)
    url = place[PLACE.size : PLACE.size + length].decode("utf-8", "replace")
    return number, f"{url} (record at byte {offset})", seconds


def be_worker(line: Connection, place: mmap.mmap, orders: Orders) -> NoReturn:
    """Work until the line ends, under limits; nothing of the parent's code runs on in here."""
    code = 1
    try:
        gc.freeze()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            # Theirs to decide who started us: a worker ends with its line.
            signal.signal(number, signal.SIG_IGN)
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        limit_memory(orders.memory)
        with suppress(EOFError, BrokenPipeError, ConnectionResetError):
            while True:
                _Reader(line, place, orders, pickle.loads(line.recv_bytes())).read()
        code = 0
    except MemoryError:
        code = SPENT
    except Exception:
        line.send_bytes(HEAD.pack(BUG, 0, 0, 0, 0) + traceback.format_exc().encode("utf-8", "replace"))
        raise
    finally:
        os._exit(code)


class _Reader:
    """Reads one stretch and tells the parent what it finds, in frames of whole lines."""

    def __init__(self, line: Connection, place: mmap.mmap, orders: Orders, task: Task) -> None:
        self.line = line
        self.place = place
        self.orders = orders
        self.task = task
        self.number = 0
        """Of the page or damage it is at, counted from 1."""
        self.done = task.done
        self.pages, self.candidates, self.mentions = task.counts
        self.waiting: list[str] = []
        self.size = 0

    def read(self) -> None:
        """Read all of it; what was dealt with before is passed over."""
        for found in self._found():
            # Not by `enumerate`, which would hold what `del` lets go.
            self.number += 1
            if isinstance(found, Reached):
                self._flush()
                self._send(ENDED, NUMBER.pack(found.offset))
            elif self.number > self.task.done and self.number not in self.task.skipped:
                if isinstance(found, Damage):
                    self._trouble(found.problem)
                else:
                    self._page(found)
            # Not held while the next is read: two bodies take turns in the processor's cache.
            del found

    def _found(self) -> Iterator[Found]:
        stretch = self.task.stretch
        try:
            yield from pages(stretch)
        except OSError as error:
            yield Damage(stretch.start, f"cannot be read ({error.strerror or error})")
            yield Reached(stretch.end)

    def _page(self, page: Page) -> None:
        if _is_other_json(page):
            return
        seconds = seconds_for(len(page.body), self.orders.deadline)
        self._mark(page, seconds)
        signal.setitimer(signal.ITIMER_PROF, seconds)
        self.pages += 1
        if may_cite(page.body, self.orders.scanner):
            self.candidates += 1
            self._candidate(page)
        signal.setitimer(signal.ITIMER_PROF, 0)
        NUMBER.pack_into(self.place, 0, 0)

    def _mark(self, page: Page, seconds: float) -> None:
        """Leave word of the page, in case it is the last."""
        name = page.url.encode("utf-8", "replace")[:LONGEST_NAME]
        PLACE.pack_into(self.place, 0, self.number, page.offset, seconds, len(name))
        self.place[PLACE.size : PLACE.size + len(name)] = name

    def _candidate(self, page: Page) -> None:
        if overruns(self.task.stretch, page):
            self._trouble(f"{page.url}: the record at byte {page.offset} holds others")
            return
        try:
            mentions = mentions_of(page)
        except RecursionError:
            self._trouble(f"{page.url}: nested too deeply to be read")
            return
        if mentions:
            self.mentions += len(mentions)
            self._say(self.orders.render(self.task.stretch, page, mentions))

    def _say(self, lines: str) -> None:
        self.waiting.append(lines)
        self.size += len(lines)
        self.done = self.number
        # Where a worker died before, nothing found waits for the next death.
        if self.size >= FRAME or self.task.skipped:
            self._flush()

    def _trouble(self, problem: str) -> None:
        self._flush()
        self.done = self.number
        self._send(WRONG, f"{self.task.stretch.name}: {problem}".encode("utf-8", "replace"))

    def _flush(self) -> None:
        if self.waiting:
            self._send(SAID, "".join(self.waiting).encode())
            self.waiting, self.size = [], 0

    def _send(self, kind: bytes, content: bytes) -> None:
        head = HEAD.pack(kind, self.done, self.pages, self.candidates, self.mentions)
        self.line.send_bytes(head + content)


def _is_other_json(page: Page) -> bool:
    """Whether a page is JSON and no feed: what a page's scripts asked for."""
    return page.content_type.lower().startswith("application/json") and not is_json_feed(page.body)


def mentions_of(page: Page) -> tuple[Mention, ...]:
    """Return the mentions of a page out of a dump. What is no article has none; that is no problem."""
    headers = (("Content-Type", page.content_type),) if page.content_type else ()
    asked = Request(page.url, Purpose.ARTICLE)
    exchange = Exchange(asked, _moment(page.date), status=200, headers=headers, body=page.body)
    mentions, _problem = mentions_in(Source(page.url, SourceKind.URL), exchange, converted=page.converted)
    return mentions


def _moment(stated: str) -> str:
    """Return when a page was fetched; now, where its record does not say so in ISO 8601."""
    try:
        dt.datetime.fromisoformat(stated)
    except ValueError:
        return now()
    return stated
