"""`embedarchive audit`: findings on stdout, a summary on stderr, and 3 where something is wrong."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import FLATTENED, PROGRAM, Run, environment
from tests.worlds.tampered import forging


def kept(folder: Path, run: Run) -> Path:
    """Keep one article, asking nobody."""
    (folder / "article.txt").write_text(FLATTENED, encoding="utf-8")
    assert run("crawl", "--offline", "article.txt").code == 4
    return folder / "archive.db"


def test_a_sound_archive_has_no_findings(folder: Path, run: Run) -> None:
    """Nothing on stdout, three lines on stderr, 0."""
    kept(folder, run)
    ended = run("audit")
    assert (ended.code, ended.stdout) == (0, "")
    records, derived, verdict = ended.stderr.splitlines()
    assert " in 1 file, " in records
    assert derived.startswith("1 article derived again: ") and derived.endswith("100 % identical")
    assert verdict == "nothing is damaged"
    assert run("-q", "audit").stderr == ""


def test_a_name_that_is_no_text_is_no_damage(folder: Path, run: Run) -> None:
    """A file's name may hold bytes that are no UTF-8; its rows follow from its bytes all the same."""
    Path(os.fsdecode(bytes(folder) + b"/caf\xe9.txt")).write_text(FLATTENED, encoding="utf-8")
    assert run("crawl", "--offline", ".").code == 4
    ended = run("audit")
    assert (ended.code, ended.stdout) == (0, "")
    assert "1 article derived again: " in ended.stderr


def test_what_was_edited_is_named_and_the_code_is_3(folder: Path, run: Run) -> None:
    """One object per finding, with table, row, column and both values."""
    with forging(kept(folder, run)) as connection:
        connection.execute("UPDATE mention SET claimed_handle = 'somebody_else'")
    ended = run("audit", "--log-format", "json")
    assert ended.code == 3
    (found,) = map(json.loads, ended.stdout.splitlines())
    assert (found["grade"], found["kind"], found["place"]) == (
        "damage",
        "differs",
        str(folder / "article.txt"),
    )
    assert (found["table"], found["row"], found["column"]) == ("mention", 1, "claimed_handle")
    assert (found["stored"], found["derived"]) == ("somebody_else", "harbour_board")
    told = json.loads(ended.stderr)
    assert told["findings"] == {"damage": 1} and told["exit_code"] == 3
    assert told["identical"] == told["rows"] - 1


def test_fast_looks_at_the_bytes_alone(folder: Path, run: Run) -> None:
    """An edited row is not its affair, a flipped byte is."""
    with forging(kept(folder, run)) as connection:
        connection.execute("UPDATE mention SET claimed_handle = 'somebody_else'")
    ended = run("audit", "--fast")
    assert (ended.code, ended.stdout) == (0, "")
    assert "no row was derived again (--fast)" in ended.stderr
    (path,) = (folder / "archive.warcs").iterdir()
    content = path.read_bytes()
    path.write_bytes(content[:-9] + bytes([content[-9] ^ 1]) + content[-8:])
    ended = run("audit", "--fast")
    (found,) = map(json.loads, ended.stdout.splitlines())
    assert ended.code == 3
    assert (found["kind"], found["file"], found["table"]) == ("record", path.name, "warc_record")
    assert found["offset"] + found["length"] == len(content)


def test_one_article_alone(folder: Path, run: Run) -> None:
    """By its path as given or as it stands; what the archive does not hold is a usage error."""
    kept(folder, run)
    for name in ("article.txt", str(folder / "article.txt")):
        ended = run("audit", "--article", name)
        assert ended.code == 0
        assert " in 1 file, " in ended.stderr
    ended = run("audit", "--article", "https://elsewhere.test/")
    assert ended.code == 2
    assert "holds no article https://elsewhere.test/" in ended.stderr


def test_what_cannot_be_audited(folder: Path, run: Run) -> None:
    """No archive, another program's database, a database that SQLite cannot read."""
    assert run("audit").code == 2
    with sqlite3.connect(folder / "other.db") as connection:
        connection.execute("CREATE TABLE tweet (id)")
    assert run("audit", "--db", "other.db").code == 2
    (folder / "empty.db").touch()
    assert "empty.db is empty: no run has written to it yet" in run("audit", "--db", "empty.db").stderr
    db = kept(folder, run)
    content = bytearray(db.read_bytes())
    content[8_192:40_960] = bytes(32_768)
    db.write_bytes(content)
    assert run("audit").code == 3


POWERLESS = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")
"""Runs a program so that root, too, is bound by the rights of a file (util-linux)."""


@pytest.mark.skipif(os.geteuid() == 0 and not shutil.which(POWERLESS[0]), reason="root may read everything")
@pytest.mark.parametrize("how", ["", "--fast"])
@pytest.mark.parametrize("closed", ["archive.warcs", "archive.warcs/*"])
def test_what_this_user_may_not_read_is_no_damage(folder: Path, run: Run, how: str, closed: str) -> None:
    """WARC files are their owner's alone; who audits as another hears that, and nothing of damage."""
    kept(folder, run)
    (path,) = folder.glob(closed)
    path.chmod(0)
    words = [*(POWERLESS if os.geteuid() == 0 else ()), *PROGRAM, "audit", *filter(None, [how])]
    ended = subprocess.run(words, cwd=folder, env=environment(folder), capture_output=True, check=False)
    path.chmod(0o700)
    assert (ended.returncode, ended.stdout) == (2, b"")
    (told,) = ended.stderr.decode().splitlines()
    assert told.startswith("embedarchive: archive.warcs/EA-")
    assert told.endswith(".warc.gz: Permission denied; run as its owner")
