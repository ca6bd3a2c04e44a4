"""Emoji that a page shows as pictures: to a reader they are characters of a name or of a post's words.

WordPress puts pictures for them into feeds and mails (`wp_staticize_emoji`, wp-includes/formatting.php), and
its script into pages where a browser lacks some; X's own pages have `<img class="Emoji" alt="…">`, as all
have that use twemoji.
"""

from __future__ import annotations

TYPE_CHECKING = False  # as in cli/__init__.py
if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

SIGN = "emoji"
"""Stands in the class or in the address of each such picture."""
PICTURES = 'img[alt][class*="emoji" i], img[alt][src*="emoji" i]'
LONGEST = 30
"""Characters of one emoji: flags of parts of a country, and families, have many."""
IN_KEYCAPS = frozenset("#*0123456789")
FIRST = 0xA9
"""`©`, the first character that may be an emoji by itself."""


def spell_out(tree: LexborHTMLParser) -> None:
    """Put the characters in the place of pictures of emoji."""
    for node in tree.css(PICTURES):
        said = node.attributes.get("alt") or ""
        if is_emoji(said):
            node.replace_with(said)


def is_emoji(text: str) -> bool:
    """Whether a text is nothing but emoji: no letter, no sign of ASCII but in keycaps."""
    if not 0 < len(text) <= LONGEST or not any(ord(one) >= FIRST for one in text):
        return False
    return all(
        one in IN_KEYCAPS or (ord(one) >= FIRST and not one.isalnum() and not one.isspace()) for one in text
    )
