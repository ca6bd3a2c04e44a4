"""Mastodon and its kin (Truth Social): a status as the server's own interface tells it, and its oEmbed."""

from __future__ import annotations

from typing import Any

from selectolax.lexbor import LexborHTMLParser

from embedarchive.platforms import mastodon
from embedarchive.records import PostRef
from embedarchive.stages.snapshot.asking import listing, mapping, moment, parse_json, text_of
from embedarchive.stages.snapshot.readers.markup import shown
from embedarchive.stages.snapshot.readers.oembed import handle_in
from embedarchive.stages.snapshot.told import Told


def status(body: bytes, _media_type: str, post: PostRef) -> Told | None:
    """Read a status (docs.joinmastodon.org/entities/Status); one that only boosts another says nothing."""
    told = mapping(parse_json(body))
    account = mapping(told.get("account"))
    if "content" not in told or told.get("reblog"):
        return None
    return Told(
        post_id=text_of(told.get("id")),
        name=text_of(account.get("display_name")),
        handle=_handle(account, post),
        created=moment(text_of(told.get("created_at"))),
        text=shown(text_of(told.get("content"))),
        lang=text_of(told.get("language")),
        media=_media(told),
        edited=moment(text_of(told.get("edited_at"))),
        quoted=_quoted(told),
        detail=_warning(told),
    )


def _handle(account: dict[str, Any], post: PostRef) -> str | None:
    """Return `user@server`, or the name alone where the platform is one server (Truth Social)."""
    acct = text_of(account.get("acct"))
    server = (post.handle or "").partition("@")[2]
    return f"{acct}@{server}" if acct and server and "@" not in acct else acct


def _warning(told: dict[str, Any]) -> str:
    spoiler = text_of(told.get("spoiler_text"))
    return f"behind the warning “{spoiler}”" if spoiler else ""


def _media(told: dict[str, Any]) -> tuple[str, ...]:
    attached = [mapping(one) for one in listing(told.get("media_attachments"))]
    pictures = [text_of(one.get("url")) for one in attached if one.get("type") == "image"]
    stills = [text_of(one.get("preview_url")) for one in attached if one.get("type") != "image"]
    return tuple(dict.fromkeys(url for url in pictures + stills if url))


def _quoted(told: dict[str, Any]) -> str | None:
    return text_of(mapping(mapping(told.get("quote")).get("quoted_status")).get("url"))


def oembed(body: bytes, _media_type: str, post: PostRef) -> Told | None:
    """Read the embed (oembed_serializer.rb): it names the post and its author, and shows no words."""
    told = mapping(parse_json(body))
    tree = LexborHTMLParser(text_of(told.get("html")) or "")
    node = tree.css_first("[data-embed-url], iframe[src]")
    named = [node.attributes.get(name) for name in ("data-embed-url", "src")] if node else []
    ref = next((ref for url in named if (ref := mastodon.read_url(url or ""))), None)
    if ref is None:
        return None
    user = handle_in(text_of(told.get("author_url")))
    server = (post.handle or "").partition("@")[2]
    return Told(
        post_id=ref.id,
        name=text_of(told.get("author_name")),
        handle=f"{user}@{server}" if user and server else ref.handle,
    )
