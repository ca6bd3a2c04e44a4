"""The link to its post that a line of a plain text has behind its date, in a tag, or among the references."""

from __future__ import annotations

import datetime as dt

from embedarchive.late import regex
from embedarchive.platforms import PLATFORMS
from embedarchive.platforms.sharing import is_button
from embedarchive.platforms.urls import unquoted
from embedarchive.stages.find.urls import is_thread, post_at

TYPE_CHECKING = False  # as in cli/__init__.py
if TYPE_CHECKING:
    from embedarchive.stages.find.dates import DateText

URL = r"(?P<url>https?://[^\s()<>\[\]\"'\\]{8,300})"
BEHIND = regex.compile(rf"[\]|]?[^\S\n]{{0,3}}(?:\n[^\S\n]{{0,9}}>?[^\S\n]{{0,3}})?[(<\[]?{URL}", regex.I)
"""Bare or in brackets, on the line or on the one below: mails and feed readers print links so, and
reStructuredText (`` `DAY <URL>`__ ``) and Jira (`[DAY|URL]`) write them."""
ON_LINE = regex.compile(rf"[^\S\n]{{1,3}}[(<\[]?{URL}[)>\]]?(?=[^\S\n]{{0,9}}(?:\n|\Z))", regex.I)
"""At the end of the line: in a sentence that goes on, a name between dashes speaks of somebody."""
ANCHOR = regex.compile(
    r"<(?:a|ref|u?link)\s[^<>]{0,200}?\b(?:href|target|url)\s{0,3}=\s{0,3}[\"']?(?P<url>[^\s\"'<>]{8,400})[^<>]{0,200}>",
    regex.I,
)
"""The tag that the date stands in, where markup was pasted into a text; TEI's and DocBook's, too."""
ADDRESS = regex.compile(
    r"(?:url=[\"']?|link:)?(?P<url>https?://[^\s()<>\[\]\"'\\|]{8,300})[\"']?(?:\]\[?|[\[|\s])", regex.I
)
"""The address that stands before the date, in a link of a wiki, Org, a forum or AsciiDoc, or bare:
`[URL DATE]`, `[[URL][DATE]]`, `[[URL|DATE]]`, `[url=URL]DATE[/url]`, `URL[DATE]`. Brackets before it are
passed over."""
BEGINS_ADDRESS = frozenset("hHuUlL")
NUMBER_BEFORE = regex.compile(r"\[(?P<number>\d{1,4})\]\s?\Z")
NUMBER_BEHIND = regex.compile(r"\]?[^\S\n]?\[(?P<number>\d{1,4}|(?<=\]\[)[^\[\]\n]{1,60})\]")
REFERENCE = regex.compile(
    r"^[^\S\n]{0,9}(?:\[?(?P<number>\d{1,4})(?:\]:?|\.)|(?:\[|\.\.[^\S\n]_`?)(?P<label>[^\[\]\n`]{1,60}?)[\]`]?:)"
    r"(?:[^\S\n]{1,4}|[^\S\n]{0,4}\n[^\S\n]{0,9})<?(?P<url>https?://[^\s<>]{8,400})",
    regex.I | regex.M,
)
"""An entry of the list of links that lynx, w3m, html2text (on two lines) and Markdown's writers put at the
end. Markdown's and reST's may have a label, which pandoc (`--reference-links`) makes of the link's text."""
LABELS = "]`"
"""One of these stands behind a date that has an entry."""
NEAR = 30
"""Characters behind a date within which a link or its number stands that is the date's."""
ENDS = ".,;:!?"
"""What may follow an address and is none of it."""
MOST_ALIKE = 8
"""Entries of one number that are asked: some texts have a list for each of their parts."""
DAY = dt.timedelta(days=1)
CARRIED = regex.compile(
    r"(?<=.{8})https?(?::|%(?:25){0,3}3a)(?:/|%(?:25){0,3}2f){2}[^\s\"'<>&]{8,400}", regex.I
)
"""The address that a link has in its path or query, plain or percent-encoded."""
OWN_SCHEME = len("https://")
MOST_CODED = 4
"""How often an address is percent-encoded at most."""


def link_before(text: str, at: int) -> regex.Match[str] | None:
    """Return the tag or the address before a date; its group `url` is where it leads."""
    first = text[at : at + 1]
    if first == "<":
        return ANCHOR.match(text, at)
    return ADDRESS.match(text, at) if first in BEGINS_ADDRESS and "://" in text[at : at + NEAR] else None


def url_behind(text: str, end: int, handle: str, day: dt.date | None) -> str | None:
    """Return the address right behind a date that is the author's post of that day."""
    return _own_at(BEHIND, text, end, handle, day)


def url_on_line(text: str, end: int, handle: str) -> str | None:
    """Return the address right behind a handle, in place of the date, that is a post of its own."""
    return _own_at(ON_LINE, text, end, handle, None)


def _own_at(pattern: regex.Pattern[str], text: str, end: int, handle: str, day: dt.date | None) -> str | None:
    if text.find("://", end, end + NEAR) < 0:  # a pattern that is not asked need not be compiled
        return None
    found = pattern.match(text, end)
    return own_url(found["url"].rstrip(ENDS), handle, day) if found else None


class References:
    """The list of links at the end of a text; it is looked for when a line has a number."""

    __slots__ = ("_text", "_urls")

    def __init__(self, text: str) -> None:
        self._text = text
        self._urls: dict[str, list[str]] | None = None

    def url_of(self, handle: str, date: DateText | None) -> str | None:
        """Return the address of the number at a date, if it is the author's post of that day."""
        if date is None:
            return None
        start, text = date.end - len(date.text), self._text
        around = text[max(0, start - 2) : start] + text[date.end : date.end + NEAR]
        if not any(sign in around for sign in LABELS):
            return None
        number = NUMBER_BEFORE.search(text, max(0, start - 8), start) or NUMBER_BEHIND.match(text, date.end)
        urls = self._of(number["number"] if number else text[start : date.end])
        return next((own for url in urls if (own := own_url(url, handle, date.date))), None)

    def _of(self, number: str) -> list[str]:
        if self._urls is None:
            self._urls = {}
            for entry in REFERENCE.finditer(self._text):
                urls = self._urls.setdefault(_label(entry["number"] or entry["label"]), [])
                if len(urls) < MOST_ALIKE:
                    urls.append(entry["url"])
        return self._urls.get(_label(number), [])


def _label(said: str) -> str:
    """Return a label as Markdown compares it (CommonMark 0.31, 4.7)."""
    return " ".join(said.split()).casefold()


def own_url(url: str, handle: str, day: dt.date | None) -> str | None:
    """Return an address if it is the author's post of that day, or the one that it carries."""
    if is_own(url, handle, day):
        return url
    target = carried(url)
    return target if target and is_carried_own(target, handle, day) else None


def is_carried_own(target: str, handle: str, day: dt.date | None) -> bool:
    """Whether the address that a link carries is the author's post, by handle and day: both have to be known.

    A newsletter's or mail gate's redirector may carry anything, and no table names its host.
    """
    return day is not None and is_own(target, handle, day) and posted_on(target) is not None


def posted_on(url: str) -> dt.date | None:
    """Return the UTC day that the id of an address's post tells."""
    post = post_at(url)
    posted = PLATFORMS[post.platform].posted_at(post.id) if post else None
    return posted.date() if posted else None


def carried(url: str) -> str | None:
    """Return the address of a post that a link carries to a host that no table knows; None for buttons."""
    if "http" not in url[OWN_SCHEME:].lower() or is_button(url) or post_at(url):
        return None
    match = CARRIED.search(url)
    target = match[0] if match else ""
    for _ in range(MOST_CODED):
        if target[:8].lower().startswith(("http://", "https://")):
            break
        target = unquoted(target)
    return target if target and post_at(target) else None


def is_own(url: str, handle: str, day: dt.date | None) -> bool:
    """Whether an address is a post of the author's; of a known day, if the id tells one (give or take a day).

    An address without a name is one only if the day is the same, and a thread reader's is none: under the
    number of a thread's first post all others are read.
    """
    post = post_at(url)
    if post is None or post.platform != ("bluesky" if "." in handle else "twitter"):
        return False
    posted = posted_on(url)
    apart = abs(posted - day) if posted and day else None
    if post.handle is None or post.handle.startswith("did:"):
        return apart == dt.timedelta() and not is_thread(url)
    return post.handle.lower() == handle.lower() and (apart is None or apart <= DAY)
