"""Keep the demo's invented posts and people's own evidence in separate archives.

Archive-first would otherwise answer a real crawl from the demo's little web, and a look-up would show
invented testimony beside genuine. The demo signs its runs with a user agent of its own.
"""

from __future__ import annotations

from pathlib import Path

from embedarchive.errors import UsageError
from embedarchive.runners.settings import USER_AGENT

DEMO_AGENT = f"{USER_AGENT} demo; invented posts"


def refuse_invented(db: Path) -> None:
    """Refuse to add evidence to an archive that the demo made."""
    if DEMO_AGENT in agents(db):
        raise UsageError(
            f"{db} holds the demo's invented posts; keep your own apart: name another archive with --db, "
            "or work in another folder"
        )


def refuse_evidence(db: Path) -> None:
    """Refuse to add the demo's invented posts to an archive that holds other runs."""
    if agents(db) - {DEMO_AGENT}:
        raise UsageError(
            f"{db} holds your own runs, and the demo's posts are invented; name another archive with --db"
        )


def agents(db: Path) -> set[str]:
    """Return the user agents of an archive's runs; none where there is no archive that we can read.

    Whether a file is ours to write is judged where it is opened for writing.
    """
    from embedarchive.ports.archive import Archive

    if not db.is_file():
        return set()
    try:
        with Archive.read_only(db) as archive:
            return {row["user_agent"] for row in archive.rows("SELECT DISTINCT user_agent FROM run")}
    except UsageError:
        return set()
