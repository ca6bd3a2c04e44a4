"""The whole path on a loopback web: real sockets, TLS, a real proxy, a real archive."""

from __future__ import annotations

import itertools
import json
import sqlite3
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from embedarchive.demo.littleweb import LittleWeb
from embedarchive.demo.script import World
from embedarchive.demo.world import demo_sources, demo_world
from embedarchive.errors import ExitCode
from embedarchive.ports.archive import Archive
from embedarchive.records import Provenance, Source, SourceKind, Verdict
from embedarchive.runners.local import Summary, crawl, resolve_links
from embedarchive.runners.settings import Settings
from tests.shared import shared
from tests.worlds.seed import seed_world

PACE = 0.02


def settings(folder: Path, web: LittleWeb | None, **changes: Any) -> Settings:
    proxy = web.proxy if web else "http://127.0.0.1:9"
    return Settings(
        **{
            "db": folder / "archive.db",
            "proxy": proxy,
            "proxy_dns": True,
            "ca_file": web.ca_file if web else None,
            "pace": PACE,
            "host_pace": {"web.archive.org": PACE},
            **changes,
        }
    )


def source(name: str) -> Source:
    kind = SourceKind.URL if name.startswith("http") else SourceKind.FILE
    return Source(name, kind)


def run(names: list[str], chosen: Settings) -> tuple[Summary, list[Provenance]]:
    seen: list[Provenance] = []
    summary = crawl([source(name) for name in names], chosen, seen.append)
    return summary, seen


@pytest.fixture
def seed() -> Path:
    return shared("seed/article.txt")


@pytest.fixture
def seeded(seed: Path) -> World:
    return seed_world(seed.read_text(encoding="utf-8"))


def rows(db: Path, sql: str) -> list[sqlite3.Row]:
    with sqlite3.connect(db) as connection:
        connection.row_factory = sqlite3.Row
        return list(connection.execute(sql))


def test_the_seed_article_is_confirmed(seed: Path, seeded: World, tmp_path: Path) -> None:
    """Both lines of dead text lead back to their posts, and the view says so."""
    with LittleWeb(seeded) as web:
        summary, (provenance,) = run([str(seed)], settings(tmp_path, web))
    assert summary.exit_code is ExitCode.DONE, summary
    assert [c.verdict for c in provenance.citations] == [Verdict.CONFIRMED, Verdict.CONFIRMED]
    seen = rows(tmp_path / "archive.db", "SELECT * FROM citations ORDER BY post_id")
    assert [row["verdict"] for row in seen] == ["confirmed", "confirmed"]
    permalinks = {
        post.permalink("twitter.com") for post in seeded.posts if post.author.handle == "NAofPakistan"
    }
    assert {row["post_url"] for row in seen} <= permalinks
    assert [row["claimed_handle"] for row in seen] == ["NAofPakistan"] * 2


def test_without_a_network_nothing_is_lost_and_a_later_run_completes_it(
    seed: Path, seeded: World, tmp_path: Path
) -> None:
    """Exit 4 and two unresolved mentions first; the same command later confirms both."""
    summary, (provenance,) = run([str(seed)], settings(tmp_path, None))
    assert summary.exit_code is ExitCode.UNREACHED
    assert [c.verdict for c in provenance.citations] == [Verdict.UNRESOLVED] * 2
    db = tmp_path / "archive.db"
    assert [row["verdict"] for row in rows(db, "SELECT verdict FROM citations")] == ["unresolved"] * 2
    with LittleWeb(seeded) as web:
        summary, _ = run([str(seed)], settings(tmp_path, web))
    assert summary.exit_code is ExitCode.DONE
    assert [row["verdict"] for row in rows(db, "SELECT verdict FROM citations")] == ["confirmed"] * 2


def test_nothing_is_asked_twice_and_no_host_is_hurried(tmp_path: Path) -> None:
    """One request in flight per host, the pace between the end of one and the start of the next."""
    with LittleWeb(demo_world(), latency=0.005) as web:
        chosen = settings(tmp_path, web)
        run(list(demo_sources()), chosen)
        first = len(web.log)
        summary, _ = run(list(demo_sources()), chosen)
        log = web.log
    assert first > 40
    assert summary.from_archive > 0
    asked_again = [entry.url for entry in log[first:]]
    once_answered = {entry.url for entry in log[:first] if entry.status and entry.status < 429}
    assert not set(asked_again) & once_answered
    urls = [entry.url for entry in log[:first]]
    assert len(urls) == len(set(urls))
    by_host = defaultdict(list)
    for entry in log:
        by_host[entry.host].append(entry)
    for entries in by_host.values():
        ordered = sorted(entries, key=lambda entry: entry.started)
        for one, following in itertools.pairwise(ordered):
            assert following.started - one.ended >= PACE * 0.9, (one.url, following.url)


def test_the_user_agent_says_who_we_are(tmp_path: Path) -> None:
    """Every request names the program and where to complain."""
    with LittleWeb(demo_world()) as web:
        run(list(demo_sources())[:1], settings(tmp_path, web))
        agents = {entry.user_agent for entry in web.log}
    assert all(agent.startswith("embedarchive/") and "+http" in agent for agent in agents)


STATEMENTS = (
    "article",
    "mention",
    "citation",
    "resolution",
    "hop",
    "candidate",
    "testimony",
    "copy",
    "check_result",
)


def test_every_statement_names_a_record_that_warcio_reads(tmp_path: Path) -> None:
    """Whatever the demo's database says of a post stands on kept bytes."""
    with LittleWeb(demo_world()) as web:
        run(list(demo_sources()), settings(tmp_path, web))
    db = tmp_path / "archive.db"
    folder = tmp_path / "archive.warcs"
    refs = rows(
        db,
        'SELECT r.id, f.name, r."offset", r.record_id, r.type '
        "FROM warc_record r JOIN warc_file f ON f.id = r.file",
    )
    assert len(refs) > 80
    for ref in refs:
        with (folder / ref["name"]).open("rb") as file:
            file.seek(ref["offset"])
            record = next(iter(ArchiveIterator(file)))
            assert record.rec_headers.get_header("WARC-Record-ID") == f"<{ref['record_id']}>"
            assert record.rec_type == ref["type"]
    known = {ref["id"] for ref in refs}
    for table in STATEMENTS:
        stated = rows(db, f"SELECT * FROM {table}")
        without = [dict(row) for row in stated if row["record"] not in known and not excused(table, row)]
        assert stated and not without, (table, without[:2])


def excused(table: str, row: sqlite3.Row) -> bool:
    """An unwrapped hop's evidence is the URL itself; a link's own post has the article's record."""
    return table == "hop" and row["kind"] in ("unwrapped", "interstitial") and row["record"] is None


def test_the_demo_tells_the_stories_it_was_made_for(tmp_path: Path) -> None:
    """Confirmed, conflict, gone, protected, suspended, unresolved: each occurs, none is mistaken."""
    with LittleWeb(demo_world()) as web:
        summary, seen = run(list(demo_sources()), settings(tmp_path, web))
    assert not summary.problems
    citations = [c for p in seen for c in p.citations]
    verdicts = {c.verdict.value for c in citations}
    alive = {c.liveness.value for c in citations}
    assert verdicts == {"confirmed", "probable", "conflict", "unresolved"}
    assert {"live", "gone", "protected", "suspended"} <= alive


def test_offline_asks_nobody(seed: Path, seeded: World, tmp_path: Path) -> None:
    """What the archive knows is answered; what it does not is not asked."""
    with LittleWeb(seeded) as web:
        chosen = settings(tmp_path, web)
        run([str(seed)], chosen)
        before = len(web.log)
        summary, (provenance,) = run([str(seed)], settings(tmp_path, web, offline=True))
        assert len(web.log) == before
    assert summary.exchanges == 0 and summary.from_archive > 0
    assert [c.verdict for c in provenance.citations] == [Verdict.CONFIRMED] * 2


def test_a_run_that_is_out_of_time_keeps_what_it_has(seed: Path, seeded: World, tmp_path: Path) -> None:
    """Exit 5; the next run asks only for the rest."""
    with LittleWeb(seeded, latency=0.05) as web:
        summary, _ = run([str(seed)], settings(tmp_path, web, pace=0.2, max_time=0.5))
        assert summary.exit_code is ExitCode.LIMIT
        first = {entry.url for entry in web.log if entry.status in {200, 301}}
        count = len(web.log)
        summary, (provenance,) = run([str(seed)], settings(tmp_path, web))
        again = {entry.url for entry in web.log[count:]}
    assert summary.exit_code is ExitCode.DONE
    assert [c.verdict for c in provenance.citations] == [Verdict.CONFIRMED] * 2
    assert len(first & again) <= 2, "only what was in flight when the time was up"


def test_a_damaged_record_is_asked_for_again(seed: Path, seeded: World, tmp_path: Path) -> None:
    """One flipped byte ends no run: its record is asked for anew, the damage is said, the exit code is 3."""
    with LittleWeb(seeded) as web:
        run([str(seed)], settings(tmp_path, web))
        (warc,) = (tmp_path / "archive.warcs").glob("EA-*.warc.gz")
        sql = 'SELECT r."offset" FROM exchange e JOIN warc_record r ON r.id = e.record WHERE e.url = ?'
        with sqlite3.connect(tmp_path / "archive.db") as connection:
            (offset,) = connection.execute(sql, ("https://t.co/kfPNrRDYk8",)).fetchone()
        kept = bytearray(warc.read_bytes())
        kept[offset + 60] ^= 0xFF
        warc.write_bytes(kept)
        before = len(web.log)
        summary, (provenance,) = run([str(seed)], settings(tmp_path, web))
        again = [entry.url for entry in web.log[before:]]
    assert again == ["https://t.co/kfPNrRDYk8"]
    assert summary.exit_code is ExitCode.DAMAGED
    assert any(warc.name in problem and "--db" in problem for problem in summary.problems)
    assert [c.verdict for c in provenance.citations] == [Verdict.CONFIRMED] * 2


def test_links_are_resolved_and_kept(seeded: World, tmp_path: Path) -> None:
    """`resolve` stores the way of each link; the view `links` shows it."""
    slug = next(media.slug for post in seeded.posts for media in post.media)
    seen = []
    with LittleWeb(seeded) as web:
        resolve_links(
            [f"https://pic.twitter.com/{slug}"], settings(tmp_path, web), lambda url, way: seen.append(way)
        )
    assert seen[0].post is not None
    kept = rows(tmp_path / "archive.db", "SELECT * FROM links")
    assert [row["link"] for row in kept] == [f"https://pic.twitter.com/{slug}"]


def test_the_run_says_with_what_it_looked(seed: Path, seeded: World, tmp_path: Path) -> None:
    """Proxy, loopback, pace: what decides what a run may see is written into it."""
    with LittleWeb(seeded) as web:
        run([str(seed)], settings(tmp_path, web))
    (kept,) = rows(tmp_path / "archive.db", "SELECT * FROM run")
    options = json.loads(kept["options"])
    assert options["proxy_dns"] is True and options["allow_loopback"] is False
    assert kept["ended"] is not None


def test_the_archive_finds_what_it_holds(seed: Path, seeded: World, tmp_path: Path) -> None:
    """By handle, slug, post id and words."""
    with LittleWeb(seeded) as web:
        run([str(seed)], settings(tmp_path, web))
    with Archive.read_only(tmp_path / "archive.db") as archive:
        post_id = archive.search("@NAofPakistan")[0]["post_id"]
        assert len(archive.search("@NAofPakistan")) == 2
        assert len(archive.search(post_id)) == 1
        assert len(archive.search("kfPNrRDYk8")) == 1
        (row,) = archive.search("M6TIo4vKzu")
        assert [link["outcome"] for link in row["links"]] == ["final"]
        assert archive.search('"; DROP TABLE run; --') == []


def test_a_summary_counts_verdicts_in_their_order(tmp_path: Path) -> None:
    """The surest first, whichever article was done first."""
    with LittleWeb(demo_world()) as web:
        summary, _ = run(list(demo_sources()), settings(tmp_path, web))
    assert list(summary.by_verdict) == [each.value for each in Verdict if each.value in summary.by_verdict]
    assert len(summary.by_verdict) > 2
