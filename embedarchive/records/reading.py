"""Reading: a source becomes an article with its mentions."""

from __future__ import annotations

from enum import StrEnum

from embedarchive.records.exchanging import Exchange
from embedarchive.tuples import NamedTuple

TYPE_CHECKING = False  # as in cli/__init__.py
if TYPE_CHECKING:
    import datetime as dt


class SourceKind(StrEnum):
    """Where a source stands."""

    URL = "url"
    FILE = "file"
    STDIN = "stdin"


class Source(NamedTuple):
    """What was asked for."""

    name: str
    """The URL or path as the user gave it; `-` for standard input."""
    kind: SourceKind
    address: str | None = None
    """Where the user says that a local source was published."""

    @property
    def url(self) -> str:
        """The URL, for a source of kind `url`."""
        return self.name


class Article(NamedTuple):
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
    origin: str | None = None
    """Where a local source was published: as the user, the browser that saved it, or it itself says."""
    uploads: tuple[str, ...] = ()
    """Ids of pictures and videos of X whose addresses stand in it: each tells when it was uploaded."""


class MentionKind(StrEnum):
    """How an article cites."""

    EMBED = "embed"
    """Markup of an embedded post."""
    ATTRIBUTION = "attribution"
    """The line that an embed collapses into: TEXT — NAME (@handle) DATE."""
    LINK = "link"
    """A link in prose."""


class PostRef(NamedTuple):
    """The identity of one post."""

    platform: str
    id: str
    """The platform's own id, as text: ids exceed 2^53."""
    handle: str | None = None
    """As the link claims it; on X the name in a status URL is not authoritative."""


class Claim(NamedTuple):
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


class Place(NamedTuple):
    """A stretch of an article's text; where `start` and `end` are equal, something stands there unseen."""

    start: int
    """Characters from the start of the article's text."""
    end: int


class Mention(NamedTuple):
    """What in an article cites one post or carries a short link."""

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
    claim: Claim = Claim()
    post: PostRef | None = None
    """Where the markup or the link itself names a post."""
    links: tuple[str, ...] = ()
    """Verbatim but absolute (`pic.twitter.com/S` becomes `https://pic.twitter.com/S`), in order."""
    start_certain: bool = True
    """False where the first of the quoted words had to be guessed."""
    places: tuple[Place, ...] = ()
    """The further places of the text that cite the post in the same way, in order."""


class Reading(NamedTuple):
    """A source that was read: the article and its mentions, or why it could not be read."""

    article: Article | None
    mentions: tuple[Mention, ...] = ()
    problem: str | None = None
    """In words, for people: names what is wrong with the input and the way out."""
