"""What programs write when somebody embeds a post: by hand, after the form of the program that a test names.

The programs were installed and run on 2026-11-28 with posts of our own. The posts here are others.
"""

from __future__ import annotations

import datetime as dt

import pytest

from embedarchive.records import Mention, MentionKind
from embedarchive.stages.find.gate import may_cite
from tests.stages.find.reading import mentions, page

ID, OTHER = "1752345678901817345", "1752012345678905345"
URL, OTHER_URL = (
    f"https://x.com/kelp_watch/status/{ID}",
    f"https://x.com/reef_notes/status/{OTHER}",
)
POSTED, WORDS = dt.date(2024, 1, 30), "The reef is white again. #kelp"
FILM = "kElp_fi-lm7"
CLASSES = {
    "webpack": "tweet-{file}_{name}__Xy12a",
    "turbopack": "tweet-{file}-module__Ab3_zq__{name}",
    "vite": "_{name}_1kd3b_1",
    "docusaurus": "{name}_QZ2S",
}
"""How a bundler names a class of a CSS module: Next.js 16.4.6 (both), SvelteKit's Vite, Docusaurus 3.10.2."""


def react_tweet(bundler: str, quoted: str = "") -> str:
    """Return what react-tweet 3.3.1 renders for a post, with what it puts in for a post that is quoted."""

    def of(file: str, name: str) -> str:
        return f'class="{CLASSES[bundler].format(file=file, name=name)}"'

    return (
        f'<div class="react-tweet-theme root"><article {of("container", "article")}>'
        f"<div {of('header', 'header')}>"
        f'<a href="{URL}" {of("header", "avatar")}><img src="a.jpg" alt="Kelp Watch"></a>'
        f"<div {of('header', 'author')}>"
        f'<a href="{URL}" {of("header", "authorLink")}><div><span title="Kelp Watch">Kelp Watch</span>'
        "</div></a>"
        f'<div {of("header", "authorMeta")}><a href="{URL}" {of("header", "username")}>'
        '<span title="@kelp_watch">'
        f"@kelp_watch</span></a><div><span>·</span>"
        '<a href="https://x.com/intent/follow?screen_name=kelp_watch">Follow'
        f'</a></div></div></div></div><p {of("body", "root")} lang="en" dir="auto">'
        "<span>The reef is white again. </span>"
        f'<a href="https://x.com/hashtag/kelp">#kelp</a></p>{quoted}'
        f'<a {of("info-created-at", "root")} href="{URL}">'
        f'<time dateTime="2024-01-30T15:04:00.000Z">3:04 PM · Jan 30, 2024</time></a>'
        '<a href="https://x.com/intent/like'
        f'?tweet_id={ID}"><span>14</span></a></article></div>'
    )


QUOTED = (
    f'<div><article><div><a href="{OTHER_URL}"><img src="b.jpg"></a><span title="Reef Notes">Reef Notes'
    "</span>"
    f'<span title="@reef_notes">@reef_notes</span></div><p lang="en" dir="auto"><span>Ninety years old.'
    "</span></p>"
    "</article></div>"
)


def told(found: Mention) -> tuple[object, ...]:
    """Return what is said of a post: id, name, handle, day, words."""
    claim = found.claim
    return (found.post and found.post.id, claim.name, claim.handle, claim.date, claim.text)


KELP = (ID, "Kelp Watch", "kelp_watch", POSTED, WORDS)


@pytest.mark.parametrize("bundler", CLASSES)
def test_react_tweets_parts_are_told_by_its_elements(bundler: str) -> None:
    """Its classes are named anew by each bundler."""
    (found,) = page(f"<article><p>Off the coast.</p>{react_tweet(bundler)}<p>More.</p></article>")
    assert (found.rule, told(found)) == ("react-tweet", KELP)


def test_a_post_that_react_tweet_draws_with_the_one_it_quotes_is_the_first() -> None:
    """What it quotes is a link, as in X's own embed."""
    found = page(f"<article><p>Off the coast.</p>{react_tweet('webpack', QUOTED)}<p>More.</p></article>")
    assert [(one.kind, one.post and one.post.id) for one in found] == [
        (MentionKind.EMBED, ID),
        (MentionKind.LINK, OTHER),
    ]
    assert told(found[0]) == KELP


STILL = f"background-image:url({{}}i.ytimg.com/{{}}/{FILM}/hqdefault.{{}})"
FACADES = {
    "react-lite-youtube-embed 3.7.0": f'<noscript><a href="https://www.youtube.com/watch?v={FILM}">Watch'
    "</a></noscript>"
    f'<article class="yt-lite " data-title="Kelp" role="img" style="{STILL.format("https://", "vi", "jpg")};'
    '--aspect-ratio:56.25%"><button type="button" class="lty-playbtn"></button></article>',
    "its picture as WebP": '<article class="yt-lite big" data-title="Kelp" style="--aspect-ratio:56.25%;'
    f'{STILL.format("https://", "vi_webp", "webp")}"><button class="lty-playbtn"></button></article>',
    "vue-lite-youtube-embed 1.2.4": f"<!--[-->"
    f'<article class="yt-lite" style="{STILL.format("https://", "vi", "jpg")};">'
    '<button class="lty-playbtn" type="button"></button><!----></article><!--]-->',
    "a style with quotation marks": "<div class='yt-lite' style='background: "
    f'url("//i.ytimg.com/vi/{FILM}/0.jpg")\'></div>',
    "react-social-media-embed 2.5.18": '<div class="rsme-embed rsme-youtube-embed">'
    '<div class="rsme-d-none"><div '
    f'class="youtube-iframe"></div></div><div><a href="https://www.youtube.com/watch?v={FILM}"><div></div>'
    "</a></div></div>",
}


@pytest.mark.parametrize("program", FACADES)
def test_a_facade_shows_its_film(program: str) -> None:
    """Also where nothing but the picture behind its button says which."""
    body = f"<article><p>Off the coast.</p>{FACADES[program]}<p>More.</p></article>"
    (found,) = page(body)
    assert (found.kind, found.post and found.post.id) == (MentionKind.EMBED, FILM)
    assert may_cite(body.encode())


@pytest.mark.parametrize(
    "markup",
    [
        f'<div class="thumb" style="{STILL.format("https://", "vi", "jpg")}"></div>',
        f'<a class="related" href="/films/7" style="{STILL.format("https://", "vi", "jpg")}">Kelp</a>',
        '<article class="yt-lite" style="--aspect-ratio:56.25%"><button></button></article>',
        '<article class="yt-lite" style="background-image:url(https://i.ytimg.com/vi/)"></article>',
        f'<img class="yt-lite" alt="x" src="https://i.ytimg.com/vi/{FILM}/0.jpg">',
    ],
)
def test_a_picture_of_a_film_is_none(markup: str) -> None:
    """Lists and cards have the same pictures; a facade without one names nothing."""
    assert page(f"<article><p>Off the coast.</p>{markup}<p>More.</p></article>") == ()


def test_the_box_before_a_post_is_loaded_shows_it() -> None:
    """react-social-media-embed 2.5.18 renders a link in a box of its own until X's script has come."""
    (found,) = page(
        '<p>Off the coast.</p><div class="rsme-embed rsme-twitter-embed">'
        "<style>.rsme-embed .twitter-tweet{margin:0}"
        f'</style><div><a href="{URL}" target="_blank"><div><div></div></div><div>View post on X</div></a>'
        "</div></div>"
    )
    assert (found.kind, found.rule, found.post and found.post.id) == (MentionKind.EMBED, "tweet-card", ID)


LINE = "— Kelp Watch (@kelp_watch) "
DAY = "January 30, 2024"
TEXTS = {
    "rst": f"   {WORDS}\n\n   {LINE}`{DAY} <{URL}>`__\n",
    "org": f"#+begin_quote\n  {WORDS}\n\n  --- Kelp Watch (@kelp_watch) [[{URL}][{DAY}]]\n#+end_quote\n",
    "asciidoc": f"____\n{WORDS}\n\n{LINE}{URL}[{DAY}]\n____\n",
    "asciidoc with its macro": f"____\n{WORDS}\n\n{LINE}link:{URL}[{DAY}]\n____\n",
    "mediawiki": f"<blockquote>{WORDS}\n\n{LINE}[{URL} {DAY}]\n</blockquote>\n",
    "dokuwiki": f"> {WORDS}\n> \n> {LINE}[[{URL}|{DAY}]]\n",
    "jira": f"{{quote}}\n{WORDS}\n\n— Kelp Watch \\(@kelp_watch) [{DAY}|{URL}]\n{{quote}}\n",
    "muse": f"<quote>\n{WORDS}\n\n{LINE}[[{URL}][{DAY}]]\n</quote>\n",
    "trafilatura's XML": f'    <quote><p>{WORDS}</p>{LINE}<ref target="{URL}">{DAY}</ref></quote>\n',
}
"""As pandoc 2.17.1.1 (`-t NAME`) and trafilatura 2.3.1 (`output_format="xml"`) turn X's embed into text."""


@pytest.mark.parametrize("markup", TEXTS)
def test_a_line_keeps_its_post_in_the_link_of_any_light_markup(markup: str) -> None:
    """The address may stand before the day or behind it; it was a link without author and words."""
    (found,) = mentions(f"The coast was quiet this week.\n\n{TEXTS[markup]}\nAnd then:\n")
    assert (found.kind is not MentionKind.LINK, told(found)) == (True, KELP)


@pytest.mark.parametrize(
    "rest",
    [f"[{OTHER_URL} {DAY}]", f"{OTHER_URL}[{DAY}]", f"[[{OTHER_URL}][{DAY}]]", f"`{DAY} <{OTHER_URL}>`__"],
)
def test_somebody_elses_link_in_light_markup_is_not_the_lines(rest: str) -> None:
    """It has to be the post of the line's author."""
    found = mentions(f"{WORDS}\n\n{LINE}{rest}\n")
    assert [one.post and one.post.id for one in found if one.kind is MentionKind.ATTRIBUTION] in ([None], [])


@pytest.mark.parametrize("rest", [f"[{URL} holds]", f"[[{URL}][the post]]", f"{URL}[seen here] on Monday"])
def test_a_name_with_a_link_in_a_sentence_quotes_nobody(rest: str) -> None:
    """Without a day in the link nothing says that the line is one."""
    found = mentions(f"The reef — Kelp Watch (@kelp_watch) {rest} — is old.\n")
    assert [one.kind for one in found] == [MentionKind.LINK]


DRAWN = (
    "<style>.x{color:red}</style><div class=EmbeddedTweet><span class=TweetAuthor-name>Kelp Watch</span> "
    "<span class=TweetAuthor-screenName>@kelp_watch</span>"
    "<p class=Tweet-text>The reef is white again. #kelp</p>"
    "<time datetime=2024-01-30T15:04:00+0000>3:04 PM - Jan 30, 2024</time></div>"
)


@pytest.mark.parametrize("length", [0, 20_000])
@pytest.mark.parametrize("mode", ["shadowrootmode=open", 'shadowrootmode="closed" shadowrootclonable'])
def test_a_saved_shadow_root_tells_what_its_widget_draws(mode: str, length: int) -> None:
    """SingleFile 2.0.83 writes it as a template; X's widget of 2015 to 2020 drew posts in one."""
    (found,) = page(
        f"<p>Off the coast.</p><twitter-widget data-tweet-id={ID}><template {mode}>{DRAWN}</template>"
        f"</twitter-widget><p>{'More. ' * (length // 6)}</p>"
    )
    assert told(found) == KELP


def test_a_template_that_is_no_shadow_root_tells_nothing_of_a_widget() -> None:
    """A script may make anything of it."""
    (found,) = page(f"<twitter-widget data-tweet-id={ID}><template id=x>{DRAWN}</template></twitter-widget>")
    assert (found.post and found.post.id, found.claim.name) == (ID, None)
