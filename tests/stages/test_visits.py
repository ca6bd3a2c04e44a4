"""Whether a post is there: two witnesses or two visits, and what the archive remembers."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedarchive.pipeline import investigate
from embedarchive.records import (
    All,
    CheckOutcome,
    Citation,
    Dialogue,
    Liveness,
    Look,
    RecordRef,
    Testified,
    Testimony,
    Verdict,
    Visit,
    Witness,
)
from embedarchive.stages.verify import liveness, without_blind_witnesses
from embedarchive.stages.verify.visits import RULES as PRESENCE
from embedarchive.stages.verify.visits import TOLD_GONE, blind_witnesses
from tests.worlds.citing import ARTICLE, POST, cite
from tests.worlds.dict_world import DictWorld, hold, page
from tests.worlds.posts import (
    DAY,
    TOMBSTONE,
    Post,
    deleted,
    id_on,
    live,
    mention,
    not_held,
    oembed_answer,
    oembed_url,
    syndication_answer,
    syndication_url,
)


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
    claim = POST.claim._replace(text="The plan to raise the dam was burnt today")
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
