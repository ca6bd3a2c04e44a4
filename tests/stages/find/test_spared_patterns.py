"""What spares a start of the program a pattern, or the library it is of, changes no answer."""

from __future__ import annotations

import regex
from hypothesis import example, given
from hypothesis import strategies as st

from embedarchive.stages import decoding
from embedarchive.stages.blanks import BLANK, SEPARATORS, SPACE, WHITE
from embedarchive.stages.find import (
    HANDLE_SIGNS,
    attributions,
    borders,
    dates,
    languages,
    names,
    numbered,
    prose,
    slugs,
    torn,
    unread_dates,
    urls,
    words_before,
)
from embedarchive.stages.find.dashes import BEYOND_ASCII, DASHES, LOST, Dash
from embedarchive.stages.literal_places import may_hold


def texts(*pieces: str, most: int = 10) -> st.SearchStrategy[str]:
    """Return texts of some pieces and of what mostly stands between them."""
    usual = (" ", "\n", "  ", "\x1c", "\u2003", "\x85", "a", "A", "7", ".", "(", ")", "é", "ſ", "\u212a")
    return st.lists(st.sampled_from((*pieces, *usual)), max_size=most).map("".join)


# --- Patterns of `re` ---------------------------------------------------------------------------


def spans(pattern: regex.Pattern[str], text: str) -> list[tuple[int, int]]:
    """Return where a pattern matches."""
    return [match.span() for match in pattern.finditer(text)]


def test_white_space_is_what_regex_has() -> None:
    """Every character; in a class, alone, and within a line."""
    every = "".join(map(chr, range(0x110000)))
    white = regex.findall(r"\s", every)
    assert [*regex.findall(f"[{WHITE}]", every)] == white == [*regex.findall(SPACE, every)]
    assert regex.findall(BLANK, every) == regex.findall(r"[^\S\n]", every)


HANDLES = texts(
    "（", "[", "\\", "@", "＠", "ab_c", "a.example", "](", "https://x.com/a", "\x1f", "）", ":", "，"
)


@given(HANDLES)
@example("(@ab: Feb 2, 2026)")
@example("([@ab](https://x.com/\x1ca))")
@example("(\x1c@ab)")
def test_a_handle_is_found_as_regex_finds_it(text: str) -> None:
    """With white space as it has it; each has one of the signs."""
    source = attributions.HANDLE.pattern.replace(SPACE, r"\s")
    source = source.replace(rf"(?:[^()\s]|[{SEPARATORS}])", r"[^()\s]")
    assert SEPARATORS not in source
    found = [*attributions.HANDLE.finditer(text)]
    assert [match.span() for match in found] == spans(regex.compile(source), text)
    assert all(any(sign in match[0] for sign in HANDLE_SIGNS) for match in found)


@given(texts("https://", "HTTP://", "httpſ://", "x.com/a/status/1", "<", "|", "\u2026", "^", "{", "]"))
def test_an_address_is_found_as_regex_finds_it(text: str) -> None:
    """In whatever case."""
    source = prose.URL.pattern.replace(WHITE, r"\s")
    found = spans(regex.compile(source), text)
    assert [match.span() for match in prose.URL.finditer(text)] == found
    assert found == spans(
        regex.compile(source.replace("[Hh][Tt][Tt][Pp][Ss\\u017f]", "https"), regex.I), text
    )


LINES = texts(
    *(
        "—",
        "―",
        "\x97",
        "–",
        "‐",
        "−",
        "\x96",
        "-",
        "--",
        "&mdash;",
        "&amp;#8212;",
        "\\u2014",
        "\\xe2\\x80\\x94",
    ),
    *(
        "â€”",
        "â\x80\x94",
        "‚Äî",
        "ÔÇö",
        "вЂ”",
        "&ndash;",
        "\\u2013",
        "â€“",
        "‚Äì",
        "ΓÇô",
        "вЂ“",
        "> ",
        "\ufffd",
    ),
    *("?", "!", "t.co/a", "pic.x.com/a", "ab.", "Name", "&", "â", "Ç", "в", "‚Ä"),
)


@given(LINES, st.sampled_from(DASHES), st.integers(0, 3))
@example("\n> \x1c — Name", DASHES[0], 1)
def test_a_dash_is_found_as_its_pattern_finds_it(text: str, dash: Dash, start: int) -> None:
    """However it is spelt, and wherever one begins to look."""
    found = [*dash.pattern.finditer(text, start, len(text) - 1)] if len(text) > start else []
    told = dash.found(text, start, len(text) - 1) if len(text) > start else []
    assert [(one.span(), one.span("dash")) for one in told] == [
        (one.span(), one.span("dash")) for one in found
    ]


@given(LINES)
def test_a_text_that_keeps_its_dashes_has_lost_none(text: str) -> None:
    """X's own or any other."""
    lost = [dash for dash in names.dashes_of(text) if dash.name in LOST]
    assert bool(lost) == (not BEYOND_ASCII.search(text))


# --- Short links --------------------------------------------------------------------------------

LINKS = texts(
    *("https://t.co/", "http://t.co/", "HTTPS://T.CO/", "t.co/", "www.", "pic.x.com/", "pic.twitter.com/"),
    *("AbCdEfGhIj", "0123456789", "K", "https", "\u2026", "...", '"', "<", "/", "#", "\n> ", "topic."),
)


@given(LINKS, st.integers(0, 2))
@example("https://t.co/AbCdEfGhIj https://t.co/0123456789", 0)
@example("İ https://t.co/AbCdEfGhIj", 1)
@example('<a href="https://t.co/AbCdEfGhIj">https://t.co/AbCdEfGhIj</a>', 0)
def test_plain_short_links_are_what_the_pattern_finds(text: str, start: int) -> None:
    """At the same places, with the same slugs."""
    told = [*slugs.short_links(text, start)]
    found = [*slugs.SHORT.finditer(text, start)]
    links = [(one.start(), one.end(), one["slug"], slugs._absolute(one)) for one in found]
    assert [tuple(one) for one in told] == links


@given(LINKS)
@example("https://t.co/AbCdEfGhIj")
@example("https://t.co/AbCdEfGhIj\n")
def test_a_link_is_told_from_others_by_its_slug(link: str) -> None:
    """Where it is nothing but a short link."""
    match = slugs.SHORT.match(link)
    whole = match and match.end() == len(link)
    assert slugs._key(link) == (match["slug"] + (match["cut"] or "") if match and whole else link)


# --- Looks before a pattern is asked ---------------------------------------------------------------

DATES = texts(
    *(
        "February",
        "2",
        "2,",
        "2026",
        "2/2/2026",
        "2026-02-02",
        "2026年2月2日",
        "ngày 2 tháng 2, 2026",
        "NGÀY",
    ),
    *("1770033600000", "11:04 AM - ", "Mon ", "lundi, ", "٢", "फ़रवरी", "de ", "г."),
)


@given(DATES)
def test_a_date_begins_as_its_form_says(text: str) -> None:
    """What is not asked would not match; nor would the hour, the day of the week, an unknown date."""
    asked = [name for name, *_ in dates._forms(text[:1])]
    assert all(name in asked or not pattern.match(text) for name, pattern, _ in dates.FORMS)
    assert text[:1].isdecimal() or not dates.TIME.match(text)
    assert text[:1].isalpha() or not dates.WEEKDAY.match(text)
    shaped = (match := unread_dates.UNREAD.match(text)) and unread_dates._is_shaped(match.captures("part"))
    assert (unread_dates.unread_date(text) is not None) == bool(shaped)
    assert match is None or len(match[0]) <= unread_dates.LONGEST


@given(texts("#3:", "#12", "3.", "4)", " 5. ", "\t", "٣.", "word", "\r"))
def test_a_heading_begins_with_its_number(text: str) -> None:
    """There are never more headings than lines that may be one."""
    assert len(spans(numbered.HEADING, text)) <= sum(map(numbered._may_be_heading, text.split("\n")))


@given(texts("\t", "—", ">", "[", "word"))
def test_a_rest_begins_behind_a_line_end(text: str) -> None:
    """Near by, and with something behind it."""
    assert torn._goes_on_below(text, 0) or not torn.BEGINS_REST.match(text)


@given(texts("https://", "HTTP%", "httpſ:", "/amp/", ".ampproject.org/", ".bing-amp.com/", "x.example"))
@example("https://a.BİNG-amp.com/")
def test_an_address_within_another_has_one_of_the_words(href: str) -> None:
    """Behind the scheme of the first."""
    assert may_hold(href[urls.OWN_SCHEME :], urls.IN_SECOND) or not urls.SECOND_ADDRESS.search(href)


@given(texts("https://", "pic.x.com/", "pic.twitter.com/", "@", "＃", "t.co/a", "*", "•", "-"))
def test_what_is_no_word_has_a_sign(text: str) -> None:
    """Nor has a name with a link or an entry of a list."""
    assert any(sign in text for sign in languages.IN_NO_WORDS) or not languages.NOT_WORDS.search(text)
    assert "/" in text or not (names.HAS_LINK.search(text) or words_before.LINK.search(text))
    assert text.startswith(words_before.ENTRY_SIGNS) or not words_before.ENTRY.match(text)


@given(texts("Jane", "doe", "O'", "-", "Łé", "x" * 50, "_", "東京"), texts("jane_doe", most=2))
def test_a_plain_name_is_read_as_the_patterns_read_it(name: str, handle: str) -> None:
    """Its words, and the first of them."""
    said = " ".join(borders.NOT_SAID.sub(" ", name.lower()).split())
    every = dict.fromkeys((said, said.rpartition(" ")[2], handle.lower()))
    assert borders.names_of(name, handle) == tuple(one for one in every if len(one) >= borders.SHORTEST_NAME)
    first = next(iter(borders.WORDS.findall(name)), "")
    assert borders.given_name(name) == (first if len(first) >= borders.SHORTEST_GIVEN else "")


@given(
    texts(
        *('<meta charset="utf-8"', "<META charset='latin1'>", '<meta name="a">', '<?xml encoding="big5"?>'),
        *(
            '<meta http-equiv="a" content="text/html; charset=utf-16">',
            "<metadata>",
            ">",
            '<Meta Charset="UTF-8"',
        ),
    )
)
def test_the_plain_meta_is_what_the_pattern_finds(markup: str) -> None:
    """The first that says an encoding."""
    head = markup.encode()
    match = decoding.META.search(head)
    if decoding._is_plainly_utf_8(head.lower()):
        assert match and match[1].lower() == b"utf-8"
