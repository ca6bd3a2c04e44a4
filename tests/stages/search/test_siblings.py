"""What this archive knows of the same quotation in other articles."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from embedarchive.records import Mention
from embedarchive.stages.search import Found, search
from tests.worlds.dict_world import DictWorld, hold
from tests.worlds.posts import DAY, Post, id_on, mention

POST = Post()
URN = f"urn:embedarchive:memory:siblings:twitter:dam_watch:{DAY.isoformat()}"


def sibling(post: Post = POST, verdict: str = "confirmed", **changes: Any) -> dict[str, Any]:
    """What the memory says of one other mention."""
    return {
        "post_platform": "twitter",
        "post_id": post.id,
        "post_handle": post.handle,
        "verdict": verdict,
        "text": post.text,
        "start_certain": 1,
        "rung": "permalink",
        "place": "https://news.test/before",
        "checked": "2026-02-03T00:00:00Z",
        "warc": "EA-1.warc.gz",
        "offset": 1,
        "length": 2,
        "record_id": "urn:uuid:1",
        **changes,
    }


def found(cited: Mention, *known: dict[str, Any]) -> tuple[Found, DictWorld]:
    world = DictWorld(memory={URN: list(known)})
    return hold(search(cited), world), world


def test_a_confirmed_sibling_names_the_post() -> None:
    """Nothing is asked of the web, and the candidate stands on the memory's own record."""
    result, world = found(mention(POST.claim), sibling())
    assert result.post == POST.ref and world.asked == []
    (candidate,) = result.candidates
    assert candidate.rung == "sibling" and "https://news.test/before" in candidate.reason
    assert candidate.record is not None and candidate.record.record_id == "urn:uuid:recalled-1"


@pytest.mark.parametrize("verdict", ["probable", "conflict", "unresolved"])
def test_only_what_is_confirmed_is_knowledge(verdict: str) -> None:
    """Memory lends no certainty that was not seen; what it names is a candidate."""
    result, _ = found(mention(POST.claim), sibling(verdict=verdict))
    assert result.post is None
    assert result.candidates[0].reason.endswith(f"is only {verdict}")


def test_a_sibling_with_other_words_is_no_sibling() -> None:
    """The author said several things that day."""
    result, _ = found(mention(POST.claim), sibling(text="Something else was said too"))
    assert (result.post, result.candidates) == (None, ())


def test_siblings_that_disagree_are_a_tie() -> None:
    """Two confirmed posts with the same words: no lower rung may pick the one that happens to be archived."""
    twin = Post(id=id_on(DAY, 2))
    result, world = found(mention(POST.claim), sibling(), sibling(twin))
    assert result.post is None and len(result.candidates) == 2
    assert not any("/cdx/" in url for url in world.asked)


def test_the_surest_judgement_of_a_post_counts() -> None:
    """One article's doubt does not outweigh another's confirmation of the same post."""
    result, _ = found(mention(POST.claim), sibling(verdict="probable"), sibling(place="https://news.test/2"))
    assert result.post == POST.ref and len(result.candidates) == 1


def test_the_case_of_the_handle_makes_no_other_question() -> None:
    """The memory is asked in lower case."""
    shouted = POST.claim._replace(handle="Dam_Watch")
    assert found(mention(shouted), sibling())[0].post == POST.ref


def test_without_a_day_nothing_is_recalled() -> None:
    """Author and words alone could be of many days."""
    undated = POST.claim._replace(date=None)
    _, world = found(mention(undated), sibling())
    assert world.recalled == []


def test_another_day_is_another_question() -> None:
    """Nothing is known of it."""
    result, world = found(mention(POST.claim._replace(date=DAY + dt.timedelta(days=1))), sibling())
    assert result.post is None and URN not in world.recalled
