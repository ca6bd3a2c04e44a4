"""What quoted words are like from a place on: how they begin, what they have, how they are parted.

An article that introduces a post has whole sentences and no hashtags; a post is spoken by somebody.
"""

from bisect import bisect_left
from functools import lru_cache

from embedarchive.late import regex
from embedarchive.stages.find.beginning import Beginning
from embedarchive.stages.find.slugs import PICTURE

SPEAKS = (
    *("tweet", "twet", "twitt", "ट्वीट", "ট্যুইট", "টুইট", "ട്വീറ്റ്"),
    *("ട്വിറ്റ", "تغريد", "غرد", "تويتر", "ٹویٹ", "ٹوئٹ", "توییت"),
    *("توئیت", "ツイート", "ツイッター", "つぶや", "твит", "推文", "推特"),
    *("트위터", "트윗", "ทวีต", "ทวิต", "ציוץ", "צייצ", "טוויט"),
)
"""What a text that speaks of a post says, in lower case."""
SOCIAL = regex.compile(
    r"(?<![\w.])[@#＃](?!\d{1,3}\b)\w|(?:t\.co/|pic\.(?:twitter|x)\.com/(?:\n[ \t>]{0,80})?)[A-Za-z0-9]"
    r"|(?!\d)\p{Extended_Pictographic}",
    regex.I,
)
"""As far as it takes to tell that a handle, a hashtag, a short link or an emoji is there."""
HASHTAG = regex.compile(r"(?<![\w.&/])[#＃](?!\d{1,3}\b)\w")
EMOJI = regex.compile(r"(?![\d©®™])\p{Extended_Pictographic}")
ENDS = regex.compile(r"(?<=[.!?…。．！？])\s{1,99}|[\n|]|(?<=[。！？]|\p{L}．)(?=[^\s。．！？」』】）)])")
"""Where a sentence or a line ends, with what is between: nothing in Chinese and Japanese."""
BETWEEN_PARAGRAPHS = regex.compile(r"\n\s{0,99}\n|\|")
ANY_LINK = rf"\[?(?:https?://\S{{1,300}}+|{PICTURE})"
CUT_OFF = regex.compile(rf"(?:…|\.\.\.)(?:\s{{0,3}}+{ANY_LINK}){{1,5}}+\s{{0,9}}\Z", regex.I)
"""X cuts what is longer than a post may be, and links to the rest and the pictures."""
CUT_AT_140 = regex.compile(r"(?:…|\.\.\.)\s{0,3}\[?https?://t\.co/\S{1,200}\s{0,9}\Z", regex.I)
"""The same with one link, to the post itself: X's older interfaces and embeds write so of longer posts what
fits into 140 characters (developer docs of X, "Tweet updates", 2016: `truncated`)."""
LEFT_OF_140, OTHER_THAN_140 = (110, 118), (90, 265)
"""What such words count without points and link, and between what they count in no other case: a cut before
a hashtag or a name makes them shorter."""
CURLY, STRAIGHT = "’“”", "'\""
FEWEST_MARKS, MORE_MARKS = 2, 4
"""Marks that show how an article writes them, and how many times those of the other kind."""
AROUND = 3_000
"""Characters on each side of the words that show it."""
TAIL = 200
"""Characters from the end of the words in which those links stand."""
OF_ONESELF = regex.compile(
    r"(?:I|I['’]\p{L}{1,2}|My|We|We['’]\p{L}{1,2}|Just|Today|Look|New|Hey|Hi|Hello|Wow|Oh|Great|Thanks|Thank|Happy"
    r"|Excited|Congrats|Congratulations|Ich|Wir|Heute|Je|J['’]\p{L}{1,99}|Hoy|Ahora)\b"
)
"""The words with which somebody begins who speaks for himself, or speaks to others."""
FULL, NEARLY_FULL = 0.85, 0.93
"""Parts of the most that a post may have."""
LONG_LINE = 140
"""Characters of a line that is prose."""
MOST_PARTS, WIDEST = 8, 150


@lru_cache(maxsize=512)
def is_social(text: str) -> bool:
    """Whether a handle, a hashtag, a short link or an emoji is in a text: asked from several places."""
    return bool(SOCIAL.search(text))


class Sentences:
    """A stretch of text, parted where a sentence or a line ends."""

    __slots__ = ("_ends", "_parts", "_starts", "_text")

    def __init__(self, text: str, start: int, stop: int) -> None:
        """Part all of it."""
        between = [match.span() for match in ENDS.finditer(text, start, stop)]
        self._text = text
        self._ends = [*(start for start, _ in between), stop]
        self._starts = [end for _, end in between]
        self._parts = [text[one:other] for one, other in zip(self._starts, self._ends[1:], strict=True)]

    def behind(self, at: int) -> tuple[str, ...]:
        """Return the parts from a place on, without those that are blank."""
        number = bisect_left(self._ends, at)
        parts = (self._text[at : self._ends[number]], *self._parts[number:])
        return tuple([part for part in parts if part and not part.isspace()])


def first_at(pattern: regex.Pattern[str], text: str, start: int, stop: int) -> int:
    """Return where a pattern first matches in a stretch of text; its end where it does not."""
    match = pattern.search(text, start, stop)
    return match.start() if match else stop


def last_spoken(words: str) -> int:
    """Return where words, in lower case and without their links, last speak of a post; -1 where never."""
    return max(words.rfind(word) for word in SPEAKS)


def is_cut(text: str, low: int, stop: int) -> bool:
    """Whether words are cut off before their last links."""
    return bool(CUT_OFF.search(text, max(low, stop - TAIL), stop))


def is_cut_at_140(text: str, low: int, stop: int) -> bool:
    """Whether words are cut off before one last link, to the post itself."""
    return bool(CUT_AT_140.search(text, max(low, stop - TAIL), stop))


def left_of_140(place: Beginning) -> bool:
    """Whether words that X cut off at 140 characters are as long as that leaves them."""
    return place.cut_at_140 and LEFT_OF_140[0] <= place.size <= LEFT_OF_140[1]


def not_left_of_140(place: Beginning) -> bool:
    """Whether they are as long as such words are not."""
    if not place.cut_at_140 or place.size >= OTHER_THAN_140[1]:
        return False
    return not OTHER_THAN_140[0] <= place.size <= LEFT_OF_140[1]


def marks_of(*texts: str) -> str:
    """Return the quotation marks and apostrophes that texts write: `CURLY`, `STRAIGHT`; empty if either."""
    curly, straight = (
        sum(text.count(mark) for text in texts for mark in marks) for marks in (CURLY, STRAIGHT)
    )
    if curly >= FEWEST_MARKS and curly > MORE_MARKS * straight:
        return CURLY
    return STRAIGHT if straight >= FEWEST_MARKS and straight > MORE_MARKS * curly else ""


def has_marks(words: str) -> bool:
    """Whether words have quotation marks or apostrophes."""
    return any(mark in words for mark in CURLY) or any(mark in words for mark in STRAIGHT)


def writes_otherwise(words: str, marks: str) -> bool:
    """Whether words have quotation marks or apostrophes, but none as `marks_of` the article are."""
    if not marks or not any(mark in words for mark in (STRAIGHT if marks == CURLY else CURLY)):
        return False
    return not any(mark in words for mark in marks)


def points_first(place: Beginning) -> bool:
    """Whether the first sentence has three points that are typed one by one, right behind a word."""
    return bool(place.sentences) and "..." in place.sentences[0] and " ..." not in place.sentences[0]


def cut_and_full(place: Beginning) -> bool:
    """Whether words that are cut off are as long as a post may be."""
    return place.cut and place.share > FULL


def nearly_full(place: Beginning) -> bool:
    """Whether the words are a little shorter than a post may be."""
    return FULL <= place.share < NEARLY_FULL


def asks_first(place: Beginning) -> bool:
    """Whether the first sentence is a question."""
    return bool(place.sentences) and any(mark in place.sentences[0] for mark in "?？؟")


def bare_first(place: Beginning) -> float:
    """Return how much goes before the first sentence that has a hashtag or the like; 0 where none has."""
    bare = 0
    for sentence in place.sentences:
        if is_social(sentence):
            return bare / max(1, len(place.rest))
        bare += len(sentence)
    return 0.0


def of_oneself(place: Beginning) -> bool:
    """Whether the words begin as somebody begins who speaks for himself."""
    return place.after[:1].isupper() and bool(OF_ONESELF.match(place.after))


def prose_first(place: Beginning) -> bool:
    """Whether the first of several lines is long and has nothing of a post."""
    if place.one_line:
        return False
    line = place.rest[: place.first_line].strip()
    return len(line) > LONG_LINE and not SOCIAL.search(line)


def number_of_parts(place: Beginning) -> float:
    """Return how many sentences and lines there are."""
    return min(len(place.sentences), MOST_PARTS) / MOST_PARTS


def width(place: Beginning) -> float:
    """Return how long the lines are on average."""
    lines = place.rest.count("\n") + place.rest.count("|") + 1
    return min(len(place.rest) / lines, WIDEST) / WIDEST


def each_paragraph_posts(place: Beginning) -> bool:
    """Whether each of several paragraphs has a hashtag or the like."""
    if not place.paragraphs:
        return False
    return all(SOCIAL.search(one) for one in BETWEEN_PARAGRAPHS.split(place.rest) if one.strip())
