"""References in every form, letter by letter; what strangers wrote never becomes markup in them."""

from __future__ import annotations

import datetime as dt
import html.parser
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedarchive.cli.cite import FORMS
from embedarchive.outputs.cite import FORMATS, Cited, address

POST = "https://twitter.com/harbour_board/status/2018976579580854275"
COPY = f"https://web.archive.org/web/20260204100701/{POST}"
FULL = Cited(
    "twitter",
    "2018976579580854275",
    POST,
    "Harbour Board",
    "harbour_board",
    "The bridge stays shut tonight.\nPeople on foot can cross.",
    dt.date(2026, 2, 4),
    COPY,
    dt.date(2026, 2, 4),
    dt.date(2026, 9, 5),
)
BARE = Cited("twitter", "1", None)
EVIL = Cited(
    "twitter",
    "7",
    "https://x.com/a/status/7?x=}{|]\"'<>\\ %23",
    "A & B {Ltd}_$5% #1 ~^\\",
    "a_b",
    "x|y }} {{evil}} [[link]] <script>'''b''' https://e.example\nER  - \nTY  - BOOK \u202eoverride & *",
    dt.date(2026, 5, 31),
)
ARABIC = Cited(
    "twitter",
    "9",
    "https://twitter.com/qalam/status/9",
    "قلم الميناء\u200f",
    "qalam",
    "الجسر مغلق هذه الليلة",
    dt.date(2026, 9, 1),
)
GOLDEN = {
    "plain": f"Harbour Board (@harbour_board), X, 4 February 2026: “The bridge stays shut tonight. People on "
    f"foot can cross.” {POST} (archived: {COPY}, 4 February 2026; last checked 5 September 2026)",
    "apa": "Harbour Board [@harbour_board]. (2026, February 4). The bridge stays shut tonight. People on "
    f"foot can cross. [Post]. X. {POST}",
    "mla": "Harbour Board [@harbour_board]. “The bridge stays shut tonight. People on foot can cross.” X, "
    f"4 Feb. 2026, {POST}.",
    "chicago": "Harbour Board (@harbour_board). “The bridge stays shut tonight. People on foot can cross.” "
    f"X, February 4, 2026. {POST}.",
    "bibtex": rf"""@misc{{twitter-2018976579580854275,
  author = {{{{Harbour Board}}}},
  title = {{{{The bridge stays shut tonight. People on foot can cross.}}}},
  howpublished = {{X post by @harbour\_board}},
  year = {{2026}},
  month = feb,
  day = {{4}},
  url = {{{POST}}},
  urldate = {{2026-09-05}},
  note = {{Archived at \url{{{COPY}}}}},
}}""",
    "ris": f"""TY  - ELEC
AU  - Harbour Board (@harbour_board)
TI  - The bridge stays shut tonight. People on foot can cross.
PB  - X
PY  - 2026
DA  - 2026/02/04
UR  - {POST}
Y2  - 2026/09/05
N1  - Archived at {COPY}
ER  - """,
    "wikipedia": "{{cite tweet |number=2018976579580854275 |user=harbour_board |title=The bridge stays shut "
    "tonight. People on foot can cross. |date=4 February 2026 |author=Harbour Board "
    f"|access-date=5 September 2026 |archive-url={COPY} |archive-date=4 February 2026}}}}",
    "robust-links": f'<a href="{POST}" data-versionurl="{COPY}" data-versiondate="2026-02-04"><bdi>Harbour '
    "Board (@harbour_board)</bdi> on X, 4 February 2026</a>",
}


def test_the_command_offers_every_form() -> None:
    """The list of the option is written out, so that `--help` loads click alone."""
    assert tuple(FORMATS) == FORMS


@pytest.mark.parametrize("form", GOLDEN)
def test_a_known_post(form: str) -> None:
    """All is known: the whole reference."""
    assert FORMATS[form](FULL) == GOLDEN[form]


def test_csl_json_is_one_entry() -> None:
    """As Zotero, pandoc and citeproc read it; the keys are CSL's."""
    assert json.loads(FORMATS["csl-json"](FULL)) == [
        {
            "id": "twitter-2018976579580854275",
            "type": "post",
            "container-title": "X",
            "author": [{"literal": "Harbour Board (@harbour_board)"}],
            "title": "The bridge stays shut tonight. People on foot can cross.",
            "issued": {"date-parts": [[2026, 2, 4]]},
            "URL": POST,
            "accessed": {"date-parts": [[2026, 9, 5]]},
            "archive_location": COPY,
        }
    ]


@pytest.mark.parametrize(
    ("form", "written"),
    [
        ("plain", "post 1, X"),
        ("apa", "(n.d.). [Post]. X."),
        ("mla", "Post. X."),
        ("chicago", "X."),
        ("bibtex", "@misc{twitter-1,\n  howpublished = {X post},\n}"),
        ("ris", "TY  - ELEC\nPB  - X\nER  - "),
        ("wikipedia", "{{cite tweet |number=1}}"),
        ("robust-links", '<a href=""><bdi>post 1</bdi> on X</a>'),
    ],
)
def test_what_is_not_known_is_left_out(form: str, written: str) -> None:
    """No `None`, no empty field, no stray comma."""
    assert FORMATS[form](BARE) == written


@pytest.mark.parametrize("form", FORMS)
def test_arabic_names_stay_as_they_are(form: str) -> None:
    """In their own letters; a mark that only turns directions is no part of a name."""
    written = FORMATS[form](ARABIC)
    assert "قلم الميناء" in written
    assert "\u200f" not in written


def test_mla_and_apa_have_their_own_months() -> None:
    """MLA shortens September to four letters and leaves May alone; APA shortens nothing."""
    assert ", 1 Sept. 2026, " in FORMATS["mla"](ARABIC)
    assert ", 31 May 2026, " in FORMATS["mla"](EVIL)
    assert "(2026, September 1)" in FORMATS["apa"](ARABIC)


def test_long_posts_are_cut_by_each_rule() -> None:
    """APA takes 20 words, Chicago 160 characters at the end of a word, MLA all of it."""
    long = Cited("twitter", "1", None, text=" ".join(f"word{n}" for n in range(60)))
    assert "word19 [Post]" in FORMATS["apa"](long)
    shown = re.search("“(.*)”", FORMATS["chicago"](long))
    assert shown and len(shown[1]) <= 160 and re.search(r"word\d+…\Z", shown[1])
    assert "word59." in FORMATS["mla"](long)


def test_bibtex_escapes_what_tex_acts_upon() -> None:
    """Names and words are text; the braces of the entry balance."""
    written = FORMATS["bibtex"](EVIL)
    assert r"A \& B \{Ltd\}\_\$5\% \#1 \textasciitilde{}\textasciicircum{}\textbackslash{}" in written
    bare = re.sub(r"\\[{}]", "", written)
    assert bare.count("{") == bare.count("}")
    assert "url = {https://x.com/a/status/7?x=%7D%7B%7C%5D%22%27%3C%3E%5C%20%23}" in written


def test_no_words_of_a_post_begin_a_tag_of_ris() -> None:
    """A post may say `ER  - `; it stays inside its title."""
    lines = FORMATS["ris"](EVIL).splitlines()
    assert [line[:6] for line in lines] == [
        f"{tag}  - " for tag in ("TY", "AU", "TI", "PB", "PY", "DA", "UR", "ER")
    ]


def test_wikitext_of_a_post_forms_nothing() -> None:
    """One template, with no other template, link, tag, bold words or bare address in it."""
    written = FORMATS["wikipedia"](EVIL)
    inside = written.removeprefix("{{").removesuffix("}}")
    assert not set("{}[]<>'") & set(inside)
    assert [field.partition("=")[0] for field in inside.split(" |")] == [
        *("cite tweet", "number", "user", "title", "date", "author")
    ]
    assert "://" not in inside


def test_other_sites_are_web_citations_for_wikipedia() -> None:
    """{{cite tweet}} knows X alone."""
    written = FORMATS["wikipedia"](Cited("bluesky", "3k", "https://bsky.app/profile/a.b/post/3k", "A", "a.b"))
    assert written == (
        "{{cite web |url=https://bsky.app/profile/a.b/post/3k |website=Bluesky |author=A (@a.b)}}"
    )


@pytest.mark.parametrize("url", [None, "", "javascript:alert(1)", "file:///etc/passwd", "data:text/html,x"])
def test_only_the_web_is_linked(url: str | None) -> None:
    """An address of any other kind is left out."""
    assert address(url) == ""


class Tags(html.parser.HTMLParser):
    """Notes the tags of a piece of HTML."""

    def __init__(self) -> None:
        """Begin with none."""
        super().__init__()
        self.seen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.seen.append(tag)


@given(st.text(), st.text(), st.text())
def test_no_stranger_writes_html_into_a_robust_link(name: str, handle: str, url: str) -> None:
    """One link with one isolated name, whatever the name is."""
    tags = Tags()
    tags.feed(FORMATS["robust-links"](Cited("twitter", "1", f"https://x.com/{url}", name, handle)))
    assert tags.seen == ["a", "bdi"]


@given(st.text(), st.text())
def test_a_reference_is_inert_whatever_a_post_says(name: str, text: str) -> None:
    """No control character, no override, and for RIS no line that the post made."""
    post = Cited("twitter", "1", POST, name, "a", text, dt.date(2026, 1, 2))
    for form in FORMS:
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", FORMATS[form](post))
    assert len(FORMATS["ris"](post).splitlines()) <= 8
