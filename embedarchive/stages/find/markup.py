"""One embed's own markup: an article's blockquote, or the `html` of an oEmbed answer (the same markup)."""

from __future__ import annotations

from embedarchive.late import regex
from embedarchive.platforms.twitter import same_post, tco_slug
from embedarchive.records import Claim, PostRef
from embedarchive.stages.decoding import clean
from embedarchive.stages.find.attributions import Attribution, attributions
from embedarchive.stages.find.dates import DateText, read_date
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
DASH = regex.compile(r"(?:[—―]|--+)\s{0,9}[^—]{0,200}\Z")


def read_blockquote(markup: str) -> tuple[Claim, PostRef | None, tuple[str, ...]]:
    """Read what an embed's own markup claims, as `read_quote` does."""
    return read_quote(quote_in(markup[:MAX_MARKUP]))


def read_quote(quote: Quote) -> tuple[Claim, PostRef | None, tuple[str, ...]]:
    """Read what an embed claims, the post its permalink names, and its links.

    Links are the permalink and the short links, in order, verbatim but absolute.
    """
    links = [Anchor(written(anchor.href), anchor.text) for anchor in quote.anchors]
    dated = _date_link(links)
    words, line = _parted(quote, dated)
    post = post_at(dated.href) if dated else _named(quote, line)
    return _claim(quote, words, line, dated), post, _links(quote, links, dated)


def _date_link(links: list[Anchor]) -> Anchor | None:
    """Return the last link to a post: in X's markup the date; a quoted post is linked before it.

    Where the post is linked twice in a row, and once without a word, the other one is the date.
    """
    last = None
    for link in reversed(links):
        post = post_at(link.href)
        if last is None:
            last = link if post else None
        elif last.text.strip() or not post or not same_post(post, post_at(last.href)):
            break
        else:
            last = link
    return last


def _named(quote: Quote, line: Attribution | None) -> PostRef | None:
    """Return the post of an embed without a link: a converter to Markdown leaves the address in the text."""
    named = (line.permalink if line else None, *quote.naming)
    return next((post for said in named if said and (post := post_at(said))), None)


def _claim(quote: Quote, words: str, line: Attribution | None, dated: Anchor | None) -> Claim:
    date = line.date if line and line.date else _date_of(dated)
    return Claim(
        name=_clean(line.name if line else _signer(quote, dated)),
        handle=line.handle if line else _handle_of(quote, dated),
        date=date.date if date else None,
        date_text=clean(date.text) if date else None,
        text=_clean(words),
        lang=quote.lang,
    )


def _clean(text: str) -> str | None:
    return clean(text.strip()) or None


def _date_of(dated: Anchor | None) -> DateText | None:
    text = dated.text.strip() if dated else ""
    return read_date(text) if text else None


def _handle_of(quote: Quote, dated: Anchor | None) -> str | None:
    """Return the handle of an embed without the usual line: `— <a href=permalink>@handle</a>`."""
    match = HANDLE.search(dated.text) if dated else None
    if match is None and (closing := DASH.search(quote.text)):
        match = HANDLE.search(closing[0])
    return str(match["handle"]) if match else None


def _signer(quote: Quote, dated: Anchor | None) -> str:
    """Return the name before the handle of whoever posted, where no dash or day is left to make a line."""
    post = post_at(dated.href) if dated else None
    handle = (post.handle or "").lower() if post else ""
    return next((name for name, said in SIGNATURE.findall(quote.text) if said.lower() == handle), "")


def _parted(quote: Quote, dated: Anchor | None) -> tuple[str, Attribution | None]:
    """Part an embed's text into the quoted words and the attribution line.

    Where the link to the post is all there is, its text is whoever made the page's ("See the post").
    """
    line = next(iter(reversed(list(attributions(quote.text)))), None)
    if line is None:
        if dated and dated.text.split() == quote.text.split():
            return "", None
        own = "\n".join(text for text in quote.paragraphs if text)
        closing = DASH.search(quote.text) if HANDLE.search(quote.text) else None
        return (quote.text[: closing.start()] if closing else own or quote.text), None
    return quote.text[: line.words_end], line


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
