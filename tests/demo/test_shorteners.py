"""t.co, pic.twitter.com, pic.x.com and bit.ly behave as they are known to."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest

from embedarchive.demo import world
from embedarchive.demo.littleweb import LittleWeb
from embedarchive.demo.script import ShortLink, World
from tests.demo.asking import BROWSER, ask

TARGET = world.SITTING.permalink() + "/video/1"
THREE_PLACES = (
    r'<noscript><META http-equiv="refresh" content="0;URL=([^"]+)"></noscript>',
    r"<title>([^<]+)</title>",
    r'location\.replace\("([^"]+)"\)',
)


def test_tco_redirects_programs_by_301(web: LittleWeb) -> None:
    """A user agent that is no browser gets a Location and no page."""
    for agent in ("curl/8.5.0", "embedarchive/0.1 (+https://example.org)", ""):
        seen = ask(web, "https://t.co/kfPNrRDYk8", User_Agent=agent)
        assert (seen.status, seen.location, seen.body) == (301, TARGET, b"")


def test_tco_shows_browsers_a_page_with_the_target_three_times(web: LittleWeb) -> None:
    """Meta refresh, title, and a script with escaped slashes; no redirect."""
    seen = ask(web, "https://t.co/kfPNrRDYk8", User_Agent=BROWSER)
    assert (seen.status, seen.location) == (200, None)
    found = [re.search(pattern, seen.text) for pattern in THREE_PLACES]
    assert [place[1].replace("\\/", "/") if place else None for place in found] == [TARGET] * 3
    assert "https:\\/\\/x.com" in seen.text


def test_the_page_for_browsers_may_have_no_head(web: LittleWeb) -> None:
    """Sometimes the `head` element is missing."""
    with_head = ask(web, "https://t.co/rK2vNw8LpE", User_Agent=BROWSER).text
    without = ask(web, "https://t.co/Tb8yVn2CsP", User_Agent=BROWSER).text
    assert with_head.startswith("<head>")
    assert "<head" not in without


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("kfPNrRDYk8?amp=1", 301),
        ("KFPNRRDYK8", 404),
        ("kfPNrRDYk", 404),
        ("kfPNrRDYk8/photo", 404),
        ("kfPNrRDYk8%E2%80%A6", 404),
        ("robots.txt", 404),
        ("Nd9aGx4JrS", 404),
        ("", 200),
    ],
)
def test_a_slug_is_taken_to_the_letter(web: LittleWeb, path: str, status: int) -> None:
    """Its case counts, a query may follow, a path may not, the bare host answers 200."""
    assert ask(web, f"https://t.co/{path}").status == status


def test_an_unsafe_target_stands_in_the_interstitial(web: LittleWeb) -> None:
    """The redirect leads to twitter.com's warning, which shows the target and goes nowhere."""
    seen = ask(web, "https://t.co/Un4sFe9LkM")
    warning = (
        "https://twitter.com/safety/unsafe_link_warning?unsafe_link=http%3A%2F%2Fcheap-lamps.example%2Fwin"
    )
    assert seen.location == warning
    shown = ask(web, warning)
    assert (shown.status, shown.location) == (200, None)
    assert 'href="http://cheap-lamps.example/win"' in shown.text


def test_pic_x_redirects_to_pic_twitter_which_redirects_to_the_post(web: LittleWeb) -> None:
    """Both names carry the t.co slug of the medium."""
    first = ask(web, "https://pic.x.com/In5sFq8WvA")
    assert (first.status, first.location) == (301, "https://pic.twitter.com/In5sFq8WvA")
    second = ask(web, "https://pic.twitter.com/In5sFq8WvA")
    assert (second.status, second.location) == (301, world.INES.permalink() + "/photo/1")


def test_pic_knows_only_media(web: LittleWeb) -> None:
    """An outbound t.co slug is no picture."""
    assert ask(web, "https://pic.twitter.com/DdqVUnObjg").status == 404


def test_an_outbound_slug_leads_to_a_page_not_to_the_post(web: LittleWeb) -> None:
    """A plain t.co in the text of a post is no key to the post."""
    assert ask(web, "https://t.co/DdqVUnObjg").location == f"{world.LEDGER}/briefs/assembly-sitting"


def test_borrowed_media_lead_to_another_authors_post(web: LittleWeb) -> None:
    """The slug in one author's post names the post the picture was taken from."""
    assert ask(web, "https://t.co/Gw7uLb3XyE").location == world.QUAY.permalink() + "/photo/1"


def test_old_posts_keep_twitter_com_in_their_permalinks() -> None:
    """A slug of 2016 leads to twitter.com, one of 2026 to x.com."""
    assert world.SITTING.host == "x.com"
    assert world.SITTING.permalink("twitter.com").startswith("https://twitter.com/NAofPakistan/status/")


def test_bitly_redirects_by_301_and_its_dead_links_are_404(web: LittleWeb) -> None:
    """Success is a Location, failure a page."""
    assert ask(web, "https://bit.ly/3demoMapa").location == f"{world.FAROL}/mapa"
    assert ask(web, "https://bit.ly/3demoNada").status == 404


def test_redirects_may_run_in_a_circle(web: LittleWeb) -> None:
    """t.co leads to bit.ly and bit.ly back to t.co."""
    there = ask(web, "https://t.co/Lp1oBc7DnQ").location
    assert there == "https://bit.ly/3demoLoop"
    assert ask(web, there).location == "https://t.co/Lp1oBc7DnQ"


def test_a_target_with_marks_is_escaped_in_the_page() -> None:
    """An ampersand is an entity in the markup and stands as it is in the script."""
    link = ShortLink("https://t.co/abcdefgh", "https://a.example/?x=1&y=2")
    with LittleWeb(World(links=(link,))) as web:
        text = ask(web, link.url, User_Agent=BROWSER).text
    assert "<title>https://a.example/?x=1&amp;y=2</title>" in text
    assert r'location.replace("https:\/\/a.example\/?x=1&y=2")' in text


T = "https://a.example/x?y=1&z=2"


@pytest.mark.parametrize(
    ("link", "status", "location", "words"),
    [
        ("https://ow.ly/WmrYu", 301, T, ""),
        ("https://ow.ly/none", 301, "https://www.hootsuite.com/error/lost-owly", ""),
        ("https://amzn.to/2oaTatI", 301, T, ""),
        ("https://amzn.to/none", 302, "http://www.amazon.com", ""),
        ("https://shorturl.at/uMS23", 302, "https://www.shorturl.at/uMS23", ""),
        ("https://www.shorturl.at/uMS23", 302, T, ""),
        ("https://www.shorturl.at/none", 302, "https://www.shorturl.at/", ""),
        (
            "https://reurl.cc/E2zlnA",
            200,
            None,
            'id="target" type="hidden" value="https://a.example/x?y=1&amp;z=2"',
        ),
        ("https://reurl.cc/none", 200, None, "No such link"),
        ("https://t.cn/A6pONxY1", 200, T, "https://a.example/x?y=1&amp;z=2"),
        ("https://t.cn/none", 302, "http://weibo.com/sorry", ""),
        ("https://tinyurl.com/ended", 301, "/app/nospam/tinyurl.com/ended", ""),
        ("https://dlvr.it/none", 302, "/", ""),
        ("https://v.gd/UeUnvf", 200, None, '<a href="https://a.example/x?y=1&amp;z=2">https://a.example'),
        ("https://lnkd.in/eWSf3WwX", 200, None, "external_url_click"),
        ("https://lnkd.in/eCaptcha", 200, None, "no robot"),
        ("https://adf.ly/O5iZv", 200, None, "no robot"),
        (
            "https://bit.ly/2om6hZ4",
            302,
            f"https://bitly.com/a/warning?hash=2om6hZ4&url={quote(T, safe='')}",
            "",
        ),
    ],
)
def test_the_other_shorteners_answer_as_they_are_known_to(
    link: str, status: int, location: str | None, words: str
) -> None:
    """danbooru's table notes what curl saw of each, the rest is noted beside its function."""
    unsafe = {
        "https://t.cn/A6pONxY1",
        "https://tinyurl.com/ended",
        "https://lnkd.in/eCaptcha",
        "https://bit.ly/2om6hZ4",
    }
    url = link.replace("www.", "")
    links = () if url.endswith("none") else (ShortLink(url, T, unsafe=url in unsafe),)
    with LittleWeb(World(links=links)) as web:
        seen = ask(web, link)
    assert (seen.status, seen.location) == (status, location)
    assert words in seen.text
