"""The real program, in a process and a folder of its own."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import pytest

ROOT = Path(__file__).parents[2]
PROGRAM = (sys.executable, "-m", "embedarchive")
PATIENCE = 120.0

FLATTENED = (
    "The bridge stays shut.\n\n"
    "No cars tonight, people on foot may cross https://t.co/abcdefghij\n"
    "— Harbour Board (@harbour_board) February 2, 2026\n"
)
"""An article with one mention of a post: the line that an embed collapses into."""


def shown_on(terminal: int) -> bytes:
    """Return what is written to a terminal until its other end is closed; close this one."""
    seen = b""
    try:
        while more := os.read(terminal, 4096):
            seen += more
    except OSError:  # EIO: the other end is closed (Linux)
        pass
    finally:
        os.close(terminal)
    return seen


@dataclass(frozen=True)
class Ended:
    """How the program ended, and what it said."""

    code: int
    stdout: str
    stderr: str

    @property
    def complaints(self) -> list[str]:
        """The lines on stderr that begin with the program's name."""
        return [line for line in self.stderr.splitlines() if line.startswith("embedarchive: ")]


Run: TypeAlias = Callable[..., Ended]


def environment(home: Path, **changes: str) -> dict[str, str]:
    """Return an environment that says nothing of proxies, authorities, colours or this user."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    return {**kept, "HOME": str(home), "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8", **changes}


def in_shell(folder: Path, line: str) -> Ended:
    """Give bash a line in a folder, in which `embedarchive` is the program, and wait for its end."""
    program = " ".join(map(shlex.quote, PROGRAM))
    done = subprocess.run(
        ["bash", "-c", f'embedarchive() {{ {program} "$@"; }}; {line}'],
        cwd=folder,
        env=environment(folder),
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    return Ended(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


def program_in(folder: Path) -> Run:
    """Return what runs `embedarchive WORDS…` in a folder and waits for its end."""

    def call(*words: str, stdin: bytes = b"", **changes: str) -> Ended:
        done = subprocess.run(
            [*PROGRAM, *words],
            cwd=folder,
            env=environment(folder.parent, **changes),
            input=stdin,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
        return Ended(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))

    return call


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder to work in."""
    place = tmp_path / "work"
    place.mkdir()
    return place


@pytest.fixture
def run(folder: Path) -> Run:
    """The program, in an empty folder."""
    return program_in(folder)


@pytest.fixture
def article(folder: Path) -> Path:
    """A plain-text article with one mention."""
    path = folder / "article.txt"
    path.write_text(FLATTENED, encoding="utf-8")
    return path
