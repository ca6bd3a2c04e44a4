"""Ready-made searches for posts that could not be named."""

from __future__ import annotations

import dataclasses
import datetime as dt
from urllib.parse import parse_qs, urlsplit

import pytest

from embedarchive.outputs import report_html, report_markdown, report_text
from embedarchive.outputs.elsewhere import quoted_words, searches
from embedarchive.outputs.report import report, web_address
from embedarchive.records import Citation, Claim
from tests.outputs.reporting import CHECKED, CLAIM, CONFIRMED, UNRESOLVED, mention, provenance


def urls(claim: Claim = CLAIM) -> dict[str, str]:
    return dict(searches(dataclasses.replace(UNRESOLVED, mention=mention(claim))))


def query(url: str) -> str:
    return parse_qs(urlsplit(url).query)["q"][0]


def test_x_is_searched_by_author_and_day_and_by_words() -> None:
    """The day of X's search ends before `until`."""
    found = urls()
    assert query(found["X, that day"]) == "from:harbour_board since:2026-02-02 until:2026-02-03"
    assert query(found["X, the words"]) == 'from:harbour_board "The bridge is shut."'


def test_archives_list_the_prefix_of_the_day() -> None:
    """The same prefix that the program itself asked the index for."""
    found = urls()
    assert (
        found["Wayback Machine, that day"]
        == "https://web.archive.org/web/*/twitter.com/harbour_board/status/2018*"
    )
    assert found["archive.today, that day"].endswith("https://twitter.com/harbour_board/status/2018*")


def test_search_engines_get_words_and_author() -> None:
    """The words in quotation marks."""
    assert query(urls()["Google"]) == query(urls()["Bing"]) == '"The bridge is shut." @harbour_board twitter'


def test_a_named_post_needs_no_search() -> None:
    """Nor does a mention that claims nothing."""
    assert searches(CONFIRMED) == ()
    assert searches(Citation(mention(Claim()))) == ()


@pytest.mark.parametrize("day", [None, dt.date.min, dt.date.max, dt.date(2008, 1, 1)])
def test_days_that_cannot_be_searched_are_left_out(day: dt.date | None) -> None:
    """Whatever date stands in an article."""
    found = urls(CLAIM._replace(date=day))
    assert "Wayback Machine, that day" not in found or day == dt.date.max
    assert {"X, the words", "Google", "Bing"} <= set(found)


def test_other_platforms_get_search_engines_alone() -> None:
    """X's own forms would find nothing there."""
    citation = dataclasses.replace(UNRESOLVED, mention=mention()._replace(platform="bluesky"))
    assert [where for where, _ in searches(citation)] == ["Google", "Bing"]


def test_quoted_words_are_few_and_without_links() -> None:
    """A search for thirty words finds nothing where one was changed."""
    assert quoted_words('He said "no" https://t.co/abc pic.twitter.com/abc') == '"He said no"'
    assert len(quoted_words("word " * 50).split()) == 12
    assert len(quoted_words("x" * 500)) == 122
    assert quoted_words("https://t.co/abc") == quoted_words(None) == ""


def test_whatever_stands_in_a_claim_makes_a_safe_address() -> None:
    """Handle and words are a stranger's."""
    odd = Claim(None, 'x"><script>', dt.date(2026, 2, 2), None, '"><script>alert(1)</script>\u202e')
    for url in urls(odd).values():
        assert web_address(url) and not set(url) & set('"<> \u202e')


def test_every_form_of_the_report_shows_them() -> None:
    """On paper too, where a link is only its words."""
    shown = report(provenance(UNRESOLVED, CONFIRMED), CHECKED)
    address = "https://web.archive.org/web/*/twitter.com/harbour_board/status/2018*"
    for render in (report_text.render, report_html.render, report_markdown.render):
        text = render(shown)
        assert text.count("Where to look further") == 1 and address in text.replace("&amp;", "&")
