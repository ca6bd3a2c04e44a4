"""Citations in plain text and markdown."""

# ruff: noqa: E501 - samples of articles and markup stand as they are found, in one line

from __future__ import annotations

import base64
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedarchive.records import MentionKind
from tests.shared import shared
from tests.stages.find.reading import mentions, of_kind

TWEET = "2018345678901234567"
ARTICLE = """Seeburg — The council of Seeburg met on February 2, 2026, and both sides of the house agreed for once: \
the bridge must be mended before the autumn storms, whoever pays for it in the end.
Mayor Tora Lind had put aside the usual agenda — not for the first time — after the pillar gave way.
پل کی مرمت کے بارے میں شہر کی مجلس میں میئر کا خطاب#Bridge @ToraLind https://t.co/Ab3dEf6hIj pic.twitter.com/Kl9mNo2pQr
— City Council 🇨🇭 (@SeeburgCouncil) February 2, 2026
What was said
- Lind refused the story of a poor city, naming the schools and the harbour that were built since 1960.
- The opposition’s Per Holm said that “distance” — not money — had kept the east bank waiting.
He urged everyone to stand united on the matter, and to forget the quarrels of former years for the sake of the bridge.
مجلس میں حزب اختلاف کے قائد کا خطاب
(Part-2)#Bridge@PerHolmEast pic.twitter.com/St5uVw8xYz— City Council 🇨🇭 (@SeeburgCouncil) February 2, 2026
For all the sharp words, the evening showed one thing: nobody wants to swim.
"""


def test_both_flattened_posts_of_an_article_are_found_whole() -> None:
    """Two attributions, one on a line of its own and one glued to a slug, with nothing of the prose."""
    found = mentions(ARTICLE)
    assert [mention.kind for mention in found] == [MentionKind.ATTRIBUTION, MentionKind.ATTRIBUTION]
    first, second = found
    for mention in found:
        assert mention.claim.handle == "SeeburgCouncil"
        assert mention.claim.name == "City Council 🇨🇭"
        assert mention.claim.date == dt.date(2026, 2, 2)
        assert mention.exact == ARTICLE[mention.start : mention.end]
        assert mention.exact.endswith("February 2, 2026")
    lines = ARTICLE.split("\n")
    assert first.claim.text == lines[2]
    assert first.links == ("https://t.co/Ab3dEf6hIj", "https://pic.twitter.com/Kl9mNo2pQr")
    assert second.claim.text == f"{lines[8]}\n{lines[9].partition('—')[0]}"
    assert second.links == ("https://pic.twitter.com/St5uVw8xYz",)


def test_the_seed_article_yields_its_two_attributions() -> None:
    """The article of issue 1 yields exactly the two posts of the National Assembly."""
    text = shared("seed/article.txt").read_text(encoding="utf-8")
    found = mentions(text)
    assert [mention.kind for mention in found] == [MentionKind.ATTRIBUTION, MentionKind.ATTRIBUTION]
    for mention in found:
        assert (mention.claim.handle, mention.claim.name) == ("NAofPakistan", "National Assembly 🇵🇰")
        assert mention.claim.date == dt.date(2026, 2, 2)
        assert mention.claim.text is not None
        assert mention.claim.text.startswith("قومی اسمبلی کے اجلاس میں")
        assert mention.exact == text[mention.start : mention.end]
    assert found[0].links == ("https://t.co/DdqVUnObjg", "https://pic.twitter.com/kfPNrRDYk8")
    assert found[1].links == ("https://pic.twitter.com/M6TIo4vKzu",)


def test_a_link_in_prose_is_a_mention_of_its_own() -> None:
    """Slugs and permalinks that belong to no post quoted here are links."""
    found = mentions(
        "He shared it (https://t.co/AbCdEf1234) and https://x.com/ann/status/1721408587073732675, too."
    )
    assert [(m.kind, m.links) for m in found] == [
        (MentionKind.LINK, ("https://t.co/AbCdEf1234",)),
        (MentionKind.LINK, ("https://x.com/ann/status/1721408587073732675",)),
    ]
    assert found[1].post is not None
    assert found[1].post.id == "1721408587073732675"


def test_a_permalink_alone_on_a_line_is_an_embed() -> None:
    """What is left of an embed whose provider did not answer is its URL."""
    found = mentions("Before.\n\nhttps://twitter.com/ann/status/1721408587073732675?s=20\n\nAfter.")
    assert [(m.kind, m.rule) for m in found] == [(MentionKind.EMBED, "bare-permalink")]


def test_markdown_keeps_the_permalink_behind_the_date() -> None:
    """Where the date still is a link, the attribution names its post."""
    text = (
        "> The bridge stays open. [pic.twitter.com/ZyXwVu9876](https://t.co/ZyXwVu9876)\n>\n"
        "> -- Ann (@ann) [November 6,\n> 2023](https://twitter.com/ann/status/1721408587073732675?ref_src=twsrc)\n"
    )
    (found,) = mentions(text, "article.md")
    assert found.post is not None
    assert (found.post.id, found.claim.date) == ("1721408587073732675", dt.date(2023, 11, 6))
    assert found.links[0] == "https://pic.twitter.com/ZyXwVu9876"
    assert found.links[-1].startswith("https://twitter.com/ann/status/1721408587073732675")


def test_markup_in_a_text_is_read_where_it_stands() -> None:
    """A blockquote pasted into markdown is an embed, and its span is the markup."""
    quote = (
        '<blockquote class="twitter-tweet"><p lang="en">Open.</p>&mdash; Ann (@ann) '
        '<a href="https://twitter.com/ann/status/1721408587073732675">November 6, 2023</a></blockquote>'
    )
    (found,) = mentions(f"Before.\n\n{quote}\n\nAfter.", "article.md")
    assert (found.kind, found.exact, found.claim.text) == (MentionKind.EMBED, quote, "Open.")


@pytest.mark.parametrize("name", ["A", "AB", "ABC"])
def test_an_encoded_embed_ends_behind_its_padding(name: str) -> None:
    """Base64 ends with none, one or two `=`, which are a part of it."""
    quote = f'<blockquote class="twitter-tweet"><p>It rains.</p>&mdash; {name} (@a_b) <a href="https://x.com/a_b/status/20">March 21, 2006</a></blockquote>'
    code = base64.b64encode(quote.encode()).decode()
    (found,) = mentions(f"Words.\n{code}\nMore words.\n")
    assert (found.exact, found.claim.name) == (code, name)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ('{{< tweet user="ann" id="1721408587073732675" >}}', "hugo-shortcode"),
        ("{% twitter https://x.com/ann/status/1721408587073732675 %}", "liquid-tag"),
        ("[embed]https://twitter.com/ann/status/1721408587073732675[/embed]", "wordpress-shortcode"),
        ("@[tweet](https://x.com/ann/status/1721408587073732675)", "block-embed"),
        ("{% embed https://x.com/ann/status/1721408587073732675 %}", "liquid-tag"),
        ('<Tweet id="1721408587073732675" />', "component"),
        ('{{ tweet(id="1721408587073732675", url="https://x.com/i/status/1721408587073732675") }}', "macro"),
        ("- {{tweet https://x.com/ann/status/1721408587073732675}}", "macro"),
        ("- {{{tweet https://x.com/ann/status/1721408587073732675}}}", "macro"),
        ("{{[[tweet]]: https://x.com/ann/status/1721408587073732675}}", "macro"),
        ("{{#widget:Tweet|id=1721408587073732675}}", "macro"),
        ("[tweet=https://x.com/ann/status/1721408587073732675]", "wordpress-shortcode"),
        (r"\[tweet=https://x.com/ann/status/1721408587073732675\]", "wordpress-shortcode"),
    ],
)
def test_a_shortcode_is_an_embed_not_carried_out_yet(text: str, rule: str) -> None:
    """The source of a page cites a post by the shortcode its generator would turn into the embed."""
    (found,) = mentions(f"Before.\n\n{text}\n\nAfter.", "article.md")
    assert (found.kind, found.rule) == (MentionKind.EMBED, rule)
    assert found.post is not None
    assert found.post.id == "1721408587073732675"


@pytest.mark.parametrize(
    ("text", "platform", "post"),
    [
        ("{{< youtube abcDEF_-123 >}}", "youtube", "abcDEF_-123"),
        ('{{< youtube id="abcDEF_-123" autoplay="true" >}}', "youtube", "abcDEF_-123"),
        ("{% youtube 'https://youtu.be/abcDEF_-123' %}", "youtube", "abcDEF_-123"),
        ("![A film](https://www.youtube.com/watch?v=abcDEF_-123)", "youtube", "abcDEF_-123"),
        ("@[youtube](abcDEF_-123)", "youtube", "abcDEF_-123"),
        ('<YouTube title="The dam" id="abcDEF_-123" />', "youtube", "abcDEF_-123"),
        ("{{< instagram CYokA48MWDA hidecaption >}}", "instagram", "CYokA48MWDA"),
        ('{{< tiktok id="7034174276785687814" user="@ann" >}}', "tiktok", "7034174276785687814"),
        (f'{{{{< tweet user="ann" id="{TWEET}" text="see https://youtu.be/abcDEF_-123" >}}}}', "twitter", TWEET),
        (f'{{{{< tweet text="see https://youtu.be/abcDEF_-123" url="https://x.com/ann/status/{TWEET}" >}}}}', "twitter", TWEET),
        (f'{{{{< tweet id="{TWEET}" text="see https://news.example/abcdefghij?id=12345678" >}}}}', "twitter", TWEET),
        (f'{{{{< tweet text="https://news.example/?id=12345678 tells" id="{TWEET}" >}}}}', "twitter", TWEET),
        (f'{{{{< tweet id="{TWEET}" text="see www.news.example/abcdefghij" >}}}}', "twitter", TWEET),
        ('{{< youtube id="abcDEF_-123" title="as https://news.example/x12345 says" >}}', "youtube", "abcDEF_-123"),
        ('{{< youtube abcDEF_-123 title="as https://news.example/x12345 says" >}}', "youtube", "abcDEF_-123"),
        ("{{< tweet https://youtu.be/abcDEF_-123 >}}", "youtube", "abcDEF_-123"),
        ('{{ youtube(id="abcDEF_-123", class="wide") }}', "youtube", "abcDEF_-123"),
        ("{{video https://www.youtube.com/watch?v=abcDEF_-123}}", "youtube", "abcDEF_-123"),
        ("{{#ev:youtube|abcDEF_-123|300|right}}", "youtube", "abcDEF_-123"),
        ("{{youtube>abcDEF_-123?medium}}", "youtube", "abcDEF_-123"),
        ("[youtube=http://www.youtube.com/watch?v=abcDEF_-123&fs=1&w=640]", "youtube", "abcDEF_-123"),
        ("{{< telegram ann_lee 1592 >}}", "telegram", "ann_lee/1592"),
        ('{{< telegram "ann_lee/189" >}}', "telegram", "ann_lee/189"),
        ('{{< mastodon "social.example/@ann/111794340630068408" >}}', "mastodon", "111794340630068408"),
        ('{{< mastodon url="https://social.example/@ann/111794340630068408/embed" >}}', "mastodon", "111794340630068408"),
        ('{{< bluesky uri="at://did:plc:vwzwgnygau7ed7b7wt5ux7y2/app.bsky.feed.post/3l25zusnsfctk" >}}', "bluesky", "3l25zusnsfctk"),
        ('{{< reddit url="https://www.reddit.com/r/dams/comments/axeh8b/a_title/" >}}', "reddit", "axeh8b"),
        ('<LinkedInEmbed url="https://www.linkedin.com/embed/feed/update/urn:li:share:6422861848344821123" />', "linkedin", "urn:li:share:6422861848344821123"),
    ],
)  # fmt: skip
def test_shortcodes_of_other_platforms(text: str, platform: str, post: str) -> None:
    """By an address, or by an id where the code says of which site; the key before a value is no id."""
    (found,) = of_kind(mentions(f"Before.\n\n{text}\n\nAfter.", "article.md"), MentionKind.EMBED)
    assert (found.kind, found.platform, found.post and found.post.id) == (MentionKind.EMBED, platform, post)


@pytest.mark.parametrize(
    "text",
    [
        "{{< youtube >}}",
        "{{< instagram hidecaption >}}",
        "{{< facebook 1234567890123 >}}",
        "[facebook 1234567890123]",
        '{{< telegram "ann_lee" >}}',
        "{% youtube video_id %}",
        "{% youtube my-video-id %}",
        '{{< youtube "OpenScience" >}}',
        '{{< youtube src="https://news.example/film.mp4" class="ratio-16x9w" >}}',
        '{{< tweet url="https://news.example/abcdefghij?id=12345678" >}}',
        "{% embed 'dam.twig' with {'video': 'abcDEF_-123'} %}",
        "{% twitter https://twitter.com/ann %}",
        "{{YouTube|abcDEF_-123|A film}}",
        "{{ video.title }} {{ tweet | truncate: 20 }} {{ youtube_id }}",
        "{{ x(1721408587073732675) }}",
        "{{video https://news.example/abcdefghijk}}",
        "Write `{{youtube abcDEF_-123}}` into it.",
        "<YouTube id={node.attrs.id} start={node.attrs.start} />",
        "@[card](https://news.example/a)",
        "Write `{{< youtube abcDEF_-123 >}}` into it.",
        "```\n{{< youtube abcDEF_-123 >}}\n```",
        "~~~ md\n```\n{% youtube abcDEF_-123 %}\n~~~",
        "![The dam](https://news.example/dam.jpg)",
    ],
)
def test_a_shortcode_without_a_post_names_none(text: str) -> None:
    """Channels, places to be filled in, properties of a component, codes that are shown and not carried out."""
    assert mentions(f"Before.\n\n{text}\n\nAfter.", "article.md") == ()


@pytest.mark.parametrize(
    ("line", "platform", "post"),
    [
        (".. tweet:: https://x.com/ann/status/1721408587073732675", "twitter", "1721408587073732675"),
        (".. tweet:: 1721408587073732675", "twitter", "1721408587073732675"),
        (".. youtube:: abcDEF_-123\n   :width: 640", "youtube", "abcDEF_-123"),
        ("video::abcDEF_-123[youtube,width=640]", "youtube", "abcDEF_-123"),
        ("tweet::1721408587073732675[]", "twitter", "1721408587073732675"),
    ],
)
def test_a_directive_is_an_embed_of_a_text(line: str, platform: str, post: str) -> None:
    """reStructuredText and AsciiDoc begin a line with it; further in, or on a page, it is shown as code."""
    (found,) = mentions(f"The dam.\n\n{line}\n\nMore.\n", "article.txt")
    assert (found.kind, found.rule) == (MentionKind.EMBED, "directive")
    assert (found.platform, found.post and found.post.id) == (platform, post)
    shown = of_kind(mentions(f"So:\n\n.. code-block:: rst\n\n   {line}\n", "article.txt"), MentionKind.EMBED)
    on_page = of_kind(mentions(f"<p>So:</p><pre>{line}</pre>", "article.html"), MentionKind.EMBED)
    assert (shown, on_page) == ([], [])


def test_a_film_or_a_namespace_is_no_directive() -> None:
    """A file of the site's own, a name of a program."""
    text = "video::films/the-dam-holds.mp4[]\n\n.. video:: films/the-dam-holds.mp4\n\nvideo::VideoMode[youtube]\n"
    assert mentions(text, "article.txt") == ()


def test_a_link_in_angle_brackets_ends_with_its_bracket() -> None:
    """Markdown writes bare addresses so; the words end behind it."""
    (found,) = mentions("> The dam: <https://t.co/Ab3dEf6hIj>\n>\n> — Ann (@ann) May 1, 2020\n\nMore.")
    assert found.claim.text == "The dam: <https://t.co/Ab3dEf6hIj>"


def test_share_and_profile_links_cite_nothing() -> None:
    """Buttons, profiles, hashtags and searches name no post."""
    text = (
        "Share https://twitter.com/intent/tweet?url=https://news.example/a\n"
        "Like https://twitter.com/intent/like?tweet_id=1721408587073732675\n"
        "Follow https://twitter.com/ann and https://x.com/hashtag/bridge and https://x.com/share?text=a"
    )
    assert mentions(text) == ()


def test_a_truncated_link_keeps_its_ellipsis() -> None:
    """A slug that was cut short is kept as it stands, so that nobody asks for it."""
    (found,) = mentions("He wrote https://t.co/AbC… and left.")
    assert found.links == ("https://t.co/AbC…",)


PIECES = st.sampled_from(
    ["— ", "Ann Lee ", "(@ann) ", "May 1, 2020", "\n", "\n\n", "> ", "    ", "The bridge stays open. ", "https://t.co/AbC",
     "pic.twitter.com/ZyXwVu9876", "پل کھلا ہے ", "&mdash;", "-- ", "…", "#tag", "\ufffd ", "<blockquote ", "</blockquote>",
     "https://x.com/a/status/1721408587073732675", "\\u003c", "&lt;", "2018年6月28日", ": ", '"']
)  # fmt: skip


SHOWN = st.characters(exclude_categories=("Cc", "Cs"))
"""Control characters make a file binary; test_fetch_read.py has those."""


@given(st.lists(PIECES | st.text(SHOWN, max_size=8), max_size=60).map("".join))
def test_any_text_gives_mentions_that_stand_in_it(text: str) -> None:
    """Whatever a text holds, mentions are numbered in order and their words are the text's own."""
    if not text.strip():
        return
    found = mentions(text)
    assert [mention.seq for mention in found] == list(range(1, len(found) + 1))
    assert [mention.start for mention in found] == sorted(mention.start for mention in found)
    for mention in found:
        assert 0 <= mention.start <= mention.end <= len(text)
        assert mention.exact == text[mention.start : mention.end]


def test_attributions_of_one_kind_do_not_hide_links() -> None:
    """Every slug of a text stands in some mention's links."""
    text = "One https://t.co/AAAAAAAAAA two. pic.twitter.com/BBBBBBBBBB— Ann (@ann) May 1, 2020 https://t.co/CCCCCCCCCC"
    links = {link[-10:] for mention in mentions(text) for link in mention.links}
    assert links == {"AAAAAAAAAA", "BBBBBBBBBB", "CCCCCCCCCC"}
    assert len(of_kind(mentions(text), MentionKind.ATTRIBUTION)) == 1


PROSE = "The council met for the third time this month, and nobody was in the mood for long speeches."


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("— Rhys (@rhys_ab) 12 Gorffennaf 2021", "12 Gorffennaf 2021"),
        ("— Ann (@ann_lee) February 30, 2020", "February 30, 2020"),
        ("— Bob (@bob_ab) March 3, 2199", "March 3, 2199"),
    ],
)
def test_a_date_that_cannot_be_read_stays_as_it_stands(line: str, said: str) -> None:
    """Another tongue, a day that never was, a day that has not come: the line is found, the date is null."""
    (found,) = of_kind(
        mentions(f"{PROSE}\n\nThe dam holds, for now.\n{line}\n\n{PROSE}"), MentionKind.ATTRIBUTION
    )
    assert (found.claim.date, found.claim.date_text) == (None, said)
    assert (found.claim.text or "").endswith("The dam holds, for now.")


def test_a_sentence_with_a_year_is_no_date() -> None:
    """A dash, a name with a handle and a sentence: prose."""
    prose = (
        "— The author (@jane_doe) has been writing about dams since 2010, and lives there. She has two dogs."
    )
    assert of_kind(mentions(f"{PROSE}\n{prose}\n"), MentionKind.ATTRIBUTION) == []
