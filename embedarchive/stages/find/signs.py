"""The signs of a mention: what one leaves in the raw bytes of its page, as regular expressions.

They keep to the dialect of two engines, `re` and hyperscan: no look-around, no back-references. hyperscan
looks for all signs in one pass, and the pass is as fast as the shortest literal of any sign is long. A sign
that begins with a single character or with a class is therefore cut up for it: into expressions that each
begin with literals of two bytes and more, and that stand in a page if the sign does (`benchmarks/find.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from embedarchive.platforms import MARKS, PLATFORMS, THREAD_READERS
from embedarchive.platforms.base import EmbedRule, Platform
from embedarchive.stages.escapes import either
from embedarchive.stages.feed_type import SIGN as OF_JSON_FEEDS
from embedarchive.stages.find.codes import COMPONENTS, QUOTE, SHORTCODES, SITE_CODES
from embedarchive.stages.find.encoded import BASE64_SIGNS
from embedarchive.stages.find.gate_sign import Sign, cut_up
from embedarchive.stages.find.line_signs import attribution_signs
from embedarchive.stages.find.literals import BY_STEP, CODES, NEGATED, SIMPLE
from embedarchive.stages.find.veils import VEILS
from embedarchive.stages.packed_state import NUXTS

# --- URLs that name a post ----------------------------------------------------------------------

STROKE = r"(?:\\|%(?:25)*5c)"
SLASH = f"(?:{STROKE}*(?:/|%(?:25)*2f)|{STROKE}+u002f)"
AT = "(?:@|%(?:25)*40)"
COLON = "(?::|%(?:25)*3a)"
PORT = rf"\.*(?:{COLON}[^\s\x22'<>?/]{{0,9}})?"
GAP = r"[^\s\x22'<>?]{0,950}"
"""Room for the longest name on Facebook, a hundred letters of which each may be nine bytes, `%E0%B8%81`."""
ANY_GAP = r"[^\s\x22'<>?]*"
"""The same for hyperscan, which takes a second to learn to count so far; `re` takes the square of time."""
NOTATION = {"/": SLASH, "@": AT, ":": COLON, "!": PORT, "~": GAP, "#": "[0-9]", "^": "[/f]", ";": "(?:/|2f)"}
"""In the sign of a URL these stand for themselves in the usual escapes, for what may follow a host, for what
may stand between host and path, for a digit, for the end of a slash; behind what may stand between, for one
that is tried at each place in no time."""
TOKEN = re.compile(r"(?<!\?):|(?<!\[)\^|[/@!~#;]")

YOUTUBE = r"youtube(?:-nocookie|\.googleapis)?\.com"

URLS: dict[str, tuple[tuple[str, ...], ...]] = {
    "twitter": (
        ("^status(?:es)?/#", "status/", "status\\", "status%", "statuses"),
        # The slash before `videos` in all its spellings, of one length each.
        (
            r"(?:i\x2f|i\\\x2f|\\\\\x2f|i\\u002f|\\\\u002f|i%2f|252f|5c\x2f|5cu002f|5c%2f)videos/(?:tweet/)?#",
            "videos",
        ),
        (r"^embed/(?:tweet|index)\.html", "tweet.html", "index.html"),
        ("cards/tfw/v#/#", "tfw"),
        (r"tweet_id(?:=|%|\\|&)", "tweet_id"),
        (rf"{either(map(re.escape, THREAD_READERS))}!/(?:thread|t)/(?:[a-z]{{2}}/)?#", *THREAD_READERS),
        # Forums' frames, of this platform and others.
        (r"\.min\.html(?:\x23|%(?:25)*23)", ".min.html"),
        (
            r"(?:\A|[^a-eg-z0-9-])t\.co(?:/[\s>]{0,80}(?:[a-z0-9](?:[^\x2f]|/(?:[^a-z0-9]|$)|$)|[<&])|[<&])",
            "t.co/",
            "t.co\\",
            "t.co%",
            "t.co<",
            "t.co&",
        ),
        (r"pic\.(?:twitter|x)\.com(?:/|[<&])", "pic."),
    ),
    "instagram": ((r"instagr(?:am\.com|\.am)~;(?:p|reels?|tv)/", "instagr"),),
    "facebook": (
        (
            r"(?:facebook|fb)\.com~;(?:posts|videos?|activity|photos?|notes|permalink|reel|watch|story|plugins/(?:post|video"
            r"|comment_embed)|v)(?:/|\?|\.php|[%&\\])",
            "facebook.com",
            "fb.com",
        ),
        (r"facebook\.com!/share/[pvr]/", "facebook.com"),
        (r"fb\.watch!/[a-z0-9_-]", "fb.watch"),
    ),
    "tiktok": (
        (r"tiktok\.com~;(?:video|photo|embed|player|v)/", "tiktok.com"),
        (r"(?:(?:vm|vt)\.tiktok\.com!|tiktok\.com!/t)/[a-z0-9]", "tiktok.com"),
    ),
    "youtube": (
        (rf"{YOUTUBE}!/(?:embed|v|e|vi|shorts|live)/(?:%(?:25)*22)?[a-z0-9_-]", "youtube"),
        (rf"{YOUTUBE}!/(?:watch|watch_popup|attribution_link)(?:/|\?|[%&\\])", "youtube"),
        (r"youtu\.be!/[a-z0-9_-]", "youtu.be"),
        (r"i\.embed\.ly/1/[^\s\x22'<>]{0,90}ytimg", "ytimg"),
        (r"lj-toys\.com/", "lj-toys"),
    ),
    "bluesky": ((r"bsky\.(?:app|dev)~;post/", "bsky."), (r"app\.bsky\.feed\.post/", "bsky.")),
    "threads": ((r"threads\.(?:net|com)!/(?:@~;post|t)/", "threads."),),
    "telegram": (
        (r"(?:t\.me|telegram\.(?:me|dog))!/(?:s/)?[a-z][a-z0-9_\\]{2,99}/#", "t.me", "telegram."),
        (r"\.t\.me!/#", "t.me"),
    ),
    "reddit": (
        (r"reddit(?:media)?\.com~;comments/", "reddit"),
        (r"reddit\.com!/gallery/[a-z0-9]", "reddit.com"),
        (r"reddit\.com!/(?:r|u|user)/[a-z0-9_\\-]{1,80}/s/[a-z0-9]", "reddit.com"),
        (r"(?:^|@|www\.|m\.|mobile\.|amp\.)redd\.it!/[a-z0-9]", "redd.it"),
    ),
    "linkedin": (
        ("urn:li:(?:share|activity|ugcpost):#", "urn:li", "urn%"),
        ("(?:share|activity|ugcpost)-[0-9]{15}", "share-", "activity-", "ugcpost-"),
    ),
    "truthsocial": ((r"truthsocial\.com~;#", "truthsocial.com"),),
    "mastodon": (
        (r"^@[a-z0-9_\\]{1,99}/[0-9]{17}", "@", "40"),
        (r"@[a-z0-9_\\]{1,99}/[0-9]{1,19}/embed", "embed"),
        (r"^users/[a-z0-9_\\]{1,99}/statuses/#", "statuses"),
    ),
}
"""Signs of the URLs that name a post, each with what it needs. A platform that has none here is known by its
`marks`, and without those no page is passed over. Markdown's writers put a stroke before an underscore."""

# --- All signs ----------------------------------------------------------------------------------

SHIFTED = cut_up(
    "iso-2022-jp", r"\x1b\$[@AB()]", (b"\x1b$",), [rf"\x1b\${each}" for each in ("@", "[AB]", r"[()]")]
)
"""The one encoding of the web whose bytes are not what they look like."""

BRACKETS = ("&#91;", "&#x5b;", "&lsqb;", "&lbrack;")
BRACES = ("&#123;", "&#x7b;", "&lcub;", "&lbrace;")
LESS = ("&lt;", "&#60;", "&#x3c;")
IN_FEEDS = (
    *(f"{bracket}{either(CODES)}" for bracket in BRACKETS),
    *(rf"{brace}{rest}" for brace in BRACES for rest in (r"\{?[<%]", *BRACES, *LESS)),
    *(rf"\{{\{{{less}\s*{either((SITE_CODES,))}\s" for less in LESS),
    *(rf"{less}{either((COMPONENTS,))}\s" for less in LESS),
)
"""Shortcodes that are escaped as a whole feed is: `find` undoes that before it looks for any."""
IN_LISTS = (
    r"(?:tweet|twitter)[_-]?id\x22",
    r"[,\[]\s?\x22(?:embed(?:ded)?[_-]?)?(?:tweet|twitter|youtube)2?(?:[_-]?(?:embed|post|status|block))?\x22\s?[,\]]",
)
"""What of a bare id's name (`codes.py`: `tweet-id-in-json`, `node-in-json`) is left in Nuxt's flat list, in
which name and id stand apart; all else stands in it in one piece. `re`, which would go back and forth, reads
every page with such a list."""
ANY_QUOTE = r"\\{0,4}(?:[\"']|&(?:amp;)*(?:q|s|quot|apos|#0*3[49]|#x0*2[27]);)"
UP_TO = re.compile(r"\{0,([0-9]+)\}")
LONGEST_CHARACTER = 4


def _signs() -> tuple[Sign, ...]:
    found = [sign for site in PLATFORMS.values() for sign in _url_signs(site)]
    found += _unrepeated(
        sign for site in PLATFORMS.values() for rule in site.embeds for sign in _rule_signs(site, rule)
    )
    found += attribution_signs()
    for name, pattern in SHORTCODES:
        front = pattern.pattern.partition("(?P<of>")[0].replace(QUOTE, ANY_QUOTE)
        found.append(Sign(name, UP_TO.sub(_bytes, front).encode(), _needs(name)))
    found.append(cut_up("shortcode-in-feed", either(IN_FEEDS), (b"&",), IN_FEEDS))
    found += [Sign("base64", re.escape(each.encode()), (each.lower().encode(),)) for each in BASE64_SIGNS]
    nuxts = NUXTS.lower()
    found.append(cut_up("nuxt-state", nuxts, (nuxts.encode(),), [f"{nuxts}.*{each}" for each in IN_LISTS]))
    # In JSON every letter may be escaped: such a feed is read.
    found.append(Sign("json-feed", OF_JSON_FEEDS, (b"jsonfeed.org",)))
    return (*found, SHIFTED, *VEILS)


def _needs(shortcode: str) -> tuple[bytes, ...]:
    """Return what a shortcode begins with, as far as a feed does not escape it once more."""
    return tuple(dict.fromkeys(re.sub("(?<=.)&.*", "&", each).encode() for each in BY_STEP[shortcode]))


def _bytes(repeat: re.Match[str]) -> str:
    """Return how many bytes as many characters may have."""
    return f"{{0,{int(repeat[1]) * LONGEST_CHARACTER}}}"


def _url_signs(site: Platform) -> Iterator[Sign]:
    for number, (notation, *needs) in enumerate(URLS.get(site.name, ())):
        pattern = _written(notation)
        cuts = (pattern.replace(GAP.encode(), ANY_GAP.encode()),) if "~" in notation else ()
        yield Sign(f"{site.name}-url-{number}", pattern, tuple(need.encode() for need in needs), cuts)
    if site.name not in URLS:
        marks = [mark.encode() for mark in MARKS.get(site.name, ("",))]
        yield Sign(f"{site.name}-marks", b"|".join(re.escape(mark) for mark in marks), tuple(marks))


def _written(notation: str) -> bytes:
    return TOKEN.sub(lambda token: NOTATION[token[0]], notation).encode()


def _rule_signs(site: Platform, rule: EmbedRule) -> Iterator[Sign]:
    """Yield what a rule needs that is believed without a post's URL: its own class, element or attribute."""
    if rule.shaped or rule.inside or not (rule.quotes or rule.attributes):
        return
    for selector in NEGATED.sub("", rule.selector).split(","):
        part, kind = telling(selector, site.name)
        # A pattern that begins with a slash in all its spellings begins with no literal.
        words = f"^{re.escape(part[1:])}" if part.startswith("/") else re.escape(part)
        pattern = _written(words.replace(VALUED, IS).replace(r"\#", r"\x23")) + ENDS.get(kind, b"")
        needs = (max(re.split(f"[/{VALUED}]", part), key=len).encode(),)
        if kind == "tag":
            cuts = tuple(front + pattern for front in FRONTS)
            yield Sign(f"{rule.name} {part}", b"(?:%b)" % b"|".join(cuts), needs, cuts)
        elif kind == "name":
            front, cut = (
                (IN_QUOTE, IN_ANY_QUOTE) if selector.strip().startswith("blockquote.") else (b"", b"")
            )
            begins = b"[^._-]" if front else NO_STYLE
            cuts = (cut + begins + pattern,) if front else ()
            yield Sign(f"{rule.name} {part}", front + begins + pattern, needs, cuts)
        else:
            yield Sign(f"{rule.name} {part}", pattern, needs)


VALUED, IS = "=", r"[^<>]{0,40}?"
"""Of an attribute that has to have one value; and what stands between the two: `=`, quotes, spaces."""
NO_STYLE = b"(?:\\A|[^._-])"
"""Before a class: in rules of style a dot stands there."""
IN_QUOTE, IN_ANY_QUOTE = b"blockquote.{0,600}?", b"blockquote.*"
"""Before a class that only a blockquote has for us: share buttons are called `twitter-tweet`, too. For `re`
and for hyperscan (`ANY_GAP`)."""


ENDS = {
    "attribute": rb"[\s=\\&%]",
    "name": rb"(?:[\s\x22'=>/\\&%]|$)",
    "tag": rb"(?:[\s>/\\&%]|$)",
}
"""What stands behind an attribute's name, a class, an element's name, escaped or not: rules of style and
buttons have names that begin like those of embeds."""
FRONTS = (b"<", b"3c;?", b"lt;?", b"60;?")
"""What an element's `<` ends with, escaped or not."""


def telling(selector: str, platform: str) -> tuple[str, str]:
    """Return the part of a selector that says most, in lower case, and what it is: see `SIMPLE`.

    Of tags only custom elements say something. An attribute that has to have one value is `valued`.
    """
    parts: list[tuple[str, str]] = []
    for found in SIMPLE.finditer(selector):
        for kind, part in found.groupdict().items():
            if part and (kind != "tag" or "-" in part):
                parts.append((part.lower(), kind))
        if found["value"] and found[0].startswith(f"[{found['attribute']}="):
            parts.append((f"{found['attribute']}{VALUED}{found['value']}".lower(), "valued"))

    def worth(part: tuple[str, str]) -> tuple[bool, bool, bool, int]:
        words, kind = part
        lesser = kind == "attribute" and any(kind == "value" for _, kind in parts)
        return kind == "tag", not lesser, platform in words and words != platform, len(words)

    return max(parts, key=worth, default=("", ""))


def _unrepeated(signs: Iterable[Sign]) -> list[Sign]:
    """Drop signs in which another one stands: `data-tweet-id` where `tweet-id` is one."""
    kept = {sign.pattern: sign for sign in signs}
    return [
        sign
        for sign in kept.values()
        if not any(other is not sign and other.pattern in sign.pattern for other in kept.values())
    ]


SIGNS = _signs()
"""All signs, the veils last."""
FIRST_VEIL = len(SIGNS) - len(VEILS)
