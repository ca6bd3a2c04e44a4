"""Answers of X's own front end (GraphQL), as some archives kept them under a post's address.

The shapes: `TweetResultByRestId` and `TweetDetail` bodies in FxEmbed's tests (2024 to 2026).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import Any

from embedarchive.stages.snapshot.asking import api_time, listing, mapping, text_of, words_of
from embedarchive.stages.snapshot.told import Told

MOST_NODES = 20_000
"""Objects and lists that are looked into: a conversation holds some hundreds of posts."""
MOST_VERSIONS = 20


def graphql(told: Any, post_id: str) -> Told | None:
    """Read the post with that id, wherever in the answer it stands; None where it does not."""
    if "data" not in mapping(told):
        return None
    posts = (one for one in _objects(told) if text_of(one.get("rest_id")) == post_id)
    return next((_told(one, post_id) for one in posts if mapping(one.get("legacy")).get("full_text")), None)


def _objects(told: Any) -> Iterator[dict[str, Any]]:
    """Yield the objects of an answer, breadth first and not for ever."""
    waiting = deque([told])
    for _ in range(MOST_NODES):
        if not waiting:
            return
        one = waiting.popleft()
        if isinstance(one, dict):
            yield one
        waiting.extend(one.values() if isinstance(one, dict) else listing(one))


def _told(post: dict[str, Any], post_id: str) -> Told:
    legacy = mapping(post.get("legacy"))
    user = mapping(mapping(mapping(post.get("core")).get("user_results")).get("result"))
    # Since 2025 name and handle stand under `core`; before, under `legacy`.
    author = mapping(user.get("legacy")) | mapping(user.get("core"))
    note = mapping(mapping(mapping(post.get("note_tweet")).get("note_tweet_results")).get("result"))
    media = listing(mapping(legacy.get("extended_entities")).get("media"))
    urls = (text_of(mapping(one).get("media_url_https")) for one in media)
    edits = listing(mapping(post.get("edit_control")).get("edit_tweet_ids"))
    return Told(
        post_id=post_id,
        name=text_of(author.get("name")),
        handle=text_of(author.get("screen_name")),
        created=api_time(text_of(legacy.get("created_at"))),
        text=words_of(note.get("text")) or words_of(legacy.get("full_text")),
        text_cut="note_tweet" in post and not note.get("text"),
        lang=text_of(legacy.get("lang")),
        media=tuple(dict.fromkeys(url for url in urls if url)),
        edits=tuple(str(one) for one in edits[:MOST_VERSIONS]),
        author_id=text_of(user.get("rest_id")),
        quoted=text_of(mapping(legacy.get("quoted_status_permalink")).get("expanded")),
    )
