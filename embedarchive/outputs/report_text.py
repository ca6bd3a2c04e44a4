"""A report as plain text for a terminal, a mail or a printout."""

from __future__ import annotations

from collections.abc import Iterator

from embedarchive.outputs.report import Card, Cited, Link, Report, headings, who

COLUMNS = 88
MARKS = {"agrees": "+", "differs": "!", "open": "~"}


def render(report: Report) -> str:
    """Return the report; quoted words stand on lines of their own, so right-to-left text moves nothing."""
    lines = [*_head(report), *(each for cited in report.citations for each in _citation(cited))]
    if report.links:
        lines += ["", "Other links", *_entries(report.links)]
    return "\n".join(lines)


def _head(report: Report) -> Iterator[str]:
    yield from _wrapped(report.title)
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
    yield from _wrapped(report.summary)
    if report.problem:
        yield from _wrapped(f"Problem: {report.problem}")


def _citation(cited: Cited) -> Iterator[str]:
    yield ""
    yield from _wrapped(f"{cited.number}. {cited.headline}")
    for words in cited.quote.splitlines():
        yield from _wrapped(words, "   > ")
    if cited.quote_guessed:
        yield "   (where the quotation begins had to be guessed)"
    yield from _facts(_lines(cited), "   ")
    for outcome, sentence in cited.checks:
        yield from _wrapped(f"{MARKS[outcome]} {outcome}: {sentence}", "   ", "     ")
    if cited.card and cited.verdict != "confirmed":
        yield from _card(cited.card)
    for name, entries in headings(cited):
        yield f"   {name}:"
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


def _card(card: Card) -> Iterator[str]:
    yield f"   The post as {card.source} shows it:"
    for words in card.text.splitlines():
        yield from _wrapped(words, "   | ")
    yield from _wrapped(", ".join(filter(None, (card.handle, card.posted))), "   | — ", "   |   ")


def _facts(facts: tuple[tuple[str, str], ...], indent: str) -> Iterator[str]:
    for name, value in facts:
        if value:
            first = f"{indent}{name:<10} "
            yield from _wrapped(value, first, " " * len(first))


def _entries(entries: tuple[str | Link, ...], indent: str = "  ") -> Iterator[str]:
    for entry in entries:
        text = _entry(entry) if isinstance(entry, Link) else entry
        yield from _wrapped(text, f"{indent}- ", f"{indent}  ")


def _entry(link: Link) -> str:
    """Return a link's words, with the address where they do not hold it: paper has no links."""
    return f"{link.text}: {link.url}" if link.url and "://" not in link.text else link.text


def _wrapped(text: str, first: str = "", rest: str | None = None) -> Iterator[str]:
    """Yield lines of at most `COLUMNS`; an address is never broken."""
    import wcwidth  # noqa: PLC0415 - 25 ms that only commands with such output need

    later = first if rest is None else rest
    yield from wcwidth.wrap(
        text,
        COLUMNS,
        initial_indent=first,
        subsequent_indent=later,
        break_long_words=False,
        break_on_hyphens=False,
    )
