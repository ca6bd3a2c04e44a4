"""What is copied or typed with an address and is none of it: quotation marks, unseen characters, a second
scheme.

Editors that turn straight quotation marks into curly ones (WordPress' `wptexturize`, word processors) do so
in pasted markup, too: `href=”https://…”` is an attribute without quotation marks, and they are in its value.
Fields that put `http://` before what is typed into them do it to whole addresses. Writers of Markdown escape
underscores (Turndown, also in addresses that are no links).
"""

from __future__ import annotations

from embedarchive.late import re
from embedarchive.platforms.urls import unquoted
from embedarchive.stages.blanks import WIDTHLESS
from embedarchive.stages.find.schemeless import begins_bare

QUOTES = "\"'“”„‟″‘’‚′«»‹›`"
AROUND = WIDTHLESS + QUOTES + " \t\r\n\f\xa0\xad"
BEHIND = AROUND + "<>()[]{}.,;:!|/\\"
"""Nothing in here ends a number, a code or a name in a path; `…` cuts one short."""
CUT = ".."
SCHEMES = re.compile(r"(?:https?:?/{1,3}){1,3}(?=https?:?//)", re.I)
"""What stands before an address' own scheme."""
BARE_SCHEME = re.compile(r"(https?)(?://)", re.I)
SCHEME = "http"
LONGEST_SCHEMES = 24


def mended(href: str) -> str:
    """Return an address without what was copied with it, and with one scheme.

    A browser takes one without a scheme for a path of the page's own site; whoever typed it did not.
    """
    href = href.strip(AROUND)
    if SCHEME in href[len(SCHEME) : LONGEST_SCHEMES].lower() and (double := SCHEMES.match(href)):
        href = BARE_SCHEME.sub(r"\1://", href[double.end() :], count=1)
    if begins_bare(href):
        href = f"https://{href}"
    return href.replace("\\_", "_") if "\\" in href else href


def trimmed(url: str) -> str:
    """Return a URL without what stands behind its path, or at its end, and belongs to neither."""
    if url[-1:].isalnum() and url.isascii() and "%" not in url:  # as nearly all do
        return url
    path, mark, rest = _parted(url)
    if _is_cut(shown := unquoted(path)) or _is_cut(asked := unquoted(rest)):
        return url
    ended = asked.rstrip(BEHIND)
    return f"{shown.partition('<')[0].rstrip(BEHIND)}{mark}{rest if ended == asked else ended}"


def _parted(url: str) -> tuple[str, str, str]:
    """Return the path of a URL with all before it, the mark behind, and the rest."""
    at = min((place for mark in "?#" if (place := url.find(mark)) >= 0), default=len(url))
    return url[:at], url[at : at + 1], url[at + 1 :]


def _is_cut(text: str) -> bool:
    return text.rstrip(AROUND).endswith(CUT)
