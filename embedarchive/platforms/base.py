"""The shape of a platform: everything the stages know of one site, as a value."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from embedarchive.records import PostRef


@dataclass(frozen=True, slots=True)
class EmbedRule:
    """One form of embed markup."""

    name: str
    """Goes into the record as `Mention.rule`."""
    selector: str
    """CSS selector of the element that stands for the embed."""
    attributes: tuple[str, ...] = ()
    """Attributes that hold the post's URL or, failing that, its bare id; tried in order."""
    quotes: bool = False
    """Whether the element holds the quoted words and the attribution line (a blockquote)."""
    shaped: bool = False
    """Believed only where an attribution line closes the element: its selector alone says too little."""
    inside: bool = False
    """The post is named by a link or a URL inside the element, and by one only."""
    first: bool = False
    """With `inside`: the first post named inside is meant, whatever others are named after it."""
    urls: tuple[str, ...] = ()
    """Attributes that hold the post's URL and nothing else; tried in order, before `attributes`."""


@dataclass(frozen=True, slots=True)
class Platform:
    """What one site calls its posts, where they stand and how articles embed them."""

    name: str
    hosts: frozenset[str]
    """Host names, lower case, `www.` left out, under which posts stand."""
    read_url: Callable[[str], PostRef | None]
    """Read a URL: the post it names, or None. Never guesses."""
    permalink: Callable[[PostRef], str | None]
    """The post's canonical URL; None where it cannot be made of what the reference holds."""
    is_id: Callable[[str], bool]
    """Whether a string has the form of this platform's post ids."""
    embeds: tuple[EmbedRule, ...] = ()
    short_hosts: frozenset[str] = frozenset()
    """Hosts of the platform's own link shortener."""
    posted_at: Callable[[str], dt.datetime | None] = lambda _id: None
    """The moment of posting (UTC) that the id itself tells; None where it tells none."""
    forged_id: Callable[[str], str | None] = lambda _id: None
    """Why an id cannot be genuine; None where nothing speaks against it."""
    marks: tuple[str, ...] = ()
    """Lower case; one of them stands in every page that embeds this platform. Empty: unknown."""
