"""What a `find` of one small article does not import; `python -m benchmarks.start` tells what it takes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.start import FILES
from embedarchive.platforms import SITES

HEAVY = {
    *("ahocorasick_rs", "asyncio", "ast", "base64", "bs4", "chardet", "click", "dataclasses", "hashlib"),
    *(
        "heapq",
        "html",
        "httpx",
        "importlib",
        "inspect",
        "ipaddress",
        "lxml",
        "pickle",
        "selectors",
        "socket",
    ),
    *("struct", "subprocess", "typing", "urllib.parse"),
    "embedarchive.stages.find.paragraphs",
    "embedarchive.stages.metadata",
    "embedarchive.stages.origin",
}
"""Spared by a page as well."""
PAGES_OWN = {
    *("contextlib", "selectolax", "traceback"),
    "embedarchive.platforms.base",
    "embedarchive.stages.feeds",
    "embedarchive.stages.page",
    "embedarchive.platforms.twitter",
}
OTHER_SITES = {f"embedarchive.platforms.{name}" for name in SITES} - PAGES_OWN
WORKERS_OWN = {"datetime", "regex", "embedarchive.platforms", "embedarchive.stages"}
"""What this process leaves to the worker that it forks."""
ASKING = """
import sys
from embedarchive.cli import main
try:
    main(["find", sys.argv[1]])
finally:
    print(*sys.modules, file=sys.stderr)
"""
WORKING = """
import sys
from embedarchive.records import Source, SourceKind
from embedarchive.runners.reading import MODULES, find_in
from embedarchive.ports.files import load
source = Source(sys.argv[1], SourceKind.FILE)
print(*find_in(source, load(source))[0])
print(*sys.modules, file=sys.stderr)
"""


@pytest.mark.parametrize(
    ("program", "name", "spared"),
    [
        (ASKING, "article.txt", HEAVY | PAGES_OWN | OTHER_SITES | WORKERS_OWN),
        (ASKING, "article.html", HEAVY | PAGES_OWN | OTHER_SITES | WORKERS_OWN),
        (WORKING, "article.txt", HEAVY | PAGES_OWN | OTHER_SITES),
        (WORKING, "article.html", HEAVY | OTHER_SITES),
    ],
)
def test_a_small_article_needs_little(program: str, name: str, spared: set[str], tmp_path: Path) -> None:
    """Neither in the process that asks nor in the worker that reads."""
    article = tmp_path / name
    article.write_text(FILES[name], encoding="utf-8")
    words = [sys.executable, "-c", program, str(article)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert '"handle": "harbour_board"' in done.stdout
    assert spared & set(done.stderr.split()) == set()


AT_EXIT = """
import atexit, sys
from embedarchive.cli import main
sys.argv[1:] = ["find", {file!r}]
atexit.register(print, "put away")
{watched}
main()
"""


@pytest.mark.parametrize(
    ("watched", "told"), [("", False), ("sys.setprofile(lambda *_: None)", True), ("import tempfile", True)]
)
def test_the_interpreter_is_not_taken_apart_for_nothing(watched: str, told: bool, tmp_path: Path) -> None:
    """Only where somebody profiles, or a library was used that may have something to put away."""
    article = tmp_path / "article.txt"
    article.write_text("The bridge stays shut.\n", encoding="utf-8")
    words = [sys.executable, "-c", AT_EXIT.format(file=str(article), watched=watched)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "put away\n" if told else "", "")
