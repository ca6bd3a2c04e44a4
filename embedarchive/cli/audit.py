"""`embedarchive audit`: whether the archive is what it was, and follows from its own bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from embedarchive.cli.options import db_option, paths, talk_options
from embedarchive.cli.talk import Talk, count

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from embedarchive.runners.audit import AuditProgress, AuditSummary


@click.command("audit")
@db_option
@click.option(
    "--article",
    metavar="SOURCE",
    shell_complete=paths,
    help="Audit one article alone, every look at it: its address or path, as it stands or was given.",
)
@click.option(
    "--fast",
    is_flag=True,
    help="Compare the files with their digests as stored; derive no row again.",
)
@talk_options
@click.pass_obj
def command(talk: Talk, /, db: str, article: str | None, fast: bool) -> int:
    """Check that the archive is what it was and follows from its bytes.

    Reads every WARC record and holds it against its digests and its rows; then answers every question
    of every article from these records again and compares what follows, row by row. Prints one JSON
    object per finding. Ends with 3 if something is damaged or does not follow, else with 0. Asks nobody,
    writes nothing; a crawl may go on meanwhile.
    """
    from pathlib import Path

    from embedarchive.cli.running import Output, working
    from embedarchive.outputs import findings
    from embedarchive.outputs.ndjson import dump
    from embedarchive.records import Finding
    from embedarchive.runners.audit import audit

    output = Output(talk)

    def show(found: Finding) -> None:
        output.write(dump(findings.as_json(found)))

    with working(talk), _Bars(talk) as bars:
        summary = audit(Path(db), show, bars.draw, article=article, fast=fast)
    talk.say("\n".join(_lines(summary, fast=fast)), **_fields(summary))
    return summary.exit_code


class _Bars:
    """One progress bar after the other, where somebody watches."""

    def __init__(self, talk: Talk) -> None:
        self._talk = talk
        self._part = ""
        self._bar: Any = None

    @property
    def draw(self) -> Callable[[AuditProgress], None] | None:
        """Return what draws, or None where nobody watches."""
        return self._draw if self._talk.draws else None

    def _draw(self, now: AuditProgress) -> None:
        from embedarchive.cli.running import bar_width, screen

        if now.part != self._part:
            self._end()
            self._part = now.part
            label = {"bytes": "checking files", "rows": "deriving again"}[now.part]
            self._bar = click.progressbar(
                length=max(now.total, 1), label=label, file=screen(), width=bar_width()
            )
            self._bar.__enter__()
        self._bar.length = max(now.total, 1)
        self._bar.update(now.done - self._bar.pos)

    def _end(self) -> None:
        if self._bar is not None:
            self._bar.__exit__(None, None, None)
            self._bar = None

    def __enter__(self) -> _Bars:
        return self

    def __exit__(self, *error: object) -> None:
        self._end()


def _lines(summary: AuditSummary, *, fast: bool) -> Iterator[str]:
    from embedarchive.outputs.findings import share
    from embedarchive.records import Grade

    seen, rows, found = summary.bytes, summary.rows, summary.found
    size = f"{seen.size / 1e6:.1f} MB"
    took = f"{summary.seconds:.1f} s"
    yield f"{count(seen.records, 'record')} in {count(seen.files, 'file')}, {size}, checked in {took}"
    if fast:
        yield "no row was derived again (--fast)"
    else:
        links = f" and {count(summary.links, 'link')}" if summary.links else ""
        told = f"{count(rows.rows, 'row')} compared, {share(rows.identical, rows.rows)} identical"
        yield f"{count(summary.articles, 'article')}{links} derived again: {told}"
    if summary.guessed:
        yield f"of {summary.guessed:,} of them an older version noted no answers: the newest then were taken"
    if found[Grade.CHANGED]:
        told = count(found[Grade.CHANGED], "difference")
        yield f"{told} from what other rules wrote than these; the version that wrote it can say more"
    if found[Grade.DAMAGE]:
        yield f"DAMAGED: {count(found[Grade.DAMAGE], 'finding')}, each named in the output"
    else:
        yield "nothing is damaged"


def _fields(summary: AuditSummary) -> dict[str, object]:
    return {
        "articles": summary.articles,
        "links": summary.links,
        "rows": summary.rows.rows,
        "identical": summary.rows.identical,
        "files": summary.bytes.files,
        "records": summary.bytes.records,
        "bytes": summary.bytes.size,
        "guessed": summary.guessed,
        "findings": {grade.value: count for grade, count in summary.found.items()},
        "seconds": round(summary.seconds, 3),
        "exit_code": int(summary.exit_code),
    }
