"""What strangers wrote, shown to people: nothing acts on the terminal, nothing hides."""

from __future__ import annotations

import json
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import width

from embedarchive.outputs.hidden import HIDDEN, escape
from embedarchive.outputs.ndjson import dump
from embedarchive.outputs.terminal import clip, line, safe, table

VISIBLE_SIGNS = {
    chr(point) for point in (*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD)
}
"""Unicode's prepended concatenation marks: category Cf, but they are seen."""
ACTING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()))


def test_every_control_and_format_character_is_hidden() -> None:
    """All of Unicode's Cc, Cf, Cs, Zl and Zp but tab, newline and the signs that are seen."""
    for point in range(0x110000):
        character = chr(point)
        unseen = unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"}
        if unseen and character not in VISIBLE_SIGNS and character not in "\n\t":
            assert HIDDEN.match(character), hex(point)


def test_none_of_them_passes_because_it_can_be_printed() -> None:
    """A text of printable characters is not searched, but for those that nobody sees all the same."""
    hidden = [character for point in range(0x110000) if HIDDEN.match(character := chr(point))]
    assert [hex(ord(character)) for character in hidden if escape(character, hex) == character] == []


def test_no_letter_anybody_writes_is_hidden() -> None:
    """Letters, marks, digits, punctuation, emoji and flags pass as they are."""
    text = "National Assembly 🇵🇰 قومی اسمبلی 国会 हिन्दी é ❤️ — “…” \ufffd"
    assert safe(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred\x1b[0m", r"\x1b[31mred\x1b[0m"),
        ("\x1b]0;title\x07", r"\x1b]0;title\x07"),
        ("a\x9b2Jb", r"a\x9b2Jb"),
        ("user\u202eresu", r"user\u202eresu"),
        ("go\u200bod", r"go\u200bod"),
        ("go\u200dod", r"go\u200dod"),
        ("\ufeffword", r"\ufeffword"),
        ("flag\U000e0067", r"flag\U000e0067"),
        ("cut\r\n", "cut\\x0d\n"),
        ("half\ud83d", r"half\ud83d"),
    ],
)
def test_what_acts_or_hides_is_shown(text: str, shown: str) -> None:
    """An escape sequence, a bidi override or a zero-width space becomes something to read."""
    assert safe(text) == shown


@pytest.mark.parametrize("text", ["👨‍👩‍👧", "می‌خواهم", "क्‍ष"])
def test_joiners_stay_where_they_join(text: str) -> None:
    """Emoji families, Persian and Indic scripts are written with joiners."""
    assert safe(text) == text


@given(ANY_TEXT)
def test_nothing_that_acts_is_ever_left(text: str) -> None:
    """For every text there is."""
    assert ACTING.search(safe(text)) is None
    assert ACTING.search(line(text)) is None
    assert "\n" not in line(text)


@given(ANY_TEXT)
def test_json_lines_are_inert_and_mean_the_same(text: str) -> None:
    """One line, encodable as UTF-8 whatever it holds, and read back as it was."""
    written = dump({"text": text})
    assert ACTING.search(written) is None
    assert "\n" not in written
    assert json.loads(written.encode("utf-8")) == json.loads(json.dumps({"text": text}))


@given(ANY_TEXT, st.integers(2, 30))
def test_a_clipped_line_fits(text: str, columns: int) -> None:
    """Never wider than asked for; wide characters are never cut in two."""
    clipped = clip(line(text), columns)
    assert width(clipped) <= columns


def test_a_short_line_is_not_clipped() -> None:
    """What fits stays whole."""
    assert clip("国会", 4) == "国会"
    assert clip("国会国", 5) == "国会…"


def test_columns_stand_in_line_whatever_the_script() -> None:
    """Wide characters and flags take two columns, and the next column begins where it should."""
    rows = [("@a", "国会", "first"), ("@bcd", "🇵🇰", "second")]
    assert list(table(("WHO", "N", "WORDS"), rows)) == [
        "WHO   N     WORDS",
        "@a    国会  first",
        "@bcd  🇵🇰    second",
    ]


def test_a_table_without_rows_is_its_heading() -> None:
    """Nothing found is no error."""
    assert list(table(("A", "B"), [])) == ["A  B"]
