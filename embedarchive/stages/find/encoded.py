"""Embeds that a consent tool keeps in base64: known by the middles of their names."""

from __future__ import annotations

import binascii
from collections.abc import Iterator

from embedarchive.late import regex
from embedarchive.stages.literal_places import Places, every_place

SHORTEST = 80
"""Characters of an embed in base64."""
BASE64 = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+/"
"""Written out: `string` imports `re`."""
LONGEST_CODE = 60_000
REST = regex.compile(rf"(?P<code>[A-Za-z0-9+/]{{0,{LONGEST_CODE}}})={{0,2}}")
ENCODED = (
    b"twitter-tweet",
    b"www.youtube",
    b"youtube-nocookie",
    b"instagram-media",
    b"tiktok-embed",
    b"facebook.com/plugins",
    b"bluesky-embed",
    b"text-post-media",
    b"reddit-embed",
    b"mastodon-embed",
    b"data-telegram-post",
    b"linkedin.com/embed",
    b"truthsocial.com",
)
BASE64_SIGNS = tuple(
    binascii.b2a_base64(b"\0" * shift + word, newline=False)[4 : (shift + len(word)) // 3 * 4].decode()
    for word in ENCODED
    for shift in range(3)
)
"""Their middles in base64, at the three alignments (Borlabs Cookie hides embeds so)."""

ENCODED_LITERALS = tuple(sign.lower() for sign in BASE64_SIGNS)


def decoded(text: str, places: Places) -> Iterator[tuple[int, int, str]]:
    """Yield what stands in base64 in a text and names a platform's embed: where, and what it says."""
    behind = 0
    for place in every_place(places, ENCODED_LITERALS):
        if place < behind:
            continue
        before = text[max(behind, place - LONGEST_CODE) : place]
        start = place - len(before) + len(before.rstrip(BASE64))
        run = REST.match(text, place)
        behind = run.end() if run else place
        code = text[start : run.end("code") if run else place]
        if len(code) < SHORTEST or not any(sign in code for sign in BASE64_SIGNS):
            continue
        try:
            said = binascii.a2b_base64(code + "=" * (-len(code) % 4)).decode("utf-8", "replace")
        except (binascii.Error, ValueError):
            continue
        yield start, behind, said
