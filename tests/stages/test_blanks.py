"""Where words end is found from the end, however many spaces follow."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedarchive.stages.blanks import end_of_words


@pytest.mark.parametrize("spaces", [0, 1, 63, 64, 65, 5_000])
@pytest.mark.parametrize("words", ["", "x", "x" * 200])
def test_spaces_at_the_end_are_passed_over(words: str, spaces: int) -> None:
    """Few and many, behind something and behind nothing."""
    text = f"before{words}{' ' * spaces}behind"
    assert end_of_words(text, 6, 6 + len(words) + spaces) == 6 + len(words)


@given(st.text(" \n\xa0x\u2028", max_size=300), st.integers(0, 300), st.integers(0, 300))
def test_it_is_the_end_of_the_stretch_stripped(text: str, one: int, other: int) -> None:
    """As a copy would tell."""
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    assert end_of_words(text, start, end) == start + len(text[start:end].rstrip())
