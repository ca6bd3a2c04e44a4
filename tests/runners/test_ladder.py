"""A lost permalink is found through real sockets, each rung of the ladder by its own evidence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from embedarchive.demo import captures
from embedarchive.demo.littleweb import LittleWeb
from embedarchive.demo.markup import blockquote
from embedarchive.demo.script import Author, Capture, Page, Post, State, World, post_id
from embedarchive.records import Source, SourceKind, Verdict
from embedarchive.runners.local import crawl
from tests.runners.test_audit import is_whole
from tests.runners.test_crawl import rows, run, settings

AUTHOR = Author("ea_demo_dam", "Dam Watch")
NOON = dt.datetime(2026, 2, 2, 12, tzinfo=dt.UTC)
STORY = "https://news.example/story"
SAID = "The plan to raise the dam was read today"


def post(text: str, minute: int = 0, state: State = State.LIVE) -> Post:
    """A post of the day."""
    return Post(post_id(NOON + dt.timedelta(minutes=minute)), AUTHOR, text, state=state)


POST, OTHER = post(SAID), post("The gauge stands at seven metres", 7)


def article(folder: Path, name: str = "a.txt", head: str = "") -> str:
    """A text in which one embed was flattened, without any link."""
    path = folder / name
    line = f"{SAID}— {AUTHOR.name} (@{AUTHOR.handle}) February 2, 2026"
    path.write_text(f"{head}The dam\n\nSome prose stands here.\n\n{line}\n\nMore prose.\n", encoding="utf-8")
    return str(path)


def page(url: str, *posts: Post) -> Page:
    """A page of a news site with embeds."""
    embeds = "".join(blockquote(World(), one, lang="en", href_host="twitter.com") for one in posts)
    return Page(url, f"<!doctype html><title>Story</title><article><p>Words</p>{embeds}</article>".encode())


def world(
    held: Sequence[Capture] = (), pages: Sequence[Page] = (), posts: Sequence[Post] = (POST, OTHER)
) -> World:
    """A world that always knows the two posts."""
    return World(tuple(posts), (), tuple(pages), tuple(held))


def queries(web: LittleWeb) -> int:
    return sum("/cdx/" in entry.url for entry in web.log)


def rungs(folder: Path) -> list[tuple[str, int]]:
    """Which rung named which candidate, and whether it was taken; each stands on a record."""
    found = rows(folder / "archive.db", "SELECT * FROM candidate ORDER BY id")
    assert all(row["record"] for row in found)
    return [(row["rung"], row["accepted"]) for row in found]


def test_the_archive_is_asked_twice_and_no_more(tmp_path: Path) -> None:
    """One query per host covers the day; what the ladder read, the snapshot does not ask for again."""
    held = [captures.as_old_json(one, "20260203000000") for one in (OTHER, POST)]
    with LittleWeb(world(held)) as web:
        _, (provenance,) = run([article(tmp_path)], settings(tmp_path, web))
        assert queries(web) == 2
    (citation,) = provenance.citations
    assert citation.post is not None and citation.post.id == POST.id
    assert citation.verdict is Verdict.CONFIRMED
    assert {copy.kind.value for copy in citation.copies} == {"memento"}
    assert sorted(rungs(tmp_path)) == [("cdx", 0), ("cdx", 1)]


def test_the_articles_own_page_is_read_first(tmp_path: Path) -> None:
    """The text says where it was published, and there the embed is still markup."""
    name = article(tmp_path, head=f"Source: {STORY}\n\n")
    with LittleWeb(world(pages=[page(STORY, OTHER, POST)])) as web:
        _, (provenance,) = run([name], settings(tmp_path, web))
        index = [entry.url for entry in web.log if "/cdx/" in entry.url]
    assert provenance.citations[0].post is not None and provenance.citations[0].post.id == POST.id
    assert ("article-page", 1) in rungs(tmp_path)
    assert all(POST.id in url for url in index), "only the known post's own copies are asked for"


def test_a_page_that_lost_its_embed_is_read_in_its_archived_copy(tmp_path: Path) -> None:
    """The nearest copy is older than the post: the index leads to a later one."""
    name = article(tmp_path, head=f"---\nurl: {STORY}\n---\n")
    held = [
        Capture(STORY, "20260201120000", page(STORY).body),
        Capture(STORY, "20260301120000", page(STORY, POST).body),
    ]
    with LittleWeb(world(held, [page(STORY)])) as web:
        _, (provenance,) = run([name], settings(tmp_path, web))
    assert provenance.citations[0].post is not None and provenance.citations[0].post.id == POST.id
    assert ("article-memento", 1) in rungs(tmp_path)


def test_what_one_article_taught_helps_the_next(tmp_path: Path) -> None:
    """The second run remembers the first, also offline, and keeps what it remembered as a record."""
    pages = [page(STORY, POST)]
    with LittleWeb(world(pages=pages)) as web:
        chosen = settings(tmp_path, web)
        run([STORY], chosen)
        before = queries(web)
        _, (second,) = run([article(tmp_path)], chosen)
        assert queries(web) == before
        _, (third,) = run([article(tmp_path, "b.txt")], settings(tmp_path, web, offline=True))
    for provenance in (second, third):
        assert provenance.citations[0].post is not None and provenance.citations[0].post.id == POST.id
        assert provenance.citations[0].verdict is Verdict.CONFIRMED
    assert [one for one, taken in rungs(tmp_path) if taken] == ["permalink", "sibling", "sibling"]
    kept = rows(
        tmp_path / "archive.db",
        """SELECT r.type, e.url FROM candidate c JOIN warc_record r ON r.id = c.record
        JOIN exchange e ON e.record = r.id WHERE c.rung = 'sibling'""",
    )
    urn = f"urn:embedarchive:memory:siblings:twitter:{AUTHOR.handle}:2026-02-02"
    assert [(row["type"], row["url"]) for row in kept] == [("resource", urn)] * 2


def test_a_tie_stays_unresolved(tmp_path: Path) -> None:
    """The author said the same twice that day, and both are archived."""
    twin = post(SAID, 30)
    held = [captures.as_json(POST, "20260203000000"), captures.as_old_json(twin, "20260203000000", "x.com")]
    with LittleWeb(world(held, posts=(POST, twin))) as web:
        _, (provenance,) = run([article(tmp_path)], settings(tmp_path, web))
    assert provenance.citations[0].verdict is Verdict.UNRESOLVED
    assert rungs(tmp_path) == [("cdx", 0), ("cdx", 0)]


def test_a_post_behind_hundreds_of_captures_is_found(tmp_path: Path) -> None:
    """The listing goes on behind its first page; other days' captures fill none."""
    yesterday = Post(post_id(NOON - dt.timedelta(days=1)), AUTHOR, "The day before")
    first = dt.datetime(2026, 2, 3, tzinfo=dt.UTC)
    stamps = [f"{first + dt.timedelta(minutes=n):%Y%m%d%H%M%S}" for n in range(600)]
    earlier = post("The first words of the day", -60)
    held = [captures.as_old_json(one, stamp) for one in (yesterday, earlier) for stamp in stamps]
    held.append(captures.as_old_json(POST, "20260203000000"))
    with LittleWeb(world(held, posts=(POST, earlier, yesterday))) as web:
        _, (provenance,) = run([article(tmp_path)], settings(tmp_path, web))
        assert queries(web) == 3
    assert provenance.citations[0].post is not None and provenance.citations[0].post.id == POST.id


def test_every_rung_is_derived_again_from_the_bytes(tmp_path: Path) -> None:
    """Page, old copy, memory, index, and an address that only the user gave: a replay finds the same."""
    lost = f"{STORY}/lost"
    held = [
        captures.as_old_json(OTHER, "20260203000000"),
        captures.as_json(POST, "20260203000000"),
        Capture(lost, "20260301120000", page(lost, POST).body),
    ]
    with LittleWeb(world(held, [page(STORY, POST), page(lost)])) as web:
        chosen = settings(tmp_path, web)
        run([article(tmp_path, "index.txt")], settings(tmp_path, web, db=tmp_path / "other.db"))
        run([article(tmp_path, "page.txt", f"Source: {STORY}\n\n")], chosen)
        run([article(tmp_path, "old.txt", f"Source: {lost}\n\n")], chosen)
        run([article(tmp_path, "sibling.txt")], chosen)
        told = Source(article(tmp_path, "told.txt"), SourceKind.FILE, STORY)
        crawl([told], settings(tmp_path, web, article_url=STORY), lambda _provenance: None)
    taken = [rung for rung, accepted in rungs(tmp_path) if accepted]
    assert taken == ["article-page", "article-memento", "sibling", "article-page"]
    is_whole(tmp_path / "archive.db")
    is_whole(tmp_path / "other.db")
