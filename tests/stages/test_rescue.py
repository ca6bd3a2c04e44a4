"""A dead short link is looked up in the Wayback Machine, letter by letter."""

from __future__ import annotations

import json
from urllib.parse import urlencode

import pytest

from embedarchive.pipeline import unreached
from embedarchive.records import Claim, Exchange, Failure, HopKind, Outcome, Resolution
from embedarchive.stages.rescue import same_link
from embedarchive.stages.resolve import resolve
from embedarchive.stages.search.links import by_link
from embedarchive.stages.search.rungs import Lost
from tests.worlds.dict_world import DictWorld, dead, hold, page
from tests.worlds.posts import mention

SLUG = "https://t.co/AbCdEfGhIj"
POST = "https://twitter.com/Kekeflipnote/status/1496555599718498319/photo/1"
WEB = "https://web.archive.org/web"
MEMENTO = {"Memento-Datetime": "Thu, 24 Feb 2022 00:00:00 GMT"}


def cdx(link: str, *rows: tuple[str, str, str]) -> dict[str, Exchange]:
    """The index's answer for a link: timestamp, original, status."""
    head = ["timestamp", "original", "mimetype", "statuscode", "digest"]
    table = [head, *([stamp, original, "text/html", status, "X"] for stamp, original, status in rows)]
    fields = {"url": link, "matchType": "exact", "output": "json", "fl": ",".join(head), "limit": "500"}
    url = f"https://web.archive.org/cdx/search/cdx?{urlencode(fields)}"
    return {url: page(json.dumps(table if rows else []), kind="application/json")}


def copy(target: str | None, body: str = "", status: int = 301, **headers: str) -> Exchange:
    fields = {name.replace("_", "-"): value for name, value in headers.items()}
    return page(body, status, MEMENTO | ({"X-Archive-Orig-Location": target} if target else {}) | fields)


def found(answers: dict[str, Exchange], link: str = SLUG) -> tuple[Resolution, DictWorld]:
    world = DictWorld({link: page(status=404), **answers})
    return hold(resolve(link), world), world


def test_an_archived_redirect_names_the_post() -> None:
    """The evidence is the index's answer and the copy; the outcome says whose word it is."""
    way, world = found(
        {**cdx(SLUG, ("20220224000000", SLUG, "301")), f"{WEB}/20220224000000id_/{SLUG}": copy(POST)}
    )
    assert (way.outcome, way.final_url, way.arrived) == (Outcome.ARCHIVED, POST, True)
    assert way.post is not None and way.post.id == "1496555599718498319"
    assert [hop.kind for hop in way.hops] == [HopKind.FINAL, HopKind.ARCHIVE_INDEX, HopKind.ARCHIVED]
    assert all(hop.record for hop in way.hops)
    assert len(world.asked) == 3


@pytest.mark.parametrize(
    "original",
    [
        "https://t.co/abcdefghij",
        "https://t.co/ABCDEFGHIJ",
        "https://t.co/AbCdEfGhIj/x",
        "https://www.t.co/AbCdEfGhIj",
        "https://[b",
    ],
)
def test_a_capture_of_another_slug_is_not_asked_for(original: str) -> None:
    """The index's key is lower-cased, slugs are not."""
    way, world = found(cdx(SLUG, ("20220224000000", original, "301")))
    assert (way.outcome, len(world.asked)) == (Outcome.NOT_FOUND, 2)
    assert way.hops[-1].detail == "the Wayback Machine lists no copy of this very link"


def test_redirects_go_before_pages_and_errors_tell_nothing() -> None:
    """The earliest redirect; a capture of an error is not asked for."""
    rows = [
        ("20200101000000", "404"),
        ("20210101000000", "200"),
        ("20230101000000", "302"),
        ("20220101000000", "301"),
    ]
    way, world = found(
        {
            **cdx(SLUG, *((stamp, SLUG.replace("https", "http"), status) for stamp, status in rows)),
            f"{WEB}/20220101000000id_/http://t.co/AbCdEfGhIj": copy(POST),
        }
    )
    assert way.outcome is Outcome.ARCHIVED
    assert world.asked[-1] == f"{WEB}/20220101000000id_/http://t.co/AbCdEfGhIj"


@pytest.mark.parametrize(
    "answer",
    [
        copy(None, f'<noscript><META http-equiv="refresh" content="0;URL={POST}"></noscript>', 200),
        copy(None, f'<script>location.replace("{POST}")</script>', 200),
        copy(None, Location=f"{WEB}/20220224000000id_/{POST}"),
        copy(None, Location=f"/web/20220224000000/{POST}"),
        copy(POST, Link=f'<{SLUG}>; rel="original", <{WEB}/{SLUG}>; rel="timegate"'),
    ],
)
def test_every_form_of_copy_tells_where_the_link_led(answer: Exchange) -> None:
    """t.co's page for browsers was archived as well as its redirect; the archive rewrites `Location`."""
    way, _ = found({**cdx(SLUG, ("20220224000000", SLUG, "-")), f"{WEB}/20220224000000id_/{SLUG}": answer})
    assert (way.outcome, way.final_url) == (Outcome.ARCHIVED, POST)


@pytest.mark.parametrize(
    "answer",
    [
        page("", 302, {"Location": f"{WEB}/20210101000000id_/https://t.co/abcdefghij"}),
        page("busy", 429),
        copy(POST, Link='<https://t.co/abcdefghij>; rel="original"'),
        copy(None, "<p>nothing</p>", 200),
        copy(None),
        copy("javascript:alert(1)"),
        copy("https://t.co/AbCdEfGhIj"),
        dead(Failure.TIMEOUT),
    ],
)
def test_what_is_no_copy_of_the_link_is_not_believed(answer: Exchange) -> None:
    """A neighbouring capture, the archive's own error, a copy of another slug: the link stays dead."""
    way, _ = found({**cdx(SLUG, ("20220224000000", SLUG, "301")), f"{WEB}/20220224000000id_/{SLUG}": answer})
    assert (way.outcome, way.post, way.final_url) == (Outcome.NOT_FOUND, None, SLUG)
    assert way.hops[-1].kind is HopKind.ARCHIVED


def test_a_second_copy_is_read_where_the_first_tells_nothing() -> None:
    """But no third."""
    stamps = ["20200101000000", "20210101000000", "20220101000000"]
    rows = cdx(SLUG, *((stamp, SLUG, "301") for stamp in stamps))
    way, _ = found({**rows, f"{WEB}/{stamps[1]}id_/{SLUG}": copy(POST)})
    assert way.outcome is Outcome.ARCHIVED
    way, world = found({**rows, f"{WEB}/{stamps[2]}id_/{SLUG}": copy(POST)})
    assert (way.outcome, len(world.asked)) == (Outcome.NOT_FOUND, 4)


def test_an_archive_that_does_not_answer_is_asked_again_another_day() -> None:
    """The link is dead all the same; the run says that something could not be reached."""
    way, _ = found({})
    assert way.outcome is Outcome.NOT_FOUND
    assert way.hops[-1].failure is Failure.DNS
    assert unreached(way)
    way, _ = found(cdx(SLUG))
    assert not unreached(way)


def test_the_way_goes_on_from_where_the_copy_leads() -> None:
    """An archived link may lead to another dead one, which is looked up in its turn."""
    second = "https://goo.gl/dead"
    way, _ = found(
        {
            **cdx(SLUG, ("20220224000000", SLUG, "301")),
            f"{WEB}/20220224000000id_/{SLUG}": copy(second),
            second: page(status=404),
            **cdx(second, ("20200101000000", second, "302")),
            f"{WEB}/20200101000000id_/{second}": copy("https://a.example/"),
            "https://a.example/": page("an article"),
        }
    )
    assert (way.outcome, way.final_url) == (Outcome.ARCHIVED, "https://a.example/")
    assert [hop.kind.value for hop in way.hops].count("archived") == 2


def test_a_page_that_is_dead_today_is_dead_though_the_archive_knew_the_way() -> None:
    """`archived` is said of a way that was followed to its end."""
    way, _ = found(
        {
            **cdx(SLUG, ("20220224000000", SLUG, "301")),
            f"{WEB}/20220224000000id_/{SLUG}": copy("https://a.example/"),
            "https://a.example/": page(status=410),
        }
    )
    assert (way.outcome, way.final_url) == (Outcome.GONE, "https://a.example/")


def test_a_post_named_by_an_archived_copy_says_so() -> None:
    """In prose a link is all that is claimed; the candidate's reason tells whose word it is."""
    way, _ = found(
        {**cdx(SLUG, ("20220224000000", SLUG, "301")), f"{WEB}/20220224000000id_/{SLUG}": copy(POST)}
    )
    linked = mention(Claim(), SLUG, kind="link")
    (candidate,) = hold(by_link(Lost(linked, (way,)))).candidates
    assert (candidate.accepted, candidate.reason) == (
        True,
        "the link is dead; an archived copy of it leads to the post",
    )


def test_only_dead_links_of_shorteners_are_looked_up() -> None:
    """Not a dead article, not a shortener in trouble."""
    for link, answer in (("https://a.example/x", page(status=404)), (SLUG, page(status=503)), (SLUG, dead())):
        world = DictWorld({link: answer})
        hold(resolve(link), world)
        assert world.asked == [link]


def test_one_link_has_two_schemes() -> None:
    """And a default port; nothing else may differ."""
    assert same_link("http://T.co:80/Ab?x", "https://t.co/Ab?x")
    assert same_link("http://t.co", "https://t.co/")
    assert not same_link("http://t.co:81/Ab", "http://t.co/Ab")
    assert not same_link("http://t.co/ab", "http://t.co/Ab")
    assert not same_link("http://t.co:x/Ab", "http://t.co:x/Ab")
