"""How the Wayback Machine holds posts and short links: HTML, the API's JSON of two ages, redirects."""

from __future__ import annotations

import datetime as dt
import html
import json

from embedarchive.demo import picture_keys
from embedarchive.demo.reply import http_date
from embedarchive.demo.script import Capture, Media, Post, ShortLink


def as_page(post: Post, timestamp: str, host: str = "twitter.com") -> Capture:
    """Capture a post as a page that names it in Open Graph, in JSON-LD and in a `time` element."""
    words, name = html.escape(post.text), html.escape(post.author.name)
    iso = f"{post.created:%Y-%m-%dT%H:%M:%S}.000Z"
    pictures = (picture_keys.url(post, medium) for medium in post.media)
    images = "".join(f'<meta property="og:image" content="{url}">' for url in pictures)
    body = f"""<!DOCTYPE html>
<html lang="{post.lang}"><head><meta charset="utf-8"><title>{name} (@{post.author.handle}): a post</title>
<link rel="canonical" href="{post.permalink(host)}">
<meta property="og:type" content="article"><meta property="og:url" content="{post.permalink(host)}">
<meta property="og:title" content="{name} (@{post.author.handle})">
<meta property="og:description" content="{words}">{images}
<script type="application/ld+json">{_linked_json(post, iso, host)}</script></head>
<body><article data-tweet-id="{post.id}" data-screen-name="{post.author.handle}" data-name="{name}">
<p lang="{post.lang}">{words}</p>
<a href="/{post.author.handle}/status/{post.id}"><time datetime="{iso}">{http_date(post.created)}</time></a>
</article></body></html>
"""
    return Capture(post.permalink(host), timestamp, body.encode(), "text/html")


def _linked_json(post: Post, iso: str, host: str) -> str:
    author = {
        "@type": "Person",
        "name": post.author.name,
        "additionalName": post.author.handle,
        "identifier": post.author.id,
    }
    value = {
        "@context": "https://schema.org",
        "@type": "SocialMediaPosting",
        "identifier": post.id,
        "url": post.permalink(host),
        "datePublished": iso,
        "inLanguage": post.lang,
        "articleBody": post.text,
        "author": author,
    }
    return json.dumps(value, ensure_ascii=False).replace("</", "<\\/")


def as_old_json(post: Post, timestamp: str, host: str = "twitter.com") -> Capture:
    """Capture a post as the JSON of API 1.1."""
    number = int(post.id)
    user = {
        "id": int(post.author.id),
        "id_str": post.author.id,
        "name": post.author.name,
        "screen_name": post.author.handle,
    }
    value = {
        "created_at": _old_date(post.created),
        "id": number,
        "id_str": post.id,
        "full_text": html.escape(post.text, quote=False),
        "truncated": False,
        "entities": {"hashtags": [], "symbols": [], "urls": [], "user_mentions": []},
        "extended_entities": {"media": [_old_medium(post, medium) for medium in post.media]},
        "user": user,
        "lang": post.lang,
    }
    return _json_capture(post, timestamp, host, value)


def _old_date(moment: dt.datetime) -> str:
    day, number, month, year, clock, _ = http_date(moment).replace(",", "").split()
    return f"{day} {month} {number} {clock} +0000 {year}"


def _old_medium(post: Post, medium: Media) -> dict[str, object]:
    return {
        "url": f"https://t.co/{medium.slug}",
        "display_url": f"pic.{post.host}/{medium.slug}",
        "expanded_url": post.leads_to(medium),
        "media_url_https": picture_keys.url(post, medium),
        "type": medium.kind.value,
    }


def as_json(post: Post, timestamp: str, host: str = "twitter.com") -> Capture:
    """Capture a post as the JSON of API 2: `data` with `includes`."""
    tweet = {
        "id": post.id,
        "author_id": post.author.id,
        "created_at": f"{post.created:%Y-%m-%dT%H:%M:%S}.000Z",
        "lang": post.lang,
        "text": html.escape(post.text, quote=False),
        "edit_history_tweet_ids": list(post.edits or (post.id,)),
    }
    user = {"id": post.author.id, "name": post.author.name, "username": post.author.handle}
    media = [
        {"media_key": f"3_{post.id}", "type": medium.kind.value, "url": picture_keys.url(post, medium)}
        for medium in post.media
    ]
    includes = {"users": [user]} | ({"media": media} if media else {})
    return _json_capture(post, timestamp, host, {"data": tweet, "includes": includes})


def _json_capture(post: Post, timestamp: str, host: str, value: object) -> Capture:
    body = json.dumps(value, ensure_ascii=False).encode()
    return Capture(post.permalink(host), timestamp, body, "application/json")


def missing(post: Post, timestamp: str, host: str = "twitter.com") -> Capture:
    """Capture a 404 for a post that existed, as the first capture of many posts is."""
    body = b"<title>Nothing here</title>"
    return Capture(post.permalink(host), timestamp, body, "text/html", status=404)


def redirected(link: ShortLink, timestamp: str) -> Capture:
    """Capture the redirect of a short link."""
    return Capture(link.url, timestamp, b"", "text/html", status=301, location=link.target)
