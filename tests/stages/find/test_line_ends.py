"""Lines that end with CR LF, or with CR alone, are lines."""

from __future__ import annotations

import pytest

from embedarchive.records import Mention
from tests.stages.find.flattening import LAYOUTS, flattened
from tests.stages.find.reading import mentions
from tests.stages.find.writings import WRITINGS

URL = "https://x.com/ann_lee/status/2018345678901234567"
ENDS = ("\r\n", "\r")


def told(found: tuple[Mention, ...], end: str) -> list[tuple[object, ...]]:
    """Return what the mentions say, their lines ended with LF."""
    return [
        (
            *(mention.rule, mention.claim.handle, mention.claim.date, mention.start_certain),
            *((said or "").replace(end, "\n") for said in (mention.claim.text, mention.exact)),
        )
        for mention in found
    ]


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_text_says_the_same_whatever_ends_its_lines(layout: str, end: str) -> None:
    """Rules, claims, certainty and places, in every layout; the words keep the ends of their lines."""
    for writing in WRITINGS[:6]:
        text = flattened(writing.language, layout, 3).text
        other = text.replace("\n", end)
        found = mentions(other)
        assert told(found, end) == told(mentions(text), "\n")
        assert [mention.exact for mention in found] == [other[each.start : each.end] for each in found]


@pytest.mark.parametrize("end", ENDS)
def test_an_address_alone_on_its_line_is_an_embed(end: str) -> None:
    """Also with an empty line on both sides, and on the last line."""
    for text in (f"Prose.\n\n{URL}\n\nMore.\n", f"Prose.\n{URL}", f"> {URL} \nMore."):
        (found,) = mentions(text.replace("\n", end))
        assert (found.rule, found.exact) == ("bare-permalink", URL)


@pytest.mark.parametrize("end", ENDS)
def test_words_and_date_stand_as_they_are_written(end: str) -> None:
    """A date that is wrapped keeps its line's end, the rest of torn words theirs."""
    text = "It rains.\n\n> The dam\n> holds.\n>\n> — Ann (@ann_lee) May 1,\n> 2020\n\nMore of it.\n"
    (found,) = mentions(text.replace("\n", end))
    assert found.claim.text == f"The dam{end}> holds."
    assert found.claim.date_text == f"May 1,{end}> 2020"
    torn = "The dam.\n— Ann (@ann_lee) May 1, 2020\nIt\nholds pic.twitter.com/ZyXwVu9876\n"
    (found,) = mentions(torn.replace("\n", end))
    assert found.claim.text == f"The dam.{end}It{end}holds pic.twitter.com/ZyXwVu9876"


@pytest.mark.parametrize("end", ENDS)
def test_a_line_of_instagram_keeps_its_caption(end: str) -> None:
    """What stands behind `View this post on Instagram`."""
    text = "View this post on Instagram\nThe dam\nholds.\nA post shared by Ann (@ann.lee) Feb 2, 2019\n"
    (found,) = mentions(text.replace("\n", end))
    assert found.claim.text == f"The dam{end}holds."
    assert str(found.claim.date) == "2019-02-02"
