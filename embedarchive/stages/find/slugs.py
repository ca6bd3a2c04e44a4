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


PICTURES = ("pic.twitter.com/", "pic.x.com/")
PLAIN = "https://t.co/"
"""How X itself writes a short link of today, with its slug behind it."""
ENDS_PLAIN = frozenset("\"'<>)] \t\r\n")
"""What stands behind one that nothing is glued to and nothing has cut."""


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
    if (plain := _plainly(text[start:end])) is not None:
        yield from (
            ShortLink(start + at, start + at + len(link), link[-SLUG_LENGTH:], (link,)) for at, link in plain
        )
        return
    for match in SHORT.finditer(text, start, end):
        yield ShortLink(match.start(), match.end(), match["slug"], _absolute(match))


def _plainly(stretch: str) -> list[tuple[int, str]] | None:
    """Return where short links stand, if all are plain; else `SHORT` has to tell.

    To compile that takes a twelfth of a start of Python, and to ask it of a text longer than this.
    """
    lower = stretch.lower()
    if any(host in lower for host in PICTURES) or lower.count("t.co/") != stretch.count(PLAIN):
        return None
    found: list[tuple[int, str]] = []
    at = stretch.find(PLAIN)
    while at >= 0:
        end = at + len(PLAIN) + SLUG_LENGTH
        if not _is_plain(stretch[at:end]) or not ENDS_PLAIN.issuperset(stretch[end : end + 1]):
            return None
        found.append((at, stretch[at:end]))
        at = stretch.find(PLAIN, end)
    return found


def _is_plain(link: str) -> bool:
    slug = link[len(PLAIN) :]
    return link.startswith(PLAIN) and len(slug) == SLUG_LENGTH and slug.isascii() and slug.isalnum()


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
        kept.setdefault(_key(link), link)
    return tuple(kept.values())


def _key(link: str) -> str:
    if _is_plain(link):
        return link[-SLUG_LENGTH:]
    lower = link.lower()
    match = SHORT.match(link) if any(host in lower for host in ("t.co/", *PICTURES)) else None
    return match["slug"] + (match["cut"] or "") if match and match.end() == len(link) else link
