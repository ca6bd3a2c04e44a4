"""`embedarchive find`: the mentions of local articles, with no network and no database."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from embedarchive.cli.options import list_option
from embedarchive.cli.talk import Talk, talk_options

if TYPE_CHECKING:
    from embedarchive.cli.sources import Gathered


@click.command("find")
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@list_option
@talk_options
@click.pass_obj
def command(talk: Talk, /, sources: tuple[str, ...], files: tuple[str, ...]) -> int:
    """List the posts that local articles cite.

    A SOURCE is an .html, .htm, .txt or .md file, a folder of such files, or - for one article on
    standard input. Prints one JSON object per mention; asks no network and writes no database.
    """
    from embedarchive.cli.running import working
    from embedarchive.cli.sources import gather
    from embedarchive.errors import ExitCode

    found = gather(sources, files, web=False)
    for problem in found.problems:
        talk.problem(problem)
    if not found.sources:
        return ExitCode.USAGE
    with working(talk):
        unread = _print(talk, found)
    if found.problems:
        return ExitCode.USAGE
    return ExitCode.UNREACHED if unread else ExitCode.DONE


def _print(talk: Talk, found: Gathered) -> int:
    """Print every mention; return how many articles could not be read."""
    from embedarchive.cli.talk import write
    from embedarchive.outputs import ndjson
    from embedarchive.runners.reading import find_here
    from embedarchive.runners.settings import Settings

    mentions, unread = 0, 0
    for source, reading in find_here(found.sources, found.stdin, Settings().parse_deadline):
        for mention in reading.mentions:
            write(ndjson.dump(ndjson.mention(source, mention)))
        if reading.problem:
            talk.problem(reading.problem)
        mentions, unread = mentions + len(reading.mentions), unread + bool(reading.problem)
    talk.detail(f"{mentions} mentions in {len(found.sources) - unread} articles")
    return unread
