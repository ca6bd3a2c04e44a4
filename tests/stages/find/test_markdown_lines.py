"""Attribution lines that somebody wrote or converted in Markdown, a wiki, Org or a forum's codes."""

from __future__ import annotations

import datetime as dt

import pytest

from embedarchive.records import MentionKind
from embedarchive.stages.find.gate import may_cite
from tests.stages.find.reading import mentions

ID = "1721408587073732675"
URL = f"https://twitter.com/ann_lee/status/{ID}"
DAY = "November 6, 2023"
WORDS = "The bridge stays open."
PROFILE = "https://twitter.com/ann_lee"


@pytest.mark.parametrize("name", ["article.md", "article.txt"])
@pytest.mark.parametrize(
    "line",
    [
        f"— [Ann Lee]({PROFILE}) ([@ann_lee]({PROFILE})) [{DAY}]({URL})",
        f"— [Ann Lee (@ann_lee)]({PROFILE}) [{DAY}]({URL})",
        f"[— Ann Lee (@ann_lee) {DAY}]({URL})",
        f"— [Ann Lee (@ann_lee) {DAY}]({URL})",
        f"_— Ann Lee (@ann_lee) [{DAY}]({URL})_",
        f"***— Ann Lee (@ann_lee) [{DAY}]({URL})***",
        f"— *Ann Lee (@ann_lee)* [{DAY}]({URL})",
        f"— Ann Lee (@ann_lee) **[{DAY}]({URL})**",
        f"— Ann Lee (@ann\\_lee) [{DAY}](<{URL}>)",
        f"— Ann Lee (@ann\\_lee) [{DAY}](https://twitter.com/ann\\_lee/status/{ID})",
        f"\\- Ann Lee (@ann_lee) [{DAY}]({URL})",
        f"\\-- Ann Lee (@ann_lee) [{DAY}]({URL})",
        f"— Ann Lee (@ann_lee)<{PROFILE}> {DAY}<{URL}>",
        f"— Ann Lee (@ann_lee) [{URL} {DAY}]",
        f"— Ann Lee (@ann_lee) [[{URL}][{DAY}]]",
        f"— Ann Lee (@ann_lee) [[{URL}|{DAY}]]",
        f"— Ann Lee \\(@ann\\_lee\\) [{DAY}|{URL}]",
        f"— Ann Lee (@ann_lee) [url={URL}]{DAY}[/url]",
        f"— Ann Lee (@ann_lee) {URL}[{DAY}]",
        f"— Ann Lee (@ann_lee) {URL} {DAY}",
        f"— Ann Lee (@ann_lee) `{DAY} <{URL}>`_",
        f"— Ann Lee (\u200e@ann_lee\u200f) [\u200e{DAY}]({URL})",
    ],
)
def test_a_line_is_read_in_spite_of_its_markup(line: str, name: str) -> None:
    """Name, handle, day, words and post are the same however the line is stressed and linked."""
    document = f"Yesterday it rained in the hills.\n\n{WORDS}\n\n{line}\n\nThe mayor spoke later.\n"
    (found,) = mentions(document, name)
    assert found.kind is MentionKind.ATTRIBUTION
    assert found.post is not None
    assert found.post.id == ID
    claim = found.claim
    assert (claim.name, claim.handle, claim.date) == ("Ann Lee", "ann_lee", dt.date(2023, 11, 6))
    assert claim.text == WORDS
    assert document[found.start : found.end] == found.exact
    assert may_cite(document.encode())


@pytest.mark.parametrize(
    ("line", "entry"),
    [
        (f"[{DAY}][tweet]", f"[tweet]: {URL}"),
        (f"[{DAY}][Ann's tweet]", f"  [ann's tweet]: {URL}"),
        (f"[{DAY}]", f"[{DAY}]: {URL}"),
        (f"[{DAY}][]", f"[{DAY}]: <{URL}>"),
        (f"[{DAY}][7]", f"   [7]:\n{URL}?ref_src=twsrc%5Etfw"),
        (f"`{DAY}`_", f".. _{DAY}: {URL}"),
        (f"`{DAY}`_", f".. _`{DAY}`: {URL}"),
    ],
)
def test_a_label_leads_to_the_post(line: str, entry: str) -> None:
    """Markdown's references may have a name; pandoc makes it of the link's text."""
    text = f"It rained.\n\n> {WORDS}\n>\n> — Ann Lee (@ann_lee) {line}\n\nThe mayor spoke later.\n\n{entry}\n"
    (found,) = mentions(text, "article.md")
    assert found.post is not None
    assert (found.post.id, found.claim.text) == (ID, WORDS)


@pytest.mark.parametrize(
    "line",
    [
        f"— Ann Lee (@ann_lee) [{DAY}][tweet]\n\n[tweet]: https://twitter.com/bobray/status/{ID}",
        f"— Ann Lee (@ann_lee) [https://twitter.com/bobray/status/{ID} {DAY}]",
        f"— Ann Lee (@ann_lee) [January 1, 2020][tweet]\n\n[tweet]: {URL}",
    ],
)
def test_somebody_elses_post_or_day_is_not_the_lines(line: str) -> None:
    """An address that is not in a link of the date itself has to be the author's post of that day."""
    found = mentions(f"It rained.\n\n{WORDS}\n\n{line}\n", "article.md")
    assert [one.post for one in found if one.kind is MentionKind.ATTRIBUTION] == [None]


@pytest.mark.parametrize(
    "text",
    [
        "*Posted by [Ann Lee (@ann_lee)](https://twitter.com/ann_lee) on November 6, 2023*",
        "*— Ann Lee (@ann_lee)*",
        "- [Ann Lee (@ann_lee)](https://twitter.com/ann_lee), editor\n- [Bob Ray (@bobray)](https://x.com/bobray)",
        "The head — [Ann Lee (@ann_lee)](https://twitter.com/ann_lee) — spoke on November 6, 2023.",
    ],
)
def test_stressed_and_linked_names_are_no_lines(text: str) -> None:
    """Bylines, signatures, lists of people and prose quote nobody."""
    assert mentions(f"It rained.\n\n{text}\n\nThe mayor spoke.\n", "article.md") == ()


def test_a_link_in_the_list_at_the_end_is_no_embed() -> None:
    """html2text puts an address of its list on a line of its own."""
    (found,) = mentions(f"It rained, [they say][1].\n\n   [1]:\n{URL}\n", "article.md")
    assert (found.kind, found.post and found.post.id) == (MentionKind.LINK, ID)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Ann \\| News", "Ann | News"),
        ("\\*Ann\\*", "*Ann*"),
        ("Ann \\(she/her\\) \\", "Ann (she/her)"),
        ("Ann \\[press\\]", "Ann [press]"),
        ("A\\.B\\!", "A.B!"),
    ],
)
def test_what_markdown_escapes_in_a_name_is_the_names(said: str, name: str) -> None:
    """Any sign of punctuation may have a stroke before it."""
    (found,) = mentions(f"It rained.\n\n> {WORDS}\n>\n> — {said}(@ann_lee) {DAY}\n\nThe mayor spoke.", "a.md")
    assert found.claim.name == name


def test_a_bracket_in_a_name_stays() -> None:
    """Only a link's bracket, or one that nothing closes, is Markdown's."""
    (found,) = mentions(f"It rained.\n\n{WORDS}\n— Ann [press] (@ann_lee) {DAY}\n\nThe mayor spoke.")
    assert found.claim.name == "Ann [press]"
