"""One embed's own markup: an article's blockquote, or the `html` of an oEmbed answer (the same markup)."""

from __future__ import annotations

from embedarchive.late import regex
from embedarchive.platforms.twitter import same_post, tco_slug
from embedarchive.records import Claim, PostRef
from embedarchive.stages.decoding import clean
from embedarchive.stages.find.attributions import Attribution, attributions
from embedarchive.stages.find.copied import AROUND
from embedarchive.stages.find.dates import DateText, read_date
from embedarchive.stages.find.own_links import carried, is_carried_own
from embedarchive.stages.find.quote import Anchor, Quote, quote_in
from embedarchive.stages.find.slugs import links_in, unrepeated
from embedarchive.stages.find.urls import post_at, written

SIGNATURE = regex.compile(
    r"^[^\w\n(]{0,9}(?P<name>[^\n(@]{1,80}?)[^\S\n]{0,3}\([@＠](?P<handle>[A-Za-z0-9_]{1,20})\)", regex.M
)
"""A line of an embed that begins with a name and its handle."""
MAX_MARKUP = 100_000
"""Characters of one embed that are read; a real one has a few hundred."""
HANDLE = regex.compile(r"[@＠](?P<handle>[A-Za-z0-9_]{1,20})(?![A-Za-z0-9_.])")
LONGEST_DATE, LONGEST_HOUR = 60, 20
"""Characters of a link's text that says when, and of what it says behind the day."""
LONGEST_UNREAD = 30
"""Characters of a date that cannot be read: `3h`, one of another calendar."""
NO_LINK = frozenset("/@")
ENDS_WITH_HANDLE = regex.compile(r"[@＠][A-Za-z0-9_]{1,20}[)）]\s{0,9}\Z")
MARKS = frozenset("*_-")
ADORNED = regex.compile(
    r"(?:[—―]|--)\s{0,9}(?P<name>(?:[*_-]{1,9}\S[^\n(@]{0,80}?|[^\n(@*_-][^\n(@]{0,80}?[*_-]{1,9}))[^\S\n]{1,9}\([@＠]"
)
"""A line whose name begins or ends with what Markdown puts around one."""
DASH = regex.compile(r"(?:[—―]|--+)\s{0,9}[^—]{0,200}\Z")


def read_blockquote(markup: str) -> tuple[Claim, PostRef | None, tuple[str, ...]]:
    """Read what an embed's own markup claims, as `read_quote` does."""
    return read_quote(quote_in(markup[:MAX_MARKUP]))


def read_quote(quote: Quote) -> tuple[Claim, PostRef | None, tuple[str, ...]]:
    """Read what an embed claims, the post its permalink names, and its links.

    Links are the permalink and the short links, in order, verbatim but absolute.
    """
    links = [Anchor(written(anchor.href), anchor.text) for anchor in quote.anchors]
    line = next(iter(reversed(list(attributions(quote.text)))), None)
    links = [_led_on(link, line) for link in links] if line else links
    dated = _date_link(links, line.handle if line else _signed(quote))
    words = quote.text[: line.words_end] if line else _words_without_line(quote, dated)
    post = post_at(dated.href) if dated else _named(quote, line)
    return _claim(quote, words, line, dated), post, _links(quote, links, dated)


def _led_on(link: Anchor, line: Attribution) -> Anchor:
    """Return the link at a line's date as one to the post that it carries to a host that no table knows."""
    target = carried(link.href) if line.date else None
    if target is None or line.date is None or not says_day(link.text):
        return link
    return Anchor(target, link.text) if is_carried_own(target, line.handle, line.date.date) else link


def _date_link(links: list[Anchor], handle: str | None) -> Anchor | None:
    """Return the link to the post itself: in X's markup the date; the words may link others, and a note too.

    It says a day, and its post is the author's; failing that one of the two, the day before the name, and
    among equals the last. Where the post is linked twice in a row, once without a word, the other one is it.
    """
    posts = [post_at(link.href) for link in links]

    def fits(at: int) -> tuple[int, bool, int]:
        post = posts[at]
        by_author = bool(handle and post and (post.handle or handle).lower() == handle.lower())
        dated = says_day(links[at].text)
        return dated + by_author, dated, at

    at = max((number for number, post in enumerate(posts) if post), key=fits, default=None)
    if at is None:
        return None
    while at and not links[at].text.strip() and posts[at] and same_post(posts[at], posts[at - 1]):
        at -= 1
    return links[at]


def says_day(text: str) -> bool:
    """Whether a text is a day; behind it Bluesky and others have the hour."""
    shown = text.strip(AROUND)
    date = read_date(shown) if len(shown) <= LONGEST_DATE else None
    return date is not None and len(shown) - date.end <= LONGEST_HOUR


def _named(quote: Quote, line: Attribution | None) -> PostRef | None:
    """Return the post of an embed without a link: a converter to Markdown leaves the address in the text."""
    named = (line.permalink if line else None, *quote.naming)
    return next((post for said in named if said and (post := post_at(said))), None)


def _claim(quote: Quote, words: str, line: Attribution | None, dated: Anchor | None) -> Claim:
    date = line.date if line and line.date else _date_of(quote, dated)
    return Claim(
        name=_clean(_name(quote.text, line) if line else (_signer(quote, dated) or ("", ""))[0]),
        handle=line.handle if line else _handle_of(quote, dated),
        date=date.date if date else None,
        date_text=clean(date.text) if date else None,
        text=_clean(words),
        lang=(quote.lang or "").strip(AROUND) or None,
    )


def _name(text: str, line: Attribution) -> str:
    """Return the name as it stands: what encloses one in Markdown belongs to the account's in an embed."""
    signed = text[line.start : line.end].partition("(")[0]
    match = ADORNED.match(text, line.start, line.end) if not MARKS.isdisjoint(signed) else None
    return " ".join(match["name"].split()) if match and line.name in match["name"] else line.name


def _clean(text: str) -> str | None:
    return clean(text.strip()) or None


def _date_of(quote: Quote, dated: Anchor | None) -> DateText | None:
    """Return the date in the permalink; where a handle stands before it, also one that cannot be read."""
    text = " ".join(dated.text.split()) if dated else ""
    date = read_date(text) if text else None
    if date or not 0 < len(text) <= LONGEST_UNREAD or not NO_LINK.isdisjoint(text):
        return date
    before, found, _ = quote.text.rpartition(text)
    return DateText(None, text, len(text)) if found and ENDS_WITH_HANDLE.search(before[-40:]) else None


def _handle_of(quote: Quote, dated: Anchor | None) -> str | None:
    """Return the handle of an embed without the usual line: `— <a href=permalink>@handle</a>`."""
    match = HANDLE.search(dated.text) if dated else None
    if match:
        return str(match["handle"])
    signer = _signer(quote, dated)
    return signer[1] if signer else _signed(quote)


def _signed(quote: Quote) -> str | None:
    """Return the handle behind the dash that closes an embed."""
    closing = DASH.search(quote.text)
    match = HANDLE.search(closing[0]) if closing else None
    return str(match["handle"]) if match else None


def _signer(quote: Quote, dated: Anchor | None) -> tuple[str, str] | None:
    """Return name and handle of whoever posted, where no dash or day is left to make a line."""
    post = post_at(dated.href) if dated else None
    handle = (post.handle or "").lower() if post else ""
    return next((said for said in SIGNATURE.findall(quote.text) if said[1].lower() == handle), None)


def _words_without_line(quote: Quote, dated: Anchor | None) -> str:
    """Return the quoted words of an embed without an attribution line.

    Where the link to the post is all there is, its text is whoever made the page's ("See the post").
    """
    if dated and dated.text.split() == quote.text.split():
        return ""
    own = "\n".join(text for text in quote.paragraphs if text)
    closing = DASH.search(quote.text) if HANDLE.search(quote.text) else None
    return quote.text[: closing.start()] if closing else own or quote.text


def _links(quote: Quote, links: list[Anchor], dated: Anchor | None) -> tuple[str, ...]:
    """Return short links in order, then the permalink."""
    found: list[str] = []
    for link in links:
        slug = tco_slug(link.href)
        if slug:
            # The visible pic. form says more than the same slug behind t.co: it leads to the post itself.
            shown = links_in(link.text)
            found += [one for one in shown if "//pic." in one and one.endswith(f"/{slug}")] or [link.href]
    found += links_in(quote.text)
    if dated:
        found.append(dated.href)
    return tuple(clean(link) for link in unrepeated(found))
