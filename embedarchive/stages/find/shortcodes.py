"""Embeds that a site generator has not carried out yet: shortcodes, liquid tags, components, script calls."""

from __future__ import annotations

import bisect
from collections.abc import Iterator

from embedarchive.late import regex
from embedarchive.platforms import PLATFORMS
from embedarchive.platforms.tco import NAME
from embedarchive.records import MentionKind, PostRef
from embedarchive.stages.find.codes import IN_TEXT, SHORTCODES
from embedarchive.stages.find.draft import Draft
from embedarchive.stages.find.literals import BY_STEP
from embedarchive.stages.find.urls import post_at, unescaped
from embedarchive.stages.literal_places import Places, every_place

COMMENTS = ("<!--", "u003c!--", "u003C!--", "&lt;!--")
LEAD = 18
"""Characters of a comment before the literal in it."""
URL = regex.compile(r"(?:https?:(?:\\{0,4}/){2}|at://)[^\s\"'<>\[\]{}]{8,300}", regex.I)
BARE_URL = regex.compile(
    r"(?:\A|[\s\"'=])((?:[a-z0-9-]{1,40}\.){1,3}[a-z]{2,20}/[^\s\"'<>\[\]{}]{4,300})", regex.I
)
"""The same without a scheme."""
ID = regex.compile(r"(?<![\w/.-])\d{8,19}(?![\w/.-])")
CODE = regex.compile(r"(?:\A|[\s\"'=])((?=[a-z_-]{0,11}[A-Z\d])[\w-]{10,12})(?=[\s\"'?&\[]|\Z)", regex.A)
"""The id of a video on YouTube, of a post on Instagram, perhaps with parameters (`ID?rel=0`); the key before
a value is none, nor is an option."""
WORDS = regex.compile(r"[A-Z]?[a-z]{3,12}(?:[A-Z][a-z]{3,8}){0,2}\Z")
"""What may be as long as an id: the tags and options of a theme, `OpenScience`."""
QUOTED_CODE = regex.compile(
    r"\s?(?:id|videoId|video_id|embedId|youtubeId)=\{?[\"']([\w-]{10,12})[\"']", regex.A
)
"""The same in a component, whose other properties may be as long."""
MESSAGE = regex.compile(
    r"(?:\A|[\s\"'])([a-z][a-z0-9_]{3,31})[\"']?(?:/|\s{1,3}[\"']?)(\d{1,9})(?=[\s\"']|\Z)", regex.I
)
"""Channel and number of a post on Telegram."""
USER = regex.compile(r"(?:\A|\s)user(?:name)?\s?=\s?[\"']?@?([\w.]{1,24})(?=[\s\"']|\Z)", regex.A | regex.I)
PROVIDER = regex.compile(r"(?:\bprovider\s?=\s?[\"']?|\[)(youtube)\b", regex.A | regex.I)
FENCE = regex.compile(r"^[^\S\n]{0,12}(?P<fence>```|~~~)", regex.M)
BY_ID = (("youtu", "youtube"), ("instagram", "instagram"), ("telegram", "telegram"), ("tiktok", "tiktok"))
"""What stands in the name of a code for a site whose posts are named by a bare id, besides X."""
OF_X = regex.compile(r"tweet|twitter|blackbirdpie|createvideo|\bx(?:_simple|embed)?\s\Z")


def shortcodes(text: str, places: Places, plain: bool = False) -> Iterator[Draft]:
    """Yield the posts that codes in a text name, by URL or by bare id; `plain` text is no page's source."""
    shown: list[int] | None = None
    for name, pattern in (*SHORTCODES, *IN_TEXT) if plain else SHORTCODES:
        behind = 0
        for begin in _begins(text, name, places):
            match = pattern.match(text, begin) if begin >= behind else None
            post = _named(match) if match else None
            behind = match.end() if match else behind
            if match is None or post is None or text[begin - 1 : begin] == "`":
                continue
            shown = _fences(text) if shown is None else shown
            if bisect.bisect_right(shown, begin) % 2 == 0:
                yield Draft(post.platform, MentionKind.EMBED, name, match.start(), match.end(), post=post)


def _fences(text: str) -> list[int]:
    """Return where fenced blocks of Markdown begin and end, in turn: what is in one is shown as code."""
    found: list[int] = []
    opened = ""
    for match in FENCE.finditer(text):
        if opened in ("", match["fence"]):
            found.append(match.start())
            opened = "" if opened else match["fence"]
    return found


def _begins(text: str, name: str, places: Places) -> Iterator[int]:
    """Yield where a shortcode may begin: at its literal, or with the comment that its literal is in."""
    for place in every_place(places, BY_STEP[name]):
        yield _comment(text, place) if name == "gutenberg-comment" else place


def _comment(text: str, place: int) -> int:
    """Return where the comment around a place opens, whatever its `<` was escaped to."""
    return max(text.rfind(front, max(0, place - LEAD), place) for front in COMMENTS)


def _named(match: regex.Match[str]) -> PostRef | None:
    """Return the post that a code names: by an address of its own site, by a bare id, else by any address.

    A code may have the post's words, too, with their links.
    """
    said = match["of"]
    front = match.string[match.start() : match.start("of")].lower()
    if "video" in front and (provider := PROVIDER.search(said)):
        front += provider[1].lower()
    site = next((name for part, name in BY_ID if part in front), NAME if OF_X.search(front) else "")
    urls = [url[0] for url in URL.finditer(said)] or [url[1] for url in BARE_URL.finditer(said)]
    if not urls:
        return _by_id(site, said, front)
    posts = [post for url in urls if (post := post_at(_absolute(unescaped(url))))]
    own = next((post for post in posts if post.platform == site), None)
    for url in urls:
        said = said.replace(url, " ")
    return own or _by_id(site, said, front, among=True) or next(iter(posts), None)


def _by_id(site: str, said: str, front: str, among: bool = False) -> PostRef | None:
    """Return the post that a code for a site names by a bare id; `among` addresses it is more than a word."""
    if site == "telegram":
        message = MESSAGE.search(said)
        return post_at(f"https://t.me/{message[1]}/{message[2]}") if message else None
    if site in ("youtube", "instagram"):
        code = (CODE.match(said.strip()) if among else None) or (
            QUOTED_CODE if among or front.startswith("<") else CODE
        ).search(said)
        known = code and PLATFORMS[site].is_id(code[1]) and not WORDS.match(code[1])
        return PostRef(site, code[1]) if code and known else None
    number = ID.search(said) if site else None
    user = USER.search(said)
    known = number and PLATFORMS[site].is_id(number[0])
    return PostRef(site, number[0], user[1] if user else None) if number and known else None


def _absolute(url: str) -> str:
    return url if "://" in url else f"https://{url}"
