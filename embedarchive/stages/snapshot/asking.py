"""Asking an endpoint: redirects of the endpoint itself are followed, and every answer is typed."""

from __future__ import annotations

import datetime as dt
import html
import json
from typing import Any

from embedarchive.late import re
from embedarchive.records import (
    Dialogue,
    Exchange,
    Failure,
    HopKind,
    Request,
    Testified,
)
from embedarchive.stages.redirects import onward

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
API_TIME = re.compile(r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d{2}) (\d{2}):(\d{2}):(\d{2}) \+0000 (\d{4})\Z")
MOST_REDIRECTS = 3
"""publish.x.com moves to publish.twitter.com, the Wayback Machine to its nearest capture."""
CUT = frozenset({Failure.DISCONNECT, Failure.TIMEOUT, Failure.PROTOCOL})
"""An answer broke off, or its body could not be read: what is left of it says nothing."""
HALF = re.compile(r"[\ud800-\udfff]")
BUSY = frozenset({429, 500, 502, 503, 504, 520, 521, 522, 523, 524, 529})


def ask(request: Request) -> Dialogue[Exchange]:
    """Ask, following `Location` a few times; return the last answer."""
    exchange: Exchange = yield request
    seen = {request.url}
    for _ in range(MOST_REDIRECTS):
        step = onward(exchange)
        if step is None or step.kind is not HopKind.LOCATION or step.url is None or step.url in seen:
            break
        seen.add(step.url)
        exchange = yield Request(step.url, request.purpose, request.accept)
    return exchange


def unanswered(exchange: Exchange) -> Testified | None:
    """Return `busy` or `unreachable` for an answer that says nothing of the post; else None."""
    if exchange.status in BUSY:
        return Testified.BUSY
    if exchange.status is None or exchange.failure in CUT:
        return Testified.UNREACHABLE
    return None


def read_json(exchange: Exchange) -> Any:
    """Return an answer's body as JSON, or None where it is none."""
    return parse_json(exchange.body)


def parse_json(body: bytes | str) -> Any:
    """Return a body as JSON, or None where it is none: error pages come as HTML.

    Half a surrogate pair, which JSON can escape and no UTF-8 can hold, is read as U+FFFD.
    """
    try:
        return _whole(json.loads(body, strict=False))
    except (ValueError, RecursionError):
        return None


def _whole(value: Any) -> Any:
    written = json.dumps(value, ensure_ascii=False)
    return json.loads(HALF.sub("\ufffd", written)) if HALF.search(written) else value


def text_of(value: object) -> str | None:
    """Return a value that ought to be a non-empty string, else None."""
    return value if isinstance(value, str) and value else None


def words_of(value: object) -> str | None:
    """Return a post's words as its author wrote them: the API escapes `&`, `<` and `>` (seen in v1.1, v2)."""
    text = text_of(value)
    return html.unescape(text) if text else None


def mapping(value: object) -> dict[str, Any]:
    """Return a value that ought to be a JSON object, else an empty one."""
    return value if isinstance(value, dict) else {}


def listing(value: object) -> list[Any]:
    """Return a value that ought to be a JSON array, else an empty one."""
    return value if isinstance(value, list) else []


def moment(text: str | None) -> dt.datetime | None:
    """Read an ISO 8601 moment; one without a zone tells nothing."""
    try:
        when = dt.datetime.fromisoformat(text or "")
        return when.astimezone(dt.UTC) if when.tzinfo else None
    except (ValueError, OverflowError):
        return None


def unix_time(seconds: str | None) -> dt.datetime | None:
    """Read seconds since 1970."""
    if not seconds or not re.fullmatch(r"[0-9]{1,11}", seconds):
        return None
    return dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=int(seconds))


def api_time(text: str | None) -> dt.datetime | None:
    """Read `Wed Oct 10 20:19:24 +0000 2018`, whatever the locale."""
    match = API_TIME.match(text or "")
    if not match or match[1] not in MONTHS:
        return None
    month = MONTHS.index(match[1]) + 1
    return _aware(int(match[6]), month, *(int(match[n]) for n in range(2, 6)))


def _aware(*fields: int) -> dt.datetime | None:
    try:
        return dt.datetime(*fields, tzinfo=dt.UTC)  # type: ignore[misc,arg-type]
    except ValueError:
        return None
