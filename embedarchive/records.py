"""The nouns: frozen, slotted, picklable values that stages return and worlds answer with.

Nothing here touches network, disk or clock. A field carries its unit and its caveat. What the web
does (a dead link, a refusal, a time-out) is a value of one of these types, never an exception.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeAlias, TypeVar

T = TypeVar("T")

Dialogue: TypeAlias = Generator[Any, Any, T]
"""A stage: it yields a `Request`, `Load`, `Confined` or `All`, is sent the answer, returns a noun."""


# --- Asking the world -------------------------------------------------------------------------


class Purpose(StrEnum):
    """Why something is asked for; pace, robots and limits depend on it."""

    ARTICLE = "article"
    HOP = "hop"
    OEMBED = "oembed"
    SYNDICATION = "syndication"
    CDX = "cdx"
    MEMENTO = "memento"
    MEDIA = "media"
    ROBOTS = "robots"


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
    """The response (or, for a failure, the metadata) record; None only in worlds without a WARC."""
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


# --- Reading ----------------------------------------------------------------------------------


class SourceKind(StrEnum):
    """Where a source stands."""

    URL = "url"
    FILE = "file"
    STDIN = "stdin"


@dataclass(frozen=True, slots=True)
class Source:
    """What was asked for."""

    name: str
    """The URL or path as the user gave it; `-` for standard input."""
    kind: SourceKind

    @property
    def url(self) -> str:
        """The URL, for a source of kind `url`."""
        return self.name


@dataclass(frozen=True, slots=True)
class Article:
    """An article as read."""

    asked: str
    """What was asked for: `Source.name`."""
    url: str | None
    """Where it was found in the end, after redirects; None for a file or standard input."""
    title: str | None
    publisher: str | None
    published: str | None
    """As the page states it: ISO 8601 where it could be read, else verbatim."""
    lang: str | None
    text: str
    """Plain text: the decoded file, character for character. HTML: what a reader sees, by blocks."""
    media_type: str
    """`text/html`, `text/plain` or `text/markdown`."""
    encoding: str
    exchange: Exchange | None = None
    """Where its bytes came from; its body is left out once the article is read."""


class MentionKind(StrEnum):
    """How an article cites."""

    EMBED = "embed"
    """Markup of an embedded post."""
    ATTRIBUTION = "attribution"
    """The line that an embed collapses into: TEXT — NAME (@handle) DATE."""
    LINK = "link"
    """A link in prose."""


@dataclass(frozen=True, slots=True)
class PostRef:
    """The identity of one post."""

    platform: str
    id: str
    """The platform's own id, as text: ids exceed 2^53."""
    handle: str | None = None
    """As the link claims it; on X the name in a status URL is not authoritative."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What the article says of the post. Every field may be forged."""

    name: str | None = None
    handle: str | None = None
    """Without `@`, in the case it was written."""
    date: dt.date | None = None
    """The UTC date of the post; None where `date_text` could not be read."""
    date_text: str | None = None
    """The date verbatim."""
    text: str | None = None
    """The quoted words alone."""
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """One place in an article that cites a post or carries a short link."""

    seq: int
    """From 1, in the order of the article."""
    platform: str
    kind: MentionKind
    rule: str
    """The name of the rule that saw it."""
    start: int
    """Characters from the start of the article's text."""
    end: int
    exact: str
    """`article.text[start:end]`."""
    prefix: str
    """Up to 32 characters before `start`."""
    suffix: str
    """Up to 32 characters after `end`."""
    claim: Claim = field(default_factory=Claim)
    post: PostRef | None = None
    """Where the markup or the link itself names a post."""
    links: tuple[str, ...] = ()
    """Verbatim but absolute (`pic.twitter.com/S` becomes `https://pic.twitter.com/S`), in order."""
    start_certain: bool = True
    """False where the first of the quoted words had to be guessed."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A source that was read: the article and its mentions, or why it could not be read."""

    article: Article | None
    mentions: tuple[Mention, ...] = ()
    problem: str | None = None
    """In words, for people: names what is wrong with the input and the way out."""


# --- Resolving --------------------------------------------------------------------------------


class HopKind(StrEnum):
    """How a hop points onward."""

    LOCATION = "location"
    REFRESH_HEADER = "refresh-header"
    META_REFRESH = "meta-refresh"
    JAVASCRIPT = "javascript"
    INTERSTITIAL = "interstitial"
    UNWRAPPED = "unwrapped"
    """The target stands in the URL itself; nothing was asked."""
    CANONICAL = "canonical"
    FINAL = "final"
    """It points nowhere: the chain ends here."""


class Outcome(StrEnum):
    """How the resolution of a link ended."""

    FINAL = "final"
    NOT_FOUND = "not-found"
    SOFT_404 = "soft-404"
    GONE = "gone"
    BLOCKED = "blocked"
    LOOP = "loop"
    TOO_MANY_HOPS = "too-many-hops"
    REFUSED_ADDRESS = "refused-address"
    TIMEOUT = "timeout"
    TLS_ERROR = "tls-error"
    UNREACHABLE = "unreachable"
    TRUNCATED = "truncated"
    """The link was cut short by `…` in the article; it is never asked for."""
    UNSAFE_INTERSTITIAL = "unsafe-interstitial"
    LOGIN_WALL = "login-wall"
    NON_HTTP = "non-http"


@dataclass(frozen=True, slots=True)
class Hop:
    """One step on the way from a link to where it leads."""

    url: str
    kind: HopKind
    status: int | None = None
    target: str | None = None
    """What the answer gave as the next place, verbatim; None at the end."""
    failure: Failure | None = None
    detail: str = ""
    record: RecordRef | None = None
    """None only for `unwrapped` and `interstitial`: there the URL itself is the evidence."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """Where a link led."""

    asked: str
    hops: tuple[Hop, ...]
    outcome: Outcome
    final_url: str | None
    """The last URL of the chain, asked or not (a permalink is not asked for); None if it led nowhere."""
    post: PostRef | None = None
    """The post that `final_url` names."""

    @property
    def record(self) -> RecordRef | None:
        """The record of the last hop that has one."""
        return next((hop.record for hop in reversed(self.hops) if hop.record), None)


# --- Testifying -------------------------------------------------------------------------------


class Witness(StrEnum):
    """Who says something of a post."""

    OEMBED = "oembed"
    SYNDICATION = "syndication"
    MEMENTO = "memento"
    PAGE = "page"


class Testified(StrEnum):
    """What kind of answer a witness gave. Only `found` says anything of the post's content."""

    FOUND = "found"
    NOT_FOUND = "not-found"
    TOMBSTONE = "tombstone"
    """X's answer for a post it will not show: deleted, limited, adult or protected look alike."""
    EMPTY = "empty"
    PROTECTED = "protected"
    SUSPENDED = "suspended"
    NO_COPY = "no-copy"
    """The archive asked holds no copy: says nothing of the post."""
    BUSY = "busy"
    """429 or 5xx: says nothing of the post."""
    UNREACHABLE = "unreachable"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Testimony:
    """What one witness says of one post."""

    witness: Witness
    status: Testified
    url: str
    """What was asked."""
    post: PostRef | None = None
    """The post as the witness names it."""
    name: str | None = None
    handle: str | None = None
    created: dt.datetime | None = None
    """Aware, UTC."""
    day: dt.date | None = None
    """The UTC day, where only that is told (oEmbed)."""
    text: str | None = None
    text_cut: bool = False
    """The witness shows only the beginning of a long post."""
    lang: str | None = None
    media: tuple[str, ...] = ()
    """URLs of photos and video thumbnails."""
    detail: str = ""
    record: RecordRef | None = None

    @property
    def unanswered(self) -> bool:
        """Whether the witness could not be heard: a later visit may hear it."""
        return self.status in (Testified.BUSY, Testified.UNREACHABLE)


class CopyKind(StrEnum):
    """What a kept copy is a copy of."""

    MEMENTO = "memento"
    PHOTO = "photo"
    OEMBED = "oembed"
    SYNDICATION = "syndication"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Copy:
    """A kept copy of a post or a part of it."""

    kind: CopyKind
    url: str
    """Where anyone can look at it; for a memento the Wayback Machine's page."""
    captured: str | None = None
    """When the copy was made, ISO 8601 UTC: for a memento, the archive's time, not ours."""
    record: RecordRef | None = None


# --- Judging ----------------------------------------------------------------------------------


class CheckOutcome(StrEnum):
    """What holding a claim against the evidence showed."""

    AGREES = "agrees"
    DIFFERS = "differs"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Check:
    """One claim held against one piece of evidence."""

    name: str
    """`id`, `link-handle`, `handle`, `date`, `words`."""
    outcome: CheckOutcome
    expected: str | None
    """What the article claims."""
    found: str | None
    """What the evidence says."""
    witness: str | None = None
    record: RecordRef | None = None


class Verdict(StrEnum):
    """How well a citation stands; never more certain than its evidence."""

    CONFIRMED = "confirmed"
    PROBABLE = "probable"
    CONFLICT = "conflict"
    UNRESOLVED = "unresolved"


class Liveness(StrEnum):
    """What is known of the post today."""

    LIVE = "live"
    GONE = "gone"
    PROTECTED = "protected"
    SUSPENDED = "suspended"
    RESTRICTED = "restricted"
    UNREACHABLE = "unreachable"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A post that a mention may cite, and why it was taken or refused."""

    post: PostRef
    rung: str
    """`permalink`, `link`, `slug` or `cdx`: the step of the ladder that named it."""
    accepted: bool
    reason: str
    record: RecordRef | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A mention with all that was learnt of it."""

    mention: Mention
    resolutions: tuple[Resolution, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    post: PostRef | None = None
    testimonies: tuple[Testimony, ...] = ()
    copies: tuple[Copy, ...] = ()
    checks: tuple[Check, ...] = ()
    verdict: Verdict = Verdict.UNRESOLVED
    reasons: tuple[str, ...] = ()
    liveness: Liveness = Liveness.UNKNOWN
    reached: bool = True
    """False where something asked for could not be reached: a later run may learn more."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """An article followed to its end."""

    source: Source
    article: Article | None
    citations: tuple[Citation, ...] = ()
    problem: str | None = None
    """Why there is no article, in words."""
    record: RecordRef | None = None
    """Where the article's bytes, or the failure to get them, are kept."""

    @property
    def reached(self) -> bool:
        """Whether everything that was asked for could be reached."""
        return self.problem is None and all(citation.reached for citation in self.citations)


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the program: who looked, when, with what."""

    id: str
    """`YYYYMMDDTHHMMSS-xxxxxx`: sortable, unique."""
    started: str
    version: str
    user_agent: str
    options: dict[str, Any]
    """Everything that decides what a run may see: proxy, loopback allowed, pace, fresh, …"""
