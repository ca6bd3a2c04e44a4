"""The web archive's index is asked for an author's day: every post of it is read, ties are listed."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedarchive.platforms import snowflake
from embedarchive.records import Claim, Exchange, Mention
from embedarchive.stages.search import Found, search
from embedarchive.stages.search.index import MOST_NAMED, MOST_READ
from embedarchive.stages.search.listings import MOST_PAGES, id_pattern
from tests.worlds.dict_world import DictWorld, hold, page
from tests.worlds.posts import (
    DAY,
    JSON,
    NO_CAPTURES,
    Post,
    cdx_answer,
    day_url,
    id_on,
    live,
    memento_answer,
    mention,
)

POST = Post()
TWITTER, X = "twitter.com/dam_watch/status/2018", "x.com/dam_watch/status/2018"
SLUG, OTHER_SLUG = "kfPNrRDYk8", "M6TIo4vKzu"


def rows(posts: Sequence[Post], since: int = 0) -> list[tuple[str, str, str]]:
    return [(f"20260203{n:06d}", post.url, JSON) for n, post in enumerate(posts, since)]


def copies(posts: Sequence[Post], since: int = 0) -> dict[str, Exchange]:
    listed = zip(rows(posts, since), posts, strict=True)
    return {
        f"https://web.archive.org/web/{stamp}id_/{url}": memento_answer(post)
        for (stamp, url, _), post in listed
    }


def archive(*posts: Post, on_x: Sequence[Post] = (), busy: bool = False) -> DictWorld:
    """A Wayback Machine that holds one JSON copy of each post, under twitter.com or under x.com."""
    there = [(stamp, url.replace("twitter.com", "x.com"), kind) for stamp, url, kind in rows(on_x, 500)]
    mementos = {
        f"https://web.archive.org/web/{stamp}id_/{url}": memento_answer(post)
        for (stamp, url, _), post in zip(there, on_x, strict=True)
    }
    answers = {
        day_url(TWITTER): cdx_answer(*rows(posts)),
        day_url(X): page("", 429) if busy else cdx_answer(*there),
    }
    return DictWorld(answers | copies(posts) | mementos)


def found(cited: Mention, world: DictWorld) -> Found:
    return hold(search(cited), world)


def queries(world: DictWorld) -> int:
    return sum("/cdx/" in url for url in world.asked)


def test_a_lost_permalink_is_found_by_author_day_and_words() -> None:
    """Two CDX queries cover the day; the copy that says the same words names the post."""
    other = Post(id=id_on(DAY, 2), text="Something else was said on that day too")
    world = archive(POST, other)
    result = found(mention(POST.claim), world)
    assert result.post == POST.ref
    assert queries(world) == 2
    assert {c.rung for c in result.candidates} == {"cdx"} and len(result.copies) == 1


def test_what_was_read_is_not_asked_for_again() -> None:
    """The copies of the post go along, so that its snapshot needs no further query."""
    result = found(mention(POST.claim), archive(POST))
    assert result.held is not None and result.held.testimonies[0].text == POST.text
    assert result.copies == result.held.copies


def test_a_post_held_under_x_com_is_found() -> None:
    """Posts are rarely held there, but some are."""
    assert found(mention(POST.claim), archive(on_x=[POST])).post == POST.ref._replace()


@pytest.mark.parametrize("on_x", [False, True])
def test_two_posts_with_the_same_words_stay_unresolved(on_x: bool) -> None:
    """A tie is listed, not guessed, on whichever host the twin is held."""
    twin = Post(id=id_on(DAY, 2))
    world = archive(POST, on_x=[twin]) if on_x else archive(POST, twin)
    result = found(mention(POST.claim), world)
    assert result.post is None
    assert [c.accepted for c in result.candidates] == [False, False]
    assert all(c.reason.startswith("2 posts fit equally well") for c in result.candidates)


def test_near_duplicates_are_told_apart_by_a_word() -> None:
    """A number that differs makes another post; only the one with the same words is taken."""
    near = [
        Post(id=id_on(DAY, n), text=f"At {n} o'clock the dam held back 30{n} tonnes of water")
        for n in range(2, 8)
    ]
    result = found(mention(near[3].claim), archive(*near))
    assert result.post == near[3].ref
    assert sum(c.accepted for c in result.candidates) == 1 and len(result.candidates) == 6


def test_altered_words_find_nothing() -> None:
    """A near match is a candidate with its difference, not the post."""
    altered = Post(text="The plan to raise the dam was not read today")
    result = found(mention(POST.claim), archive(altered))
    assert result.post is None and "differ" in result.candidates[0].reason


def test_a_part_of_a_post_is_not_enough() -> None:
    """The same piece may stand in a post that was never archived."""
    whole = Post(text=f"{POST.text}, and then it was taken back")
    assert found(mention(POST.claim), archive(whole)).post is None


def with_link(post: Post, slug: str) -> Post:
    return dataclasses.replace(post, text=f"{POST.text} https://t.co/{slug}")


def test_the_slug_of_its_own_media_decides_between_twins() -> None:
    """The link may be dead: the archived post still shows which slug is its own."""
    own, twin = with_link(POST, SLUG), with_link(Post(id=id_on(DAY, 2)), OTHER_SLUG)
    result = found(mention(POST.claim, f"https://pic.twitter.com/{SLUG}"), archive(own, twin))
    assert result.post == POST.ref
    assert "others than those in the quotation" in result.candidates[1].reason


def test_the_slug_of_its_own_media_outweighs_altered_words() -> None:
    """Which post is quoted is certain then; that its words differ is for the verdict to say."""
    own = dataclasses.replace(with_link(POST, SLUG), text=f"The plan was NOT read https://t.co/{SLUG}")
    assert found(mention(POST.claim, f"https://pic.twitter.com/{SLUG}"), archive(own)).post == POST.ref


def test_a_post_with_other_media_is_not_the_quoted_one() -> None:
    """The same words under another picture's slug: the quoted post was never archived."""
    twin = with_link(POST, OTHER_SLUG)
    assert found(mention(POST.claim, f"https://pic.twitter.com/{SLUG}"), archive(twin)).post is None


def test_a_short_link_in_the_words_decides_between_twins() -> None:
    """t.co makes a slug for each post."""
    own, twin = with_link(POST, SLUG), with_link(Post(id=id_on(DAY, 2)), OTHER_SLUG)
    assert found(mention(POST.claim, f"https://t.co/{SLUG}"), archive(own, twin)).post == POST.ref


def test_a_renamed_account_is_not_mistaken() -> None:
    """A copy under the sought name that shows another author is a candidate with that reason."""
    world = archive(POST)
    world.answers = {**world.answers} | {
        url: memento_answer(dataclasses.replace(POST, handle="somebody_else"))
        for url in world.answers
        if "id_/" in url
    }
    result = found(mention(POST.claim), world)
    assert result.post is None and "@somebody_else" in result.candidates[0].reason


def test_the_case_of_a_handle_does_not_matter() -> None:
    """The index's key is lower-cased, and so is the comparison."""
    shouted = POST.claim._replace(handle="DAM_WATCH")
    answers = archive(POST).answers
    world = DictWorld(
        {
            url.replace("dam_watch%2Fstatus%2F2018&", "DAM_WATCH%2Fstatus%2F2018&"): one
            for url, one in answers.items()
        }
    )
    assert found(mention(shouted), world).post == POST.ref


def test_posts_of_other_days_under_the_same_prefix_are_left_out() -> None:
    """The prefix covers more than the day."""
    tomorrow = Post(id=id_on(DAY + dt.timedelta(days=1)))
    assert found(mention(POST.claim), archive(tomorrow)).candidates == ()


def test_a_copy_without_words_is_helped_by_x_itself() -> None:
    """Many copies are pages that only a script fills; the post they name may still be live."""
    world = archive(POST)
    shell = {url: page("<title>X</title>") for url in world.answers if "id_/" in url}
    result = found(mention(POST.claim), DictWorld({**world.answers, **shell, **live(POST)}))
    assert result.post == POST.ref


def test_a_copy_that_nobody_can_read_is_a_candidate() -> None:
    """It is named, with why it was not taken."""
    world = archive(POST)
    shell = {url: page("<title>X</title>") for url in world.answers if "id_/" in url}
    result = found(mention(POST.claim), DictWorld({**world.answers, **shell}))
    assert result.post is None and "could not be read" in result.candidates[0].reason


def test_a_busy_archive_is_reported() -> None:
    """A later run may find what this one could not ask."""
    assert found(mention(POST.claim), archive(busy=True)).unreached != ()


def test_a_twin_may_be_where_the_archive_was_not_heard() -> None:
    """The same words alone name no post while a part of that day is unread; its own short link does."""
    held_back = found(mention(POST.claim), archive(POST, busy=True))
    assert held_back.post is None and held_back.unreached != ()
    assert [(c.post.id, c.accepted) for c in held_back.candidates] == [(POST.id, False)]
    assert "a twin may be there" in held_back.candidates[0].reason
    twin = Post(id=id_on(DAY, 2))
    world = archive(POST, twin)
    raw = next(url for url in world.answers if url.endswith(twin.url) and "id_/" in url)
    silent = found(mention(POST.claim), DictWorld({**world.answers, raw: page("", 503)}))
    assert silent.post is None and silent.unreached != ()
    linked = mention(POST.claim, f"https://t.co/{SLUG}")
    assert found(linked, archive(with_link(POST, SLUG), busy=True)).post == POST.ref


def test_a_copy_that_does_not_come_is_reported() -> None:
    """The index answers, the memento does not: a later run may read it."""
    world = archive(POST)
    raw = next(url for url in world.answers if "id_/" in url)
    result = found(mention(POST.claim), DictWorld({**world.answers, raw: page("", 503)}))
    assert (result.post, result.unreached) == (None, (raw,))


@pytest.mark.parametrize("day", [dt.date.min, dt.date(2006, 3, 21), dt.date(2010, 11, 3), dt.date.max])
def test_days_on_which_ids_tell_no_time_are_not_asked_for(day: dt.date) -> None:
    """Any date may stand in an article; before November 2010 ids were counted, not timed."""
    world = DictWorld()
    assert found(mention(POST.claim._replace(date=day)), world).post is None
    assert day == dt.date.max or queries(world) == 0


@pytest.mark.parametrize("lacking", ["handle", "date", "text"])
def test_without_author_day_or_words_nothing_is_asked(lacking: str) -> None:
    """There is nothing to look for, or nothing to tell posts apart by."""
    world = DictWorld()
    claim: Claim = POST.claim._replace(**{lacking: None})
    assert found(mention(claim), world).post is None and world.asked == []


# --- Many posts ---------------------------------------------------------------------------------------


def test_a_busy_day_is_read_to_its_end() -> None:
    """Forty posts of one day: the right one is the last."""
    many = [Post(id=id_on(DAY, n), text=f"Number {n} of the very long day") for n in range(40)]
    assert found(mention(many[-1].claim), archive(*many)).post == many[-1].ref


def test_too_many_posts_of_one_day_stay_unresolved() -> None:
    """Reading hundreds of copies for one line is not polite; that there are some is said."""
    many = [Post(id=id_on(DAY, n), text=f"Number {n} of the very long day") for n in range(MOST_READ + 1)]
    world = archive(*many)
    result = found(mention(many[0].claim), world)
    assert result.post is None and not any("id_/" in url for url in world.asked)
    assert len(result.candidates) == MOST_NAMED and all(one.record for one in result.candidates)
    assert f"one of {MOST_READ + 1} or more archived posts" in result.candidates[0].reason


def paged(pages: Sequence[Sequence[Post]], *, more: bool = False) -> DictWorld:
    """An index that hands out its rows page by page."""
    answers = {day_url(X): NO_CAPTURES}
    since = 0
    for n, posts in enumerate(pages):
        key = f"key+{n + 1}" if more or n + 1 < len(pages) else ""
        answers[day_url(TWITTER, resume=f"key+{n}" if n else "")] = cdx_answer(
            *rows(posts, since), resume=key
        )
        answers |= copies(posts, since)
        since += len(posts)
    return DictWorld(answers)


def test_a_listing_goes_on_by_its_resume_key() -> None:
    """The post stands on the third page, its twin on the first: both are seen."""
    others = [Post(id=id_on(DAY, n), text=f"Something else, number {n}") for n in range(2, 5)]
    world = paged([others[:2], others[2:], [POST]])
    assert found(mention(POST.claim), world).post == POST.ref
    assert queries(world) == 4
    tied = paged([[Post(id=id_on(DAY, 9))], others, [POST]])
    assert found(mention(POST.claim), tied).post is None


def test_a_listing_without_end_is_given_up() -> None:
    """What was not seen may hold a twin, so nothing is taken."""
    world = paged([[POST]] * MOST_PAGES, more=True)
    result = found(mention(POST.claim), world)
    assert result.post is None and queries(world) == MOST_PAGES + 1
    assert "too many to read" in result.candidates[0].reason


@given(st.dates(dt.date(2010, 11, 5), dt.date(2039, 1, 1)), st.floats(0, 1), st.booleans())
def test_the_pattern_lets_every_id_of_the_day_through(day: dt.date, where: float, tail: bool) -> None:
    """The index filters by it: it may let others through, but none of the day's own may be lost."""
    low, high = snowflake.day_range(day)
    post_id = low + int((high - low) * where)
    url = f"https://twitter.com/dam_watch/status/{post_id}{'/photo/1?s=20' if tail else ''}"
    assert re.fullmatch(id_pattern(low, high), url)
    assert not re.fullmatch(
        id_pattern(low, high), f"https://twitter.com/dam_watch/status/{low - (high - low)}"
    )
