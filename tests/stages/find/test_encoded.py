"""Embeds that a consent tool keeps in base64 are found in every form, and the gate is open for them."""

from __future__ import annotations

import base64

import pytest

from embedarchive.stages.find.encoded import BASE64_SIGNS
from embedarchive.stages.find.gate import may_cite
from tests.stages.find.reading import page

ID, CODE, FILM, TIKTOK = "2018345678901234567", "CYokA48MWDA", "abcDEF_-123", "7034174276785687814"
NUMBER, THREAD = "1234567890123", "axeh8b"
ON_FACEBOOK = "https://www.facebook.com/example.press"
ON_REDDIT = f"reddit.com/r/example/comments/{THREAD}/a_title/"


def frame(url: str) -> str:
    """Return a frame with an address."""
    return f'<iframe src="{url}" width="400" height="500"></iframe>'


EMBEDS = {
    frame(f"https://www.instagram.com/p/{CODE}/embed/captioned/"): CODE,
    frame(f"https://instagram.com/reel/{CODE}/embed/"): CODE,
    frame(f"https://www.instagram.com/tv/{CODE}/embed/"): CODE,
    frame(f"https://www.tiktok.com/embed/v2/{TIKTOK}"): TIKTOK,
    frame(f"https://www.tiktok.com/player/v1/{TIKTOK}"): TIKTOK,
    frame(f"https://platform.twitter.com/embed/Tweet.html?dnt=true&id={ID}"): ID,
    frame(f"https://platform.x.com/embed/Tweet.html?id={ID}"): ID,
    frame(f"https://youtube.com/embed/{FILM}"): FILM,
    frame(f"https://embed.reddit.com/r/example/comments/{THREAD}/a_title/?embed=true"): THREAD,
    frame(f"https://www.redditmedia.com/r/example/comments/{THREAD}/a_title/?embed=true"): THREAD,
    frame("https://t.me/example_press/68?embed=1"): "example_press/68",
    frame("https://www.threads.net/@example.press/post/CuVdfsNtmvh/embed"): "CuVdfsNtmvh",
    frame("https://www.threads.com/@example.press/post/CuVdfsNtmvh/embed"): "CuVdfsNtmvh",
    frame(
        "https://embed.bsky.app/embed/did:plc:abcdefghijklmnopqrstuvwx/app.bsky.feed.post/3l25zusnsfctk"
    ): "3l25zusnsfctk",
    f'<div class="fb-post" data-href="{ON_FACEBOOK}/posts/{NUMBER}"></div>': NUMBER,
    f'<div class="fb-video" data-href="{ON_FACEBOOK}/videos/{NUMBER}"></div>': NUMBER,
    f'<amp-twitter data-tweetid="{ID}"></amp-twitter>': ID,
    f'<amp-instagram data-shortcode="{CODE}"></amp-instagram>': CODE,
    f'<amp-facebook data-href="{ON_FACEBOOK}/posts/{NUMBER}"></amp-facebook>': NUMBER,
    f'<amp-tiktok data-src="{TIKTOK}"></amp-tiktok>': TIKTOK,
    f'<amp-youtube data-videoid="{FILM}"></amp-youtube>': FILM,
    f'<amp-reddit data-embedtype="post" data-src="https://www.{ON_REDDIT}"></amp-reddit>': THREAD,
    f'<lite-youtube videoid="{FILM}"></lite-youtube>': FILM,
    f'<blockquote class="reddit-card"><a href="https://www.{ON_REDDIT}">A title</a></blockquote>': THREAD,
}
PLACES = [
    '<div class="box"><script type="text/plain">{}</script></div>',
    '<div class="box" data-content="{}">Load it</div>',
    "<script>var boxes = ['{}'];</script>",
]


@pytest.mark.parametrize("before", ["", " ", "\n\t"])
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("markup", EMBEDS)
def test_an_embed_in_base64_names_its_post(markup: str, place: str, before: str) -> None:
    """Whatever stands before it: its bytes are cut into threes at another place."""
    body = place.format(base64.b64encode(f"{before}{markup}".encode()).decode())
    assert [mention.post and mention.post.id for mention in page(body)] == [EMBEDS[markup]]
    assert may_cite(body.encode())


@pytest.mark.parametrize(
    "markup",
    [
        '<a href="https://www.instagram.com/example.press/">Follow us on Instagram</a>',
        '<a href="https://www.facebook.com/example.press/">Follow us</a><div class="fb-like"></div>',
        '{"telegram":"https://t.me/share/url?url=https%3A%2F%2Fnews.example%2Fstory"}',
        '<a href="https://platform.twitter.com/widgets/follow_button.html">Follow us on X</a>',
    ],
)
@pytest.mark.parametrize("place", PLACES)
def test_buttons_in_base64_cite_nothing(markup: str, place: str) -> None:
    """Nor do the settings of a theme."""
    assert not page(place.format(base64.b64encode(markup.encode()).decode()))


def test_no_sign_is_so_short_that_chance_writes_it() -> None:
    """Pictures and fonts in base64 are long."""
    assert min(map(len, BASE64_SIGNS)) == 8
