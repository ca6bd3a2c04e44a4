"""Addresses of posts in prose, and alone on a line."""

from __future__ import annotations

import pytest

from embedarchive.records import MentionKind
from tests.stages.find.reading import mentions, page

ADDRESSES = (
    "https://x.com/ann_lee/status/2018345678901234567",
    "https://www.youtube.com/watch?v=abcDEF_-123",
    "https://youtu.be/abcDEF_-123",
    "https://t.me/example_press/68",
    "https://www.tiktok.com/@example.press/video/7034174276785687814",
)
GLUED = "。，、）」：،؟।—–“🌊를\u200b\ufeff\u200e\u200f\u2069"
"""Stops, brackets and dashes of many languages, an emoji, a particle, marks of direction."""


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_ends_where_another_script_begins(address: str) -> None:
    """Nobody puts a space between an address and a full stop of Japanese, Hindi or Arabic."""
    for mark in GLUED:
        for text in (f"See {address}{mark} and more.", f"See {address}?s=20.{mark}and more."):
            (found,) = mentions(text)
            assert found.kind is MentionKind.LINK
            assert found.exact in (address, f"{address}?s=20")
        (found,) = page(f"<p>See {address}{mark} and more.</p>")
        assert found.exact == address


def test_two_addresses_with_an_ideographic_comma_between_are_two() -> None:
    """What is glued to the first does not hide the second."""
    text = f"見よ{ADDRESSES[0]}、{ADDRESSES[2]}、https://news.example/話、{ADDRESSES[3]}。"
    assert [each.exact for each in mentions(text)] == [ADDRESSES[0], ADDRESSES[2], ADDRESSES[3]]


def test_an_address_keeps_the_letters_that_name_its_author() -> None:
    """Where what stands before a letter beyond ASCII names no post, the letter belongs to the address."""
    address = "https://www.facebook.com/Übung.Verein/posts/1234567890123"
    (found,) = mentions(f"See {address}, please.")
    assert found.exact == address
