"""A picture of X that stands in the article tells when it was uploaded, and so which post it belongs to."""

from __future__ import annotations

import base64
import dataclasses
import json

import pytest

from embedarchive.platforms import snowflake
from embedarchive.records import Article, Exchange, Source, SourceKind
from embedarchive.stages.fetch import fetch
from embedarchive.stages.search import Found, search
from embedarchive.stages.search.index import MOST_READ, near_uploads
from tests.shared import shared
from tests.stages.search.test_index import archive
from tests.worlds.dict_world import DictWorld, hold
from tests.worlds.posts import (
    DAY,
    JSON,
    NO_CAPTURES,
    Post,
    cdx_answer,
    id_on,
    ids_url,
    memento_answer,
    mention,
)

POST, TWIN = Post(id=id_on(DAY, 3600)), Post(id=id_on(DAY, 40_000))


def upload(post: Post, seconds: int) -> str:
    """The id of an upload so many seconds before a post."""
    return str(int(post.id) - (seconds * 1000 << snowflake.SHIFT))


def article(*uploads: str) -> Article:
    return Article("a.txt", None, None, None, None, None, "", "text/plain", "utf-8", uploads=uploads)


def found(world: DictWorld, *uploads: str) -> Found:
    return hold(search(mention(POST.claim), (), article(*uploads)), world)


def test_the_picture_decides_between_twins() -> None:
    """It was uploaded a minute before one of them."""
    assert found(archive(POST, TWIN), upload(POST, 60)).post == POST.ref
    assert found(archive(POST, TWIN), upload(TWIN, 60)).post == TWIN.ref


@pytest.mark.parametrize("seconds", [-5, 301])
def test_a_picture_of_another_hour_decides_nothing(seconds: int) -> None:
    """A post follows the upload of its own picture within minutes."""
    assert found(archive(POST, TWIN), upload(POST, seconds)).post is None


def test_pictures_of_both_decide_nothing() -> None:
    """A tie stays a tie."""
    assert found(archive(POST, TWIN), upload(POST, 60), upload(TWIN, 60)).post is None


def test_a_picture_does_not_outweigh_the_words() -> None:
    """It may belong to another citation of the same article."""
    other = dataclasses.replace(TWIN, text="Something else was said on that day too")
    assert found(archive(POST, other), upload(TWIN, 60)).post == POST.ref


def test_a_day_with_too_many_posts_is_narrowed_to_minutes() -> None:
    """The index is asked again for the ids right after the upload, and only those posts are read."""
    many = [Post(id=id_on(DAY, n), text=f"Number {n} of the very long day") for n in range(MOST_READ)]
    world = archive(*many, POST)
    assert found(world).post is None
    low, high = near_uploads(article(upload(POST, 60)))[0]
    narrow = {
        url: answer
        for prefix in snowflake.cover(low, high, 1)
        for url, answer in narrowed(prefix, low, high).items()
    }
    world = DictWorld({**world.answers, **narrow})
    assert found(world, upload(POST, 60)).post == POST.ref
    assert sum("id_/" in url for url in world.asked) == 1


def narrowed(prefix: str, low: int, high: int) -> dict[str, Exchange]:
    return {
        ids_url(f"twitter.com/dam_watch/status/{prefix}", low, high): cdx_answer(
            ("20260209000000", POST.url, JSON)
        ),
        ids_url(f"x.com/dam_watch/status/{prefix}", low, high): NO_CAPTURES,
        f"https://web.archive.org/web/20260209000000id_/{POST.url}": memento_answer(POST),
    }


# --- Addresses of uploads ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "post_id", ["1848831595014459513", "1964084223871971826", "1841206275088290279", "1902059299591090335"]
)
def test_real_pictures_were_uploaded_just_before_their_posts(post_id: str) -> None:
    """Photos by the 88 bits of their key, videos by the number in their path."""
    body = shared(f"corpus/api/graphql/fxembed_TweetResultByRestId_{post_id}.json").read_text(
        encoding="utf-8"
    )
    post = json.loads(body)["data"]["tweetResult"]["result"]["legacy"]
    urls = [one["media_url_https"] for one in post["extended_entities"]["media"]]
    found = snowflake.uploads(" ".join(urls))
    assert len(found) == len(set(urls))
    for one in found:
        seconds = (int(post_id) - int(one) >> snowflake.SHIFT) / 1000
        assert 0 < seconds < 600


def test_what_is_no_upload_tells_nothing() -> None:
    """Profile pictures, other hosts' pictures, and keys whose bits are no moment of X."""
    forged = base64.urlsafe_b64encode(bytes(11)).decode()[:15]
    text = f"https://pbs.twimg.com/profile_images/1962209901574320129/a.jpg https://pbs.twimg.com/media/{forged}.jpg"
    assert snowflake.uploads(text) == ()
    assert snowflake.uploads("https://news.test/media/GahebgHbEAEevTU.jpg") == ()
    assert snowflake.uploads("https://pbs.twimg.com/media/GahebgHbEAEevTUxyz.jpg") == ()


def test_an_article_names_the_uploads_in_it() -> None:
    """In Markdown, in plain text and in the markup of a page; each once."""
    key = "https://pbs.twimg.com/media/GahebgHbEAEevTU?format=jpg&name=small"
    files = {
        "a.md": f"![]({key})\n\n{key}\n".encode(),
        "b.html": f"<!doctype html><p>x</p><img src='{key.replace('&', '&amp;')}'>".encode(),
    }
    for name in files:
        reading, _ = hold(fetch(Source(name, SourceKind.FILE)), DictWorld(files=files))
        assert reading.article is not None
        assert reading.article.uploads == (snowflake.uploads(key)[0],)
