"""Borders of a page that the words before an attribution line do not cross."""

from __future__ import annotations

from typing import SupportsIndex

import pytest

from embedarchive.stages.find.walls import Walls, walls
from embedarchive.stages.page import parse
from tests.stages.find.reading import page
from tests.stages.find.test_linear import calls

LINE = "— Quay Gazette (@quay_ex) February 2, 2026"
WORDS = "The ferry leaves at six tonight"
PROSE = "<p>It rained for most of the night, and nobody in the harbour knew why.</p>"


@pytest.mark.parametrize(
    "markup",
    [
        f"<table><tr><td>Ferries and trains</td><td>{WORDS} {LINE}</td></tr></table>",
        f"<table><tr><td>Ferries and trains</td><td>{WORDS}</td><td>{LINE}</td></tr></table>",
        f"<table><tr><th>Ferries</th></tr><tr><td>{WORDS} {LINE}</td></tr></table>",
        f"<ul><li>Ferries and trains</li><li>{WORDS} {LINE}</li></ul>",
        f"<ul><li>Ferries and trains</li><li>{WORDS}<br>{LINE}</li></ul>",
        f"<dl><dt>Ferries and trains</dt><dd>{WORDS} {LINE}</dd></dl>",
        f"<h2>Ferries and trains</h2>{WORDS} {LINE}",
        f"<h3>Ferries and trains</h3><h4>{WORDS}</h4><p>{LINE}</p>",
        f"<figure><figcaption>Ferries and trains</figcaption></figure>{WORDS} {LINE}",
        f"<nav>Ferries Trains</nav>{WORDS} {LINE}",
        f"Ferries and trains<hr>{WORDS} {LINE}",
    ],
)
def test_the_words_do_not_cross_a_cell_an_entry_or_a_heading(markup: str) -> None:
    """What stands before such a border is the article's."""
    (found,) = page(PROSE + markup + PROSE)
    assert found.claim.text == WORDS


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        (f"<blockquote><p>It is late. {WORDS}.</p>{LINE}</blockquote>", f"It is late. {WORDS}."),
        (f"<blockquote><p>It is late.</p><p>{WORDS}.</p><p>{LINE}</p></blockquote>",
         f"It is late.\n\n{WORDS}."),
        (f"<blockquote><p>It is late. {WORDS}.</p></blockquote><p>{LINE}</p>", f"It is late. {WORDS}."),
        (f"<blockquote><p>Not this.</p><blockquote>It is late. {WORDS}.</blockquote>{LINE}</blockquote>",
         f"It is late. {WORDS}."),
        (f"<blockquote>Bring:<ul><li>a coat</li><li>a hat</li></ul>{LINE}</blockquote>",
         "Bring:\n\na coat\na hat"),
    ],
)  # fmt: skip
def test_a_blockquote_round_the_words_tells_them(markup: str, words: str) -> None:
    """One whose class is gone, and which the line stands in or behind."""
    (found,) = page(PROSE + markup + PROSE)
    assert found.claim.text == words
    assert found.start_certain


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


def test_a_list_right_before_a_line_may_be_the_posts() -> None:
    """Its entries are no border then: a writer may have made a list of a post's own lines."""
    found = walls(parse(f"<h2>Bring</h2><p>Bring:</p><ul><li>a coat</li><li>a hat</li></ul><p>{LINE}</p>"))
    assert found.text[found.floor(0, found.text.index("—")) :].lstrip().startswith("Bring:")


def test_borders_of_what_nobody_sees_are_none() -> None:
    """A template among the words has cells of its own."""
    (found,) = page(f"<p>{WORDS} <template><ul><li>x</li></ul></template>#ferry {LINE}</p>")
    assert found.claim.text == f"{WORDS} #ferry"


def test_borders_stand_where_the_text_before_them_ends() -> None:
    """In order, each with the blockquote that is open behind it."""
    found = walls(parse("<body>One<ul><li>two</li></ul><blockquote>three<h2>four</h2></blockquote>five"))
    assert found.text == "One\n\ntwo\n\nthree\n\nfour\n\nfive"
    assert list(zip(found.places, found.names, found.around, strict=True)) == [
        (3, "li", -1),
        (8, "/li", -1),
        (8, "blockquote", 8),
        (15, "h2", 8),
        (21, "/h2", 8),
        (21, "/blockquote", -1),
    ]


def test_many_borders_are_passed_once() -> None:
    """Empty cells before each line, and lines that share a list: calls grow with the page."""
    row = f"<tr>{'<td></td>' * 9}<td>{WORDS}</td><td>{LINE}</td></tr>"
    small, large = (f"<table>{row * number}</table>" for number in (100, 400))
    page(small)
    assert calls(lambda: page(large)) < 7 * calls(lambda: page(small))


class Sliced(str):
    """A text that counts the characters of its slices: copies are no calls, however long."""

    copied = 0

    def __getitem__(self, key: SupportsIndex | slice) -> str:
        """Return a slice, and count it."""
        part = super().__getitem__(key)
        self.copied += len(part)
        return part


@pytest.mark.parametrize("around", ["{}", "<blockquote>{}</blockquote>", "<blockquote>{}"])
def test_the_text_behind_a_border_is_not_copied(around: str) -> None:
    """Behind each of many entries of a list before a line is all that follows it."""
    found = walls(parse(around.format(f"<p>Bring:</p><ul>{'<li>a' * 2000}</ul>{LINE}")))
    text = Sliced(found.text)
    end = text.index("—")
    borders = Walls(text, *found[1:])
    assert borders.floor(0, end) < text.index("a\na")
    borders.quoted(0, end, None)
    assert text.copied < 3 * len(text)
