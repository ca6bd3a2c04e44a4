"""A link becomes hops and, where it names one, a post."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urldefrag, urlsplit

from embedarchive.platforms import read_url
from embedarchive.platforms.twitter import tco_slug
from embedarchive.records import (
    Dialogue,
    Exchange,
    Failure,
    Hop,
    HopKind,
    Outcome,
    Purpose,
    Request,
    Resolution,
)
from embedarchive.stages.redirects import Onward, absolute_url, onward

MAX_HOPS = 20
"""As browsers do (Fetch standard, "redirect count is 20")."""
ELLIPSES = ("…", "...", "%E2%80%A6")

WRAPPERS = (
    ("l.facebook.com", "/l.php", "u"),
    ("lm.facebook.com", "/l.php", "u"),
    ("l.instagram.com", "/", "u"),
    ("www.google.com", "/url", "q"),
    ("google.com", "/url", "q"),
    ("www.google.com", "/url", "url"),
    ("www.youtube.com", "/redirect", "q"),
    ("youtube.com", "/redirect", "q"),
    ("out.reddit.com", "/", "url"),
)
"""Host, path and parameter of links that carry their target (danbooru and minet tables)."""

SOFT_404 = (
    (re.compile(r"\Ahttps?://(?:www\.)?hootsuite\.com/.*lost-owly", re.I), "ow.ly's page for a dead link"),
    (re.compile(r"\Ahttps?://(?:www\.)?shorturl\.at/?\Z", re.I), "shorturl.at's home page"),
)
"""Places a shortener sends dead links to (danbooru `Source::URL`)."""

LOGIN_WALLS = re.compile(
    r"https?://(?:[a-z]+\.)?(?:(?:twitter|x)\.com/(?:i/flow/)?login|facebook\.com/login|instagram\.com/accounts/login)\b",
    re.I,
)
UNSAFE = re.compile(r"https?://(?:www\.)?(?:twitter|x)\.com/safety/unsafe_link_warning\b", re.I)
"""The page X puts before a target it holds unsafe (yt-dlp `TwitterShortenerIE`)."""

STATUS_OUTCOMES = {
    404: Outcome.NOT_FOUND,
    408: Outcome.TIMEOUT,
    410: Outcome.GONE,
    425: Outcome.UNREACHABLE,
}
"""Any other 4xx refuses us: `blocked`."""
FAILURE_OUTCOMES = {
    Failure.REFUSED_ADDRESS: Outcome.REFUSED_ADDRESS,
    Failure.BAD_URL: Outcome.NON_HTTP,
    Failure.TIMEOUT: Outcome.TIMEOUT,
    Failure.TLS: Outcome.TLS_ERROR,
    Failure.ROBOTS: Outcome.BLOCKED,
}


def resolve(link: str) -> Dialogue[Resolution]:
    """Follow a link hop by hop, until it names a post or leads nowhere further.

    A URL that names a post is not asked for: its identity stands in the URL.
    """
    if link.endswith(ELLIPSES):
        return Resolution(link, (), Outcome.TRUNCATED, None)
    hops: list[Hop] = []
    seen: set[str] = set()
    url = absolute_url(link, link)
    while url is not None:
        if post := read_url(url):
            return Resolution(link, tuple(hops), Outcome.FINAL, url, post)
        place = urldefrag(url).url
        if place in seen or len(hops) >= MAX_HOPS:
            why = Outcome.LOOP if place in seen else Outcome.TOO_MANY_HOPS
            return Resolution(link, tuple(hops), why, None)
        seen.add(place)
        if step := unwrap(url):
            hops.append(Hop(url, step.kind, target=step.target))
            if step.kind is HopKind.INTERSTITIAL:
                return _behind_interstitial(link, hops, step)
        else:
            exchange: Exchange = yield Request(place, Purpose.HOP)
            step = onward(exchange)
            hops.append(_hop(url, exchange, step))
            if step is None:
                return Resolution(link, tuple(hops), outcome_of(exchange), url)
        url = step.url
    return Resolution(link, tuple(hops), Outcome.NON_HTTP, hops[-1].target if hops else None)


def _hop(url: str, exchange: Exchange, step: Onward | None) -> Hop:
    return Hop(
        url=url,
        kind=step.kind if step else HopKind.FINAL,
        status=exchange.status,
        target=step.target if step else None,
        failure=exchange.failure,
        detail=exchange.detail,
        record=exchange.record,
    )


def _behind_interstitial(link: str, hops: list[Hop], step: Onward) -> Resolution:
    """End before a target that X holds unsafe: it is named, never asked for."""
    post = read_url(step.url) if step.url else None
    return Resolution(link, tuple(hops), Outcome.UNSAFE_INTERSTITIAL, step.url, post)


def outcome_of(exchange: Exchange) -> Outcome:
    """Say how a chain ended whose last answer this is."""
    if exchange.status is None:
        return FAILURE_OUTCOMES.get(exchange.failure or Failure.CONNECT, Outcome.UNREACHABLE)
    if exchange.status == 429 or exchange.status >= 500:
        return Outcome.UNREACHABLE
    if any(pattern.match(exchange.request.url) for pattern, _why in SOFT_404):
        return Outcome.SOFT_404
    if LOGIN_WALLS.match(exchange.request.url):
        return Outcome.LOGIN_WALL
    if tco_slug(exchange.request.url) and exchange.status < 400:
        return _of_tco(exchange)
    refused = Outcome.BLOCKED if exchange.status >= 400 else Outcome.FINAL
    return STATUS_OUTCOMES.get(exchange.status, refused)


def _of_tco(exchange: Exchange) -> Outcome:
    """A slug that leads nowhere is dead (danbooru: "no redirect"), unless the answer broke off before."""
    return Outcome.UNREACHABLE if exchange.failure else Outcome.SOFT_404


# --- Where a URL itself points ------------------------------------------------------------------


def unwrap(url: str) -> Onward | None:
    """Return the target that stands in the URL itself; None where it must be asked for."""
    if slug := tco_slug(url):
        # t.co/S, pic.twitter.com/S and pic.x.com/S are one slug (16 of 16 entities, FACTS.md 3).
        canonical = f"https://t.co/{slug}"
        return None if url == canonical else Onward(HopKind.UNWRAPPED, canonical, canonical)
    if UNSAFE.match(url):
        return _from_parameter(url, "unsafe_link", HopKind.INTERSTITIAL)
    parts = urlsplit(url)
    parameters = (name for host, path, name in WRAPPERS if (parts.hostname, parts.path) == (host, path))
    steps = (_from_parameter(url, name, HopKind.UNWRAPPED) for name in parameters)
    return next((step for step in steps if step), None)


def _from_parameter(url: str, name: str, kind: HopKind) -> Onward | None:
    target = parse_qs(urlsplit(url).query).get(name, [""])[0]
    absolute = absolute_url(target, url) if target else None
    return Onward(kind, target, absolute) if absolute else None
