"""Write embedarchive/cli/answers.py: what click prints for a plain `--help` or a press of Tab.

usage: python -m tools.generate_answers > embedarchive/cli/answers.py
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

import click
from click.shell_completion import BashComplete

from embedarchive.cli import COMMANDS, NAME
from embedarchive.cli.program import group
from embedarchive.cli.quick import COMPLETE, USUAL, WIDE

HEAD = '''"""What click prints for plain questions: see quick.py.

Written by tools/generate_answers.py; do not edit.
"""
# ruff: noqa: E501

from __future__ import annotations
'''
MARGIN = 2
"""Columns that click leaves free."""


def help_at(columns: int) -> str:
    """Return what `embedarchive --help` prints on a terminal of so many columns."""
    width = columns - MARGIN
    return group.get_help(
        click.Context(group, info_name=NAME, terminal_width=width, **group.context_settings)
    )


def completions() -> Iterator[str]:
    """Yield a line for each command, for each option of the program, and for each of a command."""
    ask = BashComplete(group, {}, NAME, COMPLETE)
    for owner in ("", *COMMANDS):
        items = ask.get_completions([owner], "-") if owner else ask.get_completions([], "")
        items += [] if owner else ask.get_completions([], "-")
        for item in items:
            assert (item.type, "|" in item.value) == ("plain", False), item.value
            yield f"{owner}|{item.value}|{item.help or '_'}"


def written() -> str:
    """Return the module."""
    helps = "".join(f'    {columns}: """\\\n{help_at(columns)}""",\n' for columns in (USUAL, WIDE))
    listed = "".join(f"{line}\n" for line in completions())
    return (
        f'{HEAD}\nHELP = {{\n{helps}}}\n"""By the terminal\'s columns."""\nCOMPLETIONS = """\\\n{listed}"""\n'
        '"""Command, what may stand behind it, and what that is: for the program itself no command."""\n'
    )


if __name__ == "__main__":
    sys.stdout.write(written())
