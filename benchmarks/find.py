"""How fast `find` goes through dumps, side by side with the limit and with what others do.

usage: python -m benchmarks.find [--pages 500] [--rounds 3] [--tweet-finder]

Makes three WARCs in a temporary folder from the pages of ../shared/corpus: `cc` (3 % of the pages with a
candidate), `gn` (15 %) and `news` (60 %); the others are pages that the gate passes over, as most of the web
is. Prints, from one run, pages per CPU second of

* fastwarc, which only reads through the file: the limit;
* our gate alone, then also decoding and Lexbor on candidates, and no rule: what is left of the limit for all
  the rest;
* our rules on fragments of a candidate alone (`benchmarks/fragments.py`): the most that reading no whole page
  could be worth;
* `embedarchive find` with one and two processes, as a person runs it, less what an empty dump costs;
* warcio and BeautifulSoup (lxml) on every page, looking for blockquotes: what people write first;
* Tweet-Finder (PyPI: tweetfinder) on every page, in an environment of its own, with --tweet-finder;

and the goals: 65, 50 and 30 % of the limit; 250, 150 and 100 times Tweet-Finder; two processes in at most
1/1.85 of the time of one; at most 120 MiB in any process. The best of several rounds counts: others may
use the machine. The wall time of two processes says something only while nobody else uses two cores.

Where few pages cite something a dump has more of them (`LONGER`): starting takes 0.9 s of CPU and varies by
more than 500 such pages cost.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from embedarchive.runners.bulk import scanner
from embedarchive.stages.find.gate import may_cite

ROOT = Path(__file__).parents[1]
CORPUS = ROOT / "../shared/corpus/dev"
MIXES = {"cc": (0.03, 0.65, 250), "gn": (0.15, 0.50, 150), "news": (0.60, 0.30, 100)}
"""The share of pages with a candidate; goals: the share of the limit, and how many times Tweet-Finder."""
LONGER = {"cc": 6, "gn": 3, "news": 1}
"""How many times as many pages as --pages says."""
MOST_MEMORY = 120
FASTER = 1.85
SLOW_PAGES = 40
"""Pages that the slow ones are measured on."""

READ_THROUGH = """
import sys, time
from fastwarc.warc import ArchiveIterator
began, pages, size = time.process_time(), 0, 0
for record in ArchiveIterator(sys.argv[1]):
    size += len(record.reader.read())
    pages += 1
print(pages, time.process_time() - began, size)
"""
WITHOUT_RULES = """
import sys, time
from fastwarc.warc import ArchiveIterator
from selectolax.lexbor import LexborHTMLParser
from embedarchive.runners.bulk import scanner
from embedarchive.stages.decoding import decode
from embedarchive.stages.find.gate import may_cite
ask = scanner()
LexborHTMLParser("<p>warm</p>")
began, pages = time.process_time(), 0
for record in ArchiveIterator(sys.argv[1]):
    body = record.reader.read()
    if may_cite(body, ask) and "parse" in sys.argv:
        LexborHTMLParser(decode(body)[0]).css("blockquote.twitter-tweet")
    pages += 1
print(pages, time.process_time() - began, 0)
"""
SOUP = """
import sys, time
from bs4 import BeautifulSoup
from warcio.archiveiterator import ArchiveIterator
began, pages = time.process_time(), 0
with open(sys.argv[1], "rb") as file:
    for record in ArchiveIterator(file):
        soup = BeautifulSoup(record.content_stream().read(), "lxml")
        soup.select("blockquote.twitter-tweet")
        pages += 1
print(pages, time.process_time() - began, 0)
"""
TWEET_FINDER = """
import gzip, logging, re, sys, time
from tweetfinder import Article
logging.disable(logging.CRITICAL)
records = re.split(rb"(?=WARC/1.1\\r\\n)", gzip.open(sys.argv[1]).read())[1:]
bodies = [record.split(b"\\r\\n\\r\\n", 2)[2].decode("utf-8", "replace") for record in records]
Article(html="<p>warm</p>")
began = time.process_time()
for body in bodies:
    try:
        Article(html=body).list_embedded_tweets()
    except Exception:
        pass
print(len(bodies), time.process_time() - began, 0)
"""


@dataclass(frozen=True, slots=True)
class Used:
    """What a program used."""

    cpu: float
    wall: float
    peak: float
    """MiB, of its largest process."""


def corpus() -> tuple[list[bytes], list[bytes]]:
    """Return the corpus' pages with a candidate, and those without."""
    ask = scanner()
    pages: tuple[list[bytes], list[bytes]] = ([], [])
    for line in (CORPUS / "manifest.jsonl").open(encoding="utf-8"):
        row = json.loads(line)
        if row["kind"] in ("html", "neg"):
            body = (CORPUS / row["file"]).read_bytes()
            body = gzip.decompress(body) if row["file"].endswith(".gz") else body
            pages[0 if may_cite(body, ask) else 1].append(body)
    return pages


def write(path: Path, bodies: Sequence[bytes]) -> None:
    """Write a WARC, one gzip member per record."""
    with path.open("wb") as file:
        for n, body in enumerate(bodies):
            head = (
                f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\n\r\n".encode()
            )
            record = (
                "WARC/1.1\r\nWARC-Type: response\r\n"
                f"WARC-Target-URI: https://news.example/{n}\r\nWARC-Date: 2026-02-02T00:00:00Z\r\n"
                f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{n:012d}>\r\n"
                "Content-Type: application/http; msgtype=response\r\n"
                f"Content-Length: {len(head) + len(body)}\r\n\r\n"
            ).encode()
            file.write(gzip.compress(record + head + body + b"\r\n\r\n", 6))


def mixed(pages: tuple[list[bytes], list[bytes]], share: float, count: int) -> list[bytes]:
    """Return so many pages, that share of them with a candidate, evenly spread; each page as often as any."""
    chance = random.Random(3)
    pools = [chance.sample(pool, len(pool)) for pool in pages]
    took = [0, 0]
    bodies = []
    for n in range(count):
        kind = 0 if int((n + 1) * share) > int(n * share) else 1
        bodies.append(pools[kind][took[kind] % len(pools[kind])])
        took[kind] += 1
    return bodies


def measured(python: str, program: str, path: Path, *words: str) -> tuple[float, float]:
    """Return pages and MB per CPU second of a program that prints its pages, seconds and bytes."""
    return _printed(python, "-c", program, str(path), *words)


def _printed(*command: str) -> tuple[float, float]:
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    pages, seconds, size = map(float, done.stdout.split())
    return pages / seconds, size / seconds / 1e6


def found(path: Path, jobs: int) -> Used:
    """Run `embedarchive find` on a dump."""
    began = time.monotonic()
    words = [sys.executable, "-m", "embedarchive", "find", str(path), "--jobs", str(jobs)]
    child = subprocess.Popen(words, stdout=subprocess.DEVNULL, cwd=ROOT)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    assert child.returncode == 0, child.returncode
    return Used(usage.ru_utime + usage.ru_stime, time.monotonic() - began, usage.ru_maxrss / 1024)


def best(rounds: int, path: Path, jobs: int) -> Used:
    """Return the least of everything but memory, over several rounds."""
    runs = [found(path, jobs) for _ in range(rounds)]
    return Used(min(r.cpu for r in runs), min(r.wall for r in runs), max(r.peak for r in runs))


def tweet_finder(folder: Path) -> str:
    """Install Tweet-Finder apart from us; return its Python."""
    venv.create(folder, with_pip=True)
    python = str(folder / "bin" / "python")
    subprocess.run([python, "-m", "pip", "-q", "install", "tweetfinder==1.1.0"], check=True)
    return python


def report(name: str, figures: dict[str, float], goal: float, times: float) -> None:
    """Print one mix."""
    limit, ours = figures["limit"], figures["ours"]
    print(f"\n{name}: {MIXES[name][0]:.0%} of the pages with a candidate, {figures['mb']:.0f} MB of HTML")
    print(f"  fastwarc reads through         {limit:9.0f} pages/CPU s  {figures['speed']:6.0f} MB/CPU s")
    gate, bare = figures["gate"], figures["bare"]
    print(f"  gate alone                     {gate:9.0f}    {gate / limit:6.1%} of it")
    print(f"  gate, decoding, Lexbor alone   {bare:9.0f}    {bare / limit:6.1%} of it")
    fragments = figures["fragments"]
    print(f"  rules on fragments alone       {fragments:9.0f}    {fragments / limit:6.1%} of it")
    print(f"  embedarchive find              {ours:9.0f}    {ours / limit:6.1%} of it (goal {goal:.0%})")
    print(
        f"  warcio + BeautifulSoup (lxml)  {figures['soup']:9.1f}"
        f"    we are {ours / figures['soup']:.0f} times as fast"
    )
    if "tweet-finder" in figures:
        other = figures["tweet-finder"]
        print(
            f"  Tweet-Finder 1.1.0             {other:9.1f}"
            f"    we are {ours / other:.0f} times (goal {times:.0f})"
        )
    print(f"  two processes / one            {figures['faster']:9.2f} times in wall time (goal {FASTER})")
    print(f"  peak memory of a process       {figures['peak']:9.0f} MiB (goal {MOST_MEMORY})")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--tweet-finder", action="store_true", help="install it from PyPI and measure it too")
    parser.add_argument("--mix", choices=sorted(MIXES), action="append", help="this mix only; repeatable")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        other = tweet_finder(folder / "tweet-finder") if args.tweet_finder else None
        pages = corpus()
        print(f"corpus: {len(pages[0])} pages with a candidate, {len(pages[1])} without")
        empty, dump, small = folder / "empty.warc.gz", folder / "dump.warc.gz", folder / "small.warc.gz"
        write(empty, [b"<p>nothing</p>"])
        for name in args.mix or MIXES:
            share, goal, times = MIXES[name]
            bodies = mixed(pages, share, args.pages * LONGER[name])
            write(dump, bodies)
            write(small, bodies[:SLOW_PAGES])
            figures = figures_of(dump, small, empty, args, other)
            figures |= {"mb": sum(map(len, bodies)) / 1e6, "ours": len(bodies) / figures["cpu"]}
            report(name, figures, goal, times)


def figures_of(
    dump: Path, small: Path, empty: Path, args: argparse.Namespace, other: str | None
) -> dict[str, float]:
    """Measure one mix."""
    limits = [measured(sys.executable, READ_THROUGH, dump) for _ in range(args.rounds)]
    start, one, two = (best(args.rounds, path, jobs) for path, jobs in ((empty, 1), (dump, 1), (dump, 2)))
    figures = {
        "limit": max(limits)[0],
        "speed": max(limits)[1],
        "gate": max(measured(sys.executable, WITHOUT_RULES, dump)[0] for _ in range(args.rounds)),
        "bare": max(measured(sys.executable, WITHOUT_RULES, dump, "parse")[0] for _ in range(args.rounds)),
        "fragments": max(
            _printed(sys.executable, "-m", "benchmarks.fragments", str(dump))[0] for _ in range(args.rounds)
        ),
        "cpu": one.cpu - start.cpu,
        "faster": (one.wall - start.wall) / (two.wall - start.wall),
        "peak": max(one.peak, two.peak),
        "soup": measured(sys.executable, SOUP, small)[0],
    }
    if other:
        figures["tweet-finder"] = measured(other, TWEET_FINDER, small)[0]
    return figures


if __name__ == "__main__":
    main()
