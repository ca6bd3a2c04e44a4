"""Bytes become text, whatever they say of themselves."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedarchive.stages.decoding import CODEC_OF, clean, decode

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


@pytest.mark.parametrize("bad", [b"\xe9", b"\xe2\x80", b"\xff"])
def test_one_bad_byte_on_a_page_that_names_utf_8_spoils_nothing_else(bad: bytes) -> None:
    """A comment in Latin-1 or a summary cut within a letter does not make the dashes of the page others."""
    body = b'<meta charset="utf-8"><p>It holds \xe2\x80\x94 Ann</p><p>caf' + bad + b"</p>"
    text, used, _ = decode(body, None)
    assert used == "utf-8"
    assert "It holds — Ann" in text


@pytest.mark.parametrize("label", ["windows-1251", "shift_jis", "gbk", "euc-kr", "iso-8859-1", "windows-874"])
def test_utf_8_is_utf_8_whatever_the_page_says(label: str) -> None:
    """The header that was right is lost with the saved page; its meta is another program's."""
    body = f'<meta charset="{label}"><p>{RUSSIAN}</p>'.encode()
    text, used, _ = decode(body, None)
    assert used == "utf-8"
    assert RUSSIAN in text


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("windows-1251", "Плотина держится сегодня"),
        ("koi8-r", "Плотина держится сегодня"),
        ("gbk", "联通的大坝很稳固"),
        ("gbk", "联通"),
        ("shift_jis", "ダムは無事です"),
        ("shift_jis", "ﾀﾞﾑﾊ ﾌﾞｼﾞﾃﾞｽ"),
        ("big5", "大壩很穩固"),
        ("euc-kr", "댐이 안전합니다"),
        ("windows-874", "เขื่อนมั่นคงยกย่อง"),
        ("windows-1256", "السد صامد اليوم"),
    ],
)
def test_what_is_no_utf_8_is_what_the_page_says(label: str, words: str) -> None:
    """A few letters of another encoding may be UTF-8 by chance, a text is not."""
    body = f'<meta charset="{label}"><p>'.encode() + words.encode(CODEC_OF[label])
    assert words in decode(body, None)[0]


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
