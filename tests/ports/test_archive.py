"""The archive as a whole: answered from first, committed in groups, recovered, looked up."""

from __future__ import annotations

import gzip
import json
import os
import resource
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedarchive.errors import ArchiveDamaged, DiskFull, ForeignDatabase
from embedarchive.platforms import permalink
from embedarchive.ports.archive import Archive, ArchiveReader
from embedarchive.ports.rows import best_copy_url, mention_keys
from embedarchive.records import (
    Citation,
    Copy,
    CopyKind,
    Failure,
    Liveness,
    Outcome,
    Provenance,
    Resolution,
    Source,
    SourceKind,
    Verdict,
)
from tests.ports.crash import faults
from tests.ports.kept import POST, SLUG, STARTED, article, citation, failed, mention, provenance, run, wire

EARLIER = "2026-01-01T00:00:00.000000Z"
LATER = "2027-01-01T00:00:00.000000Z"


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """Name a database."""
    return tmp_path / "archive.db"


def visit(db: Path, number: int, at: str, verdict: Verdict = Verdict.CONFIRMED) -> None:
    """Let one run look at one article."""
    with Archive.open(db, run(number), clock=lambda: at) as archive:
        page = archive.keep(wire("https://news.test/1", started=at))
        archive.commit(provenance(page, citation(page, verdict=verdict)))
        archive.end("done")


def test_fresh_answers_are_found_before_and_after_the_commit(db: Path) -> None:
    """The newest complete answer counts, whether it is still pending or was kept by an earlier run."""
    with Archive.open(db, run(1)) as archive:
        old = archive.keep(wire("https://e.test/", b"old", started=EARLIER))
        new = archive.keep(wire("https://e.test/", b"new", started=STARTED))
        assert archive.fresh("https://e.test/") == new
        archive.end("done")
        assert archive.fresh("https://e.test/", EARLIER) == new
    with Archive.open(db, run(2)) as archive:
        assert archive.fresh("https://e.test/", STARTED) == new
        assert archive.fresh("https://e.test/", LATER) is None
        assert archive.fresh("https://E.test/") is None
        assert old != new


def test_what_is_no_answer_is_asked_again(db: Path) -> None:
    """Failures, 429 and 5xx do not stand for asking; 404 does."""
    with Archive.open(db, run()) as archive:
        archive.keep(failed("https://dead.test/"))
        for status in (429, 500, 503, 404, 301):
            archive.keep(wire(f"https://e.test/{status}", status=status))
        for _ in range(2):
            assert archive.fresh("https://dead.test/") is None
            found = [
                status for status in (429, 500, 503, 404, 301) if archive.fresh(f"https://e.test/{status}")
            ]
            assert found == [404, 301]
            archive.flush()


def test_a_failure_does_not_hide_an_older_answer(db: Path) -> None:
    """An answer stays an answer though a later attempt failed."""
    with Archive.open(db, run()) as archive:
        kept = archive.keep(wire("https://e.test/"))
        archive.keep(failed("https://e.test/", Failure.TIMEOUT))
        assert archive.fresh("https://e.test/") == kept
        archive.flush()
        assert archive.fresh("https://e.test/") == kept


def test_one_row_per_mention_with_the_latest_verdict(db: Path) -> None:
    """A second visit adds a judgement; `citations` shows it, and since when the mention is known."""
    visit(db, 1, EARLIER)
    visit(db, 2, LATER, Verdict.CONFLICT)
    with Archive.read_only(db) as reader:
        (row,) = reader.rows("SELECT * FROM citations")
        assert (row["verdict"], row["first_seen"], row["last_checked"]) == ("conflict", EARLIER, LATER)
        assert reader.rows("SELECT count(*) AS n FROM citation") == [{"n": 2}]
        assert reader.rows("SELECT count(*) AS n FROM article_text") == [{"n": 1}]
        assert row["post_url"] == permalink(POST)
        assert (row["post_id"], row["article_url"]) == (POST.id, "https://news.test/1")
        assert (row["best_copy_url"], row["quote"]) == (None, "Quoted words"), "a photo is no copy"


def test_links_have_their_latest_result(db: Path) -> None:
    """Each link stands once, also one that was followed without an article."""
    visit(db, 1, EARLIER)
    with Archive.open(db, run(2), clock=lambda: LATER) as archive:
        archive.commit_link(Resolution(SLUG, (), Outcome.TRUNCATED, None))
    with Archive.read_only(db) as reader:
        (row,) = reader.rows("SELECT * FROM links")
    assert row == {"link": SLUG, "final_url": None, "hops": 0, "outcome": "truncated", "last_checked": LATER}


def test_a_file_stands_under_its_absolute_path(
    db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An article read from a file is found by where it stands, however it was named."""
    monkeypatch.chdir(tmp_path)
    source = Source("sub/../a.txt", SourceKind.FILE)
    with Archive.open(db, run()) as archive:
        bytes_kept = archive.keep_resource(source, b"text", "text/plain", STARTED)
        text = article(bytes_kept)._replace(url=None, asked=source.name)
        archive.commit(Provenance(source, text, (citation(bytes_kept),)))
        (row,) = archive.rows("SELECT * FROM citations")
        assert row["article_url"] == str(tmp_path / "a.txt")
        (found,) = archive.search(str(tmp_path / "a.txt"))
        assert found == row | {"links": found["links"]} and found["links"]
        (told,) = archive.rows("SELECT source, kind, url FROM article")
        assert told == {"source": "sub/../a.txt", "kind": "file", "url": None}


def test_an_article_that_could_not_be_read_leaves_a_row(db: Path) -> None:
    """The failure is a row with its reason and its record."""
    with Archive.open(db, run()) as archive:
        dead = archive.keep(failed("https://news.test/dead"))
        source = Source("https://news.test/dead", SourceKind.URL)
        archive.commit(Provenance(source, None, (), "no such host", dead.record))
        (row,) = archive.rows("SELECT place, problem, record FROM article")
    assert row["place"] == "https://news.test/dead"
    assert row["problem"] == "no such host" and row["record"]


def test_a_reference_to_bytes_we_do_not_hold_is_refused(db: Path, tmp_path: Path) -> None:
    """Nothing of such an article is written; what waits is kept for the next commit."""
    with Archive.open(tmp_path / "other.db", run(9)) as other:
        stranger = other.keep(wire("https://e.test/"))
    with Archive.open(db, run()) as archive:
        page = archive.keep(wire("https://news.test/1"))
        with pytest.raises(ArchiveDamaged, match="holds no record"):
            archive.commit(provenance(page, citation(stranger)))
        assert archive.rows("SELECT * FROM article") == archive.rows("SELECT * FROM exchange") == []
        archive.commit(provenance(page, citation(page)))
        assert len(archive.rows("SELECT * FROM exchange")) == 1


def test_a_commit_takes_the_exchanges_of_other_articles_along(db: Path) -> None:
    """Group commit: one transaction writes all that waits."""
    with Archive.open(db, run()) as archive:
        page = archive.keep(wire("https://news.test/1"))
        archive.keep(wire("https://news.test/2"))
        archive.commit(provenance(page))
        kept = archive.rows("SELECT url, record, request_record FROM exchange ORDER BY id")
    assert [row["url"] for row in kept] == ["https://news.test/1", "https://news.test/2"]
    assert all(row["record"] == row["request_record"] + 1 for row in kept)


def test_what_sqlite_cannot_hold_is_replaced_in_the_rows_alone(db: Path) -> None:
    """NUL and lone surrogates become U+FFFD in the database; offsets stay."""
    with Archive.open(db, run()) as archive:
        page = archive.keep(wire("https://news.test/\ud800"))
        archive.commit(replace(provenance(page), article=article(page, "a\0b\ud800c")))
        assert archive.rows("SELECT text FROM article_text") == [{"text": "a\ufffdb\ufffdc"}]
        assert archive.fresh("https://news.test/\ud800") == page


def test_the_run_ends_once(db: Path) -> None:
    """How a run ended is written at its end, and stays null where it was killed."""
    Archive.open(db, run(1)).close()
    with Archive.open(db, run(2), clock=lambda: LATER) as archive:
        archive.end("done")
        archive.end("done again")
        ended = archive.rows("SELECT ended, outcome FROM run ORDER BY id")
    assert ended == [{"ended": None, "outcome": None}, {"ended": LATER, "outcome": "done"}]


# --- What a crash left --------------------------------------------------------------------------


def abandoned(db: Path, count: int = 3) -> Path:
    """Let a run keep exchanges and vanish before any commit; return its WARC file."""
    with Archive.open(db, run(1)) as archive:
        for n in range(count):
            archive.keep(wire(f"https://e.test/{n}", os.urandom(300).hex().encode()))
        archive.keep(failed("https://dead.test/"))
    (path,) = archive.warcs.folder.glob("EA-*")
    return path


def test_whole_records_are_taken_in_with_an_event(db: Path) -> None:
    """What a killed run had asked is known to the next one, under the run that asked; never silently."""
    path = abandoned(db)
    with Archive.open(db, run(2)) as archive:
        rows = archive.rows(
            "SELECT run, url, status, failure, address, request_record FROM exchange ORDER BY id"
        )
        assert [row["url"] for row in rows][-2:] == ["https://e.test/2", "https://dead.test/"]
        assert {row["run"] for row in rows} == {run(1).id}
        assert (rows[0]["status"], rows[0]["address"], rows[-1]["failure"]) == (200, "192.0.2.7", "dns")
        assert rows[0]["request_record"] and archive.fresh("https://e.test/0")
        (event,) = archive.rows("SELECT run, kind, detail FROM event")
        assert (event["run"], event["kind"]) == (run(2).id, "recovered")
        told = json.loads(event["detail"])
        assert (told["file"], told["records"], told["exchanges"]) == (path.name, 8, 4)
        archive.keep(wire("https://e.test/new"))
        assert len(list(archive.warcs.folder.glob("EA-*"))) == 2, "a run never appends to another's file"
        archive.end("done")
    assert faults(db, set()) == []


def test_nothing_is_recovered_twice(db: Path) -> None:
    """A third run finds nothing to do."""
    abandoned(db)
    for number in (2, 3):
        with Archive.open(db, run(number)) as archive:
            assert len(archive.rows("SELECT * FROM event")) == 1


def test_a_torn_tail_is_saved_aside_and_cut_off(db: Path) -> None:
    """The torn bytes are evidence too: kept beside the file, named by file and offset, with an event."""
    path = abandoned(db)
    whole = path.read_bytes()
    path.write_bytes(whole + whole[:77])
    with Archive.open(db, run(2)) as archive:
        assert path.read_bytes() == whole
        assert (path.parent / f"torn-{path.name}-{len(whole)}").read_bytes() == whole[:77]
        kinds = [row["kind"] for row in archive.rows("SELECT kind FROM event ORDER BY id")]
        assert kinds == ["recovered", "torn-tail"]
    assert faults(db, set()) == []


@pytest.mark.slow
def test_a_tail_torn_at_any_byte_is_repaired(db: Path) -> None:
    """Cut at every byte of the last records: what is whole is taken in, the rest set aside, all readable."""
    path = abandoned(db, 1)
    whole = path.read_bytes()
    template = db.read_bytes()
    for size in range(len(whole)):
        for left in (*path.parent.iterdir(), *db.parent.glob("archive.db*")):
            if left.is_file():
                left.unlink()
        db.write_bytes(template)
        path.write_bytes(whole[:size])
        with Archive.open(db, run(2)) as archive:
            archive.keep(wire("https://e.test/after"))
            archive.end("done")
        assert faults(db, set()) == [], f"cut at {size}"


def test_a_tail_torn_at_some_bytes_is_repaired(db: Path, tmp_path: Path) -> None:
    """The same at every 61st byte."""
    path = abandoned(db)
    whole, template = path.read_bytes(), db.read_bytes()
    for size in range(0, len(whole), 61):
        folder = tmp_path / f"cut{size}"
        (folder / "archive.warcs").mkdir(parents=True)
        (folder / "archive.db").write_bytes(template)
        (folder / "archive.warcs" / path.name).write_bytes(whole[:size])
        with Archive.open(folder / "archive.db", run(2)) as archive:
            archive.keep(wire("https://e.test/after"))
            archive.end("done")
        assert faults(folder / "archive.db", set()) == [], f"cut at {size}"


def test_a_lost_database_is_made_again_from_the_warcs(db: Path) -> None:
    """With the database gone, runs and exchanges are read from the files, and nothing is asked again."""
    visit(db, 1, STARTED)
    for path in db.parent.glob("archive.db*"):
        path.unlink()
    with Archive.open(db, run(2)) as archive:
        assert archive.fresh("https://news.test/1")
        (row,) = archive.rows("SELECT version, user_agent, options FROM run WHERE id = ?", run(1).id)
        assert row == {"version": "0.1.0", "user_agent": "embedarchive/0.1.0", "options": '{"pace": 2.0}'}


def test_missing_or_shorter_files_stop_the_run(db: Path) -> None:
    """What was durable and is not there any more is damage: named, with the way out, nothing changed."""
    visit(db, 1, STARTED)
    (path,) = db.with_suffix(".warcs").iterdir()
    content = path.read_bytes()
    path.write_bytes(content[:-1])
    with pytest.raises(ArchiveDamaged, match=f"{path.name} has .* restore it"):
        Archive.open(db, run(2))
    path.unlink()
    with pytest.raises(ArchiveDamaged, match="is missing"):
        Archive.open(db, run(2))
    path.write_bytes(content)
    Archive.open(db, run(2)).close()


def test_a_whole_member_that_is_no_record_is_set_aside(db: Path) -> None:
    """Bytes that are gzip but not ours are not taken in."""
    path = abandoned(db)
    whole = path.read_bytes()
    path.write_bytes(whole + gzip.compress(b"not a record"))
    Archive.open(db, run(2)).close()
    assert path.read_bytes() == whole


def test_a_failed_write_is_undone_at_once(db: Path) -> None:
    """A write that the disk refuses half-way leaves a whole file, and nothing more is written after it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    with Archive.open(db, run(1)) as archive:
        archive.keep(wire("https://e.test/1"))
        (path,) = archive.warcs.folder.glob("EA-*")
        whole = path.stat().st_size
        try:
            resource.setrlimit(resource.RLIMIT_FSIZE, (whole + 500, hard))
            with pytest.raises(DiskFull, match="free space, run again"):
                archive.keep(wire("https://e.test/2", os.urandom(5000)))
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert path.stat().st_size == whole
        with pytest.raises(DiskFull):
            archive.keep(wire("https://e.test/3"))
    with Archive.open(db, run(2)) as archive:
        assert archive.fresh("https://e.test/1")
        archive.end("done")
    assert faults(db, set()) == []


# --- Looking up ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> ArchiveReader:
    """Make an archive of two articles and open it for reading."""
    db = tmp_path_factory.mktemp("lookup") / "archive.db"
    with Archive.open(db, run()) as archive:
        page = archive.keep(wire("https://news.test/1"))
        archive.commit(provenance(page, citation(page)))
        second = archive.keep(wire("https://news.test/2"))
        other = replace(
            citation(second), mention=mention(1, "你好世界 plus Ünïcode")._replace(links=()), resolutions=()
        )
        other = replace(
            other, mention=other.mention._replace(claim=other.mention.claim._replace(handle="other"))
        )
        archive.commit(provenance(second, replace(other, post=None, liveness=Liveness.UNKNOWN)))
        archive.end("done")
    return Archive.read_only(db)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("https://news.test/1", 1),
        ("https://t.co/Ab12345678", 1),
        ("t.co/Ab12345678", 1),
        ("https://t.co/ab12345678", 0),
        ("Ab12345678", 1),
        ("AB12345678", 0),
        ("2018345678901234567", 1),
        ("https://x.com/NAofPakistan/status/2018345678901234567?s=20", 1),
        ("http://www.NEWS.test:80/1/?utm_source=x&fbclid=1#part", 1),
        ("news.test/1/", 1),
        ("http://news.test/1?page=2", 0),
        ("http://news.test:8080/1", 0),
        ("http://t.co/Ab12345678?amp=1#x", 0),
        ("http://t.co/Ab12345678/", 1),
        ("http://t.co/ab12345678/", 0),
        ("https://x.com/NAofPakistan", 1),
        ("http://mobile.twitter.com/naofpakistan/?lang=en", 1),
        ("www.twitter.com/NAofPakistan/with_replies", 1),
        ("https://www.instagram.com/NAofPakistan/", 0),
        ("https://x.com/other", 1),
        ("https://x.com/search", 0),
        ("@naofpakistan", 1),
        ("@other", 1),
        ("＠other", 1),
        ("@quoted", 0),
        ("@words", 0),
        ("quoted WORDS", 1),
        ("a title", 2),
        ("unicode", 1),
        ("好世", 1),
        ("news.test", 2),
        ("https://www.News.test/", 2),
        ("ews.test", 0),
        ("nothing of the kind", 0),
        ("", 0),
    ],
)
def test_lookup(reader: ArchiveReader, query: str, found: int) -> None:
    """By URL, host, slug (in its case), post id, any form of a post's URL, handle, words, parts of words."""
    assert len(reader.search(query)) == found


@given(st.text(max_size=60))
def test_no_query_raises(reader: ArchiveReader, query: str) -> None:
    """Every string is a query."""
    for text in (query, f"@{query}", f"https://{query}", f'{query}" OR *', query * 40):
        assert isinstance(reader.search(text), list)


def test_a_reader_cannot_write(reader: ArchiveReader) -> None:
    """A connection for reading refuses to write."""
    with pytest.raises(Exception, match="readonly"):
        reader.database.execute("INSERT INTO event VALUES (1, 'x', 'x', 'x', '{}')")


# --- Small rules --------------------------------------------------------------------------------


def test_mention_keys_are_the_same_in_every_run() -> None:
    """Place in the text and rule may change with our version; the mention stays the same."""
    first = mention(1)
    moved = first._replace(seq=7, start=99, end=111, rule="another", prefix="", suffix="")
    assert mention_keys("p", [first]) == mention_keys("p", [moved])
    assert mention_keys("p", [first]) != mention_keys("q", [first])


def test_alike_mentions_are_told_apart_by_their_number() -> None:
    """The same post cited three times is three mentions, each with a key of its own."""
    keys = mention_keys("p", [mention(1), mention(2), mention(3)._replace(post=POST), mention(4)])
    assert len(set(keys)) == 4
    assert keys[0] == mention_keys("p", [mention(1)])[0]


def test_the_best_copy_is_the_latest_memento() -> None:
    """A photo, or a page that the post's words link to, is no copy of the post; a bare link has its page."""
    page = Copy(CopyKind.PAGE, "https://p.test")
    photo = Copy(CopyKind.PHOTO, "https://photo.test")
    early = Copy(CopyKind.MEMENTO, "https://a.test/1", EARLIER)
    late = Copy(CopyKind.MEMENTO, "https://a.test/2", LATER)
    of_post = Citation(mention(1), post=POST, copies=(photo, page, late, early))
    assert best_copy_url(of_post) == "https://a.test/2"
    assert best_copy_url(replace(of_post, copies=(photo, page))) is None
    assert best_copy_url(Citation(mention(1), copies=(page,))) == "https://p.test"
    assert best_copy_url(Citation(mention(1))) is None


@pytest.mark.parametrize("name", [":memory:", "file:y.db", "file::memory:?cache=shared"])
def test_a_name_means_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """What SQLite would take for something else is a file name like any other."""
    monkeypatch.chdir(tmp_path)
    db = Path(name)
    visit(db, 1, EARLIER)
    assert (tmp_path / name).read_bytes().startswith(b"SQLite format 3")
    with Archive.read_only(db) as reader:
        assert len(reader.rows("SELECT * FROM citations")) == 1


def test_a_foreign_database_is_left_as_it_was(tmp_path: Path) -> None:
    """Nothing is made beside what is not ours."""
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE t(a)")
    with pytest.raises(ForeignDatabase, match="was not made by embedarchive"):
        Archive.open(other, run())
    assert [path.name for path in tmp_path.iterdir()] == ["other.db"]


def test_a_name_that_is_no_utf8_is_kept(tmp_path: Path) -> None:
    """A file's name is bytes: its URI percent-encodes them, and a database may have such a name too."""
    odd = os.fsdecode(b"b\xff")
    source = Source(str(tmp_path / f"{odd}.txt"), SourceKind.FILE)
    db = tmp_path / f"{odd}.db"
    with Archive.open(db, run()) as archive:
        kept = archive.keep_resource(source, b"text", "text/plain", STARTED)
        assert kept.request.url.endswith("/b%FF.txt")
        archive.commit(Provenance(source, article(kept)._replace(url=None, asked=source.name), ()))
    with Archive.read_only(db) as reader:
        assert len(reader.rows("SELECT * FROM article")) == 1
