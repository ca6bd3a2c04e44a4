"""Where the picture of a medium stands on pbs.twimg.com."""

from __future__ import annotations

import base64
import hashlib

from embedarchive.demo.script import Media, MediaKind, Post

_UPLOAD_LEAD_MS = 30_000
"""Pictures are uploaded seconds before the post: 1 to 181 s in ten measured pairs."""


def path(post: Post, media: Media) -> str:
    """Return the picture's path without its suffix."""
    upload = int(post.id) - (_UPLOAD_LEAD_MS << 22)
    key = _key(upload, media.slug)
    if media.kind is MediaKind.VIDEO:
        return f"/amplify_video_thumb/{upload}/img/{key}"
    return f"/tweet_video_thumb/{key}" if media.kind is MediaKind.GIF else f"/media/{key}"


def url(post: Post, media: Media) -> str:
    """Return the picture's URL as the API writes it."""
    return f"https://pbs.twimg.com{path(post, media)}.jpg"


def _key(upload: int, slug: str) -> str:
    """Write 88 bits as 15 base64url characters; the first 64 are the upload's snowflake."""
    octets = upload.to_bytes(8) + hashlib.sha256(slug.encode()).digest()[:3]
    return base64.urlsafe_b64encode(octets).decode()[:15]
