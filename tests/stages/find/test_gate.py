"""The gate never says no to a page in which something is found, however its bytes are disguised."""

from __future__ import annotations

import codecs
import gzip
import html
import json
import re
import time
from collections.abc import Callable
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embedarchive.platforms import PLATFORMS
from embedarchive.ports.matching import matcher
from embedarchive.records import PostRef
from embedarchive.stages.find.gate import Scanner, may_cite, pattern_of, scan
from embedarchive.stages.find.signs import FIRST_VEIL, SIGNS
from tests.shared import shared
from tests.stages.find.reading import reading
from tests.stages.find.test_wrapped import POSTS

ENGINE = matcher([sign.expressions for sign in SIGNS], FIRST_VEIL)
SCANNERS: list[Scanner] = [scan] if ENGINE is None else [scan, ENGINE]

SHORTEST_GAP = 300
"""Characters: what stands between two parts of a sign is looked over that far (`line_signs.GAPS_IN_TAGS`)."""
ID = "1755981274215022593"
CODE = "C3abcDEfghI"
ARTICLE = "The bridge stays shut, the board said on Monday, and nobody knows for how long."
CITATIONS = {
    "blockquote": '<blockquote class="twitter-tweet"><p lang="en">No cars tonight</p>&mdash; Harbour Board '
    f'(@harbour_board) <a href="https://twitter.com/harbour_board/status/{ID}">February 9, 2024</a>'
    "</blockquote>",
    "line": "<p>No cars tonight</p><p>— Harbour Board (@harbour_board) February 9, 2024</p>",
    "line-in-markup": "<p>No cars tonight</p>— Harbour Board (<a title='a > b' href='https://example.org/x'>"
    "<b>@harbour_board</b></a>) February 9, 2024",
    "line-with-a-call": "<p>No cars tonight</p>— Harbour Board (<a onclick='seen(this)' href='https://example.org/x'>"
    "@harbour_board</a>) February 9, 2024",
    "line-in-link": "<p>No cars tonight</p>— Board (<a href='https://example.org/x'>@harbour_board</a>) "
    "February 9, 2024",
    "quote-without-link": '<blockquote class="twitter-tweet"><p lang="en">No cars tonight</p>&mdash; Board '
    "(@harbour_board) February 9, 2024</blockquote>",
    "quote-with-linked-handle": '<blockquote class="twitter-tweet"><p>No cars tonight</p>&mdash; Board '
    '(<a href="https://example.org/x">@harbour_board</a>) February 9, 2024</blockquote>',
    "wide-line": "<p>今夜は通行止め</p><p>— 港湾局（＠harbour_board） 2024年2月9日</p>",
    "markdown-line": "<p>No cars tonight — Harbour Board ([@harbour_board](https://example.org/)) "
    "February 9, 2024</p>",
    "anchor": f'<p><a href="https://x.com/harbour_board/status/{ID}">said the board</a></p>',
    "statuses": f'<p><a href="http://twitter.com/#!/harbour_board/statuses/{ID}">said the board</a></p>',
    "tco": "<p>No cars https://t.co/abcdefghij tonight</p>",
    "pic": "<p>No cars pic.twitter.com/abcdefghij tonight</p>",
    "pic-x": "<p>No cars pic.x.com/abcdefghij tonight</p>",
    "amp": f'<amp-twitter width="1" height="1" data-tweetid="{ID}"></amp-twitter>',
    "widget": f'<twitter-widget data-tweet-id="{ID}"></twitter-widget>',
    "rendered": f'<iframe data-tweet-id="{ID}" src="about:blank"></iframe>',
    "embed-page": f'<iframe src="https://platform.twitter.com/embed/Tweet.html?id={ID}"></iframe>',
    "lazy": f'<div data-embed-url="https://twitter.com/harbour_board/status/{ID}"></div>',
    "hugo": f"<p>{{{{&lt; x user=a id={ID} &gt;}}}}</p><!-- {{{{< tweet {ID} >}}}} -->",
    "zola": f'<p>{{{{ tweet(id="{ID}") }}}}</p>',
    "mediawiki": f"<p>{{{{#widget:Tweet|id={ID}}}}}</p>",
    "sanity": f'<script>{{"_type":"tweet","id":"{ID}"}}</script>',
    "wordpress": f"<p>[tweet {ID}]</p>",
    "wordpress-equals": "<p>[youtube=https://youtu.be/dQw4w9WgXcQ]</p>",
    "script": f'<script>twttr.widgets.createTweet("{ID}", e)</script>',
    "instagram": f'<iframe src="https://www.instagram.com/p/{CODE}/embed/"></iframe>',
    "amp-instagram": f'<amp-instagram data-shortcode="{CODE}"></amp-instagram>',
    "facebook": '<div class="fb-post" data-href="https://www.facebook.com/board/posts/10158000000000000"></div>',
    "facebook-plugin": '<iframe src="https://www.facebook.com/plugins/video.php?href=https%3A%2F%2F'
    'www.facebook.com%2Fboard%2Fvideos%2F10158000000000000%2F"></iframe>',
    "tiktok": '<blockquote class="tiktok-embed" data-video-id="7331234567890123456"></blockquote>',
    "youtube": '<iframe src="https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"></iframe>',
    "youtube-watch": "<p>https://youtu.be/dQw4w9WgXcQ</p>",
    "lite-youtube": '<lite-youtube videoid="dQw4w9WgXcQ"></lite-youtube>',
    "bluesky": '<blockquote data-bluesky-uri="at://did:plc:abcdefghijklmnopqrstuvwx/app.bsky.feed.post/3kl2abcdefg2h">'
    "</blockquote>",
    "bluesky-url": "<p>https://bsky.app/profile/board.example/post/3kl2abcdefg2h</p>",
    "threads": '<iframe src="https://www.threads.net/@board/post/C3abcDEfghI/embed"></iframe>',
    "telegram": '<script async data-telegram-post="harbour_board/42"></script>',
    "telegram-url": '<iframe src="https://t.me/harbour_board/42?embed=1"></iframe>',
    "reddit": '<iframe src="https://embed.reddit.com/r/ships/comments/1aabbcc/no_cars/"></iframe>',
    "linkedin": '<iframe src="https://www.linkedin.com/embed/feed/update/urn:li:share:7075043149462556672">'
    "</iframe>",
    "proxy": '<iframe src="https://cdn.embedly.com/widgets/media.html?url=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3DdQw4w9WgXcQ">'
    "</iframe>",
    "consent": '<div uc-src="https://www.youtube.com/embed/dQw4w9WgXcQ"></div>',
    "state": f'<script>{{"type":"tweet","url":"https://twitter.com/harbour_board/status/{ID}"}}</script>',
    "tweet-id": f'<div data-props=\'{{"tweetId":"{ID}"}}\'></div>',
    "gutenberg": f'<!-- wp:embed {{"url":"https://x.com/a/status/{ID}"}} -->',
    "youtube-code": "<p>[youtube https://youtu.be/dQw4w9WgXcQ]</p>",
    "newsletter": '<div class="instagram-embed-wrap" data-attrs=\'{"instagram_id":"C3abcDEfghI"}\'></div>',
    "watch-page": '<div class="embedpress-wrapper" data-url="https://www.youtube.com/watch?v=dQw4w9WgXcQ"></div>',
    "facebook-video": '<iframe src="https://www.facebook.com/watch?v=1234567890123"></iframe>',
    "facade": '<div data-provider="youtube" data-video-id="dQw4w9WgXcQ"></div>',
    "bluesky-line": "<p>No cars tonight</p><p>— Board (@board.example) February 9, 2024 at 5:33 PM</p>",
    "instagram-line": "<p>A post shared by Harbour Board (@harbour_board)</p>",
    "livejournal": '<iframe src="https://l.lj-toys.com/?source=youtube&amp;vid=dQw4w9WgXcQ"></iframe>',
    "node": '<div data-doc=\'{"type": "youtube2", "attrs": {"videoId": "dQw4w9WgXcQ"}}\'></div>',
    **{
        f"thread-reader-{number}": f'<p><a href="https://{reader}/{ID}">said the board</a></p>'
        for number, reader in enumerate(
            ("threader.app/t", "en.rattibha.com/thread", "twitter-thread.com/thread/en")
        )
    },
    "truthsocial": '<iframe src="https://truthsocial.com/@board/111893456789012345/embed"></iframe>',
    "mastodon": '<iframe src="https://mastodon.example/@board/111893456789012345/embed"></iframe>',
    **{f"anchor-{number}": f'<p><a href="{url}">said the board</a></p>' for number, url in enumerate(POSTS)},
    **{
        f"by-way-{number}": f'<p><a href="https://l.facebook.com/l.php?u={quote(url, safe="")}">said</a></p>'
        for number, url in enumerate(POSTS[:-1])
    },
}
"""One citation of each kind."""


def page_of(citation: str) -> str:
    """Put a citation into a page."""
    head = "<!doctype html><html><head><title>Bridge</title></head>"
    return f"{head}<body><p>{ARTICLE}</p>{citation}</body></html>"


def cited(body: bytes) -> int:
    """Return how many mentions reading finds."""
    return len(reading(body, "article.html").mentions)


def hold(body: bytes) -> None:
    """Hold the gate against what reading finds, with every engine: hyperscan alone looks over any gap."""
    said = [may_cite(body, scanner) for scanner in SCANNERS]
    assert said == sorted(said), "hyperscan passes over what re sees"
    assert all(said) or not cited(body), body[:2000]


def test_there_is_a_fast_engine_here() -> None:
    """The development environment has hyperscan, so that every test here asks both engines."""
    assert ENGINE is not None


@pytest.mark.parametrize("kind", CITATIONS)
def test_every_kind_of_citation_passes(kind: str) -> None:
    """Each is found by reading, and no gate stands in its way."""
    body = page_of(CITATIONS[kind]).encode()
    assert cited(body) > 0
    assert all(may_cite(body, scanner) for scanner in SCANNERS)


def test_a_page_without_citations_is_passed_over() -> None:
    """Follow links, share buttons, scripts and bylines of the usual page do not open the gate."""
    page = page_of(
        '<a href="https://twitter.com/harbour_board">Follow</a> <a href="https://www.facebook.com/board/">us</a>'
        '<a href="https://twitter.com/intent/tweet?url=https%3A%2F%2Fnews.example%2Fstory&amp;via=board">Tweet</a>'
        '<a href="https://www.instagram.com/board/">Instagram</a> <a href="https://www.youtube.com/@board">v</a>'
        '<script src="https://platform.twitter.com/widgets.js"></script> by Jane Doe @jane'
        " info&#64;board.example"
        '<script>var s="\\u003cp\\u003e\\/a%20b"</script><a href="https://t.me/board">t</a>'
    )
    assert not any(may_cite(page.encode(), scanner) for scanner in SCANNERS)


@pytest.mark.parametrize(
    "beside",
    [
        "<style>.twitter-tweet{margin:0}p.twitter-tweet,.twitter-tweet-rendered,amp-twitter:after{top:0}</style>",
        '<a class="twitter-share-button twitter-tweet-button" href="#">Tweet</a>',
        '<iframe id="twitter-widget-0" src="https://platform.twitter.com/widgets/follow_button.html"></iframe>',
        '<li class="twitter-widget small">Latest</li>',
    ],
)
def test_names_that_begin_like_an_embeds_open_no_gate(beside: str) -> None:
    """Rules of style for embeds stand in every page of a site, and buttons are of the same family."""
    page = page_of(beside).encode()
    assert not any(may_cite(page, scanner) for scanner in SCANNERS)


def as_json(markup: str) -> str:
    """Hide markup in a script, as a site's state."""
    return f"<script>window.__STATE__={json.dumps({'html': markup})}</script>"


DISGUISES: dict[str, Callable[[str], str]] = {
    "entities": lambda text: "".join(f"&#{ord(c)};" if c in "/.:@(-_" else c for c in text),
    "all but letters and digits": lambda text: re.sub(
        r'(?<==")[^"]*',
        lambda value: "".join(c if c.isalnum() else f"&#x{ord(c):x};" for c in value[0]),
        text,
    ),
    "hex entities": lambda text: "".join(f"&#x{ord(c):x};" if c.isalnum() else c for c in text),
    "named": lambda text: text.replace("/", "&sol;").replace(".", "&period;").replace("(@", "&lpar;&commat;"),
    "upper case": str.upper,
    "wide spaces": lambda text: text.replace("(@", "(\u3000@").replace("（＠", "（\u2009＠"),
    "no-break": lambda text: text.replace("(@", "(&nbsp;@"),
    "lines": lambda text: text.replace("(@", "(\n\t\t\t\t@"),
    "broken": lambda text: text.replace("t.co/", "t.co/<wbr>").replace("(@", "(<!-- a --><span>@"),
    "stroke": lambda text: text.replace("(@", "(\\@").replace("（＠", "（\\＠"),
    "stroke in json": lambda text: as_json(text.replace("(@", "(\\@")),
    "json": as_json,
    "json twice": lambda text: as_json(json.dumps(text)),
    "django": lambda text: as_json("").replace(
        '""', '"' + "".join(f"\\u{ord(c):04X}" if c in "<>&'\"-=;/" else c for c in text) + '"'
    ),
    "slashes": lambda text: as_json(text).replace("/", "\\/").replace("<\\/script", "</script"),
    "escaped": lambda text: f'<div data-html="{html.escape(text)}"></div>',
    "escaped twice": lambda text: f'<div data-html="{html.escape(html.escape(text))}"></div>',
    "comment": lambda text: f"<!-- {text} -->",
    "noscript": lambda text: f"<noscript>{text}</noscript><template>{text}</template>",
}


def test_the_order_in_which_an_engine_tells_veils_changes_nothing() -> None:
    """Letters behind backslashes and signs behind `&#` in one page: what is lifted first decides."""
    link = "".join(
        f"\\u{ord(c):04x}" if c.isalnum() else f"&#{ord(c)}" if c in "=:/._" else c
        for c in f'<a href="https://x.com/harbour_board/status/{ID}">said</a>'
    )
    body = page_of(f"\\\\u0075\\u0030\\u0030\\u0033\\u0063\\u0070>{link}").encode()

    def backwards(body: bytes) -> list[int]:
        return list(scan(body))[::-1]

    assert len(backwards(body)) > 1
    assert {may_cite(body, scanner) for scanner in (backwards, *SCANNERS)} == {True}


@pytest.mark.parametrize("disguise", DISGUISES)
@pytest.mark.parametrize("kind", CITATIONS)
def test_no_disguise_hides_what_reading_finds(kind: str, disguise: str) -> None:
    """Entities, JSON, percent and the like: where reading still finds it, the gate is open."""
    hold(page_of(DISGUISES[disguise](CITATIONS[kind])).encode())


@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize("kind", CITATIONS)
def test_no_feed_hides_what_reading_finds(kind: str, times: int) -> None:
    """A feed escapes its entries as a whole, and what they escape once more."""
    entry = CITATIONS[kind]
    for _ in range(times):
        entry = html.escape(entry)
    feed = f'<rss version="2.0"><channel><item><description>{entry}</description></item></channel></rss>'
    hold(feed.encode())


@pytest.mark.parametrize(
    "encoding",
    [
        *("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "gb18030", "big5hkscs", "shift_jis"),
        *("euc_jp", "iso2022_jp", "cp949", "koi8_r"),
    ],
)
@pytest.mark.parametrize("kind", ["blockquote", "line", "wide-line", "tco", "anchor"])
def test_no_encoding_hides_what_reading_finds(kind: str, encoding: str) -> None:
    """The gate looks at bytes and knows those of UTF-16, of the wide signs, of shifted Japanese."""
    text = page_of(CITATIONS[kind]).replace(
        "<title>", f'<meta charset="{encoding.replace("_", "-")}"><title>'
    )
    hold(text.encode(encoding, "xmlcharrefreplace"))


def test_two_spellings_of_utf16_are_read_and_pass() -> None:
    """Without a mark UTF-16 is known by its zeros: reading finds the line, so the gate is open."""
    body = page_of(CITATIONS["line"]).encode("utf-16-le")
    assert may_cite(body) and may_cite(codecs.BOM_UTF16_BE + page_of("").encode("utf-16-be"))


FRAGMENTS = sorted({piece for text in CITATIONS.values() for piece in re.findall(r"[^<>\s]+|<[^>]*>", text)})
JUNK = [
    "(",
    "@",
    ")",
    "&",
    "#",
    "\\",
    "/",
    "%2F",
    "\\/",
    "\\u002F",
    "&nbsp;",
    "<b>",
    "</b>",
    "<br>",
    "—",
    " ",
    "\n",
]
CHANGES = st.tuples(
    st.sampled_from(sorted(CITATIONS)),
    st.lists(st.tuples(st.integers(0, 400), st.sampled_from(JUNK + FRAGMENTS)), max_size=4),
    st.sampled_from(["", *DISGUISES]),
)


@settings(max_examples=300)
@given(CHANGES)
def test_no_change_of_a_page_makes_the_gate_blind(change: tuple[str, list[tuple[int, str]], str]) -> None:
    """Whatever is put into a citation and however it is disguised: what is found has passed the gate."""
    kind, pieces, disguise = change
    text = CITATIONS[kind]
    for at, piece in pieces:
        # Between words: what breaks a word of a URL in two is the one thing the gate does not see through.
        places = [m.end() for m in re.finditer(r"[\s<>\"'()]", text)]
        place = places[at % len(places)] if places else 0
        text = text[:place] + piece + text[place:]
    hold(page_of(DISGUISES[disguise](text) if disguise else text).encode("utf-8", "replace"))


@settings(max_examples=200)
@given(st.lists(st.sampled_from([s.encode() for s in JUNK + FRAGMENTS]) | st.binary(max_size=5), max_size=30))
def test_both_engines_say_the_same(pieces: list[bytes]) -> None:
    """The answer is the same with and without hyperscan, which sees more only over a long gap."""
    body = b"".join(pieces)
    said = [may_cite(body, scanner) for scanner in SCANNERS]
    assert said == sorted(said)
    assert len(body) > SHORTEST_GAP or len(set(said)) == 1


@settings(max_examples=300)
@given(st.lists(st.sampled_from([s.encode() for s in JUNK + FRAGMENTS]) | st.binary(max_size=3), max_size=20))
def test_a_sign_has_one_of_its_needs(pieces: list[bytes]) -> None:
    """The search for plain literals before the patterns passes nothing over."""
    body = b"".join(pieces)
    for number, sign in enumerate(SIGNS):
        pattern = pattern_of(number)
        match = pattern.search(body)
        assert match is None or any(need in match[0].lower() for need in sign.needs), sign.name


EXAMPLES = {
    "twitter": PostRef("twitter", ID, "a"),
    "instagram": PostRef("instagram", CODE, None),
    "facebook": PostRef("facebook", "10158000000000000", "board"),
    "tiktok": PostRef("tiktok", "7331234567890123456", "board"),
    "youtube": PostRef("youtube", "dQw4w9WgXcQ"),
    "bluesky": PostRef("bluesky", "3kl2abcdefg2h", "board.example"),
    "threads": PostRef("threads", CODE, "board"),
    "telegram": PostRef("telegram", "harbour_board/42", "harbour_board"),
    "reddit": PostRef("reddit", "1aabbcc"),
    "linkedin": PostRef("linkedin", "urn:li:share:7075043149462556672"),
    "truthsocial": PostRef("truthsocial", "111893456789012345", "board"),
    "mastodon": PostRef("mastodon", "111893456789012345", "board@mastodon.example"),
}


@pytest.mark.parametrize("name", PLATFORMS)
def test_a_platforms_own_permalink_passes(name: str) -> None:
    """The canonical URL of a post of every platform is seen as it stands and percent-encoded."""
    url = PLATFORMS[name].permalink(EXAMPLES[name])
    assert url is not None
    assert may_cite(url.encode())
    assert may_cite(url.replace("/", "%2F").replace(":", "%3A").encode())


WORST = (
    b"(",
    b"(<",
    b"@",
    b"&amp;",
    b"&#",
    b"t.co",
    b"facebook.com",
    b"%25",
    b"\\\\",
    b"status",
    b"<",
    b" ",
    b"\xef\xbc\x88",
)


@pytest.mark.slow
@pytest.mark.parametrize("piece", WORST)
def test_no_pattern_runs_away(piece: bytes) -> None:
    """Ten megabytes of what a pattern begins with take seconds, not minutes."""
    body = piece * (10_000_000 // len(piece))
    began = time.process_time()
    for scanner in SCANNERS:
        may_cite(body, scanner)
    assert time.process_time() - began < 60


@pytest.mark.slow
def test_every_document_of_the_corpus_with_a_mention_passes() -> None:
    """Over 1,348 real documents: none in which something is found is passed over."""
    corpus = shared("corpus/dev")
    scanner = SCANNERS[-1]
    missed, asked = [], 0
    for line in (corpus / "manifest.jsonl").open(encoding="utf-8"):
        row = json.loads(line)
        body = (corpus / row["file"]).read_bytes()
        body = gzip.decompress(body) if row["file"].endswith(".gz") else body
        asked += 1
        if not may_cite(body, scanner) and reading(body, row["file"].removesuffix(".gz")).mentions:
            missed.append(row["doc_id"])
    assert asked > 1_000
    assert missed == []
