"""What this archive knows from earlier looks: visits to a post, sibling mentions, ways of a slug.

Every answer is read from JSON that was kept as a record; that record is given along, so that what is
concluded from memory can be derived again from the WARC alone.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from typing import Any, TypeAlias, TypeVar

from embedarchive.platforms.mastodon import server_of
from embedarchive.records import (
    Dialogue,
    Exchange,
    Look,
    Outcome,
    PastLink,
    PostRef,
    Recall,
    RecordRef,
    Sibling,
    Testified,
    Testimony,
    Topic,
    Verdict,
    Visit,
    Witness,
)

T = TypeVar("T")
Recalled: TypeAlias = tuple[tuple[T, ...], RecordRef | None]
"""What is remembered, the newest first, and the record in which it is kept (None where it is nothing)."""


def recall_visits(post: PostRef) -> Dialogue[Recalled[Visit]]:
    """Recall what witnesses answered for a post on earlier visits; a number of Mastodon is its server's."""
    server = (server_of(post) or "").lower()
    exchange = yield Recall(Topic.VISITS, (post.platform, post.id, *([server] if server else ())))
    return _read(exchange, _visit)


def recall_looks(platform: str) -> Dialogue[Recalled[Look]]:
    """Recall what the witnesses of a platform said of the last posts that one of them showed."""
    exchange = yield Recall(Topic.WITNESSES, (platform,))
    return _read(exchange, _look)


def recall_siblings(platform: str, handle: str, day: dt.date) -> Dialogue[Recalled[Sibling]]:
    """Recall mentions that claim the same author and UTC day, and the posts they were found to cite."""
    exchange = yield Recall(Topic.SIBLINGS, (platform, handle.lower(), day.isoformat()))
    return _read(exchange, _sibling)


def recall_names(platform: str, handle: str) -> Dialogue[Recalled[str]]:
    """Recall other handles, in lower case, under which posts of an author are shown."""
    exchange = yield Recall(Topic.NAMES, (platform, handle.lower()))
    return _read(exchange, lambda known: str(known["handle"]).lower())


def recall_slug(slug: str) -> Dialogue[Recalled[PastLink]]:
    """Recall to which posts a t.co or pic slug led."""
    exchange = yield Recall(Topic.SLUG, (slug,))
    return _read(exchange, _past_link)


def _read(exchange: Exchange, one: Callable[[dict[str, Any]], T]) -> Recalled[T]:
    return tuple(one(known) for known in json.loads(exchange.body)), exchange.record


def _visit(known: dict[str, Any]) -> Visit:
    return Visit(
        known["at"],
        Witness(known["witness"]),
        Testified(known["status"]),
        known["handle"],
        known["detail"],
        _record(known),
        _told(known) if known.get("last") else None,
    )


def _told(known: dict[str, Any]) -> Testimony:
    """Return what a witness said then; its words, not its pictures, which were kept as copies."""
    return Testimony(
        witness=Witness(known["witness"]),
        status=Testified(known["status"]),
        url=known["url"],
        post=_post(known),
        name=known["name"],
        handle=known["handle"],
        created=dt.datetime.fromisoformat(known["created"]) if known["created"] else None,
        day=dt.date.fromisoformat(known["day"]) if known["day"] else None,
        text=known["text"],
        text_cut=bool(known["text_cut"]),
        lang=known["lang"],
        media=tuple(json.loads(known["media"])),
        edits=tuple(json.loads(known["edits"])),
        edited=dt.datetime.fromisoformat(known["edited"]) if known["edited"] else None,
        quoted=known["quoted"],
        detail=known["detail"],
        record=_record(known),
        at=known["at"],
        recalled=True,
    )


def _look(known: dict[str, Any]) -> Look:
    said = json.loads(known["said"])
    return Look(known["post_id"], tuple((Witness(who), Testified(what)) for who, what in said))


def _sibling(known: dict[str, Any]) -> Sibling:
    return Sibling(
        _post(known),
        Verdict(known["verdict"]),
        known["text"],
        bool(known["start_certain"]),
        known["rung"],
        known["place"],
        known["checked"],
        _record(known),
    )


def _past_link(known: dict[str, Any]) -> PastLink:
    return PastLink(
        known["asked"],
        Outcome(known["outcome"]),
        known["final_url"],
        _post(known),
        known["checked"],
        _record(known),
    )


def _post(known: dict[str, Any]) -> PostRef:
    return PostRef(known["post_platform"], known["post_id"], known["post_handle"])


def _record(known: dict[str, Any]) -> RecordRef:
    return RecordRef(known["warc"], known["offset"], known["length"], known["record_id"])
