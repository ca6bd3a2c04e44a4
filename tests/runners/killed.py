"""A crawl in a process of its own, to be killed at a step of the write path.

usage: python -m tests.runners.killed DB PROXY CA_FILE SOURCE...   (EMBEDARCHIVE_KILL_AT=n)

Prints `committed NAME` after each article, and at the end `steps N`.
"""

from __future__ import annotations

import sys
from pathlib import Path

from embedarchive.ports.steps import COUNTDOWN
from embedarchive.records import Provenance, Source, SourceKind
from embedarchive.runners.local import crawl
from embedarchive.runners.settings import Settings


def committed(provenance: Provenance) -> None:
    """Acknowledge what is safe by now."""
    print("committed", provenance.source.name, flush=True)


def main(db: str, proxy: str, ca_file: str, *names: str) -> int:
    """Crawl without a pause between requests; return the exit code."""
    settings = Settings(
        db=Path(db),
        proxy=proxy,
        proxy_dns=True,
        ca_file=Path(ca_file),
        pace=0.0,
        host_pace={"web.archive.org": 0.0},
    )
    kinds = {True: SourceKind.URL, False: SourceKind.FILE}
    summary = crawl([Source(name, kinds[name.startswith("http")]) for name in names], settings, committed)
    print("steps", len(COUNTDOWN.passed), flush=True)
    return summary.exit_code


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
