"""The link to its post that a line of a text has behind its date, in a tag, or among the references."""

from __future__ import annotations

import pytest

from embedarchive.records import Mention, MentionKind
from tests.stages.find.reading import mentions

ID, THIRD = "2018345678901234567", "2019000000000000000"
OWN = f"https://twitter.com/ann_lee/status/{ID}"
UNNAMED = f"https://x.com/i/web/status/{ID}"
OTHER = f"https://twitter.com/bob/status/{ID}"
DAYS_LATER = f"https://twitter.com/ann_lee/status/{THIRD}"
LINE = "The dam holds.\n\n— Ann (@ann_lee) "
DAY = "February 2, 2026"


def text(document: str) -> tuple[Mention, ...]:
    """Return the mentions of a plain text."""
    return mentions(document, "article.txt")


@pytest.mark.parametrize("url", [OWN, UNNAMED])
@pytest.mark.parametrize(
    "document",
    [
        "{line}{day} ({url})\n\nMore.",
        "{line}{day} <{url}>\n\nMore.",
        "{line}{day} [{url}]\n\nMore.",
        "{line}{day}\n<{url}>\n\nMore.",
        "{line}{day} {url}",
        "{line}{day} {url}. More.",
        '{line}<a href="{url}">{day}</a>\n\nMore.',
        "{line}<a class=date href={url}?s=20>{day}</a>",
        "{line}[2]{day}\n\nMore.\n\nReferences\n\n   1. https://news.example/\n   2. {url}\n",
        "{line}[{day}][2]\n\nMore.\n\n[1]: https://news.example/\n[2]: {url}\n",
        "{line}{day} [2]\n\nMore.\n\n[1] https://news.example/\n[2] {url}\n",
    ],
)
def test_the_link_beside_the_date_names_the_post(document: str, url: str) -> None:
    """One mention, with the post and its link, and none of its own for the link."""
    (found,) = text(document.format(line=LINE, day=DAY, url=url))
    assert (found.kind, found.post and found.post.id) == (MentionKind.ATTRIBUTION, ID)
    assert found.claim.text == "The dam holds."
    assert found.exact.removesuffix(DAY) != found.exact
    assert [link.partition("?")[0] for link in found.links] == [url]


@pytest.mark.parametrize(
    "document",
    [
        "{line}{day} ({url})",
        '{line}<a href="{url}">{day}</a>',
        "{line}[2]{day}\n\nMore.\n\n   2. {url}\n",
    ],
)
@pytest.mark.parametrize("url", [OTHER, DAYS_LATER, "https://www.instagram.com/p/CYokA48MWDA/"])
def test_a_post_of_somebody_else_or_another_day_is_not_the_lines(document: str, url: str) -> None:
    """It is a link beside the line, which names no post."""
    found = text(document.format(line=LINE, day=DAY, url=url))
    assert [each.kind.value for each in found] == ["attribution", "link"]
    assert (found[0].post, found[0].claim.date_text) == (None, DAY)


@pytest.mark.parametrize("link", ["{} ", "<{}>\n", "({}) ", "[{}]\n\n", "\n{}\n"])
def test_the_words_of_the_next_line_begin_behind_the_link(link: str) -> None:
    """What is the line's is not the next post's."""
    other = "https://twitter.com/bob/status/2018345678901239999"
    first, second = text(f"{LINE}{DAY} {link.format(OWN)}It rains. — Bob (@bob) {DAY} {other}\n")
    assert (first.claim.text, second.claim.text) == ("The dam holds.", "It rains.")
    assert [each.post and each.post.id for each in (first, second)] == [ID, "2018345678901239999"]


def test_a_link_in_a_paragraph_of_its_own_is_not_the_lines() -> None:
    """It may be the next post."""
    found = text(f"{LINE}{DAY}\n\n{OWN}\n")
    assert [each.kind.value for each in found] == ["attribution", "embed"]


def test_a_permalink_on_the_line_below_is_the_same_mention() -> None:
    """The widget's address and the words it collapsed into show one post; no short link is lost."""
    (found,) = text(f"The dam holds. pic.twitter.com/dAmHoLdS12\n— Ann (@ann_lee) {DAY}\n{OWN}\n")
    assert (found.rule, found.claim.name, len(found.places)) == ("bare-permalink", "Ann", 1)
    assert found.links == (OWN, "https://pic.twitter.com/dAmHoLdS12")


@pytest.mark.parametrize(("url", "kinds"), [(OWN, ["attribution"]), (OTHER, ["link"])])
def test_a_line_without_a_date_is_believed_with_its_authors_post(url: str, kinds: list[str]) -> None:
    """Nothing else may follow the handle of a line without a date."""
    assert [each.kind.value for each in text(f"{LINE}{url}\n\nMore.")] == kinds


@pytest.mark.parametrize("close", ["{} ", "({})", "<{}>", "{}."])
def test_such_a_line_ends_with_the_link(close: str) -> None:
    """A sentence that speaks of an account and goes on behind its link quotes nobody."""
    linked = close.format(OWN)
    assert [each.kind.value for each in text(f"The dam — Ann (@ann_lee) {linked} — holds.\n")] == ["link"]
    assert [each.kind.value for each in text(f"The dam — Ann (@ann_lee) {linked}\n")] == ["attribution"]


def test_a_mail_prints_the_profiles_address_behind_the_handle() -> None:
    """Plain parts of mails have the address of every link in angle brackets."""
    (found,) = text(f"The dam holds.\n\n— Ann (@ann_lee <https://twitter.com/ann_lee>) {DAY} <{OWN}>\n")
    assert (found.claim.handle, found.claim.date_text, found.post and found.post.id) == ("ann_lee", DAY, ID)
