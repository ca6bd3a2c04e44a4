"""Pages made of real posts between the paragraphs of other sites, and what their layouts leave of them."""

from __future__ import annotations

import html
import random
from collections.abc import Iterator, Sequence

import regex

from tools.fit_starts.corpus import Flat, Post, Prose, Quotation, half

OPEN, CLOSE = "\u27ec", "\u27ed"
"""Stand around a post's words on their way through a layout. No page has them; those of private use, which
no page has either, trafilatura drops."""
MARKS = regex.compile(f"[{OPEN}{CLOSE}]")
FIRST = regex.compile(r"<p>(?:<a\b[^>]{0,400}>)?")
SENTENCE_ENDS = regex.compile(r"(?<=[.!?।。])\s+")
POSTS_IN_A_ROW = (1, 1, 1, 1, 2, 3)
BOXES = ("blockquote", "div", "blockquote")
OWN_PARAGRAPH = 0.35
"""How many attributions stand in a paragraph of their own, as WordPress makes it."""
LED_IN = 0.6
"""How many posts that follow prose have the paragraph before them that they have on their own page."""
BREAKS = ("", "\n", "\n")
"""What stands between the elements of a page, and within its embeds."""
SHORT, COLON, HEADING, CITES, SAME_LANGUAGE = 0.12, 0.05, 0.04, 0.3, 0.8
"""How many paragraphs are one sentence, end with a colon, are followed by a heading, by posts; how many posts
are in the prose's language where there are some."""


def pages(chance: random.Random, prose: Sequence[Prose], posts: Sequence[Post]) -> Iterator[tuple[str, str]]:
    """Yield sites and markup without end; a page's posts are of other sites of its half."""
    while True:
        site = chance.choice(prose)
        others = [post for post in posts if half(post.site) == half(site.site) and post.site != site.site]
        markup = _page(chance, site, others)
        if OPEN in markup:
            yield site.site, markup


def _page(chance: random.Random, site: Prose, posts: Sequence[Post]) -> str:
    first = chance.randint(0, max(0, len(site.paragraphs) - 9))
    *front, last = site.paragraphs[first : first + chance.randint(5, 9)]
    near = [post for post in posts if post.lang == site.lang] or posts
    between, within = chance.choice(BREAKS), chance.choice(BREAKS)
    parts: list[str] = []
    used: set[str] = set()
    for paragraph in front:
        parts += _paragraph(chance, paragraph)
        for number in range(chance.choice(POSTS_IN_A_ROW) if chance.random() < CITES else 0):
            post = chance.choice(near if chance.random() < SAME_LANGUAGE else posts)
            if post.handle not in used:
                used.add(post.handle)
                if post.lead and not number and chance.random() < LED_IN:
                    parts.append(f"<p>{post.lead}</p>")
                parts.append(_embed(chance, post, within))
    return between.join([*parts, f"<p>{last}</p>"])


def _paragraph(chance: random.Random, paragraph: str) -> Iterator[str]:
    """Yield a paragraph, or one sentence of it, and now and then a heading."""
    kind = chance.random()
    if kind < SHORT:
        paragraph = _sentence(chance, paragraph)
    elif kind < SHORT + COLON:
        paragraph = _sentence(chance, paragraph).rstrip(".") + ":"
    yield f"<p>{paragraph}</p>"
    if chance.random() < HEADING:
        yield f"<h2>{_sentence(chance, paragraph).rstrip('.')[:60]}</h2>"


def _sentence(chance: random.Random, markup: str) -> str:
    plain = html.unescape(regex.sub("<[^>]+>", "", markup)).strip()
    sentences = [each for each in SENTENCE_ENDS.split(plain) if len(each) > 12]
    return html.escape(chance.choice(sentences)) if sentences else markup


def _embed(chance: random.Random, post: Post, within: str) -> str:
    """Return a post as X's embed has it, its words between the marks."""
    *front, last = post.paragraphs
    # A mark beside an anchor would be a text of its own, and have a separator.
    last = f"{last[:-4]}{CLOSE}</a>" if last.endswith("</a>") else last + CLOSE
    words = within.join(f"<p>{each}</p>" for each in (*front, last))
    link = f"https://twitter.com/{post.handle}/status/1"
    line = f'— {html.escape(post.name)} (@{post.handle}) <a href="{link}">{post.date_text}</a>'
    if chance.random() < OWN_PARAGRAPH:
        line = f"<p>{line}</p>"
    box = chance.choice(BOXES)
    words = FIRST.sub(lambda found: found[0] + OPEN, words, count=1)
    return within.join((f"<{box}>", words, line, f"</{box}>"))


def unmarked(site: str, layout: str, text: str) -> Flat:
    """Take the marks out of a text; where they stood is where the words are."""
    start: int | None = None
    quotations: list[Quotation] = []
    for taken, mark in enumerate(MARKS.finditer(text)):
        at = mark.start() - taken
        if mark[0] == OPEN:
            start = at
        elif start is not None:
            quotations.append(Quotation(start, at, at))
            start = None
    return Flat(site, layout, MARKS.sub("", text), tuple(quotations))
