"""Readers of wrappers: from a link to the target that stands in it, verbatim."""

from __future__ import annotations

import base64
import binascii
import html
import json
import string
from collections.abc import Callable
from typing import TypeAlias
from urllib.parse import parse_qs, unquote, urlsplit

from embedarchive.late import re
from embedarchive.platforms.replays import whole

Reader: TypeAlias = Callable[[str], str | None]
"""From the URL to the target as it stands there; None where it holds none."""


def parameter(*names: str) -> Reader:
    """Read the first of some query parameters that is there."""

    def read(url: str) -> str | None:
        query = parse_qs(urlsplit(url).query)
        return next((query[name][0] for name in names if name in query), None)

    return read


def whole_query(url: str) -> str | None:
    """Read a query that is nothing but the target, plain or percent-encoded."""
    query = urlsplit(url).query
    return query if "://" in query else unquote(query) or None


def behind(pattern: str, scheme: str = "") -> Reader:
    """Read what follows a path that begins with `pattern`, query and fragment included."""
    compiled = re.compile(rf"https?://[^/?#]+{pattern}(.+)", re.S)

    def read(url: str) -> str | None:
        match = compiled.match(url)
        return scheme + match[1] if match else None

    return read


def archived(pattern: str) -> Reader:
    """Read the address behind `pattern` in the path of an archive."""
    plain = behind(pattern)

    def read(url: str) -> str | None:
        page = plain(url)
        return whole(page) if page else None

    return read


def amp(url: str) -> str | None:
    """Read an AMP cache's path: `s/` before the host means https (amp.dev, "AMP Cache URL format")."""
    match = re.match(r"https?://[^/?#]+/(?:amp/|[a-z]{1,3}/)?(s/)?([^/?#]+\.[^/?#]+.*)", url, re.S)
    return f"http{'s' if match[1] else ''}://{match[2]}" if match else None


def respelled(pattern: str, template: str) -> Reader:
    """Read a link to the preview of a link as the link."""
    compiled = re.compile(pattern)

    def read(url: str) -> str | None:
        match = compiled.fullmatch(url)
        return match.expand(template) if match else None

    return read


def proofpoint_v1(url: str) -> str | None:
    """Read `u`: percent-encoded, its entities escaped."""
    target = parameter("u")(url)
    return html.unescape(target) if target else None


def proofpoint_v2(url: str) -> str | None:
    """Read `u`: `-` stands for `%`, `_` for `/`."""
    target = parameter("u")(url)
    return html.unescape(unquote(target.translate(str.maketrans("-_", "%/")))) if target else None


RUNS = {letter: n for n, letter in enumerate(string.ascii_letters.swapcase() + string.digits + "-_", 2)}
"""Lengths of runs of replaced characters: `**A` stands for two, `**B` for three."""
V3 = re.compile(r"https?://[^/?#]+/v3/__(.+?)__;([A-Za-z0-9_=-]{0,4000})!", re.S)


def proofpoint_v3(url: str) -> str | None:
    """Read the path between `__` and `__;`: each `*` stands for one character of the base64 behind it."""
    match = V3.match(url)
    if match is None:
        return None
    try:
        replaced = base64.urlsafe_b64decode(match[2] + "==").decode("utf-8")
    except (ValueError, binascii.Error):
        return None
    taken = 0

    def one(token: re.Match[str]) -> str:
        nonlocal taken
        length = RUNS.get(token[1], 1) if token[1] else 1
        taken += length
        return replaced[taken - length : taken]

    target = re.sub(r"\*(?:\*(.))?", one, unquote(match[1]))
    target = re.sub(r"\A([a-z][a-z0-9+.-]*:/)(?!/)", r"\1/", target, flags=re.I)
    return target if taken == len(replaced) else None


def substack(url: str) -> str | None:
    """Read the JSON in a newsletter's link: `e` is the target."""
    payload = urlsplit(url).path.rpartition("/")[2].partition(".")[0]
    try:
        told = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    except (ValueError, binascii.Error, RecursionError):
        return None
    target = told.get("e") if isinstance(told, dict) else None
    return target if isinstance(target, str) else None
