"""Verdicts: never more certain than their evidence."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import random
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedarchive.pipeline import investigate
from embedarchive.records import (
    All,
    Article,
    Candidate,
    Check,
    CheckOutcome,
    Citation,
    Claim,
    Dialogue,
    Exchange,
    Liveness,
    Look,
    PostRef,
    RecordRef,
    Request,
    Testified,
    Testimony,
    Verdict,
    Visit,
    Witness,
)
from embedarchive.stages.search import Found
from embedarchive.stages.verify import judge, liveness, verify, without_blind_witnesses
from embedarchive.stages.verify.verdict import RULES, claims_made
from embedarchive.stages.verify.visits import RULES as PRESENCE
from embedarchive.stages.verify.visits import TOLD_GONE, blind_witnesses
from embedarchive.stages.words import fold
from tests.worlds.dict_world import DictWorld, hold, moved, page
from tests.worlds.posts import (
    DAY,
    TOMBSTONE,
    Post,
    deleted,
    held,
    id_on,
    live,
    mention,
    not_held,
    oembed_answer,
    oembed_url,
    syndication_answer,
    syndication_url,
)

POST = Post()
ARTICLE = Article("a.txt", None, None, None, None, None, "", "text/plain", "utf-8")


def cite(claim: Claim, answers: Mapping[str, Exchange], post: PostRef | None = POST.ref) -> Citation:
    return hold(investigate(ARTICLE, mention(claim, post=post, kind="embed")), answers)


def test_an_honest_embed_of_a_live_post_is_confirmed() -> None:
    """Author, UTC day and words agree with witnesses of the very post."""
    cited = cite(POST.claim, {**live(POST), **held(POST)})
    assert (cited.verdict, cited.liveness, cited.reached) == (Verdict.CONFIRMED, Liveness.LIVE, True)
    assert all(check.record for check in cited.checks if check.witness not in ("id", "link"))


def test_a_deleted_post_is_confirmed_by_its_copy() -> None:
    """Two witnesses say gone; the memento says the same words."""
    cited = cite(POST.claim, {**deleted(POST), **held(POST)})
    assert (cited.verdict, cited.liveness) == (Verdict.CONFIRMED, Liveness.GONE)


def test_a_deleted_post_without_a_copy_is_only_probable() -> None:
    """The link and the day agree, but nobody bears the words out."""
    cited = cite(POST.claim, {**deleted(POST), **not_held(POST)})
    assert (cited.verdict, cited.liveness) == (Verdict.PROBABLE, Liveness.GONE)
    assert "no witness to the author or the words" in " ".join(cited.reasons)


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"text": "The plan to raise the dam was not read today"}, "words"),
        ({"date": DAY + dt.timedelta(days=2)}, "date"),
        ({"date": DAY.replace(year=2025)}, "date"),
        ({"handle": "somebody_else"}, "handle"),
        ({"text": f"{POST.text} pic.twitter.com/kfPNrRDYk8"}, "media"),
    ],
)
def test_what_differs_is_named(change: dict[str, object], name: str) -> None:
    """An edited quotation, a faked date, another author: a conflict that names its check."""
    cited = cite(dataclasses.replace(POST.claim, **change), {**live(POST), **held(POST)})  # type: ignore[arg-type]
    assert cited.verdict is Verdict.CONFLICT
    assert name in {check.name for check in cited.checks if check.outcome is CheckOutcome.DIFFERS}
    assert cited.reasons


def test_a_renamed_account_is_no_conflict() -> None:
    """The name in a status URL is not authoritative; a witness of the post is."""
    old = PostRef("twitter", POST.id, "old_name")
    asked = Post(handle="old_name")
    answers = {**live(POST), oembed_url(asked): oembed_answer(POST), **not_held(asked)}
    assert cite(POST.claim, answers, old).verdict is Verdict.CONFIRMED


def test_a_renamed_account_is_known_to_the_archive() -> None:
    """X shows the new name today, the archived copy the one the article gives: no conflict."""
    new = dataclasses.replace(POST, handle="new_name")
    now = {oembed_url(POST): oembed_answer(new), syndication_url(POST): syndication_answer(new)}
    assert cite(POST.claim, {**now, **held(POST)}).verdict is Verdict.CONFIRMED
    unheld = cite(POST.claim, {**now, **not_held(POST)})
    assert (unheld.verdict, unheld.verdict_rule) == (Verdict.PROBABLE, "renamed")
    assert any("@new_name" in why and "@dam_watch" in why for why in unheld.reasons)


def test_another_account_than_the_links_is_no_renaming() -> None:
    """The article names one author, link and witness another: nothing bears the claimed one out."""
    claim = dataclasses.replace(POST.claim, handle="senator")
    cited = cite(claim, {**live(POST), **held(POST)})
    assert (cited.verdict, cited.verdict_rule) == (Verdict.CONFLICT, "differs")


@pytest.mark.parametrize(
    ("claimed", "shown", "outcome"),
    [
        ("Dam Watch", "Dam Watch", "agrees"),
        ("Dam Watch", "DAM WATCH 🌊", "agrees"),
        ("Dam Watch", "Dam Watch, now in Bristol", "agrees"),
        ("Dam Watch", "River Friends", "renamed"),
        ("Joe Biden", "Joe Smith", "renamed"),
        (None, "Dam Watch", "silent"),
        ("🌊", "Dam Watch", "silent"),
    ],
)
def test_a_name_that_was_changed_is_no_conflict(claimed: str | None, shown: str, outcome: str) -> None:
    """People dress and change the names they show; a name that nobody shows is not confirmed either."""
    now = live(dataclasses.replace(POST, name=shown))
    cited = cite(dataclasses.replace(POST.claim, name=claimed), {**now, **not_held(POST)})
    assert {check.outcome for check in cited.checks if check.name == "name"} == {CheckOutcome(outcome)}
    assert cited.verdict is (Verdict.PROBABLE if outcome == "renamed" else Verdict.CONFIRMED)


@pytest.mark.parametrize(
    ("hour", "shift", "rule"),
    [
        (11, 1, "local-date"),
        (9, 1, "differs"),
        (11, -1, "local-date"),
        (13, -1, "differs"),
        (11, 0, "borne-out"),
    ],
)
def test_a_local_date_is_one_that_some_place_had(hour: int, shift: int, rule: str) -> None:
    """From UTC-12 to UTC+14; a day that no place on earth had is another day."""
    post = Post(id=id_on(DAY, hour * 3600))
    claim = dataclasses.replace(post.claim, date=DAY + dt.timedelta(days=shift))
    assert cite(claim, {**live(post), **not_held(post)}, post.ref).verdict_rule == rule


def test_a_counted_id_is_older_than_the_first_timed_one() -> None:
    """X counted its posts until November 2010; whatever the day, it was not later."""
    post = Post(id="29700859247", day=dt.date(2010, 11, 4))
    for day, verdict in ((dt.date(2010, 11, 4), Verdict.PROBABLE), (dt.date(2020, 1, 1), Verdict.CONFLICT)):
        claim = dataclasses.replace(post.claim, date=day)
        assert cite(claim, {**deleted(post), **not_held(post)}, post.ref).verdict is verdict


def test_an_invented_id_is_not_confirmed() -> None:
    """A bare link claims no more than a post, but nobody has ever seen this one."""
    unknown = {oembed_url(POST): page("Not found", 404), syndication_url(POST): page("", 404)}
    cited = cite(Claim(), {**unknown, **not_held(POST)})
    assert (cited.verdict, cited.verdict_rule) == (Verdict.PROBABLE, "absent")
    assert cite(Claim(), {**unknown, **held(POST)}).verdict is Verdict.CONFIRMED


@pytest.mark.parametrize("text", ["the plan to raise the dam WAS READ today", "The plan … was read today"])
def test_a_quotation_by_hand_is_neither_confirmed_nor_a_conflict(text: str) -> None:
    """Other capitals, or an ellipsis for what was left out."""
    cited = cite(dataclasses.replace(POST.claim, text=text), {**live(POST), **held(POST)})
    assert cited.verdict is Verdict.PROBABLE
    assert cited.verdict_rule in ("retyped", "part")


def test_media_that_lead_to_the_post_are_its_own() -> None:
    """The slug need not stand in what a witness shows, if it leads to the post itself."""
    claim = dataclasses.replace(POST.claim, text=f"{POST.text} pic.twitter.com/kfPNrRDYk8")
    led = {"https://t.co/kfPNrRDYk8": moved(POST.url + "/photo/1"), **live(POST), **not_held(POST)}
    cited = hold(
        investigate(ARTICLE, mention(claim, "https://pic.twitter.com/kfPNrRDYk8", post=POST.ref)), led
    )
    assert cited.verdict is Verdict.CONFIRMED
    assert any(one.name == "media" and one.witness == "link" and one.record for one in cited.checks)


def test_borrowed_media_that_the_post_shows_are_no_conflict() -> None:
    """The slug leads to another author's post, and stands in this one's words: it was borrowed."""
    shown = dataclasses.replace(POST, text=f"{POST.text} https://t.co/kfPNrRDYk8")
    claim = dataclasses.replace(POST.claim, text=f"{POST.text} pic.twitter.com/kfPNrRDYk8")
    theirs = "https://twitter.com/cam/status/2018112125137846273/video/1"
    answers = {"https://t.co/kfPNrRDYk8": moved(theirs), **live(shown), **not_held(POST)}
    linked = mention(claim, "https://pic.twitter.com/kfPNrRDYk8", post=POST.ref)
    assert hold(investigate(ARTICLE, linked), answers).verdict is Verdict.CONFIRMED


# --- Edited posts ----------------------------------------------------------------------------------

FIRST, SECOND = id_on(DAY, 100), id_on(DAY, 200)


def version(post_id: str, text: str, *edits: str, edited: bool = False) -> Testimony:
    """What syndication says of one version of a post."""
    return Testimony(
        Witness.SYNDICATION,
        Testified.FOUND,
        "https://example.org/",
        PostRef("twitter", post_id, POST.handle),
        POST.name,
        POST.handle,
        day=DAY,
        text=text,
        edits=edits,
        edited=dt.datetime(2026, 2, 2, tzinfo=dt.UTC) if edited else None,
    )


OLD, NEW, OTHER = (
    "The plan to raise the dam was read today in the council",
    "The plan to raise the dam was dropped today in the council",
    "The plan to raise the dam was praised today in the council",
)


@pytest.mark.parametrize(
    ("quoted", "told", "rule"),
    [
        (NEW, [version(FIRST, NEW, FIRST, SECOND)], "borne-out"),
        (OLD, [version(FIRST, NEW, FIRST, SECOND)], "edited"),
        (
            OLD,
            [version(FIRST, NEW, FIRST, SECOND), version(SECOND, OLD, FIRST, SECOND)],
            "edited",
        ),
        (OLD, [version(SECOND, OLD, FIRST, SECOND)], "edited"),
        (OTHER, [version(FIRST, NEW, FIRST, SECOND), version(SECOND, OLD, FIRST, SECOND)], "differs"),
        (OLD, [version(FIRST, NEW, FIRST)], "differs"),
        (OLD, [version(FIRST, NEW, edited=True)], "edited"),
        ("Something else was said by her", [version(FIRST, NEW, FIRST, SECOND)], "differs"),
    ],
)
def test_words_from_before_an_edit_are_told_from_altered_ones(
    quoted: str, told: list[Testimony], rule: str
) -> None:
    """As far as the versions are shown: where all are and none says the words, they differ."""
    post = PostRef("twitter", FIRST, POST.handle)
    found = Found(post, (Candidate(post, "permalink", True, ""),))
    claim = dataclasses.replace(POST.claim, text=quoted)
    judged = hold(verify(mention(claim, post=post), found, told))
    assert judged.rule == rule
    assert judged.reasons


def test_a_bare_link_under_another_name_is_not_confirmed() -> None:
    """`/somebody/status/ID` of another author's post: named in the reasons, and no conflict for old names."""
    other = dataclasses.replace(POST, handle="the_author")
    now = {oembed_url(POST): oembed_answer(other), syndication_url(POST): syndication_answer(other)}
    cited = cite(Claim(), {**now, **not_held(POST)})
    assert cited.verdict is Verdict.PROBABLE
    assert any("@dam_watch" in why and "@the_author" in why for why in cited.reasons)


@pytest.mark.parametrize(
    ("claimed", "told"),
    [
        ("the mayor has resigned today", "It is not true that the mayor has resigned today"),
        ("I will resign tonight", "I will resign tonight if they find a proof"),
    ],
)
def test_a_quotation_torn_from_its_post_is_not_confirmed(claimed: str, told: str) -> None:
    """Every word of it stands in the post, and it says something else."""
    post = dataclasses.replace(POST, text=told)
    cited = cite(dataclasses.replace(POST.claim, text=claimed), {**live(post), **held(post)})
    assert cited.verdict is Verdict.PROBABLE and "as a whole" in cited.reasons[-1]


def test_words_behind_the_cut_of_a_long_post_are_not_confirmed() -> None:
    """The witnesses show the beginning only; nobody bears the rest out."""
    claim = dataclasses.replace(POST.claim, text=f"{POST.text} and it was a lie")
    seen = dataclasses.replace(POST, text=f"{POST.text}…")
    answers = {
        oembed_url(POST): oembed_answer(seen),
        syndication_url(POST): syndication_answer(POST, note_tweet={"id": "1"}),
        **not_held(POST),
    }
    assert cite(claim, answers).verdict is Verdict.PROBABLE


def test_what_somebody_says_of_another_post_confirms_nothing() -> None:
    """The same words under another id are another post's."""
    other = dataclasses.replace(POST, id=id_on(DAY, 500))
    answers = {syndication_url(POST): syndication_answer(other), **not_held(POST)}
    cited = cite(POST.claim, answers)
    assert (cited.verdict, cited.liveness) == (Verdict.PROBABLE, Liveness.UNKNOWN)


def test_an_article_cites_what_was_posted_before_it_was_read() -> None:
    """An id that tells of a later day was made up; a clock may be a day wrong."""
    read = Exchange(Request("https://a.example/"), "2026-02-01T12:00:00.000000Z", 200)
    article = dataclasses.replace(ARTICLE, exchange=read)
    for day, verdict in ((DAY, Verdict.CONFIRMED), (dt.date(2026, 2, 4), Verdict.CONFLICT)):
        post = Post(id=id_on(day))
        cited = hold(
            investigate(article, mention(Claim(), post=post.ref, kind="link")),
            {**deleted(post), **not_held(post)},
        )
        assert cited.verdict is verdict and cited.reasons


def test_reasons_ask_for_no_more_than_was_claimed() -> None:
    """A claim without words lacks no witness to them; a bare link has its reason too."""
    claim = dataclasses.replace(POST.claim, text=None, date=None, date_text=None)
    assert cite(claim, {**deleted(POST), **not_held(POST)}).reasons[-1] == "no witness to the author"
    assert cite(Claim(), {**deleted(POST), **not_held(POST)}).reasons[0].startswith("the link names the post")


def test_a_forged_id_is_a_conflict() -> None:
    """An id from the range that was never issued cannot be a post."""
    forged = Post(id="100000000000000")
    assert cite(Claim(handle=forged.handle), deleted(forged), forged.ref).verdict is Verdict.CONFLICT


def test_a_bare_link_claims_only_itself() -> None:
    """Where the article claims no author, day or words, the link is enough."""
    assert cite(Claim(), {**deleted(POST), **not_held(POST)}).verdict is Verdict.CONFIRMED


def test_a_flattened_line_is_confirmed_through_its_slug() -> None:
    """From a dead line of text back to the post."""
    cited = hold(
        investigate(ARTICLE, mention(POST.claim, "https://pic.twitter.com/kfPNrRDYk8")),
        {"https://t.co/kfPNrRDYk8": moved(POST.url + "/photo/1"), **live(POST), **held(POST)},
    )
    assert (cited.post, cited.verdict) == (POST.ref, Verdict.CONFIRMED)


def test_without_a_network_nothing_is_resolved_and_the_run_knows_it() -> None:
    """Unresolved, with the reason, and marked as not reached."""
    cited = hold(investigate(ARTICLE, mention(POST.claim, "https://pic.twitter.com/kfPNrRDYk8")), {})
    assert (cited.verdict, cited.reached, cited.post) == (Verdict.UNRESOLVED, False, None)
    assert "could not be followed" in cited.reasons[0]


def test_an_outbound_page_is_kept() -> None:
    """The final page of an outbound link is a copy; the link is no citation of a post."""
    url = "https://t.co/abc"
    cited = hold(
        investigate(ARTICLE, mention(Claim(), url, kind="link")),
        {url: moved("https://paper.example/"), "https://paper.example/": page("<p>news")},
    )
    assert cited.verdict is Verdict.UNRESOLVED and "is no post" in cited.reasons[0]
    assert [copy.url for copy in cited.copies] == ["https://paper.example/"]
    assert cited.reached


# --- Liveness --------------------------------------------------------------------------------------


def telling(witness: Witness, status: Testified, detail: str = "") -> Testimony:
    return Testimony(witness, status, "https://example.org/", detail=detail)


GONE_WORDS = "This Post was deleted by the Post author. Learn more"


@pytest.mark.parametrize(
    ("oembed", "syndication", "words", "expected"),
    [
        ("found", "found", "", "live"),
        ("found", "tombstone", "", "live"),
        ("not-found", "found", "", "live"),
        ("protected", "tombstone", "", "protected"),
        ("suspended", "tombstone", "", "suspended"),
        ("not-found", "not-found", "", "gone"),
        ("not-found", "tombstone", GONE_WORDS, "gone"),
        ("not-found", "tombstone", "This Post is unavailable.", "unknown"),
        ("not-found", "empty", "", "unknown"),
        ("not-found", "unreachable", "", "unknown"),
        ("unreachable", "not-found", "", "unknown"),
        ("unreachable", "busy", "", "unreachable"),
        ("unreadable", "tombstone", GONE_WORDS, "unknown"),
    ],
)
def test_liveness_goes_as_far_as_the_evidence(
    oembed: str, syndication: str, words: str, expected: str
) -> None:
    """A tombstone or a 404 is testimony, not proof: `gone` needs two witnesses who say so."""
    told = [
        telling(Witness.OEMBED, Testified(oembed)),
        telling(Witness.SYNDICATION, Testified(syndication), words),
    ]
    assert liveness(told).means is Liveness(expected)


def test_an_archived_copy_says_nothing_of_today() -> None:
    """Only witnesses who ask X itself count."""
    assert liveness([telling(Witness.MEMENTO, Testified.FOUND)]).means is Liveness.UNKNOWN
    assert liveness([]).means is Liveness.UNKNOWN


def test_a_tombstone_that_is_alive_is_live() -> None:
    """Syndication hides it, oEmbed shows it."""
    answers = {oembed_url(POST): oembed_answer(POST), syndication_url(POST): TOMBSTONE, **not_held(POST)}
    assert cite(POST.claim, answers).liveness is Liveness.LIVE


# --- Memory ----------------------------------------------------------------------------------------

REMEMBERED = "urn:embedarchive:memory:visits:twitter:" + POST.id
TODAY = dt.datetime(2026, 2, 3, 4, 5, 6, tzinfo=dt.UTC)
"""When the dictionary answers."""


def visit(
    hours_ago: float, status: str, witness: Witness = Witness.OEMBED, detail: str = "", number: int = 1
) -> Visit:
    """An earlier answer."""
    at = (TODAY - dt.timedelta(hours=hours_ago)).isoformat()
    record = RecordRef("EA-0.warc.gz", number + int(hours_ago * 60), 1, f"urn:uuid:{number}{hours_ago}")
    return Visit(at, witness, Testified(status), None, detail, record)


def now(status: str, witness: Witness = Witness.OEMBED, detail: str = "") -> Testimony:
    """Today's answer."""
    record = RecordRef("EA-9.warc.gz", 1, 1, f"urn:uuid:{witness}")
    return Testimony(
        witness, Testified(status), "https://example.org/", detail=detail, record=record, at=TODAY.isoformat()
    )


@pytest.mark.parametrize(
    ("visits", "today", "rule"),
    [
        ([(25, "not-found")], "not-found", "two-visits"),
        ([(23, "not-found")], "not-found", "one-witness"),
        ([(25, "found")], "not-found", "one-witness"),
        ([(50, "not-found"), (25, "found")], "not-found", "one-witness"),
        ([(50, "found"), (25, "not-found")], "not-found", "two-visits"),
        ([(50, "not-found"), (25, "protected")], "not-found", "one-witness"),
        ([(50, "not-found"), (1, "unreachable")], "not-found", "two-visits"),
        ([(50, "not-found"), (25, "not-found")], "unreachable", "unheard"),
        ([(50, "not-found"), (25, "not-found")], "found", "shown"),
        ([(50, "not-found"), (25, "not-found")], "empty", "not-settled"),
        ([(50, "tombstone")], "not-found", "one-witness"),
    ],
)
def test_memory_makes_two_visits_of_two_looks(visits: list[tuple[float, str]], today: str, rule: str) -> None:
    """Absent now and absent a day before, and nothing of it seen in between."""
    earlier = [visit(hours, status, number=number) for number, (hours, status) in enumerate(visits)]
    assert liveness([now(today)], earlier).name == rule


def test_words_of_an_old_tombstone_count() -> None:
    """An archive that kept X's reason as words knows that the author took the post down."""
    old = visit(30, "tombstone", Witness.SYNDICATION, GONE_WORDS)
    assert liveness([now("not-found")], [old]).name == "two-visits"


def test_one_answer_is_one_visit() -> None:
    """What today's answer was taken from is no earlier visit, nor is a copy in an archive."""
    told = now("not-found")
    assert told.record
    same = Visit("2026-01-01T00:00:00+00:00", Witness.OEMBED, Testified.NOT_FOUND, None, "", told.record)
    copied = visit(99, "not-found", Witness.MEMENTO)
    assert liveness([told], [same, copied]).name == "one-witness"


STATUSES = [one for one in Testified if one is not Testified.FOUND]
ANY = st.sampled_from(Testified)
PAST = st.lists(
    st.builds(visit, st.floats(0.5, 900), ANY, st.sampled_from(Witness), number=st.integers(1, 99)),
    max_size=6,
)
LIVE_WITNESSES = st.sampled_from([Witness.OEMBED, Witness.SYNDICATION, Witness.API])
BLIND = st.frozensets(LIVE_WITNESSES)
PRESENT = st.lists(st.builds(now, ANY, LIVE_WITNESSES), max_size=4)


@given(
    PAST,
    st.lists(st.builds(now, st.sampled_from(Testified), LIVE_WITNESSES), max_size=4),
    LIVE_WITNESSES,
    BLIND,
)
def test_what_a_witness_shows_today_is_never_gone(
    visits: list[Visit], today: list[Testimony], witness: Witness, blind: frozenset[Witness]
) -> None:
    """Whatever others say, now or before."""
    assert liveness([*today, now("found", witness)], visits, blind).means is Liveness.LIVE


@given(PAST, st.builds(now, st.sampled_from(STATUSES), LIVE_WITNESSES), BLIND)
def test_one_witness_alone_needs_an_earlier_visit(
    visits: list[Visit], today: Testimony, blind: frozenset[Witness]
) -> None:
    """`gone` on one witness's word: it says so today, and somebody said so a day ago or more."""
    if liveness([today], visits, blind).means is Liveness.GONE:
        apart = dt.timedelta(days=1)
        assert any(TODAY - dt.datetime.fromisoformat(one.at) >= apart for one in visits)
        assert today.status in (Testified.NOT_FOUND, *TOLD_GONE)
    assert liveness([today], (), blind).means is not Liveness.GONE


@given(PAST, st.sampled_from(["empty", "tombstone", "unreachable", "unreadable", "login-wall"]))
def test_memory_alone_is_never_gone(visits: list[Visit], today: str) -> None:
    """Who is not told today that it is absent knows only what was."""
    assert liveness([now(today)], visits).means is not Liveness.GONE


@given(PAST, PRESENT, BLIND)
def test_a_blind_witness_never_makes_gone(
    visits: list[Visit], today: list[Testimony], blind: frozenset[Witness]
) -> None:
    """Leaving a witness's "not found" out never turns anything into gone."""
    if liveness(today, visits, blind).means is Liveness.GONE:
        assert liveness(today, visits).means is Liveness.GONE


def test_every_rule_of_liveness_decides_something() -> None:
    """No rule stands behind others that leave it nothing."""
    worlds = [liveness([now(status)]) for status in Testified]
    worlds += [
        liveness([now("not-found"), now("not-found", Witness.SYNDICATION)]),
        liveness([now("not-found")], [visit(30, "not-found")]),
        liveness([now("not-found")], (), frozenset({Witness.OEMBED})),
    ]
    assert {rule.name for rule in worlds} == {rule.name for rule in PRESENCE}


def remembered(*visits: dict[str, Any]) -> DictWorld:
    """A world in which the post is gone, and the archive remembers these visits."""
    return DictWorld({**deleted(POST), **not_held(POST)}, memory={REMEMBERED: list(visits)})


def shown_before(**changes: object) -> dict[str, Any]:
    """A visit on which oEmbed showed the post, as the archive tells of it."""
    place = {"warc": "EA-0.warc.gz", "offset": 7, "length": 9, "record_id": "urn:uuid:old"}
    nothing = dict.fromkeys(["created", "lang", "edited", "quoted"])
    told = {
        "at": "2026-02-02T12:00:00.000000Z",
        "witness": "oembed",
        "status": "found",
        "detail": "",
        "last": 1,
        "url": "https://publish.example/",
        "post_platform": "twitter",
        "post_id": POST.id,
        "post_handle": POST.handle,
        "name": POST.name,
        "handle": POST.handle,
        "day": DAY.isoformat(),
        "text": POST.text,
        "text_cut": 0,
        "media": "[]",
        "edits": "[]",
    }
    return {**nothing, **told, **place, **changes}


def test_what_the_archive_saw_itself_is_evidence() -> None:
    """The post is gone and no public archive has it, but this one saw it say these words."""
    world = remembered(shown_before())
    cited = hold(investigate(ARTICLE, mention(POST.claim, post=POST.ref, kind="embed")), world)
    assert (cited.verdict, cited.liveness) == (Verdict.CONFIRMED, Liveness.GONE)
    words = [one for one in cited.checks if one.name == "words" and one.outcome is CheckOutcome.AGREES]
    assert [(one.witness, one.record and one.record.record_id) for one in words] == [
        ("oembed@2026-02-02", "urn:uuid:old")
    ]
    assert "oembed on 2026-02-02: the post says the same words" in cited.reasons


def test_what_the_archive_saw_itself_can_differ() -> None:
    """Somebody altered the quotation of a post that is gone: it is remembered."""
    claim = dataclasses.replace(POST.claim, text="The plan to raise the dam was burnt today")
    cited = hold(
        investigate(ARTICLE, mention(claim, post=POST.ref, kind="embed")), remembered(shown_before())
    )
    assert cited.verdict is Verdict.CONFLICT


def test_a_name_from_before_a_renaming_is_remembered() -> None:
    """X shows the new name; the archive saw the old one under the same id."""
    new = dataclasses.replace(POST, handle="new_name")
    shown = {oembed_url(POST): oembed_answer(new), syndication_url(POST): syndication_answer(new)}
    world = DictWorld({**shown, **not_held(POST)}, memory={REMEMBERED: [shown_before()]})
    cited = hold(investigate(ARTICLE, mention(POST.claim, post=POST.ref, kind="embed")), world)
    assert (cited.verdict, cited.liveness) == (Verdict.CONFIRMED, Liveness.LIVE)


def test_who_needs_no_memory_asks_for_none() -> None:
    """A live post whose claims are borne out today."""
    world = DictWorld({**live(POST), **not_held(POST)}, memory={REMEMBERED: [shown_before()]})
    assert hold(investigate(ARTICLE, mention(POST.claim, post=POST.ref)), world).visits == ()
    assert world.recalled == []


# --- Blind witnesses -------------------------------------------------------------------------------

BLIND_SYNDICATION = ((Witness.OEMBED, Testified.FOUND), (Witness.SYNDICATION, Testified.NOT_FOUND))
BOTH_SEE = ((Witness.OEMBED, Testified.FOUND), (Witness.SYNDICATION, Testified.FOUND))


@pytest.mark.parametrize(
    ("looks", "blind"),
    [
        ([BLIND_SYNDICATION] * 3, True),
        ([BLIND_SYNDICATION] * 2, False),
        ([*[BLIND_SYNDICATION] * 4, BOTH_SEE], False),
        ([*[BLIND_SYNDICATION] * 5, BOTH_SEE], True),
        ([BOTH_SEE, *[BLIND_SYNDICATION] * 5], False),
        ([((Witness.OEMBED, Testified.FOUND), (Witness.SYNDICATION, Testified.BUSY))] * 5, False),
    ],
)
def test_who_misses_all_that_others_show_is_blind(
    looks: list[tuple[tuple[Witness, Testified], ...]], blind: bool
) -> None:
    """Three of three, or the last five; one that was too busy missed nothing."""
    given_looks = [Look(str(number), said) for number, said in enumerate(looks)]
    assert blind_witnesses(given_looks) == (frozenset({Witness.SYNDICATION}) if blind else frozenset())
    assert blind_witnesses([Look("1", said) for said in looks]) == frozenset()


def an_article(shown: int, syndication: bool) -> tuple[Citation, ...]:
    """One post that oEmbed does not know, among others that it shows; syndication may see nothing at all."""
    answers = {oembed_url(POST): page("", 404), syndication_url(POST): page("", 404), **not_held(POST)}
    posts = [Post(id=id_on(DAY, 60 + n)) for n in range(shown)]
    for post in posts:
        answers |= {**live(post), **not_held(post)}
        if not syndication:
            answers[syndication_url(post)] = page("", 404)

    def follow() -> Dialogue[tuple[Citation, ...]]:
        cited = yield All.of(
            investigate(ARTICLE, mention(one.claim, post=one.ref, kind="embed")) for one in (POST, *posts)
        )
        return (yield from without_blind_witnesses(cited))

    return hold(follow(), answers)


def test_a_blocked_data_centre_is_not_taken_for_deletion() -> None:
    """Every answer of syndication is a 404 while oEmbed shows the posts: its 404 says nothing."""
    blocked, *others = an_article(3, syndication=False)
    assert (blocked.liveness, blocked.liveness_rule) == (Liveness.UNKNOWN, "blind-witness")
    assert {one.liveness for one in others} == {Liveness.LIVE}
    assert an_article(3, syndication=True)[0].liveness_rule == "two-witnesses"
    assert an_article(2, syndication=False)[0].liveness_rule == "two-witnesses"


def test_a_blocked_data_centre_is_remembered() -> None:
    """An article with one gone post only: what the witnesses said of others before is asked for."""
    said = json.dumps([["oembed", "found"], ["syndication", "not-found"]])
    place = {"warc": "EA-0.warc.gz", "offset": 7, "length": 9, "record_id": "urn:uuid:old"}
    looks = [{"post_id": str(n), "said": said, **place} for n in range(3)]
    answers = {oembed_url(POST): page("", 404), syndication_url(POST): page("", 404), **not_held(POST)}
    world = DictWorld(answers, memory={"urn:embedarchive:memory:witnesses:twitter": looks})
    (cited,) = (hold(investigate(ARTICLE, mention(POST.claim, post=POST.ref)), world),)
    (settled,) = hold(without_blind_witnesses([cited]), world)
    assert (cited.liveness, settled.liveness) == (Liveness.GONE, Liveness.UNKNOWN)


# --- Properties ------------------------------------------------------------------------------------

NAMES = ("post", "id", "link-handle", "handle", "name", "date", "words", "media")
OPPOSING = [one for one in CheckOutcome if one not in (CheckOutcome.AGREES, CheckOutcome.SILENT)]
CHECKS = st.lists(
    st.builds(Check, st.sampled_from(NAMES), st.sampled_from(CheckOutcome), st.none(), st.none()), max_size=10
)
CLAIMS = st.builds(
    Claim,
    handle=st.sampled_from([None, "a"]),
    date=st.sampled_from([None, DAY]),
    text=st.sampled_from([None, "some words"]),
)
RANK = {Verdict.CONFLICT: 0, Verdict.UNRESOLVED: 1, Verdict.PROBABLE: 2, Verdict.CONFIRMED: 3}
"""`conflict` stands apart; as the lowest it makes the properties say the most."""


def rank(claim: Claim, checks: Sequence[Check]) -> int:
    return RANK[judge(claim, checks).verdict]


def bare(name: str, outcome: CheckOutcome) -> Check:
    return Check(name, outcome, None, None)


@given(CLAIMS, CHECKS, st.sampled_from(NAMES))
def test_agreeing_evidence_never_lowers_a_verdict(claim: Claim, checks: list[Check], name: str) -> None:
    """And so removing it never raises one."""
    assert rank(claim, [*checks, bare(name, CheckOutcome.AGREES)]) >= rank(claim, checks)


@given(CLAIMS, CHECKS, st.sampled_from(NAMES), st.sampled_from(OPPOSING))
def test_opposing_evidence_never_raises_a_verdict(
    claim: Claim, checks: list[Check], name: str, outcome: CheckOutcome
) -> None:
    """Whatever is held against a claim, it does not become more certain."""
    assert rank(claim, [*checks, bare(name, outcome)]) <= rank(claim, checks)


@given(CLAIMS, CHECKS, st.sampled_from(NAMES), st.randoms())
def test_silence_order_and_repetition_do_not_count(
    claim: Claim, checks: list[Check], name: str, chance: random.Random
) -> None:
    """The same rule decides, whoever is heard first and however often."""
    more = [*checks, *checks, bare(name, CheckOutcome.SILENT)]
    chance.shuffle(more)
    assert judge(claim, more) is judge(claim, checks)


@given(CLAIMS, CHECKS, st.sampled_from(["id", "date", "words", "handle", "media"]))
def test_a_difference_is_never_confirmed(claim: Claim, checks: list[Check], name: str) -> None:
    """A conflict, unless a witness of the post bears the claim out; then no more than probable.

    Names and media are borne out by one witness, whatever others show: accounts are renamed.
    """
    known = any(one.name == name and one.outcome is CheckOutcome.AGREES for one in checks)
    verdict = judge(claim, [*checks, bare(name, CheckOutcome.DIFFERS)]).verdict
    if not known:
        assert verdict is Verdict.CONFLICT
    elif name in ("id", "date", "words"):
        assert verdict is not Verdict.CONFIRMED


@given(CLAIMS, CHECKS)
def test_what_is_confirmed_is_borne_out(claim: Claim, checks: list[Check]) -> None:
    """Every claim that is made has a check that agrees."""
    agreeing = {one.name for one in checks if one.outcome is CheckOutcome.AGREES}
    if judge(claim, checks).verdict is Verdict.CONFIRMED:
        assert claims_made(claim) <= agreeing


def test_every_rule_decides_something() -> None:
    """No rule of the table stands behind others that leave it nothing."""
    claims = [Claim(), POST.claim]
    single = [[bare(name, outcome)] for name in NAMES for outcome in CheckOutcome]
    every = [bare(name, CheckOutcome.AGREES) for name in NAMES]
    worlds = [*single, *([*one, bare("words", CheckOutcome.AGREES)] for one in single), every]
    decided = {judge(claim, checks).name for claim in claims for checks in worlds}
    assert decided | {judge(Claim(), (), named=False).name} == {rule.name for rule in RULES}


# --- Faked and altered claims ----------------------------------------------------------------------

VICTIM = Post(
    id=id_on(DAY, 40_000), handle="senator", name="The Senator", text="I will vote for the 5 bridges"
)
SAYINGS = st.lists(
    st.sampled_from(["I", "will", "not", "vote", "for", "the", "5", "bridges", "50", "never", "again"]),
    min_size=2,
    max_size=9,
).map(" ".join)
FAKES = st.one_of(
    SAYINGS.filter(lambda said: fold(said) != fold(VICTIM.text)).map(lambda said: {"text": said}),
    st.integers(-4000, 4000).filter(bool).map(lambda days: {"date": DAY + dt.timedelta(days=days)}),
    st.sampled_from(["dam_watch", "senat0r", "senators", "nobody"]).map(lambda who: {"handle": who}),
    st.just({"text": f"{VICTIM.text} pic.twitter.com/kfPNrRDYk8"}),
)
WITNESSED = st.sets(st.sampled_from(["oembed", "syndication", "memento"]))


def world_of(post: Post, heard: set[str]) -> dict[str, Exchange]:
    """What those witnesses say who can be heard; the others know no such post."""
    gone = {oembed_url(post): page("", 404), syndication_url(post): page("", 404)}
    answers = {name: live(post)[url] for name, url in zip(("oembed", "syndication"), gone, strict=True)}
    said = {url: answers[name] for name, url in zip(answers, gone, strict=True) if name in heard}
    return {**gone, **said, **(held(post) if "memento" in heard else not_held(post))}


@given(FAKES, WITNESSED)
def test_a_faked_claim_is_never_confirmed(fake: dict[str, object], heard: set[str]) -> None:
    """Other words, another number, "not", day, author or picture under the link of a real post."""
    claim = dataclasses.replace(VICTIM.claim, **fake)  # type: ignore[arg-type]
    assert cite(claim, world_of(VICTIM, heard), VICTIM.ref).verdict is not Verdict.CONFIRMED


@given(WITNESSED, st.sampled_from([Claim(), VICTIM.claim]))
def test_the_id_of_another_post_or_of_none_confirms_nothing(heard: set[str], claim: Claim) -> None:
    """An invented id has no witness; another post's id has its own words."""
    other = dataclasses.replace(VICTIM, id=id_on(DAY, 90), text="Breakfast with the mayor of the town")
    invented = dataclasses.replace(VICTIM, id=id_on(DAY, 91))
    assert cite(claim, world_of(invented, set()), invented.ref).verdict is not Verdict.CONFIRMED
    if claim.text:
        assert cite(claim, world_of(other, heard), other.ref).verdict is not Verdict.CONFIRMED


HONEST: st.SearchStrategy[dict[str, object]] = st.one_of(
    st.just({}),
    st.just({"name": "Senator S."}),
    st.sampled_from([-1, 1]).map(lambda days: {"date": DAY + dt.timedelta(days=days)}),
    st.sampled_from(
        [
            "“I will vote for the 5 bridges”",
            "i will vote for the 5 bridges",
            "I will vote …",
            "… the 5 bridges",
        ]
    ).map(lambda text: {"text": text}),
)


@given(HONEST, WITNESSED, st.booleans())
def test_an_honest_claim_is_no_conflict(way: dict[str, object], heard: set[str], renamed: bool) -> None:
    """Renamed accounts, changed names, local dates, quotations cut or typed by hand."""
    noon = dataclasses.replace(VICTIM, id=id_on(DAY, 11 * 3600))
    claim = dataclasses.replace(noon.claim, **way)  # type: ignore[arg-type]
    shown = dataclasses.replace(noon, handle="minister") if renamed else noon
    answers = {**world_of(noon, heard)}
    for url, answer in (
        (oembed_url(noon), oembed_answer(shown)),
        (syndication_url(noon), syndication_answer(shown)),
    ):
        if answers[url].status == 200:
            answers[url] = answer
    assert cite(claim, answers, noon.ref).verdict is not Verdict.CONFLICT


def test_ids_of_one_day_are_distinct() -> None:
    """The worlds of these tests do not confuse their posts."""
    assert id_on(DAY, 1) != id_on(DAY, 2)
