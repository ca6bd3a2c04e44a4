"""Words for people on a terminal: safe to show, and in columns whatever the script."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from embedarchive.outputs.hidden import escape


def safe(text: str) -> str:
    r"""Return text in which no control character but \n and \t is left; the others show as escapes."""
    return escape(text, _written)


def _written(point: int) -> str:
    if point > 0xFFFF:
        return f"\\U{point:08x}"
    return f"\\u{point:04x}" if point > 0xFF else f"\\x{point:02x}"


def line(text: str | None) -> str:
    """Return text as one safe line, each run of white space as a single space."""
    return safe(" ".join((text or "").split()))


def clip(text: str, columns: int) -> str:
    """Return the beginning of one line that fits into so many columns, with `…` where it was cut."""
    import wcwidth  # noqa: PLC0415 - 25 ms that only commands with a table need

    if wcwidth.width(text) <= columns:
        return text
    kept, used = [], 1
    for grapheme in wcwidth.iter_graphemes(text):
        used += wcwidth.width(grapheme)
        if used > columns:
            break
        kept.append(grapheme)
    return "".join(kept).rstrip() + "…"


def table(headings: Sequence[str], rows: Iterable[Sequence[str]], indent: str = "") -> Iterator[str]:
    """Yield the lines of a table; cells are safe lines already, the last column is not padded.

    Put right-to-left text into the last column: before another cell it would change places with it
    on a terminal that orders bidirectional text.
    """
    import wcwidth  # noqa: PLC0415 - as above

    lines = [tuple(headings), *(tuple(row) for row in rows)]
    widths = [max(wcwidth.width(row[column]) for row in lines) for column in range(len(headings) - 1)]
    for row in lines:
        padded = [wcwidth.ljust(cell, width) for cell, width in zip(row, widths, strict=False)]
        yield (indent + "  ".join([*padded, row[-1]])).rstrip()
