"""What one address is written as: a page under several spellings, an account by the address of its profile.

For what people look up, which they copied from a browser, a phone or a message. What is kept stays verbatim.
"""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import parse_qsl

from embedarchive.late import re
from embedarchive.platforms.twitter import NO_USER
from embedarchive.platforms.urls import bare_host, split, unquoted

SAME_HOSTS = {"twitter.com": "x.com", "threads.net": "threads.com", "instagr.am": "instagram.com"}
"""Hosts under which a site stood before, and where the same paths lead to the same pages today."""
TRACKING = re.compile(
    r"(?:utm_|mtm_|pk_|at_|hsa_|_hs|__hs|vero_|oly_|guce_).*|guccounter"
    r"|(?:fb|g|d|ms|y|tw|tt|rb_)clid|gclsrc|[gw]braid|igshid|igsh|mc_[ce]id|mkt_tok|ml_subscriber(?:_hash)?|_g[al]"
    r"|_openstat|__s|s_cid|cmp|cmpid|ocid|ncid|smid|smtyp|xtor|ito|taid|mbid|soc_(?:src|trk)|wt_mc|wickedid"
    r"|ref_(?:src|url)|__twitter_impression",
    re.I,
)
"""Parameters that tell a site where its reader came from, and change nothing of the page: of those that Brave
(brave-core, `kSimpleQueryStringTrackers`) and uBlock Origin (LegitimateURLShortener) take off, looked at on
2026-11-28; Matomo's and HubSpot's; those of news sites' buttons (BBC, Guardian, New York Times, Le Monde)."""


class Page(NamedTuple):
    """A page, however its address is written."""

    host: str
    """Lower case, without `www.` and the like; see `SAME_HOSTS`."""
    path: str
    """Percent-decoded, without a slash at its end."""
    query: tuple[tuple[str, str], ...]
    """In order of their names, without `TRACKING`."""


def page_of(url: str) -> Page | None:
    """Return the page that an http(s) URL leads to; None for anything else.

    The scheme, the port of a scheme, and the fragment, unless it is a path itself (`#!/`), do not count.
    """
    parts = split(url)
    if parts is None:
        return None
    host = bare_host(parts.hostname)
    asked = (
        pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not TRACKING.fullmatch(pair[0])
    )
    path = unquoted(parts.path).rstrip("/")
    path += unquoted(parts.fragment[1:]) if parts.fragment.startswith("!/") else ""
    return Page(SAME_HOSTS.get(host, host) + _port(url), path.rstrip("/"), tuple(sorted(asked)))


def _port(url: str) -> str:
    place = url.partition("://")[2].partition("/")[0].partition("?")[0].partition("#")[0]
    port = re.search(r":([0-9]{1,5})\Z", place)
    return "" if port is None or port[1] in ("80", "443") else port[0]


NAME = r"(?P<handle>[\w.-]{1,100})"
TABS = (
    r"(?:/(?:with_replies|replies|media|likes|highlights|articles|photos|videos|reels|shorts|posts|about"
    r"|overview))?"
)
PROFILES = (
    ("twitter", ("x.com",), rf"/@?{NAME}{TABS}"),
    ("instagram", ("instagram.com",), rf"/{NAME}{TABS}"),
    ("facebook", ("facebook.com", "fb.com"), rf"/{NAME}{TABS}"),
    ("tiktok", ("tiktok.com",), rf"/@{NAME}"),
    ("youtube", ("youtube.com",), rf"/(?:@|user/|c/|channel/){NAME}{TABS}"),
    ("bluesky", ("bsky.app",), rf"/profile/{NAME}{TABS}"),
    ("threads", ("threads.com",), rf"/@{NAME}{TABS}"),
    ("telegram", ("t.me", "telegram.me"), rf"/(?:s/)?{NAME}"),
    ("reddit", ("reddit.com", "old.reddit.com"), rf"/(?:u|user)/{NAME}{TABS}"),
    ("linkedin", ("linkedin.com",), rf"/(?:in|company)/{NAME}{TABS}"),
    ("truthsocial", ("truthsocial.com",), rf"/@{NAME}{TABS}"),
)
"""Platform, its hosts, and the path of a profile and of its tabs."""
NOBODY = NO_USER | frozenset(
    {"p", "reel", "reels", "stories", "accounts", "watch", "groups", "events", "marketplace", "pages"}
)
"""First words of paths that name no account."""


def profile_of(url: str) -> tuple[str, str] | None:
    """Return the platform and the handle of the account whose profile a URL leads to; None for another.

    A handle of Mastodon holds its server: `name@server`.
    """
    page = page_of(url)
    if page is None:
        return None
    for platform, hosts, path in PROFILES:
        if page.host in hosts:
            match = re.fullmatch(path, page.path)
            known = match is not None and match["handle"].lower() not in NOBODY
            return (platform, match["handle"]) if match and known else None
    match = re.fullmatch(rf"/@{NAME}", page.path)
    return ("mastodon", f"{match['handle']}@{page.host}") if match else None
