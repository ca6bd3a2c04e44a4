"""What witnesses say of a post, typed: only `found` says anything of its content."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from urllib.parse import urlencode, urlsplit

import pytest

from embedarchive.platforms.twitter import WITNESSES
from embedarchive.records import Claim, CopyKind, Exchange, Failure, PostRef, Testified, Testimony, Witness
from embedarchive.stages.snapshot import snapshot
from embedarchive.stages.snapshot.asking import api_time, unix_time
from embedarchive.stages.snapshot.mementos import read_memento
from embedarchive.stages.snapshot.wayback import captures_of, captures_under, read_cdx
from embedarchive.stages.snapshot.witnesses import ask_witness, hear
from tests.worlds.dict_world import DictWorld, dead, hold, moved, page
from tests.worlds.posts import (
    DELETED,
    JSON,
    NO_CAPTURES,
    TOMBSTONE,
    Post,
    cdx_answer,
    cdx_url,
    held,
    live,
    not_held,
    oembed_answer,
    oembed_url,
    syndication_answer,
    syndication_url,
)

POST = Post()


OEMBED, SYNDICATION, PAGE = WITNESSES


def from_oembed(answer: Exchange, post: Post = POST) -> Testimony:
    return hold(hear(answer, OEMBED, post.ref))


def from_syndication(answer: Exchange, post: Post = POST) -> Testimony:
    return hold(hear(answer, SYNDICATION, post.ref))


def said(testimonies: tuple[Testimony, ...]) -> dict[str, str]:
    return {one.witness.value: one.status.value for one in testimonies}


def test_all_witnesses_of_a_live_post_tell_the_same() -> None:
    """oEmbed, syndication and a memento each name the author, the day and the words, with a record."""
    kept = hold(snapshot(POST.ref, POST.claim), {**live(POST), **held(POST)})
    assert said(kept.testimonies) == {
        "oembed": "found",
        "syndication": "found",
        "page": "login-wall",
        "memento": "found",
    }
    for told in (one for one in kept.testimonies if one.witness is not Witness.PAGE):
        day = told.created.date() if told.created else told.day
        assert (told.handle, told.name, day, told.text) == (POST.handle, POST.name, POST.day, POST.text)
        assert told.post == POST.ref and told.record is not None
    assert [copy.kind for copy in kept.copies] == [CopyKind.MEMENTO]
    assert kept.copies[0].url == f"https://web.archive.org/web/20260203000000/{POST.url}"
    assert kept.copies[0].captured == "2026-02-03T00:00:00Z"
    assert kept.unreached == ()


def test_photos_are_kept_from_x_only() -> None:
    """A photo on pbs.twimg.com is asked for, once; an image elsewhere is not."""
    photo = "https://pbs.twimg.com/media/AAAABBBBCCCCDDD.jpg"
    more = {"photos": [{"url": photo}, {"url": "https://elsewhere.example/a.jpg"}]}
    answers = {
        oembed_url(POST): oembed_answer(POST),
        syndication_url(POST): syndication_answer(POST, photo, **more),
        photo: page(b"\xff\xd8", kind="image/jpeg"),
        **not_held(POST),
    }
    kept = hold(snapshot(POST.ref, POST.claim), answers)
    assert [(copy.kind, copy.url) for copy in kept.copies] == [(CopyKind.PHOTO, photo)]


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        (page("Not Found", 404), Testified.NOT_FOUND),
        (page('{"error":"Sorry, you are not authorized to see this status."}', 403), Testified.PROTECTED),
        (page('{"error":"User has been suspended."}', 403), Testified.SUSPENDED),
        (page("slow down", 429), Testified.BUSY),
        (page("", 503), Testified.BUSY),
        (page("<html>", 200), Testified.UNREADABLE),
        (page("{}", 200), Testified.UNREADABLE),
        (page("", 400), Testified.UNREADABLE),
        (dead(Failure.TIMEOUT), Testified.UNREACHABLE),
    ],
)
def test_oembed_answers_are_typed(answer: Exchange, status: Testified) -> None:
    """404 gone, 403 protected or suspended by its words, the rest says nothing of the post."""
    assert from_oembed(answer).status is status


def test_oembed_corrects_the_author_and_is_followed_when_it_moves() -> None:
    """A wrong name in the URL comes back right; publish.x.com redirects."""
    asked = Post(handle="old_name")
    elsewhere = "https://publish.x.com/oembed?moved=1"
    answers = {oembed_url(asked): moved(elsewhere), elsewhere: oembed_answer(POST)}
    told = hold(ask_witness(OEMBED, asked.ref), answers)
    assert told is not None
    assert (told.post, told.handle, told.url) == (POST.ref, POST.handle, elsewhere)


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        (TOMBSTONE, Testified.TOMBSTONE),
        (DELETED, Testified.DELETED),
        (page("{}", kind=JSON), Testified.EMPTY),
        (page("", kind=JSON), Testified.EMPTY),
        (page("", 404), Testified.NOT_FOUND),
        (page("[1]", kind=JSON), Testified.UNREADABLE),
        (page('{"__typename":"Other"}', kind=JSON), Testified.UNREADABLE),
        (page("", 403), Testified.UNREADABLE),
        (page("", 429), Testified.BUSY),
        (dead(), Testified.UNREACHABLE),
    ],
)
def test_syndication_answers_are_typed(answer: Exchange, status: Testified) -> None:
    """A tombstone, an empty object and a 404 are told apart; none of them is `gone`."""
    assert from_syndication(answer).status is status


@pytest.mark.parametrize("noun", ["Tweet", "Post"])
@pytest.mark.parametrize(
    ("notice", "status"),
    [
        ("This {0} was deleted by the {0} author. Learn more", Testified.DELETED),
        ("This {0} is from a suspended account. Learn more", Testified.SUSPENDED),
        ("This {0} is from an account that no longer exists. Learn more", Testified.ACCOUNT_GONE),
        (
            "You’re unable to view this {0} because this account owner limits who can view their {0}s.",
            Testified.PROTECTED,
        ),
        ("This {0} violated the X Rules. Learn more", Testified.REMOVED),
        ("This {0} violated the Twitter Rules. Learn more", Testified.REMOVED),
        (
            "Age-restricted adult content. To view this media, you’ll need to log in to X.",
            Testified.AGE_GATED,
        ),
        ("This {0} from @a has been withheld in Turkey based on local law(s).", Testified.WITHHELD),
        ("This {0} is unavailable. Learn more", Testified.TOMBSTONE),
        ("", Testified.TOMBSTONE),
    ],
)
def test_tombstones_are_told_apart_by_their_words(notice: str, status: Testified, noun: str) -> None:
    """Under Twitter's name and under X's; one that gives no reason stays a tombstone."""
    text = {"text": {"text": notice.format(noun)}} if notice else {}
    body = json.dumps({"__typename": "TweetTombstone", "tombstone": text})
    told = from_syndication(page(body, kind=JSON))
    assert (told.status, told.detail) == (status, notice.format(noun))


def test_an_edited_post_tells_its_versions() -> None:
    """Under any of its ids; later versions carry the history one level down, and forged ids are left out."""
    first, second = POST.id, Post(id=str(int(POST.id) + (60_000 << 22))).id
    flat = {"edit_tweet_ids": [first, second, "x"]}
    for control in (flat, {"edit_control_initial": flat}):
        assert from_syndication(syndication_answer(POST, edit_control=control)).edits == (first, second)
    odds: list[object] = [None, [], {"edit_tweet_ids": {}}]
    for odd in odds:
        assert from_syndication(syndication_answer(POST, edit_control=odd)).edits == ()


def test_a_quoting_post_names_the_quoted() -> None:
    """The quoted post comes along, by its author where he is named."""
    quoted = {"id_str": "20", "user": {"screen_name": "jack"}}
    told = from_syndication(syndication_answer(POST, quoted_tweet=quoted))
    assert told.quoted == "https://twitter.com/jack/status/20"
    assert from_syndication(syndication_answer(POST, quoted_tweet={"id_str": "x"})).quoted is None


def test_a_long_post_is_known_to_be_cut() -> None:
    """`note_tweet` present means that syndication shows only the beginning."""
    assert from_syndication(syndication_answer(POST, note_tweet={"id": "1"})).text_cut
    assert not from_syndication(syndication_answer(POST)).text_cut


def test_a_moment_without_zone_or_sense_tells_nothing() -> None:
    """Only an aware moment is a testimony of the day."""
    for text in ("2026-02-02T10:00:00", "yesterday", "", "0001-01-01T00:00:00+14:00"):
        answer = syndication_answer(POST, created_at=text)
        assert from_syndication(answer).created is None


def test_an_answer_about_another_post_is_no_testimony() -> None:
    """What is said of another post, or of none by its id, is kept and bears nothing out."""
    other = Post(id="2018112129332150999")
    shown = {oembed_url(POST): oembed_answer(other), syndication_url(POST): syndication_answer(other)}
    answers = {**live(POST), **shown}
    kept = hold(snapshot(POST.ref, POST.claim), {**answers, **not_held(POST)})
    assert said(kept.testimonies) == {
        "oembed": "unreadable",
        "syndication": "unreadable",
        "page": "login-wall",
        "memento": "no-copy",
    }
    assert other.id in kept.testimonies[0].detail and kept.testimonies[0].record
    nameless = {**answers, syndication_url(POST): syndication_answer(POST, id_str=None)}
    kept = hold(snapshot(POST.ref, POST.claim), {**nameless, **not_held(POST)})
    assert said(kept.testimonies)["syndication"] == "unreadable"


def test_an_answer_that_breaks_off_is_to_be_asked_for_again() -> None:
    """A body that ran out of time has a status, and says nothing."""
    late = oembed_answer(POST)._replace(failure=Failure.TIMEOUT, truncated="time")
    answers = {**live(POST), oembed_url(POST): late, **not_held(POST)}
    kept = hold(snapshot(POST.ref, POST.claim), answers)
    assert said(kept.testimonies)["oembed"] == "unreachable" and kept.unreached == (oembed_url(POST),)


def test_a_long_post_is_known_to_be_cut_by_its_ellipsis_too() -> None:
    """oEmbed shows the beginning, an ellipsis and a link, and says nothing of having cut."""
    long = dataclasses.replace(POST, text="The plan to raise the dam… https://t.co/abcdefghij")
    assert from_oembed(oembed_answer(long)).text_cut
    assert not from_oembed(oembed_answer(POST)).text_cut


def test_an_endpoint_that_moves_to_itself_is_asked_once() -> None:
    """Asking again would bring the same answer."""
    url = oembed_url(POST)
    world = DictWorld({**live(POST), **not_held(POST), url: moved(url)})
    hold(snapshot(POST.ref, POST.claim), world)
    assert world.asked.count(url) == 1


def test_an_image_address_without_sense_is_left_out() -> None:
    """Addresses come from outside; one that is none must not end the article."""
    answer = syndication_answer(POST, "https://[bad/a.jpg", photos=[{"url": "ftp://pbs.twimg.com/a"}])
    world = DictWorld({**live(POST), **not_held(POST), syndication_url(POST): answer})
    hold(snapshot(POST.ref, POST.claim), world)
    assert not any(url.startswith(("ftp", "https://[")) for url in world.asked)


def test_a_post_of_another_platform_is_not_asked_of_x() -> None:
    """Every platform has witnesses of its own; an archive is asked for all."""
    world = DictWorld()
    kept = hold(snapshot(PostRef("instagram", "CYokA48MWDA"), Claim()), world)
    assert {one.status for one in kept.testimonies} == {Testified.UNREACHABLE}
    hosts = {urlsplit(url).hostname for url in world.asked}
    assert hosts == {"www.instagram.com", "web.archive.org"}


def test_an_archive_without_copies_says_nothing_of_the_post() -> None:
    """`no-copy` where the index answered, `unreachable` where it did not: never taken for absence."""
    kept = hold(snapshot(POST.ref, POST.claim), {**live(POST), **not_held(POST)})
    assert said(kept.testimonies)["memento"] == "no-copy"
    kept = hold(snapshot(POST.ref, POST.claim), live(POST))
    assert said(kept.testimonies)["memento"] == "unreachable"
    assert len(kept.unreached) == 3, "the testimony and both queries"


def test_a_post_without_an_author_is_not_looked_for_in_the_archive() -> None:
    """The archive files posts under the author's name."""
    kept = hold(snapshot(PostRef("twitter", POST.id), Claim()), {})
    assert "memento" not in said(kept.testimonies)


def test_a_copy_of_something_else_is_kept_but_says_nothing() -> None:
    """A page without the post, an error, silence: the next capture is tried, three at most."""
    stamps = [f"2026020300000{n}" for n in range(5)]
    raw = [f"https://web.archive.org/web/{stamp}id_/{POST.url}" for stamp in stamps]
    answers = {
        **live(POST),
        **not_held(POST),
        cdx_url(f"twitter.com/{POST.handle}/status/{POST.id}"): cdx_answer(
            *((stamp, POST.url, "text/html") for stamp in stamps)
        ),
        raw[0]: page("<p>Something went wrong. Try reloading."),
        raw[1]: page("gone", 404),
    }
    kept = hold(snapshot(POST.ref, POST.claim), answers)
    told = [one.status.value for one in kept.testimonies if one.witness is Witness.MEMENTO]
    assert told == ["unreadable", "no-copy", "unreachable"]
    assert len(kept.copies) == 1


def test_malformed_rows_of_the_index_are_left_out() -> None:
    """Real CDX answers hold short rows and impossible timestamps."""
    rows = [
        ["timestamp", "original"],
        ["20260203000000", POST.url],
        ["bad", POST.url],
        ["20260203000000"],
        "x",
    ]
    listed = read_cdx(page(json.dumps(rows), kind=JSON))
    assert [capture.original for capture in listed] == [POST.url]
    assert read_cdx(NO_CAPTURES) == () == read_cdx(page("oops")) == read_cdx(page('[[["a"]], [1]]'))


def test_an_index_that_answers_with_a_page_is_unreadable_not_empty() -> None:
    """200 and HTML instead of rows: nobody said that nothing is held."""
    first = cdx_url(f"twitter.com/{POST.handle}/status/{POST.id}")
    kept = hold(snapshot(POST.ref, POST.claim), {**live(POST), **not_held(POST), first: page("<p>busy")})
    memento = kept.testimonies[3]
    assert (memento.status, kept.unreached) == (Testified.UNREADABLE, (first,))
    assert "holds no copy" not in memento.detail


def test_an_index_that_refuses_is_unreadable_not_empty() -> None:
    """A 403 from the index is no statement that nothing is held."""
    prefix = "twitter.com/a/status/1"
    listing = hold(captures_under(prefix), {cdx_url(prefix): page("blocked", 403)})
    assert listing.problem is Testified.UNREADABLE


V2 = {
    "data": {"id": POST.id, "text": POST.text, "created_at": "2026-02-02T10:00:00.000Z", "author_id": "7"},
    "includes": {
        "users": [{"id": "7", "name": POST.name, "username": POST.handle}],
        "media": [{"url": "https://pbs.twimg.com/media/A.jpg"}],
    },
}
PERMALINK_PAGE = f"""
<div class="tweet permalink-tweet js-original-tweet" data-tweet-id="{POST.id}"
 data-screen-name="{POST.handle}" data-name="{POST.name}">
<span class="_timestamp" data-time="1770026400"></span>
<p class="js-tweet-text tweet-text" lang="en">The plan to raise the <img class="Emoji" alt="🌊">dam</p>
</div><p class="tweet-text">a reply</p>"""
OPEN_GRAPH = f"""<meta property="og:url" content="{POST.url}"><meta property="og:title"
content="{POST.name} on Twitter"><meta property="og:description" content="“{POST.text}”">"""


@pytest.mark.parametrize(
    ("body", "kind", "words"),
    [
        (json.dumps(V2), JSON, POST.text),
        (json.dumps({**V2, "data": [V2["data"]]}), "text/plain", POST.text),
        (PERMALINK_PAGE, "text/html", "The plan to raise the 🌊dam"),
        (OPEN_GRAPH, "text/html; charset=utf-8", POST.text),
    ],
)
def test_copies_of_every_era_are_read(body: str, kind: str, words: str) -> None:
    """API JSON of two versions, the drawn page with emoji as images, and Open Graph."""
    told = read_memento(body.encode(), kind, POST.ref)
    assert told is not None
    assert (told.text, told.name, told.handle) == (words, POST.name, POST.handle)


@pytest.mark.parametrize("body", [json.dumps(V2), PERMALINK_PAGE, OPEN_GRAPH, "{", "[" * 100_000, ""])
def test_a_copy_of_another_post_says_nothing(body: str) -> None:
    """Only the very post counts, and a broken body is no exception."""
    assert read_memento(body.encode(), "", PostRef("twitter", "20")) is None


def test_times_of_the_archive_are_read_in_any_locale() -> None:
    """The API's own English form; an impossible one is no time."""
    assert api_time("Wed Oct 10 20:19:24 +0000 2018") == dt.datetime(2018, 10, 10, 20, 19, 24, tzinfo=dt.UTC)
    for text in ("Wed Foo 10 20:19:24 +0000 2018", "Wed Feb 31 20:19:24 +0000 2018", None):
        assert api_time(text) is None
    assert unix_time("1770026400") == dt.datetime(2026, 2, 2, 10, tzinfo=dt.UTC)
    assert unix_time("x") is None


def test_words_are_told_as_their_author_wrote_them() -> None:
    """The API escapes `&` and `<`; a report must not show what nobody wrote."""
    assert from_syndication(syndication_answer(Post(text="a &amp; b &lt;3"))).text == "a & b <3"
    kept = json.dumps(V2).replace(POST.text, "a &amp; b").encode()
    told = read_memento(kept, JSON, POST.ref)
    assert told is not None and told.text == "a & b"


def test_the_index_is_asked_for_one_url_whatever_became_of_it() -> None:
    """The captures of redirects and errors are listed too, each in the case it was captured in."""
    rows = [
        ["timestamp", "original", "mimetype", "statuscode", "digest"],
        ["20200101000000", "https://t.co/AbCd", "text/html", "301", "X"],
        ["20210101000000", "http://t.co/abcd", "warc/revisit", "-", "X"],
    ]
    query = {
        "url": "https://t.co/AbCd",
        "matchType": "exact",
        "output": "json",
        "fl": "timestamp,original,mimetype,statuscode,digest",
        "limit": "500",
    }
    url = f"https://web.archive.org/cdx/search/cdx?{urlencode(query)}"
    listing = hold(captures_of("https://t.co/AbCd"), {url: page(json.dumps(rows), kind=JSON)})
    assert [(one.original, one.status) for one in listing.captures] == [
        ("https://t.co/AbCd", "301"),
        ("http://t.co/abcd", "-"),
    ]
