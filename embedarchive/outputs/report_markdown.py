"""A report as Markdown; nothing that a stranger wrote forms markup, a link or a mention in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from embedarchive.outputs.report import Card, Cited, Link, Report, headings, who

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~&$^!]|:(?=[A-Za-z+-]))")
"""What forms markup somewhere: CommonMark, GFM tables, GitHub's math and `:emoji:`."""
_BACKSLASH = r"\\\1"
LEADING = ("-", "+", "=")
"""What forms a list or a heading at the beginning of a line."""
_BAIT = re.compile(
    r"([^\s(“‘\"'\[]*(?:://|@|#\d|\w\.[\w-])\S*?)"
    r"(?=[,.;:!?)”’\"'\]]*(?:\s|\Z))"
)
"""What sites make links of even where it is escaped: addresses, domains, @names, #123 (GFM 6.9)."""


def plain(text: str) -> str:
    """Return text that Markdown shows as it is: markup escaped, what looks like an address as code."""
    parts = _BAIT.split(" ".join(text.split()))
    shown = (code(part) if at % 2 else _escaped(part, first=not at) for at, part in enumerate(parts))
    return "".join(shown)


def _escaped(text: str, *, first: bool) -> str:
    """Escape; a number that begins a line would begin a list, so its point is what is escaped."""
    if first and (numbered := re.match(r"(\d+)([.)].*)", text, re.DOTALL)):
        return f"{numbered[1]}\\{numbered[2][0]}{_MARKS.sub(_BACKSLASH, numbered[2][1:])}"
    escaped = _MARKS.sub(_BACKSLASH, text)
    return f"\\{escaped}" if first and escaped[:1] in LEADING else escaped


def code(text: str) -> str:
    """Return a code span, fenced by more backticks than stand in a row inside (CommonMark 0.31, 6.1)."""
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", text)), default=0))
    pad = " " if text[:1] == "`" or text[-1:] == "`" else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def linked(link: Link) -> str:
    """Return a link where there is a safe address, else its words."""
    if link.url is None:
        return plain(link.text)
    if link.text == link.url:
        return f"[{code(link.text)}](<{link.url}>)"
    return f"{plain(link.text)} ([open](<{link.url}>))"


def render(report: Report) -> str:
    """Return the report."""
    lines = [*_head(report), *(each for cited in report.citations for each in _citation(cited))]
    if report.links:
        lines += ["", "## Other links", "", *(f"- {linked(link)}" for link in report.links)]
    return "\n".join(lines)


def _head(report: Report) -> Iterator[str]:
    yield f"# {plain(report.title)}"
    yield ""
    yield f"- article: {linked(report.place)}"
    facts = (("publisher", report.publisher), ("published", report.published), ("checked", report.checked))
    for name, value in (*facts, ("run", report.run)):
        if value:
            yield f"- {name}: {plain(value)}"
    yield from ("", plain(report.summary))
    if report.problem:
        yield from ("", f"**Problem:** {plain(report.problem)}")


def _citation(cited: Cited) -> Iterator[str]:
    verdict, _, because = cited.headline.partition(": ")
    yield from ("", f"## {cited.number}\\. {plain(verdict)}: {plain(because)}", "")
    yield from _quoted(cited.quote)
    if cited.quote_guessed:
        yield from ("Where the quotation begins had to be guessed.", "")
    facts = (("who", who(cited)), ("when", cited.when), ("how", cited.how), ("today", cited.liveness))
    yield from (f"- **{name}:** {plain(value)}" for name, value in facts if value)
    yield f"- **post:** {linked(cited.post)}"
    yield f"- **best copy:** {linked(cited.best_copy)}"
    yield from (f"- **{outcome}:** {plain(sentence)}" for outcome, sentence in cited.checks)
    if cited.card:
        yield from _card(cited.card)
    for name, entries in headings(cited):
        yield from ("", f"### {name}", "")
        yield from (f"- {linked(one) if isinstance(one, Link) else plain(one)}" for one in entries)


def _quoted(text: str) -> Iterator[str]:
    if text:
        yield from (f"> {plain(words)}  " if words.strip() else ">" for words in text.splitlines())
        yield ""


def _card(card: Card) -> Iterator[str]:
    yield from ("", f"### The post as {plain(card.source)} shows it", "")
    yield from _quoted(card.text)
    yield plain(", ".join(filter(None, (card.name, card.handle, card.posted))))
    yield from (f"- photo: {linked(link)}" for link, _photo in card.photos)
