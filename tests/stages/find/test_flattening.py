"""Articles flattened by us, who know where the quoted words went: 25 languages in ten layouts."""

from __future__ import annotations

import pytest

from embedarchive.records import Mention, MentionKind
from tests.stages.find.flattening import LAYOUTS, Flattened, flattened
from tests.stages.find.reading import mentions, of_kind
from tests.stages.find.writings import WRITINGS

LANGUAGES = tuple(writing.language for writing in WRITINGS)
SEEDS = range(2)
GOALS = {
    "get_text newline": 0.97,
    "get_text space": 0.55,
    "get_text nothing": 0.89,
    "get_text bar": 0.92,
}
"""F1 of the words' characters over all languages; 0.99 where the layout keeps blocks apart.

`get_text(" ")` makes one line of the page: nothing parts an article's last sentence from the post.
"""


def found(flat: Flattened) -> list[Mention]:
    """Return the attributions that are found in a flattened article."""
    return of_kind(mentions(flat.text), MentionKind.ATTRIBUTION)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_post_is_found_with_its_name_and_day(language: str, layout: str) -> None:
    """As many attributions as posts, in order, each with name, handle, day and the words' end."""
    for seed in SEEDS:
        flat = flattened(language, layout, seed)
        claims = [
            (claim.name, claim.handle, claim.date, mention.start + len(claim.text or ""))
            for mention in found(flat)
            for claim in (mention.claim,)
        ]
        assert claims == [
            (" ".join(post.name.split()), post.handle, post.date, end) for post, _, end in flat.posts
        ]


@pytest.mark.parametrize("layout", ["lines", "paragraphs", "html2text", "w3m", "inscriptis"])
@pytest.mark.parametrize("language", ["en", "de", "ar", "ja", "hi", "ru"])
def test_a_post_without_a_date_is_found_on_a_line_of_its_own(language: str, layout: str) -> None:
    """Where the dash begins a line, a date is not needed but with two hyphens; what has none gets none."""
    flat = flattened(language, layout, 7, dated=False)
    claims = {mention.claim.handle: mention.claim.date for mention in found(flat)}
    own_line = [
        post
        for post, between in (
            (post, flat.text[end : flat.text.index(post.name, end)]) for post, _, end in flat.posts
        )
        if "\n" in between and "--" not in between
    ]
    assert {post.handle: None for post in own_line}.items() <= claims.items()


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_words_begin_where_they_began(layout: str) -> None:
    """The words' characters reach the layout's goal, and little that is called certain is wrong."""
    common = wanted = said = certain = wrong = 0
    for language in LANGUAGES:
        for seed in SEEDS:
            flat = flattened(language, layout, seed)
            for mention, (_, start, end) in zip(found(flat), flat.posts, strict=True):
                words = len(mention.claim.text or "")
                common += max(0, min(end, mention.start + words) - max(start, mention.start))
                wanted, said = wanted + end - start, said + words
                certain += mention.start_certain
                wrong += mention.start_certain and mention.start != start
    assert 2 * common / (wanted + said) >= GOALS.get(layout, 0.99)
    assert wrong <= 0.2 * certain
