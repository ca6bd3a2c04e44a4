"""Short links of X in a text: t.co, pic.twitter.com and pic.x.com, also where a flattening glued or cut them.

The shape is twitter-text's (`validTcoUrl`, `MAX_TCO_SLUG_LENGTH` 40, conformance/extract.yml): letters
and digits, case-sensitive; anything else ends it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from embedarchive.late import regex
from embedarchive.tuples import NamedTuple

SLUG_LENGTH = 10
"""Characters of a slug today; eight in those of the first years."""
MAX_SLUG = 40
SHORT_LINK = r"(?:https?://(?:\n[ \t>]{0,80})?)?t\.co/[A-Za-z0-9]{1,40}"
PICTURE = r"pic\.(?:twitter|x)\.com/(?:\n[ \t>]{0,80})?[A-Za-z0-9]{1,40}"
"""Short links in larger patterns, where it does not matter what is glued to them."""

SHORT = regex.compile(
    r"(?P<scheme>https?://)?"
    r"(?:(?<![A-Za-z0-9.#@$_-])(?:www\.)?(?P<tco>t\.co)|(?P<pic>pic\.(?:twitter|x)\.com))"
    r"/(?P<wrap>\s{0,2}\n[ \t>]{0,40}(?=[A-Za-z0-9]{10}(?![A-Za-z0-9])))?"
    rf"(?P<slug>(?![A-Za-z0-9]/[A-Za-z0-9])[A-Za-z0-9]{{1,{MAX_SLUG}}}?)"
    r"(?=pic\.(?:twitter|x)\.com/|https?://|[^A-Za-z0-9]|\Z)"
    r"(?P<cut>\u2026|\.\.\.)?",
    regex.A | regex.I,
)
"""One short link. A slug ends where the next link is glued to it, or where letters and digits end.

X counts the readers of its advertisers' pages at `t.co/i/adsct` and `t.co/1/i/adsct`: no link.
"""


class ShortLink(NamedTuple):
    """One short link where it stands."""

    start: int
    end: int
    slug: str
    """As it stands, without what cut it."""
    links: tuple[str, ...]
    """Absolute; two where letters that follow may belong to the slug or not."""


def short_links(text: str, start: int = 0, end: int | None = None) -> Iterator[ShortLink]:
    """Yield the short links of a stretch of text in order."""
    end = len(text) if end is None else end
    for match in SHORT.finditer(text, start, end) if text.find("/", start, end) >= 0 else ():
        yield ShortLink(match.start(), match.end(), match["slug"], _absolute(match))


def _absolute(match: regex.Match[str]) -> tuple[str, ...]:
    host = (match["tco"] or match["pic"]).lower()
    front = f"{(match['scheme'] or 'https://').lower()}{host}/"
    slug = match["slug"]
    if match["cut"] and len(slug) < SLUG_LENGTH:
        return (f"{front}{slug}{match['cut']}",)
    if len(slug) > SLUG_LENGTH:
        return f"{front}{slug[:SLUG_LENGTH]}", f"{front}{slug}"
    return (front + slug,)


def links_in(text: str, start: int = 0, end: int | None = None) -> tuple[str, ...]:
    """Return the short links of a stretch of text, each slug once."""
    return unrepeated(link for short in short_links(text, start, end) for link in short.links)


def unrepeated(links: Iterable[str]) -> tuple[str, ...]:
    """Drop a link whose slug or whole self was there before; the first spelling stays."""
    kept: dict[str, str] = {}
    for link in links:
        match = SHORT.match(link)
        key = match["slug"] + (match["cut"] or "") if match and match.end() == len(link) else link
        kept.setdefault(key, link)
    return tuple(kept.values())
