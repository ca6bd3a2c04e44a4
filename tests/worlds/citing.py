"""One article that cites one post, followed in a dictionary world."""

from __future__ import annotations

from collections.abc import Mapping

from embedarchive.pipeline import investigate
from embedarchive.records import Article, Citation, Claim, Exchange, PostRef
from tests.worlds.dict_world import hold
from tests.worlds.posts import Post, mention

POST = Post()
ARTICLE = Article("a.txt", None, None, None, None, None, "", "text/plain", "utf-8")


def cite(claim: Claim, answers: Mapping[str, Exchange], post: PostRef | None = POST.ref) -> Citation:
    """Follow an embed of a post to its citation."""
    return hold(investigate(ARTICLE, mention(claim, post=post, kind="embed")), answers)
