"""The Wayback Machine's CDX server over the captures of a world."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from urllib.parse import quote_plus, unquote_plus, urlsplit

from embedarchive.demo.reply import Answer, Ask
from embedarchive.demo.script import Capture, World

FIELDS = ("urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length")
_WWW = re.compile(r"\Awww\d*\.")
_KNOWN = 65_536
"""Captures whose index line is kept: a world of thousands is searched thousands of times."""
_EARLIEST, _LATEST = "00000000000000", "99999999999999"


@lru_cache(maxsize=_KNOWN)
def urlkey(url: str) -> str:
    """Return the SURT key of a URL: host reversed, `www.` dropped, everything lower-cased.

    The scheme may be missing. Lower-casing is why two t.co slugs can share one key.
    """
    parts = urlsplit(url if "://" in url else f"http://{url}")
    host = _WWW.sub("", (parts.hostname or "").lower())
    path = parts.path.rstrip("/") or "/"
    query = "&".join(sorted(parts.query.split("&"))) if parts.query else ""
    return f"{','.join(reversed(host.split('.')))}){path}{'?' + query if query else ''}".lower()


def digest(capture: Capture) -> str:
    """Return the payload digest as the archive writes it: SHA-1 in base 32."""
    return base64.b32encode(hashlib.sha1(capture.body, usedforsecurity=False).digest()).decode()


@lru_cache(maxsize=_KNOWN)
def row(capture: Capture) -> Mapping[str, str]:
    """Return one line of the index by field."""
    values = (
        urlkey(capture.url),
        capture.timestamp,
        capture.url,
        capture.media_type.partition(";")[0],
        str(capture.status),
        digest(capture),
        str(len(capture.body) + 400),
    )
    return dict(zip(FIELDS, values, strict=True))


def search(world: World, ask: Ask) -> Answer:
    """Answer a CDX query in JSON or in text."""
    if not ask.parameter("url"):
        return Answer(400, b"", (("Content-Type", "text/plain;charset=UTF-8"),))
    rows, more = _limited(ask, list(_collapsed(ask, _resumed(ask, _selected(world, ask)))))
    wanted = ask.parameter("fl").split(",") if ask.parameter("fl") else list(FIELDS)
    lines = [[one.get(name, "-") for name in wanted] for one in rows]
    mark = _mark(rows[-1]) if more and ask.parameter("showResumeKey") == "true" else None
    return (_json if ask.parameter("output") == "json" else _text)(wanted, lines, mark)


def _selected(world: World, ask: Ask) -> list[Mapping[str, str]]:
    begins, ends = ask.parameter("from"), ask.parameter("to")
    first, last = begins + _EARLIEST[len(begins) :], ends + _LATEST[len(ends) :]
    chosen = _scope(ask)
    rows = (row(capture) for capture in world.captures)
    kept = (
        one
        for one in rows
        if chosen(one["urlkey"]) and first <= one["timestamp"] <= last and _passes(ask, one)
    )
    return sorted(kept, key=lambda one: (one["urlkey"], one["timestamp"]))


def _scope(ask: Ask) -> Callable[[str], bool]:
    """Return the test of `matchType`; a trailing `*` means prefix."""
    url, kind = ask.parameter("url"), ask.parameter("matchType", "exact")
    if url.endswith("*"):
        url, kind = url[:-1], "prefix"
    key = urlkey(url)
    host = key.partition(")")[0]
    if kind == "prefix":
        prefix = key if url.partition("://")[2].count("/") or "/" in url else f"{host})"
        prefix += "/" if url.endswith("/") and not prefix.endswith("/") else ""
        return lambda found: found.startswith(prefix)
    if kind == "host":
        return lambda found: found.startswith(f"{host})")
    if kind == "domain":
        return lambda found: found.startswith((f"{host})", f"{host},"))
    return lambda found: found == key


def _passes(ask: Ask, one: Mapping[str, str]) -> bool:
    """Apply every `filter=[!]field:regex`; the expression must match the whole field."""
    for text in ask.parameters.get("filter", []):
        name, _, expression = text.lstrip("!").partition(":")
        if bool(re.fullmatch(expression, one.get(name, ""))) == text.startswith("!"):
            return False
    return True


def _collapsed(ask: Ask, rows: list[Mapping[str, str]]) -> Iterator[Mapping[str, str]]:
    """Drop rows that equal the one before in `collapse=field` or its first N characters."""
    name, _, width = ask.parameter("collapse").partition(":")
    before: str | None = None
    for one in rows:
        value = one.get(name, "")[: int(width)] if width else one.get(name, "")
        if not name or value != before:
            yield one
        before = value


def _resumed(ask: Ask, rows: list[Mapping[str, str]]) -> list[Mapping[str, str]]:
    after = unquote_plus(ask.parameter("resumeKey"))
    if not after:
        return rows
    key, _, timestamp = after.rpartition(" ")
    return [one for one in rows if (one["urlkey"], one["timestamp"]) > (key, timestamp)]


def _limited(ask: Ask, rows: list[Mapping[str, str]]) -> tuple[list[Mapping[str, str]], bool]:
    """Cut to `limit`; a negative one takes from the end. Tell whether more would follow."""
    limit = int(ask.parameter("limit") or 0)
    if limit < 0:
        return rows[limit:], False
    return (rows[:limit], len(rows) > limit) if limit else (rows, False)


def _mark(last: Mapping[str, str]) -> str:
    return quote_plus(f"{last['urlkey']} {last['timestamp']}")


def _json(wanted: list[str], lines: list[list[str]], mark: str | None) -> Answer:
    table = [wanted, *lines] if lines else []
    table += [[], [mark]] if mark else []
    text = "[" + ",\n".join(json.dumps(line) for line in table) + "]\n"
    return Answer(200, text.encode(), (("Content-Type", "application/json"),))


def _text(wanted: list[str], lines: list[list[str]], mark: str | None) -> Answer:
    text = "".join(" ".join(line) + "\n" for line in lines) + (f"\n{mark}\n" if mark else "")
    return Answer(200, text.encode(), (("Content-Type", "text/plain;charset=UTF-8"),))
