"""Quotations that name their source, the author's line behind them."""

from __future__ import annotations

import pytest

from embedarchive.records import MentionKind
from tests.stages.find.reading import page

ID = "1721408587073732675"
URL = f"https://x.com/annlee/status/{ID}"
QUOTED = f'<p>It rained.</p><blockquote cite="{URL}"><p>The bridge stays open.</p></blockquote>'
DAY = "November 6, 2023"


@pytest.mark.parametrize("day", [DAY, f'<a href="{URL}">{DAY}</a>'], ids=["a day", "a link"])
def test_the_line_behind_a_quotation_names_its_author(day: str) -> None:
    """One post: source, author and words belong together."""
    (found,) = page(f"{QUOTED}<p>— Ann Lee (@annlee) {day}</p><p>So it does.</p>")
    assert (found.kind, found.post and found.post.id) == (MentionKind.EMBED, ID)
    assert (found.claim.name, found.claim.handle, str(found.claim.date), found.claim.text) == (
        "Ann Lee",
        "annlee",
        "2023-11-06",
        "The bridge stays open.",
    )
    assert found.exact == f"The bridge stays open.\n\n— Ann Lee (@annlee) {DAY}"


def test_a_line_of_another_author_names_no_post_of_this_one() -> None:
    """The source is another account's."""
    first, line = page(f"{QUOTED}<p>— Bob Ray (@bobray) {DAY}</p>")
    assert (first.post and first.post.id, first.claim.handle) == (ID, None)
    assert (line.post, line.claim.handle) == (None, "bobray")


def test_a_quotation_further_above_is_left_alone() -> None:
    """Between it and the line stand the words of the post."""
    first, line = page(f"{QUOTED}<blockquote><p>So does the dam.</p>— Ann Lee (@annlee) {DAY}</blockquote>")
    assert (first.post and first.post.id, first.claim.text) == (ID, "The bridge stays open.")
    assert (line.post, line.claim.text) == (None, "So does the dam.")
