"""The tool that fits the weights of the starts: what of it needs no corpus, no network and no NumPy."""

from __future__ import annotations

import itertools
import math
import random
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from embedarchive.stages.find import weights
from tools.fit_starts import __main__ as tool
from tools.fit_starts.corpus import Post, Prose, Quotation, half, leads
from tools.fit_starts.examples import MADE_SHARE, NAMES, PRESENT, Example, examples, score, to_fit
from tools.fit_starts.foreign import FIT, LAY_OUT
from tools.fit_starts.pages import CLOSE, OPEN, pages, unmarked

SITES = [f"site{i}.example" for i in range(8)]
POSTS = [
    Post(site, "en", ("Ships <b>ahoy</b>", "All"), site, f"h{i}", "May 3, 2019")
    for i, site in enumerate(SITES)
]
PROSE = [Prose(site, "en", tuple(f"Paragraph {i} of {site} says so." for i in range(12))) for site in SITES]
TEXT = (
    "The harbour was closed all day. Nobody knew why.\n"
    f"{OPEN}BREAKING: a ship blocks the harbour #harbour https://t.co/abcdefghij{CLOSE}\n"
    "— Harbour Post (@harbour) May 3, 2019\nThe mayor did not answer.\n"
)


def test_marks_tell_where_the_words_are() -> None:
    """The text is without them, and each pair has become the place of a quotation."""
    flat = unmarked("a.example", "lines", f"ab{OPEN}cd{CLOSE}e{OPEN}f{CLOSE}")
    assert flat.text == "abcdef"
    assert flat.quotations == (Quotation(2, 4, 4), Quotation(5, 6, 6))


def test_a_seed_makes_the_same_pages_and_halves_stay_apart() -> None:
    """No post stands in a page of the other half of the sites, else the check would know what was fitted."""
    first, again = (list(itertools.islice(pages(random.Random(3), PROSE, POSTS), 40)) for _ in range(2))
    assert first == again
    for site, markup in first:
        cited = [post for post in POSTS if f"(@{post.handle})" in markup]
        assert cited
        assert all(half(post.site) == half(site) and post.site != site for post in cited)


def test_a_post_stands_behind_the_paragraph_of_its_own_page() -> None:
    """Not always, and not where one post follows another."""
    led = [replace(post, lead=f"So said {post.name}:") for post in POSTS]
    made = itertools.islice(pages(random.Random(3), PROSE, led), 40)
    markup = "".join(page for _, page in made)
    assert "<p>So said" in markup
    assert markup.count("<p>So said") < markup.count("(@h")


def test_the_paragraph_before_a_post_is_read_from_its_page() -> None:
    """What stands within an embed, or is no prose, introduces none."""
    page = LexborHTMLParser(
        "<p>He wrote this down:</p><blockquote><p>Ahoy, all of you</p></blockquote>"
        "<blockquote><p>Again</p></blockquote><p><img>A picture</p><blockquote><p>Third</p></blockquote>"
    )
    assert list(leads(page).values()) == ["He wrote this down:", "", ""]


def test_an_example_has_the_true_place_among_its_places() -> None:
    """One place has an F1 of 1; each has a value for every weight; the present weights take it."""
    (example,) = examples([unmarked("a.example", "lines", TEXT)])
    assert max(example.f1(i) for i in range(len(example.signs))) == 1.0
    assert {len(row) for row in example.signs} == {len(NAMES)} == {len(PRESENT)}
    assert score(PRESENT, [example]) == 1.0


def test_the_worst_weights_take_other_words() -> None:
    """What speaks for a place speaks against it; without examples there is no score."""
    (example,) = examples([unmarked("a.example", "lines", TEXT)])
    assert score([-weight for weight in PRESENT], [example]) < 1.0
    assert math.isnan(score(PRESENT, []))


def test_an_author_quoted_often_counts_as_the_square_root() -> None:
    """The corpus has each page in a dozen layouts: four of them count as two."""
    one = Example("a.example", "lines", "a", ((1.0,), (0.0,)), (3, 5), 5)
    given = to_fit([one], [one] * 4)
    assert given["share"] == [MADE_SHARE, 0.5, 0.5, 0.5, 0.5]
    assert given["f1"][:2] == [0.75, 1.0]
    assert given["places"] == [2] * 5


def test_the_present_weights_are_printed_as_they_stand() -> None:
    """What is to be pasted has the form of the tables it is pasted into."""
    source = Path(weights.__file__).read_text(encoding="utf-8")
    one_line = " ".join(source.split())
    for line in tool.pasted(PRESENT):
        shown = line.partition("  #")[0].strip()
        assert shown.replace('Sign("', 'Sign( "') in one_line or shown in one_line


def test_without_the_corpus_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is installed then."""
    command = ["fit", "--venv", str(tmp_path / "venv"), "--corpus", str(tmp_path)]
    monkeypatch.setattr(sys, "argv", command)
    assert tool.main() == 2
    assert "is absent" in capsys.readouterr().err
    assert not (tmp_path / "venv").exists()


@pytest.mark.parametrize("program", [LAY_OUT, FIT])
def test_the_programs_for_the_other_python_are_python(program: str) -> None:
    """They are texts, which nothing else would read before a run."""
    compile(program, "program", "exec")
