"""The signs of a mention, and what of them is given to hyperscan in pieces."""

from __future__ import annotations

import re

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from embedarchive.platforms import PLATFORMS
from embedarchive.stages.decoding import CODEC_OF
from embedarchive.stages.find.gate import may_cite, pattern_of
from embedarchive.stages.find.line_signs import BLANK_LEADS
from embedarchive.stages.find.signs import FIRST_VEIL, SIGNS, URLS, telling

OPENINGS = (b"(", b"(\xc2\xa0", b"(\x1c", b"(\xbb", b"(&nbsp;", b"\xef\xbc\x88", b"\xa1\x5d", b"\x1b$B")
SLASHES = (b"i/videos/1", b"i\\/videos\\/2", b"i\\\\/videos/tweet/3", b"I%252Fvideos%2f4", b"i\\u002Fvideos/")
ESCAPES = (
    b"&#46;",
    b"&#046",
    b"&#0046",
    b"&#x2F;",
    b"&amp;#X02f",
    b"&amp;sol",
    b"%2540",
    b"%252541",
    b"\\x41",
)
MARKS = (b"@", b"[", b"<b>", b">", b" ", b"a", b"&nbsp;", b"/", b"%", b"&", b"\\")
PIECES = st.sampled_from([*MARKS, *OPENINGS, *SLASHES, *ESCAPES])


@settings(max_examples=500)
@given(st.lists(PIECES | st.binary(max_size=2), max_size=8))
def test_a_sign_that_is_cut_up_stays_what_it_is(pieces: list[bytes]) -> None:
    """What hyperscan is given stands wherever the sign does; only a veil's cuts stand elsewhere too."""
    body = b"".join(pieces)
    for number, sign in enumerate(SIGNS):
        if sign.cuts:
            cut = any(re.search(each, body, re.I | re.S) for each in sign.cuts)
            found = pattern_of(number).search(body) is not None
            assert cut == found or (cut and number >= FIRST_VEIL), sign.name


def test_blanks_begin_with_known_bytes() -> None:
    """In every encoding of the web, what may stand unseen between bracket and handle is known by its lead."""
    blanks = [c for c in map(chr, range(0x80, 0x110000)) if regex.match(r"[\s\p{Cf}\ufe00-\ufe0f\u3164]", c)]
    codecs_of_bytes = {*CODEC_OF.values(), "utf-8", "cp1252"} - {"utf-16le", "utf-16be", "iso2022_jp"}
    for codec in codecs_of_bytes:
        leads = {c.encode(codec, "ignore")[:1] for c in blanks} - {b""}
        assert all(lead[0] in BLANK_LEADS for lead in leads), codec


def test_every_platform_has_its_signs() -> None:
    """No platform is forgotten, and no sign is of a platform that is gone."""
    assert set(URLS) == set(PLATFORMS)


def test_no_class_of_characters_holds_a_token() -> None:
    """A slash within brackets would be written as all its spellings, and change what the class means."""
    for sign in SIGNS[:FIRST_VEIL]:
        assert not re.search(rb"(?<!\\)\[\^?[^\]]*\(\?:", sign.pattern), sign.name


@pytest.mark.parametrize(
    "link", ['href="http://t.co/O2F3Yxf2p7"', ">t.co/O2F3Yxf2p7<", "t.co%2FO2F3Yxf2p7", "t.co/a/"]
)
@pytest.mark.parametrize("front", ["", "https://", "//"])
def test_short_links_open_the_gate(link: str, front: str) -> None:
    """The pixel at `t.co/i/adsct` does not."""
    assert may_cite(link.replace("t.co", f"{front}t.co", 1).encode())
    assert not may_cite(b'<img src="//t.co/i/adsct?p=1"><img src="https://t.co/1/i/adsct">')


def test_the_telling_part_of_a_selector() -> None:
    """A name with the platform in it says more than a longer one; an attribute's value more than its name."""
    assert telling(".tiktok-embed[data-video-id]", "tiktok") == ("tiktok-embed", "name")
    assert telling("iframe[data-tweet-id]", "twitter") == ("data-tweet-id", "attribute")
    assert telling('iframe[src*="platform.x.com/embed/"]', "twitter") == ("platform.x.com/embed/", "value")
    assert telling(".youtube[data-embed]", "youtube") == ("data-embed", "attribute")
    assert telling('[data-provider="youtube"][data-video-id]', "youtube") == (
        "data-provider=youtube",
        "valued",
    )
    assert telling('embetty-video[type="youtube"]', "youtube") == ("embetty-video", "tag")
    assert telling('iframe[data-lazy-src*="/x.com/i/"]', "twitter") == ("/x.com/i/", "value")
