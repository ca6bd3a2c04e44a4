"""t.co, pic.twitter.com, pic.x.com, and the shorteners of other sites."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
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


# --- The others: each answers for a live link, a dead one and one it warns of -------------------------


@dataclass(frozen=True, slots=True)
class Service:
    """How one shortener answers."""

    live: Callable[[Ask, str], Answer]
    """For a link, with its target."""
    dead: Callable[[Ask], Answer]
    """For a link that it does not know."""
    warned: Callable[[Ask, str], Answer] | None = None
    """For a link that the world calls unsafe; None where it makes no difference."""


def short(world: World, ask: Ask) -> Answer:
    """Answer as the shortener of that host does."""
    service = SERVICES[ask.host.removeprefix("www.")]
    link = world.link_by_url.get(f"{ask.host.removeprefix('www.')}{ask.path}")
    if link is None:
        return service.dead(ask)
    told = service.warned if link.unsafe and service.warned else service.live
    return told(ask, link.target)


def _moved(status: int) -> Callable[[Ask, str], Answer]:
    return lambda ask, target: redirect(target, status)


def _missing(ask: Ask) -> Answer:
    return page("<title>Nothing to see</title><p>This short link leads nowhere.</p>\n", 404)


def _sent_to(place: str, status: int = 302) -> Callable[[Ask], Answer]:
    return lambda ask: redirect(place, status)


def _empty(ask: Ask) -> Answer:
    return page("<title>No such link</title>\n")


def _bitly_warning(ask: Ask, target: str) -> Answer:
    """Programs that read bitly.com/a/warning?hash=&url= are the source."""
    return redirect(f"https://bitly.com/a/warning?hash={ask.path[1:]}&url={quote(target, safe='')}", 302)


def _nospam(ask: Ask, target: str) -> Answer:
    """Write-ups of phishing show where TinyURL leads for a link that it has ended."""
    return redirect(f"/app/nospam/{ask.host}{ask.path}")


def _in_a_field(ask: Ask, target: str) -> Answer:
    """danbooru: reurl.cc answers a page with `<input id="target" value="…">`."""
    return page(f'<title>reurl</title><input id="target" type="hidden" value="{html.escape(target)}">\n')


def _untrusted(ask: Ask, target: str) -> Answer:
    """danbooru: t.cn answers 200 with `Location` where it does not trust the target."""
    text = f'<title>t.cn</title><div class="wrap"><p class="link">{html.escape(target)}</p></div>\n'
    return page(text, headers=(("Location", target),))


def _leaving(ask: Ask, target: str) -> Answer:
    """LinkedIn's page before a site that is not LinkedIn."""
    text = html.escape(target)
    name = 'data-tracking-control-name="external_url_click"'
    return page(f'<title>LinkedIn</title><a href="/legal">Help</a> <a {name} href="{text}">\n  {text}</a>\n')


def _challenge(ask: Ask, target: str) -> Answer:
    """A page that wants to see a person first; it does not tell the target."""
    return page("<title>One moment</title><p>Please show that you are no robot.</p>\n")


def _preview(ask: Ask, target: str) -> Answer:
    """A page that shows the target in full and waits for its reader."""
    text = html.escape(target)
    own = '<a href="https://v.gd/terms.php">Terms</a> <a href="https://donate.example/">Donate</a>'
    return page(f'<title>Preview</title>{own} <a href="{text}">{text}</a>\n')


def _to_www(ask: Ask, target: str) -> Answer:
    """danbooru: shorturl.at leads to www.shorturl.at first."""
    if ask.host == "www.shorturl.at":
        return redirect(target, 302)
    return redirect(f"https://www.shorturl.at{ask.path}", 302)


_PLAIN = Service(_moved(301), _missing)
_OWN_ERROR = Service(_moved(301), _sent_to("/"))
_BITLY = Service(_moved(301), _missing, _bitly_warning)

SERVICES: dict[str, Service] = {
    "bit.ly": _BITLY,
    "j.mp": _BITLY,
    "nyti.ms": _PLAIN,
    "fb.me": _PLAIN,
    "ow.ly": Service(_moved(301), _sent_to("https://www.hootsuite.com/error/lost-owly", 301)),
    "amzn.to": Service(_moved(301), _sent_to("http://www.amazon.com")),
    "shorturl.at": Service(_to_www, _sent_to("https://www.shorturl.at/")),
    "reurl.cc": Service(_in_a_field, _empty),
    "t.cn": Service(_moved(302), _sent_to("http://weibo.com/sorry"), _untrusted),
    "tinyurl.com": Service(_moved(301), _missing, _nospam),
    "buff.ly": _OWN_ERROR,
    "dlvr.it": _OWN_ERROR,
    "wp.me": _OWN_ERROR,
    "is.gd": _PLAIN,
    "v.gd": Service(_preview, _missing),
    "goo.gl": Service(_moved(302), _missing, _preview),
    "lnkd.in": Service(_leaving, _missing, _challenge),
    "adf.ly": Service(_challenge, _missing),
}
"""The hosts `short` answers for."""
