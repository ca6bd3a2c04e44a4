"""Words on the command line that are web addresses, and those that were probably meant as one."""

from __future__ import annotations

from embedarchive.late import re

WEB = re.compile(r"https?://[^\s/?#]", re.IGNORECASE)
"""How a web address begins."""
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+:/+", re.IGNORECASE)
"""Of two letters and more: one is a drive on Windows."""
_NAMED = re.compile(r"(?:[\w-]+\.)+[^\W\d_]{2,24}(?::[0-9]{1,5})?(?:[/?#]\S*)?\Z")
"""A host whose name says that it is one on the web, and what may stand behind it."""
_LOCAL = re.compile(
    r"(?:[a-z0-9-]+:[0-9]{1,5}|localhost|(?:[0-9]{1,3}\.){3}[0-9]{1,3}(?::[0-9]{1,5})?"
    r"|\[[0-9a-f:.]+\](?::[0-9]{1,5})?)(?:[/?#]\S*)?\Z",
    re.IGNORECASE,
)
"""A host in one's own network, or a number: such a one mostly speaks plain HTTP."""
_OF_FILES = (
    *(".html", ".htm", ".xhtml", ".txt", ".md", ".mhtml", ".mht", ".webarchive", ".eml", ".xml", ".rss"),
    *(".atom", ".json", ".pdf", ".docx", ".doc", ".odt", ".rtf", ".csv", ".zip", ".gz", ".warc", ".wacz"),
    *(".png", ".jpg", ".jpeg", ".db", ".log"),
)
"""How a file ends rather than a host."""


def address_problem(name: str) -> str | None:
    """Say why a word is no web address that we can ask; None where it is one."""
    if not WEB.match(name):
        return f"{name}: not a web address;{_meant(name)}"
    if not name.isascii() and any("\udc80" <= character <= "\udcff" for character in name):
        return f"{name}: not UTF-8; a list is UTF-8, and an address may be written with %"
    if any(character.isspace() or not character.isprintable() for character in name):
        return f"{name}: a web address holds no spaces or control characters; put each on its own line"
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(name)
        named = bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        named = False
    return None if named else f"{name}: not a web address; its host or port cannot be read"


def without_scheme(name: str) -> str | None:
    """Return the address that a word becomes with `https://` or `http://` before it; None for a path."""
    first = name.partition("/")[0].partition("?")[0].lower()
    if first.endswith(_OF_FILES):
        return None
    if _LOCAL.match(name):
        return f"http://{name}"
    return f"https://{name}" if _NAMED.match(name) else None


def missing(path: str, *, web: bool = True) -> str:
    """Say of a path at which nothing is what was probably meant; with `web` False no address is taken."""
    address = without_scheme(path)
    if path[:8].lower() == "file:///":
        from embedarchive.platforms.urls import unquoted

        return f"{path}: a file is named by its path; did you mean '{unquoted(path[7:])}'?"
    if not web and address:
        return f"{path}: no such file, and this command asks no web; use 'embedarchive crawl {address}'"
    if address or _SCHEME.match(path):
        return f"{path}: no such file, and not a web address;{_meant(path)}"
    return (
        f"{path if path.strip() else repr(path)}: no such file or folder; check the path "
        "(a web address begins with https://)"
    )


def _meant(name: str) -> str:
    rest = _SCHEME.sub("", name.strip(), count=1)
    address = without_scheme(rest) or f"https://{rest}"
    return f" did you mean '{address}'?" if rest else " it has no host"
