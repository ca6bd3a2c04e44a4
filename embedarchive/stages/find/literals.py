"""Literals without which a page holds nothing for a rule: where they do not stand, nothing is asked.

A page tells where each stands (`Page.places`, `locating.py`): steps look only there, and a selector is asked
in those parts whose literals the source has (`held`). The mentions are the same as if all was asked.
"""

from __future__ import annotations

from functools import cache

from embedarchive.late import re
from embedarchive.platforms import IN_URLS, shortest
from embedarchive.platforms.sharing import SHARED
from embedarchive.platforms.tco import SHORT_HOSTS
from embedarchive.tuples import NamedTuple

TYPE_CHECKING = False  # as in cli/__init__.py
if TYPE_CHECKING:
    from embedarchive.stages.page import Page

SIMPLE = re.compile(
    r"""\[(?P<attribute>[\w-]+)(?:[*^$~|]?=["']?(?P<value>[^"'\]]{0,200}))?[^\]]{0,9}\]"""
    r"""|\.(?P<name>[\w-]+)|(?:(?<=\s)|\A)(?P<tag>[a-z][\w:-]*)"""
)
NEGATED = re.compile(r":not\([^()]*\)")
EVERYWHERE = frozenset({"href", "src", "<a", "<div", "url", "class"})
"""Literals that say nothing."""

SHORT_LINKS = ("t.co/", "t.co\\", "t.co%", "t.co&", "pic.twitter.com", "pic.x.com")
"""X's short links, however the slash is escaped."""
PERMALINKS = ("/status", "%2fstatus")
"""What stands in every permalink of X that an attribute holds (`embeds.PERMALINK`)."""
AMONG_OTHERS = 5
"""Characters of a host up to which it stands in the names of many others: `x.com`, `t.co`, `t.me`."""
ENDS_OF_HOSTS = ("/", "%2", ":", "%3a")
HOSTS = shortest(
    *(
        f"{host}{end}"
        for hosts in (*IN_URLS.values(), SHARED, SHORT_HOSTS)
        for host in hosts
        if "." in host
        for end in (ENDS_OF_HOSTS if len(host) <= AMONG_OTHERS else ("",))
    )
)
"""One of these stands in every address that leads to a post, Mastodon's aside."""
FRAMES_OF_OTHERS = ("lj-toys.com", ".min.html")
"""What stands in the addresses of frames that name a post without its host (`frames_of_others.py`)."""
ON_MASTODON = ("/@", "/%40", "%2f%40", "/users/")
ANCHORS = ", ".join(f'a[href*="{part}" i]' for part in (*HOSTS, *FRAMES_OF_OTHERS, *ON_MASTODON))
"""Anchors that may lead to a post, also by way of an address that carries it. Hosts are of any case."""
INERT = 'template, textarea, iframe:not([src]):not([srcdoc]), iframe[src=""]:not([srcdoc])'
"""Elements whose markup is no part of the page. A frame without an address may hold an embed as its text
(Facebook's Instant Articles, and feeds made for them); one whose address waits in another attribute is asked,
too."""
DRAWN = "iframe[srcdoc]:not([src])"
"""Frames that hold their page themselves."""
SHADOW = "template[shadowrootmode]"
"""A shadow root as HTML writes it (html.spec.whatwg.org, "shadowrootmode"); SingleFile saves them so."""
OTHERS = (ANCHORS, INERT, DRAWN, SHADOW)
"""Selectors of the steps that are no platform's rule."""
NAMES_OF_X = ("tweet", "twitt", "x.com", "x%2ecom")
"""The names of X, in markup that is escaped or not."""
STATED = (
    *("twitter.", "instagram.", "instagr.am", "tiktok.", "facebook.", "youtube.", "youtu.", "bsky."),
    *("threads.", "reddit.", "linkedin.", "truthsocial."),
    *(f"{name}.{end}" for name in "xt" for end in ("com", "be", "app", "net", "me")),
)
"""One of them stands in every address that `state` reads."""
FRAMES = (
    *("/embed", "plugins/post.php?", "plugins/video.php?", "tiktok.com/player/", "embed=1", "embed.reddit"),
    "redditmedia",
)
"""One of them stands in every address at which a platform shows a post in a frame (`Platform.frame`)."""
CODES = (
    *("tweet", "twitter", "embed", "youtube", "instagram", "facebook", "tiktok", "bluesky", "threads"),
    *("reddit", "blackbirdpie"),
)
"""WordPress's shortcodes; Twitter's own plug-in was called after a song (`twitter-blackbird-pie`, 2010)."""
NAMED = (
    *("tweet", "twitter", "youtube", "instagram", "tiktok", "bluesky", "bsky", "mastodon", "toot", "threads"),
    *("reddit", "facebook", "telegram", "linkedin", "embed", "video"),
)
"""What macros and directives for posts are called, besides `x`."""
BY_STEP = {
    "hugo-shortcode": ("{{<", "{{%"),
    "liquid-tag": ("{%",),
    "block-embed": ("@[", "%[http"),
    "picture-of-a-post": ("![",),
    "forum-code": ("[media=", "[media]", "{youtube}", "{twitter}", "{instagram}", "{facebook}", "{tiktok}"),
    "docs-video": ("[!video",),
    "wordpress-shortcode": tuple(f"[{name}" for name in CODES),
    "gutenberg-comment": ("wp:embed", "wp:core-embed"),
    "macro": (
        *("{{#widget:", "{{ #widget:", "{{#ev:", "{{ #ev:", "{{[[", "{{ [["),
        *(f"{{{{{gap}{name}" for gap in ("", " ") for name in ("x(", "x ", "x:", "x>", *NAMED)),
    ),
    "tweet-id-in-json": (
        *("tweetid", "tweet_id", "tweet-id", "twitterid", "twitter_id", "twitter-id"),
        *('_type"', "_type'", "_type\\", "_type&"),
    ),
    "node-in-json": tuple(
        f"type{quote}:{gap}{quote}{name}"
        for quote in ('"', '\\"', "&quot;", "&#34;", "&#x22;", "&q;", "\\&q;")
        for gap in ("", " ")
        for name in ("tweet", "twitter", "youtube")
    ),
    "directive": (*(f".. {name}" for name in NAMED), "video::", "tweet::"),
    "component": (
        *("<tweet", "<twitter", "<xembed", "<youtube", "<instagramembed", "<facebookembed", "<tiktokembed"),
        *("<linkedinembed", "<blueskyembed", "<blueskypost", "<threadsembed", "<redditembed"),
        *("<mastodonembed", "<telegramembed", "<statictweet", "<liteyoutube"),
    ),
    "script-call": ("createtweet", "createvideo"),
}
"""What the shortcodes begin with."""


class Part(NamedTuple):
    """One of the selectors that stand side by side in a list."""

    selector: str
    literal: str
    """In lower case; stands in the source of every page that has what the selector names."""
    whole: bool
    """Whether it is a class or the name of an attribute: then nothing else is glued to it."""


@cache
def parts_of(selector: str) -> tuple[Part, ...]:
    """Return the parts of a list of selectors, each with the longest word that says something."""
    return tuple(_telling(part.strip()) for part in selector.split(","))


def _telling(part: str) -> Part:
    found: list[tuple[str, bool]] = []
    for simple in SIMPLE.finditer(NEGATED.sub("", part.replace("\\", ""))):
        said = (
            (simple["attribute"], True),
            (simple["value"], False),
            (simple["name"], True),
            (simple["tag"] and f"<{simple['tag']}", False),
        )
        found += [(word.lower(), whole) for word, whole in said if word]
    telling = (one for one in found if one[0] not in EVERYWHERE)
    return Part(part, *max(telling, key=lambda one: len(one[0]), default=("", False)))


def held(page: Page, selector: str) -> str:
    """Return the parts of a list of selectors that may name something in a page."""
    parts = parts_of(selector)
    kept = [part.selector for part in parts if page.may_hold(part.literal, part.whole)]
    return selector if len(kept) == len(parts) else ", ".join(kept)
