"""How articles cite: the embed's markup as publish.twitter.com writes it, and the line it collapses into."""

from __future__ import annotations

import datetime as dt
import html
import random
import re
from dataclasses import dataclass

from embedarchive.demo.markup import blockquote, date_text
from embedarchive.demo.script import Post, World

PROSE = (
    "Nobody at the harbour office was available on Thursday to say what happens next.",
    "The inquiry, which began in spring, has heard from nineteen witnesses so far.",
    "Its chair, a former judge, declined to comment while hearings continue.",
    "Residents have been told to expect another notice before the end of the month.",
    "The figures were published late in the evening, without a press conference.",
)
SLUG = re.compile(r"https://t\.co/(\w+)")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A post as an article shows it; every field may differ from the post's own."""

    post: Post
    """Author, words, media and id as the article claims them."""
    day: dt.date | None = None
    """Where it is not the post's own."""


def as_markup(quoted: Quoted, lang: str) -> str:
    """Return the blockquote of an embed."""
    markup = blockquote(World(), quoted.post, lang=lang, href_host=quoted.post.host)
    if quoted.day is None:
        return markup
    own, claimed = (date_text(day, lang) for day in (quoted.post.created.date(), quoted.day))
    return claimed.join(markup.rsplit(own, 1))


def as_line(quoted: Quoted, chance: random.Random, *, slugs: bool = True, lang: str = "en") -> str:
    """Return what is left of an embed in copied text: words, glued slug, dash, name, day."""
    post = quoted.post
    own = {medium.slug for medium in post.media}
    host = "pic.x.com" if post.host == "x.com" else "pic.twitter.com"

    def shown(link: re.Match[str]) -> str:
        if link[1] in own:
            return f"{host}/{link[1]}" if slugs else ""
        return link[0]

    words = SLUG.sub(shown, post.text).replace("\n", chance.choice((" ", " ", "\n")))
    gap = chance.choice(("", "", " ", "\n"))
    day = date_text(quoted.day or post.created.date(), lang)
    return f"{words.strip()}{gap}— {post.author.name} (@{post.author.handle}) {day}"


def text_article(title: str, lines: list[str], chance: random.Random, url: str | None = None) -> str:
    """Return an article copied as plain text, with its source named where it is known."""
    source = f"Source: {url}\n\n" if url else ""
    parts = [title, source.strip(), chance.choice(PROSE)]
    for line in lines:
        parts += [line, chance.choice(PROSE)]
    return "\n\n".join(part for part in parts if part) + "\n"


def html_article(title: str, embeds: list[str], published: dt.datetime, chance: random.Random) -> bytes:
    """Return a page of a news site with embeds between paragraphs."""
    body = "\n".join(f"<p>{html.escape(chance.choice(PROSE))}</p>\n{embed}" for embed in embeds)
    head = (
        f"<title>{html.escape(title)}</title>"
        f'<meta property="article:published_time" content="{published:%Y-%m-%dT%H:%M:%SZ}">'
    )
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8">{head}</head>'
        f"<body><article><h1>{html.escape(title)}</h1>{body}</article></body></html>"
    ).encode()
