"""Places of a text where one thing may end and another begin."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from embedarchive.late import regex
from embedarchive.stages.find.slugs import PICTURE, SHORT_LINK

BREAKS = regex.compile(
    r"(?P<paragraph>\|[^\S\n]*+\n[\s|]*+)"
    r"|(?=\s)(?:(?P<paragraph>[^\S\n]*+\n[^\S\n]*+\n\s*+)|(?P<line>[^\S\n]*+\n[^\S\n]*+)"
    r"|(?P<wide>(?<=\S)[^\S\n]{2,200}+(?!\|))"
    r"|(?P<sentence>(?<=[.!?…:：؟۔।。．！？\"”’)»\p{Extended_Pictographic}])[^\S\n])"
    r"|(?P<dated>(?<=[\d日])(?<=\b(?:19|20)\d\d|\d日)[^\S\n](?=[\p{Lu}\p{Lo}@#“„«\"])))"
    r"|(?P<bar>\|++\s?)"
    r"|(?P<glue>(?=[\p{Lu}@#“„«\"])(?<=[.!?:”\"’)\]\p{Ll}\d])"
    r"|(?=\p{Lo}|\.@)(?<=[.!?؟۔।]))"
    r"|(?P<ideographic>(?<=[。！？」』】]|\p{L}．)(?=[^\s。．！？」』】]))"
)
"""Places where one thing may end and another begin."""
MAYBE = regex.compile(
    r"[\n|]|\s(?=\s)|(?<=[.!?…:：؟۔।。．！？\"”’)»\p{Extended_Pictographic}\d日])\s"
    r"|[.!?:”\"’)\]\p{Ll}\d؟۔।](?=[\p{Lu}\p{Lo}@#“„«\".])|[。．！？」』】](?=\S)"
)
"""What stands at the begin of each, or right before one between two letters: a look at two characters is ten
times as fast as `BREAKS` at each."""
TAGGED = (
    r"[\w\u200c\u200d\ua67e\u05be\u05f3\u05f4\uff5e\u301c\u309b\u309c\u30a0\u30fb\u3003\u0f0b\u0f0c\u00b7]"
)
"""What a hashtag may hold (twitter-text, `hashtagSpecialChars`)."""
TOKENS = regex.compile(
    rf"https?://\S{{1,300}}|{SHORT_LINK}|{PICTURE}|[@#＠＃]{TAGGED}{{1,100}}|\b(?:\p{{Lu}}\.){{1,6}}\p{{Lu}}",
    regex.I,
)
"""Links, handles, hashtags and initials: nothing begins within one."""


def breaks(text: str, start: int, stop: int) -> list[regex.Match[str]]:
    """Return what `BREAKS` matches between two places, where nothing but a token goes on."""
    found = [match for match in _matches(text, start, stop) if start < match.end() < stop]
    # Behind white space nothing goes on but a link that is folded behind its slash.
    if "/\n" not in text[start:stop] and all(text[match.end() - 1].isspace() for match in found):
        return found
    tokens = [token.span() for token in TOKENS.finditer(text, start, stop)]
    begins = [begin for begin, _ in tokens]

    def is_inside(at: int) -> bool:
        number = bisect_left(begins, at) - 1
        return number >= 0 and at < tokens[number][1]

    return [match for match in found if not is_inside(match.end())]


def _matches(text: str, start: int, stop: int) -> Iterator[regex.Match[str]]:
    """Yield what `BREAKS` matches, looking only where it may."""
    reached = start
    for maybe in MAYBE.finditer(text, max(0, start - 1), stop):
        begin = maybe.start()
        at = begin if text[begin] == "|" or text[begin].isspace() else begin + 1
        if at >= reached and (match := BREAKS.match(text, at, stop)):
            reached = match.end()
            yield match
