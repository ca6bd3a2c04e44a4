"""`doctor` where there is no archive yet, and where something is amiss."""

from __future__ import annotations

import re
import socket
from pathlib import Path

import pytest

from embedarchive.cli.checkup import findings
from embedarchive.cli.talk import count
from tests.cli.conftest import Run


def test_a_fresh_machine_is_in_order(run: Run) -> None:
    """Before the first crawl nothing is missing."""
    ended = run("doctor")
    assert ended.code == 0
    assert "archive.db is not there yet; the first crawl makes it" in ended.stdout


def test_a_missing_folder_is_a_usage_error(run: Run) -> None:
    """The place for the archive is named."""
    ended = run("doctor", "--db", "no/such/archive.db")
    assert ended.code == 2
    assert "FAIL  folder" in ended.stdout


def test_what_cannot_be_looked_at_does_not_end_the_check_up(run: Run) -> None:
    """The checks that follow are made all the same."""
    ended = run("doctor", "--db", "x" * 300)
    assert (ended.code, ended.stderr) == (2, "")
    assert "FAIL  archive" in ended.stdout
    assert "ca         " in ended.stdout.splitlines()[-1]


def test_another_programs_database_is_told(run: Run, folder: Path) -> None:
    """It is not ours to judge."""
    (folder / "archive.db").write_text("not a database at all", encoding="utf-8")
    ended = run("doctor")
    assert ended.code == 2
    assert "is not an SQLite database" in ended.stdout


def test_a_password_in_a_proxy_is_not_shown(run: Run) -> None:
    """The report may be pasted into a public issue."""
    ended = run("doctor", HTTPS_PROXY="http://me:secret@proxy.example:3128", NO_PROXY="intranet.example")
    assert "http://proxy.example:3128, but not for intranet.example" in ended.stdout
    assert "secret" not in ended.stdout + ended.stderr


def test_a_bundle_that_cannot_be_read_is_told(run: Run, folder: Path) -> None:
    """A wrong SSL_CERT_FILE would fail every host."""
    (folder / "ca.pem").write_text("no certificate", encoding="utf-8")
    ended = run("doctor", SSL_CERT_FILE="ca.pem")
    assert ended.code == 2
    assert "FAIL  ca" in ended.stdout


def test_quiet_shows_only_what_fails(run: Run) -> None:
    """For a nightly check: silence is good news."""
    assert run("doctor", "-q").stdout == ""


def test_the_network_is_dialled_only_when_asked(folder: Path) -> None:
    """With a proxy, the proxy is what must answer; exit code 4 where it does not."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        environ = {"HTTPS_PROXY": f"http://127.0.0.1:{port}"}
        asked = [
            each
            for each in findings(folder / "archive.db", environ, network=True)
            if each.subject == "network"
        ]
        assert [(each.level, each.told) for each in asked] == [("ok", "proxy 127.0.0.1 answers at 127.0.0.1")]
    silent = [each for each in findings(folder / "archive.db", environ, network=True) if each.level == "FAIL"]
    assert [(each.subject, each.code) for each in silent] == [("network", 4)]
    unasked = findings(folder / "archive.db", environ, network=False)
    assert "network" not in {each.subject for each in unasked}


@pytest.mark.parametrize(
    ("number", "told"),
    [(0, "0 runs"), (1, "1 run"), (2, "2 runs"), (1_000, "1,000 runs"), (1_001, "1,001 runs")],
)
def test_one_is_told_in_the_singular(number: int, told: str) -> None:
    """Numbers are counted in words by one function for all commands."""
    assert count(number, "run") == told


def test_an_archive_with_one_run_is_told_so(run: Run, folder: Path) -> None:
    """`1 run`, `1 file`."""
    (folder / "article.txt").write_text("The dam holds.", encoding="utf-8")
    assert run("crawl", "article.txt").code == 0
    told = run("doctor").stdout
    assert "is whole: 1 run, " in told
    assert re.search(r"warc +(?:0 files|1 file) in ", told)
