"""web.archive.org and archive.org: mementos and the availability API; the CDX server stands apart."""

from __future__ import annotations

import datetime as dt
import json
import re

from embedarchive.demo.reply import Answer, Ask, Headers, http_date, page, redirect
from embedarchive.demo.script import Capture, World
from embedarchive.demo.sites.cdx import search, urlkey

_MEMENTO = re.compile(r"/web/(?P<timestamp>\d{1,14})(?P<flag>[a-z]{2}_)?/(?P<url>.+)\Z")
_LATEST = "99991231235959"


def web(world: World, ask: Ask) -> Answer:
    """Answer for the index, for one memento, or with the archive's 404."""
    if ask.path in {"/cdx/search/cdx", "/cdx/search"}:
        return search(world, ask)
    memento = _MEMENTO.match(ask.target)
    if memento is None:
        return page("<title>Archive</title>\n", 200 if ask.path == "/" else 404)
    return _memento(world, memento["timestamp"], memento["flag"] or "", memento["url"])


def _memento(world: World, timestamp: str, flag: str, url: str) -> Answer:
    nearest = closest(world, url, timestamp)
    if nearest is None:
        return page("<title>Not archived</title><p>No capture of this URL is held.</p>\n", 404)
    if nearest.timestamp != timestamp:
        reason = ("X-Archive-Redirect-Reason", f"found capture at {nearest.timestamp}")
        return redirect(_address(nearest.timestamp, flag, nearest.url), 302, (reason,))
    return Answer(nearest.status, _shown(nearest, flag), _memento_headers(nearest, flag))


def closest(world: World, url: str, timestamp: str) -> Capture | None:
    """Return the capture of a URL nearest in time, by the archive's lower-cased key."""
    key = urlkey(url)
    wanted = _moment(timestamp + _LATEST[len(timestamp) :] if len(timestamp) < 14 else timestamp)
    held = [capture for capture in world.captures if urlkey(capture.url) == key]
    return min(held, key=lambda one: abs(_moment(one.timestamp) - wanted), default=None)


def _moment(timestamp: str) -> dt.datetime:
    """Read 14 digits; digits that make no date are cut from the right until they do."""
    for width, form in ((14, "%Y%m%d%H%M%S"), (8, "%Y%m%d"), (6, "%Y%m"), (4, "%Y")):
        try:
            return dt.datetime.strptime(timestamp[:width], form).replace(tzinfo=dt.UTC)
        except ValueError:
            continue
    return dt.datetime.max.replace(tzinfo=dt.UTC)


def _address(timestamp: str, flag: str, url: str) -> str:
    return f"https://web.archive.org/web/{timestamp}{flag}/{url}"


def _shown(capture: Capture, flag: str) -> bytes:
    """Return the bytes as captured for `id_`; a page for people carries the archive's banner."""
    if flag or not capture.media_type.startswith("text/html"):
        return capture.body
    return b"<!-- shown by the archive of the little web -->\n" + capture.body


def _memento_headers(capture: Capture, flag: str) -> Headers:
    when = http_date(_moment(capture.timestamp))
    links = (
        f'<{capture.url}>; rel="original", '
        f'<https://web.archive.org/web/{capture.url}>; rel="timegate", '
        f'<{_address(capture.timestamp, "", capture.url)}>; rel="memento"; datetime="{when}"'
    )
    headers = (
        ("Content-Type", capture.media_type),
        ("Memento-Datetime", when),
        ("Link", links),
        ("X-Archive-Orig-Content-Type", capture.media_type),
    )
    if capture.location is None:
        return headers
    onward = _address(capture.timestamp, flag, capture.location)
    return (*headers, ("Location", onward), ("X-Archive-Orig-Location", capture.location))


def availability(world: World, ask: Ask) -> Answer:
    """Answer `/wayback/available` with the nearest capture of status 200."""
    if ask.path != "/wayback/available":
        return page("<title>Archive</title>\n", 200 if ask.path == "/" else 404)
    url, timestamp = ask.parameter("url"), ask.parameter("timestamp")
    good = world.plus(captures=tuple(one for one in world.captures if one.status == 200))
    nearest = closest(good, url, timestamp or _LATEST)
    body: dict[str, object] = {"url": url, "archived_snapshots": _closest_entry(nearest)}
    body |= {"timestamp": timestamp} if timestamp else {}
    return Answer(200, json.dumps(body).encode(), (("Content-Type", "application/json"),))


def _closest_entry(capture: Capture | None) -> dict[str, object]:
    if capture is None:
        return {}
    address = f"http://web.archive.org/web/{capture.timestamp}/{capture.url}"
    held = {"status": "200", "available": True, "url": address, "timestamp": capture.timestamp}
    return {"closest": held}
