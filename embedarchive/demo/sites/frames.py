"""t.me, Instagram, Facebook, Threads and LinkedIn as a client without an account meets them."""

from __future__ import annotations

import html
import re
from urllib.parse import unquote

from embedarchive.demo.elsewhere import Elsewhere, Fate
from embedarchive.demo.reply import Answer, Ask, page, redirect
from embedarchive.demo.script import World
from embedarchive.demo.sites.images import png

_LAST = re.compile(r"/([\w.:-]+)/?\Z")
_CODE = re.compile(r"/(?:p|reel|post)/([\w-]+)")
_URN = re.compile(r"/embed/feed/update/(urn:li:\w+:\d+)")
_SHELL = "<!DOCTYPE html><title>{title}</title><div id='root'></div><script>/* draws the page */</script>"


def telegram(world: World, ask: Ask) -> Answer:
    """Show the frame of a message; an error comes with status 200."""
    post = world.found_elsewhere.get(("telegram", ask.path.strip("/")))
    if post is None or post.fate in (Fate.DELETED, Fate.REMOVED):
        return page('<div class="tgme_widget_message_error">Post not found</div>')
    if not post.alive:
        hidden = "<div>Please open Telegram to view this post</div>"
        return page(f'<div class="tgme_widget_message" data-post="{post.id}">{hidden}</div>')
    style = f"background-image:url('{post.picture}')"
    photo = f'<a class="tgme_widget_message_photo_wrap" style="{style}"></a>' if post.picture else ""
    stamp = f"{post.created:%Y-%m-%dT%H:%M:%S}+00:00"
    return page(
        f'<div class="tgme_widget_message js-widget_message" data-post="{post.id}">'
        f'<a class="tgme_widget_message_owner_name" href="https://t.me/{post.handle}">'
        f'<span dir="auto">{html.escape(post.name)}</span></a>{photo}'
        f'<div class="tgme_widget_message_text js-message_text" dir="auto">{_lines(post)}</div>'
        f'<a class="tgme_widget_message_date" href="https://t.me/{post.id}">'
        f'<time datetime="{stamp}"></time></a></div>'
    )


def instagram(world: World, ask: Ask) -> Answer:
    """Show the captioned frame, or the post's page with its properties for link previews."""
    found = _CODE.search(ask.path)
    post = world.found_elsewhere.get(("instagram", found[1])) if found else None
    if post and post.fate is Fate.MEMBERS:
        return redirect("https://www.instagram.com/accounts/login/", 302)
    if post is None or not post.alive:
        broken = '<div class="EmbedBrokenMedia"><div class="ebmMessage">may be broken, or removed</div></div>'
        return page(broken if "/embed" in ask.path else _SHELL.format(title="Instagram"))
    url = f"https://www.instagram.com/{post.handle}/p/{post.id}/"
    if "/embed" not in ask.path:
        title = f'{post.name} on Instagram: "{post.text}"'
        when = f"{post.created:%B} {post.created.day}, {post.created.year}"
        words = f'257K likes, 777 comments - {post.handle} on {when}: "{post.text}". '
        return page(_previewed(url, title, words, post.picture))
    return page(
        f'<a href="{url}?utm_source=ig_embed"><span class="UsernameText">{post.handle}</span></a>'
        f'<img class="EmbeddedMediaImage" src="{post.picture}"><div class="Caption">'
        f'<a class="CaptionUsername" href="#">{post.handle}</a><br><br>{_lines(post)}'
        '<div class="CaptionComments"><a href="#">View all 777 comments</a></div></div>'
    )


def facebook(world: World, ask: Ask) -> Answer:
    """Show the frame of a post, or its page with its properties for link previews."""
    framed = ask.path.startswith("/plugins/post")
    found = _LAST.search(unquote(ask.parameter("href")) if framed else ask.path)
    post = world.found_elsewhere.get(("facebook", found[1])) if found else None
    if post is None or not post.alive:
        gone = "<p>This Facebook post is no longer available. It may have been removed or the"
        return page(gone) if framed else redirect("https://www.facebook.com/login/", 302)
    url = f"https://www.facebook.com/{post.handle}/posts/{post.id}"
    if not framed:
        return page(_previewed(url, post.name, post.text, post.picture))
    return page(
        f'<img aria-label="{html.escape(post.name)}" src="https://scontent.xx.fbcdn.net/v/me.jpg">'
        f'<a href="https://www.facebook.com/{post.handle}?ref=embed_post">{html.escape(post.name)}</a>'
        f'<abbr data-utime="{int(post.created.timestamp())}"></abbr>'
        f'<div data-testid="post_message"><p>{_lines(post)}</p></div><a href="{url}?ref=embed_post">3</a>'
    )


def threads(world: World, ask: Ask) -> Answer:
    """Show a post's page on threads.com; threads.net redirects there since April 2025."""
    if ask.host.endswith("threads.net"):
        return redirect(f"https://www.threads.com{ask.target}")
    found = _CODE.search(ask.path)
    post = world.found_elsewhere.get(("threads", found[1])) if found else None
    if post is None or not post.alive:
        return page(_SHELL.format(title="Threads"))
    url = f"https://www.threads.com/@{post.handle}/post/{post.id}"
    return page(_previewed(url, f"{post.name} (@{post.handle}) on Threads", post.text, post.picture))


def linkedin(world: World, ask: Ask) -> Answer:
    """Show the frame of a post."""
    found = _URN.match(unquote(ask.path))
    post = world.found_elsewhere.get(("linkedin", found[1])) if found else None
    if post is None or not post.alive:
        return page("<title>LinkedIn</title><h1>Page not found</h1>", 404)
    return page(
        f'<article data-attributed-urn="{post.id}">'
        '<a data-tracking-control-name="public_post_embed_feed-actor-name" '
        f'href="https://www.linkedin.com/in/{post.handle}">{html.escape(post.name)}</a><time>3mo</time>'
        f'<p data-test-id="main-feed-activity-embed-card__commentary">{_lines(post)}</p></article>'
    )


def _lines(post: Elsewhere) -> str:
    return html.escape(post.text, quote=False).replace("\n", "<br>")


def _previewed(url: str, title: str, words: str, picture: str) -> str:
    properties = {"og:url": url, "og:title": title, "og:description": words, "og:image": picture}
    metas = (f'<meta property="{name}" content="{html.escape(said)}">' for name, said in properties.items())
    return f"<!DOCTYPE html><html><head>{''.join(metas)}</head><body></body></html>"


def picture(world: World, ask: Ask) -> Answer | None:
    """Serve the picture of a live post elsewhere; None for any other URL."""
    post = world.pictures.get(f"{ask.host}{ask.path}")
    if post is None:
        return None
    if not post.alive:
        return page("", 404)
    return Answer(200, png(f"{ask.host}{ask.path}"), (("Content-Type", "image/png"),))
