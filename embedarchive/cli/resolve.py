"""`embedarchive resolve`: where links lead, hop by hop."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from embedarchive.cli.options import db_option, list_option, talk_options, web_options
from embedarchive.cli.talk import Talk

if TYPE_CHECKING:
    from embedarchive.records import Resolution
    from embedarchive.runners.settings import Settings


@click.command("resolve")
@click.argument("urls", nargs=-1, metavar="[URL]...")
@list_option
@db_option
@web_options
@talk_options
@click.pass_obj
def command(talk: Talk, /, urls: tuple[str, ...], files: tuple[str, ...], **options: Any) -> int:
    """Follow links and show every hop.

    Prints one JSON object per link: the hops with their WARC records, how it ended, and the post
    that the link names, if it names one. - reads a list of links from standard input.
    """
    from embedarchive.cli.archives import refuse_invented
    from embedarchive.cli.lists import STDIN, TYPED, is_typed
    from embedarchive.cli.options import settings_from
    from embedarchive.errors import ExitCode

    settings = settings_from(options)
    refuse_invented(settings.db)
    lists = list(dict.fromkeys([url for url in urls if url == "-"] + list(files)))
    if is_typed() and not STDIN.isdisjoint(lists):
        talk.say(TYPED)
    links, problems = _links(urls, lists)
    for problem in problems:
        talk.problem(problem)
    if not links:
        return ExitCode.USAGE
    ended = _follow(talk, links, settings, lists)
    return ExitCode.USAGE if problems and ended in (ExitCode.DONE, ExitCode.UNREACHED) else ended


def _follow(talk: Talk, links: list[str], settings: Settings, lists: list[str]) -> int:
    """Resolve links, print each, tell the summary; return the exit code."""
    from embedarchive.cli.lists import read_once
    from embedarchive.cli.running import Output, tell, working
    from embedarchive.outputs import ndjson
    from embedarchive.runners.local import resolve_links

    output = Output(talk)

    def on_resolution(link: str, resolved: Resolution) -> None:
        output.write(ndjson.dump(ndjson.resolution(link, resolved)))

    with working(talk):
        summary = resolve_links(links, settings, on_resolution)
    tell(talk, summary, settings.fresh, list(filter(read_once, lists)))
    return summary.exit_code


def _links(urls: tuple[str, ...], lists: list[str]) -> tuple[list[str], list[str]]:
    """Return the links, each once and in order, and what was wrong with the rest."""
    from embedarchive.cli.addresses import address_problem
    from embedarchive.cli.lists import listed

    named = [url for url in urls if url != "-"]
    problems: list[str] = []
    for path in lists:
        try:
            lines = listed(path)
        except ValueError as error:
            problems.append(str(error))
        else:
            named += lines
            problems += [] if lines else [f"{path}: this list holds no link; write one per line"]
    judged = {url: address_problem(url) for url in named}
    problems += [problem for problem in judged.values() if problem]
    if not named and not problems:
        problems.append("no link given; name web addresses, or a list of them with -f FILE")
    return [url for url, problem in judged.items() if not problem], problems
