"""Embeds that a consent tool keeps in base64: known by the middles of their names."""

from __future__ import annotations

import binascii
from collections.abc import Iterator

from embedarchive.late import regex
from embedarchive.stages.literal_places import Places, every_place

SHORTEST = 56
"""Characters of an embed in base64."""
BASE64 = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+/"
"""Written out: `string` imports `re`."""
LONGEST_CODE = 60_000
REST = regex.compile(rf"(?P<code>[A-Za-z0-9+/]{{0,{LONGEST_CODE}}})={{0,2}}")
ENCODED = (
    b"twitter-tweet",
    b".twitter.com/embed/",
    b"platform.x.com/embed/",
    b"<amp-twitter",
    b"www.youtube",
    b"//youtube.com/embed/",
    b"youtube-nocookie",
    b"<amp-youtube",
    b"<lite-youtube",
    b"instagram-media",
    b"instagram.com/p/",
    b"instagram.com/reel",
    b"instagram.com/tv/",
    b"<amp-instagram",
    b"tiktok-embed",
    b"tiktok.com/embed/",
    b"tiktok.com/player/",
    b"<amp-tiktok",
    b"facebook.com/plugins",
    b'class="fb-post',
    b'class="fb-video',
    b"<amp-facebook",
    b"bluesky-embed",
    b"embed.bsky.app",
    b"text-post-media",
    b"threads.net/@",
    b"threads.com/@",
    b"reddit-embed",
    b"reddit-card",
    b"embed.reddit.com",
    b"redditmedia.com",
    b"<amp-reddit",
    b"mastodon-embed",
    b"data-telegram-post",
    b"https://t.me/",
    b"linkedin.com/embed",
    b"truthsocial.com",
)
BASE64_SIGNS = tuple(
    binascii.b2a_base64(b"\0" * shift + word, newline=False)[4 : (shift + len(word)) // 3 * 4].decode()
    for word in ENCODED
    for shift in range(3)
)
"""Their middles in base64, at the three alignments (Borlabs Cookie, Complianz and others hide embeds so)."""

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
