"""`embedarchive lookup`: what the archive knows of an address, a handle, a post or some words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from embedarchive.cli.options import db_option, talk_options
from embedarchive.cli.talk import Talk

if TYPE_CHECKING:
    from embedarchive.ports.archive import ArchiveReader

UNDERSTOOD = (
    "look for an article's address, host or file, a post's address or id, a short link or its slug, "
    "an @handle, or words of a title, a name or a quotation"
)


@click.command("lookup")
@click.argument("query", nargs=-1, required=True)
@db_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For people, or one JSON object per citation.",
)
@talk_options
@click.pass_obj
def command(talk: Talk, /, query: tuple[str, ...], db: str, form: str) -> int:
    """Search the archive for citations.

    QUERY is an article's address, host or file, a post's address or id, a short link or its slug, an
    @handle, or words of a title, a name or a quotation. Reads the archive and writes nothing.
    """
    from pathlib import Path

    from embedarchive.cli.archives import DEMO_AGENT, agents
    from embedarchive.cli.talk import write
    from embedarchive.errors import ExitCode
    from embedarchive.outputs import citations
    from embedarchive.ports.archive import Archive
    from embedarchive.ports.search import LIMIT

    sought, path = " ".join(query), Path(db)
    with Archive.read_only(path) as archive:
        rows = archive.search(sought)
        known = "" if rows else _looked_at(archive, sought)
    for row in rows:
        write(citations.as_json(row) if form == "json" else citations.as_text(row))
    if DEMO_AGENT in agents(path):
        talk.say(f"{path} is the demo's archive: its posts are invented")
    if len(rows) == LIMIT:
        talk.say(f"the latest {LIMIT} are shown; the view 'citations' of {path} holds all")
    if not rows:
        talk.say(known or f"nothing in {path} matches {sought!r}; {UNDERSTOOD}")
    return ExitCode.DONE


def _looked_at(archive: ArchiveReader, sought: str) -> str:
    """Say of an article without citations what its last look found; nothing where there was none."""
    row = archive.last_look(sought)
    if row is None:
        return ""
    told = row["problem"] or f"{sought}: no post is cited there"
    return f"{told} (looked at on {row['at'][:10]})"
