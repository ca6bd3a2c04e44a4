"""Links in prose: to posts, and X's short links; and permalinks on a line of their own."""

from __future__ import annotations

from collections.abc import Iterator

from embedarchive.late import re, regex
from embedarchive.platforms.sharing import shared_on
from embedarchive.platforms.tco import NAME, tco_slug
from embedarchive.records import MentionKind
from embedarchive.stages.blanks import WHITE, evened
from embedarchive.stages.find.accounts import is_account
from embedarchive.stages.find.copied import mended
from embedarchive.stages.find.draft import Draft, Sight
from embedarchive.stages.find.literals import ANCHORS, SHORT_LINKS, held
from embedarchive.stages.find.schemeless import absolute, stretches
from embedarchive.stages.find.slugs import short_links
from embedarchive.stages.find.urls import post_at, written

TYPE_CHECKING = False  # as in cli/__init__.py
if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from embedarchive.records import PostRef
    from embedarchive.stages.page import Page

URL = re.compile(rf"[Hh][Tt][Tt][Pp][Ss\u017f]?://[^{WHITE}<>\"'`\\^{{}}|()\[\]\u2026]{{4,400}}")
"""Spelt out: where cases do not count, `re` takes twice the time."""
NOT_ASCII = regex.compile(r"[^\x00-\x7f]")
OWN_LINE = regex.compile(
    r"^\ufeff?[ \t>]{0,20}(?P<url>https?://[^\s<>\"'()\[\]]{8,300})[ \t]{0,20}$", regex.I | regex.M
)
OWN_PARAGRAPH = regex.compile(
    r"(?:\A|\n\n)[ \t]{0,20}(?P<url>https?://[^\s<>\"'()\[\]]{8,300})[ \t]{0,20}(?=\n\n|\Z)", regex.I
)
"""A line that is one URL: an embed whose provider did not answer (WordPress prints it so).

On a page it has to be a paragraph: lists of sources are lines.
"""
IS_REFERENCE = "]:"
"""What ends the line above an address that html2text puts into its list of links: that is no embed."""
ESCAPED_SLASH = regex.compile(r"\\{1,8}(?:/|u002[fF])|%(?:25){0,3}2[fF]|&#(?:47|x2[fF]);")
IN_ESCAPES = ("\\", "%2", "&#")
"""One of these stands where `ESCAPED_SLASH` matches."""
SHORT_REACH = 80, 240
"""Characters before and behind the host of a short link that belong to it, however escaped."""
ESCAPED, UNESCAPED = "\\_", "\x1a_"
"""Markdown's underscore, and what stands for it while addresses are looked for: `URL` has no stroke."""
ENDS_PATH = regex.compile(r"[?#&]")
TRAILING = ".,;:!?)]}»”’\"'*_" + UNESCAPED[0]
CUT = ("…", "...")
"""What pages and people put where they cut an address short."""
WHOLE_NUMBER = 19
"""Digits of the ids of our days: what has as many is not cut."""
WHOLE_IDS = {"instagram": 11, "threads": 11, "youtube": 11, "bluesky": 13}
"""The same of ids that are no numbers; others have no length that tells."""


def own_lines(text: str, page: Page | None = None) -> Iterator[Draft]:
    """Yield posts whose URL stands alone on a line, or on a page in a paragraph.

    On a page an anchor to another platform's post is a link, though it stands alone: people link videos so.
    """
    text = evened(text)
    if not any(_begins_as_url(line) for line in text.split("\n")):
        return
    anchored: frozenset[str] | None = None
    for match in (OWN_PARAGRAPH if page else OWN_LINE).finditer(text):
        post = post_at(match["url"])
        post = post if post and _names_whole(match["url"], page) else None
        if post and text[max(0, match.start() - 3) : match.start()].strip().endswith(IS_REFERENCE):
            post = None
        if post and page and post.platform != NAME:
            anchored = _anchored(page) if anchored is None else anchored
            post = None if match["url"] in anchored else post
        if post:
            yield Draft(
                post.platform,
                MentionKind.EMBED,
                "bare-permalink",
                match.start("url"),
                match.end("url"),
                post=post,
                links=(mended(match["url"]),),
            )


def _begins_as_url(line: str) -> bool:
    return line.lstrip("\ufeff \t>")[:4].lower() == "http"


def _anchored(page: Page) -> frozenset[str]:
    return frozenset((node.attributes.get("href") or "").strip() for node in page.select("a[href]"))


def links_in_text(text: str, page: Page | None = None) -> Iterator[Draft]:
    """Yield the links of a text that name a post or are X's short ones."""
    at, plain = 0, text.replace(ESCAPED, UNESCAPED) if page is None and ESCAPED in text else text
    while plain.find("://", at) >= 0 and (match := URL.search(plain, at)):
        url, post = _of_post(match[0])
        at = match.start() + len(url)
        if draft := _link(text, match.start(), at, url, post, page=page):
            yield draft
    for start, most in stretches(plain):
        front = "https:" if plain.startswith("//", start) else "https://"
        url, post = _of_post(front + plain[start:most])
        if draft := _link(text, start, start + len(url) - len(front), url, post, page=page):
            yield draft
    for short in short_links(text):
        if page is None or page.holds(text[short.start : short.end].rpartition("/")[0]):
            yield Draft(NAME, MentionKind.LINK, "short-link", short.start, short.end, links=short.links)


def _link(
    text: str, start: int, end: int, url: str, post: PostRef | None, *, page: Page | None
) -> Draft | None:
    """Return the link that an address in a text is: to a post, or one that a site made for sharing a post."""
    url, shown = _plain(url), text[start:end]
    site = post.platform if post else shared_on(url)
    if not site or (_is_cut(text, end, url, post) if post else text.startswith(CUT, end)):
        return None
    if not (_names_whole(shown, page) if post else page is None or page.holds(shown)):
        return None
    rule = "permalink" if post else "share-link"
    return Draft(site, MentionKind.LINK, rule, start, end, post=post, links=(url,))


def _of_post(stretch: str) -> tuple[str, PostRef | None]:
    """Return the address that a stretch without a space begins with, and the post that it names.

    Whatever the language glues to an address is beyond ASCII (`。`, `—`, a particle, an emoji). Where what
    stands before it names no post, it may belong to the address: a name on Facebook may have any letter.
    """
    beyond = None if stretch.isascii() else NOT_ASCII.search(stretch)
    url = (stretch[: beyond.start()] if beyond else stretch).rstrip(TRAILING)
    post = post_at(_plain(url))
    if beyond and not post and (post := post_at(whole := stretch.rstrip(TRAILING))):
        return whole, post
    return url, post


def _plain(url: str) -> str:
    """Return an address without what stands for the strokes before its underscores."""
    return url.replace(UNESCAPED[0], "")


def _is_cut(text: str, end: int, url: str, post: PostRef) -> bool:
    """Whether an address ends within the id of its post: it would name another."""
    whole = WHOLE_NUMBER if post.id.isdecimal() else WHOLE_IDS.get(post.platform, 0)
    return len(post.id) < whole and text.startswith(CUT, end) and url.endswith(post.id)


def _names_whole(url: str, page: Page | None) -> bool:
    """Whether what names the post in a URL of a page's text stands in the source in one piece, too.

    Elements may stand within it (`<wbr>`). Nobody links so without the address in one piece beside it, and
    a gate for dumps need not look for words that are broken so (adr/0012).
    """
    if page is None:
        return True
    path = ENDS_PATH.split(url, maxsplit=1)[0]
    return page.holds(path if post_at(path) else url)


def anchors(page: Page) -> Iterator[Sight]:
    """Yield a page's anchors that lead to a post or carry a short link, but for icons of accounts."""
    for node in page.select(held(page, ANCHORS)):
        url = written(page.attributes(node).get("href") or "")
        short = tco_slug(url)
        shown = _shown(node) if short else ""
        post = post_at(shown or url)
        site = post.platform if post else NAME if short else shared_on(url)
        if site and not (post and is_account(page, node)):
            rule = "short-link" if short else "permalink" if post else "share-link"
            links = (url, shown) if shown else (url,)
            yield Sight(Draft(site, MentionKind.LINK, rule, 0, 0, post=post, links=links), node)


def _shown(node: LexborNode) -> str:
    """Return the whole address of a post that a short link shows; what X itself shows it cuts."""
    text = (node.text() or "").strip()
    url = absolute(text) or text
    return url if URL.fullmatch(url) and post_at(url) else ""


def is_elsewhere(link: Draft) -> bool:
    """Whether a link is one of another platform than X."""
    return link.platform != NAME


def unseen_slugs(page: Page) -> Iterator[Draft]:
    """Yield the short links that stand in a page's source: those nobody sees stand at the end of the text."""
    for start, end in page.around(SHORT_LINKS, *SHORT_REACH):
        piece = page.source[start:end]
        if any(sign in piece for sign in IN_ESCAPES):
            piece = ESCAPED_SLASH.sub("/", piece)
        for short in short_links(piece):
            rule = "short-link-in-source"
            yield Draft(NAME, MentionKind.LINK, rule, page.end, page.end, links=short.links, hidden=True)
