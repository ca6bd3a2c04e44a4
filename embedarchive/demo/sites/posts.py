"""twitter.com and x.com as a client without an account meets them: a shell that shows no post."""

from __future__ import annotations

import html

from embedarchive.demo.reply import Answer, Ask, page, redirect
from embedarchive.demo.script import World

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
    """Serve the shell: it looks the same for every post, live or not."""
    return _interstitial(ask) if ask.path == "/safety/unsafe_link_warning" else page(_SHELL)


def _interstitial(ask: Ask) -> Answer:
    link = html.escape(ask.parameter("unsafe_link"))
    return page(
        "<title>Careful</title><h1>This link may be unsafe</h1>"
        f'<p><a rel="nofollow" href="{link}">Go on to {link}</a></p>\n'
    )
