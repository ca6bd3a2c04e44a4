"""Many processes find what one finds, in the same order; a page that kills its reader costs that page."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from embedarchive.ports.dumps import Page, Stretch, whole_file
from embedarchive.ports.wacz import warcs
from embedarchive.records import Mention
from embedarchive.runners.bulk import Count, Lines, Outcome, Trouble, find_in_dumps
from tests.ports.dumped import packed, record, response, wacz


def line(n: int) -> bytes:
    """An article with one attribution."""
    return f"<p>Words of the {n}th post</p><p>— Board {n} (@board_{n}) February 2, 2026</p>".encode()


def article(n: int, body: bytes | None = None) -> bytes:
    """Return the record of an article."""
    return response(f"https://news.example/{n}", line(n) if body is None else body)


def write(stretch: Stretch, page: Page, mentions: tuple[Mention, ...]) -> str:
    """Write URL, offset and handles of a page; fall over, hang or swell where the page says so."""
    said = mentions[0].claim.text or ""
    if "HANG" in said:
        zlib.decompress(zlib.compress(b"\0" * 10**6))
        while True:
            pass
    if "SWELL" in said:
        bytes(1 << 40)
    if "DIE" in said:
        os.kill(os.getpid(), signal.SIGKILL)
    if "RAISE" in said:
        raise ValueError("a bug of ours")
    if "LONG" in said:
        return f"{page.url} " + "x" * 300_000 + "\n"
    return f"{page.url} {page.offset} {' '.join(m.claim.handle or '-' for m in mentions)}\n"


def plain(n: int) -> bytes:
    """A page without mention."""
    return article(n, b"<p>The bridge stays shut.</p>")


def found(
    *paths: Path, jobs: int = 2, step: int = 500, deadline: float = 5.0, memory: int = 1 << 30
) -> list[Outcome]:
    """Find in dumps; afterwards no process is left."""
    whole = [whole_file(str(path)) for path in paths]
    outcomes = list(find_in_dumps(whole, write, jobs=jobs, step=step, deadline=deadline, memory=memory))
    assert children() == set()
    return outcomes


def children() -> set[str]:
    """Return the processes we have started and that are not buried."""
    return set(Path(f"/proc/self/task/{os.getpid()}/children").read_text().split())


def urls(outcomes: list[Outcome]) -> list[str]:
    """Return the last part of the URLs that stand in the output."""
    text = b"".join(each.text for each in outcomes if isinstance(each, Lines)).decode()
    return [row.split()[0].rpartition("/")[2] for row in text.splitlines()]


def troubles(outcomes: list[Outcome]) -> list[str]:
    """Return what is said of trouble."""
    return [each.problem for each in outcomes if isinstance(each, Trouble)]


def counted(outcomes: list[Outcome]) -> tuple[int, int, int]:
    """Return how many pages, candidates and mentions there were."""
    counts = [each for each in outcomes if isinstance(each, Count)]
    return sum(c.pages for c in counts), sum(c.candidates for c in counts), sum(c.mentions for c in counts)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the dump is written."""
    return tmp_path / "dump.warc.gz"


@pytest.mark.parametrize("jobs", [1, 2, 5])
@pytest.mark.parametrize("step", [1, 700, 10**9])
def test_the_order_is_the_files_whatever_the_workers(path: Path, jobs: int, step: int) -> None:
    """All mentions, once, in the order of the file, however it is cut and by however many it is read."""
    path.write_bytes(packed(article(n) if n % 3 else plain(n) for n in range(60)))
    outcomes = found(path, jobs=jobs, step=step)
    assert urls(outcomes) == [str(n) for n in range(60) if n % 3]
    assert troubles(outcomes) == []
    assert counted(outcomes) == (60, 40, 40)


def test_no_date_is_later_than_the_day_after_its_page_was_fetched(path: Path) -> None:
    """The date of the record counts; where it says none, today."""
    future = line(1).replace(b"2026", b"2031")
    records = [
        article(1, future),
        article(2, future).replace(b"2026-02-02T00:00:00Z", b"2031-02-02T00:00:00Z"),
    ]
    records += [
        article(3).replace(b"2026-02-02T00:00:00Z", word) for word in (b"yesterday", b"", b"9999-99-99")
    ]
    path.write_bytes(packed(records))

    def dates(stretch: Stretch, page: Page, mentions: tuple[Mention, ...]) -> str:
        return f"{mentions[0].claim.date}\n"

    (lines, _) = find_in_dumps([whole_file(str(path))], dates)
    assert isinstance(lines, Lines)
    assert lines.text.decode().split() == ["None", "2031-02-02", *["2026-02-02"] * 3]


def test_several_dumps_come_one_after_the_other(tmp_path: Path) -> None:
    """WARC, WET and the WARCs of a WACZ, in the order they were given."""
    one = tmp_path / "1.warc"
    one.write_bytes(article(1) + article(2))
    two = tmp_path / "2.wet.gz"
    text = "Words of a post\n— Board (@board) February 2, 2026\n".encode()
    two.write_bytes(packed([record("https://news.example/3", text, "conversion", "text/plain")]))
    three = wacz(
        tmp_path / "3.wacz", {"archive/a.warc.gz": packed([article(4)]), "archive/b.warc": article(5)}
    )
    whole = [whole_file(str(one)), whole_file(str(two)), *warcs(str(three))]
    outcomes = list(find_in_dumps(whole, write, jobs=2, step=100))
    assert urls(outcomes) == ["1", "2", "3", "4", "5"]


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize(("word", "why"), [
    ("HANG", "takes more than 0.5 s"), ("SWELL", "too much memory"), ("DIE", "SIGKILL"), ("RAISE", "a bug"),
])  # fmt: skip
def test_a_page_that_kills_its_reader_costs_that_page(path: Path, jobs: int, word: str, why: str) -> None:
    """It is told with URL, place and cause; every other page is there, once and in order."""
    bad = article(7, line(7).replace(b"Words", word.encode()))
    path.write_bytes(packed([*map(article, range(7)), bad, *map(article, range(8, 20)), plain(20)]))
    offset = len(packed(map(article, range(7))))
    outcomes = found(path, jobs=jobs, step=900, deadline=0.5, memory=1 << 29)
    assert urls(outcomes) == [str(n) for n in range(20) if n != 7]
    (told,) = troubles(outcomes)
    assert f"{path}: https://news.example/7 (record at byte {offset}) " in told
    assert why in told


def test_a_large_page_has_more_time(path: Path) -> None:
    """The seconds grow with its size; what is told are those it had."""
    path.write_bytes(packed([article(1, b"<p>prose</p>" * 80_000 + line(1).replace(b"Words", b"HANG"))]))
    assert "takes more than 1.5 s to read" in troubles(found(path, deadline=0.5))[0]


def test_many_bad_pages_in_a_row(path: Path) -> None:
    """Each costs itself; what takes too many readers down is given up in the end, and the rest goes on."""
    bad = [article(n, line(n).replace(b"Words", b"DIE")) for n in range(1, 30)]
    path.write_bytes(packed([article(0), *bad[:5], article(30), article(31)]))
    outcomes = found(path, step=10**9)
    assert (urls(outcomes), len(troubles(outcomes))) == (["0", "30", "31"], 5)
    path.write_bytes(packed([article(0), *bad, article(30)]) + packed([article(31)]))
    outcomes = found(path, step=len(packed([article(0), *bad])))
    assert urls(outcomes) == ["0", "30", "31"]
    assert "given up as far as byte" in troubles(outcomes)[-1]


def test_damage_is_told_once_and_passed(path: Path) -> None:
    """A broken member in the middle costs itself, whatever the stretches."""
    members = [gzip.compress(article(n), mtime=0) for n in range(30)]
    members[13] = members[13][:40] + b"\xff" * 30 + members[13][70:]
    path.write_bytes(b"".join(members))
    for step in (1, 400, 5_000):
        outcomes = found(path, step=step)
        assert urls(outcomes) == [str(n) for n in range(30) if n != 13]
        assert len(troubles(outcomes)) == 1


def test_records_inside_a_record_are_no_records(path: Path) -> None:
    """A stored WARC within a record deceives whoever cuts the file there; nothing of it is found."""
    inner = packed(article(n) for n in range(100, 200))
    outer = record("https://news.example/inner", inner, "resource", "application/warc")
    stored = zlib.compressobj(0, zlib.DEFLATED, 31)
    block = stored.compress(outer) + stored.flush()
    path.write_bytes(packed(map(article, range(5))) + block + packed(map(article, range(5, 10))))
    for jobs in (1, 3):
        outcomes = found(path, jobs=jobs, step=500)
        assert urls(outcomes) == [str(n) for n in range(10)]
        assert troubles(outcomes) == []


def test_a_record_that_swallows_others_is_told(path: Path) -> None:
    """The mentions of the record behind are not attributed to the page before it."""
    short = response("https://news.example/short", b"<p>x</p>\n", length=900)
    records = [article(1), short, article(2), article(3), article(4)]
    for content in (packed(records), b"".join(records)):
        path.write_bytes(content)
        outcomes = found(path, step=10**9)
        assert "short" not in urls(outcomes)
        assert len(set(urls(outcomes))) == len(urls(outcomes))
        assert any("holds others" in each for each in troubles(outcomes))


def test_a_file_that_cannot_be_opened_is_told(path: Path, tmp_path: Path) -> None:
    """A dump that vanishes while we read costs itself."""
    path.write_bytes(packed(map(article, range(3))))
    gone = Stretch(str(tmp_path / "gone.warc.gz"), 0, 100, 100)
    with pytest.raises(FileNotFoundError):
        list(find_in_dumps([gone], write))
    assert children() == set()


def test_what_is_ahead_of_its_turn_waits(path: Path) -> None:
    """Much output behind a slow stretch is neither lost nor reordered, and nothing locks up."""
    pages = [article(0, line(0) * 300)] + [
        article(n, line(n).replace(b"Words", b"LONG")) for n in range(1, 40)
    ]
    path.write_bytes(packed(pages))
    outcomes = found(path, jobs=3, step=2_000)
    assert urls(outcomes) == [str(n) for n in range(40)]


def test_stopping_early_leaves_nobody(path: Path) -> None:
    """Whoever closes the iterator has no process left, whatever the workers are at."""
    path.write_bytes(packed(article(n, line(n) * 20) for n in range(200)))
    outcomes: Iterator[Outcome] = find_in_dumps([whole_file(str(path))], write, jobs=2, step=1_000)
    assert isinstance(next(outcomes), Lines)
    assert len(children()) == 2
    outcomes.close()  # type: ignore[attr-defined]
    assert children() == set()


KILLED = """
import sys
from embedarchive.ports.dumps import whole_file
from embedarchive.runners.bulk import Lines, find_in_dumps
from tests.runners.test_bulk import children, write
for outcome in find_in_dumps([whole_file(sys.argv[1])] * 1000, write, jobs=2, step=1000):
    print(*children(), flush=True)
"""


def test_workers_end_with_a_parent_that_is_killed(path: Path) -> None:
    """No orphan reads on: a worker's line ends with its parent, siblings or not."""
    path.write_bytes(packed(map(article, range(50))))
    parent = subprocess.Popen([sys.executable, "-c", KILLED, str(path)], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    workers = [row.split() for row, _ in zip(parent.stdout, range(20), strict=False)][-1]
    parent.kill()
    parent.wait()
    parent.stdout.close()
    until = time.monotonic() + 20
    while any(Path(f"/proc/{pid}").exists() for pid in workers) and time.monotonic() < until:
        time.sleep(0.05)
    assert [pid for pid in workers if Path(f"/proc/{pid}").exists()] == []
    assert json.dumps(workers) != "[]"
