"""How a JSON Feed is known: https://www.jsonfeed.org/version/1.1/ (looked at on 2026-11-28)."""

from __future__ import annotations

from embedarchive.late import re

JSON_FEED = "application/feed+json"
MAY_BE = frozenset(
    {"", "application/json", "application/octet-stream", "binary/octet-stream", "text/json", "text/plain"}
    | {JSON_FEED}
)
"""Content types under which a JSON Feed is sent: its own is young, and servers go by a file's ending."""
SIGN = rb"jsonfeed\.org\\?/version"
"""Stands in the address of the version that a feed has to state; some writers put a stroke before a slash."""
_SIGN = re.compile(SIGN, re.I)


def is_json_feed(body: bytes) -> bool:
    """Whether a document is a JSON object that says of itself that it is a JSON Feed."""
    begins = body[:64].removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{"
    return begins and _SIGN.search(body) is not None
