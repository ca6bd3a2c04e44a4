"""What a run says while it works: in one voice, and only where it can be seen."""

from __future__ import annotations

import json
import logging
import os
import pty
import re
import subprocess
import termios
from pathlib import Path

import pytest

from embedarchive.cli.running import working
from embedarchive.cli.talk import Talk
from tests.cli.conftest import PATIENCE, PROGRAM, environment, shown_on


def test_what_a_library_logs_is_one_object_like_the_rest(capsys: pytest.CaptureFixture[str]) -> None:
    """With --log-format json no line on stderr is anything else, not even a traceback."""
    talk = Talk()
    talk.json = True
    with working(talk):
        try:
            raise ValueError("inside")
        except ValueError:
            logging.getLogger("some.library").exception("it broke")
    (line,) = capsys.readouterr().err.splitlines()
    assert json.loads(line)["message"] == "it broke"
    logging.getLogger("some.library").debug("later")
    assert capsys.readouterr().err == ""


def test_a_broken_line_of_ours_is_not_a_reader_who_has_gone() -> None:
    """A BrokenPipeError from a worker would else end the program in silence, with exit code 0."""
    with pytest.raises(RuntimeError, match="a line to a process of ours broke"), working(Talk()):
        raise BrokenPipeError(32, "Broken pipe")


def drawn(folder: Path, source: str = "article.txt", columns: int = 0, **changes: str) -> bytes:
    """Return what a crawl draws on a terminal; 0 columns are a terminal that does not say."""
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, columns))
    with subprocess.Popen(
        [*PROGRAM, "crawl", "--offline", source],
        cwd=folder,
        env=environment(folder, **changes),
        stdout=subprocess.DEVNULL,
        stderr=theirs,
    ) as process:
        os.close(theirs)
        seen = shown_on(ours)
        process.wait(PATIENCE)
    return seen


@pytest.mark.parametrize("columns", [40, 200])
def test_the_progress_fits_the_terminal_that_it_is_drawn_on(
    folder: Path, article: Path, columns: int
) -> None:
    """A line that wraps is not drawn over but repeated; standard output, which goes elsewhere, has none."""
    for number in range(12):
        (folder / f"an-article-with-a-name-of-some-length-{number}.txt").write_bytes(article.read_bytes())
    seen = drawn(folder, ".", columns=columns, TERM="xterm")
    lines = re.sub(rb"\x1b\[[?0-9]*[A-Za-z]", b"", seen).decode().replace("\r", "\n").split("\n")
    bars = [line for line in lines if line.startswith("articles")]
    assert len(bars) > 1
    assert all(len(line.rstrip()) <= columns for line in bars)
    assert ("#" * 24 in bars[-1]) == (columns == 200)


def test_the_cursor_is_moved_only_where_it_can_be(folder: Path, article: Path) -> None:
    """TERM=dumb gets the summary alone."""
    assert b"\x1b[" in drawn(folder, TERM="xterm")
    plain = drawn(folder, TERM="dumb")
    assert b"1 article, " in plain
    assert b"\x1b" not in plain
