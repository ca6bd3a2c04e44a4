"""What a URL of Facebook names and what its embeds look like."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from embedarchive.platforms import permalink, read_url
from embedarchive.records import PostRef
from tests.platforms.embedding import embedded, hidden

ID = "1920722881385983"
PFBID = "pfbid02if2k5qNSSownr6sXJKhmG64nmWtDtBqghFwQojQ5sCZrTgeK3rjC9rdTmPxixhksl"
POST = {("facebook", ID)}


@pytest.mark.parametrize(
    ("url", "handle"),
    [
        (f"https://www.facebook.com/some.page/posts/{ID}", "some.page"),
        (f"https://www.facebook.com/some.page/posts/{ID}:0", "some.page"),
        (f"https://www.facebook.com/some.page/posts/words-of-the-post/{ID}/?type=3", "some.page"),
        (f"https://fr-fr.facebook.com/some.page/posts/{ID}", "some.page"),
        (f"https://m.facebook.com/some.page/posts/{ID}", "some.page"),
        (f"https://www.facebook.com/some.page/videos/{ID}/", "some.page"),
        (f"http://www.facebook.com/v/{ID}", None),
        (f"https://www.facebook.com/some.page/videos/vb.1234567/{ID}/?type=2", "some.page"),
        (f"https://www.facebook.com/some.page/photos/a.182970021827953/{ID}/?type=3&theater", "some.page"),
        (f"https://www.facebook.com/some.page/photos/pcb.3485430601537621/{ID}", "some.page"),
        (f"https://www.facebook.com/permalink.php?story_fbid={ID}&id=100009233354093", "100009233354093"),
        (f"https://m.facebook.com/story.php?story_fbid={ID}&id=100009233354093", "100009233354093"),
        (f"https://www.facebook.com/photo.php?fbid={ID}&set=a.1.2.3&type=3", None),
        (f"https://www.facebook.com/photo/?fbid={ID}", None),
        (f"https://www.facebook.com/video.php?v={ID}", None),
        (f"https://www.facebook.com/watch/?v={ID}&ref=sharing", None),
        (f"https://www.facebook.com/watch/live/?v={ID}", None),
        (f"https://www.facebook.com/reel/{ID}", None),
        (f"https://www.facebook.com/notes/some-name/words-of-the-note/{ID}/", None),
        (f"https://www.facebook.com/groups/some.group/posts/{ID}/", None),
        (f"https://www.facebook.com/groups/12345/permalink/{ID}/", None),
        (f"https://www.facebook.com/video/embed?video_id={ID}", None),
    ],
)
def test_every_form_of_a_permalink_names_the_post(url: str, handle: str | None) -> None:
    """Posts, photos, videos, reels; the author is kept where the URL has one. So for the plugins' frames."""
    post = PostRef("facebook", ID, handle)
    assert read_url(url) == post
    for plugin in ("post", "video"):
        framed = f"https://www.facebook.com/plugins/{plugin}.php?href={quote(url, safe='')}&width=500"
        assert read_url(framed) == post
    assert read_url(permalink(post) or "") == (post if handle else None)


def test_the_names_of_2022_name_posts_too() -> None:
    """`pfbid…` stands for the number and is not the number."""
    url = f"https://www.facebook.com/wikipedia/posts/{PFBID}"
    assert read_url(url) == PostRef("facebook", PFBID, "wikipedia")


NO_POSTS = [
    "https://www.facebook.com/some.page",
    "https://www.facebook.com/100009233354093",
    "https://www.facebook.com/some.page/posts/",
    "https://www.facebook.com/some.page/photos/",
    f"https://www.facebook.com/events/{ID}/",
    "https://www.facebook.com/groups/some.group/",
    "https://www.facebook.com/media/set/?set=a.10207393772231779&type=3",
    f"https://www.facebook.com/sharer/sharer.php?u=https://www.facebook.com/a/posts/{ID}",
    "https://www.facebook.com/share/p/1AbCdEfGhI/",
    "https://www.facebook.com/hashtag/news",
    "https://fb.watch/abcDEF123/",
    f"https://facebook.com.example.org/some.page/posts/{ID}",
]


@pytest.mark.parametrize("url", NO_POSTS)
def test_pages_events_albums_and_share_links_name_no_post(url: str) -> None:
    """A share code has to be followed first; the rest are no posts. A frame of one is no embed."""
    assert read_url(url) is None
    framed = f"https://www.facebook.com/plugins/post.php?href={quote(url, safe='')}"
    assert embedded(f'<iframe src="{framed}"></iframe>') == set()


@pytest.mark.parametrize("plugin", ["page", "like", "like_box", "share_button", "comments", "follow"])
def test_only_the_plugins_for_posts_show_posts(plugin: str) -> None:
    """A like button for a post is a button."""
    href = quote(f"https://www.facebook.com/some.page/posts/{ID}", safe="")
    assert read_url(f"https://www.facebook.com/plugins/{plugin}.php?href={href}") is None


@pytest.mark.parametrize(
    "markup",
    [
        f'<div class="fb-post" data-href="https://www.facebook.com/some.page/posts/{ID}" data-width="500">'
        f'<blockquote cite="https://www.facebook.com/some.page/posts/{ID}:0">Words</blockquote></div>',
        f'<div class="fb-video" data-href="https://www.facebook.com/some.page/videos/{ID}/"></div>',
        f'<fb:post href="https://www.facebook.com/some.page/posts/{ID}"></fb:post>',
        f'<amp-facebook data-href="https://www.facebook.com/some.page/posts/{ID}"></amp-facebook>',
    ],
)
def test_embeds(markup: str) -> None:
    """The plugins of the JavaScript SDK, XFBML and AMP; a post and the `cite` within it are one mention."""
    assert embedded(markup) == POST
    if "fb:post" not in markup:
        assert all(embedded(page) == POST for page in hidden(markup))


@pytest.mark.parametrize(
    "markup",
    [
        '<div class="fb-page" data-href="https://www.facebook.com/some.page/"></div>',
        f'<div class="fb-like" data-href="https://www.facebook.com/some.page/posts/{ID}"></div>',
        f'<div class="fb-share-button" data-href="https://www.facebook.com/some.page/posts/{ID}"></div>',
        f'<div class="fb-comments" data-href="https://www.facebook.com/some.page/posts/{ID}"></div>',
        '<amp-facebook-page data-href="https://www.facebook.com/some.page/"></amp-facebook-page>',
        '<div class="fb-post" data-href="https://www.facebook.com/some.page/"></div>',
    ],
)
def test_page_plugins_and_buttons_are_no_citations(markup: str) -> None:
    """They are about a page, or about what the reader may do."""
    assert embedded(markup) == set()
