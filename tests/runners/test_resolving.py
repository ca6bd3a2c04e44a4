"""Links are followed through real sockets: every kind of hop, every outcome, nothing lost on the way."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from embedarchive.demo.littleweb import LittleWeb
from embedarchive.demo.reply import Drip, Hang, Raw, page, redirect
from embedarchive.demo.script import Capture, Flaw, Page, ShortLink, World
from embedarchive.outputs.ndjson import resolution
from embedarchive.records import HopKind, Outcome, Resolution
from embedarchive.runners.local import Summary, resolve_links
from embedarchive.runners.settings import Settings

A = "https://a.example/x"
BAD = "http://bad.example/win"
INWARD = "http://10.0.0.1/admin"
POST = "https://twitter.com/Kekeflipnote/status/1496555599718498319/video/1"
STAMP = "20220224000000"

LINKS = (
    ShortLink("https://t.co/Dxn7CuVErW", POST),
    ShortLink("https://t.co/Un4sFe9LkM", BAD, unsafe=True),
    ShortLink("https://t.co/toOther1", "https://bit.ly/live"),
    ShortLink("https://reurl.cc/inward", INWARD),
    ShortLink("https://t.co/toLogin1", "https://x.com/i/flow/login?redirect=1"),
    *(
        ShortLink(f"https://{host}/live", A)
        for host in (
            *("bit.ly", "j.mp", "nyti.ms", "fb.me", "ow.ly", "amzn.to", "shorturl.at", "reurl.cc", "t.cn"),
            *("tinyurl.com", "buff.ly", "dlvr.it", "wp.me", "is.gd", "v.gd", "goo.gl", "lnkd.in", "adf.ly"),
        )
    ),
    *(ShortLink(f"https://{host}/warned", A, unsafe=True) for host in ("bit.ly", "tinyurl.com", "t.cn")),
    *(ShortLink(f"https://{host}/warned", A, unsafe=True) for host in ("goo.gl", "lnkd.in")),
)
ROUTES = {
    ("odd.example", "/inward"): page(f'<link rel="canonical" href="{INWARD}">an article'),
    ("odd.example", "/gone"): page("", 410),
    ("odd.example", "/blocked"): page("", 403),
    ("odd.example", "/busy"): page("", 503),
    ("odd.example", "/login"): page("", 401),
    ("odd.example", "/loop"): redirect("https://odd.example/pool"),
    ("odd.example", "/pool"): redirect("https://odd.example/loop"),
    ("odd.example", "/gate"): redirect("https://odd.example/gate", headers=(("Set-Cookie", "seen=1"),)),
    ("odd.example", "/private"): redirect("http://169.254.169.254/latest/meta-data/"),
    ("odd.example", "/slow"): Hang(),
    ("odd.example", "/drip"): Drip(b"HTTP/1.1 301 Moved\r\nLocation: https://a.example/x\r\n\r\n", 0.5),
    ("odd.example", "/script"): redirect("javascript:alert(1)"),
    ("odd.example", "/split"): redirect("https://good.example\\@a.example/x"),
    ("odd.example", "/secret"): redirect("https://user:word@a.example/x"),
    ("odd.example", "/refresh"): page("", headers=(("Refresh", f"0; url={A}"),)),
    ("odd.example", "/meta"): page(f'<meta http-equiv="refresh" content="0; url={A}">'),
    ("odd.example", "/js"): page(f'<script>location.replace("{A}")</script>'),
    ("odd.example", "/canonical"): page(f'<link rel="canonical" href="{A}">an article'),
    ("odd.example", "/half"): Raw(b"HTTP/1.1 301 Moved\r\nLocation: https://a.exam"),
    ("upgrade.example", "/x"): redirect(A),
    ("torn.example", "/"): Raw(b"", reset=True),
    **{("odd.example", f"/far/{n}"): redirect(f"https://odd.example/far/{n + 1}") for n in range(40)},
}
CAPTURES = (
    Capture("https://t.co/AbCdEfGhIj", STAMP, status=301, location=f"{POST}"),
    Capture("https://t.co/abcdefghij", "20200101000000", status=301, location="https://wrong.example/"),
    Capture("https://t.co/inward1234", STAMP, status=301, location=INWARD),
    Capture("https://goo.gl/dead1", STAMP, status=301, location=A),
    Capture("https://t.co/seenPage1", STAMP, f'<meta http-equiv="refresh" content="0;URL={A}">'.encode()),
    Capture("https://t.co/deadToo11", STAMP, status=404),
)


@dataclass(frozen=True)
class Case:
    """What becomes of a link."""

    link: str
    outcome: Outcome
    final: str | None
    kinds: str
    notes: str = ""

    def __str__(self) -> str:
        return self.link


INDEX = "archive-index"
CASES = (
    Case("https://pic.twitter.com/Dxn7CuVErW", Outcome.FINAL, POST, "unwrapped location"),
    Case("https://t.co/toOther1", Outcome.FINAL, A, "location location final"),
    *(
        Case(f"https://{host}/live", Outcome.FINAL, A, "location final")
        for host in (
            *("bit.ly", "j.mp", "nyti.ms", "fb.me", "ow.ly", "amzn.to", "tinyurl.com", "buff.ly", "dlvr.it"),
            *("wp.me", "is.gd", "goo.gl", "t.cn"),
        )
    ),
    Case("https://shorturl.at/live", Outcome.FINAL, A, "location location final"),
    *(
        Case(link, Outcome.FINAL, A, "interstitial final")
        for link in (
            *("https://reurl.cc/live", "https://t.cn/warned", "https://v.gd/live", "https://lnkd.in/live"),
            "https://goo.gl/warned",
        )
    ),
    Case("https://lnkd.in/warned", Outcome.BLOCKED, "https://lnkd.in/warned", "final"),
    Case("https://adf.ly/live", Outcome.BLOCKED, "https://adf.ly/live", "final"),
    Case("https://bit.ly/warned", Outcome.UNSAFE_INTERSTITIAL, A, "location interstitial"),
    *(
        Case(f"https://{host}/dead", Outcome.NOT_FOUND, f"https://{host}/dead", f"final {INDEX}")
        for host in ("t.co", "bit.ly", "is.gd", "goo.gl", "lnkd.in")
    ),
    *(
        Case(f"https://{host}/dead", Outcome.SOFT_404, place, f"location {INDEX}", notes)
        for host, place, notes in (
            ("ow.ly", "https://www.hootsuite.com/error/lost-owly", ""),
            ("amzn.to", "http://www.amazon.com/", ""),
            ("shorturl.at", "https://www.shorturl.at/", ""),
            ("t.cn", "http://weibo.com/sorry", ""),
            ("dlvr.it", "https://dlvr.it/", "relative"),
            ("wp.me", "https://wp.me/", "relative"),
        )
    ),
    Case("https://reurl.cc/dead", Outcome.SOFT_404, "https://reurl.cc/dead", f"final {INDEX}"),
    Case(
        "https://tinyurl.com/warned",
        Outcome.SOFT_404,
        "https://tinyurl.com/app/nospam/tinyurl.com/warned",
        f"location {INDEX}",
        "relative",
    ),
    Case("https://odd.example/gone", Outcome.GONE, "https://odd.example/gone", "final"),
    Case("https://odd.example/none", Outcome.NOT_FOUND, "https://odd.example/none", "final"),
    Case("https://odd.example/blocked", Outcome.BLOCKED, "https://odd.example/blocked", "final"),
    Case("https://odd.example/busy", Outcome.UNREACHABLE, "https://odd.example/busy", "final"),
    Case("https://odd.example/login", Outcome.LOGIN_WALL, "https://odd.example/login", "final"),
    Case("https://t.co/toLogin1", Outcome.LOGIN_WALL, "https://x.com/i/flow/login?redirect=1", "location"),
    Case("https://odd.example/loop", Outcome.LOOP, None, "location location"),
    Case("https://odd.example/gate", Outcome.LOOP, "https://odd.example/gate", "location", "sets-cookie"),
    Case("https://odd.example/far/0", Outcome.TOO_MANY_HOPS, None, " ".join(["location"] * 20)),
    Case(
        "https://odd.example/private",
        Outcome.REFUSED_ADDRESS,
        "http://169.254.169.254/latest/meta-data/",
        "location final",
    ),
    Case("https://reurl.cc/inward", Outcome.REFUSED_ADDRESS, INWARD, "interstitial final"),
    Case(f"https://l.facebook.com/l.php?u={INWARD}", Outcome.REFUSED_ADDRESS, INWARD, "unwrapped final"),
    Case("https://t.co/inward1234", Outcome.REFUSED_ADDRESS, INWARD, f"final {INDEX} archived final"),
    Case("https://odd.example/inward", Outcome.FINAL, "https://odd.example/inward", "final canonical"),
    Case("https://odd.example/slow", Outcome.TIMEOUT, "https://odd.example/slow", "final"),
    Case("https://odd.example/drip", Outcome.TIMEOUT, "https://odd.example/drip", "final"),
    Case("https://expired.example/", Outcome.TLS_ERROR, "https://expired.example/", "final"),
    Case("https://nowhere.test/", Outcome.UNREACHABLE, "https://nowhere.test/", "final"),
    Case("https://torn.example/", Outcome.UNREACHABLE, "https://torn.example/", "final"),
    Case("https://t.co/ab…", Outcome.TRUNCATED, None, ""),
    Case(
        "https://t.co/Un4sFe9LkM",
        Outcome.UNSAFE_INTERSTITIAL,
        "http://bad.example/win",
        "location interstitial",
    ),
    Case("https://odd.example/script", Outcome.NON_HTTP, "javascript:alert(1)", "location"),
    Case(
        "https://odd.example/split",
        Outcome.REFUSED_ADDRESS,
        "https://good.example\\@a.example/x",
        "location",
        "ambiguous-authority",
    ),
    Case("https://odd.example/secret", Outcome.FINAL, A, "location final", "userinfo-removed"),
    Case("https://me:word@bit.ly/live", Outcome.FINAL, A, "unwrapped location final", "userinfo-removed"),
    Case("https://odd.example/refresh", Outcome.FINAL, A, "refresh-header final"),
    Case("https://odd.example/meta", Outcome.FINAL, A, "meta-refresh final"),
    Case("https://odd.example/js", Outcome.FINAL, A, "javascript final"),
    Case("https://odd.example/canonical", Outcome.FINAL, "https://odd.example/canonical", "final canonical"),
    Case("https://odd.example/half", Outcome.UNREACHABLE, "https://odd.example/half", "final"),
    Case("http://upgrade.example/x#part", Outcome.FINAL, f"{A}#part", "location final", "fragment-inherited"),
    Case("https://t.co/AbCdEfGhIj", Outcome.ARCHIVED, POST, f"final {INDEX} archived"),
    Case("https://pic.x.com/AbCdEfGhIj", Outcome.ARCHIVED, POST, f"unwrapped final {INDEX} archived"),
    Case("https://t.co/aBcDeFgHiJ", Outcome.NOT_FOUND, "https://t.co/aBcDeFgHiJ", f"final {INDEX}"),
    Case("https://goo.gl/dead1", Outcome.ARCHIVED, A, f"final {INDEX} archived final"),
    Case("https://t.co/seenPage1", Outcome.ARCHIVED, A, f"final {INDEX} archived final"),
    Case("https://t.co/deadToo11", Outcome.NOT_FOUND, "https://t.co/deadToo11", f"final {INDEX}"),
)


@dataclass(frozen=True)
class Followed:
    """What one run found of all cases."""

    ways: dict[str, Resolution]
    summary: Summary
    asked: list[str]
    sent: list[str]
    db: Path


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Followed]:
    folder = tmp_path_factory.mktemp("resolving")
    world = World(
        links=LINKS,
        pages=(Page(A, b"<p>an article</p>"),),
        routes=ROUTES,  # type: ignore[arg-type]
        captures=CAPTURES,
        flaws={"expired.example": Flaw.EXPIRED},
    )
    ways: dict[str, Resolution] = {}
    with LittleWeb(world) as web:
        settings = Settings(
            db=folder / "archive.db",
            proxy=web.proxy,
            proxy_dns=True,
            ca_file=web.ca_file,
            pace=0.0,
            host_pace={"web.archive.org": 0.0},
            total_timeout=3.0,
        )
        summary = resolve_links([case.link for case in CASES], settings, ways.__setitem__)
        asked = [entry.url for entry in web.log if not entry.url.endswith("/robots.txt")]
        sent = [f"{name}: {value}".lower() for entry in web.log for name, value in entry.headers]
    yield Followed(ways, summary, asked, sent, settings.db)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_every_way_ends_as_it_is_known_to(followed: Followed, case: Case) -> None:
    """The outcome, where it led, each hop by its kind, and what was odd about it."""
    found = followed.ways[case.link]
    assert (found.outcome, found.final_url) == (case.outcome, case.final)
    assert " ".join(hop.kind for hop in found.hops) == case.kinds
    assert " ".join(note for hop in found.hops for note in hop.notes) == case.notes


def test_every_outcome_and_every_kind_of_hop_was_met(followed: Followed) -> None:
    """No name in the records is without its case."""
    assert {way.outcome for way in followed.ways.values()} == set(Outcome)
    assert {hop.kind for way in followed.ways.values() for hop in way.hops} == set(HopKind)


def test_every_hop_that_asked_has_its_record(followed: Followed) -> None:
    """Only where the target stands in the URL itself there is none."""
    for way in followed.ways.values():
        for hop in way.hops:
            answered = hop.status is not None or hop.failure is not None
            assert (hop.record is not None) is (answered or hop.kind is HopKind.CANONICAL), hop


def test_no_password_and_no_cookie_is_ever_sent(followed: Followed) -> None:
    """Whatever a link or a redirect holds, and whatever an answer sets."""
    assert not [line for line in followed.sent if line.startswith(("authorization", "cookie"))]


def test_nothing_is_asked_twice(followed: Followed) -> None:
    """Ways that meet share their answers; permalinks, warnings and logins are not asked for."""
    assert len(followed.asked) == len(set(followed.asked))
    assert not [
        url for url in followed.asked if "bad.example" in url or "/login?" in url or "/status/" in url
    ]


def test_an_archived_way_says_so_everywhere(followed: Followed) -> None:
    """The capture of another case of the slug is not taken, though the index lists it under one key."""
    way = followed.ways["https://t.co/AbCdEfGhIj"]
    assert way.post is not None and way.post.id == "1496555599718498319"
    dead, index, copy = way.hops
    assert (dead.status, index.status, copy.status) == (404, 200, 301)
    assert copy.url == f"https://web.archive.org/web/{STAMP}id_/https://t.co/AbCdEfGhIj" == index.target
    assert copy.target == POST
    told = resolution(way.asked, way)
    assert told["outcome"] == "archived"
    assert [hop["kind"] for hop in told["hops"]] == ["final", "archive-index", "archived"]


def test_the_view_of_links_counts_what_was_followed(followed: Followed) -> None:
    """One row per link; what a page calls itself is no hop."""
    with sqlite3.connect(followed.db) as connection:
        rows = connection.execute("SELECT link, final_url, hops, outcome FROM links").fetchall()
    for link, final, hops, outcome in rows:
        way = followed.ways[link]
        assert (final, outcome) == (way.final_url, way.outcome)
        assert hops == len([hop for hop in way.hops if hop.kind is not HopKind.CANONICAL])
    assert len(rows) == len(CASES)
