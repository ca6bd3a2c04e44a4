"""Cards: posts drawn by a newsletter or a theme, without X's own markup."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from embedarchive.late import regex
from embedarchive.records import Claim
from embedarchive.stages.decoding import clean
from embedarchive.stages.find.dates import DateText, read_date

TYPE_CHECKING = False  # as in cli/__init__.py
if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

API_DATE = "%a %b %d %H:%M:%S %z %Y"
"""`created_at` of X's API v1.1: `Sun Jun 12 11:19:35 +0000 2022`."""
HANDLE = regex.compile(r"[@＠]([A-Za-z0-9_]{1,20})(?![A-Za-z0-9_])")
PARTS = (
    (
        "name",
        ".tweet-author-name, [class*='author-name'], .react-tweet-theme span[title], .TweetAuthor-name"
        ", .Identity-name, .bbpBox .display_name, .bbpAuthor strong, .bbpTweet .author strong"
        ", .twitterstatus h4, a[href*='//x.com/'] > strong, a[href*='//twitter.com/'] > strong",
    ),
    (
        "handle",
        ".tweet-author, .tweet-author-handle, [class*='author-handle'], .react-tweet-theme span[title^='@']"
        ", .TweetAuthor-screenName, .Identity-screenName, .bbpBox .handle, .twitter-screen-name",
    ),
    (
        "date",
        ".tweet-date, .tweet-timestamp, time, .bbpTimestamp, .bbpBox .timestamp, .twitterstatus .date > a",
    ),
    (
        "text",
        ".tweet-text, [class*='tweet-text'], .react-tweet-theme p[dir='auto'], .Tweet-text, .bbpBox .tweet"
        ", p.bbpTweet, .tweet-description, .twitterstatus .tweet",
    ),
)
"""Parts of a card and where newsletters (Substack), X's own widget of 2013 to 2020 in a saved page, and its
Blackbird Pie of 2010 with what was made of it (`bbpBox`) put them; Discourse (`twitterstatus`).
vercel/react-tweet's own classes are named anew by each bundler, so that only its elements tell its parts
(3.3.1, built by webpack, Turbopack and Vite)."""
TITLE = regex.compile(r"\s{0,3}\(@?[A-Za-z0-9_]{1,20}\)(?: on (?:X|Twitter))?\Z")
"""What a page's title has behind the author's name."""


AGO = regex.compile(
    r"\A(?:(?:about|almost|over|less than)\s)?(?:an?|one|\d{1,3})\s?\p{L}{1,10}"
    r"(?:,? (?:and )?\d{1,2} \p{L}{1,10})?\s(?:ago|fa|geleden|назад|önce|sedan|siden|lalu)\Z"
    r"|\A(?:il y a|vor|hace|há|for)\s\d{1,3}\s\p{L}{1,10}(?:\ssiden)?\Z"
    r"|\A\d{1,3}\s?(?:[smhdw]|\p{L}{1,3}前)\Z",
    regex.I,
)
"""How long ago a post was written, as the lists of somebody's latest posts say it: nobody cites so."""


def is_live(card: LexborNode) -> bool:
    """Whether a card tells the age of its post, not its day: then a script draws it anew all the time."""
    told = (" ".join((link.text() or "").split()) for link in card.css('a[href*="/status"]'))
    return any(AGO.match(age) for age in told)


def read_card(card: LexborNode | Mapping[str, object]) -> Claim:
    """Return what a card claims, from its elements or from its JSON; what it lacks stays None."""
    return _from_json(card) if isinstance(card, Mapping) else _from_elements(card)


def _from_json(card: Mapping[str, object]) -> Claim:
    from selectolax.lexbor import LexborHTMLParser

    text = LexborHTMLParser(str(card.get("full_text") or "")).text()
    date = _date(card.get("date"))
    return Claim(
        name=_string(card.get("name")),
        handle=_string(card.get("username")),
        date=date.date if date else None,
        date_text=date.text if date else None,
        text=clean(text.strip()) or None,
    )


def read_fields(card: Mapping[str, object], tells: Iterable[tuple[str, str]]) -> Claim:
    """Return what a card's JSON claims under the keys that are named for its fields."""
    said = {field: _string(card.get(key)) for field, key in tells}
    date = _date(said.get("date"))
    handle = (said.get("handle") or "").removeprefix("@")
    return Claim(
        name=said.get("name"),
        handle=handle or None,
        date=date.date if date else None,
        date_text=date.text if date else None,
        text=said.get("text"),
    )


def _string(value: object) -> str | None:
    return clean(value.strip()) or None if isinstance(value, str) else None


def _date(value: object) -> DateText | None:
    """Read a date of JSON: a moment is that of its UTC day."""
    said = _string(value)
    if said is None:
        return None
    if day := _utc_day(said):
        return DateText(day, said, len(said))
    try:
        when = dt.datetime.strptime(said, API_DATE).astimezone(dt.UTC)
    except ValueError:
        return read_date(said)
    return DateText(when.date(), said, len(said))


def _from_elements(card: LexborNode) -> Claim:
    found = {part: card.css_first(selector) for part, selector in PARTS}
    said = {part: _shown(node) if node else None for part, node in found.items()}
    words = found["text"]
    if words and (within := _within(words, card, [found[part] for part in ("name", "handle", "date")])):
        said["text"] = _before(words, within)
    handle = HANDLE.search(said["handle"] or "")
    date = read_date(said["date"]) if said["date"] else None
    day = stated_day(card)
    return Claim(
        name=TITLE.sub("", said["name"]) if said["name"] else None,
        handle=handle[1] if handle else None,
        date=day or (date.date if date else None),
        date_text=date.text if date else None,
        text=said["text"],
    )


def _shown(node: LexborNode) -> str | None:
    return _string(" ".join((node.text() or "").split()))


def _within(words: LexborNode, card: LexborNode, parts: list[LexborNode | None]) -> set[int]:
    """Return those parts of a card that stand in its words, and the elements between."""
    within: set[int] = set()
    for part in parts:
        path: list[int] = []
        around = part
        while around is not None and around.mem_id not in (words.mem_id, card.mem_id):
            path.append(around.mem_id)
            around = around.parent
        if path and around is not None and around.mem_id == words.mem_id:
            within.update(path)
    return within


def _before(words: LexborNode, parts: set[int]) -> str | None:
    """Return the text of an element before the first of the parts in it."""
    shown: list[str] = []
    for child in words.iter(include_text=True):
        if child.mem_id in parts:
            break
        shown.append(child.text() or "")
    return _string(" ".join("".join(shown).split()))


def stated_day(card: LexborNode) -> dt.date | None:
    """Return the UTC day of `<time datetime>`: the words beside it may give the day of another time zone."""
    stated = card.css_first("time[datetime]")
    return _utc_day((stated.attributes.get("datetime") or "") if stated else "")


def _utc_day(moment: str) -> dt.date | None:
    """Return the UTC day of a moment of ISO 8601 that states its time zone."""
    try:
        when = dt.datetime.fromisoformat(moment.strip())
    except ValueError:
        return None
    return when.astimezone(dt.UTC).date() if when.tzinfo else None
