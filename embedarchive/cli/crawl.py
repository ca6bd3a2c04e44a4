"""`embedarchive crawl`: follow articles to the posts they cite, and keep everything on the way."""

from __future__ import annotations

from typing import Any

import click

from embedarchive.cli.options import db_option, list_option, paths, talk_options, web_options
from embedarchive.cli.talk import Talk


@click.command("crawl")
@click.argument("sources", nargs=-1, metavar="[SOURCE]...", shell_complete=paths)
@list_option
@db_option
@web_options
@talk_options
@click.pass_obj
def command(talk: Talk, /, sources: tuple[str, ...], files: tuple[str, ...], **options: Any) -> int:
    """Follow articles to the posts they cite; keep and check them.

    A SOURCE is a web address, an .html, .htm, .txt or .md file, a saved page (.mhtml, .mht,
    .webarchive), mail (.eml) or feed (RSS, Atom, JSON Feed), a folder of such files, or - for one
    article on standard input. Prints one JSON object per article and a summary on stderr. What was done
    is kept: after an interruption the same command goes on where it stopped.
    """
    from embedarchive.cli.archives import refuse_invented
    from embedarchive.cli.options import settings_from
    from embedarchive.cli.running import Output, crawl
    from embedarchive.cli.sources import gather
    from embedarchive.errors import ExitCode
    from embedarchive.outputs import ndjson

    settings = settings_from(options)
    refuse_invented(settings.db)
    found = gather(sources, files, say=talk.say)
    for problem in found.problems:
        talk.problem(problem)
    if not found.sources:
        return ExitCode.USAGE
    if found.hint:
        talk.say(found.hint)
    output = Output(talk)
    return crawl(
        talk,
        found.sources,
        settings,
        lambda provenance: output.write(ndjson.dump(ndjson.article(provenance))),
        found.stdin,
        refused=bool(found.problems),
        once=found.once,
    )
