"""How well lost permalinks are recovered and claims judged, on a generated web that knows the truth.

usage: python -m benchmarks.recover [--size 1500] [--seed 20260202] [--misses FILE] [--keep FOLDER]

Makes a web of more than 2,000 posts by 140 accounts (same-day posts, near-duplicates, borrowed media, quotes,
renames, deletions, protected and suspended accounts, edited and faked embeds: benchmarks/generated/), serves
it on loopback and runs the real crawl over its articles, in two rounds: the second may remember the first.
Then the archive is held against the truth. Prints each figure of docs/evidence.md with its goal; ends with 1
where one is missed.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.generated.score import Row, Score, score
from benchmarks.generated.truth import Truth
from benchmarks.generated.web import Article, GeneratedWeb, build
from embedarchive.demo.littleweb import LittleWeb
from embedarchive.demo.sites import HOSTS
from embedarchive.errors import ExitCode
from embedarchive.outputs.findings import share
from embedarchive.records import Source, SourceKind
from embedarchive.runners.audit import audit
from embedarchive.runners.local import crawl
from embedarchive.runners.settings import Settings

SEED = 20_260_202


def settings(db: Path, web: LittleWeb) -> Settings:
    """Return what a run on the generated web needs: no pace, for nobody is a stranger there."""
    hosts = (*HOSTS, *web.world.own_hosts)
    return Settings(
        db=db,
        proxy=web.proxy,
        proxy_dns=True,
        ca_file=web.ca_file,
        pace=0.0,
        host_pace=dict.fromkeys(hosts, 0.0),
    )


def sources(articles: Sequence[Article], folder: Path) -> list[Source]:
    """Return what the crawl is given; the texts are written into the folder."""
    made = []
    for article in articles:
        if article.text is None:
            made.append(Source(article.name, SourceKind.URL))
        else:
            path = folder / article.name
            path.write_text(article.text, encoding="utf-8")
            made.append(Source(str(path), SourceKind.FILE))
    return made


def crawled(generated: GeneratedWeb, folder: Path) -> list[str]:
    """Crawl both rounds in a process of its own, so that the web and the crawl share no interpreter.

    Returns the URLs that the web was asked for.
    """
    context = multiprocessing.get_context("fork")
    with LittleWeb(generated.world) as web:
        chosen = settings(folder / "archive.db", web)
        for articles in (generated.first, generated.second):
            child = context.Process(target=_crawl, args=(sources(articles, folder), chosen))
            child.start()
            child.join()
            if child.exitcode:
                raise SystemExit(f"the crawl ended with {child.exitcode}")
        return [entry.url for entry in web.log]


def _crawl(given: list[Source], chosen: Settings) -> None:
    summary = crawl(given, chosen, lambda _provenance: None)
    print(
        f"  {summary.articles} articles, {summary.mentions} mentions, {summary.exchanges} exchanges,"
        f" {summary.seconds:.0f} s; {dict(sorted(summary.by_verdict.items()))}; {summary.exit_code.name}",
        flush=True,
    )


FIGURES = (
    ("permalinks recovered where a slug or a copy exists", ">= 0.98"),
    ("wrong permalinks", "0"),
    ("faked or altered claims called confirmed", "0"),
    ("honest claims called conflict", "<= 0.002"),
    ("live posts called gone", "0"),
    ("CDX queries per lost permalink, median", "<= 2"),
)


def figures(result: Score) -> list[tuple[str, str, str, bool]]:
    """Return each figure: what, how much, the goal, whether it is met."""
    recovered = result.recovered / max(result.recoverable, 1)
    doubted = len(result.doubted) / max(result.honest, 1)
    said = (
        (f"{recovered:.4f} of {result.recoverable}", recovered >= 0.98),
        (f"{len(result.wrong)} of {result.found}", not result.wrong),
        (f"{len(result.believed)} of {result.faked}", not result.believed),
        (f"{doubted:.4f} of {result.honest}", doubted <= 0.002),
        (f"{len(result.buried)} of {result.living}", not result.buried),
        (f"{result.median_queries:g} of {len(result.queries)}", result.median_queries <= 2),
    )
    return [(name, value, goal, met) for (name, goal), (value, met) in zip(FIGURES, said, strict=True)]


def replayed(db: Path) -> tuple[str, str, str, bool]:
    """Derive every row again from the kept bytes; return the figure as `figures` does."""
    audited = audit(db, lambda _finding: None)
    rows = audited.rows
    met = rows.identical == rows.rows > 0 and audited.exit_code is ExitCode.DONE
    value = f"{share(rows.identical, rows.rows)} of {rows.rows}"
    return "rows that replay derives identically", value, "100 %", met


def misses(result: Score) -> list[dict[str, object]]:
    """Return everything that went wrong, for people to look at."""
    kinds: tuple[tuple[str, list[tuple[Truth, Row]]], ...] = (
        ("unrecovered", result.unrecovered),
        ("wrong", result.wrong),
        ("believed", result.believed),
        ("doubted", result.doubted),
        ("buried", result.buried),
    )
    said: list[dict[str, object]] = [
        {
            "miss": kind,
            "scenario": truth.scenario,
            "article": truth.article,
            "handle": truth.handle,
            "right": sorted(truth.posts),
            "said": row.post_id,
            "verdict": row.verdict,
            "liveness": row.liveness,
            "reasons": row.reasons,
        }
        for kind, pairs in kinds
        for truth, row in pairs
    ]
    return said + [
        {"miss": "no row", "scenario": t.scenario, "article": t.article, "handle": t.handle}
        for t in result.missing
    ]


def show(result: Score) -> None:
    """Print verdicts by scenario and liveness by fate."""
    for title, counted in (("verdicts", result.verdicts), ("liveness", result.liveness)):
        print(f"\n{title}")
        for name in dict.fromkeys(name for name, _ in counted):
            said = ", ".join(f"{what} {n}" for (one, what), n in sorted(counted.items()) if one == name)
            print(f"  {name:22} {said}")


def main() -> int:
    """Make the web, crawl it, score what came out."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--size", type=int, default=1_500, help="about so many citations")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--misses", type=Path, help="write every miss here, as NDJSON")
    parser.add_argument("--keep", type=Path, help="leave the archive in this folder")
    args = parser.parse_args()
    began = time.monotonic()
    generated = build(args.seed, args.size)
    world = generated.world
    authors = {post.author.id for post in world.posts}
    print(
        f"{len(world.posts)} posts by {len(authors)} accounts, {len(world.captures)} captures,"
        f" {len(generated.first) + len(generated.second)} articles, {len(generated.truths)} citations"
        f" (seed {args.seed})"
    )
    with tempfile.TemporaryDirectory() as temporary:
        folder = args.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        asked = crawled(generated, folder)
        result = score(generated.truths, folder / "archive.db", asked)
        rows = [*figures(result), replayed(folder / "archive.db")]
    show(result)
    print()
    for name, value, goal, met in rows:
        print(f"{name:52} {value:18} goal {goal:8} {'met' if met else 'MISSED'}")
    if result.missing:
        print(f"{len(result.missing)} citations have no row: the finder did not see them")
    if args.misses:
        lines = (json.dumps(one, ensure_ascii=False) for one in misses(result))
        args.misses.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{time.monotonic() - began:.0f} s")
    return 0 if all(met for *_, met in rows) and not result.missing else 1


if __name__ == "__main__":
    sys.exit(main())
