"""Which post does a mention cite? A wrong permalink is worse than none."""

from __future__ import annotations

import dataclasses
import datetime as dt

from embedarchive.platforms import read_url
from embedarchive.records import Claim, Hop, HopKind, Mention, Outcome, Resolution
from embedarchive.stages.search import MOST_CANDIDATES, Found, posted_on, search
from tests.worlds.dict_world import DictWorld, hold, page
from tests.worlds.posts import (
    DAY,
    JSON,
    NO_CAPTURES,
    Post,
    cdx_answer,
    cdx_url,
    id_on,
    memento_answer,
    mention,
)

POST = Post()
SLUG = "https://pic.twitter.com/kfPNrRDYk8"


def led(
    post: Post, asked: str = SLUG, tail: str = "/photo/1", outcome: Outcome = Outcome.FINAL
) -> Resolution:
    """A resolution that ended at a post."""
    hop = Hop("https://t.co/kfPNrRDYk8", HopKind.LOCATION, 301, post.url + tail)
    return Resolution(asked, (hop,), outcome, post.url + tail, post.ref)


def found(cited: Mention, *resolutions: Resolution, world: DictWorld | None = None) -> Found:
    return hold(search(cited, resolutions), world or DictWorld())


def test_a_permalink_in_the_markup_names_the_post() -> None:
    """The article itself links it; nothing is asked."""
    world = DictWorld()
    assert found(mention(POST.claim, post=POST.ref, kind="embed"), world=world).post == POST.ref
    assert world.asked == []


def test_a_slug_names_the_post_when_author_and_day_agree() -> None:
    """The post's own media lead to the post."""
    assert found(mention(POST.claim, SLUG), led(POST)).post == POST.ref


def test_borrowed_media_are_not_believed() -> None:
    """A slug that leads to another author's post is a candidate with a reason, never the post."""
    other = Post(handle="somebody_else")
    result = found(mention(dataclasses.replace(POST.claim, text=None), SLUG), led(other))
    assert result.post is None
    assert [c.accepted for c in result.candidates] == [False]
    assert "somebody_else" in result.candidates[0].reason


def test_a_post_on_another_platform_is_not_the_post() -> None:
    """`tiktok.com/@dam_watch/video/ID` ends like media of X, with the same author and the same day."""
    noon = dt.datetime(DAY.year, DAY.month, DAY.day, 12, tzinfo=dt.UTC)
    url = f"https://www.tiktok.com/@dam_watch/video/{int(noon.timestamp()) << 32}"
    post = read_url(url)
    assert post is not None and posted_on(post) == DAY
    elsewhere = dataclasses.replace(led(POST), final_url=url, post=post)
    assert found(mention(POST.claim, SLUG), elsewhere).post is None


def test_only_one_candidate_is_accepted() -> None:
    """The permalink goes before a slug that leads to another post of the same author and day."""
    other = Post(id=id_on(DAY, 700))
    result = found(mention(POST.claim, SLUG, post=POST.ref, kind="embed"), led(other))
    assert result.post == POST.ref
    assert [one.accepted for one in result.candidates] == [True, False]
    assert POST.id in result.candidates[1].reason


def test_media_of_another_day_are_not_believed() -> None:
    """The author may borrow from an older post of their own."""
    older = Post(id=id_on(DAY - dt.timedelta(days=1)))
    result = found(mention(dataclasses.replace(POST.claim, text=None), SLUG), led(older))
    assert result.post is None and "2026-02-01" in result.candidates[0].reason


def test_a_plain_link_in_the_words_is_not_the_post() -> None:
    """A t.co in quoted words is an outbound or quoted link, although its author and day agree."""
    result = found(
        mention(dataclasses.replace(POST.claim, text=None), "https://t.co/q"), led(POST, "https://t.co/q", "")
    )
    assert result.post is None and "not the post's own media" in result.candidates[0].reason


def test_without_a_date_a_slug_proves_nothing() -> None:
    """An unreadable date cannot agree."""
    undated = Claim(POST.name, POST.handle, None, "gestern", None)
    assert found(mention(undated, SLUG), led(POST)).post is None


def test_a_link_in_prose_cites_the_post_it_leads_to() -> None:
    """There the link is all that is claimed."""
    cited = mention(Claim(), "https://t.co/q", kind="link")
    assert found(cited, led(POST, "https://t.co/q", "")).post == POST.ref


def test_a_post_behind_a_warning_is_only_a_candidate() -> None:
    """What X holds unsafe is named, not believed."""
    cited = mention(Claim(), "https://t.co/q", kind="link")
    assert found(cited, led(POST, "https://t.co/q", "", Outcome.UNSAFE_INTERSTITIAL)).post is None


# --- The archive ----------------------------------------------------------------------------------


def archive(*posts: Post, busy: bool = False) -> DictWorld:
    """A Wayback Machine that holds one JSON copy of each post under twitter.com."""
    rows = [(f"20260203{n:06d}", post.url, JSON) for n, post in enumerate(posts)]
    answers = {
        cdx_url("twitter.com/dam_watch/status/2018"): cdx_answer(*rows),
        cdx_url("x.com/dam_watch/status/2018"): page("", 429) if busy else NO_CAPTURES,
    }
    answers |= {
        f"https://web.archive.org/web/{stamp}id_/{url}": memento_answer(post)
        for (stamp, url, _), post in zip(rows, posts, strict=True)
    }
    return DictWorld(answers)


def test_a_lost_permalink_is_found_by_author_day_and_words() -> None:
    """Two CDX queries cover the day; the copy that says the same words names the post."""
    other = Post(id=id_on(DAY, 2), text="Something else was said on that day too")
    world = archive(POST, other)
    result = found(mention(POST.claim), world=world)
    assert result.post == POST.ref
    assert sum("/cdx/" in url for url in world.asked) == 2
    assert {c.rung for c in result.candidates} == {"cdx"} and len(result.copies) == 1


def test_two_posts_with_the_same_words_stay_unresolved() -> None:
    """A tie is listed, not guessed."""
    result = found(mention(POST.claim), world=archive(POST, Post(id=id_on(DAY, 2))))
    assert result.post is None
    assert [c.accepted for c in result.candidates] == [False, False]


def test_altered_words_find_nothing() -> None:
    """A near match is a candidate with its difference, not the post."""
    altered = Post(text="The plan to raise the dam was not read today")
    result = found(mention(POST.claim), world=archive(altered))
    assert result.post is None and "differ" in result.candidates[0].reason


def test_posts_of_other_days_under_the_same_prefix_are_left_out() -> None:
    """The prefix covers more than the day."""
    tomorrow = Post(id=id_on(DAY + dt.timedelta(days=1)))
    assert found(mention(POST.claim), world=archive(tomorrow)).candidates == ()


def test_a_busy_archive_is_reported() -> None:
    """A later run may find what this one could not ask."""
    assert found(mention(POST.claim), world=archive(busy=True)).unreached != ()


def test_a_copy_that_does_not_come_is_reported() -> None:
    """The index answers, the memento does not: a later run may read it."""
    world = archive(POST)
    raw = next(url for url in world.answers if "id_/" in url)
    result = found(mention(POST.claim), world=DictWorld({**world.answers, raw: page("", 503)}))
    assert (result.post, result.unreached) == (None, (raw,))


def test_a_day_at_the_end_of_the_calendar_finds_nothing() -> None:
    """Any date may stand in an article."""
    for day in (dt.date.min, dt.date(2009, 5, 1), dt.date.max):
        assert found(mention(dataclasses.replace(POST.claim, date=day))).post is None


def test_too_many_posts_of_one_day_stay_unresolved() -> None:
    """Reading a hundred copies for one line is not polite; that there are some is said."""
    many = [Post(id=id_on(DAY, n), text=f"Number {n} of the very long day") for n in range(9)]
    more = [Post(id=id_on(DAY, n), text=f"Number {n} of the very long day") for n in range(100, 109)]
    world = archive(*many, *more)
    result = found(mention(many[0].claim), world=world)
    assert result.post is None and not any("id_/" in url for url in world.asked)
    assert len(result.candidates) == MOST_CANDIDATES and all(one.record for one in result.candidates)
    assert "one of 18 archived posts" in result.candidates[0].reason
