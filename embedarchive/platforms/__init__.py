"""The sites people embed. A new site is one module here and a line in `SITES` and `MARKS`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from embedarchive.late import imported

TYPE_CHECKING = False  # as in cli/__init__.py
if TYPE_CHECKING:
    from embedarchive.platforms.base import Platform
    from embedarchive.records import PostRef

FRONT_ENDS = (
    *("fxtwitter.com", "vxtwitter.com", "twittpr.com", "fixvx.com", "fixupx.com", "xcancel.com"),
    *("nitter.net", "nitter.poast.org", "nitter.privacydev.net"),
)
"""They keep the path of X, as any `nitter.` host does (FixTweet, vxtwitter and nitter READMEs)."""
THREAD_READERS = ("threadreaderapp.com", "threader.app", "rattibha.com", "twitter-thread.com")
"""They show a thread on X under the number of one of its posts, mostly the first, and are cited in its place
(addresses in public repositories, 2026-11-28)."""
SITES = {
    "twitter": ("twitter.com", "x.com", *FRONT_ENDS, *THREAD_READERS),
    "instagram": ("instagram.com", "instagr.am"),
    "facebook": ("facebook.com", "fb.com"),
    "tiktok": ("tiktok.com",),
    "youtube": ("youtube.com", "youtu.be", "youtube-nocookie.com", "youtube.googleapis.com"),
    "bluesky": ("bsky.app", "main.bsky.dev"),
    "threads": ("threads.net", "threads.com"),
    "telegram": ("t.me", "telegram.me", "telegram.dog"),
    "reddit": ("reddit.com", "redd.it", "redditmedia.com"),
    "linkedin": ("linkedin.com",),
    "truthsocial": ("truthsocial.com",),
    "mastodon": (),
}
"""The names of the sites' modules, and the hosts under which their posts stand: what else has to know hosts
is made of these. Some sites have others beneath them, which their modules know.

Mastodon stands last: its servers are known by the form of their URLs, not by their names.
"""
BESIDES = {"twitter": ("nitter.",), "bluesky": ("at:",), "mastodon": ("@", "/users/", "%")}
"""What stands in URLs of posts that are at no such host."""


def shortest(*words: str) -> tuple[str, ...]:
    """Return those words in which none of the others stands: one of them stands where any of all does."""
    every = dict.fromkeys(words)
    return tuple(word for word in every if not any(other in word for other in every if other != word))


IN_URLS = {name: shortest(*hosts, *BESIDES.get(name, ())) for name, hosts in SITES.items()}
"""What of each site stands in every URL of its posts, in lower case: its module is not asked about others,
nor imported for them."""

MARKS = {
    "instagram": ("instagr",),
    "facebook": ("facebook", "fb-post", "fb-video", "fb:", "fb.watch"),
    "tiktok": ("tiktok",),
    "youtube": ("youtu", "lite-yt", "ytimg", "data-yt", "yt-embed", "yt-lite", "videourl", "js-modal-btn"),
    "bluesky": ("bsky.", "bluesky-"),
    "threads": ("threads.", "text-post-"),
    "telegram": ("telegram", "/t.me", "2ft.me", ";t.me", ".t.me"),
    "reddit": ("reddit", "redd.it"),
    "linkedin": ("linkedin",),
    "truthsocial": ("truthsocial",),
    "mastodon": ("mastodon", "/@", "/statuses/"),
}
"""What stands in every page that embeds a post of the site, in lower case: one of these. X is embedded in too
many ways."""

QUOTATION = "-quotation"
"""Ends the names of the rules for quotations with their source (`forms.py`)."""


class _Platforms(Mapping[str, "Platform"]):
    """The platforms by name: the value in capitals that a site's module holds, imported when asked for."""

    def __init__(self) -> None:
        self._known: dict[str, Platform] = {}

    def __getitem__(self, name: str) -> Platform:
        if name not in self._known:
            if name not in SITES:
                raise KeyError(name)
            self._known[name] = getattr(imported(f"{__name__}.{name}"), name.upper())
        return self._known[name]

    def __iter__(self) -> Iterator[str]:
        return iter(SITES)

    def __len__(self) -> int:
        return len(SITES)


PLATFORMS: Mapping[str, Platform] = _Platforms()


def read_url(url: str) -> PostRef | None:
    """Return the post that a URL names, on whatever platform; None where it names none."""
    lower = url.lower()
    names = (name for name, words in IN_URLS.items() if any(word in lower for word in words))
    posts = (PLATFORMS[name].read_url(url) for name in names)
    return next((post for post in posts if post), None)


def permalink(post: PostRef) -> str | None:
    """Return the canonical URL of a post; None where nothing but its id is known and that is not enough."""
    site = PLATFORMS.get(post.platform)
    return site.permalink(post) if site else None


__all__ = [
    "FRONT_ENDS",
    "IN_URLS",
    "MARKS",
    "PLATFORMS",
    "QUOTATION",
    "SITES",
    "THREAD_READERS",
    "permalink",
    "read_url",
    "shortest",
]
