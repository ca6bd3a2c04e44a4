"""A post's own page: what its properties for link previews, and its JSON-LD, say of the post."""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser

from embedarchive.platforms import PLATFORMS
from embedarchive.platforms.base import PageForm
from embedarchive.records import PostRef, Testified
from embedarchive.stages.snapshot.asking import listing, mapping, moment, parse_json, text_of
from embedarchive.stages.snapshot.readers.markup import attribute_at, tree_of
from embedarchive.stages.snapshot.readers.oembed import handle_in, same_post
from embedarchive.stages.snapshot.told import Told
from embedarchive.stages.words import is_cut

SHELL = "a page that shows no post without scripts or an account"
MIGRATE = b"/x/migrate"
"""php-embed #536: `<meta http-equiv="refresh" content="5; url = https://twitter.com?mx=1">` and a form: it
speaks of X's move, not of the post."""
LONGEST = 10_000
"""Characters of one property that are read."""
OPENING, CLOSING = frozenset('“"'), frozenset('”"')
MOST_JSON = 1_000_000
"""Characters of one JSON-LD block that are read."""


def page(body: bytes, _media_type: str, post: PostRef) -> Told:
    """Read a live page; one without the post's own properties says nothing of it."""
    if MIGRATE in body:
        return Told(status=Testified.LOGIN_WALL, detail="the x/migrate page, which is not the post's")
    told = read_page(tree_of(body), post)
    return told or Told(status=Testified.LOGIN_WALL, detail=SHELL)


def read_page(tree: LexborHTMLParser, post: PostRef) -> Told | None:
    """Read a page, live or archived, by its platform's form; None where it does not show the very post."""
    form = PLATFORMS[post.platform].page
    return (linked_posting(tree, post) or (preview(tree, post, form))) if form else None


# --- Link previews (ogp.me) ----------------------------------------------------------------------------


def preview(tree: LexborHTMLParser, post: PostRef, form: PageForm) -> Told | None:
    """Read the Open Graph properties."""
    whole = _property(tree, form.words)
    named = [url for url in (_property(tree, "og:url"), attribute_at(tree, 'link[rel="canonical"]', "href"))]
    own = any(same_post(url, post) for url in named)
    if whole is None or not (own or (not form.names_post and not any(named))):
        return None
    lead = form.lead.match(whole) if form.lead else None
    if form.lead and not lead:
        return None
    words = unquoted(_without_tail(whole[lead.end() if lead else 0 :], form))
    title = form.title.match(_property(tree, "og:title") or "") if form.title else None
    groups = {**(title.groupdict() if title else {}), **(lead.groupdict() if lead else {})}
    picture = _property(tree, "og:image")
    return Told(
        post_id=post.id,
        name=groups.get("name") or None,
        handle=groups.get("handle") or None,
        created=moment(_property(tree, "article:published_time") or _property(tree, "og:published_time")),
        text=words or None,
        text_cut=len(words) >= form.whole_up_to or is_cut(words),
        media=(picture,) if picture and "/profile_images/" not in picture else (),
    )


def _without_tail(words: str, form: PageForm) -> str:
    tail = form.tail.search(words) if form.tail else None
    return words[: tail.start()] if tail else words


def unquoted(words: str) -> str:
    """Return words without the quotation marks that X and Instagram put around a post."""
    bare = words.strip()
    if bare[:1] not in OPENING:
        return bare
    inner = bare.removesuffix(".").rstrip()
    return inner[1:-1].strip() if inner[-1:] in CLOSING and len(inner) > 1 else bare


def _property(tree: LexborHTMLParser, name: str) -> str | None:
    for attribute in ("property", "name"):
        if value := attribute_at(tree, f'meta[{attribute}="{name}"]', "content"):
            return value[:LONGEST]
    return None


# --- JSON-LD (schema.org/SocialMediaPosting) -----------------------------------------------------------

POSTINGS = frozenset({"SocialMediaPosting", "DiscussionForumPosting"})


def linked_posting(tree: LexborHTMLParser, post: PostRef) -> Told | None:
    """Read a posting that names itself as the very post."""
    for node in _nodes(tree):
        urls = [text_of(node.get(key)) for key in ("url", "@id", "mainEntityOfPage")]
        if node.get("@type") in POSTINGS and any(same_post(url, post) for url in urls):
            author = mapping(node.get("author"))
            profile = handle_in(text_of(author.get("url")))
            words = text_of(node.get("articleBody"))
            return Told(
                post_id=post.id,
                name=text_of(author.get("name")),
                handle=text_of(author.get("additionalName")) or profile,
                created=moment(text_of(node.get("datePublished"))),
                text=words,
                text_cut=is_cut(words),
                lang=text_of(node.get("inLanguage")),
            )
    return None


def _nodes(tree: LexborHTMLParser) -> Iterator[dict[str, object]]:
    for script in tree.css('script[type="application/ld+json"]'):
        value = parse_json((script.text() or "")[:MOST_JSON])
        nodes = listing(value) or [value]
        yield from (mapping(one) for one in [*nodes, *listing(mapping(value).get("@graph"))])
