"""What kind of document some bytes are: by what their bearer says, by their name, by their look."""

from __future__ import annotations

from embedarchive.late import re
from embedarchive.stages.feed_type import JSON_FEED, MAY_BE, is_json_feed

HTML = "text/html"
PLAIN = "text/plain"
MARKDOWN = "text/markdown"
MIME = "message/rfc822"
"""A mail, or a page saved as MHTML, which is written as mails are."""
WEB_ARCHIVE = "application/x-webarchive"
JSON = "application/json"
PACKED = frozenset({MIME, WEB_ARCHIVE})
"""What holds an article among other things: see `saved.py`."""

SPOKEN = {
    "text/html": HTML,
    "application/xhtml+xml": HTML,
    "text/markdown": MARKDOWN,
    "text/x-markdown": MARKDOWN,
    "application/rss+xml": HTML,
    "application/atom+xml": HTML,
    "application/rdf+xml": HTML,  # RSS 1.0 (web.resource.org/rss/1.0/spec, 5.2; RFC 3870)
}
"""Content types that are believed without a look. `text/plain` and XML say too little."""
LOOKED_AT = frozenset(
    {"", "text/plain", "application/octet-stream", "text/xml", "application/xml", "binary/octet-stream"}
)
ENDINGS = {
    ".html": HTML,
    ".htm": HTML,
    ".xhtml": HTML,
    ".shtml": HTML,
    ".rss": HTML,
    ".atom": HTML,
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    **dict.fromkeys((".json", ".ndjson", ".jsonl"), JSON),
    ".csv": "text/csv",
    **dict.fromkeys((".mhtml", ".mht", ".eml"), MIME),
    ".webarchive": WEB_ARCHIVE,
}
MAGIC = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"PK\x03\x04", "application/zip"),
    (b"WARC/1.0\r\n", "application/warc"),
    (b"WARC/1.1\r\n", "application/warc"),
    (b"\x1f\x8b", "application/gzip"),
    (b"\x28\xb5\x2f\xfd", "application/zstd"),
    (b"BZh", "application/x-bzip2"),
    (b"7z\xbc\xaf", "application/x-7z-compressed"),
    (b"\x7fELF", "application/x-executable"),
    (b"SQLite format 3\0", "application/vnd.sqlite3"),
    (b"OggS", "audio/ogg"),
    (b"ID3", "audio/mpeg"),
    (b"\xd0\xcf\x11\xe0", "application/msword"),
    (b"{\\rtf", "application/rtf"),
    (b"bplist00", WEB_ARCHIVE),
)
SNIFFED = 2_048
SLIPS = 16
MARKUP = re.compile(
    rb"\A\s{0,512}(?:<!--|<!doctype\s{1,9}html|<\?xml|<(?:html|head|body|rss|feed|rdf:rdf|article|section|div|p|h1"
    rb"|blockquote|meta|title|script|style|table|main|figure|amp-twitter|iframe|font|a|b|br)[\s>/])",
    re.I,
)
"""How markup begins: as in section 7.1 of https://mimesniff.spec.whatwg.org/ (looked at on 2026-11-27), and
feeds, newer elements and embeds. A text that merely speaks of `<html>` does not begin so."""
WHOLE = re.compile(
    rb"\A\s{0,512}(?:<!doctype|<\?xml|<(?:html|head|body|rss|feed|rdf:rdf|meta|title)[\s>/])", re.I
)
"""How a document begins that is nothing but markup; Markdown may begin with the other tags."""
MARKED_DOWN = re.compile(rb"\n[ \t]?\r?\n#{1,6}[ \t]|\[[^\[\]\n]{0,200}\]\(https?://")
"""A heading behind an empty line, or a link: what goes on so is Markdown, whatever tags it begins with."""
PLIST = b"<plist"
"""Stands at the head of a web archive that is written as XML."""
TOLD_IN_HEAD = (b"mime-version", b"content-type")
NO_CONTROLS = bytes({*range(32, 256), *b"\t\n\r\f\x1b\x0b"})
WAYS_OUT = {
    "application/pdf": "extract its text first (pdftotext) and give that",
    JSON_FEED: "it does not state its version, https://jsonfeed.org/version/…",
    "application/json": "give the article itself, as HTML or as text",
    "application/zip": "unpack it first",
    "application/warc": "'embedarchive find FILE' reads it from a file whose name ends in .warc",
    "application/gzip": "unpack it first",
}


def media_type(name: str, content_type: str | None, body: bytes, *, converted: bool = False) -> str:
    """Return `text/html`, `text/plain`, `text/markdown`, that of a JSON Feed, or of what is no article.

    What somebody `converted` to text is text, whatever it speaks of, unless another type is said.
    """
    said = (content_type or "").partition(";")[0].strip().lower()
    head = body[:SNIFFED]
    if magic := next((kind for mark, kind in MAGIC if head.startswith(mark)), None):
        return magic
    if is_binary(head):
        return said if said and said not in SPOKEN | dict.fromkeys(LOOKED_AT) else "application/octet-stream"
    if said in SPOKEN:
        return SPOKEN[said]
    if converted and said in ("", PLAIN):
        return PLAIN
    if said in MAY_BE and _may_be_json(said, _ending(name)) and is_json_feed(body):
        return JSON_FEED
    return _by_look(said, _ending(name), head) if said in LOOKED_AT else said


def _may_be_json(said: str, ending: str) -> bool:
    """Whether neither its bearer nor its name says of a document that it is something else."""
    return "json" in said or (ending not in (".txt", ".text") and ENDINGS.get(ending, JSON) == JSON)


def _by_look(said: str, ending: str, head: bytes) -> str:
    named = ENDINGS.get(ending)
    if named in (HTML, MARKDOWN) and said != "text/plain":
        return named
    if named == WEB_ARCHIVE and PLIST in head:
        return named
    if ending in (".txt", ".text"):
        return MIME if _is_mail(head.removeprefix(b"\xef\xbb\xbf")) else PLAIN
    if (seen := _look(head)) != PLAIN:
        return seen
    return named if named and said in ("", "application/octet-stream") else PLAIN


def _look(head: bytes) -> str:
    """Return what a document is by how it begins; with markup HTML and Markdown do."""
    markup = head.removeprefix(b"\xef\xbb\xbf")
    if not MARKUP.match(markup):
        return MIME if _is_mail(markup) else PLAIN
    rest = _behind_comments(markup)
    if WHOLE.match(rest) or not rest:
        return HTML
    return MARKDOWN if not rest.startswith(b"<") or MARKED_DOWN.search(rest) else HTML


def _is_mail(head: bytes) -> bool:
    """Whether a document begins with the head of a mail that says what it is made of."""
    names: list[bytes] = []
    for line in head.split(b"\n")[:-1]:
        name, colon, _ = line.partition(b":")
        if not line.startswith((b" ", b"\t")):  # which go on with the line above
            if not colon or not name or not name.isascii() or len(name.split()) != 1:
                break
            names.append(name.lower())
    return all(told in names for told in TOLD_IN_HEAD)


def _behind_comments(markup: bytes) -> bytes:
    """Return what stands behind the comments at the beginning; nothing where one has no end in sight."""
    rest = markup.lstrip()
    while rest.startswith(b"<!--"):
        rest = rest.partition(b"-->")[2].lstrip()
    return rest


def _ending(name: str) -> str:
    path = name
    if name.startswith(("http://", "https://")):
        from urllib.parse import urlsplit

        path = urlsplit(name).path
    last = path.replace("\\", "/").rpartition("/")[2].lower()
    return "." + last.rpartition(".")[2] if "." in last else ""


def is_binary(head: bytes) -> bool:
    """Whether bytes hold what no text holds: NULs outside UTF-16, many control characters.

    A few in a short page that begins as markup are a slip of its editor.
    """
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or _looks_like_utf16(head):
        return False
    controls = len(head.translate(None, NO_CONTROLS))
    if controls * 20 <= len(head):
        return False
    return controls > SLIPS or MARKUP.match(head) is None


def _looks_like_utf16(head: bytes) -> bool:
    even, odd = head[0::2].count(0), head[1::2].count(0)
    return max(even, odd) * 4 > len(head) and min(even, odd) * 20 < len(head)


def refusal(kind: str, body: bytes) -> str | None:
    """Say why a document cannot be an article; None where it may be one."""
    if kind not in (HTML, PLAIN, MARKDOWN, JSON_FEED):
        return f"not an article: {kind}; {WAYS_OUT.get(kind, 'give the article as HTML or as text')}"
    if not body.strip():
        return "empty: there is nothing to read; check that the page or file is the right one"
    return None
