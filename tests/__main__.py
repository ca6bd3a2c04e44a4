"""`python -m tests`: everything that must hold before a change lands. CI runs this and nothing else.

All parts run, whatever failed before; the exit code is 0 only if none did. Further arguments go to
pytest, which comes last: its closing line is the one that counts.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import FAILED_PARTS

ROOT = Path(__file__).parents[1]
BEFORE = {
    "ruff check": ("ruff", "check", "."),
    "ruff format": ("ruff", "format", "--check", "."),
    "mypy": ("mypy",),
}
AT_ONCE = ("-n", "auto", "--dist", "worksteal")
"""A process for each core; each begins with a stretch of neighbouring tests, which share what they set up."""

COVERED = ("--cov", "--cov-branch", "--cov-report=term-missing:skip-covered")


def main(arguments: list[str]) -> int:
    """Run every part; return 0 if all passed, pytest's own code if it failed, else 1."""
    # Hundreds of programs are started: each would compile the whole package anew.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    failed = [name for name, words in BEFORE.items() if _module(words)]
    os.environ[FAILED_PARTS] = ", ".join(failed)
    return _module(("pytest", *AT_ONCE, *COVERED, *arguments)) or (1 if failed else 0)


def _module(words: tuple[str, ...]) -> int:
    print(f"$ python -m {' '.join(words)}", flush=True)
    return subprocess.run([sys.executable, "-m", *words], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
