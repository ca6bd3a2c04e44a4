"""Local sources are read under a deadline that fits their size; what is given up says why."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

import pytest

from embedarchive.ports.confined import seconds_for
from embedarchive.records import Exchange, Overrun, Request, Source, SourceKind
from embedarchive.runners.reading import find_here, size_given
from tests.cli.conftest import FLATTENED


def source(path: Path, content: str) -> Source:
    """Write a file."""
    path.write_text(content, encoding="utf-8")
    return Source(str(path), SourceKind.FILE)


def test_seconds_grow_with_the_size() -> None:
    """5 s, 10 s more for each megabyte, ten minutes at most."""
    seconds = [seconds_for(size, 5.0) for size in (0, 1_000_000, 10_000_000, 200_000_000)]
    assert seconds == [5.0, 15.0, 105.0, 600.0]


def test_a_large_file_has_the_time_it_needs(tmp_path: Path) -> None:
    """Many attributions take longer than a short article may."""
    posts = (f"The river rose by {n} m.\n\n— Board {n} (@board_{n}) February 2, 2026" for n in range(400))
    many = source(tmp_path / "many.txt", "\n\n".join(posts))
    (found,) = find_here([many], deadline=2.0)
    assert (len(found.lines), found.problem) == (400, None)


def test_what_takes_too_long_says_so_and_the_rest_is_read(tmp_path: Path) -> None:
    """The way out is a smaller file."""
    long = source(tmp_path / "long.txt", FLATTENED * 10_000)
    short = source(tmp_path / "short.txt", FLATTENED)
    with patch("embedarchive.ports.confined.MORE_PER_MB", 0):
        given_up, found = find_here([long, short], deadline=0.3)
    assert given_up.problem is not None and given_up.problem.startswith(f"{long.name}: its ")
    assert "MB take more than 0.3 s to read, so it was given up; split it into" in given_up.problem
    assert len(found.lines) == 1


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        (
            "memory",
            "its 5 bytes need too much memory to read, so it was given up; split",
        ),
        (
            "crash: signal SIGSEGV",
            "made its reader stop (crash: signal SIGSEGV) and was given up;",
        ),
    ],
)
def test_other_ends_are_told_too(tmp_path: Path, reason: str, told: str) -> None:
    """In words, for people."""
    with patch("embedarchive.ports.confine.Confinement.run_now", return_value=Overrun(reason)):
        (found,) = find_here([source(tmp_path / "a.txt", "Words")])
    assert found.problem is not None and told in found.problem


def test_only_what_a_person_gave_has_more_time() -> None:
    """A server could send ten megabytes to every reader."""
    exchange = Exchange(Request("https://news.example/"), "2026-02-02T00:00:00Z", status=200, body=b"Words")
    here, there = Source("a.txt", SourceKind.FILE), Source("https://news.example/", SourceKind.URL)
    given = [size_given(args) for args in ((here, exchange), (there, exchange), (exchange,), (1, 2))]
    assert given == [5, 0, 0, 0]
