"""`embedarchive lookup`: what the archive knows of an address, a handle, a post or some words."""

from __future__ import annotations

import click

from embedarchive.cli.options import db_option, talk_options
from embedarchive.cli.talk import Talk


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

    QUERY is an article's or a post's address, a short link or its slug, an @handle, a post id, or
    words of a title, a name or a quotation. Reads the archive and writes nothing.
    """
    from pathlib import Path

    from embedarchive.cli.archives import DEMO_AGENT, agents
    from embedarchive.cli.talk import write
    from embedarchive.errors import ExitCode
    from embedarchive.outputs import citations
    from embedarchive.ports.archive import Archive

    sought, path = " ".join(query), Path(db)
    with Archive.read_only(path) as archive:
        rows = archive.search(sought)
    for row in rows:
        write(citations.as_json(row) if form == "json" else citations.as_text(row))
    if DEMO_AGENT in agents(path):
        talk.say(f"{path} is the demo's archive: its posts are invented")
    if not rows:
        talk.say(f"nothing in {path} matches {sought!r}")
    return ExitCode.DONE
