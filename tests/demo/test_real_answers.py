"""Held against real answers of the corpus: the same bytes where we can say the same, else the same keys."""

from __future__ import annotations

import json
import pathlib
import re
from typing import Any

import pytest

from embedarchive.demo import captures, world
from embedarchive.demo.littleweb import LittleWeb
from embedarchive.demo.script import Author, Media, Post, ShortLink, World
from embedarchive.demo.sites.syndication import token
from tests.demo.asking import BROWSER, ask

API = pathlib.Path(__file__).resolve().parents[3] / "shared" / "corpus" / "api"
pytestmark = pytest.mark.skipif(not API.exists(), reason=f"../shared is absent: {API}")
_LINK = re.compile(r'<a href="https://t\.co/(\w+)">([^<]*)</a>')


def real(path: str) -> Any:
    return json.loads((API / path).read_text(encoding="utf-8"))


def keys(value: Any, at: str = "") -> set[str]:
    """Return the path of every key in a JSON value; list places are not told apart."""
    if isinstance(value, list):
        return {path for one in value for path in keys(one, f"{at}[]")}
    if not isinstance(value, dict):
        return set()
    return {path for name, one in value.items() for path in {f"{at}.{name}", *keys(one, f"{at}.{name}")}}


def test_an_oembed_answer_of_2024_is_repeated_byte_for_byte() -> None:
    """Given the post of a stored exchange, our body is the stored body."""
    stored = real("oembed/vcr_twitter_06.json")["body"]
    told = json.loads(stored)
    html = told["html"]
    words = html[html.index('dir="ltr">') + 10 : html.index("</p>")]
    slugs = [slug for slug, text in _LINK.findall(words) if text.startswith("pic.")]
    post = Post(
        told["url"].rpartition("/")[2],
        Author(told["author_url"].rpartition("/")[2], told["author_name"]),
        _LINK.sub(r"https://t.co/\1", words),
        media=tuple(Media(slug) for slug in slugs),
    )
    with LittleWeb(World(posts=(post,), href_host="twitter.com")) as web:
        assert ask(web, f"https://publish.twitter.com/oembed?url={told['url']}").body == stored.encode()


def test_tcos_page_for_browsers_is_repeated_byte_for_byte() -> None:
    """Given the target of a stored exchange, our page is the stored page."""
    stored = real("tco/tco_200_html_2021.json")
    (target,) = re.findall(r"<title>(.*?)<", stored["body"])
    link = ShortLink(stored["headers"]["Content-Location"][0], target)
    with LittleWeb(World(links=(link,))) as web:
        assert ask(web, link.url, User_Agent=BROWSER).body == stored["body"].encode()


def test_an_oembed_error_has_the_real_keys(web: LittleWeb) -> None:
    """format=xml is refused with the stored status and keys."""
    stored = real("oembed/vcr_twitter_08.json")
    seen = ask(web, "https://publish.twitter.com/oembed?format=xml&url=https://x.com/a/status/1")
    assert seen.status == stored["status"]["code"]
    assert keys(seen.json) == keys(json.loads(stored["body"]))


def tweet(web: LittleWeb, post: Post) -> Any:
    url = f"https://cdn.syndication.twimg.com/tweet-result?id={post.id}&token={token(post.id)}"
    return ask(web, url).json


def test_a_tweet_with_a_photo_has_the_real_keys(web: LittleWeb) -> None:
    """None is missing but the crop candidates; one is newer than the stored answer."""
    stored, ours = keys(real("syndication/tweetrsc_00_tweet_with_image.json")), keys(tweet(web, world.BRIDGE))
    crops = {path for path in stored if "focus_rects[]" in path or "cropCandidates[]" in path}
    tags = {path for path in ours if "hashtags[]" in path}
    assert stored - ours == crops
    assert ours - stored - tags == {".user.profile_image_shape"}


def test_a_tweet_without_media_has_the_real_keys(web: LittleWeb) -> None:
    """The objects that stand for empty lists included."""
    stored, ours = keys(real("syndication/emusks_0.json")), keys(tweet(web, world.CITY))
    assert {path for path in stored - ours if "highlighted_label" not in path} == set()
    assert ours - stored == set()
    assert tweet(web, world.CITY)["entities"] == real("syndication/emusks_0.json")["entities"]


def test_a_quoting_tweet_has_the_real_keys() -> None:
    """The quoted post has counts of its own."""
    quoting = Post(world.FOG.id, world.FOG.author, "#Fog below", quoted=world.BRIDGE.id)
    with LittleWeb(World(posts=(quoting, world.BRIDGE))) as web:
        ours = keys(tweet(web, quoting))
    stored = keys(real("syndication/tweetrsc_01_tweet_with_quote_tweet.json"))
    places = {"focus_rects[]", "cropCandidates[]"}
    missing = {path for path in stored - ours if not any(place in path for place in places)}
    assert missing <= {path for path in stored if ".quoted_tweet.entities.urls[]" in path}


def test_a_tombstone_has_the_real_keys(web: LittleWeb) -> None:
    """Text, its entities, its direction."""
    assert keys(tweet(web, world.FOG)) == keys(real("syndication/emusks_2.json"))


def test_cdx_json_has_the_real_shape(web: LittleWeb) -> None:
    """A list of lists of strings, the first of them the field names that were asked for."""
    stored = real("wayback/wayback-rs_cdx-result.json")
    query = f"url=twitter.com/ea_demo_tide/*&output=json&fl={','.join(stored[0])}"
    ours = ask(web, f"https://web.archive.org/cdx/search/cdx?{query}").json
    assert ours[0] == stored[0]
    forms = [r"https?://\S+", r"\d{14}", r"[A-Z2-7]{32}", r"\w+/\w+", r"\d+", r"\d{3}"]
    for row in (ours[1], stored[1]):
        assert [bool(re.fullmatch(form, one)) for form, one in zip(forms, row, strict=True)] == [True] * 6


def test_an_archived_post_has_the_date_form_of_api_1() -> None:
    """`Mon Dec 05 16:29:46 +0000 2022`: the stored posts and ours are read by one pattern."""
    form = re.compile(r"[A-Z][a-z]{2} [A-Z][a-z]{2} \d\d \d\d:\d\d:\d\d \+0000 \d{4}")
    stored = real("twitter_api_v1/twarchive_20.json")["date_original_format"]
    ours = json.loads(captures.as_old_json(world.TIMETABLE, "20260204181020").body)["created_at"]
    assert form.fullmatch(stored) and form.fullmatch(ours)
