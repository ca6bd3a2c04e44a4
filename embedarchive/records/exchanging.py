"""A request, and what came of it."""

from __future__ import annotations

from enum import StrEnum

from embedarchive.tuples import NamedTuple


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


class Request(NamedTuple):
    """One question to the web. Always a GET; stages never send anything else."""

    url: str
    """Absolute http(s) URL, verbatim: never lower-cased or re-encoded."""
    purpose: Purpose = Purpose.HOP
    accept: str | None = None
    """Value of the Accept header, where the answer's form depends on it."""


class RecordRef(NamedTuple):
    """Where the bytes are: one record in one WARC file."""

    warc: str
    """File name without folder: folders move, names do not."""
    offset: int
    """Bytes from the start of the compressed file."""
    length: int
    """Bytes of the gzip member."""
    record_id: str
    """`WARC-Record-ID` without the angle brackets: `urn:uuid:…`."""


class Exchange(NamedTuple):
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


class Overrun(NamedTuple):
    """A confined function did not end well: it was killed at its deadline or its memory limit."""

    reason: str
    """`deadline`, `memory` or `crash`, and for a crash what is known of it."""
