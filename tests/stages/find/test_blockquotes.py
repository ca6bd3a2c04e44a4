"""A post's embed that holds the embed of the post it quotes, and boxes that only have its name."""

from __future__ import annotations

import pytest

from embedarchive.records import Mention, MentionKind
from tests.stages.find.reading import page

ANN, BOB, CARL = "2018345678901234567", "2018012345678901234", "2018345678901230000"
OPENS, CLOSES = '<blockquote class="twitter-tweet">', "</blockquote>"


def line(name: str, number: str, day: str) -> str:
    """Return an attribution line with its permalink."""
    handle = f"{name.lower()}_lee"
    url = f"https://twitter.com/{handle}/status/{number}"
    return f'&mdash; {name} (@{handle}) <a href="{url}">February {day}, 2026</a>'


BY_ANN, BY_BOB, BY_CARL = line("Ann", ANN, "2"), line("Bob", BOB, "1"), line("Carl", CARL, "2")
QUOTED = f'{OPENS}<p lang="de">It leaks. <a href="https://t.co/AbCdEf1234">x</a></p>{BY_BOB}{CLOSES}'


def said(found: tuple[Mention, ...]) -> list[tuple[str, str | None, str | None, str | None]]:
    """Return what the mentions of a page say."""
    return [
        (
            one.kind.value,
            one.post and one.post.id,
            one.claim.handle,
            one.claim.text and one.claim.text.strip(),
        )
        for one in found
    ]


@pytest.mark.parametrize(
    "body",
    [
        f'{OPENS}<p lang="en">The dam holds.</p>{QUOTED}{BY_ANN}{CLOSES}',
        f'{OPENS}<p lang="en">The dam holds.</p>{BY_ANN}{QUOTED}{CLOSES}',
        f'{OPENS}<div>{QUOTED}</div><p lang="en">The dam holds.</p>{BY_ANN}{CLOSES}',
    ],
)
def test_a_post_that_quotes_another_has_its_own_words(body: str) -> None:
    """Both are embeds; neither has words, links or the language of the other."""
    outer, inner = sorted(page(f"<p>It rains.</p>{body}<p>More.</p>"), key=lambda one: one.claim.name or "")
    assert said((outer, inner)) == [
        ("embed", ANN, "ann_lee", "The dam holds."),
        ("embed", BOB, "bob_lee", "It leaks. x"),
    ]
    assert (outer.claim.lang, inner.claim.lang) == ("en", "de")
    assert outer.links == (f"https://twitter.com/ann_lee/status/{ANN}",)


@pytest.mark.parametrize(
    "body",
    [
        f"{OPENS}{QUOTED}{CLOSES}",
        f"{OPENS}<p>What he wrote:</p>{QUOTED}{CLOSES}",
        f"{OPENS}<p>The dam holds.</p>{QUOTED}{BY_ANN.replace(ANN, '2010000000000000000')}{CLOSES}",
        f"{OPENS}<p>The dam holds.</p>{QUOTED}{BY_ANN.replace('/ann_lee/', '/dan/')}{CLOSES}",
        f"{OPENS}<p>The dam holds.</p>{QUOTED}&mdash; Ann (@ann_lee) February 2, 2026{CLOSES}",
        f"{OPENS}<p>It leaks.</p>{QUOTED}{BY_BOB}{CLOSES}",
        f"{OPENS}<p>The dam holds.</p>{QUOTED}{QUOTED.replace(BY_BOB, BY_CARL)}{BY_ANN}{CLOSES}",
        f"{OPENS}<p>The dam holds.</p>{OPENS}{QUOTED}{CLOSES}{BY_ANN}{CLOSES}",
        f"{OPENS}<p>The dam holds.</p>{OPENS}<p>no post</p>{CLOSES}{BY_ANN}{CLOSES}",
    ],
)
def test_a_box_that_has_an_embeds_name_is_none(body: str) -> None:
    """Without its own author's post of the day, or around several embeds."""
    found = [one for one in page(f"<p>It rains.</p>{body}") if one.kind is MentionKind.EMBED]
    assert ANN not in [one.post and one.post.id for one in found]
    assert "2010000000000000000" not in [one.post and one.post.id for one in found]
    assert len([one for one in found if one.claim.handle == "bob_lee"]) <= 1
