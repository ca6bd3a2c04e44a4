"""An archive's rows held against the truth of the generated web."""

from __future__ import annotations

import sqlite3
import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from benchmarks.generated.truth import Claim, Fate, Truth

ROWS = """
    SELECT a.source, m.claimed_handle AS handle, m.kind, c.post_id, c.verdict, c.reasons, c.liveness
    FROM citation c JOIN mention m ON m.id = c.mention JOIN article a ON a.id = m.article
    WHERE c.id = (SELECT max(l.id) FROM citation l WHERE l.key = c.key) AND m.kind <> 'link'
"""
WHOLE_ID = 15
"""A CDX query for fewer digits looks for a post; one for more asks after a post that is known."""


@dataclass(frozen=True, slots=True)
class Row:
    """What the archive says of one citation."""

    post_id: str | None
    verdict: str
    reasons: str
    liveness: str


@dataclass(slots=True)
class Score:
    """What came out."""

    found: int = 0
    missing: list[Truth] = field(default_factory=list)
    """Citations of which the archive has no row."""
    recoverable: int = 0
    recovered: int = 0
    unrecovered: list[tuple[Truth, Row]] = field(default_factory=list)
    wrong: list[tuple[Truth, Row]] = field(default_factory=list)
    """Another post than the cited one is named."""
    faked: int = 0
    believed: list[tuple[Truth, Row]] = field(default_factory=list)
    """Faked, and called confirmed."""
    honest: int = 0
    doubted: list[tuple[Truth, Row]] = field(default_factory=list)
    """Honest, and called a conflict."""
    living: int = 0
    buried: list[tuple[Truth, Row]] = field(default_factory=list)
    """Live, and called gone."""
    verdicts: Counter[tuple[str, str]] = field(default_factory=Counter)
    """(scenario, verdict) to how often."""
    liveness: Counter[tuple[str, str]] = field(default_factory=Counter)
    """(fate, liveness) to how often."""
    queries: list[int] = field(default_factory=list)
    """CDX queries for each lost permalink that was looked for in the archive."""

    @property
    def median_queries(self) -> float:
        """The median of them."""
        return statistics.median(self.queries) if self.queries else 0.0


def rows_of(db: Path) -> dict[tuple[str, str], Row]:
    """Return the latest citation by (file name or URL, handle in lower case)."""
    with sqlite3.connect(f"file:{db}?mode=ro", uri=True) as connection:
        found = connection.execute(ROWS).fetchall()
    return {
        (source if "://" in source else Path(source).name, (handle or "").lower()): Row(
            post_id, verdict, reasons, liveness
        )
        for source, handle, _kind, post_id, verdict, reasons, liveness in found
    }


def score(truths: Iterable[Truth], db: Path, asked: Sequence[str]) -> Score:
    """Hold every truth against its row; `asked` are the URLs that the web was asked for."""
    result, rows = Score(), rows_of(db)
    for truth in truths:
        row = rows.get((truth.article, truth.handle.lower()))
        if row is None:
            result.missing.append(truth)
            continue
        result.found += 1
        result.verdicts[truth.scenario, row.verdict] += 1
        result.liveness[truth.fate.value, row.liveness] += 1
        _named(result, truth, row)
        _judged(result, truth, row)
    result.queries = list(searches(asked).values())
    return result


def _named(result: Score, truth: Truth, row: Row) -> None:
    right = row.post_id in truth.posts
    if row.post_id is not None and not right:
        result.wrong.append((truth, row))
    if truth.lost and truth.recoverable:
        result.recoverable += 1
        result.recovered += right
        if not right:
            result.unrecovered.append((truth, row))


def _judged(result: Score, truth: Truth, row: Row) -> None:
    if truth.claim is Claim.HONEST:
        result.honest += 1
        if row.verdict == "conflict":
            result.doubted.append((truth, row))
    if truth.claim is Claim.FAKED:
        result.faked += 1
        if row.verdict == "confirmed":
            result.believed.append((truth, row))
    if truth.fate is Fate.LIVE:
        result.living += 1
        if row.liveness == "gone":
            result.buried.append((truth, row))


def searches(asked: Iterable[str]) -> Counter[tuple[str, str]]:
    """Count the CDX queries that look for a post whose id is not known, by handle and leading digits.

    A day of an author is looked for once in the whole web, so this counts by lost permalink.
    """
    counted: Counter[tuple[str, str]] = Counter()
    for url in asked:
        parts = urlsplit(url)
        if not parts.path.startswith("/cdx/"):
            continue
        place = parse_qs(parts.query).get("url", [""])[0]
        before, _, digits = place.partition("/status/")
        if before and digits.rstrip("*").isdecimal() and len(digits) < WHOLE_ID:
            counted[before.rpartition("/")[2].lower(), digits[:2]] += 1
    return counted
