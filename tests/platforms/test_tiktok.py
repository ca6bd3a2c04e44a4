"""What a URL of TikTok names, what its embeds look like, and what an id tells."""

from __future__ import annotations

import datetime as dt

import pytest

from embedarchive.platforms import PLATFORMS, read_url
from embedarchive.records import PostRef
from tests.platforms.embedding import embedded, hidden

ID = "7034174276785687814"
POST = {("tiktok", ID)}


@pytest.mark.parametrize(
    ("url", "handle"),
    [
        (f"https://www.tiktok.com/@some.one-1/video/{ID}?is_from_webapp=1", "some.one-1"),
        (f"https://www.tiktok.com/@someone/photo/{ID}", "someone"),
        (f"https://m.tiktok.com/v/{ID}.html", None),
        (f"https://www.tiktok.com/embed/{ID}", None),
        (f"https://www.tiktok.com/embed/v2/{ID}?lang=de-DE", None),
        (f"https://www.tiktok.com/player/v1/{ID}?autoplay=1", None),
        (f"https://www.tiktok.com/share/video/{ID}", None),
    ],
)
def test_every_form_of_a_video_url_names_the_post(url: str, handle: str | None) -> None:
    """Pages, frames and players."""
    assert read_url(url) == PostRef("tiktok", ID, handle)


@pytest.mark.parametrize(
    "url",
    [
        "https://www.tiktok.com/@someone",
        "https://www.tiktok.com/tag/news",
        "https://www.tiktok.com/music/a-sound-6817757662952818689",
        "https://www.tiktok.com/@someone/live",
        "https://vm.tiktok.com/ZS84uyAks/",
        "https://vt.tiktok.com/ZS84uyAks/",
        "https://www.tiktok.com/t/ZS84uyAks/",
        "https://www.tiktok.com/embed/@someone",
        "https://www.tiktok.com/@someone/video/12",
    ],
)
def test_profiles_sounds_and_short_links_name_no_post(url: str) -> None:
    """A short link has to be followed first."""
    assert read_url(url) is None


@pytest.mark.parametrize(
    "markup",
    [
        f'<blockquote class="tiktok-embed" cite="https://tiktok.com/@some/video/{ID}" data-video-id="{ID}">'
        '<section><a href="https://www.tiktok.com/@someone">@someone</a> words</section></blockquote>',
        f'<blockquote class="tiktok-embed" data-video-id="{ID}"><section></section></blockquote>',
        f'<amp-tiktok width="325" height="731" data-src="{ID}"></amp-tiktok>',
        f'<amp-tiktok data-src="https://www.tiktok.com/@someone/video/{ID}"></amp-tiktok>',
    ],
)
def test_embeds(markup: str) -> None:
    """The blockquote with `cite` or with the bare id, AMP with a URL or an id."""
    assert embedded(markup) == POST
    assert all(embedded(page) == POST for page in hidden(markup))


def test_a_creators_card_is_no_citation() -> None:
    """The creator embed has the class of a video and names none."""
    assert not embedded(
        '<blockquote class="tiktok-embed" cite="https://www.tiktok.com/@someone" data-unique-id="someone"'
        ' data-embed-type="creator"><section><a href="https://www.tiktok.com/@someone">x</a></section></blockquote>'
    )


@pytest.mark.parametrize(
    ("post_id", "seconds"), [("7059698374567611694", 1643714123), ("7065799023130643713", 1645134536)]
)
def test_an_id_tells_the_time(post_id: str, seconds: int) -> None:
    """Two pairs of id and `create_time` of TikTok's own API (yt-dlp's tests); they differ by seconds."""
    when = PLATFORMS["tiktok"].posted_at(post_id)
    assert when is not None
    assert abs(when - dt.datetime.fromtimestamp(seconds, dt.UTC)) < dt.timedelta(seconds=15)
    assert PLATFORMS["tiktok"].posted_at("12") is None
