"""Embeds that a site generator has not carried out yet: shortcodes, liquid tags, components, script calls."""

from __future__ import annotations

from collections.abc import Iterator

from embedarchive.late import regex
from embedarchive.platforms.twitter import NAME, TWITTER
from embedarchive.records import MentionKind, PostRef
from embedarchive.stages.find.draft import Draft
from embedarchive.stages.find.literals import BY_STEP, CODES
from embedarchive.stages.find.urls import post_at
from embedarchive.stages.page import Places

WORDPRESS = f"(?:{'|'.join(CODES)})"
QUOTE = r"(?:[\"']|&(?:quot|#0?34);|\\{1,4}[\"'])"
SHORTCODES = (
    (
        "hugo-shortcode",
        regex.compile(
            r"\{\{[<%]\s{0,4}(?:tweet|twitter(?:_simple)?|x(?:_simple)?)\s(?P<of>[^>}]{1,300})[>%]\}\}"
        ),
    ),
    ("liquid-tag", regex.compile(r"\{%\s{0,4}(?:tweet|twitter|x)\s(?P<of>[^%}]{1,300})%\}")),
    (
        "wordpress-shortcode",
        regex.compile(
            rf"\[{WORDPRESS}(?:\s[^\[\]]{{0,200}})?\](?P<of>https?://[^\s\[\]<>]{{8,300}}|\d{{8,19}})",
            regex.I,
        ),
    ),
    ("wordpress-shortcode", regex.compile(rf"\[{WORDPRESS}\s(?P<of>[^\[\]]{{1,300}})\]", regex.I)),
    (
        "gutenberg-comment",
        regex.compile(r"<!--\s{0,9}wp:(?:core-)?embed[^<>]{0,300}?\"url\":\"(?P<of>https?:[^\"\s<>]{8,300})"),
    ),
    (
        "tweet-id-in-json",
        regex.compile(
            rf"(?:tweet|twitter)[_-]?id{QUOTE}\s{{0,9}}:\s{{0,9}}(?:{QUOTE})?(?P<of>\d{{15,19}})(?!\d)",
            regex.I,
        ),
    ),
    (
        "component",
        regex.compile(r"<(?:Tweet|TwitterEmbed|TwitterTweetEmbed|XEmbed)\s(?P<of>[^<>]{1,300})/?>"),
    ),
    ("script-call", regex.compile(r"\bcreate(?:Tweet|TweetEmbed|Video)\(\s{0,9}(?P<of>[\"']\d{1,19}[\"'])")),
)
"""Hugo, Jekyll and dev.to, WordPress and its block editor, the props of a component, MDX, and X's own
`twttr.widgets.createTweet`."""
LEAD = 16
"""Characters of a comment before the literal in it."""
URL = regex.compile(r"https?:(?:\\{0,4}/){2}[^\s\"'<>\[\]{}]{8,300}", regex.I)
ID = regex.compile(r"(?<![\w/.-])\d{8,19}(?![\w/.-])")


def shortcodes(text: str, places: Places) -> Iterator[Draft]:
    """Yield the posts that shortcodes in a text name, by URL or by bare id."""
    for name, pattern in SHORTCODES:
        behind = 0
        for begin in _begins(text, name, places):
            match = pattern.match(text, begin) if begin >= behind else None
            post = _named(match["of"]) if match else None
            behind = match.end() if match else behind
            if match and post:
                yield Draft(post.platform, MentionKind.EMBED, name, match.start(), match.end(), post=post)


def _begins(text: str, name: str, places: Places) -> Iterator[int]:
    """Yield where a shortcode may begin: at its literal, or with the comment that its literal is in."""
    for place in sorted(place for literal in BY_STEP[name] for place in places(literal)):
        yield text.rfind("<!--", max(0, place - LEAD), place) if name == "gutenberg-comment" else place


def _named(said: str) -> PostRef | None:
    if url := URL.search(said):
        return post_at(url[0].replace("\\", ""))
    number = ID.search(said)
    return PostRef(NAME, number[0]) if number and TWITTER.is_id(number[0]) else None
