"""Local sources: the bytes of a file or of standard input, as an exchange."""

from __future__ import annotations

import os
import time

from embedarchive.records import Exchange, Failure, Purpose, Request, Source, SourceKind

MOST_BYTES = 200_000_000
"""An article is not larger; what is, is a dump that wants another command."""
MEDIA_TYPES = {
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "application/xhtml+xml",
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".mhtml": "message/rfc822",
    ".mht": "message/rfc822",
    ".eml": "message/rfc822",
    ".webarchive": "application/x-webarchive",
}
STDIN = "urn:embedarchive:stdin"
UNQUOTED = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-~/")
"""What stands in a URI as it is: where a path holds nothing else, `urllib` is not imported for it."""


def load(source: Source, stdin: bytes | None = None) -> Exchange:
    """Read a local source: status 200 with its bytes, or a failure that says why not."""
    asked = Request(uri_of(source), Purpose.ARTICLE)
    try:
        body = (stdin or b"") if source.kind is SourceKind.STDIN else _bytes_of(source.name)
    except OSError as problem:
        why = f"{source.name}: {problem.strerror or problem}"
        return Exchange(asked, now(), failure=Failure.UNREADABLE, detail=why)
    except TooLarge:
        why = f"{source.name}: larger than {MOST_BYTES // 1_000_000} MB; split it into articles"
        return Exchange(asked, now(), failure=Failure.UNREADABLE, detail=why)
    media_type = media_type_of(source)
    headers = (("Content-Type", media_type),) if media_type else ()
    return Exchange(asked, now(), status=200, headers=headers, body=body)


class TooLarge(Exception):
    """A file is larger than any article."""


def _bytes_of(path: str) -> bytes:
    with open(path, "rb") as file:
        size = os.fstat(file.fileno()).st_size
        # Room for all that `read` is asked for is made before it reads.
        body = file.read(min(size, MOST_BYTES) + 1)
        if size < len(body) <= MOST_BYTES:  # it grows, or states no size
            body += file.read(MOST_BYTES + 1 - len(body))
    if len(body) > MOST_BYTES:
        raise TooLarge
    return body


def uri_of(source: Source) -> str:
    """Return the URI under which a local source is kept in the WARC."""
    return STDIN if source.kind is SourceKind.STDIN else file_uri(source.name)


def file_uri(name: str) -> str:
    """Return the URI of a file by its absolute path, without `.` and `..`."""
    path = os.path.abspath(name)
    if not UNQUOTED.issuperset(path):
        from urllib.parse import quote

        path = quote(os.fsencode(path))
    return "file://" + path


def path_of(uri: str) -> str | None:
    """Return the absolute path that a file's URI names; None for another URI."""
    from urllib.parse import unquote_to_bytes

    return os.fsdecode(unquote_to_bytes(uri.removeprefix("file://"))) if uri.startswith("file:///") else None


def media_type_of(source: Source) -> str | None:
    """Return the media type that a file's name tells; None leaves it to the bytes."""
    if source.kind is not SourceKind.FILE:
        return None
    return next((kind for suffix, kind in MEDIA_TYPES.items() if _ends(source.name, suffix)), None)


def _ends(path: str, suffix: str) -> bool:
    """Whether a file has a name besides its suffix: `.html` is a hidden file without one."""
    name = os.path.basename(path)
    return name.lower().endswith(suffix) and len(name) > len(suffix)


def now() -> str:
    """Return this moment in the form of `WARC-Date`."""
    seconds, rest = divmod(time.time_ns(), 1_000_000_000)
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(seconds)) + f".{rest // 1000:06}Z"
