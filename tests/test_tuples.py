"""Our own `NamedTuple` does what that of `typing` does."""

from __future__ import annotations

import ast
import copy
import gc
import pickle
import typing
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from embedarchive import tuples

PACKAGE = Path(tuples.__file__).parent


class Ours(tuples.NamedTuple):
    """A word where it stands."""

    word: str
    at: int = 0
    marks: tuple[str, ...] = ()
    """What stands around it."""

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.at + len(self.word)


class Theirs(typing.NamedTuple):
    """A word where it stands."""

    word: str
    at: int = 0
    marks: tuple[str, ...] = ()
    """What stands around it."""

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.at + len(self.word)


USES: tuple[Callable[[Any], object], ...] = (
    lambda kind: tuple(kind("bridge")),
    lambda kind: tuple(kind("bridge", 4)),
    lambda kind: tuple(kind("bridge", 4, ("!",))),
    lambda kind: tuple(kind(at=4, word="bridge")),
    lambda kind: tuple(kind("bridge", marks=("!",))),
    lambda kind: kind("bridge", 4) == ("bridge", 4, ()),
    lambda kind: hash(kind("bridge")) == hash(("bridge", 0, ())),
    lambda kind: (kind("bridge").word, kind("bridge").at, kind("bridge", 4).end),
    lambda kind: tuple(kind("bridge")._replace(at=4)),
    lambda kind: type(kind("bridge")._replace(at=4)) is kind,
    lambda kind: kind("bridge")._asdict(),
    lambda kind: tuple(kind._make(["bridge", 4, ()])),
    lambda kind: repr(kind("bridge", 4)).replace(kind.__name__, ""),
    lambda kind: type(pickle.loads(pickle.dumps(kind("bridge", 4)))) is kind,
    lambda kind: pickle.loads(pickle.dumps(kind("bridge", 4))) == kind("bridge", 4),
    lambda kind: copy.deepcopy(kind("bridge", 4)) == copy.copy(kind("bridge", 4)),
    lambda kind: (kind._fields, kind._field_defaults, kind.__match_args__, kind.__doc__, kind.__module__),
    lambda kind: isinstance(kind("bridge"), tuple) and type(kind) is type,
    lambda kind: hasattr(kind("bridge"), "__dict__"),
    lambda kind: [*kind("bridge")][1:],
)
WRONG: tuple[Callable[[Any], object], ...] = (
    lambda kind: kind(),
    lambda kind: kind("bridge", 4, (), 1),
    lambda kind: kind("bridge", word="street"),
    lambda kind: kind("bridge", long=True),
    lambda kind: kind(at=4),
    lambda kind: kind("bridge")._replace(long=True),
    lambda kind: kind._make(["bridge"] * 4),
    lambda kind: kind._make(["bridge"]),
    lambda kind: setattr(kind("bridge"), "word", "street"),
    lambda kind: setattr(kind("bridge"), "long", True),
)


@pytest.mark.parametrize("use", USES)
def test_it_is_used_as_typings_own(use: Callable[[Any], object]) -> None:
    """Made, read, changed, written out, pickled."""
    assert use(Ours) == use(Theirs)


@pytest.mark.parametrize("use", WRONG)
def test_what_typings_own_refuses_is_refused(use: Callable[[Any], object]) -> None:
    """With the same error."""
    with pytest.raises(Exception) as theirs:  # whichever it is
        use(Theirs)
    with pytest.raises(theirs.type):
        use(Ours)


def test_it_is_matched_by_its_fields() -> None:
    """In a `match` statement, by place."""
    match Ours("bridge", 4):
        case Ours(word, at):
            assert (word, at) == ("bridge", 4)
        case _:
            pytest.fail("no match")


def test_no_annotation_is_evaluated_where_it_is_used() -> None:
    """Python 3.14 keeps the annotations of a class body elsewhere, unless they are strings."""
    for path in PACKAGE.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        froms = {
            (node.module, name.name)
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom)
            for name in node.names
        }
        assert ("embedarchive.tuples", "NamedTuple") not in froms or ("__future__", "annotations") in froms, (
            path
        )


def test_what_reads_a_field_is_there_whenever_garbage_is_collected() -> None:
    """Also while the module is imported: a class that nobody holds loses what it has."""
    code = compile(Path(tuples.__file__).read_text(encoding="utf-8"), tuples.__file__, "exec")
    before = gc.get_threshold()
    try:
        for threshold in range(1, 150):
            gc.set_threshold(threshold)
            module: dict[str, Any] = {"__name__": "tuples"}
            exec(code, module)
            assert None not in module["_BY_PLACE"], threshold
    finally:
        gc.set_threshold(*before)
