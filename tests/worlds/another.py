"""Another version of the program: a copy of its source with other words in it, as a process of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import embedarchive
from embedarchive.demo.littleweb import LittleWeb

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = Path(embedarchive.__file__).parent


@dataclass(frozen=True, slots=True)
class AnotherVersion:
    """A copy of the package below `folder`, which is imported before our own."""

    folder: Path

    @classmethod
    def with_other_words(cls, folder: Path, file: str, old: str, new: str) -> AnotherVersion:
        """Copy the package, with `new` for `old`, which must stand once, in one of its files."""
        copy = folder / PACKAGE.name
        shutil.copytree(PACKAGE, copy)
        source = (copy / file).read_text(encoding="utf-8")
        assert source.count(old) == 1, f"{file}: {old!r} does not stand there once"
        (copy / file).write_text(source.replace(old, new), encoding="utf-8")
        return cls(folder)

    def crawl(self, db: Path, web: LittleWeb, *sources: str) -> int:
        """Crawl a little web into the archive at `db`; return the exit code."""
        return self.run("tests.runners.killed", str(db), web.proxy, str(web.ca_file), *sources)

    def run(self, module: str, *words: str) -> int:
        """Run a module as a program; return its exit code."""
        ended = subprocess.run(
            [sys.executable, "-m", module, *words],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            timeout=120,
            check=False,
        )
        return ended.returncode
