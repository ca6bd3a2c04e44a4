"""A place where the quoted words may begin, and what is seen there."""

from __future__ import annotations

from embedarchive.tuples import NamedTuple

LINE_KINDS = frozenset({"line", "paragraph", "bar", "floor", "top"})
"""Kinds of places at which a line, a block or the text itself begins."""


SHORT = 30
"""Characters of words that are shorter than most posts."""


class Beginning(NamedTuple):
    """A place where the quoted words may begin, with what stands around it."""

    at: int
    kind: str
    gap: str
    """What parts the words from the dash: `paragraph`, `line` or `inline`."""
    before: str
    """The line before it, as far as 300 characters."""
    last: str
    """What stands between the place before and this one."""
    after: str
    """The line behind it, as far as 300 characters."""
    rest: str
    """All words from here to the dash."""
    first_line: int
    """Characters of `rest` up to its first line's end."""
    paragraphs: int
    """Paragraphs that end between here and the dash."""
    quoted: bool
    """Whether it stands between an opening quotation mark and its end."""
    size: int
    """Characters from here to the dash, as X counts them."""
    share: float
    """Its part of the most there may be."""
    leaves: bool
    """Whether the article's language is left here."""
    changes: bool
    """Whether the language changes here otherwise."""
    mixed: bool
    """Whether the words begin in another language than they end in."""
    broken: float
    """How surely the layout breaks lines within sentences, 0 to 1."""
    strong: bool = False
    """Whether the border before it is as strong as that behind the attribution."""
    letters: int = 0
    """Letters of `rest` outside handles, hashtags and links, as far as it takes to know that they are no few;
    Chinese, Japanese and Korean count double."""
    named_before: bool = False
    """Whether the line before names the author of the post."""
    called_before: bool = False
    """Whether the sentence before calls the author by the given name."""
    sentences: tuple[str, ...] = ()
    """`rest`, parted where a sentence or a line ends."""
    social_before: bool = False
    """Whether `last` has a handle, a hashtag, a link of X or an emoji."""
    social: bool = False
    """Whether `rest` has."""
    tag_left: bool = False
    """Whether a hashtag stands before, behind the attribution before."""
    emoji_left: bool = False
    """Whether an emoji does."""
    cut: bool = False
    """Whether the words are cut off: they end with dots and a link."""
    cut_at_140: bool = False
    """Whether they end with dots and one link, as X cuts posts for embeds that have 140 characters."""
    strange_left: bool = False
    """Whether the sentence before has other quotation marks than the article."""
    speaks: bool = False
    """Whether `rest` speaks of a post, links aside."""
    far: bool = False
    """Whether more than one empty line stands before it, the dash in the line of the words."""
    counted: bool = False
    """Whether an enumeration goes on here of which the words before have an entry."""
    habit: str = ""
    """What the lines of the text tell of those of the words (`habits.py`)."""

    folded: float = 0.0
    """How surely the layout breaks lines at a width, 0 to 1; 0 where no line goes on (`line_widths.py`)."""
    full_before: bool = False
    """Whether the line before has no room for the first word behind it."""

    @property
    def starts_line(self) -> bool:
        """Whether it begins a line, or stands behind another attribution."""
        return self.kind in LINE_KINDS

    @property
    def one_line(self) -> bool:
        """Whether no line ends between here and the dash."""
        return self.first_line == len(self.rest)

    @property
    def is_short(self) -> bool:
        """Whether the words are shorter than most posts."""
        return self.size < SHORT
