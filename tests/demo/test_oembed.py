"""publish.twitter.com answers for living posts and tells the ways of being gone apart."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest

from embedarchive.demo import world
from embedarchive.demo.littleweb import LittleWeb
from embedarchive.demo.script import Author, Post, World
from tests.demo.asking import Seen, ask

ENDPOINT = "https://publish.twitter.com/oembed?omit_script=1&hide_thread=1&dnt=1&url="


def oembed(web: LittleWeb, url: str, more: str = "") -> Seen:
    return ask(web, ENDPOINT + quote(url, safe="") + more)


def test_a_living_post_is_told_in_the_markup_of_an_embed(web: LittleWeb) -> None:
    """Words, links, dash, name, handle, permalink and UTC date stand in one blockquote."""
    found = oembed(web, world.BRIDGE.permalink("twitter.com")).json
    link = f"https://x.com/ea_demo_harbor/status/{world.BRIDGE.id}?ref_src=twsrc%5Etfw"
    assert found["html"] == (
        '<blockquote class="twitter-tweet" data-conversation="none" data-dnt="true">'
        '<p lang="en" dir="ltr">The swing bridge stays shut to cars tonight from 22:00.<br>'
        "People on foot can cross until midnight. "
        '<a href="https://x.com/hashtag/MarrowBridge?src=hash&amp;ref_src=twsrc%5Etfw">#MarrowBridge</a> '
        '<a href="https://t.co/rK2vNw8LpE">https://t.co/rK2vNw8LpE</a> '
        '<a href="https://t.co/Hb4xQzTm9R">pic.twitter.com/Hb4xQzTm9R</a></p>'
        "&mdash; Marrow Harbour Board (@ea_demo_harbor) "
        f'<a href="{link}">February 4, 2026</a></blockquote>\n\n'
    )
    assert (found["author_name"], found["type"], found["version"]) == ("Marrow Harbour Board", "rich", "1.0")


def test_urdu_runs_from_right_to_left(web: LittleWeb) -> None:
    """The paragraph's language and direction follow the post."""
    assert '<p lang="ur" dir="rtl">' in oembed(web, world.SITTING.permalink()).json["html"]


@pytest.mark.parametrize(
    ("lang", "date"),
    [
        ("en", "February 4, 2026"),
        ("de", "4. Februar 2026"),
        ("es", "4 de febrero de 2026"),
        ("ar", "٤ فبراير ٢٠٢٦"),
    ],
)
def test_lang_sets_the_language_of_the_date(web: LittleWeb, lang: str, date: str) -> None:
    """Only the date changes its language."""
    found = oembed(web, world.BRIDGE.permalink(), f"&lang={lang}").json["html"]
    assert f">{date}</a></blockquote>" in found
    assert (f'data-lang="{lang}"' in found) == (lang != "en")


def test_the_script_comes_along_unless_it_is_omitted(web: LittleWeb) -> None:
    """omit_script takes the script away, nothing else."""
    url = "https://publish.twitter.com/oembed?url=" + world.FOG.permalink()
    html = ask(web, url).json["html"]
    widget = '<script async src="https://platform.twitter.com/widgets.js" charset="utf-8"></script>'
    assert html.endswith(f"</blockquote>\n{widget}\n\n")
    assert "data-conversation" not in html
    assert "<script" not in ask(web, url + "&omit_script=true").json["html"]


def test_a_wrong_user_name_is_corrected(web: LittleWeb) -> None:
    """The id alone names the post; the answer carries the true handle."""
    for path in ("nobody/status/", "i/web/status/", "i/status/", "@nobody/statuses/"):
        found = oembed(web, f"https://twitter.com/{path}{world.BRIDGE.id}/photo/1?s=20").json
        assert found["url"] == world.BRIDGE.permalink("x.com")


def test_a_deleted_and_an_unknown_post_are_404_and_not_json(web: LittleWeb) -> None:
    """Gone is 404 with a body that no JSON parser reads."""
    for url in (world.TIDE.permalink(), "https://x.com/a/status/20", "https://x.com/a"):
        seen = oembed(web, url)
        assert seen.status == 404
        with pytest.raises(json.JSONDecodeError):
            json.loads(seen.body)


def test_protected_and_suspended_are_both_403_and_told_apart_by_the_body(web: LittleWeb) -> None:
    """Only a protected post says "not authorized to see this status"."""
    quiet, loud = oembed(web, world.QUIET.permalink()), oembed(web, world.LOUD.permalink())
    assert (quiet.status, loud.status) == (403, 403)
    assert "not authorized to see this status" in quiet.text
    assert "not authorized to see this status" not in loud.text


def test_a_post_that_syndication_hides_is_still_told_here(web: LittleWeb) -> None:
    """A tombstone there and a 200 here: the two witnesses need not agree."""
    assert "sorry about the dogs" in oembed(web, world.FOG.permalink()).json["html"]


def test_publish_x_redirects_here(web: LittleWeb) -> None:
    """The query goes along as it is."""
    seen = ask(web, "https://publish.x.com/oembed?url=https%3A%2F%2Fx.com%2Fa%2Fstatus%2F1")
    assert seen.location == "https://publish.twitter.com/oembed?url=https%3A%2F%2Fx.com%2Fa%2Fstatus%2F1"


def test_xml_is_not_written(web: LittleWeb) -> None:
    """format=xml is a 400 with an error in JSON."""
    seen = oembed(web, world.BRIDGE.permalink(), "&format=xml")
    assert (seen.status, seen.json["errors"][0]["code"]) == (400, 356)


def test_marks_in_names_and_words_are_escaped() -> None:
    """An ampersand in the name of an account is an entity in the markup."""
    found = Post(world.FERRY.id, Author("ea_demo_amp", "A & <B>"), "1 < 2 & 3 > 2")
    with LittleWeb(World(posts=(found,))) as web:
        html = oembed(web, found.permalink()).json["html"]
    assert "&mdash; A &amp; &lt;B&gt; (@ea_demo_amp) " in html
    assert ">1 &lt; 2 &amp; 3 &gt; 2</p>" in html


def test_the_body_escapes_slashes_angles_and_what_is_beyond_the_bmp(web: LittleWeb) -> None:
    """Real answers write `\\/`, `\\u003C` and surrogate pairs."""
    body = oembed(web, world.SITTING.permalink()).body
    assert b"\\u003Cblockquote" in body and b"https:\\/\\/x.com" in body
    assert b"National Assembly \\uD83C\\uDDF5\\uD83C\\uDDF0" in body
    assert "ایوان".encode() in body
