"""A link becomes hops and, where it names one, a post."""

from __future__ import annotations

from urllib.parse import urldefrag

from embedarchive.late import re
from embedarchive.platforms import read_url
from embedarchive.platforms.shorteners import says_dead, shortener_of
from embedarchive.platforms.twitter import tco_slug
from embedarchive.platforms.wrappers import WRAPPERS, Wrapper
from embedarchive.records import (
    Dialogue,
    Exchange,
    Failure,
    Hop,
    HopKind,
    Outcome,
    PostRef,
    Purpose,
    Request,
    Resolution,
)
from embedarchive.stages.redirects import Onward, ambiguous, canonical, from_page, onward
from embedarchive.stages.rescue import rescue

MAX_HOPS = 20
"""As browsers do (Fetch standard, "redirect count is 20")."""
ELLIPSES = ("…", "...", "%E2%80%A6")

LOGIN_WALLS = re.compile(
    r"https?://(?:[a-z-]+\.)?(?:"
    r"(?:twitter|x)\.com/(?:i/flow/)?login|facebook\.com/(?:login|checkpoint)|instagram\.com/accounts/login"
    r"|threads\.(?:net|com)/login|linkedin\.com/(?:authwall|uas/login|login|checkpoint)|tiktok\.com/login"
    r"|accounts\.google\.com/(?:v3/)?signin|accounts\.google\.com/ServiceLogin|reddit\.com/login"
    r")\b",
    re.I,
)
"""Where sites send a reader who is not logged in: such a page is not asked for."""

STATUS_OUTCOMES = {
    401: Outcome.LOGIN_WALL,
    404: Outcome.NOT_FOUND,
    408: Outcome.TIMEOUT,
    410: Outcome.GONE,
    425: Outcome.UNREACHABLE,
    429: Outcome.UNREACHABLE,
}
"""Any other 4xx refuses us: `blocked`."""
FAILURE_OUTCOMES = {
    Failure.REFUSED_ADDRESS: Outcome.REFUSED_ADDRESS,
    Failure.BAD_URL: Outcome.NON_HTTP,
    Failure.TIMEOUT: Outcome.TIMEOUT,
    Failure.TLS: Outcome.TLS_ERROR,
    Failure.ROBOTS: Outcome.BLOCKED,
}
DEAD = frozenset({Outcome.NOT_FOUND, Outcome.SOFT_404, Outcome.GONE})
"""Outcomes after which a short link is looked up in the archive."""


def resolve(link: str) -> Dialogue[Resolution]:
    """Follow a link hop by hop, until it names a post or leads nowhere further.

    A URL that names a post is not asked for: its identity stands in the URL.
    """
    if link.endswith(ELLIPSES):
        return Resolution(link, (), Outcome.TRUNCATED, None)
    way = _Way(link)
    url = way.begin()
    while url is not None and not way.ends_before(url):
        url = yield from way.step(url)
    return way.resolution()


class _Way:
    """The way of one link while it is followed: its hops so far, and how it ended."""

    def __init__(self, link: str) -> None:
        self.link = link
        self.hops: list[Hop] = []
        self.seen: set[str] = set()
        self.rescued = False
        self.outcome = Outcome.NON_HTTP
        self.final_url: str | None = None
        self.post: PostRef | None = None

    def begin(self) -> str | None:
        """Return the first place to look at; what was left out of the link is a hop."""
        first = from_page(HopKind.UNWRAPPED, self.link, self.link)
        if first.url is None:
            return self._end(*_unfollowed(first))
        if "userinfo-removed" in first.notes:
            self.hops.append(Hop(self.link, first.kind, target=first.url, notes=first.notes))
        return first.url

    def ends_before(self, url: str) -> bool:
        """Whether the way ends at a URL without asking for it; it then has its outcome."""
        place = urldefrag(url).url
        if post := read_url(url):
            self._end(Outcome.FINAL, url, post)
        elif LOGIN_WALLS.match(url):
            self._end(Outcome.LOGIN_WALL, url)
        elif place in self.seen:
            self._end(Outcome.LOOP, url if self._gated() else None)
        elif len(self.hops) >= MAX_HOPS:
            self._end(Outcome.TOO_MANY_HOPS)
        else:
            self.seen.add(place)
            return False
        return True

    def step(self, url: str) -> Dialogue[str | None]:
        """Take one step from a URL; return the next URL, or None at the end."""
        if step := unwrap(url):
            self.hops.append(Hop(url, step.kind, target=step.target, notes=step.notes))
            return self._undone(step)
        exchange: Exchange = yield Request(urldefrag(url).url, Purpose.HOP)
        found = onward(exchange)
        step = _inheriting(found, url) if found else None
        self.hops.append(_hop(url, exchange, step))
        row = shortener_of(url)
        if step is None:
            return (yield from self._stop(url, exchange))
        if row and says_dead(row, exchange.status, step.target, step.url):
            return (yield from self._dead(url, Outcome.SOFT_404, step.url or step.target))
        return step.url or self._end(*_unfollowed(step))

    def resolution(self) -> Resolution:
        """Return what became of the link."""
        outcome = Outcome.ARCHIVED if self.rescued and self.outcome is Outcome.FINAL else self.outcome
        return Resolution(self.link, tuple(self.hops), outcome, self.final_url, self.post)

    def _end(self, outcome: Outcome, final_url: str | None = None, post: PostRef | None = None) -> str | None:
        """Note how the way ended; return None, for there is no next URL."""
        self.outcome, self.final_url, self.post = outcome, final_url, post
        return None

    def _undone(self, step: Onward) -> str | None:
        """Go on from a wrapper; end before a target that is held unsafe: it is named, never asked for."""
        if step.kind is HopKind.INTERSTITIAL:
            post = read_url(step.url) if step.url else None
            return self._end(Outcome.UNSAFE_INTERSTITIAL, step.url or step.target, post)
        return step.url or self._end(*_unfollowed(step))

    def _stop(self, url: str, exchange: Exchange) -> Dialogue[str | None]:
        """End at a URL whose answer leads nowhere, unless it is a dead link that an archive remembers."""
        outcome = outcome_of(exchange)
        if outcome in DEAD and shortener_of(url):
            return (yield from self._dead(url, outcome, url))
        if outcome is Outcome.FINAL and (own := canonical(exchange)) and own != url:
            self.hops.append(Hop(url, HopKind.CANONICAL, target=own, record=exchange.record))
        return self._end(outcome, url)

    def _dead(self, url: str, outcome: Outcome, final_url: str) -> Dialogue[str | None]:
        """Look a dead short link up in the archive; return where it led, or end as it ended."""
        if len(self.hops) >= MAX_HOPS:
            return self._end(outcome, final_url)
        told = yield from rescue(url)
        self.hops.extend(told.hops)
        if told.step is None or told.step.url is None or urldefrag(told.step.url).url in self.seen:
            return self._end(outcome, final_url)
        self.rescued = True
        return told.step.url

    def _gated(self) -> bool:
        """Whether the last answer sent us to where we are for a cookie's sake."""
        return "sets-cookie" in self.hops[-1].notes


def _hop(url: str, exchange: Exchange, step: Onward | None) -> Hop:
    return Hop(
        url=url,
        kind=step.kind if step else HopKind.FINAL,
        status=exchange.status,
        target=step.target if step else None,
        failure=exchange.failure,
        detail=exchange.detail,
        record=exchange.record,
        notes=(*step.notes, *_cookie(exchange, step)) if step else (),
    )


def _cookie(exchange: Exchange, step: Onward) -> tuple[str, ...]:
    """Note an answer that sends the reader back to the same place with a cookie."""
    back = step.url is not None and urldefrag(step.url).url == exchange.request.url
    return ("sets-cookie",) if back and exchange.header("Set-Cookie") else ()


def _inheriting(step: Onward, url: str) -> Onward:
    """Let a `Location` without a fragment inherit the one of the URL before (RFC 9110, 10.2.2)."""
    fragment = url.partition("#")[2]
    if step.kind is not HopKind.LOCATION or step.url is None or not fragment or "#" in step.url:
        return step
    notes = (*step.notes, "fragment-inherited")
    return Onward(step.kind, step.target, f"{step.url}#{fragment}", notes)


def _unfollowed(step: Onward) -> tuple[Outcome, str | None]:
    """Say how a way ends at a target that is not followed."""
    refused = "ambiguous-authority" in step.notes
    return (Outcome.REFUSED_ADDRESS if refused else Outcome.NON_HTTP), step.target


def outcome_of(exchange: Exchange) -> Outcome:
    """Say how a way ended whose last answer this is."""
    if exchange.status is None:
        return FAILURE_OUTCOMES.get(exchange.failure or Failure.CONNECT, Outcome.UNREACHABLE)
    if exchange.status in STATUS_OUTCOMES:
        return STATUS_OUTCOMES[exchange.status]
    if exchange.status >= 400:
        return Outcome.UNREACHABLE if exchange.status >= 500 else Outcome.BLOCKED
    row = shortener_of(exchange.request.url)
    if exchange.failure and (row or exchange.status >= 300):
        return Outcome.UNREACHABLE  # What broke off before its end may have led on.
    return row.silent if row else Outcome.FINAL


# --- Where a URL itself points ------------------------------------------------------------------


def unwrap(url: str) -> Onward | None:
    """Return the target that stands in the URL itself; None where it must be asked for."""
    if slug := tco_slug(url):
        # t.co/S, pic.twitter.com/S and pic.x.com/S are one slug (16 of 16 entities, FACTS.md 3).
        own = f"https://t.co/{slug}"
        return None if url == own else from_page(HopKind.UNWRAPPED, own, url)
    steps = (_carried(wrapper, url) for wrapper in WRAPPERS)
    return next((step for step in steps if step), None)


def _carried(wrapper: Wrapper, url: str) -> Onward | None:
    target = wrapper.target(url)
    if not target:
        return None
    kind = HopKind.INTERSTITIAL if wrapper.warns else HopKind.UNWRAPPED
    step = from_page(kind, target, url)
    if step.url is None:
        return step if ambiguous(target) else None
    if wrapper.archive:
        # An archive's copy of a page is what the article cites; of a link, it is that link.
        return (
            Onward(kind, target, step.url, (*step.notes, "archived-address")) if _leads_on(step.url) else None
        )
    return step


def _leads_on(url: str) -> bool:
    return bool(read_url(url) or tco_slug(url) or shortener_of(url) or unwrap(url))
