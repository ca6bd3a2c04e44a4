"""URLs are taken apart as `urllib` does it, whether it is asked or not."""

from __future__ import annotations

from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from embedarchive.platforms import urls

PIECES = (
    *("https://", "http://", "HTTPS://", "ftp://", "//", "www.", "m.", "example", "Example", ".org", ":80"),
    *("u@", "/", "a", "?", "#", "=", "&", "%41", "%", "+", "[", "]", "::1", "\\", "\u212a", "é", " ", "\t"),
    *("\n", "."),
)
URLS = st.lists(st.sampled_from(PIECES), max_size=10).map("".join)


def by_urllib(url: str) -> urls.Parts | None:
    return urls._split(url.strip()) if urls.BROKEN.isdisjoint(url.strip().partition("?")[0]) else None


@given(URLS | URLS.map("https://example.org".__add__))
@example("https://example.org?a=b/c#d?e/f")
@example("https://example.org#d?e/f")
@example("https://Example.ORG/a?b\tc")
@example("https:///a")
def test_a_plain_url_is_split_as_urllib_splits_it(url: str) -> None:
    """And what is not plain is left to it."""
    assert urls.split(url) == by_urllib(url)


def test_what_urllib_says_is_kept() -> None:
    """Host in lower case, the rest as it stands."""
    url = "https://Example.org/a%41?b=%43&b=d#e%2F"
    said = urlsplit(url)
    assert urls.split(url) == (said.hostname, said.path, said.query, said.fragment)


@given(URLS)
def test_percents_are_undone_as_urllib_does(text: str) -> None:
    """Where there are none there is nothing to ask."""
    assert urls.unquoted(text) == unquote(text)


@pytest.mark.parametrize("query", ["", "a=1&b=2&a=3", "u=%2Fwatch%3Fv%3Dabc", "a&b=", "a=b+c;d=e"])
def test_a_place_has_the_first_value_of_each_parameter(query: str) -> None:
    """Percent-decoded; blank ones are none."""
    where = urls.place(f"https://m.example.org/%41?{query}")
    assert where is not None and (where.host, where.path) == ("example.org", "/A")
    assert where.query == dict(reversed(parse_qsl(query)))
