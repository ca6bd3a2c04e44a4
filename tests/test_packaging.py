"""What is packed, what is required, what is locked."""

from __future__ import annotations

import ast
import importlib.metadata
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
REQUIRED = {
    re.split(r"[^A-Za-z0-9._-]", each, maxsplit=1)[0].lower() for each in PROJECT["project"]["dependencies"]
}
DEVELOP = {re.split(r"[>=<]", each)[0].lower() for each in PROJECT["dependency-groups"]["dev"]}
UNSEEN = {"lxml"}
"""Named to beautifulsoup4 as a string, never imported by us."""


def imported(*folders: str) -> set[str]:
    """Return the packages that the modules in these folders import, as their distributions' names."""
    owners = importlib.metadata.packages_distributions()
    tops: set[str] = set()
    for path in (path for folder in folders for path in (ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                tops |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                tops.add(node.module.partition(".")[0])
    foreign = tops - set(sys.stdlib_module_names) - {"embedarchive", "tests", "tools", "benchmarks"}
    return {owners.get(top, [top])[0].lower().replace("_", "-") for top in foreign}


def test_what_is_imported_is_required_and_nothing_else() -> None:
    """A missing requirement breaks a fresh machine; an unused one is a risk for nothing."""
    used = imported("embedarchive")
    assert used - REQUIRED == set()
    assert REQUIRED - used - UNSEEN == set()


def test_what_develops_it_is_required_too() -> None:
    """Tests, documents and tools run on a fresh machine with the group `dev`."""
    beside = {path.stem.replace("_", "-") for path in (ROOT / "docs").glob("*.py")}
    assert imported("tests", "docs", "tools") - REQUIRED - DEVELOP - beside == set()


def test_every_requirement_has_a_lower_bound() -> None:
    """Without one, an old machine installs what we never tried."""
    assert [each for each in PROJECT["project"]["dependencies"] if not re.search(r">=|==", each)] == []


def test_there_is_no_empty_extra() -> None:
    """An extra without code behind it would promise what is not there."""
    assert all(PROJECT["project"].get("optional-dependencies", {"none": ["-"]}).values())


def test_the_lock_is_of_this_project() -> None:
    """uv.lock names the same direct requirements, bounds and all, as pyproject.toml."""
    lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    (own,) = (each for each in lock["package"] if each["name"] == "embedarchive")
    locked = {each["name"]: set(each["specifier"].split(",")) for each in own["metadata"]["requires-dist"]}
    wanted = {}
    extras = PROJECT["project"].get("optional-dependencies", {}).values()
    for each in (*PROJECT["project"]["dependencies"], *(one for extra in extras for one in extra)):
        name, bounds = re.fullmatch(r"([A-Za-z0-9._-]+)(.*)", each).groups()  # type: ignore[union-attr]
        wanted[name] = set(bounds.split(","))
    assert locked == wanted
    assert {each["name"] for each in own["metadata"]["requires-dev"]["dev"]} == DEVELOP


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel and an sdist of this tree, built from a copy in which a run has left its archive."""
    pytest.importorskip("hatchling", reason="the build backend is not installed here")
    folder, out = tmp_path_factory.mktemp("tree"), tmp_path_factory.mktemp("out")
    for name in ("embedarchive", "tests", "docs", "pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md"):
        subprocess.run(["cp", "-r", str(ROOT / name), str(folder)], check=True)
    (folder / "archive.db").write_bytes(b"evidence")
    (folder / "archive.warcs").mkdir()
    (folder / "archive.warcs" / "EA-1.warc.gz").write_bytes(b"evidence")
    for target in ("wheel", "sdist"):
        build = (sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(out))
        subprocess.run(build, cwd=folder, check=True, capture_output=True, timeout=300)
    return out


def test_the_wheel_holds_the_whole_package(packed: Path) -> None:
    """Every module, the sample articles, the schema and the mark of typing; no test."""
    (wheel,) = packed.glob("*.whl")
    names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    files = (path for path in (ROOT / "embedarchive").rglob("*") if path.is_file())
    wanted = {path.relative_to(ROOT).as_posix() for path in files if "__pycache__" not in path.parts}
    assert names == wanted
    assert "embedarchive/py.typed" in names


def test_the_sdist_holds_no_evidence(packed: Path) -> None:
    """What a run leaves in the folder is never packed; all that builds and tests is."""
    (sdist,) = packed.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert not {name for name in names if re.search(r"\.(db|warc|gz|db-wal)\b", name)}
    assert {"pyproject.toml", "LICENSE", "README.md", "tests/__main__.py", "docs/generate_cli.py"} <= names
    wanted = {
        path.relative_to(ROOT).as_posix() for path in (ROOT / "embedarchive").rglob("*.*") if path.is_file()
    }
    assert {name for name in wanted if "__pycache__" not in name} <= names
