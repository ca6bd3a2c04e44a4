"""`embedarchive find`: the mentions of local articles and dumps, with no network and no database."""

from __future__ import annotations

import click

from embedarchive.cli.options import list_option, paths, talk_options
from embedarchive.cli.talk import Talk


@click.command("find")
@click.argument("sources", nargs=-1, metavar="[SOURCE]...", shell_complete=paths)
@list_option
@click.option(
    "--jobs",
    type=click.IntRange(1, 1024),
    metavar="N",
    help="Read dumps with N processes; as many as there are processors by default, one where there is little "
    "to read.",
)
@talk_options
@click.pass_obj
def command(talk: Talk, /, sources: tuple[str, ...], files: tuple[str, ...], jobs: int | None) -> int:
    """List the posts that local articles cite.

    A SOURCE is an .html, .htm, .txt or .md file, a saved page (.mhtml, .mht, .webarchive), mail (.eml)
    or feed (RSS, Atom, JSON Feed), a dump of pages (.warc, .warc.gz, .wet, .wet.gz, .wacz), a folder of
    such files, or - for one article on standard input. Prints one JSON object per mention; asks no
    network and writes no database.
    """
    from embedarchive.cli.finding import find

    return find(talk, sources, files, jobs)
