"""Links that carry their target are undone without asking anybody, at known hosts alone."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from embedarchive.platforms.wrappers import WRAPPERS, Wrapper
from embedarchive.records import HopKind, Outcome, PostRef
from embedarchive.stages.absolute import absolute_url
from embedarchive.stages.find.urls import post_at
from embedarchive.stages.resolve import resolve, unwrap
from tests.worlds.dict_world import DictWorld, hold

POST = "https://twitter.com/Kekeflipnote/status/1496555599718498319"
NAMES = ("url", "u", "q", "to", "target", "z", "uddg", "unsafe_link")


@pytest.mark.parametrize("wrapper", WRAPPERS, ids=lambda one: one.name)
def test_every_wrapper_is_read_as_its_example_says(wrapper: Wrapper) -> None:
    """The first row that holds a target is this one, and it says where the knowledge is from."""
    link, target = wrapper.example
    assert wrapper.source
    assert [one.name for one in WRAPPERS if one.target(link)] == [wrapper.name]
    assert wrapper.target(link) == target


@pytest.mark.parametrize("wrapper", WRAPPERS, ids=lambda one: one.name)
def test_an_empty_wrapper_holds_nothing(wrapper: Wrapper) -> None:
    """Without its target it is a page like any other."""
    parts = urlsplit(wrapper.example[0])
    assert not wrapper.target(f"{parts.scheme}://{parts.netloc}/")
    assert not unwrap(f"{parts.scheme}://{parts.netloc}/a/b/c")


def test_a_warning_is_named_and_not_asked() -> None:
    """Bitly's warning page, like X's, ends the way."""
    link = "https://bitly.com/a/warning?hash=2om6hZ4&url=http%3A%2F%2Fbad.example%2F"
    world = DictWorld()
    found = hold(resolve(link), world)
    assert (found.outcome, found.final_url) == (Outcome.UNSAFE_INTERSTITIAL, "http://bad.example/")
    assert [hop.kind for hop in found.hops] == [HopKind.INTERSTITIAL]
    assert world.asked == []


@pytest.mark.parametrize(
    "link",
    [
        f"https://web.archive.org/web/20220223183000/{POST}",
        f"https://web.archive.org/web/2022id_/{POST}",
        f"https://web.archive.org/web/20220223183000/{quote(POST, safe='')}",
        f"https://web.archive.org/web/20220223183000/{POST.removeprefix('https://')}",
        f"https://web.archive.org/web/20220223183000/{POST.replace('://', ':/')}",
        f"https://archive.ph/2022.02.23-183000/{POST}",
        f"https://archive.is/{POST}",
        f"https://arquivo.pt/wayback/20220223183000/{POST}",
        f"https://arquivo.pt/noFrame/replay/2022mp_/{POST}",
        f"https://webarchive.example/reef/20220223183000mp_/{POST}",
        f"https://nitter.net/{POST.partition('.com/')[2]}#m",
        f"https://l.facebook.com/l.php?u={quote(f'https://www.google.com/url?q={POST}', safe='')}",
    ],
)
def test_an_archived_or_mirrored_post_is_the_post(link: str) -> None:
    """Nothing is asked: the identity stands in the link."""
    world = DictWorld()
    found = hold(resolve(link), world)
    assert found.post == PostRef("twitter", "1496555599718498319", "Kekeflipnote")
    assert world.asked == []
    archived = "archive" in urlsplit(link).netloc or "arquivo" in link
    assert post_at(link) == found.post
    assert ([note for hop in found.hops for note in hop.notes] == ["archived-address"]) is archived


@pytest.mark.parametrize(
    "front",
    [
        "https://web.archive.org/web/20200131000000/",
        "https://webarchive.example/reef/20200131000000/",
        "https://webarchive.example/reef/2020/",
    ],
)
def test_an_archived_page_is_what_was_cited(front: str) -> None:
    """Only a link is undone: an article that cites the copy of a page cites the copy."""
    assert unwrap(f"{front}https://news.example/a") is None


def test_an_archived_link_is_that_link() -> None:
    """It is followed where it led."""
    step = unwrap("https://web.archive.org/web/20200131000000/https://t.co/Dxn7CuVErW")
    assert step is not None and step.url == "https://t.co/Dxn7CuVErW"


@given(
    st.sampled_from(("https", "http")),
    st.from_regex(r"[a-z]{1,10}\.[a-z]{2,5}\.example", fullmatch=True),
    st.sampled_from([urlsplit(one.example[0]).path for one in WRAPPERS]),
    st.sampled_from(NAMES),
)
def test_no_target_is_guessed_at_an_unknown_host(scheme: str, host: str, path: str, name: str) -> None:
    """Whatever its path and parameters look like."""
    assert unwrap(f"{scheme}://{host}{path}?{name}={quote(POST, safe='')}") is None


@given(st.sampled_from(WRAPPERS), st.text(max_size=60))
@example(WRAPPERS[0], "\\")
def test_no_link_is_too_odd_to_be_read(wrapper: Wrapper, text: str) -> None:
    """A wrapper holds a target or does not; it never raises."""
    link, target = wrapper.example
    encoded = quote(target, safe="")
    for odd in (link.replace(encoded, text), link.replace(target, text), link + text, text):
        url = absolute_url(odd, odd)
        for one in (odd, url):
            if one:
                unwrap(one)


@pytest.mark.parametrize("payload", ["", "!!!", "bnVsbA", "W10", "eyJlIjogMX0", "eyJlIjo"])
def test_a_newsletter_link_without_sense_is_asked(payload: str) -> None:
    """Its payload is no JSON, no object, or holds no address."""
    assert unwrap(f"https://substack.com/redirect/2/{payload}.c2ln") is None


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("https://urldefense.com/v3/__https://a.example/x**Ay__;YWI!!a!b$", "https://a.example/xaby"),
        ("https://urldefense.com/v3/__https:/a.example/x__;!!a!b$", "https://a.example/x"),
        ("https://urldefense.com/v3/__https://a.example/x*y__;!!a!b$", None),
        ("https://urldefense.com/v3/__https://a.example/x*y__;4pyT!!a!b$", "https://a.example/x✓y"),
        ("https://urldefense.com/v3/__https://a.example/x*y__;_w!!a!b$", None),
        ("https://urldefense.com/v3/__https://a.example/x__;YWI!!a!b$", None),
        ("https://urldefense.com/v3/plain", None),
    ],
)
def test_proofpoints_third_form_gives_back_what_it_took_out(link: str, target: str | None) -> None:
    """One character for `*`, a run for `**A`; where they do not come out even, nothing is guessed."""
    (row,) = (one for one in WRAPPERS if one.name == "proofpoint-v3")
    assert row.target(link) == target
