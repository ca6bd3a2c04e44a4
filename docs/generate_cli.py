"""Write into docs/cli.md what each command's `--help` prints.

    python docs/generate_cli.py           rewrite the blocks
    python docs/generate_cli.py --check   change nothing; exit 1 if the file does not match the program

A block stands between `<!-- help: NAME -->` and `<!-- end -->`; the words around it are written by hand.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import click

from embedarchive.cli import COMMANDS, NAME
from embedarchive.cli.program import called, group

PAGE = Path(__file__).with_name("cli.md")
WIDTH = 88
_BLOCK = re.compile(r"(<!-- help: ([a-z]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def help_of(name: str) -> str:
    """Return what `embedarchive NAME --help` prints; for `embedarchive`, the program's own help."""
    root = click.Context(group, info_name=NAME, terminal_width=WIDTH, **group.context_settings)
    if name == NAME:
        return group.get_help(root)
    if name not in COMMANDS:
        raise SystemExit(f"{PAGE.name}: there is no command {name!r}")
    command = called(name)
    return command.get_help(click.Context(command, info_name=name, parent=root, terminal_width=WIDTH))


def rendered(page: str) -> str:
    """Return the page with every block filled anew."""
    return _BLOCK.sub(lambda found: f"{found[1]}```text\n{help_of(found[2])}\n```\n{found[3]}", page)


def missing(page: str) -> set[str]:
    """Return the commands that have no block."""
    return {NAME, *COMMANDS} - {found[1] for found in _BLOCK.findall(page)}


def main(arguments: list[str]) -> int:
    """Rewrite the page or check it; return the exit code."""
    page = PAGE.read_text(encoding="utf-8")
    if absent := missing(page):
        sys.stderr.write(f"{PAGE.name}: no block for {', '.join(sorted(absent))}\n")
        return 1
    fresh = rendered(page)
    if "--check" in arguments:
        if fresh != page:
            sys.stderr.write(
                f"{PAGE.name} does not say what --help prints: run python docs/generate_cli.py\n"
            )
        return int(fresh != page)
    PAGE.write_text(fresh, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
