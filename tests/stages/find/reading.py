"""Read a document given as text, the way the program reads a file."""

from __future__ import annotations

from embedarchive.records import Exchange, Mention, MentionKind, Reading, Request, Source, SourceKind
from embedarchive.stages.reading import read


def reading(body: str | bytes, name: str = "article.txt") -> Reading:
    """Read a document as a file of that name."""
    octets = body.encode("utf-8") if isinstance(body, str) else body
    exchange = Exchange(Request(f"file:{name}"), "2026-02-03T00:00:00.000000Z", 200, (), octets)
    return read(Source(name, SourceKind.FILE), exchange)


def mentions(body: str | bytes, name: str = "article.txt") -> tuple[Mention, ...]:
    """Return the mentions of a document that must be readable."""
    found = reading(body, name)
    assert found.problem is None, found.problem
    return found.mentions


def page(body: str) -> tuple[Mention, ...]:
    """Return the mentions of the body of an HTML page."""
    return mentions(f"<!doctype html><html><body>{body}</body></html>", "article.html")


def of_kind(found: tuple[Mention, ...], kind: MentionKind) -> list[Mention]:
    """Return the mentions of one kind."""
    return [mention for mention in found if mention.kind is kind]
