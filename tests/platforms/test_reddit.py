"""What a URL of Reddit names and what its embeds look like."""

from __future__ import annotations

import pytest

from embedarchive.platforms import permalink, read_url
from embedarchive.records import PostRef
from tests.platforms.embedding import embedded, hidden


@pytest.mark.parametrize(
    ("url", "post_id"),
    [
        ("https://www.reddit.com/r/science/comments/axeh8b/a_title_of_words/", "axeh8b"),
        ("https://www.reddit.com/r/science/comments/axeh8b", "axeh8b"),
        ("https://old.reddit.com/r/science/comments/AXEH8B/a_title/?ref=share", "axeh8b"),
        ("https://www.reddit.com/comments/axeh8b/", "axeh8b"),
        ("https://www.reddit.com/user/someone/comments/axeh8b/a_title/", "axeh8b"),
        ("https://redd.it/axeh8b", "axeh8b"),
        ("https://www.reddit.com/gallery/AXEH8B", "axeh8b"),
        ("https://old.reddit.com/gallery/axeh8b/?utm_source=share", "axeh8b"),
        ("https://embed.reddit.com/r/science/comments/axeh8b/a_title/?embed=true", "axeh8b"),
        ("https://www.redditmedia.com/r/science/comments/axeh8b/a_title/?ref_source=embed", "axeh8b"),
        ("https://www.reddit.com/r/science/comments/axeh8b/a_title/eht1abc/", "axeh8b/eht1abc"),
        ("https://www.reddit.com/r/science/comments/axeh8b/comment/eht1abc/", "axeh8b/eht1abc"),
    ],
)
def test_submissions_and_comments_are_named(url: str, post_id: str) -> None:
    """A comment is a post of its own, under its submission."""
    post = PostRef("reddit", post_id)
    assert read_url(url) == post
    assert read_url(permalink(post) or "") == post


@pytest.mark.parametrize(
    "url",
    [
        "https://www.reddit.com/r/science/",
        "https://www.reddit.com/user/someone/",
        "https://www.reddit.com/r/science/s/AbCdEfGhIj",
        "https://www.reddit.com/submit?url=https://example.org&title=x",
        "https://www.reddit.com/gallery/",
        "https://redd.it/gallery/axeh8b",
        "https://www.redditmedia.com/mediaembed/axeh8b",
        "https://www.redditmedia.com/gtm/jail?id=GTM-5XVNS82",
        "https://styles.redditmedia.com/r/science/comments/axeh8b/",
        "https://i.redd.it/axeh8b.jpg",
        "https://v.redd.it/axeh8b",
    ],
)
def test_lists_media_and_share_links_name_no_post(url: str) -> None:
    """A share code has to be followed first; a picture is not the post that shows it."""
    assert read_url(url) is None


SUBMISSION = (
    '<blockquote class="{}"><a href="https://www.reddit.com/r/science/comments/axeh8b/a_title/">Title</a> by'
    '<a href="https://www.reddit.com/user/someone/">u/someone</a> in<a href="https://www.reddit.com/r/science/">'
    "science</a></blockquote>"
)


@pytest.mark.parametrize("name", ["reddit-embed-bq", "reddit-card"])
def test_the_blockquote_names_its_submission(name: str) -> None:
    """Author and community are linked after it."""
    assert embedded(SUBMISSION.format(name)) == {("reddit", "axeh8b")}
    assert all(embedded(page) == {("reddit", "axeh8b")} for page in hidden(SUBMISSION.format(name)))


def test_the_blockquote_of_a_comment_names_the_comment() -> None:
    """The discussion it stands in is linked after it and is not what is embedded."""
    assert embedded(
        '<blockquote class="reddit-embed-bq"><a href="https://www.reddit.com/r/a/comments/axeh8b/comment/eht1abc/">'
        'Comment</a><br> by<a href="https://www.reddit.com/user/someone/">u/someone</a> from discussion'
        '<a href="https://www.reddit.com/r/a/comments/axeh8b/a_title/"></a> in<a href="https://www.reddit.com/r/a/">a</a>'
        "</blockquote>"
    ) == {("reddit", "axeh8b/eht1abc")}


def test_amp() -> None:
    """`amp-reddit` holds the permalink."""
    assert embedded(
        '<amp-reddit data-embedtype="post" data-src="https://www.reddit.com/r/a/comments/axeh8b/t/?ref=share"></amp-reddit>'
    ) == {("reddit", "axeh8b")}
