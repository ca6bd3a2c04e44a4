"""What stands beside the article cites nothing, whether markup or text shows it."""

from __future__ import annotations

import html

import pytest

from embedarchive.records import MentionKind
from tests.stages.find.reading import page

URL = "https://twitter.com/ann_lee/status/1721408587073732675"
LINE = "— Ann Lee (@ann_lee) November 6, 2023"
DATED = f'— Ann Lee (@ann_lee) <a href="{URL}">November 6, 2023</a>'
QUOTE = f'<blockquote class="twitter-tweet"><p>The bridge stays open.</p>{DATED}</blockquote>'
BEFORE = "<p>It rains in the valley, and nobody knows for how long.</p>"
SHOWN = {
    "embed": QUOTE,
    "attribution": f"<p>The bridge stays open.{LINE}</p>",
    "attribution that is linked": f"<p>The bridge stays open.{DATED}</p>",
    "attribution on its own line": f"<p>The bridge stays open.</p><p>{LINE}</p>",
    "permalink on its own line": f"<p>{URL}</p>",
    "template": f"<template>{QUOTE}</template>",
    "text area": f"<textarea>{html.escape(QUOTE)}</textarea>",
}
BESIDE = (
    *("<footer>{}</footer>", "<nav>{}</nav>", '<div class="site-footer"><div>{}</div></div>'),
    *('<div id="footer"><ul><li>{}</ul></div>', '<div class="twitter-feed">{}</div>'),
    '<article>It rains.<div class="latest-tweets">{}</div></article>',
)
WITHIN = (
    *("<article><footer>{}</footer></article>", '<main><div id="footer">{}</div></main>'),
    *("<footer>(c)</footer><div>{}</div>", "<div>{}</div><footer>(c)</footer>"),
    *("<footer>(c)<article>{}</article></footer>", '<div class="footer-note">{}</div>'),
    '<nav></nav><div id="wrap">{}</div><div id="footer">(c)</div>',
)


def cited(body: str) -> list[MentionKind]:
    """Return the kinds of what a page cites, links left out."""
    return [mention.kind for mention in page(BEFORE + body) if mention.kind is not MentionKind.LINK]


@pytest.mark.parametrize("around", BESIDE)
@pytest.mark.parametrize("what", SHOWN)
def test_what_stands_beside_the_article_cites_nothing(what: str, around: str) -> None:
    """Footers, navigation and walls."""
    assert cited(around.format(SHOWN[what])) == []


@pytest.mark.parametrize("around", WITHIN)
@pytest.mark.parametrize("what", SHOWN)
def test_what_does_not_stand_there_cites(what: str, around: str) -> None:
    """An article's own footer, an article in one, and what stands before or behind a footer."""
    assert len(cited(around.format(SHOWN[what]))) == 1


def test_a_quotation_s_footer_is_not_the_page_s() -> None:
    """It says who is quoted."""
    body = f"<blockquote><p>The bridge stays open.</p><footer>{LINE}</footer></blockquote>"
    assert cited(body) == [MentionKind.ATTRIBUTION]


@pytest.mark.parametrize(
    "signature",
    [
        DATED,
        f"<p>{DATED}</p>",
        f"<cite>{DATED} at 5:33 PM</cite>",
        DATED.replace(URL, "https://x.com/i/web/status/1721408587073732675"),
        DATED.replace(
            URL, "https://mg.example/c?u=https%3A%2F%2Fx.com%2Fann_lee%2Fstatus%2F1721408587073732675"
        ),
    ],
)
def test_a_card_s_footer_is_not_the_page_s(signature: str) -> None:
    """All it holds is the line with the link to the post of its own author and day."""
    card = f'<div class="post-box"><p>The bridge stays open.</p><footer>{signature}</footer></div>'
    (found,) = page(BEFORE + card)
    assert (found.kind, found.post and found.post.id) == (MentionKind.ATTRIBUTION, "1721408587073732675")
    assert found.claim.text == "The bridge stays open."
    assert cited(f"<footer>{card}<p>(c) Example Press</p></footer>") == []


@pytest.mark.parametrize(
    "held",
    [
        LINE,
        DATED.replace(URL, "https://twitter.com/bob/status/1721408587073732675"),
        DATED.replace(URL, "https://twitter.com/ann_lee/status/1731408587073732675"),
        DATED.replace(URL, "https://example.org/"),
        f"Latest: {DATED}",
        f"<p>{DATED}</p><p>(c) Example Press. All rights reserved.</p>",
        f"{DATED}{'<p>More of us.</p>' * 40}",
        f"{DATED}{'<i></i>' * 60}",
        f"{'<b>' * 60}{DATED}",
        "(c) Example Press",
        f"{DATED}{'<br>' * 30}{'x' * 400}",
    ],
)
def test_any_other_footer_with_a_line_is_the_page_s(held: str) -> None:
    """With a word more, or without a link to the post, it may be the latest one of the site's own account."""
    assert cited(f"<div><p>The bridge stays open.</p><footer>{held}</footer></div>") == []


def test_a_post_in_the_article_is_cited_though_the_footer_shows_it_too() -> None:
    """One mention, where the article has it."""
    (found,) = [m for m in page(f"{BEFORE}{QUOTE}<footer>{QUOTE}</footer>") if m.kind is MentionKind.EMBED]
    assert found.places == ()
