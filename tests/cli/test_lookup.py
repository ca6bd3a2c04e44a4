"""What `lookup` says beside what it finds."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

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


@pytest.mark.parametrize("command", [["lookup"], ["cite"], ["audit", "--article"]])
def test_a_name_that_is_no_utf8_is_looked_for(
    run: Run, folder: Path, article: Path, command: list[str]
) -> None:
    """File names are bytes; what was kept of them is found, and what was not is told."""
    name, other = (os.fsdecode(text) for text in (b"caf\xe9.txt", b"th\xe9.txt"))
    (folder / name).write_bytes(article.read_bytes())
    run("crawl", "--offline", name)
    for sought in (name, other):
        ended = run(*command, sought)
        known = sought == name and command != ["cite"]
        assert ended.code == (0 if known or command == ["lookup"] else 2)
        assert "bug of ours" not in ended.stderr
        assert ("@harbour_board" in ended.stdout) == (known and command == ["lookup"])


def test_who_finds_nothing_is_told_what_may_be_asked(run: Run, folder: Path, article: Path) -> None:
    """Nothing found is no error; an article that cites nothing is another thing than an unknown one."""
    (folder / "plain.txt").write_text("Nobody is cited here.\n", encoding="utf-8")
    run("crawl", "--offline", article.name, "plain.txt")
    ended = run("lookup", "unheard-of.example")
    assert (ended.code, ended.stdout) == (0, "")
    assert ended.stderr.startswith(
        "nothing in archive.db matches 'unheard-of.example'; look for an article's"
    )
    assert run("lookup", "x.com/harbour_board/").stdout == run("lookup", "@harbour_board").stdout != ""
    for query in ("plain.txt", "./plain.txt", f"{folder.name}/plain.txt", str(folder / "plain.txt")):
        ended = run("lookup", query)
        assert (ended.code, ended.stdout) == (0, "")
        assert ended.stderr.startswith(f"{query}: no post is cited there (looked at on 2")


def test_a_link_made_for_sharing_is_found_by_its_slug(run: Run, folder: Path) -> None:
    """Such slugs hold strokes, and a slash may follow them; case counts."""
    page = '<p>Before.</p><div class="fb-video" data-href="https://fb.watch/x3ilDnrM8-/"></div><p>Behind.</p>'
    (folder / "page.html").write_text(page, encoding="utf-8")
    run("crawl", "--offline", "page.html")
    assert "page.html" in run("lookup", "x3ilDnrM8-").stdout
    assert run("lookup", "X3ILDNRM8-").stdout == ""


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
