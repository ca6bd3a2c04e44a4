"""Embeds whose words and author stand in a blockquote, and those that hold the post which they quote."""

from __future__ import annotations

from collections.abc import Sequence

from embedarchive.late import regex
from embedarchive.records import MentionKind
from embedarchive.stages.find.attributions import Attribution, attributions
from embedarchive.stages.find.cards import stated_day
from embedarchive.stages.find.draft import Draft
from embedarchive.stages.find.markup import read_quote, says_day
from embedarchive.stages.find.own_links import is_own
from embedarchive.stages.find.quote import Quote, quote_of
from embedarchive.stages.find.urls import post_at, written
from embedarchive.stages.nesting import levels

TYPE_CHECKING = False  # as in cli/__init__.py
if TYPE_CHECKING:
    import datetime as dt

    from selectolax.lexbor import LexborNode

    from embedarchive.platforms.base import EmbedRule, Platform

SIGNS = regex.compile(r"/status|\(@|@[A-Za-z0-9_]+\s{0,9}</a")
"""An embed without a permalink and without a handle says nothing."""
STATED = "datetime="
"""A day in numbers, where what is shown is `3h` or without a year."""
NAMES_POST = regex.compile(r"/status(?:es)?/|/i/videos/|/embed/|tweet_id|%(?:25){0,3}2F", regex.I)
"""One of these stands in every permalink of X; the quotations and the other platforms' embeds have none."""


def quoted(site: Platform, rule: EmbedRule, node: LexborNode) -> Draft | None:
    """Return what a blockquote says of its post; None where it says too little to be an embed."""
    markup = node.html or ""
    if not (NAMES_POST.search(markup) if rule.shaped else _says_something(markup)):
        return None
    quote = quote_of(node)
    if holds_several(quote):
        return None
    claim, post, links = read_quote(quote)
    if claim.date is None and STATED in markup:
        claim = claim._replace(date=stated_day(node))
    if rule.shaped and not (post and claim.handle and claim.name):
        return None
    if post is None and not claim.handle:
        return None
    return Draft(site.name, MentionKind.EMBED, rule.name, 0, 0, claim, post, links)


def holds_several(quote: Quote) -> bool:
    """Whether an element holds the lines of several posts: each is then read where it stands in the text.

    Python-Markdown and kramdown make one blockquote of two that a blank line parts.
    """
    posts = [(link, post) for link in quote.anchors if (post := post_at(link.href))]
    if len({post.id for _, post in posts}) < 2:
        return False
    days = [written(link.href) for link, _ in posts if says_day(link.text)]
    lines = [line for line in attributions(quote.text) if line.date]
    return sum(any(is_own(url, line.handle, _day(line)) for url in days) for line in lines) > 1


def _day(line: Attribution) -> dt.date | None:
    return line.date.date if line.date else None


def _says_something(markup: str) -> bool:
    """Whether it has one of `SIGNS`; the pattern is asked only where a cheap look does not tell."""
    return "/status" in markup or "(@" in markup or ("@" in markup and bool(SIGNS.search(markup)))


def quoting_posts(site: Platform, rule: EmbedRule, nodes: Sequence[LexborNode]) -> dict[int, Draft]:
    """Return, by number, what the elements say that hold the embed of the one post that theirs quotes.

    Whoever puts embeds into a box may give it their class: a post is only what has a line of its own, with
    the link to its author's post of that day.
    """
    depths = levels(nodes)
    if rule.shaped or not any(depths.values()):
        return {}
    found: dict[int, Draft] = {}
    for node in nodes:
        inner = _held(node, rule, depths) if depths[node.mem_id] == 1 else None
        cited = quoted(site, rule, inner) if inner is not None else None
        if inner is None or cited is None or cited.post is None:
            continue
        claim, post, links = read_quote(quote_of(node, inner))
        own = links and claim.name and claim.handle and claim.date
        if own and post and post != cited.post and is_own(links[-1], claim.handle or "", claim.date):
            found[node.mem_id] = Draft(site.name, MentionKind.EMBED, rule.name, 0, 0, claim, post, links)
    return found


def _held(node: LexborNode, rule: EmbedRule, depths: dict[int, int]) -> LexborNode | None:
    """Return the one element of a rule that another one holds; None where it holds several."""
    held = [one for one in node.css(rule.selector) if one.mem_id in depths and one.mem_id != node.mem_id]
    return held[0] if len(held) == 1 else None
