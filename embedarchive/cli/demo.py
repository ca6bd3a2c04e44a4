"""`embedarchive demo`: the real crawl, against a little web on this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from embedarchive.cli.options import db_option, talk_options
from embedarchive.cli.talk import Talk

if TYPE_CHECKING:
    from pathlib import Path

    from embedarchive.demo.littleweb import LittleWeb
    from embedarchive.runners.settings import Settings

PACE = 0.02
"""Seconds between two questions to one host; politeness is owed to strangers, not to ourselves."""


@click.command("demo")
@db_option
@talk_options
@click.pass_obj
def command(talk: Talk, /, db: str) -> int:
    """Crawl three sample articles through a little web on this machine.

    Needs no network. Runs the same crawl as 'embedarchive crawl', shows what it found, and leaves
    the archive for you to look at. The posts and people in it are invented.
    """
    from pathlib import Path

    from embedarchive.cli.archives import refuse_evidence
    from embedarchive.cli.running import crawl
    from embedarchive.cli.sources import gather
    from embedarchive.cli.talk import write
    from embedarchive.demo.littleweb import LittleWeb
    from embedarchive.demo.world import demo_sources, demo_world
    from embedarchive.errors import ExitCode
    from embedarchive.outputs.citations import report
    from embedarchive.records import Provenance

    refuse_evidence(Path(db))

    def show(provenance: Provenance) -> None:
        for text in (*report(provenance), ""):
            write(text)

    with LittleWeb(demo_world()) as web:
        ended = crawl(talk, gather(demo_sources()).sources, _settings(web, Path(db)), show)
    if ended == ExitCode.DONE:
        write(_next(db))
    return ended


def _settings(web: LittleWeb, db: Path) -> Settings:
    from embedarchive.cli.archives import DEMO_AGENT
    from embedarchive.demo.sites import HOSTS
    from embedarchive.runners.settings import Settings

    return Settings(
        db=db,
        user_agent=DEMO_AGENT,
        proxy=web.proxy,
        proxy_dns=True,
        ca_file=web.ca_file,
        pace=PACE,
        host_pace=dict.fromkeys((*HOSTS, *web.world.own_hosts), PACE),
    )


def _next(db: str) -> str:
    program = _program()
    other = "" if db == "archive.db" else f" --db {db}"
    return (
        "Look something up in what the demo left:\n"
        f"  {program} lookup @NAofPakistan{other}\n"
        "Then follow an article of your own, in an archive of its own:\n"
        f"  {program} crawl --db mine.db https://ADDRESS-OF-AN-ARTICLE"
    )


def _program() -> str:
    """Return what to type for this program: its name where the shell finds it, else its path."""
    import shutil
    import sys

    return "embedarchive" if shutil.which("embedarchive") or "/" not in sys.argv[0] else sys.argv[0]
