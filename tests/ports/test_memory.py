"""What the archive remembers, and that it keeps what it said."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from embedarchive.pipeline import drive
from embedarchive.ports.archive import Archive
from embedarchive.ports.memory import SLUG_FORMS
from embedarchive.records import (
    Exchange,
    Look,
    Outcome,
    PostRef,
    Purpose,
    Recall,
    Resolution,
    Testified,
    Topic,
    Verdict,
    Witness,
)
from embedarchive.stages.recall import (
    recall_looks,
    recall_names,
    recall_siblings,
    recall_slug,
    recall_visits,
)
from tests.ports.kept import POST, SLUG, STARTED, citation, failed, mention, provenance, run, wire
from tests.worlds.dict_world import DictWorld

LATER = "2026-03-01T00:00:00.000000Z"
DAY = dt.date(2026, 2, 2)
VISITS = Recall(Topic.VISITS, (POST.platform, POST.id))
SIBLINGS = Recall(Topic.SIBLINGS, ("twitter", "naofpakistan", DAY.isoformat()))


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """Open an archive that knows nothing yet."""
    with Archive.open(tmp_path / "archive.db", run(), clock=lambda: STARTED) as opened:
        yield opened


def commit(archive: Archive, url: str = "https://news.test/1", at: str = STARTED, **changes: Any) -> Exchange:
    """Let one article cite one post; return what its witness answered."""
    page, evidence = archive.keep(wire(url, started=at)), archive.keep(wire(f"{url}?oembed", started=at))
    archive.commit(provenance(page, replace(citation(evidence), **changes)))
    return evidence


def known(exchange: Exchange) -> list[dict[str, Any]]:
    """Return what was remembered."""
    entries: list[dict[str, Any]] = json.loads(exchange.body)
    return entries


def test_where_nothing_is_known_nothing_is_kept(archive: Archive) -> None:
    """An empty list without a record, and no row of an exchange."""
    for question in (VISITS, SIBLINGS, Recall(Topic.SLUG, ("Ab12345678",))):
        answer = archive.recall(question)
        assert (answer.body, answer.record, answer.status) == (b"[]", None, 200)
        assert answer == question.nothing(answer.started)
    archive.flush()
    assert archive.rows("SELECT 1 FROM exchange") == []


def test_what_was_remembered_is_kept_as_a_record(archive: Archive) -> None:
    """A `resource` record under a URN of its own; read back from WARC it is the same exchange."""
    commit(archive)
    answer = archive.recall(VISITS)
    assert answer.record is not None and archive.read(answer.record) == answer
    archive.flush()
    sql = """SELECT e.url, e.purpose, r.type FROM exchange e JOIN warc_record r ON r.id = e.record
        WHERE e.purpose = 'memory'"""
    urn = f"urn:embedarchive:memory:visits:twitter:{POST.id}"
    assert archive.rows(sql) == [{"url": urn, "purpose": "memory", "type": "resource"}]


def test_a_memory_survives_a_crash(tmp_path: Path) -> None:
    """Recovery takes the record in as the exchange it was."""
    db = tmp_path / "archive.db"
    with Archive.open(db, run(1)) as first:
        commit(first)
        answer = first.recall(VISITS)
    with Archive.open(db, run(2)) as second:
        rows = second.rows("SELECT url, started FROM exchange WHERE purpose = ?", str(Purpose.MEMORY))
    assert rows == [{"url": VISITS.url, "started": answer.started}]


def test_visits_tell_when_which_witness_saw_what(archive: Archive) -> None:
    """The newest first, each with the witness's own record."""
    first = commit(archive)
    gone = replace(citation(first).testimonies[0], status=Testified.NOT_FOUND, handle=None)
    answer = archive.keep(wire("https://o.test/2", started=LATER))
    page = archive.keep(wire("https://news.test/1", started=LATER))
    archive.commit(
        provenance(page, replace(citation(answer), testimonies=(replace(gone, record=answer.record),)))
    )
    visits, record = asyncio.run(drive(recall_visits(POST), Remembering(archive)))
    assert [(one.at, one.status, one.observed) for one in visits] == [
        (LATER, Testified.NOT_FOUND, answer.record),
        (STARTED, Testified.FOUND, first.record),
    ]
    assert record is not None


def test_the_last_showing_tells_what_was_shown(archive: Archive) -> None:
    """Words, author and day of the newest answer in which each witness showed the post, and of no other."""
    for url, at, text in (("1", STARTED, "Old words"), ("2", LATER, "New words"), ("3", LATER, None)):
        page = archive.keep(wire(f"https://news.test/{url}", started=at))
        answer = archive.keep(wire(f"https://o.test/{url}", started=at))
        status = Testified.FOUND if text else Testified.NOT_FOUND
        told = replace(
            citation(answer).testimonies[0], status=status, text=text, day=DAY, edits=("1", "2"), media=("m",)
        )
        archive.commit(provenance(page, replace(citation(answer), testimonies=(told,))))
    visits, _ = asyncio.run(drive(recall_visits(POST), Remembering(archive)))
    assert len(visits) == 3
    (told,) = [one.told for one in visits if one.told]
    assert (told.text, told.day, told.edits, told.media, told.post) == (
        "New words",
        DAY,
        ("1", "2"),
        ("m",),
        POST,
    )
    assert (told.at, told.recalled, told.status) == (LATER, True, Testified.FOUND)


def test_looks_tell_what_each_witness_said_of_what_one_showed(archive: Archive) -> None:
    """The newest first, each post once; copies in an archive and posts that nobody showed are left out."""
    for number, others in ((1, Testified.NOT_FOUND), (2, Testified.FOUND), (2, Testified.BUSY), (3, None)):
        post = POST._replace(id=str(number))
        page = archive.keep(wire(f"https://news.test/{number}{others}"))
        answer = archive.keep(wire(f"https://o.test/{number}{others}"))
        shown = citation(answer).testimonies[0]
        missed = replace(shown, witness=Witness.SYNDICATION, status=others or Testified.NOT_FOUND)
        copied = replace(shown, witness=Witness.MEMENTO)
        said = (shown, missed, copied) if others else (missed, copied)
        archive.commit(provenance(page, replace(citation(answer), post=post, testimonies=said)))
    looks, record = asyncio.run(drive(recall_looks("twitter"), Remembering(archive)))
    assert record is not None
    assert looks == (
        Look("2", ((Witness.OEMBED, Testified.FOUND), (Witness.SYNDICATION, Testified.BUSY))),
        Look("1", ((Witness.OEMBED, Testified.FOUND), (Witness.SYNDICATION, Testified.NOT_FOUND))),
    )
    assert asyncio.run(drive(recall_looks("bluesky"), Remembering(archive))) == ((), None)


def test_one_answer_used_twice_is_one_visit(archive: Archive) -> None:
    """Two articles that share an answer saw the post once."""
    evidence = commit(archive)
    page = archive.keep(wire("https://news.test/2"))
    archive.commit(provenance(page, citation(evidence)))
    assert len(known(archive.recall(VISITS))) == 1


def test_a_failure_to_ask_is_a_visit_of_its_own_kind(archive: Archive) -> None:
    """It has a record that tells why; what has no record is no observation."""
    dead = archive.keep(failed("https://o.test/dead"))
    silent = replace(citation(dead).testimonies[0], status=Testified.UNREACHABLE)
    commit(archive, testimonies=(silent, replace(silent, record=None)))
    assert [one["status"] for one in known(archive.recall(VISITS))] == ["unreachable"]


def test_siblings_are_found_by_author_and_day(archive: Archive) -> None:
    """Whatever the case of the handle; another day or author is no sibling."""
    commit(archive)
    siblings, _ = asyncio.run(drive(recall_siblings("twitter", "NAOFPAKISTAN", DAY), Remembering(archive)))
    (one,) = siblings
    assert (one.post, one.verdict, one.text, one.rung) == (POST, Verdict.CONFIRMED, "Quoted words", "slug")
    assert one.place == "https://news.test/1"
    for other in (("twitter", "naofpakistan", "2026-02-03"), ("twitter", "naofpakista", DAY.isoformat())):
        assert known(archive.recall(Recall(Topic.SIBLINGS, other))) == []


def test_only_the_latest_judgement_of_a_mention_counts(archive: Archive) -> None:
    """What a later look took back is not remembered as it was."""
    commit(archive)
    commit(archive, at=LATER, verdict=Verdict.CONFLICT)
    assert [one["verdict"] for one in known(archive.recall(SIBLINGS))] == ["conflict"]
    commit(archive, verdict=Verdict.UNRESOLVED, post=None)
    assert known(archive.recall(SIBLINGS)) == []


def test_the_same_quotation_in_many_articles_stands_once(archive: Archive) -> None:
    """What is confirmed stands first."""
    for number in range(5):
        commit(archive, f"https://news.test/{number}")
    other = POST._replace(id="2018345678901234568")
    commit(
        archive,
        "https://news.test/6",
        mention=mention(1, "Other words"),
        post=other,
        verdict=Verdict.PROBABLE,
    )
    entries = known(archive.recall(SIBLINGS))
    assert [(one["text"], one["verdict"]) for one in entries] == [
        ("Quoted words", "confirmed"),
        ("Other words", "probable"),
    ]


@pytest.mark.parametrize("form", SLUG_FORMS)
def test_a_slug_is_remembered_in_every_form(archive: Archive, form: str) -> None:
    """t.co, pic.twitter.com and pic.x.com are one slug; its case is kept."""
    record = archive.keep(wire(SLUG)).record
    (hop,) = citation(archive.keep(wire(SLUG))).resolutions[0].hops
    way = Resolution(
        form.format("Ab12345678"), (replace(hop, record=record),), Outcome.FINAL, hop.target, POST
    )
    archive.commit_link(way)
    ways, _ = asyncio.run(drive(recall_slug("Ab12345678"), Remembering(archive)))
    assert [(one.asked, one.post, one.observed) for one in ways] == [(way.asked, POST, record)]
    assert known(archive.recall(Recall(Topic.SLUG, ("ab12345678",)))) == []


def test_a_slug_that_led_to_no_post_is_not_remembered(archive: Archive) -> None:
    """A dead end is no knowledge of a post."""
    commit(archive, resolutions=(Resolution(SLUG, (), Outcome.FINAL, "https://e.test/", None),))
    assert known(archive.recall(Recall(Topic.SLUG, ("Ab12345678",)))) == []


def test_only_what_is_committed_is_remembered(archive: Archive) -> None:
    """Exchanges that wait for their article are not yet a visit."""
    archive.keep(wire("https://o.test/1"))
    assert known(archive.recall(VISITS)) == []


def test_the_same_rows_give_the_same_bytes(archive: Archive) -> None:
    """The JSON is canonical: sorted keys, no spaces, UTF-8."""
    commit(archive, mention=mention(1, "خیال"))
    first, second = archive.recall(SIBLINGS), archive.recall(SIBLINGS)
    assert first.body == second.body and first.record != second.record
    text = first.body.decode("utf-8")
    assert text == json.dumps(json.loads(text), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def test_a_number_of_mastodon_is_remembered_of_its_own_server(archive: Archive) -> None:
    """Another server can give a post the same number: what it shows is no evidence for this one."""
    ours, theirs = (PostRef("mastodon", "113949000000000000", f"dam@{host}") for host in ("a.test", "b.test"))
    commit(archive, post=theirs)
    world = Remembering(archive)
    assert asyncio.run(drive(recall_visits(ours), world)) == ((), None)
    visits, record = asyncio.run(drive(recall_visits(theirs._replace(handle="dam@B.test")), world))
    assert len(visits) == 1 and record is not None


def test_odd_keys_make_whole_uris() -> None:
    """Ids of some platforms are paths; a colon or a slash inside a part is escaped."""
    asked = Recall(Topic.VISITS, ("facebook", "a page/posts/1:2"))
    assert asked.url == "urn:embedarchive:memory:visits:facebook:a%20page%2Fposts%2F1%3A2"


def test_other_names_are_those_a_second_witness_shows(archive: Archive) -> None:
    """One witness of a confirmed post knows the claimed name, another shows a new one."""
    evidence, later = archive.keep(wire("https://o.test/1")), archive.keep(wire("https://o.test/2"))
    (told,) = citation(evidence).testimonies
    old = replace(told, handle="naofpakistan")
    new = replace(told, handle="NA_Pakistan", record=later.record)
    names = Recall(Topic.NAMES, ("twitter", "naofpakistan"))
    commit(archive, testimonies=(new,))
    assert known(archive.recall(names)) == []
    commit(archive, testimonies=(old, new), verdict=Verdict.PROBABLE)
    assert known(archive.recall(names)) == []
    commit(archive, testimonies=(old, new))
    assert [one["handle"] for one in known(archive.recall(names))] == ["NA_Pakistan"]
    found, record = asyncio.run(drive(recall_names("twitter", "NAofPakistan"), Remembering(archive)))
    assert found == ("na_pakistan",) and record is not None


def test_large_memories_are_bounded(archive: Archive) -> None:
    """A post that is looked at every night for a year has not a year of visits in every record."""
    evidence = [archive.keep(wire(f"https://o.test/{n}")) for n in range(120)]
    page = archive.keep(wire("https://news.test/1"))
    archive.commit(provenance(page, *(citation(one, seq) for seq, one in enumerate(evidence, 1))))
    assert len(known(archive.recall(VISITS))) == 96


class Remembering(DictWorld):
    """A dictionary whose memory is a real archive."""

    def __init__(self, archive: Archive) -> None:
        super().__init__()
        self.archive = archive

    async def recall(self, question: Recall) -> Exchange:
        return self.archive.recall(question)
