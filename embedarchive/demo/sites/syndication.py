"""cdn.syndication.twimg.com: the answer that the embed widget gets for a post."""

from __future__ import annotations

import base64
import html
import json
import math
import re
from typing import Any, TypeAlias

from embedarchive.demo import picture_keys
from embedarchive.demo.markup import shortened
from embedarchive.demo.reply import Answer, Ask
from embedarchive.demo.script import Media, MediaKind, Post, Shown, State, World

Json: TypeAlias = dict[str, Any]

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_JSON = ("Content-Type", "application/json; charset=utf-8")
_SLUG = re.compile(r"https://t\.co/(\w+)")
_TAG = re.compile(r"(?<!\w)#(\w+)")
_HANDLE = re.compile(r"(?<!\w)@(\w{1,15})")
_EDITABLE_MS = 3_600_000
_NOTICES = {
    State.LIVE: "This Post is unavailable. Learn",
    State.DELETED: "This Post was deleted by the Post author. Learn",
    State.PROTECTED: "You’re unable to view this Post because this account owner limits who can view their "
    "Posts. Learn",
    State.SUSPENDED: "This Post is from a suspended account. Learn",
}
"""X's own notices (offline_twitter, `tombstone_types`); "Learn more" is a link."""


def token(post_id: str) -> str:
    """Compute the token a second time, apart from the program's own code, to be its witness.

    `((Number(id) / 1e15) * Math.PI).toString(36).replace(/(0+|\\.)/g, "")` (vercel/react-tweet);
    digits are drawn until the double is told from its neighbours, as V8 does.
    """
    value = float(int(post_id)) / 1e15 * math.pi
    whole, rest, doubt = int(value), value % 1.0, math.ulp(value) / 2
    drawn = 0
    scale = 1
    while rest >= doubt:
        rest, doubt, scale = rest * 36, doubt * 36, scale * 36
        drawn, rest = drawn * 36 + int(rest), rest % 1.0
        if rest > 0.5 and rest + doubt > 1:
            drawn += 1
            break
    return _base36(whole * scale + drawn).replace("0", "")


def _base36(number: int) -> str:
    text = ""
    while number:
        number, digit = divmod(number, 36)
        text = _DIGITS[digit] + text
    return text


def tweet_result(world: World, ask: Ask) -> Answer:
    """Answer by what the script lets syndication say; a wrong token gets an empty 404."""
    wanted = ask.parameter("id")
    if ask.path != "/tweet-result" or not wanted.isdigit() or ask.parameter("token") != token(wanted):
        return Answer(404, b"", (("Content-Type", "text/html"),))
    post = world.post_by_id.get(wanted)
    return _shown(world, post, post.syndicated if post else Shown.MISSING)


def _shown(world: World, post: Post | None, shown: Shown) -> Answer:
    if post is None or shown is Shown.MISSING:
        return Answer(404, b"", (("Content-Type", "text/html"),))
    return Answer(200, _body(world, post, shown), (_JSON,))


def _body(world: World, post: Post, shown: Shown) -> bytes:
    if shown is Shown.EMPTY_BODY:
        return b""
    if shown is Shown.EMPTY_OBJECT:
        return b"{}"
    return _written(_tombstone(_NOTICES[post.state]) if shown is Shown.TOMBSTONE else tweet(world, post))


def _written(value: Json) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _tombstone(notice: str) -> Json:
    ref = {"__typename": "TimelineUrl", "url": "https://help.twitter.com/", "url_type": "ExternalUrl"}
    more = {"from_index": len(notice) - 5, "to_index": len(notice) + 5, "ref": ref}
    text = {"text": f"{notice} more", "entities": [more], "rtl": False}
    return {"__typename": "TweetTombstone", "tombstone": {"text": text}}


def tweet(world: World, post: Post) -> Json:
    """Write a post as the `Tweet` of this endpoint."""
    body: Json = {"__typename": "Tweet", **_core(world, post)}
    if post.long:
        body["note_tweet"] = {"id": base64.b64encode(f"NoteTweet:{post.id}".encode()).decode()}
    quoted = world.post_by_id.get(post.quoted or "")
    if quoted and quoted.state is State.LIVE:
        body["quoted_tweet"] = {"reply_count": 0, "retweet_count": 1, **_core(world, quoted)}
    return body


def _core(world: World, post: Post) -> Json:
    text = shortened(post)
    visible = _SLUG.sub(lambda link: "" if link[1] in _slugs(post) else link[0], text).rstrip()
    core: Json = {
        "lang": post.lang,
        "favorite_count": int(post.id) % 500,
        "created_at": f"{post.created:%Y-%m-%dT%H:%M:%S}.000Z",
        "display_text_range": [0, len(visible)],
        "entities": _entities(world, post, text),
        "id_str": post.id,
        "text": html.escape(text, quote=False),
        "user": _user(post),
        "edit_control": _edit_control(post),
        "conversation_count": int(post.id) % 20,
        "news_action_type": "conversation",
        "isEdited": len(post.edits) > 1,
        "isStaleEdit": bool(post.edits) and post.edits[-1] != post.id,
    }
    return core | (_media_fields(post, text) if post.media else {})


def _slugs(post: Post) -> set[str]:
    return {medium.slug for medium in post.media}


def _user(post: Post) -> Json:
    return {
        "id_str": post.author.id,
        "name": post.author.name,
        "profile_image_url_https": f"https://pbs.twimg.com/profile_images/{post.author.id}/demo_normal.jpg",
        "screen_name": post.author.handle,
        "verified": False,
        "is_blue_verified": False,
        "profile_image_shape": "Circle",
    }


def _edit_control(post: Post) -> Json:
    first = int(post.edits[0] if post.edits else post.id)
    created_ms = (first >> 22) + 1_288_834_974_657
    return {
        "edit_tweet_ids": list(post.edits or (post.id,)),
        "editable_until_msecs": str(created_ms + _EDITABLE_MS),
        "is_edit_eligible": True,
        "edits_remaining": str(5 - max(len(post.edits) - 1, 0)),
    }


def _entities(world: World, post: Post, text: str) -> Json:
    """Write the entities; in the odd form an empty list becomes an empty object."""
    slugs = _slugs(post)
    links = [_url(world, link) for link in _SLUG.finditer(text) if link[1] not in slugs]
    entities: Json = {
        "hashtags": [{"indices": list(tag.span()), "text": tag[1]} for tag in _TAG.finditer(text)],
        "urls": links,
        "user_mentions": [_mention(found) for found in _HANDLE.finditer(text)],
        "symbols": [],
    }
    if post.media:
        entities["media"] = [_medium(post, medium, text) for medium in post.media]
    if not post.objects_for_lists:
        return entities
    return {name: {str(n): one for n, one in enumerate(many)} for name, many in entities.items()}


def _url(world: World, link: re.Match[str]) -> Json:
    target = world.slug_target(link[1]) or link[0]
    shown = target.partition("://")[2]
    return {
        "display_url": shown if len(shown) < 27 else shown[:26] + "…",
        "expanded_url": target,
        "indices": list(link.span()),
        "url": link[0],
    }


def _mention(found: re.Match[str]) -> Json:
    number = str(int.from_bytes(found[1].encode()[:6]))
    return {"id_str": number, "indices": list(found.span()), "name": found[1], "screen_name": found[1]}


def _medium(post: Post, medium: Media, text: str) -> Json:
    start = text.find(f"https://t.co/{medium.slug}")
    return {
        "display_url": f"pic.{post.host}/{medium.slug}",
        "expanded_url": post.leads_to(medium),
        "indices": [start, start + len(f"https://t.co/{medium.slug}")],
        "url": f"https://t.co/{medium.slug}",
    }


def _media_fields(post: Post, text: str) -> Json:
    photos = [medium for medium in post.media if medium.kind is MediaKind.PHOTO]
    moving = [medium for medium in post.media if medium.kind is not MediaKind.PHOTO]
    fields: Json = {
        "possibly_sensitive": False,
        "mediaDetails": [_detail(post, medium, text) for medium in post.media],
        "photos": [_photo(post, medium) for medium in photos],
    }
    return fields | ({"video": _video(post, moving[0])} if moving else {})


def _detail(post: Post, medium: Media, text: str) -> Json:
    size = {"h": medium.height, "resize": "fit", "w": medium.width}
    detail = _medium(post, medium, text) | {
        "ext_media_availability": {"status": "Available"},
        "media_url_https": picture_keys.url(post, medium),
        "original_info": {"height": medium.height, "width": medium.width, "focus_rects": []},
        "sizes": {name: size for name in ("large", "medium", "small")}
        | {"thumb": {"h": 150, "resize": "crop", "w": 150}},
        "type": "animated_gif" if medium.kind is MediaKind.GIF else medium.kind.value,
    }
    if medium.kind is not MediaKind.PHOTO:
        detail["video_info"] = {"aspect_ratio": [3, 2], "duration_millis": 9000, "variants": []}
    return detail


def _photo(post: Post, medium: Media) -> Json:
    return {
        "backgroundColor": {"red": 204, "green": 214, "blue": 221},
        "cropCandidates": [],
        "expandedUrl": post.leads_to(medium),
        "url": picture_keys.url(post, medium),
        "width": medium.width,
        "height": medium.height,
    }


def _video(post: Post, medium: Media) -> Json:
    return {
        "aspectRatio": [3, 2],
        "contentType": "media_entity",
        "durationMs": 9000,
        "mediaAvailability": {"status": "available"},
        "poster": picture_keys.url(post, medium),
        "variants": [],
        "videoId": {"type": "tweet", "id": post.id},
        "viewCount": 0,
    }
