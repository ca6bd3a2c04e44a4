"""The generated web tells one truth per seed, and the real crawl over a small one makes no grave mistake."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.generated.scenarios import SCENARIOS
from benchmarks.generated.score import Score, score, searches
from benchmarks.generated.truth import Claim
from benchmarks.generated.web import GeneratedWeb, build
from benchmarks.recover import crawled
from embedarchive.platforms import snowflake

SMALL = 60


@pytest.fixture(scope="module")
def generated() -> GeneratedWeb:
    return build(7, SMALL, people=60)


def test_a_seed_makes_one_web(generated: GeneratedWeb) -> None:
    """The same seed makes the same posts, articles and truths, byte for byte; another makes others."""
    assert build(7, SMALL, people=60) == generated
    assert build(8, SMALL, people=60).truths != generated.truths


def test_a_large_web_is_as_large_and_as_varied_as_promised() -> None:
    """The benchmark's own web has more than 2,000 posts by more than 100 accounts, and every scenario."""
    web = build(20_260_202, 1_500)
    assert len(web.world.posts) > 2_000
    assert len({post.author.id for post in web.world.posts}) > 100
    assert {truth.scenario for truth in web.truths} == {one.__name__ for one, _ in SCENARIOS}
    days = Counter((post.author.id, post.created.date()) for post in web.world.posts)
    assert sum(count > 1 for count in days.values()) > 200
    assert len({post.id for post in web.world.posts}) == len(web.world.posts)


def test_no_two_posts_of_a_slot_are_a_day_apart(generated: GeneratedWeb) -> None:
    """Ids tell the day that the articles claim: what the truth says of dates can be trusted."""
    for post in generated.world.posts:
        low, high = snowflake.day_range(post.created.date())
        assert low <= int(post.id) <= high
        assert post.created.tzinfo is dt.UTC


def test_searches_counts_what_looks_for_a_post() -> None:
    """A query for a prefix of ids looks for a post; one for a whole id, or for t.co, does not."""
    cdx = "https://web.archive.org/cdx/search/cdx?matchType=prefix&url="
    asked = (
        f"{cdx}twitter.com%2Fsomeone%2Fstatus%2F2018",
        f"{cdx}x.com%2FSomeone%2Fstatus%2F2018",
        f"{cdx}x.com%2Fsomeone%2Fstatus%2F2018303666418614305",
        f"{cdx}t.co%2FkfPNrRDYk8",
        "https://t.co/kfPNrRDYk8",
    )
    assert searches(asked) == {("someone", "20"): 2}


@pytest.fixture(scope="module")
def result(generated: GeneratedWeb, tmp_path_factory: pytest.TempPathFactory) -> Score:
    folder: Path = tmp_path_factory.mktemp("generated")
    return score(generated.truths, folder / "archive.db", crawled(generated, folder))


def test_every_citation_has_its_row(result: Score, generated: GeneratedWeb) -> None:
    """The finder sees every embed and every flattened line of the generated articles."""
    assert not result.missing
    assert result.found == len(generated.truths)


def test_no_faked_claim_is_confirmed(result: Score) -> None:
    """Altered words, authors, days and ids are never called confirmed."""
    assert result.faked > 10
    assert not result.believed


def test_no_living_post_is_called_gone(result: Score) -> None:
    """A post that somebody can still see is not buried, whatever else is silent."""
    assert result.living > 20
    assert not result.buried


def test_what_is_recovered_needs_few_questions(result: Score, generated: GeneratedWeb) -> None:
    """A lost permalink costs two CDX queries in the median: one for each name of the site."""
    assert any(truth.claim is Claim.HONEST and truth.lost for truth in generated.truths)
    assert result.median_queries <= 2
