"""Citations in pages: every form of embed markup, and what only looks like one."""

# ruff: noqa: E501 - samples of articles and markup stand as they are found, in one line

from __future__ import annotations

import base64
import datetime as dt
import html
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embedarchive.platforms.forms import LATER
from embedarchive.records import MentionKind
from embedarchive.stages.find.gate import may_cite
from tests.stages.find.reading import mentions, of_kind, page, reading

ID = "1721408587073732675"
URL = f"https://twitter.com/ann_lee/status/{ID}"
INNER = (
    '<p lang="en" dir="ltr">The bridge stays open<br>for now. <a href="https://twitter.com/hashtag/bridge">#bridge</a> '
    '<a href="https://t.co/AbCdEf1234">https://t.co/AbCdEf1234</a> '
    '<a href="https://t.co/ZyXwVu9876">pic.twitter.com/ZyXwVu9876</a></p>'
    f'&mdash; Ann Lee 🌉 (@ann_lee) <a href="{URL}?ref_src=twsrc%5Etfw">November 6, 2023</a>'
)
QUOTE = f'<blockquote class="twitter-tweet" data-lang="de">{INNER}</blockquote>'
SCRIPT_JSON = json.dumps({"html": QUOTE}).replace("/", "\\/")
TWICE_ESCAPED = json.dumps(json.dumps({"html": QUOTE})).replace("<", "\\u003c").replace("/", "\\u002F")


@pytest.mark.parametrize(
    "markup",
    [
        QUOTE,
        f'<blockquote class="twitter-video">{INNER}</blockquote>',
        f"<blockquote>{INNER}</blockquote>",
        f'<noscript><div>{QUOTE}</div></noscript>',
        f"<template>{QUOTE}</template>",
        f"<div><!-- {QUOTE} --></div>",
        f"<textarea>{html.escape(QUOTE)}</textarea>",
        f'<div data-html="{html.escape(QUOTE)}"></div>',
        f'<div data-html="{html.escape(html.escape(QUOTE))}"></div>',
        f'<iframe srcdoc="{html.escape(QUOTE)}"></iframe>',
        f'<iframe src="about:blank" srcdoc="{html.escape(QUOTE)}"></iframe>',
        f"<script>window.state = {SCRIPT_JSON}</script>",
        f"<script>window.state = {TWICE_ESCAPED}</script>",
        f'<script type="text/template">{base64.b64encode(QUOTE.encode()).decode()}</script>',
        QUOTE.replace('"', '\\"'),
        QUOTE.replace('"', "&quot;"),
    ],
)  # fmt: skip
def test_a_blockquote_is_read_wherever_it_stands(markup: str) -> None:
    """Name, handle, date, words and links are read from the markup, shown or hidden, however often escaped."""
    (found,) = page(f"<p>Before.</p>{markup}<p>After.</p>")
    assert (found.kind, found.platform) == (MentionKind.EMBED, "twitter")
    assert found.post is not None
    assert (found.post.id, found.post.handle) == (ID, "ann_lee")
    assert (found.claim.name, found.claim.handle) == ("Ann Lee 🌉", "ann_lee")
    assert (found.claim.date, found.claim.date_text) == (dt.date(2023, 11, 6), "November 6, 2023")
    assert found.claim.text == (
        "The bridge stays open\nfor now. #bridge https://t.co/AbCdEf1234 pic.twitter.com/ZyXwVu9876"
    )
    assert found.claim.lang == "en"
    assert found.links[:2] == ("https://t.co/AbCdEf1234", "https://pic.twitter.com/ZyXwVu9876")
    assert found.links[2].startswith(URL)


DRAWN = {
    "Blackbird Pie": (
        f'<div class="bbpBox"><p class="bbpTweet">The bridge <a href="http://a.example">stays</a> open. '
        f'<span class="bbpTimestamp"><a href="{URL}">Mon Nov 06 2023</a> via web</span> <span class="bbpMetadata"><span class="bbpAuthor">'
        '<strong><a href="http://twitter.com/ann_lee">Ann Lee</a></strong></span></span></p></div>'
    ),
    "Blackbird Pie, second form": (
        '<div class="bbpBox bbpBox_new"><blockquote class="bbpTweet"><p class="metadata"><a href="https://twitter.com/ann_lee">'
        '<span class="display_name">Ann Lee</span> <span class="handle">@ann_lee</span></a></p><p class="tweet">The bridge stays open.</p>'
        f'<p class="timestamp"><a href="{URL}">3:04 PM Mon Nov 6, 2023</a></p></blockquote></div>'
    ),
    "X's widget in a saved page": (
        f'<blockquote class="Tweet h-entry tweet subject expanded" cite="{URL}" data-tweet-id="{ID}"><div class="TweetAuthor">'
        '<a class="TweetAuthor-link Identity" href="https://twitter.com/ann_lee"><span class="TweetAuthor-name Identity-name">Ann Lee</span> '
        '<span class="TweetAuthor-screenName Identity-screenName">@ann_lee</span></a></div><div class="Tweet-body e-entry-content">'
        f'<p class="Tweet-text e-entry-title" lang="en">The bridge stays open.</p><a href="{URL}">'
        '<time class="dt-updated" datetime="2023-11-06T12:00:00+0000">8:00 AM - 6 Nov 2023</time></a></div></blockquote>'
    ),
    "Discourse": (
        f'<aside class="onebox twitterstatus" data-onebox-src="{URL}"><header class="source"><a href="{URL}">twitter.com</a></header>'
        f'<article class="onebox-body"><h4><a href="{URL}">Ann Lee (@ann_lee) on X</a></h4>'
        f'<div class="twitter-screen-name"><a href="{URL}">@ann_lee</a></div><div class="tweet"><span class="tweet-description">'
        f'The bridge stays open.</span></div><div class="date"><a href="{URL}">3:04 PM - 6 Nov 2023</a></div></article></aside>'
    ),
    "a blog's own card": (
        '<aside class="tweet-card"><div><a href="https://x.com/ann_lee"><strong>Ann Lee</strong><span>@ann_lee</span></a></div>'
        f'<blockquote class="tweet-text">The bridge stays open.</blockquote><a href="{URL}"><time datetime="2023-11-06T12:00:00Z">'
        "2:00 PM · Nov 6, 2023 CET</time></a></aside>"
    ),
}  # fmt: skip


@pytest.mark.parametrize("form", DRAWN)
def test_a_drawn_post_says_what_it_shows(form: str) -> None:
    """Words end where the day or the author begins, though all of it is one paragraph."""
    (found,) = page(f"<p>Before.</p>{DRAWN[form]}<p>After.</p>")
    assert (found.kind, found.post and found.post.id) == (MentionKind.EMBED, ID)
    assert (found.claim.name, found.claim.date) == ("Ann Lee", dt.date(2023, 11, 6))
    assert found.claim.text == "The bridge stays open."


@pytest.mark.parametrize(
    ("inside", "name", "day"),
    [
        (f'<p>Open.</p>&mdash; Ann (@ann_lee) <a href="{URL}?s=21">1:26 AM ∙ Nov 6, 2023</a><a href="{URL}"></a>', "Ann", dt.date(2023, 11, 6)),
        (f'<p>Open.</p>Ann (@ann_lee) <a href="{URL}">November 6, 2023</a>', "Ann", dt.date(2023, 11, 6)),
        (f'<p>Open.</p><footer>? Ann (@ann_lee) <a href="{URL}">November 6, 2023</a></footer>', "Ann", dt.date(2023, 11, 6)),
        (f'<p>Open.</p>&mdash; Ann (@ann_lee) <a href="{URL}">see it</a>', "Ann", None),
        (f'<p>Open.</p>Bob (@bob_ab) via <a href="{URL}">November 6, 2023</a>', None, dt.date(2023, 11, 6)),
        (f"<p>Open.</p>&mdash; Ann (@ann_lee) [November 6, 2023]({URL})", "Ann", dt.date(2023, 11, 6)),
    ],
    ids=["linked twice", "without a dash", "in a footer", "without a day", "of somebody else", "in Markdown"],
)  # fmt: skip
def test_a_blockquote_that_was_moved_from_another_system(
    inside: str, name: str | None, day: dt.date | None
) -> None:
    """The day is read, and the post known, wherever the link to it went."""
    (found,) = page(f'<p>Before.</p><blockquote class="twitter-tweet">{inside}</blockquote><p>After.</p>')
    assert (found.post and found.post.id, found.claim.name, found.claim.date) == (ID, name, day)
    assert found.claim.text == "Open."


def test_what_stands_in_place_of_words_is_nobody_s() -> None:
    """A blockquote with nothing but a link says what its page's author called it."""
    (found,) = page(
        f'<p>Before.</p><blockquote class="twitter-tweet"><a href="{URL}">See the post</a></blockquote><p>After.</p>'
    )
    assert (found.post and found.post.id, found.claim.text) == (ID, None)


def test_the_span_runs_from_the_words_to_the_date() -> None:
    """What is cited is what the reader sees, and no more."""
    (found,) = page(f"<p>Before.</p>{QUOTE}<p>After.</p>")
    assert found.exact.startswith("The bridge stays open")
    assert found.exact.endswith("(@ann_lee) November 6, 2023")
    assert found.prefix.strip() == "Before."


@pytest.mark.parametrize(
    ("markup", "rule"),
    [
        (f'<amp-twitter width="375" data-tweetid="{ID}"></amp-twitter>', "amp-twitter"),
        (f'<twitter-widget class="twitter-tweet" data-tweet-id="{ID}"></twitter-widget>', "twitter-widget"),
        (f'<div class="twitter-tweet twitter-tweet-rendered"><iframe data-tweet-id="{ID}"></iframe></div>', "twitter-rendered"),
        (f'<iframe src="https://platform.twitter.com/embed/Tweet.html?dnt=true&amp;id={ID}"></iframe>', "twitter-iframe"),
        (f'<iframe data-src="//platform.x.com/embed/index.html?tweetId={ID}"></iframe>', "twitter-iframe"),
        (f'<div class="embed-twitter" data-embed-id="{ID}"></div>', "embed-twitter"),
        (f'<blockquote data-tweetid="{ID}"><a href="{URL}"></a></blockquote>', "tweet-id-attribute"),
        (f'<figure class="wp-block-embed is-provider-twitter"><a href="{URL}">Load</a></figure>', "twitter-gutenberg"),
        (f'<div class="consent" data-embed-src="{URL}"><button>Show</button></div>', "twitter-waiting"),
        (f'<div data-src="https://img.example/{URL.replace("/", "%2F").replace(":", "%3A")}~/x.png"></div>',
         "url-in-attribute"),
        (f'<a class="embedly-card" href="{URL}">A post</a>', "twitter-card"),
        (f'<div class="embedly-card"><a href="{URL}">A post</a></div>', "embedly-card"),
        (f'<figure class="media"><oembed url="{URL}"></oembed></figure>', "twitter-oembed"),
        (f"<script>twttr.widgets.createTweet('{ID}', box)</script>", "script-call"),
        (f"<p>{URL}</p>", "bare-permalink"),
        (f'<p><a href="{URL}">{URL}</a></p>', "bare-permalink"),
    ],
)  # fmt: skip
def test_every_form_of_embed_names_its_post(markup: str, rule: str) -> None:
    """Widgets, frames, consent boxes and bare permalinks name the post, and the rule that saw them."""
    (found,) = page(f"<p>Before.</p>{markup}<p>After.</p>")
    assert (found.kind, found.rule) == (MentionKind.EMBED, rule)
    assert found.post is not None
    assert found.post.id == ID


FRAME = f"https://platform.twitter.com/embed/Tweet.html?dnt=true&amp;id={ID}"
FRAMES = (
    *(
        FRAME,
        FRAME.replace("https:", ""),
        FRAME.replace("twitter.com", "x.com").replace("?dnt", "?theme=d&amp;dnt"),
    ),
    f"https://twitter.com/i/videos/{ID}",
)


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("name", LATER)
def test_a_frame_of_x_waits_in_any_attribute_that_others_wait_in(name: str, frame: str) -> None:
    """On a frame and on the box that stands for it until consent; the gate is open."""
    for body in (f'<iframe {name}="{frame}"></iframe>', f'<div {name}="{frame}"><button>Show</button></div>'):
        found = page(f"<p>Before.</p>{body}")
        assert [(mention.kind, mention.post and mention.post.id) for mention in found] == [
            (MentionKind.EMBED, ID)
        ]
        assert may_cite(body.encode())


@pytest.mark.parametrize("tag", ["iframe", "div", "amp-iframe"])
@pytest.mark.parametrize("name", ["src", *LATER])
def test_a_frame_that_shows_no_post_of_x_is_none(name: str, tag: str) -> None:
    """Buttons to share, follow and like, and timelines, also where they wait; a like names the post."""
    frames = (
        f"https://platform.twitter.com/widgets/tweet_button.html?url={URL.replace('/', '%2F')}&amp;size=l",
        "https://platform.twitter.com/widgets/follow_button.html?screen_name=ann_lee",
        f"https://twitter.com/intent/like?tweet_id={ID}",
        "https://platform.twitter.com/embed/Timeline.html?screenName=ann_lee",
        "https://syndication.twitter.com/srv/timeline-profile/screen-name/ann_lee",
        "https://twitter.com/share?url=https://news.example/1",
    )
    assert page("<p>Before.</p>" + "".join(f'<{tag} {name}="{frame}"></{tag}>' for frame in frames)) == ()


def test_a_newsletter_card_is_read_from_its_json() -> None:
    """Substack draws a post itself and keeps what it knew in an attribute."""
    card = {"url": URL, "full_text": "Open <b>now</b>", "username": "ann_lee", "name": "Ann Lee",
            "date": "Mon Nov 06 06:06:04 +0000 2023"}  # fmt: skip
    (found,) = page(
        f'<div class="tweet" data-attrs="{html.escape(json.dumps(card))}"><a href="{URL}">Open now</a></div>'
    )
    assert (found.claim.name, found.claim.date, found.claim.text) == (
        "Ann Lee",
        dt.date(2023, 11, 6),
        "Open now",
    )


def test_one_post_embedded_twice_is_one_mention() -> None:
    """The blockquote, its copy in JSON and its widget are one citation, standing where it is shown."""
    body = f'<script>{SCRIPT_JSON}</script><p>Before.</p>{QUOTE}<twitter-widget data-tweet-id="{ID}"></twitter-widget>'
    (found,) = page(body)
    assert found.exact.startswith("The bridge")
    assert found.claim.name == "Ann Lee 🌉"


def test_a_quoted_post_is_not_the_post() -> None:
    """A link to another post among the words is quoted by the post; the date names the post itself."""
    other = '<a href="https://twitter.com/bob/status/1721000000000000000">twitter.com/bob/status/17…</a>'
    (found,) = of_kind(page(QUOTE.replace("for now.", f"for now. {other}")), MentionKind.EMBED)
    assert found.post is not None
    assert found.post.id == ID


@pytest.mark.parametrize("note", ["Via {}", "{} was first", "See also {}, and {}"])
@pytest.mark.parametrize("day", ["November 6, 2023", "3:04 PM - 6 Nov 2023", "a day nobody can read"])
@pytest.mark.parametrize("own", [URL, f"https://twitter.com/i/web/status/{ID}"])
def test_a_link_behind_the_date_is_not_the_post(own: str, day: str, note: str) -> None:
    """Whoever made the page names in the blockquote where he has it from."""
    other = '<a href="https://twitter.com/bob/status/1721000000000000000">Bob</a>'
    quote = QUOTE.replace(f"{URL}?ref_src=twsrc%5Etfw", own).replace("November 6, 2023</a>", f"{day}</a>")
    quote = quote.replace("</blockquote>", f"<p>{note.replace('{}', other)}</p></blockquote>")
    found = of_kind(page(quote), MentionKind.EMBED)
    assert [mention.post and mention.post.id for mention in found] == [ID]
    assert found[0].links[-1] == own


def test_a_line_whose_blockquote_is_gone_still_names_its_post() -> None:
    """Where a CMS stripped the blockquote, the flattened line's date is still a link."""
    body = INNER.replace("<p lang", "</p><p lang")
    (found,) = page(f"<p>Before, at some length, as articles do.</p><div>{body}</div>")
    assert found.kind is MentionKind.ATTRIBUTION
    assert found.post is not None
    assert (found.post.id, found.claim.handle) == (ID, "ann_lee")


def test_text_and_json_of_one_post_are_one_mention() -> None:
    """A flattened line and the JSON of the same post are one embed, standing where it is shown."""
    shown = "<p>The bridge stays open<br>for now. #bridge</p><p>— Ann Lee 🌉 (@ann_lee) November 6, 2023</p>"
    (found,) = [m for m in page(f"{shown}<script>{SCRIPT_JSON}</script>") if m.kind is not MentionKind.LINK]
    assert found.kind is MentionKind.EMBED
    assert found.exact.endswith("November 6, 2023")


@pytest.mark.parametrize(
    "markup",
    [
        '<a href="https://twitter.com/intent/tweet?text=a&amp;url=https://news.example">Tweet</a>',
        f'<a href="https://twitter.com/intent/like?tweet_id={ID}">Like</a>',
        '<a class="twitter-follow-button" href="https://twitter.com/ann_lee">Follow @ann_lee</a>',
        '<a class="twitter-timeline" href="https://twitter.com/ann_lee">Posts by ann_lee</a>',
        "<p>By Ann Lee (@ann_lee)</p>",
        "<p>By Ann Lee (@ann_lee) November 6, 2023</p>",
        '<meta name="twitter:site" content="@news"><meta name="twitter:creator" content="@ann_lee">',
        "<blockquote><p>The bridge stays open.</p>— Ann Lee, mayor</blockquote>",
        f'<aside class="sidebar"><div class="tweet">Latest <a href="{URL}">2h</a></div></aside>'.replace(
            URL, "/about"
        ),
    ],
)
def test_buttons_bylines_and_quotations_are_no_citations(markup: str) -> None:
    """Sharing, following and signing an article cite no post."""
    assert page(f"<p>Before.</p>{markup}<p>After.</p>") == ()


def test_a_list_of_latest_posts_beside_the_article_is_not_an_embed() -> None:
    """The account card in a sidebar shows links, not citations by the article."""
    body = f'<aside><div class="tweet">Latest: <a href="{URL}">2 hours ago</a></div></aside>'
    assert of_kind(page(body), MentionKind.EMBED) == []


@pytest.mark.parametrize("head", ["<h1>Title</h1>", "<main>"])
def test_what_holds_article_and_side_bar_is_no_side_bar(head: str) -> None:
    """Themes call it `content-sidebar-wrap`; an embed in it is one."""
    embed = f'<figure class="wp-block-embed-twitter"><a href="{URL}">A post</a></figure>'
    body = f'<div class="content-sidebar-wrap">{head}<div>{embed}</div></div>'
    assert len(of_kind(page(body), MentionKind.EMBED)) == 1
    assert (
        of_kind(
            page(body.replace("content-sidebar-wrap", "x").replace("<div>", '<div class="sidebar">')),
            MentionKind.EMBED,
        )
        == []
    )


def test_links_in_prose_are_links() -> None:
    """A post linked from a sentence is cited by a link; a hidden slug stands in a link as well."""
    body = f'<p>She <a href="{URL}">said so</a> and <a href="https://t.co/AbCdEf1234">more</a>.</p><script>"https:\\/\\/t.co\\/HiDdEn1234"</script>'
    found = page(body)
    assert {mention.kind for mention in found} == {MentionKind.LINK}
    assert [mention.exact for mention in found] == ["said so", "more", ""]
    assert found[2].links == ("https://t.co/HiDdEn1234",)


@pytest.mark.parametrize("doctype", ["", "<!doctype html>"])
def test_capitals_hide_no_embed(doctype: str) -> None:
    """A page with a doctype tells classes apart by their case; who writes one so means the same."""
    link = "https://www.reddit.com/r/example/comments/axeh8b/a_title/"
    quote = f'<BLOCKQUOTE CLASS="Reddit-Card"><a href="{link}">x</a></BLOCKQUOTE>'
    (found,) = page(f"{doctype}<html><body><p>Before.</p>{quote}")
    assert (found.rule, found.post and found.post.id) == ("reddit-blockquote", "axeh8b")


def test_an_edited_page_is_read_in_its_own_encoding() -> None:
    """A page in windows-1251 that says so in a meta is read as its reader sees it."""
    body = f'<html><head><meta charset="windows-1251"></head><body>{QUOTE.replace("Ann Lee 🌉", "Анна")}</body></html>'
    (found,) = mentions(body.encode("cp1251"), "article.html")
    assert found.claim.name == "Анна"


FRAGMENTS = st.sampled_from(
    [QUOTE, INNER, SCRIPT_JSON, "<blockquote>", "</blockquote>", "<p>", "</div>", "<script>", "</script>", "<!--", "-->", "<a href='",
     "\\u003cblockquote", "&lt;blockquote", "<template>", '"', "<noscript>", URL, "<div data-x='", "<table><tr><td>", "text "]
)  # fmt: skip


@settings(max_examples=60)
@given(st.lists(FRAGMENTS | st.text(max_size=6), max_size=25).map("".join))
def test_any_markup_gives_mentions_that_stand_in_its_text(body: str) -> None:
    """However a page is broken, every mention's words are a slice of the article's text."""
    known = body.encode("utf-8", "replace").decode("utf-8")
    found = reading(f"<!doctype html><html><body>{known}</body></html>", "article.html")
    assert found.article is not None
    text = found.article.text
    for mention in found.mentions:
        assert 0 <= mention.start <= mention.end <= len(text)
        assert mention.exact == text[mention.start : mention.end]


def test_a_page_from_the_wayback_machine_is_read_like_the_page_itself() -> None:
    """The archive rewrites every link; the post is the one the author linked."""
    replayed = QUOTE.replace('href="https', 'href="https://web.archive.org/web/20231107000000/https')
    (found,) = page(replayed)
    assert found.post is not None
    assert found.post.id == ID
    assert found.links[0] == "https://t.co/AbCdEf1234"
    assert found.links[-1].startswith(URL)


@pytest.mark.parametrize("day", ["3h", "令和5年11月6日", "Yesterday"])
def test_a_date_that_cannot_be_read_is_kept_as_it_stands(day: str) -> None:
    """It is evidence; what a link behind no handle says is no date."""
    (found,) = page(QUOTE.replace("November 6, 2023", day))
    assert (found.claim.name, found.claim.handle) == ("Ann Lee 🌉", "ann_lee")
    assert (found.claim.date, found.claim.date_text) == (None, day)
    assert found.exact.endswith(day)
    (found,) = page(
        f'<blockquote class="twitter-tweet"><p>It holds.</p><a href="{URL}">See it</a></blockquote>'
    )
    assert found.claim.date_text is None


@pytest.mark.parametrize(
    "unseen", ["<noscript>JS off</noscript>", "<svg><title>Icon</title></svg>", "<select><option>A</select>"]
)
def test_what_no_reader_sees_is_none_of_the_words(unseen: str) -> None:
    """In the article's own markup and in a script's."""
    quote = QUOTE.replace("for now. ", f"for now. {unseen}")
    (shown,) = page(quote)
    (hidden,) = page(f"<script>x = {json.dumps(quote)}</script>")
    (plain,) = page(QUOTE)
    assert shown.claim == hidden.claim == plain.claim


@pytest.mark.parametrize(
    ("said", "day"),
    [("2023-11-06T23:30:00-05:00", 7), ("Mon Nov 06 23:30:00 -0500 2023", 7), ("2023-11-06", 6)],
)
def test_a_card_s_moment_is_that_of_its_utc_day(said: str, day: int) -> None:
    """X's dates are UTC days."""
    card = html.escape(json.dumps({"url": URL, "full_text": "Open", "username": "ann_lee", "date": said}))
    (found,) = page(f'<div class="tweet" data-attrs="{card}"><a href="{URL}">Open</a></div>')
    assert (found.claim.date, found.claim.date_text) == (dt.date(2023, 11, day), said)


def test_a_number_counts_on_its_own_server() -> None:
    """Two servers of Mastodon may give one number: two posts, as embeds and as links."""
    ours, theirs = (f"https://{each}/@ann/111794340630068408" for each in ("a.example", "b.example"))
    frames = "".join(
        f'<iframe class="mastodon-embed" src="{each}/embed"></iframe>' for each in (ours, theirs)
    )
    posts = [mention.post and mention.post.handle for mention in page(f"{frames}<p>{ours}/embed</p>")]
    assert sorted(map(str, posts)) == ["ann@a.example", "ann@b.example"]
    links = mentions(f"She said so at {ours} and he at {theirs} and again at {ours} today.")
    assert [mention.post and mention.post.handle for mention in links] == ["ann@a.example", "ann@b.example"]


def test_a_figure_in_the_state_of_a_long_page_is_found() -> None:
    """Long pages are searched for all literals at once; the elements of the tree are none of what is hidden."""
    figure = f'<figure class="wp-block-embed is-provider-twitter"><div>{URL}</div></figure>'
    prose = "<p>Nobody on the board would say for how long it is going to be so.</p>" * 300
    state = json.dumps({"body": figure}).replace("<", "\\u003c")
    (found,) = page(f"{prose}<script>{state}</script><p>More.</p>")
    assert (found.kind, found.post and found.post.id) == (MentionKind.EMBED, ID)
    (found,) = page(f"{prose}{figure}<figure><img></figure><p>More.</p>")
    assert (found.rule, found.end > found.start) == ("twitter-gutenberg", True)


@pytest.mark.parametrize("name", ["*Ann*", "_ann_", "-Ann-", "Ann_", "**Ann Lee**", "Ann *Lee* 🌉", "__"])
def test_a_name_in_an_embed_keeps_its_stars_and_strokes(name: str) -> None:
    """They are Markdown's around a name in a text, and the account's own in X's markup."""
    (found,) = page(QUOTE.replace("Ann Lee 🌉", name))
    assert (found.claim.name, found.claim.handle) == (name, "ann_lee")
