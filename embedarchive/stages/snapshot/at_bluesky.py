"""Bluesky: a handle becomes the author's DID first, and an unlisted post's account is asked for."""

from __future__ import annotations

from embedarchive.platforms import bluesky
from embedarchive.records import (
    All,
    Dialogue,
    Exchange,
    PostRef,
    Purpose,
    Request,
    Testified,
    Testimony,
    Witness,
)
from embedarchive.stages.snapshot.asking import ask, mapping, read_json, text_of, unanswered
from embedarchive.stages.snapshot.told import silent
from embedarchive.stages.snapshot.witnesses import ask_all, ask_witness

LISTED, EMBEDDED = bluesky.WITNESSES
NO_ACCOUNT = "Bluesky knows no account by that handle; it may have another now"


def ask_bluesky(post: PostRef) -> Dialogue[tuple[Testimony, ...]]:
    """Ask the open interface by the author's DID, and the embed service by whatever name the link holds."""
    listed, embedded = yield All((_by_did(post), ask_all((EMBEDDED,), post)))
    return (*listed, *embedded)


def _by_did(post: PostRef) -> Dialogue[tuple[Testimony, ...]]:
    if post.handle is None:
        return ()
    if bluesky.is_did(post.handle):
        return (yield from _listed(post))
    exchange = yield from ask(Request(bluesky.resolve_url(post.handle), Purpose.WITNESS, "application/json"))
    did = text_of(mapping(read_json(exchange)).get("did")) if exchange.ok else None
    if did and bluesky.is_did(did):
        return (yield from _listed(post._replace(handle=did)))
    kind = unanswered(exchange) or Testified.UNREADABLE
    return (silent(exchange, Witness.API, kind, exchange.detail or NO_ACCOUNT),)


def _listed(post: PostRef) -> Dialogue[tuple[Testimony, ...]]:
    """Ask for the post; where it is not listed, ask what has become of its author."""
    told: Testimony | None = yield from ask_witness(LISTED, post)
    if told is None or told.status is not Testified.NOT_FOUND:
        return (told,) if told else ()
    profile = bluesky.profile_url(post.handle or "")
    exchange = yield from ask(Request(profile, Purpose.WITNESS, "application/json"))
    return (_of_account(exchange) or told,)


def _of_account(exchange: Exchange) -> Testimony | None:
    """Return what an unlisted post's account says of it; None where the account is there."""
    error = text_of(mapping(read_json(exchange)).get("error")) if exchange.status == 400 else None
    if error not in bluesky.ACCOUNT_ERRORS:
        return None
    status, why = bluesky.ACCOUNT_ERRORS[error]
    return silent(exchange, Witness.API, status, why)
