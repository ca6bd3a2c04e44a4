"""The rung that asks the web archive's index for an author's posts of one UTC day and reads them all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from embedarchive.platforms import read_url, snowflake
from embedarchive.platforms.twitter import NAME
from embedarchive.records import All, Article, Candidate, Dialogue, PostRef, Testified, Testimony
from embedarchive.stages.recall import recall_names
from embedarchive.stages.search.likeness import Judged, Likeness, decided, likeness
from embedarchive.stages.search.listings import Listed, captures_between
from embedarchive.stages.search.names import proved
from embedarchive.stages.search.rungs import Lost, Quest, Rung, quest
from embedarchive.stages.snapshot import ask_platform
from embedarchive.stages.snapshot.wayback import HOSTS, Capture, Kept, Listing, best_of, ranked

RUNG = "cdx"
MOST_READ = 60
"""Posts of one author and day that are read; of a day with more the first are only named."""
MOST_NAMED = 12
MOST_NAMES = 2
"""Other names of an account that are tried: each costs as many queries as the first."""
SOON_AFTER_MS = 300_000
"""A post follows the upload of its picture by 1 to 181 s (10 of 10 pairs, FACTS.md 5)."""
UNHEARD = frozenset({Testified.BUSY, Testified.UNREACHABLE})
"""The index did not answer this time; where it refuses, it will tomorrow too."""
MOST_ASKED = 12
"""Posts whose copies show no words and for which X itself is asked."""


def by_index(lost: Lost) -> Dialogue[Rung]:
    """Look for the author's archived posts of the claimed UTC day and compare their words.

    All of them are read, though one may fit: the author may have said the same twice that day. Where
    nothing fits, the names are tried by which this archive knows the same account.
    """
    sought = quest(lost)
    if sought is None or lost.mention.platform != NAME or not snowflake.day_cover(sought.day):
        return Rung()
    rung = yield from _under(lost, sought, sought.handle)
    if rung.post or rung.tied:
        return rung
    names, _record = yield from recall_names(NAME, sought.handle)
    for name in names[:MOST_NAMES]:
        other = yield from _under(lost, sought, name, frozenset(names))
        rung = Rung(
            (*rung.candidates, *other.candidates),
            rung.unreached + other.unreached,
            other.held,
            tied=other.tied,
        )
        if rung.post or rung.tied:
            break
    return rung


def _under(lost: Lost, sought: Quest, name: str, names: frozenset[str] = frozenset()) -> Dialogue[Rung]:
    """Look under one name of the account; `names` are others that are known to be its own."""
    low, high = snowflake.day_range(sought.day)
    found = yield from _listed(name, snowflake.day_cover(sought.day), low, high)
    near = near_uploads(lost.article)
    if _too_many(found, low, high) and (hours := [one for one in near if low <= one[0] <= high]):
        low, high = hours[0]
        found = yield from _listed(name, snowflake.cover(low, high, 1), low, high)
    pages = [page for one in found for page in one.pages]
    unreached = tuple(page.exchange.request.url for page in pages if page.problem)
    by_post = _by_post(pages, low, high)
    if _too_many(found, low, high):
        return Rung(tuple(_unread(by_post, pages)), unreached)
    read: list[Judged] = yield All.of(
        _judged(lost, post, page, n, names) for n, (post, page) in enumerate(by_post.items())
    )
    judged = yield from proved(lost, sought, read)
    unheard = tuple(url for one in judged for url in one.unreached)
    candidates, chosen, tied = decided(RUNG, judged, lambda post: _is_near(post, near))
    silent = len(unheard) + sum(page.problem in UNHEARD for page in pages)
    if chosen and silent and not _alone(chosen, near):
        return Rung(tuple(_held_back(one, silent) for one in candidates), unreached + unheard, tied=True)
    return Rung(candidates, unreached + unheard, chosen.held if chosen else None, tied=tied)


def _alone(chosen: Judged, near: Sequence[tuple[int, int]]) -> bool:
    """Whether a post cannot have a twin: its short link, or the picture in the article, is its own."""
    return chosen.likeness > Likeness.WORDS or _is_near(chosen.post, near)


def _held_back(one: Candidate, silent: int) -> Candidate:
    """Take back what was accepted: what could not be asked today may hold a post with the same words."""
    why = f"{one.reason}, but {silent} of the archive's answers on that day did not come: a twin may be there"
    return replace(one, accepted=False, reason=why) if one.accepted else one


def _listed(name: str, prefixes: Iterable[str], low: int, high: int) -> Dialogue[list[Listed]]:
    paths = [f"{host}/{name}/status/{prefix}" for host in HOSTS for prefix in prefixes]
    found: list[Listed] = yield All.of(captures_between(path, low, high) for path in paths)
    return found


def _too_many(found: Sequence[Listed], low: int, high: int) -> bool:
    pages = [page for one in found for page in one.pages]
    return any(one.cut for one in found) or len(_by_post(pages, low, high)) > MOST_READ


def near_uploads(article: Article | None) -> list[tuple[int, int]]:
    """Return the ranges of ids within which posts would lie whose pictures stand in the article."""
    ids = (int(one) for one in (article.uploads if article else ()))
    return [(one, one + (SOON_AFTER_MS << snowflake.SHIFT)) for one in ids]


def _is_near(post: PostRef, near: Sequence[tuple[int, int]]) -> bool:
    return any(low <= int(post.id) <= high for low, high in near)


def _judged(lost: Lost, post: PostRef, page: Listing, number: int, names: frozenset[str]) -> Dialogue[Judged]:
    """Read the copies of one post; where they show no words, ask X itself for them."""
    held: Kept = yield from best_of(post, [page])
    told = _telling(held.testimonies)
    if told is None and number < MOST_ASKED:
        said: tuple[Testimony, ...] = yield from ask_platform(post)
        told = _telling(said)
    last = told or held.testimonies[-1]
    fits, why = likeness(lost.mention, last, names)
    unheard = tuple(one.url for one in held.testimonies if one.unanswered)
    return Judged(post, fits, why, last.record, told, held, unheard if told is None else ())


def _telling(testimonies: Iterable[Testimony]) -> Testimony | None:
    return next((one for one in testimonies if one.status is Testified.FOUND and one.text), None)


def _unread(by_post: Mapping[PostRef, Listing], pages: Sequence[Listing]) -> Iterator[Candidate]:
    """Name the first posts of a day that has too many of them, each with the index that lists it."""
    why = f"one of {len(by_post)} or more archived posts of that author and day, too many to read"
    for post, page in islice(by_post.items(), MOST_NAMED):
        yield Candidate(post, RUNG, False, why, page.exchange.record)


def _by_post(pages: Iterable[Listing], low: int, high: int) -> dict[PostRef, Listing]:
    """Group the captures of that day's posts; the prefixes cover more, so ids are compared as numbers."""
    names: dict[str, PostRef] = {}
    grouped: dict[str, list[Capture]] = {}
    first: dict[str, Listing] = {}
    for page in pages:
        for capture in page.captures:
            post = read_url(capture.original)
            if post and post.platform == NAME and low <= int(post.id) <= high:
                names.setdefault(post.id, post)
                first.setdefault(post.id, page)
                grouped.setdefault(post.id, []).append(capture)
    return {
        names[post_id]: replace(
            first[post_id], captures=tuple(ranked(names[post_id], captures)), problem=None
        )
        for post_id, captures in grouped.items()
    }
