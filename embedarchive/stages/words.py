"""Are these the same words? Claims and testimonies are compared by letters and numbers alone.

Flattening loses spaces, emoji and typographic quotes, glues hashtags to names and appends links;
none of that changes what was said. A changed word or number does, and so does a question mark.
"""

from __future__ import annotations

import html
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import fuzz

from embedarchive.late import regex

LINK = regex.compile(
    r"(?:https?://t\.co/|pic\.(?:twitter|x)\.com/)[A-Za-z0-9]{1,10}(?:\?amp=1)?"
    r"|https?://\S{1,500}"
    r"|(?:^|(?<=\s))(?:[\w-]{1,60}\.){1,9}[a-z]{2,10}/\S{0,200}…"
)
"""A link as it stands in a post, or as X displays it, cut by an ellipsis.

X's own slugs have ten characters (FACTS.md 2): what is glued behind one belongs to the words.
"""
BARE_LINK = regex.compile(r"(?:^|(?<=\s))(?:[\w-]{1,60}\.){1,9}[a-z]{2,10}/\S{0,500}")
"""A link as a person writes it. Words are written so too ("node.js/react"), so it is no proof."""
DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
INVISIBLE = regex.compile(r"[\p{Cf}\uFE00-\uFE0F\u20E3\U000E0100-\U000E01EF]+")
"""Format characters, variation selectors and keycaps: they come and go with the emoji they dress."""
COMPATIBLE = regex.compile(r"[\u2E9F\u2EF3\u2F00-\u2FD5\uFB00-\uFB06\uFB50-\uFDFB\uFE70-\uFEFC\uFF01-\uFF5E]")
"""Radicals (what PDF files give for the ideographs 人 and 見), ligatures, Arabic presentation forms and
full-width forms: the same letters in another dress.

Not all that NFKC folds: it would read 10² as 102.
"""
SAID = regex.compile(
    r"[\p{L}\p{N}\p{M}\p{Sc}%‰٪]+"
    r"|(?<=\p{N}\s{0,3})[.,:/٫٬-]{1,3}(?=\s{0,3}\p{N})"
    r"|(?<![\p{L}\p{N}\p{M}])[-+±](?=\p{N})"
    r"|(?<=\p{N})\+"
    r"|[=≠≤≥×÷¬]|(?<=[\p{L}\p{N}] ?)[<>](?= ?[\p{L}\p{N}])"
    r"|[?؟]+"
)
"""Letters and digits; the sign, point or currency of a number, without which it is another number; what
is equal or less; what is asked."""
ASKED = regex.compile(r"[?؟]+")
MARKS = regex.compile(r"(\p{M}{20})\p{M}+")
"""Canonical ordering takes the square of the length of a heap of marks; no word has twenty."""
ACCENTS = regex.compile(r"[\u0300-\u036F\u0591-\u05C7\u0640\u064B-\u0652\u0670]+")
"""What people leave out who type by hand: accents, Hebrew points, Arabic vowels and the stretched line."""
INSIDE_A_WORD = frozenset("'’ʼ-‐‑.,:/")
"""What may stand between two letters or digits of one word: "can't", "re-elected", "3.5"."""
UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{Tibetan}]")
"""Scripts that put no space between words: any letter may begin one."""
ELLIPSIS = regex.compile(r"[\[(]?\s?(?:…|\.{3,})\s?[\])]?")
LONG_REFERENCE = regex.compile(r"&#[xX]?[0-9a-fA-F]{9,}")
"""No character has such a number, and `int` refuses thousands of digits."""
MOST_READ = 50_000
"""Characters. The longest post of X has 25,000 (help.x.com, "About X Premium", 2023)."""
MOST_LIKENED = 1_000
"""Letters. `partial_ratio` takes the third power of the length; the likeness only words a reason."""
MOST_PIECES = 20
"""Pieces of one quotation between ellipses."""
LONGEST_SHOWN = 280
"""Weighted characters: X shows so much of a long post, links counted as 23 (twitter-text v3)."""
SHORTEST_CUT = 200
"""Weighted characters that X at least leaves of a post that it cuts, whatever links follow."""
LINK_WEIGHT = 23
NARROW = regex.compile(r"[\u0000-\u10FF\u2000-\u200D\u2010-\u201F\u2032-\u2037]")
"""Characters that weigh one; all others weigh two (twitter-text configuration v3)."""
SHORTEST_PART = 4
"""Letters. A shorter piece, be it whole words, could be found in too many posts."""
SHORTEST_WHOLE = 12
"""Letters. A shorter text inside a quotation could be there by chance."""
LIKE = 85.0
"""Percent of `partial_ratio` from which two texts are versions of each other."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """How a quotation stands to the words of a post."""

    same: bool | None
    """None where one of them has no words."""
    score: float
    """0 to 100, rapidfuzz `partial_ratio` of the folded words."""
    how: str
    """`same`, `shortened`, `retyped`, `part`, `cut`, `surrounded`, `altered`, `other` or `wordless`."""

    @property
    def whole(self) -> bool:
        """Whether the quotation says all that the post says and no more, as far as it can know."""
        return self.how in ("same", "shortened")


@dataclass(frozen=True, slots=True)
class Folded:
    """The letters and numbers of a text."""

    letters: str
    starts: tuple[int, ...]
    """Where in `letters` a word begins, in order; the end of the text is one."""

    def parted(self, since: int = 0, length: int = MOST_READ) -> tuple[int, ...]:
        """Return where, counted from `since`, one number ends and the next begins: "3 4" is not "34"."""
        inside = (at for at in self.starts if max(since, 0) < at < min(since + length, len(self.letters)))
        return tuple(
            at - since for at in inside if self.letters[at - 1].isnumeric() and self.letters[at].isnumeric()
        )

    def begins(self, at: int) -> bool:
        """Whether a word begins or ends at `at`."""
        place = bisect_left(self.starts, at)
        if place < len(self.starts) and self.starts[place] == at:
            return True
        return any(UNSPACED.match(one) for one in self.letters[max(at - 1, 0) : at + 1])

    def find(self, piece: str, since: int = 0, *, open_end: bool = False) -> int:
        """Return where `piece` stands as whole words, not before `since`; -1 where it does not.

        With `open_end` its last word may have been cut.
        """
        at = self.letters.find(piece, since)
        while at >= 0 and not (self.begins(at) and (open_end or self.begins(at + len(piece)))):
            at = self.letters.find(piece, at + 1)
        return at


def fold(text: str | None) -> str:
    """Return the letters and numbers of a text, links left out, in NFC. Case counts."""
    return _folded(_plain(text)).letters


def _plain(text: str | None) -> str:
    plain = _unescaped(_unescaped((text or "")[:MOST_READ]))
    plain = COMPATIBLE.sub(lambda one: unicodedata.normalize("NFKC", one[0]), INVISIBLE.sub("", plain))
    return LINK.sub(" ", unicodedata.normalize("NFC", MARKS.sub(r"\1", plain)))


def _folded(plain: str) -> Folded:
    letters, starts, length, last = [], [], 0, -1
    for one in SAID.finditer(plain.translate(DASHES)):
        between = plain[last : one.start()] if last >= 0 else " "
        if between and not set(between) <= INSIDE_A_WORD:
            starts.append(length)
        said = "?" if ASKED.match(one[0]) else one[0]
        letters.append(said)
        length, last = length + len(said), one.end()
    return Folded("".join(letters), (*starts, length))


def _loose(plain: str) -> Folded:
    """Fold as somebody reads who types by hand: without case, accents and question marks."""
    typed = ASKED.sub(" ", BARE_LINK.sub(" ", plain))
    typed = ACCENTS.sub("", unicodedata.normalize("NFD", typed)).casefold()
    typed = "".join(str(unicodedata.decimal(one)) if one.isdecimal() else one for one in typed)
    return _folded(unicodedata.normalize("NFC", typed))


def _unescaped(text: str) -> str:
    return html.unescape(LONG_REFERENCE.sub(" ", text))


def is_cut(text: str | None) -> bool:
    """Whether a text ends, but for links, in the ellipsis with which X cuts a long post."""
    return LINK.sub(" ", (text or "")[-MOST_READ:]).rstrip().endswith(("…", "..."))


def compare(
    claimed: str | None,
    told: str | None,
    *,
    told_cut: bool = False,
    start_certain: bool = True,
    before: str = "",
) -> Comparison:
    """Hold quoted words against a post's own.

    A quotation may say all but what X cut off, or what a guessed start missed (`shortened`); it may be
    typed by hand, with other capitals, accents or spaces in numbers (`retyped`); it may show parts of the
    post that leave out what it means (`part`); a witness may show only the beginning (`told_cut`, then
    `cut`); a quotation whose start was guessed may begin too early (`surrounded`). `before` is what stands
    in the article before the quotation: it tells whether a guessed start missed something.
    """
    mine, its = _plain(claimed), _plain(told)
    quote, post = _folded(mine), _folded(its)
    if not quote.letters or not post.letters:
        return Comparison(None, 0.0, "wordless")
    if quote.letters == post.letters:
        return Comparison(True, 100.0, "same" if quote.parted() == post.parted() else "retyped")
    if _cut_by_x(claimed, told, told_cut, quote, post) or (
        not start_certain and _missed(fold(before), quote, post)
    ):
        return Comparison(True, 100.0, "shortened")
    if how := _in_part(mine, its, told_cut, start_certain):
        return Comparison(True, 100.0, how)
    score = fuzz.partial_ratio(quote.letters[:MOST_LIKENED], post.letters[:MOST_LIKENED])
    return Comparison(False, score, "altered" if score >= LIKE else "other")


def _cut_by_x(claimed: str | None, told: str | None, told_cut: bool, quote: Folded, post: Folded) -> bool:
    """Whether X itself cut the quotation: it ends in an ellipsis, where X would cut so long a post."""
    long = told_cut or weight(told) > LONGEST_SHOWN
    return (
        is_cut(claimed)
        and long
        and weight(claimed) >= SHORTEST_CUT
        and post.letters.startswith(quote.letters)
        and quote.parted() == post.parted(0, len(quote.letters))
    )


def weight(text: str | None) -> int:
    """Return the length of a post as X counts it, links as 23."""
    text = (text or "")[:MOST_READ]
    links, rest = len(LINK.findall(text)), LINK.sub("", text)
    return links * LINK_WEIGHT + 2 * len(rest) - len(NARROW.findall(rest))


def _missed(before: str, quote: Folded, post: Folded) -> bool:
    """Whether what a guessed start missed stands before it in the article as it does in the post."""
    if not before or not post.letters.endswith(quote.letters):
        return False
    rest = post.letters[: -len(quote.letters)]
    if quote.parted() != post.parted(len(rest)):
        return False
    return before.endswith(rest) or rest.endswith(before)


def _in_part(mine: str, its: str, told_cut: bool, start_certain: bool) -> str | None:
    """Return how a quotation and a post cover each other in part; None where they do not."""
    quote, post = _loose(mine), _loose(its)
    if quote.letters == post.letters:
        return "retyped"
    if _stands_in(mine, quote, post):
        return "part"
    if len(post.letters) < SHORTEST_WHOLE:
        return None
    if told_cut and quote.letters.startswith(post.letters):
        return "cut"
    return "surrounded" if not start_certain and quote.letters.endswith(post.letters) else None


def _stands_in(mine: str, quote: Folded, post: Folded) -> bool:
    """Whether the pieces of a quotation, between its ellipses, stand in the post as words and in order."""
    if len(quote.letters) < SHORTEST_PART:
        return False
    pieces = [_loose(piece).letters for piece in ELLIPSIS.split(mine, MOST_PIECES)]
    at = 0
    for piece, following in pairwise((*pieces, None)):
        at = post.find(piece or "", at, open_end=following is not None)
        if at < 0:
            return False
        at += len(piece or "")
    return True
