"""Literals without which a page holds nothing for a rule: who has looked for them all at once asks less.

Whoever reads many pages has an engine that looks for all literals in one pass over a page's raw bytes. What
it saw goes with the page (`Page.known`), and steps whose literals are missing are left out. Without it
every step is taken; the mentions are the same.
"""

from __future__ import annotations

import re
from functools import cache

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
ANCHORS = ("t.co/", "twitter.com/", "x.com/", "nitter", "xcancel", "twittpr")
"""Parts of the addresses that the anchors of `prose` lead to."""
EMBEDS = ("tweet", "twitt", "x.com", "x%2ecom")
"""The names of X, in markup that is escaped or not."""
STATED = (
    *("twitter.", "instagram.", "tiktok.", "facebook.", "youtube.", "youtu.", "bsky.", "threads."),
    *("reddit.", "linkedin.", "truthsocial."),
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
    "reddit",
)
"""WordPress's shortcodes."""
BY_STEP = {
    "hugo-shortcode": ("{{<", "{{%"),
    "liquid-tag": ("{%",),
    "wordpress-shortcode": tuple(f"[{name}" for name in CODES),
    "gutenberg-comment": ("wp:embed", "wp:core-embed"),
    "tweet-id-in-json": ("tweetid", "tweet_id", "tweet-id", "twitterid", "twitter_id", "twitter-id"),
    "component": ("<tweet", "<twitter", "<xembed"),
    "script-call": ("createtweet", "createvideo"),
}
"""What the shortcodes begin with."""


@cache
def of_selector(selector: str) -> tuple[str, ...]:
    """Return literals of which one stands in the source of every page that has what a selector names.

    Names of elements and attributes, and values: in lower case; a value may be escaped in the source.
    """
    parts = NEGATED.sub("", selector.replace("\\", "")).split(",")
    return tuple(dict.fromkeys(_telling(part.strip()) for part in parts))


def _telling(part: str) -> str:
    found: list[str] = []
    for simple in SIMPLE.finditer(part):
        said = (simple["attribute"], simple["value"], simple["name"], simple["tag"] and f"<{simple['tag']}")
        found += [word.lower() for word in said if word]
    return max((word for word in found if word not in EVERYWHERE), key=len, default="")
