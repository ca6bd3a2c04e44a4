"""What the code that embeds a post looks like: shortcodes, liquid tags, macros, components, script calls."""

from __future__ import annotations

from embedarchive.late import regex
from embedarchive.stages.find.literals import CODES

WORDPRESS = f"(?:{'|'.join(CODES)})"
QUOTE = r"(?:[\"']|&(?:quot|#0?34|#x22);|\\{1,4}[\"'])"
JOOMLAS = "youtube|twitter|instagram|facebook|tiktok"
KIND = (
    "(?:[-_]?(?:simple|lite|shorts?|(?:privacy[-_]?)?enhanced|embed|post|status|video|player|nocookie|card"
    "|static))?"
)
SITE_CODES = (
    "(?:(?:lite|lazy|simple|responsive|embed)[-_])?(?:tweet|twitter|youtube|instagram|tiktok|bluesky|bsky"
    f"|mastodon|toot|threads|reddit|facebook|telegram|linkedin){KIND}|x(?:_simple)?|embed|video"
)
"""What generators and their themes call the code that embeds a post: Hugo and Hexo have some themselves; a
theme's own tells its kind before or behind the site. `video` says by an address or `provider` of which."""
MACROS = (
    "tweet|twitter|x|youtube|instagram|tiktok|bluesky|bsky|mastodon|toot|threads|reddit|facebook|telegram"
    "|linkedin|embed|video"
)
"""The same where nothing but a name may stand."""
INCLUDE = r"include(?:_cached)?\s{1,4}[\"']?(?:[\w/-]{1,40}/)?"
"""Jekyll's way to a theme's code, which is a file: `{% include embed/youtube.html id="…" %}`."""
COMPONENTS = (
    "(?:Static)?Tweet|TweetEmbed|TwitterTweetEmbed|(?:Lite)?You[Tt]ube(?:Video|Embed)?"
    "|(?:Twitter|X|Instagram|Facebook|TikTok|LinkedIn|Bluesky|Threads|Reddit|Mastodon|Telegram)Embed|BlueskyPost"
)
ASCII = regex.A
"""Bytes are searched for what these begin with (`signs.py`): a blank or a digit is one of ASCII to them."""
SHORTCODES = (
    (
        "hugo-shortcode",
        regex.compile(
            rf"\{{\{{[<%]\s{{0,4}}(?:{SITE_CODES})\s(?P<of>[^>}}]{{1,300}})[>%]\}}\}}", ASCII | regex.I
        ),
    ),
    (
        "liquid-tag",
        regex.compile(
            rf"\{{%-?\s{{0,4}}(?:{INCLUDE})?(?:{SITE_CODES})(?:\.(?:html?|liquid))?[\"']?\s(?P<of>[^%}}]{{1,300}})%\}}",
            ASCII | regex.I,
        ),
    ),
    ("picture-of-a-post", regex.compile(r"!\[[^\]\n]{0,100}\]\((?P<of>https?://[^()\s]{8,300})\)", ASCII)),
    (
        "block-embed",
        regex.compile(r"@\[(?:tweet|youtube|instagram)\]\(\s{0,4}(?P<of>[^()\s]{1,300})\)", ASCII),
    ),
    ("block-embed", regex.compile(r"%\[https?://(?P<of>[^\s\[\]<>\"]{8,900})\]", ASCII)),
    (
        "forum-code",
        regex.compile(r"\[media\](?P<of>https?://[^\s\[\]]{8,300})\[/media\]", ASCII | regex.I),
    ),
    (
        "forum-code",
        regex.compile(rf"\[media=(?:{SITE_CODES})\](?P<of>[^\s\[\]]{{8,300}})\[/media\]", ASCII | regex.I),
    ),
    (
        "forum-code",
        regex.compile(
            rf"\{{(?:{JOOMLAS})\}}(?P<of>[^\s{{}}|<>]{{8,300}})(?:\|[^{{}}<>]{{0,60}})?\{{/", ASCII | regex.I
        ),
    ),
    ("docs-video", regex.compile(r"\[!VIDEO\s{1,4}(?P<of>https?://[^\s\[\]<>]{8,300})\]", ASCII | regex.I)),
    (
        "wordpress-shortcode",
        regex.compile(
            rf"\[{WORDPRESS}(?:\s[^\[\]]{{0,200}})?\](?P<of>https?://[^\s\[\]<>]{{8,300}}|\d{{8,19}}"
            r"|[\w-]{11}(?=\[/))",
            ASCII | regex.I,
        ),
    ),
    (
        "wordpress-shortcode",
        regex.compile(rf"\[{WORDPRESS}[\s=](?P<of>[^\[\]]{{1,300}})\]", ASCII | regex.I),
    ),
    (
        "macro",
        regex.compile(
            rf"\{{\{{ ?(?:#(?:widget|ev): ?(?:{MACROS})\||(?:\[\[)?(?:{MACROS})(?:\]\])?[\s:(>])"
            r"(?P<of>[^{}|]{1,300})[|}]",
            ASCII | regex.I,
        ),
    ),
    (
        "gutenberg-comment",
        regex.compile(
            rf"(?:<|u003c|&lt;)!--\s{{0,9}}wp:(?:core-)?embed[\w/-]{{0,40}}\s{{0,9}}\{{[^<>!]{{0,300}}?{QUOTE}url{QUOTE}"
            rf":\s{{0,4}}{QUOTE}"
            r"(?P<of>https?:[^\"\s<>]{8,300})",
            ASCII | regex.I,
        ),
    ),
    (
        "tweet-id-in-json",
        regex.compile(
            rf"(?:tweet|twitter)[_-]?id{QUOTE}\s{{0,9}}:\s{{0,9}}(?:{QUOTE})?(?P<of>\d{{15,19}})(?!\d)",
            ASCII | regex.I,
        ),
    ),
    (
        "tweet-id-in-json",
        regex.compile(
            rf"_type{QUOTE}\s{{0,9}}:\s{{0,9}}{QUOTE}(?:embed(?:ded)?[_-]?)?(?:tweet|twitter)"
            rf"(?:[_-]?(?:embed|post|status|block))?{QUOTE},[^{{}}]{{0,200}}?"
            rf"{QUOTE}(?:id|(?:post|status)_?id|tweet|post|status){QUOTE}\s{{0,9}}:\s{{0,9}}(?:{QUOTE})?"
            r"(?P<of>\d{15,19})(?!\d)",
            ASCII | regex.I,
        ),
    ),
    (
        "node-in-json",
        regex.compile(
            rf"type{QUOTE}:\s?{QUOTE}(?:tweet|twitter|youtube)2?{QUOTE},\s{{0,99}}{QUOTE}(?:version{QUOTE}:\s?1,[^{{}}]{{0,80}}?"
            rf"{QUOTE}(?:id|videoid)|attrs{QUOTE}:\s?\{{[^{{}}]{{0,300}}?{QUOTE}(?:id|(?:tweet|video)_?id)){QUOTE}:\s?{QUOTE}"
            rf"(?P<of>[\w-]{{8,19}})(?={QUOTE})",
            ASCII | regex.I,
        ),
    ),
    (
        "component",
        regex.compile(rf"<(?:{COMPONENTS})\s(?P<of>[^<>]{{1,300}})/?>", ASCII),
    ),
    (
        "script-call",
        regex.compile(r"\bcreate(?:Tweet|TweetEmbed|Video)\(\s{0,60}(?P<of>[\"']\d{1,19}[\"'])", ASCII),
    ),
)
"""Hugo, Jekyll, Hexo and dev.to, Obsidian (a picture whose address is a post's), Zenn and others, Hashnode
(`%[https://…]`), forums and Joomla (`[MEDIA=youtube]…[/MEDIA]`, `{youtube}…{/youtube}`), Microsoft's
documentation (`> [!VIDEO https://…]`), WordPress and its block editor, Zola (`{{ tweet(id="…") }}`), Logseq
and Roam (`{{tweet https://…}}`, `{{[[youtube]]: …}}`), MediaWiki and DokuWiki, the props of a component,
blocks of Sanity (`{"_type": "tweet", "id": "…"}`), nodes of Lexical and of ProseMirror, MDX, and X's own
`twttr.widgets.createTweet`."""
IN_TEXT = (
    (
        "directive",
        regex.compile(rf"^\.\. (?:{MACROS})::\s{{1,4}}(?P<of>[^\s<>]{{1,300}})", ASCII | regex.I | regex.M),
    ),
    (
        "directive",
        regex.compile(
            r"^(?:video|tweet)::(?P<of>[^\s\[\]<>]{8,300}\[(?:youtube)?)", ASCII | regex.I | regex.M
        ),
    ),
)
"""reStructuredText and AsciiDoc, which begin a line so. No page has either but to show how it is written."""
