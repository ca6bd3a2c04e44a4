"""oEmbed: what publish.twitter.com says of a post, without an account."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from embedarchive.platforms import permalink, read_url
from embedarchive.records import Dialogue, Exchange, PostRef, Purpose, Request, Testified, Testimony, Witness
from embedarchive.stages.find.markup import read_blockquote
from embedarchive.stages.snapshot.asking import ask, mapping, of_very_post, read_json, text_of, unanswered
from embedarchive.stages.words import is_cut

ENDPOINT = "https://publish.twitter.com/oembed"
"""No authentication (developer.x.com, oEmbed API); publish.x.com leads here."""
FLAGS = {"omit_script": "1", "hide_thread": "1", "dnt": "1", "lang": "en"}
NOT_AUTHORIZED = "not authorized to see this status"
"""A 403 that says so means protected or age-gated; any other 403 a suspended account (iframely)."""


def ask_oembed(post: PostRef) -> Dialogue[Testimony]:
    """Ask publish.twitter.com for the embed of a post."""
    url = f"{ENDPOINT}?{urlencode({'url': permalink(post) or '', **FLAGS})}"
    exchange = yield from ask(Request(url, Purpose.OEMBED, "application/json"))
    return of_very_post(testimony(exchange), post)


def testimony(exchange: Exchange) -> Testimony:
    """Type an oEmbed answer and, where it found the post, read what it says."""
    status, detail = typed(exchange)
    told = mapping(read_json(exchange)) if status is Testified.FOUND else {}
    html = text_of(told.get("html"))
    if status is Testified.FOUND and html is None:
        status, detail = Testified.UNREADABLE, "the answer holds no embed"
    if html is None:
        return Testimony(Witness.OEMBED, status, exchange.request.url, detail=detail, record=exchange.record)
    return _found(exchange, told, html)


def _found(exchange: Exchange, told: dict[str, Any], html: str) -> Testimony:
    claim, linked, _links = read_blockquote(html)
    post = read_url(text_of(told.get("url")) or "") or linked
    return Testimony(
        Witness.OEMBED,
        Testified.FOUND,
        exchange.request.url,
        post=post,
        name=text_of(told.get("author_name")) or claim.name,
        handle=claim.handle or (post.handle if post else None),
        day=claim.date,
        text=claim.text,
        text_cut=is_cut(claim.text),
        lang=claim.lang,
        record=exchange.record,
    )


def typed(exchange: Exchange) -> tuple[Testified, str]:
    """Say what kind of answer this is, and in which words it came."""
    if kind := unanswered(exchange):
        return kind, exchange.detail or f"HTTP {exchange.status}"
    if exchange.status == 404:
        return Testified.NOT_FOUND, "oEmbed knows no such post"
    if exchange.status == 403:
        return _forbidden(exchange)
    if exchange.ok:
        return Testified.FOUND, ""
    return Testified.UNREADABLE, f"HTTP {exchange.status}"


def _forbidden(exchange: Exchange) -> tuple[Testified, str]:
    words = exchange.body.decode("utf-8", "replace")
    if NOT_AUTHORIZED in words:
        return Testified.PROTECTED, "the account is protected or the post is age-gated"
    return Testified.SUSPENDED, "the account is suspended or closed to us"
