"""What this archive knows from earlier looks: visits to a post, sibling mentions, ways of a slug.

Every answer is read from JSON that was kept as a record; that record is given along, so that what is
concluded from memory can be derived again from the WARC alone.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from typing import Any, TypeAlias, TypeVar

from embedarchive.records import (
    Dialogue,
    Exchange,
    Outcome,
    PastLink,
    PostRef,
    Recall,
    RecordRef,
    Sibling,
    Testified,
    Topic,
    Verdict,
    Visit,
    Witness,
)

T = TypeVar("T")
Recalled: TypeAlias = tuple[tuple[T, ...], RecordRef | None]
"""What is remembered, the newest first, and the record in which it is kept (None where it is nothing)."""


def recall_visits(post: PostRef) -> Dialogue[Recalled[Visit]]:
    """Recall what witnesses answered for a post on earlier visits."""
    exchange = yield Recall(Topic.VISITS, (post.platform, post.id))
    return _read(exchange, _visit)


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
    )


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
