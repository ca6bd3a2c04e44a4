"""A report on one article as plain values: what each form of it then only has to draw.

Every text here is safe to show (nothing acts, nothing hides) but not yet escaped for HTML or Markdown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from embedarchive.outputs import report_words as words
from embedarchive.outputs.elsewhere import searches
from embedarchive.outputs.terminal import line, safe
from embedarchive.platforms import permalink
from embedarchive.records import (
    Candidate,
    Citation,
    Copy,
    CopyKind,
    Exchange,
    MentionKind,
    Outcome,
    Provenance,
    Resolution,
    Source,
    SourceKind,
    Testified,
    Testimony,
    Verdict,
    Witness,
)

UNOPENED = frozenset({"unsafe-interstitial", "truncated"})
"""Outcomes of links that nobody should click: marked unsafe, or half an address that is another's."""
UNFOLLOWED = frozenset(
    {
        *(Outcome.UNREACHABLE, Outcome.TIMEOUT, Outcome.TLS_ERROR, Outcome.BLOCKED, Outcome.LOGIN_WALL),
        *(Outcome.TOO_MANY_HOPS, Outcome.LOOP, Outcome.TRUNCATED),
    }
)
"""Outcomes of links that could not be followed to where they lead, and may lead to a post; of the others that
is known, or that they lead nowhere any more."""
STDIN = "standard input"
LARGEST_PHOTO = 300_000
"""Bytes; a larger photo is linked, not drawn."""
PICTURES = ((b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"), (b"GIF8", "image/gif"))
"""Told by their first bytes: a server may call anything a picture, and an SVG is a document."""
CALLED = {
    Verdict.CONFIRMED: "confirmed",
    Verdict.CONFLICT: "differs",
    Verdict.PROBABLE: "probable",
    Verdict.UNRESOLVED: "not found",
}
COPIES = {
    CopyKind.MEMENTO: "archived copy",
    CopyKind.PHOTO: "photo",
    CopyKind.OEMBED: "answer of the embed service",
    CopyKind.SYNDICATION: "answer of the widget service",
    CopyKind.PAGE: "page that a link led to",
}
SPEAKERS = (
    Witness.API,
    Witness.SYNDICATION,
    Witness.PAGE,
    Witness.EMBED,
    Witness.OEMBED,
    Witness.MEMENTO,
)
"""Whose words a card shows: who tells most first."""


@dataclass(frozen=True, slots=True)
class Link:
    """Something a reader may look at."""

    text: str
    url: str | None = None
    """An http(s) address that is safe to link; None where there is none."""


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo from the archive."""

    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Card:
    """The post as a witness shows it."""

    name: str
    handle: str
    text: str
    """With its line breaks."""
    lang: str
    posted: str
    source: str
    cut: bool
    photos: tuple[tuple[Link, Photo | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Cited:
    """One citation."""

    number: int
    verdict: str
    """`confirmed`, `probable`, `differs` or `not found`."""
    headline: str
    """The verdict with what decides it."""
    quote: str
    quote_lang: str
    quote_guessed: bool
    """The first of the quoted words had to be guessed."""
    name: str
    handle: str
    """With `@`; apart from the name, for next to a right-to-left name it would be turned around."""
    when: str
    how: str
    post: Link
    liveness: str
    card: Card | None
    checks: tuple[tuple[str, str], ...]
    """`agrees`, `differs` or `open`, and a sentence."""
    heard: tuple[str, ...]
    """What each witness answered."""
    best_copy: Link
    copies: tuple[Link, ...]
    refused: tuple[str, ...]
    searches: tuple[Link, ...]
    """Where a person may look further for a post that was not named."""
    unchecked: tuple[str, ...]
    links: tuple[Link, ...]
    """The links of the citation, each with where it led."""


@dataclass(frozen=True, slots=True)
class Report:
    """A report on one article."""

    title: str
    place: Link
    publisher: str
    published: str
    checked: str
    run: str
    counts: tuple[tuple[str, int], ...]
    summary: str
    problem: str
    citations: tuple[Cited, ...]
    links: tuple[Link, ...]
    """Links of which no post is known: they lead elsewhere, or could not be followed."""


def report(
    provenance: Provenance, checked: str, run: str = "", photos: Mapping[str, Photo] | None = None
) -> Report:
    """Return the report on an article; `checked` is ISO 8601, `photos` are what the archive holds, by URL."""
    article = provenance.article
    posts = [one for one in provenance.citations if cites(one)]
    others = [each for one in provenance.citations if not cites(one) for each in one.resolutions]
    counted = Counter(CALLED[one.verdict] for one in posts)
    counts = tuple((name, counted[name]) for name in CALLED.values() if counted[name])
    return Report(
        title=line(article.title if article else None) or _name(provenance.source),
        place=_place(provenance.source, article.url if article else None),
        publisher=line(article.publisher if article else None),
        published=words.written(article.published if article else None),
        checked=words.written(checked),
        run=line(run),
        counts=counts,
        summary=_summary(
            len(posts), counts, bool(provenance.problem), any(each.outcome in UNFOLLOWED for each in others)
        ),
        problem=line(provenance.problem),
        citations=tuple(_cited(number, one, photos or {}) for number, one in enumerate(posts, 1)),
        links=tuple(_led(each) for each in others),
    )


def _name(source: Source) -> str:
    if source.kind is SourceKind.STDIN:
        return STDIN
    return line(source.name.rstrip("/").rpartition("/")[2])


def _place(source: Source, url: str | None) -> Link:
    return Link(STDIN, None) if source.kind is SourceKind.STDIN else link(url or source.name)


def cites(citation: Citation) -> bool:
    """Tell a cited post from a link that leads elsewhere."""
    return bool(citation.post or citation.mention.kind is not MentionKind.LINK)


def link(url: str | None, text: str | None = None) -> Link:
    """Return a link that leads to the web or nowhere: never `javascript:`, `data:` or a file."""
    return Link(line(text or url), web_address(url))


def web_address(url: str | None) -> str | None:
    """Return an http(s) address in ASCII, with nothing in it that ends an attribute or a Markdown link."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return None
    return quote(url or "", safe="!#$%&*+,-./:;=?@[]_~", errors="replace")


def photo_of(exchange: Exchange) -> Photo | None:
    """Return a kept answer as a photo to draw; None where it is none, is not whole or is too large."""
    kinds = (kind for mark, kind in PICTURES if exchange.body.startswith(mark))
    kind = next(kinds, "image/webp" if exchange.body[8:12] == b"WEBP" else None)
    if kind is None or not exchange.ok or len(exchange.body) > LARGEST_PHOTO:
        return None
    return Photo(kind, exchange.body)


def _summary(posts: int, counts: tuple[tuple[str, int], ...], failed: bool, unfollowed: bool) -> str:
    if failed and not posts:
        return "The article could not be read."
    if not posts and unfollowed:
        return "No cited post was found in this article, but not all of its links could be followed."
    if not posts:
        return "No cited post was found in this article."
    several = f"{posts} posts are" if posts > 1 else "One post is"
    return f"{several} cited: {', '.join(f'{count} {_so_many(name, count)}' for name, count in counts)}."


def _so_many(name: str, count: int) -> str:
    return "differ" if name == "differs" and count > 1 else name


def _cited(number: int, citation: Citation, photos: Mapping[str, Photo]) -> Cited:
    mention, claim = citation.mention, citation.mention.claim
    quoted = claim.text or ("" if citation.post and not claim.handle else mention.exact)
    return Cited(
        number=number,
        verdict=CALLED[citation.verdict],
        headline=words.verdict(citation),
        quote=safe(quoted).strip(),
        quote_lang=line(claim.lang),
        quote_guessed=bool(claim.text) and not mention.start_certain,
        name=line(claim.name),
        handle=words.at(claim.handle) if claim.handle else "",
        when=words.day(claim.date) if claim.date else line(claim.date_text),
        how=words.how(mention),
        post=_post(citation),
        liveness=words.still_there(citation) if citation.post else "",
        card=_card(citation, photos),
        checks=tuple(words.checked(citation.checks)),
        heard=tuple(words.heard(told) for told in citation.testimonies if told.status not in words.CANNOT),
        best_copy=_best(citation),
        copies=tuple(_copy(copy) for copy in citation.copies),
        refused=tuple(_refused(one) for one in citation.candidates if not one.accepted),
        searches=tuple(link(url, name) for name, url in searches(citation)),
        unchecked=tuple(words.unchecked(claim, citation)),
        links=tuple(_led(each) for each in citation.resolutions),
    )


def _post(citation: Citation) -> Link:
    post = citation.post
    if post is None:
        return Link("not known")
    return link(permalink(post), permalink(post) or f"{post.platform} {post.id}")


def _card(citation: Citation, photos: Mapping[str, Photo]) -> Card | None:
    """Return the post as the most telling witness shows it; None where none shows it."""
    telling = {told.witness: told for told in citation.testimonies if told.status is Testified.FOUND}
    told = next((telling[who] for who in SPEAKERS if who in telling and telling[who].text), None)
    if told is None:
        return None
    held = [copy for copy in citation.copies if copy.kind is CopyKind.PHOTO]
    return Card(
        name=line(told.name),
        handle=words.at(told.handle) if told.handle else "",
        text=safe(told.text or "").strip(),
        lang=line(told.lang),
        posted=_posted(told),
        source=words.witness(told.witness.value),
        cut=told.text_cut,
        photos=tuple((link(copy.url), photos.get(copy.url)) for copy in held),
    )


def _posted(told: Testimony) -> str:
    if told.created:
        return words.moment(told.created)
    return words.day(told.day) if told.day else ""


def _best(citation: Citation) -> Link:
    """Return where a person looks first: the latest archived copy anyone can open."""
    held = [copy for copy in citation.copies if copy.kind is CopyKind.MEMENTO]
    best = max(held, key=lambda copy: copy.captured or "", default=None)
    if best:
        return link(best.url, f"{best.url} (made {words.written(best.captured)})")
    return Link("no public archive is known to hold one" + _own(citation))


def _own(citation: Citation) -> str:
    telling = [told for told in citation.testimonies if told.status is Testified.FOUND and told.record]
    return "; your own archive keeps what the witnesses showed" if telling else ""


def _copy(copy: Copy) -> Link:
    made = f" of {words.written(copy.captured)}" if copy.captured else ""
    return link(copy.url, f"{COPIES[copy.kind]}{made}: {copy.url}")


def _refused(candidate: Candidate) -> str:
    where = permalink(candidate.post) or f"{candidate.post.platform} {candidate.post.id}"
    return f"{line(where)}: {line(candidate.reason)}"


def _led(resolution: Resolution) -> Link:
    closed = resolution.outcome.value in UNOPENED
    return Link(words.led(resolution), None if closed else web_address(resolution.asked))


def who(cited: Cited) -> str:
    """Return handle and name in one line; the name last, for it may run from right to left."""
    return ", ".join(filter(None, (cited.handle, cited.name)))


def headings(cited: Cited) -> Iterator[tuple[str, tuple[str | Link, ...]]]:
    """Yield the lists of a citation that are not empty, in the order in which every form shows them."""
    lists: tuple[tuple[str, tuple[str | Link, ...]], ...] = (
        ("Where to look further", cited.searches),
        ("What could not be checked", cited.unchecked),
        ("What the witnesses answered", cited.heard),
        ("Posts considered and refused", cited.refused),
        ("Copies", cited.copies),
        ("Links", cited.links),
    )
    yield from ((name, entries) for name, entries in lists if entries)
