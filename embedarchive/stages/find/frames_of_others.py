"""Frames and pictures of others in which a post is shown: their addresses name it in ways of their own."""

from __future__ import annotations

from embedarchive.late import regex
from embedarchive.platforms.urls import parameters
from embedarchive.stages.literal_places import may_hold

PROXIED = regex.compile(
    r"(?:https?:)?(?://(?:cdn\.embedly\.com/widgets/media\.html|(?:cdn\.)?iframe(?:\.ly|ly\.net)/[\w/.-]{0,60}"
    r"|twitframe\.com/show|[\w.-]{1,100}/media/oembed)|/media/oembed"
    r"|(?://[\w.-]{1,100})?/embed/(?:youtube|twitter|instagram|facebook|tiktok|telegram))\?(?P<query>.{8,3000})",
    regex.I,
)
"""Frames that show somebody else's address: Embedly (Medium), Iframely, twitframe, Drupal's oEmbed,
telegra.ph's `/embed/youtube`."""
IN_PROXIED = ("/media.html?", "iframe", "/show?", "/oembed?", "/embed/")
"""One of these stands where `PROXIED` matches."""

STILL = regex.compile(
    r"(?:(?:https?:)?//i\.embed\.ly/1/[\w/.-]{0,40}\?.{0,300}?"
    r"|.{0,300}?\bbackground(?:-image)?\s?:\s?url\([\"']?(?:https?:)?//)"
    r"i\.ytimg\.com(?:/|%2F)vi(?:_webp)?(?:/|%2F)(?P<id>[\w-]{11})(?:/|%2F)",
    regex.I,
)
"""Embedly's copy of the picture that stands for a film; the picture in a box's style."""
HELPER = regex.compile(
    r"(?:https?:)?//[^/\s]{1,100}/(?:[\w.-]{1,40}/){0,3}iframe/(?:\d/)?"
    r"(?P<site>twitter|tiktok|telegram|bluesky|facebook|reddit|mastodon|threads|instagram)\.min\.html#(?P<of>[^#\s]{1,300})",
    regex.I,
)
"""Frames of s9e/TextFormatter, in which forums show posts (phpBB, Flarum): `#` stands before the post."""
MEANT = {
    "twitter": "https://twitter.com/i/web/status/{}",
    "tiktok": "https://www.tiktok.com/embed/v2/{}",
    "telegram": "https://t.me/{}",
    "bluesky": "{}",
    "reddit": "https://www.reddit.com/r/{}",
    "threads": "https://www.threads.net/t/{}",
    "instagram": "https://www.instagram.com/p/{}/",
}
OF_FACEBOOK = regex.compile(r"(?:post|video|[pvr])?(?P<id>\d{5,25})\Z")
OF_MASTODON = regex.compile(r"(?P<user>\w{1,64})(?:@(?P<server>[\w.-]{4,253}))?/(?P<id>\d{1,19})\Z")
TOYS = "lj-toys.com/?"
LIVEJOURNAL = regex.compile(r"(?:https?:)?//(?:l\.)?lj-toys\.com/\?(?P<query>.{8,3000})", regex.I)
"""LiveJournal's frames (`source=youtube&vid=ID`, since 2015), in which it shows every film of an entry."""
FILM = "https://www.youtube.com/watch?v={}"


def framed(href: str) -> str:
    """Return the address of the post that a frame or a picture shows; any other address as it stands."""
    if ".min.html#" in href and (match := HELPER.match(href)):
        return _helped(match)
    if "ytimg" in href and (match := STILL.match(href)):
        return FILM.format(match["id"])
    if TOYS in href and (match := LIVEJOURNAL.match(href)):
        said = parameters(match["query"])
        film = said.get("source") == "youtube" and said.get("vid")
        return FILM.format(film) if film else href
    if "?" in href and may_hold(href, IN_PROXIED) and (match := PROXIED.match(href)):
        said = parameters(match["query"])
        return said.get("src") or said.get("url") or href
    return href


def _helped(match: regex.Match[str]) -> str:
    """Return the address of the post that a helper's frame shows; the frame's own where it shows none."""
    site, of = match["site"].lower(), match["of"]
    if site == "facebook":
        number = OF_FACEBOOK.match(of)
        return "https://www.facebook.com/" + (f"watch/?v={number['id']}" if number else of)
    if site == "mastodon":
        status = OF_MASTODON.match(of)
        server = (status and status["server"]) or "mastodon.social"
        return f"https://{server}/@{status['user']}/{status['id']}" if status else match[0]
    return MEANT[site].format(of)
