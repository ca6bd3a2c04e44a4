"""What is left of X's own paragraph where its blockquote is gone."""

from __future__ import annotations

import pytest

from tests.stages.find.reading import page

POST = "https://x.com/harbour_ex/status/2018345678901234567"
LINE = f"— Harbour Post (@harbour_ex) <a href='{POST}'>Feb 2, 2026</a>"
PROSE = "<p>The harbour authority had met for most of the night and would say nothing.</p>"


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        (f"<p lang='en' dir='ltr'>It was quiet.<br><br>Then it rained.</p>{LINE}",
         "It was quiet.\nThen it rained."),
        (f"<p lang='en' dir='ltr'>It was quiet.</p><p>{LINE}</p>", "It was quiet."),
        (f"<p lang='en' dir='ltr'>It was quiet.</p>\n<p>Then it rained.</p><p>{LINE}</p>",
         "It was quiet.\n\nThen it rained."),
    ],
)  # fmt: skip
def test_the_paragraph_that_states_its_language_holds_the_words(markup: str, words: str) -> None:
    """X states language and direction of a post's words, and a CMS that drops the blockquote leaves them."""
    (found,) = page(PROSE + markup + PROSE)
    assert found.claim.text == words
    assert found.start_certain
    assert found.exact.startswith(words)


def test_where_articles_state_it_too_only_the_paragraph_at_the_dash_tells() -> None:
    """An editor that writes both attributes on each paragraph says nothing about those farther up."""
    own = PROSE.replace("<p>", "<p lang='en' dir='ltr'>")
    (found,) = page(own + own + f"<p>It was quiet, @harbour_ex.</p><p>{LINE}</p>")
    assert found.claim.text == "It was quiet, @harbour_ex."


@pytest.mark.parametrize("paragraphs", [4, 300])
def test_a_paragraph_farther_away_than_a_post_is_long_tells_nothing(paragraphs: int) -> None:
    """An article whose first paragraph states its language, and a post without one at its end."""
    own = PROSE.replace("<p>", "<p lang='en' dir='ltr'>")
    (found,) = page(own + PROSE * paragraphs + f"<p>It was quiet, @harbour_ex.</p><p>{LINE}</p>")
    assert found.claim.text == "It was quiet, @harbour_ex."


def test_the_words_of_another_post_are_not_taken_twice() -> None:
    """A line without words of its own does not take those of the line above."""
    again = LINE.replace("harbour_ex", "river_ex").replace("34567'", "34568'")
    first, second = page(
        f"<p lang='en' dir='ltr'>It was quiet.</p><p>{LINE}</p><p>So there.</p><p>{again}</p>"
    )
    assert (first.claim.text, second.claim.text) == ("It was quiet.", "So there.")
