"""White space: what it is, what ends a line, where it ends a stretch of text.

It is what Unicode and `regex` take for it, spelt for patterns of `re`, whose `\\s` has four separators more.
What a page needs that has one embed of X and nothing else is asked of `re`: importing `regex` takes as long
as starting Python. It finds the same.
"""

from __future__ import annotations

SEPARATORS = r"\x1c-\x1f"
SPACE = rf"[^\S{SEPARATORS}]"
BLANK = rf"[^\S\n{SEPARATORS}]"
"""White space within a line."""
WHITE = r"\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
"""The same spelt out, for a class of what is none."""
WIDTHLESS = "".join(
    map(chr, (*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF))
)
"""Characters without width and marks of direction: X's pages put them round handles, and copies keep them."""
MARK = f"[{WIDTHLESS}]"
"""One of them."""
OPENING_MARKS = "\u202a\u202b\u202d\u202e\u2066\u2067\u2068"
"""Those that begin a stretch: at the end of a name they begin what follows."""
STEP = 64
"""Characters that are looked at first; twice as many each time there is nothing but spaces."""


def evened(text: str) -> str:
    """Return a text of the same length whose lines all end with LF: places in it are the text's own.

    Lines end with LF, CR LF or, in files of old, CR: what looks for lines is given the first alone.
    """
    return text.replace("\r\n", " \n").replace("\r", "\n") if "\r" in text else text


def end_of_words(text: str, start: int, end: int) -> int:
    """Return where what is no space ends between two places; `start` where there is nothing else.

    It is looked for from the end, without a copy of all that is between.
    """
    reach = STEP
    while end - reach > start and text[end - reach : end].isspace():
        reach *= 2
    low = max(start, end - reach)
    return low + len(text[low:end].rstrip())
