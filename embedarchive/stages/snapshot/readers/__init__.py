"""How the answers of each witness are read. The bodies are untrusted: `read_answer` is run confined."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TypeAlias

from embedarchive.records import PostRef
from embedarchive.stages.snapshot.readers import bluesky, embeds, mastodon, oembed, pages, reddit, twitter
from embedarchive.stages.snapshot.told import Told

Reader: TypeAlias = Callable[[bytes, str, PostRef], Told | None]
"""From a body, its media type and the post asked for to what is said of it; None: nothing readable."""

READERS: Mapping[str, Reader] = MappingProxyType(
    {
        "x-oembed": twitter.oembed,
        "x-syndication": twitter.syndication,
        "page": pages.page,
        "bluesky-posts": bluesky.posts,
        "bluesky-oembed": bluesky.oembed,
        "mastodon-status": mastodon.status,
        "mastodon-oembed": mastodon.oembed,
        "youtube-oembed": oembed.youtube,
        "tiktok-oembed": oembed.tiktok,
        "reddit-oembed": reddit.oembed,
        "reddit-feed": reddit.feed,
        "telegram-embed": embeds.telegram,
        "instagram-embed": embeds.instagram,
        "facebook-plugin": embeds.facebook,
        "linkedin-embed": embeds.linkedin,
    }
)


def read_answer(form: str, body: bytes, media_type: str, post: PostRef) -> Told | None:
    """Read an answer by the reader of that name."""
    return READERS[form](body, media_type, post)
