"""A report is written whole or not at all."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from embedarchive.ports.replacing import replace_text

LIMITED = """
import resource, sys
from pathlib import Path
from embedarchive.ports.replacing import replace_text
resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, 1_000))
try:
    replace_text(Path(sys.argv[1]), "new " * 1_000)
except OSError as error:
    print(error.filename, error.strerror)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder."""
    return tmp_path


def test_a_file_is_made_and_replaced(folder: Path) -> None:
    """Nothing stays beside it."""
    target = folder / "report.html"
    for text in ("one", "zwei\udcff ü"):
        replace_text(target, text)
    assert target.read_text(encoding="utf-8") == "zwei\\udcff ü"
    assert os.listdir(folder) == ["report.html"]


@pytest.mark.parametrize("before", [None, "old"])
def test_a_disk_without_room_leaves_what_was_there(folder: Path, before: str | None) -> None:
    """The old report is worth more than half of the new one, and no half of it stays."""
    target = folder / "report.html"
    if before:
        target.write_text(before, encoding="utf-8")
    told = subprocess.run(
        [sys.executable, "-c", LIMITED, str(target)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert told == f"{target} File too large\n"
    assert [each.read_text(encoding="utf-8") for each in folder.iterdir()] == ([before] if before else [])


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o664])
def test_permissions_are_the_old_files(folder: Path, mode: int) -> None:
    """What was private stays so."""
    target = folder / "report.md"
    target.write_text("old", encoding="utf-8")
    target.chmod(mode)
    replace_text(target, "new")
    assert target.stat().st_mode & 0o777 == mode


def test_a_new_file_has_the_permissions_of_any_other(folder: Path) -> None:
    """Those that the umask leaves, not those of a temporary file."""
    (folder / "other").write_text("", encoding="utf-8")
    replace_text(folder / "report.md", "new")
    assert (folder / "report.md").stat().st_mode == (folder / "other").stat().st_mode


def test_a_link_stays_a_link(folder: Path) -> None:
    """`latest.html` goes on naming tonight's report; one that leads nowhere yet is followed, too."""
    (folder / "latest.html").symlink_to("tonight.html")
    for text in ("one", "two"):
        replace_text(folder / "latest.html", text)
        assert (folder / "tonight.html").read_text(encoding="utf-8") == text
    assert (folder / "latest.html").is_symlink()


def test_a_file_with_two_names_keeps_both(folder: Path) -> None:
    """It is written in its place."""
    (folder / "one.md").write_text("old", encoding="utf-8")
    (folder / "two.md").hardlink_to(folder / "one.md")
    replace_text(folder / "one.md", "new")
    assert (folder / "two.md").read_text(encoding="utf-8") == "new"


def test_a_pipe_is_written_to(folder: Path) -> None:
    """What is no file is not replaced by one."""
    os.mkfifo(folder / "pipe")
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append((folder / "pipe").read_text(encoding="utf-8")))
    reader.start()
    replace_text(folder / "pipe", "words")
    reader.join()
    assert (read, (folder / "pipe").is_fifo()) == (["words"], True)
