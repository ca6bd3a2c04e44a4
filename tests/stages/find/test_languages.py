"""What language a few words are in."""

from __future__ import annotations

import pytest

from embedarchive.stages.find.languages import Tongue, tongue


@pytest.mark.parametrize("mark", ["'", "’"])
def test_what_english_contracts_is_no_word_of_another_language(mark: str) -> None:
    """`ve` is a Czech word and a Turkish one, and `s` a Czech one."""
    assert tongue(f"I{mark}ve seen a bridge, we{mark}ve seen boats") == Tongue("latin", None)
    assert tongue("Ve městě je most a s ním řeka") == Tongue("latin", "cs")


def test_what_french_contracts_are_words() -> None:
    """Behind an apostrophe stand words that tell the language, too."""
    assert tongue("C'est qu'il reste là, d'une voix douce").language == "fr"
