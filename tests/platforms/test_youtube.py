"""What a URL of YouTube names and what its embeds look like."""

from __future__ import annotations

import pytest

from embedarchive.platforms import read_url
from embedarchive.records import PostRef
from tests.platforms.embedding import embedded, hidden

ID = "abcDEF_-123"
POST = {("youtube", ID)}


@pytest.mark.parametrize(
    "url",
    [
        f"https://www.youtube.com/watch?v={ID}&t=12s",
        f"https://m.youtube.com/watch?feature=share&v={ID}",
        f"https://music.youtube.com/watch?v={ID}",
        f"https://youtu.be/{ID}?si=xyz",
        f"https://www.youtube.com/embed/{ID}?rel=0&amp;start=3",
        f"http://www.youtube-nocookie.com/embed/{ID}",
        f"https://www.youtube.com/embed/{ID}&hl=en",
        f"https://www.youtube.com/v/{ID}&hl=en_US&fs=1",
        f"https://www.youtube.com/shorts/{ID}",
        f"https://www.youtube.com/embed/shorts/{ID}",
        f"https://www.youtube.com/embed/watch?v={ID}",
        f"https://www.youtube.com/watch?v={ID}?feature=oembed&wmode=opaque",
        f"http://youtube.googleapis.com/v/{ID}&hl=en_US",
        f"https://www.youtube.com/live/{ID}?feature=share",
        f"https://www.youtube.com/attribution_link?a=x&u=%2Fwatch%3Fv%3D{ID}%26feature%3Dshare",
        f"https://www.youtube.com/embed/{ID}?list=PL0123456789",
    ],
)
def test_every_form_of_a_video_url_names_the_video(url: str) -> None:
    """Pages, players of every age, shorts, live streams; a video of a playlist is a video."""
    assert read_url(url) == PostRef("youtube", ID)


@pytest.mark.parametrize(
    "url",
    [
        "https://www.youtube.com/embed/videoseries?list=PL0123456789",
        "https://www.youtube.com/embed/live_stream?channel=UC0123456789",
        "https://www.youtube.com/embed?listType=user_uploads&list=someone",
        "https://www.youtube.com/playlist?list=PL0123456789",
        "https://www.youtube.com/channel/UC0123456789",
        "https://www.youtube.com/@someone",
        "https://www.youtube.com/user/someone",
        "https://www.youtube.com/results?search_query=abc",
        "https://www.youtube.com/watch?v=LATEST_LIVE",
        "https://www.youtube.com/live/livestream1",
        "https://www.youtube.com/live/Conferences?feature=share",
        f"https://www.youtube.com/live/{ID}x",
        f"https://www.youtube.com/watch?v={ID}x",
        f"https://www.youtube.com/embed/{ID}x",
        f"https://www.youtube.com/embed/shorts/{ID}x",
        f"https://www.youtube.com/embed/watch?v={ID}x",
        f"https://maps.googleapis.com/v/{ID}",
        "https://www.youtube.com/watch",
        "https://www.youtube.com/subscribe_embed?channelid=UC0123456789",
        f"https://img.youtube.com/vi/{ID}/0.jpg",
        "https://youtu.be/",
    ],
)
def test_channels_playlists_and_pictures_name_no_video(url: str) -> None:
    """`videoseries`, `live_stream` and placeholders stand where an id stands and are as long as one."""
    assert read_url(url) is None
    assert embedded(f'<iframe src="{url}"></iframe>') == set()


@pytest.mark.parametrize(
    "markup",
    [
        f'<lite-youtube videoid="{ID}" playlabel="A talk"></lite-youtube>',
        f'<amp-youtube data-videoid="{ID}" layout="responsive"></amp-youtube>',
        f'<div class="rll-youtube-player" data-src="https://youtube.com/embed/{ID}" data-id="{ID}"></div>',
        f'<div data-service="youtube" data-id="{ID}"></div>',
        f'<div class="youtube-container" data-id="{ID}"></div>',
        f'<div class="video" data-youtube-id="{ID}"></div>',
        f'<div data-yt="{ID}"></div>',
        f'<div data-ytid="{ID}"></div>',
        f'<div data-yt-id="{ID}"></div>',
        f'<div class="yt-lite" data-id="{ID}"></div>',
        f'<div class="yt-embed" data-id="{ID}"></div>',
        f'<embetty-video type="youtube" video-id="{ID}"></embetty-video>',
        f'<object><param name="movie" value="https://www.youtube.com/v/{ID}&hl=en"></object>',
        f'<object data="https://www.youtube.com/v/{ID}"></object>',
        f'<embed src="https://www.youtube.com/v/{ID}&hl=en" type="application/x-shockwave-flash">',
        f'<a class="embedly-card" href="https://www.youtube.com/watch?v={ID}">A talk</a>',
    ],
)
def test_embeds(markup: str) -> None:
    """Facades, AMP, consent tools, and the Flash objects of old pages."""
    assert embedded(markup) == POST


@pytest.mark.parametrize("tag", ["lite-youtube videoid", "amp-youtube data-videoid"])
def test_facades_are_seen_as_text(tag: str) -> None:
    """In scripts, attributes, templates and comments."""
    assert all(embedded(page) == POST for page in hidden(f'<{tag}="{ID}"></{tag.split(maxsplit=1)[0]}>'))


@pytest.mark.parametrize(
    "markup",
    [
        f'<ul><li data-youtube-id="{ID}">Another talk</li></ul>',
        f'<img src="https://i.ytimg.com/vi/{ID}/0.jpg" data-ytid="{ID}">',
        f'<a data-youtube-id="{ID}" href="#">Play</a>',
        '<iframe src="about:blank" data-src="placeholder"></iframe>youtube',
        '<div class="g-ytsubscribe" data-channelid="UC0123456789"></div>',
        '<div class="youtube-container" data-id="elementor-5"></div>',
        '<div class="youtube-video" data-id="12345678901"></div>',
        '<div class="youtube-video" data-id="wp-block-12"></div>',
        '<div data-service="youtube" data-id="12345678901"></div>',
        f'<meta property="og:video" content="https://www.youtube.com/embed/{ID}">',
        f'<a href="https://www.youtube.com/watch?v={ID}"><img src="thumb.jpg"></a>',
    ],
)
def test_lists_thumbnails_and_buttons_are_no_embeds(markup: str) -> None:
    """They lead to a video; they do not show one. A word of eleven letters is no id."""
    assert embedded(markup) == set()
