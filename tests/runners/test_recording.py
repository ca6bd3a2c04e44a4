"""Which answers a dialogue was given is noted, and the same question has one answer."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from embedarchive.demo.littleweb import LittleWeb
from embedarchive.demo.world import demo_sources, demo_world
from embedarchive.errors import ArchiveDamaged
from embedarchive.records import (
    CONFINED,
    LOAD,
    Answered,
    Confined,
    Exchange,
    Failure,
    Overrun,
    Purpose,
    Recall,
    RecordRef,
    Request,
    Source,
    SourceKind,
    Topic,
)
from embedarchive.runners.local import resolve_links
from embedarchive.runners.recording import Recording, name_of
from tests.runners.test_crawl import rows, run, settings

URL = "https://e.test/"
MOMENT = "2026-02-03T04:05:06.000000Z"


@dataclass
class Forgetful:
    """A world that never gives the same answer twice, and the bytes it keeps."""

    kept: dict[RecordRef, Exchange] = field(default_factory=dict)
    damaged: set[RecordRef] = field(default_factory=set)

    async def answer(self, request: Request) -> Exchange:
        await asyncio.sleep(0)
        number = len(self.kept) + 1
        record = RecordRef("w", number, 1, f"urn:uuid:{number}")
        self.kept[record] = Exchange(request, MOMENT, 200, (), b"%d" % number, record=record)
        return self.kept[record]

    async def recall(self, question: Recall) -> Exchange:
        return await self.answer(Request(question.url, Purpose.MEMORY))

    async def load(self, source: Source) -> Exchange:
        return Exchange(Request(f"file:///{source.name}"), MOMENT, failure=Failure.UNREADABLE, detail="gone")

    async def confine(self, work: Confined) -> Any:
        return Overrun("deadline") if b"slow" in work.args else work.function(*work.args)

    def read(self, ref: RecordRef) -> Exchange:
        if ref in self.damaged:
            raise ArchiveDamaged("a flipped bit")
        return self.kept[ref]


def ask(recording: Recording, *requests: Request) -> list[bytes]:
    """Ask side by side; return the bodies."""

    async def together() -> list[Exchange]:
        return await asyncio.gather(*map(recording.answer, requests))

    return [exchange.body for exchange in asyncio.run(together())]


@pytest.fixture
def world() -> Forgetful:
    return Forgetful()


@pytest.fixture
def recording(world: Forgetful) -> Recording:
    return Recording(world, world.read)


def test_the_same_question_has_one_answer(recording: Recording) -> None:
    """Asked side by side or again later: the first answer is everybody's, and the only one noted."""
    assert ask(recording, Request(URL), Request(URL)) == [b"1", b"1"]
    assert ask(recording, Request(URL)) == [b"1"]
    (noted,) = recording.answers
    assert (noted.purpose, noted.url) == ("hop", URL)
    assert noted.record and noted.record.record_id == "urn:uuid:1"


def test_another_purpose_is_another_question(recording: Recording) -> None:
    """robots.txt binds an article page and not a link, so the two may be answered differently."""
    assert ask(recording, Request(URL), Request(URL, Purpose.ARTICLE)) == [b"1", b"2"]
    assert len(recording.answers) == 2


def test_memory_answers_once(world: Forgetful, recording: Recording) -> None:
    """What was committed meanwhile does not change what one article was told, nor is it kept twice."""
    question = Recall(Topic.SLUG, ("Ab12345678",))
    bodies = [asyncio.run(recording.recall(question)).body for _ in range(2)]
    assert bodies == [b"1", b"1"] and len(world.kept) == 1
    assert [(one.purpose, one.url) for one in recording.answers] == [("memory", question.url)]


def test_what_was_damaged_since_is_asked_for_again(world: Forgetful, recording: Recording) -> None:
    """The newer answer is noted: from the damaged one nothing can be derived again."""
    ask(recording, Request(URL))
    world.damaged = set(world.kept)
    assert ask(recording, Request(URL)) == [b"2"]
    assert [one.record and one.record.offset for one in recording.answers] == [2]


def test_an_answer_without_bytes_is_noted_in_words(recording: Recording) -> None:
    """A file that cannot be read leaves no record: its failure stands in the row."""
    asyncio.run(recording.load(Source("a.txt", SourceKind.FILE)))
    assert recording.answers == (Answered(LOAD, "file:///a.txt", None, "unreadable", "gone"),)


def test_a_parser_that_was_stopped_is_noted_and_stays_stopped(world: Forgetful, recording: Recording) -> None:
    """It may have time enough tomorrow; what was concluded today rests on its having had none."""
    slow, quick = Confined(len, (b"slow",)), Confined(len, (b"quick",))
    assert asyncio.run(recording.confine(slow)) == Overrun("deadline")
    assert asyncio.run(recording.confine(quick)) == 5
    assert recording.answers == (Answered(CONFINED, name_of(slow), None, None, "deadline"),)
    recording.world = replace(world)
    assert asyncio.run(recording.confine(slow)) == Overrun("deadline")


def test_a_parser_is_named_by_what_it_is_given() -> None:
    """The name does not depend on the process, and other arguments have another."""
    name = name_of(Confined(len, (b"slow",)))
    assert name.startswith("builtins.len sha256:")
    assert name != name_of(Confined(len, (b"slower",)))


# --- In a crawl -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Crawl the demo, resolve a link, then go over the demo again offline with a file that is not there."""
    folder = tmp_path_factory.mktemp("crawled")
    with LittleWeb(demo_world()) as web:
        run(list(demo_sources()), settings(folder, web))
        resolve_links(["https://t.co/Ab12345678"], settings(folder, web), lambda _url, _way: None)
        missing = str(folder / "missing.html")
        run([*demo_sources(), missing, "https://never.test/"], settings(folder, web, offline=True))
    yield folder / "archive.db"


def test_every_article_has_the_answers_it_rests_on(crawled: Path) -> None:
    """Those of earlier runs as well, and every record that its rows name is among them."""
    for article in rows(crawled, "SELECT * FROM article"):
        given = rows(crawled, f"SELECT * FROM answer WHERE article = {article['id']}")
        records = {
            row["record"]
            for row in rows(
                crawled,
                f"""SELECT e.record FROM answer w JOIN exchange e ON e.id = w.exchange
                WHERE w.article = {article["id"]}""",
            )
        }
        assert given
        assert len({(row["purpose"], row["url"]) for row in given}) == len(given)
        assert not article["record"] or article["record"] in records
        named = rows(
            crawled,
            f"""SELECT h.record FROM hop h JOIN resolution r ON r.id = h.resolution
            JOIN citation c ON c.id = r.citation JOIN mention m ON m.id = c.mention
            WHERE m.article = {article["id"]} AND h.record IS NOT NULL""",
        )
        assert {row["record"] for row in named} <= records


def test_what_nobody_was_asked_is_told_in_words(crawled: Path) -> None:
    """Offline and an unreadable file have no exchange."""
    told = {
        (row["purpose"], row["failure"])
        for row in rows(crawled, "SELECT * FROM answer WHERE exchange IS NULL")
    }
    assert told >= {(LOAD, "unreadable"), ("article", "offline")}


def test_a_link_by_itself_has_its_answers(crawled: Path) -> None:
    """They hang on its resolution."""
    looked_up, row = rows(crawled, "SELECT * FROM answer WHERE resolution IS NOT NULL ORDER BY purpose")
    assert (row["purpose"], row["url"], row["article"]) == ("hop", "https://t.co/Ab12345678", None)
    assert (looked_up["purpose"], looked_up["resolution"]) == ("cdx", row["resolution"])
    with sqlite3.connect(crawled) as connection:
        (alone,) = connection.execute("SELECT id FROM resolution WHERE citation IS NULL").fetchone()
    assert row["resolution"] == alone
