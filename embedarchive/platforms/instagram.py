"""Instagram: posts, reels and videos under one kind of shortcode, which tells when the post was made."""

from __future__ import annotations

import datetime as dt

from embedarchive.late import re
from embedarchive.platforms import SITES
from embedarchive.platforms.base import (
    HTML,
    UNIX,
    EmbedRule,
    Endpoint,
    Meaning,
    PageForm,
    Platform,
    Unasked,
    Wording,
)
from embedarchive.platforms.forms import everywhere, forum
from embedarchive.platforms.meta import OEMBED_TERMS
from embedarchive.platforms.urls import place
from embedarchive.records import PostRef, Testified, Witness

NAME = "instagram"
HOSTS = frozenset(SITES[NAME])
POST = re.compile(
    r"/(?:(?P<user>[A-Za-z0-9_.]{1,30})/)?(?:p|reels?|tv)/(?P<id>[A-Za-z0-9_-]{2,64})(?:/|\Z)", re.A | re.I
)
NO_CODES = frozenset({"audio", "videos"})
"""`/reels/audio/…` is a list of the reels with one sound."""
NO_USERS = frozenset({"share", "explore", "stories", "accounts", "direct"})
"""Instagram's own pages; what follows `/share/p/` is no shortcode, it leads to a post."""
CODE = re.compile(r"[A-Za-z0-9_-]{2,64}\Z")
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
DIGITS = 11
"""A shortcode is the media id, base64url, 11 digits at most; what follows is a private post's key."""
EPOCH_MS = 1_314_220_021_721
SHIFT = 23
"""`(now_millis - our_epoch) << 23`, then shard and sequence (Instagram Engineering, "Sharding & IDs at
Instagram", 2012)."""
FIRST_TIMED_DIGITS = 10
"""Shorter codes stand for ids that were counted before that."""


def read_url(url: str) -> PostRef | None:
    """Return the post that a URL of Instagram names; None for profiles, stories and lists."""
    where = place(url, HOSTS)
    match = POST.match(where.path) if where else None
    if match is None or match["id"].lower() in NO_CODES or (match["user"] or "").lower() in NO_USERS:
        return None
    return PostRef(NAME, match["id"], match["user"])


def permalink(post: PostRef) -> str:
    """Return `https://www.instagram.com/p/CODE/`; it leads to reels and videos too."""
    return f"https://www.instagram.com/p/{post.id}/"


def is_id(text: str) -> bool:
    """Whether a string is written as a shortcode."""
    return bool(CODE.match(text)) and text.lower() not in NO_CODES


def posted_at(code: str) -> dt.datetime | None:
    """Return when the post was made (UTC)."""
    if not is_id(code) or len(code) < FIRST_TIMED_DIGITS:
        return None
    media = 0
    for letter in code[:DIGITS]:
        media = media * 64 + ALPHABET.index(letter)
    return UNIX + dt.timedelta(milliseconds=(media >> SHIFT) + EPOCH_MS) if media < 1 << 63 else None


MEASURED = "ebfix.konnokai.me, INSTAGRAM_EMBED_FIX_PLAN.md, measured 2026-10-04"
WITNESSES = (
    Endpoint(
        Witness.EMBED,
        "instagram-embed",
        lambda post: f"https://www.instagram.com/p/{post.id}/embed/captioned/",
        "www.instagram.com/p/CODE/embed/captioned/",
        "handle, caption, first picture",
        MEASURED,
        (
            Meaning(None, Testified.TOMBSTONE, "broken or removed, says Instagram, not which", MEASURED),
            Meaning(
                None,
                Testified.LOGIN_WALL,
                "a page without the post",
                "others measured a login page with status 200 (2026)",
            ),
        ),
        HTML,
    ),
    Endpoint(
        Witness.PAGE,
        "page",
        permalink,
        "www.instagram.com/p/CODE/",
        "name, handle, caption (perhaps the beginning only)",
        MEASURED,
        (
            Meaning(404, Testified.NOT_FOUND, "Instagram has no such page", "not verified"),
            Meaning(
                None,
                Testified.LOGIN_WALL,
                "no properties for link previews: missing, private or refused",
                MEASURED,
            ),
        ),
        HTML,
    ),
)
UNASKED = (
    Unasked(
        "graph.facebook.com/instagram_oembed",
        OEMBED_TERMS,
        "developers.facebook.com/documentation/instagram-platform/oembed, Limitations (2026-05-15)",
    ),
)

SHARED_BY = (
    r"(?:A|An) (?:post|photo|video|reel|story) (?:shared|posted) by",
    r"(?:Ein Beitrag|Ein Foto|Ein Video) (?:geteilt|gepostet) von",
    r"Une (?:publication|photo|vidéo) (?:partagée|publiée) par",
    r"Una? (?:publicación|foto|v[ií]deo) (?:compartid|publicad)[ao] (?:de|por)",
    r"Uma? (?:post|publicação|foto|vídeo) (?:compartilhad|partilhad|publicad)[ao] por",
    r"Una? (?:post|foto|video) (?:condivis|pubblicat)[ao] da",
    r"Een (?:bericht|foto|video)(?: die is)? (?:gedeeld|geplaatst) door",
    r"Post udostępniony przez",
    r"Публикация от",
    r"Допис, поширений",
    r"Ett inlägg delat av",
    r"Et opslag delt af",
    r"Et innlegg delt av",
    r"Příspěvek sdílený",
    r"O postare distribuită de",
    r"Sebuah kiriman dibagikan oleh",
    r"โพสต์ที่แชร์โดย",
    r"تمت مشاركة منشور بواسطة",
    r"Bài viết do",
    r"Η δημοσίευση κοινοποιήθηκε από(?: τ[οην]{1,2} χρήστη)?",
    r"Henkilön",
)
"""What stands before `NAME (@handle)`, by the language of whoever made the embed (seen in embeds of 2013 to
2026)."""
BEHIND = (
    r"が(?:シェア|投稿)した(?:投稿|写真|動画)?",
    r"님의 공유(?: 게시물)?(?:님,)?",
    r"['’]\w{2,3} paylaştığı(?: bir gönderi)?",
    r" ?által megosztott(?: bejegyzés)?,?",
    r" ?jakama julkaisu",
    r" ?分享的(?:帖子|貼文|照片|相片|影片|视频)",
)
"""What stands behind it in Japanese, Korean, Turkish, Hungarian, Finnish and Chinese."""
AROUND = r"(?: jakama julkaisu| chia sẻ)?"
"""What stands behind it where something stands before it, too: Finnish and Vietnamese."""
MARKS = r"[\u200e\u200f\u202a-\u202e\u2066-\u2069]{0,4}"
"""Marks of direction, in embeds that are read from right to left."""
ACCOUNT = rf"{MARKS}\s{{0,3}}[(（]{MARKS}@{MARKS}(?P<handle>[A-Za-z0-9_.]{{1,30}}){MARKS}[)）]"
SHARED = re.compile(
    rf"(?:{'|'.join(SHARED_BY)})\s{{1,3}}{MARKS}(?P<name>[^\n@]{{0,120}}?){ACCOUNT}{AROUND}(?P<date>[^\n]{{0,80}})"
)
VIEW = (
    r"View this post on Instagram",
    r"(?:Ver esta publicación en|Ver est[ae] (?:foto|post|publicação) no|Ver essa foto no) Instagram",
    r"(?:Voir cette publication sur|Visualizza questo post su|Bekijk dit bericht op) Instagram",
    r"Dit bericht op Instagram bekijken",
    r"Sieh dir diesen Beitrag auf Instagram an",
    r"(?:Wyświetl ten post na|Visa det här inlägget på|Se (?:opslaget|dette innlegget) på) Instagram\w{0,2}",
    r"(?:Zobrazit (?:tento )?příspěvek na|Vizualizați această postare pe) Instagram\w?",
    r"Lihat postingan ini di Instagram",
    r"(?:Посмотреть эту публикацию|Переглянути цей допис) в Instagram",
    r"Δείτε αυτή τη δημοσίευση στο Instagram",
    r"A bejegyzés megtekintése az Instagramon",
    r"Näytä tämä julkaisu Instagramissa",
    r"Xem bài viết này trên Instagram",
    r"Bu gönderiyi Instagram['’]da gör",
    r"この投稿をInstagramで見る",
    r"Instagram에서 이 게시물 보기",
    r"ดูโพสต์นี้บน Instagram",
    r"عرض هذا المنشور على Instagram",
    r"在 ?Instagram ?(?:上?查看|查看)[这這]?[篇則则]?[帖貼][子文]",
)
"""What an embed shows before the caption, for readers without scripts."""
VIEWED = re.compile(rf"(?:{'|'.join(VIEW)})\.?")
SHARED_BEHIND = re.compile(
    rf"(?:(?:{'|'.join(VIEW)})\.?|^)[^\S\n>]{{0,9}}(?P<name>(?:(?!nstagram)[^\n@]){{0,120}}?)(?:さん)?{ACCOUNT}"
    rf"(?:{'|'.join(BEHIND)})(?P<date>[^\n]{{0,80}})",
    re.M,
)
"""The author begins a line, or follows `VIEW`; until about 2019 with a Japanese title."""
SAYS = Wording(
    lines=(
        SHARED,
        SHARED_BEHIND,
        re.compile(
            r"^@(?P<handle>[A-Za-z0-9_.]{1,30})(?:が(?:シェア|投稿)した|님의 공유)(?P<date>[^\n]{0,80})", re.M
        ),
        re.compile(
            rf"(?:{'|'.join(SHARED_BY)})\s{{1,3}}@(?P<handle>[A-Za-z0-9_.]{{1,30}}){AROUND}(?P<date>[^\n]{{0,80}})"
        ),
        re.compile(r"[(（]@(?P<handle>[A-Za-z0-9_.]{1,30})[)）](?P<date>[^\n]{0,80})"),
    ),
    words="p",
    signed=True,
    button=VIEWED,
)
"""The caption (until about 2019), then who shared it and, until then, when: in `<time>` by UTC, in words by
Pacific time. Where the language is not known, the handle alone is."""

INSTAGRAM = Platform(
    name=NAME,
    hosts=HOSTS,
    read_url=read_url,
    permalink=permalink,
    is_id=is_id,
    frame=r"instagram\.com/(?:[\w.]{1,30}/)?(?:p|reels?|tv)/[\w-]{2,64}/embed",
    embeds=(
        # developers.facebook.com/docs/instagram-platform/oembed; before 2017 without the attribute.
        EmbedRule(
            "instagram-blockquote",
            ".instagram-media, blockquote[data-instgrm-permalink]",
            urls=("data-instgrm-permalink", "cite"),
            says=SAYS,
        ),
        EmbedRule("instagram-blockquote-link", "blockquote.instagram-media", inside=True, says=SAYS),
        # amp.dev/documentation/components/amp-instagram
        EmbedRule(
            "amp-instagram",
            "amp-instagram[data-shortcode], amp-instagram[shortcode]",
            ("data-shortcode", "shortcode"),
        ),
        EmbedRule(
            "instagram-substack-card",
            '.instagram-embed-wrap[data-attrs], [data-component-name="InstagramToDOM"][data-attrs]',
            ("data-attrs",),
            keys=("instagram_id",),
            tells=(("handle", "author_name"), ("date", "timestamp")),
        ),
        EmbedRule("instagram-substack", ".instagram-embed-wrap", inside=True),
        forum(NAME),
        *everywhere(NAME),
    ),
    posted_at=posted_at,
    witnesses=WITNESSES,
    unasked=UNASKED,
    media_hosts=("cdninstagram.com", "fbcdn.net"),
    page=PageForm(
        "og:description",
        # `44K likes, 777 comments - USER on June 29, 2023: "CAPTION"`.
        lead=re.compile(r"\A.{0,60}?- (?P<handle>[\w.]{1,30}) on \w{3,9} \d{1,2}, \d{4}: "),
        title=re.compile(r"\A(?P<name>.{0,300}?) on Instagram\b", re.S),
        whole_up_to=900,
    ),
    archived_as=lambda post: tuple(f"instagram.com/{kind}/{post.id}/" for kind in ("p", "reel")),
)
