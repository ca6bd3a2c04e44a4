"""`re` and `regex` whose patterns are compiled when they are first used.

An article needs a third of our 250 patterns; to compile all takes ten times as long as to start Python. Where
a module says `from embedarchive.late import regex`, `regex.compile` returns what its first use compiles, and
what is a pattern from then on, at no cost: its methods are the compiled pattern's own. All else in the
libraries is as it is. A pattern that is wrong shows late, too, so tests/stages/test_patterns.py uses each.
The libraries are late as well: importing `regex` takes as long as starting Python, and an article that cites
nothing mostly uses no pattern of its.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False  # as in cli/__init__.py
if TYPE_CHECKING:
    import re
    from types import ModuleType
    from typing import Any

    import regex


class Pattern:
    """A pattern of `re` or `regex` that has been used."""


class _Waiting(Pattern):
    """One that has not: whatever is asked of it but its source compiles it."""

    def __init__(self, library: str, pattern: str | bytes, *flags: Any) -> None:
        self._library = library
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # asked of every object by `copy`, `pickle`, `inspect`
            raise AttributeError(name)
        compiled = imported(self._library).compile(self.pattern, *self._flags)
        own = {each: getattr(compiled, each) for each in dir(compiled) if not each.startswith("_")}
        self.__dict__.update(own)
        self.__class__ = Pattern  # type: ignore[assignment]  # nothing is looked up in here again
        return own[name]


def imported(name: str) -> ModuleType:
    """Import a module by its full name, without `importlib`: importing that takes a twentieth of a start."""
    __import__(name)
    return sys.modules[name]


class _Library:
    """A library whose `compile` waits, and which is imported when something else is asked of it."""

    def __init__(self, name: str, **known: int) -> None:
        """Take what is known of it without importing it: flags."""
        self.__dict__.update(known, _name=name)

    def compile(self, pattern: str | bytes, *flags: Any) -> Pattern:
        """Return what its first use compiles."""
        return _Waiting(self._name, pattern, *flags)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # as above
            raise AttributeError(name)
        found = self.__dict__[name] = getattr(imported(self._name), name)
        return found


if not TYPE_CHECKING:  # a type checker would take the libraries for what they are
    re = _Library("re", A=0x100, I=0x2, IGNORECASE=0x2, M=0x8, S=0x10, DOTALL=0x10)
    regex = _Library("regex", A=0x80, I=0x2, M=0x8, S=0x10)


__all__ = ["Pattern", "imported", "re", "regex"]
