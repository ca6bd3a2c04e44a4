"""The import rules of the design, and what may stand where, held against the source itself."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "embedarchive"
MODULES = {path.relative_to(PACKAGE).as_posix(): path for path in sorted(PACKAGE.rglob("*.py"))}
TREES = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in MODULES.items()}

PURE = {
    "__future__",
    "ahocorasick_rs",
    "base64",
    "binascii",
    "bisect",
    "bs4",
    "calendar",
    "chardet",
    "codecs",
    "collections",
    "dataclasses",
    "datetime",
    "email.message",
    "email.parser",
    "enum",
    "functools",
    "hashlib",
    "html",
    "itertools",
    "json",
    "lxml",
    "math",
    "operator",
    "plistlib",
    "protego",
    "rapidfuzz",
    "re",
    "regex",
    "selectolax",
    "string",
    "struct",
    "types",
    "typing",
    "unicodedata",
    "urllib.parse",
    "xml.parsers.expat",
    "ada_url",
}
"""All that the core may import besides itself: nothing here can touch network, disk or clock, but for
`datetime`, whose clock another test forbids."""

PURE_PARTS = ("embedarchive.records", "embedarchive.stages", "embedarchive.platforms")
JOINING = ("runners/", "cli/", "demo/")
"""Who may know both the stages and the world. The demo's little web is a world of its own."""

CLOCKS = {"now", "utcnow", "today", "fromtimestamp"}
UNFINISHED = re.compile(
    r"\b(TODO|FIXME|XXX|HACK|NotImplemented(Error)?|not implemented|placeholder|stub(bed)?)\b"
)


def imports(tree: ast.AST, module: str) -> Iterator[str]:
    """Yield the full names of all modules that a module imports, wherever the import stands."""
    package = ["embedarchive", *Path(module).with_suffix("").parts]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) - node.level]) if node.level else ""
            root = ".".join(part for part in (base, node.module) if part)
            yield root
            yield from (f"{root}.{alias.name}" for alias in node.names)


def under(name: str, roots: tuple[str, ...] | set[str]) -> bool:
    """Tell whether a dotted name is one of the roots or stands beneath one."""
    return any(name == root or name.startswith(f"{root}.") for root in roots)


def modules(*folders: str) -> list[str]:
    """Return the modules in folders of the package."""
    return [name for name in MODULES if name.startswith(folders)]


def test_there_is_something_to_judge() -> None:
    """The package was found, with its pure core and its ports."""
    assert modules("stages/") and modules("platforms/") and modules("ports/") and modules("cli/")


def test_an_import_is_seen_wherever_it_stands() -> None:
    """Inside a function, relative, or of a name: the judge of imports misses none."""
    code = "def f():\n    import socket as s\n    from ..ports import web\n    from urllib import request\n"
    seen = set(imports(ast.parse(code), "stages/find/text.py"))
    assert seen >= {"socket", "embedarchive.stages.ports.web", "urllib.request"}


@pytest.mark.parametrize("module", [*modules("stages/", "platforms/", "records/"), "pipeline.py"])
def test_the_core_imports_nothing_that_touches_the_world(module: str) -> None:
    """Stages, platforms, nouns and pipeline import pure modules and one another, nothing else."""
    allowed = PURE | set(PURE_PARTS) | {"embedarchive.errors", "embedarchive.late", "embedarchive.tuples"}
    if module == "pipeline.py":
        allowed |= {"asyncio", "embedarchive.pipeline"}  # `drive` joins dialogues; it waits, it never asks
    if module in ("records/__init__.py", "platforms/__init__.py"):
        allowed |= {"importlib"}  # imports its own parts when they are asked for
    named = {name for name in imports(TREES[module], module) if name not in {"urllib", "embedarchive"}}
    assert {name for name in named if not under(name, allowed)} == set()


@pytest.mark.parametrize("module", modules("stages/", "platforms/"))
def test_the_core_reads_no_clock_and_opens_no_file(module: str) -> None:
    """No stage asks what time it is, and none calls `open`, `eval` or `__import__`."""
    called = [node.func for node in ast.walk(TREES[module]) if isinstance(node, ast.Call)]
    clocks = {call.attr for call in called if isinstance(call, ast.Attribute)} & CLOCKS
    doors = {call.id for call in called if isinstance(call, ast.Name)} & {
        "open",
        "eval",
        "exec",
        "__import__",
    }
    assert clocks | doors == set()


@pytest.mark.parametrize("module", modules("ports/"))
def test_ports_never_import_stages(module: str) -> None:
    """A port touches the world and decides nothing, so it needs no stage, pipeline or runner."""
    above = ("embedarchive.stages", "embedarchive.pipeline", "embedarchive.runners", "embedarchive.cli")
    assert {name for name in imports(TREES[module], module) if under(name, above)} == set()


@pytest.mark.parametrize("module", [name for name in MODULES if not name.startswith((*JOINING, "ports/"))])
def test_only_runners_and_commands_know_the_ports(module: str) -> None:
    """Outside runners and cli nothing imports a port."""
    assert {name for name in imports(TREES[module], module) if under(name, ("embedarchive.ports",))} == set()


def test_nothing_in_the_product_knows_the_demo() -> None:
    """Only the command `demo` imports the little web: the crawl it runs is the real one."""
    knowing = {
        module
        for module in MODULES
        if not module.startswith("demo/")
        and any(under(name, ("embedarchive.demo",)) for name in imports(TREES[module], module))
    }
    assert knowing <= {"cli/demo.py"}


def test_httpx_stands_in_one_file() -> None:
    """The day httpx must be exchanged, one file changes."""
    users = {name for name in MODULES if any(under(each, ("httpx",)) for each in imports(TREES[name], name))}
    assert users <= {"ports/web.py"}


def test_libraries_do_not_print() -> None:
    """`print` is called nowhere: commands write through cli/talk.py, the rest returns values."""
    printing = {
        module
        for module, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    }
    assert printing == set()


def broad(handler: ast.ExceptHandler) -> bool:
    """Tell whether a handler swallows whatever comes: it catches everything and does not raise again."""
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    names = {kind.id for kind in kinds if isinstance(kind, ast.Name)}
    everything = handler.type is None or bool(names & {"Exception", "BaseException"})
    last = handler.body[-1]
    return everything and not (isinstance(last, ast.Raise) and last.exc is None)


def test_who_catches_everything() -> None:
    """The runner goes on after one article's bug; the command line ends in one line; nobody else does."""
    catching = [
        module
        for module, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler) and broad(node)
    ]
    assert sorted(catching) == ["cli/__init__.py", "runners/local.py"]


@pytest.mark.parametrize("module", MODULES)
def test_no_words_of_unfinished_work(module: str) -> None:
    """No comment, name or string announces work that was left undone."""
    source = MODULES[module].read_text(encoding="utf-8")
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    assert [token.string for token in tokens if UNFINISHED.search(token.string)] == []


@pytest.mark.parametrize("module", MODULES)
def test_files_are_about_one_thing(module: str) -> None:
    """No file is so long that it must be about two things."""
    assert len(MODULES[module].read_text(encoding="utf-8").splitlines()) <= 400


@pytest.mark.parametrize("module", MODULES)
def test_no_mutable_state_in_modules(module: str) -> None:
    """No function writes a module's variable."""
    writes = [node.names for node in ast.walk(TREES[module]) if isinstance(node, ast.Global)]
    assert writes == []
