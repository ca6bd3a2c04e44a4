"""Addresses that sites hand out for sharing a post: links whose post only their way tells."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from embedarchive.records import MentionKind
from embedarchive.stages.find.gate import may_cite
from tests.stages.find.reading import mentions, page

SHARED = {
    "https://fb.watch/x3ilDnrM8-/": "facebook",
    "https://www.facebook.com/share/p/16TFvMfZXX/?mibextid=wwXIfr": "facebook",
    "https://m.facebook.com/share/v/16SyPiG7sR/": "facebook",
    "https://www.facebook.com/share/r/1AbCdEfGhI": "facebook",
    "https://vm.tiktok.com/ZMabcDEfg/": "tiktok",
    "https://vt.tiktok.com/ZSabcdef/": "tiktok",
    "https://www.tiktok.com/t/ZTabcdefg/": "tiktok",
    "https://www.instagram.com/share/reel/BAabcDE12f/": "instagram",
    "https://www.reddit.com/r/example/s/AbCdEf1234": "reddit",
    "https://reddit.com/u/ann_lee/s/AbCdEf1234": "reddit",
}
NONE = (
    "https://www.facebook.com/share/18aE3NF9KW/",
    "https://www.facebook.com/share.php?u=https%3A%2F%2Fnews.example%2F1",
    "https://www.facebook.com/sharer/sharer.php?u=https%3A%2F%2Fnews.example%2F1",
    "https://www.tiktok.com/tag/example",
    "https://vm.tiktok.com/",
    "https://fb.watch/",
    "https://www.reddit.com/r/example/submit?url=https%3A%2F%2Fnews.example%2F1",
    "https://www.instagram.com/share/",
    "https://news.example/r/example/s/AbCdEf1234",
)


@pytest.mark.parametrize("address", SHARED)
def test_it_is_a_link_without_a_post(address: str) -> None:
    """In a text, in a page's text and in an anchor; it is followed, as X's short links are."""
    shown = address.replace("&", "&amp;")
    documents = (
        mentions(f"It was shown ({address}) on Monday."),
        page(f"<p>It was shown ({shown}) on Monday.</p>"),
        page(f'<p>It was <a href="{shown}">shown</a> on Monday.</p>'),
        page(f'<p>It was <a href="{shown}">{shown}</a>.</p>'),
        page(f'<p><a href="{shown}">One</a> and <a href="{shown}">again</a>.</p>'),
    )
    for found in documents:
        (mention,) = found
        assert (mention.kind, mention.rule, mention.post) == (MentionKind.LINK, "share-link", None)
        assert (mention.platform, mention.links) == (SHARED[address], (address,))


@pytest.mark.parametrize("address", SHARED)
def test_it_may_stand_without_scheme_or_behind_another_address(address: str) -> None:
    """As every address of a post may."""
    bare = address.removeprefix("https://")
    (found,) = mentions(f"It was shown on {bare}, they said.")
    assert (found.exact, found.links) == (bare, (address,))
    wrapped = f"https://l.facebook.com/l.php?u={quote(address, safe='')}"
    (found,) = page(f'<p><a href="{wrapped}">shown</a></p>')
    assert found.links == (address,)


@pytest.mark.parametrize("address", SHARED)
def test_the_gate_lets_it_through(address: str) -> None:
    """However its slashes are written."""
    for written in (address, address.replace("/", "\\/"), address.replace("/", "%2F")):
        assert may_cite(f"<a href='{written}'>".encode())


@pytest.mark.parametrize("address", NONE)
def test_buttons_profiles_and_homes_are_none(address: str) -> None:
    """Nobody cites a post by them."""
    assert mentions(f"See {address} for more.") == ()
    assert page(f'<p>See <a href="{address}">this</a> for more.</p>') == ()


def test_one_that_is_cut_short_is_none() -> None:
    """What is left leads elsewhere."""
    assert mentions("See https://vm.tiktok.com/ZMabc\u2026 and fb.watch/x3ilD... today.") == ()


EMBEDS = {
    '<div class="fb-video" data-href="{}" data-width="500"></div>': "https://fb.watch/x3ilDnrM8-/",
    '<div class="fb-post" data-href="{}"></div>': "https://www.facebook.com/share/p/16TFvMfZXX/",
    '<amp-facebook data-href="{}" layout="responsive"></amp-facebook>': "https://www.facebook.com/share/v/16SyPi/",
    '<iframe src="https://www.tiktok.com/t/ZTabcdefg/"></iframe>': "https://www.tiktok.com/t/ZTabcdefg/",
    '<figure class="media"><oembed url="{}"></oembed></figure>': "https://www.instagram.com/share/reel/BAabcDE12f/",
    '<iframe src="https://www.facebook.com/plugins/video.php?href=https%3A%2F%2Ffb.watch%2Fx3ilDnrM8-%2F&amp;width=5">'
    "</iframe>": "https://fb.watch/x3ilDnrM8-/",
    '<iframe data-src="https://www.facebook.com/plugins/post.php?height=9&href=https%3A%2F%2Fwww.facebook.com%2Fshare'
    '%2Fp%2F16TFvMfZXX%2F"></iframe>': "https://www.facebook.com/share/p/16TFvMfZXX/",
}


@pytest.mark.parametrize("markup", EMBEDS)
def test_an_embed_that_names_its_post_so_is_an_embed_without_a_post(markup: str) -> None:
    """What people paste into the box; several are several, one shown twice is one."""
    address = EMBEDS[markup]
    body = f"<p>Before.</p>{markup.format(address)}<p>Behind.</p>"
    (found,) = page(body)
    assert (found.kind, found.post, found.links) == (MentionKind.EMBED, None, (address,))
    assert may_cite(body.encode())
    twice = page(f"{body}{markup.format(address)}")
    assert [one.links for one in twice] == [(address,)]
    other = '<div class="fb-video" data-href="https://fb.watch/other_one/"></div>'
    assert len(page(body + other)) == 2


def test_where_the_box_shows_its_post_it_is_that_post() -> None:
    """What readers without scripts see has the post's own address."""
    film = "https://www.facebook.com/ann/videos/1147975936007650/"
    source = (
        '<div class="fb-video" data-href="https://fb.watch/x3ilDnrM8-/">'
        f'<blockquote class="fb-xfbml-parse-ignore" cite="{film}"><a href="{film}">A film</a>'
        "<p>Words.</p></blockquote></div>"
    )
    (found,) = page(f"<p>Before.</p>{source}<p>Behind.</p>")
    assert found.post is not None
    assert (found.kind, found.post.id, found.links) == (
        MentionKind.EMBED,
        "1147975936007650",
        ("https://fb.watch/x3ilDnrM8-/",),
    )


CODE = "https://www.facebook.com/share/v/16SyPiG7sR"
FILM = "https://www.facebook.com/ann.lee/videos/1147975936007650/"
BOX = (
    f'<div class="fb-video" data-href="{CODE}/"><blockquote class="fb-xfbml-parse-ignore" cite="{CODE}/">'
    '<p>The quay is under water.</p>Posted by <a href="https://www.facebook.com/ann.lee">Ann Lee</a>'
    "</blockquote></div>"
)
FRAME = (
    f'<iframe src="https://www.facebook.com/plugins/video.php?href={quote(CODE, safe="")}&amp;width=5">'
    "</iframe>"
)


@pytest.mark.parametrize(
    "others",
    [
        (FRAME, FRAME.replace("SyPiG7sR", "SyPiG7sR%2F")),
        (FRAME, BOX),
        (BOX, f"<noscript>{FRAME}</noscript>"),
        (BOX, f'<div class="fb-video" data-href="{CODE}/?mibextid=wwXIfr"></div>'),
        (BOX.replace(f'cite="{CODE}/"', f'cite="{FILM}"'), FRAME),
        (FRAME, f'<p>It is <a href="{CODE}/?mibextid=wwXIfr">here</a> and at {CODE}.</p>'),
    ],
)
def test_one_address_is_one_post_however_it_is_written(others: tuple[str, str]) -> None:
    """With a last slash and without, before a query, with words or as a frame alone."""
    for first, second in (others, others[::-1]):
        (found,) = page(f"<p>Before.</p>{first}<p>Between.</p>{second}<p>Behind.</p>")
        assert (found.kind, found.platform) == (MentionKind.EMBED, "facebook")
    assert len(page(f"{others[0]}{others[1].replace('SyPiG7sR', 'SyPiG7sX')}")) == 2


def test_two_addresses_with_the_same_words_are_two_posts() -> None:
    """`Video` stands in many a box; who posted it is not told."""
    box = '<div class="fb-video" data-href="{0}"><blockquote cite="{0}"><p>Video</p></blockquote></div>'
    films = ("https://fb.watch/x3ilDnrM8-/", "https://fb.watch/y4jmEosN9_/")
    found = page("<p>And</p>".join(map(box.format, films)))
    assert [one.links for one in found] == [(films[0],), (films[1],)]


def test_several_links_with_one_address_are_one_mention() -> None:
    """Each person who shares a post has a query of her own."""
    (found,) = page(
        f'<p><a href="{CODE}">One</a>, <a href="{CODE}/?mibextid=Ab">two</a>, {CODE}/?rdid=x.</p>'
    )
    assert (found.links, len(found.places)) == ((CODE,), 2)


def test_a_post_that_its_words_link_is_not_the_box_s_post() -> None:
    """Only what names the quotation's source does: here it is the address for sharing again."""
    linking = BOX.replace(
        "under water", '<a href="https://www.facebook.com/board/posts/1234567890123">so</a>'
    )
    (found,) = [
        one for one in page(f"<p>Before.</p>{linking}<p>Behind.</p>") if one.kind is MentionKind.EMBED
    ]
    assert (found.post, found.links) == (None, (f"{CODE}/",))
    source = "https://www.reddit.com/r/example/s/AbCdEf1234"
    other = "https://www.reddit.com/r/example/comments/axeh8b/the_dam/"
    (found,) = [
        one
        for one in page(f'<blockquote cite="{source}"><p>It is <a href="{other}">so</a>.</p></blockquote>')
        if one.kind is MentionKind.EMBED
    ]
    assert (found.post, found.links) == (None, (source,))


def test_in_the_page_s_footer_it_is_none_in_a_script_either() -> None:
    """As with a post's own address: what stands beside the article is no citation."""
    box = f'<div class="fb-video" data-href="{CODE}/"></div>'
    state = box.replace('"', '\\"')
    article = "<article><p>It rains.</p><p>More follows.</p></article>"
    assert page(f'{article}<footer>{box}</footer><script>x = {{"html": "{state}"}}</script>') == ()


@pytest.mark.parametrize(
    "markup",
    [
        '<div class="fb-video" data-href="https://www.facebook.com/share/18aE3NF9KW/"></div>',
        '<iframe src="https://www.facebook.com/plugins/like.php?href=https%3A%2F%2Ffb.watch%2Fx3ilDnrM8-%2F"></iframe>',
        '<iframe src="https://www.facebook.com/sharer.php?href=https%3A%2F%2Ffb.watch%2Fx3ilDnrM8-%2F"></iframe>',
        '<div class="fb-like" data-href="https://fb.watch/x3ilDnrM8-/"></div>',
    ],
)
def test_buttons_for_such_an_address_are_none(markup: str) -> None:
    """As with a post's own address."""
    article = "<article><p>It rains.</p><p>More follows.</p></article>"
    assert [one for one in page(article + markup) if one.kind is MentionKind.EMBED] == []


def test_within_an_embed_it_is_no_mention_of_its_own() -> None:
    """The embed is the citation."""
    source = (
        '<blockquote class="tiktok-embed" cite="https://www.tiktok.com/@ann/video/7034174276785687814"'
        ' data-video-id="7034174276785687814"><section><a href="https://www.tiktok.com/@ann">@ann</a> words'
        ' <a href="https://vm.tiktok.com/ZMabcDEfg/">more</a></section></blockquote>'
    )
    (found,) = page(f"<p>Before.</p>{source}<p>After.</p>")
    assert found.kind is MentionKind.EMBED
