"""Posts of other platforms over real sockets: what their witnesses say of them is what the world declares."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from embedarchive.demo.elsewhere import Elsewhere, Fate
from embedarchive.demo.littleweb import LittleWeb
from embedarchive.demo.script import Author, Page, Post, World, post_id
from embedarchive.demo.sites.bluesky import blockquote
from embedarchive.records import Citation, Liveness, Provenance, Source, SourceKind, Verdict
from embedarchive.runners.local import crawl
from embedarchive.runners.settings import Settings
from tests.demo.asking import ask

NOON = dt.datetime(2026, 2, 4, 12, 0, 5, tzinfo=dt.UTC)
WORDS = "The swing bridge stays shut tonight & nobody asked.\nBring a boat."
DID = "did:plc:ewvi7nxzyoun6zhxrhs64oiz"
MILLIS = int(NOON.timestamp() * 1000)


def tid(moment: dt.datetime) -> str:
    """The record key of that moment (atproto.com/specs/tid)."""
    number = int(moment.timestamp() * 1_000_000) << 10
    digits = "234567abcdefghijklmnopqrstuvwxyz"
    return "".join(digits[number >> 5 * place & 31] for place in reversed(range(13)))


def made(platform: str, number: str, handle: str = "dam", **more: Any) -> Elsewhere:
    return Elsewhere(platform, number, handle, "Dam Watch", WORDS, NOON, **more)


BLUESKY = made("bluesky", tid(NOON), "dam.example", home=DID, picture="https://cdn.bsky.app/img/a@png")
MASTODON = made(
    "mastodon", str(MILLIS << 16), home="social.example", picture="https://files.social.example/a.png"
)
TRUTH = made("truthsocial", str(MILLIS << 16 | 7))
YOUTUBE = made("youtube", "dQw4w9WgXcQ", picture="https://i.ytimg.com/vi/dQw4w9WgXcQ/hqdefault.jpg")
TIKTOK = made("tiktok", str(int(NOON.timestamp()) << 32 | 5))
REDDIT = made("reddit", "7pfpeq", body="It leaks.")
TELEGRAM = made("telegram", "damwatch/68", "damwatch")
INSTAGRAM = made("instagram", "DUVc1dCjAbc")
FACEBOOK = made("facebook", "1602283071267063")
THREADS = made("threads", "C2QBoRaRmR1")
LINKEDIN = made("linkedin", "urn:li:share:7339567106482405376")
ALL = (
    *(BLUESKY, MASTODON, TRUTH, YOUTUBE, TIKTOK, REDDIT),
    *(TELEGRAM, INSTAGRAM, FACEBOOK, THREADS, LINKEDIN),
)
LINKS = {
    "bluesky": f"https://bsky.app/profile/dam.example/post/{BLUESKY.id}",
    "mastodon": f"https://social.example/@dam/{MASTODON.id}",
    "truthsocial": f"https://truthsocial.com/@dam/posts/{TRUTH.id}",
    "youtube": f"https://www.youtube.com/watch?v={YOUTUBE.id}",
    "tiktok": f"https://www.tiktok.com/@dam/video/{TIKTOK.id}",
    "reddit": f"https://www.reddit.com/r/marrow/comments/{REDDIT.id}/a_title/",
    "telegram": f"https://t.me/{TELEGRAM.id}",
    "instagram": f"https://www.instagram.com/p/{INSTAGRAM.id}/",
    "facebook": f"https://www.facebook.com/dam/posts/{FACEBOOK.id}",
    "threads": f"https://www.threads.net/@dam/post/{THREADS.id}",
    "linkedin": f"https://www.linkedin.com/feed/update/{LINKEDIN.id}/",
}
NEWS = "https://ledger.example/dam"


def article(*bodies: str) -> Page:
    """A page that holds embeds."""
    return Page(NEWS, f"<!doctype html><title>The dam</title><article>{''.join(bodies)}</article>".encode())


def followed(folder: Path, posts: tuple[Elsewhere, ...], *bodies: str) -> dict[str, Citation]:
    """Crawl an article over real sockets; return its citations by platform."""
    seen: list[Provenance] = []
    world = World(pages=(article(*bodies),), elsewhere=posts)
    with LittleWeb(world) as web:
        chosen = Settings(
            db=folder / "archive.db",
            proxy=web.proxy,
            proxy_dns=True,
            ca_file=web.ca_file,
            pace=0.01,
            host_pace={"web.archive.org": 0.01, "www.reddit.com": 0.01},
        )
        crawl([Source(NEWS, SourceKind.URL)], chosen, seen.append)
    return {one.post.platform: one for one in seen[0].citations if one.post}


def frame(platform: str) -> str:
    """An embed of a post by its URL alone."""
    return f'<figure class="wp-block-embed-{platform}"><a href="{LINKS[platform]}">a post</a></figure>'


def test_a_crawl_confirms_posts_of_every_platform(tmp_path: Path) -> None:
    """Each post is found alive by a witness of its own, with author and words as declared."""
    found = followed(tmp_path, ALL, *(frame(platform) for platform in LINKS))
    assert set(found) == set(LINKS)
    for platform, citation in found.items():
        telling = [told for told in citation.testimonies if told.status == "found"]
        assert citation.liveness is Liveness.LIVE, (platform, citation.testimonies)
        assert any(told.text and told.text.startswith(WORDS[:40]) for told in telling), platform
        assert {told.name for told in telling} & {"Dam Watch", "dam"} or platform == "instagram", platform
        assert all(told.record for told in telling), platform
        assert citation.verdict in (Verdict.CONFIRMED, Verdict.PROBABLE), (platform, citation.reasons)
        assert citation.reached, platform
    kept = [copy.url for copy in found["bluesky"].copies]
    assert kept == [BLUESKY.picture]


def test_a_bluesky_embed_is_confirmed_by_its_words(tmp_path: Path) -> None:
    """The snippet's words, author and day are borne out by the open interface and by oEmbed."""
    found = followed(tmp_path, ALL, blockquote(BLUESKY))
    citation = found["bluesky"]
    assert citation.verdict is Verdict.CONFIRMED, (citation.mention, citation.reasons, citation.checks)
    assert {told.witness.value for told in citation.testimonies if told.status == "found"} == {
        "api",
        "oembed",
    }


FATES = [
    (BLUESKY, Fate.DELETED, Liveness.GONE),
    (BLUESKY, Fate.SUSPENDED, Liveness.SUSPENDED),
    (BLUESKY, Fate.MEMBERS, Liveness.LIVE),
    (MASTODON, Fate.DELETED, Liveness.GONE),
    (MASTODON, Fate.CLOSED, Liveness.GONE),
    (MASTODON, Fate.MEMBERS, Liveness.UNKNOWN),
    (TRUTH, Fate.MEMBERS, Liveness.UNKNOWN),
    (TRUTH, Fate.DELETED, Liveness.UNKNOWN),
    (YOUTUBE, Fate.DELETED, Liveness.UNKNOWN),
    (YOUTUBE, Fate.PRIVATE, Liveness.PROTECTED),
    (YOUTUBE, Fate.UNEMBEDDED, Liveness.RESTRICTED),
    (TIKTOK, Fate.DELETED, Liveness.UNKNOWN),
    (REDDIT, Fate.MEMBERS, Liveness.UNKNOWN),
    (TELEGRAM, Fate.DELETED, Liveness.UNKNOWN),
    (TELEGRAM, Fate.UNEMBEDDED, Liveness.RESTRICTED),
    (INSTAGRAM, Fate.DELETED, Liveness.UNKNOWN),
    (INSTAGRAM, Fate.MEMBERS, Liveness.UNKNOWN),
    (FACEBOOK, Fate.DELETED, Liveness.UNKNOWN),
    (THREADS, Fate.DELETED, Liveness.UNKNOWN),
    (LINKEDIN, Fate.DELETED, Liveness.UNKNOWN),
]


def test_what_has_become_of_a_post_is_seen_as_far_as_its_platform_says(tmp_path: Path) -> None:
    """`gone` needs two witnesses; where a platform has one, or will not say, it stays unknown."""
    for number, (post, fate, expected) in enumerate(FATES):
        folder = tmp_path / str(number)
        folder.mkdir()
        fallen = dataclasses.replace(post, fate=fate)
        found = followed(folder, (fallen,), frame(post.platform))
        assert found[post.platform].liveness is expected, (
            post.platform,
            fate,
            found[post.platform].testimonies,
        )


def test_reddit_says_who_took_a_submission_down(tmp_path: Path) -> None:
    """The feed tells [deleted] from [removed], while the old title stands in oEmbed."""
    for fate, status in ((Fate.DELETED, "deleted"), (Fate.REMOVED, "removed")):
        folder = tmp_path / status
        folder.mkdir()
        found = followed(folder, (dataclasses.replace(REDDIT, fate=fate),), frame("reddit"))
        assert {told.status.value for told in found["reddit"].testimonies} >= {"found", status}


def test_reddits_json_is_closed() -> None:
    """Since 30 May 2026, whatever the user agent."""
    with LittleWeb(World(elsewhere=ALL)) as web:
        assert ask(web, f"https://www.reddit.com/comments/{REDDIT.id}.json").status == 403
        assert ask(web, f"https://www.reddit.com/comments/{REDDIT.id}/.rss").status == 200


@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("https://public.api.bsky.app/xrpc/app.bsky.other", 501),
        ("https://public.api.bsky.app/xrpc/com.atproto.identity.resolveHandle?handle=nobody.example", 400),
        ("https://public.api.bsky.app/xrpc/app.bsky.actor.getProfile?actor=did:plc:nobody", 400),
        (f"https://public.api.bsky.app/xrpc/app.bsky.actor.getProfile?actor={DID}", 200),
        ("https://embed.bsky.app/", 200),
        ("https://social.example/about", 200),
        ("https://social.example/api/v1/statuses/1", 404),
        ("https://www.youtube.com/", 200),
        ("https://www.tiktok.com/", 200),
        ("https://www.reddit.com/r/marrow/comments/none/", 404),
        ("https://www.reddit.com/r/marrow/comments/7pfpeq/", 200),
        ("https://cdn.bsky.app/img/a@png", 200),
    ],
)
def test_the_sites_answer_other_questions_too(url: str, status: int) -> None:
    """Front pages, unknown names, methods that nobody plays."""
    with LittleWeb(World(elsewhere=ALL)) as web:
        assert ask(web, url).status == status


def test_a_picture_goes_with_its_post() -> None:
    """A deleted post's picture is a 404."""
    with LittleWeb(World(elsewhere=(dataclasses.replace(BLUESKY, fate=Fate.DELETED),))) as web:
        assert ask(web, BLUESKY.picture).status == 404


def test_x_may_serve_previews_and_404_for_what_is_deleted() -> None:
    """As measured in September 2026: the properties for anyone, 404 for a post that is not there."""
    post = Post(post_id(NOON), Author("dam_watch", "Dam Watch"), "The dam is shut.")
    with LittleWeb(World(posts=(post,), previews=True)) as web:
        seen = ask(web, post.permalink("x.com"))
        assert (seen.status, "The dam is shut." in seen.text) == (200, True)
        assert ask(web, "https://x.com/dam_watch/status/20").status == 404
        assert ask(web, "https://x.com/dam_watch").status == 200
