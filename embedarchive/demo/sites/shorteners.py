"""t.co, pic.twitter.com, pic.x.com and bit.ly."""

from __future__ import annotations

import html
import re
from urllib.parse import quote

from embedarchive.demo.reply import Answer, Ask, page, redirect
from embedarchive.demo.script import World

_SLUG = re.compile(r"/([A-Za-z0-9]{1,40})\Z")
"""A query may follow, a further path may not (twitter-text `validTcoUrl`, `MAX_TCO_SLUG_LENGTH`)."""
_UNSAFE = "https://twitter.com/safety/unsafe_link_warning?unsafe_link="
"""yt-dlp's TwitterShortenerIE knows this prefix."""
_KEPT = (("Cache-Control", "private,max-age=300"), ("Server", "tsa_f"))


def tco(world: World, ask: Ask) -> Answer:
    """Redirect programs by 301 and browsers by a page, as t.co does; a slug's case counts."""
    if ask.path == "/":
        return page("<title>Short links</title>\n", headers=_KEPT)
    slug = _SLUG.match(ask.path)
    target = world.slug_target(slug[1]) if slug else None
    if slug is None or target is None:
        return page("<title>No such link</title>\n", 404, _KEPT)
    link = world.link_by_url.get(f"t.co/{slug[1]}")
    if link and link.unsafe:
        target = _UNSAFE + quote(target, safe="")
    if not ask.browser:
        return redirect(target, headers=_KEPT)
    return page(_for_browsers(target, headless=bool(link and link.headless)), headers=_KEPT)


def _for_browsers(target: str, *, headless: bool) -> str:
    """Write the page in which the target stands three times (mechanize #294, fenix #4003)."""
    text = html.escape(target)
    top = f'<noscript><META http-equiv="refresh" content="0;URL={text}"></noscript><title>{text}</title>'
    head = top if headless else f"<head>{top}</head>"
    escaped = target.replace("/", "\\/")
    return f'{head}<script>window.opener = null; location.replace("{escaped}")</script>'


def pic_x(world: World, ask: Ask) -> Answer:
    """Redirect to pic.twitter.com, whatever the slug (danbooru's tests)."""
    return redirect(f"https://pic.twitter.com{ask.target}")


def pic_twitter(world: World, ask: Ask) -> Answer:
    """Redirect to the post whose media the slug names."""
    slug = _SLUG.match(ask.path)
    target = world.media_by_slug.get(slug[1]) if slug else None
    return redirect(target) if target else page("<title>No such picture</title>\n", 404)


def bitly(world: World, ask: Ask) -> Answer:
    """Redirect by 301; a dead link is a 404 page."""
    link = world.link_by_url.get(f"bit.ly{ask.path}")
    if link is None:
        return page("<title>Nothing to see</title><p>This short link leads nowhere.</p>\n", 404)
    return redirect(link.target, headers=(("Server", "nginx"), ("Cache-Control", "private, max-age=90")))
