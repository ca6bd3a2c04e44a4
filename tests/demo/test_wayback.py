"""The Wayback Machine: its index, its mementos, its availability API."""

from __future__ import annotations

import json

import pytest

from embedarchive.demo import captures, world
from embedarchive.demo.littleweb import LittleWeb
from embedarchive.demo.script import Capture, ShortLink, World
from embedarchive.demo.sites.cdx import FIELDS, urlkey
from tests.demo.asking import Seen, ask

INDEX = "https://web.archive.org/cdx/search/cdx?output=json&url="
RAW = "https://web.archive.org/web/{}id_/{}"


def cdx(web: LittleWeb, query: str) -> list[list[str]]:
    rows: list[list[str]] = ask(web, INDEX + query).json
    return rows


@pytest.fixture(scope="module")
def shelf() -> World:
    """Nine captures of four URLs."""
    urls = ("https://twitter.com/Kari_B/status/201811", "https://twitter.com/kari_b/status/201899")
    tweets = [Capture(url, f"2026020{day}120000", url.encode()) for url in urls for day in (2, 3, 4)]
    return World(
        captures=(
            *tweets,
            Capture(
                "https://t.co/AbCdEfGhIj",
                "20260101000000",
                b"upper",
                status=301,
                location="https://a.example/",
            ),
            Capture(
                "https://t.co/aBcDeFgHiJ",
                "20260201000000",
                b"lower",
                status=301,
                location="https://b.example/",
            ),
            Capture("https://www.a.example/", "20250505050505", b"home", status=404),
        )
    )


def test_the_key_is_reversed_and_lower_cased() -> None:
    """Scheme and `www.` fall away, and with the case of a t.co slug its identity."""
    assert urlkey("https://www.Twitter.com/Kari_B/status/1/") == "com,twitter)/kari_b/status/1"
    assert urlkey("mobile.twitter.com/A?b=2&a=1") == "com,twitter,mobile)/a?a=1&b=2"
    assert urlkey("https://t.co/AbC") == urlkey("http://t.co/aBc")


def test_the_first_row_names_the_fields_and_the_original_keeps_its_case(shelf: World) -> None:
    """Without `fl` all seven fields are told."""
    with LittleWeb(shelf) as web:
        rows = cdx(web, "twitter.com/kari_b/status/201811&limit=1")
    assert rows[0] == list(FIELDS)
    assert rows[1][:3] == [
        "com,twitter)/kari_b/status/201811",
        "20260202120000",
        "https://twitter.com/Kari_B/status/201811",
    ]


def test_nothing_found_is_an_empty_list(shelf: World) -> None:
    """No header row stands where no row follows; the status is 200."""
    with LittleWeb(shelf) as web:
        seen = ask(web, INDEX + "twitter.com/nobody")
        text = ask(web, "https://web.archive.org/cdx/search/cdx?url=twitter.com/nobody")
    assert (seen.status, seen.json) == (200, [])
    assert (text.status, text.body) == (200, b"")


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("twitter.com/kari_b/status/201811", 3),
        ("twitter.com/kari_b/status/2018", 0),
        ("twitter.com/kari_b/status/2018&matchType=prefix", 6),
        ("twitter.com/kari_b/status/2018*", 6),
        ("https%3A%2F%2Ftwitter.com%2FKARI_B%2Fstatus%2F20189*", 3),
        ("twitter.com&matchType=host", 6),
        ("example&matchType=domain", 1),
        ("twitter.com/*&from=20260203", 4),
        ("twitter.com/*&to=20260203", 4),
        ("twitter.com/*&from=20260203&to=20260203", 2),
        ("twitter.com/*&from=20260203120000&to=20260203120000", 2),
        ("twitter.com/*&limit=4", 4),
        ("twitter.com/*&limit=-2", 2),
        ("t.co/*&filter=statuscode:200", 0),
        ("t.co/*&filter=statuscode:3..", 2),
        ("t.co/*&filter=!statuscode:301", 0),
        ("t.co/*&filter=original:.*AbC.*", 1),
        ("twitter.com/*&collapse=urlkey", 2),
        ("twitter.com/*&collapse=digest", 2),
        ("twitter.com/*&collapse=timestamp:8", 6),
        ("twitter.com/kari_b/status/201811&collapse=timestamp:6", 1),
        ("t.co/abcdefghij", 2),
    ],
)
def test_a_query_selects(shelf: World, query: str, count: int) -> None:
    """matchType, from, to, limit, filter and collapse select as on the real server."""
    with LittleWeb(shelf) as web:
        assert len(cdx(web, query)[1:]) == count


def test_fl_chooses_and_orders_the_columns(shelf: World) -> None:
    """Only the asked fields, in the order they were asked for."""
    with LittleWeb(shelf) as web:
        rows = cdx(web, "t.co/*&fl=original,timestamp")
    assert rows == [
        ["original", "timestamp"],
        ["https://t.co/AbCdEfGhIj", "20260101000000"],
        ["https://t.co/aBcDeFgHiJ", "20260201000000"],
    ]


def test_a_resume_key_leads_through_all_rows(shelf: World) -> None:
    """An empty row and the key follow a cut answer; the last page has none."""
    key, seen = "", []
    with LittleWeb(shelf) as web:
        for _ in range(10):
            rows = cdx(web, f"twitter.com/*&fl=original,timestamp&limit=4&showResumeKey=true&resumeKey={key}")
            more = len(rows) > 2 and rows[-2] == []
            seen += rows[1:-2] if more else rows[1:]
            if not more:
                break
            key = rows[-1][0]
    assert len(seen) == 6 == len({tuple(row) for row in seen})


def test_text_output_has_no_header(shelf: World) -> None:
    """Without `output=json` each row is a line of fields."""
    with LittleWeb(shelf) as web:
        text = ask(web, "https://web.archive.org/cdx/search/cdx?url=t.co/*&fl=timestamp,statuscode").text
    assert text == "20260101000000 301\n20260201000000 301\n"


def test_a_query_without_url_is_refused(shelf: World) -> None:
    """400, as the server says of what it cannot answer."""
    with LittleWeb(shelf) as web:
        assert ask(web, "https://web.archive.org/cdx/search/cdx?output=json").status == 400


def test_a_raw_memento_is_the_captured_bytes(web: LittleWeb) -> None:
    """`id_` alters nothing; the time stands in Memento-Datetime, the URL in Link."""
    seen = ask(web, RAW.format("20260204103312", world.TIDE.permalink("twitter.com")))
    assert seen.status == 200
    assert seen.headers["content-type"] == "application/json"
    assert seen.headers["memento-datetime"] == "Wed, 04 Feb 2026 10:33:12 GMT"
    assert f'<{world.TIDE.permalink("twitter.com")}>; rel="original"' in seen.headers["link"]
    assert seen.body == captures.as_json(world.TIDE, "20260204103312").body


def test_a_memento_has_the_status_of_its_capture(web: LittleWeb) -> None:
    """An archived 404 of a post that existed is told from the archive's own 404 by its header."""
    seen = ask(web, RAW.format("20260204100701", world.TIDE.permalink("twitter.com")))
    assert (seen.status, "memento-datetime" in seen.headers) == (404, True)
    none = ask(web, RAW.format("20260204100701", "https://twitter.com/nobody/status/1"))
    assert (none.status, "memento-datetime" in none.headers) == (404, False)


def test_another_time_redirects_to_the_nearest_capture(web: LittleWeb) -> None:
    """The redirect keeps the flag, names the capture's own URL and gives its reason."""
    seen = ask(web, RAW.format("2026", "http://www.twitter.com/EA_demo_loud/status/" + world.LOUD.id))
    assert (seen.status, seen.location) == (
        302,
        RAW.format("20260204121530", world.LOUD.permalink("twitter.com")),
    )
    assert seen.headers["x-archive-redirect-reason"] == "found capture at 20260204121530"


def test_an_archived_redirect_leads_on_inside_the_archive(web: LittleWeb) -> None:
    """A dead t.co is still known here: 301, with the true target in X-Archive-Orig-Location."""
    seen = ask(web, RAW.format("20260205081500", world.ARCHIVED_LINK.url))
    assert (seen.status, seen.location) == (301, RAW.format("20260205081500", f"{world.FAROL}/mapa"))
    assert seen.headers["x-archive-orig-location"] == f"{world.FAROL}/mapa"
    assert ask(web, world.ARCHIVED_LINK.url).status == 404


def test_the_lower_cased_key_mixes_up_slugs(shelf: World) -> None:
    """Asking for one slug may redirect to a capture of another: only the original tells."""
    with LittleWeb(shelf) as web:
        seen = ask(web, RAW.format("20260201000000", "https://t.co/AbCdEfGhIj"))
    assert '<https://t.co/aBcDeFgHiJ>; rel="original"' in seen.headers["link"]
    assert seen.headers["x-archive-orig-location"] == "https://b.example/"


def test_a_page_for_people_carries_a_banner(web: LittleWeb) -> None:
    """Without `id_` the bytes are not those that were captured."""
    url = world.LOUD.permalink("twitter.com")
    shown = ask(web, f"https://web.archive.org/web/20260204121530/{url}")
    raw = ask(web, RAW.format("20260204121530", url))
    assert shown.body != raw.body and shown.body.endswith(raw.body)


def available(web: LittleWeb, query: str) -> Seen:
    return ask(web, f"https://archive.org/wayback/available?url={query}")


def test_availability_names_the_closest_good_capture(web: LittleWeb) -> None:
    """A capture of another status than 200 does not count; none is an empty object."""
    url = f"twitter.com/ea_demo_tide/status/{world.TIDE.id}"
    found = available(web, f"{url}&timestamp=20260204100701").json["archived_snapshots"]["closest"]
    assert found == {
        "status": "200",
        "available": True,
        "url": f"http://web.archive.org/web/20260204103312/https://{url}",
        "timestamp": "20260204103312",
    }
    assert available(web, "example.org").json["archived_snapshots"] == {}


def test_posts_are_held_as_html_and_as_two_kinds_of_json() -> None:
    """All three tell id, handle, time and words."""
    page = captures.as_page(world.LOUD, "20260204121530").body.decode()
    old = json.loads(captures.as_old_json(world.BRIDGE, "20260204121530").body)
    new = json.loads(captures.as_json(world.BRIDGE, "20260204121530").body)
    assert 'property="og:description" content="They say one night.' in page
    assert '"datePublished": "2026-02-04T12:00:59.000Z"' in page
    assert (old["id_str"], old["created_at"]) == (world.BRIDGE.id, "Wed Feb 04 09:15:02 +0000 2026")
    assert old["user"]["screen_name"] == new["includes"]["users"][0]["username"] == "ea_demo_harbor"
    assert (new["data"]["id"], new["data"]["text"]) == (world.BRIDGE.id, world.BRIDGE.text)


def test_a_short_links_redirect_can_be_captured() -> None:
    """The capture keeps the slug's case, the status and the target."""
    held = captures.redirected(ShortLink("https://t.co/AbCdEfGhIj", "https://a.example/"), "20260101000000")
    assert (held.url, held.status, held.location) == ("https://t.co/AbCdEfGhIj", 301, "https://a.example/")
