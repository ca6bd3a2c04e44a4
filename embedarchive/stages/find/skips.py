"""Links that pass over an embed: `Skip Twitter post by @handle` stands right before its words.

bbc.com writes them for readers who hear a page; what keeps a page's text keeps them
(seen in copies of its articles in public data sets, 2017 to 2024).
"""

from embedarchive.late import regex
from embedarchive.stages.find.attributions import Attribution

SKIP = regex.compile(r"\bskip\s(?:twitter|x)\spost(?:\s\d{1,3})?\sby\s@?(?P<handle>[a-z0-9_]{1,20})", regex.I)
CONSENT = regex.compile(r"\baccept\sand\scontinue\b", regex.I)
"""What ends the question whether the embed may be loaded, where it stands between."""
REACH = 2_000
"""Characters before a line: the question and a post."""


def words_behind_skip(text: str, floor: int, line: Attribution) -> tuple[int, int] | None:
    """Return the words between the link that passes over a line's embed and the line; None without one."""
    low = max(floor, line.start - REACH)
    if "@" not in text[low : line.start]:
        return None
    links = [
        match
        for match in SKIP.finditer(text, low, line.start)
        if match["handle"].lower() == line.handle.lower()
    ]
    if not links:
        return None
    asked = [match.end() for match in CONSENT.finditer(text, links[-1].end(), line.start)]
    start = asked[-1] if asked else links[-1].end()
    words = text[start : line.words_end].strip()
    begin = text.index(words, start) if words else line.words_end
    return begin, begin + len(words)
