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


@pytest.mark.parametrize("before", ["<tr><td>{}</td></tr>", "<section>{}</section>", "<h2>{}</h2>"])
def test_a_border_that_is_not_where_its_own_block_begins_leaves_a_doubt(before: str) -> None:
    """Where the line has a cell to itself, the one before may be half of the words."""
    rows = before.format("It is late, the crew said.") + before.format(WORDS) + before.format(LINE)
    (found,) = page(PROSE + (f"<table>{rows}</table>" if "td" in before else rows))
    assert (found.claim.text, found.start_certain) == (WORDS, False)


def test_a_border_that_decides_nothing_leaves_no_doubt() -> None:
    """What is certain without it is so with it."""
    words = "BREAKING: The ferry leaves at six tonight, says @harbour_ex #ferry"
    plain, behind = (page(f"<p>{'It rained. ' * 12}</p>{hr}<p>{words}</p>{LINE}") for hr in ("", "<hr>"))
    assert [each.claim.text for each in (*plain, *behind)] == [words, words]
    assert [each.start_certain for each in (*plain, *behind)] == [True, True]


def test_an_entry_that_has_the_line_as_well_is_beyond_doubt() -> None:
    """Its begin is the border, and it has nothing else."""
    (found,) = page(f"{PROSE}<ul><li>Ferries</li><li>{WORDS} {LINE}</li></ul>")
    assert (found.claim.text, found.start_certain) == (WORDS, True)


@pytest.mark.parametrize(
    "markup",
    [
        f"<p>{WORDS}</p><figure><img><figcaption>Photo: Ann</figcaption></figure>{LINE}",
        f"<p>{WORDS}</p><aside>Advertisement</aside><p>{LINE}</p>",
        f"<p>{WORDS}</p><aside>Advertisement</aside><aside></aside><aside>More</aside><p>{LINE}</p>",
        f"<p>{WORDS}</p><aside>Read<aside>on</aside></aside><p>{LINE}</p>",
        f"<blockquote><p>{WORDS}</p><aside>Advertisement</aside>{LINE}</blockquote>",
        f"<aside><blockquote>{WORDS}</blockquote></aside>{LINE}",
        f"<figure><blockquote>{WORDS}</blockquote><figcaption>Photo: Ann</figcaption></figure>{LINE}",
    ],
)
def test_captions_and_asides_before_a_line_are_nobodys_words(markup: str) -> None:
    """Those before them are taken, but not for certain."""
    (found,) = page(PROSE + markup + PROSE)
    assert (found.claim.text, found.start_certain) == (WORDS, False)


def test_an_aside_with_nothing_before_it_is_read() -> None:
    """It may be the post's."""
    (found,) = page(f"<aside>{WORDS}</aside>{LINE}")
    assert found.claim.text == WORDS


@pytest.mark.parametrize(
    "markup",
    [
        f"<figure><img><figcaption>The ferry at six {LINE}</figcaption></figure>",
        f"<aside>The ferry at six {LINE}</aside>",
        f"<blockquote><figure><img><figcaption>The ferry at six</figcaption></figure>{LINE}</blockquote>",
        f"<blockquote><aside>The ferry at six</aside><p>{LINE}</p></blockquote>",
    ],
)
def test_a_caption_that_may_be_the_words_is_not_certain_to_be(markup: str) -> None:
    """The line names the photographer of a picture as well as the author of a post."""
    (found,) = page(PROSE + markup)
    assert (found.claim.text, found.start_certain) == ("The ferry at six", False)


def test_an_empty_aside_changes_nothing() -> None:
    """Nobody sees it."""
    entry = f"<ul><li>Ferries</li><li>{WORDS}{{}} {LINE}</li></ul>"
    assert page(entry.format("<aside></aside>")) == page(entry.format("<p></p>"))


def test_a_list_right_before_a_line_may_be_the_posts() -> None:
    """Its entries are no border then: a writer may have made a list of a post's own lines."""
    found = walls(parse(f"<h2>Bring</h2><p>Bring:</p><ul><li>a coat</li><li>a hat</li></ul><p>{LINE}</p>"))
    floor = found.floor(0, found.text.index("—"))
    assert floor
    assert found.text[floor[0] :].lstrip().startswith("Bring:")


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
    borders.floor(0, end)
    borders.quote(0, end)
    borders.before_captions(0, end)
    assert text.copied < 3 * len(text)
