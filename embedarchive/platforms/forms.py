"""Forms of embed markup that every platform's posts are put in: frames, wrappers, boxes that load later."""

from __future__ import annotations

from embedarchive.platforms.base import EmbedRule

LATER = (
    "data-src",
    "data-lazy-src",
    "data-lazy",
    "data-litespeed-src",
    "data-opt-src",
    "data-ezsrc",
    "data-original",
    "data-iframe-src",
    "data-frame-src",
    "data-video-src",
    "data-embed-src",
    "data-embed-url",
    "data-oembed-url",
    "data-oembed",
    "data-cookieblock-src",
    "data-src-cmplz",
    "data-cmp-src",
    "data-consent-src",
    "data-suppressedsrc",
    "suppressedsrc",
    "data-resourceurl",
    "data-post-url",
    "data-video-url",
    "data-youtube-url",
)
"""Where a frame's address waits for scrolling or for consent: WordPress (WP Rocket, LiteSpeed, Optimole,
Ezoic), CKEditor (`data-oembed-url`), Cookiebot, Complianz, consentmanager, iubenda; their manuals, 2024."""
WORDPRESS = {"bluesky": ("bluesky", "bluesky-social"), "twitter": ("twitter", "x")}
"""What WordPress calls a platform, after the name in its oEmbed answer, where that is not our name for it."""
FRAMES = "iframe, amp-iframe, amp-video-iframe"
CARDS = (
    "a.embedly-card[href], .embed-wrapper > .embed-loading + a.embed-card[href], a[data-iframely-url][href]"
    ", .embed-privacy-url a[href]"
)
"""Links that a script makes cards of: Embedly's, Hashnode's, Iframely's; Embed Privacy's, before consent.
`embed-card` alone is what many call a link to something else: Hashnode's stands behind what says that it
loads."""
NOT_BOXES = ":not(a):not(button):not(input):not(img):not(script):not(source):not(link):not(li)"
"""An entry of a list leads to a film; it does not show it."""
BOXES = ", ".join(f"[{name}]{NOT_BOXES}" for name in LATER)
OEMBEDS = (
    f'oembed[url], embed[embedtype][url], amp-embedly-card[data-url], [class*="embed"][data-url]{NOT_BOXES}'
)
"""A share button's `data-url` is the article's; a box that calls itself an embed has the post's."""


def everywhere(platform: str) -> tuple[EmbedRule, ...]:
    """Return the rules for a platform's posts in markup that is not the platform's own.

    `oembed[url]` is CKEditor 5's media element, `embed[embedtype]` Wagtail's as it stores an article,
    `embedly-card` Embedly's, `is-provider-…` WordPress's; of the classes with `embed` in them are Tumblr's
    `tmblr-embed`, EmbedPress's wrapper, editors' own boxes.
    """
    blocks = ", ".join(
        f".wp-block-embed-{slug}, .is-provider-{slug}" for slug in WORDPRESS.get(platform, (platform,))
    )
    return (
        EmbedRule(f"{platform}-iframe", FRAMES, urls=("src", *LATER, "data-url", "data-href")),
        EmbedRule(f"{platform}-waiting", BOXES, urls=LATER),
        EmbedRule(f"{platform}-oembed", OEMBEDS, urls=("url", "data-url")),
        EmbedRule(f"{platform}-card", CARDS, urls=("href",)),
        EmbedRule(f"{platform}-gutenberg", blocks, inside=True),
    )


def forum(platform: str) -> EmbedRule:
    """Return the rule for a box that names the site and the post's bare id: XenForo's, feed readers'."""
    return EmbedRule(
        f"{platform}-forum",
        f'[data-media-site-id="{platform}"][data-media-key]'
        f', [data-embed-provider="{platform}"][data-embed-id]',
        ("data-media-key", "data-embed-id"),
    )
