"""Addresses for sharing: some lead to a post and do not name it, others are a button's and cite nothing.

Sources: yt-dlp's `TikTokVMIE` (`vm.`, `vt.` and `/t/`); addresses in public source code, 2026-11-28
(`facebook.com/share/p/…`, `/v/` and `/r/`, `fb.watch`, `instagram.com/share/reel/…`); Reddit's `/s/` is
refused as a post's own address in `reddit.py`. Without a letter, `facebook.com/share/ID` is mostly a person's
or a page's: it is none here, as the buttons at `/sharer` and `/share.php` are none.
"""

from __future__ import annotations

from embedarchive.late import re
from embedarchive.platforms.urls import place

ID = r"[A-Za-z0-9_-]{5,40}/{0,2}\Z"
OF_FACEBOOK, OF_INSTAGRAM = "[pvr]", "p|reel|tv"
"""What stands behind `/share/` where that leads to a post."""
SHARED = {
    "fb.watch": ("facebook", re.compile(f"/{ID}")),
    "facebook.com": ("facebook", re.compile(f"/share/{OF_FACEBOOK}/{ID}")),
    "vm.tiktok.com": ("tiktok", re.compile(f"/{ID}")),
    "vt.tiktok.com": ("tiktok", re.compile(f"/{ID}")),
    "tiktok.com": ("tiktok", re.compile(f"/t/{ID}")),
    "instagram.com": ("instagram", re.compile(f"/share/(?:{OF_INSTAGRAM})/{ID}")),
    "reddit.com": ("reddit", re.compile(rf"/(?:r|u|user)/[\w-]{{1,40}}/s/{ID}")),
}
"""By host, without `www.` and the like: the platform, and the path of such an address."""
SHARING_SITES = frozenset(name for name, _ in SHARED.values())
"""The platforms that have such addresses."""
WORDS = ("fb.watch/", "/share/", "tiktok.com/", "/s/")
"""One of these stands in each of them, in lower case."""
BUTTON = re.compile(
    rf"//[^/]{{1,60}}/(?:(?:intent|share(?!/(?:{OF_FACEBOOK}|{OF_INSTAGRAM})/))\b"
    r"|widgets/(?:tweet|follow)_button)",
    re.I,
)
"""The page to which a button for liking or sharing leads, and the frames in which X draws its buttons."""
IN_BUTTON = ("/intent", "/share", "_button")
"""One of these stands where `BUTTON` matches."""


def shared_as(url: str) -> tuple[str, str] | None:
    """Return the platform a post of which a URL was made to share, and that URL's host and path.

    They alone say which post that is: behind them stands who shared it (`mibextid`), before them `m.`. None
    for every other URL.
    """
    lower = url.lower()
    where = place(url, SHARED) if any(word in lower for word in WORDS) else None
    name, path = SHARED[where.host] if where else ("", None)
    return (name, where.host + where.path.rstrip("/")) if where and path and path.match(where.path) else None


def shared_on(url: str) -> str | None:
    """Return the platform a post of which a URL was made to share; None for every other URL."""
    shared = shared_as(url)
    return shared[0] if shared else None


def is_button(url: str) -> bool:
    """Whether a URL is a button's, though it may name a post: to like or share one is not to cite it."""
    lower = url.lower()
    return any(word in lower for word in IN_BUTTON) and bool(BUTTON.search(url))
