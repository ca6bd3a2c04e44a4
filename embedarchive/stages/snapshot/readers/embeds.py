"""Frames: the pages that Telegram, Instagram, Facebook and LinkedIn show on other people's sites."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser

from embedarchive.late import re
from embedarchive.platforms import PLATFORMS
from embedarchive.records import PostRef, Testified
from embedarchive.stages.snapshot.asking import moment, unix_time
from embedarchive.stages.snapshot.readers.markup import attribute_at, attributes, shown, text_at, tree_of
from embedarchive.stages.snapshot.readers.oembed import handle_in, same_post
from embedarchive.stages.snapshot.told import Told
from embedarchive.stages.words import is_cut

# --- Telegram ---------------------------------------------------------------------------------------

BACKGROUND = re.compile(r"background-image:\s?url\(['\"]?(https://[^'\")\s]{1,500})")
IN_THE_APP = "please open telegram to view this post"
"""In place of files, of voice messages and in channels that forbid saving."""


def telegram(body: bytes, _media_type: str, post: PostRef) -> Told | None:
    """Read `t.me/CHANNEL/NUMBER?embed=1` (core.telegram.org/widgets/post); failures come with status 200."""
    tree = tree_of(body)
    if error := text_at(tree, ".tgme_widget_message_error"):
        return Told(status=Testified.NOT_FOUND, detail=f"Telegram says “{error[:200]}”")
    message = tree.css_first(".tgme_widget_message[data-post]")
    if message is None:
        return None
    ref = PLATFORMS["telegram"].read_url(f"https://t.me/{message.attributes.get('data-post')}")
    words = text_at(message, ".tgme_widget_message_text.js-message_text") or text_at(
        message, ".tgme_widget_message_text"
    )
    if words is None and IN_THE_APP in message.text().lower():
        return Told(status=Testified.RESTRICTED, detail="Telegram shows it in its app only")
    styles = attributes(message, ".tgme_widget_message_photo_wrap, .tgme_widget_message_video_thumb", "style")
    return Told(
        post_id=post.id if ref and ref.id.lower() == post.id.lower() else ref.id if ref else None,
        name=text_at(message, ".tgme_widget_message_owner_name, .tgme_widget_message_author_name"),
        handle=ref.handle if ref else None,
        created=moment(attribute_at(message, ".tgme_widget_message_date time[datetime]", "datetime")),
        text=words,
        media=tuple(found[1] for style in styles if (found := BACKGROUND.search(style))),
    )


# --- Instagram --------------------------------------------------------------------------------------


def instagram(body: bytes, _media_type: str, post: PostRef) -> Told | None:
    """Read `/p/CODE/embed/captioned/`; without an account it may also be a shell that shows nothing."""
    tree = tree_of(body)
    if tree.css_first(".EmbedBrokenMedia"):
        return Told(status=Testified.TOMBSTONE, detail="broken or removed, says Instagram, not which")
    author = text_at(tree, ".UsernameText")
    if author is None:
        return Told(status=Testified.LOGIN_WALL, detail="a page that shows no post without an account")
    links = attributes(tree, "a[href], blockquote[data-instgrm-permalink]", "data-instgrm-permalink", "href")
    own = any(same_post(url, post) for url in links)
    return Told(
        post_id=post.id if own else None,
        handle=author,
        text=_caption(tree),
        media=attributes(tree, "img.EmbeddedMediaImage[src]", "src"),
    )


def _caption(tree: LexborHTMLParser) -> str | None:
    """Return the caption without the author's name before it and the comments' line behind it."""
    caption = tree.css_first(".Caption")
    if caption is None:
        return None
    for part in caption.css(".CaptionUsername, .CaptionComments"):
        part.decompose()
    return shown(caption.html)


# --- Facebook ---------------------------------------------------------------------------------------

UNAVAILABLE = "this facebook post is no longer available"
"""Removed, not public, or a form of address that the frame does not take (measured 2026-10-03)."""


def facebook(body: bytes, _media_type: str, post: PostRef) -> Told | None:
    """Read `plugins/post.php`: words, author and, but for videos, the moment.

    It names the post by its number; a `pfbid…` name is one of many and cannot be held against that.
    """
    tree = tree_of(body)
    message = tree.css_first('[data-testid="post_message"]')
    if message is None:
        text = (tree.body.text() if tree.body else "").lower()
        why = "removed, or not shown to everybody: Facebook does not say which"
        return Told(status=Testified.TOMBSTONE, detail=why) if UNAVAILABLE in text else None
    for part in message.css(".text_exposed_hide"):
        part.decompose()
    stamp = attribute_at(tree, "abbr[data-utime]", "data-utime")
    own = post.id.encode() in body or not post.id.isdigit()
    return Told(
        post_id=post.id if own else None,
        name=attribute_at(tree, "img[aria-label]", "aria-label"),
        handle=post.handle if _linked_author(tree, post) else None,
        created=unix_time(stamp),
        text=shown(message.html),
        media=tuple(src for src in attributes(tree, "img[src]:not([aria-label])", "src") if "/v/" in src),
    )


def _linked_author(tree: LexborHTMLParser, post: PostRef) -> bool:
    """Whether the frame links the name in the asked address as an author's page."""
    names = (handle_in(url.partition("?")[0]) for url in attributes(tree, "a[href]", "href"))
    return any(name and name.lower() == (post.handle or "").lower() for name in names)


# --- LinkedIn ---------------------------------------------------------------------------------------

COMMENTARY = '[data-test-id="main-feed-activity-embed-card__commentary"]'
ACTOR = 'a[data-tracking-control-name="public_post_embed_feed-actor-name"]'


def linkedin(body: bytes, _media_type: str, post: PostRef) -> Told | None:
    """Read `/embed/feed/update/URN`: words and author; the moment is told by the id alone."""
    tree = tree_of(body)
    words, name = text_at(tree, COMMENTARY), text_at(tree, ACTOR)
    if words is None and name is None:
        return None
    number = post.id.rpartition(":")[2].encode()
    images = attributes(tree, ".feed-shared-image img, video[data-poster-url]", "data-delayed-url", "src")
    return Told(
        post_id=post.id if number in body else None,
        name=name,
        text=words,
        text_cut=is_cut(words),
        media=images,
    )
