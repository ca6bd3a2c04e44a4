"""twitter.com and x.com as a client without an account meets them: a shell that shows no post."""

from __future__ import annotations

import html

from embedarchive.demo.markup import shortened
from embedarchive.demo.reply import Answer, Ask, page, redirect
from embedarchive.demo.script import State, World, status_id

_MIGRATE = """<!DOCTYPE html>
<html><head><meta http-equiv="refresh" content="5; url = https://twitter.com?mx=1">
<title>One moment</title></head>
<body><form name="f" action="https://x.com/x/migrate" method="post">
<input type="hidden" name="tok" value="demo">
<input type="hidden" name="data" value="demo"></form>
<script>document.forms.f.submit()</script></body></html>
"""
"""The trap seen in php-embed #536: not a redirect of the post."""
_SHELL = """<!DOCTYPE html>
<html dir="ltr" lang="en"><head><meta charset="utf-8"><title></title></head>
<body><noscript><h1>This site works with scripts only.</h1></noscript>
<div id="react-root"></div></body></html>
"""


def twitter(world: World, ask: Ask) -> Answer:
    """Redirect to the same path on x.com, or spring the trap where the script says so."""
    if ask.path == "/safety/unsafe_link_warning":
        return _interstitial(ask)
    if ask.path in world.migrating:
        return page(_MIGRATE)
    return redirect(f"https://x.com{ask.target}", 302)


def x(world: World, ask: Ask) -> Answer:
    """Serve the shell, the same for every post, live or not; or, in a world that has them, the previews."""
    if ask.path == "/safety/unsafe_link_warning":
        return _interstitial(ask)
    return _previewed(world, ask.path) if world.previews else page(_SHELL)


_GONE = "The post you're looking for could not be found or may have been deleted."


def _previewed(world: World, path: str) -> Answer:
    """Serve a post's properties for link previews, or a 404 (a public measurement of 2026-09-16)."""
    wanted = status_id(path)
    post = world.post_by_id.get(wanted or "")
    if wanted and (post is None or post.state is not State.LIVE):
        return page(f'<meta property="og:description" content="{html.escape(_GONE)}">', 404)
    if post is None:
        return page(_SHELL)
    said = {
        "og:url": post.permalink("x.com"),
        "og:title": f"{post.author.name} (@{post.author.handle}) on X",
        "og:description": shortened(post),
    }
    metas = (f'<meta property="{name}" content="{html.escape(value)}">' for name, value in said.items())
    return page(f'<!DOCTYPE html><html lang="en"><head>{"".join(metas)}</head><body></body></html>')


def _interstitial(ask: Ask) -> Answer:
    link = html.escape(ask.parameter("unsafe_link"))
    return page(
        "<title>Careful</title><h1>This link may be unsafe</h1>"
        f'<p><a rel="nofollow" href="{link}">Go on to {link}</a></p>\n'
    )
