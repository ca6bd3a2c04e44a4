"""Forms of embed markup that every platform's posts are put in: frames, wrappers, boxes that load later."""

from __future__ import annotations

from embedarchive.platforms import QUOTATION
from embedarchive.platforms.base import EmbedRule, Wording

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
    "data-embed",
    "data-canonical-url",
    "post-url",
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
    "data-video",
    "data-videourl",
    "data-instagram-url",
    "data-jarallax-video",
    "data-vbg",
    "data-embedo-url",
    "data-s9e-mediaembed-src",
    "data-s9e-lazyload-src",
)
"""Where a frame's address waits for scrolling or for consent: WordPress (WP Rocket, LiteSpeed, Optimole,
Ezoic), CKEditor (`data-oembed-url`), Cookiebot, Complianz, consentmanager, iubenda; their manuals, 2024.
Embedo's `data-embedo-url` is in its README (github.com/shobhitsharma/embedo), so are Jarallax's and
youtube-background's, who put a film behind a part of a page (github.com/nk-o/jarallax `data-jarallax-video`,
github.com/stamat/youtube-background `data-vbg`); `data-canonical-url` is in the Guardian's templates on npm,
s9e/TextFormatter's in its tests of what XenForo prints (2026-11-28). Players behind a picture are written
with `data-embed`, `data-video` or `data-videourl` by hand, and elements such as `<instagram-post>` with
`post-url`: a dozen public repositories each, by as many authors (2026-11-28)."""
FORUM_FRAME = "data-s9e-mediaembed-iframe"
"""XenForo's, with s9e/MediaSites: the frame that a script makes, names and values by turns in a JSON list."""
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

QUOTATIONS = "blockquote[cite]:not([class])"
"""A quotation with its source (html.spec.whatwg.org, `blockquote`): blogs that quote a post by hand
(simonwillison.net, dart.dev), and what cleaners leave of an embed. With a class it is some program's, and
has a rule of its own."""
PLAIN = ":not(:has(p, ul, ol, footer, cite))"
QUOTED = Wording(words=", ".join(f"body > blockquote{each}" for each in (" > p", " > ul", " > ol", PLAIN)))
"""The words of the quotation itself: not those of one within it, nor its footer."""
SPOKEN = frozenset({"youtube"})
"""What is quoted of a film was said in it: the post has other words."""


def everywhere(platform: str) -> tuple[EmbedRule, ...]:
    """Return the rules for a platform's posts in markup that is not the platform's own.

    `oembed[url]` is CKEditor 5's media element, `embed[embedtype]` Wagtail's as it stores an article,
    `embedly-card` Embedly's, `is-provider-…` WordPress's; of the classes with `embed` in them are Tumblr's
    `tmblr-embed`, EmbedPress's wrapper, editors' own boxes. `bbOembed` is XenForo's box that asks the
    platform for the embed (js/xf/oembed.js) and holds a link to the post until then.
    """
    blocks = ", ".join(
        f".wp-block-embed-{slug}, .is-provider-{slug}" for slug in WORDPRESS.get(platform, (platform,))
    )
    quotation = EmbedRule(f"{platform}{QUOTATION}", QUOTATIONS, urls=("cite",), says=QUOTED)
    return (
        EmbedRule(f"{platform}-iframe", FRAMES, urls=("src", *LATER, "data-url", "data-href")),
        EmbedRule(f"{platform}-waiting", BOXES, urls=LATER),
        EmbedRule(f"{platform}-oembed", OEMBEDS, urls=("url", "data-url")),
        EmbedRule(f"{platform}-card", CARDS, urls=("href",)),
        EmbedRule(f"{platform}-gutenberg", blocks, inside=True),
        EmbedRule(f"{platform}-forum-link", ".bbOembed", inside=True),
        EmbedRule(f"{platform}-forum-frame", f"[{FORUM_FRAME}]", urls=(FORUM_FRAME,), keys=("src",)),
        *(() if platform in SPOKEN else (quotation,)),
    )


def forum(platform: str) -> EmbedRule:
    """Return the rule for a box that names the site and the post's bare id: XenForo's, feed readers'."""
    return EmbedRule(
        f"{platform}-forum",
        f'[data-media-site-id="{platform}"][data-media-key]'
        f', [data-embed-provider="{platform}"][data-embed-id]',
        ("data-media-key", "data-embed-id"),
    )
