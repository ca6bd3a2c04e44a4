"""Flatten articles the way extractors do, and remember where each quoted post went."""

from __future__ import annotations

import datetime as dt
import random
import re
import textwrap
from collections.abc import Callable
from dataclasses import dataclass, field

from babel.dates import format_date

from tests.stages.find.writings import LOCALE, WRITINGS, Writing

FIRST, LAST = dt.date(2018, 1, 1), dt.date(2026, 1, 31)
"""Days of the made posts: all may have 280 characters."""
HANDLES = ("a", "ann_lee", "harbour_watch", "NAofPakistan", "x1234567890abcd", "older_name_of_20char")
INLINE = re.compile(r"(https?://t\.co/\w+|pic\.twitter\.com/\w+|(?<!\w)[@#＃]\w+)")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A post as it was before it was flattened."""

    words: str
    name: str
    handle: str
    date: dt.date | None
    date_text: str
    status: int
    """Its id: no two posts share one."""


@dataclass(slots=True)
class Flattened:
    """A text that grows, and where the posts' words stand in it."""

    text: str = ""
    posts: list[tuple[Quoted, int, int]] = field(default_factory=list)

    def put(self, text: str) -> None:
        """Append what is no post's words."""
        self.text += text

    def put_words(self, post: Quoted, words: str) -> None:
        """Append the words of a post as a layout writes them."""
        self.posts.append((post, len(self.text), len(self.text) + len(words)))
        self.text += words


Block = str | Quoted


def tokens(text: str) -> list[str]:
    """Return the text nodes of some words: links, handles and hashtags stand in elements of their own."""
    return [node for line in text.split("\n") for node in INLINE.split(line) if node.strip()]


def nodes(separator: str) -> Callable[[list[Block], random.Random], Flattened]:
    """Return a layout that joins all text nodes (BeautifulSoup's `get_text(separator)`)."""

    def flatten(blocks: list[Block], _choice: random.Random) -> Flattened:
        flat = Flattened()
        for block in blocks:
            flat.put(separator if flat.text else "")
            if isinstance(block, str):
                flat.put(block)
                continue
            flat.put_words(block, separator.join(tokens(block.words)).rstrip())
            flat.put(f"{separator or ' '}— {block.name} (@{block.handle}) {separator}{block.date_text}")
        return flat

    return flatten


def blocks_apart(between: str) -> Callable[[list[Block], random.Random], Flattened]:
    """Return a layout that keeps blocks apart, the dash in a block of its own or behind the words."""

    def flatten(blocks: list[Block], choice: random.Random) -> Flattened:
        flat, own, line = Flattened(), choice.random() < 0.5, choice.choice(("\n", " "))
        dash = choice.choice(("— ", "—\u00a0", "&mdash; ", "&#8212; ", "\\u2014 ", "-- " if own else "— "))
        for block in blocks:
            flat.put(between if flat.text else "")
            if isinstance(block, str):
                flat.put(block)
                continue
            flat.put_words(block, block.words.replace("\n", line))
            flat.put(between if own else choice.choice(("", " ")))
            flat.put(f"{dash}{block.name} (@{block.handle}) {block.date_text}")
        return flat

    return flatten


def quoted(width: int, mark: str) -> Callable[[list[Block], random.Random], Flattened]:
    """Return a layout of block quotes: marked (html2text) or indented (w3m, lynx, inscriptis)."""

    def flatten(blocks: list[Block], _choice: random.Random) -> Flattened:
        flat = Flattened()
        for block in blocks:
            flat.put("\n\n" if flat.text else "")
            if isinstance(block, str):
                flat.put(textwrap.fill(block, width, break_long_words=False))
                continue
            lines = [textwrap.fill(row, width, break_long_words=False) for row in block.words.split("\n")]
            flat.put(mark)
            flat.put_words(block, f"\n{mark}".join("\n".join(lines).split("\n")))
            date = block.date_text
            link = f"https://twitter.com/{block.handle}/status/{block.status}?ref_src=twsrc"
            linked = f"[{date}]({link})" if ">" in mark and date else date
            flat.put(f"\n{mark.rstrip()}\n{mark}— {block.name} (@{block.handle}) {linked}")
        return flat

    return flatten


LAYOUTS = {
    "get_text newline": nodes("\n"),
    "get_text space": nodes(" "),
    "get_text nothing": nodes(""),
    "get_text bar": nodes("|"),
    "lines": blocks_apart("\n"),
    "paragraphs": blocks_apart("\n\n"),
    "html2text": quoted(78, "> "),
    "html2text unwrapped": quoted(4_000, "> "),
    "w3m": quoted(72, "    "),
    "inscriptis": quoted(4_000, "      "),
}


def article(writing: Writing, choice: random.Random, *, dated: bool = True) -> list[Block]:
    """Make an article of one language: its paragraphs with posts between them, some one behind the other."""
    blocks: list[Block] = []
    handles = list(HANDLES)
    choice.shuffle(handles)
    for first, second in zip(writing.prose, (*writing.prose[1:], writing.prose[0]), strict=True):
        blocks.append(f"{first} {second}" if len(first) < 250 else first)
        for words in choice.sample(writing.posts, choice.choice((0, 1, min(2, len(writing.posts))))):
            if handles:
                blocks.append(post(writing, words, handles.pop(), choice, dated=dated))
    if all(isinstance(block, str) for block in blocks):
        blocks.insert(1, post(writing, writing.posts[0], handles.pop(), choice, dated=dated))
    return [*blocks, writing.prose[-1]]


def post(writing: Writing, words: str, handle: str, choice: random.Random, *, dated: bool) -> Quoted:
    """Make a post of a writing, with a date as its language writes it."""
    day = FIRST + dt.timedelta(days=choice.randrange((LAST - FIRST).days))
    text = format_date(day, "long", locale=LOCALE.get(writing.language, writing.language)) if dated else ""
    status = 1_000_000_000_000_000_000 + choice.randrange(10**17)
    return Quoted(words, choice.choice(writing.names), handle, day if dated else None, text, status)


def flattened(language: str, layout: str, seed: int, *, dated: bool = True) -> Flattened:
    """Return one article of a language in a layout; the same for the same seed."""
    choice = random.Random(f"{language} {layout} {seed}")
    (writing,) = [one for one in WRITINGS if one.language == language]
    return LAYOUTS[layout](article(writing, choice, dated=dated), choice)
