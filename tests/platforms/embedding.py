"""Embed markup through the same door as a crawl: `fetch.read` over the bytes of a page."""

from __future__ import annotations

import html
import json

from embedarchive.records import Exchange, Mention, MentionKind, Request, Source, SourceKind
from embedarchive.stages.reading import read

Named = set[tuple[str, str]]
"""Platform and post id."""


def mentions(body: str) -> tuple[Mention, ...]:
    """Return the mentions of a page with that body."""
    page = f"<!doctype html><html><body><p>Before.</p>{body}<p>After.</p></body></html>"
    exchange = Exchange(
        Request("file:article.html"), "2026-02-03T00:00:00.000000Z", 200, (), page.encode("utf-8")
    )
    reading = read(Source("article.html", SourceKind.FILE), exchange)
    assert reading.problem is None, reading.problem
    return reading.mentions


def embedded(body: str) -> Named:
    """Return the posts that a page with that body embeds."""
    found = [m for m in mentions(body) if m.kind is MentionKind.EMBED]
    return {(m.post.platform, m.post.id) for m in found if m.post}


def hidden(markup: str) -> list[str]:
    """Return pages that hold markup as text: in JSON, in JSON within JSON, in an attribute, in a comment."""
    once = json.dumps({"html": markup}).replace("<", "\\u003c").replace("/", "\\/")
    return [
        f'<script type="application/json">{once}</script>',
        f'<script type="application/json">{json.dumps({"body": once})}</script>',
        f'<div data-content="{html.escape(markup)}"></div>',
        f"<template>{markup}</template>",
        f"<noscript>{markup}</noscript>",
        f"<div><!-- {markup} --></div>",
    ]
