"""Embeds that stand in a document as text: in scripts, attributes, comments, however often escaped."""

from __future__ import annotations

import bisect
from collections.abc import Callable, Iterator

from embedarchive.late import regex
from embedarchive.platforms import MARKS
from embedarchive.stages.decoding import clean
from embedarchive.stages.find.encoded import ENCODED_LITERALS, decoded
from embedarchive.stages.find.escaped_tags import LONGEST_ESCAPE, tags_in
from embedarchive.stages.find.hidden_cards import CARD_LITERALS, LONGEST_TAG, cards, ends_of
from embedarchive.stages.find.literals import NAMES_OF_X
from embedarchive.stages.literal_places import Places, lowered, may_hold, places_by_search
from embedarchive.tuples import NamedTuple

TAGS = (
    *("blockquote", "amp-twitter", "twitter-widget", "iframe", "amp-instagram", "amp-facebook"),
    *("amp-tiktok", "amp-youtube", "amp-reddit", "lite-youtube", "oembed"),
)
COMMON_TAGS = (
    *(("fb-post", "div"), ("fb-video", "div"), ("iframely-embed", "div")),
    *(("data-oembed-url", "div"), ("wp-block-embed", "figure"), ("data-telegram-post", "script")),
)
"""Embeds whose tag is too common to look for: what stands in the tag, and its name."""
FIGURE = "figure"
"""The one of them that most pages have among their elements."""
OWN_PAGE = "srcdoc"
"""The attribute in which a frame holds its page."""
CAPITALS = regex.compile(r"<[^<>]{0,300}?\s(?i:class)\s{0,9}=[^=<>]{0,200}?[A-Z]")
"""A tag whose class no rule knows in the tree of a page with a doctype; in a window case does not count."""
IN_VALUE = regex.compile(r"""(?:[^"'>]++|"[^"]*+"|'[^']*+')*+(?:"[^"]*+|'[^']*+)\Z""")
"""The begin of a tag, behind its name, up to within the value of an attribute."""
MAX_WINDOW = 40_000
"""Characters of one escaped embed."""
UNCLOSED = 2_000
"""Characters looked at where no closing tag is found."""
MAX_DEPTH = 6
BACKSLASH = regex.compile(
    r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([ntrbf]|[^\w.:@%&-]"
    r"|&(?=(?:amp;){0,4}(?:quot|apos|lt|gt|#0{0,3}(?:34|39|60|62)|#x0{0,3}(?:2[27]|3[ce])))))",
    regex.S,
)
"""JSON's escapes and JavaScript's, also where quotes are entities. Nobody escapes other letters so, or what
addresses are made of, and the gate for dumps does not look for it (`veils.py`)."""
FIELD = regex.compile(r"""["']([A-Za-z_-]{1,40})\\{0,8}["']\s{0,4}:\s{0,4}\\{0,8}["']\Z""")
MARKUP_FIELD = regex.compile(r"html|embed|code|content|body|markup|text|value", regex.I)
"""A frame that is the whole of a JSON field is an embed only where the field is for markup: others hold
the players of galleries and lists."""
LETTERS = {"n": "\n", "t": "\t", "r": "\r", "b": " ", "f": " "}
STILL_JSON = regex.compile(r"""=\s{0,3}\\|\\["'/]|\\u00|\\x[23]""", regex.I)
STILL_ENTITIES = regex.compile(r"&(?:amp;)*(?:lt|quot|#0*34|#x0*22|#0*60|#x0*3c);", regex.I)
WITH_QUOTES = regex.compile(r"<[\w:-]{1,40}\s[^<>=&\"']{0,100}=[\"'][^\"'&]")
"""A tag whose first attribute has its quotation marks: entities behind it are the page's own."""
IN_ENTITIES = ("lt;", "quot;", "&#", ";#")
"""One of these stands where `STILL_ENTITIES` matches."""
STILL_PERCENT = regex.compile(r"%(?:25)*3C", regex.I)
HIDDEN_LITERALS = (*(sign for sign, _ in COMMON_TAGS), *CARD_LITERALS, *TAGS, FIGURE, *ENCODED_LITERALS)
NAMES = (*NAMES_OF_X, *(mark for marks in MARKS.values() for mark in marks))
"""The names of the platforms in markup."""


def may_hide(places: Places) -> bool:
    """Whether something stands in a text without which it hides no embed."""
    return any(places(literal) for literal in (*NAMES, *ENCODED_LITERALS))


class Window(NamedTuple):
    """One embed's markup, unescaped, and where it stands in the text it was found in."""

    start: int
    end: int
    markup: str


def may_embed(text: str) -> bool:
    """Whether the name of some platform stands in a text."""
    lower = text.lower()
    return any(name in lower for name in NAMES)


def windows(
    text: str, places: Places | None = None, is_element: Callable[[str, int], bool] | None = None
) -> Iterator[Window]:
    """Yield the markup of what looks like an embed, unescaped as often as it takes.

    `places` tells where literals stand in the text, if somebody has looked; `is_element`, whether an
    unescaped tag is an element of the page's tree: then it is text only where the tree cannot tell it.
    """
    places = places or places_by_search(lowered(text))
    carded = set(cards(text, places))
    ended = ends_of(text, carded) if carded else {}
    names = sorted([*_names(text, places), *carded])
    opened, closed = tags_in(text, names) if names and any(map(places, NAMES)) else ([], {})
    begins: dict[str, list[int]] = {}
    for start, _, tag in opened:
        begins.setdefault(tag, []).append(start)
    behind = 0
    for number, (start, name_end, tag) in enumerate(opened):
        if start < behind:
            continue
        following = opened[number + 1][0] if number + 1 < len(opened) else None
        if tag == "iframe" and (_is_player(text, start) or _holds_next(text, start, name_end, following)):
            continue
        card = (name_end - len(tag), tag)
        if card in carded:
            ends = [ended[card]] if card in ended else []
        else:
            ends = _figures(text, name_end) if tag == FIGURE else closed.get(tag, [])
        end = _end(text, name_end, ends)
        behind = name_end if _holds_page(text, name_end, tag) else end or name_end
        end = end or _unclosed(text, name_end, begins[tag])
        markup = text[start:end]
        named = tag in TAGS or tag == FIGURE
        in_tree = is_element and named and is_element(tag, name_end - len(tag))
        if not (in_tree and _is_plain(markup)) and may_embed(markup):
            yield Window(start, end, unfold(markup))
    for start, end, code in decoded(text, places):
        for window in windows(code):
            yield Window(start, end, window.markup)


def _is_plain(markup: str) -> bool:
    """Whether an element of the tree says what it would say as text: no escapes, no capitals."""
    tag = markup.partition(">")[0]
    return _unescape(markup) == markup and (tag == tag.lower() or not CAPITALS.match(markup))


def _is_player(text: str, start: int) -> bool:
    """Whether a frame is the whole of a JSON field that is not for markup."""
    field = FIELD.search(text, max(0, start - LONGEST_ESCAPE * 2), start)
    return field is not None and not MARKUP_FIELD.search(field[1])


def _holds_next(text: str, start: int, name_end: int, following: int | None) -> bool:
    """Whether the next embed stands in an attribute of a frame: in a page of its own, and is read itself."""
    if following is None or text[start] != "<":
        return False
    return bool(IN_VALUE.match(text, name_end, min(following, name_end + MAX_WINDOW)))


def _holds_page(text: str, name_end: int, tag: str) -> bool:
    """Whether a frame has its page in its tag: what is embedded there has tags of its own."""
    return tag == "iframe" and OWN_PAGE in text[name_end : name_end + LONGEST_TAG].partition(">")[0]


def _names(text: str, places: Places) -> list[tuple[int, str]]:
    """Return where the names of the tags stand."""
    found = [(place, tag) for tag in TAGS for place in places(tag)]
    for sign, tag in COMMON_TAGS:
        starts = (text.rfind(tag, max(0, at - LONGEST_TAG), at) for at in places(sign))
        found += [(start, tag) for start in starts if start >= 0]
    return found


def _end(text: str, name_end: int, ends: list[int]) -> int | None:
    """Return where an embed ends, behind its closing tag; None where no embed is that long."""
    place = bisect.bisect_right(ends, name_end)
    if place == len(ends) or ends[place] > name_end + MAX_WINDOW:
        return None
    return ends[place] + (text[ends[place] : ends[place] + 1] == ">")


def _figures(text: str, name_end: int) -> list[int]:
    """Return where the end of a figure's tag is named next, if it is near."""
    at = text.find(FIGURE, name_end, name_end + UNCLOSED)
    while at >= 0 and text[at - 1] == "-":  # a class
        at = text.find(FIGURE, at + 1, name_end + UNCLOSED)
    return [at + len(FIGURE)] if at >= 0 else []


def _unclosed(text: str, name_end: int, begins: list[int]) -> int:
    """Return up to where an embed without an end is read: no further than to the next of its tags."""
    place = bisect.bisect_left(begins, name_end)
    following = begins[place] if place < len(begins) else len(text)
    return min(following, name_end + UNCLOSED)


def unfold(markup: str) -> str:
    """Undo JSON, entity and percent escapes until markup is left; at most six times."""
    for _ in range(MAX_DEPTH):
        once = _unescape(markup)
        if once == markup:
            break
        markup = once
    return clean(markup)


def _unescape(markup: str) -> str:
    if "\\" in markup and STILL_JSON.search(markup):
        return BACKSLASH.sub(_character, markup)
    tag = markup[:200]
    if (
        "&" in tag
        and may_hold(tag, IN_ENTITIES)
        and STILL_ENTITIES.search(tag)
        and not WITH_QUOTES.match(tag)
    ):
        import html

        return html.unescape(markup)
    if tag[:1] == "%" and STILL_PERCENT.match(tag):
        from urllib.parse import unquote

        return unquote(markup)
    return markup


def _character(match: regex.Match[str]) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else LETTERS.get(match[3], match[3])
