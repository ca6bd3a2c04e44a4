"""Posts that a page's state names: JSON that says "this is a tweet" and where it is.

Component sites (the Guardian, the BBC, The New York Times, Arc XP, Next.js) keep an article as typed objects
and draw the embed in the browser; so do page builders (Elementor) and Apple News.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from embedarchive.late import regex
from embedarchive.records import MentionKind, PostRef
from embedarchive.stages.find.draft import Draft
from embedarchive.stages.find.literals import STATED
from embedarchive.stages.find.urls import post_at, unescaped
from embedarchive.stages.literal_places import every_place
from embedarchive.stages.page import Page

SLASH = r"\\{0,4}(?:/|(?<=\\)u002f)"
"""As JSON has it, and as Nuxt writes it: `\\u002F`."""
ADDRESS = regex.compile(
    rf"(?:https?:)?(?:{SLASH}){{2}}(?:[\w-]{{1,40}}\.){{0,3}}(?:twitter|x|instagr(?:am)?|tiktok|facebook|youtube|youtu|bsky"
    rf"|threads|t|reddit|linkedin|truthsocial)\.(?:com|be|app|net|me|am){SLASH}[^\"'\s<>]{{4,300}}",
    regex.I,
)
LONGEST_FRONT, LONGEST_ADDRESS = 180, 600
"""Characters of an address before one of `STATED`, and all of it."""
QUOTE = r"(?:[\"']|&(?:quot|#0?3[49]|#x2[27]);|\\{1,4}[\"'])"
KEY = regex.compile(rf"(?P<key>[@\w-]{{1,40}}){QUOTE}?\s{{0,9}}:\s{{0,9}}{QUOTE}\Z")
"""An address is the value of a key, which a program writes without quotation marks."""
SLASHES = regex.compile(r"\\{1,4}u002f", regex.I)
QUOTED = regex.compile("[\"']")
QUOTES = frozenset("\"';")
"""What `QUOTE` ends with."""
LOOK_BACK = 80
YOUTUBE = "youtube"
REACH = 1_500
"""Characters of an object before and behind the address."""
INNER = regex.compile(r"\{[^{}]{0,1500}\}")
DEPTH = 3
MOST_TRIES = 8
"""Objects looked at for one post."""
MOST_POSTS = 1_000
"""A page that names more is no article."""
TYPE = regex.compile(
    r"(?<![\w$.-])(?P<key>@type|_?type|__typename|__component|role|kind|sub_?type|embed_?type|block_?type|component|source|service"
    r"|provider(?:_?name)?(?:_?slug)?|block_?name|name)[\"']?"
    r"\s{0,9}:\s{0,9}[\"'](?P<type>[^\"']{1,120})[\"']",
    regex.I,
)
BLOCK = regex.compile(r"core(?:-embed)?/", regex.I)
"""What the names of WordPress's blocks begin with; anything else has a `name`, too."""
FILMS_TOO = frozenset({"source", "service", "provider", "provider_name", "providername"})
"""Keys that tell of which site a film is, also in a list of films."""
WITHIN = regex.compile(r"(?<![\w$-])(?:attributes|attrs|data|embed|fields|props)[\"']?\s{0,9}:\s{0,9}\Z")
"""Before an object that holds what the object round it is made of: WordPress's blocks, Notion's."""
OF_SITE = (
    r"tweet|twitter|instagram|tiktok|facebook|bluesky|threads|telegram|reddit|linkedin|truth|embed"
    r"|(?:\A|[^a-z])x[-_ ]?(?:post|embed)|\Ax\Z"
)
SOCIAL = regex.compile(f"{OF_SITE}|social", regex.I)
SOCIAL_AROUND = regex.compile(OF_SITE, regex.I)
"""The same of an object round that of the address: `social` are a site's links to its own accounts, too."""
VIDEO = regex.compile(r"\A(?:video/)?youtube\Z|youtube.{0,20}block|embed", regex.I)
"""Sites keep their own videos in their state too: these have other types."""
OWN_KEY = regex.compile(
    r"\A(?:tweet|twitter|x|instagram|tiktok|facebook|bluesky|threads|youtube)[_-]?(?:post[_-]?)?(?:url|link|permalink)\Z"
    r"|\A(?:tiktok|facebook|instagram)[_-]?video[_-]?url\Z|\Atweet\Z",
    regex.I,
)
"""A key that says by itself whose post stands behind it; a site's lists of its own films have YouTube's."""


FRONTS = tuple(
    quote + slashes
    for quote in QUOTES - {";"}
    for slashes in ("//", r"\/\/", r"\u002F\u002F", r"\u002f\u002f")
)
"""How an address without a scheme begins, with the quotation mark before it."""
DRAWN_BY = {
    "video": regex.compile(r"[\"']insert[\"']\s{0,9}:\s{0,9}\{\s{0,99}[\"']video[\"']\s{0,9}:\s{0,9}[\"']\Z"),
    "url": regex.compile(
        r"[\"']videoData[\"']\s{0,9}:\s{0,9}\{.{0,900}[\"']video[\"']\s{0,9}:\s{0,9}\{\s{0,99}[\"']src[\"']"
        r"\s{0,9}:\s{0,9}\{\s{0,99}[\"']url[\"']\s{0,9}:\s{0,9}[\"']\Z",
        regex.S,
    ),
}
"""What stands before the address of a film in an article's own text, by its key: Quill's, Wix' (Ricos)."""
ELEMENT = regex.compile(
    r"[\"'](?:type|tag|tag_?name|node_?name|name)[\"']\s{0,9}:\s{0,9}[\"'](?:amp-)?iframe[\"'][^{}]{0,300}"
    r"[\"'](?:attribs|attributes|attrs|props|properties)[\"']\s{0,9}:\s{0,9}\{[^{}]{0,1000}\Z",
    regex.I,
)
"""A frame in a tree of elements that is kept as JSON (htmlparser2; the South China Morning Post)."""


def stated(page: Page) -> Iterator[Draft]:
    """Yield the posts named by typed objects in a page's source; they stand nowhere in its text."""
    tried: Counter[str] = Counter()
    source = page.source
    for match in _values(page):
        start = match.start()
        key = KEY.search(source, max(0, start - LOOK_BACK), start)
        post = post_at(QUOTED.split(_plain(match[0]))[0]) if key else None
        if key is None or post is None or tried[post.id] == MOST_TRIES:
            continue
        if len(tried) == MOST_POSTS:
            return
        tried[post.id] += 1
        if _is_embed(source, start, match.end(), key["key"], post):
            tried[post.id] = MOST_TRIES
            yield Draft(post.platform, MentionKind.EMBED, "typed-object", 0, 0, post=post, hidden=True)


def _values(page: Page) -> Iterator[regex.Match[str]]:
    """Yield the addresses of platforms that begin where a value does, and no attribute's."""
    source, behind = page.source, 0
    for place in every_place(page.places, STATED):
        start = _start(source, max(behind, place - LONGEST_FRONT), place)
        quote = source[start - 1 : start]
        if start < 1 or quote not in QUOTES or (quote != ";" and source[start - 2 : start - 1] == "="):
            continue
        if match := ADDRESS.match(source, start, start + LONGEST_ADDRESS):
            behind = match.end()
            yield match


def _start(source: str, floor: int, place: int) -> int:
    """Return where an address begins of which the name of a platform stands at a place; -1 for nowhere."""
    start = source.rfind("http", floor, place)
    return max(start, *(source.rfind(front, floor, place) + 1 or -1 for front in FRONTS))


def _is_embed(source: str, start: int, end: int, key: str, post: PostRef) -> bool:
    if OWN_KEY.match(key) or _is_drawn(source, start, key):
        return True
    for said, social in zip(_objects(source, start, end), (SOCIAL, SOCIAL_AROUND), strict=False):
        kinds = list(TYPE.finditer(said))
        # Editor.js: `{"service": "youtube", "source": …, "embed": …}`.
        if key == "embed" and any(kind["key"].lower() == "service" for kind in kinds):
            return True
        if any(_is_sign(kind["key"].lower(), kind["type"], post, social) for kind in kinds):
            return True
    return False


def _is_drawn(source: str, start: int, key: str) -> bool:
    """Whether what stands before an address says that it is the frame, or the film, of an article."""
    front = ELEMENT if key == "src" else DRAWN_BY.get(key)
    return front is not None and bool(front.search(_plain(source[max(0, start - REACH) : start])))


def _is_sign(key: str, kind: str, post: PostRef, social: regex.Pattern[str]) -> bool:
    """Whether a key of an object says that the post in it is embedded."""
    if key == "name" and not BLOCK.match(kind):
        return False
    if post.platform != YOUTUBE:
        return bool(social.search(kind))
    return key not in FILMS_TOO and bool(VIDEO.search(kind))


def _objects(source: str, start: int, end: int) -> Iterator[str]:
    """Yield the innermost object round an address, without those within it, and the one that it is of."""
    before, behind = source[max(0, start - REACH) : start], source[end : end + REACH]
    for _ in range(DEPTH):
        before, behind = INNER.sub("", before), INNER.sub("", behind)
    opens, closes = before.rfind("{"), behind.find("}")
    yield _plain(before[opens + 1 :] + " " + behind[:closes])
    front = _plain(before[max(0, opens - LOOK_BACK) : max(0, opens)])
    if closes >= 0 and WITHIN.search(front):
        before, behind = INNER.sub("", before[:opens]), INNER.sub("", behind[closes + 1 :])
        yield _plain(before[before.rfind("{") + 1 :] + " " + behind[: behind.find("}")])


def _plain(text: str) -> str:
    import html

    text = SLASHES.sub("/", text) if "u002" in text else text
    return unescaped(html.unescape(text) if "&" in text else text)
