"""Emoji drawn as pictures are characters of names and words, and moments in numbers are days."""

from __future__ import annotations

import pytest

from embedarchive.stages.emoji import is_emoji
from tests.stages.find.reading import page, reading

URL = "https://twitter.com/ann_lee/status/1721408587073732675"
STATIC = '<img src="https://s.w.org/images/core/emoji/14.0.0/72x72/1f309.png" alt="🌉" class="wp-smiley" />'
TWEMOJI = '<img class="emoji" draggable="false" alt="🇵🇰" src="x.svg">'
X = '<img class="Emoji Emoji--forText" src="https://abs.twimg.com/emoji/v2/72x72/1f30a.png" alt="🌊">'


@pytest.mark.parametrize("quote", ['<blockquote class="twitter-tweet">', "<blockquote>", "<div>"])
def test_a_picture_of_an_emoji_is_the_emoji(quote: str) -> None:
    """In names and words, in an embed and in a line whose embed lost its markup; the span has it, too."""
    embed = (
        f"{quote}<p>The bridge {STATIC} stays {X}</p>— Ann {TWEMOJI} (@ann_lee) "
        f'<a href="{URL}">November 6, 2023</a>{quote.partition(" ")[0].replace("<", "</").rstrip(">")}>'
    )
    (found,) = page(f"<p>Before.</p>{embed}<p>After.</p>")
    assert (found.claim.name, found.claim.text) == ("Ann 🇵🇰", "The bridge 🌉 stays 🌊")
    assert "🇵🇰 (@ann_lee)" in found.exact


def test_other_pictures_show_no_text() -> None:
    """What a picture is called is not what a reader sees."""
    body = f'<p>It {STATIC} rains.<img class="emoji" alt="smile" src="x"><img alt="🌉" src="y.png"></p>'
    article = reading(f"<!doctype html><body>{body}", "article.html").article
    assert article is not None
    assert article.text.split() == ["It", "🌉", "rains."]


@pytest.mark.parametrize("text", ["🌉", "🇵🇰", "👨‍👩‍👧‍👦", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "1️⃣", "❤️", "©", "👍🏽"])
def test_emoji_are_known(text: str) -> None:
    """Flags, families, keycaps, colours of skin."""
    assert is_emoji(text)


@pytest.mark.parametrize("text", ["", "smile", ":)", "12", "é", "ダム", "🌉 bridge", "🌉" * 31, "<b>🌉"])
def test_words_are_none(text: str) -> None:
    """A description of a picture has letters."""
    assert not is_emoji(text)


@pytest.mark.parametrize("shown", ["2 years ago", "Nov 6", "3h", "11/6/2023"])
def test_a_moment_in_numbers_is_the_day(shown: str) -> None:
    """Widgets that a browser saved say when by distance, and by `<time>`; the text stays what it is."""
    when = f'<time datetime="2023-11-06T23:30:00-05:00">{shown}</time>'
    (found,) = page(
        f'<blockquote class="twitter-tweet"><p>The bridge stays.</p>— Ann (@ann_lee) '
        f'<a href="{URL}">{when}</a></blockquote>'
    )
    assert (str(found.claim.date), found.claim.date_text) == ("2023-11-07", shown)
