"""The nouns are there as names of the package, each imported when it is asked for."""

from __future__ import annotations

import subprocess
import sys

import pytest

from embedarchive import records


def test_every_noun_is_there() -> None:
    """All that the package promises, and nothing else."""
    assert all(getattr(records, name) is not None for name in records.__all__)
    with pytest.raises(AttributeError, match="has no attribute 'Tweet'"):
        _ = records.Tweet  # type: ignore[attr-defined]


def test_a_noun_brings_no_more_than_it_needs() -> None:
    """To know a mention nothing of verdicts is defined."""
    program = "import sys; from embedarchive.records import Mention; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    names = {name for name in done.stdout.split() if name.startswith("embedarchive.records.")}
    assert names == {"embedarchive.records.exchanging", "embedarchive.records.reading"}
