"""What articles claim of posts elsewhere, held against the posts' own witnesses over real sockets."""

from __future__ import annotations

import html
from pathlib import Path

from embedarchive.demo.sites.bluesky import blockquote
from embedarchive.demo.sites.mastodon import oembed
from embedarchive.records import Liveness, Verdict
from tests.demo import test_elsewhere as elsewhere
from tests.demo.test_elsewhere import LINKS, WORDS, followed

DAY = "Wednesday, February 4, 2026"


def embeds(words: str) -> dict[str, str]:
    """Each platform's own embed code, quoting these words where the platform's code does."""
    shown = html.escape(words).replace("\n", "<br>")
    tiktok, instagram, facebook, threads = (LINKS[n] for n in ("tiktok", "instagram", "facebook", "threads"))
    return {
        "bluesky": blockquote(elsewhere.BLUESKY).replace(html.escape(WORDS).replace("\n", "<br>"), shown),
        "mastodon": str(oembed(elsewhere.MASTODON)["html"]),
        "tiktok": f'<blockquote class="tiktok-embed" cite="{tiktok}" data-video-id="{elsewhere.TIKTOK.id}">'
        '<section><a target="_blank" title="@dam" href="https://www.tiktok.com/@dam?refer=embed">@dam</a> '
        f'<p>{shown}</p> <a title="♬" href="https://www.tiktok.com/music/x-1">♬ original - Dam Watch</a>'
        "</section></blockquote>",
        "instagram": '<blockquote class="instagram-media" data-instgrm-captioned '
        f'data-instgrm-permalink="{instagram}?utm_source=ig_embed"><div>'
        f'<p><a href="{instagram}">{shown}</a></p>'
        f'<p><a href="{instagram}">A post shared by Dam Watch (@dam)</a> on <time '
        'datetime="2026-02-04T12:00:05+00:00">Feb 4, 2026 at 4:00am PST</time></p></div></blockquote>',
        "reddit": f'<blockquote class="reddit-embed-bq"><a href="{LINKS["reddit"]}">{shown}</a><br> by'
        '<a href="https://www.reddit.com/user/dam/">u/dam</a> in<a href="https://www.reddit.com/r/marrow/">'
        "marrow</a></blockquote>",
        "facebook": f'<div class="fb-post" data-href="{facebook}"><blockquote cite="{facebook}" '
        f'class="fb-xfbml-parse-ignore"><p>{shown}</p>'
        'Posted by <a href="https://facebook.com/dam">Dam Watch</a>'
        f' on <a href="{facebook}">{DAY}</a></blockquote></div>',
        "threads": f'<blockquote class="text-post-media" data-text-post-permalink="{threads}">'
        f'<a href="{threads}">'
        "<div>Post by @dam</div><div>View on Threads</div></a></blockquote>",
        "youtube": f'<iframe src="https://www.youtube.com/embed/{elsewhere.YOUTUBE.id}"></iframe>',
        "linkedin": f'<iframe src="https://www.linkedin.com/embed/feed/update/{elsewhere.LINKEDIN.id}"></iframe>',
        "telegram": f'<script async data-telegram-post="{elsewhere.TELEGRAM.id}"></script>',
        "truthsocial": f'<iframe src="{LINKS["truthsocial"]}/embed"></iframe>',
    }


QUOTING = ("bluesky", "tiktok", "instagram", "reddit", "facebook")
"""Platforms whose embed code quotes the post's words."""


def test_honest_embeds_of_every_platform_are_confirmed(tmp_path: Path) -> None:
    """Words, author and day as far as each platform's code claims them."""
    codes = embeds(WORDS)
    found = followed(tmp_path, elsewhere.ALL, *codes.values())
    assert set(found) == set(codes)
    for platform, citation in found.items():
        assert citation.verdict is Verdict.CONFIRMED, (platform, citation.reasons)
        assert citation.liveness is Liveness.LIVE, platform
        assert bool(citation.mention.claim.text) == (platform in QUOTING), platform


def test_altered_words_are_a_conflict_on_every_platform_that_quotes(tmp_path: Path) -> None:
    """One word turned round, and the post's own witnesses say so."""
    codes = embeds(WORDS.replace("stays shut", "stays open"))
    found = followed(tmp_path, elsewhere.ALL, *(codes[platform] for platform in QUOTING))
    assert {platform: one.verdict for platform, one in found.items()} == dict.fromkeys(
        QUOTING, Verdict.CONFLICT
    )


def test_another_author_is_a_conflict(tmp_path: Path) -> None:
    """The same words under another name than the post's."""
    codes = embeds(WORDS)
    forged = {
        "bluesky": codes["bluesky"].replace("@dam.example", "@mayor.example"),
        "tiktok": codes["tiktok"].replace('"@dam"', '"@mayor"').replace(">@dam<", ">@mayor<"),
        "instagram": codes["instagram"].replace("(@dam)", "(@mayor)"),
    }
    found = followed(tmp_path, elsewhere.ALL, *forged.values())
    assert {platform: one.verdict for platform, one in found.items()} == dict.fromkeys(
        forged, Verdict.CONFLICT
    )


def test_a_day_in_the_authors_own_time_is_no_conflict(tmp_path: Path) -> None:
    """Bluesky and Facebook write the day where the embed was made: a day beside UTC's is not a difference."""
    codes = embeds(WORDS)
    local = {
        "bluesky": codes["bluesky"].replace("February 4, 2026 at", "February 5, 2026 at"),
        "facebook": codes["facebook"].replace(DAY, "Thursday, February 5, 2026"),
    }
    found = followed(tmp_path, elsewhere.ALL, *local.values())
    for platform, citation in found.items():
        assert citation.verdict is not Verdict.CONFLICT, (platform, citation.reasons)
