"""Bluesky: post views of the public AppView (app.bsky.feed.defs#postView), and its oEmbed."""

from __future__ import annotations

from typing import Any

from selectolax.lexbor import LexborHTMLParser

from embedarchive.platforms import bluesky
from embedarchive.records import PostRef, Testified
from embedarchive.stages.find.dates import read_date
from embedarchive.stages.snapshot.asking import listing, mapping, moment, parse_json, text_of
from embedarchive.stages.snapshot.readers.markup import shown
from embedarchive.stages.snapshot.readers.oembed import handle_in
from embedarchive.stages.snapshot.told import Told

MEMBERS_ONLY = "!no-unauthenticated"
"""A label by which an account asks apps to show it to account holders only (docs.bsky.app, "Labels and
moderation"). The open interface answers all the same, and leaves it to the app."""
UNLISTED = "its author asks apps to show it to account holders only"


def posts(body: bytes, _media_type: str, post: PostRef) -> Told | None:
    """Read `app.bsky.feed.getPosts`: what is deleted, taken down or unknown is left out of the list."""
    told = mapping(parse_json(body))
    if "posts" not in told:
        return None
    views = [mapping(one) for one in listing(told["posts"])]
    if not views:
        return Told(status=Testified.NOT_FOUND, detail="Bluesky lists no such post")
    named = ((view, bluesky.read_url(text_of(view.get("uri")) or "")) for view in views)
    view = next((view for view, ref in named if ref and ref.id == post.id), views[0])
    return _view(view)


def _view(view: dict[str, Any]) -> Told:
    ref = bluesky.read_url(text_of(view.get("uri")) or "")
    author, record = mapping(view.get("author")), mapping(view.get("record"))
    langs = [one for one in listing(record.get("langs")) if isinstance(one, str)]
    labels = [mapping(one).get("val") for one in listing(author.get("labels"))]
    embed = mapping(view.get("embed"))
    return Told(
        post_id=ref.id if ref else None,
        name=text_of(author.get("displayName")),
        handle=text_of(author.get("handle")),
        created=moment(text_of(record.get("createdAt"))),
        text=text_of(record.get("text")),
        lang=langs[0] if langs else None,
        media=_media(embed),
        quoted=_quoted(embed),
        detail=UNLISTED if MEMBERS_ONLY in labels else "",
    )


def _media(embed: dict[str, Any]) -> tuple[str, ...]:
    """Return the pictures of a post, and the still image of its video."""
    shows = mapping(embed.get("media")) or embed
    images = [mapping(one) for one in listing(shows.get("images"))]
    urls = [text_of(one.get("fullsize")) or text_of(one.get("thumb")) for one in images]
    urls.append(text_of(shows.get("thumbnail")))
    return tuple(dict.fromkeys(url for url in urls if url))


def _quoted(embed: dict[str, Any]) -> str | None:
    record = mapping(embed.get("record"))
    inner = mapping(record.get("record")) or record
    ref = bluesky.read_url(text_of(inner.get("uri")) or "")
    return bluesky.permalink(ref) if ref else None


def oembed(body: bytes, _media_type: str, _post: PostRef) -> Told | None:
    """Read the embed of embed.bsky.app: words, author and the day its last link shows."""
    told = mapping(parse_json(body))
    tree = LexborHTMLParser(text_of(told.get("html")) or "")
    quote = tree.css_first("blockquote[data-bluesky-uri]")
    ref = bluesky.read_url(quote.attributes.get("data-bluesky-uri") or "") if quote else None
    words = quote.css_first("p") if quote else None
    if quote is None or ref is None:
        return None
    dated = read_date(quote.css("a")[-1].text().strip()) if quote.css("a") else None
    return Told(
        post_id=ref.id,
        name=(text_of(told.get("author_name")) or "").rpartition(" (@")[0] or None,
        handle=handle_in((text_of(told.get("author_url")) or "").replace("/profile/", "/@")),
        day=dated.date if dated else None,
        text=shown(words.html) if words else None,
        lang=(words.attributes.get("lang") if words else None) or None,
    )
