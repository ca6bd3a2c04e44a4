"""The generated web put together: scenarios are drawn, packed into articles, and served as a world."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass

from benchmarks.generated.articles import html_article, text_article
from benchmarks.generated.builder import Builder, Fragment
from benchmarks.generated.scenarios import shares
from benchmarks.generated.truth import Truth
from embedarchive.demo.script import Page, World

PAPER = "paper.example"
MODIFIED = dt.datetime(2026, 10, 28, 6, tzinfo=dt.UTC)
PER_ARTICLE = 4


@dataclass(frozen=True, slots=True)
class Article:
    """What a run is given: a URL, or a file with its text."""

    name: str
    """A URL, or a file name."""
    text: str | None = None
    """The content of the file; None for a URL."""


@dataclass(frozen=True, slots=True)
class GeneratedWeb:
    """A world, what is asked of it in two rounds, and the truth."""

    world: World
    first: tuple[Article, ...]
    """Articles that were archived earlier."""
    second: tuple[Article, ...]
    truths: tuple[Truth, ...]


@dataclass(frozen=True, slots=True)
class _Drawn:
    name: str
    fragment: Fragment


def build(seed: int, size: int, people: int = 140) -> GeneratedWeb:
    """Return the web of that seed, with about so many citations."""
    builder = Builder.of(seed, people)
    chance = builder.chance
    drawn = [_Drawn(one.__name__, one(builder)) for one in shares(size)]
    chance.shuffle(drawn)
    pages, first, second, truths = [], [], [], []
    for number, group in enumerate(_packed(drawn)):
        url = f"https://{PAPER}/{number}"
        title = f"Story number {number}"
        parts = [one.fragment for one in group]
        if parts[0].markup:
            pages.append(_page(url, title, [part.content for part in parts], chance))
            second.append(Article(url))
        else:
            own = [part.own_page for part in parts if part.own_page]
            if own:
                pages.append(_page(url, title, own, chance))
            text = text_article(title, [part.content for part in parts], chance, url if own else None)
            second.append(Article(f"story-{number}.txt", text))
        told = [part.first_told for part in parts if part.first_told]
        if told:
            before = f"https://{PAPER}/before/{number}"
            pages.append(_page(before, f"Before {title}", told, chance))
            first.append(Article(before))
        truths += [_truth(second[-1].name, one) for one in group]
    pages.append(Page(f"https://{PAPER}/story", b"<!doctype html><title>A story</title><p>Elsewhere.</p>"))
    world = World(tuple(builder.posts), tuple(builder.links), tuple(pages), tuple(builder.captures))
    return GeneratedWeb(world, tuple(first), tuple(second), tuple(truths))


def _page(url: str, title: str, embeds: list[str], chance: random.Random) -> Page:
    return Page(url, html_article(title, embeds, MODIFIED, chance), modified=MODIFIED)


def _packed(drawn: list[_Drawn]) -> list[list[_Drawn]]:
    """Pack citations of one form into articles that cite each account once, so that truths can be matched."""
    done: list[list[_Drawn]] = []
    open_: dict[bool, list[list[_Drawn]]] = {True: [], False: []}
    for one in drawn:
        waiting = open_[one.fragment.markup]
        handle = one.fragment.handle.lower()
        group = next((g for g in waiting if all(o.fragment.handle.lower() != handle for o in g)), None)
        if group is None:
            waiting.append([one])
            continue
        group.append(one)
        if len(group) == PER_ARTICLE:
            waiting.remove(group)
            done.append(group)
    return done + open_[True] + open_[False]


def _truth(article: str, one: _Drawn) -> Truth:
    part = one.fragment
    return Truth(
        article, part.handle, one.name, part.claim, part.fate, part.posts, part.lost, part.recoverable
    )
