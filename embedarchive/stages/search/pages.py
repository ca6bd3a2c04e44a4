"""The rungs that look at the article itself where its embed is still markup: its live page, an old copy."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from embedarchive.records import (
    Article,
    Confined,
    Dialogue,
    Exchange,
    Failure,
    Mention,
    Overrun,
    PostRef,
    Purpose,
    Reading,
    RecordRef,
    Request,
    Source,
    SourceKind,
)
from embedarchive.stages.fetch import fetch
from embedarchive.stages.reading import read
from embedarchive.stages.search.likeness import (
    SAYS_IT,
    Judged,
    Likeness,
    decided,
    likeness,
    media_slugs,
    slugs,
)
from embedarchive.stages.search.links import words_of
from embedarchive.stages.search.rungs import Lost, Quest, Rung, posted_on, quest
from embedarchive.stages.snapshot.asking import ask, unanswered
from embedarchive.stages.snapshot.wayback import IN_MEMENTO, Listing, listed
from embedarchive.stages.words import compare

MOST_COPIES = 2
"""Copies of one article that are read besides the one nearest to its publication."""
MOST_WORDLESS = 4
"""Embeds without words that are asked after: an AMP page names its posts by their ids alone."""
CLOSED = frozenset({Failure.ROBOTS, Failure.BAD_URL, Failure.REFUSED_ADDRESS})
"""Failures that a later run will meet again."""


def by_live_page(lost: Lost) -> Dialogue[Rung]:
    """Read the page on the web that a text or a saved page says it was taken from."""
    sought, origin = quest(lost), lost.article.origin if lost.article else None
    if sought is None or origin is None:
        return Rung()
    reading, exchange = yield from fetch(Source(origin, SourceKind.URL))
    rung = yield from _of_mentions("article-page", lost, sought, reading.mentions, exchange.record)
    silent = exchange.failure is not None and exchange.failure not in CLOSED
    return replace(rung, unreached=(origin,) if silent else ())


def by_old_page(lost: Lost) -> Dialogue[Rung]:
    """Read the web archive's copy of the article nearest to its publication.

    The archive answers for the nearest copy without its index being asked; only where that copy is
    older than the post, or no page, the index tells of a better one.
    """
    sought, url = quest(lost), _address(lost.article)
    if sought is None or url is None:
        return Rung()
    wanted = _published(lost.article, sought.day)
    exchange = yield from ask(Request(f"https://web.archive.org/web/{wanted}id_/{url}", Purpose.MEMENTO))
    if unanswered(exchange):
        return Rung(unreached=(exchange.request.url,))
    if _useful(exchange, sought.day):
        rung = yield from _of_copy(lost, sought, url, exchange)
        return rung
    if not exchange.ok and not exchange.header("Memento-Datetime"):
        return Rung()
    return (yield from _of_copies(lost, sought, url, wanted))


def _of_copies(lost: Lost, sought: Quest, url: str, wanted: str) -> Dialogue[Rung]:
    page: Listing = yield from listed(
        url, "exact", {"filter": "statuscode:200", "from": f"{sought.day:%Y%m%d}"}
    )
    if page.problem:
        return Rung(unreached=(page.exchange.request.url,))
    nearest = sorted(page.captures, key=lambda one: _apart(one.timestamp, wanted))
    rung = Rung()
    for capture in nearest[:MOST_COPIES]:
        exchange = yield from ask(Request(capture.raw_url, Purpose.MEMENTO))
        if _useful(exchange, sought.day):
            rung = yield from _of_copy(lost, sought, url, exchange)
        if rung.candidates:
            break
    return rung


def _of_copy(lost: Lost, sought: Quest, url: str, exchange: Exchange) -> Dialogue[Rung]:
    there = exchange._replace(request=Request(url, Purpose.ARTICLE))
    reading: Reading | Overrun = yield Confined(read, (Source(url, SourceKind.URL), there))
    mentions = reading.mentions if isinstance(reading, Reading) else ()
    return (yield from _of_mentions("article-memento", lost, sought, mentions, exchange.record))


def _address(article: Article | None) -> str | None:
    return (article.origin or article.url) if article else None


def _published(article: Article | None, day: dt.date) -> str:
    """Return the moment, 14 digits, near which a copy shows the embed: after the post's day."""
    after = (day + dt.timedelta(days=1)) if day < dt.date.max else day
    try:
        stated = dt.datetime.fromisoformat((article.published if article else None) or "")
    except ValueError:
        return f"{after:%Y%m%d}000000"
    return max(f"{stated:%Y%m%d%H%M%S}", f"{after:%Y%m%d}000000")


def _useful(exchange: Exchange, day: dt.date) -> bool:
    """Whether a copy is a page that was kept on the day of the post or later."""
    stamp = IN_MEMENTO.search(exchange.request.url)
    return exchange.ok and stamp is not None and stamp[1][:8] >= f"{day:%Y%m%d}"


def _apart(one: str, other: str) -> int:
    return abs(int(one) - int(other))


# --- The mentions of a page -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Embed:
    """A mention of the page that names a post of the sought author and day, as far as it says."""

    post: PostRef
    mention: Mention


def _of_mentions(
    rung: str, lost: Lost, sought: Quest, mentions: Sequence[Mention], record: RecordRef | None
) -> Dialogue[Rung]:
    embeds = list(_embeds(lost, sought, mentions))
    judged = [_judged(lost.mention, one, record) for one in embeds if one.mention.claim.text]
    for one in [one for one in embeds if not one.mention.claim.text][:MOST_WORDLESS]:
        judged.append((yield from _asked(lost.mention, one, record)))
    candidates, _chosen, tied = decided(rung, judged)
    return Rung(candidates, tied=tied)


def _embeds(lost: Lost, sought: Quest, mentions: Iterable[Mention]) -> Iterator[_Embed]:
    """Yield what may be the sought mention, each post once; the one that tells most of it first."""
    seen: set[str] = set()
    for one in sorted(mentions, key=lambda one: one.claim.text is None):
        post, claim = one.post, one.claim
        if post is None or post.platform != lost.mention.platform or post.id in seen:
            continue
        day = posted_on(post) or claim.date
        if day == sought.day and (claim.handle or sought.handle).lower() == sought.handle.lower():
            seen.add(post.id)
            yield _Embed(post, one)


def _judged(mention: Mention, embed: _Embed, record: RecordRef | None) -> Judged:
    """Hold the quoted words against those of the same article's embed."""
    there = embed.mention
    certain = mention.start_certain and there.start_certain
    held = compare(mention.claim.text, there.claim.text, start_certain=certain)
    if held.how not in SAYS_IT:
        return Judged(embed.post, Likeness.NONE, f"its embed shows other words ({held.how})", record)
    fits, links = Likeness.WORDS, ""
    if slugs(mention) & slugs(there):
        own = bool(media_slugs(mention) & slugs(there))
        fits, links = Likeness.MEDIA if own else Likeness.WORDS_AND_LINK, " and the same short link"
    why = f"there the embed still names it, with the same author, day and words{links}"
    return Judged(embed.post, fits, why, record)


def _asked(mention: Mention, embed: _Embed, record: RecordRef | None) -> Dialogue[Judged]:
    """Ask after the words of an embed that shows none."""
    told = yield from words_of(embed.post, mention.claim.handle)
    if told is None:
        return Judged(
            embed.post, Likeness.NONE, "embedded there without words, and nobody tells them", record
        )
    fits, why = likeness(mention, told)
    return Judged(embed.post, fits, f"embedded there without words; {why}", told.record or record)
