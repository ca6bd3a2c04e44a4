"""What an audit found: one JSON object per finding for programs, some lines for people."""

from __future__ import annotations

import base64
from typing import Any

from embedarchive.records import Cell, Finding

Json = dict[str, Any]


def as_json(found: Finding) -> Json:
    """Return what `audit` prints of one finding. New keys are only ever added at the end."""
    return {
        "grade": found.grade.value,
        "kind": found.kind,
        "told": found.told,
        "file": found.file,
        "offset": found.offset,
        "length": found.length,
        "table": found.table,
        "row": found.row,
        "column": found.column,
        "stored": _cell(found.stored),
        "derived": _cell(found.derived),
        "article": found.article,
        "place": found.place,
        "since": found.since,
    }


def _cell(value: Cell) -> Any:
    return base64.b64encode(value).decode("ascii") if isinstance(value, bytes) else value


def share(identical: int, rows: int) -> str:
    """Return how many of the rows are identical, in percent; never rounded up to 100."""
    if not rows:
        return "no rows"
    percent = int(identical * 10_000 / rows) / 100
    return f"{percent:g} %"
