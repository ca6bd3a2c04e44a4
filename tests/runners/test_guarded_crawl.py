"""Whatever a page, a redirect, a robots file or an image says: no private address is reached."""

from __future__ import annotations

import itertools
from pathlib import Path

from embedarchive.demo.littleweb import LittleWeb
from embedarchive.demo.reply import page, redirect
from embedarchive.demo.script import World
from embedarchive.records import Outcome, Provenance, Resolution, Source, SourceKind
from embedarchive.runners.local import crawl, resolve_links
from embedarchive.runners.settings import Settings
from tests.ports.test_guard import METADATA, spelled

PRIVATE = ("127.0.0.1", "10.0.0.1", "192.168.1.1", "172.16.0.1", "169.254.169.254", "0.0.0.0", "100.64.0.1")
SIX = ("[::1]", "[fd00::1]", "[fe80::1]", "[::ffff:127.0.0.1]", "[64:ff9b::7f00:1]", "[fd00:ec2::254]")
NAMES = ("localhost", "localhost.", "metadata.google.internal", "foo.localhost")
HOSTS = tuple(
    dict.fromkeys([*(form for one in PRIVATE for form in spelled(one)), *SIX, *NAMES, *METADATA[:4]])
)
REFUSED = frozenset({Outcome.REFUSED_ADDRESS, Outcome.NON_HTTP})
WAYS = ("location", "meta", "refresh", "script")


def led(way: str, target: str) -> object:
    """An answer that points to a target in one of the ways that are followed."""
    raw = target.encode().decode("latin-1")
    if way == "location":
        return redirect(raw)
    if way == "refresh":
        return page("", headers=(("Refresh", f"0; url={raw}"),))
    if way == "meta":
        return page(f'<meta http-equiv="refresh" content="0; url={target}">')
    return page(f'<script>location.replace("{target}")</script>')


def settings(folder: Path, web: LittleWeb) -> Settings:
    return Settings(
        db=folder / "archive.db",
        proxy=web.proxy,
        proxy_dns=True,
        ca_file=web.ca_file,
        pace=0.0,
        articles_at_once=32,
    )


def test_no_redirect_reaches_a_private_address(tmp_path: Path) -> None:
    """Over five hundred links, four ways of leading on, up to two hops before the leap: none is dialled."""
    routes: dict[tuple[str, str], object] = {}
    links = []
    for n, (host, way) in enumerate(itertools.product(HOSTS, WAYS)):
        name, hops = f"short-{n % 40}.example", n % 3
        for hop in range(hops):
            routes[name, f"/{n}/{hop}"] = redirect(f"https://{name}/{n}/{hop + 1}")
        routes[name, f"/{n}/{hops}"] = led(way, f"http://{host}/latest/meta-data/")
        links.append(f"https://{name}/{n}/0")
    assert len(links) >= 500
    ways: dict[str, Resolution] = {}
    with LittleWeb(World(routes=routes)) as web:  # type: ignore[arg-type]
        resolve_links(links, settings(tmp_path, web), ways.__setitem__)
        asked = {entry.host for entry in web.log}
    assert {way.outcome for way in ways.values()} <= REFUSED, [
        w for w in ways.values() if w.outcome not in REFUSED
    ]
    assert len(ways) == len(links)
    assert all(way.hops for way in ways.values()), "the chain before the leap is kept"
    assert all(host.startswith("short-") for host in asked), asked


def test_no_article_robots_or_image_reaches_a_private_address(tmp_path: Path) -> None:
    """An article that moves inwards, a robots.txt that does, a photo that does: each is refused and kept."""
    inside = "http://169.254.169.254/latest/meta-data/"
    routes = {
        ("moves.example", "/story"): redirect(inside),
        ("moves.example", "/robots.txt"): page("", status=404),
        ("robots.example", "/robots.txt"): redirect(inside),
        ("robots.example", "/story"): page("<p>text"),
    }
    seen: list[Provenance] = []
    with LittleWeb(World(routes=routes)) as web:
        sources = [Source(f"https://{host}.example/story", SourceKind.URL) for host in ("moves", "robots")]
        crawl(sources, settings(tmp_path, web), seen.append)
        asked = {entry.url for entry in web.log}
    assert all(one.article is None and one.problem and one.record for one in seen)
    assert not any("169.254" in url for url in asked)
    assert "https://robots.example/story" not in asked, "a robots.txt that cannot be read forbids all"
