"""What `find` would cost if it read only the fragments round the signs of a page: a bound, not a finder.

usage: python -m benchmarks.fragments DUMP [--around 300]

Of each candidate in a dump it cuts what stands so many bytes around the end of each sign (untimed), and reads
that as if it were the page. What comes out is wrong, for words, places and what an embed stands in are cut
off; it costs the least that our rules can cost. Prints pages, CPU seconds (reading and gate included) and
mentions.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import replace
from pathlib import Path

import hyperscan

from embedarchive.ports.dumps import Page, pages, whole_file
from embedarchive.runners.bulk import SAMPLE, scanner
from embedarchive.runners.bulk_worker import mentions_of
from embedarchive.stages.find.gate import may_cite
from embedarchive.stages.find.signs import FIRST_VEIL, SIGNS


class Signs:
    """Where signs stand in a body; the gate's own scanner tells only which."""

    def __init__(self) -> None:
        """Compile the signs, without the veils."""
        expressions = [each for sign in SIGNS[:FIRST_VEIL] for each in sign.expressions]
        flags = hyperscan.HS_FLAG_CASELESS | hyperscan.HS_FLAG_DOTALL
        self._database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
        self._database.compile(
            expressions=expressions,
            ids=list(range(len(expressions))),
            elements=len(expressions),
            flags=[flags] * len(expressions),
        )

    def around(self, body: bytes, reach: int) -> bytes:
        """Return what stands so many bytes around the signs, overlapping fragments joined."""
        ends: set[int] = set()

        def note(_number: int, _start: int, end: int, _flags: int, _context: object) -> None:
            ends.add(end)

        self._database.scan(body, match_event_handler=note)
        fragments: list[tuple[int, int]] = []
        for end in sorted(ends):
            start = max(0, end - reach)
            if fragments and start <= fragments[-1][1]:
                start = fragments.pop()[0]
            fragments.append((start, end + reach))
        return b"\n".join(body[start:end] for start, end in fragments)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("dump", type=Path)
    parser.add_argument("--around", type=int, default=300, help="bytes on either side of a sign")
    args = parser.parse_args()
    ask, signs = scanner(), Signs()
    mentions_of(SAMPLE)
    count = mentions = 0
    cutting = 0.0
    began = time.process_time()
    for found in pages(whole_file(str(args.dump))):
        if isinstance(found, Page):
            count += 1
            if may_cite(found.body, ask):
                before = time.process_time()
                fragment = replace(found, body=signs.around(found.body, args.around))
                cutting += time.process_time() - before
                mentions += len(mentions_of(fragment))
        del found
    print(count, time.process_time() - began - cutting, mentions)


if __name__ == "__main__":
    main()
