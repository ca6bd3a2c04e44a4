"""Which site answers for which host: one function per host, from a request to an answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from embedarchive.demo.reply import Answer, Ask, Reply, page
from embedarchive.demo.script import World
from embedarchive.demo.sites import (
    bluesky,
    frames,
    images,
    mastodon,
    news,
    oembed,
    posts,
    reddit,
    shorteners,
    syndication,
    videos,
    wayback,
)

SiteFunction: TypeAlias = Callable[[World, Ask], Reply]

HOSTS: dict[str, SiteFunction] = {
    "t.co": shorteners.tco,
    "pic.x.com": shorteners.pic_x,
    "pic.twitter.com": shorteners.pic_twitter,
    **dict.fromkeys(shorteners.SERVICES, shorteners.short),
    "www.shorturl.at": shorteners.short,
    "twitter.com": posts.twitter,
    "www.twitter.com": posts.twitter,
    "mobile.twitter.com": posts.twitter,
    "x.com": posts.x,
    "www.x.com": posts.x,
    "mobile.x.com": posts.x,
    "publish.twitter.com": oembed.publish_twitter,
    "publish.x.com": oembed.publish_x,
    "cdn.syndication.twimg.com": syndication.tweet_result,
    "pbs.twimg.com": images.picture,
    "web.archive.org": wayback.web,
    "archive.org": wayback.availability,
    "public.api.bsky.app": bluesky.appview,
    "embed.bsky.app": bluesky.oembed,
    "truthsocial.com": mastodon.truth,
    "www.youtube.com": videos.youtube,
    "www.tiktok.com": videos.tiktok,
    "www.reddit.com": reddit.site,
    "t.me": frames.telegram,
    "www.instagram.com": frames.instagram,
    "www.facebook.com": frames.facebook,
    "www.threads.net": frames.threads,
    "www.threads.com": frames.threads,
    "www.linkedin.com": frames.linkedin,
}


def knows(world: World, host: str) -> bool:
    """Whether a host exists in that world."""
    return host in HOSTS or host in world.own_hosts


def answer(world: World, ask: Ask) -> Reply:
    """Answer one request to a host that exists: the world's raw routes first, then its site."""
    raw = world.routes.get((ask.host, ask.target)) or world.routes.get((ask.host, ask.path))
    if raw is not None:
        return raw
    if ask.method not in {"GET", "HEAD"}:
        return Answer(405, b"", (("Allow", "GET, HEAD"),))
    if ask.host in HOSTS and ask.path == "/robots.txt":
        return page("<title>No rules for robots</title>\n", 404)
    return frames.picture(world, ask) or _site(world, ask.host)(world, ask)


def _site(world: World, host: str) -> SiteFunction:
    return mastodon.server if host in world.servers else HOSTS.get(host, news.page)
