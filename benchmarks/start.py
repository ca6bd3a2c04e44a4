"""How long the program takes to start, side by side with what Python and its libraries take.

usage: python -m benchmarks.start [--rounds 15] [--file FILE]...

Prints, from one run, the CPU and wall milliseconds of whole processes and how many times `python -c pass`
they are: the floor (`import click`, and what else every command line in Python pays), then the installed
script and `python -m embedarchive` with `--help`, with a press of Tab in bash, and with `find` on one small
text and on one small page; and the goals: 2.6 times for help and completion, 6 times for `find`.

The text is an embed that was flattened, the page one as X hands it out, both of the same post.

Every round runs each of them once, one after the other, and the least counts: others may use the machine.
Imports of this checkout are timed, its bytecode written beforehand, as an installer does.
"""

from __future__ import annotations

import argparse
import compileall
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from embedarchive.cli import NAME
from embedarchive.cli.quick import COMPLETE

ROOT = Path(__file__).parents[1]
ARTICLE = (
    "The bridge stays shut.\n\n"
    "No cars tonight, people on foot may cross https://t.co/abcdefghij\n"
    "— Harbour Board (@harbour_board) February 2, 2026\n"
)
PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>The bridge stays shut</title></head><body><article>
<h1>The bridge stays shut</h1>
<blockquote class="twitter-tweet"><p lang="en" dir="ltr">No cars tonight, people on foot may cross
<a href="https://t.co/abcdefghij">https://t.co/abcdefghij</a></p>&mdash; Harbour Board (@harbour_board)
<a href="https://twitter.com/harbour_board/status/2018123456789012345?ref_src=twsrc%5Etfw">February 2,
2026</a></blockquote> <script async src="https://platform.twitter.com/widgets.js" charset="utf-8"></script>
</article></body></html>
"""
FILES = {"article.txt": ARTICLE, "article.html": PAGE}
PYTHON = (sys.executable,)
MODULE = (*PYTHON, "-m", NAME)
SCRIPT = (str(Path(sys.executable).with_name(NAME)),)
FLOOR = (
    *("pass", "import re", "import dataclasses", "import regex", "import click", "import httpx"),
    "import datetime, regex, resource, select, signal, threading",
    "import datetime, regex, resource, select, selectolax.lexbor, signal, threading",
)
"""The last two are what `find` cannot do without, for a text and for a page."""
QUICK, FIND = 2.6, 6.0
"""Goals: how many times `python -c pass`."""


@dataclass(slots=True)
class Program:
    """A process whose whole life is timed."""

    name: str
    words: tuple[str, ...]
    goal: float | None = None
    changes: dict[str, str] = field(default_factory=dict)
    """What its environment says besides."""
    cpu: float = float("inf")
    """Seconds, the least of all rounds; those of its children are counted."""
    wall: float = float("inf")

    def run(self, environment: dict[str, str]) -> None:
        """Run it once and keep the least."""
        began = time.perf_counter()
        child = subprocess.Popen(
            self.words, env=environment | self.changes, cwd=ROOT, stdout=subprocess.DEVNULL
        )
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        assert child.returncode == 0, (self.name, child.returncode)
        self.cpu = min(self.cpu, usage.ru_utime + usage.ru_stime)
        self.wall = min(self.wall, time.perf_counter() - began)


def programs(files: list[Path]) -> list[Program]:
    """Return what is timed, the floor first."""
    completions = {
        "completion of a command": {"COMP_WORDS": f"{NAME} ", "COMP_CWORD": "1"},
        "completion of an option": {"COMP_WORDS": f"{NAME} crawl --", "COMP_CWORD": "2"},
    }
    timed = [Program(f"python -c '{code}'", (*PYTHON, "-c", code)) for code in FLOOR]
    for call, words in ((NAME, SCRIPT), (f"python -m {NAME}", MODULE)):
        timed.append(Program(f"{call} --help", (*words, "--help"), QUICK))
        timed.extend(
            Program(f"{call}, {name}", words, QUICK, {COMPLETE: "bash_complete", **changes})
            for name, changes in completions.items()
        )
        timed.extend(Program(f"{call} find {file.name}", (*words, "find", str(file)), FIND) for file in files)
    return timed


def report(timed: list[Program]) -> None:
    """Print a line for each, with the ratios to the first."""
    floor = timed[0]
    print(f"{'':80}{'CPU ms':>8}{'x':>7}{'wall ms':>9}{'x':>7}")
    for each in timed:
        cpu, wall = each.cpu / floor.cpu, each.wall / floor.wall
        goal = f"  goal {each.goal}" if each.goal else ""
        print(f"{each.name:80}{each.cpu * 1e3:8.1f}{cpu:7.2f}{each.wall * 1e3:9.1f}{wall:7.2f}{goal}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--file", type=Path, action="append", help="what `find` reads instead of its own two")
    args = parser.parse_args()
    compileall.compile_dir(ROOT / "embedarchive", quiet=1)
    environment = {
        name: value for name, value in os.environ.items() if name not in ("PYTHONDONTWRITEBYTECODE", COMPLETE)
    } | {"PYTHONPATH": str(ROOT)}
    with tempfile.TemporaryDirectory() as folder:
        for name, content in FILES.items():
            (Path(folder) / name).write_text(content, encoding="utf-8")
        timed = programs([file.resolve() for file in args.file or map(Path(folder).joinpath, FILES)])
        for _ in range(args.rounds):
            for each in timed:
                each.run(environment)
    report(timed)


if __name__ == "__main__":
    main()
