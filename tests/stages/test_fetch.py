"""A source becomes a reading, or a problem with a way out."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from typing import Any

import pytest

from embedarchive.records import (
    Confined,
    Exchange,
    Failure,
    Load,
    Overrun,
    Purpose,
    Reading,
    Request,
    Source,
    SourceKind,
)
from embedarchive.stages.fetch import MAX_HOPS, fetch
from embedarchive.stages.reading import read

HOST = "https://news.example"
HTML = (("Content-Type", "text/html; charset=utf-8"),)
WHEN = "2026-02-03T00:00:00.000000Z"


def answer(
    url: str, status: int = 200, headers: tuple[tuple[str, str], ...] = HTML, body: str = "<p>Hi</p>"
) -> Exchange:
    """Make an answer to an article's request."""
    return Exchange(Request(url, Purpose.ARTICLE), WHEN, status, headers, body.encode())


def run(source: Source, world: Callable[[Any], Any]) -> tuple[Reading, Exchange]:
    """Hold the dialogue with a world that answers requests; confined work is done on the spot."""
    dialogue = fetch(source)
    question = next(dialogue)
    while True:
        reply = question.function(*question.args) if isinstance(question, Confined) else world(question)
        try:
            question = dialogue.send(reply)
        except StopIteration as end:
            reading, exchange = end.value
            return reading, exchange


def always(exchange: Exchange) -> Callable[[Any], Exchange]:
    """Make a world that has one answer."""
    return lambda _question: exchange


def url(path: str = "/a") -> Source:
    """Make a source of a path on the news site."""
    return Source(HOST + path, SourceKind.URL)


def test_an_article_is_followed_to_where_it_stands() -> None:
    """Redirects are followed, and the article knows its last URL; its body is not kept twice."""
    pages = {
        f"{HOST}/a": answer(f"{HOST}/a", 301, (("Location", "/b"),)),
        f"{HOST}/b": answer(f"{HOST}/b", body='<meta http-equiv="refresh" content="0; url=/c">'),
        f"{HOST}/c": answer(f"{HOST}/c", body="<title>The bridge</title><p>It stays open.</p>"),
    }
    reading, exchange = run(url(), lambda request: pages[request.url])
    assert reading.article is not None
    assert (reading.article.asked, reading.article.url) == (f"{HOST}/a", f"{HOST}/c")
    assert (reading.article.title, reading.article.text) == ("The bridge", "It stays open.")
    assert reading.article.exchange is not None
    assert (reading.article.exchange.body, exchange.body != b"") == (b"", True)


def test_an_article_behind_a_shorteners_page_is_followed() -> None:
    """LinkedIn shows a page before a site that is not LinkedIn: that page is not the article."""
    short = "https://lnkd.in/eWSf3WwX"
    leaving = f'<a data-tracking-control-name="external_url_click" href="{HOST}/c">on</a>'
    pages = {
        short: answer(short, body=leaving),
        f"{HOST}/c": answer(f"{HOST}/c", body="<title>The bridge</title><p>It stays open.</p>"),
    }
    reading, _ = run(Source(short, SourceKind.URL), lambda request: pages[request.url])
    assert reading.article is not None
    assert (reading.article.asked, reading.article.url) == (short, f"{HOST}/c")


def test_redirects_end() -> None:
    """A circle and an endless chain are problems, and nobody is asked more than eleven times."""
    circle, _ = run(url(), lambda request: answer(request.url, 302, (("Location", "/a"),)))
    assert circle.problem is not None
    assert "circle" in circle.problem
    asked: list[str] = []

    def endless(request: Request) -> Exchange:
        asked.append(request.url)
        return answer(request.url, 302, (("Location", f"/{len(asked)}"),))

    chain, _ = run(url(), endless)
    assert chain.problem is not None
    assert "more than 10 times" in chain.problem
    assert len(asked) == MAX_HOPS + 1


@pytest.mark.parametrize(
    ("exchange", "said"),
    [
        (answer(f"{HOST}/a", 404), "does not exist (404)"),
        (answer(f"{HOST}/a", 403), "save the page"),
        (answer(f"{HOST}/a", 503), "status 503"),
        (Exchange(Request(f"{HOST}/a"), WHEN, failure=Failure.DNS, detail="no such name"), "cannot be found"),
        (Exchange(Request(f"{HOST}/a"), WHEN, failure=Failure.REFUSED_ADDRESS), "only public addresses"),
        (Exchange(Request(f"{HOST}/a"), WHEN, failure=Failure.ROBOTS), "robots.txt"),
        (Exchange(Request(f"{HOST}/a"), WHEN, failure=Failure.TIMEOUT), "in time"),
        (
            Exchange(Request(f"{HOST}/a"), WHEN, failure=Failure.PROTOCOL, detail="illegal status line"),
            "no HTTP; check the address or try again later (illegal status line)",
        ),
        (
            answer(f"{HOST}/a", headers=(("Content-Type", "application/pdf"),), body="%PDF-1.7"),
            "application/pdf",
        ),
        (answer(f"{HOST}/a", headers=(("Content-Type", "application/json"),), body="{}"), "application/json"),
        (answer(f"{HOST}/a", headers=(("Content-Type", "image/png"),), body="x"), "image/png"),
        (answer(f"{HOST}/a", headers=(), body="\x01\x02\x03\x04" * 9), "application/octet-stream"),
        (answer(f"{HOST}/a", body="  \n "), "empty"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_line(exchange: Exchange, said: str) -> None:
    """A problem names the source and what can be done."""
    reading, _ = run(url(), always(exchange))
    assert reading.article is None
    assert reading.problem is not None
    assert reading.problem.startswith(f"{HOST}/a: ")
    assert said in reading.problem
    assert "\n" not in reading.problem


def test_every_failure_has_words() -> None:
    """No failure of an exchange leaves its reader without a sentence."""
    for failure in Failure:
        reading, _ = run(url(), always(Exchange(Request(f"{HOST}/a"), WHEN, failure=failure)))
        assert reading.problem is not None
        assert len(reading.problem) > len(f"{HOST}/a: ") + 10


def test_a_reader_that_was_killed_is_a_problem() -> None:
    """A page that takes too long is given up, and the run goes on."""
    dialogue = fetch(url())
    next(dialogue)
    question = dialogue.send(answer(f"{HOST}/a"))
    assert isinstance(question, Confined)
    with pytest.raises(StopIteration) as end:
        dialogue.send(Overrun("deadline"))
    reading, _ = end.value.value
    assert reading.problem == f"{HOST}/a: takes too long to read and was given up"


def test_a_file_is_loaded_and_read_character_for_character() -> None:
    """The text of a plain file is the file, line ends and all."""
    text = "The bridge\r\nstays open.\n\n\n"

    def world(question: Any) -> Exchange:
        assert question == Load(Source("a.txt", SourceKind.FILE))
        return Exchange(Request("file:a.txt"), WHEN, 200, (), text.encode())

    reading, _ = run(Source("a.txt", SourceKind.FILE), world)
    assert reading.article is not None
    assert (reading.article.text, reading.article.url, reading.article.media_type) == (
        text,
        None,
        "text/plain",
    )


@pytest.mark.parametrize(
    ("name", "body", "kind"),
    [
        ("a.html", "words", "text/html"),
        ("a.md", "# words", "text/markdown"),
        ("a.txt", "<p>words</p>", "text/plain"),
        ("-", "<!doctype html><p>words", "text/html"),
        ("-", "— a dash, then words", "text/plain"),
        ("saved page", "\n<html><p>words", "text/html"),
        ("feed.xml", "<?xml version='1.0'?><rss><channel><title>words</title></channel></rss>", "text/html"),
    ],
)
def test_a_file_is_told_by_its_name_and_its_look(name: str, body: str, kind: str) -> None:
    """An ending is believed; without one the first bytes decide."""
    exchange = Exchange(Request(f"file:{name}"), WHEN, 200, (), body.encode())
    reading = read(Source(name, SourceKind.FILE), exchange)
    assert reading.article is not None
    assert reading.article.media_type == kind
    assert "words" in reading.article.text


def test_a_reading_can_go_to_another_process() -> None:
    """What `read` takes and gives can be pickled."""
    source, exchange = url(), answer(f"{HOST}/a", body="<p>Hi https://t.co/AbCdEf1234</p>")
    assert pickle.loads(pickle.dumps(read)) is read
    reading = read(source, exchange)
    assert pickle.loads(pickle.dumps(reading)) == reading
    assert len(reading.mentions) == 1
