"""`re` and `regex` whose patterns are compiled when they are first used.

An article needs a third of our 250 patterns; to compile all takes ten times as long as to start Python. Where
a module says `from embedarchive.late import regex`, `regex.compile` returns what its first use compiles, and
what is a pattern from then on, at no cost: its methods are the compiled pattern's own. All else in the
libraries is as it is. A pattern that is wrong shows late, too, so tests/stages/test_patterns.py uses each.
The libraries are late as well: importing `regex` takes as long as starting Python.
"""

from __future__ import annotations

import sys
from types import SimpleNamespace

TYPE_CHECKING = False  # as in cli/__init__.py
if TYPE_CHECKING:
    import re
    from collections.abc import Callable
    from types import ModuleType
    from typing import Any

    import regex


class Pattern:
    """A pattern of `re` or `regex` that has been used."""


class _Waiting(Pattern):
    """One that has not: whatever is asked of it but its source compiles it."""

    def __init__(self, compile_: Callable[..., Any], pattern: str | bytes, *flags: Any) -> None:
        self._compile = compile_
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # asked of every object by `copy`, `pickle`, `inspect`
            raise AttributeError(name)
        compiled = self._compile(self.pattern, *self._flags)
        own = {each: getattr(compiled, each) for each in dir(compiled) if not each.startswith("_")}
        self.__dict__.update(own)
        self.__class__ = Pattern  # type: ignore[assignment]  # nothing is looked up in here again
        return own[name]


def imported(name: str) -> ModuleType:
    """Import a module by its full name, without `importlib`: importing that takes a twentieth of a start."""
    __import__(name)
    return sys.modules[name]


def _late(library: ModuleType) -> SimpleNamespace:
    """Return a library whose `compile` waits."""

    def compile_(pattern: str | bytes, *flags: Any) -> Pattern:
        return _Waiting(library.compile, pattern, *flags)

    return SimpleNamespace(**vars(library) | {"compile": compile_})


if not TYPE_CHECKING:  # a type checker would take every name for one of the module's

    def __getattr__(name: str) -> SimpleNamespace:
        """Import a library for the first module that asks for it."""
        if name not in ("re", "regex"):
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        globals()[name] = library = _late(imported(name))
        return library


__all__ = ["Pattern", "imported", "re", "regex"]
