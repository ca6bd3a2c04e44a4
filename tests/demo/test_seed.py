"""The seed article's own posts can be played, from its own words."""

from __future__ import annotations

import datetime as dt
import pathlib

import pytest

from embedarchive.demo.littleweb import LittleWeb
from tests.demo.asking import ask
from tests.worlds import seed

SEED = pathlib.Path(__file__).resolve().parents[3] / "shared" / "seed" / "article.txt"


@pytest.fixture
def article() -> str:
    if not SEED.exists():
        pytest.skip(f"../shared is absent: {SEED}")
    return SEED.read_text(encoding="utf-8")


def test_both_posts_are_cut_whole(article: str) -> None:
    """The words run from the opening of each post to its media slug."""
    first, second = seed.seed_world(article, glued=True).posts
    assert first.text.endswith(f" https://t.co/{seed.OUTBOUND_SLUG} https://t.co/{seed.FIRST_SLUG}")
    assert second.text.endswith(f"(Part-2)#NASession@MKAchakzaiPKMAP https://t.co/{seed.SECOND_SLUG}")
    for post in (first, second):
        words = post.text.rpartition(" ")[0]
        assert words in article and words.startswith("قومی اسمبلی")
        assert "Balochistan" not in words


def test_the_posts_get_back_the_line_breaks_that_flattening_ate(article: str) -> None:
    """Hashtags and handles that stuck to a word stand on lines of their own."""
    first, second = seed.seed_world(article).posts
    assert "\n#NASession @" in first.text
    assert second.text.count("\n") == 3 and "(Part-2)\n#NASession\n@MKA" in second.text


def test_the_slugs_of_the_seed_lead_to_posts_of_its_date(article: str) -> None:
    """Each pic slug names a post of @NAofPakistan whose id says 2026-02-02 in UTC."""
    world = seed.seed_world(article)
    with LittleWeb(world) as web:
        for slug, post in zip((seed.FIRST_SLUG, seed.SECOND_SLUG), world.posts, strict=True):
            assert ask(web, f"https://t.co/{slug}").location == post.permalink() + "/video/1"
            assert post.created.date() == dt.date(2026, 2, 2)
            told = ask(web, f"https://publish.twitter.com/oembed?url={post.permalink()}").json["html"]
            assert "— National" in told.replace("&mdash;", "—") and ">February 2, 2026</a>" in told
        assert ask(web, f"https://t.co/{seed.OUTBOUND_SLUG}").location == seed.OUTBOUND
        assert ask(web, seed.OUTBOUND).status == 200
