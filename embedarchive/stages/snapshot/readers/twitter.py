"""X: the embed that publish.twitter.com writes, and the data that X gives its own embed widget."""

from __future__ import annotations

from typing import Any

from embedarchive.platforms import read_url, snowflake
from embedarchive.platforms.twitter import NAME, permalink
from embedarchive.records import PostRef, Testified
from embedarchive.stages.find.markup import read_blockquote
from embedarchive.stages.snapshot.asking import listing, mapping, moment, parse_json, text_of, words_of
from embedarchive.stages.snapshot.told import Told
from embedarchive.stages.snapshot.tombstones import reason_of
from embedarchive.stages.words import is_cut

MOST_VERSIONS = 20
"""Ids that are read of one post's edits; X allows five (help.x.com, "About Edit post", 2023)."""


def oembed(body: bytes, _media_type: str, _post: PostRef) -> Told | None:
    """Read the embed: author, UTC day and words; a wrong name in the question comes back right."""
    told = mapping(parse_json(body))
    html = text_of(told.get("html"))
    if html is None or "<" not in html:
        return None
    claim, linked, _links = read_blockquote(html)
    post = read_url(text_of(told.get("url")) or "") or linked
    return Told(
        post_id=post.id if post else None,
        name=text_of(told.get("author_name")) or claim.name,
        handle=claim.handle or (post.handle if post else None),
        day=claim.date,
        text=claim.text,
        text_cut=is_cut(claim.text),
        lang=claim.lang,
    )


def syndication(body: bytes, _media_type: str, _post: PostRef) -> Told | None:
    """Read a `Tweet` or a `TweetTombstone`; an answer without either is `empty` or cannot be read.

    A tombstone that gives no reason is no proof of deletion (react-tweet #134, #151, #160).
    """
    if body.strip() in (b"", b"{}"):
        return Told(status=Testified.EMPTY, detail="an empty answer, which says nothing of why")
    told = mapping(parse_json(body))
    match told.get("__typename"):
        case "Tweet":
            return _tweet(told)
        case "TweetTombstone":
            notice = tombstone_words(told)
            return Told(status=reason_of(notice), detail=notice)
    return None


def _tweet(told: dict[str, Any]) -> Told:
    user = mapping(told.get("user"))
    handle = text_of(user.get("screen_name"))
    return Told(
        post_id=_id(told),
        name=text_of(user.get("name")),
        handle=handle,
        created=moment(text_of(told.get("created_at"))),
        text=words_of(told.get("text")),
        text_cut="note_tweet" in told,
        lang=text_of(told.get("lang")),
        media=media_urls(told),
        edits=versions(told),
        quoted=_quoted(told),
        author_id=text_of(user.get("id_str")),
    )


def _id(told: dict[str, Any]) -> str | None:
    post_id = text_of(told.get("id_str"))
    return post_id if post_id and snowflake.is_id(post_id) else None


def _quoted(told: dict[str, Any]) -> str | None:
    quoted = mapping(told.get("quoted_tweet"))
    post_id = _id(quoted)
    handle = text_of(mapping(quoted.get("user")).get("screen_name"))
    return permalink(PostRef(NAME, post_id, handle)) if post_id else None


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


def media_urls(told: dict[str, Any]) -> tuple[str, ...]:
    """Return the photos of a post, and the still image of each video."""
    details = [mapping(one) for one in listing(told.get("mediaDetails"))]
    photos = [mapping(one) for one in listing(told.get("photos"))]
    urls = [text_of(one.get("media_url_https")) for one in details]
    urls += [text_of(one.get("url")) for one in photos]
    urls.append(text_of(mapping(told.get("video")).get("poster")))
    return tuple(dict.fromkeys(url for url in urls if url))
