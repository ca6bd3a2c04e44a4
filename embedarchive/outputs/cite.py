"""A kept post as a reference, in the forms that papers, articles and encyclopedias ask for.

A display name is given as the account shows it: whether it is a person's or an office's nobody can tell
from it, so no name is turned around ("Last, First").
"""

from __future__ import annotations

import datetime as dt
import html
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import quote

from embedarchive.outputs.hidden import escape

SITES = {
    "twitter": "X",
    "instagram": "Instagram",
    "facebook": "Facebook",
    "tiktok": "TikTok",
    "youtube": "YouTube",
    "bluesky": "Bluesky",
    "mastodon": "Mastodon",
    "threads": "Threads",
    "telegram": "Telegram",
    "reddit": "Reddit",
    "linkedin": "LinkedIn",
    "truthsocial": "Truth Social",
}
KINDS = {"youtube": "Video", "tiktok": "Video"}
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
MLA_MONTHS = ("Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")
APA_WORDS = 20
CHICAGO_CHARACTERS = 160


@dataclass(frozen=True, slots=True)
class Cited:
    """What a reference needs to know of a post; None is not known."""

    platform: str
    id: str
    url: str | None
    name: str | None = None
    handle: str | None = None
    """Without `@`."""
    text: str | None = None
    posted: dt.date | None = None
    """The UTC day."""
    copy_url: str | None = None
    """The best archived copy."""
    copy_date: dt.date | None = None
    checked: dt.date | None = None
    """When it was last looked for."""

    @property
    def site(self) -> str:
        """The platform as people call it."""
        return SITES.get(self.platform, _line(self.platform))

    @property
    def words(self) -> str:
        """The words of the post in one line."""
        return _line(self.text)

    @property
    def author(self) -> str:
        """The name, else the handle; empty where neither is known."""
        return _line(self.name) or self.at

    @property
    def at(self) -> str:
        """The handle as people write it; empty where it is not known."""
        return f"@{_line(self.handle)}" if self.handle else ""

    @property
    def link(self) -> str:
        """The permalink with nothing in it that a format could take for its own."""
        return address(self.url)


def _line(text: str | None) -> str:
    """Return one line without what acts or hides: a reference is retyped, not replayed."""
    return escape(" ".join((text or "").split()), lambda _point: "")


def address(url: str | None) -> str:
    """Return an http(s) address in ASCII, without quotes, braces, pipes, brackets or spaces."""
    if not url or not url.startswith(("https://", "http://")):
        return ""
    return quote(url, safe="!#$%&*+,-./:;=?@_~", errors="replace")


def _named(cited: Cited, brackets: str) -> str:
    """Return the name with the handle in brackets, either alone where the other is missing."""
    if cited.name and _line(cited.name) and cited.at:
        return f"{_line(cited.name)} {brackets[0]}{cited.at}{brackets[1]}"
    return cited.author


def _stop(text: str) -> str:
    """End a sentence, once."""
    return text if text.endswith((".", "!", "?", "…", "۔", "。")) else f"{text}."


def _british(day: dt.date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _american(day: dt.date) -> str:
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"


# --- For readers -----------------------------------------------------------------------------------


def plain(cited: Cited) -> str:
    """Return one line with the archived copy beside the link."""
    who = _named(cited, "()") or f"post {_line(cited.id)}"
    head = ", ".join(filter(None, (who, cited.site, _british(cited.posted) if cited.posted else "")))
    words = f": “{cited.words}”" if cited.words else ""
    return f"{head}{words} {cited.link}".rstrip() + _kept(cited)


def _kept(cited: Cited) -> str:
    made = f", {_british(cited.copy_date)}" if cited.copy_date else ""
    parts = (
        f"archived: {address(cited.copy_url)}{made}" if cited.copy_url else "",
        f"last checked {_british(cited.checked)}" if cited.checked else "",
    )
    told = "; ".join(filter(None, parts))
    return f" ({told})" if told else ""


def apa(cited: Cited) -> str:
    """APA 7, social media (Author [@handle]. (Date). Words [Post]. X. URL, as its X references have it).

    The first 20 words stand for the title; n.d. where there is no date; a post without words is
    described in brackets alone.
    """
    when = f"{cited.posted.year}, {MONTHS[cited.posted.month - 1]} {cited.posted.day}" if cited.posted else ""
    title = " ".join(cited.words.split()[:APA_WORDS])
    kind = f"[{KINDS.get(cited.platform, 'Post')}]"
    head = f"{_stop(_named(cited, '[]'))} " if cited.author else ""
    return (
        f"{head}({when or 'n.d.'}). {f'{title} ' if title else ''}{kind}. {cited.site}. {cited.link}".strip()
    )


def mla(cited: Cited) -> str:
    """MLA Handbook 9, posts: name [handle]. “All the words.” Site, day, address."""
    when = ""
    if cited.posted:
        when = f"{cited.posted.day} {MLA_MONTHS[cited.posted.month - 1]} {cited.posted.year}"
    title = f"“{_stop(cited.words)}”" if cited.words else "Post."
    tail = ", ".join(filter(None, (cited.site, when, cited.link)))
    return " ".join(filter(None, (_stop(_named(cited, "[]")) if cited.author else "", title, f"{tail}.")))


def chicago(cited: Cited) -> str:
    """CMOS 17, 14.209, bibliography: name (@handle). “Up to 160 characters.” Site, date. Address."""
    words = cited.words
    if len(words) > CHICAGO_CHARACTERS:
        words = words[: CHICAGO_CHARACTERS - 1].rsplit(" ", 1)[0].rstrip() + "…"
    tail = ", ".join(filter(None, (cited.site, _american(cited.posted) if cited.posted else "")))
    who = _stop(_named(cited, "()")) if cited.author else ""
    title = f"“{_stop(words)}”" if words else ""
    link = f"{cited.link}." if cited.link else ""
    return " ".join(filter(None, (who, title, f"{tail}.", link)))


# --- For programs ----------------------------------------------------------------------------------

_TEX = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{character: f"\\{character}" for character in "{}$&#_%"},
}


def tex(text: str) -> str:
    """Escape what TeX acts upon (TeXbook, chapter 7); biber reads other scripts as they are."""
    return "".join(_TEX.get(character, character) for character in text)


def bibtex(cited: Cited) -> str:
    """BibTeX `misc` (https://www.bibtex.com/e/misc-entry/); double braces keep a name as it is written."""
    fields = {
        "author": f"{{{tex(cited.author)}}}" if cited.author else "",
        "title": f"{{{tex(cited.words)}}}" if cited.words else "",
        "howpublished": tex(f"{cited.site} post{f' by {cited.at}' if cited.at else ''}"),
        "year": str(cited.posted.year) if cited.posted else "",
        "month": MONTHS[cited.posted.month - 1][:3].lower() if cited.posted else "",
        "day": str(cited.posted.day) if cited.posted else "",
        "url": cited.link,
        "urldate": cited.checked.isoformat() if cited.checked else "",
        "note": rf"Archived at \url{{{address(cited.copy_url)}}}" if cited.copy_url else "",
    }
    shown = (
        f"  {name} = {value if name == 'month' else f'{{{value}}}'},"
        for name, value in fields.items()
        if value
    )
    return "\n".join((f"@misc{{{_key(cited)},", *shown, "}"))


def _key(cited: Cited) -> str:
    return re.sub(r"[^A-Za-z0-9-]", "-", f"{cited.platform}-{cited.id}")


def csl_json(cited: Cited) -> str:
    """CSL-JSON, type `post` (https://docs.citationstyles.org/en/stable/specification.html, CSL 1.0.2)."""
    entry: dict[str, object] = {"id": _key(cited), "type": "post", "container-title": cited.site}
    if cited.author:
        entry["author"] = [{"literal": _named(cited, "()")}]
    if cited.words:
        entry["title"] = cited.words
    if cited.posted:
        entry["issued"] = _parts(cited.posted)
    if cited.link:
        entry["URL"] = cited.link
    if cited.checked:
        entry["accessed"] = _parts(cited.checked)
    if cited.copy_url:
        entry["archive_location"] = address(cited.copy_url)
    return json.dumps([entry], ensure_ascii=False, indent=2)


def _parts(day: dt.date) -> dict[str, list[list[int]]]:
    return {"date-parts": [[day.year, day.month, day.day]]}


def ris(cited: Cited) -> str:
    """RIS, type `ELEC` (https://refdb.sourceforge.net/manual/sect1-ris-format.html).

    A field is one line, so no word of a post can begin a tag; `*` may not stand in an author.
    """
    return "\n".join(f"{tag}  - {value}" for tag, value in _ris(cited) if value or tag == "ER")


def _ris(cited: Cited) -> Iterator[tuple[str, str]]:
    yield "TY", "ELEC"
    yield "AU", _named(cited, "()").replace("*", "")
    yield "TI", cited.words
    yield "PB", cited.site
    yield "PY", str(cited.posted.year) if cited.posted else ""
    yield "DA", cited.posted.strftime("%Y/%m/%d") if cited.posted else ""
    yield "UR", cited.link
    yield "Y2", cited.checked.strftime("%Y/%m/%d") if cited.checked else ""
    yield "N1", f"Archived at {address(cited.copy_url)}" if cited.copy_url else ""
    yield "ER", ""


_WIKI = re.compile(r"[&<>|{}\[\]'~_*#]|:(?=//)")


def wiki(text: str) -> str:
    """Write what wikitext acts upon as entities; also `://`, for a title must hold no address."""
    return _WIKI.sub(lambda found: f"&#{ord(found[0])};", text)


def wikipedia(cited: Cited) -> str:
    """{{cite tweet}} (https://en.wikipedia.org/wiki/Template:Cite_tweet), for other sites {{cite web}}."""
    tweet = cited.platform == "twitter"
    fields = {
        "number": wiki(_line(cited.id)) if tweet else "",
        "user": _line(cited.handle) if tweet else "",
        "url": "" if tweet else cited.link,
        "title": wiki(cited.words),
        "website": "" if tweet else cited.site,
        "date": _british(cited.posted) if cited.posted else "",
        "author": wiki(_line(cited.name) if tweet else _named(cited, "()")),
        "access-date": _british(cited.checked) if cited.checked else "",
        "archive-url": address(cited.copy_url),
        "archive-date": _british(cited.copy_date) if cited.copy_url and cited.copy_date else "",
    }
    shown = "".join(f" |{name}={value}" for name, value in fields.items() if value)
    return f"{{{{cite {'tweet' if tweet else 'web'}{shown}}}}}"


def robust_links(cited: Cited) -> str:
    """Robust Links 1.0 (https://robustlinks.mementoweb.org/spec/): the link, a copy, and a date."""
    version = f' data-versionurl="{html.escape(address(cited.copy_url))}"' if cited.copy_url else ""
    day = (cited.copy_date if cited.copy_url else None) or cited.checked
    dated = f' data-versiondate="{day.isoformat()}"' if day else ""
    who = _named(cited, "()") or f"post {_line(cited.id)}"
    when = f", {_british(cited.posted)}" if cited.posted else ""
    words = f"<bdi>{html.escape(who)}</bdi> on {html.escape(cited.site)}{when}"
    return f'<a href="{html.escape(cited.link)}"{version}{dated}>{words}</a>'


FORMATS: Mapping[str, Callable[[Cited], str]] = MappingProxyType(
    {
        "plain": plain,
        "apa": apa,
        "mla": mla,
        "chicago": chicago,
        "bibtex": bibtex,
        "csl-json": csl_json,
        "ris": ris,
        "wikipedia": wikipedia,
        "robust-links": robust_links,
    }
)
