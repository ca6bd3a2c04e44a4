"""Asking a witness: every answer is typed by the platform's own table, and read where it shows the post."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from embedarchive.late import re
from embedarchive.platforms.base import Endpoint, Meaning
from embedarchive.records import (
    All,
    Confined,
    Dialogue,
    Exchange,
    Overrun,
    PostRef,
    Purpose,
    Request,
    Testified,
    Testimony,
    Witness,
)
from embedarchive.stages.snapshot.asking import ask, unanswered
from embedarchive.stages.snapshot.readers import read_answer
from embedarchive.stages.snapshot.told import Told, silent, testimony_of

PURPOSES = {Witness.OEMBED: Purpose.OEMBED, Witness.SYNDICATION: Purpose.SYNDICATION}
"""All others are asked as `witness`."""
DOOR = re.compile(r"/(?:i/flow/login|(?:accounts/|uas/)?login|checkpoint|authwall|signup)(?:[/.]|\Z)", re.I)
"""Where X, Instagram, Facebook, LinkedIn and Reddit send those without an account."""
AT_THE_DOOR = "it asks for an account"
MOST_READ = 4_000_000
"""Bytes in which the words of a meaning are looked for."""


def ask_all(endpoints: Iterable[Endpoint], post: PostRef) -> Dialogue[tuple[Testimony, ...]]:
    """Ask witnesses side by side; return what those say that could be asked."""
    said: list[Testimony | None] = yield All.of(ask_witness(endpoint, post) for endpoint in endpoints)
    return tuple(told for told in said if told)


def ask_witness(endpoint: Endpoint, post: PostRef) -> Dialogue[Testimony | None]:
    """Ask one witness of a post; None where the reference holds too little to ask."""
    url = endpoint.address(post)
    if url is None:
        return None
    purpose = PURPOSES.get(endpoint.witness, Purpose.WITNESS)
    exchange = yield from ask(Request(url, purpose, endpoint.accept))
    return (yield from hear(exchange, endpoint, post))


def hear(exchange: Exchange, endpoint: Endpoint, post: PostRef) -> Dialogue[Testimony]:
    """Type an answer and, where it is complete, read what it says."""
    status, detail = typed(exchange, endpoint.meanings)
    if status is not Testified.FOUND:
        return silent(exchange, endpoint.witness, status, detail)
    media_type = exchange.header("Content-Type") or ""
    told: Told | Overrun | None = yield Confined(
        read_answer, (endpoint.form, exchange.body, media_type, post)
    )
    if isinstance(told, Told):
        return testimony_of(exchange, endpoint.witness, post, told)
    why = told.reason if told else "the answer does not show the post"
    return silent(exchange, endpoint.witness, Testified.UNREADABLE, why)


def typed(exchange: Exchange, meanings: tuple[Meaning, ...]) -> tuple[Testified, str]:
    """Say what kind of answer this is, and in which words; `found` where only its reader can tell."""
    if kind := unanswered(exchange):
        return kind, exchange.detail or f"HTTP {exchange.status}"
    body = exchange.body[:MOST_READ].decode("utf-8", "replace").lower()
    for meaning in meanings:
        if meaning.status == exchange.status and meaning.words in body:
            return meaning.says, meaning.why
    if DOOR.search(urlsplit(exchange.request.url).path):
        return Testified.LOGIN_WALL, AT_THE_DOOR
    return (Testified.FOUND, "") if exchange.ok else (Testified.UNREADABLE, f"HTTP {exchange.status}")
