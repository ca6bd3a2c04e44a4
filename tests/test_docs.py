"""The documents say what the program does: each statement that can be checked is."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from embedarchive import __version__
from embedarchive.cli import COMMANDS
from embedarchive.errors import ExitCode

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def commands() -> list[str]:
    """Return the lines of the README's shell blocks."""
    blocks: list[str] = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    return [line for block in blocks for line in block.splitlines()]


def names(requirements: list[str]) -> set[str]:
    """Return the names of requirements, without versions."""
    return {re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0] for requirement in requirements}


def listed(heading: str) -> set[str]:
    """Return the first column of the table under a heading of docs/dependencies.md."""
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    section = page.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    rows = [line.split("|")[1].strip() for line in section.splitlines() if line.startswith("|")]
    return set(rows[2:])


def test_the_readme_begins_with_its_two_commands() -> None:
    """Fresh machine to demo, fresh machine to tests; each is one line and makes its own venv."""
    first, second, *_ = commands()
    assert first == ("python3 -m venv .venv && .venv/bin/pip install -q . && .venv/bin/embedarchive demo")
    assert second.startswith("python3 -m venv .venv && ")
    assert second.endswith(" && .venv/bin/python -m tests")
    assert README.index(second) < README.index("## ")


def test_ci_runs_the_readmes_test_line() -> None:
    """What a newcomer types and what decides over a change are word for word the same."""
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert commands()[1] == script[-1]
    assert not any("venv" in line for line in script[:-1])


def test_the_readme_names_only_commands_that_there_are() -> None:
    """Every `embedarchive …` line in the README parses as far as its command."""
    words = [
        re.sub(r"--log-format \S+ ", "", line).split() for line in commands() if line.startswith("embed")
    ]
    assert words
    assert {line[1] for line in words} <= set(COMMANDS)


def test_the_command_line_is_documented_as_it_is() -> None:
    """docs/cli.md holds what `--help` prints, for every command."""
    done = subprocess.run(
        [sys.executable, "docs/generate_cli.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_every_exit_code_is_documented() -> None:
    """Scripts depend on these numbers."""
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    table = page.partition("## Exit codes")[2].partition("\n## ")[0]
    told = {int(number) for number in re.findall(r"(?<=[|,])\s*(\d+)(?=[ ,|])", table)}
    assert told == {int(code) for code in ExitCode}


def test_every_dependency_has_its_reason() -> None:
    """docs/dependencies.md lists exactly what pyproject.toml asks for."""
    assert listed("The package") == names(PROJECT["project"]["dependencies"])
    assert listed("Development") == names(PROJECT["dependency-groups"]["dev"])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_between_documents_lead_somewhere(page: Path) -> None:
    """Every relative link names a file or folder that is there."""
    targets = re.findall(r"\]\((?!https?://|#)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_the_changelog_tells_of_this_version() -> None:
    """A version without an entry would be a surprise."""
    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_tables_of_resolving_are_documented_as_they_are() -> None:
    """docs/resolving.md is what its script makes of the program's tables."""
    script = ROOT / "docs" / "generate_resolving.py"
    done = subprocess.run(
        [sys.executable, str(script), "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
