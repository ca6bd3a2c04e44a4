"""Bytes become text, whatever they say of themselves."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedarchive.stages.decoding import clean, decode

RUSSIAN = "Мост закрыт до весны, сообщил мэр города. Паром тоже не ходит, будьте осторожны. " * 4


@pytest.mark.parametrize(
    ("body", "content_type", "codec"),
    [
        (RUSSIAN.encode("utf-8"), None, "utf-8"),
        (RUSSIAN.encode("cp1251"), "text/html; charset=windows-1251", "cp1251"),
        (b'<meta charset="koi8-r">' + RUSSIAN.encode("koi8-r"), "text/html", "koi8-r"),
        (RUSSIAN.encode("cp1251"), None, "cp1251"),
        (codecs.BOM_UTF16_LE + RUSSIAN.encode("utf-16-le"), None, "utf-16le"),
        (codecs.BOM_UTF16_BE + RUSSIAN.encode("utf-16-be"), "text/html; charset=utf-8", "utf-16be"),
        (b'<meta charset="utf-16">' + RUSSIAN.encode("utf-8"), None, "utf-8"),
        (RUSSIAN.encode("utf-8"), "text/html; charset=iso-8859-1", "utf-8"),
        (RUSSIAN.encode("utf-8"), "text/html; charset=no-such-thing", "utf-8"),
        (RUSSIAN.encode("utf-8"), "text/html; charset=hex_codec", "utf-8"),
        (RUSSIAN.encode("utf-8"), "text/html; charset=utf-7", "utf-8"),
        (b'<?xml version="1.0" encoding="koi8-r"?>' + RUSSIAN.encode("koi8-r"), None, "koi8-r"),
    ],
)
def test_the_most_reliable_sign_of_an_encoding_is_believed(
    body: bytes, content_type: str | None, codec: str
) -> None:
    """Mark, header, meta, UTF-8, look: in that order, and never what the bytes contradict."""
    text, used, _ = decode(body, content_type)
    assert used == codec
    assert RUSSIAN in text


def test_a_few_damaged_bytes_do_not_change_the_encoding() -> None:
    """A UTF-8 text with one broken sequence is UTF-8 with one replacement character."""
    body = RUSSIAN.encode("utf-8") + b"\xff" + RUSSIAN.encode("utf-8")
    text, used, _ = decode(body, None, markup=False)
    assert (used, text) == ("utf-8", body.decode("utf-8", "replace"))


def test_a_mark_stays_a_character_of_plain_text() -> None:
    """Offsets into a plain text count its byte order mark, as `bytes.decode` does."""
    body = codecs.BOM_UTF8 + b"Open."
    assert decode(body, None, markup=False)[0] == body.decode("utf-8")
    assert decode(body, None, markup=True)[0] == "Open."


def test_nul_and_lone_surrogates_are_replaced() -> None:
    """What SQLite and UTF-8 cannot hold becomes U+FFFD, one character for one."""
    assert decode(b"a\0b", None)[0] == "a\ufffdb"
    assert clean("a\ud800b") == "a\ufffdb"
    assert clean("\ud83d\ude00") == "\U0001f600"


@given(
    st.binary(max_size=400),
    st.sampled_from([None, "text/html; charset=big5", "charset=euc-kr", "charset=utf-16"]),
)
def test_any_bytes_become_text_that_can_be_written(body: bytes, content_type: str | None) -> None:
    """No bytes and no label raise, and what comes out can be stored."""
    text, _used, _ = decode(body, content_type)
    assert "\0" not in text
    assert text.encode("utf-8").decode("utf-8") == text


@pytest.mark.parametrize(
    ("body", "exact"),
    [(b"caf\xc3\xa9", True), (b"", True), (b"caf\xe9", False), (b"a\0b", False), (b"\xef\xbb\xbfa", False)],
)
def test_bytes_are_kept_where_they_are_the_text_in_utf_8(body: bytes, exact: bool) -> None:
    """Not where something was left out, replaced or read in another encoding."""
    decoded = decode(body)
    assert (decoded.utf_8 is not None) == exact
    assert decoded.utf_8 in (None, decoded.text.encode())
