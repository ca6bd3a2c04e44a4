"""The link to its post that a line of a text has behind its date, in a tag, or among the references."""

from __future__ import annotations

import html
from urllib.parse import quote

import pytest

from embedarchive.records import Mention, MentionKind
from tests.stages.find.reading import mentions, page

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
@pytest.mark.parametrize(
    "url",
    [
        OTHER,
        DAYS_LATER,
        "https://www.instagram.com/p/CYokA48MWDA/",
        f"https://threadreaderapp.com/thread/{ID}.html",
        f"https://ar.rattibha.com/thread/{ID}",
    ],
)
def test_a_post_of_somebody_else_or_another_day_is_not_the_lines(document: str, url: str) -> None:
    """It is a link beside the line, which names no post."""
    found = text(document.format(line=LINE, day=DAY, url=url))
    assert [each.kind.value for each in found] == ["attribution", "link"]
    assert (found[0].post, found[0].claim.date_text) == (None, DAY)


def test_a_day_that_links_a_reader_of_threads_is_not_the_lines() -> None:
    """In a page as in a text: the number is mostly that of the thread's first post."""
    reader = f"https://threadreaderapp.com/thread/{ID}.html"
    line, link = page(
        f'<p>The dam holds.</p><p>— Ann (@ann_lee) <a href="{reader}">{DAY}</a></p><p>More.</p>'
    )
    assert (line.kind, line.post, line.claim.text) == (MentionKind.ATTRIBUTION, None, "The dam holds.")
    assert (link.kind, link.post and link.post.id) == (MentionKind.LINK, ID)


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


UNKNOWN = "https://mg.example/c?h=2&u={}&t=3"
CODED = quote(f"{OWN}?ref_src=twsrc%5Etfw", safe="")
LEADING = [
    UNKNOWN.format(CODED),
    UNKNOWN.format(quote(CODED, safe="")),
    UNKNOWN.format(OWN),
    f"https://mg.example/CL0/{CODED}/1/0100",
    UNKNOWN.format(quote(OWN.replace("twitter.com", "x.com"), safe="")),
]
SIGNED = f'Ann (@ann_lee) <a href="{{url}}">{DAY}</a>'
PAGES = [
    f'<blockquote class="twitter-tweet"><p>The dam holds.</p>&mdash; {SIGNED}</blockquote>',
    f"<blockquote><p>The dam holds.</p>&mdash; {SIGNED}</blockquote>",
    f"<p>The dam holds.</p><p>— {SIGNED}</p>",
]


@pytest.mark.parametrize("url", LEADING)
@pytest.mark.parametrize("body", PAGES)
def test_a_redirector_that_no_table_knows_carries_the_lines_post(body: str, url: str) -> None:
    """Newsletters and mail gates put their own link round the date; the permalink stands in it."""
    (found,) = page(body.format(url=html.escape(url)))
    assert (found.post and found.post.id, found.claim.handle, found.claim.text) == (
        ID,
        "ann_lee",
        "The dam holds.",
    )
    assert found.kind is (MentionKind.ATTRIBUTION if body == PAGES[2] else MentionKind.EMBED)


@pytest.mark.parametrize("url", LEADING)
@pytest.mark.parametrize(
    "document", ['{line}<a href="{url}">{day}</a>', "{line}[{day}]({url})", "{line}{day} <{url}>"]
)
def test_in_plain_text_too(document: str, url: str) -> None:
    """One mention, which names the post."""
    (found,) = text(document.format(line=LINE, day=DAY, url=url))
    assert (found.kind, found.post and found.post.id) == (MentionKind.ATTRIBUTION, ID)


@pytest.mark.parametrize(
    "target", [OTHER, DAYS_LATER, OWN.replace("/status/", "/likes/"), "https://x.com/ann_lee"]
)
@pytest.mark.parametrize("body", PAGES)
def test_what_an_unknown_redirector_carries_has_to_be_the_authors_post_of_the_day(
    body: str, target: str
) -> None:
    """Anything else names no post: the host is not known to lead there."""
    found = page(body.format(url=html.escape(UNKNOWN.format(quote(target, safe="")))))
    assert [mention.post for mention in found] == [None] * len(found)


@pytest.mark.parametrize(
    "body",
    [
        f'<p>See <a href="{UNKNOWN.format(CODED)}">this</a> — Ann (@ann_lee) {DAY}</p>',
        f'<blockquote><p>A <a href="{UNKNOWN.format(CODED)}">dam</a></p>— Ann (@ann_lee) {DAY}</blockquote>',
        f'<p>He <a href="{UNKNOWN.format(CODED)}">said so</a> on {DAY}.</p>',
        f"<p>The dam holds.</p><p>— {SIGNED}</p>".format(url=f"https://x.com/intent/tweet?url={CODED}"),
    ],
)
def test_elsewhere_an_unknown_redirector_names_nothing(body: str) -> None:
    """Only the link at a line's own date is believed; buttons never."""
    assert [mention.post for mention in page(body) if mention.post] == []
