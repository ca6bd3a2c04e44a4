"""An account that was renamed is followed only on proof: the account's own id, or what was seen before."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any
from urllib.parse import urlencode

import pytest

from embedarchive.records import Exchange
from embedarchive.stages.search import Found, search
from tests.worlds.dict_world import DictWorld, hold, moved
from tests.worlds.posts import (
    DAY,
    JSON,
    NO_CAPTURES,
    Post,
    cdx_answer,
    day_url,
    id_on,
    memento_answer,
    mention,
)

POST = Post()
NEW = dataclasses.replace(POST, handle="dam_watch_now")
EARLIER = Post(id=id_on(DAY - dt.timedelta(days=40)), text="Long before the plan was read")
STAMP = "20260203000000"
ACCOUNT_CDX = "https://web.archive.org/cdx/search/cdx?" + urlencode(
    {
        "url": "twitter.com/dam_watch/status/",
        "matchType": "prefix",
        "output": "json",
        "fl": "timestamp,original,mimetype,statuscode,digest",
        "filter": ("statuscode:200", "mimetype:application/json"),
        "limit": "500",
    },
    doseq=True,
)
NAMES = "urn:embedarchive:memory:names:twitter:dam_watch"


def raw(url: str) -> str:
    return f"https://web.archive.org/web/{STAMP}id_/{url}"


def led_on(account: str | None, earlier: str | None) -> dict[str, Exchange]:
    """The archive saw the old address lead to the new name; an older copy names the account's id."""
    return {
        day_url("twitter.com/dam_watch/status/2018"): cdx_answer((STAMP, POST.url, "text/html")),
        day_url("x.com/dam_watch/status/2018"): NO_CAPTURES,
        raw(POST.url): moved(f"https://web.archive.org/web/{STAMP}id_/{NEW.url}", 302),
        raw(NEW.url): memento_answer(NEW, account),
        ACCOUNT_CDX: cdx_answer((STAMP, EARLIER.url, JSON)),
        raw(EARLIER.url): memento_answer(EARLIER, earlier),
    }


def found(answers: dict[str, Exchange], **memory: Any) -> tuple[Found, DictWorld]:
    world = DictWorld(answers, memory=memory)
    return hold(search(mention(POST.claim)), world), world


def test_a_redirect_to_the_new_name_is_followed_where_the_account_is_the_same() -> None:
    """Both copies give the same id of the account: old and new name are one."""
    result, _ = found(led_on("77", "77"))
    assert result.post is not None and result.post.id == POST.id
    (candidate,) = result.candidates
    assert "@dam_watch_now and @dam_watch are one account, 77" in candidate.reason


@pytest.mark.parametrize(("account", "earlier"), [("77", "78"), ("77", None), (None, "77"), (None, None)])
def test_a_redirect_alone_proves_nothing(account: str | None, earlier: str | None) -> None:
    """X shows any post under any name and corrects it: somebody else's post may say the same words."""
    result, _ = found(led_on(account, earlier))
    assert result.post is None
    assert "shown as a post by @dam_watch_now" in result.candidates[0].reason


def test_the_account_is_only_asked_after_when_the_words_fit() -> None:
    """Other words under another name need no proof of anything."""
    answers = led_on("77", "77")
    answers[raw(NEW.url)] = memento_answer(dataclasses.replace(NEW, text="Quite another thing"), "77")
    result, world = found(answers)
    assert result.post is None and ACCOUNT_CDX not in world.asked


def seen_as(handle: str) -> dict[str, Any]:
    place = {"warc": "EA-1.warc.gz", "offset": 1, "length": 2, "record_id": "urn:uuid:1"}
    return {"handle": handle, "checked": STAMP, "post_platform": "twitter", "post_id": "1", **place}


def test_a_name_that_was_seen_before_is_tried() -> None:
    """An earlier citation of that author was shown under the new name, too: the day is looked up there."""
    answers = {
        day_url("twitter.com/dam_watch/status/2018"): NO_CAPTURES,
        day_url("x.com/dam_watch/status/2018"): NO_CAPTURES,
        day_url("twitter.com/dam_watch_now/status/2018"): cdx_answer((STAMP, NEW.url, JSON)),
        day_url("x.com/dam_watch_now/status/2018"): NO_CAPTURES,
        raw(NEW.url): memento_answer(NEW),
    }
    known, world = found(answers, **{NAMES: [seen_as("Dam_Watch_Now")]})
    assert known.post is not None and known.post.id == POST.id
    assert sum("/cdx/" in url for url in world.asked) == 4
    unknown, _ = found(answers)
    assert unknown.post is None
