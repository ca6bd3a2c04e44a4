"""The line `— NAME (@handle) DATE` in all its shapes."""

from __future__ import annotations

import datetime as dt

import pytest

from embedarchive.stages.find.attributions import attributions

WRONG = ("cp1252", "latin-1", "mac_roman", "cp437", "cp850", "cp1251")
"""Encodings in which the bytes of UTF-8 are read by mistake."""
MISREAD = (
    *("—".encode().decode(wrong) for wrong in WRONG),
    "—".encode("cp1252").decode("latin-1"),
    r"\xe2\x80\x94",
    "&amp;mdash;",
    "&#151;",
    "&#x2014;",
)
MISREAD_SHORT = (
    *("–".encode().decode(wrong) for wrong in WRONG),
    "–".encode("cp1252").decode("latin-1"),
    r"\xe2\x80\x93",
    "&amp;ndash;",
    "&#150;",
    r"\u2013",
)


@pytest.mark.parametrize(
    ("line", "name", "handle"),
    [
        ("Words. — Ann Lee (@ann_lee) May 1, 2020", "Ann Lee", "ann_lee"),
        ("Words.— Ann Lee (@ann_lee) May 1, 2020", "Ann Lee", "ann_lee"),
        ("Words.\n\n— Ann Lee (@ann_lee) May 1, 2020", "Ann Lee", "ann_lee"),
        ("> Words.\n>\n> -- Ann Lee (@ann_lee) [May 1,\n> 2020](https://t.co/x)", "Ann Lee", "ann_lee"),
        ("Words. &mdash; Ann Lee (@ann_lee) May 1, 2020", "Ann Lee", "ann_lee"),
        ("Words. -- Ann Lee (@ann_lee) May 1, 2020", "Ann Lee", "ann_lee"),
        ("Words. – Ann Lee (@ann_lee) May 1, 2020", "Ann Lee", "ann_lee"),
        ("Words. - Ann Lee (@ann_lee) May 1, 2020", "Ann Lee", "ann_lee"),
        ("Words. \ufffd Ann Lee (@ann_lee) May 1, 2020", "Ann Lee", "ann_lee"),
        ("Words we said.  Ann Lee (@ann_lee) May 1, 2020", "Ann Lee", "ann_lee"),
        ("Words we said.  Ann\nLee (@ann_lee) May 1, 2020", "Ann Lee", "ann_lee"),
        ("Words we said.  \nAnn Lee (@ann_lee) May 1, 2020", "Ann Lee", "ann_lee"),
        ("Words we said\n\n Ann Lee (@ann_lee) May 1, 2020", "Ann Lee", "ann_lee"),
        ("He voted for  Words #Harbour  Ann Lee (@ann_lee) May 1, 2020", "Ann Lee", "ann_lee"),
        ("Words pic.x.com/ZyXwVu9876 Ann Lee (@ann_lee) May 1, 2020", "Ann Lee", "ann_lee"),
        ("Words https://t.co/ZyXwVu9876\n\nann (@ann_lee) May 1, 2020", "ann", "ann_lee"),
        ("Words we said! Ann J. Lee (@ann_lee) May 1, 2020Behind it", "Ann J. Lee", "ann_lee"),
        ("Words we said ? Ann Lee (@ann_lee) May 1, 2020", "Ann Lee", "ann_lee"),
        ("Did we ? Not us https://t.co/ZyXwVu9876  Ann (@ann_lee) May 1, 2020", "Ann", "ann_lee"),
        *((f"Words {dash} Ann Lee (@ann_lee) May 1, 2020", "Ann Lee", "ann_lee") for dash in MISREAD),
        *((f"Words. {dash} Ann Lee (@ann_lee) May 1, 2020", "Ann Lee", "ann_lee") for dash in MISREAD_SHORT),
        ("— Ann \U0001f469\u200d\U0001f52c Lee \U0001f1e8\U0001f1ed (@a) May 1, 2020",
         "Ann \U0001f469\u200d\U0001f52c Lee \U0001f1e8\U0001f1ed", "a"),
        ("— Ann Lee (she/her) (@ann) May 1, 2020", "Ann Lee (she/her)", "ann"),
        ("— Harbour - North (@harbour) May 1, 2020", "Harbour - North", "harbour"),
        ("— Q&amp;A.com: Live! (@qa) May 1, 2020", "Q&A.com: Live!", "qa"),
        ("— مرصد البحر (@sea_watch) May 1, 2020", "مرصد البحر", "sea_watch"),
        ("— 港の新聞（公式） (@port) 2020年5月1日", "港の新聞（公式）", "port"),
        ("— Ann Lee (\\@__ann__) May 1, 2020", "Ann Lee", "__ann__"),
        ("— Ann Lee (@ann\\_lee) [May 1, 2020](https://x.com/ann_lee/status/1)", "Ann Lee", "ann_lee"),
        ("—\n    Ann Lee (@ann_lee)\nMay 1, 2020", "Ann Lee", "ann_lee"),
        ("— (@ann_lee) May 1, 2020", "", "ann_lee"),
        ("— Ann Lee (@ann_lee) [12]May 1, 2020", "Ann Lee", "ann_lee"),
        ("— Ann Lee (@ann_lee), May 1, 2020\nMore.", "Ann Lee", "ann_lee"),
        ("— Ann Lee (@ann_lee), [May 1, 2020](https://x.com/ann_lee/status/1) More.", "Ann Lee", "ann_lee"),
        ("— Ann Lee (@ann_lee) Viernes, 1 de mayo de 2020", "Ann Lee", "ann_lee"),
        ("> -- Ann Lee (@ann_lee) 2020\\. május 1.", "Ann Lee", "ann_lee"),
        ("> -- Ann Lee (@ann_lee) [2020\\. 5.\n> 1.](https://x.com/ann_lee/status/1)", "Ann Lee", "ann_lee"),
        ("> -- Ann Lee (@ann_lee) 1\\. 5. 2020", "Ann Lee", "ann_lee"),
        ("Words pic.x.com/ZyXwVu9876 — Ann — at sea (@ann) May 1, 2020", "Ann — at sea", "ann"),
        ("Words.— Ann — at sea (@ann) May 1, 2020", "Ann — at sea", "ann"),
        ("Words — as one says — Ann Lee (@ann) May 1, 2020", "Ann Lee", "ann"),
        ("Is it?\n— pic.x.com/ZyXwVu9876— Ann Lee (@ann) May 1, 2020", "Ann Lee", "ann"),
        # Text of PDF files: blocks of their own for emoji (pdftotext), spaces lost (pdftotext -raw).
        ("Words.\n— Ann Lee\n\n\U0001f350 (@ann_lee) May 1, 2020\n\nMore.", "Ann Lee \U0001f350", "ann_lee"),
        ("— Ann\n\n\U0001f1fa\U0001f1e6\n\n26 (@a) May 1, 2020", "Ann \U0001f1fa\U0001f1e6 26", "a"),
        ("—港の新聞\n(@port)May1,2020\n", "港の新聞", "port"),
        ("Words\n(@ann: May 1, 2020)", "", "ann"),
        ("Words\n( @ann_lee, 1 de mayo de 2020 )\nMore.", "", "ann_lee"),
        ("“Words.” (@ann, May 1, 2020)", "", "ann"),
        ("Words pic.x.com/ZyXwVu9876 (@ann, 2020-05-01)", "", "ann"),
    ],
)  # fmt: skip
def test_dash_name_and_handle_are_read(line: str, name: str, handle: str) -> None:
    """Every dash, glued or wrapped, with any name, gives name, handle and date."""
    (found,) = attributions(line)
    assert (found.name, found.handle) == (name, handle)
    assert found.date is not None
    assert found.date.date == dt.date(2020, 5, 1)


@pytest.mark.parametrize(
    "text",
    [
        "By Ann Lee (@ann_lee) May 1, 2020",
        "By Ann Lee (\\@ann_lee) May 1, 2020",
        "Ann Lee (\\@ann_lee) has the story.",
        "The harbour — By Ann Lee (@ann_lee) May 1, 2020",
        "Ann Lee (@ann_lee) has the story.",
        "The campaign — run by Ann Lee (@ann_lee) — was short.",
        "Ann Lee - Harbour editor (@ann_lee) May 1, 2020",
        "Hosted by Ann (@ann) and Bob (@bob). — Music by Cem (@cem), live.",
        "A post shared by Ann Lee (@ann_lee) on May 1, 2020",
        "HARBOUR — Ann Lee (@ann_lee) resigned, 1 May 2020 was the day.",
        "The mayor — Ann Lee (@ann_lee) yesterday, 1 May 2020, had said no.",
        "We met the mayor — Ann Lee (@ann_lee), 1 May 2020, at noon — for tea.",
        "We met the mayor — Ann Lee (@ann_lee)، 1 May 2020 at noon.",
        "— Ann Lee (@ann.bsky.social)",
        "By Ann Lee (@ann.bsky.social) May 1, 2020",
        "- Ann Lee (@ann.lee) May 1, 2020",
        "— Ann Lee (@) May 1, 2020",
        "Follow us (@harbour)",
        "Photo of the pier (@ann, May 1, 2020)",
        "The harbour\n— a first part\n\nAnn Lee \U0001f350 (@ann) May 1, 2020",
        "The harbour\n— a first part\n\n\n\U0001f350 (@ann) May 1, 2020",
        "(@ann, May 1, 2020) has the story.",
        "(@ann, May 1, 2020",
        "(@ann, editor)",
        "(@ann: 3/4/2020)",
        "(@ann.bsky.social, May 1, 2020)",
        "Words pic.x.com/ZyXwVu9876 photo by Ann Lee (@ann)",
        "Words https://t.co/ZyXwVu9876 Ann Lee (@ann)",
        "Words pic.x.com/ZyXwVu9876 Ann Lee (@ann) said so.",
    ],
)
def test_bylines_and_names_in_prose_are_no_attributions(text: str) -> None:
    """A handle in brackets alone does not attribute words to anyone."""
    assert list(attributions(text)) == []


def test_without_a_date_the_dash_must_begin_the_line() -> None:
    """An undated line counts only on a line of its own, or right behind a link of X."""
    assert len(list(attributions("Words here\n— Ann Lee (@ann_lee)\nMore."))) == 1
    assert len(list(attributions("Words pic.twitter.com/ZyXwVu9876 — Ann Lee (@ann_lee)\nMore."))) == 1
    assert len(list(attributions("Words pic.twitter.com/ZyXwVu9876 Ann Lee (@ ann_lee) link\nMore."))) == 1
    assert list(attributions("Words here — Ann Lee (@ann_lee)\nMore.")) == []
    assert list(attributions("Words here\n— Ann Lee (@ann_lee) went on to say more.")) == []


def test_two_hyphens_need_a_date() -> None:
    """They lead to the signature of a mail, too; in a block quote before a name they need none."""
    for dash in ("--", "---", "-- \n", "> -- \n"):
        (dated,) = attributions(f"Words here\n{dash} Ann Lee (@ann_lee) May 1, 2020")
        assert dated.dash == "double-hyphen-line"
        assert list(attributions(f"Words here\n\n{dash}Ann Lee (@ann_lee)\n")) == []
    assert list(attributions("Words here -- Ann Lee (@ann_lee)")) == []
    assert len(list(attributions("> Words here\n>\n> -- Ann Lee (@ann_lee)\n"))) == 1
    (hosted,) = attributions("> Words.\n>\n> -- Ann Lee (@ann.bsky.social) May 1, 2020")
    assert hosted.handle == "ann.bsky.social"


@pytest.mark.parametrize(
    "text",
    [
        "Words we said.  Ann Lee (@ann_lee) May 1, 2020",
        "Words we said ? Ann Lee (@ann_lee) May 1, 2020",
        "Words pic.x.com/ZyXwVu9876 Ann Lee (@ann_lee) May 1, 2020",
        "Words pic.x.com/ZyXwVu9876 Ann Lee (@ann_lee) link",
        "Words we said! Ann Lee (@ann_lee) May 1, 2020",
    ],
)
def test_where_a_dash_is_left_none_was_lost(text: str) -> None:
    """A clean-up that drops the dash of a line drops every dash beyond ASCII; a hyphen may stand."""
    assert len(list(attributions(text))) == 1
    assert len(list(attributions(f"The well-known pier - all of it.\n\n{text}"))) == 1
    for dash in "‐‑‒–—―−":
        assert list(attributions(f"The pier {dash} all of it.\n\n{text}")) == []


def test_two_lines_glued_together_are_two() -> None:
    """Where nothing parts a date from the next words, both lines are read."""
    text = "One. — Ann (@ann) June 6, 2017Two. — Bob (@bob) June 7, 2017Three."
    assert [line.handle for line in attributions(text)] == ["ann", "bob"]
