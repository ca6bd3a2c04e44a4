"""Lists of sources: one on each line of a file, of a pipe or of standard input."""

from __future__ import annotations

import os
import stat
import sys

from embedarchive.cli.contents import SAMPLE, binary_kind, file_problem, megabytes
from embedarchive.late import re

LARGEST_LIST = 50_000_000
PIECE = 1 << 20
"""Bytes of standard input or of a pipe that are asked for at once."""
STDIN = frozenset({"-", "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0"})
"""What names standard input."""
TYPED = "reading from this terminal: type or paste, then press Enter and Ctrl-D"

_LINE_END = re.compile(r"\r\n|\r|\n")
_COMMENT = re.compile(r"(?:^|\s)#.*\Z")

TYPE_CHECKING = False  # as in __init__.py
if TYPE_CHECKING:
    from typing import BinaryIO


def listed(path: str) -> list[str]:
    """Return the lines of a list without comments, blank lines and byte-order mark.

    ValueError says why it is no list (UTF-16 is none); paths in it are seen from the current folder.
    """
    try:
        content = _content(path)
    except OSError as error:
        raise ValueError(f"{path}: {error.strerror or error}") from error
    if len(content) > LARGEST_LIST:
        raise ValueError(f"{path}: more than the {megabytes(LARGEST_LIST)} that a list may have; split it")
    if binary_kind(content[:SAMPLE]) or b"\0" in content:
        raise ValueError(f"{path}: this list is no text; write one source per line, in UTF-8")
    lines = _LINE_END.split(content.decode("utf-8-sig", "surrogateescape"))
    return [line for line in (_COMMENT.sub("", line).strip() for line in lines) if line]


def read_once(path: str) -> bool:
    """Whether what a list names is gone once it was read: standard input or a pipe (`<(command)`)."""
    try:
        return path in STDIN or not stat.S_ISREG(os.stat(path).st_mode)
    except (OSError, ValueError):
        return False


def _content(path: str) -> bytes:
    """Return the bytes of a list, at most one more than the largest has."""
    if path in STDIN:
        return read_stdin(LARGEST_LIST)
    if os.path.isdir(path):
        raise ValueError(f"{path}: a folder is no list; give it without -f")
    if read_once(path):
        # No look before: what is read of a pipe is taken out of it.
        with open(path, "rb") as pipe:
            return _read(pipe, LARGEST_LIST)
    problem = file_problem(path, LARGEST_LIST)
    if problem and not problem.endswith("the file is empty"):
        raise ValueError(problem)
    with open(path, "rb") as file:
        return file.read()


def is_typed() -> bool:
    """Whether standard input is a terminal, at which somebody may wonder why nothing happens."""
    return sys.stdin is not None and sys.stdin.isatty()


def read_stdin(most: int) -> bytes:
    """Return standard input, at most one byte more than `most`."""
    return b"" if sys.stdin is None else _read(sys.stdin.buffer, most)


def _read(stream: BinaryIO, most: int) -> bytes:
    pieces: list[bytes] = []
    left = most + 1
    # Piece by piece: room for all that `read` is asked for is made before it reads.
    while left:
        asked = min(left, PIECE)
        piece = stream.read(asked)
        pieces.append(piece)
        left -= len(piece)
        if len(piece) < asked:  # the end; a terminal that is read again wants a second Ctrl-D
            break
    return b"".join(pieces)
