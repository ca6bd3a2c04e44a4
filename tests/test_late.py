"""A pattern is compiled by its first use, and is from then on what it would have been at once."""

from __future__ import annotations

import pkgutil
import re as plain
import subprocess
import sys

import pytest
import regex as full

import embedarchive.stages
from embedarchive import late

WORDS = r"(?P<first>\w+)\s(?P<rest>.+)"


@pytest.mark.parametrize(("library", "real"), [(late.re, plain), (late.regex, full)])
def test_a_late_pattern_does_what_the_pattern_does(library: object, real: object) -> None:
    """All that is public of a pattern is the compiled pattern's own."""
    pattern = library.compile(WORDS, plain.I)  # type: ignore[attr-defined]
    compiled = real.compile(WORDS, plain.I)  # type: ignore[attr-defined]
    for name in (each for each in dir(compiled) if not each.startswith("_")):
        assert hasattr(pattern, name)
    assert pattern.pattern == WORDS and pattern.flags == compiled.flags
    assert pattern.match("Two words")["rest"] == "words"
    assert pattern.sub(r"\g<rest>", "Two words") == "words"
    assert [found.span() for found in pattern.finditer("a b\nc d")] == [(0, 3), (4, 7)]


def test_nothing_is_compiled_before_it_is_used() -> None:
    """Not at once, not by being looked at; and once only."""
    pattern = late.regex.compile("(")
    assert isinstance(pattern, late.Pattern) and not hasattr(pattern, "__len__")
    assert pattern.pattern == "("
    with pytest.raises(full.error):
        pattern.match("x")
    used = late.regex.compile("a")
    assert used.match("a") and used.match is used.match


def test_the_rest_of_the_libraries_is_as_it_is() -> None:
    """Functions, types, flags; the flags are known without it."""
    assert late.re.sub is plain.sub and late.regex.Match is full.Match
    for library, real in ((late.re, plain), (late.regex, full)):
        flags = {name: flag for name, flag in vars(library).items() if name.isupper()}
        assert flags == {name: int(getattr(real, name)) for name in flags} and len(flags) >= 4


def test_a_library_is_imported_with_the_first_pattern_that_is_used() -> None:
    """Not with the first that is written down, nor for its flags."""
    program = (
        "import sys; from embedarchive.late import regex; a = regex.compile('a', regex.I | regex.M)\n"
        "before = 'regex' in sys.modules; a.match('A'); print(before, 'regex' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.stdout == "False True\n"


def test_no_stage_compiles_what_it_is_not_asked_for() -> None:
    """All stages and platforms imported, `regex` has compiled nothing."""
    names = [
        each.name for each in pkgutil.walk_packages(embedarchive.stages.__path__, "embedarchive.stages.")
    ]
    program = (
        "import regex, sys; compiled = []; make = regex.compile\n"
        "def compile_(*args): compiled.append(args); return make(*args)\n"
        "regex.compile = compile_\n"
        f"import {', '.join(names)}\n"
        "sys.exit(str(compiled) if compiled else 0)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
