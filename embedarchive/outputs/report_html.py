"""A report as one HTML file: no script, nothing fetched, every stranger's word escaped and isolated."""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Iterator
from importlib.resources import files

from embedarchive.outputs.report import Card, Cited, Link, Photo, Report, headings

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
OPEN = frozenset({"Where to look further", "What could not be checked"})
"""What is shown unfolded: what a reader must not miss."""
_LANG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,3}\Z")
_CLASS = {"confirmed": "confirmed", "probable": "probable", "differs": "differs", "not found": "not-found"}


def render(report: Report) -> str:
    """Return the whole file."""
    return "\n".join(
        [
            "<!DOCTYPE html>",
            '<html lang="en">',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="referrer" content="no-referrer">',
            f"<title>Citations in: {_escape(report.title)}</title>",
            f"<style>\n{_style()}</style>",
            "</head>",
            "<body>",
            *_head(report),
            "<main>",
            *(each for cited in report.citations for each in _citation(cited)),
            *_others(report.links),
            "</main>",
            f"<footer>{_foot(report)}</footer>",
            "</body>",
            "</html>",
        ]
    )


def _style() -> str:
    return (files(__package__) / "report.css").read_text(encoding="utf-8")


def _escape(text: str) -> str:
    return html.escape(text, quote=True)


def scraped(text: str) -> str:
    """Return a stranger's words: they order themselves, and nothing around them."""
    return f"<bdi>{_escape(text)}</bdi>"


def linked(link: Link) -> str:
    """Return a link that tells its target nothing of the reader; mere words where there is no address."""
    if link.url is None:
        return scraped(link.text)
    return f'<a href="{_escape(link.url)}" rel="noreferrer noopener">{scraped(link.text)}</a>'


def _head(report: Report) -> Iterator[str]:
    yield "<header>"
    yield f'<h1 dir="auto">{_escape(report.title)}</h1>'
    yield f'<p class="summary">{_escape(report.summary)}</p>'
    if report.problem:
        yield f'<p class="problem">{scraped(report.problem)}</p>'
    yield "<dl>"
    yield f"<dt>Article</dt><dd>{linked(report.place)}</dd>"
    yield from _facts(
        ("Publisher", report.publisher), ("Published", report.published), ("Checked", report.checked)
    )
    yield "</dl>"
    yield "</header>"


def _foot(report: Report) -> str:
    run = f" Run {_escape(report.run)}." if report.run else ""
    return f"Made by embedarchive on {_escape(report.checked)}.{run} The archive keeps the bytes behind it."


def _facts(*facts: tuple[str, str]) -> Iterator[str]:
    yield from (f"<dt>{name}</dt><dd>{scraped(value)}</dd>" for name, value in facts if value)


def _citation(cited: Cited) -> Iterator[str]:
    yield f'<article class="{_CLASS[cited.verdict]}">'
    yield f"<h2>{_headline(cited)}</h2>"
    yield from _quote(cited)
    yield "<dl>"
    if cited.name or cited.handle:
        yield f"<dt>Who</dt><dd>{scraped(cited.name)} {scraped(cited.handle)}</dd>"
    yield from _facts(("When", cited.when), ("How", cited.how))
    yield f"<dt>Post</dt><dd>{linked(cited.post)}</dd>"
    yield from _facts(("Today", cited.liveness))
    yield f"<dt>Best copy</dt><dd>{linked(cited.best_copy)}</dd>"
    yield "</dl>"
    if cited.card:
        yield from _card(cited.card)
    yield from _checks(cited.checks)
    for name, entries in headings(cited):
        yield from _list(name, entries)
    yield "</article>"


def _headline(cited: Cited) -> str:
    verdict, _, because = cited.headline.partition(": ")
    number = f'<span class="number">{cited.number}.</span>'
    return f'{number} <span class="verdict">{_escape(verdict)}:</span> {scraped(because)}'


def _quote(cited: Cited) -> Iterator[str]:
    if cited.quote:
        lang = _lang(cited.quote_lang)
        yield f'<blockquote class="quote"{lang} dir="auto">{_lines(cited.quote)}</blockquote>'
    if cited.quote_guessed:
        yield '<p class="note">Where the quotation begins had to be guessed.</p>'


def _lines(text: str) -> str:
    """Return words for an element with `dir=auto`, which ignores what stands inside a `<bdi>`."""
    return "<br>".join(_escape(words) for words in text.splitlines())


def _lang(tag: str) -> str:
    return f' lang="{tag}"' if _LANG.match(tag) else ""


def _card(card: Card) -> Iterator[str]:
    yield f"<h3>The post as {scraped(card.source)} shows it</h3>"
    yield '<section class="card">'
    author = f'{scraped(card.name)} <span class="handle">{scraped(card.handle)}</span>'
    yield f'<p class="author">{author}</p>'
    cut = '<p class="note">The witness shows only the beginning.</p>' if card.cut else ""
    yield f'<div class="words"{_lang(card.lang)} dir="auto">{_lines(card.text)}</div>{cut}'
    if card.photos:
        yield f'<div class="photos">{"".join(_photo(*each) for each in card.photos)}</div>'
    if card.posted:
        yield f"<footer>{_escape(card.posted)}</footer>"
    yield "</section>"


def _photo(link: Link, photo: Photo | None) -> str:
    if photo is None:
        return linked(Link(f"photo: {link.text}", link.url))
    content = base64.b64encode(photo.content).decode("ascii")
    return (
        f'<img src="data:{photo.media_type};base64,{content}" alt="Photo of the post, {_escape(link.text)}">'
    )


def _checks(checks: tuple[tuple[str, str], ...]) -> Iterator[str]:
    if not checks:
        return
    yield '<h3>What the checks showed</h3><ul class="checks">'
    for outcome, sentence in checks:
        yield f'<li class="{outcome}"><b>{outcome}</b><span>{scraped(sentence)}</span></li>'
    yield "</ul>"


def _list(name: str, entries: tuple[str | Link, ...]) -> Iterator[str]:
    items = "".join(f"<li>{_entry(entry)}</li>" for entry in entries)
    if name in OPEN:
        yield f"<h3>{name}</h3><ul>{items}</ul>"
        return
    yield f"<details><summary>{name} ({len(entries)})</summary><ul>{items}</ul></details>"


def _entry(entry: str | Link) -> str:
    return linked(entry) if isinstance(entry, Link) else scraped(entry)


def _others(links: tuple[Link, ...]) -> Iterator[str]:
    if links:
        items = "".join(f"<li>{linked(link)}</li>" for link in links)
        yield f'<section class="others"><h2>Other links</h2><ul>{items}</ul></section>'
