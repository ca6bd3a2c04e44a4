"""What an embed says of its post in the words of its own platform, other than X."""

from __future__ import annotations

from itertools import islice

from embedarchive.late import re
from embedarchive.records import Claim
from embedarchive.stages.decoding import clean
from embedarchive.stages.find.cards import stated_day
from embedarchive.stages.find.dates import DateText, read_date
from embedarchive.stages.find.urls import post_at
from embedarchive.stages.page import Page, parse
from embedarchive.tuples import NamedTuple

TYPE_CHECKING = False  # as in cli/__init__.py
if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from embedarchive.platforms.base import Wording

MAX_MARKUP = 100_000
"""Characters of one embed that are read."""
WORD = re.compile(r"\w+", re.U)
BEHIND = 1_000
"""Characters behind an author in which the date stands."""
LEADS = 4
"""Words between an author and a date: `on`, `le`, the day of the week."""


def read_wording(markup: str, wording: Wording) -> Claim:
    """Return what an embed's own markup claims; what it does not say stays None."""
    page = parse(markup[:MAX_MARKUP])
    root = page.tree.body
    page.note(
        node for selector in (wording.words, *wording.author) if selector for node in page.select(selector)
    )
    if root is None or not page.text.strip():
        return Claim()
    line = _line(page, wording)
    stated = stated_day(root)
    date = _date(line.behind)
    language = root.css_first("p[lang]")
    return Claim(
        name=_said(line.name),
        handle=line.handle,
        date=stated or (date.date if date else None),
        date_text=clean(date.text) if date else None,
        text=_words(page, wording, line),
        lang=(language.attributes.get("lang") or None) if language else None,
    )


class _Line(NamedTuple):
    """The line that names the author: where it begins and ends, and what it says."""

    start: int
    end: int
    name: str = ""
    handle: str | None = None
    behind: str = ""
    """What stands where the date stands."""
    words: str | None = None


def _line(page: Page, wording: Wording) -> _Line:
    for pattern in wording.lines:
        found = list(pattern.finditer(page.text))
        if found:
            said = found[-1].groupdict()
            handle = (said.get("handle") or "").rstrip(".") or None
            name, behind = said.get("name") or "", said.get("date") or ""
            return _Line(*found[-1].span(), name, handle, behind, said.get("words"))
    link = _author(page, wording)
    if link is None:
        return _Line(len(page.text), len(page.text))
    start, end = page.span(link)
    profile = wording.profile.match(link.attributes.get("href") or "") if wording.profile else None
    return _Line(
        start,
        end,
        page.text[start:end],
        profile["handle"] if profile else None,
        page.text[end : end + BEHIND],
    )


def _author(page: Page, wording: Wording) -> LexborNode | None:
    """Return the link to the author: it shows something and leads to no post."""
    for selector in wording.author:
        for link in page.select(selector):
            start, end = page.span(link)
            loose = (link.parent.tag if link.parent else "") == "p" and not _date(
                page.text[end : end + BEHIND]
            )
            if end > start and not loose and not post_at(link.attributes.get("href") or ""):
                return link
    return None


def _date(behind: str) -> DateText | None:
    """Read the date behind an author, past the words that lead to it."""
    starts = [match.start() for match in islice(WORD.finditer(behind), LEADS + 1)]
    dates = (read_date(behind[start:]) for start in starts)
    return next((date for date in dates if date and date.date), None)


def _words(page: Page, wording: Wording, line: _Line) -> str | None:
    if line.words is not None:
        return clean(line.words.strip()) or None
    signed = line.end > line.start
    if (wording.before or wording.signed) and not signed:
        return None
    words = page.text[: line.start].strip() if wording.before else _marked(page, wording, line)
    for stand_in in wording.stand_ins:
        words = words.removesuffix(stand_in).strip()
    return clean(words) or None


def _marked(page: Page, wording: Wording, line: _Line) -> str:
    """Return the words in the elements for words, apart from the line."""
    spans = [page.span(node) for node in page.select(wording.words)] if wording.words else []
    apart = [(a, b) for a, b in spans if b > a and not (a < line.end and line.start < b)]
    said = [page.text[a:b] for a, b in apart]
    if wording.button:
        said = [text for text in said if not wording.button.fullmatch(text.strip())]
    return "\n".join(said).strip()


def _said(text: str) -> str | None:
    return clean(" ".join(text.split())) or None
