"""What a page marks as its own author's line is none of a post's, but what it quotes is."""

from __future__ import annotations

import pytest

from embedarchive.records import MentionKind
from tests.stages.find.reading import of_kind, page

LINE = "— Ann (@ann_lee) February 2, 2026"
LINKED = (
    '— Ann (@ann_lee) <a href="https://twitter.com/ann_lee/status/2018345678901234567">February 2, 2026</a>'
)


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (f'<p>The dam holds.</p><p class="byline">{LINE}</p>', 0),
        (f'<p>The dam holds.</p><p class="byline">{LINKED}</p>', 1),
        (f'<p>The dam holds.</p><p class="bylines-off">{LINE}</p>', 1),
        (f'<blockquote><p>The dam holds.</p><p class="byline">{LINE}</p></blockquote>', 1),
        (f'<div class="tweet"><p>The dam holds.</p><span class="byline">{LINE}</span></div>', 1),
        (f'<p>The dam holds.</p><p class="pull-quote__byline">{LINE}</p>', 1),
        (f'<div class="has-byline"><p>The dam holds.</p><p>{LINE}</p></div>', 1),
        (f'<div class="with-byline"><p>{"It rains. " * 60}</p><p>The dam holds.</p><p>{LINE}</p></div>', 1),
        (f'<p>The dam holds.</p><p>{LINE}</p><p class="byline">Jane Doe</p>', 1),
    ],
)
def test_a_marked_byline_is_no_attribution(body: str, found: int) -> None:
    """Unless it names a post, stands in a quotation or a card, or the mark is on what holds an article."""
    assert len(of_kind(page(body), MentionKind.ATTRIBUTION)) == found
