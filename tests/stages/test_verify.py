"""Verdicts: never more certain than their evidence."""

from __future__ import annotations

import dataclasses
import datetime as dt
import random
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedarchive.pipeline import investigate
from embedarchive.records import (
    Candidate,
    Check,
    CheckOutcome,
    Claim,
    Exchange,
    Liveness,
    PostRef,
    Request,
    Testified,
    Testimony,
    Verdict,
    Witness,
)
from embedarchive.stages.search import Found
from embedarchive.stages.verify import judge, verify
from embedarchive.stages.verify.verdict import RULES, claims_made
from embedarchive.stages.words import fold
from tests.worlds.citing import ARTICLE, POST, cite
from tests.worlds.dict_world import hold, moved, page
from tests.worlds.posts import (
    DAY,
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
    cited = cite(POST.claim._replace(**change), {**live(POST), **held(POST)})  # type: ignore[arg-type]
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
    claim = POST.claim._replace(handle="senator")
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
    cited = cite(POST.claim._replace(name=claimed), {**now, **not_held(POST)})
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
    claim = post.claim._replace(date=DAY + dt.timedelta(days=shift))
    assert cite(claim, {**live(post), **not_held(post)}, post.ref).verdict_rule == rule


def test_a_counted_id_is_older_than_the_first_timed_one() -> None:
    """X counted its posts until November 2010; whatever the day, it was not later."""
    post = Post(id="29700859247", day=dt.date(2010, 11, 4))
    for day, verdict in ((dt.date(2010, 11, 4), Verdict.PROBABLE), (dt.date(2020, 1, 1), Verdict.CONFLICT)):
        claim = post.claim._replace(date=day)
        assert cite(claim, {**deleted(post), **not_held(post)}, post.ref).verdict is verdict


@pytest.mark.parametrize(("author_id", "rule"), [(id_on(DAY, -60), "borne-out"), (id_on(DAY, 60), "differs")])
def test_no_post_is_older_than_its_account(author_id: str, rule: str) -> None:
    """Accounts have had ids that tell their moment, as posts have, since about 2016."""
    told = dataclasses.replace(version(POST.id, POST.text), author_id=author_id)
    found = Found(POST.ref, (Candidate(POST.ref, "permalink", True, ""),))
    assert hold(verify(mention(POST.claim, post=POST.ref), found, [told])).rule == rule


def test_an_invented_id_is_not_confirmed() -> None:
    """A bare link claims no more than a post, but nobody has ever seen this one."""
    unknown = {oembed_url(POST): page("Not found", 404), syndication_url(POST): page("", 404)}
    cited = cite(Claim(), {**unknown, **not_held(POST)})
    assert (cited.verdict, cited.verdict_rule) == (Verdict.PROBABLE, "absent")
    assert cite(Claim(), {**unknown, **held(POST)}).verdict is Verdict.CONFIRMED


@pytest.mark.parametrize("text", ["the plan to raise the dam WAS READ today", "The plan … was read today"])
def test_a_quotation_by_hand_is_neither_confirmed_nor_a_conflict(text: str) -> None:
    """Other capitals, or an ellipsis for what was left out."""
    cited = cite(POST.claim._replace(text=text), {**live(POST), **held(POST)})
    assert cited.verdict is Verdict.PROBABLE
    assert cited.verdict_rule in ("retyped", "part")


def test_media_that_lead_to_the_post_are_its_own() -> None:
    """The slug need not stand in what a witness shows, if it leads to the post itself."""
    claim = POST.claim._replace(text=f"{POST.text} pic.twitter.com/kfPNrRDYk8")
    led = {"https://t.co/kfPNrRDYk8": moved(POST.url + "/photo/1"), **live(POST), **not_held(POST)}
    cited = hold(
        investigate(ARTICLE, mention(claim, "https://pic.twitter.com/kfPNrRDYk8", post=POST.ref)), led
    )
    assert cited.verdict is Verdict.CONFIRMED
    assert any(one.name == "media" and one.witness == "link" and one.record for one in cited.checks)


def test_borrowed_media_that_the_post_shows_are_no_conflict() -> None:
    """The slug leads to another author's post, and stands in this one's words: it was borrowed."""
    shown = dataclasses.replace(POST, text=f"{POST.text} https://t.co/kfPNrRDYk8")
    claim = POST.claim._replace(text=f"{POST.text} pic.twitter.com/kfPNrRDYk8")
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
    claim = POST.claim._replace(text=quoted)
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
    cited = cite(POST.claim._replace(text=claimed), {**live(post), **held(post)})
    assert cited.verdict is Verdict.PROBABLE and "as a whole" in cited.reasons[-1]


def test_words_behind_the_cut_of_a_long_post_are_not_confirmed() -> None:
    """The witnesses show the beginning only; nobody bears the rest out."""
    claim = POST.claim._replace(text=f"{POST.text} and it was a lie")
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
    article = ARTICLE._replace(exchange=read)
    for day, verdict in ((DAY, Verdict.CONFIRMED), (dt.date(2026, 2, 4), Verdict.CONFLICT)):
        post = Post(id=id_on(day))
        cited = hold(
            investigate(article, mention(Claim(), post=post.ref, kind="link")),
            {**deleted(post), **not_held(post)},
        )
        assert cited.verdict is verdict and cited.reasons


def test_reasons_ask_for_no_more_than_was_claimed() -> None:
    """A claim without words lacks no witness to them; a bare link has its reason too."""
    claim = POST.claim._replace(text=None, date=None, date_text=None)
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
    claim = VICTIM.claim._replace(**fake)  # type: ignore[arg-type]
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
    claim = noon.claim._replace(**way)  # type: ignore[arg-type]
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
