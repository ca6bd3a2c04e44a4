"""What holds for every platform alike: lazy frames, boxes that wait for consent, links that are no embeds."""

from __future__ import annotations

import pytest

from embedarchive.platforms import IN_URLS, PLATFORMS, SITES, permalink, read_url, shortest
from embedarchive.platforms.urls import place
from embedarchive.records import MentionKind
from embedarchive.stages.find.gate import may_cite
from tests.platforms.embedding import embedded, hidden, mentions

FRAMES = {
    "instagram": ("https://www.instagram.com/p/CYokA48MWDA/embed/captioned/?cr=1", "CYokA48MWDA"),
    "facebook": (
        "https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Fwww.facebook.com%2Fsomepage%2Fposts%2F1234567890123&width=500",
        "1234567890123",
    ),
    "tiktok": ("https://www.tiktok.com/embed/v2/7034174276785687814?lang=en-US", "7034174276785687814"),
    "youtube": ("https://www.youtube-nocookie.com/embed/abcDEF_-123?rel=0", "abcDEF_-123"),
    "bluesky": (
        "https://embed.bsky.app/embed/did:plc:vwzwgnygau7ed7b7wt5ux7y2/app.bsky.feed.post/3l25zusnsfctk?id=1",
        "3l25zusnsfctk",
    ),
    "mastodon": ("https://social.example/@someone/111794340630068408/embed", "111794340630068408"),
    "threads": ("https://www.threads.net/@someone/post/CuVdfsNtmvh/embed", "CuVdfsNtmvh"),
    "telegram": ("https://t.me/somechannel/68?embed=1", "somechannel/68"),
    "reddit": (
        "https://embed.reddit.com/r/science/comments/axeh8b/a_title/?embed=true&theme=light",
        "axeh8b",
    ),
    "linkedin": (
        "https://www.linkedin.com/embed/feed/update/urn:li:share:6422861848344821123",
        "urn:li:share:6422861848344821123",
    ),
    "truthsocial": ("https://truthsocial.com/@someone/108779000807761862/embed", "108779000807761862"),
}
CASES = [(name, url, post_id) for name, (url, post_id) in FRAMES.items()]


@pytest.mark.parametrize(("name", "url", "post_id"), CASES)
def test_a_frame_of_a_post_is_an_embed_however_it_is_loaded(name: str, url: str, post_id: str) -> None:
    """The address stands in `src`, or in the attribute of a lazy loader or a consent tool."""
    attribute = url.replace("&", "&amp;")
    for markup in (
        f'<iframe src="{attribute}"></iframe>',
        f'<iframe src="about:blank" data-src="{attribute}"></iframe>',
        f'<iframe data-lazy-src="{attribute}"></iframe>',
        f'<iframe data-cookieblock-src="{attribute}"></iframe>',
        f'<iframe data-src-cmplz="{attribute}"></iframe>',
        f'<amp-iframe src="{attribute}"></amp-iframe>',
        f'<div class="consent" data-src="{attribute}"><button>Show</button></div>',
        f'<div data-oembed-url="{attribute}"></div>',
        f'<figure class="media"><oembed url="{attribute}"></oembed></figure>',
        f'<figure class="wp-block-embed is-provider-{name}"><a href="{attribute}">Post</a></figure>',
        f'<figure class="wp-block-embed-{name}"><p>{attribute}</p><figcaption>Words</figcaption></figure>',
    ):
        assert embedded(markup) == {(name, post_id)}, markup


@pytest.mark.parametrize(("name", "url", "post_id"), CASES)
def test_a_frame_is_seen_where_its_markup_stands_as_text(name: str, url: str, post_id: str) -> None:
    """In scripts, attributes, templates, `noscript` and comments, once and twice escaped."""
    for page in hidden(f'<iframe width="500" src="{url}"></iframe>'):
        assert embedded(page) == {(name, post_id)}, page


@pytest.mark.parametrize(("name", "url", "post_id"), CASES)
def test_a_link_in_prose_is_no_embed(name: str, url: str, post_id: str) -> None:
    """An anchor cites; it does not embed, whatever stands in it and wherever it stands."""
    permanent = permalink(read_url(url) or pytest.fail(url)) or ""
    assert embedded(f'<p>He <a href="{permanent}">said so</a> on Monday.</p>') == set()
    assert embedded(f'<p><a href="{permanent}">{permanent}</a></p>') == set()
    assert embedded(f'<ul class="share"><li><a href="{permanent}">{name}</a></li></ul>') == set()


@pytest.mark.parametrize(("name", "url", "post_id"), CASES)
def test_a_bare_permalink_in_a_paragraph_is_an_embed(name: str, url: str, post_id: str) -> None:
    """What WordPress prints where the provider did not answer: the URL alone, and no anchor."""
    permanent = permalink(read_url(url) or pytest.fail(url))
    assert embedded(f"<p>{permanent}</p>") == {(name, post_id)}


@pytest.mark.parametrize(("name", "url", "post_id"), CASES)
def test_a_permalink_reads_back_as_the_same_post(name: str, url: str, post_id: str) -> None:
    """The canonical URL of what a frame shows names the same post with the same author."""
    post = read_url(url)
    assert post is not None
    assert (post.platform, post.id) == (name, post_id)
    assert PLATFORMS[name].is_id(post_id)
    assert read_url(permalink(post) or "") == post


@pytest.mark.parametrize(("name", "url", "post_id"), CASES)
def test_no_other_platform_claims_a_post(name: str, url: str, post_id: str) -> None:
    """A URL names a post of one platform only."""
    assert [site.name for site in PLATFORMS.values() if site.read_url(url)] == [name]


@pytest.mark.parametrize("name", SITES)
def test_a_site_is_asked_about_all_its_hosts(name: str) -> None:
    """What is looked for in a URL before the site's module is asked stands in each of them."""
    site = PLATFORMS[name]
    assert site.name == name
    if name == "mastodon":
        assert read_url("https://anywhere.example/%40ann/109372843234567890") == site.read_url(
            "https://anywhere.example/@ann/109372843234567890"
        )
    else:
        assert [host for host in site.hosts if not any(word in host for word in IN_URLS[name])] == []


@pytest.mark.parametrize(("name", "url", "post_id"), CASES)
def test_a_link_is_found_at_all_hosts_of_a_site(name: str, url: str, post_id: str) -> None:
    """In an anchor, whatever its text, and past the gate."""
    permanent = permalink(read_url(url) or pytest.fail(url)) or ""
    for host in SITES[name]:
        link = f"https://{host}/{permanent.split('/', 3)[3]}"
        post = read_url(link)
        body = f'<p>He <a href="{link}">said so</a> on Monday.</p>'
        assert [one.post for one in mentions(body)] == [post] * (post is not None), link
        assert post is None or may_cite(body.encode())


def test_of_words_the_shortest_are_asked() -> None:
    """Each once, in their order."""
    assert shortest("at.example", "b", "t.ex", "b", "abc", "zt.ex/") == ("b", "t.ex")


def test_what_is_no_site_is_none() -> None:
    """As in any mapping."""
    assert "murmur" not in PLATFORMS and PLATFORMS.get("__init__") is None
    assert len(PLATFORMS) == len(SITES)


@pytest.mark.parametrize(("name", "url", "post_id"), CASES)
def test_another_host_with_the_same_path_is_another_site(name: str, url: str, post_id: str) -> None:
    """Hosts are compared whole: neither what ends like one nor what begins like one is one."""
    if name == "mastodon":
        pytest.skip("Mastodon's servers have any name")
    host = url.split("/")[2]
    for other in (f"not{host}", f"{host}.example.org"):
        found = read_url(url.replace(host, other, 1))
        assert found is None or found.platform == "mastodon"


def test_one_post_embedded_twice_is_one_mention() -> None:
    """A blockquote and the frame it was turned into are one citation."""
    frame, post_id = FRAMES["instagram"]
    quote = f'<blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/p/{post_id}/">x</blockquote>'
    found = [m for m in mentions(f'{quote}<iframe src="{frame}"></iframe>') if m.kind is MentionKind.EMBED]
    assert [m.post.id for m in found if m.post] == [post_id]


def test_a_player_in_the_json_of_a_gallery_is_no_embed() -> None:
    """A frame that is the whole of a field for videos belongs to a list, not to the article."""
    frame = r"<iframe src=\"https:\/\/www.youtube.com\/embed\/abcDEF_-123\"><\/iframe>"
    assert embedded(f'<script>var g = [{{"type":"slide","video":"{frame}"}}];</script>') == set()
    assert embedded(f'<script>var a = {{"html":"{frame}"}};</script>') == {("youtube", "abcDEF_-123")}


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://",
        "https://[bad",
        "mailto:a@b.c",
        "javascript:void(0)",
        "https://www.youtube.com\\@example.org/embed/abcDEF_-123",
        "/relative",
        "https://x" + "a" * 5000,
    ],
)
def test_what_is_no_url_names_nothing(url: str) -> None:
    """Parse or refuse, without an exception."""
    assert read_url(url) is None
    assert place(url) is None
