"""A link becomes hops and, where it names one, a post."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedarchive.records import Exchange, Failure, HopKind, Outcome, PostRef, Request, Resolution
from embedarchive.stages.redirects import onward
from embedarchive.stages.resolve import MAX_HOPS, resolve, unwrap
from tests.worlds.dict_world import DictWorld, dead, hold, moved, page

PERMALINK = "https://twitter.com/Kekeflipnote/status/1496555599718498319/video/1"
TCO = "https://t.co/Dxn7CuVErW"
READ = "https://a.example/read"
BROWSER_PAGE = (
    '<head><noscript><META http-equiv="refresh" content="0;URL=%s"></noscript><title>%s</title></head>'
    '<script>window.opener = null; location.replace("%s")</script>'
)


def kinds(resolution: Resolution) -> list[str]:
    return [hop.kind.value for hop in resolution.hops]


def test_a_pic_slug_leads_to_the_permalink() -> None:
    """The known pair: pic.twitter.com/Dxn7CuVErW is t.co/Dxn7CuVErW and names the post of its video."""
    world = DictWorld({TCO: moved(PERMALINK)})
    found = hold(resolve("https://pic.twitter.com/Dxn7CuVErW"), world)
    assert found.post == PostRef("twitter", "1496555599718498319", "Kekeflipnote")
    assert (kinds(found), found.final_url) == (["unwrapped", "location"], PERMALINK)
    assert world.asked == [TCO], "the permalink itself is not asked for"
    assert found.record is not None and found.record == found.hops[-1].record


def cut_short(answer: Exchange) -> Exchange:
    return answer._replace(failure=Failure.DISCONNECT, truncated="disconnect")


def test_a_deleted_post_keeps_its_identity() -> None:
    """Nothing of twitter.com answers, and still the post is named, because t.co led to it."""
    assert hold(resolve(TCO), {TCO: moved(PERMALINK)}).post is not None


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (moved("https://example.org/a"), HopKind.LOCATION),
        (moved("https://example.org/a", 307), HopKind.LOCATION),
        (page(headers={"Refresh": "0; url=https://example.org/a"}), HopKind.REFRESH_HEADER),
        (
            page(BROWSER_PAGE % (("https://example.org/a",) * 2 + (r"https:\/\/example.org\/a",))),
            HopKind.META_REFRESH,
        ),
        (page("<meta http-equiv=refresh content=\"1; URL='https://example.org/a'\">"), HopKind.META_REFRESH),
        (page(r'<script>location.replace("https:\/\/example.org\/a")</script>'), HopKind.JAVASCRIPT),
        (page("<script><!--\nlocation='https://example.org/a'\n//--></script>"), HopKind.JAVASCRIPT),
        (
            page(r"<script>window.location.href='https:\u002f\u002fexample.org/a'</script>"),
            HopKind.JAVASCRIPT,
        ),
    ],
)
def test_every_way_of_leading_on_is_followed_and_named(answer: Exchange, kind: HopKind) -> None:
    """t.co answers 301 to us, a page with meta refresh and script to browsers; shorteners do all of it."""
    found = hold(resolve(TCO), {TCO: answer, "https://example.org/a": page("<p>an article")})
    assert [hop.kind for hop in found.hops] == [kind, HopKind.FINAL]
    assert (found.outcome, found.final_url) == (Outcome.FINAL, "https://example.org/a")


@pytest.mark.parametrize(
    "body",
    [
        '<meta http-equiv="refresh" content="600">',
        '<meta http-equiv="refresh" content="300; url=https://example.org/later">',
        '<!-- <meta http-equiv="refresh" content="0; url=https://example.org/old"> -->',
        '<meta name="refresh" content="0; url=https://example.org/a">',
        f'<meta http-equiv="refresh" content="0; url={READ}">',
        "<script>location.href = '#top'</script>",
        "<button onclick=\"location.href='/home'\">Home</button>",
        "<!-- <script>location.replace('https://example.org/old')</script> -->",
        "<script>document.write('<meta http-equiv=refresh content=\"0; url=https://example.org/ad\">')</script>",
        "<p>text</p>" * 2000 + '<script>location.replace("https://example.org/a")</script>',
    ],
)
def test_pages_for_readers_are_the_end(body: str) -> None:
    """A page that reloads itself, a commented refresh, a script on a long page: no redirect."""
    assert kinds(hold(resolve(READ), {READ: page(body)})) == ["final"]


def test_the_move_from_twitter_to_x_is_not_followed() -> None:
    """`content="5; url = https://twitter.com?mx=1"` says nothing of the page that was asked for."""
    home = "https://twitter.com/NAofPakistan"
    trap = page('<meta http-equiv="refresh" content="5; url = https://twitter.com?mx=1">')
    world = DictWorld({home: trap})
    found = hold(resolve(home), world)
    assert (found.final_url, world.asked) == (home, [home])


def test_an_unsafe_target_is_named_but_not_asked() -> None:
    """X's warning page is a hop of its own kind; what it warns of is never fetched."""
    warning = "https://twitter.com/safety/unsafe_link_warning?unsafe_link=https%3A%2F%2Fbad.example%2F"
    world = DictWorld({TCO: moved(warning)})
    found = hold(resolve(TCO), world)
    assert kinds(found) == ["location", "interstitial"]
    assert (found.outcome, found.final_url) == (Outcome.UNSAFE_INTERSTITIAL, "https://bad.example/")
    assert world.asked == [TCO]


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (page(status=404), Outcome.NOT_FOUND),
        (page(status=410), Outcome.GONE),
        (page(status=403), Outcome.BLOCKED),
        (page(status=503), Outcome.UNREACHABLE),
        (page(status=429), Outcome.UNREACHABLE),
        (page(status=400), Outcome.BLOCKED),
        (page(status=408), Outcome.TIMEOUT),
        (page("<html>"), Outcome.SOFT_404),
        (cut_short(page("<html>")), Outcome.UNREACHABLE),
        (dead(Failure.DNS), Outcome.UNREACHABLE),
        (dead(Failure.TIMEOUT), Outcome.TIMEOUT),
        (dead(Failure.TLS), Outcome.TLS_ERROR),
        (dead(Failure.REFUSED_ADDRESS), Outcome.REFUSED_ADDRESS),
        (dead(Failure.OFFLINE), Outcome.UNREACHABLE),
        (moved("javascript:alert(1)"), Outcome.NON_HTTP),
        (moved("http://[bad"), Outcome.NON_HTTP),
        (moved("https://x.com/i/flow/login?redirect=1"), Outcome.LOGIN_WALL),
    ],
)
def test_the_end_of_a_chain_is_typed(answer: Exchange, outcome: Outcome) -> None:
    """A dead link is an outcome with its record, not an exception."""
    found = hold(resolve(TCO), {TCO: answer})
    assert found.outcome is outcome
    assert all(hop.record for hop in found.hops)


def test_a_cut_link_is_never_asked_for() -> None:
    """`https://t.co/ab…` is somebody's cut text, not a URL."""
    world = DictWorld()
    for link in ("https://t.co/ab…", "https://t.co/ab..."):
        assert hold(resolve(link), world) == Resolution(link, (), Outcome.TRUNCATED, None)
    assert world.asked == []


def test_a_link_that_is_no_url_leads_nowhere() -> None:
    """Whatever stands in an article may be asked about."""
    for link in ("", "http://", "mailto:a@b", "https://[bad"):
        assert hold(resolve(link)).outcome is Outcome.NON_HTTP


def test_a_location_that_cannot_be_read_keeps_its_bytes() -> None:
    """The raw target stands in the hop, even where it cannot be followed."""
    found = hold(resolve(TCO), {TCO: moved("http://[bad")})
    assert (found.hops[0].target, found.final_url) == ("http://[bad", "http://[bad")


def test_raw_utf8_in_a_location_is_read_as_browsers_do() -> None:
    """Servers send unescaped bytes; they are percent-encoded for the next request."""
    raw = "/é".encode().decode("latin-1")
    step = onward(Exchange(Request("https://a.example/"), "", 302, (("Location", raw),)))
    assert step is not None and step.url == "https://a.example/%C3%A9"


def test_a_fragment_is_not_sent() -> None:
    """Two links into one page are one request."""
    world = DictWorld({"https://a.example/": page()})
    found = hold(resolve("https://a.example/#part"), world)
    assert (world.asked, found.final_url) == (["https://a.example/"], "https://a.example/#part")


def test_a_redirect_to_another_part_of_the_same_page_is_a_loop() -> None:
    """The fragment is not sent: the same answer would come again."""
    world = DictWorld({"https://a.example/": moved("https://a.example/#part")})
    found = hold(resolve("https://a.example/"), world)
    assert (found.outcome, world.asked) == (Outcome.LOOP, ["https://a.example/"])


@pytest.mark.parametrize("piece", ["<meta a>", "<meta http-equiv=refresh content=1>", "<script>", "<!--"])
def test_a_page_of_signs_is_read_in_time(piece: str) -> None:
    """A page is looked at in the crawl's own process: a heap of signs must not hold up the others."""
    heap = page(piece * (65_536 // len(piece)))
    started = time.monotonic()
    assert onward(heap) is None
    assert time.monotonic() - started < 5


def test_wrappers_are_undone_without_a_request() -> None:
    """The target stands in the URL itself."""
    step = unwrap("https://l.facebook.com/l.php?u=https%3A%2F%2Ft.co%2FDxn7CuVErW&h=1")
    assert step is not None and (step.kind, step.url) == (HopKind.UNWRAPPED, TCO)
    assert unwrap("https://l.facebook.com/l.php?h=1") is None


PLACES = [f"https://{name}.example/" for name in "abcde"]
SHORT = [f"https://{host}/{slug}" for host in ("t.co", "bit.ly", "ow.ly", "v.gd") for slug in ("Aa", "aA")]
WRAPPED = [f"https://l.facebook.com/l.php?u={quote(url, safe='')}" for url in (*PLACES[:2], *SHORT[:2])]
FAR = {f"https://far.example/{n}": moved(f"https://far.example/{n + 1}") for n in range(30)}


def anywhere(target: str) -> st.SearchStrategy[Exchange]:
    """One of the ways to lead to a target, or a dead end."""
    return st.sampled_from(
        [
            moved(target),
            moved(target + "#part"),
            page(f'<meta http-equiv="refresh" content="0; url={target}">'),
            page(headers={"Refresh": f"0; url={target}"}),
            moved(target)._replace(headers=(("Set-Cookie", "a=b"), ("Location", target))),
            page(f'<a href="{target}">{target}</a>'),
            page(status=404),
        ]
    )


class Tangle(DictWorld):
    """A web in which every dead link is in the archive, and every copy leads on."""

    lead: Callable[[str], str]

    async def answer(self, request: Request) -> Exchange:
        if "/cdx/" in request.url:
            link = parse_qs(urlsplit(request.url).query)["url"][0]
            rows = [["timestamp", "original", "mimetype", "statuscode"], ["20200101000000", link, "", "301"]]
            self.answers = {**self.answers, request.url: page(json.dumps(rows))}
        elif "/web/2020" in request.url:
            told = {"Memento-Datetime": "x", "X-Archive-Orig-Location": self.lead(request.url)}
            self.answers = {**self.answers, request.url: page("", 301, told)}
        return await super().answer(request)


@given(st.data())
def test_no_map_of_redirects_makes_us_ask_twice_or_for_ever(data: st.DataObject) -> None:
    """However tangled the web is, the archive with it: no URL twice, and an end."""
    everywhere = st.sampled_from([*PLACES, *SHORT, *WRAPPED, "https://far.example/0"])
    answers = {url: data.draw(anywhere(data.draw(everywhere))) for url in (*PLACES, *SHORT)}
    world = Tangle({**answers, **FAR})
    world.lead = lambda _url: data.draw(everywhere)
    found = hold(resolve(data.draw(everywhere)), world)
    assert len(set(world.asked)) == len(world.asked) <= MAX_HOPS + 3
    assert len(found.hops) <= MAX_HOPS + 3


@given(st.data())
def test_a_web_that_only_leads_on_ends_in_a_loop_or_too_far(data: st.DataObject) -> None:
    """There is no third way out."""
    places = [f"https://{name}.example/" for name in "abcdefgh"]
    answers = {url: moved(data.draw(st.sampled_from([*places, "https://far.example/0"]))) for url in places}
    world = DictWorld({**answers, **FAR})
    found = hold(resolve(places[0]), world)
    assert len(set(world.asked)) == len(world.asked) <= MAX_HOPS
    assert found.outcome in (Outcome.LOOP, Outcome.TOO_MANY_HOPS)


@pytest.mark.parametrize(
    ("start", "target", "final"),
    [
        ("https://a.example/#one", "https://b.example/", "https://b.example/#one"),
        ("https://a.example/#one", "https://b.example/#two", "https://b.example/#two"),
        ("https://a.example/#one", "https://b.example/#", "https://b.example/#"),
        ("https://a.example/", "https://b.example/#two", "https://b.example/#two"),
    ],
)
def test_a_redirect_inherits_the_fragment(start: str, target: str, final: str) -> None:
    """RFC 9110, 10.2.2; it is never sent."""
    world = DictWorld({"https://a.example/": moved(target), "https://b.example/": page()})
    assert hold(resolve(start), world).final_url == final
    assert world.asked == ["https://a.example/", "https://b.example/"]


def test_a_fragment_of_2011_names_the_post_behind_a_redirect() -> None:
    """`#!` stood in the fragment, which redirects let through."""
    world = DictWorld({"https://a.example/x": moved("https://twitter.com/")})
    found = hold(resolve("https://a.example/x#!/NASA/status/210462857140252672"), world)
    assert found.post is not None and found.post.id == "210462857140252672"


def test_a_refresh_inherits_no_fragment() -> None:
    """The rule is of `Location` alone."""
    answer = page('<meta http-equiv="refresh" content="0; url=https://b.example/">')
    found = hold(
        resolve("https://a.example/#one"), {"https://a.example/": answer, "https://b.example/": page()}
    )
    assert found.final_url == "https://b.example/"


@pytest.mark.parametrize(
    "link",
    [
        "https://t.co/Dxn7CuVErW?amp=1",
        "http://t.co/Dxn7CuVErW",
        "https://pic.x.com/Dxn7CuVErW",
        "HTTPS://T.CO/Dxn7CuVErW",
    ],
)
def test_every_spelling_of_a_slug_is_one_question(link: str) -> None:
    """A query may follow; the case of the slug is kept, that of the host is not (twitter-text)."""
    world = DictWorld({TCO: moved(PERMALINK)})
    assert hold(resolve(link), world).final_url == PERMALINK
    assert world.asked == [TCO]


@pytest.mark.parametrize(
    "link", ["https://t.co/", "https://t.co/Dxn7CuVErW/photo", "https://t.co/" + "a" * 41]
)
def test_what_is_no_slug_is_asked_as_it_stands(link: str) -> None:
    """The bare host is a page; a further path or a slug too long names no link."""
    world = DictWorld({link: page("Short links")})
    hold(resolve(link), world)
    assert world.asked[0] == link
