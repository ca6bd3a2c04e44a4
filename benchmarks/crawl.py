"""How close a crawl comes to what politeness allows: one article, many embeds, a few hosts.

usage: python -m benchmarks.crawl [--embeds 30] [--pace 0.25] [--latency 0.01]

Prints, from one run on the little web: requests and time per host, the time that the most loaded
host's pace allows (its requests times the pace), the time the crawl took, and their ratio (goal:
at most 1.2); and the crawler's CPU per exchange, WARC and database included (goal: at most 8 ms).
"""

from __future__ import annotations

import argparse
import datetime as dt
import multiprocessing
import resource
import tempfile
import time
from collections import Counter
from pathlib import Path

from embedarchive.demo.littleweb import LittleWeb
from embedarchive.demo.script import Author, Media, Page, Post, World, post_id
from embedarchive.records import Provenance, Source, SourceKind
from embedarchive.runners.local import crawl
from embedarchive.runners.settings import Settings

HOST = "paper.example"
URL = f"https://{HOST}/story"
BEGAN = dt.datetime(2026, 2, 2, 8, tzinfo=dt.UTC)


def made_posts(count: int) -> tuple[Post, ...]:
    """Posts of one morning, each by an author of its own, each with a photo."""
    return tuple(
        Post(
            post_id(BEGAN + dt.timedelta(minutes=n), n),
            Author(f"author_{n}", f"Author {n}"),
            f"Post number {n} of this morning, made for a measurement https://t.co/Slug{n:06d}",
            media=(Media(f"Slug{n:06d}"),),
        )
        for n in range(count)
    )


def article(posts: tuple[Post, ...]) -> bytes:
    """A page that embeds every post as publish.twitter.com would write it."""
    embeds = "\n".join(
        f'<blockquote class="twitter-tweet"><p lang="en" dir="ltr">{post.text.partition(" https")[0]} '
        f'<a href="https://t.co/{post.media[0].slug}">pic.twitter.com/{post.media[0].slug}</a></p>&mdash; '
        f"{post.author.name} (@{post.author.handle}) "
        f'<a href="{post.permalink()}?ref_src=twsrc%5Etfw">February 2, 2026</a></blockquote>'
        for post in posts
    )
    return f"<!doctype html><title>A story</title><article><h1>A story</h1>{embeds}</article>".encode()


def measured(
    web: LittleWeb, args: argparse.Namespace, answer: multiprocessing.Queue[tuple[float, float, int, int]]
) -> None:
    """Crawl in a process of its own, so that its CPU is not the little web's."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            db=Path(folder) / "archive.db",
            proxy=web.proxy,
            proxy_dns=True,
            ca_file=web.ca_file,
            pace=args.pace,
            host_pace={"web.archive.org": args.pace},
        )
        seen: list[Provenance] = []
        began, cpu = time.monotonic(), time.process_time()
        summary = crawl([Source(URL, SourceKind.URL)], settings, seen.append)
        took, used = time.monotonic() - began, time.process_time() - cpu
    confirmed = sum(c.verdict == "confirmed" for p in seen for c in p.citations)
    answer.put((took, used, summary.exchanges, confirmed))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--embeds", type=int, default=30)
    parser.add_argument("--pace", type=float, default=0.25)
    parser.add_argument("--latency", type=float, default=0.01)
    args = parser.parse_args()
    posts = made_posts(args.embeds)
    world = World(posts=posts, pages=(Page(URL, article(posts)),))
    context = multiprocessing.get_context("fork")
    with LittleWeb(world, latency=args.latency) as web:
        answer = context.Queue()
        child = context.Process(target=measured, args=(web, args, answer))
        child.start()
        took, used, exchanges, confirmed = answer.get(timeout=600)
        child.join()
        hosts = Counter(entry.host for entry in web.log)
    busiest, most = hosts.most_common(1)[0]
    for host, count in hosts.most_common():
        print(f"{host:32} {count:4} requests")
    print(f"{confirmed} of {args.embeds} citations confirmed, {exchanges} exchanges")
    print(f"pace allows  {most * args.pace:7.2f} s  ({busiest}: {most} x {args.pace} s)")
    print(f"crawl took   {took:7.2f} s  ratio {took / (most * args.pace):.3f}  (goal <= 1.2)")
    print(f"crawler CPU  {1000 * used / exchanges:7.2f} ms per exchange  (goal <= 8)")
    print(f"peak memory  {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:7.0f} MiB")


if __name__ == "__main__":
    main()
