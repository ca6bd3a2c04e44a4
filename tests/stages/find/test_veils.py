"""The gate sees through every escape through which `read` sees, however often it is escaped itself."""

from __future__ import annotations

import base64
import html
import json
from collections.abc import Callable
from html.entities import html5
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embedarchive.stages.find.gate import may_cite
from tests.stages.find.test_gate import CITATIONS, CODE, ID, SCANNERS, cited, hold, page_of

NAMES = {character: name for name, character in html5.items() if name.endswith(";") and character.isascii()}
ESCAPES: dict[str, Callable[[str], str]] = {
    "decimal": lambda c: f"&#{ord(c)};",
    "decimal with zeros": lambda c: f"&#000{ord(c)};",
    "decimal without end": lambda c: f"&#{ord(c)}",
    "hexadecimal": lambda c: f"&#x{ord(c):x};",
    "upper case": lambda c: f"&#X{ord(c):02X};",
    "hexadecimal without end": lambda c: f"&#x0{ord(c):x}",
    "name": lambda c: f"&{NAMES[c]}" if c in NAMES else c,
    "percent": lambda c: f"%{ord(c):02X}" if c.isascii() else quote(c),
    "percent in lower case": lambda c: f"%{ord(c):02x}" if c.isascii() else quote(c),
    "percent twice": lambda c: f"%25{ord(c):02X}" if c.isascii() else quote(quote(c)),
    "JSON": lambda c: f"\\u{ord(c):04x}" if ord(c) < 0x10000 else c,
    "JSON in upper case": lambda c: f"\\u{ord(c):04X}" if ord(c) < 0x10000 else c,
    "JSON in JSON": lambda c: f"\\\\u{ord(c):04x}" if ord(c) < 0x10000 else c,
    "JavaScript": lambda c: f"\\x{ord(c):02x}" if ord(c) < 0x100 else c,
    "backslash": lambda c: f"\\{c}",
    "backslashes": lambda c: f"\\\\{c}",
}
BEGINNINGS = "&#%\\;"
"""What is escaped where an escape is."""
WRAPS: dict[str, Callable[[str], str]] = {
    "JSON": lambda text: f"<script>{json.dumps({'html': text})}</script>",
    "JSON in JSON": lambda text: f"<script>{json.dumps(json.dumps({'html': text}))}</script>",
    "PHP's JSON": lambda text: "<script>" + json.dumps(text).replace("/", "\\/") + "</script>",
    "JSON without tags": lambda text: (
        "<script>" + json.dumps(text).translate({ord(c): f"\\u{ord(c):04x}" for c in "<>&'"}) + "</script>"
    ),
    "attribute": lambda text: f'<div data-html="{html.escape(text)}"></div>',
    "JSON in an attribute": lambda text: f'<div data-p="{html.escape(json.dumps({"html": text}))}"></div>',
    "entities": html.escape,
    "percent signs": lambda text: f"<script>var later = '{quote(text, safe='')}'</script>",
    "JSON in percent signs": lambda text: (
        "<script>var later = '" + quote(json.dumps(text).replace("/", "\\/"), safe="") + "'</script>"
    ),
    "base64": lambda text: f"<script>'{base64.b64encode(text.encode()).decode()}'</script>",
    "comment": lambda text: f"<!-- {text} -->",
    "template": lambda text: f"<template>{text}</template>",
    "frame without an address": lambda text: f"<iframe>{text}</iframe>",
    "frame with an empty address": lambda text: f'<iframe src="">{text}</iframe>',
    "frame whose address waits": lambda text: f'<iframe data-src="https://news.example/1">{text}</iframe>',
    "text area": lambda text: f"<textarea>{html.escape(text)}</textarea>",
    "CDATA": lambda text: f"<script>//<![CDATA[\n{text}\n//]]></script>",
    "feed": lambda text: f"<rss><channel><item><description>{html.escape(text)}</description></item></rss>",
    "upper case": str.upper,
}
INSERTED = (
    *("\u00ad", "\u200b", "&shy;", "&#8203;", "&zwnj;", "\n", "\r\n", "\t", "&#10;", "&Tab;", "&nbsp", " "),
    *("<wbr>", "<!-- -->", "</span><span>", "<a onclick='a(1);b(2);c(3);d(4)'>", "\\", "ſ", "\u212a", "ı"),
    *("..", ":443", "<![CDATA[", "]]>", "＠", "（", "%0A", "\0"),
)
ENCODINGS = ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "shift_jis", "gb18030", "iso2022_jp")


def escaped(text: str, places: set[int], ways: list[str]) -> str:
    """Escape the characters at some places of a text; what that begins with again, in the next way."""
    shown = list(text)
    for place in places:
        for number, way in enumerate(ways):
            shown[place] = "".join(
                ESCAPES[way](c) if number == 0 or c in BEGINNINGS else c for c in shown[place]
            )
    return "".join(shown)


@st.composite
def documents(draw: st.DrawFn) -> bytes:
    """Make a page with a citation whose bytes are veiled."""
    text = CITATIONS[draw(st.sampled_from(sorted(CITATIONS)))]
    for step in draw(st.lists(st.sampled_from(["escape", "escape", "wrap", "insert"]), max_size=3)):
        at = draw(st.integers(0, len(text) - 1))
        if step == "escape":
            alike = draw(st.sampled_from(["one", "the same", "all signs", "all letters"]))
            places = {
                "one": {at},
                "the same": {n for n, c in enumerate(text) if c == text[at]},
                "all signs": {n for n, c in enumerate(text) if c in "/.:@()-_?=&#%"},
                "all letters": {n for n, c in enumerate(text) if c.isalnum()},
            }[alike]
            inside = {n for n in places if text[:n].count("<") == text[:n].count(">") or '="' in text[:n]}
            text = escaped(
                text, inside, draw(st.lists(st.sampled_from(sorted(ESCAPES)), min_size=1, max_size=3))
            )
        elif step == "wrap":
            text = WRAPS[draw(st.sampled_from(sorted(WRAPS)))](text)
        else:
            text = text[:at] + draw(st.sampled_from(INSERTED)) + text[at:]
    encoding = draw(st.sampled_from(ENCODINGS))
    page = text if text.startswith("<rss") else page_of(text)
    page = page.replace("<title>", f'<meta charset="{encoding.replace("_", "-")}"><title>')
    return page.encode(encoding, "replace" if encoding.startswith("utf") else "xmlcharrefreplace")


@settings(max_examples=600)
@given(documents())
def test_no_veil_hides_what_reading_finds(body: bytes) -> None:
    """Escapes of escapes, JSON in JSON, other encodings, and what is put in between: the gate is open."""
    hold(body)


def in_json(escape: str) -> str:
    """Write a post's address into the markup in a script, with an escape for the dot in it."""
    markup = f'<iframe src="https://www.youtube{escape}com/embed/dQw4w9WgXcQ"></iframe>'
    return f"<script>{{{markup}}}</script>"


def in_attribute(escape: str) -> str:
    """Write the same into an attribute."""
    markup = html.escape('<iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ"></iframe>')
    return f'<div data-html="{markup.replace(".com", f"{escape}com")}"></div>'


SEEN = {
    "percent-encoded JSON": WRAPS["JSON in percent signs"](CITATIONS["blockquote"]),
    "an entity in JSON": in_json("\\u0026#x2e;"),
    "an entity in JSON in JSON": in_json("\\\\u0026\\\\u0023x2e\\\\u003b"),
    "an entity in JSON, each sign of it by its name": in_attribute(
        "\\u0026amp\\u003b\\u0026num\\u003b46\\u0026semi\\u003b"
    ),
    "an entity in JavaScript": in_json("\\x26\\x2346\\x3b"),
    "an entity in an entity": in_attribute("&#38;#x2e;"),
    "a named entity in an entity": in_attribute("&amp;period;"),
    "percent signs as entities": '<iframe src="https://social.example/@gates_ex/1&percnt;311794340630068408">'
    "</iframe>",
    "a backslash as an escape": in_json("\\u005cu002e"),
    "entities without end": "<p>"
    + "".join(f"&#x0{ord(c):x}" for c in f"https://x.com/gates_ex/status/{ID}")
    + "</p>",
    "a long name in percent signs": '<div class="fb-post" data-href="https://www.facebook.com/'
    + quote("Шлюз-на-реке-остаётся-закрытым-до-весны")
    + '/posts/1234567890123"></div>',
    "a long slug in percent signs": '<iframe src="https://www.linkedin.com/posts/gates_'
    + quote("шлюз-остаётся-закрытым-до-весны-говорит-совет-порта")
    + '-activity-7075043149462556672-Ab1c"></iframe>',
    "spaces before the value": f'<div data-tweet{" " * 12}="{ID}"></div>',
    "a host with dots behind": f'<iframe src="https://www.youtube.com../embed/{CODE}"></iframe>',
    "brackets in several tags": "<p>No cars tonight</p>"
    "— Gates (<a onclick='a(1);b(2);c(3)'><b>@gates_ex</b></a>) February 9, 2024",
}


@pytest.mark.parametrize("kind", SEEN)
def test_a_veil_that_reading_sees_through(kind: str) -> None:
    """What leaked before: each is found in a file, so it passes in a dump."""
    body = page_of(SEEN[kind]).encode()
    assert cited(body) > 0
    assert all(may_cite(body, scanner) for scanner in SCANNERS)


UNSEEN = {
    "the end of a line": f'<a href="https://twitter.com/gates_ex/sta\ntus/{ID}">it</a>',
    "a tab as an entity": f'<iframe src="https://www.youtube.com/em&Tab;bed/{CODE}"></iframe>',
    "an element": f"<p>https://twitter.com/gates_ex/sta<wbr>tus/{ID}</p>",
    "an element in a short link": "<p>No cars pic.twit<wbr>ter.com/abcdefghij tonight</p>",
    "a long s": f'<a href="https://twitter.com/gates_ex/ſtatus/{ID}">it</a>',
    "a Kelvin sign": '<div class="fb-post" data-href="https://www.faceboo\u212a.com/a/posts/1234567890123"></div>',
    "backslashes before letters": in_json("\\."),
}


@pytest.mark.parametrize("kind", UNSEEN)
def test_what_no_page_has_is_seen_by_neither(kind: str) -> None:
    """A URL whose words are broken, or have letters of another alphabet, is none in a file either."""
    body = page_of(UNSEEN[kind]).encode()
    assert cited(body) == 0
    assert not any(may_cite(body, scanner) for scanner in SCANNERS)


def test_what_every_page_escapes_is_no_veil() -> None:
    """Share links, quotation marks, JSON of URLs: such a page is asked once."""
    asked = 0

    def counting(body: bytes) -> list[int]:
        nonlocal asked
        asked += 1
        return list(SCANNERS[0](body))

    page = page_of(
        '<a href="https://news.example/?u=a%26b%3Dc%2Fd%20It%26%238217%3Bs%26%23039%3B">a</a>'
        '<script>var a = "https:\\/\\/news.example\\/?a=1\\u0026b=\\u003cp\\u003e\\u0027"</script>'
        "It&amp;#8217;s &#038; &#x30AB; &#39;"
    )
    assert not may_cite(page.encode(), counting)
    assert asked == 1
