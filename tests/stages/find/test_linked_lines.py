"""Which post a line names whose blockquote is gone, by the links in it and in the words before it."""

from __future__ import annotations

import pytest

from embedarchive.records import Mention, MentionKind
from tests.stages.find.reading import page

OWN, OTHER = "2018345678901234567", "2018012345678901234"
ANN = f'<a href="https://twitter.com/ann_lee/status/{OWN}">'
BOB = f'<a href="https://twitter.com/bob/status/{OTHER}">'
WEB = f'<a href="https://twitter.com/i/web/status/{OWN}">'
DAY = "February 2, 2026"


def posts(found: tuple[Mention, ...]) -> list[tuple[str, str | None]]:
    """Return the kind of each mention and the post that it names."""
    return [(mention.kind.value, mention.post and mention.post.id) for mention in found]


@pytest.mark.parametrize(
    "body",
    [
        f"<p>See {BOB}this</a> now— Ann (@ann_lee) {DAY}</p>",
        f"<p>The dam holds. Via {BOB}the mayor</a></p><p>— Ann (@ann_lee) {DAY}</p>",
    ],
)
def test_a_post_that_the_words_link_is_not_the_lines(body: str) -> None:
    """Somebody else's post among the words is a link of its own, and the line names none."""
    found = page(body)
    assert sorted(posts(found)) == [("attribution", None), ("link", OTHER)]


@pytest.mark.parametrize(
    "body",
    [
        f"<p>See {BOB}this</a> now— Ann (@ann_lee) {ANN}{DAY}</a></p>",
        f"<p>See {BOB}this</a> now— Ann (@ann_lee) {WEB}{DAY}</a></p>",
        f"<p>See {BOB}this</a> now— {ANN}Ann (@ann_lee)</a> {DAY}</p>",
        f"<p>See {ANN}this</a> and {BOB}that</a>— Ann (@Ann_Lee) {DAY}</p>",
    ],
)
def test_the_line_names_the_post_linked_in_it_or_its_authors(body: str) -> None:
    """The link at the date decides, whoever's address it has; without one, a post of the same handle."""
    found = page(body)
    assert ("attribution", OWN) in posts(found)
    assert [mention.post and mention.post.id for mention in found if mention.kind is MentionKind.LINK] == [
        OTHER
    ]
