"""One request in flight per host, a pause between two, and rest where a host asks for it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from embedarchive.ports.pace import FIRST_OPEN, LONGEST_REST, Pace, Resting, host_of, retry_after
from embedarchive.records import Exchange, Failure, Request

NOW = "2026-02-02T10:00:00.000000Z"


class Clock:
    """A time that passes only in sleep."""

    def __init__(self) -> None:
        self.time = 1000.0

    def monotonic(self) -> float:
        return self.time

    async def sleep(self, seconds: float) -> None:
        until = self.time + seconds
        await asyncio.sleep(0)
        self.time = max(self.time, until)


def answer(status: int | None = 200, failure: Failure | None = None, **headers: str) -> Exchange:
    named = tuple((key.replace("_", "-"), value) for key, value in headers.items())
    return Exchange(Request("https://a.example/"), NOW, status=status, headers=named, failure=failure)


def with_clock(
    story: Callable[[Pace, Clock], Awaitable[None]], default: float = 2.0, **host_pace: float
) -> None:
    clock = Clock()
    pace = Pace(default, host_pace, monotonic=clock.monotonic, sleep=clock.sleep)
    asyncio.run(story(pace, clock))  # type: ignore[arg-type]


async def take(pace: Pace, clock: Clock, url: str, lasts: float = 0.0) -> tuple[float, float]:
    async with pace.turn(url):
        began = clock.time
        await clock.sleep(lasts)
        return began, clock.time


def test_the_pause_runs_from_end_to_start() -> None:
    """A slow answer does not eat the pause."""

    async def story(pace: Pace, clock: Clock) -> None:
        _, ended = await take(pace, clock, "https://a.example/1", lasts=3.0)
        began, _ = await take(pace, clock, "https://a.example/2")
        assert began - ended == 2.0

    with_clock(story)


def test_hosts_do_not_wait_for_one_another() -> None:
    """Ten hosts start at once; one host's ten requests take their turns in order."""

    async def story(pace: Pace, clock: Clock) -> None:
        elsewhere = await asyncio.gather(*(take(pace, clock, f"https://h{n}.example/") for n in range(10)))
        assert {began for began, _ in elsewhere} == {1000.0}
        order: list[int] = []

        async def one(n: int) -> None:
            async with pace.turn("https://a.example/"):
                order.append(n)

        await asyncio.gather(*(one(n) for n in range(10)))
        assert order == list(range(10))

    with_clock(story)


def test_only_one_request_is_in_flight_per_host() -> None:
    """The Wayback Machine's two buckets share one turn, and each keeps its own pause."""

    async def story(pace: Pace, clock: Clock) -> None:
        flying: list[str] = []

        async def one(url: str) -> None:
            async with pace.turn(url):
                assert not flying
                flying.append(url)
                await clock.sleep(0.01)
                flying.remove(url)

        urls = [f"https://web.archive.org/{path}" for path in ("cdx/search/cdx?url=a", "web/2026id_/a") * 5]
        await asyncio.gather(*map(one, urls))
        assert clock.time - 1000.0 >= 4 * 2.5

    with_clock(story)


@pytest.mark.parametrize(
    ("url", "gap"),
    [
        ("https://web.archive.org/cdx/search/cdx?url=x", 2.5),
        ("https://web.archive.org/web/timemap/link/x", 2.5),
        ("https://web.archive.org/web/20260101000000id_/https://t.co/x", 0.125),
        ("https://t.co/x", 2.0),
        ("https://SLOW.example/x", 9.0),
    ],
)
def test_each_host_has_its_pace(url: str, gap: float) -> None:
    """Built-in limits of the Wayback Machine, the default, and what the user names."""
    assert Pace(2.0, {"slow.example": 9.0}).bucket(url)[1] == gap


def test_a_named_host_overrides_what_is_built_in() -> None:
    """And only a named one: a small default does not hurry the archive."""
    url = "https://web.archive.org/cdx/search/cdx?url=x"
    assert Pace(0.1, {}).bucket(url)[1] == 2.5
    assert Pace(0.1, {"web.archive.org": 0.3}).bucket(url) == ("web.archive.org", 0.3)


def test_retry_after_is_obeyed_and_a_long_rest_is_reported() -> None:
    """Ten seconds are waited for; an hour is a refusal that says how long."""

    async def story(pace: Pace, clock: Clock) -> None:
        pace.heed("https://a.example/", answer(429, Retry_After="10"))
        began, _ = await take(pace, clock, "https://a.example/")
        assert began - 1000.0 == 10.0
        pace.heed("https://a.example/", answer(503, Retry_After="3600"))
        assert pace.resting("https://a.example/") == 3600.0
        with pytest.raises(Resting, match="3600 s"):
            await take(pace, clock, "https://a.example/")
        assert pace.resting("https://b.example/") is None

    with_clock(story)


def test_a_rest_that_begins_while_others_wait_holds_for_them() -> None:
    """Whoever stands in the queue notices."""

    async def story(pace: Pace, clock: Clock) -> None:
        async def first() -> None:
            async with pace.turn("https://a.example/"):
                await clock.sleep(1.0)
                pace.heed("https://a.example/", answer(503, Retry_After="7200"))

        ended = await asyncio.gather(
            first(), *(take(pace, clock, "https://a.example/") for _ in range(3)), return_exceptions=True
        )
        assert [type(one) for one in ended[1:]] == [Resting] * 3

    with_clock(story)


def test_five_failures_open_the_breaker_and_one_success_closes_it() -> None:
    """Then a single probe; if it fails too, twice the rest."""

    async def story(pace: Pace, clock: Clock) -> None:
        url = "https://a.example/"
        for _ in range(4):
            pace.heed(url, answer(None, Failure.CONNECT))
        assert pace.resting(url) is None
        pace.heed(url, answer(500))
        assert pace.resting(url) == FIRST_OPEN
        clock.time += FIRST_OPEN
        assert pace.resting(url) is None
        pace.heed(url, answer(None, Failure.TIMEOUT))
        assert pace.resting(url) == 2 * FIRST_OPEN
        clock.time += 2 * FIRST_OPEN
        pace.heed(url, answer(200))
        for _ in range(4):
            pace.heed(url, answer(500))
        assert pace.resting(url) is None

    with_clock(story)


def test_an_archived_429_is_not_a_live_one() -> None:
    """A memento carries the status of the page it is a copy of."""
    pace = Pace(2.0)
    url = "https://web.archive.org/web/2026id_/https://t.co/x"
    for _ in range(9):
        pace.heed(url, answer(429, Memento_Datetime="Mon, 02 Feb 2026 10:00:00 GMT"))
    assert pace.resting(url) is None


def test_a_silent_429_of_the_archive_means_a_minute() -> None:
    """edgi `wayback`: 60 s."""

    async def story(pace: Pace, clock: Clock) -> None:
        url = "https://web.archive.org/cdx/search/cdx?url=x"
        pace.heed(url, answer(429))
        began, _ = await take(pace, clock, url)
        assert began - 1000.0 == 60.0

    with_clock(story)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        ("0", 0.0),
        ("1" + "0" * 19, LONGEST_REST),
        ("-5", None),
        ("٣", None),
        ("soon", None),
        ("", None),
        (None, None),
        ("Mon, 02 Feb 2026 10:01:00 GMT", 60.0),
        ("Mon, 02 Feb 2026 09:00:00 GMT", 0.0),
        ("Mon, 02 Feb 2099 09:00:00 GMT", LONGEST_REST),
        ("Mon, 99 Feb 2026 10:01:00 GMT", None),
    ],
)
def test_retry_after_in_all_shapes(value: str | None, seconds: float | None) -> None:
    """Seconds in ASCII digits or an HTTP date; nonsense is ignored, a day is the most."""
    assert retry_after(value, NOW) == seconds


def test_a_crawl_delay_slows_a_host_down_to_a_minute_at_most() -> None:
    """What robots.txt asks for beyond that is not honoured to the letter."""

    async def story(pace: Pace, clock: Clock) -> None:
        pace.set_delay("https://a.example/", 1e6)
        await take(pace, clock, "https://a.example/")
        began, _ = await take(pace, clock, "https://a.example/")
        assert began - 1000.0 == 60.0

    with_clock(story)


def test_a_cancelled_turn_is_given_back() -> None:
    """Neither a waiting nor a running request keeps the host when it is dropped."""

    async def story(pace: Pace, clock: Clock) -> None:
        async def forever() -> None:
            async with pace.turn("https://a.example/"):
                await asyncio.Event().wait()

        running, waiting = asyncio.create_task(forever()), asyncio.create_task(forever())
        await asyncio.sleep(0)
        for task in (waiting, running):
            task.cancel()
        await asyncio.gather(running, waiting, return_exceptions=True)
        await asyncio.wait_for(take(pace, clock, "https://a.example/"), 5)

    with_clock(story)


def test_a_host_is_its_name_and_its_unusual_port() -> None:
    """http and https of one name are one host."""
    assert host_of("http://A.example/") == host_of("https://a.example:443/") == "a.example"
    assert host_of("http://a.example:8080/") == "a.example:8080"
