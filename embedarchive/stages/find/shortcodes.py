"""Embeds that a site generator has not carried out yet: shortcodes, liquid tags, components, script calls."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from embedarchive.platforms.twitter import NAME, TWITTER
from embedarchive.records import MentionKind, PostRef
from embedarchive.stages.find.draft import Draft
from embedarchive.stages.find.urls import post_at

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
        regex.compile(r"\[(?:tweet|twitter|embed)[\s\]](?P<of>[^\[\]]{1,300})[\[\]]", regex.I),
    ),
    (
        "component",
        regex.compile(r"<(?:Tweet|TwitterEmbed|TwitterTweetEmbed|XEmbed)\s(?P<of>[^<>]{1,300})/?>"),
    ),
    ("script-call", regex.compile(r"\bcreate(?:Tweet|TweetEmbed|Video)\(\s{0,9}(?P<of>[\"']\d{1,19}[\"'])")),
)
"""Hugo, Jekyll and dev.to, WordPress, MDX, and X's own `twttr.widgets.createTweet`."""
URL = regex.compile(r"https?://[^\s\"'<>\[\]{}]{8,300}", regex.I)
ID = regex.compile(r"(?<![\w/.-])\d{2,19}(?![\w/.-])")


def shortcodes(text: str) -> Iterator[Draft]:
    """Yield the posts that shortcodes in a text name, by URL or by bare id."""
    if "weet" not in text and "witter" not in text and "[embed" not in text and "{x" not in text:
        return
    for name, pattern in SHORTCODES:
        for match in pattern.finditer(text):
            post = _named(match["of"])
            if post:
                yield Draft(post.platform, MentionKind.EMBED, name, match.start(), match.end(), post=post)


def _named(said: str) -> PostRef | None:
    if url := URL.search(said):
        return post_at(url[0])
    number = ID.search(said)
    return PostRef(NAME, number[0]) if number and TWITTER.is_id(number[0]) else None
