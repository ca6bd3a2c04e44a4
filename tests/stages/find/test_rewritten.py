"""What programs that write HTML anew make of a page changes nothing that is found in it.

The programs were run on 2026-11-28 (html-minifier-terser, htmlnano, rehype, js-beautify, pywb 2.10, lxml,
html5lib, Beautiful Soup). This project has none of them: what they do to quotation marks, references and
cases is done here by Python's own parser, and by Lexbor.
"""

from __future__ import annotations

import email
import email.policy
import json
import re
from collections.abc import Callable
from email.message import EmailMessage
from html.parser import HTMLParser

import pytest
from selectolax.lexbor import LexborHTMLParser

from embedarchive.runners.bulk import scanner
from embedarchive.stages.find.gate import may_cite
from tests.stages.find.reading import mentions, page

ID, FILM = "1752345678901817345", "kElp_fi-lm7"
URL = f"https://x.com/kelp_watch/status/{ID}"
FRAME = f"https://www.youtube.com/embed/{FILM}"
CARD = json.dumps(
    {"url": URL, "full_text": "The reef's white.", "username": "kelp_watch", "name": "Kelp Watch"}
)
QUOTED = CARD.replace('"', "&quot;")
ARTICLE = (
    "<!doctype html><html><head><meta charset=utf-8><title>Reef</title></head><body><article>"
    "<p>Off the coast &amp; far.</p>"
    '<blockquote class="twitter-tweet"><p lang="en">The reef is <b>white</b> again.</p>&mdash; '
    "Kelp Watch (@kelp_watch) "
    f'<a href="{URL}?ref_src=twsrc%5Etfw&amp;s=20">January 30, 2024</a></blockquote><p>More.</p>'
    f'<iframe data-cky-src="{FRAME}"></iframe>'
    f'<div class="tweet" data-attrs="{QUOTED.replace(ID, ID[:-1] + "6")}"></div></article></body></html>'
)


class Writer(HTMLParser):
    """Parses a page and writes it anew: an attribute's value with this mark, and `"` and `&` as these."""

    def __init__(self, mark: str = '"', quote: str = "&quot;", ampersand: str = "&amp;") -> None:
        super().__init__(convert_charrefs=True)
        self.mark, self.spelled = mark, {'"': quote, "&": ampersand, "'": "&#x27;"}
        self.out: list[str] = []

    def handle_decl(self, decl: str) -> None:
        self.out.append(f"<!{decl}>")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = "".join(f" {name}={self._value(value or '')}" for name, value in attrs)
        self.out.append(f"<{tag}{said}>")

    def handle_endtag(self, tag: str) -> None:
        self.out.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.out.append(data.replace("&", self.spelled["&"]).replace("<", "&lt;"))

    def _value(self, said: str) -> str:
        mark = self.mark or ("" if re.fullmatch(r"[^\s\"'=<>`]+", said) else '"')
        kept = {"&", mark or "&"}
        return mark + "".join(self.spelled[c] if c in kept else c for c in said) + mark


def _written(**how: str) -> Callable[[str], str]:
    def write(markup: str) -> str:
        writer = Writer(**how)
        writer.feed(markup)
        writer.close()
        return "".join(writer.out)

    return write


def _mailed(markup: str, encoding: str) -> str:
    mail = EmailMessage()
    mail.set_content(markup, subtype="html", cte=encoding)
    return str(email.message_from_bytes(mail.as_bytes(), policy=email.policy.default).get_content())


WRITERS: dict[str, Callable[[str], str]] = {
    "quotation marks": _written(),
    "single ones, as Beautiful Soup has them round JSON": _written(mark="'"),
    "none where none are needed, as minifiers": _written(mark=""),
    "references of rehype": _written(quote="&#x22;", ampersand="&#x26;"),
    "references of Python": _written(quote="&#34;", ampersand="&#38;"),
    "Lexbor": lambda markup: LexborHTMLParser(markup).html or "",
    "letters beyond ASCII as references": lambda markup: markup.encode("ascii", "xmlcharrefreplace").decode(),
    "tags in capitals": lambda markup: re.sub(r"</?[a-z]+", lambda tag: tag[0].upper(), markup),
    "tags on lines of their own": lambda markup: markup.replace("><", ">\r\n<"),
    "quoted-printable": lambda markup: _mailed(markup, "quoted-printable"),
    "base64": lambda markup: _mailed(markup, "base64"),
}


def told(body: str) -> list[tuple[object, ...]]:
    """Return what is found in a page, but for blanks, and that both gates let it through."""
    found = mentions(body, "article.html")
    assert may_cite(body.encode()) and may_cite(body.encode(), scanner())
    return [
        (one.kind, one.post and one.post.id, *one.claim[:3], " ".join((one.claim.text or "").split()))
        for one in found
    ]


@pytest.mark.parametrize("writer", WRITERS)
def test_a_page_written_anew_cites_what_it_cited(writer: str) -> None:
    """Kind, post, name, handle, day and words; the article has an embed, a frame that waits and a card."""
    assert len(told(ARTICLE)) == 3
    assert told(WRITERS[writer](ARTICLE)) == told(ARTICLE)


@pytest.mark.parametrize(
    ("markup", "post"),
    [
        (f"<iframe data-cky-src={FRAME} data-cookieyes=advertisement></iframe>", FILM),
        (f"<div class=uc-embed uc-layout=full uc-src={FRAME} uc-uid=x></div>", FILM),
        (f'<div class="a b"data-tweet-url={URL}></div>', ID),
        (f"<astro-embed-tweet id={URL}></astro-embed-tweet>", ID),
    ],
)
def test_a_value_without_quotation_marks_is_one(markup: str, post: str) -> None:
    """html-minifier-terser (`removeAttributeQuotes`), htmlnano, rehype (`preferUnquoted`) leave them out."""
    body = f"<article><p>Off the coast.</p>{markup}<p>More.</article>"
    assert [one.post and one.post.id for one in page(body)] == [post]
    assert may_cite(body.encode())


@pytest.mark.parametrize(
    "markup",
    [
        f"<p>Set data-tweet-url={URL}</p>",
        f"<p>a &lt; b data-cky-src={FRAME}</p>",
        f"<p>uc-src={FRAME} is read",
    ],
)
def test_what_looks_like_an_attribute_in_the_text_embeds_nothing(markup: str) -> None:
    """It is a link at most."""
    assert all(one.kind == "link" for one in page(f"<p>Off the coast.</p>{markup}<p>More.</p>"))


@pytest.mark.parametrize("quote", ["&quot;", "&#34;", "&#x22;"])
@pytest.mark.parametrize(
    ("said", "post"),
    [
        (json.dumps({"sources": [{"type": "video/youtube", "src": f"https://youtu.be/{FILM}"}]}), FILM),
        (json.dumps({"tweetId": ID}), ID),
        (json.dumps({"type": "youtube2", "attrs": {"startTime": None, "videoId": FILM}}), FILM),
    ],
)
def test_a_quotation_mark_may_be_any_reference(said: str, post: str, quote: str) -> None:
    """rehype (Astro, MDX, Docusaurus) writes `&#x22;`, Python and Go `&#34;`."""
    body = f'<p>Off the coast.</p><div data-props="{said.replace(chr(34), quote)}"></div><p>More.</p>'
    assert [one.post and one.post.id for one in page(body)] == [post]
    assert may_cite(body.encode()) and may_cite(body.encode(), scanner())


@pytest.mark.parametrize(
    ("state", "post"),
    [
        ({"root": {"children": [{"format": "", "type": "tweet", "version": 1, "id": ID}]}}, ID),
        ({"ops": [{"insert": "Reef.\n"}, {"insert": {"video": FRAME}}]}, FILM),
    ],
)
@pytest.mark.parametrize("indent", [None, 2, 8])
def test_state_that_is_set_in_names_the_same(state: object, post: str, indent: int | None) -> None:
    """js-beautify and Prettier set in JSON in a page's scripts as well."""
    script = json.dumps(state, indent=indent)
    body = f'<p>Off the coast.</p><script type="application/json">{script}</script><p>More.</p>'
    assert [one.post and one.post.id for one in page(body)] == [post]
    assert may_cite(body.encode()) and may_cite(body.encode(), scanner())


REPLAYS = (
    "https://wayback.archive-it.org/1234/20240202030405{}/",
    "http://localhost:8080/reef/20240202030405{}/",
)


@pytest.mark.parametrize(
    "replay",
    [
        *REPLAYS,
        "//web.archive.org/web/20240202030405{}/",
        "/reef/20240202030405{}/",
        "/reef/20240202030405{}/https://web.archive.org/web/20240131000000{}/",
        "https://reef.example/all/20240202030405{}/http://localhost/reef/20240131000000{}/",
    ],
)
def test_a_collection_of_pywb_changes_no_address(replay: str) -> None:
    """pywb 2.10 writes `/<collection>/<timestamp><modifier>/` before each address; OpenWayback does.

    What an archive holds may be another one's page.
    """
    link, frame = replay.format("mp_", "mp_") + URL, replay.format("if_", "if_") + FRAME
    body = (
        f'<p>Off the coast.</p><iframe src="{frame}"></iframe><blockquote class="twitter-tweet"><p>The reef '
        f'is white.</p>&mdash; Kelp Watch (@kelp_watch) <a href="{link}">January 30, 2024</a></blockquote>'
    )
    assert [one.post and one.post.id for one in page(body)] == [FILM, ID]
    assert may_cite(body.encode())


@pytest.mark.parametrize("replay", [*REPLAYS, "https://web.archive.org/web/20240202030405{}/"])
@pytest.mark.parametrize("archive", ["", "https://arquivo.pt/wayback/20240131000000/"])
def test_two_slashes_that_a_server_took_for_one_are_two(replay: str, archive: str) -> None:
    """As Apache does in a path (MergeSlashes); the Wayback Machine still answers such addresses."""
    link = replay.format("") + f"{archive}{URL}".replace("://", ":/")
    (found,) = page(f'<p>Off the <a href="{link}">coast</a>.</p>')
    assert found.post is not None
    assert (found.post.id, found.links) == (ID, (URL,))


@pytest.mark.parametrize(
    "front", ["/reef/2024/", "/reef/20240202030405?", "/a/b/c/d/20240202030405/", "/reef/202402020304056/"]
)
def test_a_path_that_is_no_replay_carries_no_address(front: str) -> None:
    """A replay has a timestamp of fourteen digits behind one collection or a few."""
    found = page(f'<p>Off the coast.</p><p><a href="https://news.example{front}{URL}">More</a></p>')
    assert found == ()


@pytest.mark.parametrize("name", ["className", "classname"])
def test_reacts_class_is_one_in_lower_case_too(name: str) -> None:
    """As parsers write what was pasted."""
    (found,) = page(
        f'<p>Off the coast.</p><blockquote {name}="tiktok-embed" cite="https://www.tiktok.com/@kelp.watch/video/'
        '7034174276785687814"><section><a>@kelp.watch</a><p>White again.</p></section></blockquote>'
    )
    assert (found.rule, found.claim.handle) == ("tiktok-blockquote", "kelp.watch")
