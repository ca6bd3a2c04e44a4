"""What the embeds of other platforms say of their posts, in markup and flattened to text."""

# ruff: noqa: E501 - markup stands as the platforms make it, in one line

from __future__ import annotations

import datetime as dt
import html
import json
import time

import pytest

from embedarchive.records import Claim, Mention, MentionKind
from tests.stages.find.reading import mentions, page

INSTAGRAM = "https://www.instagram.com/p/CYokA48MWDA/?utm_source=ig_embed"
FACEBOOK = "https://www.facebook.com/example.press/posts/1234567890123"
DID = "did:plc:vwzwgnygau7ed7b7wt5ux7y2"
BLUESKY = (
    f'<blockquote class="bluesky-embed" data-bluesky-uri="at://{DID}/app.bsky.feed.post/3l25zusnsfctk" data-bluesky-cid="bafy">'
    f'<p lang="en">The dam holds.<br>For now. <a href="https://bsky.app/hashtag/dam">#dam</a><br><br><a href="https://bsky.app/profile/{DID}/post/3l25zusnsfctk?ref_src=embed">[image or embed]</a></p>'
    f'&mdash; Example — Press (<a href="https://bsky.app/profile/{DID}?ref_src=embed">@press.example</a>) <a href="https://bsky.app/profile/{DID}/post/3l25zusnsfctk?ref_src=embed">August 20, 2024 at 5:33 PM</a></blockquote>'
)
CAPTIONED = (
    '<blockquote class="instagram-media" data-instgrm-captioned data-instgrm-permalink="{url}" data-instgrm-version="12"><div>'
    '<a href="{url}"><div>{view}</div></a><p><a href="{url}">The dam holds. #dam</a></p>'
    '<p>{by} <a href="https://www.instagram.com/example.press/">Example Press</a> (@example.press) {on}</p></div></blockquote>'
)
UNCAPTIONED = (
    f'<blockquote class="instagram-media" data-instgrm-permalink="{INSTAGRAM}"><div><a href="{INSTAGRAM}"><svg></svg><div>View this post on Instagram</div></a>'
    f'<p><a href="{INSTAGRAM}">{{line}}</a></p></div></blockquote>'
)
TIKTOK = (
    '<blockquote class="tiktok-embed" cite="https://www.tiktok.com/@example.press/video/7034174276785687814" data-video-id="7034174276785687814"><section>'
    '<a target="_blank" title="@example.press" href="https://www.tiktok.com/@example.press?refer=embed">@example.press</a> {open}The dam holds <a title="dam" href="https://www.tiktok.com/tag/dam">#dam</a>{close} '
    '<a title="♬ original sound - X" href="https://www.tiktok.com/music/1">♬ original sound - X</a></section></blockquote>'
)
POSTED = f'<div class="fb-post" data-href="{FACEBOOK}"><blockquote cite="{FACEBOOK}" class="fb-xfbml-parse-ignore"><p>The dam holds.</p>{{line}}</blockquote></div>'
NAMED = '<a href="https://www.facebook.com/example.press/">Example Press</a>'
TITLE = '<a href="https://www.reddit.com/r/example/comments/axeh8b/the_dam/">The dam holds</a>'
THE_DAY = dt.date(2020, 8, 5)


def of(name: str | None, handle: str | None, text: str | None = None, day: dt.date | None = None, written: str | None = None, lang: str | None = None) -> Claim:  # fmt: skip
    """Make a claim."""
    return Claim(name, handle, day, written, text, lang)


EMBEDS = {
    "bluesky": (BLUESKY, of("Example — Press", "press.example", "The dam holds.\nFor now. #dam", dt.date(2024, 8, 20), "August 20, 2024", "en")),
    "instagram with its caption": (
        CAPTIONED.format(url=INSTAGRAM, view="View this post on Instagram", by="A post shared by", on='on <time datetime="2022-01-13T02:11:00+00:00">Jan 12, 2022 at 6:11pm PST</time>'),
        of("Example Press", "example.press", "The dam holds. #dam", dt.date(2022, 1, 13), "Jan 12, 2022"),
    ),
    "instagram in German": (
        CAPTIONED.format(url=INSTAGRAM, view="Sieh dir diesen Beitrag auf Instagram an", by="Ein Beitrag geteilt von", on="am Jan 12, 2022 um 6:11 PST"),
        of("Example Press", "example.press", "The dam holds. #dam", dt.date(2022, 1, 12), "Jan 12, 2022"),
    ),
    "instagram today": (UNCAPTIONED.format(line="A post shared by Example | Press 🌉 (@example.press)"), of("Example | Press 🌉", "example.press")),
    "instagram in Japanese": (UNCAPTIONED.format(line="例のプレス(@example.press)がシェアした投稿"), of("例のプレス", "example.press")),
    "instagram in Japanese, with a title": (
        UNCAPTIONED.format(line='例のプレスさん(@example.press)がシェアした投稿</a> - <time datetime="2022-01-13T02:11:00+00:00">2022  1月 12 6:11午後 PST</time><a>'),
        of("例のプレス", "example.press", None, dt.date(2022, 1, 13)),
    ),
    "instagram in Japanese, without a name": (UNCAPTIONED.format(line="@example.pressがシェアした投稿"), of(None, "example.press")),
    "instagram in Korean": (UNCAPTIONED.format(line="예시 신문(@example.press)님의 공유 게시물"), of("예시 신문", "example.press")),
    "instagram in Chinese": (UNCAPTIONED.format(line="例報（@example.press）分享的貼文"), of("例報", "example.press")),
    "instagram in Hungarian": (UNCAPTIONED.format(line="Példa Lap (@example.press) által megosztott bejegyzés"), of("Példa Lap", "example.press")),
    "instagram in Finnish": (UNCAPTIONED.format(line="Henkilön Esimerkki (@example.press) jakama julkaisu"), of("Esimerkki", "example.press")),
    "instagram in Vietnamese": (UNCAPTIONED.format(line="Bài viết do Báo Mẫu (@example.press) chia sẻ"), of("Báo Mẫu", "example.press")),
    "instagram in Brazil": (UNCAPTIONED.format(line="Um post compartilhado por Jornal Exemplo (@example.press)"), of("Jornal Exemplo", "example.press")),
    "instagram in Brazil, without a name": (UNCAPTIONED.format(line="Uma publicação compartilhada por @example.press"), of(None, "example.press")),
    "instagram in Arabic": (
        UNCAPTIONED.format(line="تمت مشاركة منشور بواسطة \u200f\u200eExample Press\u200e\u200f (@\u200f\u200eexample.press\u200e\u200f)"),
        of("Example Press", "example.press"),
    ),
    "instagram in a language not known": (UNCAPTIONED.format(line="Izlaganje koje dijeli Example Press (@example.press)"), of(None, "example.press")),
    "instagram with nothing but a button": (UNCAPTIONED.format(line="Instagram post"), Claim()),
    "tiktok": (TIKTOK.format(open="<p>", close="</p>"), of(None, "example.press", "The dam holds #dam")),
    "tiktok without paragraphs": (TIKTOK.format(open="", close=""), of(None, "example.press", "The dam holds #dam")),
    "threads": (
        '<blockquote class="text-post-media" data-text-post-permalink="https://www.threads.net/@example.press/post/CuVdfsNtmvh"><a href="https://www.threads.net/@example.press/post/CuVdfsNtmvh"><div><div><svg></svg></div><div> Post by @example.press</div><div> View on Threads</div></div></a></blockquote>',
        of(None, "example.press"),
    ),
    "mastodon": (
        '<blockquote class="mastodon-embed" data-embed-url="https://social.example/@example_press/111794340630068408/embed"><a href="https://social.example/@example_press/111794340630068408"><svg></svg><div>Post by @example_press@social.example</div><div>View on Mastodon</div></a></blockquote>',
        of(None, "example_press@social.example"),
    ),
    "reddit": (
        f'<blockquote class="reddit-embed-bq" data-embed-height="316">{TITLE}<br> by<a href="https://www.reddit.com/user/example-press/">u/example-press</a> in<a href="https://www.reddit.com/r/example/">example</a></blockquote>',
        of(None, "example-press", "The dam holds"),
    ),
    "reddit's comment": (
        '<blockquote class="reddit-embed-bq"><a href="https://www.reddit.com/r/example/comments/axeh8b/comment/lol1234/">Comment</a><br> by<a href="https://www.reddit.com/user/example/">u/example</a> from discussion<a href="https://www.reddit.com/r/example/comments/axeh8b/the_dam/"></a></blockquote>',
        of(None, "example"),
    ),
    "reddit's comment of 2018": (
        '<div class="reddit-embed"><a href="https://www.reddit.com/r/example/comments/axeh8b/the_dam/">Der Damm</a>: <a href="https://www.reddit.com/r/example/comments/axeh8b/the_dam/lol1234/">Kommentar</a></div>',
        of(None, None),
    ),
    "reddit's old card": (f'<blockquote class="reddit-card" data-card-created="1514764800">{TITLE} from <a href="http://www.reddit.com/r/example">r/example</a></blockquote>', of(None, None, "The dam holds")),
    "facebook": (
        POSTED.format(line=f'Posted by {NAMED} on&nbsp;<a href="{FACEBOOK}">Wednesday, August 5, 2020</a>'),
        of("Example Press", "example.press", "The dam holds.", THE_DAY, "Wednesday, August 5, 2020"),
    ),
    "facebook in a paragraph, in French": (
        POSTED.format(line=f'<p>Publiée par {NAMED} sur&nbsp;<a href="{FACEBOOK}">Mercredi 5 août 2020</a></p>'),
        of("Example Press", "example.press", "The dam holds.", THE_DAY, "Mercredi 5 août 2020"),
    ),
    "facebook by number": (
        POSTED.format(line='Posted by <a href="https://www.facebook.com/1284562961576662">Example Press</a> on&nbsp;<a href="https://graph.facebook.com/1/posts/2/">Wednesday, August 5, 2020</a>'),
        of("Example Press", None, "The dam holds.", THE_DAY, "Wednesday, August 5, 2020"),
    ),
    "facebook's video": (
        f'<div class="fb-video" data-href="https://www.facebook.com/example.press/videos/1234567890123/"><blockquote cite="https://www.facebook.com/example.press/videos/1234567890123/"><a href="https://www.facebook.com/example.press/videos/1234567890123/">The dam</a><p>The dam holds.</p>Posted by {NAMED} on Wednesday, August 5, 2020</blockquote></div>',
        of("Example Press", "example.press", "The dam holds.", THE_DAY, "Wednesday, August 5, 2020"),
    ),
    "facebook without its own element": (
        f'<div class="fb-xfbml-parse-ignore"><blockquote cite="{FACEBOOK}:0"><p>The dam holds.</p>Posted by {NAMED} on&nbsp;<a href="{FACEBOOK}:0">Wednesday, August 5, 2020</a></blockquote></div>',
        of("Example Press", "example.press", "The dam holds.", THE_DAY, "Wednesday, August 5, 2020"),
    ),
    "a quotation with its source": (
        f'<blockquote cite="{FACEBOOK}"><p>The dam holds.</p><p>For now.</p><footer>— Example Press</footer></blockquote>',
        of(None, None, "The dam holds.\nFor now."),
    ),
    "a quotation without paragraphs": (f'<blockquote cite="{FACEBOOK}">The dam <b>holds</b>.</blockquote>', of(None, None, "The dam holds.")),
    "a quotation whose author stands among its words": (
        f'<blockquote cite="{FACEBOOK}">The dam holds.<footer><cite><a href="{FACEBOOK}">Example Press</a></cite></footer></blockquote>',
        of(None, None),
    ),
    "a quotation around another one": (
        f'<blockquote cite="{FACEBOOK}"><blockquote><p>Does it?</p></blockquote><p>The dam holds.</p></blockquote>',
        of(None, None, "The dam holds."),
    ),
    "facebook with nothing": (f'<div class="fb-post" data-href="{FACEBOOK}"></div>', Claim()),
}  # fmt: skip


@pytest.mark.parametrize("form", EMBEDS)
def test_an_embed_says_who_posted_what_and_when(form: str) -> None:
    """Each platform in its own words; what is not said, or not in words that are known, stays None."""
    markup, claim = EMBEDS[form]
    (found,) = page(f"<p>Before.</p>{markup}<p>After.</p>")
    assert found.kind is MentionKind.EMBED
    assert found.post is not None
    assert found.claim == claim


@pytest.mark.parametrize("form", ["bluesky", "instagram today", "tiktok", "reddit", "facebook"])
def test_the_same_is_read_from_a_script(form: str) -> None:
    """A site's state holds the same markup, escaped."""
    markup, claim = EMBEDS[form]
    for body in (
        f"<script>{json.dumps({'html': markup}).replace('</', '<' + chr(92) + '/')}</script>",
        f'<div data-html="{html.escape(markup)}"></div>',
        f"<noscript>{markup}</noscript>",
    ):
        (found,) = page(f"<p>Before.</p>{body}<p>After.</p>")
        assert found.claim == claim


@pytest.mark.parametrize("filler", [" ", "@", "—", "(@", "♬", "A post shared by ", "\n", "x (@y"])
@pytest.mark.parametrize("frame", [
    '<blockquote class="tiktok-embed" data-video-id="7034174276785687814"><pre>@a {}x</pre></blockquote>',
    f'<blockquote data-bluesky-uri="at://{DID}/app.bsky.feed.post/3l25zusnsfctk"><pre>{{}}</pre></blockquote>',
    f'<blockquote class="instagram-media" data-instgrm-permalink="{INSTAGRAM}"><pre>{{}}</pre></blockquote>',
    f'<div class="fb-post" data-href="{FACEBOOK}"><blockquote><pre>{{}}</pre></blockquote></div>',
    "<pre>{}</pre>",
])  # fmt: skip
def test_no_wording_runs_away(frame: str, filler: str) -> None:
    """Of a hostile embed as much is read as of any other, in seconds."""
    began = time.process_time()
    page(frame.format(filler * (90_000 // len(filler))))
    assert time.process_time() - began < 10


def lines(text: str, name: str = "article.txt") -> list[Mention]:
    """Return the attributions of a text."""
    return [mention for mention in mentions(text, name) if mention.kind is MentionKind.ATTRIBUTION]


def test_a_flattened_embed_of_bluesky_is_an_attribution() -> None:
    """The dash, the name, a host name as handle, the date; a plain text keeps no more."""
    (found,) = lines(
        "The river rises.\n\n> The dam holds.\n>\n> — Example Press (@press.example) August 20, 2024 at 5:33 PM\n"
    )
    assert found.platform == "bluesky"
    assert (found.claim.name, found.claim.handle, found.claim.text) == (
        "Example Press",
        "press.example",
        "The dam holds.",
    )
    assert found.claim.date == dt.date(2024, 8, 20)


def test_a_flattened_embed_of_bluesky_keeps_its_post_where_its_date_is_a_link() -> None:
    """In Markdown and on a page without the blockquote."""
    url = f"https://bsky.app/profile/{DID}/post/3l25zusnsfctk?ref_src=embed"
    text = f"> The dam holds.\n>\n> — Example Press ([@press.example](https://bsky.app/profile/{DID})) [August 20, 2024 at 5:33 PM]({url})\n"
    (found,) = mentions(text, "article.md")
    assert found.post and found.post.id == "3l25zusnsfctk"
    (found,) = page(
        f'<div><p>The dam holds.</p>&mdash; Example Press (@press.example) <a href="{url}">August 20, 2024 at 5:33 PM</a></div>'
    )
    assert (found.kind, found.platform) == (MentionKind.ATTRIBUTION, "bluesky")
    assert found.post and found.post.id == "3l25zusnsfctk"


@pytest.mark.parametrize(
    ("text", "name", "day"),
    [
        ("View this post on Instagram\n\nA post shared by Example Press (@example.press)\n", "Example Press", None),
        ("View this post on Instagram A post shared by Example Press (@example.press) on Jan 12, 2022 at 6:11pm PST It holds.", "Example Press", dt.date(2022, 1, 12)),
        ("> Ein Beitrag geteilt von Example Press (@example.press) am Jan 12, 2022 um 6:11 PST", "Example Press", dt.date(2022, 1, 12)),
        ("Une publication partagée par Example Press (@example.press)", "Example Press", None),
        ("Una publicación compartida de (@example.press)", None, None),
        ("A post shared by Example Press (@example.press) on", "Example Press", None),
        ("So it is. View this post on InstagramA post shared by Example Press (@example.press)So it was.", "Example Press", None),
        ("예시 신문(@example.press)님의 공유 게시물\n", "예시 신문", None),
        ("雨が降る。この投稿をInstagramで見る 例のプレス(@example.press)がシェアした投稿 川は静かだ。", "例のプレス", None),
        ("Örnek Gazete (@example.press)'in paylaştığı bir gönderi\n", "Örnek Gazete", None),
        ("例報（@example.press）分享的貼文\n", "例報", None),
        ("Bài viết do Báo Mẫu (@example.press) chia sẻ\n", "Báo Mẫu", None),
    ],
)  # fmt: skip
def test_a_flattened_embed_of_instagram_is_an_attribution(
    text: str, name: str | None, day: dt.date | None
) -> None:
    """Only who shared it is left, and until 2019 the day."""
    (found,) = lines(f"It rains.\n\n{text}")
    assert (found.platform, found.claim.name, found.claim.handle) == ("instagram", name, "example.press")
    assert (found.claim.date, found.claim.text, found.post) == (day, None, None)


@pytest.mark.parametrize(
    ("view", "by"),
    [
        ("View this post on Instagram", "A post shared by"),
        ("Ver esta publicación en Instagram", "Una publicación compartida por"),
        ("Wyświetl ten post na Instagramie.", "Post udostępniony przez"),
    ],
)
def test_the_caption_stands_between_two_lines_of_instagram(view: str, by: str) -> None:
    """Embeds had it until 2019; what stands before the first line is the article's."""
    text = f"It rains.\n\n{view}\n\nThe dam holds.\n#dam\n\n{by} Example Press (@example.press) Jan 12, 2019\n\nMore."
    (found,) = lines(text)
    assert (found.claim.text, found.claim.date) == ("The dam holds.\n#dam", dt.date(2019, 1, 12))
    assert found.exact.startswith("The dam")


@pytest.mark.parametrize(
    "text",
    [
        "昨日、例のプレス(@example.press)がシェアした投稿が話題になった。",
        "She wrote so on Instagram. A post shared by Example Press (@example.press) shows the dam.",
        "Публикация от Example Press (@example.press) собрала тысячи лайков.",
        "A post shared by the actor (@example.press) says that the dam holds.",
        "She saw a post shared by Example Press (@example.press)",
        "— Jane Doe (@jane.doe) reports from the dam.",
        "Jane Doe (@jane.example) August 20, 2024",
        "— Jane Doe (@jane.example)",
    ],
)
def test_prose_about_posts_is_no_attribution(text: str) -> None:
    """A sentence, a byline and a host name without a date are none."""
    assert lines(f"It rains.\n\n{text}\n\nIt still does.") == []


@pytest.mark.parametrize(
    ("card", "name", "claim"),
    [
        (
            {
                "instagram_id": "CYokA48MWDA",
                "author_name": "@example.press",
                "timestamp": "2022-01-12T20:00:00-05:00",
            },
            "InstagramToDOM",
            Claim(handle="example.press", date=dt.date(2022, 1, 13), date_text="2022-01-12T20:00:00-05:00"),
        ),
        (
            {"instagram_id": "CYokA48MWDA", "author_name": "example.press", "timestamp": None, "title": "x"},
            "InstagramToDOM",
            Claim(handle="example.press"),
        ),
        (
            {
                "uri": f"at://{DID}/app.bsky.feed.post/3l25zusnsfctk",
                "authorName": "Example Press",
                "authorHandle": "press.example",
                "text": "The dam holds.",
                "createdAt": "2024-08-20T16:31:35.793Z",
            },
            "BlueskyCreateBlueskyEmbed",
            Claim(
                "Example Press",
                "press.example",
                dt.date(2024, 8, 20),
                "2024-08-20T16:31:35.793Z",
                "The dam holds.",
            ),
        ),
    ],
)
def test_a_newsletters_card_says_who_and_when(card: dict[str, object], name: str, claim: Claim) -> None:
    """Substack keeps the post as JSON in an attribute; the class may be gone, the name of the component is not."""
    (found,) = page(f'<div data-attrs="{html.escape(json.dumps(card))}" data-component-name="{name}"></div>')
    assert found.kind is MentionKind.EMBED
    assert found.claim == claim


@pytest.mark.parametrize("dash", ["--", "---", "—", "―"])
@pytest.mark.parametrize(
    "tag", ["blockquote", f'blockquote data-bluesky-uri="at://{DID}/app.bsky.feed.post/3l25zusnsfctk"']
)
def test_bluesky_is_read_without_its_attributes(dash: str, tag: str) -> None:
    """A feed strips the attributes; a blog writes two hyphens for the dash, Pandoc three."""
    link = f"https://bsky.app/profile/{DID}/post/3l25zusnsfctk"
    (found,) = page(
        f'<{tag} class="bluesky-embed"><p lang="en">The dam holds.</p>{dash} Example Press '
        f'(<a href="https://bsky.app/profile/{DID}">@press.example</a>) <a href="{link}">2024-08-20T16:31:35.793Z</a></blockquote>'
    )
    assert found.post and found.post.id == "3l25zusnsfctk"
    assert (found.claim.name, found.claim.handle) == ("Example Press", "press.example")
    assert (found.claim.date, found.claim.text) == (dt.date(2024, 8, 20), "The dam holds.")


def test_the_element_of_bluesky_holds_the_post_as_it_is_without_scripts() -> None:
    """Its template is not shown."""
    uri = "at://press.example/app.bsky.feed.post/3l25zusnsfctk"
    (found,) = page(
        f'<bluesky-post src="{uri}"><template shadowrootmode="open"><p>Template</p></template><blockquote><p>The dam holds.</p>'
        "<p>— Example Press (@press.example) "
        '<a href="https://bsky.app/profile/press.example/post/3l25zusnsfctk">2024-08-20T16:31:35.793Z</a></p></blockquote></bluesky-post>'
    )
    assert found.post and found.post.id == "3l25zusnsfctk"
    assert found.claim.name == "Example Press"
    assert found.claim.text == "The dam holds."


@pytest.mark.parametrize(
    "button",
    ["View this post on Instagram", "Sieh dir diesen Beitrag auf Instagram an", "この投稿をInstagramで見る"],
)
def test_a_button_that_became_a_paragraph_is_no_caption(button: str) -> None:
    """Readability and editors make `<p>` of the `<div>` that leads to the post."""
    url = "https://www.instagram.com/p/CYokA48MWDA/"
    line = f'<p><a href="{url}">A post shared by Example Press (@example.press)</a></p>'
    front = f'<blockquote class="instagram-media" data-instgrm-permalink="{url}"><p><a href="{url}">{button}</a></p>'
    (bare,) = page(f"{front}{line}</blockquote>")
    assert (bare.claim.name, bare.claim.text) == ("Example Press", None)
    (captioned,) = page(f"{front}<p>{button}? They do.</p>{line}</blockquote>")
    assert captioned.claim.text == f"{button}? They do."
