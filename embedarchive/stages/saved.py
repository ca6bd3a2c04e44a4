"""The page in a file that holds more than it: one saved as MHTML or by Safari, or sent by mail.

Of a saved page that is its main resource. Its frames are resources of their own, which MHTML names by their
number in the file (`cid:`): the address that a frame was loaded from is put back, and what had none, the
frame's own page. Of a mail it is all HTML that is shown, in order, or else all text. Sources: RFC 2045 and
2557; what Chromium saves (version 156, looked at on 2026-11-27); WebKit's `LegacyWebArchive.cpp`.
"""

from __future__ import annotations

import html
import plistlib
from collections.abc import Iterator
from email.message import Message
from email.parser import BytesParser
from typing import Any
from xml.parsers.expat import ExpatError

from embedarchive.late import re
from embedarchive.stages.decoding import decode
from embedarchive.stages.mediatype import WEB_ARCHIVE
from embedarchive.tuples import NamedTuple

SHOWN = ("text/html", "application/xhtml+xml", "text/plain")
FRAME = re.compile(r'\bsrc="cid:([^\s"<>&]{1,200})"')
BOUNDARY = re.compile(rb"^--([0-9A-Za-z'()+_,./:=?-]{1,70})[ \t]{0,9}\r?\nContent-[A-Z]", re.I | re.M)
"""The line before a part, and how the part's head begins (RFC 2046, 5.1.1)."""
LONGEST_ADDRESS = 4_000
DAMAGED = (
    *(plistlib.InvalidFileException, ExpatError, ValueError, OverflowError, TypeError),
    *(LookupError, AttributeError),
)
"""What `plistlib` raises; the last two for a key outside a dictionary, an unknown encoding, and no date."""


class Saved(NamedTuple):
    """What such a file holds of a page."""

    text: str
    encoding: str
    is_html: bool
    address: str | None
    """Where the page was saved from."""


def opened(kind: str, body: bytes) -> Saved | None:
    """Return the page in a file of one of the `PACKED` media types; None where none is in it."""
    return _in_web_archive(body) if kind == WEB_ARCHIVE else _in_mail(body)


# --- MHTML and mail -------------------------------------------------------------------------------


def _in_mail(body: bytes) -> Saved | None:
    whole = _parted(BytesParser().parsebytes(body), body)
    parts = [part for part in whole.walk() if part.get_content_type() in SHOWN]
    shown = [part for part in parts if part.get_content_disposition() != "attachment"] or parts
    pages = [part for part in shown if part.get_content_type() != "text/plain"]
    chosen = pages or shown
    if not chosen:
        return None
    address = _address(chosen[0].get("Content-Location"))
    if address or whole.get_content_type() == "multipart/related":  # what else is shown is its frames
        text, encoding = _decoded(chosen[0])
        return Saved(_with_frames(text, whole), encoding, bool(pages), address)
    texts, encodings = zip(*map(_decoded, chosen), strict=True)
    return Saved("\n".join(texts), encodings[0], bool(pages), None)


def _parted(whole: Message, body: bytes) -> Message:
    """Return a mail in its parts also where its head does not say, or says wrongly, what parts them."""
    found = BOUNDARY.search(body)
    if whole.get_content_maintype() != "multipart" or whole.is_multipart() or found is None:
        return whole
    kind = "related" if whole.get_content_subtype() == "related" else "mixed"
    head = f'Content-Type: multipart/{kind}; boundary="{found[1].decode("ascii")}"\n\n'
    return BytesParser().parsebytes(head.encode("ascii") + body[found.start() :])


def _decoded(part: Message) -> tuple[str, str]:
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    is_page = part.get_content_type() != "text/plain"
    return decode(content, str(part.get("Content-Type", "")), is_page)[:2]


def _with_frames(text: str, whole: Message) -> str:
    """Return a page with what its frames were, in place of their numbers; each is put back once."""
    frames = dict(_frames(whole))

    def frame(number: re.Match[str]) -> str:
        return frames.pop(number[1], number[0])

    return FRAME.sub(frame, text) if frames else text


def _frames(whole: Message) -> Iterator[tuple[str, str]]:
    """Yield the numbers of a file's parts, each with the attribute of its frame."""
    for part in whole.walk():
        number = str(part.get("Content-ID", "")).strip().strip("<>")
        if number and (address := _address(part.get("Content-Location"))):
            yield number, f'src="{html.escape(address)}"'
        elif number and part.get_content_type() == "text/html":
            yield number, f'srcdoc="{html.escape(_decoded(part)[0])}"'


# --- Safari's web archives ------------------------------------------------------------------------


def _in_web_archive(body: bytes) -> Saved | None:
    try:
        found = plistlib.loads(body)
    except DAMAGED:
        return None
    main = found.get("WebMainResource") if isinstance(found, dict) else None
    if not isinstance(main, dict) or not isinstance(content := main.get("WebResourceData"), bytes):
        return None
    said = main.get("WebResourceMIMEType")
    if isinstance(said, str) and said.lower() not in SHOWN:  # a picture or a PDF that the browser showed
        return None
    is_html = said != "text/plain"
    text, encoding = decode(content, f"charset={main.get('WebResourceTextEncodingName', '')}", is_html)[:2]
    return Saved(text, encoding, is_html, _address(main.get("WebResourceURL")))


def _address(said: Any) -> str | None:
    """Return an address on the web; a file's own, or what is none, is None."""
    found = "".join(str(said or "").split())
    return found if found[:4].lower() == "http" and len(found) <= LONGEST_ADDRESS else None
