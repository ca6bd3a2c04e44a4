"""Shorteners: where each sends a dead link, how its pages show a target, which of its paths are no links.

A row holds what is known of one service, with the source it was read from. Nothing here is needed to follow
a plain redirect; it is what tells a dead link from an article, and a page that shows a target from an end.

Sources: danbooru (`app/logical/source/extractor/url_shortener.rb` and `source/url/url_shortener.rb` of
danbooru/danbooru, read 2026-11-26) notes for each service what curl saw; `[K]` marks what is believed only.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import urlsplit

from embedarchive.records import Outcome

DANBOORU = "danbooru/danbooru url_shortener.rb (2026-11-26)"
RELATIVE = r"/(?!/).*"
"""A relative `Location` is a page of the shortener itself: an error (danbooru)."""


@dataclass(frozen=True, slots=True)
class Door:
    """Where a page of a shortener shows the target it stands before."""

    selector: str
    """CSS."""
    attribute: str | None = None
    """The attribute that holds the target; None where the element's text is the target."""
    alone: bool = False
    """Believed only of a link to another host whose text is its own address, and the only such link."""


@dataclass(frozen=True, slots=True)
class Shortener:
    """What is known of one service."""

    hosts: tuple[str, ...]
    """Lower case, `www.` left out."""
    source: str
    dead: str = r"(?!)"
    """A target, verbatim or absolute, that the whole of this expression matches says: no such link."""
    dead_status: int | None = None
    """A redirect with this status says: no such link."""
    doors: tuple[Door, ...] = ()
    door_header: str | None = None
    """A header that names the target in an answer of 2xx."""
    silent: Outcome = Outcome.BLOCKED
    """What a page (2xx) that leads nowhere means: `soft-404` where every live link leads on."""
    pages: str = r"(?!)"
    """Paths that are pages of the service, not links."""


SHOWN = Door("a[href]", "href", alone=True)
"""The only link of the page that is written out in full."""

SHORTENERS = (
    Shortener(("t.co",), "danbooru: an unknown slug does not redirect; FACTS.md 2", silent=Outcome.SOFT_404),
    # They show browsers a page; our user agent gets a plain 301.
    Shortener(("bit.ly", "j.mp", "bitly.com", "pse.is"), DANBOORU, pages=r"/(?:a|pages)/.*"),
    Shortener(
        ("ow.ly",),
        f"{DANBOORU}; an older place: pages/lost-owly [K]",
        dead=r"https?://(?:www\.)?hootsuite\.com/(?:error|pages)/lost-owly.*",
        pages=r"/(?:i|user)/.*",
    ),
    Shortener(("amzn.to",), f"{DANBOORU}: 301 is success, 302 an error", dead_status=302),
    Shortener(("amzn.asia",), DANBOORU),
    Shortener(("shorturl.at",), DANBOORU, dead=r"https?://(?:www\.)?shorturl\.at/?"),
    Shortener(("reurl.cc",), DANBOORU, doors=(Door("#target", "value"),), silent=Outcome.SOFT_404),
    Shortener(
        ("t.cn",),
        f"{DANBOORU}: 200 with Location where a target is not trusted; page: wlkz, elegantYU on GitHub",
        dead=r"https?://(?:www\.)?weibo\.com/sorry.*",
        doors=(Door(".url_view_code"), Door(".wrap .link"), Door(".desc")),
        door_header="Location",
        silent=Outcome.SOFT_404,
    ),
    Shortener(
        ("tinyurl.com", "tiny.one", "rotf.lol"),
        "tinyurl.com/app/nospam/… is where a terminated link leads (write-ups of phishing on GitHub, 2026)",
        dead=rf"{RELATIVE}|https?://(?:www\.)?tinyurl\.com/(?:app/)?nospam.*",
        pages=r"/(?:app|nospam\.php).*",
    ),
    Shortener(("buff.ly",), "a plain redirect: corpus/api/tco/buffly_hop_after_tco_2021.json", dead=RELATIVE),
    Shortener(("dlvr.it",), DANBOORU, dead=RELATIVE),
    Shortener(
        ("lnkd.in",),
        "a warning page (its link in eight programs on GitHub, 2026-11-26) or a captcha",
        doors=(Door('a[data-tracking-control-name="external_url_click"]', "href"),),
    ),
    Shortener(("fb.me", "trib.al", "ift.tt"), "plain redirects [K]"),
    Shortener(("wp.me",), DANBOORU, dead=RELATIVE),
    Shortener(("is.gd", "v.gd"), f"{DANBOORU}; v.gd shows a preview page [K]", RELATIVE, doors=(SHOWN,)),
    # Unused links answer 404 since 2025-08-25, the others go on (Google, 2024-07-18 and 2025-08-01); in
    # between a page warned of it.
    Shortener(
        ("goo.gl",),
        "Google's announcement as quoted by blogtrafficguide.com (2025-08-02)",
        doors=(SHOWN,),
        pages=r"/(?:maps|fb)/.*",
    ),
    Shortener(("bbc.in", "nyti.ms", "wapo.st", "reut.rs", "cnn.it"), "bitly under a publisher's name [K]"),
    Shortener(("youtu.be",), "names its video; the rest are pages of YouTube", silent=Outcome.FINAL),
    Shortener(("0rz.tw", "cutt.ly", "t.ly", "tiny.cc", "tmblr.co"), DANBOORU, dead=RELATIVE),
    Shortener(("naver.me", "skfb.ly"), DANBOORU),
    Shortener(
        ("pin.it", "api.pinterest.com"),
        f"{DANBOORU}: pin.it leads to api.pinterest.com/url_shortener first",
        dead=r"https://api\.pinterest\.com/url_shortener/[^/]+/redirect/None|https://www\.pinterest\.com/?",
        pages=r"/(?:v[0-9]|oauth)/.*",
    ),
    Shortener(("x.gd",), DANBOORU, dead=r"https://x\.gd/view/notfound"),
    Shortener(("xhslink.com",), DANBOORU, dead=r"https?://www\.xiaohongshu\.com/?"),
    Shortener(("posty.pe",), DANBOORU, dead=r"https://www\.postype\.com(?:/404)?/?"),
    Shortener(("hoyo.link",), DANBOORU, dead=r"https://webstatic\.hoyoverse\.com/short_link/404_v2\.html"),
    Shortener(("vm.tiktok.com", "vt.tiktok.com"), DANBOORU, dead=r"https://www\.tiktok\.com/\?_r=1"),
    # Pages that make a reader wait, watch or solve something before they tell the target: marirs/urlexpand
    # (README, 2026-11-26) lists them apart. They are asked once and taken at their word.
    Shortener(
        (
            "adf.ly",
            "ay.gy",
            "atominik.com",
            "adfoc.us",
            "sh.st",
            "ceesty.com",
            "ouo.io",
            "bc.vc",
            "linkvertise.com",
        ),
        "marirs/urlexpand",
    ),
)

BY_HOST: Mapping[str, Shortener] = MappingProxyType({host: row for row in SHORTENERS for host in row.hosts})


def shortener_of(url: str) -> Shortener | None:
    """Return the row of the service whose link a URL is; None for its home and other pages, and elsewhere."""
    try:
        parts = urlsplit(url)
        row = BY_HOST.get((parts.hostname or "").removeprefix("www."))
    except ValueError:
        return None
    if row is None or parts.path in ("", "/") or re.fullmatch(row.pages, parts.path):
        return None
    return row


def says_dead(row: Shortener, status: int | None, target: str, absolute: str | None) -> bool:
    """Whether an answer of a shortener that points to `target` says that there is no such link."""
    if status is not None and status == row.dead_status:
        return True
    return any(re.fullmatch(row.dead, place, re.I | re.S) for place in (target, absolute or ""))
