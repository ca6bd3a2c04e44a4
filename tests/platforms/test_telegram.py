"""What a URL of Telegram names and what its embeds look like."""

from __future__ import annotations

import pytest

from embedarchive.platforms import permalink, read_url
from embedarchive.records import PostRef
from tests.platforms.embedding import embedded, hidden, mentions

ID = "some_channel/68"


@pytest.mark.parametrize(
    "url",
    [
        "https://t.me/some_channel/68",
        "http://t.me/some_channel/68/",
        "https://t.me/some_channel/68?embed=1&mode=tme",
        "https://t.me/s/some_channel/68",
        "https://telegram.me/some_channel/68?single",
        "https://t.me/some_channel/5/68",
        "https://some_channel.t.me/68",
    ],
)
def test_a_message_is_named_by_channel_and_number(url: str) -> None:
    """The preview, the frame, a topic of a group, a host of one's own."""
    post = PostRef("telegram", ID, "some_channel")
    assert read_url(url) == post
    assert permalink(post) == "https://t.me/some_channel/68"


@pytest.mark.parametrize(
    "url",
    [
        "https://t.me/some_channel",
        "https://t.me/s/some_channel",
        "https://t.me/s/some_channel?before=68",
        "https://t.me/share/url?url=https://t.me/some_channel/68",
        "https://t.me/joinchat/AAAAAEHbEkejzxUjAUCfYg",
        "https://t.me/+AAAAAEHbEkejzxUjAUCfYg",
        "https://t.me/c/1234567890/68",
        "https://t.me/addstickers/68",
        "https://t.me/proxy/68",
        "https://telegram.org/blog/68",
    ],
)
def test_channels_invitations_and_private_chats_name_no_message(url: str) -> None:
    """Nobody else can see a message of a private chat."""
    assert read_url(url) is None


def test_the_widgets_script_is_an_embed() -> None:
    """The whole embed code is one script element; so is the comment box, which cites nothing."""
    widget = (
        '<script async src="https://telegram.org/js/telegram-widget.js?22" data-telegram-post="{}"></script>'
    )
    assert embedded(widget.format(ID)) == {("telegram", ID)}
    assert embedded(widget.format("some_channel")) == set()
    assert embedded(widget.replace("telegram-post", "telegram-discussion").format(ID)) == set()
    pages = [page for page in hidden(widget.format(ID)) if not page.startswith(('<script type="app',))]
    assert all(embedded(page) == {("telegram", ID)} for page in pages)


def test_a_widgets_script_is_seen_in_json() -> None:
    """As content management systems keep it: `<` and `/` escaped."""
    code = f'\\u003cscript async data-telegram-post=\\"{ID}\\"\\u003e\\u003c\\/script\\u003e'
    assert embedded(f'<script>var a = {{"html": "{code}"}};</script>') == {("telegram", ID)}


def test_a_message_is_of_the_channel_that_its_id_begins_with() -> None:
    """The widget's attribute says `channel/number` and no address; the channel is who posted."""
    [mention] = mentions(f'<script async data-telegram-post="{ID}" data-width="100%"></script>')
    assert mention.post == PostRef("telegram", ID, "some_channel")
