"""Syndication: the answer that X gives its own embed widget."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from embedarchive.platforms import snowflake
from embedarchive.platforms.twitter import NAME, permalink, syndication_token
from embedarchive.records import Dialogue, Exchange, PostRef, Purpose, Request, Testified, Testimony, Witness
from embedarchive.stages.snapshot.asking import (
    ask,
    listing,
    mapping,
    of_very_post,
    read_json,
    text_of,
    unanswered,
    words_of,
)
from embedarchive.stages.snapshot.tombstones import reason_of

ENDPOINT = "https://cdn.syndication.twimg.com/tweet-result"
MOST_VERSIONS = 20
"""Ids that are read of one post's edits; X allows five (help.x.com, "About Edit post", 2023)."""


def ask_syndication(post: PostRef) -> Dialogue[Testimony]:
    """Ask for a post as the embed widget does (vercel/react-tweet `fetchTweet`)."""
    query = urlencode({"id": post.id, "lang": "en", "token": syndication_token(post.id)})
    exchange = yield from ask(Request(f"{ENDPOINT}?{query}", Purpose.SYNDICATION, "application/json"))
    return of_very_post(testimony(exchange), post)


def testimony(exchange: Exchange) -> Testimony:
    """Type an answer; a tombstone or a 404 is no proof of deletion (react-tweet #134, #151, #160)."""
    told = mapping(read_json(exchange))
    status, detail = typed(exchange, told)
    if status is not Testified.FOUND:
        return Testimony(
            Witness.SYNDICATION, status, exchange.request.url, detail=detail, record=exchange.record
        )
    user = mapping(told.get("user"))
    handle = text_of(user.get("screen_name"))
    return Testimony(
        Witness.SYNDICATION,
        status,
        exchange.request.url,
        post=_post(told, handle),
        name=text_of(user.get("name")),
        handle=handle,
        created=moment(text_of(told.get("created_at"))),
        text=words_of(told.get("text")),
        text_cut="note_tweet" in told,
        lang=text_of(told.get("lang")),
        media=media_urls(told),
        edits=versions(told),
        quoted=_quoted(told),
        record=exchange.record,
    )


def _post(told: dict[str, Any], handle: str | None) -> PostRef | None:
    post_id = text_of(told.get("id_str"))
    return PostRef(NAME, post_id, handle) if post_id and snowflake.is_id(post_id) else None


def typed(exchange: Exchange, told: dict[str, Any]) -> tuple[Testified, str]:
    """Say what kind of answer this is, and in which words it came."""
    if kind := unanswered(exchange):
        return kind, exchange.detail or f"HTTP {exchange.status}"
    if exchange.status == 404:
        return Testified.NOT_FOUND, "syndication shows no such post"
    if not exchange.ok:
        return Testified.UNREADABLE, f"HTTP {exchange.status}"
    match told.get("__typename"):
        case "Tweet":
            return Testified.FOUND, ""
        case "TweetTombstone":
            notice = tombstone_words(told)
            return reason_of(notice), notice
    empty = exchange.body.strip() in (b"", b"{}")
    return (Testified.EMPTY if empty else Testified.UNREADABLE), ""


def tombstone_words(told: dict[str, Any]) -> str:
    """Return what a tombstone says in place of the post."""
    return text_of(mapping(mapping(told.get("tombstone")).get("text")).get("text")) or ""


def versions(told: dict[str, Any]) -> tuple[str, ...]:
    """Return the ids of a post's versions, first to last; an edited post is told under each of them.

    `edit_control` holds them itself or, in the post's later versions, in `edit_control_initial`
    (docs.x.com, "Edit Posts"; stored answers).
    """
    control = mapping(told.get("edit_control"))
    ids = listing(control.get("edit_tweet_ids"))
    ids = ids or listing(mapping(control.get("edit_control_initial")).get("edit_tweet_ids"))
    return tuple(str(one) for one in ids[:MOST_VERSIONS] if snowflake.is_id(str(one)))


def _quoted(told: dict[str, Any]) -> str | None:
    quoted = mapping(told.get("quoted_tweet"))
    post = _post(quoted, text_of(mapping(quoted.get("user")).get("screen_name")))
    return permalink(post) if post else None


def media_urls(told: dict[str, Any]) -> tuple[str, ...]:
    """Return the photos of a post, and the still image of each video."""
    details = [mapping(one) for one in listing(told.get("mediaDetails"))]
    photos = [mapping(one) for one in listing(told.get("photos"))]
    urls = [text_of(one.get("media_url_https")) for one in details]
    urls += [text_of(one.get("url")) for one in photos]
    urls.append(text_of(mapping(told.get("video")).get("poster")))
    return tuple(dict.fromkeys(url for url in urls if url))


def moment(text: str | None) -> dt.datetime | None:
    """Read an ISO 8601 moment; one without a zone tells nothing."""
    try:
        when = dt.datetime.fromisoformat(text or "")
        return when.astimezone(dt.UTC) if when.tzinfo else None
    except (ValueError, OverflowError):
        return None
