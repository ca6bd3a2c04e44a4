"""What is asked of the web, and how often."""

from __future__ import annotations

from pathlib import Path

from embedarchive.demo.littleweb import LittleWeb
from embedarchive.demo.world import LEDGER_ARTICLE, demo_world
from embedarchive.errors import ExitCode
from tests.runners.test_crawl import run, settings


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
