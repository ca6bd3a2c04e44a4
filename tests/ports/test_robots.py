"""Whether a site lets its article pages be fetched by programs (RFC 9309)."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping

import pytest

from embedarchive.ports.robots import (
    CACHED,
    CACHED_UNREACHABLE,
    MOST_BYTES,
    Allowance,
    Robots,
    read_rules,
    site_of,
)
from embedarchive.records import Exchange, Failure, Purpose, Request
from tests.worlds.dict_world import DictWorld, dead, moved, page

SITE = "https://paper.example"
ROBOTS = f"{SITE}/robots.txt"


def allows(answers: Mapping[str, Exchange], path: str = "/story", agent: str = "embedarchive/1") -> Allowance:
    return asyncio.run(Robots(DictWorld(answers).answer, agent).allows(SITE + path))


US = "User-agent: embedarchive\n"
ALL = "User-agent: *\n"
CASES = [
    # an empty file, no groups, other groups
    ("", "/story", True),
    ("# nothing\n", "/story", True),
    ("User-agent: other\nDisallow: /\n", "/story", True),
    ("Disallow: /\n", "/story", True),
    # the plain cases
    (ALL + "Disallow: /\n", "/story", False),
    (ALL + "Disallow:\n", "/story", True),
    (ALL + "Disallow: /story\n", "/story", False),
    (ALL + "Disallow: /story\n", "/stories", True),
    (ALL + "Disallow: /stor\n", "/stories", False),
    (ALL + "Disallow: /story\n", "/Story", True),
    (ALL + "Disallow: /\nAllow: /story\n", "/story", True),
    # our group before the general one, whatever its case and place
    (US + "Disallow: /\n" + ALL + "Disallow:\n", "/story", False),
    (ALL + "Disallow: /\n" + US + "Disallow:\n", "/story", True),
    ("User-agent: EmbedArchive\nDisallow: /\n", "/story", False),
    ("user-agent: embedarchive\ndisallow: /\n", "/story", False),
    ("User-agent: other\nUser-agent: embedarchive\nDisallow: /\n", "/story", False),
    (US + "Disallow: /a\n\n" + US + "Disallow: /story\n", "/story", False),
    (US + "Disallow: /a\n\n" + ALL + "Disallow: /\n\n" + US + "Disallow: /story\n", "/b", True),
    (ALL + "Disallow: /a\n" + ALL + "Disallow: /story\n", "/story", False),
    ("User-agent: embedarchive/2.0\nDisallow: /\n", "/story", False),
    ("User-agent: embedarchive (nightly)\nDisallow: /\n", "/story", False),
    ("User-agent: embedarchive*\nDisallow: /\n", "/story", False),
    ("User-agent: EMBEDARCHIVE # us\nDisallow: /\n" + ALL + "Allow: /\n", "/story", False),
    (US + "\n\n" + ALL + "Disallow: /\n", "/story", False),
    (ALL + "Disallow: /\n" + US, "/story", True),
    # a group of another name is not ours, however alike: then the general one holds
    ("User-agent: embed\nAllow: /\n" + ALL + "Disallow: /\n", "/story", False),
    ("User-agent: embed\nDisallow: /\n" + ALL + "Allow: /\n", "/story", True),
    ("User-agent: archive\nDisallow: /\n", "/story", True),
    ("User-agent: embedarchive-images\nDisallow: /\n", "/story", True),
    ("User-agent: my-embedarchive\nDisallow: /\n", "/story", True),
    ("User-agent: ! \nDisallow: /\n", "/story", True),
    ("User-agent:\nDisallow: /\n", "/story", True),
    # what is no rule neither ends a list of user agents nor begins one (RFC 9309 2.2.4)
    (US + "Noarchive: /x\nUser-agent: other\nDisallow: /\n", "/story", False),
    (US + "Sitemap: https://paper.example/s.xml\nUser-agent: other\nDisallow: /\n", "/story", False),
    (US + "Crawl-delay: 5\nUser-agent: other\nDisallow: /\n", "/story", False),
    (US + "Disallow:\nFoo: bar\nUser-agent: other\nDisallow: /\n", "/story", True),
    # the longest match wins, and on a tie allow
    (ALL + "Allow: /story\nDisallow: /story/private\n", "/story/private", False),
    (ALL + "Disallow: /story\nAllow: /story/public\n", "/story/public", True),
    (ALL + "Allow: /story\nDisallow: /story\n", "/story", True),
    (ALL + "Disallow: /story\nAllow: /story\n", "/story", True),
    # wildcards
    (ALL + "Disallow: /*.pdf$\n", "/story.pdf", False),
    (ALL + "Disallow: /*.pdf$\n", "/story.pdf?x", True),
    (ALL + "Disallow: /*/print\n", "/story/print", False),
    (ALL + "Disallow: /*?session=\n", "/story?session=1", False),
    (ALL + "Disallow: /story$\n", "/story", False),
    (ALL + "Disallow: /story$\n", "/story/2", True),
    (ALL + "Disallow: *\n", "/story", False),
    (ALL + "Disallow: /*/*/*/x\n", "/a/b/c/x", False),
    (ALL + "Disallow: /s**y\n", "/story", False),
    (ALL + "Disallow: /*\nAllow: /$\n", "/", True),
    (ALL + "Disallow: /*\nAllow: /$\n", "/story", False),
    (ALL + "Disallow: /a$b\n", "/a$b", False),
    (ALL + "Disallow: /story?page=\n", "/story?page=2", False),
    (ALL + "Disallow: /story\n", "/story#part", False),
    (ALL + "Disallow: /\n", "/robots.txt", True),
    # encoding
    (ALL + "Disallow: /caf%C3%A9\n", "/caf%C3%A9", False),
    (ALL + "Disallow: /café\n", "/caf%C3%A9", False),
    (ALL + "Disallow: /a%2Fb\n", "/a/b", True),
    (ALL + "Disallow: /a%2fb\n", "/a%2Fb", False),
    (ALL + "Disallow: /%7Ejoe\n", "/~joe", False),
    (ALL + "Disallow: /~joe\n", "/%7ejoe", False),
    (ALL + "Disallow: /a%2Ab\n", "/a-b", True),
    (ALL + "Disallow: /کراچی\n", "/%DA%A9%D8%B1%D8%A7%DA%86%DB%8C", False),
    (ALL + "Disallow: /کراچی\n", "/کراچی", False),
    (ALL + "Disallow: /b\n", "/a/../b", False),
    # lines
    (ALL + "Disallow: /story # not for machines\n", "/story", False),
    (ALL.replace("\n", "\r\n") + "Disallow: /story\r\n", "/story", False),
    (ALL.replace("\n", "\r") + "Disallow: /story\r", "/story", False),
    ("  User-agent:*  \n  Disallow:/story  \n", "/story", False),
    ("\ufeff" + ALL + "Disallow: /story\n", "/story", False),
    ("Sitemap: https://paper.example/s.xml\n" + ALL + "Foo: bar\nDisallow: /story\n", "/story", False),
    (ALL + "\n\nDisallow: /story\n", "/story", False),
    (ALL + "\r\r\n\n\rDisallow: /story\n\r", "/story", False),
    (ALL + "Disallow: /story", "/story", False),
    (ALL + "# a comment \u2028Disallow: /story\x0cDisallow: /story\x85Disallow: /story", "/story", True),
    (ALL + "Disallow: /a\u2028b\n", "/a%E2%80%A8b", False),
    (ALL + "\tDISALLOW\t:\t/story\t\n", "/story", False),
    ("\ufeff" + US + "Disallow:\n" + ALL + "Disallow: /\n", "/story", True),
    # slips of the pen that RFC 9309 2.2.4 lets us take, on the cautious side
    (ALL + "Disallow /story\n", "/story", False),
    (ALL + "Dissalow: /story\n", "/story", False),
    ("User agent: *\nDisallow: /story\n", "/story", False),
    (ALL + "Disallowed: /story\n", "/story", True),
    # an HTML page in place of the file
    ("<!doctype html><html><body>User-agent: * Disallow: /</body></html>", "/story", True),
    ("<!doctype html><title>404</title>", "/story", True),
    ("\x00\xff\ufffd", "/story", True),
    # a file that goes on for ever is read up to the limit
    (ALL + "Disallow: /story\n" + "#" * (3 * MOST_BYTES), "/story", False),
    (ALL + "Disallow: /x\n" * (MOST_BYTES // 10) + "Disallow: /story\n", "/story", True),
    ((ALL + "Disallow: /x\n" * MOST_BYTES).replace("\n", "\r"), "/x", False),
    (ALL + "Disallow: /" + "x" * MOST_BYTES, "/x", True),
]


@pytest.mark.parametrize(("text", "path", "allowed"), CASES)
def test_rules_are_read_as_the_rfc_says(text: str, path: str, allowed: bool) -> None:
    """Groups, longest match, wildcards, encodings, odd lines, hostile sizes."""
    found = allows({ROBOTS: page(text, kind="text/plain")}, path)
    assert found.allowed is allowed
    assert bool(found.reason) is not allowed
    assert found.record is not None, "the file is the permission slip"


@pytest.mark.parametrize(
    ("answer", "allowed"),
    [
        (page(status=404), True),
        (page(status=400), True),
        (page(status=401), True),
        (page(status=403), True),
        (page(status=410), True),
        (page(status=451), True),
        (page(status=204), True),
        (page(status=304), True),
        (page(status=429), False),
        (page(status=500), False),
        (page(status=503), False),
        (page(status=999), False),
        (page(status=103), False),
        *((dead(failure), False) for failure in (Failure.DNS, Failure.TIMEOUT, Failure.TLS, Failure.RESTING)),
        (dead(Failure.REFUSED_ADDRESS), False),
        (page(ALL)._replace(failure=Failure.DISCONNECT), False),
        (page(ALL.ljust(MOST_BYTES, "#"))._replace(failure=Failure.TIMEOUT), True),
        (page(status=404)._replace(failure=Failure.DISCONNECT), True),
        (page(ALL)._replace(truncated="length"), True),
    ],
)
def test_the_status_decides_where_there_is_no_file(answer: Exchange, allowed: bool) -> None:
    """RFC 9309 2.3.1: unavailable (4xx) allows all, unreachable (5xx, silence, half a file) forbids all."""
    found = allows({ROBOTS: answer})
    assert found.allowed is allowed
    assert found.failure == (None if allowed else answer.failure)
    assert ("until it can" in found.reason) is (not allowed and answer.failure is None)
    assert found.record is not None


def chain(length: int) -> dict[str, Exchange]:
    last = page(ALL + "Disallow: /", kind="text/plain")
    hops = {f"{SITE}/r{n}": moved(f"/r{n + 1}") for n in range(1, length)}
    return {ROBOTS: moved("/r1"), **hops, f"{SITE}/r{length}": last}


@pytest.mark.parametrize(("length", "allowed"), [(1, False), (5, False), (6, True)])
def test_five_redirects_are_followed(length: int, allowed: bool) -> None:
    """Beyond that the file counts as not there."""
    assert allows(chain(length)).allowed is allowed


def test_every_hop_is_asked_as_robots() -> None:
    """Each goes through the same guard and pace, and says what it is for; six requests are the most."""
    asked: list[Request] = []

    async def ask(request: Request) -> Exchange:
        asked.append(request)
        return moved(f"https://host{len(asked)}.example/r")

    assert asyncio.run(Robots(ask, "embedarchive/1").allows(SITE)).allowed
    assert {request.purpose for request in asked} == {Purpose.ROBOTS}
    assert [request.url for request in asked][:2] == [ROBOTS, "https://host1.example/r"] and len(asked) == 6


def test_a_redirect_into_silence_forbids() -> None:
    """The file exists somewhere and cannot be read: that is unreachable, not unavailable."""
    found = allows(
        {ROBOTS: moved("http://169.254.169.254/"), "http://169.254.169.254/": dead(Failure.REFUSED_ADDRESS)}
    )
    assert (found.allowed, found.failure) == (False, Failure.REFUSED_ADDRESS)


@pytest.mark.parametrize(
    "target", ["/robots.txt", "http://[bad", "ftp://paper.example/robots.txt", "", "mailto:a"]
)
def test_redirects_that_lead_nowhere_end(target: str) -> None:
    """A loop and a target that cannot be asked for are no file."""
    assert allows({ROBOTS: moved(target)}).allowed


@pytest.mark.parametrize(
    ("text", "delay"),
    [
        (ALL + "Crawl-delay: 7\n", 7.0),
        (ALL + "Disallow: /x\nCrawl-delay: 0.5\n", 0.5),
        (ALL + "Disallow: /\nCrawl-delay: 7\n", 7.0),
        (ALL + "Crawl-delay: 7\n" + US + "Crawl-delay: 3\n", 3.0),
        ("User-agent: other\nCrawl-delay: 7\nDisallow: /x\n", None),
        (ALL + "Disallow: /x\nCrawl-delay: soon\n", None),
        (ALL + "Disallow: /x\nCrawl-delay: -1\n", None),
        (ALL + "Disallow: /x\nCrawl-delay: inf\n", None),
    ],
)
def test_a_crawl_delay_is_told(text: str, delay: float | None) -> None:
    """It is for the pace to honour; nonsense is none."""
    assert allows({ROBOTS: page(text, kind="text/plain")}).crawl_delay == delay


def test_a_user_agent_of_another_name_obeys_both() -> None:
    """Who addresses us by our name is heard, and who addresses the operator's."""
    ours, theirs = (
        US + "Disallow: /ours\nCrawl-delay: 9\n",
        "User-agent: NewsLab\nDisallow: /theirs\nCrawl-delay: 4\n",
    )
    answers = {ROBOTS: page(ours + theirs, kind="text/plain")}
    agent = "NewsLab/2.1 (+https://newslab.example)"
    assert [allows(answers, path, agent).allowed for path in ("/ours", "/theirs", "/x")] == [
        False,
        False,
        True,
    ]
    assert allows(answers, "/x", agent).crawl_delay == 9.0
    assert allows(answers, "/theirs").allowed


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"User-agent: a{n}\n" for n in range(15_000)) + "Disallow: /a\n" * 15_000,
        ALL + "Disallow: /*a*a*a*a*a*a*a*a*$\n" * 15_000,
        ALL + "Disallow: /" + "*a" * 200_000,
        (ALL + "Disallow: /x\n") * 15_000,
        "\r" * MOST_BYTES,
        "User-agent:" + " " * 400_000 + "x",
        "Disallow" * 60_000,
    ],
    ids=["agents-by-rules", "wildcards", "one-wildcard", "groups", "empty-lines", "spaces", "one-word"],
)
def test_a_hostile_file_costs_no_time(text: str) -> None:
    """Thousands of user agents times thousands of rules, wildcards that look back: seconds at most."""
    began = time.monotonic()
    rules = read_rules(text.encode())
    rules.can_fetch(f"{SITE}/{'a' * 4000}b", "embedarchive")
    assert time.monotonic() - began < 5


def test_what_is_no_url_is_left_to_the_guard() -> None:
    """It will refuse it; no robots.txt is asked for."""
    world = DictWorld()
    for url in ("http://[bad", "mailto:a@b", "ftp://paper.example/x", "https://"):
        assert asyncio.run(Robots(world.answer).allows(url)).allowed
    assert world.asked == []


def test_credentials_do_not_leave_us() -> None:
    """A password in an article's URL is not sent to ask for its robots.txt."""
    world = DictWorld()
    asyncio.run(Robots(world.answer).allows("https://user:pass[@paper.example/x"))
    assert world.asked == [ROBOTS]


def test_a_site_is_asked_once_a_day() -> None:
    """Callers at the same time share one request; http and https are two sites."""
    now = [0.0]
    world = DictWorld({ROBOTS: page(ALL + "Disallow: /private\n", kind="text/plain")})

    async def story() -> None:
        robots = Robots(world.answer, monotonic=lambda: now[0])
        await asyncio.gather(*(robots.allows(f"{SITE}/{n}") for n in range(20)))
        assert world.asked == [ROBOTS]
        now[0] = CACHED + 1
        await robots.allows(f"{SITE}/x")
        assert len(world.asked) == 2
        await robots.allows("http://paper.example/x")
        assert world.asked[-1] == "http://paper.example/robots.txt"

    asyncio.run(story())


def test_a_site_that_did_not_answer_is_asked_again_sooner() -> None:
    """A blip at midnight does not close a site for the night."""
    now = [0.0]
    answers = {ROBOTS: dead(Failure.TIMEOUT)}
    world = DictWorld(answers)

    async def story() -> None:
        robots = Robots(world.answer, monotonic=lambda: now[0])
        assert not (await robots.allows(SITE)).allowed
        answers[ROBOTS] = page(status=404)
        assert not (await robots.allows(SITE)).allowed
        now[0] = CACHED_UNREACHABLE
        assert (await robots.allows(SITE)).allowed

    asyncio.run(story())


def test_a_caller_who_is_dropped_does_not_drop_the_others() -> None:
    """They wait for the same file."""
    world = DictWorld({ROBOTS: page(status=404)})

    async def story() -> None:
        robots = Robots(world.answer)
        first, second = (asyncio.create_task(robots.allows(SITE)) for _ in range(2))
        await asyncio.sleep(0)
        first.cancel()
        assert (await second).allowed
        assert world.asked == [ROBOTS]

    asyncio.run(story())


def test_a_failed_reading_is_not_kept() -> None:
    """What raises (a full disk) raises for its caller; the next one asks again."""
    calls: list[Request] = []

    async def broken(request: Request) -> Exchange:
        calls.append(request)
        if len(calls) == 1:
            raise OSError("disk full")
        return page(status=404)

    async def story() -> None:
        robots = Robots(broken)
        with pytest.raises(OSError, match="disk full"):
            await robots.allows(SITE + "/a")
        assert (await robots.allows(SITE + "/a")).allowed

    asyncio.run(story())


def test_a_site_is_its_scheme_and_authority() -> None:
    """Credentials are nobody's business."""
    assert site_of("https://user:secret@Paper.example:8443/x?y") == "https://paper.example:8443"
