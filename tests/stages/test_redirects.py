"""Where an answer points, and what a target means."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedarchive.platforms.shorteners import BY_HOST, SHORTENERS, says_dead, shortener_of
from embedarchive.records import Exchange, HopKind, Request
from embedarchive.stages.absolute import absolute_url
from embedarchive.stages.redirects import (
    NOTES,
    ambiguous,
    by_door,
    canonical,
    from_header,
    from_page,
    onward,
    without_userinfo,
)
from tests.shared import shared

HERE = "https://a.example/dir/page#part"


def told(url: str, body: str = "", status: int = 200, **headers: str) -> Exchange:
    """What a page at a URL answers."""
    fields = {"Content-Type": "text/html"} | {
        name.replace("_", "-"): value for name, value in headers.items()
    }
    return Exchange(Request(url), "", status, tuple(fields.items()), body.encode())


@pytest.mark.parametrize(
    ("target", "url", "notes"),
    [
        ("https://b.example/", "https://b.example/", ()),
        ("x", "https://a.example/dir/x", ("relative",)),
        ("//b.example/x", "https://b.example/x", ("relative",)),
        (" https://b.example/ ", "https://b.example/", ("blanks-removed",)),
        ("https://b.example/a\tb", "https://b.example/ab", ("blanks-removed",)),
        ("https://u:p@b.example/", "https://b.example/", ("userinfo-removed",)),
        ("https://b\u00fccher.example/", "https://xn--bcher-kva.example/", ("international-host",)),
        ("https://xn--bcher-kva.example/", "https://xn--bcher-kva.example/", ("international-host",)),
        ("https://\u0430pple.example/", "https://xn--pple-43d.example/", ("international-host",)),
        ("https://good.example\\@b.example/", None, ("ambiguous-authority",)),
        ("https://good.example%00.b.example/", None, ("ambiguous-authority",)),
        ("https://good.example /", None, ("ambiguous-authority",)),
        ("https://go\nod.example/", None, ("ambiguous-authority",)),
        ("/\\b.example/", None, ("ambiguous-authority",)),
        ("/\t/b.example/", None, ("ambiguous-authority",)),
        ("h\tttps://b.example/", None, ("ambiguous-authority",)),
        ("http://[bad", None, ()),
        ("data:text/html,x", None, ()),
    ],
)
def test_a_target_is_read_as_browsers_do_and_what_is_odd_is_noted(
    target: str, url: str | None, notes: tuple[str, ...]
) -> None:
    """FAULTS.md E13-E16: user names are left out, doubtful authorities refused, names shown as punycode."""
    step = from_page(HopKind.META_REFRESH, target, HERE)
    assert (step.target, step.url, step.notes) == (target, url, notes)
    assert set(step.notes) <= set(NOTES)


def test_an_upgrade_to_https_is_noted() -> None:
    """Of the same place only; it may come with or without the fragment."""
    for target in ("https://a.example/x?y", "https://a.example/x?y#z"):
        assert from_header(HopKind.LOCATION, target, "http://a.example/x?y#z").notes == ("https-upgrade",)
    assert from_header(HopKind.LOCATION, "https://www.a.example/x?y", "http://a.example/x?y").notes == ()
    assert from_header(HopKind.LOCATION, "https://a.example/x", "https://a.example/x").notes == ()


@given(
    st.text(max_size=80), st.sampled_from(["https://", "http://", "//", "/", "", "https:\\\\", "javascript:"])
)
def test_no_target_is_too_odd_to_be_read(text: str, before: str) -> None:
    """It is a place without a user name, or none; what it was stays."""
    step = from_page(HopKind.LOCATION, before + text, HERE)
    assert step.target == before + text
    if step.url is not None:
        assert step.url.startswith(("http://", "https://"))
        assert step.url == without_userinfo(step.url) == absolute_url(step.url, step.url)
        assert not ambiguous(step.url)


@given(st.binary(max_size=60))
def test_no_header_is_too_odd_to_be_read(value: bytes) -> None:
    """Its bytes are read as Latin-1 and kept."""
    step = from_header(HopKind.LOCATION, value.decode("latin-1"), HERE)
    assert step.target.encode("latin-1") == value
    assert step.url is None or step.url.isascii()


def test_several_locations_are_noted_and_the_first_counts() -> None:
    """The same one twice is one."""
    two = (("Location", "https://b.example/"), ("location", "https://c.example/"))
    step = onward(Exchange(Request(HERE), "", 302, two))
    assert step is not None and (step.url, step.notes) == ("https://b.example/", ("several-locations",))
    step = onward(Exchange(Request(HERE), "", 302, (two[0], two[0])))
    assert step is not None and step.notes == ()


@pytest.mark.parametrize(
    ("answer", "own"),
    [
        (told(HERE, '<link rel="canonical" href="/a">'), "/a"),
        (told(HERE, "<LINK HREF=https://b.example/a REL='alternate canonical'>"), "https://b.example/a"),
        (told(HERE, "", Link='<https://b.example/a>; rel="canonical"'), "https://b.example/a"),
        (
            told(HERE, "", Link="<https://b.example/s>; rel=shortlink, <https://b.example/a>; rel=canonical"),
            "https://b.example/a",
        ),
        (told(HERE, '<!-- <link rel="canonical" href="/a"> -->'), None),
        (told(HERE, '<link rel="alternate" href="/canonical">'), None),
        (told(HERE, '<link rel="canonical">'), None),
        (told(HERE, '<link rel="canonical" href="/a">', Content_Type="application/json"), None),
    ],
)
def test_what_a_page_calls_its_own_address(answer: Exchange, own: str | None) -> None:
    """By header or markup, verbatim; not in a comment, not of another relation."""
    assert canonical(answer) == own


@pytest.mark.parametrize(
    ("url", "body", "target"),
    [
        (
            "https://reurl.cc/E2zlnA",
            '<input id="target" value="https://b.example/?x=1&amp;y=2">',
            "https://b.example/?x=1&y=2",
        ),
        ("https://reurl.cc/E2zlnA", '<input id="target" value="">', None),
        (
            "https://lnkd.in/e",
            '<a data-tracking-control-name="external_url_click" href="https://b.example/">x</a>',
            "https://b.example/",
        ),
        (
            "https://t.cn/A",
            '<div class="wrap"><p class="link"> https://b.example/ </p></div>',
            "https://b.example/",
        ),
        (
            "https://v.gd/A",
            '<a href="https://b.example/">https://b.example/</a><a href="/">v.gd</a>',
            "https://b.example/",
        ),
        (
            "https://v.gd/A",
            '<a href="https://b.example/">https://b.example/</a><a href="https://c.example/">https://c.example/</a>',
            None,
        ),
        (
            "https://v.gd/A",
            '<a href="https://v.gd/B">https://v.gd/B</a><a href="http://[b">http://[b</a><a href>x</a>',
            None,
        ),
        ("https://v.gd/A", '<a href="https://c.example/">https://b.example/</a>', None),
        ("https://v.gd/", '<a href="https://b.example/">https://b.example/</a>', None),
        ("https://a.example/A", '<input id="target" value="https://b.example/">', None),
        ("https://bit.ly/A", '<input id="target" value="https://b.example/">', None),
    ],
)
def test_a_known_shorteners_page_shows_its_target(url: str, body: str, target: str | None) -> None:
    """Where its row says, and at that host alone; a page that shows two shows none."""
    step = by_door(told(url, body))
    assert (step.target if step else None) == target
    assert step is None or step.kind is HopKind.INTERSTITIAL


def test_a_header_of_a_page_counts_where_its_row_says_so() -> None:
    """t.cn answers 200 with Location; elsewhere a Location of a page says nothing."""
    step = by_door(told("https://t.cn/A", "", Location="https://b.example/"))
    assert step is not None and step.url == "https://b.example/"
    assert onward(told("https://buff.ly/A", "", Location="https://b.example/")) is None
    assert by_door(told("https://t.cn/A", "", 404, Location="https://b.example/")) is None
    assert (
        by_door(told("https://reurl.cc/A", '<input id="target" value="x">', Content_Type="text/plain"))
        is None
    )


def test_every_host_has_one_row_and_every_row_its_source() -> None:
    """A table with two rows for a host would hide one."""
    hosts = [host for row in SHORTENERS for host in row.hosts]
    assert len(hosts) == len(set(hosts)) == len(BY_HOST)
    assert all(row.source and host == host.lower() for row in SHORTENERS for host in row.hosts)
    named = [
        "bit.ly",
        "j.mp",
        "ow.ly",
        "amzn.to",
        "shorturl.at",
        "reurl.cc",
        "t.cn",
        "tinyurl.com",
        "buff.ly",
        "dlvr.it",
        "lnkd.in",
        "fb.me",
        "trib.al",
        "wp.me",
        "youtu.be",
        "is.gd",
        "v.gd",
        "goo.gl",
        "ift.tt",
        "bbc.in",
        "nyti.ms",
        "wapo.st",
        "reut.rs",
        "cnn.it",
        "adf.ly",
        "t.co",
    ]
    assert set(named) <= set(hosts)


@pytest.mark.parametrize(
    "url",
    [
        "https://ow.ly/i/3oHVc",
        "https://ow.ly/user/x",
        "https://bit.ly/",
        "https://b.example/x",
        "https://[b",
        "https://bitly.com/a/warning",
    ],
)
def test_pages_of_a_shortener_are_no_links(url: str) -> None:
    """danbooru: "not a redirect"."""
    assert shortener_of(url) is None


@pytest.mark.parametrize(
    ("host", "status", "target", "dead"),
    [
        ("amzn.to", 302, "http://www.amazon.com", True),
        ("amzn.to", 301, "http://www.amazon.com/dp/1", False),
        ("pin.it", 302, "https://api.pinterest.com/url_shortener/4A1/redirect/None", True),
        ("x.gd", 302, "https://x.gd/view/notfound", True),
        ("vm.tiktok.com", 301, "https://www.tiktok.com/?_r=1", True),
        ("vm.tiktok.com", 301, "https://www.tiktok.com/@a/video/1", False),
        ("dlvr.it", 302, "//b.example/", False),
        ("bit.ly", 302, "/", False),
    ],
)
def test_a_shortener_says_that_a_link_is_dead(host: str, status: int, target: str, dead: bool) -> None:
    """By the status or by the place it leads to."""
    assert says_dead(BY_HOST[host], status, target, target) is dead


def corpus(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(shared(f"corpus/api/tco/{name}").read_text(encoding="utf-8"))
    return loaded


def test_tcos_real_page_for_browsers_is_read() -> None:
    """The answer that t.co gave a browser in 2021."""
    real = corpus("tco_200_html_2021.json")
    headers = tuple((name, value) for name, values in real["headers"].items() for value in values)
    (own,) = real["headers"]["Content-Location"]
    step = onward(Exchange(Request(own), "", real["status"], headers, real["body"].encode()))
    assert step is not None
    assert (step.kind, step.url) == (HopKind.META_REFRESH, "https://buff.ly/2uSOHDs")


def test_buffers_real_answer_is_the_end_once_it_is_followed() -> None:
    """The corpus holds both answers as one: a status 200 with the Location of the redirect before it."""
    real = corpus("buffly_hop_after_tco_2021.json")
    (place,) = real["headers"]["location"]
    moved = onward(Exchange(Request("https://buff.ly/2uSOHDs"), "", 301, (("location", place),)))
    assert moved is not None and moved.url == place == real["headers"]["Content-Location"][0]
    headers = tuple((name, value) for name, values in real["headers"].items() for value in values)
    assert onward(Exchange(Request(place), "", real["status"], headers, real["body"].encode())) is None


def test_a_character_that_a_script_escapes_as_a_pair_is_one() -> None:
    """ECMA-262, 12.9.4; half a pair is U+FFFD, as when a browser encodes it."""
    for escaped, path in ((r"\ud83d\ude00", "%F0%9F%98%80"), (r"\ud83d", "%EF%BF%BD")):
        step = onward(
            told("https://t.co/a", f'<script>location.replace("https:\\/\\/b.example\\/{escaped}")</script>')
        )
        assert step is not None and step.url == f"https://b.example/{path}"
