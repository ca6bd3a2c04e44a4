"""The demo's script and its articles say the same, except where they must not."""

from __future__ import annotations

import datetime as dt
import pathlib
import re

import pytest

from embedarchive.demo import world
from embedarchive.demo.markup import blockquote
from embedarchive.demo.script import Post, State, World, post_id

NAMES = ("ledger.html", "farol.html", "assembly.txt")
DEAD = {"Zq4dPw7BnU", "Nd9aGx4JrS"}
FIRST_OF_DAY, LAST_OF_DAY = 2018112125137846272, 2018474513003446271
"""The ids of 2026-02-02."""


def embeds(page: str) -> list[str]:
    return re.findall(r'<blockquote class="twitter-tweet".*?</blockquote>', page, re.DOTALL)


def test_an_id_is_made_from_its_moment() -> None:
    """The first and the last millisecond of a day bound its ids."""
    midnight = dt.datetime(2026, 2, 2, tzinfo=dt.UTC)
    assert int(post_id(midnight)) == FIRST_OF_DAY
    last = midnight + dt.timedelta(days=1) - dt.timedelta(milliseconds=1)
    assert int(post_id(last, (1 << 22) - 1)) == LAST_OF_DAY
    assert all(FIRST_OF_DAY <= int(post.id) <= LAST_OF_DAY for post in (world.SITTING, world.SITTING_RESUMED))


def test_ids_are_unique_and_tell_whole_seconds() -> None:
    """No two posts share an id; each id's moment is the one in the script."""
    assert len({post.id for post in world.POSTS}) == len(world.POSTS)
    assert all(post.created.microsecond == 0 for post in world.POSTS)


def test_every_state_of_a_post_occurs() -> None:
    """Live, deleted, protected and suspended posts are all cited."""
    assert {post.state for post in world.POSTS} == set(State)


def test_every_slug_in_the_articles_is_known_or_dead_on_purpose() -> None:
    """No slug was mistyped."""
    served = world.demo_world()
    for name in NAMES:
        text = world.article(name).decode()
        slugs = set(re.findall(r"(?:t\.co|pic\.twitter\.com|pic\.x\.com)/(\w{10})", text))
        assert {slug for slug in slugs if served.slug_target(slug) is None} <= DEAD
        assert slugs


@pytest.mark.parametrize("host", ["x.com", "twitter.com"])
def test_the_ledger_embeds_posts_as_oembed_writes_them(host: str) -> None:
    """Five embeds are true to the letter; the edited quote and the faked date are not."""
    found = embeds(world.article("ledger.html").decode())
    assert len(found) == 7
    true = [blockquote(World(), post, href_host=host) for post in _cited()]
    assert sum(one in found for one in true) == {"x.com": 2, "twitter.com": 3}[host]


def _cited() -> tuple[Post, ...]:
    return world.BRIDGE, world.TIDE, world.QUIET, world.LOUD, world.FOG


def test_the_edited_quote_and_the_faked_date_differ_only_there() -> None:
    """Both carry the true permalink."""
    found = embeds(world.article("ledger.html").decode())
    pilot, ferry = (next(one for one in found if post.id in one) for post in (world.PILOT, world.FERRY))
    assert "forty people" in pilot and "forty" not in world.PILOT.text
    assert ">February 5, 2026</a>" in ferry and world.FERRY.created.date() == dt.date(2026, 2, 3)


def test_the_flattened_posts_have_the_words_of_the_script() -> None:
    """What stands in prose is what the post says, without its media link."""
    served = world.demo_world()
    text = " ".join(world.article(name).decode() for name in NAMES)
    for post in (world.GULL, world.INES, world.CITY, world.PEN, world.TIMETABLE):
        words = re.sub(r" https://t\.co/\w+$", "", post.text)
        assert words in text
        assert f"{post.author.name} (@{post.author.handle})" in text
        assert served.post_by_id[post.id] is post


def test_the_archived_copy_of_the_article_still_embeds_the_german_post() -> None:
    """Where the living page has flattened words, the memento has the permalink."""
    (held,) = [one for one in world.demo_world().captures if one.url == world.FAROL_ARTICLE]
    assert world.CITY.id in held.body.decode()
    assert world.CITY.id not in world.article("farol.html").decode()


def test_the_sources_are_two_urls_and_a_file_that_exists() -> None:
    """Paths work from wherever the package stands."""
    ledger, farol, path = world.demo_sources()
    assert (ledger, farol) == (world.LEDGER_ARTICLE, world.FAROL_ARTICLE)
    assert pathlib.Path(path).read_bytes() == world.article("assembly.txt")


def test_only_reserved_names_and_the_sites_played_occur() -> None:
    """Every host in the articles is played here, invented under .example, or a widget's own."""
    allowed = re.compile(
        r"(?:[\w.-]+\.)?example|t\.co|pic\.(?:twitter|x)\.com|(?:platform\.)?twitter\.com|x\.com|bit\.ly"
        r"|schema\.org|cdn\.ampproject\.org"
    )
    for name in NAMES:
        hosts = set(re.findall(r"https?://([\w.-]+)", world.article(name).decode()))
        assert {host for host in hosts if not allowed.fullmatch(host)} == set()
