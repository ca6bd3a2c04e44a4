"""What a `find` of one small text does not import; `python -m benchmarks.start` tells what it takes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {
    "asyncio",
    "ast",
    "bs4",
    "click",
    "dataclasses",
    "html",
    "httpx",
    "inspect",
    "selectolax",
    "traceback",
}
WORKERS_OWN = {"json", "regex", "embedarchive.platforms", "embedarchive.stages"}
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
print(*find_in(source, load(source)).lines)
print(*sys.modules, file=sys.stderr)
"""


@pytest.mark.parametrize(("program", "spared"), [(ASKING, HEAVY | WORKERS_OWN), (WORKING, HEAVY)])
def test_a_small_text_needs_little(program: str, spared: set[str], tmp_path: Path) -> None:
    """Neither in the process that asks nor in the worker that reads."""
    article = tmp_path / "article.txt"
    article.write_text(
        "The bridge stays shut.\n\nNo cars tonight https://t.co/abcdefghij\n"
        "— Harbour Board (@harbour_board) February 2, 2026\n",
        encoding="utf-8",
    )
    words = [sys.executable, "-c", program, str(article)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert '"handle": "harbour_board"' in done.stdout
    assert spared & set(done.stderr.split()) == set()
