"""A post is deleted between two visits: what the archive saw itself stays evidence."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from embedarchive.demo.littleweb import LittleWeb
from embedarchive.demo.script import State
from embedarchive.errors import ExitCode
from embedarchive.records import Finding, Grade, Liveness, Verdict
from embedarchive.runners.audit import audit
from tests.runners.test_crawl import rows, run, settings
from tests.shared import shared
from tests.worlds.seed import seed_world


def test_a_deleted_post_stays_confirmed_by_the_first_visit(tmp_path: Path) -> None:
    """No public archive holds it; this one saw it say the quoted words, and names the record."""
    seed = shared("seed/article.txt")
    world = seed_world(seed.read_text(encoding="utf-8"))
    gone = dataclasses.replace(
        world, posts=tuple(dataclasses.replace(post, state=State.DELETED) for post in world.posts)
    )
    with LittleWeb(world) as web:
        _, (before,) = run([str(seed)], settings(tmp_path, web))
    with LittleWeb(gone) as web:
        _, (after,) = run([str(seed)], settings(tmp_path, web, fresh=0))
    cited = [[one for one in looked.citations if one.post] for looked in (before, after)]
    assert {(one.verdict, one.liveness) for one in cited[0]} == {(Verdict.CONFIRMED, Liveness.LIVE)}
    assert {(one.verdict, one.liveness) for one in cited[1]} == {(Verdict.CONFIRMED, Liveness.GONE)}
    remembered = rows(
        tmp_path / "archive.db",
        """SELECT c.name, r.date FROM check_result c JOIN warc_record r ON r.id = c.record
        WHERE c.witness LIKE '%@%' AND c.outcome = 'agrees' AND c.name = 'words'""",
    )
    assert len(remembered) >= len(cited[1]) == 2
    first = rows(tmp_path / "archive.db", "SELECT min(started) AS began, max(started) AS next FROM run")
    assert all(first[0]["began"] < one["date"] < first[0]["next"] for one in remembered)
    found: list[Finding] = []
    summary = audit(tmp_path / "archive.db", found.append)
    assert [one for one in found if one.grade is not Grade.NOTE] == []
    assert summary.exit_code is ExitCode.DONE
