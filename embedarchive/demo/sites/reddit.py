"""www.reddit.com as it answers without an account: oEmbed and the Atom feed of one submission."""

from __future__ import annotations

import html
import re

from embedarchive.demo.elsewhere import Elsewhere, Fate
from embedarchive.demo.reply import Answer, Ask, page
from embedarchive.demo.script import World
from embedarchive.demo.sites.bluesky import said

_COMMENTS = re.compile(r"/comments/([a-z0-9]+)")
_ATOM = (("Content-Type", "application/atom+xml; charset=UTF-8"),)
_PLACE = {Fate.DELETED: "[deleted]", Fate.REMOVED: "[removed]"}
_SHELL = "<title>Reddit</title>"
_BLOCKED = "<title>Blocked</title><h1>whoa there, pardner!</h1><p>blocked due to a network policy</p>"


def site(world: World, ask: Ask) -> Answer:
    """Answer for oEmbed and feeds; `.json` has been closed since 30 May 2026."""
    address = ask.parameter("url") if ask.path == "/oembed" else ask.path
    found = _COMMENTS.search(address)
    post = world.found_elsewhere.get(("reddit", found[1])) if found else None
    if ask.path.endswith(".json") or (post and post.fate is Fate.MEMBERS):
        return page(_BLOCKED, 403)
    if post is None:
        return page("<title>Not found</title>", 404)
    if ask.path == "/oembed":
        return said(oembed(post))
    return Answer(200, feed(post).encode(), _ATOM) if ask.path.endswith(".rss") else page(_SHELL)


def _author(post: Elsewhere) -> str:
    return post.handle if post.alive else "[deleted]"


def oembed(post: Elsewhere) -> dict[str, object]:
    """Write the embed of a stored answer of 2021: a title outlives its post."""
    url = f"https://www.reddit.com/r/marrow/comments/{post.id}/a_title/"
    link = f'<a href="{url}?ref_source=embed">{html.escape(post.text)}</a>'
    return {
        "provider_url": "https://www.reddit.com/",
        "version": "1.0",
        "title": post.text,
        "provider_name": "reddit",
        "type": "rich",
        "html": f'<blockquote class="reddit-card">{link} from '
        '<a href="https://www.reddit.com/r/marrow/">marrow</a></blockquote>',
        "author_name": _author(post),
    }


def feed(post: Elsewhere) -> str:
    """Write the feed of a submission's page."""
    words = _PLACE.get(post.fate, html.escape(post.body))
    markup = f'<!-- SC_OFF --><div class="md"><p>{words}</p></div><!-- SC_ON --> &#32; submitted by &#32; '
    markup += f'<a href="https://www.reddit.com/user/{_author(post)}"> /u/{_author(post)} </a>'
    stamp = f"{post.created:%Y-%m-%dT%H:%M:%S}+00:00"
    return (
        '<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom">'
        f"<title>{html.escape(post.text)} : marrow</title><entry><author>"
        f"<name>/u/{_author(post)}</name></author>"
        f'<content type="html">{html.escape(markup)}</content><id>t3_{post.id}</id>'
        f"<updated>{stamp}</updated><published>{stamp}</published>"
        f"<title>{html.escape(post.text)}</title></entry></feed>"
    )
