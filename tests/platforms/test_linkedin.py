"""What a URL of LinkedIn names, and what the number in it tells."""

from __future__ import annotations

import datetime as dt

import pytest

from embedarchive.platforms import PLATFORMS, permalink, read_url
from embedarchive.records import PostRef

NUMBER = "7075043149462556672"


@pytest.mark.parametrize(
    ("url", "urn", "handle"),
    [
        (f"https://www.linkedin.com/embed/feed/update/urn:li:share:{NUMBER}?collapsed=1", "share", None),
        (f"https://www.linkedin.com/embed/feed/update/urn:li:ugcPost:{NUMBER}", "ugcPost", None),
        (f"https://www.linkedin.com/feed/update/urn:li:activity:{NUMBER}/", "activity", None),
        (f"https://www.linkedin.com/feed/update/urn%3Ali%3Aactivity%3A{NUMBER}/", "activity", None),
        (
            f"https://www.linkedin.com/posts/terenceeden_did-you-know-that-every-post-activity-{NUMBER}-fxiw",
            "activity",
            "terenceeden",
        ),
        (f"https://uk.linkedin.com/posts/a-b-1_words_ugcPost-{NUMBER}-AbCd?x=1", "ugcPost", "a-b-1"),
        (f"https://www.linkedin.com/posts/activity-{NUMBER}-fxiw", "activity", None),
        (
            f"https://www.linkedin.com/feed/?highlightedUpdateUrn=urn%3Ali%3Aactivity%3A{NUMBER}&origin=inapp",
            "activity",
            None,
        ),
        (
            f"https://www.linkedin.com/feed?origin=x&highlightedUpdateUrn=urn:li:ugcPost:{NUMBER}",
            "ugcPost",
            None,
        ),
    ],
)
def test_a_post_is_named_by_its_urn(url: str, urn: str, handle: str | None) -> None:
    """Shares, activities and posts have numbers of their own, so the kind belongs to the id."""
    post = PostRef("linkedin", f"urn:li:{urn}:{NUMBER}", handle)
    assert read_url(url) == post
    assert read_url(permalink(post) or "") == PostRef("linkedin", post.id)


@pytest.mark.parametrize(
    "url",
    [
        "https://www.linkedin.com/in/someone",
        "https://www.linkedin.com/company/someone/posts/",
        "https://www.linkedin.com/shareArticle?mini=true&url=https://example.org",
        "https://www.linkedin.com/sharing/share-offsite/?url=https://example.org",
        "https://www.linkedin.com/pulse/an-article-someone",
        "https://www.linkedin.com/feed/update/urn:li:person:yrZCpj2ZYQ",
        "https://www.linkedin.com/feed/",
        "https://www.linkedin.com/feed/?highlightedUpdateUrn=urn:li:person:yrZCpj2ZYQ",
        f"https://www.linkedin.com/in/someone/?highlightedUpdateUrn=urn:li:activity:{NUMBER}",
        f"https://example.org/feed/update/urn:li:share:{NUMBER}",
    ],
)
def test_people_articles_and_share_links_name_no_post(url: str) -> None:
    """Parse or refuse."""
    assert read_url(url) is None


def test_the_number_tells_the_time() -> None:
    """A post that states its `datePublished` in the page's own metadata."""
    when = PLATFORMS["linkedin"].posted_at(f"urn:li:activity:{NUMBER}")
    said = dt.datetime.fromisoformat("2023-06-15T09:35:34.752+00:00")
    assert when is not None
    assert abs(when - said) < dt.timedelta(seconds=1)
    assert PLATFORMS["linkedin"].posted_at(NUMBER) is None
