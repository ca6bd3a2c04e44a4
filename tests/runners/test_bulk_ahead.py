"""A worker that reads what begins nowhere is let finish, and takes part again."""

from __future__ import annotations

import os
import time
import zlib
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

from embedarchive.ports.dumps import Page, Stretch, next_record, whole_file
from embedarchive.ports.record_ends import Window
from embedarchive.records import Mention
from embedarchive.runners import bulk, bulk_worker
from embedarchive.runners.bulk import Lines, find_in_dumps
from tests.ports.dumped import packed, record, response

FILLER = 60_000
"""Bytes of a page that fill a stretch."""
INNER = range(100, 200)
BEHIND = range(200, 212)
LAST = BEHIND[6]
"""From here on a page behind waits for the other worker."""


def article(n: int, more: int = 0) -> bytes:
    """Return the record of a page with one mention and so many bytes that do not compress."""
    words = f"<p>Words of the {n}th post</p><p>— Board {n} (@board_{n}) February 2, 2026</p>"
    return response(f"https://news.example/{n}", words.encode() + b"<!--" + os.urandom(more).hex().encode())


def write(stretch: Stretch, page: Page, mentions: tuple[Mention, ...]) -> str:
    """Write who read a page: much and at once from the record that is no place to begin.

    The first page waits until another worker is in that record, the last ones until two have read some of
    those behind it: each for so long only that the test fails instead of hanging.
    """
    number = int(page.url.rpartition("/")[2])
    seen = Path(stretch.path).parent
    if number in INNER:
        (seen / "inner").touch()
        return f"{number} {os.getpid()} {'x' * 40_000}\n"
    if number == 0:
        wait_for((seen / "inner").exists)
        return f"{number} {os.getpid()}\n"
    (seen / f"reader-{os.getpid()}").touch()
    if number >= LAST:
        wait_for(lambda: len(list(seen.glob("reader-*"))) == 2)
    return f"{number} {os.getpid()}\n"


def wait_for(seen: Callable[[], bool]) -> None:
    """Wait, ten seconds at the most, until something was seen."""
    end = time.monotonic() + 10
    while not seen() and time.monotonic() < end:
        time.sleep(0.02)


def test_a_worker_that_began_nowhere_takes_part_again(tmp_path: Path) -> None:
    """More than may wait is read to the end and thrown away; else its worker would wait for ever."""
    path = tmp_path / "dump.warc.gz"
    before = packed([article(0, FILLER)])
    outer = record("https://news.example/inner", packed(map(article, INNER)), "resource", "application/warc")
    stored = zlib.compressobj(0, zlib.DEFLATED, 31)
    block = stored.compress(outer) + stored.flush()
    path.write_bytes(before + block + packed(article(n, FILLER) for n in BEHIND))
    step = len(before) + 300
    with Window(str(path), 0, path.stat().st_size) as window:
        begun = next_record(window, step, path.stat().st_size)
    assert begun is not None and len(before) < begun < len(before) + len(block) / 2 < 2 * step
    with patch.object(bulk, "MOST_WAITING", 100_000), patch.object(bulk_worker, "FRAME", 1):
        outcomes = list(find_in_dumps([whole_file(str(path))], write, jobs=2, step=step))
    text = b"".join(each.text for each in outcomes if isinstance(each, Lines)).decode()
    read = [row.split() for row in text.splitlines()]
    assert [int(number) for number, _ in read] == [0, *BEHIND]
    assert len({reader for _, reader in read[1:]}) == 2
