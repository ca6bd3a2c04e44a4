"""cdn.syndication.twimg.com wants a token and tells a post in one of five ways."""

from __future__ import annotations

import dataclasses

import pytest

from embedarchive.demo import picture_keys, world
from embedarchive.demo.littleweb import LittleWeb
from embedarchive.demo.script import Post, Shown, World
from embedarchive.demo.sites.syndication import token
from tests.demo.asking import Seen, ask

VECTORS = {
    "1874097816571961839": "4jjngwkifa",
    "1674700676612386816": "42586mwa3uv",
    "1877747914073620506": "4jv4aahw36n",
    "1876710769913450647": "4jruzjz5lux",
    "1346554693649113090": "39ibqxei7mo",
    "20": "6dq1a2xwd93",
    "2018345678901234567": "4w4tinxau3h",
    "210462857140252672": "id6sdq7lat",
}
"""Measured in V8."""


def result(web: LittleWeb, post_id: str, given: str | None = None) -> Seen:
    wanted = token(post_id) if given is None else given
    return ask(web, f"https://cdn.syndication.twimg.com/tweet-result?id={post_id}&lang=en&token={wanted}")


@pytest.mark.parametrize(("post_id", "expected"), VECTORS.items())
def test_the_token_is_what_v8_computes(post_id: str, expected: str) -> None:
    """Our own second computation agrees with the measured vectors."""
    assert token(post_id) == expected


def test_a_wrong_token_gets_nothing(web: LittleWeb) -> None:
    """A living post is a 404 to whoever cannot compute."""
    for wrong in ("", "a", token(world.TIDE.id)):
        assert result(web, world.BRIDGE.id, wrong).status == 404
    assert result(web, world.BRIDGE.id).status == 200


def test_a_living_post_is_told_in_full(web: LittleWeb) -> None:
    """Name, handle, time, words with t.co links, and where each link leads."""
    found = result(web, world.BRIDGE.id).json
    assert (found["__typename"], found["id_str"], found["lang"]) == ("Tweet", world.BRIDGE.id, "en")
    assert found["created_at"] == "2026-02-04T09:15:02.000Z"
    assert found["user"]["screen_name"] == "ea_demo_harbor"
    assert found["text"] == world.BRIDGE.text
    assert found["entities"]["urls"][0]["expanded_url"] == f"{world.LEDGER}/r/bridge"
    assert found["entities"]["media"][0]["url"] == "https://t.co/Hb4xQzTm9R"
    assert found["entities"]["media"][0]["expanded_url"] == world.BRIDGE.permalink() + "/photo/1"
    assert found["edit_control"]["edit_tweet_ids"] == [world.BRIDGE.id]
    assert "note_tweet" not in found


def test_indices_point_at_what_they_name(web: LittleWeb) -> None:
    """Every entity's span cuts its own words out of the text."""
    found = result(web, world.SITTING.id).json
    text, entities = found["text"], found["entities"]
    assert [text[slice(*tag["indices"])] for tag in entities["hashtags"]] == ["#NASession"]
    for link in entities["urls"] + entities["media"]:
        assert text[slice(*link["indices"])] == link["url"]
    shown = text[slice(*found["display_text_range"])]
    assert shown.endswith("https://t.co/DdqVUnObjg")


def test_photos_and_videos_are_told_by_their_pictures(web: LittleWeb) -> None:
    """A photo stands under `photos`, a video under `video`; both in `mediaDetails`."""
    photo, video = result(web, world.BRIDGE.id).json, result(web, world.SITTING.id).json
    assert photo["photos"][0]["url"] == picture_keys.url(world.BRIDGE, world.BRIDGE.media[0])
    assert (video["photos"], video["mediaDetails"][0]["type"]) == ([], "video")
    assert video["video"]["poster"] == video["mediaDetails"][0]["media_url_https"]


def test_borrowed_media_name_the_post_they_come_from(web: LittleWeb) -> None:
    """`expanded_url` leads to the other author's post."""
    found = result(web, world.GULL.id).json
    assert found["user"]["screen_name"] == "ea_demo_gull"
    assert found["mediaDetails"][0]["expanded_url"] == world.QUAY.permalink() + "/photo/1"


def test_entities_may_be_objects(web: LittleWeb) -> None:
    """Where a list is usual, `{}` may stand."""
    assert result(web, world.CITY.id).json["entities"]["urls"] == {}


def test_an_edited_post_names_its_versions(web: LittleWeb) -> None:
    """The latest version knows the ids of all."""
    found = result(web, world.PILOT.id).json
    assert found["isEdited"] and not found["isStaleEdit"]
    assert found["edit_control"]["edit_tweet_ids"] == list(world.PILOT.edits)


def test_protected_and_suspended_and_merely_hidden_posts_are_tombstones(web: LittleWeb) -> None:
    """A tombstone is no proof of deletion: a living post can have one."""
    for post in (world.QUIET, world.LOUD, world.FOG):
        found = result(web, post.id).json
        assert found["__typename"] == "TweetTombstone"
        assert found["tombstone"]["text"]["text"]


def test_a_deleted_and_an_unknown_post_are_404(web: LittleWeb) -> None:
    """Nothing tells the two apart."""
    assert result(web, world.TIDE.id).status == result(web, "1346554693649113090").status == 404


@pytest.mark.parametrize(
    ("shown", "status", "body"),
    [(Shown.EMPTY_OBJECT, 200, b"{}"), (Shown.EMPTY_BODY, 200, b""), (Shown.MISSING, 404, b"")],
)
def test_the_odd_ways_to_say_nothing(shown: Shown, status: int, body: bytes) -> None:
    """An empty object, an empty body and a 404 all occur for posts that oEmbed still shows."""
    post = dataclasses.replace(world.BRIDGE, shown=shown)
    with LittleWeb(World(posts=(post,))) as web:
        seen = result(web, post.id)
        oembed = ask(web, f"https://publish.twitter.com/oembed?url={post.permalink()}")
    assert (seen.status, seen.body, oembed.status) == (status, body, 200)


def test_a_long_post_is_cut_and_says_so() -> None:
    """`note_tweet` stands beside a text that ends in an ellipsis."""
    post = Post(world.BRIDGE.id, world.BRIDGE.author, "one more word " * 40, long=True)
    with LittleWeb(World(posts=(post,))) as web:
        found = result(web, post.id).json
    assert found["note_tweet"]["id"]
    assert found["text"].endswith("…") and len(found["text"]) < len(post.text)


def test_a_quoted_post_comes_along() -> None:
    """The quoting post carries the quoted one, as long as that lives."""
    quoting = Post(world.FOG.id, world.FOG.author, "see below", quoted=world.BRIDGE.id)
    with LittleWeb(World(posts=(quoting, world.BRIDGE))) as web:
        assert result(web, quoting.id).json["quoted_tweet"]["id_str"] == world.BRIDGE.id


def test_words_are_escaped_as_the_api_does() -> None:
    """An ampersand in the words arrives as an entity."""
    post = Post(world.FOG.id, world.FOG.author, "salt & pepper")
    with LittleWeb(World(posts=(post,))) as web:
        assert result(web, post.id).json["text"] == "salt &amp; pepper"
