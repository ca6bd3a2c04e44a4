"""What a `find` of one small article does not import; `python -m benchmarks.start` tells what it takes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.start import FILES, PAGE
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
    *(f"embedarchive.stages.find.{name}" for name in ("boxes", "paragraphs", "walls")),
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
WEIGHED = {
    f"embedarchive.stages.find.{name}" for name in ("flattened", "instagram", "words_before", "starts")
}
"""What only words outside an embed need."""
PAGE_OF_NOTHING = (
    PAGE.partition("<blockquote")[0] + "<p>The board meets again on Monday.</p></article></body></html>"
)
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
COMPILED = """
from embedarchive import late
def patterns(value):
    if isinstance(value, late.Pattern):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from patterns(each)
for name, module in [*sys.modules.items()]:
    for attribute, value in [*vars(module).items()] if name.startswith("embedarchive.stages.") else ():
        for each in patterns(value):
            if type(each) is late.Pattern:
                print(f"{name.removeprefix('embedarchive.stages.')}.{attribute}", file=sys.stderr)
"""
CITES_NOTHING = {
    "nothing.txt": "The bridge stays shut.\n\nThe board meets again on Monday.\n",
    "nothing.html": PAGE_OF_NOTHING,
}


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


@pytest.mark.parametrize(
    ("name", "spared"),
    [
        ("nothing.txt", {"re", "datetime", "json", "regex", "embedarchive.stages.find.beside"} | WEIGHED),
        ("nothing.html", {"json", "regex"} | WEIGHED),
    ],
)
def test_an_article_that_cites_nothing_needs_less(name: str, spared: set[str], tmp_path: Path) -> None:
    """Nothing of the library of patterns, and nothing that writes down a mention."""
    article = tmp_path / name
    article.write_text(CITES_NOTHING[name], encoding="utf-8")
    words = [sys.executable, "-c", WORKING, str(article)]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    assert done.stdout == "\n"
    assert spared & set(done.stderr.split()) == set()


OF_A_SIGNED_TEXT = {
    *("attributions.HANDLE", "names.DASHES", "dashes.DASHES", "borders.BETWEEN", "prose.URL"),
    *(
        "languages.LETTERS",
        "languages.NOT_WORDS",
        "words_before.LAST_LINKS",
        "words_before.LINE_BEGINS",
        "words_before.SPACES",
    ),
}
OF_A_PAGE = {
    *("attributes.NAME", "attributions.HANDLE", "names.DASHES", "dashes.DASHES", "literals.NEGATED"),
    *("literals.SIMPLE", "prose.URL", "quote.SPACES"),
}
BY_WORDS = ("find.breaks.", "find.said.", "find.starts.", "find.torn.", "find.weights.")
"""Where the signs are that words may begin at a place: a text with words to weigh needs some of them."""


@pytest.mark.parametrize(("name", "needed"), [("article.txt", OF_A_SIGNED_TEXT), ("article.html", OF_A_PAGE)])
def test_a_start_compiles_few_patterns(name: str, needed: set[str], tmp_path: Path) -> None:
    """To compile one takes up to a tenth of a start of Python: look first whether it can match."""
    article = tmp_path / name
    article.write_text(FILES[name], encoding="utf-8")
    words = [sys.executable, "-c", WORKING + COMPILED, str(article)]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    _, *compiled = done.stderr.splitlines()
    of_find = {each for each in compiled if each.startswith("find.") and not each.startswith(BY_WORDS)}
    assert {each.removeprefix("find.") for each in of_find} <= needed
    assert name.endswith(".txt") or "regex" not in done.stderr.split()


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
