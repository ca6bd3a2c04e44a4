"""Words before an attribution line in a blockquote without a class: what it tells, and what it does not."""

from __future__ import annotations

import pytest

from tests.stages.find.reading import page
from tests.stages.find.test_walls import LINE, PROSE, WORDS

LATE = f"It is late. {WORDS}."
MET = "<p>It rained for most of the night, and the board met on Monday to talk about the dam.</p>"


@pytest.mark.parametrize(
    "markup",
    [
        f"<blockquote><p>{LATE}</p>{LINE}</blockquote>",
        f"<blockquote><p>{LATE}</p><p>{LINE}</p></blockquote>",
        f"<blockquote><section><p>{LATE}</p></section><footer>{LINE}</footer></blockquote>",
        f"<blockquote>Somebody else.<blockquote><p>{LATE}</p>{LINE}</blockquote></blockquote>",
    ],
)
def test_a_paragraph_in_a_blockquote_with_the_line_is_beyond_doubt(markup: str) -> None:
    """There is nothing else that it may be."""
    (found,) = page(PROSE + markup + PROSE)
    assert (found.claim.text, found.start_certain) == (LATE, True)


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        (f"<blockquote><p>It is late.</p><p>{WORDS}.</p><p>{LINE}</p></blockquote>",
         f"It is late.\n\n{WORDS}."),
        (f"<blockquote><div>It is late.</div><div>{WORDS}.</div><p>{LINE}</p></blockquote>",
         f"It is late.\n{WORDS}."),
        (f"<blockquote><p>{LATE}</p></blockquote><p>{LINE}</p>", LATE),
        (f"<blockquote><p>Not this.</p><blockquote>{LATE}</blockquote>{LINE}</blockquote>", LATE),
        (f"<blockquote>Bring:<ul><li>a coat</li><li>a hat</li></ul>{LINE}</blockquote>",
         "Bring:\n\na coat\na hat"),
        (f"<blockquote>Bring:<br>a coat<br>{LINE}</blockquote>", "Bring:\na coat"),
        (f"<blockquote><p>Our ferries:</p><p>a) One at six<br>b) One at ten</p>{LINE}</blockquote>",
         "Our ferries:\n\na) One at six\nb) One at ten"),
        (f"<blockquote><p>Our ferries:</p><p>12. One at six</p>{LINE}</blockquote>",
         "Our ferries:\n\n12. One at six"),
        (f"<blockquote><p>Our ferries:</p><p>👉 One at six</p>{LINE}</blockquote>",
         "Our ferries:\n\n👉 One at six"),
        (f"<blockquote><p>The mayor said:<br>“We go”</p>{LINE}</blockquote>", "The mayor said:\n“We go”"),
        (f"<p>{WORDS}</p><blockquote><p>The mayor’s own words.</p></blockquote><p>{LINE}</p>",
         "The mayor’s own words."),
    ],
)  # fmt: skip
def test_a_blockquote_may_have_more_than_the_words(markup: str, words: str) -> None:
    """What it has before the line is taken, but not for certain."""
    (found,) = page(MET + markup + PROSE)
    assert (found.claim.text, found.start_certain) == (words, False)


@pytest.mark.parametrize(
    ("before", "words"),
    [
        ("<p>The board wrote:</p>", WORDS),
        ("<p>The board wrote:<br>", WORDS),
        ("<p>The board tweets: ↑</p>", WORDS),
        ("<p>Der Vorstand schrieb：</p>", WORDS),
        ("<cite>Ann wrote:</cite>", WORDS),
        ("<p>It rained. Then the board wrote on Monday:</p>", WORDS),
        ("<p>The timetable in full:</p>", WORDS),
        ("<p>The ferry at 10:</p><p>Mind the step:</p>", WORDS),
        ("<p>Quay Gazette @quay_ex</p>", WORDS),
        ("<p>Quay Gazette (@Quay_Ex) ·</p>", WORDS),
        ("<div>Quay Gazette</div><div>@quay_ex</div>", WORDS),
        ("<header>Quay Gazette</header>", WORDS),
        ("<h3>Ferries and trains</h3>", WORDS),
        ("<header>The board</header><p>It is late.</p>", f"It is late.\n\n{WORDS}"),
        ("<div>Ann said:</div><div>I saw this an hour ago.<br>", f"I saw this an hour ago.\n\n{WORDS}"),
    ],
)
def test_who_speaks_is_told_above_the_words(before: str, words: str) -> None:
    """A line that introduces them, the head of a card, a header."""
    (found,) = page(f"{MET}<blockquote>{before}<p>{WORDS}</p>{LINE}</blockquote>{PROSE}")
    assert (found.claim.text, found.start_certain) == (words, False)


def test_a_head_alone_is_read() -> None:
    """There is nothing below it."""
    (found,) = page(f"{MET}<blockquote><p>Quay Gazette</p>{LINE}</blockquote>")
    assert (found.claim.text, found.start_certain) == ("Quay Gazette", False)


def test_two_posts_in_a_blockquote_have_their_own_words() -> None:
    """Those of the second begin behind the line of the first."""
    other = LINE.replace("quay_ex", "pier_ex")
    first, second = page(f"<blockquote><p>It is late. Go.</p>{LINE}<p>No. {WORDS}.</p>{other}</blockquote>")
    assert (first.claim.text, second.claim.text) == ("It is late. Go.", f"No. {WORDS}.")


@pytest.mark.parametrize(
    "markup",
    [
        f"<blockquote>{PROSE * 30}<p>{WORDS}</p><p>{LINE}</p></blockquote>",
        f"<blockquote>{PROSE * 60}<p>{WORDS}</p><p>{LINE}</p></blockquote>",
        f"<blockquote>Somebody else said so.</blockquote><p>{WORDS}</p><p>{LINE}</p>",
        f"<p>{WORDS}</p><blockquote>{LINE}</blockquote>",
    ],
)
def test_a_blockquote_that_is_not_the_posts_tells_nothing(markup: str) -> None:
    """One as long as an article, one that ends before the words, one without any."""
    (found,) = page(PROSE + markup)
    assert found.claim.text == WORDS
