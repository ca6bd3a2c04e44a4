"""What the other platforms' witnesses answer, after the documents and pages that platforms/*.py name."""

from __future__ import annotations

import html
import json
from typing import Any
from urllib.parse import urlencode

from embedarchive.records import Exchange, PostRef
from tests.worlds.dict_world import page

JSON = "application/json"
WORDS = "The dam & the town.\nNobody asked."
DID = "did:plc:ewvi7nxzyoun6zhxrhs64oiz"
BLUESKY = PostRef("bluesky", "3lhccsvh4tk2p", "dam.example")
MASTODON = PostRef("mastodon", "113949000000000000", "dam@social.example")
TRUTH = PostRef("truthsocial", "113949000000000000", "dam")
YOUTUBE = PostRef("youtube", "dQw4w9WgXcQ")
TIKTOK = PostRef("tiktok", "6806030056956251397", "a3noticias")
REDDIT = PostRef("reddit", "7pfpeq")
COMMENT = PostRef("reddit", "7pfpeq/dsgx1ab")
TELEGRAM = PostRef("telegram", "durov/68", "durov")
INSTAGRAM = PostRef("instagram", "DdEy97xj9P-")
FACEBOOK = PostRef("facebook", "1602283071267063", "NASA")
THREADS = PostRef("threads", "C2QBoRaRmR1", "zuck")
LINKEDIN = PostRef("linkedin", "urn:li:share:7339567106482405376")


def said(value: Any, status: int = 200) -> Exchange:
    """An answer in JSON."""
    return page(json.dumps(value), status, kind=JSON)


def appview(method: str, **query: str) -> str:
    return f"https://public.api.bsky.app/xrpc/{method}?{urlencode(query)}"


RESOLVE = appview("com.atproto.identity.resolveHandle", handle="dam.example")
URI = f"at://{DID}/app.bsky.feed.post/{BLUESKY.id}"
POSTS = appview("app.bsky.feed.getPosts", uris=URI)
PROFILE = appview("app.bsky.actor.getProfile", actor=DID)
BLUESKY_OEMBED = "https://embed.bsky.app/oembed?" + urlencode(
    {"url": f"https://bsky.app/profile/dam.example/post/{BLUESKY.id}", "format": "json"}
)


def bluesky_view(**record: Any) -> dict[str, Any]:
    """A post view of the AppView."""
    return {
        "uri": URI,
        "cid": "bafyreia",
        "author": {"did": DID, "handle": "dam.example", "displayName": "Dam Watch", "labels": []},
        "record": {
            "$type": "app.bsky.feed.post",
            "text": WORDS,
            "createdAt": "2025-02-03T10:00:00.000Z",
            "langs": ["en"],
            **record,
        },
        "embed": {
            "$type": "app.bsky.embed.images#view",
            "images": [{"thumb": "https://cdn.bsky.app/t", "fullsize": "https://cdn.bsky.app/img/f@jpeg"}],
        },
        "indexedAt": "2025-02-03T10:00:01.000Z",
    }


def bluesky_oembed() -> dict[str, Any]:
    """An answer of embed.bsky.app (bskyweb, `postEmbedHTML`)."""
    words = html.escape(WORDS).replace("\n", "<br>")
    return {
        "type": "rich",
        "version": "1.0",
        "author_name": "Dam Watch (@dam.example)",
        "author_url": "https://bsky.app/profile/dam.example",
        "provider_name": "Bluesky Social",
        "html": f'<blockquote class="bluesky-embed" data-bluesky-uri="{URI}" data-bluesky-cid="bafyreia">'
        f'<p lang="en">{words}</p>\n&mdash; Dam Watch (<a href="https://bsky.app/profile/{DID}?ref_src=embed">'
        f'@dam.example</a>) <a href="https://bsky.app/profile/{DID}/post/{BLUESKY.id}?ref_src=embed">'
        "February 3, 2025 at 10:00 AM</a></blockquote><script async></script>",
    }


def mastodon_status(**more: Any) -> dict[str, Any]:
    """A status of Mastodon's interface."""
    return {
        "id": MASTODON.id,
        "created_at": "2025-02-03T10:00:00.000Z",
        "edited_at": "2025-02-03T11:00:00.000Z",
        "language": "en",
        "visibility": "public",
        "spoiler_text": "",
        "uri": f"https://social.example/users/dam/statuses/{MASTODON.id}",
        "url": f"https://social.example/@dam/{MASTODON.id}",
        "content": "<p>The dam &amp; the town.<br>Nobody asked.</p>",
        "account": {"username": "dam", "acct": "dam", "display_name": "Dam Watch"},
        "media_attachments": [
            {"type": "image", "url": "https://files.social.example/a.png", "preview_url": "https://x/y"},
            {"type": "video", "url": "https://x/z.mp4", "preview_url": "https://social.example/still.png"},
        ],
        "reblog": None,
        **more,
    }


def mastodon_oembed() -> dict[str, Any]:
    """An answer of oembed_serializer.rb (4.3)."""
    url = f"https://social.example/@dam/{MASTODON.id}"
    return {
        "type": "rich",
        "version": "1.0",
        "author_name": "Dam Watch",
        "author_url": "https://social.example/@dam",
        "provider_name": "social.example",
        "html": f'<blockquote class="mastodon-embed" data-embed-url="{url}/embed"><a href="{url}">Post by '
        "@dam@social.example View on Mastodon</a></blockquote>",
    }


def youtube_oembed() -> dict[str, Any]:
    """An answer of YouTube's."""
    return {
        "title": "The dam, explained",
        "author_name": "Dam Watch",
        "author_url": "https://www.youtube.com/@damwatch",
        "type": "video",
        "thumbnail_url": f"https://i.ytimg.com/vi/{YOUTUBE.id}/hqdefault.jpg",
        "html": f'<iframe src="https://www.youtube.com/embed/{YOUTUBE.id}?feature=oembed"></iframe>',
    }


def feed(entry: str, author: str = "/u/dennisrieves", words: str = "<p>Long live the dam.</p>") -> str:
    """A feed of one page: the submission, then a comment."""
    markup = html.escape(
        f'<!-- SC_OFF --><div class="md">{words}</div><!-- SC_ON --> &#32; submitted by &#32; '
        f'<a href="https://www.reddit.com/user/dennisrieves"> {author} </a> <br/> <span>[link]</span>'
    )
    comment = html.escape('<!-- SC_OFF --><div class="md"><p>It leaks.</p></div><!-- SC_ON -->')
    return (
        '<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom"><id>/comments/.rss</id>'
        f"<entry><author><name>{author}</name></author><id>{entry}</id>"
        f'<content type="html">{markup}</content><title>Buffett on the dam</title>'
        "<published>2018-01-10T17:00:00+00:00</published></entry>"
        "<entry><author><name>/u/leaky</name></author><id>t1_dsgx1ab</id>"
        f'<content type="html">{comment}</content><title>/u/leaky on Buffett on the dam</title>'
        "<updated>2018-01-10T18:00:00+00:00</updated></entry></feed>"
    )


TELEGRAM_PAGE = """<div class="tgme_widget_message text_not_supported_wrap"
 data-post="durov/68">
<div class="tgme_widget_message_author"><a class="tgme_widget_message_owner_name" href="https://t.me/durov">
<span dir="auto">Pavel Durov</span></a></div>
<a class="tgme_widget_message_photo_wrap"
 style="width:800px;background-image:url('https://cdn4.cdn-telegram.org/file/a.jpg')"></a>
<div class="tgme_widget_message_text js-message_text"
 dir="auto">The dam &amp; the town.<br/>Nobody asked.</div>
<a class="tgme_widget_message_date" href="https://t.me/durov/68">
<time datetime="2018-01-10T17:00:00+00:00" class="datetime">Jan 10, 2018</time></a></div>"""
TELEGRAM_ERROR = '<div class="tgme_widget_message_error">Post not found</div>'
TELEGRAM_HIDDEN = """<div class="tgme_widget_message" data-post="durov/68">
<div class="message_media_not_supported_label">
Please open Telegram to view this post</div></div>"""

INSTAGRAM_EMBED = f"""<html><body><div class="Embed"><a class="ViewProfileButton"
 href="https://www.instagram.com/nasa/?utm_source=ig_embed"><span class="UsernameText">nasa</span></a>
<a href="https://www.instagram.com/p/{INSTAGRAM.id}/?utm_source=ig_embed">
<img class="EmbeddedMediaImage" src="https://scontent.cdninstagram.com/v/a.jpg"></a>
<div class="Caption"><a class="CaptionUsername" href="#">nasa</a>
<br><br>The dam &amp; the town.<br>Nobody asked.
<div class="CaptionComments"><a href="#">View all 777 comments</a></div></div></div></body></html>"""
INSTAGRAM_PAGE = f"""<html><head>
<meta property="og:title" content="NASA on Instagram: &quot;The dam &amp;amp; the">
<meta property="og:description"
 content='257K likes, 777 comments - nasa on September 9, 2026: "The dam &amp; the town.
Nobody asked.". '>
<meta property="og:image" content="https://scontent.cdninstagram.com/v/b.jpg">
<meta property="og:url" content="https://www.instagram.com/nasa/p/{INSTAGRAM.id}/"></head></html>"""

FACEBOOK_FRAME = """<html><body><img aria-label="NASA" src="https://scontent.xx.fbcdn.net/v/me.jpg">
<a href="https://www.facebook.com/NASA?ref=embed_post" title="NASA">NASA</a>
<abbr data-utime="1770026400">Feb 2</abbr>
<div data-testid="post_message"><p>The dam &amp; the town.<br>Nobody<span
 class="text_exposed_hide">... See more</span>
<span class="text_exposed_show"> asked.</span></p></div>
<img class="scaledImageFitWidth" src="https://scontent.xx.fbcdn.net/v/a.jpg">
<a class="_29bd"
 href="https://www.facebook.com/NASA/posts/1602283071267063?ref=embed_post">301</a></body></html>"""
FACEBOOK_GONE = (
    "<p>This Facebook post is no longer available. It may have been removed or the privacy settings"
)

LINKEDIN_FRAME = """<html><body data-attributed-urn="urn:li:share:7339567106482405376">
<a data-tracking-control-name="public_post_embed_feed-actor-name"
 href="https://www.linkedin.com/in/dam">Dam Watch</a>
<time>3mo</time>
<p data-test-id="main-feed-activity-embed-card__commentary">The dam &amp; the town.<br>Nobody asked.</p>
<div class="feed-shared-image"><img data-delayed-url="https://media.licdn.com/dms/image/a"></div></body></html>"""


def previewed(url: str, title: str, words: str, image: str = "") -> str:
    """A page with the properties for link previews."""
    picture = f'<meta property="og:image" content="{image}">' if image else ""
    return (
        f'<html><head><meta property="og:url" content="{url}"><meta property="og:title" content="{title}">'
        f'<meta property="og:description" content="{html.escape(words)}">{picture}</head><body></body></html>'
    )
