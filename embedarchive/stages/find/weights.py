"""What stands at a place where quoted words may begin, and what it weighs.

What the first or the last character shows is looked at without a pattern, and a pattern is asked only where
it may match: to compile all that are here takes longer than to start Python.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from embedarchive.late import regex
from embedarchive.stages.find.beginning import Beginning
from embedarchive.stages.find.slugs import PICTURE, SHORT_LINK
from embedarchive.tuples import NamedTuple

QUOTATION = ('"', "“", "”", "'", "»")
"""What may stand between a colon and the words that it introduces."""
SPEAKS = (
    *("tweet", "twet", "twitt", "ट्वीट", "ট্যুইট", "টুইট", "ട്വീറ്റ്"),
    *("ട്വിറ്റ", "تغريد", "غرد", "تويتر", "ٹویٹ", "ٹوئٹ", "توییت"),
    *("توئیت", "ツイート", "ツイッター", "つぶや", "твит", "推文", "推特"),
    *("트위터", "트윗", "ทวีต", "ทวิต", "ציוץ", "צייצ", "טוויט"),
)
"""What a text that speaks of a post says, in lower case."""
SPEAKS_IN_WORDS = regex.compile(
    r"twit\b|\btuit|\bposte?[ds]?\b|\b(?:wrote|writes|schrieb|schreibt|escribió|écrit|scrive)\b", regex.I
)
IN_WORDS = ("twit", "tuit", "post", "wrote", "writes", "schrieb", "schreibt", "escribió", "écrit", "scrive")
"""One of these stands where `SPEAKS_IN_WORDS` matches."""
TERMINAL = tuple('.!?…؟۔।。！？"”’)»]')
UNFINISHED = tuple(",;—–([&|/-")
GOES_ON = (
    *("the", "a", "an", "of", "to", "and", "or", "in", "by", "with", "for", "from", "at", "on"),
    *("der", "die", "das", "und", "de", "la", "le", "el", "que", "et", "y"),
)
SENTENCE_ENDS = regex.compile(r"[.!?。！？।]\s")
LONE = regex.compile(rf"\A\s*(?:[@#＃]\w{{1,60}}|{SHORT_LINK}|{PICTURE})[.,:;!?]?\s*\Z", regex.I)
CLOSES = regex.compile(rf"(?:{SHORT_LINK}|{PICTURE})\s*\Z", regex.I)
FEW_LETTERS = 8
LONGEST_SLUG = 41
"""Characters, with the slash before it."""
DATED = regex.compile(r"(?:\b(?:19|20)\d\d|年\d{1,2}月\d{1,2}日)\)?\s*\Z")
PICTURE_WITHIN = regex.compile(
    rf"{PICTURE}[^\S\n]{{0,9}}\n(?!\s{{0,9}}(?:{SHORT_LINK}|{PICTURE}))\s{{0,80}}\S", regex.I
)
"""X writes the link to a post's own pictures behind its last word."""
SOCIAL = regex.compile(
    r"(?<![\w.])[@#＃](?!\d{1,3}\b)\w|(?:t\.co/|pic\.(?:twitter|x)\.com/(?:\n[ \t>]{0,80})?)[A-Za-z0-9]"
    r"|(?!\d)\p{Extended_Pictographic}",
    regex.I,
)
"""As far as it takes to tell that a handle, a hashtag, a short link or an emoji is there."""
NAMED = regex.compile(r"(?:\.\s{0,2})?[@#＃](?!\d{1,3}\b)\w|RT\s{1,2}@|[\u2066-\u2069]@")
ALARM = regex.compile(r"\p{Lu}{4,}(?:\s\p{Lu}{2,}){0,3}\s?[:!—–|-]")
PICTOGRAPH = regex.compile(r"(?!\d)\p{Extended_Pictographic}|\p{Regional_Indicator}")
FIRST_PICTOGRAPH = "©"
OPENS = ('"', "“", "‘", "„", "«", "「", "【")
NUMBER = r"(?:#\d{1,3}[.:)]?|\(?\d{1,3}[.):])"
"""Of an entry in a list; a hashtag has a letter."""
BULLETS = regex.compile(rf"[・•‣▪◦✅✔➡👉▶→*-]\s?\S|{NUMBER}(?:\s|\Z)")
NUMBER_ALONE = regex.compile(rf"\A\s*{NUMBER}\s*\Z")
LONGEST_NUMBER = 5
GLUED_LETTERS = regex.compile(r"[\p{Ll}\d]\Z")


class Sign(NamedTuple):
    """Something that speaks for or against beginning at a place."""

    name: str
    weight: float
    at: Callable[[Beginning], float]
    """How far the sign is there, 0 to 1."""


KINDS = {
    "paragraph": (2.0, 2.2, 1.7),
    "line": (0.2, 1.0, 1.0),
    "wide": (-0.7, -1.5, -0.7),
    "sentence": (-2.1, -2.6, -0.7),
    "ideographic": (-1.3, -1.6, -1.1),
    "dated": (-0.3, -0.5, 0.4),
    "glue": (1.0, 0.6, 0.7),
    "floor": (2.9, 2.4, 1.5),
    "bar": (-0.8, 0.4, -1.2),
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


def _link_before(place: Beginning) -> bool:
    return "/" in place.before.rstrip()[-LONGEST_SLUG:] and bool(CLOSES.search(place.before))


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
    rest = place.rest.lower()
    at = rest.find("pic.")
    return at >= 0 and "\n" in rest[at:] and bool(PICTURE_WITHIN.search(place.rest))


def _bare_line(place: Beginning) -> float:
    line, others = place.rest[: place.first_line], place.rest[place.first_line :]
    return float(not SOCIAL.search(line) and bool(SOCIAL.search(others)))


def _paragraphs(place: Beginning) -> float:
    return min(place.paragraphs, 4) / 4


def _sentences(place: Beginning) -> float:
    return min(len(SENTENCE_ENDS.findall(place.rest)), 6) / 6


def _length_before(place: Beginning) -> tuple[float, float]:
    """Return how long the line before is where a line begins, and else how long the sentence before."""
    if place.starts_line:
        return min(len(place.before), 200) / 200, 0.0
    return 0.0, min(len(place.last), 150) / 150


SIGNS = (
    Sign("a colon before", 1.0, _introduced),
    Sign("the article speaks of a post", 1.3, _spoken_of),
    Sign("the line before ends as a sentence", 0.6, _sentence_before),
    Sign("a long line before", 0.9, lambda p: _length_before(p)[0]),
    Sign("a long sentence before", 0.4, lambda p: _length_before(p)[1]),
    Sign("what stands before goes on", -1.4, _unfinished),
    Sign("a link or a handle alone before", -2.0, lambda p: alone(p.before)),
    Sign("a short link before", -0.6, _link_before),
    Sign("a date before", 1.7, _dated_before),
    Sign("handles, hashtags, links or emoji before", -1.3, lambda p: bool(SOCIAL.search(p.last))),
    Sign("none of these behind", -1.6, lambda p: not SOCIAL.search(p.rest)),
    Sign("none of these in the first line, some later", -1.0, _bare_line),
    Sign("begins with a handle, a hashtag, RT", 0.9, _begins_named),
    Sign("begins with BREAKING and the like", 1.5, _begins_loud),
    Sign("begins with an emoji", 1.0, _begins_with_emoji),
    Sign("begins with a quotation behind a colon", -1.1, _quotation_introduced),
    Sign("begins with a small letter", -0.9, lambda p: is_small(p.after[:1])),
    Sign("begins as a list does", -1.7, _begins_as_list),
    Sign("a number of a list alone before", 0.7, lambda p: p.starts_line and _number_before(p)),
    Sign("begins with a link or a handle alone", -1.7, lambda p: alone(p.after)),
    Sign("the same where lines are broken", -1.1, lambda p: p.broken * alone(p.after)),
    Sign("nothing but a link or a handle", -1.1, lambda p: p.starts_line and p.one_line and alone(p.after)),
    Sign("two letters glued, as in AfD", -1.3, _letters_glued),
    Sign("between quotation marks", -2.0, lambda p: p.quoted),
    Sign("a picture's link and more lines within", -2.0, _picture_within),
    Sign("paragraphs within", -1.9, _paragraphs),
    Sign("paragraphs within, the dash in its own", 0.9, lambda p: (p.gap == "paragraph") * _paragraphs(p)),
    Sign("one line behind an attribution", 0.2, lambda p: p.kind == "floor" and p.one_line),
    Sign("leaves the article's language", 1.5, lambda p: p.leaves),
    Sign("changes the language", 1.0, lambda p: p.changes),
    Sign("begins in another language than it ends in", -1.4, lambda p: p.mixed),
    Sign("less than 12 characters", -2.5, lambda p: p.size < 12),
    Sign("less than 30 characters", -0.5, lambda p: p.size < 30),
    Sign("less than 30 characters within a line", -0.7, lambda p: p.size < 30 and not p.starts_line),
    Sign("as long as a post may be", 0.2, lambda p: p.share > 0.9),
    Sign("hardly a letter but in handles, hashtags and links", -0.7, lambda p: p.letters < FEW_LETTERS),
    Sign("sentences within", -0.7, _sentences),
    Sign("a border as strong as behind the date", 1.1, lambda p: p.strong),
    Sign("the author is named before", 0.7, lambda p: p.named_before),
    Sign("the author is named within", -0.3, lambda p: p.named_within),
)


def rate(place: Beginning) -> float:
    """Return the log-odds of the words beginning at a place."""
    return KINDS[place.kind][GAPS.index(place.gap)] + sum(sign.weight * sign.at(place) for sign in SIGNS)
