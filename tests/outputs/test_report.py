"""What a report says, in words that are never more certain than the verdict."""

from __future__ import annotations

import re

import pytest

from embedarchive.outputs import report_words
from embedarchive.outputs.report import LARGEST_PHOTO, photo_of, report, web_address
from embedarchive.records import Citation, Exchange, Outcome, Provenance, Purpose, Request, Source, SourceKind
from embedarchive.stages.verify.reasons import SHORT_OF
from tests.outputs import reporting
from tests.outputs.reporting import CHECKED, CONFIRMED, DIFFERENT, PROBABLE, UNRESOLVED, bare_link, provenance


@pytest.mark.parametrize(
    ("citation", "said"),
    [
        (CONFIRMED, "confirmed: the post of 2 Feb 2026 says the same words"),
        (
            DIFFERENT,
            "differs: the post is dated 3 Feb 2026, the article says 5 Feb 2026; "
            "the post says other words than the article",
        ),
        (
            PROBABLE,
            "probable: the post of 2 Feb 2026 is named, but no witness bears out the author or the words",
        ),
        (UNRESOLVED, "not found: one post was considered, and none is certain to be the one"),
    ],
)
def test_the_verdict_in_words(citation: Citation, said: str) -> None:
    """One sentence says the verdict and what decides it."""
    assert report_words.verdict(citation) == said


def test_the_head_counts_what_was_found() -> None:
    """Title, address, the date of the run and how many citations stand how."""
    shown = report(provenance(CONFIRMED, DIFFERENT, DIFFERENT, PROBABLE, UNRESOLVED), CHECKED, "run-1")
    assert shown.title == "A night without the bridge"
    assert shown.place.url == "https://news.example/bridge"
    assert shown.checked == "5 Sep 2026, 10:20 UTC"
    assert shown.published == "5 Feb 2026"
    assert shown.summary == "5 posts are cited: 1 confirmed, 2 differ, 1 probable, 1 not found."
    assert dict(shown.counts) == {"confirmed": 1, "differs": 2, "probable": 1, "not found": 1}


@pytest.mark.parametrize(
    ("source", "title", "place"),
    [
        (Source("-", SourceKind.STDIN), "standard input", "standard input"),
        (Source("kept/a.txt", SourceKind.FILE), "a.txt", "kept/a.txt"),
        (Source("https://news.example/", SourceKind.URL), "news.example", "https://news.example/"),
    ],
)
def test_what_has_no_title_is_called_by_where_it_stands(source: Source, title: str, place: str) -> None:
    """Never by a dash or by nothing."""
    shown = report(Provenance(source, None, problem="it could not be read"), CHECKED)
    assert (shown.title, shown.place.text) == (title, place)


def test_a_card_shows_the_post_from_the_evidence() -> None:
    """Words, author, moment and witness are the witness's, not the article's."""
    (cited,) = report(provenance(DIFFERENT), CHECKED).citations
    assert cited.quote == "The bridge is shut."
    assert cited.card
    assert cited.card.text == "The bridge is open."
    assert cited.card.posted == "2 Feb 2026, 11:20 UTC"
    assert cited.card.source == "the platform's widget service"


def test_without_a_witness_there_is_no_card() -> None:
    """Nothing is drawn of a post that nobody showed; what could not be checked is named."""
    (cited,) = report(provenance(PROBABLE), CHECKED).citations
    assert cited.card is None
    assert cited.liveness == "there, but shown to the account's followers only"
    assert cited.unchecked == ("No witness tells of the author and the words.",)


def test_refused_posts_and_open_questions_are_told() -> None:
    """What was considered and why not, and that a later run may learn more."""
    (cited,) = report(provenance(UNRESOLVED), CHECKED).citations
    assert cited.refused == (
        "https://twitter.com/harbour_board/status/2018345678901234567: posted on another day",
    )
    assert cited.post.text == "not known"
    assert "could not be reached this time" in cited.unchecked[-1]


@pytest.mark.parametrize(
    "said",
    [
        SHORT_OF[each].format(witness="the one and the other", found="Ann", expected="Bob")
        for each in sorted(SHORT_OF)
    ],
)
def test_what_two_witnesses_leave_open_reads_as_well_as_of_one(said: str) -> None:
    """A sentence takes one witness or several: none of its verbs is theirs."""
    _before, _who, after = said.partition("the one and the other")
    assert not re.match(r" (?:\w+s|does)\b", after), said


def test_the_best_copy_is_one_that_anybody_can_open() -> None:
    """The archived copy with its date; a photo is a part of a post and no copy of it."""
    confirmed, different = report(provenance(CONFIRMED, DIFFERENT), CHECKED).citations
    assert confirmed.best_copy.url == "https://web.archive.org/web/2026/https://x.com/a"
    assert "made 3 Feb 2026" in confirmed.best_copy.text
    assert different.best_copy.url is None


def test_other_links_stand_apart() -> None:
    """They are listed with where they led; one that is marked unsafe is not to be clicked."""
    page = bare_link("https://t.co/a", "https://news.example/x", Outcome.FINAL)
    unsafe = bare_link("https://t.co/b", "http://lamps.example/", Outcome.UNSAFE_INTERSTITIAL)
    shown = report(provenance(page, unsafe), CHECKED)
    assert shown.summary == "No cited post was found in this article."
    assert [one.text for one in shown.links] == [
        "https://t.co/a leads to https://news.example/x",
        "https://t.co/b leads to http://lamps.example/, which is marked unsafe by its shortener; "
        "it was not opened",
    ]
    assert [one.url for one in shown.links] == ["https://t.co/a", None]


KNOWN = {
    *(Outcome.FINAL, Outcome.ARCHIVED, Outcome.NOT_FOUND, Outcome.SOFT_404, Outcome.GONE),
    *(Outcome.REFUSED_ADDRESS, Outcome.UNSAFE_INTERSTITIAL, Outcome.NON_HTTP),
}


@pytest.mark.parametrize("outcome", Outcome)
def test_a_link_of_which_nobody_knows_where_it_leads_may_cite_a_post(outcome: Outcome) -> None:
    """The report does not say more than is known; what is dead leads nowhere any more."""
    shown = report(provenance(bare_link("https://t.co/a", None, outcome)), CHECKED)
    rest = "" if outcome in KNOWN else ", but not all of its links could be followed"
    assert shown.summary == f"No cited post was found in this article{rest}."


def test_a_link_that_was_cut_short_is_not_to_be_clicked() -> None:
    """What is left of its slug may be another link's."""
    (shown,) = report(provenance(bare_link("https://t.co/ab…", None, Outcome.TRUNCATED)), CHECKED).links
    assert shown.url is None
    assert shown.text == "https://t.co/ab… was cut short in the article and cannot be followed"


def test_an_article_that_could_not_be_read_is_told() -> None:
    """The report says why, and that nothing follows from it."""
    shown = report(Provenance(Source("a.txt", SourceKind.FILE), None, problem="a.txt: no such file"), CHECKED)
    assert (shown.summary, shown.problem) == ("The article could not be read.", "a.txt: no such file")
    assert shown.place.url is None


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_has_its_words(outcome: Outcome) -> None:
    """No link is told with a word of ours."""
    (resolution,) = bare_link("https://t.co/a", None, outcome).resolutions
    assert report_words.led(resolution).startswith("https://t.co/a ")


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "file:///a", "//x", "https://", None, "http://[x"]
)
def test_only_the_web_is_linked(url: str | None) -> None:
    """What is no address of the web stays words."""
    assert web_address(url) is None


def test_an_address_ends_no_attribute() -> None:
    """Quotes, angle brackets, spaces and overrides are percent-encoded."""
    assert web_address('https://a.example/"><b>\u202e \\') == "https://a.example/%22%3E%3Cb%3E%E2%80%AE%20%5C"


def answer(body: bytes, status: int = 200) -> Exchange:
    """A kept answer."""
    return Exchange(Request(reporting.PHOTO, Purpose.MEDIA), CHECKED, status, (), body)


def test_a_photo_is_what_its_bytes_say() -> None:
    """An SVG or a page that calls itself a picture is not drawn, nor is a large or a failed one."""
    jpeg = b"\xff\xd8\xff\xe0"
    shown = photo_of(answer(jpeg))
    assert shown and shown.media_type == "image/jpeg"
    assert photo_of(answer(b"RIFF\0\0\0\0WEBPVP8 ")) is not None
    for refused in (answer(b"<svg onload=x>"), answer(jpeg, 404), answer(jpeg + bytes(LARGEST_PHOTO))):
        assert photo_of(refused) is None
