"""Links that lead to a post by way of another address, which carries it."""

from __future__ import annotations

import html
from urllib.parse import quote

import pytest

from embedarchive.platforms import read_url
from embedarchive.records import MentionKind
from embedarchive.stages.find.gate import may_cite
from embedarchive.stages.find.urls import post_at
from tests.stages.find.reading import mentions, page

ID = "1721408587073732675"
URL = f"https://twitter.com/ann_lee/status/{ID}"
ENCODED = quote(URL, safe="")
WRAPPED = {
    "Google Docs": f"https://www.google.com/url?q={URL}&sa=D&source=editors",
    "Google's search": f"https://www.google.de/url?sa=t&url={ENCODED}&usg=A",
    "Google's AMP": f"https://www.google.com/amp/s/{URL.removeprefix('https://')}",
    "Facebook": f"https://l.facebook.com/l.php?u={ENCODED}%3Fs%3D20&h=AT0",
    "Outlook": f"https://eur01.safelinks.protection.outlook.com/?url={ENCODED}&data=05",
    "Outlook, then Google": "https://eur01.safelinks.protection.outlook.com/?url="
    + quote(f"https://www.google.com/url?q={ENCODED}", safe=""),
    "href.li": f"https://href.li/?{URL}",
    "archive.today": f"https://archive.ph/2023.11.07-120000/{URL}",
    "Wayback Machine": f"https://web.archive.org/web/20231107000000/{URL}",
    "Proofpoint": f"https://urldefense.com/v3/__{URL}__;!!ACWV5N9M2RV99hQ!MwAZ$",
}
NOT_WRAPPED = {
    "share button": f"https://twitter.com/share?url={ENCODED}",
    "intent": f"https://twitter.com/intent/tweet?url={ENCODED}",
    "Facebook's share button": f"https://www.facebook.com/sharer/sharer.php?u={ENCODED}",
    "LinkedIn's share button": f"https://www.linkedin.com/sharing/share-offsite/?url={ENCODED}",
    "share button behind Google": "https://www.google.com/url?q="
    + quote(f"https://twitter.com/share?url={ENCODED}", safe=""),
    "like behind Google": f"https://www.google.com/url?q=https://twitter.com/intent/like?tweet_id={ID}",
    "login": f"https://news.example/login?next={ENCODED}",
    "account": "https://www.google.com/url?q=https://twitter.com/ann_lee&sa=D",
    "cipher": f"https://urldefense.proofpoint.com/v2/url?u={ENCODED.replace('%', '-')}&d=DwMF",
}

POSTS = (
    URL,
    "https://www.instagram.com/p/CYokA48MWDA/",
    "https://www.facebook.com/example.press/posts/1234567890123",
    "https://www.tiktok.com/@example.press/video/7034174276785687814",
    "https://www.youtube.com/watch?v=abcDEF_-123",
    "https://bsky.app/profile/press.example/post/3l25zusnsfctk",
    "https://www.threads.net/@example.press/post/CuVdfsNtmvh",
    "https://t.me/example_press/68",
    "https://www.reddit.com/r/example/comments/axeh8b/a_title/",
    "https://www.linkedin.com/feed/update/urn:li:share:6422861848344821123/",
    "https://truthsocial.com/@example_press/posts/108779000807761862",
    "https://social.example/@example_press/111794340630068408",
)
"""One of each platform."""


@pytest.mark.parametrize("what", WRAPPED)
def test_a_link_by_way_of_another_address_cites_the_post(what: str) -> None:
    """In an anchor, in text, and as the date of an embed and of a line; the gate is open."""
    href = html.escape(WRAPPED[what])
    dated = f'— Ann Lee (@ann_lee) <a href="{href}">November 6, 2023</a>'
    for kind, body in (
        (MentionKind.LINK, f'<p>She <a href="{href}">said so</a>.</p>'),
        (MentionKind.EMBED, f'<blockquote class="twitter-tweet"><p>It holds.</p>{dated}</blockquote>'),
        (MentionKind.EMBED, f"<blockquote><p>It holds.</p>{dated}</blockquote>"),
        (MentionKind.ATTRIBUTION, f"<p>It holds.{dated}</p>"),
    ):
        (found,) = page(f"<p>It rains.</p>{body}")
        assert (found.kind, found.post and found.post.id) == (kind, ID)
        assert may_cite(body.encode())


@pytest.mark.parametrize("what", WRAPPED)
def test_a_wrapped_address_in_a_text_cites_the_post(what: str) -> None:
    """As a person copied it; the gate is open."""
    text = f"She said so: {WRAPPED[what]} on Monday."
    assert [mention.post and mention.post.id for mention in mentions(text)] == [ID]
    assert may_cite(text.encode())


@pytest.mark.parametrize("what", NOT_WRAPPED)
def test_buttons_and_unknown_addresses_carry_no_post(what: str) -> None:
    """A parameter that looks like an address names nothing at a host that is not known."""
    assert post_at(NOT_WRAPPED[what]) is None
    assert page(f'<p>It rains. <a href="{html.escape(NOT_WRAPPED[what])}">Go</a></p>') == ()


@pytest.mark.parametrize("post", POSTS)
@pytest.mark.parametrize("front", ["https://www.google.com/url?q=", "https://l.facebook.com/l.php?h=AT0&u="])
def test_the_gate_sees_every_platform_s_post_in_a_wrapper(front: str, post: str) -> None:
    """Percent-encoded once, and twice as within another wrapper."""
    link = front + quote(post, safe="")
    again = front + quote(link, safe="")
    for one in (link, again):
        assert post_at(one) == read_url(post)
        assert may_cite(f"<p>See {one}</p>".encode())


def test_a_short_link_by_way_of_another_address_is_one() -> None:
    """As a mail program wraps it."""
    link = "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Ft.co%2FAbCdEf1234&amp;data=05"
    (found,) = page(f'<p>She <a href="{link}">said so</a>.</p>')
    assert (found.rule, found.exact, found.links) == ("short-link", "said so", ("https://t.co/AbCdEf1234",))
    assert may_cite(link.encode())


@pytest.mark.parametrize("post", POSTS)
def test_an_address_with_its_port_cites_the_same_post(post: str) -> None:
    """In a link of a page, percent-encoded in another one, and in a plain text; the gate is open."""
    scheme, _, rest = post.partition("://")
    host, _, path = rest.partition("/")
    url = f"{scheme}://{host}:443/{path}"
    coded = f"https://l.facebook.com/l.php?u={quote(url, safe='')}"
    bodies = [f'<p><a href="{html.escape(each)}">said</a></p>' for each in (url, coded)]
    for found in (page(bodies[0]), page(bodies[1]), mentions(f"See {url} now.")):
        assert [(one.kind, one.post) for one in found] == [(MentionKind.LINK, post_at(post))]
    assert all(may_cite(body.encode()) for body in bodies)


@pytest.mark.parametrize("host", ["x.com:443", "twitter.com:443"])
def test_a_line_s_date_and_a_waiting_box_may_name_the_port(host: str) -> None:
    """Wherever a permalink is looked for."""
    url = f"https://{host}/ann_lee/status/{ID}"
    line = f'<p>The dam holds.</p><p>— Ann (@ann_lee) <a href="{url}">November 6, 2023</a></p>'
    for body in (line, f'<div data-later="{url}"></div>', f'<div data-later="{quote(url, safe="")}"></div>'):
        assert [one.post and one.post.id for one in page(body)] == [ID]
