"""Whether a site lets its article pages be fetched by programs (RFC 9309)."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

import pytest

from embedarchive.ports.robots import CACHED, MOST_BYTES, Allowance, Robots, site_of
from embedarchive.records import Exchange, Failure, Request
from tests.worlds.dict_world import DictWorld, dead, moved, page

SITE = "https://paper.example"
ROBOTS = f"{SITE}/robots.txt"


def allows(answers: Mapping[str, Exchange], path: str = "/story") -> Allowance:
    return asyncio.run(Robots(DictWorld(answers).answer).allows(SITE + path))


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
    # encoding
    (ALL + "Disallow: /caf%C3%A9\n", "/caf%C3%A9", False),
    (ALL + "Disallow: /café\n", "/caf%C3%A9", False),
    (ALL + "Disallow: /a%2Fb\n", "/a/b", True),
    # lines
    (ALL + "Disallow: /story # not for machines\n", "/story", False),
    (ALL.replace("\n", "\r\n") + "Disallow: /story\r\n", "/story", False),
    (ALL.replace("\n", "\r") + "Disallow: /story\r", "/story", False),
    ("  User-agent:*  \n  Disallow:/story  \n", "/story", False),
    ("\ufeff" + ALL + "Disallow: /story\n", "/story", False),
    ("Sitemap: https://paper.example/s.xml\n" + ALL + "Foo: bar\nDisallow: /story\n", "/story", False),
    (ALL + "\n\nDisallow: /story\n", "/story", False),
    (ALL + "Disallow /story\n", "/story", True),
    ("<!doctype html><title>404</title>", "/story", True),
    ("\x00\xff\ufffd", "/story", True),
    # a file that goes on for ever is read up to the limit
    (ALL + "Disallow: /story\n" + "#" * (3 * MOST_BYTES), "/story", False),
    (ALL + "Disallow: /x\n" * (MOST_BYTES // 10) + "Disallow: /story\n", "/story", True),
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
        (page(status=401), True),
        (page(status=403), True),
        (page(status=410), True),
        (page(status=500), False),
        (page(status=503), False),
        (page(status=429), False),
        (dead(Failure.DNS), False),
        (dead(Failure.TIMEOUT), False),
        (dead(Failure.REFUSED_ADDRESS), False),
    ],
)
def test_the_status_decides_where_there_is_no_file(answer: Exchange, allowed: bool) -> None:
    """RFC 9309 2.3.1: unavailable (4xx) allows all, unreachable (5xx, silence) forbids all."""
    assert allows({ROBOTS: answer}).allowed is allowed


def chain(length: int) -> dict[str, Exchange]:
    last = page(ALL + "Disallow: /", kind="text/plain")
    hops = {f"{SITE}/r{n}": moved(f"/r{n + 1}") for n in range(1, length)}
    return {ROBOTS: moved("/r1"), **hops, f"{SITE}/r{length}": last}


@pytest.mark.parametrize(("length", "allowed"), [(1, False), (5, False), (6, True)])
def test_five_redirects_are_followed(length: int, allowed: bool) -> None:
    """Beyond that the file counts as not there."""
    assert allows(chain(length)).allowed is allowed


@pytest.mark.parametrize("target", ["/robots.txt", "http://[bad"])
def test_redirects_that_lead_nowhere_end(target: str) -> None:
    """A loop and a broken target are no file."""
    assert allows({ROBOTS: moved(target)}).allowed


def test_a_crawl_delay_is_told() -> None:
    """It is for the pace to honour."""
    assert allows({ROBOTS: page(ALL + "Crawl-delay: 7\n", kind="text/plain")}).crawl_delay == 7.0


def test_a_site_is_asked_once_a_day() -> None:
    """Callers at the same time share one request; http and https are two sites."""
    time = [0.0]
    world = DictWorld({ROBOTS: page(ALL + "Disallow: /private\n", kind="text/plain")})

    async def story() -> None:
        robots = Robots(world.answer, monotonic=lambda: time[0])
        await asyncio.gather(*(robots.allows(f"{SITE}/{n}") for n in range(20)))
        assert world.asked == [ROBOTS]
        time[0] = CACHED + 1
        await robots.allows(f"{SITE}/x")
        assert len(world.asked) == 2
        await robots.allows("http://paper.example/x")
        assert world.asked[-1] == "http://paper.example/robots.txt"

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
