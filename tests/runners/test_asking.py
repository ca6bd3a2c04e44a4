"""What is asked of the web, and how often."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from embedarchive.demo.littleweb import LittleWeb
from embedarchive.demo.reply import Raw, Turns, page
from embedarchive.demo.script import World
from embedarchive.demo.world import LEDGER_ARTICLE, demo_world
from embedarchive.errors import ExitCode
from embedarchive.ports.archive import Archive
from embedarchive.runners.local import resolve_links
from embedarchive.runners.worlds import MOST_ASKINGS
from tests.ports import kept
from tests.runners.test_audit import is_whole
from tests.runners.test_crawl import rows, run, settings

BUSY = "https://busy.example/a"


def test_a_fragment_makes_no_second_question(tmp_path: Path) -> None:
    """It is never sent; each source keeps its own address all the same."""
    names = [LEDGER_ARTICLE, f"{LEDGER_ARTICLE}#", f"{LEDGER_ARTICLE}#comments"]
    with LittleWeb(demo_world()) as web:
        summary, seen = run(names, settings(tmp_path, web))
        asked = [entry.url for entry in web.log]
    assert summary.articles == 3
    assert asked.count(LEDGER_ARTICLE) == 1
    assert sorted(each.article.url or "" for each in seen if each.article) == names


def test_the_summary_names_the_hosts_that_stayed_silent(tmp_path: Path) -> None:
    """Each with the reason it gave last."""
    summary, _ = run([LEDGER_ARTICLE], settings(tmp_path, None))
    assert summary.exit_code is ExitCode.UNREACHED
    (silent,) = summary.silent
    assert silent.startswith("thedailyledger.example (proxy: 127.0.0.1: ")


def test_a_silent_host_is_named_once(tmp_path: Path) -> None:
    """What failed says of whom, and the summary says it before."""
    alone = replace(settings(tmp_path, None), proxy=None, allow_loopback=True)
    summary = resolve_links(["http://127.0.0.1:9/"], alone, lambda *_: None)
    (silent,) = summary.silent
    assert silent.startswith("127.0.0.1:9 (") and silent.count("127.0.0.1") == 2  # once in the system's words


def test_a_host_that_rests_is_named_with_what_it_failed_with(tmp_path: Path) -> None:
    """After some failures it is left alone; that is no reason for anybody who wants to mend it."""
    links, told = [f"https://t.co/abcdefgh{n:02}" for n in range(12)], list[str]()
    summary = resolve_links(
        links, settings(tmp_path, None), lambda _, way: told.extend(hop.detail or "" for hop in way.hops)
    )
    assert any("rests for another" in detail for detail in told)
    (silent,) = summary.silent
    assert silent.startswith("t.co (proxy: 127.0.0.1: ")


@pytest.mark.parametrize("wait", ["1", "0", "Fri, 28 Nov 2008 00:00:00 GMT"])
@pytest.mark.parametrize("status", [429, 503])
def test_a_host_that_says_when_to_come_again_is_asked_again(tmp_path: Path, status: int, wait: str) -> None:
    """Within the same run, not before the time it named; both answers are kept, and the last one counts."""
    with LittleWeb(busy(status, wait, times=1)) as web:
        summary, (provenance,) = run([BUSY], settings(tmp_path, web))
        first, second = (entry for entry in web.log if entry.url == BUSY)
    assert (summary.exit_code, provenance.problem) == (ExitCode.DONE, None)
    assert second.started - first.ended >= (1.0 if wait == "1" else 0.0)
    kept = rows(tmp_path / "archive.db", f"SELECT status FROM exchange WHERE url = '{BUSY}' ORDER BY id")
    assert [row["status"] for row in kept] == [status, 200]
    is_whole(tmp_path / "archive.db")


@pytest.mark.parametrize(
    ("wait", "asked"), [("0", MOST_ASKINGS), ("3600", 1), ("soon", 1), ("", 1), ("-1", 1), ("٣", 1)]
)
def test_nobody_is_asked_without_end_nor_waited_for_too_long(tmp_path: Path, wait: str, asked: int) -> None:
    """What is no time is no invitation, and an hour is for a later run."""
    with LittleWeb(busy(429, wait, times=99)) as web:
        summary, (provenance,) = run([BUSY], settings(tmp_path, web))
        assert sum(entry.url == BUSY for entry in web.log) == asked
    assert summary.exit_code is ExitCode.UNREACHED
    assert "(429)" in (provenance.problem or "")


def test_an_answer_from_the_future_has_no_age(tmp_path: Path) -> None:
    """A clock that was ten years fast does not silence the questions of ten years; a small error is none."""
    ahead = {"far": dt.timedelta(days=3650), "near": dt.timedelta(minutes=5)}
    with Archive.open(tmp_path / "archive.db", kept.run(1)) as archive:
        for name, span in ahead.items():
            started = (dt.datetime.now(dt.UTC) + span).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
            archive.keep(kept.wire(f"https://{name}.example/", started=started))
        archive.end("done")
    pages = [f"https://{name}.example/" for name in ahead]
    routes = {(f"{name}.example", "/"): page("<title>Asked anew</title>") for name in ahead}
    with LittleWeb(World(routes=routes)) as web:
        summary, seen = run(pages, settings(tmp_path, web))
    assert summary.exit_code is ExitCode.DONE
    titles = {each.source.name: each.article.title for each in seen if each.article}
    assert titles == {"https://far.example/": "Asked anew", "https://near.example/": None}


def busy(status: int, wait: str, *, times: int) -> World:
    """A site whose one article is first refused, some times, with a `Retry-After` as it may be written."""
    line = f"HTTP/1.1 {status} Busy\r\nRetry-After: {wait}\r\nContent-Length: 0\r\n\r\n".encode()
    there = page("<!doctype html><title>At last</title><p>Nothing is cited here.</p>")
    return World(routes={("busy.example", "/a"): Turns((*[Raw(line)] * times, there))})
