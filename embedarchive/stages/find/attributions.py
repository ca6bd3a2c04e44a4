"""The line an embed collapses into: `— NAME (@handle) DATE`, read from its handle outwards."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from embedarchive.late import re, regex
from embedarchive.stages.blanks import SEPARATORS, SPACE
from embedarchive.stages.find.bylines import CREDIT, ENDS_POST, is_credited, is_own_name, lead_of
from embedarchive.stages.find.dashes import EM_DASHES, IN_BRACKETS, LOST, UNSURE, Dash
from embedarchive.stages.find.dates import DateText, read_date
from embedarchive.stages.find.names import SLUG_BEFORE, clean_name, dash_before, dashes_of
from embedarchive.stages.find.own_links import (
    carried,
    is_carried_own,
    opened_at,
    own_url,
    url_behind,
    url_on_line,
)
from embedarchive.stages.find.unread_dates import unread_date
from embedarchive.tuples import NamedTuple

HANDLE = re.compile(
    rf"[(（]{SPACE}{{0,2}}\[?\\?[@＠]{SPACE}?"
    r"(?P<handle>[A-Za-z0-9_\\]{1,24}|[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4})"
    rf"(?:(?:\]\((?:[^()\s]|[{SEPARATORS}]){{1,300}}\)|{SPACE}?<https?://[^<>\s]{{4,300}}>)?{SPACE}{{0,2}}[)）]"
    rf"|{SPACE}?[:,，]{SPACE}{{1,3}}(?P<dated>(?=\w)))"
)
"""The one fixed point of the line. Markdown writers escape the underscore; Bluesky's handles are host names
and links, which mails print behind them; printers of threads write the date within the brackets."""
CLOSING = regex.compile(r"\s{0,2}[)）](?=[^\S\n]{0,80}(?:\n|\Z))")
"""What ends a line whose date stands within the brackets."""
QUOTED = regex.compile(r"(?:\A|[\n”\"»])[^\S\n>]{0,80}\Z")
"""What stands before such a line if it begins one, or follows a quotation."""
HOST_END = regex.compile(r"\.[A-Za-z]{2,63}\Z")
"""What the name of a host ends with."""
MAX_HANDLE, REACH = 20, 200
"""Characters of a handle, and those before it in which its dash must stand."""
AFTER_HANDLE = regex.compile(
    r"(?:\[\d{1,4}\](?=\S)|[\s>\[,،·•|`\\\u200b-\u200f\u202a-\u202e\u2060-\u2069]|&nbsp;|&middot;){0,80}"
)
"""What may stand before the date: spaces, what opens a link in Markdown, wikis and reStructuredText, the
number that lynx gives a link."""
COMMAS = frozenset(",،")
PERMALINK = regex.compile(r"[^\n\[\]\\]{0,24}\\?\]\(\s{0,3}(?P<url>https?://[^\s()<>]{1,400})")
"""What follows a date, and the hour that Bluesky adds, in markdown: the link it stood in."""
NEAR = 27
"""Characters behind a date in which that link begins."""
LINE_ENDS = regex.compile(r"(?:[^\S\n]link)?[^\S\n]{0,3}(?:\n|\Z|[^\S\n]{3,})")
"""Also behind what stands in some cards in place of the date."""


class Attribution(NamedTuple):
    """One attribution line, without the words it attributes."""

    words_end: int
    """Where the words before it may end: at the dash, spaces before it included."""
    start: int
    """Where its dash stands."""
    end: int
    """The end of the date, or of the handle where no date follows."""
    name: str
    handle: str
    date: DateText | None
    dash: str
    """The name of the rule that saw the dash."""
    permalink: str | None
    """The link the date stands in, where a markdown writer kept it."""
    rest: int | None = None
    """Where what stands of the words behind the line ends, if a writer tore them (`torn.py`)."""


def attributions(text: str) -> Iterator[Attribution]:
    """Yield the attribution lines of a text in order, without lists of accounts."""
    listed = False
    for line, following in itertools.pairwise((*_lines(text), None)):
        if line is None:
            return
        goes_on = following is not None and _list_goes_on(text, line, following)
        if not (goes_on or listed):
            yield line
        listed = goes_on


def _lines(text: str) -> Iterator[Attribution]:
    floor = 0
    dashes: tuple[Dash, ...] = ()
    for match in HANDLE.finditer(text):
        dashes = dashes or dashes_of(text)
        inside = match["dated"] is not None
        found = _in_brackets(text, match, floor) if inside else _read(text, match, floor, dashes)
        if found:
            yield found
            floor = found.end


def _list_goes_on(text: str, line: Attribution, following: Attribution) -> bool:
    """Whether two lines are entries of a list: nothing between them, and no date or a hyphen for a dash."""
    if text[line.end : following.start].strip():
        return False
    return all(one.date is None or one.dash == "hyphen-line" for one in (line, following))


def _read(text: str, match: re.Match[str], floor: int, dashes: tuple[Dash, ...]) -> Attribution | None:
    handle = match["handle"].replace("\\", "")
    hosted = "." in handle
    if not (HOST_END.search(handle) if hosted else 0 < len(handle) <= MAX_HANDLE):
        return None
    behind = _behind_gap(text, match.end())
    gap = text[match.end() : behind]
    tag = opened_at(text, behind)
    behind = tag.end() if tag else behind
    known = read_date(text, behind)
    if tag and known is None and not tag[0].startswith("<"):
        tag = None
    # A byline has a bar, a comment a line of its own between name and day.
    close = gap.isspace() and "\n" not in gap
    believed = [dash for dash in dashes if (known or not dash.dated) and (close or dash.name not in UNSURE)]
    found = dash_before(text, max(floor, match.start() - REACH), match.start(), believed)
    if found is None:
        return None
    dash, start, name_start = found
    if hosted and not (known and known.date and dash.name in EM_DASHES):
        return None
    date = known or unread_date(text, behind)
    end = date.end if date else match.end()
    name = clean_name(text[name_start : match.start()])
    url = _own_url(text, end, handle, known, tag["url"] if tag else None)
    if known is None and (CREDIT.search(name) or not (url or _stands_alone(text, dash, start, end))):
        return None
    # In a sentence a comma parts name and day; where the date ends the line it may be a house's own style.
    if url is None and not COMMAS.isdisjoint(gap) and not LINE_ENDS.match(text, end):
        return None
    line = Attribution(start, start, end, name, handle, date, dash.name, url)
    return None if _is_byline(text, line, dated=close and known is not None) else line


def _own_url(text: str, end: int, handle: str, date: DateText | None, tagged: str | None) -> str | None:
    """Return the link that the date stands in or that stands behind it, or behind the handle without one."""
    if tagged and (own := own_url(tagged, handle, date.date if date else None)):
        return own
    if date is None:
        return url_on_line(text, end, handle)
    link = PERMALINK.match(text, end) if "](" in text[end : end + NEAR] else None
    if link is None:
        return url_behind(text, end, handle, date.date)
    target = carried(link["url"])
    return target if target and is_carried_own(target, handle, date.date) else link["url"]


def _in_brackets(text: str, match: re.Match[str], floor: int) -> Attribution | None:
    """Read `(@handle: DATE)`: a line, or the end of one behind a quotation or a link of X."""
    start, handle = match.start(), match["handle"].replace("\\", "")
    date = read_date(text, match.end())
    close = CLOSING.match(text, date.end) if date and date.date else None
    before = max(floor, start - REACH)
    if close is None or not 0 < len(handle) <= MAX_HANDLE or "." in handle:
        return None
    if not (QUOTED.search(text, before, start) or SLUG_BEFORE.search(text, before, start)):
        return None
    return Attribution(start, start, close.end(), "", handle, date, IN_BRACKETS, None)


def _behind_gap(text: str, at: int) -> int:
    """Return where what follows a handle begins: mostly behind one space."""
    if text[at : at + 1] == " " and text[at + 1 : at + 2].isalnum():
        return at + 1
    gap = AFTER_HANDLE.match(text, at)
    return gap.end() if gap else at


def _is_byline(text: str, line: Attribution, *, dated: bool) -> bool:
    """Whether a name is a writer's or photographer's; `dated` says that the day stands right behind it."""
    lead = lead_of(line.name)
    return is_credited(line.name) or (lead is not None and not _is_account(text, line, lead, dated))


def _is_account(text: str, line: Attribution, lead: str, dated: bool) -> bool:
    """Whether a name that begins like a byline is an account's: by handle, link, or the words before it."""
    if line.dash in LOST:
        return False
    before = text[max(0, line.start - REACH) : line.start]
    linked = f"/{line.handle}/".lower() in (line.permalink or "").lower()
    if (
        _is_quoted(text, line.start)
        or linked
        or SLUG_BEFORE.search(before)
        or is_own_name(lead, line.name, line.handle)
    ):
        return True
    return lead != "by" and dated and line.dash in EM_DASHES and bool(ENDS_POST.search(before))


def _is_quoted(text: str, at: int) -> bool:
    return text[max(0, at - REACH) : at].rpartition("\n")[2].lstrip().startswith(">")


def _stands_alone(text: str, dash: Dash, start: int, end: int) -> bool:
    """Whether a line without a date is one: its dash begins a line or follows a link of X,
    and nothing goes on behind it."""
    if not LINE_ENDS.match(text[end : end + 40]):
        return False
    if dash.name == "double-hyphen-line":  # a mail's signature has it, too, on a line of its own
        return bool(text[start:end].partition("\n")[0].strip("- ")) and _is_quoted(text, start)
    return dash.name == "em-dash-line" or bool(SLUG_BEFORE.search(text, max(0, start - 80), start))
