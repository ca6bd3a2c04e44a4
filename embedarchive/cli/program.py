"""The command line as click knows it: the group, its commands, and what click complains about."""

from __future__ import annotations

import importlib
import os
from collections.abc import Sequence

import click
from click.shell_completion import shell_complete

from embedarchive import __version__
from embedarchive.cli import COMMANDS, NAME
from embedarchive.cli.options import talk_options
from embedarchive.cli.quick import COMPLETE
from embedarchive.cli.talk import Talk
from embedarchive.errors import ExitCode, UsageError


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
        word = args[0]
        if not word.startswith("-") and word not in COMMANDS and not ctx.resilient_parsing:
            ctx.fail(_no_command(word))
        name, listed, rest = super().resolve_command(ctx, args)
        if listed is None:
            return name, None, rest
        return name, called(listed.name or ""), rest


def called(name: str) -> click.Command:
    """Import the module of a command and return what it declares."""
    command = importlib.import_module(f"{__package__}.{name}").command
    assert isinstance(command, click.Command)
    return command


def _no_command(word: str) -> str:
    """Say that a word is no command, and what may have been meant."""
    from difflib import get_close_matches  # click 8.4 does the same for commands that it holds itself

    if os.path.isfile(word) or word.lower().startswith(("https://", "http://")):
        near = [f"verify {word}"]
    elif word in ("help", "version"):
        near = [f"--{word}"]
    else:
        near = get_close_matches(word.lower(), COMMANDS, n=1)
    return f"No such command {word!r}." + "".join(f" Did you mean {one!r}?" for one in near)


@click.group(
    cls=LazyGroup,
    name=NAME,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 done, 1 our bug, 2 usage, 3 archive damaged, 4 finished but something could not "
    "be reached, 5 a limit was reached, 129/130/143 stopped cleanly and resumable.",
)
@click.version_option(__version__, "--version", prog_name=NAME)
@talk_options
def group() -> None:
    """Find the posts that news articles cite, keep them, and say how well each citation stands."""


def run(arguments: Sequence[str], talk: Talk) -> int:
    """Run a command and return its exit code. Raises UsageError for what click does not understand."""
    try:
        return _invoke(arguments, talk)
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.Abort:
        raise KeyboardInterrupt from None
    except click.ClickException as error:
        raise UsageError(_usage(error, arguments)) from error


def _invoke(arguments: Sequence[str], talk: Talk) -> int:
    instruction = os.environ.get(COMPLETE)
    if instruction:
        return shell_complete(group, {}, NAME, COMPLETE, instruction)
    with group.make_context(NAME, list(arguments), obj=talk) as context:
        return int(group.invoke(context) or ExitCode.DONE)


def _takes_option(name: str, error: click.ClickException) -> bool:
    """Whether a command has the option that is complained of as unknown."""
    if not isinstance(error, click.NoSuchOption):
        return False
    return any(error.option_name in option.opts for option in called(name).params)


def _elsewhere(error: click.ClickException, command: str) -> str | None:
    """Return another command that has the option that is complained of."""
    others = (name for name in COMMANDS if name != command)
    return next((name for name in others if _takes_option(name, error)), None)


def _usage(error: click.ClickException, arguments: Sequence[str]) -> str:
    """Return click's complaint in one line, with the way to the help."""
    context = getattr(error, "ctx", None)
    # Of an option without its value click does not say whose it is.
    called_one = next((word for word in arguments if word in COMMANDS), None)
    path = context.command_path if context else f"{NAME} {called_one}" if called_one else NAME
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return f"no command given; '{NAME} --help' lists them"
    told = " ".join(error.format_message().split())
    if path == NAME and called_one and _takes_option(called_one, error):
        told, path = f"{told} Did you mean it behind {called_one!r}?", f"{NAME} {called_one}"
    elif called_one and (other := _elsewhere(error, called_one)):
        told = f"{told.partition('.')[0]}: it is an option of {other!r}"
    return f"{told.rstrip('.')} (see '{path} --help')"
