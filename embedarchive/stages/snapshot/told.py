"""What one answer says of a post, as a reader finds it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from embedarchive.platforms.mastodon import own_account
from embedarchive.records import Exchange, PostRef, Testified, Testimony, Witness


@dataclass(frozen=True, slots=True)
class Told:
    """What an answer says of the post it is about; each field None or empty where it does not say."""

    post_id: str | None = None
    """The post as the answer names it."""
    name: str | None = None
    handle: str | None = None
    created: dt.datetime | None = None
    day: dt.date | None = None
    text: str | None = None
    text_cut: bool = False
    lang: str | None = None
    media: tuple[str, ...] = ()
    edits: tuple[str, ...] = ()
    edited: dt.datetime | None = None
    quoted: str | None = None
    author_id: str | None = None
    status: Testified = Testified.FOUND
    detail: str = ""


def testimony_of(exchange: Exchange, witness: Witness, post: PostRef, told: Told) -> Testimony:
    """Return what an answer says as a testimony; one that shows another post, or none by name, is none.

    A version of an edited post has an id of its own and names those of the others.
    """
    found = told.status is Testified.FOUND
    named = PostRef(post.platform, told.post_id, told.handle) if told.post_id else None
    if found and post.id not in (told.post_id, *(told.edits if told.post_id else ())):
        shown = f"the post {told.post_id}" if told.post_id else "no post by its id"
        detail = f"the answer shows {shown}, not {post.id}"
        return silent(exchange, witness, Testified.UNREADABLE, detail, named)
    if not found:
        return silent(exchange, witness, told.status, told.detail, named)
    return Testimony(
        witness,
        told.status,
        exchange.request.url,
        post=named,
        name=told.name,
        handle=own_account(post, told.handle),
        created=told.created,
        day=told.day,
        text=told.text,
        text_cut=told.text_cut,
        lang=told.lang,
        media=told.media,
        edits=told.edits,
        edited=told.edited,
        quoted=told.quoted,
        author_id=told.author_id,
        detail=told.detail,
        record=exchange.record,
        at=exchange.started,
    )


def silent(
    exchange: Exchange, witness: Witness, status: Testified, detail: str, post: PostRef | None = None
) -> Testimony:
    """Return a testimony that says nothing of the post's content."""
    return Testimony(
        witness,
        status,
        exchange.request.url,
        post=post,
        detail=detail,
        record=exchange.record,
        at=exchange.started,
    )
