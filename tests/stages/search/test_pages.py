"""Where the article itself still shows the embed as markup: on the web, or in the web archive."""

from __future__ import annotations

import dataclasses
import json
from urllib.parse import urlencode

from embedarchive.records import Article, Exchange, Failure, Mention
from embedarchive.stages.search import Found, search
from tests.worlds.dict_world import DictWorld, dead, hold, moved, page
from tests.worlds.posts import DAY, Post, cdx_answer, id_on, live, mention, oembed_answer, oembed_url

POST = Post()
PAGE = "https://news.test/story"
ARTICLE = Article(
    "a.txt", None, "T", None, "2026-02-03T08:00:00Z", "en", "text", "text/plain", "utf-8", origin=PAGE
)
NEAREST = f"https://web.archive.org/web/20260203080000id_/{PAGE}"


def embed(post: Post, text: str | None = None) -> str:
    """The markup of an embed."""
    date = post.day.strftime("%B %-d, %Y")
    return (
        f'<blockquote class="twitter-tweet"><p lang="en">{text or post.text}</p>&mdash; {post.name} '
        f'(@{post.handle}) <a href="{post.url}?ref_src=twsrc%5Etfw">{date}</a></blockquote>'
    )


def story(*embeds: str) -> Exchange:
    return page(f"<!doctype html><title>T</title><article><p>Before.</p>{''.join(embeds)}</article>")


def kept(*embeds: str) -> Exchange:
    """A memento."""
    shown = story(*embeds)
    return shown._replace(headers=(*shown.headers, ("Memento-Datetime", "Tue, 03 Feb 2026 08:00:00 GMT")))


def cdx_of_page(*stamps: str) -> dict[str, Exchange]:
    query = {
        "url": PAGE,
        "matchType": "exact",
        "output": "json",
        "fl": "timestamp,original,mimetype,statuscode,digest",
        "filter": "statuscode:200",
        "from": DAY.strftime("%Y%m%d"),
        "limit": "500",
    }
    answer = cdx_answer(*((stamp, PAGE, "text/html") for stamp in stamps))
    return {f"https://web.archive.org/cdx/search/cdx?{urlencode(query)}": answer}


def found(
    answers: dict[str, Exchange], cited: Mention | None = None, article: Article = ARTICLE
) -> tuple[Found, DictWorld]:
    world = DictWorld(answers)
    return hold(search(cited or mention(POST.claim), (), article), world), world


def test_the_live_page_still_names_the_post() -> None:
    """The candidate stands on the page's record; the index is not asked."""
    other = Post(id=id_on(DAY, 2), text="Another thing that was said that day")
    result, world = found({PAGE: story(embed(other), embed(POST))})
    assert result.post == POST.ref
    chosen = next(one for one in result.candidates if one.accepted)
    assert chosen.rung == "article-page" and chosen.record is not None
    assert world.asked == [PAGE]


def test_a_page_that_moved_is_followed() -> None:
    """As any article is."""
    result, _ = found({PAGE: moved(f"{PAGE}/"), f"{PAGE}/": story(embed(POST))})
    assert result.post == POST.ref


def test_an_embed_with_other_words_is_not_the_quoted_one() -> None:
    """Same page, author and day: the words decide."""
    result, _ = found({PAGE: story(embed(POST, "Quite another thing was said here"))})
    assert result.post is None
    assert "other words" in result.candidates[0].reason


def test_two_embeds_with_the_same_words_are_a_tie() -> None:
    """Nothing below may choose between them."""
    result, world = found({PAGE: story(embed(POST), embed(Post(id=id_on(DAY, 2))))})
    assert result.post is None and world.asked == [PAGE]


def test_a_short_link_decides_between_embeds() -> None:
    """The same words, but each with the slug of its own picture."""

    def shown(post: Post, slug: str) -> str:
        return embed(post, f'{POST.text} <a href="https://t.co/{slug}">pic.twitter.com/{slug}</a>')

    twin = Post(id=id_on(DAY, 2))
    answers = {PAGE: story(shown(twin, "M6TIo4vKzu"), shown(POST, "kfPNrRDYk8"))}
    result, _ = found(answers, mention(POST.claim, "https://pic.twitter.com/kfPNrRDYk8"))
    assert result.post == POST.ref


def test_other_authors_and_days_on_the_page_are_passed_by() -> None:
    """They are other citations."""
    stranger = Post(handle="somebody_else")
    older = dataclasses.replace(POST, id=id_on(DAY.replace(day=1)), day=DAY.replace(day=1))
    result, _ = found({PAGE: story(embed(stranger), embed(older))})
    assert result.candidates == ()


def test_an_embed_without_words_is_asked_after() -> None:
    """An AMP page names its posts by their ids alone; X says what they say."""
    amp = f'<amp-twitter width="1" height="1" data-tweetid="{POST.id}"></amp-twitter>'
    unnamed = oembed_url(dataclasses.replace(POST, handle="i/web"))
    answers = {PAGE: story(amp), **live(POST), unnamed: oembed_answer(POST)}
    result, _ = found(answers)
    assert result.post is not None and result.post.id == POST.id
    silent, _ = found({PAGE: story(amp)})
    assert silent.post is None and "without words" in silent.candidates[0].reason


def test_the_copy_nearest_to_publication_is_read() -> None:
    """The live page has lost the embed; the web archive's copy has it, and its index is not asked."""
    result, world = found({PAGE: story(), NEAREST: kept(embed(POST))})
    assert result.post == POST.ref
    assert next(one.rung for one in result.candidates if one.accepted) == "article-memento"
    assert world.asked == [PAGE, NEAREST]


def test_an_article_that_was_read_on_the_web_is_looked_up_in_the_archive_only() -> None:
    """Its live page is what was read already."""
    read = ARTICLE._replace(url=PAGE, origin=None)
    result, world = found({NEAREST: kept(embed(POST))}, article=read)
    assert result.post == POST.ref and world.asked == [NEAREST]


def test_a_copy_older_than_the_post_leads_to_a_later_one() -> None:
    """The index tells which copies were made since; the nearest to publication is read first."""
    old = f"https://web.archive.org/web/20260101000000id_/{PAGE}"
    late, near = "20260401000000", "20260204000000"
    answers = {
        PAGE: page("", 410),
        NEAREST: moved(old, 302),
        old: kept(),
        **cdx_of_page(late, near),
        f"https://web.archive.org/web/{near}id_/{PAGE}": kept(embed(POST)),
    }
    result, world = found(answers)
    assert result.post == POST.ref and not any(late in url for url in world.asked)


def test_an_archived_error_leads_to_the_index() -> None:
    """The first capture of a page may be an error although it existed."""
    error = page("", 404)._replace(headers=(("Memento-Datetime", "x"),))
    copies = {
        f"https://web.archive.org/web/{stamp}id_/{PAGE}": kept()
        for stamp in ("20260204000000", "20260205000000")
    }
    answers = {
        PAGE: page("", 410),
        NEAREST: error,
        **cdx_of_page("20260204000000", "20260205000000"),
        **copies,
    }
    result, world = found(answers)
    assert result.post is None
    assert sum("/web/2026020" in url for url in world.asked) == 3


def test_a_page_that_was_never_archived_costs_one_question() -> None:
    """The archive's own 404 carries no date."""
    _, world = found({PAGE: page("", 410), NEAREST: page("", 404)})
    assert not any(f"url={PAGE}" in url or "matchType=exact" in url for url in world.asked)


def test_who_could_not_be_reached_is_named() -> None:
    """A later run may find the embed there."""
    result, _ = found({PAGE: dead(Failure.TIMEOUT), NEAREST: page("", 503)})
    assert {PAGE, NEAREST} <= set(result.unreached)
    closed, _ = found({PAGE: dead(Failure.ROBOTS), NEAREST: page("", 404)})
    assert PAGE not in closed.unreached
    busy, _ = found({PAGE: page("", 410), NEAREST: kept()._replace(status=404)})
    assert any("matchType=exact" in url for url in busy.unreached)


def test_without_a_date_of_publication_the_day_after_the_post_is_meant() -> None:
    """An article cites what was posted before; a stated date before the post is not believed."""
    after = f"https://web.archive.org/web/20260203000000id_/{PAGE}"
    for published in (None, "yesterday", "2019-01-01"):
        article = ARTICLE._replace(published=published)
        assert found({PAGE: page("", 410), after: kept(embed(POST))}, article=article)[0].post == POST.ref


def test_what_cannot_be_read_names_nothing() -> None:
    """A copy that is no page."""
    answer = page(json.dumps({}), kind="application/pdf")
    copy = answer._replace(headers=(*answer.headers, ("Memento-Datetime", "x")))
    assert found({PAGE: page("", 410), NEAREST: copy})[0].post is None
