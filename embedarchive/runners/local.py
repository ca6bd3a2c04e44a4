"""Runs on this machine: many articles in hand at once, one archive, a clean end whatever happens."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import secrets
import signal
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from embedarchive import __version__
from embedarchive.errors import EmbedArchiveError, ExitCode
from embedarchive.pipeline import World, archive_article, drive, unreached
from embedarchive.ports.archive import Archive
from embedarchive.ports.confine import Confinement
from embedarchive.ports.files import now
from embedarchive.ports.pace import Pace
from embedarchive.ports.robots import Robots
from embedarchive.ports.web import Web
from embedarchive.records import Provenance, Resolution, Run, Source, Verdict
from embedarchive.runners.recording import Recording
from embedarchive.runners.rules import versions
from embedarchive.runners.settings import Settings
from embedarchive.runners.worlds import ArchiveFirst, Live, LocalWorld, Offline, Polite
from embedarchive.stages.reading import FOR_PAGES
from embedarchive.stages.resolve import resolve

log = logging.getLogger(__name__)
Job = TypeVar("Job")
A_BUG = "a bug of ours"
"""How the `problem` of an article says that we failed."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is."""

    done: int
    total: int
    waiting: str
    """The source that was finished last."""


@dataclass(slots=True)
class Tally:
    """What a run has counted so far."""

    articles: int = 0
    links: int = 0
    problems: list[str] = field(default_factory=list)
    mentions: int = 0
    by_verdict: Counter[str] = field(default_factory=Counter)
    unreached: int = 0
    unread: int = 0
    exit_code: ExitCode = ExitCode.DONE

    def add(self, provenance: Provenance) -> None:
        """Count one finished article."""
        if provenance.problem:
            self.problems.append(provenance.problem)
            self.unread += 1
        self.articles += provenance.article is not None
        self.mentions += len(provenance.citations)
        self.by_verdict.update(citation.verdict.value for citation in provenance.citations)
        if not provenance.reached:
            self.unreached += 1
            self.worsen(ExitCode.UNREACHED)

    def worsen(self, code: ExitCode) -> None:
        """Let the run end with `code` unless something stronger already decides its end."""
        if self.exit_code in (ExitCode.DONE, ExitCode.UNREACHED):
            self.exit_code = code


@dataclass(frozen=True, slots=True)
class Summary:
    """How a run ended."""

    articles: int
    problems: tuple[str, ...]
    mentions: int
    by_verdict: dict[str, int]
    exchanges: int
    """Requests that went out to the web."""
    from_archive: int
    """Requests that the archive answered."""
    unreached: int
    seconds: float
    exit_code: ExitCode
    run_id: str
    db: Path
    links: int = 0
    """Links that were resolved by themselves."""
    silent: tuple[str, ...] = ()
    """Hosts that gave no answer, each with the reason."""
    unread: int = 0
    """Of the `unreached`: sources of which there is no article. What it is for stands in `problems`."""


def crawl(
    sources: Sequence[Source],
    settings: Settings,
    on_provenance: Callable[[Provenance], None],
    on_progress: Callable[[Progress], None] | None = None,
    stdin: bytes | None = None,
) -> Summary:
    """Follow every source to its provenance; each is committed, then handed to `on_provenance`.

    Raises what `errors` draws for a damaged, busy or full archive; everything else is in the summary.
    """

    async def one(source: Source, world: LocalWorld, tally: Tally) -> None:
        provenance = await _committed(source, world, tally)
        tally.add(provenance)
        on_provenance(provenance)
        if on_progress:
            on_progress(Progress(tally.articles + len(tally.problems), len(sources), source.name))

    return asyncio.run(_run(sources, settings, one, stdin))


async def _committed(source: Source, world: LocalWorld, tally: Tally) -> Provenance:
    recording = Recording(world, world.archive.read)
    provenance, bug = await followed(source, recording)
    if bug:
        tally.worsen(ExitCode.BUG)
    world.archive.commit(provenance, recording.answers)
    return provenance


async def followed(source: Source, world: World) -> tuple[Provenance, bool]:
    """Follow a source to its provenance; where a bug of ours stops that, to one that says so.

    Returns whether it was a bug. Raises what the archive, the disk or the system refuses.
    """
    try:
        return await drive(archive_article(source), world), False
    except EmbedArchiveError:
        raise
    except Exception as bug:  # one article's bug must not end the night for the rest
        if isinstance(bug, OSError) and not isinstance(bug, ConnectionError):
            raise  # the disk, or a limit of the system, which every article would meet
        log.debug("our bug, met in %s", source.name, exc_info=True)
        problem = f"{source.name}: {A_BUG}: {bug!r}; please report it"
        return Provenance(source, None, problem=problem), True


def resolve_links(
    urls: Sequence[str], settings: Settings, on_resolution: Callable[[str, Resolution], None]
) -> Summary:
    """Resolve every link; what was asked is kept, and each link's way is stored."""

    async def one(url: str, world: LocalWorld, tally: Tally) -> None:
        recording = Recording(world, world.archive.read)
        resolution = await drive(resolve(url), recording)
        world.archive.commit_link(resolution, recording.answers)
        tally.links += 1
        if unreached(resolution):
            tally.unreached += 1
            tally.worsen(ExitCode.UNREACHED)
        on_resolution(url, resolution)

    return asyncio.run(_run(urls, settings, one, None))


# --- One run --------------------------------------------------------------------------------------


async def _run(
    jobs: Sequence[Job],
    settings: Settings,
    one: Callable[[Job, LocalWorld, Tally], Awaitable[None]],
    stdin: bytes | None,
) -> Summary:
    started = time.monotonic()
    run = new_run(settings)
    tally = Tally()
    archive = Archive.open(settings.db, run)
    try:
        async with _world(archive, settings, stdin) as (world, beyond, first):
            await _work(jobs, settings, lambda job: one(job, world, tally), tally)
        if first.damage:
            tally.problems.extend(first.damage)
            tally.worsen(ExitCode.DAMAGED)
        archive.end(tally.exit_code.name.lower())
    finally:
        archive.close()
    return Summary(
        tally.articles,
        tuple(tally.problems),
        tally.mentions,
        {verdict.value: n for verdict in Verdict if (n := tally.by_verdict[verdict.value])},
        beyond.asked,
        first.from_archive,
        tally.unreached,
        time.monotonic() - started,
        tally.exit_code,
        run.id,
        settings.db,
        tally.links,
        tuple(f"{host} ({why})" for host, why in beyond.silent.items()),
        tally.unread,
    )


@contextlib.asynccontextmanager
async def _world(
    archive: Archive, settings: Settings, stdin: bytes | None
) -> AsyncIterator[tuple[LocalWorld, Live | Offline, ArchiveFirst]]:
    pace = Pace(settings.pace, settings.host_pace)
    async with Confinement(settings.parse_deadline, modules=FOR_PAGES) as confinement:
        if settings.offline:
            nobody = Offline()
            first = ArchiveFirst(archive, nobody, settings.fresh)
            yield LocalWorld(first, archive, confinement, stdin), nobody, first
            return
        web = new_web(settings)
        live = Live(web, pace, archive)
        first = ArchiveFirst(archive, live, settings.fresh)
        robots = Robots(first.answer, settings.user_agent)
        try:
            yield LocalWorld(Polite(first, archive, pace, robots), archive, confinement, stdin), live, first
        finally:
            await first.aclose()
            await web.aclose()


def new_web(settings: Settings) -> Web:
    """Return the live web as the settings want it."""
    return Web(
        user_agent=settings.user_agent,
        allow_loopback=settings.allow_loopback,
        proxy=settings.proxy,
        proxy_dns=settings.proxy_dns,
        no_proxy=settings.no_proxy,
        ca_file=settings.ca_file,
        total_timeout=settings.total_timeout,
        max_body=settings.max_body,
    )


def new_run(settings: Settings) -> Run:
    """Return the description of a run that starts now."""
    started = now()
    stamp = started[:19].replace("-", "").replace(":", "")
    return Run(
        f"{stamp}-{secrets.token_hex(3)}",
        started,
        __version__,
        settings.user_agent,
        {**settings.record(), "versions": versions()},
    )


async def _work(
    jobs: Sequence[Job], settings: Settings, one: Callable[[Job], Awaitable[None]], tally: Tally
) -> None:
    """Work through the jobs side by side until all are done, time is up or a signal says stop.

    Unfinished jobs are dropped whole: their exchanges are kept, so the next run asks nothing twice.
    """
    queue = iter(jobs)
    crew = [
        asyncio.create_task(_worker(queue, one)) for _ in range(min(settings.articles_at_once, len(jobs)))
    ]
    loop = asyncio.get_running_loop()

    def stop(code: ExitCode) -> None:
        tally.exit_code = code
        for task in crew:
            task.cancel()

    timer = loop.call_later(settings.max_time, stop, ExitCode.LIMIT) if settings.max_time else None
    try:
        with _signals(stop):
            await asyncio.gather(*crew)
    except asyncio.CancelledError:
        if tally.exit_code not in STOPPED:
            raise
    finally:
        if timer:
            timer.cancel()
        for task in crew:
            task.cancel()
        await asyncio.gather(*crew, return_exceptions=True)


STOPPED = (ExitCode.LIMIT, ExitCode.HUNG_UP, ExitCode.INTERRUPTED, ExitCode.TERMINATED)
"""How a run ends that did not come to the end of its list, and goes on when it is repeated."""


async def _worker(queue: Iterator[Job], one: Callable[[Job], Awaitable[None]]) -> None:
    for job in queue:
        await one(job)


@contextlib.contextmanager
def _signals(stop: Callable[[ExitCode], None]) -> Iterator[None]:
    """The first Ctrl-C, SIGTERM or SIGHUP stops cleanly, a second Ctrl-C or SIGTERM at once.

    A terminal that is closed may say so twice, through the shell and by itself. Where SIGHUP is ignored
    (`nohup`) it stays so.
    """
    loop = asyncio.get_running_loop()
    codes = {signal.SIGINT: ExitCode.INTERRUPTED, signal.SIGTERM: ExitCode.TERMINATED}
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        codes[signal.SIGHUP] = ExitCode.HUNG_UP
    seen: list[int] = []

    def on(number: signal.Signals) -> None:
        if number != signal.SIGHUP and any(before != signal.SIGHUP for before in seen):
            os._exit(codes[number])
        if not seen:
            stop(codes[number])
        seen.append(number)

    for number in codes:
        loop.add_signal_handler(number, on, number)
    try:
        yield
    finally:
        for number in codes:
            loop.remove_signal_handler(number)
