"""Which post does a mention cite? A wrong permalink is worse than none."""

from __future__ import annotations

import dataclasses
import datetime as dt

from embedarchive.platforms import read_url
from embedarchive.records import Claim, Hop, HopKind, Mention, Outcome, Resolution
from embedarchive.stages.search import LADDER, Found, posted_on, search
from embedarchive.stages.search.links import LIKE_WORDS, OTHER_MEDIA, OTHER_WORDS
from tests.worlds.dict_world import DictWorld, hold, page
from tests.worlds.posts import (
    DAY,
    TOMBSTONE,
    Post,
    held,
    id_on,
    live,
    mention,
    not_held,
    oembed_url,
    syndication_url,
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
    result = found(mention(POST.claim._replace(text=None), SLUG), led(other))
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
    result = found(mention(POST.claim._replace(text=None), SLUG), led(older))
    assert result.post is None and "2026-02-01" in result.candidates[0].reason


def test_a_plain_link_in_the_words_is_not_the_post() -> None:
    """A t.co in quoted words is an outbound or quoted link, although its author and day agree."""
    result = found(mention(POST.claim._replace(text=None), "https://t.co/q"), led(POST, "https://t.co/q", ""))
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


def test_the_ladder_is_climbed_in_this_order() -> None:
    """From what the article itself says to what others kept (FACTS.md 8)."""
    names = [name for name, _ in LADDER]
    assert names == ["permalink", "link", "slug", "article-page", "article-memento", "sibling", "cdx"]


# --- A slug's post is heard ----------------------------------------------------------------------------


def slug_world(post: Post, said: str) -> DictWorld:
    """X shows a post with other words than the article."""
    return DictWorld(live(dataclasses.replace(post, text=said)))


def test_a_slug_to_another_post_of_the_same_day_is_not_believed() -> None:
    """Media may be borrowed from the author's own post of that very day: it says other words."""
    result = found(mention(POST.claim, SLUG), led(POST), world=slug_world(POST, "Something else altogether"))
    assert result.post is None
    assert result.candidates[0].reason == OTHER_WORDS and result.candidates[0].record is not None


def test_a_slug_to_like_words_is_taken_only_if_nothing_fits_better() -> None:
    """The words may have been altered by the article, so the post stays the one that is named."""
    result = found(
        mention(POST.claim, SLUG), led(POST), world=slug_world(POST, POST.text.replace("was", "was not"))
    )
    assert result.post == POST.ref
    assert [(one.accepted, one.reason) for one in result.candidates] == [(True, LIKE_WORDS)]


def test_a_slug_whose_post_shows_another_of_its_own_is_lent() -> None:
    """However like the words: media lent to another post keep the address of their first one."""
    for said in (POST.text, POST.text.replace("was", "was not")):
        world = slug_world(POST, f"{said} https://t.co/M6TIo4vKzu")
        result = found(mention(POST.claim, SLUG), led(POST), world=world)
        assert result.post is None and result.candidates[0].reason == OTHER_MEDIA


def test_a_slug_whose_post_nobody_shows_is_believed() -> None:
    """Deleted and never archived: author and UTC day agree, and nothing speaks against it."""
    world = DictWorld({oembed_url(POST): page("", 404), syndication_url(POST): TOMBSTONE, **not_held(POST)})
    assert found(mention(POST.claim, SLUG), led(POST), world=world).post == POST.ref


def test_a_slug_whose_post_only_the_archive_shows_is_heard_there() -> None:
    """A copy with other words speaks against a slug as X itself does."""
    other = dataclasses.replace(POST, text="Nothing of the kind was ever said")
    world = DictWorld({oembed_url(POST): page("", 404), syndication_url(POST): TOMBSTONE, **held(other)})
    assert found(mention(POST.claim, SLUG), led(POST), world=world).post is None


def test_beside_a_permalink_nobody_is_asked_after_a_slug() -> None:
    """The permalink goes before it, whatever the slug's post says."""
    world = DictWorld()
    other = Post(id=id_on(DAY, 700))
    assert (
        found(mention(POST.claim, SLUG, post=POST.ref, kind="embed"), led(other), world=world).post
        == POST.ref
    )
    assert world.asked == []


# --- A slug that is dead today --------------------------------------------------------------------------


def remembering(post: Post, tail: str = "/photo/1") -> DictWorld:
    """An archive that followed the slug when it was alive."""
    entry = {
        "asked": SLUG,
        "outcome": "final",
        "final_url": post.url + tail,
        "post_platform": "twitter",
        "post_id": post.id,
        "post_handle": post.handle,
        "checked": "2026-02-03T00:00:00Z",
        "warc": "EA-1.warc.gz",
        "offset": 1,
        "length": 2,
        "record_id": "urn:uuid:1",
    }
    return DictWorld(memory={"urn:embedarchive:memory:slug:kfPNrRDYk8": [entry]})


def dead(asked: str = SLUG) -> Resolution:
    """A resolution that led nowhere."""
    return Resolution(asked, (Hop(asked, HopKind.FINAL, 404),), Outcome.NOT_FOUND, asked)


def test_a_dead_slug_is_remembered() -> None:
    """It is judged as if it were alive, and stands on the memory's record."""
    result = found(mention(POST.claim, SLUG), dead(), world=remembering(POST))
    assert result.post == POST.ref
    assert result.candidates[0].record is not None
    assert result.candidates[0].record.record_id == "urn:uuid:recalled-1"
    linked = found(mention(Claim(), SLUG, kind="link"), dead(), world=remembering(POST))
    assert linked.post == POST.ref


def test_a_remembered_slug_is_not_believed_more_than_a_live_one() -> None:
    """Borrowed media, and a plain link in the words, stay what they were."""
    stranger = Post(handle="somebody_else")
    claim = POST.claim._replace(text=None)
    assert found(mention(claim, SLUG), dead(), world=remembering(stranger)).post is None
    assert found(mention(claim, SLUG), dead(), world=remembering(POST, tail="")).post is None


def test_the_memory_is_only_asked_after_slugs_that_led_nowhere() -> None:
    """A slug that leads somewhere today needs no memory, and other links have none."""
    world = remembering(POST)
    claim = POST.claim._replace(text=None)
    found(mention(claim, SLUG), led(POST), world=world)
    found(mention(claim, SLUG), dead("https://bit.ly/kfPNrRDYk8"), world=world)
    assert world.recalled == []
