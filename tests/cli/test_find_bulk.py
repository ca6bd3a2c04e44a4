"""`find` over dumps, as a person runs it."""

from __future__ import annotations

import gzip
import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from embedarchive.errors import ExitCode
from tests.cli.conftest import FLATTENED, Run, environment
from tests.ports.dumped import packed, record, response, wacz


def article(n: int) -> bytes:
    """Return the record of an article with one mention."""
    return response(
        f"https://news.example/{n}", f"<p>Words</p><p>— Board {n} (@board_{n}) February 2, 2026</p>".encode()
    )


def rows(stdout: str) -> list[dict[str, object]]:
    """Read the output."""
    return [json.loads(line) for line in stdout.splitlines()]


def test_a_mention_says_where_in_the_dump_its_page_stands(run: Run, folder: Path) -> None:
    """`source` is the path as given; `url` and `offset` come behind the keys of any mention."""
    members = [gzip.compress(article(n)) for n in range(3)]
    (folder / "a.warc.gz").write_bytes(b"".join(members))
    (folder / "article.txt").write_text(FLATTENED, encoding="utf-8")
    ended = run("find", "./a.warc.gz", "article.txt")
    found = rows(ended.stdout)
    assert (ended.code, ended.stderr) == (ExitCode.DONE, "")
    assert [(row["source"], row.get("url"), row.get("offset")) for row in found] == [
        ("./a.warc.gz", "https://news.example/0", 0),
        ("./a.warc.gz", "https://news.example/1", len(members[0])),
        ("./a.warc.gz", "https://news.example/2", len(members[0]) + len(members[1])),
        ("article.txt", None, None),
    ]
    assert list(found[0]) == [*found[-1], "url", "offset"]
    start, end, exact = (found[0][key] for key in ("start", "end", "exact"))
    assert (end, exact) == (start + len(str(exact)), "Words\n\n— Board 0 (@board_0) February 2, 2026")  # type: ignore[operator]


def test_a_text_reads_the_same_wherever_it_stands(run: Run, folder: Path) -> None:
    """In a file, in a WET record and on standard input: a text that speaks of `<html>` is no HTML."""
    text = f"<html> is a tag, <body> is another.\n\n{FLATTENED}"
    (folder / "a.txt").write_text(text, encoding="utf-8")
    kinds = ("text/plain", "text/plain; charset=utf-8")
    texts = [
        record(f"https://news.example/{n}", text.encode(), "conversion", kind) for n, kind in enumerate(kinds)
    ]
    (folder / "a.wet.gz").write_bytes(packed(texts))
    first, *others = rows(run("find", "a.txt", "a.wet.gz").stdout)
    others += rows(run("find", "-", stdin=f"The {text}".encode()).stdout)
    spans = [(row["start"], row["end"], row["exact"], row["prefix"]) for row in (first, *others)]
    assert len(spans) == 4
    start, end, exact, prefix = spans[0]
    assert spans[1:3] == [spans[0]] * 2
    assert spans[3] == (int(str(start)) + 4, int(str(end)) + 4, exact, prefix)


@pytest.mark.parametrize("left", [5, 12, 80, -1])
def test_a_dump_that_was_cut_off_is_told(run: Run, folder: Path, left: int) -> None:
    """A few bytes of the last member are no record, and no end."""
    (folder / "a.warc.gz").write_bytes(gzip.compress(article(0)) + gzip.compress(article(1))[:left])
    ended = run("find", "a.warc.gz")
    assert ended.code == ExitCode.UNREACHED
    assert rows(ended.stdout)[0]["url"] == "https://news.example/0"
    (told,) = ended.complaints
    assert told.startswith("embedarchive: a.warc.gz: ")


def test_a_folder_holds_articles_and_dumps(run: Run, folder: Path) -> None:
    """WARC, WET and WACZ in a folder are taken beside articles, in the order of their names."""
    place = folder / "crawl"
    place.mkdir()
    (place / "1.warc").write_bytes(article(1))
    (place / "2.html").write_bytes(b"<p>Words</p><p>\xe2\x80\x94 Board (@board_2) February 2, 2026</p>")
    text = record("https://news.example/3", FLATTENED.encode(), "conversion", "text/plain")
    (place / "3.warc.wet.gz").write_bytes(packed([text]))
    wacz(place / "4.wacz", {"archive/a.warc.gz": packed([article(4)])})
    (place / "5.zip").write_bytes(b"PK")
    ended = run("find", "crawl", "--jobs", "2")
    found = rows(ended.stdout)
    assert ended.code == ExitCode.DONE
    assert [row["source"] for row in found] == [
        f"crawl/{name}" for name in ("1.warc", "2.html", "3.warc.wet.gz", "4.wacz")
    ]
    assert (found[3]["member"], found[3]["offset"], "member" in found[0]) == ("archive/a.warc.gz", 0, False)


def test_the_output_is_the_same_with_any_number_of_jobs(run: Run, folder: Path) -> None:
    """Byte for byte."""
    (folder / "a.warc.gz").write_bytes(packed(map(article, range(300))))
    said = {run("find", "a.warc.gz", "--jobs", jobs).stdout for jobs in ("1", "2", "4")}
    assert len(said) == 1
    assert len(rows(said.pop())) == 300


def test_damage_is_one_line_and_exit_code_four(run: Run, folder: Path) -> None:
    """The rest of the dump is found; the person is told what is missing."""
    members = [gzip.compress(article(n)) for n in range(3)]
    members[1] = members[1][:40] + b"\xff" * 30 + members[1][70:]
    (folder / "a.warc.gz").write_bytes(b"".join(members))
    ended = run("find", "a.warc.gz")
    assert ended.code == ExitCode.UNREACHED
    assert [row["url"] for row in rows(ended.stdout)] == ["https://news.example/0", "https://news.example/2"]
    (line,) = ended.complaints
    assert line.startswith("embedarchive: a.warc.gz: damaged at or behind byte 0")


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.wacz", b"<html>", "no WACZ"),
        ("a.warc.gz", b"", "the file is empty"),
        ("missing.warc.gz", None, "no such file"),
    ],
)
def test_what_is_no_dump_is_told_in_one_line(
    run: Run, folder: Path, name: str, content: bytes | None, why: str
) -> None:
    """With exit code 2, and what else was named is still read."""
    if content is not None:
        (folder / name).write_bytes(content)
    (folder / "b.warc.gz").write_bytes(packed([article(1)]))
    ended = run("find", name, "b.warc.gz")
    assert ended.code == ExitCode.USAGE
    assert [why in line for line in ended.complaints] == [True]
    assert len(rows(ended.stdout)) == 1


def test_crawl_takes_no_dump(run: Run, folder: Path) -> None:
    """`crawl` still says that a compressed file is no article."""
    (folder / "a.warc.gz").write_bytes(packed([article(1)]))
    ended = run("crawl", "a.warc.gz", "--offline")
    assert ended.code == ExitCode.USAGE


def test_no_jobs_are_refused(run: Run) -> None:
    """At least one process has to read."""
    assert run("find", "x", "--jobs", "0").code == ExitCode.USAGE


def long_dump(folder: Path) -> None:
    """Write a dump that takes a while."""
    (folder / "a.warc.gz").write_bytes(packed(map(article, range(50))) * 400)


def test_a_reader_that_has_seen_enough_ends_it(folder: Path) -> None:
    """`find | head`: nothing on stderr, nobody left."""
    long_dump(folder)
    program = f"{sys.executable} -m embedarchive find a.warc.gz --jobs 2 | head -n 1"
    done = subprocess.run(
        program,
        shell=True,
        cwd=folder,
        env=environment(folder.parent),
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert len(done.stdout.splitlines()) == 1
    assert done.stderr == b""


def test_ctrl_c_ends_it_cleanly(folder: Path) -> None:
    """One line, exit code 130, no worker left."""
    long_dump(folder)
    running = subprocess.Popen(
        [sys.executable, "-m", "embedarchive", "find", "a.warc.gz", "--jobs", "2"],
        cwd=folder,
        env=environment(folder.parent),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    assert running.stdout is not None
    running.stdout.readline()
    workers = Path(f"/proc/{running.pid}/task/{running.pid}/children").read_text().split()
    running.send_signal(signal.SIGINT)
    _, told = running.communicate(timeout=60)
    assert running.returncode == ExitCode.INTERRUPTED
    assert told.splitlines() == [b"embedarchive: stopped"]
    assert workers
    assert [pid for pid in workers if Path(f"/proc/{pid}").exists()] == []


def test_a_json_feed_reads_the_same_wherever_it_stands(run: Run, folder: Path) -> None:
    """In a file and in a dump, under whatever type; other JSON of a dump is no page."""
    feed = json.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "items": [{"content_html": "<p>https://t.co/abcdefghij"}],
        }
    ).encode()
    kinds = ("application/feed+json", "application/json; charset=utf-8")
    records = [
        response(f"https://news.example/{n}", feed, f"Content-Type: {kind}\r\n")
        for n, kind in enumerate(kinds)
    ]
    other = response(
        "https://news.example/api", b'{"t": "https://t.co/abcdefghij"}', "Content-Type: application/json\r\n"
    )
    (folder / "a.warc").write_bytes(b"".join((*records, other)))
    (folder / "feed.json").write_bytes(feed)
    ended = run("find", "-v", "a.warc", "feed.json")
    assert [(row["kind"], row["exact"]) for row in rows(ended.stdout)] == [
        ("link", "https://t.co/abcdefghij")
    ] * 3
    assert "3 mentions in 3 articles" in ended.stderr


def test_a_sitemap_is_no_article(run: Run, folder: Path) -> None:
    """It must not look like a page that cites nothing."""
    (folder / "sitemap.xml").write_text(
        "<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url>"
        "<loc>https://news.example/1</loc></url></urlset>",
        encoding="utf-8",
    )
    ended = run("find", "sitemap.xml")
    assert (ended.code, ended.stdout) == (ExitCode.UNREACHED, "")
    assert ended.complaints == [
        "embedarchive: sitemap.xml: not an article: a sitemap, which lists pages; give their addresses "
        "with -f FILE"
    ]
