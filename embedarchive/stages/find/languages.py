"""What language a few words are in, as far as telling two neighbours apart needs it."""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import lru_cache

from embedarchive.late import regex
from embedarchive.tuples import NamedTuple

SCRIPTS = (
    *("ARABIC", "HIRAGANA", "KATAKANA", "CJK", "HANGUL", "CYRILLIC", "GREEK", "HEBREW", "THAI", "DEVANAGARI"),
    *("BENGALI", "TAMIL", "MALAYALAM", "KANNADA", "TELUGU", "GUJARATI", "GURMUKHI", "LATIN"),
)
"""As the Unicode names of their letters begin."""
ONE_SCRIPT = {"HIRAGANA": "kana", "KATAKANA": "kana", "CJK": "han"}
NOT_WORDS = regex.compile(r"https?://\S{1,200}|pic\.(?:twitter|x)\.com/\S{1,60}|[@#＠＃][\w_]{1,60}")
"""Links, handles and hashtags are Latin in every language."""
IN_NO_WORDS = ("://", "pic.twitter.com/", "pic.x.com/", "@", "#", "＠", "＃")
"""One of these stands where `NOT_WORDS` matches."""

FUNCTION_WORDS = {
    "en": "the and of to in is that it for was on are with as be this have from at not you but we they",
    "de": "der die das und ist nicht ein eine ich sie den von mit zu auf für dem im des es auch sich wir",
    "fr": "le la les des et est une pour dans que qui pas sur du au avec ce il nous vous je ne plus sont",
    "es": "el la los las y es que en un una por con para del se no su al lo más como este pero ha",
    "pt": "o a os as e é que em um uma por com para do da no na se não ao mais como foi dos das",
    "it": "il la di che e è un una per con del della non in si da sono ha al nel come più gli le",
    "nl": "de het een en van is dat niet in op te voor met zijn aan er ook om maar naar bij wordt",
    "sv": "och att det är som en på av för med den till inte har jag ett om vi han kan",
    "da": "og at det er som en på af for med den til ikke har jeg et om vi han kan de",
    "tr": "ve bir bu için ile da de çok daha gibi ne olarak değil kadar sonra olan var en",
    "id": "yang dan di ini itu dengan untuk dari pada tidak akan dalam ke adalah saya kita juga",
    "pl": "i w na z do nie się że jest to o jak po za od dla są tym ale przez",
    "cs": "a v na je se že to s z do o jako pro za od by jsem ale jsou ve",
}
"""The commonest words that few other languages share."""


def _languages_of() -> dict[str, tuple[str, ...]]:
    languages: dict[str, tuple[str, ...]] = {}
    for name, words in FUNCTION_WORDS.items():
        for word in words.split():
            languages[word] = (*languages.get(word, ()), name)
    return languages


LANGUAGES_OF = _languages_of()
LETTERS = regex.compile(r"(?!(?<=\p{L}['’])(?:ve|re|ll|[stdm])\b)(?<!\p{L})\p{L}++")
"""Words; what English contracts (`I've`, `it's`) is none: `ve` and `s` are Czech, and `ve` is Turkish."""
SAMPLE = 4_000
"""Characters looked at."""
ENOUGH_LETTERS = 6
ENOUGH_WORDS = 2


@lru_cache(maxsize=8192)
def script_of(character: str) -> str | None:
    """Return the script of a letter; None for whatever else, and for scripts X does not display."""
    if not character.isalpha() and not unicodedata.category(character).startswith("M"):
        return None
    first = unicodedata.name(character, "").removeprefix("HALFWIDTH ").partition(" ")[0]
    return ONE_SCRIPT.get(first, first.lower()) if first in SCRIPTS else None


def script(words: str) -> str | None:
    """Return the script most letters of some words are in; None for too few letters."""
    if words.isascii():
        return "latin" if sum(map(str.isalpha, words)) >= ENOUGH_LETTERS else None
    counts = Counter(map(script_of, words))
    counts.pop(None, None)
    best = max(counts, key=lambda name: counts[name], default=None)
    return best if best and counts[best] >= ENOUGH_LETTERS else None


def language(words: str) -> str | None:
    """Return the language whose function words Latin words show; None where that is not clear."""
    counts: dict[str, int] = {}
    for word in LETTERS.findall(words.lower()):
        for name in LANGUAGES_OF.get(word, ()):
            counts[name] = counts.get(name, 0) + 1
    best = sorted(counts.items(), key=lambda one: one[1], reverse=True)  # `most_common` imports `heapq`
    (name, first), (_, second) = (*best, ("", 0), ("", 0))[:2]
    return name if first >= ENOUGH_WORDS and first > 1.4 * second else None


def _words(text: str) -> str:
    """Return what a text begins with, without what is no word."""
    sample = text[:SAMPLE]
    return NOT_WORDS.sub(" ", sample) if any(sign in sample for sign in IN_NO_WORDS) else sample


class Tongue(NamedTuple):
    """Script and language of some words; None for what they do not show."""

    script: str | None
    language: str | None


@lru_cache(maxsize=4096)
def tongue(text: str) -> Tongue:
    """Tell script and, for Latin words, language."""
    words = _words(text)
    written = script(words)
    return Tongue(written, language(words) if written == "latin" else None)


def differ(one: Tongue, other: Tongue) -> bool:
    """Whether two texts are surely in different scripts or languages."""
    if one.script is None or other.script is None:
        return False
    if one.script != other.script:
        return {"kana", "han"} != {one.script, other.script}
    return None not in (one.language, other.language) and one.language != other.language
