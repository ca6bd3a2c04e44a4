"""Examples for docs/find.md, all made up: one or more for each rule, and what must not be found.

`docs/generate_find.py` reads each of them as the program reads a file, and refuses to write the page if
the rule that an example is for does not see it.
"""

from __future__ import annotations

import base64
import html
import json
from typing import NamedTuple
from urllib.parse import quote

ID = "2018345678901234567"
OTHER_ID = "2018012345678901234"
TWEET = f"https://twitter.com/example_press/status/{ID}"
OTHER_TWEET = f"https://twitter.com/river_watch_ex/status/{OTHER_ID}"
DATED = f'<a href="{TWEET}">February 2, 2026</a>'
LINE = f"&mdash; Example Press (@example_press) {DATED}"
QUOTE = f'<blockquote class="twitter-tweet"><p lang="en">The dam holds.</p>{LINE}</blockquote>'
SHORT_QUOTE = f'<blockquote class="twitter-tweet"><a href="{TWEET}"></a></blockquote>'
VIDEO = "abcDEF_-123"
CODE = "CYokA48MWDA"
HOLDS = "The dam holds."

POSTS = {
    "twitter": TWEET,
    "instagram": f"https://www.instagram.com/p/{CODE}/",
    "facebook": "https://www.facebook.com/example.press/posts/1234567890123",
    "tiktok": "https://www.tiktok.com/@example.press/video/7034174276785687814",
    "youtube": f"https://www.youtube.com/watch?v={VIDEO}",
    "bluesky": "https://bsky.app/profile/press.example/post/3l25zusnsfctk",
    "threads": "https://www.threads.net/@example.press/post/CuVdfsNtmvh",
    "telegram": "https://t.me/example_press/68",
    "reddit": "https://www.reddit.com/r/example/comments/axeh8b/a_title/",
    "linkedin": "https://www.linkedin.com/feed/update/urn:li:share:6422861848344821123/",
    "truthsocial": "https://truthsocial.com/@example_press/posts/108779000807761862",
    "mastodon": "https://social.example/@example_press/111794340630068408",
}
"""A post on each platform; the examples of `SHARED` embed it."""

BLUESKY_CARD = {
    "uri": "at://press.example/app.bsky.feed.post/3l25zusnsfctk",
    "authorName": "Example Press",
    "authorHandle": "press.example",
    "createdAt": "2026-02-02T13:00:00.000Z",
    "text": HOLDS,
}

SHARED = {
    "iframe": '<iframe src="{url}"></iframe>',
    "waiting": '<div data-src="{url}"><button>Show</button></div>',
    "oembed": '<figure class="media"><oembed url="{url}"></oembed></figure>',
    "card": '<a class="embedly-card" href="{url}">The dam holds</a>',
    "gutenberg": '<figure class="wp-block-embed is-provider-{platform}"><div>{url}</div></figure>',
    "quotation": '<blockquote cite="{url}"><p>The dam holds.</p></blockquote>',
    "forum-link": '<div class="bbOembed"><a href="{url}">Show</a></div>',
    "forum-frame": """<span data-s9e-mediaembed-iframe='["src", "{url}"]'></span>""",
}
"""The rules that every platform has, by what stands behind the platform's name."""


class Own(NamedTuple):
    """An example for a rule that one platform has."""

    platform: str
    rule: str
    body: str


OWN = (
    Own("twitter", "twitter-blockquote", QUOTE),
    Own("twitter", "blockquote-without-class", f"<blockquote><p>The dam holds.</p>{LINE}</blockquote>"),
    Own("twitter", "amp-twitter", f'<amp-twitter data-tweetid="{ID}"></amp-twitter>'),
    Own("twitter", "twitter-widget", f'<twitter-widget data-tweet-id="{ID}"></twitter-widget>'),
    Own("twitter", "twitter-rendered", f'<iframe data-tweet-id="{ID}"></iframe>'),
    Own("twitter", "embed-twitter", f'<div class="embed-twitter" data-embed-id="{ID}"></div>'),
    Own("twitter", "tweet-id-attribute", f'<div data-tweet="{ID}"></div>'),
    Own(
        "twitter",
        "tweet-card",
        '<div class="tweet"><span class="tweet-author-name">Example Press</span> '
        '<span class="tweet-author-handle">@example_press</span> <p class="tweet-text">The dam holds.</p>'
        f'<a href="{TWEET}"><span class="tweet-date">Feb 2, 2026</span></a></div>',
    ),
    Own(
        "twitter",
        "react-tweet",
        f'<div class="react-tweet-theme"><a href="{TWEET}"><span title="Example Press">Example Press'
        "</span></a>"
        f'<span title="@example_press">@example_press</span><p lang="en" dir="auto">The dam holds.</p>'
        f'<a href="{TWEET}"><time datetime="2026-02-02T12:00:00.000Z">Feb 2, 2026</time></a></div>',
    ),
    Own("twitter", "embedly-card", f'<blockquote class="embedly-card"><a href="{TWEET}">X</a></blockquote>'),
    Own("twitter", "embetty-tweet", f'<embetty-tweet status="{ID}"></embetty-tweet>'),
    Own("twitter", "twitter-provided", f'<div data-service="twitter" data-id="{ID}" data-widget></div>'),
    Own("twitter", "twitter-forum", f'<div data-media-site-id="twitter" data-media-key="{ID}"></div>'),
    Own(
        "instagram",
        "instagram-blockquote",
        f'<blockquote class="instagram-media" data-instgrm-permalink="{POSTS["instagram"]}">'
        "<p>A post shared by Example Press (@example.press)</p></blockquote>",
    ),
    Own(
        "instagram",
        "instagram-blockquote-link",
        f'<blockquote class="instagram-media"><a href="{POSTS["instagram"]}">A post</a></blockquote>',
    ),
    Own("instagram", "amp-instagram", f'<amp-instagram data-shortcode="{CODE}"></amp-instagram>'),
    Own(
        "instagram",
        "instagram-substack-card",
        '<div class="instagram-embed-wrap" data-attrs="'
        f'{html.escape(json.dumps({"instagram_id": CODE, "author_name": "@example.press"}))}">'
        "</div>",
    ),
    Own(
        "instagram",
        "instagram-substack",
        f'<div class="instagram-embed-wrap"><a href="{POSTS["instagram"]}">A post</a></div>',
    ),
    Own(
        "instagram", "instagram-forum", f'<div data-media-site-id="instagram" data-media-key="{CODE}"></div>'
    ),
    Own(
        "facebook",
        "facebook-plugin",
        f'<div class="fb-post" data-href="{POSTS["facebook"]}"><blockquote><p>{HOLDS}</p>Posted by '
        '<a href="https://www.facebook.com/example.press">Example Press</a> on Monday, February 2, 2026'
        "</blockquote></div>",
    ),
    Own(
        "facebook",
        "facebook-blockquote",
        f'<blockquote cite="{POSTS["facebook"]}" class="fb-xfbml-parse-ignore"><p>{HOLDS}</p>Posted by '
        '<a href="https://www.facebook.com/example.press">Example Press</a> on Monday, February 2, 2026'
        "</blockquote>",
    ),
    Own(
        "facebook",
        "facebook-forum",
        '<div data-media-site-id="facebook" data-media-key="1234567890123"></div>',
    ),
    Own("facebook", "facebook-object", '<embed src="http://www.facebook.com/v/1234567890123">'),
    Own("facebook", "facebook-xfbml", f'<fb:post href="{POSTS["facebook"]}"></fb:post>'),
    Own("facebook", "amp-facebook", f'<amp-facebook data-href="{POSTS["facebook"]}"></amp-facebook>'),
    Own(
        "tiktok",
        "tiktok-blockquote",
        f'<blockquote class="tiktok-embed" cite="{POSTS["tiktok"]}" data-video-id="7034174276785687814">'
        f"<section><a>@example.press</a><p>{HOLDS}</p><a>♬ original sound</a></section></blockquote>",
    ),
    Own(
        "tiktok",
        "tiktok-blockquote-link",
        f'<blockquote class="tiktok-embed"><a href="{POSTS["tiktok"]}">Watch on TikTok</a></blockquote>',
    ),
    Own(
        "tiktok",
        "tiktok-forum",
        '<div data-media-site-id="tiktok" data-media-key="7034174276785687814"></div>',
    ),
    Own("tiktok", "amp-tiktok", '<amp-tiktok data-src="7034174276785687814"></amp-tiktok>'),
    Own(
        "tiktok",
        "tiktok-substack-card",
        f'<div class="tiktok-wrap" data-attrs="{html.escape(json.dumps({"url": POSTS["tiktok"]}))}"></div>',
    ),
    Own(
        "tiktok", "tiktok-substack", f'<div class="tiktok-wrap"><a href="{POSTS["tiktok"]}">A post</a></div>'
    ),
    Own("youtube", "youtube-facade", f'<lite-youtube videoid="{VIDEO}"></lite-youtube>'),
    Own("youtube", "youtube-facade", f'<amp-youtube data-videoid="{VIDEO}"></amp-youtube>'),
    Own("youtube", "youtube-facade", f'<youtube-video videoid="{VIDEO}"></youtube-video>'),
    Own(
        "youtube",
        "youtube-facade",
        f'<button class="arve-play-btn" data-iframe="https://www.youtube.com/embed/{VIDEO}"></button>',
    ),
    Own(
        "youtube",
        "youtube-thumbnail",
        '<iframe src="https://medium.com/media/0123456789ab" data-thumbnail="https://i.embed.ly/1/image?'
        f'url=https%3A%2F%2Fi.ytimg.com%2Fvi%2F{VIDEO}%2Fhqdefault.jpg"></iframe>',
    ),
    Own(
        "youtube",
        "youtube-still",
        '<article class="yt-lite" style="background-image:url(https://i.ytimg.com/vi/'
        f'{VIDEO}/hqdefault.jpg)"><button></button></article>',
    ),
    Own(
        "youtube",
        "youtube-lazy-link",
        f'<a class="lazy-load-youtube" href="{POSTS["youtube"]}">{POSTS["youtube"]}</a>',
    ),
    Own("youtube", "youtube-forum", f'<div data-media-site-id="youtube" data-media-key="{VIDEO}"></div>'),
    Own("youtube", "youtube-facade", f'<lite-yt videoid="{VIDEO}"></lite-yt>'),
    Own("youtube", "youtube-facade", f'<embetty-video type="youtube" video-id="{VIDEO}"></embetty-video>'),
    Own("youtube", "youtube-facade", f'<div class="rll-youtube-player" data-id="{VIDEO}"></div>'),
    Own(
        "youtube",
        "youtube-modal",
        f'<button data-bs-toggle="modal" data-src="https://www.youtube.com/embed/{VIDEO}"></button>',
    ),
    Own("youtube", "youtube-modal", f'<button data-fancybox data-src="{POSTS["youtube"]}"></button>'),
    Own("youtube", "youtube-modal", f'<a href="#film" data-video="{POSTS["youtube"]}"></a>'),
    Own(
        "youtube",
        "youtube-background",
        f"<div data-property=\"{{videoURL:'{POSTS['youtube']}',mute:true}}\"></div>",
    ),
    Own("youtube", "youtube-url-box", f'<div class="video-box" data-url="{POSTS["youtube"]}"></div>'),
    Own("youtube", "youtube-box", f'<div class="youtube-embed" data-video-id="{VIDEO}"></div>'),
    Own("youtube", "youtube-facade", f'<div class="youtube_player" videoID="{VIDEO}"></div>'),
    Own("youtube", "youtube-facade", f'<div class="youtube_player" data-videoID="{VIDEO}"></div>'),
    Own("youtube", "youtube-facade", f'<lite-youtube video-id="{VIDEO}"></lite-youtube>'),
    Own("youtube", "youtube-facade", f'<div class="youtube" data-embed="{VIDEO}"></div>'),
    Own("youtube", "youtube-provided", f'<div data-provider="youtube" data-video-id="{VIDEO}"></div>'),
    Own(
        "youtube", "youtube-facade", f'<div data-plyr-provider="youtube" data-plyr-embed-id="{VIDEO}"></div>'
    ),
    Own("youtube", "youtube-facade", f'<div class="youtube-facade" data-video-id="{VIDEO}"></div>'),
    Own("youtube", "youtube-facade", f'<a class="lightbox" data-type="youtube" data-id="{VIDEO}"></a>'),
    Own("youtube", "youtube-facade", f'<button class="js-modal-btn" data-video-id="{VIDEO}"></button>'),
    Own(
        "youtube",
        "youtube-substack",
        f'<a class="youtube-wrap" data-attrs="{html.escape(json.dumps({"videoId": VIDEO}))}"></a>',
    ),
    Own(
        "youtube",
        "youtube-lyte",
        f'<div class="lyte-wrapper"><noscript><a href="https://youtu.be/{VIDEO}"></a></noscript></div>',
    ),
    Own("youtube", "youtube-id-attribute", f'<div data-youtube-id="{VIDEO}"></div>'),
    Own("youtube", "youtube-element", f'<youtube-video src="{POSTS["youtube"]}"></youtube-video>'),
    Own("youtube", "youtube-object", f'<embed src="https://www.youtube.com/v/{VIDEO}">'),
    Own(
        "bluesky",
        "bluesky-blockquote",
        '<blockquote data-bluesky-uri="at://did:plc:vwzwgnygau7ed7b7wt5ux7y2/app.bsky.feed.post/3l25zusnsfctk">'
        f"<p>{HOLDS}</p>&mdash; Example Press (@press.example) August 20, 2024 at 5:33 PM</blockquote>",
    ),
    Own(
        "bluesky",
        "bluesky-blockquote-link",
        f'<blockquote class="bluesky-embed"><p>{HOLDS}</p>&mdash; Example Press (@press.example) '
        f'<a href="{POSTS["bluesky"]}">February 2, 2026 at 1:00 PM</a></blockquote>',
    ),
    Own(
        "bluesky",
        "bluesky-element",
        '<bluesky-post src="at://press.example/app.bsky.feed.post/3l25zusnsfctk"></bluesky-post>',
    ),
    Own(
        "bluesky",
        "bluesky-substack-card",
        f'<div class="bluesky-wrap" data-attrs="{html.escape(json.dumps(BLUESKY_CARD))}"></div>',
    ),
    Own(
        "threads",
        "threads-blockquote",
        f'<blockquote data-text-post-permalink="{POSTS["threads"]}"><div>Post by @example.press</div>'
        "</blockquote>",
    ),
    Own(
        "threads",
        "threads-blockquote-link",
        f'<blockquote class="text-post-media"><a href="{POSTS["threads"]}">A post</a></blockquote>',
    ),
    Own("linkedin", "linkedin-post", f'<div class="linkedin-post" data-href="{POSTS["linkedin"]}"></div>'),
    Own(
        "linkedin",
        "linkedin-post-link",
        f'<blockquote class="linkedin-post"><a href="{POSTS["linkedin"]}"></a></blockquote>',
    ),
    Own("telegram", "telegram-post", '<script data-telegram-post="example_press/68"></script>'),
    Own(
        "reddit",
        "reddit-blockquote",
        f'<blockquote class="reddit-embed-bq"><a href="{POSTS["reddit"]}">A title</a> by '
        '<a href="https://www.reddit.com/user/example/">u/example</a></blockquote>',
    ),
    Own("reddit", "amp-reddit", f'<amp-reddit data-src="{POSTS["reddit"]}"></amp-reddit>'),
    Own(
        "mastodon",
        "mastodon-embed",
        f'<blockquote class="mastodon-embed" data-embed-url="{POSTS["mastodon"]}/embed">'
        "<div>Post by @example_press@social.example</div></blockquote>",
    ),
    Own(
        "mastodon",
        "mastodon-embed-link",
        f'<blockquote class="mastodon-embed"><a href="{POSTS["mastodon"]}">View on Mastodon</a></blockquote>',
    ),
    Own(
        "mastodon",
        "mastodon-element",
        f'<mastodon-post><a href="{POSTS["mastodon"]}">Discuss on Mastodon</a></mastodon-post>',
    ),
)


class Shown(NamedTuple):
    """An example for a rule that is no selector."""

    rule: str
    shape: str
    body: str
    name: str = "article.html"


TEXT = "article.txt"
_CARD = {
    "url": TWEET,
    "full_text": HOLDS,
    "username": "example_press",
    "name": "Example Press",
    "date": "Mon Feb 02 12:00:00 +0000 2026",
}
SHAPES = (
    Shown(
        "url-in-attribute", "an attribute that holds a post's URL", f'<div data-tweet-url="{TWEET}"></div>'
    ),
    Shown(
        "url-in-attribute",
        "an attribute that holds a card as JSON (Substack)",
        f'<div data-attrs="{html.escape(json.dumps(_CARD))}"></div>',
    ),
    Shown(
        "frame-in-attribute",
        "an attribute of whatever name that holds the address of a platform's frame",
        f'<div uc-src="https://www.youtube.com/embed/{VIDEO}"></div>',
    ),
    Shown(
        "frame-in-attribute",
        "a frame's address that what is pressed hands to a script, but not to copy or share it",
        f"""<a href="#film" onclick="show('https://www.youtube.com/embed/{VIDEO}')">Play</a>""",
    ),
    Shown(
        "frame-in-attribute",
        "a frame without an address that holds a picture to press",
        f"""<iframe srcdoc="<a href='https://www.youtube.com/embed/{VIDEO}'>Play</a>"></iframe>""",
    ),
    Shown(
        "typed-object",
        "JSON whose type says that the post at an address is embedded (the Guardian, the BBC, Apple News)",
        f'<script>{{"blocks": [{{"type": "tweet", "url": "{TWEET}"}}]}}</script>',
    ),
    Shown(
        "typed-object",
        "a block of WordPress's or Notion's in a page's state; Nuxt's state, with its slashes",
        f'<script>{{"attributes": {{"url": "{TWEET}", "providerNameSlug": "twitter"}}}}</script>',
    ),
    Shown(
        "tweet-id-in-json",
        "JSON with the id of a post on X",
        f'<div data-props="{html.escape(json.dumps({"tweetId": ID}))}"></div>',
    ),
    Shown(
        "tweet-id-in-json",
        "a block of Sanity's in a page's state",
        f'<script>{{"_type": "tweet", "id": "{ID}"}}</script>',
    ),
    Shown(
        "node-in-json",
        "a node of Lexical's or ProseMirror's in a page's state",
        f'<script>{{"type": "youtube", "version": 1, "videoID": "{VIDEO}"}}</script>',
    ),
    Shown("hugo-shortcode", "Hugo", f'{{{{< tweet user="example_press" id="{ID}" >}}}}', TEXT),
    Shown("liquid-tag", "Jekyll and its includes, Hexo, dev.to", f"{{% twitter {ID} %}}", TEXT),
    Shown("hugo-shortcode", "Hugo, of any platform", f"{{{{< youtube {VIDEO} >}}}}", TEXT),
    Shown("macro", "Zola", f'{{{{ tweet(id="{ID}") }}}}', TEXT),
    Shown("macro", "Logseq, Roam", f"{{{{tweet {TWEET}}}}}", TEXT),
    Shown("macro", "MediaWiki, DokuWiki", f"{{{{#ev:youtube|{VIDEO}}}}}", TEXT),
    Shown("directive", "reStructuredText, in a text", f".. tweet:: {TWEET}", TEXT),
    Shown("directive", "AsciiDoc, in a text", f"video::{VIDEO}[youtube]", TEXT),
    Shown("picture-of-a-post", "Obsidian: a picture whose address is a post's", f"![]({TWEET})", TEXT),
    Shown("block-embed", "Zenn, markdown-it", f"@[tweet]({TWEET})", TEXT),
    Shown("block-embed", "Hashnode", f"%[{TWEET}]", TEXT),
    Shown("forum-code", "forums, Joomla", f"[MEDIA=youtube]{VIDEO}[/MEDIA]", TEXT),
    Shown(
        "docs-video", "Microsoft's documentation", f"> [!VIDEO https://www.youtube.com/watch?v={VIDEO}]", TEXT
    ),
    Shown("wordpress-shortcode", "WordPress", f"[tweet {TWEET}]", TEXT),
    Shown(
        "gutenberg-comment",
        "WordPress's block editor, as it stores an article",
        f'<!-- wp:embed {{"url":"{TWEET}","type":"rich"}} --><figure></figure><!-- /wp:embed -->',
    ),
    Shown("component", "MDX, React", f'<Tweet id="{ID}" />', TEXT),
    Shown("script-call", "X's own script", f"<script>twttr.widgets.createTweet('{ID}', box)</script>"),
    Shown("bare-permalink", "a paragraph or line that is one URL", f"<p>{TWEET}</p>"),
    Shown(
        "attribution-em-dash-line",
        "— begins a line",
        f"{HOLDS}\n— Example Press (@example_press) February 2, 2026",
        TEXT,
    ),
    Shown(
        "attribution-double-hyphen-line",
        "-- begins a line; without a date only in a block quote",
        f"{HOLDS}\n-- Example Press (@example_press) February 2, 2026",
        TEXT,
    ),
    Shown(
        "attribution-em-dash", "— anywhere", f"{HOLDS}— Example Press (@example_press) February 2, 2026", TEXT
    ),
    Shown(
        "attribution-double-hyphen", "--", f"{HOLDS} -- Example Press (@example_press) February 2, 2026", TEXT
    ),
    Shown(
        "attribution-lost-character",
        "U+FFFD, where the dash was lost",
        f"{HOLDS} \ufffd Example Press (@example_press) February 2, 2026",
        TEXT,
    ),
    Shown(
        "attribution-hyphen-line",
        "a hyphen or en dash begins a line",
        f"{HOLDS}\n- Example Press (@example_press) February 2, 2026",
        TEXT,
    ),
    Shown(
        "attribution-hyphen",
        "a hyphen behind the end of a sentence or a short link",
        f"{HOLDS} - Example Press (@example_press) February 2, 2026",
        TEXT,
    ),
    Shown(
        "attribution-question-mark",
        "a question mark of its own, where the dash was lost, and no dash beyond ASCII in the whole text",
        f"{HOLDS} ? Example Press (@example_press) February 2, 2026",
        TEXT,
    ),
    Shown(
        "attribution-link",
        "a short link of X, and no dash beyond ASCII in the whole text",
        f"{HOLDS} pic.twitter.com/dAmHoLdS12 Example Press (@example_press) February 2, 2026",
        TEXT,
    ),
    Shown(
        "attribution-picture",
        "the link to a post's pictures, no date, the line's end, and no dash beyond ASCII in the whole text",
        f"{HOLDS} pic.twitter.com/dAmHoLdS12 Example Press(@ example_press) link",
        TEXT,
    ),
    Shown(
        "attribution-in-brackets",
        "no dash and no name, the date in the brackets; a line, or behind a quotation or a short link",
        f"{HOLDS}\n( @example_press: February 2, 2026)",
        TEXT,
    ),
    Shown(
        "attribution-spaces",
        "two spaces or more, or one that begins a line, and no dash beyond ASCII in the whole text",
        f"{HOLDS}  Example Press (@example_press) February 2, 2026",
        TEXT,
    ),
    Shown(
        "attribution-sentence",
        "the end of a sentence before a name in capitals, and no dash beyond ASCII in the whole text",
        f"{HOLDS} Example Press (@example_press) February 2, 2026",
        TEXT,
    ),
    Shown(
        "attribution-shared-by",
        "Instagram's line, alone or behind `View this post on Instagram`",
        "View this post on Instagram\n\nA post shared by Example Press (@example.press)",
        TEXT,
    ),
    Shown(
        "attribution-shared-by",
        "the same with the caption that embeds had until 2019",
        f"View this post on Instagram\n{HOLDS}\nA post shared by Example Press (@example.press) Feb 2, 2019",
        TEXT,
    ),
    Shown(
        "attribution-shared-by",
        "the same where a language puts the author first",
        "この投稿をInstagramで見る\n\nExample Press(@example.press)がシェアした投稿",
        TEXT,
    ),
    Shown(
        "attribution-em-dash-line",
        "the same where what stood behind the first line of the post was put behind the whole",
        f"{HOLDS}\n— Example Press (@example_press) February 2, 2026\nSee pic.twitter.com/dAmHoLdS12",
        TEXT,
    ),
    Shown(
        "attribution-em-dash",
        "the same behind the BBC's link that passes over an embed",
        f"Rain fell. Skip Twitter post by @example_press {HOLDS} "
        "— Example Press (@example_press) February 2, 2026 Report",
        TEXT,
    ),
    Shown(
        "attribution-em-dash-line",
        "Bluesky's line: — and a host name as handle, with a date",
        f"{HOLDS}\n— Example Press (@press.example) August 20, 2024 at 5:33 PM",
        TEXT,
    ),
    Shown(
        "attribution-em-dash-line",
        "the same with the date's link behind it",
        f"{HOLDS}\n— Example Press (@example_press) February 2, 2026 ({TWEET})",
        TEXT,
    ),
    Shown(
        "attribution-em-dash-line",
        "the same with the date's link among those at the end",
        f"{HOLDS}\n— Example Press (@example_press) [2]February 2, 2026\n\nReferences\n 2. {TWEET}",
        TEXT,
    ),
    Shown(
        "attribution-em-dash-line",
        "the same with the link in place of the date",
        f"{HOLDS}\n— Example Press (@example_press) {TWEET}",
        TEXT,
    ),
    Shown("permalink", "a link to a post in prose", f'<p>As it <a href="{TWEET}">said</a> on Monday.</p>'),
    Shown(
        "permalink",
        "a link to another platform's post in prose",
        f'<p>The agency <a href="{POSTS["instagram"]}">showed</a> it on Monday.</p>',
    ),
    Shown("permalink", "without its scheme", f"It said so on {TWEET.removeprefix('https://')}.", TEXT),
    Shown("share-link", "an address made for sharing", "It said so: https://vm.tiktok.com/ZMabcDEfg/.", TEXT),
    Shown("short-link", "X's short link in prose", "It said so (https://t.co/Ab3dEf6hIj) on Monday.", TEXT),
    Shown(
        "short-link-in-source",
        "X's short link where nobody sees it",
        '<meta name="description" content="It said so https:\\/\\/t.co\\/Ab3dEf6hIj"><p>The dam.</p>',
    ),
)


class Way(NamedTuple):
    """A way in which markup stands in a document other than as markup."""

    way: str
    body: str
    name: str = "article.html"


_JSON = json.dumps({"html": SHORT_QUOTE}).replace("<", "\\u003c").replace("/", "\\/")
WAYS = (
    Way("JSON in a script", f'<script type="application/json">{_JSON}</script>'),
    Way("JSON within JSON", f'<script type="application/json">{json.dumps({"body": _JSON})}</script>'),
    Way(
        "Angular's escapes (up to 15)",
        '<script id="serverApp-state" type="application/json">{&q;html&q;:&q;'
        + SHORT_QUOTE.replace('"', "\\&q;").replace("<", "&l;").replace(">", "&g;")
        + "&q;}</script>",
    ),
    Way(
        "Nuxt's list of numbers (from 3 on)",
        f'<script type="application/json" id="__NUXT_DATA__">[{{"html":1}},{_JSON[9:-1]}]</script>',
    ),
    Way("an attribute", f'<div data-content="{html.escape(SHORT_QUOTE)}"></div>'),
    Way("entities, twice", f"<p>{html.escape(html.escape(SHORT_QUOTE))}</p>"),
    Way("percent signs", f"<script>var later = '{quote(SHORT_QUOTE)}'</script>"),
    Way(
        "base64 (consent tools)",
        f'<script type="text/plain">{base64.b64encode(SHORT_QUOTE.encode()).decode()}</script>',
    ),
    Way("`<template>`", f"<template>{SHORT_QUOTE}</template>"),
    Way("`<noscript>`", f"<noscript>{SHORT_QUOTE}</noscript>"),
    Way("`<textarea>`", f"<textarea>{html.escape(SHORT_QUOTE)}</textarea>"),
    Way("a frame without an address", f"<figure><iframe>{SHORT_QUOTE}</iframe></figure>"),
    Way("a frame's own page", f'<iframe srcdoc="{html.escape(QUOTE)}"></iframe>'),
    Way("a comment that is all an element has", f"<div><!-- {SHORT_QUOTE} --></div>"),
    Way("plain text, Markdown", f"The dam.\n\n{SHORT_QUOTE}\n\nMore.", "article.md"),
)
"""Each yields one embed, of the post of `TWEET`."""


class Nothing(NamedTuple):
    """What looks like a citation and is none."""

    what: str
    body: str
    name: str = "article.html"


NOTHING = (
    Nothing(
        "share button",
        '<a href="https://twitter.com/intent/tweet?url=https%3A%2F%2Fnews.example%2F1">Tweet</a>',
    ),
    Nothing(
        "share button, old", '<a class="twitter-share-button" href="https://twitter.com/share">Tweet</a>'
    ),
    Nothing("“tweet this”", f'<a href="https://twitter.com/intent/tweet?in_reply_to={ID}">Tweet this</a>'),
    Nothing("repost button", f'<a href="https://twitter.com/intent/retweet?tweet_id={ID}">Repost</a>'),
    Nothing(
        "follow button", '<a href="https://twitter.com/intent/follow?screen_name=example_press">Follow</a>'
    ),
    Nothing("timeline", '<a class="twitter-timeline" href="https://twitter.com/example_press">Posts</a>'),
    Nothing(
        "latest posts beside the article",
        f'<aside><div class="tweet"><p>{HOLDS}</p><a href="{TWEET}">Feb 2</a></div></aside>',
    ),
    Nothing(
        "a profile's own page",
        f'<link rel="canonical" href="https://twitter.com/example_press"><div data-tweet-id="{ID}">Dam</div>',
    ),
    Nothing(
        "a film in the page's footer",
        f'<footer><iframe src="https://www.youtube.com/embed/{VIDEO}"></iframe></footer>',
    ),
    Nothing(
        "an attribution in the page's footer",
        f"<p>It rains.</p><footer><p>{HOLDS}— Example Press (@example_press) February 2, 2026</p></footer>",
    ),
    Nothing("a permalink in the page's footer", f"<p>It rains.</p><footer><p>{TWEET}</p></footer>"),
    Nothing(
        "a wall of posts",
        f'<div class="social-wall"><div data-post-url="{POSTS["instagram"]}"></div></div>',
    ),
    Nothing(
        "a list of films in a page's state",
        f'<script>{{"related": [{{"type": "video", "url": "{POSTS["youtube"]}"}}]}}</script>',
    ),
    Nothing("an embed that was taken out", f"<p>It rains.</p><!-- {SHORT_QUOTE} --><p>{HOLDS}</p>"),
    Nothing(
        "icons of a site's accounts, one of which leads to a post",
        f'<p><a href="{TWEET}"><i class="icon-x"></i></a>'
        '<a href="https://www.linkedin.com/company/example"><i class="icon-in"></i></a></p>',
    ),
    Nothing("profile link", '<p>Write to <a href="https://x.com/example_press">@example_press</a>.</p>'),
    Nothing("hashtag", '<a href="https://twitter.com/hashtag/dam">#dam</a>'),
    Nothing("byline", '<p class="byline">By Jane Doe (@jane_doe_ex) February 2, 2026</p>'),
    Nothing(
        "byline with a dash, marked as one",
        '<h1>A dam</h1><p class="byline">— Jane Doe (@jane_doe_ex) February 2, 2026</p>',
    ),
    Nothing("byline with a dash", "— By Jane Doe (@jane_doe_ex) February 2, 2026", TEXT),
    Nothing("author's line at the end", "Jane Doe (@jane_doe_ex) writes about rivers.", TEXT),
    Nothing(
        "handle in parentheses in prose",
        "The agency (@example_press) said on February 2, 2026 that it holds.",
        TEXT,
    ),
    Nothing(
        "site's own account",
        '<meta name="twitter:site" content="@example_press"><footer>@example_press</footer>',
    ),
    Nothing("address in a meta tag", f'<meta property="og:url" content="{TWEET}"><p>{HOLDS}</p>'),
    Nothing(
        "a quotation of somebody else",
        "<blockquote><p>The dam holds.</p>— Jane Doe, February 2, 2026</blockquote>",
    ),
    Nothing(
        "Instagram profile",
        '<blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/example.press/"></blockquote>',
    ),
    Nothing(
        "Facebook page and like button",
        '<div class="fb-page" data-href="https://www.facebook.com/example.press"></div>'
        '<iframe src="https://www.facebook.com/plugins/like.php?href=https%3A%2F%2Fwww.facebook.com%2Fexample.press%2Fposts%2F1234567890123"></iframe>',
    ),
    Nothing(
        "Facebook share button",
        '<a href="https://www.facebook.com/sharer/sharer.php?u=https%3A%2F%2Fnews.example%2F1">Share</a>',
    ),
    Nothing(
        "YouTube channel and playlist",
        '<a href="https://www.youtube.com/@example">Channel</a>'
        '<iframe src="https://www.youtube.com/embed/videoseries?list=PLabcdefgh"></iframe>',
    ),
    Nothing(
        "YouTube thumbnail in a list",
        f'<ul><li data-youtube-id="{VIDEO}"><img data-youtube-id="{VIDEO}"></li></ul>',
    ),
    Nothing(
        "TikTok creator",
        '<blockquote class="tiktok-embed" cite="https://www.tiktok.com/@example.press"></blockquote>',
    ),
    Nothing(
        "Bluesky profile and intent",
        '<a href="https://bsky.app/profile/press.example">Bluesky</a>'
        '<a href="https://bsky.app/intent/compose?text=The+dam">Share</a>',
    ),
    Nothing("Mastodon profile", '<a rel="me" href="https://social.example/@example_press">Mastodon</a>'),
    Nothing(
        "article whose path looks like Mastodon's",
        '<iframe src="https://news.example/@example_press/4711"></iframe>',
    ),
    Nothing(
        "Threads profile and intent",
        '<a href="https://www.threads.net/@example.press">Threads</a>'
        '<a href="https://www.threads.net/intent/post?text=dam">Share</a>',
    ),
    Nothing(
        "Telegram channel, share, comment box",
        '<a href="https://t.me/example_press">Telegram</a>'
        '<a href="https://t.me/share/url?url=news.example">Share</a>'
        '<script data-telegram-discussion="example_press/68"></script>',
    ),
    Nothing(
        "subreddit and submit button",
        '<a href="https://www.reddit.com/r/example/">r/example</a>'
        '<a href="https://www.reddit.com/submit?url=https%3A%2F%2Fnews.example%2F1">Share</a>',
    ),
    Nothing(
        "LinkedIn company and share",
        '<a href="https://www.linkedin.com/company/example">LinkedIn</a>'
        '<a href="https://www.linkedin.com/shareArticle?url=https%3A%2F%2Fnews.example%2F1">Share</a>',
    ),
    Nothing("Truth Social profile", '<a href="https://truthsocial.com/@example_press">Truth Social</a>'),
)
"""None of them yields a mention of kind embed or attribution; hardly any yields a link."""


class Once(NamedTuple):
    """Several places that are one mention."""

    what: str
    body: str


ONCE = (
    Once("the same embed twice", f"{QUOTE}<p>Days later:</p>{QUOTE}"),
    Once(
        "an embed and the flattened line",
        f"{QUOTE}<p>Days later:</p><p>{HOLDS}</p><p>— Example Press (@example_press) February 2, 2026</p>",
    ),
    Once("an embed and its AMP twin", f'{QUOTE}<amp-twitter data-tweetid="{ID}"></amp-twitter>'),
    Once("an embed and its copy in a script", f"{QUOTE}<script>{_JSON}</script>"),
    Once(
        "a copy in a script and the flattened line",
        f"<p>{HOLDS}— Example Press (@example_press) {DATED}</p>"
        f"<script>{json.dumps({'html': QUOTE})}</script>",
    ),
    Once(
        "a quoted post inside a post",
        f'<blockquote class="twitter-tweet"><p>{HOLDS} '
        f'<a href="{OTHER_TWEET}">{OTHER_TWEET}</a></p>{LINE}</blockquote>',
    ),
)
"""Each yields one mention of kind embed or attribution, of the post of `TWEET`."""
