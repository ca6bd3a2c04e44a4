"""The world in which the seed article's own two posts are live, its words cut from the article itself."""

from __future__ import annotations

import datetime as dt
import re

from embedarchive.demo.script import Author, Media, MediaKind, Page, Post, ShortLink, World, post_id

ASSEMBLY = Author("NAofPakistan", "National Assembly 🇵🇰")
OUTBOUND = "https://assembly.example/sittings/2026-02-02"
FIRST_SLUG, SECOND_SLUG, OUTBOUND_SLUG = "kfPNrRDYk8", "M6TIo4vKzu", "DdqVUnObjg"
FIRST_ID = post_id(dt.datetime(2026, 2, 2, 12, 41, 7, tzinfo=dt.UTC), 33)
SECOND_ID = post_id(dt.datetime(2026, 2, 2, 15, 20, 50, tzinfo=dt.UTC), 4)
_GLUED = re.compile(r"(?<=[^\s(])(?=[#@])")
_OPENING = "قومی اسمبلی"


def seed_world(text: str, *, glued: bool = False) -> World:
    """Build the world from the article's text.

    Flattening eats the line breaks of a post, which is why hashtags stick to the word before them in
    the article; the posts get those breaks back, unless `glued`.
    """
    first = f"{_words_before(text, FIRST_SLUG)} https://t.co/{FIRST_SLUG}"
    second = f"{_words_before(text, SECOND_SLUG)} https://t.co/{SECOND_SLUG}"
    if not glued:
        first, second = _GLUED.sub("\n", first), _GLUED.sub("\n", second)
    return World(
        posts=(
            Post(FIRST_ID, ASSEMBLY, first, "ur", media=(Media(FIRST_SLUG, MediaKind.VIDEO),)),
            Post(SECOND_ID, ASSEMBLY, second, "ur", media=(Media(SECOND_SLUG, MediaKind.VIDEO),)),
        ),
        links=(ShortLink(f"https://t.co/{OUTBOUND_SLUG}", OUTBOUND),),
        pages=(Page(OUTBOUND, b"<!DOCTYPE html><title>A sitting</title><p>Live.</p>\n"),),
    )


def _words_before(text: str, slug: str) -> str:
    """Return the words quoted before a pic slug: from the last line that opens as both posts do."""
    before = text[: text.index(f"pic.twitter.com/{slug}")]
    return before[before.rindex(f"\n{_OPENING}") + 1 :].strip()
