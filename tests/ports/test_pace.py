"""One request in flight per host, a pause between two, and rest where a host asks for it."""

from __future__ import annotations

import asyncio
import heapq
import itertools
import random
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from typing import Any

import pytest

from embedarchive.ports.pace import FIRST_OPEN, LONGEST_REST, Pace, Resting, retry_after
from embedarchive.records import Exchange, Failure, Request

NOW = "2026-02-02T10:00:00.000000Z"
A = "https://a.example/"
CDX = "https://web.archive.org/cdx/search/cdx?url=x"
TIMEMAP = "https://web.archive.org/web/timemap/link/x"
MEMENTO = "https://web.archive.org/web/20260101000000id_/https://t.co/x"


class Clock:
    """A time that passes only while everybody sleeps, and then exactly to the next who wakes."""

    def __init__(self) -> None:
        self.time = 1000.0
        self._asleep: list[tuple[float, int, asyncio.Future[None]]] = []
        self._count = itertools.count()

    def monotonic(self) -> float:
        return self.time

    async def sleep(self, seconds: float) -> None:
        awake = asyncio.get_running_loop().create_future()
        heapq.heappush(self._asleep, (self.time + seconds, next(self._count), awake))
        await awake

    async def tell(self, story: Coroutine[Any, Any, None]) -> None:
        """Let the time pass until the story is over."""
        task = asyncio.create_task(story)
        while not task.done():
            for _ in range(30):
                await asyncio.sleep(0)
            if not task.done():
                assert self._asleep, "everybody waits and nobody sleeps"
                self.time, _, awake = heapq.heappop(self._asleep)
                if not awake.done():
                    awake.set_result(None)
        await task


def with_clock(story: Callable[[Pace, Clock], Coroutine[Any, Any, None]], default: float = 2.0) -> None:
    clock = Clock()
    pace = Pace(default, monotonic=clock.monotonic, sleep=clock.sleep)
    asyncio.run(clock.tell(story(pace, clock)))


def answer(status: int | None = 200, failure: Failure | None = None, **headers: str) -> Exchange:
    named = tuple((key.replace("_", "-"), value) for key, value in headers.items())
    return Exchange(Request(A), NOW, status=status, headers=named, failure=failure)


@dataclass(frozen=True)
class Flight:
    url: str
    began: float
    ended: float


async def take(
    pace: Pace, clock: Clock, url: str, lasts: float = 0.0, then: Exchange | None = None
) -> Flight:
    async with pace.turn(url):
        began = clock.time
        if lasts:
            await clock.sleep(lasts)
        if then:
            pace.heed(url, then)
        return Flight(url, began, clock.time)


def test_the_pause_runs_from_end_to_start() -> None:
    """A slow answer does not eat the pause, and the first request does not wait."""

    async def story(pace: Pace, clock: Clock) -> None:
        first = await take(pace, clock, A, lasts=3.0)
        second = await take(pace, clock, A)
        assert (first.began, second.began - first.ended) == (1000.0, 2.0)

    with_clock(story)


def test_a_pause_that_is_over_is_not_waited_for() -> None:
    """Who comes late goes at once."""

    async def story(pace: Pace, clock: Clock) -> None:
        await take(pace, clock, A)
        clock.time += 60
        assert (await take(pace, clock, A)).began == 1060.0

    with_clock(story)


def test_a_failed_request_is_followed_by_the_same_pause() -> None:
    """What raises or is cancelled in flight was a request nevertheless."""

    async def story(pace: Pace, clock: Clock) -> None:
        with pytest.raises(OSError, match="broken"):
            async with pace.turn(A):
                raise OSError("broken")
        assert (await take(pace, clock, A)).began == 1002.0

    with_clock(story)


def test_hosts_do_not_wait_for_one_another() -> None:
    """Ten hosts start at once; a dead one among them holds up nobody."""

    async def story(pace: Pace, clock: Clock) -> None:
        dead = asyncio.create_task(take(pace, clock, "https://dead.example/", lasts=600.0))
        flights = await asyncio.gather(*(take(pace, clock, f"https://h{n}.example/") for n in range(10)))
        assert {flight.began for flight in flights} == {1000.0}
        await dead

    with_clock(story)


def test_first_come_first_served() -> None:
    """Twenty who wait for one host go in the order they came, two seconds apart."""

    async def story(pace: Pace, clock: Clock) -> None:
        flights = await asyncio.gather(*(take(pace, clock, f"{A}{n}") for n in range(20)))
        assert [flight.began - 1000.0 for flight in flights] == [2.0 * n for n in range(20)]

    with_clock(story)


def test_the_wayback_machine_has_one_turn_and_two_speeds() -> None:
    """Mementos go on while a CDX query pauses, never two at a time, and each keeps its own pause."""

    async def story(pace: Pace, clock: Clock) -> None:
        urls = [url for _ in range(6) for url in (CDX, MEMENTO, TIMEMAP)]
        flights = await asyncio.gather(*(take(pace, clock, url, lasts=0.05) for url in urls))
        assert_polite(flights, pace.bucket)
        mementos = [flight.ended for flight in flights if flight.url == MEMENTO]
        assert max(mementos) < 1003.0, "six mementos wait for no second CDX query but one"

    with_clock(story)


def assert_polite(flights: list[Flight], bucket: Callable[[str], tuple[str, float]]) -> None:
    """One in flight per host, and the gap between end and start within each bucket."""
    by_host, by_bucket = defaultdict(list), defaultdict(list)
    for flight in sorted(flights, key=lambda flight: flight.began):
        name, gap = bucket(flight.url)
        by_host[name.partition("/")[0]].append(flight)
        by_bucket[name, gap].append(flight)
    for row in by_host.values():
        assert all(next_.began >= one.ended for one, next_ in itertools.pairwise(row))
    for (_, gap), row in by_bucket.items():
        assert all(next_.began - one.ended >= gap - 1e-6 for one, next_ in itertools.pairwise(row))


@pytest.mark.parametrize("seed", range(20))
def test_no_gap_is_ever_violated(seed: int) -> None:
    """Two hundred requests to nine hosts, of random length, some cancelled while waiting or in flight."""
    dice = random.Random(seed)

    async def story(pace: Pace, clock: Clock) -> None:
        flights: list[Flight] = []

        async def one(url: str) -> None:
            await clock.sleep(dice.uniform(0, 60))
            async with pace.turn(url):
                began = clock.time
                try:
                    await clock.sleep(dice.uniform(0, 5))
                finally:
                    flights.append(Flight(url, began, clock.time))

        async def drop(task: asyncio.Task[None]) -> None:
            await clock.sleep(dice.uniform(0, 120))
            task.cancel()

        urls = [f"https://h{n}.example/" for n in range(8)] + [CDX, MEMENTO, TIMEMAP]
        tasks = [asyncio.create_task(one(dice.choice(urls))) for _ in range(200)]
        await asyncio.gather(*(drop(task) for task in dice.sample(tasks, 40)))
        ended = await asyncio.gather(*tasks, return_exceptions=True)
        assert all(end is None or isinstance(end, asyncio.CancelledError) for end in ended)
        assert len(flights) >= 160
        assert_polite(flights, pace.bucket)

    with_clock(story)


@pytest.mark.parametrize(
    ("url", "name", "gap"),
    [
        (CDX, "web.archive.org/cdx", 2.5),
        (TIMEMAP, "web.archive.org/cdx", 2.5),
        (MEMENTO, "web.archive.org/web", 0.125),
        ("https://web.archive.org/save/https://t.co/x", "web.archive.org/save", 15.0),
        ("https://web.archive.org/robots.txt", "web.archive.org", 2.0),
        ("https://archive.org/wayback/available?url=x", "archive.org", 2.0),
        ("https://t.co/x", "t.co", 2.0),
        ("http://T.CO./x", "t.co", 2.0),
        ("http://t.co:80/x", "t.co", 2.0),
        ("https://t.co:443/x", "t.co", 2.0),
        ("https://t.co:80/x", "t.co:80", 2.0),
        ("https://SLOW.example/x", "slow.example", 9.0),
        ("https://slow.example:8443/x", "slow.example:8443", 4.0),
        ("https://bücher.example/", "xn--bcher-kva.example", 2.0),
        ("http://127.1/", "127.0.0.1", 2.0),
        ("http://[::1]:8080/", "[::1]:8080", 2.0),
    ],
)
def test_each_host_has_its_pace(url: str, name: str, gap: float) -> None:
    """The Wayback Machine's limits, the default, and what the user names; a host is what is dialled."""
    pace = Pace(2.0, {"Slow.example": 9.0, "slow.example:8443": 4.0})
    assert pace.bucket(url) == (name, gap)


def test_a_named_host_overrides_what_is_built_in() -> None:
    """And only a named one: a small default does not hurry the archive."""
    assert Pace(0.1).bucket(CDX).gap == 2.5
    hurried = Pace(0.1, {"web.archive.org": 0.3})
    assert hurried.bucket(CDX) == hurried.bucket(MEMENTO) == ("web.archive.org", 0.3)
    assert Pace(0.1, {"web.archive.org/save": 60.0}).bucket("https://web.archive.org/save/x").gap == 60.0


@pytest.mark.parametrize(
    "url", ["http://[bad", "http://a.example:99999/", "https://", "mailto:a@b", "\ud800"]
)
def test_what_is_no_url_is_no_failure_of_ours(url: str) -> None:
    """The guard will refuse it; until then it takes a turn like any other."""

    async def story(pace: Pace, clock: Clock) -> None:
        await take(pace, clock, url, then=answer(None, Failure.BAD_URL))
        assert pace.resting(url) is None

    with_clock(story)


def test_retry_after_is_obeyed_and_a_long_rest_is_reported() -> None:
    """Ten seconds are waited for; an hour is a refusal that says how long; other hosts are not meant."""

    async def story(pace: Pace, clock: Clock) -> None:
        pace.heed(A, answer(429, Retry_After="10"))
        assert pace.resting(A) is None
        assert (await take(pace, clock, A)).began == 1010.0
        pace.heed(A, answer(503, Retry_After="3600"))
        assert pace.resting(A) == 3600.0
        with pytest.raises(Resting, match="3600 s") as caught:
            await take(pace, clock, A)
        assert caught.value.seconds == 3600.0
        assert pace.resting("https://b.example/") is None
        clock.time += 3600.0 - 120.0
        assert (await take(pace, clock, A)).began == 1010.0 + 3600.0

    with_clock(story)


@pytest.mark.parametrize("status", [200, 301, 404, 500, 502])
def test_only_429_and_503_ask_for_rest(status: int) -> None:
    """RFC 9110 knows Retry-After on redirects too; there it is no complaint."""
    pace = Pace(2.0)
    pace.heed(A, answer(status, Retry_After="3600"))
    assert pace.resting(A) is None


def test_the_longer_of_two_rests_holds() -> None:
    """A second answer does not shorten what the first asked for."""
    clock = Clock()
    pace = Pace(2.0, monotonic=clock.monotonic)
    pace.heed(A, answer(503, Retry_After="7200"))
    pace.heed(A, answer(503, Retry_After="200"))
    pace.heed(A, answer(200))
    assert pace.resting(A) == 7200.0


def test_a_rest_that_begins_while_others_wait_holds_for_them() -> None:
    """Whoever stands in the queue notices, and nobody asks."""

    async def story(pace: Pace, clock: Clock) -> None:
        first = take(pace, clock, A, lasts=1.0, then=answer(503, Retry_After="7200"))
        ended = await asyncio.gather(first, *(take(pace, clock, A) for _ in range(3)), return_exceptions=True)
        assert [type(one) for one in ended] == [Flight, Resting, Resting, Resting]
        assert clock.time == 1001.0

    with_clock(story)


def test_a_rest_of_the_wayback_machine_holds_for_all_its_buckets() -> None:
    """A CDX query that is told to stay away keeps a waiting memento away as well."""

    async def story(pace: Pace, clock: Clock) -> None:
        first = take(pace, clock, CDX, lasts=1.0, then=answer(429, Retry_After="600"))
        ended = await asyncio.gather(first, take(pace, clock, MEMENTO), return_exceptions=True)
        assert [type(one) for one in ended] == [Flight, Resting]

    with_clock(story)


TROUBLE = [
    answer(None, Failure.CONNECT),
    answer(None, Failure.DNS),
    answer(None, Failure.TIMEOUT),
    answer(500),
    answer(429),
    answer(200, Failure.TIMEOUT),
]


def test_five_failures_in_a_row_open_the_breaker() -> None:
    """Whatever kind they are of: then the host rests for a quarter of an hour, those who wait too."""

    async def story(pace: Pace, clock: Clock) -> None:
        waiting = [take(pace, clock, A, then=TROUBLE[number % len(TROUBLE)]) for number in range(12)]
        ended = await asyncio.gather(*waiting, return_exceptions=True)
        assert [type(one) for one in ended] == [Flight] * 5 + [Resting] * 7
        assert pace.resting(A) == FIRST_OPEN

    with_clock(story)


def test_the_breaker_lets_one_probe_through_and_rests_twice_as_long_if_it_fails() -> None:
    """15, 30, 60 minutes … a day at most; the others see the probe's outcome before they go."""

    async def story(pace: Pace, clock: Clock) -> None:
        for _ in range(5):
            pace.heed(A, answer(503))
        rests = []
        for _ in range(9):
            rests.append(pace.resting(A))
            clock.time += rests[-1] or 0.0
            ended = await asyncio.gather(
                *(take(pace, clock, A, lasts=1.0, then=answer(503)) for _ in range(4)), return_exceptions=True
            )
            assert [type(one) for one in ended] == [Flight, Resting, Resting, Resting]
        assert rests == [min(FIRST_OPEN * 2**n, LONGEST_REST) for n in range(9)]

    with_clock(story)


def test_one_success_closes_the_breaker() -> None:
    """It takes five failures again to open it, for a quarter of an hour again."""

    async def story(pace: Pace, clock: Clock) -> None:
        for number in range(6):
            pace.heed(A, answer(500))
            clock.time += FIRST_OPEN if number >= 4 else 0.0
        clock.time += FIRST_OPEN
        await take(pace, clock, A, then=answer(404))
        for _ in range(4):
            pace.heed(A, answer(500))
        assert pace.resting(A) is None
        pace.heed(A, answer(500))
        assert pace.resting(A) == FIRST_OPEN

    with_clock(story)


def test_a_success_ends_the_breakers_rest_at_once() -> None:
    """Also one that was heard while it was open; what the host asked for itself still holds."""
    pace = Pace(2.0)
    for _ in range(5):
        pace.heed(A, answer(500))
    pace.heed(A, answer(200))
    assert pace.resting(A) is None


def test_a_probe_that_is_cancelled_decides_nothing() -> None:
    """The next in the queue is the probe then."""

    async def story(pace: Pace, clock: Clock) -> None:
        for _ in range(5):
            pace.heed(A, answer(500))
        clock.time += FIRST_OPEN
        probe = asyncio.create_task(take(pace, clock, A, lasts=60.0))
        await clock.sleep(1.0)
        following = asyncio.create_task(take(pace, clock, A, then=answer(500)))
        probe.cancel()
        await following
        assert pace.resting(A) == 2 * FIRST_OPEN

    with_clock(story)


@pytest.mark.parametrize(
    "failure", [Failure.BAD_URL, Failure.REFUSED_ADDRESS, Failure.TLS, Failure.ROBOTS, Failure.STOPPED]
)
def test_our_own_refusals_are_no_failures_of_the_host(failure: Failure) -> None:
    """They neither open the breaker nor count as a success."""
    pace = Pace(2.0)
    for _ in range(9):
        pace.heed(A, answer(None, failure))
    assert pace.resting(A) is None
    for status in (500, 500, 500, 500, None, 500):
        pace.heed(A, answer(status, None if status else failure))
    assert pace.resting(A) is not None


def test_an_archived_429_is_not_a_live_one() -> None:
    """A memento carries the status of the page it is a copy of; another host cannot hide behind that."""
    captured = {"Memento_Datetime": "Mon, 02 Feb 2026 10:00:00 GMT", "Retry_After": "3600"}
    pace = Pace(2.0)
    for _ in range(9):
        pace.heed(MEMENTO, answer(429, None, **captured))
        pace.heed(A, answer(503, None, **captured))
    assert pace.resting(MEMENTO) is None
    assert pace.resting(A) is not None


def test_a_silent_429_of_the_wayback_machine_means_a_minute() -> None:
    """edgi `wayback`: 60 s. Nonsense in the header is silence."""

    async def story(pace: Pace, clock: Clock) -> None:
        pace.heed(CDX, answer(429, Retry_After="soon"))
        assert (await take(pace, clock, MEMENTO)).began == 1060.0
        pace.heed(A, answer(429))
        assert (await take(pace, clock, A)).began == 1060.0, "elsewhere it means nothing of the kind"

    with_clock(story)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        (" 120\t", 120.0),
        ("0", 0.0),
        ("000060", 60.0),
        ("86400", 86_400.0),
        ("99999", LONGEST_REST),
        ("1" + "0" * 20, LONGEST_REST),
        ("9" * 5000, LONGEST_REST),
        ("0" * 5000, 0.0),
        ("-5", None),
        ("+5", None),
        ("1.5", None),
        ("1e3", None),
        ("1_000", None),
        ("0x10", None),
        ("inf", None),
        ("nan", None),
        ("٣", None),
        ("１２", None),
        ("5\n", None),
        ("soon", None),
        ("", None),
        ("Mon, 02 Feb 2026 10:01:00 GMT", 60.0),
        ("Monday, 02-Feb-26 10:01:00 GMT", 60.0),
        ("Mon Feb  2 10:01:00 2026", 60.0),
        ("Mon, 02 Feb 2026 10:01:00 -0000", 60.0),
        ("Mon, 02 Feb 2026 09:00:00 GMT", 0.0),
        ("Mon, 02 Feb 2099 09:00:00 GMT", LONGEST_REST),
        ("Mon, 99 Feb 2026 10:01:00 GMT", None),
        ("Mon, 02 Feb 99999 10:01:00 GMT", None),
    ],
)
def test_retry_after_in_all_shapes(value: str, seconds: float | None) -> None:
    """Seconds in ASCII digits or an HTTP date; nonsense is ignored, a day is the most."""
    assert retry_after(value, NOW) == seconds


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/Los_Angeles"])
def test_a_date_without_a_zone_is_not_ours(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The asctime form is GMT wherever the archive stands."""
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        assert retry_after("Mon Feb  2 10:01:00 2026", NOW) == 60.0
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize(
    ("asked", "gap"),
    [(10.0, 10.0), (1e6, 60.0), (float("inf"), 60.0), (1.0, 2.0), (-5.0, 2.0), (float("nan"), 2.0)],
)
@pytest.mark.parametrize("host", ["a.example", A])
def test_a_crawl_delay_slows_a_host_down_to_a_minute_at_most(host: str, asked: float, gap: float) -> None:
    """It lengthens the pause and never shortens it."""

    async def story(pace: Pace, clock: Clock) -> None:
        pace.set_delay(host, asked)
        await take(pace, clock, A)
        assert (await take(pace, clock, A)).began == 1000.0 + gap

    with_clock(story)


def test_a_cancelled_turn_is_given_back() -> None:
    """Waiting in the queue, pausing at its head, or in flight: who is dropped keeps nobody waiting."""

    async def story(pace: Pace, clock: Clock) -> None:
        running = asyncio.create_task(take(pace, clock, A, lasts=600.0))
        waiting = [asyncio.create_task(take(pace, clock, A, lasts=1.0)) for _ in range(3)]
        await clock.sleep(1.0)
        waiting[0].cancel()
        running.cancel()
        await clock.sleep(1.0)  # the next one pauses at the head now
        waiting[1].cancel()
        last = await waiting[2]
        assert last.began == 1003.0

    with_clock(story)


def test_real_servers_see_a_polite_visitor() -> None:
    """Ten hosts with twenty URLs each: at the server no two at once, and never too soon."""
    gap, seen = 0.02, defaultdict[int, list[tuple[float, float]]](list)

    async def serve(number: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        began = time.monotonic()
        await reader.readuntil(b"\r\n\r\n")
        await asyncio.sleep(0.001 * (number % 3))
        writer.write(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")
        seen[number].append((began, time.monotonic()))
        await writer.drain()
        writer.close()

    async def ask(pace: Pace, port: int, path: int) -> None:
        async with pace.turn(f"http://127.0.0.1:{port}/{path}"):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            await reader.read()
            writer.close()
            await writer.wait_closed()

    def server(number: int) -> Awaitable[asyncio.Server]:
        return asyncio.start_server(lambda r, w: serve(number, r, w), "127.0.0.1", 0)

    async def story() -> None:
        servers = [await server(number) for number in range(10)]
        ports = [server.sockets[0].getsockname()[1] for server in servers]
        pace = Pace(gap)
        async with asyncio.timeout(60):
            await asyncio.gather(*(ask(pace, port, path) for path in range(20) for port in ports))
        for one in servers:
            one.close()

    asyncio.run(story())
    assert [len(visits) for visits in seen.values()] == [20] * 10
    for visits in seen.values():
        assert all(after[0] - before[1] >= gap for before, after in itertools.pairwise(visits))
