"""Verdicts: never more certain than their evidence."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from embedarchive.pipeline import investigate
from embedarchive.records import (
    Article,
    Check,
    CheckOutcome,
    Citation,
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
from embedarchive.stages.verify import judge, liveness
from tests.worlds.dict_world import hold, moved, page
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
        ({"date": DAY + dt.timedelta(days=1)}, "date"),
        ({"handle": "somebody_else"}, "handle"),
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
    assert cite(POST.claim, {**now, **not_held(POST)}).verdict is Verdict.CONFLICT


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
    assert liveness(told) is Liveness(expected)


def test_an_archived_copy_says_nothing_of_today() -> None:
    """Only witnesses who ask X itself count."""
    assert liveness([telling(Witness.MEMENTO, Testified.FOUND)]) is Liveness.UNKNOWN
    assert liveness([]) is Liveness.UNKNOWN


def test_a_tombstone_that_is_alive_is_live() -> None:
    """Syndication hides it, oEmbed shows it."""
    answers = {oembed_url(POST): oembed_answer(POST), syndication_url(POST): TOMBSTONE, **not_held(POST)}
    assert cite(POST.claim, answers).liveness is Liveness.LIVE


# --- Properties ------------------------------------------------------------------------------------

CHECKS = st.lists(
    st.builds(
        Check,
        st.sampled_from(["id", "link-handle", "handle", "date", "words"]),
        st.sampled_from(list(CheckOutcome)),
        st.none(),
        st.none(),
    ),
    max_size=8,
)
RANK = {Verdict.CONFLICT: 0, Verdict.UNRESOLVED: 0, Verdict.PROBABLE: 1, Verdict.CONFIRMED: 2}
CLAIMS = st.builds(
    Claim,
    handle=st.sampled_from([None, "a"]),
    date=st.sampled_from([None, DAY]),
    text=st.sampled_from([None, "some words"]),
)


@given(CLAIMS, CHECKS, st.sampled_from(["id", "link-handle", "handle", "date", "words"]))
def test_agreeing_evidence_never_lowers_a_verdict(claim: Claim, checks: list[Check], name: str) -> None:
    """And so removing it never raises one."""
    more = [*checks, Check(name, CheckOutcome.AGREES, None, None)]
    assert RANK[judge(claim, more)] >= RANK[judge(claim, checks)]


@given(CLAIMS, CHECKS, st.sampled_from(["id", "handle", "date", "words"]))
def test_differing_evidence_is_never_confirmed(claim: Claim, checks: list[Check], name: str) -> None:
    """One difference is enough, but for a name that another witness of the post knows."""
    known = any(one.name == "handle" and one.outcome is CheckOutcome.AGREES for one in checks)
    assume(name != "handle" or not known)
    assert judge(claim, [*checks, Check(name, CheckOutcome.DIFFERS, None, None)]) is Verdict.CONFLICT


def test_ids_of_one_day_are_distinct() -> None:
    """The worlds of these tests do not confuse their posts."""
    assert id_on(DAY, 1) != id_on(DAY, 2)
