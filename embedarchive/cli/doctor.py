"""`embedarchive doctor`: whether this machine, the archive and, when asked, the network are in order."""

from __future__ import annotations

import click

from embedarchive.cli.options import db_option, talk_options
from embedarchive.cli.talk import Talk


@click.command("doctor")
@db_option
@click.option("--network", is_flag=True, help="Also look up and dial the hosts that a crawl depends on.")
@talk_options
@click.pass_obj
def command(talk: Talk, /, db: str, network: bool) -> int:
    """Check the installation, the archive and the way to the web.

    Prints one line per check: ok, warn or FAIL. Ends with 2 if this machine lacks something, 3 if the
    archive is damaged, 4 if --network could not reach a host, else with 0. Writes nothing.
    """
    import os
    from pathlib import Path

    from embedarchive.cli import checkup
    from embedarchive.cli.talk import write
    from embedarchive.errors import ExitCode
    from embedarchive.outputs.terminal import line

    worst = ExitCode.DONE
    for finding in checkup.findings(Path(db), os.environ, network=network):
        if finding.level != "ok" or not talk.quiet:
            write(f"{finding.level:<4}  {finding.subject:<9}  {line(finding.told)}")
        if finding.code and worst is ExitCode.DONE:
            worst = finding.code
    return worst
