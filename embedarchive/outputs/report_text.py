"""A report as plain text for a terminal, a mail or a printout."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from embedarchive.outputs.report import Card, Cited, Link, Report, headings, who

COLUMNS = 88
"""Of a file, a mail or a printout; a terminal may be narrower."""
MARKS = {"agrees": "+", "differs": "!", "open": "~"}


class Words(NamedTuple):
    """What is laid out in as many lines as it needs."""

    text: str
    first: str = ""
    """Stands before the first line."""
    rest: str | None = None
    """Stands before the others; the same, if None."""


def render(report: Report, columns: int = COLUMNS) -> str:
    """Return the report; quoted words stand on lines of their own, so right-to-left text moves nothing."""
    parts = [*_head(report), *(each for cited in report.citations for each in _citation(cited))]
    if report.links:
        parts += ["", "Other links", *_entries(report.links)]
    return "\n".join(line for part in parts for line in _lines_of(part, columns))


def _lines_of(part: str | Words, columns: int) -> list[str]:
    """Return lines of at most so many columns; an address is never broken."""
    import wcwidth  # noqa: PLC0415 - 25 ms that only commands with such output need

    if isinstance(part, str):
        return [part]
    lines: list[str] = wcwidth.wrap(
        part.text,
        columns,
        initial_indent=part.first,
        subsequent_indent=part.first if part.rest is None else part.rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return lines


def _head(report: Report) -> Iterator[str | Words]:
    yield Words(report.title)
    yield "=" * 24
    facts = (
        ("article", report.place.text),
        ("publisher", report.publisher),
        ("published", report.published),
        ("checked", report.checked),
        ("run", report.run),
    )
    yield from _facts(facts, "")
    yield ""
    yield Words(report.summary)
    if report.problem:
        yield Words(f"Problem: {report.problem}")


def _citation(cited: Cited) -> Iterator[str | Words]:
    yield ""
    yield Words(f"{cited.number}. {cited.headline}")
    for words in cited.quote.splitlines():
        yield Words(words, "   > ")
    if cited.quote_guessed:
        yield Words("(where the quotation begins had to be guessed)", "   ")
    yield from _facts(_lines(cited), "   ")
    for outcome, sentence in cited.checks:
        yield Words(f"{MARKS[outcome]} {outcome}: {sentence}", "   ", "     ")
    if cited.card and cited.verdict != "confirmed":
        yield from _card(cited.card)
    for name, entries in headings(cited):
        yield Words(f"{name}:", "   ")
        yield from _entries(entries, "     ")


def _lines(cited: Cited) -> tuple[tuple[str, str], ...]:
    return (
        ("who", who(cited)),
        ("when", cited.when),
        ("how", cited.how),
        ("post", cited.post.text),
        ("today", cited.liveness),
        ("best copy", cited.best_copy.text),
    )


def _card(card: Card) -> Iterator[str | Words]:
    yield Words(f"The post as {card.source} shows it:", "   ")
    for words in card.text.splitlines():
        yield Words(words, "   | ")
    yield Words(", ".join(filter(None, (card.handle, card.posted))), "   | — ", "   |   ")


def _facts(facts: tuple[tuple[str, str], ...], indent: str) -> Iterator[str | Words]:
    for name, value in facts:
        if value:
            first = f"{indent}{name:<10} "
            yield Words(value, first, " " * len(first))


def _entries(entries: tuple[str | Link, ...], indent: str = "  ") -> Iterator[str | Words]:
    for entry in entries:
        text = _entry(entry) if isinstance(entry, Link) else entry
        yield Words(text, f"{indent}- ", f"{indent}  ")


def _entry(link: Link) -> str:
    """Return a link's words, with the address where they do not hold it: paper has no links."""
    return f"{link.text}: {link.url}" if link.url and "://" not in link.text else link.text
