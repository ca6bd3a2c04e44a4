"""Asking the world: the questions that a stage may yield besides a request."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar
from urllib.parse import quote

from embedarchive.records.exchanging import Exchange, Purpose, Request

if TYPE_CHECKING:
    from embedarchive.records.reading import Source

T = TypeVar("T")

Dialogue: TypeAlias = Generator[Any, Any, T]
"""A stage: it yields a question (`Request`, `Recall`, `Load`, `Confined`, `All`), is sent the answer, returns
a noun."""


class Topic(StrEnum):
    """What the archive may be asked to remember, and by which key."""

    VISITS = "visits"
    """Earlier observations of one post: (platform, post id), of Mastodon with the server behind them."""
    SIBLINGS = "siblings"
    """Mentions that claim the same author and UTC day: (platform, handle, ISO date)."""
    NAMES = "names"
    """Other handles under which witnesses show posts of an author: (platform, handle)."""
    SLUG = "slug"
    """Ways that the same t.co or pic slug led: (slug,), case-sensitive."""
    WITNESSES = "witnesses"
    """What each witness of a platform said of the last posts that one of them showed: (platform,)."""


@dataclass(frozen=True, slots=True)
class Recall:
    """Ask what earlier looks of this archive know; answered by an `Exchange` that holds a JSON list.

    What is remembered is kept as a record of its own, so that what follows from it can be derived
    again. Where nothing is remembered the list is empty and there is no record.
    """

    topic: Topic
    key: tuple[str, ...]
    """The parts that `Topic` names, in order."""

    @property
    def url(self) -> str:
        """The URI under which the answer is kept: `urn:embedarchive:memory:visits:twitter:ID`."""
        return ":".join(("urn:embedarchive:memory", self.topic, *(quote(part, safe="") for part in self.key)))

    def nothing(self, at: str) -> Exchange:
        """Return the answer of a memory that knows nothing; every world gives the same."""
        return Exchange(Request(self.url, Purpose.MEMORY), at, 200, JSON_ANSWER, b"[]")


JSON_ANSWER = (("Content-Type", "application/json"),)


@dataclass(frozen=True, slots=True)
class Load:
    """Ask for the bytes of a local source; answered by an `Exchange` (status 200 or a failure).

    Apart from `Request` on purpose: no redirect can ever become a `Load`.
    """

    source: Source


@dataclass(frozen=True, slots=True)
class Confined:
    """A pure function over untrusted bytes, to be run where it can be killed.

    Answered by what the function returns, or by an `Overrun`.
    """

    function: Callable[..., Any]
    """Importable by name, so that another process can run it."""
    args: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class All:
    """Several dialogues to be held side by side; answered by the list of what they return."""

    dialogues: tuple[Dialogue[Any], ...]

    @classmethod
    def of(cls, dialogues: Iterable[Dialogue[Any]]) -> All:
        """Gather an iterable of dialogues."""
        return cls(tuple(dialogues))
