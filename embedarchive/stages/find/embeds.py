"""Embeds in a page's markup: every platform's rules in order, and elements that load a post later."""

from __future__ import annotations

from collections.abc import Iterator

from embedarchive.late import regex
from embedarchive.platforms import MARKS, PLATFORMS, SITES
from embedarchive.platforms.sharing import is_button
from embedarchive.records import Claim, MentionKind, PostRef
from embedarchive.stages.find.attributes import attribute_at
from embedarchive.stages.find.beside import in_side_bar
from embedarchive.stages.find.blockquotes import quoted, quoting_posts
from embedarchive.stages.find.cards import is_live, read_card, read_fields
from embedarchive.stages.find.draft import Draft, Sight
from embedarchive.stages.find.literals import DRAWN, FRAMES, PERMALINKS, SHADOW, held
from embedarchive.stages.find.own_page import shown_by
from embedarchive.stages.find.share_links import share_link
from embedarchive.stages.find.urls import post_at, written
from embedarchive.stages.nesting import innermost, readable

TYPE_CHECKING = False  # as in cli/__init__.py
if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from embedarchive.platforms.base import EmbedRule, Platform
    from embedarchive.stages.page import Page

PERMALINK = regex.compile(
    r"https?(?:://|%3A%2F%2F)(?:[a-z0-9-]{1,40}\.){0,2}(?:twitter|x)\.com(?:(?::|%3A)\d{1,5})?(?:/|%2F)(?:#!(?:/|%2F))?"
    r"(?:@?[A-Za-z0-9_]{1,20}(?:/|%2F)|i(?:/|%2F)web(?:/|%2F))status(?:es)?(?:/|%2F)\d{1,19}",
    regex.I,
)
"""A post's URL, also percent-encoded inside another one."""
LONGEST_PERMALINK = 200
URL = regex.compile(r"https?://[^\s<>\"'\\]{8,400}", regex.I)
PAIR = regex.compile(r"(?P<key>[A-Za-z]{1,40})[\"']?\s{0,9}:\s{0,9}[\"'](?P<said>[^\"']{1,400})[\"']")
"""A key and its value in an object as JavaScript writes it."""
NOT_FOR_POSTS = frozenset(
    {"href", "title", "content", "cite", "alt", "aria-label", "action", "srcset", "value", "onclick", "name"}
)
"""Attributes in which a post's URL does not stand for the post."""
NOT_PLACES = frozenset(
    {"a", "meta", "link", "script", "input", "button", "form", "option", "base", "html", "body"}
)
ADDRESS = ("http", "//")
"""What an attribute begins with that is one address, though it carries a post's."""
MAX_VALUE = 4_000
"""Characters of an attribute that is still one URL or one card, not a document."""


OFFICIAL = ("blockquote", "iframe")
"""What platforms have others embed. Their own pages draw posts in other ways, and cite in this one."""


def sights(page: Page) -> Iterator[Sight]:
    """Yield what the rules of all platforms see in a page's markup."""
    own = shown_by(page)
    for site in _embedded_sites(page):
        for rule in site.embeds:
            if site.name in own and not rule.selector.startswith(OFFICIAL):
                continue
            nodes = page.select(held(page, rule.selector))
            # What holds embeds is none, whatever it is called, but a post that quotes another one.
            read = innermost(nodes) if rule.quotes else readable(nodes)
            quoting = quoting_posts(site, rule, nodes) if rule.quotes else {}
            for node in nodes:
                if node.mem_id not in read and (rule.quotes or rule.inside):
                    if node.mem_id in quoting:
                        yield Sight(quoting[node.mem_id], node, to_date=True)
                    continue
                draft = _by_rule(page, site, rule, node, node.mem_id in read)
                if draft:
                    yield Sight(draft, node, to_date=rule.quotes)
    yield from deferred(page)
    if held(page, DRAWN) or any(map(page.places, FRAMES)):
        from embedarchive.stages.find.frames import drawn, waiting

        yield from waiting(page)
        yield from drawn(page)


def _embedded_sites(page: Page) -> list[Platform]:
    """Return the platforms whose posts may stand in a page: most pages embed of none or of one."""
    sites = [name for name in SITES if name not in MARKS or any(map(page.places, MARKS[name]))]
    return [PLATFORMS[name] for name in sites]


def _by_rule(page: Page, site: Platform, rule: EmbedRule, node: LexborNode, read: bool) -> Draft | None:
    """Return what a rule sees in an element; of one that is not `read`, what its attributes say."""
    if rule.quotes:
        return quoted(site, rule, node)
    post = _named_inside(page, site, rule, node) if rule.inside else _named(page, site, rule, node, read)
    link = None if post or rule.inside else share_link(site, rule, page.attributes(node))
    if link:  # which post it leads to, what readers without scripts see may tell
        post = _shown_inside(page, site, rule, node)
    # A blockquote is the site's own form of an embed, wherever it stands.
    if not (post or link) or (rule.inside and node.tag != "blockquote" and _cites_nothing(page, node)):
        return None
    claim = _told(page, rule, node, read)
    return Draft(site.name, MentionKind.EMBED, rule.name, 0, 0, claim, post, (link,) if link else ())


def _cites_nothing(page: Page, card: LexborNode) -> bool:
    """Whether a card is one of somebody's latest posts, or stands in a side bar.

    One that is an `<aside>` itself (Discourse's) does not stand in one for that.
    """
    around = card.parent if card.tag == "aside" else card
    return is_live(card) or (around is not None and in_side_bar(page, around))


def _told(page: Page, rule: EmbedRule, node: LexborNode, read: bool) -> Claim:
    """Return what else an element says of its post: in its JSON or, if it is read, in words or as a card."""
    if rule.tells:
        card = _json(next(filter(None, map(page.attributes(node).get, (*rule.urls, *rule.attributes))), ""))
        return read_fields(card or {}, rule.tells)
    if not read:
        return Claim()
    if not rule.says:
        return read_card(_drawn(page, node))
    from embedarchive.stages.find.wording import read_wording

    return read_wording(page.markup(node), rule.says)


def _drawn(page: Page, node: LexborNode) -> LexborNode:
    """Return what a browser draws for an element: its shadow root, where a saved page has one."""
    root = node.css_first(SHADOW) if held(page, SHADOW) else None
    if root is None:
        return node
    from selectolax.lexbor import LexborHTMLParser

    return LexborHTMLParser(page.markup(root).partition(">")[2]).body or node


def _named(page: Page, site: Platform, rule: EmbedRule, node: LexborNode, read: bool) -> PostRef | None:
    """Return the post that one of a rule's attributes names, by URL or by bare id."""
    attributes = page.attributes(node)
    for name in (*rule.urls, *rule.attributes):
        value = (attributes.get(name) or "").strip()
        if not value:
            continue
        for said in _values(value, rule.keys):
            url = written(said)
            if not is_button(url) and (post := site.read_url(url)):
                return post
            if name in rule.attributes and site.is_id(said) and not (rule.unlike and rule.unlike.match(said)):
                return PostRef(site.name, said, _handle_of(site, node, said, read))
    return None


def _values(value: str, keys: tuple[str, ...]) -> Iterator[str]:
    """Yield what an attribute says: itself, or where keys are named their values in its object."""
    card = _json(value) if keys else None
    if card is None:
        named = (match["said"] for match in PAIR.finditer(value) if match["key"] in keys)
        yield next(named, value) if keys else value
    else:
        yield from (said for key in keys if isinstance(said := card.get(key), str) and said)


def _json(value: str) -> dict[str, object] | None:
    """Return the object that an attribute holds, also as a list of its keys and values by turns."""
    import json

    try:
        card = json.loads(value)
    except (ValueError, RecursionError):
        return None
    if isinstance(card, list) and all(isinstance(key, str) for key in card[::2]):
        card = dict(zip(card[::2], card[1::2], strict=False))
    return card if isinstance(card, dict) else None


def _handle_of(site: Platform, node: LexborNode, post_id: str, read: bool) -> str | None:
    """Return the handle that a post's id holds (Telegram), else the one in a link to the post inside."""
    inside = (a.attributes.get("href") for a in node.css("a[href]")) if read else ()
    urls = (site.permalink(PostRef(site.name, post_id)), *inside)
    posts = (post_at(url or "") for url in urls)
    return next((post.handle for post in posts if post and post.id == post_id), None)


def _named_inside(page: Page, site: Platform, rule: EmbedRule, node: LexborNode) -> PostRef | None:
    """Return the post that an element is about: all its links to posts name one, or the first does.

    Of a discussion and a comment in it (Reddit) the comment is meant, whichever stands first.
    """
    urls = [page.attributes(a).get("href") or "" for a in (node, *node.css("a[href]"))]
    text = node.text(separator=" ") or ""
    urls += PERMALINK.findall(text) + URL.findall(text)
    named = {post.id: post for post in map(post_at, urls) if post and post.platform == site.name}
    if not named or (len(named) > 1 and not rule.first):
        return None
    first = next(iter(named))
    return next((post for id_, post in named.items() if id_.startswith(f"{first}/")), named[first])


def _shown_inside(page: Page, site: Platform, rule: EmbedRule, node: LexborNode) -> PostRef | None:
    """Return the post that what stands inside an element is: its `cite`, for its words may link any other."""
    cites = (page.attributes(one).get("cite") for one in (node, *node.css("blockquote[cite]")))
    cite = next(filter(None, cites), None)
    if cite is None:
        return _named_inside(page, site, rule, node)
    post = post_at(cite)
    return post if post and post.platform == site.name else None


# --- Deferred embeds ----------------------------------------------------------------------------


def deferred(page: Page) -> Iterator[Sight]:
    """Yield elements that hold a post's URL in an attribute, to load it after consent or on scrolling."""
    for name, nodes in page.with_attributes(_attribute_names(page)):
        for node in nodes:
            value = (page.attributes(node).get(name) or "").strip()
            is_place = (node.tag or "") not in NOT_PLACES and len(value) <= MAX_VALUE
            if is_place and not (value.startswith(ADDRESS) and is_button(value)):
                yield from _deferred(node, value)


def _attribute_names(page: Page) -> tuple[str, ...]:
    """Return the names of the attributes that hold a post's URL somewhere in the page."""
    if all(_is_linked(page.source, place) for literal in PERMALINKS for place in page.places(literal)):
        return ()  # as in most pages
    names = dict.fromkeys(
        attribute_at(page.source, match.start())
        for start, end in page.around(PERMALINKS, LONGEST_PERMALINK, LONGEST_PERMALINK)
        for match in PERMALINK.finditer(page.source, start, end)
    )
    return tuple(name for name in names if name and name not in NOT_FOR_POSTS)


def _is_linked(source: str, place: int) -> bool:
    """Whether a place in a permalink lies in an attribute in which that does not stand for the post.

    Told only where the quotation mark is so near that from the permalink's beginning one sees the same.
    """
    near = source.rfind('"', max(0, place - LONGEST_PERMALINK), place) >= 0
    return near and attribute_at(source, place) in NOT_FOR_POSTS


def _deferred(node: LexborNode, value: str) -> Iterator[Sight]:
    claim, url = _card_value(value) if value.startswith("{") else (Claim(), _url_in(value))
    post = post_at(url) if url else None
    if post:
        draft = Draft(post.platform, MentionKind.EMBED, "url-in-attribute", 0, 0, claim, post)
        yield Sight(draft, node)


def _url_in(value: str) -> str | None:
    match = PERMALINK.search(value) if "status" in value.lower() else None
    if match is None:
        return None
    from urllib.parse import unquote

    return unquote(match[0])


def _card_value(value: str) -> tuple[Claim, str | None]:
    """Read a card whose content stands in a JSON attribute (Substack's `data-attrs`)."""
    card = _json(value)
    if card is None:
        return Claim(), None
    claim = read_card(card) if isinstance(card.get("full_text"), str) else Claim()
    return claim, _url_in(str(card.get("url", "")))
