"""What click would print for a plain `--help` or a press of Tab, without loading click.

Importing click takes three times as long as starting Python, and a shell asks at every press of Tab. So what
click prints was written down (`answers.py`, by tools/generate_answers.py; a test holds both equal), and is
given where the question is one of those, letter by letter. Everything else is None: click answers it
(docs/adr/0011-plain-questions-are-answered-without-click.md).
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False  # as in __init__.py
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

COMPLETE = "_EMBEDARCHIVE_COMPLETE"
WIDE = 100
"""Columns from which the help is no wider (`max_content_width`)."""
USUAL = 80
"""Columns where there is no terminal."""
LETTERS = "abcdefghijklmnopqrstuvwxyz"
PLAIN = frozenset(LETTERS + LETTERS.upper() + "0123456789-_./ \n")
"""Where a shell's words hold no others, spaces part them and nothing is quoted."""


def told(arguments: Sequence[str], environ: Mapping[str, str]) -> str | None:
    """Return what click prints, without the last newline; None where it has to be asked."""
    instruction = environ.get(COMPLETE)
    if instruction:
        return completed(instruction, environ)
    return helped(environ) if list(arguments) in (["--help"], ["-h"]) else None


def files_of_find(arguments: Sequence[str], environ: Mapping[str, str]) -> list[str] | None:
    """Return the sources of a `find` without any option; None where there is something to parse."""
    command, *words = arguments or [""]
    if command != "find" or environ.get(COMPLETE):
        return None
    return None if any(word.startswith("-") and word != "-" for word in words) else words


def helped(environ: Mapping[str, str]) -> str | None:
    """Return the program's help for the terminal's width; None for a width that was not written down."""
    if "COLUMNS" in environ:
        return None  # it may say anything
    try:
        columns = os.get_terminal_size(sys.__stdout__.fileno()).columns if sys.__stdout__ else USUAL
    except (OSError, ValueError):
        columns = USUAL
    from embedarchive.cli.answers import HELP

    return HELP.get(min(columns or USUAL, WIDE))


def completed(instruction: str, environ: Mapping[str, str]) -> str | None:
    """Return the commands and options that a word may become, in the form that bash or zsh asks for.

    Only for the first word, and for an option right behind a command: else it depends on what stands before.
    """
    words, place = environ.get("COMP_WORDS", ""), environ.get("COMP_CWORD", "")
    form = {"bash_complete": "plain,{0}", "zsh_complete": "plain\n{0}\n{1}"}.get(instruction)
    if form is None or place not in ("1", "2") or not PLAIN.issuperset(words):
        return None
    split = words.split()
    command, word = " ".join(split[1 : int(place)]), " ".join(split[int(place) : int(place) + 1])
    from embedarchive.cli.answers import COMPLETIONS

    rows = [line.split("|", 2) for line in COMPLETIONS.splitlines()]
    known = [(name, sentence) for owner, name, sentence in rows if owner == command]
    if not known or (command and not word.startswith("-")):
        return None
    # Options are offered only to who has begun to write one.
    fitting = [row for row in known if row[0].startswith(word or tuple(LETTERS))]
    return "\n".join(form.format(*row) for row in fitting)
