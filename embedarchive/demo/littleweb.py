"""The little web: a loopback forward proxy behind which every site of a declared world answers.

    with LittleWeb(world) as web:
        httpx.get("https://t.co/…", proxy=web.proxy, verify=ssl.create_default_context(cafile=web.ca_file))

A client talks to it as to any proxy (CONNECT, then TLS with a certificate of the web's own authority,
or plain HTTP on port 80), so that the real sockets, the real TLS and the real HTTP code are used.
"""

from __future__ import annotations

import asyncio
import ssl
import tempfile
import threading
from collections import Counter
from concurrent.futures import Future
from pathlib import Path
from types import TracebackType
from typing import Self

from embedarchive.demo import sites
from embedarchive.demo.authority import Authority
from embedarchive.demo.connection import LONGEST_HEAD, Connection, LogEntry, Site
from embedarchive.demo.reply import Ask, Reply, Turns
from embedarchive.demo.script import World

_START_SECONDS = 10.0


class LittleWeb:
    """Serve a world on 127.0.0.1 from a thread of its own, from entering to leaving the context."""

    def __init__(self, world: World, *, latency: float = 0.0) -> None:
        """Take a world; `latency` is in seconds, before every answer."""
        self.world = world
        self._latency = latency
        self._port = 0
        self._running = False
        self._lock = threading.Lock()
        self._entries: list[LogEntry] = []
        self._turns: Counter[tuple[str, str]] = Counter()
        self._tasks: set[asyncio.Task[None]] = set()
        self._bugs: list[BaseException] = []

    @property
    def proxy(self) -> str:
        """The proxy's URL."""
        return f"http://127.0.0.1:{self._port}"

    @property
    def ca_file(self) -> Path:
        """The authority's certificate, PEM; it is gone when the context is left."""
        return self._authority.ca_file

    @property
    def log(self) -> tuple[LogEntry, ...]:
        """What was asked so far, in the order of ending; safe to read from any thread.

        Whoever has read an answer to its end finds it here: the web is given time to note it first.
        """
        if self._running:
            asyncio.run_coroutine_threadsafe(_breathe(), self._loop).result()
        with self._lock:
            return tuple(self._entries)

    def __enter__(self) -> Self:
        self._folder = tempfile.TemporaryDirectory(prefix="littleweb-")
        self._authority = Authority(Path(self._folder.name))
        ready: Future[int] = Future()
        self._thread = threading.Thread(target=self._run, args=(ready,), name="littleweb", daemon=True)
        self._thread.start()
        self._port = ready.result(_START_SECONDS)
        self._running = True
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._running = False
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()
        self._folder.cleanup()
        if error is None and self._bugs:
            raise self._bugs[0]

    def _run(self, ready: Future[int]) -> None:
        asyncio.run(self._serve(ready))

    async def _serve(self, ready: Future[int]) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        try:
            server = await asyncio.start_server(self._connected, "127.0.0.1", 0, limit=LONGEST_HEAD)
        except OSError as error:
            ready.set_exception(error)
            return
        ready.set_result(server.sockets[0].getsockname()[1])
        await self._stop.wait()
        server.close()
        await self._leave()

    async def _leave(self) -> None:
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await _breathe()  # The aborted transports close their sockets, TLS ones turns later.

    def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        site = Site(self._knows, self._answer, self._context, self._note, self._latency)
        task = self._loop.create_task(Connection(site, reader, writer).serve())
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        bug = None if task.cancelled() else task.exception()
        if bug:
            self._bugs.append(bug)

    def _knows(self, host: str) -> bool:
        return sites.knows(self.world, host)

    def _context(self, host: str) -> ssl.SSLContext:
        return self._authority.context(host, self.world.flaws.get(host))

    def _note(self, entry: LogEntry) -> None:
        with self._lock:
            self._entries.append(entry)

    def _answer(self, ask: Ask) -> Reply:
        reply = sites.answer(self.world, ask)
        while isinstance(reply, Turns):
            turn = self._turns[ask.host, ask.target]
            self._turns[ask.host, ask.target] += 1
            reply = reply.replies[min(turn, len(reply.replies) - 1)]
        return reply


async def _breathe() -> None:
    """Let every exchange whose last byte is out reach its log entry: a few turns of the loop."""
    for _ in range(5):
        await asyncio.sleep(0)
