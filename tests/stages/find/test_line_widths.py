"""Lines that a layout breaks at a width."""

from __future__ import annotations

import textwrap

import pytest

from embedarchive.stages.find.line_widths import FEWEST, is_full, one_width

PROSE = (
    "The harbour authority had met for most of the night, and when its members came out into the rain "
    "they would say nothing to the reporters who had been waiting for them since the early evening, "
    "for it was their custom to let the mayor speak first, who would do so only in the morning."
)
SCRIPTS = {
    "English": textwrap.fill(PROSE, 60),
    "set in": textwrap.fill(PROSE, 60, initial_indent=" " * 9, subsequent_indent=" " * 9),
    "Hindi": textwrap.fill("बंदरगाह के अधिकारी रात भर बैठे रहे और सुबह बारिश में बाहर आए तो चुप रहे। " * 5, 60),
    "Japanese": "\n".join(
        textwrap.wrap("港の当局は夜通し会議を開き朝の雨の中へ出てきた時には何も言わなかった" * 5, 28)
    ),
}


@pytest.mark.parametrize("script", SCRIPTS)
def test_lines_of_one_width_are_broken_in_any_script(script: str) -> None:
    """No small letter at a line's start is needed to see it."""
    assert one_width(SCRIPTS[script]) > 0.9


@pytest.mark.parametrize(
    "text",
    [
        "\n".join([PROSE, "It was quiet.", PROSE * 2, "Nobody came.", PROSE[:99]]),  # paragraphs
        "\n\n".join(PROSE.split(", ")),  # an empty line between
        "\n".join(["Home", "News", "Sports", "Opinion", "Weather", "Contact"]),  # a menu
        "\n".join(textwrap.wrap(PROSE, 60)[:FEWEST]),  # too few lines that have one behind them
        "",
    ],
)
def test_other_lines_are_not(text: str) -> None:
    """Paragraphs are of any length, and a menu's entries are short."""
    assert one_width(text) < 0.5


def test_a_line_is_full_if_the_next_word_has_no_room() -> None:
    """It is as wide as the lines behind it, less a word; a Japanese line may be broken at any letter."""
    assert is_full("The harbour authority had met for most", "authority and all", 44)
    assert not is_full("The harbour authority had met for most", "of the night", 44)
    assert is_full("港の当局は夜通し会議を開き朝の雨", "の中へ出てきた", 17)
    assert not is_full("港の当局は夜通し", "会議を開き朝の雨の中へ出てきた", 17)
