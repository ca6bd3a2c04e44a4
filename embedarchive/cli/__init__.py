"""The command line's outer shell: finds the command, runs it, and ends with the right exit code.

`--help` and completion load click and nothing else of weight: a command's module declares its
options, and imports what it works with when it is called.
"""

from __future__ import annotations

import errno
import importlib
import io
import os
import sys
from collections.abc import Sequence

import click
from click.shell_completion import shell_complete

from embedarchive import __version__
from embedarchive.cli.talk import ReaderGone, Talk, talk_options
from embedarchive.errors import EmbedArchiveError, ExitCode

NAME = "embedarchive"
COMPLETE = "_EMBEDARCHIVE_COMPLETE"
STDERR = 2
COMMANDS = {
    "verify": "Report how well the citations of one article stand.",
    "crawl": "Follow articles to the posts they cite; keep and check them.",
    "find": "List the posts that local articles cite.",
    "resolve": "Follow links and show every hop.",
    "lookup": "Search the archive for citations.",
    "cite": "Write a post of the archive as a reference.",
    "audit": "Check that the archive is what it was and follows from its bytes.",
    "demo": "Crawl three sample articles through a little web on this machine.",
    "doctor": "Check the installation, the archive and the way to the web.",
}
"""In the order of the help: what people need first stands first. Each is a module of this package, whose own
help begins with the same sentence."""


class LazyGroup(click.Group):
    """Commands that are imported when they are called; to list them their names and sentences are enough."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names, in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command's name and sentence, for lists and completion."""
        return click.Command(cmd_name, help=COMMANDS[cmd_name]) if cmd_name in COMMANDS else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is called as its module declares it."""
        name, listed, rest = super().resolve_command(ctx, args)
        if listed is None:
            return name, None, rest
        return name, called(listed.name or ""), rest


def called(name: str) -> click.Command:
    """Import the module of a command and return what it declares."""
    command = importlib.import_module(f"{__name__}.{name}").command
    assert isinstance(command, click.Command)
    return command


@click.group(
    cls=LazyGroup,
    name=NAME,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 done, 1 our bug, 2 usage, 3 archive damaged, 4 finished but something could not "
    "be reached, 5 a limit was reached, 130/143 stopped cleanly and resumable.",
)
@click.version_option(__version__, "--version", prog_name=NAME)
@talk_options
def group() -> None:
    """Find the posts that news articles cite, keep them, and say how well each citation stands."""


def main(argv: Sequence[str] | None = None) -> None:
    """Run the command line and end the process with its exit code."""
    arguments = sys.argv[1:] if argv is None else argv
    _occupy_standard_streams()
    _speak_utf8()
    code: int = ExitCode.DONE
    try:
        code = _end(arguments, Talk())
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError:
        # A reader (`head`, a pager) that has seen enough is no error, and a full disk was told before;
        # the interpreter must not try to write the rest when it ends.
        _hush()
    except KeyboardInterrupt:  # again, while we were telling of the first
        _hush()
        code = ExitCode.INTERRUPTED
    sys.exit(code)


def _end(arguments: Sequence[str], talk: Talk) -> int:
    """Run a command; whatever goes wrong becomes one line and an exit code."""
    try:
        return _invoke(arguments, talk)
    except click.exceptions.Exit as end:
        return end.exit_code
    except (ReaderGone, BrokenPipeError):  # the second while click prints a help
        raise
    except (KeyboardInterrupt, click.Abort):
        told, code = "stopped", ExitCode.INTERRUPTED
    except click.ClickException as error:
        told, code = _usage(error), ExitCode.USAGE
    except EmbedArchiveError as error:
        told, code = str(error), error.exit_code
    except Exception as error:
        trouble = _trouble(error)
        if trouble is None:  # A bug of ours: one line for people, the rest with -v.
            talk.bug(error)
            return ExitCode.BUG
        told, code = trouble
    talk.problem(told)
    return code


def _trouble(error: Exception) -> tuple[str, ExitCode] | None:
    """Return what the system refused and how to end; None for a bug of ours."""
    if not isinstance(error, OSError):
        return None
    full = error.errno in (errno.ENOSPC, errno.EDQUOT)
    told = f"{error.filename or 'output'}: {error.strerror or error}"
    return told, ExitCode.LIMIT if full else ExitCode.USAGE


def _invoke(arguments: Sequence[str], talk: Talk) -> int:
    instruction = os.environ.get(COMPLETE)
    if instruction:
        return shell_complete(group, {}, NAME, COMPLETE, instruction)
    with group.make_context(NAME, list(arguments), obj=talk) as context:
        return int(group.invoke(context) or ExitCode.DONE)


def _usage(error: click.ClickException) -> str:
    """Return click's complaint in one line, with the way to the help."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context else NAME
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return f"no command given; '{NAME} --help' lists them"
    told = " ".join(error.format_message().split())
    return f"{told.rstrip('.')} (see '{path} --help')"


def _occupy_standard_streams() -> None:
    """Open /dev/null where we were started with a closed stdin, stdout or stderr.

    Else the next file that is opened gets the free number, and what a library or a child writes to
    "stderr" lands in the archive.
    """
    while (opened := os.open(os.devnull, os.O_RDWR)) <= STDERR:
        os.set_inheritable(opened, True)
    os.close(opened)


def _speak_utf8() -> None:
    """Write UTF-8 whatever the locale: what we print is data, and JSON is UTF-8."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    if isinstance(sys.stderr, io.TextIOWrapper):
        sys.stderr.reconfigure(errors="backslashreplace")


def _hush() -> None:
    """Let what is still buffered go nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            os.dup2(nowhere, stream.fileno())
