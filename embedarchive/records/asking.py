"""Asking the world: a request, an exchange, and the other questions a stage may yield."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar
from urllib.parse import quote

if TYPE_CHECKING:
    from embedarchive.records.reading import Source

T = TypeVar("T")

Dialogue: TypeAlias = Generator[Any, Any, T]
"""A stage: it yields a question (`Request`, `Recall`, `Load`, `Confined`, `All`), is sent the answer, returns
a noun."""


class Purpose(StrEnum):
    """Why something is asked for; pace, robots and limits depend on it."""

    ARTICLE = "article"
    HOP = "hop"
    OEMBED = "oembed"
    SYNDICATION = "syndication"
    CDX = "cdx"
    MEMENTO = "memento"
    MEDIA = "media"
    WITNESS = "witness"
    """An open interface, an embed page or a post's own page, asked for what it says of the post."""
    ROBOTS = "robots"
    MEMORY = "memory"
    """What earlier looks of this archive know; nobody outside is asked."""


class Failure(StrEnum):
    """Why an exchange has no complete answer."""

    BAD_URL = "bad-url"
    REFUSED_ADDRESS = "refused-address"
    DNS = "dns"
    CONNECT = "connect"
    TLS = "tls-error"
    TIMEOUT = "timeout"
    PROTOCOL = "protocol"
    DISCONNECT = "disconnect"
    ROBOTS = "robots"
    RESTING = "host-resting"
    OFFLINE = "offline"
    STOPPED = "stopped"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Request:
    """One question to the web. Always a GET; stages never send anything else."""

    url: str
    """Absolute http(s) URL, verbatim: never lower-cased or re-encoded."""
    purpose: Purpose = Purpose.HOP
    accept: str | None = None
    """Value of the Accept header, where the answer's form depends on it."""


@dataclass(frozen=True, slots=True)
class RecordRef:
    """Where the bytes are: one record in one WARC file."""

    warc: str
    """File name without folder: folders move, names do not."""
    offset: int
    """Bytes from the start of the compressed file."""
    length: int
    """Bytes of the gzip member."""
    record_id: str
    """`WARC-Record-ID` without the angle brackets: `urn:uuid:…`."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """What the world answered to one request, or why it did not."""

    request: Request
    started: str
    """UTC, ISO 8601 with microseconds and `Z`: the `WARC-Date` of the record."""
    status: int | None = None
    """HTTP status; None where no status line arrived."""
    headers: tuple[tuple[str, str], ...] = ()
    """As received: order, case and repetition kept; values are the bytes read as Latin-1."""
    body: bytes = b""
    """Content-decoded (gzip undone), cut at the size limit. The bytes as received are in the WARC."""
    failure: Failure | None = None
    """Set where the answer is missing or incomplete. A cut body has both a status and a failure."""
    detail: str = ""
    """The failure in words, for people."""
    record: RecordRef | None = None
    """The response (or, for a failure, the metadata) record. None in worlds without a WARC, and where
    the archive's memory knows nothing."""
    truncated: str | None = None
    """`length`, `time` or `disconnect`, as in `WARC-Truncated`."""

    def header(self, name: str) -> str | None:
        """Return the first header of that name, whatever its case."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)

    @property
    def ok(self) -> bool:
        """Whether a complete answer with a 2xx status arrived."""
        return self.failure is None and self.status is not None and 200 <= self.status < 300


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
class Overrun:
    """A confined function did not end well: it was killed at its deadline or its memory limit."""

    reason: str
    """`deadline`, `memory` or `crash`, and for a crash what is known of it."""


@dataclass(frozen=True, slots=True)
class All:
    """Several dialogues to be held side by side; answered by the list of what they return."""

    dialogues: tuple[Dialogue[Any], ...]

    @classmethod
    def of(cls, dialogues: Iterable[Dialogue[Any]]) -> All:
        """Gather an iterable of dialogues."""
        return cls(tuple(dialogues))
