"""What `lookup` says beside what it finds."""

from __future__ import annotations

from pathlib import Path

from embedarchive.ports.archive import Archive
from embedarchive.ports.search import LIMIT
from tests.cli.conftest import Run
from tests.ports import kept


def test_an_article_is_found_by_its_file(run: Run, folder: Path, article: Path) -> None:
    """By the name a person remembers, and by the path it was given by."""
    (folder / "kept").mkdir()
    article.rename(folder / "kept" / article.name)
    run("crawl", "--offline", f"kept/{article.name}")
    for query in (article.name, f"kept/{article.name}", f"./kept/{article.name}"):
        assert "@harbour_board" in run("lookup", query).stdout
    assert run("lookup", "le.txt").stdout == ""


def test_who_finds_nothing_is_told_what_may_be_asked(run: Run, folder: Path, article: Path) -> None:
    """Nothing found is no error; an article that cites nothing is another thing than an unknown one."""
    (folder / "plain.txt").write_text("Nobody is cited here.\n", encoding="utf-8")
    run("crawl", "--offline", article.name, "plain.txt")
    ended = run("lookup", "unheard-of.example")
    assert (ended.code, ended.stdout) == (0, "")
    assert ended.stderr.startswith(
        "nothing in archive.db matches 'unheard-of.example'; look for an article's"
    )
    ended = run("lookup", "plain.txt")
    assert (ended.code, ended.stdout) == (0, "")
    assert ended.stderr.startswith("plain.txt: no post is cited there (looked at on 2")


def test_more_than_is_shown_is_told(run: Run, folder: Path) -> None:
    """Whoever counts the lines must know that they are not all."""
    with Archive.open(folder / "archive.db", kept.run()) as archive:
        for number in range(LIMIT + 1):
            page = archive.keep(kept.wire(f"https://news.test/{number}"))
            archive.commit(kept.provenance(page, kept.citation(page)))
        archive.end("done")
    ended = run("lookup", "--format", "json", "news.test")
    assert len(ended.stdout.splitlines()) == LIMIT
    assert ended.stderr == f"the latest {LIMIT} are shown; the view 'citations' of archive.db holds all\n"
    assert run("lookup", "--format", "json", "https://news.test/7").stderr == ""
