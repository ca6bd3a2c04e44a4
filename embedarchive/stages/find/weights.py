"""What stands at a place where quoted words may begin, and what it weighs.

What the first or the last character shows is looked at without a pattern, and a pattern is asked only where
it may match: to compile all that are here takes longer than to start Python.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from operator import attrgetter

from embedarchive.late import regex
from embedarchive.stages.find import said
from embedarchive.stages.find.beginning import Beginning
from embedarchive.stages.find.habits import LISTED, ONE, SEVERAL
from embedarchive.stages.find.said import SPEAKS
from embedarchive.stages.find.slugs import PICTURE, SHORT_LINK
from embedarchive.tuples import NamedTuple

QUOTATION = ('"', "“", "”", "'", "»")
"""What may stand between a colon and the words that it introduces."""
SPEAKS_IN_WORDS = regex.compile(
    r"twit\b|\btuit|\bposte?[ds]?\b|\b(?:wrote|writes|schrieb|schreibt|escribió|écrit|scrive)\b", regex.I
)
IN_WORDS = ("twit", "tuit", "post", "wrote", "writes", "schrieb", "schreibt", "escribió", "écrit", "scrive")
"""One of these stands where `SPEAKS_IN_WORDS` matches."""
TERMINAL = tuple('.!?…؟۔।。．！？"”’)»]')
UNFINISHED = tuple(",;—–([&|/-")
GOES_ON = (
    *("the", "a", "an", "of", "to", "and", "or", "in", "by", "with", "for", "from", "at", "on"),
    *("der", "die", "das", "und", "de", "la", "le", "el", "que", "et", "y"),
)
SENTENCE_ENDS = regex.compile(r"[.!?।]\s|[。．！？]{1,9}(?!\s{0,9}\Z)")
LONE = regex.compile(rf"\A\s*(?:[@#＃]\w{{1,60}}|{SHORT_LINK}|{PICTURE})[.,:;!?]?\s*\Z", regex.I)
FEW_LETTERS = 8
DATED = regex.compile(r"(?:\b(?:19|20)\d\d|年\d{1,2}月\d{1,2}日)\)?\s*\Z")
PICTURE_WITHIN = regex.compile(
    rf"{PICTURE}[^\S\n]{{0,9}}\n(?!\s{{0,9}}(?:{SHORT_LINK}|{PICTURE}))\s{{0,80}}\S", regex.I
)
"""X writes the link to a post's own pictures behind its last word."""
NAMED = regex.compile(r"(?:\.\s{0,2})?[@#＃](?!\d{1,3}\b)\w|RT\s{1,2}@|[\u2066-\u2069]@")
ALARM = regex.compile(r"\p{Lu}{4,}(?:\s\p{Lu}{2,}){0,3}\s?(?:[:!—–|]|-(?!-))")
PICTOGRAPH = regex.compile(r"(?!\d)\p{Extended_Pictographic}|\p{Regional_Indicator}")
FIRST_PICTOGRAPH = "©"
OPENS = ('"', "“", "‘", "„", "«", "「", "【")
NUMBER = r"(?:#\d{1,3}[.:)]?|\(?\d{1,3}[.):])"
"""Of an entry in a list; a hashtag has a letter."""
BULLETS = regex.compile(rf"[・•‣▪◦✅✔➡👉▶→*-]\s?\S|{NUMBER}(?:\s|\Z)")
NUMBER_ALONE = regex.compile(rf"\A\s*(?:{NUMBER}|[*+•◦○▪-])\s*\Z")
LONGEST_NUMBER = 5
GLUED_LETTERS = regex.compile(r"[\p{Ll}\d]\Z")


class Sign(NamedTuple):
    """Something that speaks for or against beginning at a place."""

    name: str
    weight: float
    at: Callable[[Beginning], float]
    """How far the sign is there, 0 to 1."""
    where: str = ""
    """What of a place is true wherever the sign is, so that it is asked nowhere else; empty if nothing."""


KINDS = {
    "paragraph": (1.8, 2.0, 1.7),
    "line": (-0.7, 0.9, 2.0),
    "wide": (-0.7, -1.7, -1.4),
    "sentence": (-1.3, -2.5, -0.6),
    "ideographic": (-1.3, -1.7, -1.0),
    "dated": (-0.3, -0.7, 0.4),
    "glue": (1.5, 1.0, 0.8),
    "floor": (2.7, 2.4, 1.2),
    "bar": (-1.0, 0.8, -1.4),
    "top": (1.0, 1.0, 0.3),
    "low": (-1.0, -1.0, -1.0),
}
"""What a place is worth by its kind, where the dash stands in a paragraph of its own, in a line of its own,
or in the words' line. `floor` is the end of the attribution before, `low` that of what is looked at."""
GAPS = ("paragraph", "line", "inline")


def _introduced(place: Beginning) -> bool:
    before = place.before.rstrip()
    return (before[:-1].rstrip() if before.endswith(QUOTATION) else before).endswith((":", "："))


def _quotation_introduced(place: Beginning) -> bool:
    return place.after.startswith(OPENS) and _introduced(place)


def _sentence_before(place: Beginning) -> bool:
    return place.starts_line and place.before.rstrip().endswith(TERMINAL)


def _letters_glued(place: Beginning) -> bool:
    return place.kind == "glue" and bool(GLUED_LETTERS.search(place.before))


def _spoken_of(place: Beginning) -> bool:
    said = place.last.lower()
    if any(word in said for word in SPEAKS):
        return True
    return any(word in said for word in IN_WORDS) and bool(SPEAKS_IN_WORDS.search(place.last))


def _unfinished(place: Beginning) -> bool:
    before = place.before.rstrip()
    return before.endswith(UNFINISHED) or (before.split() or [""])[-1].lower() in GOES_ON


def alone(text: str) -> bool:
    """Whether a text is nothing but a handle, a hashtag or a short link."""
    first, *more = text.split(None, 1) or [""]
    may = first.startswith(("@", "#", "＃")) or "/" in first
    return may and (not more or "\n" in text) and bool(LONE.match(text))


def _dated_before(place: Beginning) -> bool:
    last = place.before.rstrip().removesuffix(")")[-1:]
    return (last.isdecimal() or last == "日") and bool(DATED.search(place.before))


def is_small(character: str) -> bool:
    """Whether a character is a small letter; the empty string is none."""
    return character.islower() and unicodedata.category(character) == "Ll"


def _begins_named(place: Beginning) -> bool:
    may = not place.rest[:1].isalpha() or place.rest.startswith("RT")
    return may and bool(NAMED.match(place.rest))


def _begins_loud(place: Beginning) -> bool:
    return place.after[:4].isupper() and bool(ALARM.match(place.after))


def _begins_with_emoji(place: Beginning) -> bool:
    return place.after[:1] >= FIRST_PICTOGRAPH and bool(PICTOGRAPH.match(place.after))


def _begins_as_list(place: Beginning) -> bool:
    return not place.after[:1].isalpha() and bool(BULLETS.match(place.after))


def _number_before(place: Beginning) -> bool:
    return 0 < len(place.before.strip()) <= LONGEST_NUMBER and bool(NUMBER_ALONE.search(place.before))


def _picture_within(place: Beginning) -> bool:
    if place.one_line:
        return False
    rest = place.rest.lower()
    at = rest.find("pic.")
    return at >= 0 and "\n" in rest[at:] and bool(PICTURE_WITHIN.search(place.rest))


def _paragraphs(place: Beginning) -> float:
    return min(place.paragraphs, 4) / 4


def _sentences(place: Beginning) -> float:
    return min(len(SENTENCE_ENDS.findall(place.rest)), 6) / 6


def _long_line_before(place: Beginning) -> float:
    return min(len(place.before), 200) / 200 if place.starts_line else 0.0


def _ends_line(place: Beginning, habit: str) -> bool:
    return place.habit == habit and "\n" in place.rest


SIGNS = (
    Sign("a colon before", 0.6, _introduced),
    Sign("the article speaks of a post", 0.8, _spoken_of),
    Sign("the line before ends as a sentence", 0.5, _sentence_before, "starts_line"),
    Sign("a long line before", 0.9, _long_line_before, "starts_line"),
    Sign("what stands before goes on", -1.7, _unfinished),
    Sign("a link or a handle alone before", -2.6, lambda p: alone(p.before)),
    Sign("a date before", 1.4, _dated_before),
    Sign("handles, hashtags, links or emoji before", -0.3, attrgetter("social_before")),
    Sign("none of these behind", -0.9, lambda p: not p.social),
    Sign("begins with a handle, a hashtag, RT", 1.3, _begins_named),
    Sign("begins with BREAKING and the like", 2.0, _begins_loud),
    Sign("begins with an emoji", 0.2, _begins_with_emoji),
    Sign("begins with a quotation behind a colon", -1.4, _quotation_introduced),
    Sign("begins with a small letter", -0.6, lambda p: is_small(p.after[:1])),
    Sign("begins as a list does", -1.4, _begins_as_list),
    Sign(
        "a number or a bullet of a list alone before",
        0.7,
        lambda p: p.starts_line and _number_before(p),
        "starts_line",
    ),
    Sign("begins with a link or a handle alone", -1.7, lambda p: alone(p.after)),
    Sign("the same where lines are broken", -0.8, lambda p: p.broken * alone(p.after)),
    Sign(
        "nothing but a link or a handle",
        -0.9,
        lambda p: p.starts_line and p.one_line and alone(p.after),
        "starts_line",
    ),
    Sign("two letters glued, as in AfD", -1.5, _letters_glued),
    Sign("between quotation marks", -0.9, attrgetter("quoted")),
    Sign("a picture's link and more lines within", -4.0, _picture_within),
    Sign("paragraphs within", -1.6, _paragraphs, "paragraphs"),
    Sign(
        "paragraphs within, the dash in its own",
        1.5,
        lambda p: (p.gap == "paragraph") * _paragraphs(p),
        "paragraphs",
    ),
    Sign("one line behind an attribution", -0.2, lambda p: p.kind == "floor" and p.one_line),
    Sign("leaves the article's language", 1.6, attrgetter("leaves")),
    Sign("changes the language", 1.0, attrgetter("changes")),
    Sign("begins in another language than it ends in", -0.8, attrgetter("mixed")),
    Sign("less than 12 characters", -1.5, lambda p: p.size < 12, "is_short"),
    Sign("less than 30 characters", -0.3, lambda p: p.size < 30, "is_short"),
    Sign(
        "less than 30 characters within a line", -0.6, lambda p: p.size < 30 and not p.starts_line, "is_short"
    ),
    Sign("hardly a letter but in handles, hashtags and links", -2.7, lambda p: p.letters < FEW_LETTERS),
    Sign("sentences within", -1.4, _sentences),
    Sign("a border as strong as behind the date", 1.6, attrgetter("strong")),
    Sign("the author is named before", 1.6, attrgetter("named_before")),
    Sign("called by the given name in the sentence before", 1.0, attrgetter("called_before")),
    Sign("a hashtag left out", -1.5, attrgetter("tag_left")),
    Sign("an emoji left out", -1.6, attrgetter("emoji_left")),
    Sign("cut off, and as long as a post may be", 1.9, said.cut_and_full, "cut"),
    Sign("as long as words are that X cuts off at 140", 2.5, said.left_of_140, "cut"),
    Sign("cut off so, and not as long", -1.5, said.not_left_of_140, "cut"),
    Sign("quotation marks left out that are not the article's", -1.1, attrgetter("strange_left")),
    Sign("three points first", 0.8, said.points_first),
    Sign("nearly as long as a post may be", 0.4, said.nearly_full),
    Sign("a question first", 0.9, said.asks_first),
    Sign("prose first, then a hashtag and the like", -1.9, said.bare_first, "social"),
    Sign("a long line of prose first", -1.2, said.prose_first),
    Sign("begins as one speaks of oneself", 1.1, said.of_oneself),
    Sign("speaks of a post itself", -1.9, attrgetter("speaks")),
    Sign("parts within", 1.0, said.number_of_parts),
    Sign("long lines", 1.6, said.width),
    Sign("one paragraph's end within", -0.8, lambda p: p.paragraphs == 1, "paragraphs"),
    Sign("a hashtag or the like in each paragraph", 1.3, said.each_paragraph_posts, "paragraphs"),
    Sign("an enumeration goes on", -2.5, attrgetter("counted")),
    Sign("more than one empty line before, the dash beside the words", -4.0, attrgetter("far")),
    Sign("a line's end within, posts being torn", -4.0, lambda p: _ends_line(p, ONE), "habit"),
    Sign("a line's end within, the dash glued", 3.0, lambda p: _ends_line(p, SEVERAL), "habit"),
    Sign("the line before is full", -0.2, lambda p: p.folded * p.full_before, "folded"),
    Sign("the line before has room", 0.2, lambda p: p.folded * (not p.full_before), "folded"),
    Sign("a line's end within, in a list", -0.8, lambda p: _ends_line(p, LISTED), "habit"),
)


def _by_place() -> tuple[tuple[str, tuple[tuple[float, Callable[[Beginning], float]], ...]], ...]:
    signs: dict[str, list[tuple[float, Callable[[Beginning], float]]]] = {}
    for sign in SIGNS:
        signs.setdefault(sign.where, []).append((sign.weight, sign.at))
    return tuple((where, tuple(of_place)) for where, of_place in signs.items())


BY_PLACE = _by_place()


def rate(place: Beginning) -> float:
    """Return the log-odds of the words beginning at a place."""
    total = KINDS[place.kind][GAPS.index(place.gap)]
    for where, signs in BY_PLACE:
        if not where or getattr(place, where):
            for weight, at in signs:
                total += weight * at(place)
    return total
