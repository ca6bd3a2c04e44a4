"""Short links, also where a flattening glued or cut them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedarchive.stages.find.slugs import links_in, short_links


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("see https://t.co/AbCdEf1234 now", ["https://t.co/AbCdEf1234"]),
        ("see http://t.co/AbCd1234.", ["http://t.co/AbCd1234"]),
        ("t.co/AbCdEf1234", ["https://t.co/AbCdEf1234"]),
        ("look pic.twitter.com/ZyXwVu9876", ["https://pic.twitter.com/ZyXwVu9876"]),
        ("look pic.x.com/ZyXwVu9876", ["https://pic.x.com/ZyXwVu9876"]),
        ("#Tagpic.twitter.com/ZyXwVu9876— Ann", ["https://pic.twitter.com/ZyXwVu9876"]),
        (
            "https://t.co/AbCdEf1234pic.twitter.com/ZyXwVu9876",
            ["https://t.co/AbCdEf1234", "https://pic.twitter.com/ZyXwVu9876"],
        ),
        (
            "pic.twitter.com/ZyXwVu9876Tomorrow",
            ["https://pic.twitter.com/ZyXwVu9876", "https://pic.twitter.com/ZyXwVu9876Tomorrow"],
        ),
        ("https://t.co/AbC…", ["https://t.co/AbC…"]),
        ("https://t.co/AbC...", ["https://t.co/AbC..."]),
        ("https://\n     t.co/AbCdEf1234", ["https://t.co/AbCdEf1234"]),
        ("pic.twitter.com/\n    ZyXwVu9876 more", ["https://pic.twitter.com/ZyXwVu9876"]),
        ("https://t.co/AbCdEf1234?amp=1", ["https://t.co/AbCdEf1234"]),
    ],
)
def test_a_short_link_is_read_as_it_stands(text: str, links: list[str]) -> None:
    """Slugs keep their case; glue, wraps and cuts do not change them."""
    assert list(links_in(text)) == links


@pytest.mark.parametrize(
    "text",
    [
        "t.co/i/adsct?p_id=Twitter",
        "https://t.co/1/i/adsct",
        "hat.co/AbCdEf1234",
        "foo.t.co/AbC",
        "https://t.co/",
        "t.com/AbC",
        "at.co",
    ],
)
def test_other_hosts_are_no_short_links(text: str) -> None:
    """A host that only ends in t.co is another host."""
    assert links_in(text) == ()


def test_a_slug_that_stands_twice_is_one_link() -> None:
    """pic.twitter.com/S and t.co/S are the same slug; the first spelling stays."""
    assert links_in("pic.twitter.com/ZyXwVu9876 https://t.co/ZyXwVu9876") == (
        "https://pic.twitter.com/ZyXwVu9876",
    )


@given(st.text(alphabet="tcopi./AbC1… \n>htpswer:", max_size=400))
def test_any_text_gives_links_within_it(text: str) -> None:
    """Every link has its place in the text, and none overlaps the one before."""
    behind = 0
    for link in short_links(text):
        assert behind <= link.start < link.end <= len(text)
        assert link.slug in text[link.start : link.end]
        behind = link.end
