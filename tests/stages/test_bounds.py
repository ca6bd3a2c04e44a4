"""A page is parsed within bounds: what a parser of the standard is slow at is written anew, and loses no text."""

# ruff: noqa: E501 - markup stands as it is found, in one line

from __future__ import annotations

import random

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from embedarchive.stages.bounds import MAX_TAGS, bounded
from embedarchive.stages.page import parse
from embedarchive.stages.rewriting import ATTRIBUTE, MAX_ATTRIBUTES, MAX_DEPTH, MAX_NAMES, Writer
from tests.stages.find.reading import page

MANY = 3 * MAX_TAGS // 2
DEPTH = MAX_DEPTH * 4 // 3 + 40
"""The root's own elements stand above, and what the standard puts between: a `<tbody>` in each table."""


def shape(root: LexborNode | None) -> tuple[int, int]:
    """Return how deep a tree is, and how many elements it has."""
    deepest = elements = 0
    waiting = [(root, 1)] if root is not None else []
    while waiting:
        node, depth = waiting.pop()
        deepest, elements = max(deepest, depth), elements + 1
        waiting += [(child, depth + 1) for child in node.iter()]
    return deepest, elements


@pytest.mark.parametrize(
    "tags",
    [
        "<span>", "<blockquote>", '<blockquote class="twitter-tweet">', "<p><object>", "<b><i><div></b>", "<a><b><div>",
        "<li><span>", "<ul><li>", "<table><tr><td>", "<svg><g>", "<svg><foreignObject>", "<span><div></span>",
        "<span></x><p>", "<dd><span>", "<optgroup><div>", "<button><p>", "<nobr><div>", "<p><marquee>", "<h1><h2><div>",
        "<section><form></form>", "<custom-name>", "<SPAN><Div></sPan>", "<span a='>' b=\"<i>\">", "<div/>",
    ],
)  # fmt: skip
def test_no_nest_is_deeper_than_the_bound(tags: str) -> None:
    """Whatever is nested, as deep as it likes: the tree is not, and each word of it is there."""
    source = "".join(f"{tags}¤{number} " for number in range(MANY // tags.count("<")))
    tree = LexborHTMLParser(bounded(source))
    depth, elements = shape(tree.root)
    assert depth <= DEPTH
    assert elements <= 3 * MANY
    assert (tree.body.text() if tree.body else "").count("¤") == source.count("¤")


def test_a_nest_of_templates_ends_no_process() -> None:
    """Lexbor calls itself for each: 200,000 of them are as many as its stack holds not."""
    assert page("<template>" * 200_000) == ()


@pytest.mark.parametrize("tags", ['<b id="{}"><p>x', "<font color={}><div>x"])
def test_what_only_formats_is_not_opened_again_and_again(tags: str) -> None:
    """Without an end each stands in all that follows: the tree would be the square of the page."""
    source = "".join(tags.format(number) for number in range(4_000))
    _, elements = shape(LexborHTMLParser(bounded(source)).root)
    assert elements <= 3 * 8_000


def test_an_ordinary_page_is_parsed_as_it_is() -> None:
    """Also a long one, whose paragraphs nobody closed."""
    for source in (
        "<p>x",
        "<p>x <b>y</b>" * MAX_TAGS,
        "<p><font>x</b>" * 900,
        "<ul>" + "<li><a href=x>y</a>" * MAX_TAGS,
        "a < b" * MANY,
    ):
        assert bounded(source) is source


def test_a_tag_has_no_more_attributes_than_the_bound() -> None:
    """The first ones stay; the text behind the tag does."""
    tree = LexborHTMLParser(bounded("<div" + "".join(f" a{n}='>'" for n in range(5_000)) + ">x"))
    node = tree.css_first("div")
    assert node is not None
    assert (len(node.attributes), list(node.attributes)[-1], node.text()) == (
        MAX_ATTRIBUTES,
        f"a{MAX_ATTRIBUTES - 1}",
        "x",
    )
    bodies = "".join(f"<body b{number}=1>x" for number in range(MANY))
    body = LexborHTMLParser(bounded(bodies)).body
    assert body is not None
    assert (len(body.attributes), body.text()) == (MAX_ATTRIBUTES, "x" * MANY)


def test_a_page_has_no_more_names_than_the_bound() -> None:
    """Names that nobody knows share one beyond it; those of HTML keep their own."""
    tree = LexborHTMLParser(
        bounded("".join(f"<x{number}>y</x{number}>" for number in range(MANY)) + "<aside>z")
    )
    assert len({node.tag for node in tree.css("body *")}) == MAX_NAMES + 2
    assert [node.text() for node in tree.css("aside")] == ["z"]
    names = "".join(f"<p x{number}=1>y" for number in range(60_000))
    known = {ATTRIBUTE.match(one)[0] for one in bounded(names).split("<p ") if (ATTRIBUTE.match(one))}  # type: ignore[index]
    assert 20_000 <= len(known) <= 20_001
    assert bounded(names).count("y") == 60_000


ODD = (
    "<!-->", "<!--->", "<!-- <div> -->", "<!-- --!>", "<!x <p>", "<?php <p> ?>", "</ >", "</>", "<", "< p>", "<p", "<3>",
    "<a b='>'>", '<a b=">" c>', "<a =\"x\">", "<a b = '<i>'>", "<a b='x'c=\"y\"d>", "<a/b/c=/>", "<a b=c'd>", "<a '>", "<br/>",
    "<script>'<div>'</script>", "<style><p></style >", "<textarea><p></textarea\n>", "<title><b></title>", "<script><!-- </script>",
    "<xmp><p></xmp>", "<iframe><p></iframe>", "<svg><style><g></style></svg>", "<math><mi><p></math>", "<![CDATA[<p>]]>",
    "<P Class=X>", "</P>", "</p >", "</b x>", "<b>", "<i>", "</i>", "<table>", "<tr>", "<td>", "</table>", "<li>", "<ul>", "</ul>",
    "x", "&lt;", "\n", "é", "<html lang=en>", "<body class=x>", "</body>", "</html>", "<head>", "<template>", "</template>",
    "<select>", "<option>", "</select>", "<noscript>", "</noscript>", "<form>", "</form>", "<x-y>", "</x-y>", "<img src='>'>",
)  # fmt: skip


def test_what_is_within_bounds_is_written_as_it_stands() -> None:
    """However odd: the tree of what is written is the tree of the source."""
    chance = random.Random(7)
    for _ in range(3_000):
        source = "".join(chance.choices(ODD, k=chance.randrange(1, 12)))
        writer = Writer(source, wordy=False)
        writer._changed = True
        assert LexborHTMLParser(writer.written()).html == LexborHTMLParser(source).html, source


def test_an_embed_in_a_deep_nest_is_found_whole() -> None:
    """However deep it stands it is the same mention, unless the bound cuts it in two."""
    quote = (
        '<blockquote class="twitter-tweet"><p lang="en">The dam holds.</p>&mdash; Ann Lee (@ann_lee) '
        '<a href="https://twitter.com/ann_lee/status/1721408587073732675">November 6, 2023</a></blockquote>'
    )
    (plain,) = page(quote)
    (mention,) = page("<div><span>" * MAX_TAGS + quote)
    assert (mention.rule, mention.exact, mention.claim) == (plain.rule, plain.exact, plain.claim)


def test_the_source_is_read_as_it_was() -> None:
    """An attribute that is out of bounds stands in the tree no more, but in the source it is seen."""
    names = "".join(f" a{number}" for number in range(5_000))
    found = page(f'<div{names} data-x="{{&quot;tweetId&quot;:&quot;1721408587073732675&quot;}}">x</div>')
    assert [mention.post.id for mention in found if mention.post] == ["1721408587073732675"]
    assert parse(f"<div{names}>").source.endswith("a4999>")
