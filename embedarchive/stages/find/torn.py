"""Lines that a renderer tore off their words: the words are left out, or go on behind the line.

Writers that keep the text of a paragraph and lose what stands behind its `<br>` put it behind the whole
paragraph: the first line of a post, its attribution, the rest of the post. Others keep no paragraph of a
blockquote at all: then each line stands behind a paragraph of the article.
"""

from __future__ import annotations

from embedarchive.late import regex
from embedarchive.stages.find.attributions import Attribution
from embedarchive.stages.find.slugs import PICTURE, SHORT_LINK

LONGEST_REST, MOST_LINES = 280, 12
"""A post's characters, and lines."""
ENDS_POST = regex.compile(rf"(?:{PICTURE}|{SHORT_LINK})\s{{0,9}}\Z", regex.I)
"""X writes the link to a post's own pictures behind its last word: words that have it are whole."""
LINK_REACH = 80
NEAR = 10
"""Characters behind a line in which the line end of `BEGINS_REST` stands."""
BEGINS_REST = regex.compile(r"[^\S\n]{0,9}\n(?=[^\s\]\[()>—–-])")
BEGINS_LINE = regex.compile(r"\s{0,9}[—–-]\s")
ENDS_PROSE = regex.compile(r"(?<![.…])[.。．۔।][\"”’»)]?\Z|[:：]\Z")
"""The end of a sentence, or a colon; posts end with three points, `!` and `?` more often than prose."""
FEWEST = 3
"""Lines of a text that tell, at least, that no words are kept."""


def rest_behind(text: str, line: Attribution, following: Attribution | None) -> int | None:
    """Return where the rest of a line's words ends behind it; None where none stands there.

    It begins on the next line, ends with a link of X, and no line of its own follows. Where the words before
    the line have such a link, they are whole. A line whose date stands on a line of its own is no torn one:
    such writers part all elements, and a link behind the line is one within the next post.
    """
    torn = _goes_on_below(text, line.end) and "\n" not in text[line.start : line.end]
    begin = BEGINS_REST.match(text, line.end) if torn else None
    if begin is None or ENDS_POST.search(text, max(0, line.words_end - LINK_REACH), line.words_end):
        return None
    at = begin.end()
    for _ in range(MOST_LINES):
        stop = text.find("\n", at, begin.end() + LONGEST_REST + LINK_REACH)
        end = stop if stop >= 0 else len(text)
        if not text[at:end].strip() or end > begin.end() + LONGEST_REST + LINK_REACH:
            return None
        if following and following.start <= end:
            return None
        if ENDS_POST.search(text, max(at, end - LINK_REACH), end):
            owned = BEGINS_LINE.match(text, end) or (following and not text[end : following.start].strip())
            return None if owned else end
        if stop < 0:
            return None
        at = stop + 1
    return None


def _goes_on_below(text: str, end: int) -> bool:
    """Whether what stands behind a line may be a rest: a line end near by, and no empty line behind it."""
    stop = text.find("\n", end, end + NEAR)
    return stop >= 0 and text[stop + 1 : stop + 2] not in ("", "\n")


def words_left_out(text: str, lines: list[tuple[Attribution, int]]) -> bool:
    """Whether the words of all lines of a text were left out. Each comes with where its words begin at most.

    Nothing stands before some line, and before the others nothing but prose.
    """
    dated = [(line, floor) for line, floor in lines if line.date and line.dash.endswith("-line")]
    held = [(line, floor) for line, floor in dated if text[floor : line.start].strip()]
    return FEWEST <= len(dated) > len(held) and all(is_prose(text, floor, line.start) for line, floor in held)


def is_prose(text: str, floor: int, end: int) -> bool:
    """Whether what stands before a line ends as prose does, and has nothing that posts have."""
    from embedarchive.stages.find.said import SOCIAL  # what stands in embeds needs nothing of it

    before = text[max(floor, end - LONGEST_REST) : end].rstrip()
    return bool(ENDS_PROSE.search(before)) and not SOCIAL.search(before)
