"""Telegram: messages of public channels and groups, named by `channel/number`."""

from __future__ import annotations

from embedarchive.late import re
from embedarchive.platforms import SITES
from embedarchive.platforms.base import HTML, EmbedRule, Endpoint, Meaning, PageForm, Platform
from embedarchive.platforms.forms import everywhere
from embedarchive.platforms.urls import place
from embedarchive.records import PostRef, Testified, Witness

NAME = "telegram"
HOSTS = frozenset(SITES[NAME])
CHANNEL = r"(?P<user>[A-Za-z][A-Za-z0-9_]{2,63})"
"""Five to 32 characters, says the form for new ones; `nft` and longer ones are there."""
POST = re.compile(rf"/(?:s/)?{CHANNEL}/(?:[0-9]{{1,10}}/)?(?P<id>[0-9]{{1,10}})/?\Z", re.A)
"""`/s/` is the preview; the number between is a topic (core.telegram.org/api/links, "Message links")."""
OWN_HOST = re.compile(rf"{CHANNEL}\.t\.me\Z", re.A)
OWN_PATH = re.compile(r"/(?P<id>[0-9]{1,10})/?\Z", re.A)
NO_CHANNELS = frozenset(
    {
        "addstickers",
        "addemoji",
        "addtheme",
        "addlist",
        "boost",
        "confirmphone",
        "contact",
        "giftcode",
        "invoice",
    }
    | {"joinchat", "login", "proxy", "setlanguage", "share", "socks", "telegrampassport"}
)
"""First path segments with a meaning of their own (core.telegram.org/api/links)."""
ID = re.compile(rf"{CHANNEL}/[0-9]{{1,10}}\Z", re.A)


def read_url(url: str) -> PostRef | None:
    """Return the message that a URL of Telegram names; None for channels, invitations and private chats.

    `t.me/c/…` names a message of a private chat, which nobody else can see.
    """
    where = place(url)
    if where is None:
        return None
    if where.host.endswith(".t.me") and (own := OWN_HOST.match(where.host)):
        number = OWN_PATH.match(where.path)
        return _post(own["user"], number["id"]) if number else None
    match = POST.match(where.path) if where.host in HOSTS else None
    return _post(match["user"], match["id"]) if match else None


def _post(channel: str, number: str) -> PostRef | None:
    known = channel.lower() not in NO_CHANNELS
    return PostRef(NAME, f"{channel}/{int(number)}", channel) if known else None


def permalink(post: PostRef) -> str:
    """Return `https://t.me/CHANNEL/NUMBER`."""
    return f"https://t.me/{post.id}"


def is_id(text: str) -> bool:
    """Whether a string is written `channel/number`."""
    return bool(ID.match(text))


SEEN = "wptelegram-widget (2023); other readers of this page (2026)"
WITNESSES = (
    Endpoint(
        Witness.EMBED,
        "telegram-embed",
        lambda post: f"https://t.me/{post.id}?embed=1&mode=tme",
        "t.me/CHANNEL/NUMBER?embed=1",
        "channel, moment, words, pictures",
        "core.telegram.org/widgets/post",
        (
            Meaning(None, Testified.NOT_FOUND, "`Post not found`, `Channel … not found`", SEEN),
            Meaning(None, Testified.RESTRICTED, "`Please open Telegram to view this post`", SEEN),
        ),
        HTML,
    ),
)


TELEGRAM = Platform(
    name=NAME,
    hosts=HOSTS,
    read_url=read_url,
    permalink=permalink,
    is_id=is_id,
    frame=r"t\.me/\w{3,64}/\d{1,10}\?[^\s<>]{0,60}embed=1",
    embeds=(
        # core.telegram.org/widgets/post; `data-telegram-discussion` is a comment box, not a citation.
        EmbedRule(
            "telegram-post",
            "[data-telegram-post], blockquote.telegram-post",
            ("data-telegram-post", "data-post"),
        ),
        *everywhere(NAME),
    ),
    witnesses=WITNESSES,
    media_hosts=("cdn-telegram.org", "telesco.pe"),
    page=PageForm("og:description", title=re.compile(r"\A(?P<name>.{1,300})", re.S), names_post=False),
)
