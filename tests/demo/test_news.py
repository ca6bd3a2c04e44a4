"""The news sites: pages, validators, robots, and what became of old pages."""

from __future__ import annotations

import pytest

from embedarchive.demo import world
from embedarchive.demo.littleweb import LittleWeb
from embedarchive.demo.sites import HOSTS
from tests.demo.asking import ask


@pytest.mark.parametrize(
    ("url", "name"), [(world.LEDGER_ARTICLE, "ledger.html"), (world.FAROL_ARTICLE, "farol.html")]
)
def test_an_article_is_served_as_the_file_it_is(web: LittleWeb, url: str, name: str) -> None:
    """Byte for byte, whether counted or chunked."""
    seen = ask(web, url)
    assert (seen.status, seen.body) == (200, world.article(name))
    assert ("transfer-encoding" in seen.headers) == (name == "farol.html")


def test_an_unchanged_page_is_304(web: LittleWeb) -> None:
    """By ETag and by Last-Modified; a changed ETag wins over an unchanged date."""
    first = ask(web, world.LEDGER_ARTICLE)
    etag, modified = first.headers["etag"], first.headers["last-modified"]
    again = ask(web, world.LEDGER_ARTICLE, If_None_Match=etag)
    assert (again.status, again.body) == (304, b"")
    assert ask(web, world.LEDGER_ARTICLE, If_Modified_Since=modified).status == 304
    assert ask(web, world.LEDGER_ARTICLE, If_None_Match='"x"', If_Modified_Since=modified).status == 200


def test_one_site_has_rules_for_robots_and_no_other_host_has(web: LittleWeb) -> None:
    """The Ledger forbids a folder; everybody else answers 404."""
    rules = ask(web, f"{world.LEDGER}/robots.txt")
    assert (rules.status, rules.headers["content-type"]) == (200, "text/plain")
    assert "Disallow: /private/" in rules.text
    for host in ("elfarol.example", *HOSTS):
        assert ask(web, f"https://{host}/robots.txt").status == 404


def test_old_pages_move_or_go(web: LittleWeb) -> None:
    """One redirects, one is 410, one never was."""
    moved = ask(web, f"{world.LEDGER}/r/bridge")
    assert (moved.status, moved.location) == (301, world.LEDGER_ARTICLE)
    assert ask(web, f"{world.LEDGER}/2019/old-ferry").status == 410
    assert ask(web, f"{world.LEDGER}/2019/older-ferry").status == 404


def test_a_query_does_not_change_the_page(web: LittleWeb) -> None:
    """Tracking parameters lead to the same article."""
    assert ask(web, f"{world.LEDGER_ARTICLE}?utm_source=x").body == world.article("ledger.html")
